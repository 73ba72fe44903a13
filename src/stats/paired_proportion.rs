//! The difference of two shares on the same subjects: an outcome with and without something, replicate by replicate.
//!
//! Only subjects on which the two sides differ say anything about whether they do: under no difference the one side
//! has the success in half of them (Q. McNemar, *Psychometrika* 12, 1947; here exact). How large the difference is:
//!
//! ```text
//! D = p₂ − p₁
//! low  = D − √((p₂ − l₂)² − 2 φ (p₂ − l₂)(u₁ − p₁) + (u₁ − p₁)²)
//! high = D + √((u₂ − p₂)² − 2 φ (u₂ − p₂)(p₁ − l₁) + (p₁ − l₁)²)
//! ```
//!
//! with l, u the Wilson limits of each share and φ the correlation in the two-by-two table, lessened by a continuity
//! correction where it is positive (R. G. Newcombe, *Statistics in Medicine* 17, 1998, 2635, method 10). The difference is
//! unbiased; without pairs it is NaN.

use serde::Serialize;

use super::estimate::{Estimate, Interval};
use super::proportion::Proportion;
use super::special::binomial_cdf;

/// Pairs of trials by who succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PairedProportion {
    /// Both trials succeeded.
    pub both: u64,
    /// Only the first did.
    pub first_only: u64,
    /// Only the second did.
    pub second_only: u64,
    /// Neither did.
    pub neither: u64,
}

impl PairedProportion {
    /// Takes in one pair.
    pub fn add(&mut self, first: bool, second: bool) {
        *match (first, second) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.first_only,
            (false, true) => &mut self.second_only,
            (false, false) => &mut self.neither,
        } += 1;
    }

    /// Takes in all pairs of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.both += other.both;
        self.first_only += other.first_only;
        self.second_only += other.second_only;
        self.neither += other.neither;
    }

    /// How many pairs there were.
    pub fn count(&self) -> u64 {
        self.both + self.first_only + self.second_only + self.neither
    }

    /// The first side alone.
    pub fn first(&self) -> Proportion {
        Proportion { successes: self.both + self.first_only, trials: self.count() }
    }

    /// The second side alone.
    pub fn second(&self) -> Proportion {
        Proportion { successes: self.both + self.second_only, trials: self.count() }
    }

    /// The second share less the first, with the standard error of paired shares.
    pub fn difference(&self) -> Estimate {
        let (n, gained, lost) = (self.count() as f64, self.second_only as f64, self.first_only as f64);
        let value = (gained - lost) / n;
        Estimate { value, standard_error: (((gained + lost) / n - value * value) / n).sqrt() }
    }

    /// The probability of a split at least as uneven if neither side favoured success (two-sided, exact).
    pub fn mcnemar(&self) -> f64 {
        let discordant = self.first_only + self.second_only;
        let fewer = self.first_only.min(self.second_only);
        (2.0 * binomial_cdf(discordant, 0.5, fewer)).min(1.0)
    }

    /// Newcombe's interval for the difference; without pairs it spans −1 to 1.
    pub fn newcombe(&self, level: f64) -> Interval {
        let (first, second) = (self.first(), self.second());
        let (first_range, second_range) = (first.wilson(level), second.wilson(level));
        if self.count() == 0 {
            return Interval { low: -1.0, high: 1.0, level };
        }
        let difference = self.difference().value;
        let correlation = self.corrected_correlation();
        let reach = |x: f64, y: f64| (x * x - 2.0 * correlation * x * y + y * y).max(0.0).sqrt();
        Interval {
            low: difference - reach(second.share() - second_range.low, first_range.high - first.share()),
            high: difference + reach(second_range.high - second.share(), first.share() - first_range.low),
            level,
        }
    }

    /// φ with Newcombe's continuity correction; zero where a margin is empty.
    fn corrected_correlation(&self) -> f64 {
        let [both, first_only, second_only, neither] =
            [self.both, self.first_only, self.second_only, self.neither].map(|count| count as f64);
        let margins =
            (both + first_only) * (second_only + neither) * (both + second_only) * (first_only + neither);
        if margins == 0.0 {
            return 0.0;
        }
        let product = both * neither - first_only * second_only;
        let corrected = if product > 0.0 { (product - self.count() as f64 / 2.0).max(0.0) } else { product };
        corrected / margins.sqrt()
    }
}

