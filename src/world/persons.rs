//! Civilians: weighted individuals, as columns sorted by zone.
//!
//! An agent stands for `persons` people of one home zone. Rows stay for the whole replicate; people leave an agent
//! one by one, when they die or join a band, and an agent keeps at least one, so that no row vanishes. Displaced
//! people stay in the rows of their home zone and are counted by origin and refuge.
//!
//! Conserved, exactly: persons at the start = living + died + enlisted ([`Persons::closes`]).

use super::{Actor, Perpetrator};

/// Toward whom anger and fear are felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Side {
    State,
    Russia,
    Jnim,
    Issp,
    Fla,
}

impl Side {
    pub const ALL: [Side; 5] = [Side::State, Side::Russia, Side::Jnim, Side::Issp, Side::Fla];
    pub const COUNT: usize = Self::ALL.len();

    /// The key in data files.
    pub fn key(self) -> &'static str {
        ["state", "russia", "jnim", "issp", "fla"][self as usize]
    }

    /// Whom people blame for a death. The militias of the villages fight on the state's side, and what they do is
    /// laid at its door.
    pub fn blamed(perpetrator: Perpetrator) -> Self {
        match perpetrator {
            Perpetrator::State | Perpetrator::Militia => Self::State,
            Perpetrator::Russia => Self::Russia,
            Perpetrator::Jnim => Self::Jnim,
            Perpetrator::Issp => Self::Issp,
            Perpetrator::Fla => Self::Fla,
        }
    }

    /// The army and its foreigners against the three that rise against it.
    pub fn is_insurgent(self) -> bool {
        matches!(self, Self::Jnim | Self::Issp | Self::Fla)
    }
}

/// Columns over civilian agents, then columns over zones.
#[derive(Clone, Debug, Default)]
pub struct Persons {
    /// People that the agent stands for [persons]; moved by [`Persons::die`] and [`Persons::join`].
    pub persons: Vec<u32>,
    /// Hardship in ordinary weeks, 0–1: H of Epstein's model.
    pub hardship: Vec<f32>,
    /// Aversion to risk, 0–1: R of Epstein's model; twice it is the disposition to fear, 1 in the mean.
    pub aversion: Vec<f32>,
    /// Disposition to anger, 0–2, 1 in the mean.
    pub temper: Vec<f32>,
    /// Anger toward each side, 0–1.
    pub anger: [Vec<f32>; Side::COUNT],
    /// Fear of each side, 0–1.
    pub fear: [Vec<f32>; Side::COUNT],
    /// Latent support for the state, 0–1.
    pub support: Vec<f32>,
    /// Support as told to a stranger, never above 1.
    pub stated: Vec<f32>,
    /// First row of each zone (agents are sorted by zone), one more entry at the end.
    pub first: Vec<usize>,

    /// Persons by home zone, kept as they move [persons].
    pub in_zone: Vec<u64>,
    /// Persons by home zone at the start [persons].
    pub at_start: Vec<u64>,
    /// Persons that died and that joined a band, since the start.
    pub died: u64,
    pub enlisted: u64,
    /// Displaced people by origin and refuge [persons]: row of the origin times zones, plus refuge.
    pub displaced_by: Vec<u64>,
    /// Displaced people in the country [persons].
    pub displaced: u64,
    /// Displaced by violence and returned, since the start [persons].
    pub fled: u64,
    pub returned: u64,
    /// Men that joined an actor in a zone and wait until they are enough for a band [men].
    pub waiting: Vec<[u32; Actor::COUNT]>,
    /// This week's recruits by actor [men].
    pub recruits: [u32; Actor::COUNT],
    /// Recruits since the start by actor [men].
    pub recruits_total: [u64; Actor::COUNT],

