//! The fuel crisis comes through deterrence: deliveries fall by a third and few trucks burn; and what firms fear
//! differs, so that total supply depends on how much.

use crate::lab::{each, paired, run, scenario, told, weeks, with};
use concession::scenario::Scenario;
use concession::simulation::Model;
use concession::stats::moments::Moments;

const N: u64 = 300;
/// The week of the ban, and the end of the half year that is looked at.
const SIEGE: std::ops::Range<u32> = 13..39;

/// Deliveries and trucks lost in the siege, both over a normal flow.
fn siege(scenario: Scenario) -> (Moments, Moments) {
    let load = concession::ledger::parameters().position("fuel.load").expect("a load");
    let model = Model::new(weeks(scenario, SIEGE.end));
    let seen = each(&model, N, |scratch, index| {
        let (mut delivered, mut lost, mut normal) = (0.0, 0.0, 0.0);
        let run = model.watch(scratch, index, |world| {
            if SIEGE.contains(&world.week) {
                delivered += world.fuel.delivered / f64::from(SIEGE.end - SIEGE.start);
                lost += f64::from(world.fuel.lost_lone + world.fuel.lost_convoy);
                normal += world.fuel.demand.iter().sum::<u64>() as f64;
            }
        });
        let load = run.expect("no fault").parameters[load];
        (delivered, lost / (normal / load))
    });
    (seen.iter().map(|s| s.0).collect(), seen.iter().map(|s| s.1).collect())
}

#[test]
fn deliveries_fall_by_a_third_while_few_trucks_burn() {
    let (delivered, lost) = siege(scenario("fuel-crisis"));
    println!(
        "delivered {:.3} ± {:.3}, lost {:.4} ± {:.4}",
        delivered.mean(),
        delivered.standard_error(),
        lost.mean(),
        lost.standard_error()
    );
    let (open, burned) = siege(scenario("status-quo-2025"));
    println!("status quo: delivered {:.3}, lost {:.4}", open.mean(), burned.mean());
    assert!(delivered.mean() + 4.0 * delivered.standard_error() < 0.7, "{}", delivered.mean());
    assert!(lost.mean() + 4.0 * lost.standard_error() < 0.03, "{}", lost.mean());
}

#[test]
fn how_much_firms_differ_changes_total_supply() {
    let spread = |x| run(weeks(with(scenario("fuel-crisis"), "fuel.threshold_spread", x), 52), N);
    let pairs = paired(&spread(0.05).outcome("fuel.delivered"), &spread(0.9).outcome("fuel.delivered"));
    println!("spread .05 → .9: {}", told(&pairs));
    assert!(pairs.t().abs() > 4.0, "{}", told(&pairs));
}
