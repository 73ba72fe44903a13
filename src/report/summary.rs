//! Estimates of every outcome, over all futures and over those in which the regime survives.
//!
//! A mean has the Monte Carlo standard error s/√n; the 5 and 95 % points are the futures' own (type 7), not an interval
//! of the estimate.

use serde::Serialize;

use super::ReportFault;
use super::headline::headlines;
use crate::record::Record;
use crate::stats::moments::Moments;
use crate::stats::quantile::{quantile, sorted};

/// Over which futures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Given {
    All,
    Survival,
}

/// An outcome over the replicates.
#[derive(Clone, Debug, Serialize)]
pub struct Estimate {
    pub outcome: String,
    pub unit: String,
    pub given: Given,
    /// Replicates in which the outcome is defined.
    pub n: u64,
    pub estimate: f64,
    /// Monte Carlo standard error of the estimate.
    pub standard_error: f64,
    pub p5: f64,
    pub p50: f64,
    pub p95: f64,
}

/// All outcomes of a record, each over all futures and given survival.
pub fn summarize(record: &Record) -> Result<Vec<Estimate>, ReportFault> {
    let columns = &record.manifest().identity.columns.outcomes;
    let values = record.all_outcomes()?;
    let survives = columns.iter().position(|column| column.name == "regime.survives").map(|k| &values[k]);
    let mut all = Vec::new();
    for (column, values) in columns.iter().zip(&values) {
        all.push(estimate(&column.name, &column.unit, Given::All, values.iter().copied()));
        if let Some(survives) = survives {
            let alive = values.iter().zip(survives).filter(|&(_, &s)| s > 0.5).map(|(&x, _)| x);
            all.push(estimate(&column.name, &column.unit, Given::Survival, alive));
        }
    }
    Ok(all)
}

/// Whether they are a laboratory's: only these have this outcome.
pub fn is_laboratory(estimates: &[Estimate]) -> bool {
    estimates.iter().any(|e| e.outcome == "insurgent_share")
}

/// Whether an outcome is read in a laboratory, which has no country to tell of: those of its own, and the regime's.
pub fn of_laboratory(e: &Estimate) -> bool {
    let name = e.outcome.as_str();
    let regime = name == "regime.survives" || name.starts_with("exit.");
    let country =
        headlines().iter().any(|h| h.outcome == name) || name.contains('.') && !name.contains("left");
    e.given == Given::All && e.n > 0 && (regime || !country || name.starts_with("wins."))
}

fn estimate(outcome: &str, unit: &str, given: Given, values: impl Iterator<Item = f64>) -> Estimate {
    let values: Vec<f64> = values.filter(|x| x.is_finite()).collect();
    let moments: Moments = values.iter().copied().collect();
    let values = sorted(&values);
    let at = |p: f64| if values.is_empty() { f64::NAN } else { quantile(&values, p) };
    Estimate {
        outcome: outcome.into(),
        unit: unit.into(),
        given,
        n: values.len() as u64,
        estimate: moments.mean(),
        standard_error: moments.standard_error(),
        p5: at(0.05),
        p50: at(0.5),
        p95: at(0.95),
    }
}
