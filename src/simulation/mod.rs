//! One replicate: the order of a week.
//!
//! A [`Model`] is a scenario made ready: the ledger, the initial state, the geography, the columns. A replicate draws
//! its parameters and its initial state, founds the world, and runs week after week:
//!
//! ```text
//! outside paths, interventions → (first week of a month: kremlin → finance → contract → influence) → provider's effort
//! and deployment → events → combat → fuel → civilians → regime → observe
//! ```
//!
//! A mechanism that is off leaves the world as it is: no events, no battles, full pumps, no arrears, nobody angrier,
//! no way out of office. After a takeover or a settlement the world stands still. A scenario with a [`laboratory`] has
//! its own first day and week, with the same rules.

mod clock;
mod founding;
mod interventions;
mod laboratory;
mod outside;

pub use clock::Clock;

use crate::ensemble::{Column, Columns, Fault, Replicate};
use crate::geography;
use crate::ledger::{self, Ledger, Values};
use crate::mechanism::agency::{Agency, shift_offence};
use crate::mechanism::civilians::Civilians;
use crate::mechanism::combat::Combat;
use crate::mechanism::contract::{Exchange, Variant};
use crate::mechanism::events::Events;
use crate::mechanism::finance::Finance;
use crate::mechanism::fuel::FuelSiege;
use crate::mechanism::influence::{Choice, Influence};
use crate::mechanism::kremlin::Attention;
use crate::mechanism::provider::Provider;
use crate::mechanism::regime::Survival;
use crate::observe::laboratory::Watch;
use crate::observe::outcomes::Tally;
use crate::observe::patterns::Patterns;
use crate::observe::questions::Answers;
use crate::observe::{Counts, Flows, Observable, observables};
use crate::random::Randomness;
use crate::scenario::{self, Mechanisms, Recording, Scenario};
use crate::units::Calendar;
use crate::world::World;
use jiff::civil::Date;
use ndarray::Array2;

/// A scenario made ready to run.
pub struct Model {
    scenario: Scenario,
    /// What the country is like at the start; none in a laboratory.
    start: Option<&'static Ledger>,
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
    watch: Watch,
    answers: Answers,
    clock: Clock,
}

impl Scratch {
    /// Where the time of the replicates run with this scratch went.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// What a replicate is given and its weeks do not change.
#[derive(Clone, Copy)]
struct Given<'a> {
    path: &'a outside::Path,
    /// The initial state; none in a laboratory.
    start: Option<&'a Values<'a>>,
    luck: &'a Randomness,
}

/// The mechanisms with one replicate's parameters.
struct Rules {
    events: Events,
    combat: Combat,
    provider: Provider,
    agency: Agency,
    kremlin: Attention,
    exchange: Exchange,
    influence: Influence,
    choice: Choice,
    finance: Finance,
    fuel: FuelSiege,
    civilians: Civilians,
    regime: Survival,
}

impl Rules {
    fn new(
        on: &Mechanisms,
        values: &Values,
        start: Option<&Values>,
        world: &World,
        luck: &Randomness,
    ) -> Self {
        let shares = start.map_or(vec![0.0; world.zones.len()], |start| founding::russians(world, start));
        let provider = Provider::new(values, shares, &world.zones.id);
        let (agency, kremlin) = (Agency::new(values), Attention::new(values));
        let regime = Survival::new(values);
        let exchange = Exchange::new(
            values,
            &provider.profiles,
            (on.agency != scenario::Agency::Off).then_some(&agency),
            &kremlin,
            regime.hazards,
            variant(on),
            [on.influence.is_on(), on.influence.is_on() && on.kremlin == scenario::Kremlin::Factional],
        );
        Self {
            events: Events::new(values),
            combat: Combat::new(values),
            finance: Finance::new(values),
            fuel: FuelSiege::new(values),
            civilians: Civilians::new(values),
            regime,
            provider,
            agency,
            kremlin,
            exchange,
            influence: Influence::new(values),
            choice: Choice::new(values, luck),
        }
    }
}

