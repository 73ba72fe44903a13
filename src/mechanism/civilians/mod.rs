//! Civilians and information: what people suffer, feel, tell, and do.
//!
//! Weighted individuals feel the deaths near them as fear and anger ([`feeling`]), think and say how they support the
//! state ([`support`]), join those who fight ([`recruitment`]), flee and return ([`displacement`]); their mood is what the
//! state learns and whom they accept ([`standing`]), and the legitimacy of the regime in its capital ([`capital`]).
//!
//! ```text
//! exposure of an agent to side s   min(1, deaths_s × P124 / persons of the zone)
//! anger  a ← a + min(1, g n)(1 − a)   fear f ← f + h (1 − f)   both pass by half-lives
//! ```
//!
//! A week: the dead leave the columns; each agent draws one word of luck; feelings pass and support moves; recruits form
//! bands; people flee and return; intelligence, acceptance, legitimacy follow. All of it reads the harm, fuel and control of
//! this week. Harm by the state's side is felt in the same week.
//!
//! Conserved, exactly: persons at the start = living + died + enlisted.
//!
//! D. Bennett (JASSS 11(4)7, 2008); J. Epstein (PNAS 99, 2002); L. Condra, J. Shapiro, *Who takes the blame?* (AJPS 56, 2012).

mod capital;
mod displacement;
mod feeling;
mod losses;
mod opening;
mod recruitment;
mod standing;
mod support;
mod table;
mod week;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod tests;

pub use capital::{Capital, capital_zone};
pub use displacement::Displacement;
pub use feeling::Feeling;
pub use opening::Opening;
pub use recruitment::Recruitment;
pub use standing::Standing;
pub use support::Support;

use crate::ledger::Values;
use crate::random::Randomness;
use crate::world::World;
use table::Table;

/// Parameters of the civilians' mechanism.
#[derive(Clone, Copy, Debug)]
pub struct Civilians {
    pub feeling: Feeling,
    pub support: Support,
    pub recruitment: Recruitment,
    pub displacement: Displacement,
    pub standing: Standing,
    pub capital: Capital,
    pub stress: Stress,
}

/// What makes an ordinary hardship heavier.
#[derive(Clone, Copy, Debug)]
pub struct Stress {
    /// Times of hardship that the want of all fuel adds, a street price twice the official, and the displacement of
    /// all, beyond that of the start.
    pub fuel: f64,
    pub price: f64,
    pub displaced: f64,
}

impl Stress {
    fn new(values: &Values) -> Self {
        Self {
            fuel: values.get("civilians.stress_fuel"),
            price: values.get("civilians.stress_price"),
            displaced: values.get("civilians.stress_displaced"),
        }
    }

    fn of(&self, world: &World, zone: usize) -> f64 {
        let persons = &world.persons;
        let fuel = world.zones.fuel.get(zone).map_or(0.0, |served| (1.0 - served).max(0.0));
        let price = world.zones.fuel_price.get(zone).map_or(0.0, |p| (p - 1.0).max(0.0));
        let more = persons.displaced_from(zone) as f64 - persons.displaced_at_start[zone] as f64;
        let displaced = more / persons.in_zone[zone].max(1) as f64;
        (1.0 + self.fuel * fuel + self.price * price + self.displaced * displaced).max(0.0)
    }
}

impl Civilians {
    /// From the ledger's paths.
    pub fn new(values: &Values) -> Self {
        Self {
            feeling: Feeling::new(values),
            support: Support::new(values),
            recruitment: Recruitment::new(values),
            displacement: Displacement::new(values),
            standing: Standing::new(values),
            capital: Capital::new(values),
            stress: Stress::new(values),
        }
    }

    pub fn step(&self, world: &mut World, luck: &Randomness) {
        world.persons.recruits.fill(0);
        losses::bury(world, luck);
        self.live(world, luck);
        self.recruitment.enlist(world, luck);
        self.recruitment.form_bands(world);
        self.displacement.step(world, self.feeling.exposure, luck);
        self.standing.step(world, &self.support);
        self.capital.step(world);
    }

    /// The week of every agent.
    fn live(&self, world: &mut World, luck: &Randomness) {
        let lane = luck.lane("civilians", world.week);
        for zone in 0..world.zones.len() {
            world.persons.stress[zone] = self.stress.of(world, zone);
            let table = Table::new(self, world, zone);
            week::draw(&mut world.persons, &table, zone, &lane);
            let means = week::pass(&mut world.persons, &table, zone);
            means.note(&mut world.persons, zone);
        }
    }

    /// The means of a zone as it is, with nothing passing.
    fn measure(&self, world: &mut World, zone: usize) {
        let mut table = Table::new(self, world, zone);
        (table.anger_kept, table.fear_kept, table.pace) = (1.0, 1.0, 0.0);
        table.anger_rest.fill(0.0);
        table.fear_rest.fill(0.0);
        week::pass(&mut world.persons, &table, zone).note(&mut world.persons, zone);
    }
}
