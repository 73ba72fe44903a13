//! The model as the commands need it: scenarios made ready, and what identifies their records.

use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::ensemble::{Attempt, Column};
use crate::ledger::{self, Ledger};
use crate::random::GENERATORS;
use crate::record::{Identity, REPLICATES_PER_FILE};
use crate::simulation::{Model, Scratch};
use crate::world::World;
use crate::{geography, observe, scenario};

/// A scenario that is ready to run.
pub struct Scenario {
    pub name: String,
    pub title: String,
    pub replicates: u64,
    pub seed: u64,
    /// As meant, in TOML.
    pub text: String,
    pub model: Model,
}

impl From<scenario::Scenario> for Scenario {
    fn from(scenario: scenario::Scenario) -> Self {
        Self {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            replicates: scenario.replicates,
            seed: scenario.seed,
            text: scenario.to_toml(),
            model: Model::new(scenario),
        }
    }
}

/// A row of the ledger or of an initial state.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub path: String,
    pub unit: String,
    pub low: f64,
    pub central: f64,
    pub high: f64,
    pub kind: String,
    pub source: String,
    pub meaning: String,
}

/// Reads a scenario, with what the command line says over it; or all its faults, rendered.
pub fn load(path: &Path, settings: &[(String, String)], coloured: bool) -> Result<Scenario, String> {
    let scenario =
        scenario::Scenario::load(path, settings).map_err(|faults| faults.render(coloured).to_string())?;
    Ok(scenario.into())
}

/// What identifies the record of a scenario.
pub fn identity(scenario: &Scenario) -> Identity {
    Identity {
        version: env!("CARGO_PKG_VERSION").into(),
        data_sha256: data_sha256(),
        scenario: scenario.text.clone(),
        seed: scenario.seed,
        generator: GENERATORS.into(),
        replicates_per_file: REPLICATES_PER_FILE,
        columns: scenario.model.columns().clone(),
    }
}

/// SHA-256 of the data that decide results.
fn data_sha256() -> String {
    const DATA: [&str; 15] = [
        include_str!("../../data/parameters.csv"),
        include_str!("../../data/initial/2021-12-06.csv"),
        include_str!("../../data/initial/2025-06-02.csv"),
        include_str!("../../data/initial/2025-11-17.csv"),
        include_str!("../../data/initial/holders.csv"),
        include_str!("../../data/history/missions.csv"),
        include_str!("../../data/history/provider.csv"),
        include_str!("../../data/history/measures.csv"),
        include_str!("../../data/zones.csv"),
        include_str!("../../data/towns.csv"),
        include_str!("../../data/roads.csv"),
        include_str!("../../data/corridors.csv"),
        include_str!("../../data/mines.csv"),
        include_str!("../../data/actors.csv"),
        include_str!("../../data/patterns.csv"),
    ];
    let mut hash = Sha256::new();
    DATA.iter().for_each(|text| hash.update(text.as_bytes()));
    hash.update(include_str!("../../data/prices.csv").as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Columns of every trajectory.
pub fn observables() -> Vec<Column> {
    let zones: Vec<String> = geography::mali().zones.iter().map(|z| z.id.clone()).collect();
    let plain = |c: observe::Column| Column { name: c.name, unit: c.unit.into(), meaning: c.meaning };
    observe::observables(&zones).into_iter().map(|o| plain(o.column)).collect()
}

pub fn parameters() -> Vec<Row> {
    rows(ledger::parameters())
}

/// The first day of a scenario, with what it changes.
pub fn day_zero(scenario: &Scenario) -> Vec<Row> {
    if scenario.model.scenario().laboratory.is_some() {
        return Vec::new();
    }
    let start = scenario.model.scenario().start;
    let mut rows = ledger::initial(start).map(rows).unwrap_or_default();
    let priors = &scenario.model.scenario().initial;
    for (row, (prior, parameter)) in
        rows.iter_mut().zip(priors.iter().zip(ledger::initial(start).into_iter().flat_map(Ledger::iter)))
    {
        if *prior != parameter.prior {
            [row.low, row.central, row.high] = [0.05, 0.5, 0.95].map(|p| prior.quantile(p));
            row.source = format!("this scenario (otherwise {})", row.source);
        }
    }
    rows
}

fn rows(ledger: &Ledger) -> Vec<Row> {
    let row = |p: &ledger::Parameter| Row {
        path: p.path.clone(),
        unit: p.unit.clone(),
        low: p.low,
        central: p.central,
        high: p.high,
        kind: if p.inert.is_some() { "inert".into() } else { p.kind.name().into() },
        source: p.source.clone(),
        meaning: match &p.inert {
            Some(why) => format!("{} (moves nothing: {why})", p.meaning),
            None => p.meaning.clone(),
        },
    };
    ledger.iter().map(row).collect()
}

/// A thread's scratch.
pub fn scratch(scenario: &Scenario) -> Scratch {
    scenario.model.scratch()
}

/// One replicate.
pub fn replicate(scenario: &Scenario, scratch: &mut Scratch, index: u64) -> Attempt {
    scenario.model.replicate(scratch, index)
}

/// The same replicate, with its world shown at the end of every week.
pub fn watch(scenario: &Scenario, scratch: &mut Scratch, index: u64, see: impl FnMut(&World)) -> Attempt {
    scenario.model.watch(scratch, index, see)
}
