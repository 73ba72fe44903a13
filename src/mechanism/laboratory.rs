//! Small worlds for the tests of mechanisms, and the central values of the ledger.

use crate::ledger::{Ledger, Values, parameters};
use crate::world::*;
use std::sync::OnceLock;

/// A country of zones with these people, half of each under the state's control, with nothing else in it.
pub fn country(people: &[f64]) -> World {
    let n = people.len();
    let mut control = [0.0; Holder::COUNT];
    control[Holder::State as usize] = 0.5;
    control[Holder::None as usize] = 0.5;
    let zones = Zones {
        id: (0..n).map(|z| format!("Z{z}")).collect(),
        area_km2: vec![1_000.0; n],
        population: people.to_vec(),
        distance: (0..n).map(|a| (0..n).map(|b| if a == b { 30.0 } else { 200.0 }).collect()).collect(),
        neighbours: (0..n).map(|a| (0..n).filter(|&b| a != b).collect()).collect(),
        control: vec![control; n],
        control_at_start: vec![control; n],
        presence: vec![[0.0; Holder::COUNT]; n],
        presence_at_start: vec![[0.0; Holder::COUNT]; n],
        acceptance: vec![[1.0; Holder::COUNT]; n],
        intelligence: vec![0.0; n],
        support: vec![0.0; n],
        fuel: vec![1.0; n],
        fuel_price: vec![1.0; n],
        ..Zones::default()
    };
    let mut world = World::empty(jiff::civil::date(2025, 6, 2));
    world.zones = zones;
    world.treasury.insurgent_income = [1.0; Actor::COUNT];
    world.patron = nobody();
    world.outside = quiet();
    world.harm = Harm::new(n);
    world
}

/// No Russian force.
pub fn nobody() -> Patron {
    Patron {
        provider: 1,
        offence: 0.0,
        guard: 0.0,
        training: 0.0,
        escort: 0.0,
        channels: Channels::FULL,
        men: 0.0,
        reference_men: 0.0,
        combat: 1.0,
        collateral: 1.0,
        coordination: 0.6,
        air_support: 1.0,
        monitoring: 0.6,
        ..Patron::default()
    }
}

fn quiet() -> Outside {
    Outside {
        gold_price: 3_400.0,
        oil_price: 68.0,
        algeria: 0.1,
        sanctions: 0.0,
        mobility: 1.0,
        state_collateral: 1.0,
        russia_collateral: 1.0,
        intelligence: 0.0,
        missions: Vec::new(),
        jnim_fla: 0.45,
        jnim_issp: 0.6,
    }
}

/// Central values of the ledger.
pub fn values() -> Values<'static> {
    static LEDGER: OnceLock<Ledger> = OnceLock::new();
    LEDGER.get_or_init(ledger).central()
}

/// The ledger, and the rows beside it that it does not hold yet.
fn ledger() -> Ledger {
    let mut text = String::from(include_str!("../../data/parameters.csv"));
    for own in [CIVILIANS, REGIME] {
        let held = |line: &&str| line.split(',').nth(1).is_some_and(|p| parameters().get(p).is_none());
        for line in own.lines().skip(1).filter(held) {
            text.push_str(line);
            text.push('\n');
        }
    }
    Ledger::parse(&text).expect("the rows of the ledger")
}

const CIVILIANS: &str = include_str!("../../data/parameters-civilians.csv");
const REGIME: &str = include_str!("../../data/parameters-regime.csv");

/// Every row beside the ledger has a prior that passes through its quantiles, as the ledger's own have.
#[test]
fn the_rows_beside_the_ledger_fit_their_quantiles() {
    for row in ledger().iter() {
        let misfit = row.prior.misfit([row.low, row.central, row.high]);
        assert!(misfit <= 0.02, "{}: {misfit}", row.path);
    }
}
