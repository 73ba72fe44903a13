//! One replicate: the order of a week.
//!
//! A [`Model`] is a scenario made ready: the ledger, the initial state, the geography, the columns. A replicate draws
//! its parameters and its initial state, founds the world, and runs week after week:
//!
//! ```text
//! outside paths, interventions → (first week of a month) finance → provider → events → combat → fuel → civilians
//! → regime → observe
//! ```
//!
//! A mechanism that is off leaves the world as it is: no events, no battles, full pumps, no arrears, nobody angrier,
//! no way out of office. After a takeover or a settlement the world stands still.

mod founding;
mod interventions;
mod outside;

use crate::ensemble::{Column, Columns, Fault, Replicate};
use crate::geography;
use crate::ledger::{self, Ledger, Values};
use crate::mechanism::civilians::Civilians;
use crate::mechanism::combat::Combat;
use crate::mechanism::events::Events;
use crate::mechanism::finance::Finance;
use crate::mechanism::fuel::FuelSiege;
use crate::mechanism::provider::Provider;
use crate::mechanism::regime::Survival;
use crate::observe::outcomes::Tally;
use crate::observe::patterns::Patterns;
use crate::observe::{Counts, Flows, Observable, observables, outcomes, patterns};
use crate::random::Randomness;
use crate::scenario::{self, Recording, Scenario};
use crate::units::Calendar;
use crate::world::World;
use jiff::civil::Date;
use ndarray::Array2;

/// A scenario made ready to run.
pub struct Model {
    scenario: Scenario,
    start: &'static Ledger,
    observables: Vec<Observable>,
    /// Weeks at whose end a row of the trajectory is recorded.
    recorded: Vec<u32>,
    columns: Columns,
}

/// What a thread keeps from replicate to replicate.
pub struct Scratch {
    world: World,
    tally: Tally,
    patterns: Patterns,
}

/// The mechanisms with one replicate's parameters.
struct Rules {
    events: Events,
    combat: Combat,
    provider: Provider,
    finance: Finance,
    fuel: FuelSiege,
    civilians: Civilians,
    regime: Survival,
}

impl Rules {
    fn new(values: &Values, start: &Values, world: &World) -> Self {
        Self {
            events: Events::new(values),
            combat: Combat::new(values),
            finance: Finance::new(values),
            fuel: FuelSiege::new(values),
            civilians: Civilians::new(values),
            regime: Survival::new(values),
            provider: Provider::new(values, founding::russians(world, start), &world.zones.id),
        }
    }
}

