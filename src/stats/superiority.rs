//! How often the second of a pair is better, ties counting half.
//!
//! ```text
//! P = (b + t/2)/n = (1 + D)/2,   D = (b − c)/n        se² = (b + c − (b − c)²/n)/(4 n (n − 1))
//! D̃ = (b − c)/(n + 2)   interval: ½ (1 + D̃ ± z √(((b + c + 2)/(n + 2) − D̃²)/(n + 2)))
//! ```
//!
//! with b pairs in which the second is better, c in which it is worse, and t ties. P is unbiased. The interval adds a pair to
//! either side (D. G. Bonett & R. M. Price, *J. Educ. Behav. Stat.* 37, 2012), so that it is none of a point when all pairs
//! agree; it is cut at 0 and 1. Without pairs P is NaN and the interval 0 to 1.

use serde::Serialize;

use super::estimate::{Estimate, Interval, upper_tail};
use super::special::normal_quantile;

/// Pairs by which of the two is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Superiority {
    pub better: u64,
    pub tied: u64,
    pub worse: u64,
}

impl Superiority {
    /// Takes in a pair by how much better the second is; more than nothing is better.
    pub fn add(&mut self, gain: f64) {
        *if gain > 0.0 {
            &mut self.better
        } else if gain < 0.0 {
            &mut self.worse
        } else {
            &mut self.tied
        } += 1;
    }

    /// Takes in all pairs of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.better += other.better;
        self.tied += other.tied;
        self.worse += other.worse;
    }

    /// How many pairs there were.
    pub fn count(&self) -> u64 {
        self.better + self.tied + self.worse
    }

    /// The share of pairs in which the second is better, ties counting half.
    pub fn estimate(&self) -> Estimate {
        let (n, gained, lost) = (self.count() as f64, self.better as f64, self.worse as f64);
        let net = gained - lost;
        let square = (gained + lost - net * net / n) / (4.0 * n * (n - 1.0));
        Estimate { value: 0.5 * (1.0 + net / n), standard_error: square.max(0.0).sqrt() }
    }

    /// Bonett and Price's interval.
    pub fn interval(&self, level: f64) -> Interval {
        if self.count() == 0 {
            return Interval { low: 0.0, high: 1.0, level };
        }
        let n = self.count() as f64 + 2.0;
        let (gained, lost) = (self.better as f64 + 1.0, self.worse as f64 + 1.0);
        let net = (gained - lost) / n;
        let reach = normal_quantile(upper_tail(level)) * (((gained + lost) / n - net * net) / n).sqrt();
        let at = |net: f64| (0.5 * (1.0 + net)).clamp(0.0, 1.0);
        Interval { low: at(net - reach), high: at(net + reach), level }
    }
}

impl FromIterator<f64> for Superiority {
    fn from_iter<I: IntoIterator<Item = f64>>(gains: I) -> Self {
        let mut all = Self::default();
        gains.into_iter().for_each(|gain| all.add(gain));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::moments::Moments;
    use super::super::reference::assert_close;
    use super::*;

    /// The mean of 1, ½ and 0, with its usual error.
    #[test]
    fn a_tie_counts_half() {
        let all: Superiority = [2.0, 0.0, -1.0, 5.0, 0.0].into_iter().collect();
        let plain: Moments = [1.0, 0.5, 0.0, 1.0, 0.5].into_iter().collect();
        assert_eq!(all, Superiority { better: 2, tied: 2, worse: 1 });
        assert_close(all.estimate().value, plain.mean(), 1e-15);
        assert_close(all.estimate().standard_error, plain.standard_error(), 1e-15);
    }

    #[test]
    fn turning_the_sides_mirrors_the_share() {
        let one = Superiority { better: 7, tied: 3, worse: 2 };
        let other = Superiority { better: 2, tied: 3, worse: 7 };
        assert_close(one.estimate().value, 1.0 - other.estimate().value, 1e-15);
        assert_close(one.interval(0.95).low, 1.0 - other.interval(0.95).high, 1e-15);
    }

    #[test]
    fn no_pairs_say_nothing_and_ties_say_half() {
        assert!(Superiority::default().estimate().value.is_nan());
        assert_eq!(Superiority::default().interval(0.95), Interval { low: 0.0, high: 1.0, level: 0.95 });
        let tied = Superiority { tied: 1000, ..Superiority::default() };
        assert_eq!(tied.estimate(), Estimate { value: 0.5, standard_error: 0.0 });
        let mut merged = Superiority { better: 1, tied: 2, worse: 3 };
        merged.merge(&tied);
        assert_eq!(merged.count(), 1006);
    }

    /// All tables of 50 pairs, weighted by their probability: 95 % within two points, at least 94 % where few differ.
    #[test]
    fn exact_coverage_is_near_the_level() {
        for (better, worse) in [(0.5, 0.3), (0.9, 0.05), (0.1, 0.05), (0.02, 0.02), (0.7, 0.0)] {
            let truth = 0.5 * (1.0 + better - worse);
            let mut covered = 0.0;
            for gained in 0..=50u64 {
                for lost in 0..=50 - gained {
                    let table = Superiority { better: gained, tied: 50 - gained - lost, worse: lost };
                    if table.interval(0.95).contains(truth) {
                        covered += chance(&table, better, worse);
                    }
                }
            }
            assert!((0.93..=1.0).contains(&covered), "{better} {worse}: {covered}");
        }
    }

    /// The multinomial probability of a table.
    fn chance(table: &Superiority, better: f64, worse: f64) -> f64 {
        let factorial = |n: u64| (1..=n).map(|k| (k as f64).ln()).sum::<f64>();
        let term =
            |count: u64, p: f64| if count == 0 { 0.0 } else { count as f64 * p.ln() - factorial(count) };
        let all = term(table.better, better) + term(table.worse, worse);
        (factorial(table.count()) + all + term(table.tied, 1.0 - better - worse)).exp()
    }
}