    /// Means over persons by zone, as of the last week.
    pub mean_anger: Vec<[f64; Side::COUNT]>,
    pub mean_fear: Vec<[f64; Side::COUNT]>,
    pub mean_support: Vec<f64>,
    pub mean_stated: Vec<f64>,
    /// Times of ordinary hardship that shortage, prices and displacement make, 1 in ordinary weeks.
    pub stress: Vec<f64>,
    /// Anger and fear of an agent of even disposition at the start, and a zone's support.
    pub first_anger: [f64; Side::COUNT],
    pub first_fear: [f64; Side::COUNT],
    pub first_support: Vec<f64>,
    /// Means over persons by zone at the start of the replicate.
    pub anger_at_start: Vec<[f64; Side::COUNT]>,
    pub fear_at_start: Vec<[f64; Side::COUNT]>,
    pub support_at_start: Vec<f64>,
    /// What people tell the state: support × safety × control; and at the start.
    pub information: Vec<f64>,
    pub information_at_start: Vec<f64>,
    /// Displaced from a zone at the start [persons].
    pub displaced_at_start: Vec<u64>,
    /// Men of the French and of the United Nations at the start, whose leaving costs information [men].
    pub informants_at_start: u64,
    /// Gravity weight of each refuge for each origin: population × half every so many km.
    pub gravity: Vec<f64>,
}

impl Persons {
    /// Agents.
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    pub fn zones(&self) -> usize {
        self.in_zone.len()
    }

    /// Rows of a zone.
    pub fn rows(&self, zone: usize) -> std::ops::Range<usize> {
        self.first[zone]..self.first[zone + 1]
    }

    /// Living people [persons].
    pub fn living(&self) -> u64 {
        self.in_zone.iter().sum()
    }

    /// People displaced from a zone [persons].
    pub fn displaced_from(&self, zone: usize) -> u64 {
        let n = self.zones();
        self.displaced_by[zone * n..(zone + 1) * n].iter().sum()
    }

    /// Displaced people that a zone shelters [persons].
    pub fn sheltered_in(&self, zone: usize) -> u64 {
        self.displaced_by.iter().skip(zone).step_by(self.zones()).sum()
    }

    /// Mean over the people of the country of a column over zones; 0 where nobody lives.
    pub fn national(&self, by_zone: &[f64]) -> f64 {
        let people = self.living();
        if people == 0 {
            return 0.0;
        }
        by_zone.iter().zip(&self.in_zone).map(|(x, &n)| x * n as f64).sum::<f64>() / people as f64
    }

    /// Settles the people of each zone as agents of about `persons_per_agent`, and keeps the columns' memory. Who they
    /// are (hardship, aversion, temper) is for the caller to draw: the columns are 0 when this returns.
    pub fn settle(&mut self, people: &[u64], persons_per_agent: u32) {
        let zones = people.len();
        self.persons.clear();
        self.first.clear();
        self.first.push(0);
        for &people in people {
            let agents = (people / u64::from(persons_per_agent.max(1))).max(1);
            let (each, more) = (people / agents, people % agents);
            self.persons.extend((0..agents).map(|i| (each + u64::from(i < more)) as u32));
            self.first.push(self.persons.len());
        }
        let agents = self.persons.len();
        let columns = [&mut self.hardship, &mut self.aversion, &mut self.temper, &mut self.support];
        let columns = columns.into_iter().chain([&mut self.stated]);
        for column in columns.chain(&mut self.anger).chain(&mut self.fear) {
            refill(column, agents, 0.0);
        }
        self.in_zone.clear();
        self.in_zone.extend_from_slice(people);
        self.at_start.clone_from(&self.in_zone);
        self.clear_zones(zones);
        (self.died, self.enlisted, self.displaced, self.fled, self.returned) = (0, 0, 0, 0, 0);
        self.recruits = [0; Actor::COUNT];
        self.recruits_total = [0; Actor::COUNT];
        self.informants_at_start = 0;
    }

    fn clear_zones(&mut self, zones: usize) {
        refill(&mut self.displaced_by, zones * zones, 0);
        refill(&mut self.displaced_at_start, zones, 0);
        refill(&mut self.waiting, zones, [0; Actor::COUNT]);
        for column in [&mut self.mean_anger, &mut self.mean_fear] {
            refill(column, zones, [0.0; Side::COUNT]);
        }
        for column in [&mut self.anger_at_start, &mut self.fear_at_start] {
            refill(column, zones, [0.0; Side::COUNT]);
        }
        let support = [&mut self.mean_support, &mut self.mean_stated, &mut self.support_at_start];
        for column in support.into_iter().chain([&mut self.first_support]) {
            refill(column, zones, 0.0);
        }
        for column in [&mut self.information, &mut self.information_at_start] {
            refill(column, zones, 0.0);
        }
        refill(&mut self.stress, zones, 1.0);
        refill(&mut self.gravity, zones * zones, 0.0);
    }

