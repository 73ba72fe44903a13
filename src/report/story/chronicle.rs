//! A replicate as it is seen week by week, and what happened in it.
//!
//! The chronicle is shown the world at the end of every week. What is an event of the week is told as such; what is a
//! state (men, arrears, the war's phase) is told when it has changed enough since it was told last. The first week sets
//! what a later one is compared with. Once takeover or settlement has ended the model's country, nothing happens any more.

use jiff::ToSpan;
use jiff::civil::Date;

use super::happening::{Dated, Given, Happening};
use super::{aid, contract, force, ground, influence, kremlin, money, pumps, regime, roads, violence};
use crate::report::figures::events::words;
use crate::scenario::{Intervention, Scenario};
use crate::world::World;

/// A week's page of the chronicle.
pub struct Week<'c> {
    number: u32,
    monday: Date,
    /// Whether the next week begins another month.
    pub closes_month: bool,
    /// Whether the scenario has the fuel ban declared this week.
    pub orders_ban: bool,
    told: &'c mut Vec<Dated>,
}

impl Week<'_> {
    /// A decision, of the week's first day.
    pub fn on(&mut self, what: Happening) {
        self.push(-1.0, None, what);
    }

    /// Something that took its course during the week.
    pub fn during(&mut self, what: Happening) {
        self.push(7.0, self.sunday(), what);
    }

    /// An event of the week, in the order of its day. The model's clock ticks in weeks, so no day is told.
    pub fn within(&mut self, day: f64, what: Happening) {
        self.push(day, self.sunday(), what);
    }

    /// What the scenario does, of its own date; it acts from the week's first day on.
    fn given(&mut self, date: Date, what: String) {
        self.push(-2.0, None, Happening::Given(Given { what }));
        self.told.last_mut().expect("it was pushed").date = date;
    }

    fn sunday(&self) -> Option<Date> {
        Some(self.monday.saturating_add(6.days()))
    }

    fn push(&mut self, order: f64, until: Option<Date>, what: Happening) {
        let (week, date) = (self.number, self.monday);
        self.told.push(Dated { week, date, until, order, first: false, what });
    }
}

/// What happened in a replicate, as it goes on.
pub struct Chronicle<'s> {
    scenario: &'s Scenario,
    told: Vec<Dated>,
    ground: ground::Watch,
    roads: roads::Watch,
    pumps: pumps::Watch,
    money: money::Watch,
    aid: aid::Watch,
    regime: regime::Watch,
    contract: contract::Watch,
    force: force::Watch,
    kremlin: kremlin::Watch,
    influence: influence::Watch,
}

impl<'s> Chronicle<'s> {
    /// An empty chronicle of a scenario's replicate.
    pub fn new(scenario: &'s Scenario) -> Self {
        Self {
            scenario,
            told: Vec::new(),
            ground: ground::Watch::default(),
            roads: roads::Watch::default(),
            pumps: pumps::Watch::default(),
            money: money::Watch::default(),
            aid: aid::Watch::default(),
            regime: regime::Watch::default(),
            contract: contract::Watch::default(),
            force: force::Watch::default(),
            kremlin: kremlin::Watch::default(),
            influence: influence::Watch::default(),
        }
    }

    /// Takes in the world at the end of a week.
    pub fn see(&mut self, world: &World) {
        if world.regime.end.is_some_and(|end| end.week < world.week) {
            return;
        }
        let due = self.scenario.interventions.iter().filter(|dated| dated.week == world.week);
        let mut week = Week {
            number: world.week,
            monday: world.calendar.monday(world.week),
            closes_month: world.calendar.opens_month(world.week + 1),
            orders_ban: due.clone().any(|dated| matches!(dated.what, Intervention::Ban(_))),
            told: &mut self.told,
        };
        for dated in due {
            week.given(dated.date, words(&dated.what));
        }
        violence::see(world, &mut week);
        self.ground.see(world, &mut week);
        self.roads.see(world, &mut week);
        self.pumps.see(world, &mut week);
        self.money.see(world, &mut week);
        self.aid.see(world, &mut week);
        self.regime.see(world, &mut week);
        self.contract.see(world, &mut week);
        self.force.see(world, &mut week);
        self.kremlin.see(world, &mut week);
        self.influence.see(world, &mut week);
    }

    /// Adds what is known of the end only, such as from a trajectory.
    pub fn add(&mut self, more: impl IntoIterator<Item = Dated>) {
        self.told.extend(more);
    }

    /// All that happened, in order; the first of each kind is marked.
    pub fn close(mut self) -> Vec<Dated> {
        self.told
            .sort_by(|a, b| (a.week, a.order).partial_cmp(&(b.week, b.order)).expect("days are numbers"));
        let mut seen = Vec::new();
        for dated in &mut self.told {
            let sort = dated.what.sort();
            dated.first = !seen.contains(&sort);
            if dated.first {
                seen.push(sort);
            }
        }
        self.told
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use jiff::civil::date;

    /// What is told in so many weeks from 2 June 2025.
    pub fn weeks(count: usize, mut see: impl FnMut(&mut Week, usize)) -> Vec<Dated> {
        let mut told = Vec::new();
        let calendar = crate::units::Calendar { start: date(2025, 6, 2) };
        for number in 0..count as u32 {
            let mut week = Week {
                number,
                monday: calendar.monday(number),
                closes_month: calendar.opens_month(number + 1),
                orders_ban: false,
                told: &mut told,
            };
            see(&mut week, number as usize);
        }
        told
    }
}
