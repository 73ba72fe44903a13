//! A share of successes among independent trials.
//!
//! The share `k/n` is unbiased, its standard error `√(p̂(1 − p̂)/n)` low in small samples and zero at 0 and n successes;
//! intervals do better:
//!
//! ```text
//! Wilson            (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)       covers `level` on average over p
//! Clopper–Pearson   B(α/2; k, n − k + 1) … B(1 − α/2; k + 1, n − k)           covers `level` or more at every p
//! Jeffreys          B(α/2; k + ½, n − k + ½) … B(1 − α/2; k + ½, n − k + ½)   covers `level` on average over p
//! ```
//!
//! with `B(q; a, b)` the q-quantile of the beta distribution and α = 1 − level. Without trials the share is NaN and the
//! intervals span 0 to 1 (Jeffreys: the central part of its prior).
//!
//! E. B. Wilson, *J. Am. Stat. Assoc.* 22 (1927); C. J. Clopper & E. S. Pearson, *Biometrika* 26 (1934); L. D. Brown,
//! T. T. Cai & A. DasGupta, *Statistical Science* 16 (2001).

use serde::Serialize;

use super::estimate::{Estimate, Interval, lower_tail, upper_tail};
use super::special::{beta_quantile, normal_quantile};

/// Successes among trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proportion {
    /// How many trials succeeded: at most all.
    pub successes: u64,
    /// How many trials there were.
    pub trials: u64,
}

impl Proportion {
    /// Takes in one trial.
    pub fn add(&mut self, success: bool) {
        self.successes += u64::from(success);
        self.trials += 1;
    }

    /// Takes in all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.successes += other.successes;
        self.trials += other.trials;
    }

    /// The share; NaN without trials.
    pub fn share(&self) -> f64 {
        self.successes as f64 / self.trials as f64
    }

    /// The standard error of the share: zero when all trials agree, which is no certainty.
    pub fn standard_error(&self) -> f64 {
        (self.share() * (1.0 - self.share()) / self.trials as f64).sqrt()
    }

    /// The share with its standard error.
    pub fn estimate(&self) -> Estimate {
        Estimate { value: self.share(), standard_error: self.standard_error() }
    }

    /// Wilson's score interval: the one to report.
    pub fn wilson(&self, level: f64) -> Interval {
        if self.trials == 0 {
            return Interval { low: 0.0, high: 1.0, level };
        }
        let (share, n, z) = (self.share(), self.trials as f64, normal_quantile(upper_tail(level)));
        let shrink = 1.0 + z * z / n;
        let centre = (share + z * z / (2.0 * n)) / shrink;
        let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
        let low = if self.successes == 0 { 0.0 } else { centre - half };
        let high = if self.failures() == 0 { 1.0 } else { centre + half };
        Interval { low, high, level }
    }

    /// Clopper and Pearson's interval: never covers less than it says, often more.
    pub fn clopper_pearson(&self, level: f64) -> Interval {
        let (k, rest) = (self.successes as f64, self.failures() as f64);
        let low = if self.successes == 0 { 0.0 } else { beta_quantile(k, rest + 1.0, lower_tail(level)) };
        let high = if self.failures() == 0 { 1.0 } else { beta_quantile(k + 1.0, rest, upper_tail(level)) };
        Interval { low, high, level }
    }

    /// The central interval of the posterior under Jeffreys' prior, Beta(½, ½).
    pub fn jeffreys(&self, level: f64) -> Interval {
        let (a, b) = (self.successes as f64 + 0.5, self.failures() as f64 + 0.5);
        Interval {
            low: beta_quantile(a, b, lower_tail(level)),
            high: beta_quantile(a, b, upper_tail(level)),
            level,
        }
    }

    fn failures(&self) -> u64 {
        self.trials.checked_sub(self.successes).expect("no more successes than trials")
    }
}