impl FromIterator<(bool, bool)> for PairedProportion {
    fn from_iter<I: IntoIterator<Item = (bool, bool)>>(pairs: I) -> Self {
        let mut paired = Self::default();
        pairs.into_iter().for_each(|(first, second)| paired.add(first, second));
        paired
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, value, values};
    use super::*;

    #[test]
    fn the_exact_mcnemar_test_is_that_of_another_program() {
        let table = PairedProportion { both: 50, first_only: 12, second_only: 3, neither: 35 };
        assert_close(table.mcnemar(), value("/mcnemar_exact_b12_c3/p"), 1e-12);
        assert_eq!(PairedProportion::default().mcnemar(), 1.0);
    }

    #[test]
    fn the_newcombe_interval_is_that_of_another_evaluation() {
        for (index, [both, first_only, second_only, neither]) in
            [[14, 0, 5, 22], [50, 3, 12, 35], [1, 7, 1, 12], [0, 0, 4, 26], [10, 15, 5, 20]]
                .into_iter()
                .enumerate()
        {
            let expected = values(&format!("/newcombe_paired_95/{index}"));
            let interval = PairedProportion { both, first_only, second_only, neither }.newcombe(0.95);
            assert_close(interval.low, expected[0], 1e-9);
            assert_close(interval.high, expected[1], 1e-9);
        }
    }

    #[test]
    fn exchanging_the_sides_turns_the_interval() {
        let table = PairedProportion { both: 9, first_only: 4, second_only: 1, neither: 6 };
        let turned = PairedProportion { first_only: 1, second_only: 4, ..table };
        assert_close(table.newcombe(0.9).low, -turned.newcombe(0.9).high, 1e-12);
        assert_close(table.mcnemar(), turned.mcnemar(), 1e-12);
    }

    #[test]
    fn no_pairs_say_nothing() {
        let nothing: PairedProportion = std::iter::empty().collect();
        assert!(nothing.difference().value.is_nan());
        assert_eq!(nothing.newcombe(0.95), Interval { low: -1.0, high: 1.0, level: 0.95 });
    }

    /// All tables of 30 pairs, each weighted by its probability, at four truths: Newcombe covers 95 % within 3 points.
    #[test]
    fn exact_coverage_of_newcombe_is_near_its_level() {
        for cells in [[0.4, 0.1, 0.2, 0.3], [0.25; 4], [0.6, 0.05, 0.15, 0.2], [0.1, 0.05, 0.25, 0.6]] {
            let coverage = coverage(30, cells);
            assert!((coverage - 0.95).abs() < 0.03, "{cells:?}: {coverage}");
        }
    }

    /// All tables of 30 pairs without a difference: McNemar rejects at 5 % in at most 5 % of cases.
    #[test]
    fn mcnemar_never_rejects_too_often() {
        let size: f64 =
            tables(30).filter(|t| t.mcnemar() <= 0.05).map(|t| chance(&t, [0.3, 0.2, 0.2, 0.3])).sum();
        assert!(size <= 0.05 && size > 0.005, "{size}");
    }

    fn coverage(n: u64, cells: [f64; 4]) -> f64 {
        let truth = cells[2] - cells[1];
        tables(n).filter(|t| t.newcombe(0.95).contains(truth)).map(|t| chance(&t, cells)).sum()
    }

    fn tables(n: u64) -> impl Iterator<Item = PairedProportion> {
        (0..=n).flat_map(move |both| {
            (0..=n - both).flat_map(move |first_only| {
                (0..=n - both - first_only).map(move |second_only| PairedProportion {
                    both,
                    first_only,
                    second_only,
                    neither: n - both - first_only - second_only,
                })
            })
        })
    }

    /// The multinomial probability of a table.
    fn chance(table: &PairedProportion, cells: [f64; 4]) -> f64 {
        let counts = [table.both, table.first_only, table.second_only, table.neither];
        let mut ln = ln_factorial(table.count());
        for (count, cell) in counts.into_iter().zip(cells) {
            ln += count as f64 * cell.ln() - ln_factorial(count);
        }
        ln.exp()
    }

    fn ln_factorial(n: u64) -> f64 {
        (1..=n).map(|k| (k as f64).ln()).sum()
    }
}