    /// One person of the zone dies: of the agent `row`, or of the next in the zone that has one to lose. False where
    /// nobody is left but the last person of every agent.
    pub fn die(&mut self, zone: usize, row: usize) -> bool {
        let taken = self.take_one(zone, row);
        self.died += u64::from(taken);
        taken
    }

    /// One person of the zone joins an actor and waits for a band.
    pub fn join(&mut self, zone: usize, row: usize, actor: Actor) -> bool {
        let taken = self.take_one(zone, row);
        if taken {
            self.enlisted += 1;
            self.waiting[zone][actor as usize] += 1;
            self.recruits[actor as usize] += 1;
            self.recruits_total[actor as usize] += 1;
        }
        taken
    }

    fn take_one(&mut self, zone: usize, row: usize) -> bool {
        let rows = self.rows(zone);
        let found = (row..rows.end).chain(rows.start..row).find(|&r| self.persons[r] > 1);
        let Some(row) = found else { return false };
        self.persons[row] -= 1;
        self.in_zone[zone] -= 1;
        true
    }

    /// People of `origin` flee to `refuge`.
    pub fn flee(&mut self, origin: usize, refuge: usize, people: u64) {
        let n = self.zones();
        self.displaced_by[origin * n + refuge] += people;
        self.displaced += people;
        self.fled += people;
    }

    /// People of `origin` return from `refuge`.
    pub fn come_home(&mut self, origin: usize, refuge: usize, people: u64) {
        let n = self.zones();
        self.displaced_by[origin * n + refuge] -= people;
        self.displaced -= people;
        self.returned += people;
    }

    /// Whether those that lived at the start are living, dead or under arms, and the displaced are all somewhere.
    pub fn closes(&self) -> bool {
        let by_zone = (0..self.zones()).all(|z| {
            self.persons[self.rows(z)].iter().map(|&p| u64::from(p)).sum::<u64>() == self.in_zone[z]
        });
        let at_start: u64 = self.at_start.iter().sum();
        by_zone
            && at_start == self.living() + self.died + self.enlisted
            && self.displaced_by.iter().sum::<u64>() == self.displaced
            && self.enlisted == self.recruits_total.iter().sum::<u64>()
    }
}

fn refill<T: Clone>(column: &mut Vec<T>, len: usize, value: T) {
    column.clear();
    column.resize(len, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2,503 people in agents of 1,000 are two agents, and nobody is lost in the division.
    #[test]
    fn everybody_belongs_to_an_agent() {
        let mut persons = Persons::default();
        persons.settle(&[2_503, 7, 1_000], 1_000);
        assert_eq!(persons.persons, [1_252, 1_251, 7, 1_000]);
        assert_eq!(persons.first, [0, 2, 3, 4]);
        assert!(persons.closes());
    }

    #[test]
    fn the_last_person_of_an_agent_stays() {
        let mut persons = Persons::default();
        persons.settle(&[5], 2);
        assert_eq!(persons.persons, [3, 2]);
        let dead = (0..10).filter(|_| persons.die(0, 1)).count();
        assert_eq!((dead, persons.died, persons.living()), (3, 3, 2));
        assert!(!persons.join(0, 0, Actor::Jnim), "who is not there cannot join");
        assert!(persons.closes());
    }

    #[test]
    fn the_displaced_are_living() {
        let mut persons = Persons::default();
        persons.settle(&[100, 100], 10);
        persons.flee(0, 1, 30);
        persons.come_home(0, 1, 10);
        assert_eq!((persons.displaced_from(0), persons.sheltered_in(1)), (20, 20));
        assert_eq!((persons.living(), persons.displaced), (200, 20));
        assert!(persons.closes());
    }
}
