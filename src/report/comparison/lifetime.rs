//! How long the junta of the start lasts in one scenario and in the other.
//!
//! The mean time in office within the run (restricted mean lifetime), its difference paired by the replicates' pseudo-values, and
//! the log-rank test. Nobody is lost from sight before the end of a run.

use serde::Serialize;

use super::LEVEL;
use super::side::Side;
use super::terms::Terms;
use crate::record::RecordFault;
use crate::stats::estimate::{Estimate, Interval};
use crate::stats::life_table::LifeTable;
use crate::stats::log_rank::LogRank;
use crate::stats::paired::Paired;
use crate::stats::restricted_mean::pseudo_values;
use crate::stats::unpaired::Unpaired;

/// Weeks in office up to a horizon.
#[derive(Clone, Debug, Serialize)]
pub struct Lifetime {
    /// Weeks that both run.
    pub horizon: f64,
    pub baseline: Estimate,
    pub scenario: Estimate,
    pub difference: Estimate,
    pub interval: Interval,
    /// The log-rank test's; of paired replicates too large.
    pub log_rank: f64,
}

/// The lifetimes on both sides; none where the regime cannot end, or never does.
pub fn lifetime(baseline: &Side, side: &Side, terms: &Terms) -> Result<Option<Lifetime>, RecordFault> {
    let both = [baseline, side];
    let has_exits =
        |side: &&Side| side.has_outcome("regime.exit_week") && side.has_outcome("regime.survives");
    let weeks = both.map(|side| side.scenario.as_ref().map(|scenario| f64::from(scenario.weeks())));
    let [Some(a), Some(b)] = weeks else { return Ok(None) };
    if !both.iter().all(has_exits) {
        return Ok(None);
    }
    let horizon = a.min(b);
    let first = lives(baseline, &terms.rows[0], horizon)?;
    let second = lives(side, &terms.rows[1], horizon)?;
    if first.1.iter().chain(&second.1).all(|&cause| cause == 0) || first.0.len() < 2 || second.0.len() < 2 {
        return Ok(None);
    }
    let [own, others] = [&first, &second].map(|(times, causes)| pseudo_values(times, causes, horizon));
    let unpaired = Unpaired::of(&own, &others);
    let (difference, interval) = if terms.paired {
        let paired: Paired = own.into_iter().zip(others).collect();
        (paired.difference(), paired.interval(LEVEL))
    } else {
        (unpaired.difference(), unpaired.interval(LEVEL))
    };
    let [own, others] = [&first, &second].map(|(times, causes)| LifeTable::new(times, causes));
    Ok(Some(Lifetime {
        horizon,
        baseline: unpaired.first.estimate(),
        scenario: unpaired.second.estimate(),
        difference,
        interval,
        log_rank: LogRank::of(&own, &others).p_value(),
    }))
}

/// Weeks in office of each of the rows, and 1 where the junta fell by then. A replicate that failed ends at once and is kept as
/// censored, so that pairs stay in step.
fn lives(side: &Side, rows: &[usize], horizon: f64) -> Result<(Vec<f64>, Vec<u8>), RecordFault> {
    let (weeks, survives) =
        (side.record.outcomes("regime.exit_week")?, side.record.outcomes("regime.survives")?);
    let one = |&row: &usize| match (survives[row].is_nan(), weeks[row]) {
        (true, _) => (0.0, 0),
        (_, week) if week.is_finite() && week <= horizon => (week, 1),
        _ => (horizon, 0),
    };
    Ok(rows.iter().map(one).unzip())
}
