//! A set-piece fight: named bands meet at a given time and place, by order and not by chance.
//!
//! A side is one or more bands. Their men fire with the mean of their fighting values, by the laws of
//! [`engagement`](super::engagement), with the attrition of the law:
//!
//! ```text
//! square   both sides aim: battle attrition, the attacker's times the surprise of an assault
//! linear   both sides fire at an area
//! ambush   the attacker aims from cover: ambush attrition; the defender fires at an area
//! ```
//!
//! To the end, nobody breaks off and time does not run out; else breakpoint and contact hours are those of any fight.
//! The dead fall on the bands of a side in proportion to their men. Men are conserved: only
//! [`Bands`](crate::world::Bands) moves them.

use super::Combat;
use super::engagement::{Cost, Law, Side, fight};
use crate::random::{Stream, binomial};
use crate::world::{Actor, Band, Group, Holder, World};

/// How a set piece is fought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetPiece {
    pub zone: usize,
    pub law: Law,
    /// The attackers have the surprise of an assault.
    pub surprise: bool,
    pub to_the_end: bool,
}

impl Combat {
    /// Fights a set piece and books its dead.
    pub fn fight_set_piece(
        &self,
        world: &mut World,
        attackers: &[Band],
        defenders: &[Band],
        terms: SetPiece,
        rng: &mut Stream,
    ) -> Cost {
        let (on_defenders, on_attackers) = self.attritions(terms);
        let a = self.together(world, attackers, on_defenders, terms.to_the_end);
        let b = self.together(world, defenders, on_attackers, terms.to_the_end);
        let hours = if terms.to_the_end { f64::INFINITY } else { self.hours(rng) };
        let cost = fight(terms.law, a, b, hours, rng);
        bury(world, terms.zone, attackers, cost.attacker_dead, rng);
        bury(world, terms.zone, defenders, cost.defender_dead, rng);
        world.harm.events[terms.zone] += 1;
        cost
    }

    /// What one man of the attackers and one of the defenders deal, at a fighting value of 1.
    fn attritions(&self, terms: SetPiece) -> (f64, f64) {
        let surprise = if terms.surprise { self.surprise } else { 1.0 };
        match terms.law {
            Law::Square => (self.battle_attrition * surprise, self.battle_attrition),
            Law::Linear => (self.area_fire, self.area_fire),
            Law::Ambush => (self.ambush_attrition, self.area_fire),
        }
    }

    /// Bands as one side.
    fn together(&self, world: &World, bands: &[Band], attrition: f64, to_the_end: bool) -> Side {
        let men: u32 = bands.iter().map(|band| world.bands.men[band.row()]).sum();
        let value: f64 =
            bands.iter().map(|band| f64::from(world.bands.men[band.row()]) * self.value(world, *band)).sum();
        Side {
            men,
            attrition: attrition * value / f64::from(men.max(1)),
            breakpoint: if to_the_end { 1.0 } else { self.breakpoint },
        }
    }

    /// Fighting value of a man of a band relative to an untrained soldier of the army.
    fn value(&self, world: &World, band: Band) -> f64 {
        let row = band.row();
        match Group::of(world.bands.owner[row], world.bands.kind[row]) {
            Some(Group::Garrison | Group::Battalion) | None => self.army_power(world),
            Some(Group::Russia) => self.russian_power(world),
            Some(Group::Militia) => self.militia,
            Some(Group::Partner) => self.partner_value(world.bands.owner[row]),
            Some(Group::Jnim | Group::Issp | Group::Fla) => 1.0,
        }
    }
}

/// Takes the dead from a side's bands, in proportion to their men.
fn bury(world: &mut World, zone: usize, bands: &[Band], dead: u32, rng: &mut Stream) {
    let mut men: u32 = bands.iter().map(|band| world.bands.men[band.row()]).sum();
    let mut left = dead;
    for &band in bands {
        let own = world.bands.men[band.row()];
        let others = men - own;
        let share = f64::from(own) / f64::from(men.max(1));
        let here = binomial(left, share, rng).max(left.saturating_sub(others)).min(own);
        lose(world, zone, band, here);
        left -= here;
        men = others;
    }
}

fn lose(world: &mut World, zone: usize, band: Band, dead: u32) {
    let owner = world.bands.owner[band.row()];
    world.bands.lose(band, dead);
    world.harm.fighters[zone][Holder::of(owner) as usize] += dead;
    if owner == Actor::Russia {
        world.harm.russians += dead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mechanism::laboratory::{country, values};
    use crate::random::Randomness;
    use crate::world::{Bands, Kind};

    fn field(men: &[(Actor, u32)]) -> (World, Vec<Band>) {
        let mut world = country(&[1e5]);
        let raise =
            |world: &mut World, owner, men| world.bands.raise(owner, Kind::Mobile, 0, Bands::NO_TOWN, men);
        let bands = men.iter().map(|&(owner, men)| raise(&mut world, owner, men)).collect();
        (world, bands)
    }

    const BATTLE: SetPiece = SetPiece { zone: 0, law: Law::Square, surprise: false, to_the_end: true };

    /// Who fights to the end loses all or wins, and every man is accounted for.
    #[test]
    fn a_fight_to_the_end_leaves_one_side() {
        let combat = Combat::new(&values());
        for k in 0..200 {
            let (mut world, bands) = field(&[(Actor::Fama, 7), (Actor::Fama, 5), (Actor::Jnim, 10)]);
            let mut rng = Randomness::new(1, k).stream("test", 0, 0);
            let cost = combat.fight_set_piece(&mut world, &bands[..2], &bands[2..], BATTLE, &mut rng);
            let (army, jnim) = (world.bands.men_of(Actor::Fama), world.bands.men_of(Actor::Jnim));
            assert!((army == 0) != (jnim == 0), "{army} and {jnim} are left");
            assert_eq!(army, u64::from(12 - cost.attacker_dead));
            assert_eq!(world.harm.fighters_in(0), cost.attacker_dead + cost.defender_dead);
            assert!(world.bands.closes());
        }
    }

    /// The dead of a side of 300 and 100 fall three to one, within four standard errors.
    #[test]
    fn the_dead_fall_in_proportion_to_men() {
        let combat = Combat::new(&values());
        let (mut first, mut all) = (0.0, 0.0);
        for k in 0..400 {
            let (mut world, bands) = field(&[(Actor::Fama, 300), (Actor::Fama, 100), (Actor::Jnim, 200)]);
            let mut rng = Randomness::new(2, k).stream("test", 0, 0);
            combat.fight_set_piece(&mut world, &bands[..2], &bands[2..], BATTLE, &mut rng);
            let lost = |band: Band, men: u32| f64::from(men - world.bands.men[band.row()]);
            first += lost(bands[0], 300);
            all += lost(bands[0], 300) + lost(bands[1], 100);
        }
        let error = (0.75f64 * 0.25 / all).sqrt();
        assert!((first / all - 0.75).abs() < 4.0 * error, "{}", first / all);
    }
}
