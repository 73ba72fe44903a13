//! Small ensembles to hold a law against: scenarios by name, replicates on all cores, differences on common luck.

use concession::ensemble::Replicate;
use concession::ledger::{self, Ledger, Prior};
use concession::scenario::{Dated, Intervention, Scenario};
use concession::simulation::{Model, Scratch};
use concession::stats::paired::Paired;
use concession::world::World;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Persons that one civilian stands for, so that Mali has about 2,000 of them.
const FEW_CIVILIANS: u32 = 11_000;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// A shipped scenario with few civilians.
pub fn scenario(name: &str) -> Scenario {
    let path = folder().join(name).with_extension("toml");
    let mut scenario = Scenario::load(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    scenario.persons_per_agent = FEW_CIVILIANS;
    scenario
}

/// The scenario that ends after so many weeks.
pub fn weeks(mut scenario: Scenario, weeks: u32) -> Scenario {
    scenario.end = scenario.monday(weeks);
    scenario
}

/// The scenario in which one thing more happens, in this week.
pub fn and(mut scenario: Scenario, week: u32, what: Intervention) -> Scenario {
    let date = scenario.monday(week);
    scenario.interventions.push(Dated { week, date, what });
    scenario.interventions.sort_by_key(|dated| dated.week);
    scenario
}

/// The scenario with every uncertain number at its central value.
pub fn central(mut scenario: Scenario) -> Scenario {
    let start = ledger::initial(scenario.start).expect("a scenario starts at an initial state");
    fix(&mut scenario.parameters, ledger::parameters());
    fix(&mut scenario.initial, start);
    scenario
}

fn fix(priors: &mut [Prior], ledger: &Ledger) {
    for (prior, row) in priors.iter_mut().zip(ledger.iter()) {
        if *prior != Prior::Remainder {
            *prior = Prior::Fixed(row.central);
        }
    }
}

/// The scenario with one parameter fixed.
pub fn with(mut scenario: Scenario, path: &str, value: f64) -> Scenario {
    let row = ledger::parameters().position(path).unwrap_or_else(|| panic!("no parameter {path}"));
    scenario.parameters[row] = Prior::Fixed(value);
    scenario
}

/// Runs replicates 0…n of a scenario, in order.
pub fn run(scenario: Scenario, n: u64) -> Ensemble {
    let model = Model::new(scenario);
    let replicates = each(&model, n, |scratch, index| model.replicate(scratch, index).expect("no fault"));
    Ensemble { model, replicates }
}

/// Does something with the replicates 0…n, on all cores, and gives the answers in order.
pub fn each<T: Send>(model: &Model, n: u64, act: impl Fn(&mut Scratch, u64) -> T + Sync + Send) -> Vec<T> {
    let indices: Vec<u64> = (0..n).collect();
    indices.into_par_iter().with_min_len(4).map_init(|| model.scratch(), act).collect()
}

/// Watches the replicates 0…n: `see` adds each week of a world to what begins as `T::default()`.
pub fn watch<T: Default + Send>(model: &Model, n: u64, see: impl Fn(&mut T, &World) + Sync + Send) -> Vec<T> {
    each(model, n, |scratch, index| {
        let mut seen = T::default();
        model.watch(scratch, index, |world| see(&mut seen, world)).expect("no fault");
        seen
    })
}

/// Replicates with the names of their numbers.
pub struct Ensemble {
    pub model: Model,
    pub replicates: Vec<Replicate>,
}

impl Ensemble {
    /// An outcome of every replicate.
    pub fn outcome(&self, name: &str) -> Vec<f64> {
        let column = self.model.columns().outcomes.iter().position(|column| column.name == name);
        let column = column.unwrap_or_else(|| panic!("no outcome {name}"));
        self.replicates.iter().map(|replicate| replicate.outcomes[column]).collect()
    }

    pub fn observable(&self, name: &str) -> usize {
        let column = self.model.columns().observables.iter().position(|column| column.name == name);
        column.unwrap_or_else(|| panic!("no observable {name}"))
    }

    /// The sum over the run of an observable that is a flow, in every replicate.
    pub fn total(&self, name: &str) -> Vec<f64> {
        let column = self.observable(name);
        let sum =
            |replicate: &Replicate| replicate.trajectory.column(column).iter().map(|&x| f64::from(x)).sum();
        self.replicates.iter().map(sum).collect()
    }
}

/// What the second has more than the first, replicate by replicate.
pub fn paired(first: &[f64], second: &[f64]) -> Paired {
    assert_eq!(first.len(), second.len(), "pairs have the same luck");
    first.iter().copied().zip(second.iter().copied()).collect()
}

/// A difference as it is printed, and in errors.
pub fn told(pairs: &Paired) -> String {
    let d = pairs.difference();
    format!(
        "{:>12.5} ± {:<10.5} ({:+.1} errors; from {:.4})",
        d.value,
        d.standard_error,
        pairs.t(),
        pairs.first().mean()
    )
}
