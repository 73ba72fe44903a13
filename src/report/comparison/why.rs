//! Why: the difference between two scenarios split over its pieces, by switching them one at a time.
//!
//! ```text
//! alone_k   = y(baseline + k) − y(baseline)      what piece k does by itself
//! missing_k = y(scenario) − y(scenario − k)      what would be missing without it
//! interplay = y(scenario) − y(baseline) − Σ_k alone_k
//! ```
//!
//! All on the same random numbers, replicate by replicate, so that each of them has the error of a mean of differences. Where the
//! pieces do not know of each other alone and missing are the same and the interplay is zero; where one does what another would
//! have done anyway (two causes of one coup) missing is smaller than alone. Two pieces need no more runs than themselves:
//! missing_1 is the whole less alone_2.
//!
//! First and last of the orders in which pieces can be switched; the mean over all orders is Shapley's: A. Shorrocks,
//! *J. Econ. Inequality* 11 (2013).

use serde::{Deserialize, Serialize};

use super::super::ReportFault;
use super::super::headline::Measure;
use super::effect::{Effect, measure_of, measure_words};
use super::outcomes::is_question;
use super::side::Side;
use super::{Contrast, LEVEL};
use crate::record::{Record, RecordFault};
use crate::stats::estimate::{Estimate, Interval};
use crate::stats::moments::Moments;

/// The pieces of a contrast, outcome by outcome.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Why {
    pub baseline: String,
    pub scenario: String,
    /// Replicates that all the records have.
    pub n: u64,
    pub pieces: Vec<String>,
    /// As many as the contrast has, the largest effect first.
    pub outcomes: Vec<Split>,
}

/// One outcome's difference in pieces.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Split {
    pub outcome: String,
    pub words: String,
    pub unit: String,
    #[serde(serialize_with = "measure_words", deserialize_with = "measure_of")]
    pub measure: Measure,
    /// Standard deviation over replicates, by which the effects of outcomes are compared.
    pub deviation: f64,
    pub whole: Share,
    /// What each piece does by itself.
    pub alone: Vec<Share>,
    /// What is missing without it.
    pub missing: Vec<Share>,
    /// What the pieces by themselves do not add up to.
    pub interplay: Share,
}

/// A mean difference with its error and 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    pub estimate: Estimate,
    pub interval: Interval,
}

/// Outcomes that are always told, whatever the size of their effect.
const TOLD: [&str; 3] = ["control.population", "regime.survives", "deaths.civilian"];
/// Outcomes that are told besides.
const LARGEST: usize = 3;

impl Why {
    /// The outcomes that a reader is told of: the largest effects, and those that everybody asks for.
    pub fn told(&self) -> Vec<&Split> {
        let is_usual = |split: &&Split| TOLD.contains(&split.outcome.as_str());
        let others = self.outcomes.iter().filter(|split| !is_usual(split) && !is_question(&split.outcome));
        let largest: Vec<&str> = others.take(LARGEST).map(|split| split.outcome.as_str()).collect();
        let told = |split: &&Split| is_usual(split) || largest.contains(&split.outcome.as_str());
        self.outcomes.iter().filter(told).collect()
    }
}

/// The records that a split is made of.
pub struct Switched<'r> {
    pub baseline: &'r Side,
    pub scenario: &'r Side,
    /// The baseline with one piece.
    pub with: Vec<&'r Record>,
    /// The scenario without one piece.
    pub without: Vec<&'r Record>,
}

/// Splits the outcomes of a contrast that are columns of the replicates.
pub fn why(contrast: &Contrast, pieces: Vec<String>, switched: &Switched) -> Result<Why, ReportFault> {
    let rows = Rows::of(switched);
    let mut outcomes = Vec::new();
    for effect in contrast.effects.iter().filter(|effect| switched.baseline.has_outcome(&effect.outcome)) {
        outcomes.extend(split(effect, switched, &rows)?);
    }
    let names = [switched.baseline, switched.scenario].map(|side| side.name.clone());
    let [baseline, scenario] = names;
    Ok(Why { baseline, scenario, n: rows.count as u64, pieces, outcomes })
}

/// Where in each record the replicates stand that all have: baseline, scenario, with, without.
struct Rows {
    count: usize,
    each: Vec<Vec<usize>>,
}

impl Rows {
    fn of(switched: &Switched) -> Self {
        let indices: Vec<Vec<u64>> = records(switched).map(Record::indices).collect();
        let mut common = indices[0].clone();
        common.retain(|index| indices.iter().all(|all| all.binary_search(index).is_ok()));
        let place =
            |all: &Vec<u64>| common.iter().filter_map(|index| all.binary_search(index).ok()).collect();
        Self { count: common.len(), each: indices.iter().map(place).collect() }
    }
}

fn records<'s>(switched: &'s Switched) -> impl Iterator<Item = &'s Record> {
    let ends = [&switched.baseline.record, &switched.scenario.record];
    ends.into_iter().chain(switched.with.iter().copied()).chain(switched.without.iter().copied())
}