impl Model {
    pub fn new(scenario: Scenario) -> Self {
        let start = ledger::initial(scenario.start).expect("a scenario starts at an initial state");
        let zones: Vec<String> = geography::mali().zones.iter().map(|z| z.id.clone()).collect();
        let observables = observables(&zones);
        let calendar = Calendar { start: scenario.start };
        let weeks = scenario.weeks();
        let recorded: Vec<u32> = (0..weeks)
            .filter(|&w| {
                scenario.record == Recording::Weekly || w + 1 == weeks || calendar.opens_month(w + 1)
            })
            .collect();
        let columns = Columns {
            parameters: drawn_names(&scenario, start),
            outcomes: outcomes::columns().into_iter().chain(patterns::columns()).map(named).collect(),
            observables: observables.iter().map(|o| named(o.column.clone())).collect(),
            dates: recorded.iter().map(|&w| calendar.monday(w)).collect(),
        };
        Self { scenario, start, observables, recorded, columns }
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    pub fn scratch(&self) -> Scratch {
        Scratch {
            world: World::empty(self.scenario.start),
            tally: Tally::default(),
            patterns: Patterns::default(),
        }
    }

    /// One replicate, from its index alone.
    pub fn replicate(&self, scratch: &mut Scratch, index: u64) -> Result<Replicate, Fault> {
        self.watch(scratch, index, |_| ())
    }

    /// The same replicate, with its world shown at the end of every week.
    pub fn watch(
        &self,
        scratch: &mut Scratch,
        index: u64,
        mut see: impl FnMut(&World),
    ) -> Result<Replicate, Fault> {
        let luck = Randomness::new(self.scenario.seed, index);
        let mut values =
            ledger::parameters().draw(&self.scenario.parameters, |path| luck.uniform("parameter", path));
        let start = self.start.draw(&self.scenario.initial, |path| luck.uniform("initial", path));
        let Scratch { world, tally, patterns } = scratch;
        let mut rules = self.found(world, &values, &start, &luck);
        let counts = Counts::new(&values);
        let mut trajectory = Array2::zeros((self.recorded.len(), self.observables.len()));
        let mut flows = Flows::default();
        let mut row = 0;
        tally.begin(world);
        patterns.begin(self.scenario.start, self.scenario.end);
        let path = outside::Path::new(self.scenario.start, &luck);
        for week in 0..self.scenario.weeks() {
            world.week = week;
            self.week(world, &mut rules, &path, &mut values, &start, &luck);
            self.check(world, week)?;
            see(world);
            flows.add(world);
            tally.add(world);
            patterns.add(world, &counts);
            if self.recorded.get(row) == Some(&week) {
                for (cell, observable) in trajectory.row_mut(row).iter_mut().zip(&self.observables) {
                    *cell = observable.value(world, &flows, &counts) as f32;
                }
                flows = Flows::default();
                row += 1;
            }
        }
        let mut outcomes = Vec::with_capacity(self.columns.outcomes.len());
        tally.outcomes(world, &counts, &mut outcomes);
        patterns.outcomes(world, &mut outcomes);
        let parameters = values.as_slice().iter().chain(start.as_slice()).copied().collect();
        Ok(Replicate { parameters, outcomes, trajectory })
    }

    /// The world on its first day, and the rules of this replicate.
    fn found(&self, world: &mut World, values: &Values, start: &Values, luck: &Randomness) -> Rules {
        world.clear(self.scenario.start);
        let holders = geography::initial::holders(self.scenario.start).expect("holders of a start");
        founding::place(world, geography::mali(), holders, start);
        founding::muster(world, start, values, luck);
        founding::outside(world, values);
        let rules = Rules::new(values, start, world);
        let path = outside::Path::new(self.scenario.start, luck);
        let mut men = std::mem::take(&mut world.patron.path);
        path.russians(world, start.get("provider.men"), self.scenario.weeks(), luck, &mut men);
        world.patron.path = men;
        path.step(world, values);
        if self.scenario.mechanisms.provider == scenario::Provider::Imposed {
            rules.provider.apply_profile(&mut world.patron);
            rules.provider.step(world);
        }
        world.army.quality = rules.combat.trained_quality(world);
        founding::men_at_start(world);
        founding::regime(world, start);
        rules.regime.start(world);
        founding::roads(world, &rules.fuel, values, start, luck);
        founding::treasury(world, &rules.finance, start);
        world.treasury.orders.prices_given = path.is_past();
        // Presence depends on pay, fuel and the junta's hold: they stand before it is measured.
        rules.combat.anchor(world);
        founding::people(world, &rules.civilians, start, self.scenario.persons_per_agent, luck);
        rules.events.anchor(world, &founding::rates(world, start));
        rules
    }

    /// One week.
    fn week(
        &self,
        world: &mut World,
        rules: &mut Rules,
        path: &outside::Path,
        values: &mut Values,
        start: &Values,
        luck: &Randomness,
    ) {
        let on = &self.scenario.mechanisms;
        world.events.clear();
        path.step(world, values);
        if interventions::apply(&self.scenario, world, values) {
            *rules = Rules::new(values, start, world);
        }
        if world.regime.over() {
            world.harm.clear();
            return;
        }
        if on.finance.is_on() {
            rules.finance.step(world, luck);
        }
        if on.provider == scenario::Provider::Imposed {
            rules.provider.apply_profile(&mut world.patron);
            interventions::posture(&self.scenario, world);
            rules.provider.step(world);
        }
        if on.events.is_on() {
            rules.events.step(world, luck);
        }
        world.harm.clear();
        if on.combat.is_on() {
            rules.combat.step(world, luck);
        }
        if on.fuel.is_on() {
            rules.fuel.step(world, luck);
        } else {
            world.fuel.delivered = 1.0;
        }
        if on.civilians.is_on() {
            rules.civilians.step(world, luck);
        }
        if on.regime.is_on() {
            rules.regime.step(world, luck);
        }
        if on.finance.is_on() {
            rules.finance.watch(world);
        }
    }

    /// Every stock closes, every share is a share: else the fault names replicate and week.
    fn check(&self, world: &World, week: u32) -> Result<(), Fault> {
        let told = |what: &str| Err(Fault(format!("week {week} ({}): {what}", world.calendar.monday(week))));
        if !world.bands.closes() {
            return told("men do not add up");
        }
        if !world.persons.closes() {
            return told("persons do not add up");
        }
        if !world.fuel.closes() {
            return told("litres or trucks do not add up");
        }
        if !world.treasury.closes() {
            return told("money does not add up");
        }
        if world.zones.control.iter().any(|c| (c.iter().sum::<f64>() - 1.0).abs() > 1e-9) {
            return told("shares of control do not add up to 1");
        }
        Ok(())
    }
}

/// Drawn columns: parameters of the ledger, then of the initial state.
fn drawn_names(_scenario: &Scenario, start: &Ledger) -> Vec<String> {
    let parameters = ledger::parameters().iter().map(|p| p.path.clone());
    parameters.chain(start.iter().map(|p| format!("initial.{}", p.path))).collect()
}

fn named(column: crate::observe::Column) -> Column {
    Column { name: column.name, unit: column.unit.into(), meaning: column.meaning }
}

/// The Monday of each recorded week.
pub fn dates(model: &Model) -> &[Date] {
    &model.columns.dates
}
