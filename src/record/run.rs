//! What is volatile about a record: `run.json`.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fault::RecordFault;
use super::manifest::write_json;

/// The last run that wrote into a record; no part of its identity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// System and processor family.
    pub machine: String,
    pub cores: usize,
    pub threads: usize,
    pub started: Timestamp,
    pub seconds: f64,
    /// Replicates that this run added.
    pub added: u64,
    pub command_line: Vec<String>,
}

impl Run {
    pub(super) const FILE: &str = "run.json";

    /// A run that began at `started` and took `elapsed`, on this machine.
    pub fn here(
        started: Timestamp,
        elapsed: Duration,
        threads: usize,
        added: u64,
        command_line: Vec<String>,
    ) -> Self {
        Self {
            machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            cores: std::thread::available_parallelism().map_or(1, Into::into),
            threads,
            started,
            seconds: elapsed.as_secs_f64(),
            added,
            command_line,
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), RecordFault> {
        write_json(&folder.join(Self::FILE), self)
    }
}
