//! What a scenario changes in one outcome.
//!
//! Paired: mean of the differences dᵢ = bᵢ − aᵢ with Student's interval, of a probability with Newcombe's for paired shares and
//! McNemar's test. Unpaired: difference of means with Welch's interval, of probabilities with Newcombe's for independent ones.
//! Quantiles shift by bootstrap, paired or not. The effect's size is |D|/s with s² the mean of both variances over replicates
//! (Cohen's d), by which outcomes of different units are ordered.

use serde::Serialize;

use super::outcomes::{Good, Origin, Outcome};
use super::side::Side;
use super::terms::Terms;
use super::{LEVEL, RESAMPLES};
use crate::record::RecordFault;
use crate::report::headline::Measure;
use crate::stats::energy::energy_distance;
use crate::stats::estimate::{Estimate, Interval};
use crate::stats::ks;
use crate::stats::mann_whitney::{mann_whitney, mann_whitney_interval};
use crate::stats::moments::Moments;
use crate::stats::paired::Paired;
use crate::stats::paired_proportion::PairedProportion;
use crate::stats::proportion::Proportion;
use crate::stats::quantile_shift::QuantileShift;
use crate::stats::superiority::Superiority;
use crate::stats::unpaired::Unpaired;
use crate::stats::unpaired_proportion::UnpairedProportion;
use crate::stats::wasserstein::wasserstein;

/// Quantiles whose shift is told.
pub const POINTS: [f64; 3] = [0.05, 0.5, 0.95];

/// An outcome on both sides, and the difference.
#[derive(Clone, Debug, Serialize)]
pub struct Effect {
    pub outcome: String,
    pub words: String,
    pub unit: String,
    #[serde(serialize_with = "measure_words")]
    pub measure: Measure,
    pub headline: bool,
    pub good: Option<Good>,
    /// Pairs in which both sides have a value; of unpaired ones, values of the baseline and of the scenario.
    pub n: [u64; 2],
    pub baseline: Estimate,
    pub scenario: Estimate,
    /// Scenario less baseline.
    pub difference: Estimate,
    pub interval: Interval,
    /// The interval that holds for all scenarios at once, where there are several.
    pub simultaneous: Option<Interval>,
    /// |D|/s.
    pub size: f64,
    /// s, the root of the mean of both variances over replicates.
    pub deviation: f64,
    /// Of the pairs; NaN if unpaired.
    pub correlation: f64,
    /// Variance of an unpaired difference over that of the paired one; NaN if unpaired.
    pub variance_reduction: f64,
    /// Pairs that do not differ at all; none if unpaired.
    pub unmoved: u64,
    /// Share of pairs in which the scenario is better, or lies higher where neither is; ties half.
    pub better: Estimate,
    pub better_interval: Interval,
    /// Of a probability, paired: McNemar's test.
    pub mcnemar: Option<McNemar>,
    /// Of a number: where its 5, 50 and 95 % points lie and move.
    pub quantiles: Vec<Shift>,
    /// Of a number: distances of the two distributions.
    pub distances: Option<Distances>,
}

/// How a measure is told to machines.
pub fn measure_words<S: serde::Serializer>(measure: &Measure, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match measure {
        Measure::Chance => "probability",
        Measure::Share => "share",
        Measure::Points => "points",
        Measure::Amount => "amount",
    })
}

/// The measure of what was told to machines.
pub fn measure_of<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Measure, D::Error> {
    let words = <String as serde::Deserialize>::deserialize(deserializer)?;
    match words.as_str() {
        "probability" => Ok(Measure::Chance),
        "share" => Ok(Measure::Share),
        "points" => Ok(Measure::Points),
        "amount" => Ok(Measure::Amount),
        other => Err(serde::de::Error::custom(format!("no measure {other}"))),
    }
}

/// Pairs in which something happens on one side only.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct McNemar {
    pub only_baseline: u64,
    pub only_scenario: u64,
    /// The exact p-value.
    pub p: f64,
}

/// A quantile on both sides.
#[derive(Clone, Debug, Serialize)]
pub struct Shift {
    pub p: f64,
    pub baseline: f64,
    pub scenario: f64,
    pub difference: Estimate,
    pub interval: Interval,
}

/// How far two distributions are apart.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Distances {
    /// In the outcome's unit.
    pub wasserstein: f64,
    pub energy: f64,
    /// The largest gap of the distribution functions.
    pub kolmogorov: f64,
}

/// The values of an outcome on both sides; in step, without pairs that lack one, if paired.
pub struct Values {
    pub paired: bool,
    pub first: Vec<f64>,
    pub second: Vec<f64>,
}

/// The values of a side, one a replicate; NaN where there is none.
pub fn column(side: &Side, outcome: &Outcome) -> Result<Vec<f64>, RecordFault> {
    match outcome.origin {
        Origin::Outcome => side.record.outcomes(&outcome.column),
        Origin::End => {
            let all = side.record.trajectory(&outcome.column)?;
            Ok(all
                .columns()
                .into_iter()
                .next_back()
                .map_or(Vec::new(), |last| last.iter().map(|&x| f64::from(x)).collect()))
        }
    }
}

