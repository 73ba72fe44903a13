//! A scenario with something else set, and its record.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::exit::CliFault;
use super::model::{self, Scenario};
use super::progress;
use super::run::pool;
use super::terminal::Terminal;
use crate::record::{Ending, Opening, Record, Writer, fill};
use crate::scenario;

/// The scenario of a text as meant, with what else is set over it.
pub fn with(name: &str, text: &str, sets: &[(&str, String)]) -> Result<Scenario, CliFault> {
    let sets: Vec<_> = sets.iter().map(|(path, value)| ((*path).to_string(), value.clone())).collect();
    let scenario = scenario::Scenario::parse(name, text, &sets)
        .map_err(|faults| CliFault::BadInput(faults.render(false).to_string()))?;
    Ok(scenario.into())
}

/// The record of a scenario in a folder of its own, run where it is not there; none after an interrupt.
pub fn record(
    scenario: &Scenario,
    folder: &Path,
    words: &str,
    stop: &AtomicBool,
    terminal: &Terminal,
) -> Result<Option<Record>, CliFault> {
    let identity = model::identity(scenario);
    let mut writer = match Writer::open(folder, identity.clone(), scenario.replicates, Opening::Continue) {
        // Of another version, or of more replicates: what is there is only a by-product of the record above it.
        Err(fault) if fault.is_bad_input() => {
            Writer::open(folder, identity, scenario.replicates, Opening::Fresh)?
        }
        opened => opened?,
    };
    let pool = pool(scenario, None)?;
    let bar = progress::bar(words, terminal);
    let ending = fill(&mut writer, &pool, stop, |now| progress::show(&bar, now));
    bar.finish_and_clear();
    match ending? {
        Ending::Complete => Ok(Some(Record::open(folder)?)),
        Ending::Interrupted { .. } => Ok(None),
    }
}
