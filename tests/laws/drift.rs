//! The start does not decay by itself: at central values the state's share of control in each zone wanders less than
//! five points in eight weeks.

use crate::lab::{Ensemble, central, run, scenario, weeks};
use concession::geography::mali;
use concession::ledger;
use concession::scenario::{Recording, Scenario, Switch};
use concession::world::Holder;

const STARTS: [&str; 3] = ["history", "status-quo-2025", "baseline"];
const POINTS: f64 = 0.05;

fn eight_weeks(name: &str, events: Switch) -> Scenario {
    let mut scenario = weeks(central(scenario(name)), 8);
    scenario.mechanisms.events = events;
    scenario.record = Recording::Weekly;
    scenario
}

/// The state's share in a zone before the first week.
fn at_start(scenario: &Scenario, zone: &str) -> f64 {
    let start = ledger::initial(scenario.start).expect("an initial state").central();
    let share = |holder: &Holder| {
        let path = format!("control.{zone}.{}", holder.id());
        if start.has(&path) { start.get(&path) } else { 0.0 }
    };
    share(&Holder::State) / Holder::ALL.iter().map(share).sum::<f64>()
}

/// The ensemble's mean of the state's share in a zone, week by week.
fn mean_path(ensemble: &Ensemble, zone: &str) -> Vec<f64> {
    let column = ensemble.observable(&format!("control.state.{zone}"));
    let n = ensemble.replicates.len() as f64;
    (0..8)
        .map(|week| {
            ensemble.replicates.iter().map(|r| f64::from(r.trajectory[[week, column]])).sum::<f64>() / n
        })
        .collect()
}

fn wanders(events: Switch, n: u64) -> Vec<String> {
    let mut far = Vec::new();
    for name in STARTS {
        let scenario = eight_weeks(name, events);
        let ensemble = run(scenario.clone(), n);
        for zone in &mali().zones {
            let start = at_start(&scenario, &zone.id);
            let path = mean_path(&ensemble, &zone.id);
            let most = path
                .iter()
                .map(|x| x - start)
                .max_by(|a, b| a.abs().total_cmp(&b.abs()))
                .expect("eight weeks");
            println!("{name:<16} events {events:?} {} {start:.3} → {:.3}, most {most:+.4}", zone.id, path[7]);
            if most.abs() > POINTS {
                far.push(format!("{name} {} {start:.3} {most:+.3}", zone.id));
            }
        }
    }
    far
}

#[test]
fn without_shocks_control_stays_where_it_was() {
    let far = wanders(Switch::Off, 24);
    assert!(far.is_empty(), "{far:#?}");
}

#[test]
fn with_the_ordinary_violence_control_stays_where_it_was() {
    let far = wanders(Switch::On, 60);
    assert!(far.is_empty(), "{far:#?}");
}
