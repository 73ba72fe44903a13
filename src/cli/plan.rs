//! `run --plan`: what an ensemble will take, from a short pilot, without leaving anything.
//!
//! A share estimated from n independent replicates has a standard error of at most √(1/4n), so its 95 % interval is
//! at most ±1.96·√(1/4n) wide.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::exit::{CliFault, Exit};
use super::model::{self, Scenario};
use super::run::pool;
use super::table;
use super::terminal::Terminal;
use crate::record::{Opening, Writer, fill};

/// Replicates a thread in a pilot.
const PILOT: u64 = 8;

/// What an ensemble will take.
#[derive(Serialize)]
struct Plan {
    scenario: String,
    replicates: u64,
    seconds: f64,
    megabytes: f64,
    /// Half of the 95 % interval of a share of one half, in percentage points.
    precision: f64,
}

pub fn plan(
    scenarios: &[Scenario],
    threads: Option<NonZeroUsize>,
    terminal: &Terminal,
) -> Result<Exit, CliFault> {
    let plans = scenarios.iter().map(|scenario| one(scenario, threads)).collect::<Result<Vec<_>, _>>()?;
    if terminal.json {
        terminal.json(&plans)?;
        return Ok(Exit::Fine);
    }
    let rows = plans.into_iter().map(|plan| {
        let megabytes = format!("{} MB", table::number(plan.megabytes));
        let precision = format!("± {:.1} points", plan.precision);
        vec![plan.scenario, plan.replicates.to_string(), time(plan.seconds), megabytes, precision]
    });
    let header = ["scenario", "replicates", "time", "disk", "a probability of ½ (95 %)"];
    terminal.data(table::text(&header, &[1, 2, 3, 4], rows))?;
    Ok(Exit::Fine)
}

/// Runs a pilot into a folder that goes with it.
fn one(scenario: &Scenario, threads: Option<NonZeroUsize>) -> Result<Plan, CliFault> {
    let folder =
        tempfile::tempdir().map_err(|error| CliFault::Failed(format!("no folder for a pilot: {error}")))?;
    let pool = pool(scenario, threads)?;
    let pilot = (PILOT * pool.threads() as u64).min(scenario.replicates);
    let mut writer = Writer::open(folder.path(), model::identity(scenario), pilot, Opening::Continue)?;
    let (begin, empty) = (Instant::now(), size(folder.path()));
    fill(&mut writer, &pool, &AtomicBool::new(false), |_| ())?;
    let times = scenario.replicates as f64 / pilot as f64;
    Ok(Plan {
        scenario: scenario.name.clone(),
        replicates: scenario.replicates,
        seconds: begin.elapsed().as_secs_f64() * times,
        megabytes: (size(folder.path()) - empty) as f64 * times / 1e6,
        precision: 196.0 * (0.25 / scenario.replicates as f64).sqrt(),
    })
}

/// Bytes of the files below a folder.
fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| {
            if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().map_or(0, |m| m.len()) }
        })
        .sum()
}

/// A duration to the precision that a pilot gives.
fn time(seconds: f64) -> String {
    match Duration::try_from_secs_f64(seconds) {
        Ok(short) if short.as_secs() < 90 => format!("{seconds:.1} s"),
        Ok(middle) if middle.as_secs() < 5400 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_unit_that_fits() {
        assert_eq!([0.04, 61.0, 600.0, 86_400.0].map(time), ["0.0 s", "61.0 s", "10 min", "24.0 h"]);
    }
}
