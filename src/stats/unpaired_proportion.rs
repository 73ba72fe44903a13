//! The difference of two shares on different subjects.
//!
//! ```text
//! D = p₂ − p₁        low = D − √((p₂ − l₂)² + (u₁ − p₁)²)        high = D + √((u₂ − p₂)² + (p₁ − l₁)²)
//! ```
//!
//! with l, u the Wilson limits of each share (R. G. Newcombe, *Statistics in Medicine* 17, 1998, 873, method 10). D is unbiased;
//! its error is zero where both shares are 0 or 1, which is no certainty. Without trials on either side D is NaN and the
//! interval spans −1 to 1.

use super::estimate::{Estimate, Interval};
use super::proportion::Proportion;

/// Two shares that have nothing to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnpairedProportion {
    pub first: Proportion,
    pub second: Proportion,
}

impl UnpairedProportion {
    /// Takes in all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        self.second.merge(&other.second);
    }

    /// The second share less the first.
    pub fn difference(&self) -> Estimate {
        let (first, second) = (self.first.estimate(), self.second.estimate());
        let standard_error = first.standard_error.hypot(second.standard_error);
        Estimate { value: second.value - first.value, standard_error }
    }

    /// Newcombe's hybrid score interval.
    pub fn newcombe(&self, level: f64) -> Interval {
        if self.first.trials == 0 || self.second.trials == 0 {
            return Interval { low: -1.0, high: 1.0, level };
        }
        let (first, second) = (self.first.wilson(level), self.second.wilson(level));
        let (p, q, difference) = (self.first.share(), self.second.share(), self.difference().value);
        Interval {
            low: difference - (q - second.low).hypot(first.high - p),
            high: difference + (second.high - q).hypot(p - first.low),
            level,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, values};
    use super::*;

    fn shares(a: u64, n: u64, b: u64, m: u64) -> UnpairedProportion {
        let share = |successes, trials| Proportion { successes, trials };
        UnpairedProportion { first: share(a, n), second: share(b, m) }
    }

    /// The other program takes the second from the first.
    #[test]
    fn the_interval_is_that_of_another_program() {
        for (a, n, b, m) in [(12, 50, 7, 60), (0, 40, 3, 45), (30, 30, 29, 31), (500, 1000, 437, 800)] {
            let expected = values(&format!("/newcombe_two_samples_95/{a}~1{n}-{b}~1{m}"));
            let interval = shares(a, n, b, m).newcombe(0.95);
            assert_close(interval.low, -expected[1], 1e-9);
            assert_close(interval.high, -expected[0], 1e-9);
        }
    }

    #[test]
    fn no_trials_say_nothing() {
        let none = UnpairedProportion::default();
        assert!(none.difference().value.is_nan());
        assert_eq!((none.newcombe(0.95).low, none.newcombe(0.95).high), (-1.0, 1.0));
        let mut both = shares(1, 4, 2, 5);
        both.merge(&shares(2, 3, 0, 1));
        assert_eq!(both, shares(3, 7, 2, 6));
    }
}