/// None where no replicate has a value in all records.
fn split(effect: &Effect, switched: &Switched, rows: &Rows) -> Result<Option<Split>, RecordFault> {
    let columns: Vec<Vec<f64>> =
        records(switched).map(|record| record.outcomes(&effect.outcome)).collect::<Result<_, _>>()?;
    let replicate = |k: usize| -> Vec<f64> {
        columns.iter().zip(&rows.each).map(|(column, rows)| column[rows[k]]).collect()
    };
    let all: Vec<Vec<f64>> =
        (0..rows.count).map(replicate).filter(|values| values.iter().all(|x| x.is_finite())).collect();
    if all.len() < 2 {
        return Ok(None);
    }
    let pieces = switched.with.len();
    let share = |difference: &dyn Fn(&[f64]) -> f64| share(all.iter().map(|values| difference(values)));
    Ok(Some(Split {
        outcome: effect.outcome.clone(),
        words: effect.words.clone(),
        unit: effect.unit.clone(),
        measure: effect.measure,
        deviation: effect.deviation,
        whole: share(&|y| y[1] - y[0]),
        alone: (0..pieces).map(|k| share(&|y| y[2 + k] - y[0])).collect(),
        missing: (0..pieces).map(|k| share(&|y| y[1] - y[2 + pieces + k])).collect(),
        interplay: share(&|y| {
            let alone: f64 = y[2..2 + pieces].iter().map(|with| with - y[0]).sum();
            y[1] - y[0] - alone
        }),
    }))
}

fn share(differences: impl Iterator<Item = f64>) -> Share {
    let moments: Moments = differences.collect();
    Share { estimate: moments.estimate(), interval: moments.interval(LEVEL) }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::super::super::tiny;
    use super::super::{Asked, Parts, compare};
    use super::*;

    const SPAN: (&str, &str) = ("end", "2025-12-01");
    const N: u64 = 16;

    fn side(file: &str) -> (TempDir, Side) {
        let (folder, record) = tiny::record(file, N, &[SPAN]);
        (folder, Side::new(record).unwrap())
    }

    /// Each of the five channels of a withdrawal, by itself and left out.
    fn withdrawal() -> (Contrast, Why) {
        let ((_a, baseline), (_b, scenario)) = (side("status-quo-2025.toml"), side("wagner-withdrawal.toml"));
        let parts = Parts::of(baseline.scenario.as_ref().unwrap(), scenario.scenario.as_ref().unwrap());
        let parts = parts.unwrap_or_else(|fault| panic!("{fault}"));
        let pieces = parts.words();
        let run = |taken: &dyn Fn(usize) -> bool| tiny::of(parts.between("between", taken).unwrap(), N);
        let with: Vec<_> = (0..pieces.len()).map(|k| run(&|other| other == k)).collect();
        let without: Vec<_> = (0..pieces.len()).map(|k| run(&|other| other != k)).collect();
        let sides = [baseline, scenario];
        let contrast = compare(&sides, &Asked::default()).unwrap().contrasts.remove(0);
        let [baseline, scenario] = &sides;
        let switched = Switched {
            baseline,
            scenario,
            with: with.iter().map(|(_, record)| record).collect(),
            without: without.iter().map(|(_, record)| record).collect(),
        };
        let why = why(&contrast, pieces, &switched).unwrap();
        (contrast, why)
    }

    #[test]
    fn the_pieces_and_their_interplay_are_the_whole() {
        let (contrast, why) = withdrawal();
        assert_eq!((why.n, why.pieces.len()), (N, 5));
        for split in &why.outcomes {
            let sum: f64 = split.alone.iter().map(|share| share.estimate.value).sum();
            let rest = split.whole.estimate.value - sum;
            assert!(
                (split.interplay.estimate.value - rest).abs() < 1e-6 * (1.0 + sum.abs()),
                "{}",
                split.outcome
            );
            let effect = contrast.effects.iter().find(|effect| effect.outcome == split.outcome).unwrap();
            if effect.n == [N, N] {
                let (whole, known) = (split.whole.estimate.value, effect.difference.value);
                assert!((whole - known).abs() < 1e-9 * (1.0 + known.abs()), "{}", split.outcome);
            }
        }
    }

    /// Who still has the men in the field has men: only that channel moves their number.
    #[test]
    fn a_piece_that_does_nothing_has_no_share() {
        let (_, why) = withdrawal();
        let men = why.outcomes.iter().find(|split| split.outcome == "deaths.russian").unwrap();
        let field = why.pieces.iter().position(|words| words.ends_with("men in the field")).unwrap();
        let guard = why.pieces.iter().position(|words| words.ends_with("guard of the palace")).unwrap();
        assert!(men.alone[field].estimate.value < 0.0, "{men:?}");
        assert!(men.alone[guard].estimate.value.abs() < men.alone[field].estimate.value.abs(), "{men:?}");
    }
}
