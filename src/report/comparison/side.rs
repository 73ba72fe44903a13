//! One of the scenarios that are compared: its record, and the scenario as the record has it.

use std::path::Path;

use serde::Serialize;

use super::super::ReportFault;
use crate::record::Record;
use crate::scenario::Scenario;

/// A record with its scenario.
pub struct Side {
    /// Short, and unlike those of the others.
    pub name: String,
    pub title: String,
    pub record: Record,
    /// Absent where this version cannot read the scenario any more.
    pub scenario: Option<Scenario>,
    /// Its text as a tree.
    pub written: toml::Table,
    /// The index of each replicate there is, in the order of all columns.
    pub indices: Vec<u64>,
    pub failed: usize,
}

/// What is told of a side.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    pub name: String,
    pub title: String,
    pub record: String,
    pub replicates: u64,
    pub failed: usize,
    pub seed: u64,
    pub version: String,
}

impl Side {
    /// The side of a record.
    pub fn new(record: Record) -> Result<Self, ReportFault> {
        let scenario = Scenario::parse("scenario", &record.manifest().identity.scenario, &[]).ok();
        // Also where this version cannot read all of it.
        let written = record.manifest().identity.scenario.parse::<toml::Table>().unwrap_or_default();
        let folder = folder_name(record.folder());
        let said =
            |key: &str| written.get(key).and_then(|value| value.as_str()).unwrap_or(&folder).to_string();
        let (name, title) = (said("name"), said("title"));
        let (indices, failed) = (record.indices(), record.faults()?.len());
        Ok(Self { name, title, record, scenario, written, indices, failed })
    }

    /// What is told of it.
    pub fn about(&self) -> About {
        let identity = &self.record.manifest().identity;
        About {
            name: self.name.clone(),
            title: self.title.clone(),
            record: self.record.folder().display().to_string(),
            replicates: self.record.replicates(),
            failed: self.failed,
            seed: identity.seed,
            version: identity.version.clone(),
        }
    }

    pub fn has_outcome(&self, name: &str) -> bool {
        self.record.manifest().identity.columns.outcomes.iter().any(|column| column.name == name)
    }

    pub fn has_observable(&self, name: &str) -> bool {
        self.record.manifest().identity.columns.observables.iter().any(|column| column.name == name)
    }
}

/// Gives every side a name of its own: of equal ones that of their folder, of those still equal a number.
pub fn tell_apart(sides: &mut [Side]) {
    let names: Vec<String> = sides.iter().map(|side| side.name.clone()).collect();
    for (k, side) in sides.iter_mut().enumerate() {
        if names.iter().enumerate().any(|(other, name)| other != k && *name == names[k]) {
            side.name = folder_name(side.record.folder());
        }
    }
    for k in 1..sides.len() {
        let before = sides[..k].iter().filter(|side| side.name == sides[k].name).count();
        if before > 0 {
            sides[k].name = format!("{}-{}", sides[k].name, before + 1);
        }
    }
}

fn folder_name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    whole.file_name().map_or_else(|| "record".into(), |name| name.to_string_lossy().into_owned())
}
