//! Luck has an address (V34): the same on any number of threads, in any company, and a mechanism that does nothing
//! changes nobody's.

use crate::lab::{each, scenario, weeks};
use concession::ensemble::{Attempt, Ensemble};
use concession::scenario::{Provider, Recording, Scenario, Switch};
use concession::simulation::Model;
use ndarray::Array2;
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

fn year(name: &str) -> Scenario {
    weeks(scenario(name), 52)
}

fn on_threads(model: &Model, threads: usize, n: u64) -> Vec<Vec<u64>> {
    let run = |scratch: &mut _, index| model.replicate(scratch, index);
    let ensemble = Ensemble::new(NonZeroUsize::new(threads), || model.scratch(), run).expect("threads");
    ensemble.run(0..n, &AtomicBool::new(false), |_| ()).iter().map(bits).collect()
}

fn bits(attempt: &Attempt) -> Vec<u64> {
    let r = attempt.as_ref().expect("no fault");
    let trajectory = r.trajectory.iter().map(|x| u64::from(x.to_bits()));
    r.parameters.iter().chain(&r.outcomes).map(|x| x.to_bits()).chain(trajectory).collect()
}

#[test]
fn one_two_and_seven_threads_give_the_same_bytes() {
    for name in ["wagner-withdrawal", "fuel-crisis", "history"] {
        let model = Model::new(year(name));
        let one = on_threads(&model, 1, 21);
        for threads in [2, 7] {
            assert_eq!(on_threads(&model, threads, 21), one, "{name} on {threads} threads");
        }
    }
}

#[test]
fn a_replicate_does_not_know_its_company() {
    let model = Model::new(year("fuel-crisis"));
    let mut used = model.scratch();
    let together: Vec<Vec<u64>> = (0..12).map(|k| bits(&model.replicate(&mut used, k))).collect();
    for k in [11, 0, 7] {
        assert_eq!(
            bits(&model.replicate(&mut model.scratch(), k)),
            together[k as usize],
            "replicate {k} alone"
        );
        assert_eq!(bits(&model.replicate(&mut used, k)), together[k as usize], "replicate {k} again");
    }
    assert!((1..12).all(|k| together[k] != together[0]), "replicates differ");
}

#[test]
fn watching_changes_nothing() {
    let model = Model::new(year("baseline"));
    let seen = model.watch(&mut model.scratch(), 3, |world| drop(world.bands.clone()));
    assert_eq!(bits(&seen), bits(&model.replicate(&mut model.scratch(), 3)));
}

fn weekly(name: &str, regime: Switch, finance: Switch) -> Model {
    let mut scenario = year(name);
    scenario.record = Recording::Weekly;
    (scenario.mechanisms.regime, scenario.mechanisms.finance) = (regime, finance);
    // Who bargains reckons with the regime's end; here nobody does.
    scenario.mechanisms.provider = Provider::Imposed;
    Model::new(scenario)
}

/// Rows of a trajectory before `end`, without the columns whose names begin with one of `own`.
fn before(model: &Model, trajectory: &Array2<f32>, end: usize, own: &[&str]) -> Vec<u32> {
    let names = &model.columns().observables;
    let foreign = |c: usize| !own.iter().any(|word| names[c].name.starts_with(word));
    let columns: Vec<usize> = (0..names.len()).filter(|&c| foreign(c)).collect();
    (0..end).flat_map(|row| columns.iter().map(move |&c| trajectory[[row, c]].to_bits())).collect()
}

/// Until the first attempt or killing, a world with a regime at risk is the world without.
#[test]
fn an_idle_regime_changes_nobodys_luck() {
    let (on, off) = (weekly("history", Switch::On, Switch::On), weekly("history", Switch::Off, Switch::On));
    let free = each(&off, 40, |scratch, index| off.replicate(scratch, index).expect("no fault").trajectory);
    let at_risk = each(&on, 40, |scratch, index| {
        let mut first = None;
        let run = on.watch(scratch, index, |world| {
            let regime = &world.regime;
            if first.is_none() && (regime.attempts > 0 || regime.succession > 0.0 || regime.exit.is_some()) {
                first = Some(world.week as usize);
            }
        });
        (run.expect("no fault").trajectory, first.unwrap_or(52))
    });
    let quiet: usize = at_risk.iter().map(|(_, end)| end).sum();
    println!("weeks before the first blow: {quiet} of {}", 40 * 52);
    assert!(quiet > 1000);
    for (k, ((trajectory, end), free)) in at_risk.iter().zip(&free).enumerate() {
        let own = ["regime."];
        assert_eq!(before(&on, trajectory, *end, &own), before(&off, free, *end, &own), "replicate {k}");
    }
}
