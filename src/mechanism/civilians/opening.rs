//! The people as the run finds them.

use super::Civilians;
use crate::ledger::Values;
use crate::random::Randomness;
use crate::world::{Holder, Side, World};

/// What the initial state says of the people.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// People that an agent stands for [persons].
    pub persons_per_agent: u32,
    /// Mean anger at and fear of each side, 0–1.
    pub anger: [f64; Side::COUNT],
    pub fear: [f64; Side::COUNT],
    /// Mean latent support for the state, 0–1.
    pub support: f64,
    /// Displaced people in the country [persons].
    pub displaced: u64,
}

impl Opening {
    /// From the paths of an initial state.
    pub fn new(persons_per_agent: u32, initial: &Values) -> Self {
        Self {
            persons_per_agent,
            anger: Side::ALL.map(|side| initial.get(&format!("civilians.anger.{}", side.key()))),
            fear: Side::ALL.map(|side| initial.get(&format!("civilians.fear.{}", side.key()))),
            support: initial.get("civilians.support.state"),
            displaced: initial.get("civilians.displaced").round().max(0.0) as u64,
        }
    }
}

impl Civilians {
    /// Settles the people and takes their standing for that of the start. Zones with their population, distances,
    /// control and presence, and the bands, must be there; the capital's legitimacy is the regime's to set.
    pub fn start(&self, world: &mut World, opening: &Opening, luck: &Randomness) {
        let people: Vec<u64> = world.zones.population.iter().map(|&n| n.round().max(1.0) as u64).collect();
        world.persons.settle(&people, opening.persons_per_agent);
        world.persons.first_anger = opening.anger;
        world.persons.first_fear = opening.fear;
        self.first_support(world, opening.support);
        self.first_agents(world, luck);
        self.displacement.start(world, opening.displaced);
        for zone in 0..world.zones.len() {
            self.measure(world, zone);
        }
        self.size_zones(world);
        self.standing.start(world);
        self.standing.step(world, &self.support);
        if let Some(zone) = super::capital_zone(world) {
            world.regime.protest = self.capital.protest(&world.persons, zone, world.regime.legitimacy);
        }
    }

    /// Support is higher where the state is in control; its mean over the people is the one that was asked for, as
    /// far as shares allow.
    fn first_support(&self, world: &mut World, mean: f64) {
        let state = Holder::State as usize;
        let control: Vec<f64> = world.zones.control.iter().map(|c| c[state]).collect();
        let usual = world.persons.national(&control);
        for (zone, c) in control.into_iter().enumerate() {
            world.persons.first_support[zone] = (mean + self.support.slope * (c - usual)).clamp(0.0, 1.0);
        }
    }

    /// Each agent's traits from two words at its own address: hardship and aversion uniform, temper triangular.
    fn first_agents(&self, world: &mut World, luck: &Randomness) {
        let (traits, tempers) = (luck.lane("civilian traits", 0), luck.lane("civilian tempers", 0));
        let persons = &mut world.persons;
        for zone in 0..persons.zones() {
            for row in persons.rows(zone) {
                let (hardship, aversion) = traits.pair(row as u64);
                let (a, b) = tempers.pair(row as u64);
                let temper = a + b;
                (persons.hardship[row], persons.aversion[row], persons.temper[row]) =
                    (hardship, aversion, temper);
                for s in 0..Side::COUNT {
                    persons.anger[s][row] = (persons.first_anger[s] as f32 * temper).min(1.0);
                    persons.fear[s][row] = (persons.first_fear[s] as f32 * 2.0 * aversion).min(1.0);
                }
                let support =
                    persons.first_support[zone] as f32 + self.support.spread as f32 * (1.0 - temper);
                persons.support[row] = support.clamp(0.0, 1.0);
            }
        }
    }

    fn size_zones(&self, world: &mut World) {
        let n = world.zones.len();
        world.zones.acceptance.resize(n, [1.0; Holder::COUNT]);
        world.zones.intelligence.resize(n, self.standing.intelligence);
        world.zones.support.resize(n, 0.0);
    }
}