impl Model {
    pub fn new(scenario: Scenario) -> Self {
        let start = match &scenario.laboratory {
            Some(_) => None,
            None => Some(ledger::initial(scenario.start).expect("a scenario starts at an initial state")),
        };
        let observables = observables(&scenario.zones());
        let calendar = Calendar { start: scenario.start };
        let weeks = scenario.weeks();
        let recorded: Vec<u32> = (0..weeks)
            .filter(|&w| {
                scenario.record == Recording::Weekly || w + 1 == weeks || calendar.opens_month(w + 1)
            })
            .collect();
        let columns = Columns {
            parameters: drawn_names(start),
            outcomes: scenario.outcomes().into_iter().map(named).collect(),
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
            watch: Watch::default(),
            answers: Answers::default(),
            clock: Clock::default(),
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
        let start = self
            .start
            .map(|ledger| ledger.draw(&self.scenario.initial, |path| luck.uniform("initial", path)));
        let Scratch { world, tally, patterns, watch, answers, clock } = scratch;
        let questions = &self.scenario.questions;
        let mut rules = self.found(world, &values, start.as_ref(), &luck);
        let counts = Counts::new(&values);
        let mut trajectory = Array2::zeros((self.recorded.len(), self.observables.len()));
        let mut flows = Flows::default();
        let mut row = 0;
        tally.begin(world);
        patterns.begin(self.scenario.start, self.scenario.end);
        watch.begin(self.scenario.weeks());
        answers.begin(questions);
        let path = outside::Path::new(self.scenario.start, &luck);
        for week in 0..self.scenario.weeks() {
            world.week = week;
            let given = Given { path: &path, start: start.as_ref(), luck: &luck };
            self.week(world, &mut rules, given, &mut values, clock);
            self.check(world, week)?;
            see(world);
            flows.add(world);
            tally.add(world);
            match &self.scenario.laboratory {
                Some(laboratory) => watch.add(laboratory.persons, world),
                None => patterns.add(world, &counts),
            }
            answers.add(questions, &self.observables, world, &counts);
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
        match &self.scenario.laboratory {
            Some(laboratory) => {
                watch.outcomes(laboratory.bands.len(), laboratory.persons, world, &mut outcomes)
            }
            None => patterns.outcomes(world, &mut outcomes),
        }
        answers.outcomes(questions, &mut outcomes);
        let drawn = start.iter().flat_map(|start| start.as_slice());
        let parameters = values.as_slice().iter().chain(drawn).copied().collect();
        Ok(Replicate { parameters, outcomes, trajectory })
    }

    /// The world on its first day, and the rules of this replicate.
    fn found(&self, world: &mut World, values: &Values, start: Option<&Values>, luck: &Randomness) -> Rules {
        world.clear(self.scenario.start);
        match (&self.scenario.laboratory, start) {
            (Some(laboratory), _) => laboratory::found(laboratory, world, values, luck),
            (None, start) => {
                self.found_country(world, values, start.expect("a country has an initial state"), luck)
            }
        }
    }

    fn found_country(&self, world: &mut World, values: &Values, start: &Values, luck: &Randomness) -> Rules {
        let holders = geography::initial::holders(self.scenario.start).expect("holders of a start");
        founding::place(world, geography::mali(), holders, start);
        founding::muster(world, start, values, luck);
        founding::outside(world, values);
        let on = &self.scenario.mechanisms;
        let rules = Rules::new(on, values, Some(start), world, luck);
        let path = outside::Path::new(self.scenario.start, luck);
        path.step(world, values);
        world.contract.commitment = 1.0;
        match on.provider {
            scenario::Provider::Off => {}
            scenario::Provider::Imposed => {
                let mut men = std::mem::take(&mut world.patron.path);
                path.russians(world, start.get("provider.men"), self.scenario.weeks(), luck, &mut men);
                world.patron.path = men;
                rules.provider.follow_path(world);
            }
            scenario::Provider::Contract => {
                founding::alliance(world, &rules.kremlin, &rules.exchange, values, start, luck);
            }
        }
        self.post(world, &rules);
        world.army.quality = rules.combat.trained_quality(world);
        founding::regime(world, start);
        founding::purse(world, start, luck);
        founding::roads(world, &rules.fuel, values, start, luck);
        rules.combat.settle_bands(world, luck);
        // Presence, and all that refers to it, is measured when whatever bears on it stands: pay, escorts, cohesion.
        rules.combat.anchor(world);
        founding::men_at_start(world);
        rules.regime.start(world);
        founding::people(world, &rules.civilians, start, self.scenario.persons_per_agent, luck);
        rules.finance.open(world);
        rules.influence.start(world, luck);
        if world.contract.governs {
            rules.exchange.start(world);
        }
        founding::disputes(world, start);
        world.treasury.orders.prices_given = path.is_past();
        let today = std::mem::replace(&mut world.outside.mobility, mean_mobility(values));
        rules.events.anchor(world, &founding::rates(world, start));
        world.outside.mobility = today;
        rules
    }

    /// One week.
    fn week(
        &self,
        world: &mut World,
        rules: &mut Rules,
        given: Given<'_>,
        values: &mut Values,
        clock: &mut Clock,
    ) {
        let Given { path, start, luck } = given;
        if let Some(laboratory) = &self.scenario.laboratory {
            return laboratory::week(&self.scenario, laboratory, world, rules, values, luck);
        }
        let on = &self.scenario.mechanisms;
        world.events.clear();
        world.contract.moves.clear();
        path.step(world, values);
        if interventions::apply(&self.scenario, world, values) {
            *rules = Rules::new(&self.scenario.mechanisms, values, start, world, luck);
        }
        if world.regime.over() {
            world.harm.clear();
            return;
        }
        clock.lap("the rest");
        match on.kremlin {
            scenario::Kremlin::Off => rules.kremlin.mourn(world),
            _ => rules.kremlin.step(world, luck),
        }
        clock.lap("kremlin");
        if on.finance.is_on() {
            rules.finance.step(world, luck);
        }
        clock.lap("finance");
        if world.contract.governs {
            if on.contract != scenario::Contract::Off {
                rules.exchange.step(world, &rules.choice, luck);
            }
            rules.exchange.deploy(world);
        }
        clock.lap("contract");
        if on.influence.is_on() {
            rules.influence.step(world, luck);
        }
        clock.lap("influence");
        if on.provider == scenario::Provider::Imposed {
            path.provider(world);
            rules.provider.follow_path(world);
        }
        self.post(world, rules);
        if on.events.is_on() {
            rules.events.step(world, luck);
        }
        world.harm.clear();
        clock.lap("events");
        if on.combat.is_on() {
            interventions::set_pieces(&self.scenario, world, &rules.combat, luck);
            rules.combat.step(world, luck);
        }
        clock.lap("combat");
        if on.fuel.is_on() {
            rules.fuel.step(world, luck);
        } else {
            world.fuel.delivered = 1.0;
        }
        clock.lap("fuel");
        if on.civilians.is_on() {
            rules.civilians.step(world, luck);
        }
        clock.lap("civilians");
        if on.regime.is_on() {
            rules.regime.step(world, luck);
        }
        clock.lap("regime");
        if on.finance.is_on() {
            rules.finance.watch(world);
        }
    }

    /// The Russian force's week: what it is asked, what it makes of that, where it stands.
    fn post(&self, world: &mut World, rules: &Rules) {
        let on = &self.scenario.mechanisms;
        if on.provider == scenario::Provider::Off {
            return;
        }
        rules.provider.apply_profile(&mut world.patron);
        if world.contract.governs {
            let World { patron, contract, kremlin, .. } = world;
            match on.agency {
                scenario::Agency::Off => shift_offence(patron, contract.terms.posture),
                _ => rules.agency.step(patron, contract, kremlin),
            }
        }
        interventions::posture(&self.scenario, world);
        rules.provider.step(world);
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

fn variant(on: &Mechanisms) -> Variant {
    Variant {
        enforceable: on.commitment == scenario::Commitment::Enforceable,
        concessions: on.contract == scenario::Contract::Concession,
        vacuum: on.agency == scenario::Agency::Vacuum,
    }
}

/// Mobility over the year: the initial state's rates of events are a year's, whatever the season of the start.
fn mean_mobility(values: &Values) -> f64 {
    (7.0 + 5.0 * values.get("combat.rain")) / 12.0
}

/// Drawn columns: parameters of the ledger, then of the initial state.
fn drawn_names(start: Option<&Ledger>) -> Vec<String> {
    let parameters = ledger::parameters().iter().map(|p| p.path.clone());
    let initial = start.into_iter().flat_map(|start| start.iter());
    parameters.chain(initial.map(|p| format!("initial.{}", p.path))).collect()
}

fn named(column: crate::observe::Column) -> Column {
    Column { name: column.name, unit: column.unit.into(), meaning: column.meaning }
}

/// The Monday of each recorded week.
pub fn dates(model: &Model) -> &[Date] {
    &model.columns.dates
}