impl Values {
    /// Picks what the terms say from the columns of both sides.
    pub fn of(terms: &Terms, first: &[f64], second: &[f64]) -> Self {
        let [rows, others] = &terms.rows;
        let (first, second) = if terms.paired {
            let pairs = rows.iter().zip(others).map(|(&a, &b)| (first[a], second[b]));
            pairs.filter(|(a, b)| a.is_finite() && b.is_finite()).unzip()
        } else {
            let finite = |values: &[f64], rows: &[usize]| {
                rows.iter().map(|&row| values[row]).filter(|x| x.is_finite()).collect()
            };
            (finite(first, rows), finite(second, others))
        };
        Self { paired: terms.paired, first, second }
    }
}

/// Compares the values of an outcome.
pub fn effect(outcome: &Outcome, values: &Values) -> Effect {
    let Values { paired, first, second } = values;
    let [a, b] = [first, second].map(|values| values.iter().collect::<Moments>());
    let pairs = || first.iter().copied().zip(second.iter().copied());
    let (mut correlation, mut variance_reduction, mut unmoved) = (f64::NAN, f64::NAN, 0);
    let (difference, interval, mcnemar, better, better_interval);
    if *paired {
        let moments: Paired = pairs().collect();
        (correlation, variance_reduction) = (moments.correlation(), moments.variance_reduction());
        unmoved = pairs().filter(|(a, b)| a == b).count() as u64;
        difference = moments.difference();
        let shares: PairedProportion = pairs().map(|(a, b)| (a > 0.5, b > 0.5)).collect();
        let is_chance = outcome.measure == Measure::Chance;
        let test = McNemar {
            only_baseline: shares.first_only,
            only_scenario: shares.second_only,
            p: shares.mcnemar(),
        };
        mcnemar = is_chance.then_some(test);
        interval = if is_chance { shares.newcombe(LEVEL) } else { moments.interval(LEVEL) };
        let wins: Superiority = pairs().map(|(a, b)| outcome.gain(b - a)).collect();
        (better, better_interval) = (wins.estimate(), wins.interval(LEVEL));
    } else {
        let both = Unpaired { first: a, second: b };
        difference = both.difference();
        mcnemar = None;
        interval = match outcome.measure {
            Measure::Chance => {
                UnpairedProportion { first: share(first), second: share(second) }.newcombe(LEVEL)
            }
            _ => both.interval(LEVEL),
        };
        better = match outcome.good {
            Some(Good::Less) => mann_whitney(second, first),
            _ => mann_whitney(first, second),
        };
        better_interval = mann_whitney_interval(&better, LEVEL);
    }
    let number = outcome.measure != Measure::Chance;
    let spread = ((a.variance() + b.variance()) / 2.0).sqrt();
    Effect {
        outcome: outcome.name.clone(),
        words: outcome.words.clone(),
        unit: outcome.unit.clone(),
        measure: outcome.measure,
        headline: outcome.headline,
        good: outcome.good,
        n: [a.count(), b.count()],
        baseline: a.estimate(),
        scenario: b.estimate(),
        difference,
        interval,
        simultaneous: None,
        size: if difference.value == 0.0 { 0.0 } else { difference.value.abs() / spread },
        deviation: spread,
        correlation,
        variance_reduction,
        unmoved,
        better,
        better_interval,
        mcnemar,
        quantiles: if number { quantiles(values) } else { Vec::new() },
        distances: number.then(|| Distances {
            wasserstein: wasserstein(first, second),
            energy: energy_distance(first, second),
            kolmogorov: ks::two_sample(first, second).statistic,
        }),
    }
}

fn share(values: &[f64]) -> Proportion {
    values.iter().map(|&x| x > 0.5).collect()
}

/// The seed of every bootstrap: equal records, equal intervals.
pub const BOOTSTRAP_SEED: u64 = 1;

fn quantiles(values: &Values) -> Vec<Shift> {
    let of = if values.paired { QuantileShift::paired } else { QuantileShift::unpaired };
    let shifts = of(&values.first, &values.second, &POINTS, RESAMPLES, BOOTSTRAP_SEED);
    let [first, second] =
        [&values.first, &values.second].map(|values| crate::stats::quantile::sorted(values));
    let at = |sorted: &[f64], p| crate::stats::quantile::quantile(sorted, p);
    let one = |shift: QuantileShift| Shift {
        p: shift.p,
        baseline: at(&first, shift.p),
        scenario: at(&second, shift.p),
        difference: shift.estimate(),
        interval: shift.interval(LEVEL),
    };
    shifts.into_iter().map(one).collect()
}

impl Outcome {
    /// A difference, turned so that more is better.
    fn gain(&self, difference: f64) -> f64 {
        if self.good == Some(Good::Less) { -difference } else { difference }
    }
}

impl Effect {
    /// Nothing moved in any pair: no statement about a population, but a fact about what was run.
    pub fn set_exactly_zero(&mut self) {
        let none = |level| Interval { low: 0.0, high: 0.0, level };
        self.difference = Estimate { value: 0.0, standard_error: 0.0 };
        self.interval = none(self.interval.level);
        self.simultaneous = self.simultaneous.map(|interval| none(interval.level));
        self.size = 0.0;
        self.better_interval = Interval { low: 0.5, high: 0.5, level: self.better_interval.level };
    }

    /// Whether the interval of the difference does not hold zero.
    pub fn is_clear(&self) -> bool {
        self.interval.low > 0.0 || self.interval.high < 0.0
    }
}
