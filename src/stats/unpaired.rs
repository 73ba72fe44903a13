//! The difference between the means of two independent samples, whose spreads may differ.
//!
//! ```text
//! D = b̄ − ā        se² = s_a²/n + s_b²/m        ν = se⁴ / ((s_a²/n)²/(n − 1) + (s_b²/m)²/(m − 1))
//! ```
//!
//! D and se² are unbiased; the interval D ± t_ν se is approximate (Welch) and good from a few observations on. Without two
//! observations on both sides errors are NaN.
//!
//! B. L. Welch, *Biometrika* 34 (1947); F. E. Satterthwaite, *Biometrics Bulletin* 2 (1946).

use super::estimate::{Estimate, Interval};
use super::moments::Moments;

/// The moments of two samples that have nothing to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Unpaired {
    pub first: Moments,
    pub second: Moments,
}

impl Unpaired {
    /// Takes in both samples.
    pub fn of(first: &[f64], second: &[f64]) -> Self {
        Self { first: first.iter().collect(), second: second.iter().collect() }
    }

    /// Takes in all that `other` has seen.
    pub fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        self.second.merge(&other.second);
    }

    /// The second mean less the first, with its standard error.
    pub fn difference(&self) -> Estimate {
        let [a, b] = self.squares();
        Estimate { value: self.second.mean() - self.first.mean(), standard_error: (a + b).sqrt() }
    }

    /// Welch's degrees of freedom; NaN where neither side varies.
    pub fn freedom(&self) -> f64 {
        let [a, b] = self.squares();
        let below = |square: f64, moments: &Moments| square * square / (moments.count() as f64 - 1.0);
        (a + b) * (a + b) / (below(a, &self.first) + below(b, &self.second))
    }

    /// Welch's interval; a point where neither side varies.
    pub fn interval(&self, level: f64) -> Interval {
        let difference = self.difference();
        if difference.standard_error == 0.0 {
            return Interval { low: difference.value, high: difference.value, level };
        }
        difference.t_interval(self.freedom(), level)
    }

    /// The squared standard errors of both means.
    fn squares(&self) -> [f64; 2] {
        [&self.first, &self.second].map(|moments| moments.variance() / moments.count() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals, two_samples, value};
    use super::super::special::t_exceedance;
    use super::*;

    #[test]
    fn the_difference_is_that_of_another_program() {
        let (first, second) = two_samples();
        let both = Unpaired::of(&first, &second);
        let expected = |name: &str| value(&format!("/welch_300_400/{name}"));
        assert_close(both.difference().errors_from(0.0), expected("t"), 1e-9);
        assert_close(both.freedom(), expected("freedom"), 1e-8);
        assert_close(both.interval(0.95).low, expected("lower"), 1e-9);
        assert_close(both.interval(0.95).high, expected("upper"), 1e-9);
        assert_close(t_exceedance(both.freedom(), expected("t")), expected("p"), 1e-12);
    }

    #[test]
    fn merging_parts_equals_seeing_the_whole() {
        let (first, second) = two_samples();
        let whole = Unpaired::of(&first, &second);
        for cut in [0, 1, 150, 300] {
            let mut left = Unpaired::of(&first[..cut], &second[..cut]);
            left.merge(&Unpaired::of(&first[cut..], &second[cut..]));
            assert_close(left.difference().errors_from(0.0), whole.difference().errors_from(0.0), 1e-9);
        }
    }

    #[test]
    fn samples_that_never_vary_differ_for_certain_and_none_not_at_all() {
        let constant = Unpaired::of(&[1.0; 3], &[3.0; 4]);
        assert_eq!((constant.interval(0.95).low, constant.interval(0.95).high), (2.0, 2.0));
        assert!(Unpaired::default().difference().value.is_nan());
        assert!(Unpaired::of(&[1.0], &[2.0, 3.0]).interval(0.95).low.is_nan());
    }

    /// Ten observations beside fifteen three times as wide.
    #[test]
    fn the_interval_covers_the_difference_as_often_as_it_says() {
        let draws = normals(1107, 25 * 4_000);
        let covered = draws.chunks(25).filter(|both| {
            let wide: Vec<f64> = both[10..].iter().map(|z| 1.0 + 3.0 * z).collect();
            Unpaired::of(&both[..10], &wide).interval(0.95).contains(1.0)
        });
        assert_covers(covered.count() as u64, 4_000, 0.95, 0.003);
    }
}
