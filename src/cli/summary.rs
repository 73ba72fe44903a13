//! The summary of a run: on the terminal, in `summary.csv` and in `summary.json`.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::exit::CliFault;
use super::table;
use crate::record::whole;

/// An outcome over the replicates.
#[derive(Clone, Debug, Serialize)]
pub struct Estimate {
    pub outcome: String,
    pub unit: String,
    /// Replicates in which the outcome is defined.
    pub n: u64,
    pub estimate: f64,
    /// Monte Carlo standard error of the estimate.
    pub standard_error: f64,
    pub p5: f64,
    pub p95: f64,
}

const HEADER: [&str; 7] = ["outcome", "unit", "n", "estimate", "standard error", "5 %", "95 %"];

/// The table for the terminal.
pub fn text(estimates: &[Estimate]) -> String {
    let rows = estimates.iter().map(|row| {
        let numbers = [row.estimate, row.standard_error, row.p5, row.p95].map(table::number);
        [row.outcome.clone(), row.unit.clone(), row.n.to_string()].into_iter().chain(numbers).collect()
    });
    table::text(&HEADER, &[2, 3, 4, 5, 6], rows)
}

/// Writes both files into a record's folder.
pub fn write(folder: &Path, estimates: &[Estimate]) -> Result<(), CliFault> {
    let mut json =
        serde_json::to_string_pretty(estimates).map_err(|error| CliFault::Failed(error.to_string()))?;
    json.push('\n');
    let csv = [table::csv_line(&HEADER.map(String::from))]
        .into_iter()
        .chain(estimates.iter().map(line))
        .collect::<String>();
    for (name, text) in [("summary.csv", csv), ("summary.json", json)] {
        let path: PathBuf = folder.join(name);
        whole::write(&path, text.as_bytes())
            .map_err(|error| CliFault::Failed(format!("cannot write {}: {error}", path.display())))?;
    }
    Ok(())
}

/// A row of the CSV file; a number that is not defined is empty.
fn line(row: &Estimate) -> String {
    let plain = |x: f64| if x.is_finite() { x.to_string() } else { String::new() };
    let numbers = [row.estimate, row.standard_error, row.p5, row.p95].map(plain);
    let cells = [row.outcome.clone(), row.unit.clone(), row.n.to_string()].into_iter().chain(numbers);
    table::csv_line(&cells.collect::<Vec<_>>())
}
