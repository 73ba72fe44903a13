//! At central values, without interventions, nothing that a country expert would laugh at: for twelve weeks from each
//! start every observable of `data/absurdity.csv` stays in its range, in any week or in the mean of the quarter.

use crate::lab::{Ensemble, central, run, scenario, weeks, with};
use concession::geography::table::Table;
use concession::scenario::Recording;

const N: u64 = 24;
const STARTS: [&str; 3] = ["history", "status-quo-2025", "baseline"];

/// Twelve weeks; without the replicates whose country ended, in which the world stands still.
fn quarter(name: &str, marches: bool) -> Ensemble {
    let mut scenario = weeks(central(scenario(name)), 12);
    if !marches {
        scenario = with(scenario, "combat.march_rate", 0.0);
    }
    scenario.interventions.clear();
    scenario.record = Recording::Weekly;
    let mut ensemble = run(scenario, N);
    let ended = ensemble.outcome("exit.takeover").into_iter().zip(ensemble.outcome("exit.settlement"));
    let mut ended = ended.map(|(takeover, settlement)| takeover + settlement > 0.0);
    ensemble.replicates.retain(|_| !ended.next().expect("one a replicate"));
    ensemble
}

/// What is held against the range: each week of each replicate, or each replicate's mean.
fn values(ensemble: &Ensemble, observable: &str, over: &str) -> Vec<f64> {
    let column = ensemble.observable(observable);
    let weeks = ensemble
        .replicates
        .iter()
        .map(|r| r.trajectory.column(column).iter().map(|&x| f64::from(x)).collect());
    let weeks: Vec<Vec<f64>> = weeks.collect();
    match over {
        "quarter" => weeks.iter().map(|w| w.iter().sum::<f64>() / w.len() as f64).collect(),
        _ => weeks.concat(),
    }
}

/// What leaves its range, and by how much.
fn absurdities(name: &str, marches: bool) -> Vec<String> {
    let ensemble = quarter(name, marches);
    let ranges = Table::parse("absurdity", include_str!("../../data/absurdity.csv")).expect("a table");
    let mut found = Vec::new();
    for row in ranges.rows() {
        let (observable, over) =
            (row.text("observable").expect("a name"), row.text("over").expect("week or quarter"));
        let (low, high): (f64, f64) = (row.get("low").expect("a number"), row.get("high").expect("a number"));
        let values = values(&ensemble, observable, over);
        let out = values.iter().filter(|x| !(low..=high).contains(*x)).count();
        if out > 0 {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let why = row.text("why").expect("a reason");
            let n = values.len();
            found.push(format!(
                "{name}: {observable} ({over}) {out} of {n} outside {low}–{high}: {least:.4}–{most:.4}; {why}"
            ));
        }
    }
    found
}

fn nothing_is_absurd(marches: bool) {
    let found: Vec<String> = STARTS.into_iter().flat_map(|name| absurdities(name, marches)).collect();
    println!("{}", found.join("\n"));
    assert!(found.is_empty(), "{} ranges are left", found.len());
}

#[test]
fn nothing_in_the_first_quarter_is_absurd() {
    nothing_is_absurd(true);
}

#[test]
fn but_for_marches_nothing_in_the_first_quarter_is_absurd() {
    nothing_is_absurd(false);
}
