//! A small real record for the tests.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;

use crate::ensemble::Ensemble;
use crate::random::GENERATORS;
use crate::record::{Identity, Opening, REPLICATES_PER_FILE, Record, Writer, fill};
use crate::scenario::Scenario;
use crate::simulation::Model;

/// Runs a scenario file with few persons and replicates, and with what else is set.
pub fn record(file: &str, replicates: u64, sets: &[(&str, &str)]) -> (TempDir, Record) {
    let mut all = vec![("ensemble.persons_per_agent".to_string(), "100000".to_string())];
    let end = sets.iter().rfind(|(path, _)| *path == "end").map(|(_, value)| value.parse().expect("a date"));
    let others = sets.iter().filter(|(path, _)| *path != "end");
    all.extend(others.map(|(path, value)| (path.to_string(), value.to_string())));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(file);
    let mut scenario =
        Scenario::load(&path, &all).unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    if let Some(end) = end {
        // A shorter run than the file's: its questions may lie beyond.
        scenario.end = end;
        scenario.questions.clear();
        scenario.expectations.clear();
    }
    of(scenario, replicates)
}

/// Runs a scenario as it is.
pub fn of(scenario: Scenario, replicates: u64) -> (TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let (text, seed) = (scenario.to_toml(), scenario.seed);
    let model = Model::new(scenario);
    let identity = Identity {
        version: env!("CARGO_PKG_VERSION").into(),
        data_sha256: String::new(),
        scenario: text,
        seed,
        generator: GENERATORS.into(),
        replicates_per_file: REPLICATES_PER_FILE,
        columns: model.columns().clone(),
    };
    let mut writer = Writer::open(folder.path(), identity, replicates, Opening::Continue).unwrap();
    let pool =
        Ensemble::new(None, || model.scratch(), |scratch, index| model.replicate(scratch, index)).unwrap();
    fill(&mut writer, &pool, &AtomicBool::new(false), |_| ()).unwrap();
    drop(writer);
    let record = Record::open(folder.path()).unwrap();
    (folder, record)
}