impl FromIterator<bool> for Proportion {
    fn from_iter<I: IntoIterator<Item = bool>>(trials: I) -> Self {
        let mut proportion = Self::default();
        trials.into_iter().for_each(|success| proportion.add(success));
        proportion
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, values};
    use super::*;

    type Method = fn(&Proportion, f64) -> Interval;

    const METHODS: [(&str, Method); 3] = [
        ("wilson", Proportion::wilson),
        ("clopper_pearson", Proportion::clopper_pearson),
        ("jeffreys", Proportion::jeffreys),
    ];

    #[test]
    fn intervals_are_those_of_another_program() {
        for (successes, trials) in [(0, 50), (3, 50), (25, 50), (7, 1000)] {
            for (name, method) in METHODS {
                let expected = values(&format!("/binomial_ci_95/{successes}~1{trials}/{name}"));
                let interval = method(&Proportion { successes, trials }, 0.95);
                assert_close(interval.low, expected[0], 1e-9);
                assert_close(interval.high, expected[1], 1e-9);
            }
        }
    }

    #[test]
    fn success_and_failure_mirror_each_other() {
        for successes in 0..=17 {
            for (_, method) in METHODS {
                let interval = method(&Proportion { successes, trials: 17 }, 0.9);
                let mirrored = method(&Proportion { successes: 17 - successes, trials: 17 }, 0.9);
                assert_close(interval.low, 1.0 - mirrored.high, 1e-12);
            }
        }
    }

    #[test]
    fn without_trials_anything_is_possible() {
        let nothing = Proportion::default();
        assert!(nothing.share().is_nan());
        for interval in [nothing.wilson(0.95), nothing.clopper_pearson(0.95)] {
            assert_eq!((interval.low, interval.high), (0.0, 1.0));
        }
    }

    #[test]
    fn merging_trials_adds_them() {
        let mut left: Proportion = [true, false, true].into_iter().collect();
        left.merge(&[false, false].into_iter().collect());
        assert_eq!(left, Proportion { successes: 2, trials: 5 });
    }

    /// All 51 outcomes of 50 trials at 999 true shares, each weighted by its probability.
    #[test]
    fn exact_coverage_is_what_each_method_promises() {
        for (name, method) in METHODS {
            let intervals: Vec<_> =
                (0..=50).map(|k| method(&Proportion { successes: k, trials: 50 }, 0.95)).collect();
            let coverages: Vec<f64> =
                (1..1000).map(|i| coverage(&intervals, f64::from(i) / 1000.0)).collect();
            let mean = coverages.iter().sum::<f64>() / 999.0;
            let least = coverages.iter().copied().fold(1.0, f64::min);
            match name {
                "clopper_pearson" => assert!(least >= 0.95, "{name} covers {least}"),
                _ => assert!(
                    (mean - 0.95).abs() < 0.005 && least > 0.8,
                    "{name} covers {mean}, at least {least}"
                ),
            }
        }
    }

    /// The error goes to zero as the root of the number of trials, up to a hundred million.
    #[test]
    fn intervals_hold_at_a_hundred_million_trials() {
        let many = Proportion { successes: 30_000_000, trials: 100_000_000 };
        let wald = many.estimate().interval(0.95).width();
        for (_, method) in METHODS {
            assert_close(method(&many, 0.95).width() / wald, 1.0, 1e-3);
        }
        let rare = Proportion { successes: 1, trials: 100_000_000 }.clopper_pearson(0.95);
        assert_close(rare.high * 1e8, 5.571_643, 1e-5);
    }

    /// The probability that the interval of the outcome holds the true share `p`.
    fn coverage(intervals: &[Interval], p: f64) -> f64 {
        let n = intervals.len() as i32 - 1;
        let mut choose = 1.0;
        let mut covered = 0.0;
        for (k, interval) in (0..=n).zip(intervals) {
            if interval.contains(p) {
                covered += choose * p.powi(k) * (1.0 - p).powi(n - k);
            }
            choose *= f64::from(n - k) / f64::from(k + 1);
        }
        covered
    }
}
