//! Armed bands: garrisons, battalions, detachments, katibas.

use super::Actor;

/// What a band is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Holds a town.
    Garrison,
    /// Moves and fights.
    Mobile,
    /// Depots, leave, schools: the reserve from which losses are made good.
    Rear,
    /// Protects the regime in the capital.
    Guard,
    /// Guards a mine.
    Mine,
}

/// A row of [`Bands`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Band(pub u32);

impl Band {
    pub fn row(self) -> usize {
        self.0 as usize
    }
}

/// Columns over bands. A row whose men are all gone is free and is used again by the next split.
#[derive(Clone, Debug, Default)]
pub struct Bands {
    pub owner: Vec<Actor>,
    pub kind: Vec<Kind>,
    pub zone: Vec<u16>,
    /// Town it holds, or `u16::MAX`.
    pub town: Vec<u16>,
    pub men: Vec<u32>,
    /// Men it should have [men]: what it is refilled to.
    pub establishment: Vec<u32>,
    /// Share of full fighting power, 0–1: training, supply, rest.
    pub readiness: Vec<f32>,
    free: Vec<u32>,
    /// Men by actor, kept as they move: the audit compares it with the column's sum.
    total: [u64; Actor::COUNT],
    /// Men that came in and went out since the start, by actor.
    pub raised: [u64; Actor::COUNT],
    pub lost: [u64; Actor::COUNT],
    pub left: [u64; Actor::COUNT],
}

impl Bands {
    pub const NO_TOWN: u16 = u16::MAX;

    pub fn len(&self) -> usize {
        self.men.len()
    }

    pub fn is_empty(&self) -> bool {
        self.men.is_empty()
    }

    /// Empties the columns and keeps their memory.
    pub fn clear(&mut self) {
        self.owner.clear();
        self.kind.clear();
        self.zone.clear();
        self.town.clear();
        self.men.clear();
        self.establishment.clear();
        self.readiness.clear();
        self.free.clear();
        self.total = [0; Actor::COUNT];
        self.raised = [0; Actor::COUNT];
        self.lost = [0; Actor::COUNT];
        self.left = [0; Actor::COUNT];
    }

    /// A new band of `men` raised for `owner`.
    pub fn raise(&mut self, owner: Actor, kind: Kind, zone: usize, town: u16, men: u32) -> Band {
        self.raised[owner as usize] += u64::from(men);
        self.total[owner as usize] += u64::from(men);
        self.place(owner, kind, zone, town, men, 1.0)
    }

    fn place(&mut self, owner: Actor, kind: Kind, zone: usize, town: u16, men: u32, readiness: f32) -> Band {
        if let Some(row) = self.free.pop() {
            let r = row as usize;
            self.owner[r] = owner;
            self.kind[r] = kind;
            self.zone[r] = zone as u16;
            self.town[r] = town;
            self.men[r] = men;
            self.establishment[r] = men;
            self.readiness[r] = readiness;
            return Band(row);
        }
        self.owner.push(owner);
        self.kind.push(kind);
        self.zone.push(zone as u16);
        self.town.push(town);
        self.men.push(men);
        self.establishment.push(men);
        self.readiness.push(readiness);
        Band(self.men.len() as u32 - 1)
    }

    /// Men join a band from outside (recruits).
    pub fn enlist(&mut self, band: Band, men: u32) {
        let owner = self.owner[band.row()] as usize;
        self.men[band.row()] += men;
        self.raised[owner] += u64::from(men);
        self.total[owner] += u64::from(men);
    }

    /// Men of a band die.
    pub fn lose(&mut self, band: Band, men: u32) {
        let owner = self.take_away(band, men);
        self.lost[owner] += u64::from(men);
    }

    /// Men of a band leave the country or the war.
    pub fn leave(&mut self, band: Band, men: u32) {
        let owner = self.take_away(band, men);
        self.left[owner] += u64::from(men);
    }

    fn take_away(&mut self, band: Band, men: u32) -> usize {
        let row = band.row();
        assert!(men <= self.men[row], "a band cannot lose more men than it has");
        self.men[row] -= men;
        let owner = self.owner[row] as usize;
        self.total[owner] -= u64::from(men);
        if self.men[row] == 0 && self.owner[row].is_insurgent() {
            self.free.push(band.0);
        }
        owner
    }

    /// Men pass from one band to another of the same owner.
    pub fn transfer(&mut self, from: Band, to: Band, men: u32) {
        assert_eq!(self.owner[from.row()], self.owner[to.row()], "men pass within an army");
        assert!(men <= self.men[from.row()], "a band cannot give more men than it has");
        self.men[from.row()] -= men;
        self.men[to.row()] += men;
        if self.men[from.row()] == 0 && self.owner[from.row()].is_insurgent() {
            self.free.push(from.0);
        }
    }

    /// `men` of a band become a band of their own in the same place.
    pub fn split(&mut self, band: Band, men: u32) -> Band {
        let row = band.row();
        assert!(men < self.men[row], "a split leaves men behind");
        self.men[row] -= men;
        let (owner, kind, zone, readiness) =
            (self.owner[row], self.kind[row], self.zone[row], self.readiness[row]);
        self.place(owner, kind, zone as usize, Self::NO_TOWN, men, readiness)
    }

    /// The rear of an army, if it has one.
    pub fn rear_of(&self, owner: Actor) -> Option<Band> {
        (0..self.len())
            .find(|&r| self.owner[r] == owner && self.kind[r] == Kind::Rear)
            .map(|r| Band(r as u32))
    }

    /// Men under an actor's arms [men].
    pub fn men_of(&self, owner: Actor) -> u64 {
        self.total[owner as usize]
    }

    /// Men of an actor in a zone [men].
    pub fn men_in(&self, owner: Actor, zone: usize) -> u64 {
        self.rows_in(owner, zone).map(|r| u64::from(self.men[r])).sum()
    }

    /// Rows with men of an actor in a zone.
    pub fn rows_in(&self, owner: Actor, zone: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.len())
            .filter(move |&r| self.owner[r] == owner && self.zone[r] as usize == zone && self.men[r] > 0)
    }

    /// Rows of an actor in a zone, empty ones too.
    pub fn rows_in_or_empty(&self, owner: Actor, zone: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(move |&r| self.owner[r] == owner && self.zone[r] as usize == zone)
    }

    /// Whether men raised less men lost and left are the men that are there.
    pub fn closes(&self) -> bool {
        let mut counted = [0u64; Actor::COUNT];
        for (owner, &men) in self.owner.iter().zip(&self.men) {
            counted[*owner as usize] += u64::from(men);
        }
        (0..Actor::COUNT).all(|a| {
            counted[a] == self.total[a] && self.raised[a] == counted[a] + self.lost[a] + self.left[a]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever men do, raised = present + lost + left.
    #[test]
    fn men_are_conserved() {
        let mut bands = Bands::default();
        let a = bands.raise(Actor::Jnim, Kind::Mobile, 0, Bands::NO_TOWN, 100);
        let b = bands.split(a, 40);
        bands.lose(b, 10);
        bands.transfer(b, a, 30);
        let c = bands.split(a, 5);
        assert_eq!(c, b, "the empty row is used again");
        bands.enlist(c, 7);
        bands.leave(a, 1);
        assert!(bands.closes());
        assert_eq!(bands.men_of(Actor::Jnim), 96);
        assert_eq!(bands.men_in(Actor::Jnim, 0), 96);
    }
}
