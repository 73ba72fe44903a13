//! What a record answers to the questions of its scenario, and whether what was expected of it holds.
//!
//! A question's probability is the share of replicates that answer yes, with Wilson's interval. An expectation is judged
//! by the estimate; where its bound lies inside the estimate's 95 % interval, another seed could well judge otherwise.

use serde::Serialize;

use super::ReportFault;
use crate::observe::questions::PREFIX;
use crate::record::Record;
use crate::scenario::{Expectation, Statistic};
use crate::stats::estimate::{Estimate, Interval};
use crate::stats::moments::Moments;
use crate::stats::proportion::Proportion;
use crate::stats::quantile::{quantile_estimate, quantile_interval, sorted};

const LEVEL: f64 = 0.95;

/// A question with its probability.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    pub id: String,
    pub text: String,
    /// Replicates that answer yes.
    pub yes: u64,
    /// Replicates that answer.
    pub n: u64,
    pub estimate: f64,
    /// Monte Carlo standard error of the estimate.
    pub standard_error: f64,
    /// Ends of the 95 % interval of the estimate (Wilson).
    pub low: f64,
    pub high: f64,
}

/// All questions of a record, in the order of asking.
pub fn answers(record: &Record) -> Result<Vec<Answer>, ReportFault> {
    let columns = &record.manifest().identity.columns.outcomes;
    let asked = columns.iter().filter_map(|column| Some((column, column.name.strip_prefix(PREFIX)?)));
    asked
        .map(|(column, id)| {
            let share = share(&record.outcomes(&column.name)?);
            let interval = share.wilson(LEVEL);
            Ok(Answer {
                id: id.into(),
                text: column.meaning.clone(),
                yes: share.successes,
                n: share.trials,
                estimate: share.share(),
                standard_error: share.standard_error(),
                low: interval.low,
                high: interval.high,
            })
        })
        .collect()
}

/// An expectation with the estimate by which it is judged.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    pub that: String,
    pub holds: bool,
    /// The bound lies inside the interval.
    pub close: bool,
    pub n: u64,
    pub estimate: f64,
    pub standard_error: f64,
    /// Ends of the 95 % interval of the estimate.
    pub low: f64,
    pub high: f64,
}

/// What a record says of each expectation. One without a single value to judge by does not hold.
pub fn verdicts(record: &Record, expectations: &[Expectation]) -> Result<Vec<Verdict>, ReportFault> {
    let one = |expectation: &Expectation| Ok(verdict(expectation, &record.outcomes(&expectation.outcome)?));
    expectations.iter().map(one).collect()
}

fn verdict(expectation: &Expectation, values: &[f64]) -> Verdict {
    let values: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let (estimate, interval) = estimated(expectation.statistic, &values);
    let known = !values.is_empty();
    Verdict {
        that: expectation.that.clone(),
        holds: known && expectation.comparison.holds(estimate.value, expectation.bound),
        close: known && interval.contains(expectation.bound),
        n: values.len() as u64,
        estimate: estimate.value,
        standard_error: estimate.standard_error,
        low: interval.low,
        high: interval.high,
    }
}

fn estimated(statistic: Statistic, values: &[f64]) -> (Estimate, Interval) {
    match statistic {
        Statistic::Probability => {
            let share = share(values);
            (share.estimate(), share.wilson(LEVEL))
        }
        Statistic::Mean => {
            let moments: Moments = values.iter().copied().collect();
            let interval = match moments.count() {
                0 | 1 => Interval { low: f64::NEG_INFINITY, high: f64::INFINITY, level: LEVEL },
                _ => moments.interval(LEVEL),
            };
            (moments.estimate(), interval)
        }
        Statistic::Median => {
            let values = sorted(values);
            (quantile_estimate(&values, 0.5), quantile_interval(&values, 0.5, LEVEL))
        }
    }
}

/// The share of ones among values that are there.
fn share(values: &[f64]) -> Proportion {
    values.iter().filter(|x| x.is_finite()).map(|&x| x > 0.5).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::questions::Comparison;

    fn judged(statistic: Statistic, comparison: Comparison, bound: f64, values: &[f64]) -> Verdict {
        let that = "that".to_string();
        verdict(&Expectation { that, statistic, outcome: String::new(), comparison, bound }, values)
    }

    /// 30 of 100 is above 0.2 for any seed, above 0.25 for this one, and not above 0.3.
    #[test]
    fn an_expectation_is_judged_by_the_estimate_and_says_where_chance_could_have_judged() {
        let values: Vec<f64> = (0..100).map(|k| f64::from(u8::from(k < 30))).collect();
        let p = |bound| judged(Statistic::Probability, Comparison::More, bound, &values);
        assert_eq!([0.2, 0.25, 0.3].map(|bound| p(bound).holds), [true, true, false]);
        assert_eq!([0.2, 0.25, 0.3].map(|bound| p(bound).close), [false, true, true]);
        assert_eq!((p(0.2).n, p(0.2).estimate), (100, 0.3));
    }

    #[test]
    fn means_and_medians_are_those_of_the_values_that_are_there() {
        let values = [1.0, 2.0, f64::NAN, 9.0];
        let mean = judged(Statistic::Mean, Comparison::Equal, 4.0, &values);
        let median = judged(Statistic::Median, Comparison::Equal, 2.0, &values);
        assert!(mean.holds && median.holds && mean.n == 3);
    }

    #[test]
    fn nothing_holds_of_what_never_came_to_be() {
        for statistic in [Statistic::Probability, Statistic::Mean, Statistic::Median] {
            let verdict = judged(statistic, Comparison::Unequal, 0.5, &[f64::NAN]);
            assert!(!verdict.holds && !verdict.close && verdict.n == 0);
        }
    }
}
