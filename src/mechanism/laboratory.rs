//! Small worlds for the tests of mechanisms, and the central values of the ledger.

use crate::ledger::{Values, parameters};
use crate::world::*;

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
        war_past: 0.0,
        war_given: false,
        war_change: 0.0,
        intelligence: 0.0,
        missions: Vec::new(),
        jnim_fla: 0.45,
        jnim_issp: 0.6,
    }
}

/// A mechanism at the central values of the ledger.
pub fn with_central<T>(new: impl Fn(&Values) -> T) -> T {
    new(&values())
}

/// Central values of the ledger.
pub fn values() -> Values<'static> {
    parameters().central()
}
