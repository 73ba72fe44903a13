//! The difference between two quantities measured on the same subjects.
//!
//! ```text
//! dᵢ = bᵢ − aᵢ        se = s_d/√n        s_d² = s_a² + s_b² − 2 r s_a s_b        gain = (s_a² + s_b²)/s_d²
//! ```
//!
//! The gain says how many times more independent subjects would be needed for the same error. Difference and its
//! variance are unbiased; the correlation r is biased towards zero by O(1/n). Without two pairs, errors are NaN.
//!
//! On pairing replicates by common random numbers: A. M. Law, *Simulation Modeling and Analysis* (2015), section 11.2.

use super::estimate::{Estimate, Interval};
use super::moments::Moments;

/// The moments of pairs: of the first, of the second, and of second less first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paired {
    first: Moments,
    second: Moments,
    difference: Moments,
}

impl Paired {
    /// Takes in one pair.
    pub fn add(&mut self, first: f64, second: f64) {
        self.first.add(first);
        self.second.add(second);
        self.difference.add(second - first);
    }

    /// Takes in all pairs of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        self.second.merge(&other.second);
        self.difference.merge(&other.difference);
    }

    /// How many pairs there were.
    pub fn count(&self) -> u64 {
        self.difference.count()
    }

    /// The moments of the first of each pair.
    pub fn first(&self) -> &Moments {
        &self.first
    }

    /// The moments of the second of each pair.
    pub fn second(&self) -> &Moments {
        &self.second
    }

    /// The mean of second less first, with its standard error.
    pub fn difference(&self) -> Estimate {
        self.difference.estimate()
    }

    /// Student's interval for the mean difference.
    pub fn interval(&self, level: f64) -> Interval {
        self.difference.interval(level)
    }

    /// Student's t against no difference; NaN when all pairs are equal.
    pub fn t(&self) -> f64 {
        self.difference().errors_from(0.0)
    }

    /// Pearson's correlation within pairs; NaN when either side never varies.
    pub fn correlation(&self) -> f64 {
        let (first, second) = (self.first.variance(), self.second.variance());
        let covariance = (first + second - self.difference.variance()) / 2.0;
        covariance / (first * second).sqrt()
    }

    /// The variance of an unpaired difference over that of the paired one: over 1 where pairing helps, infinite where
    /// all differences are equal.
    pub fn variance_reduction(&self) -> f64 {
        (self.first.variance() + self.second.variance()) / self.difference.variance()
    }
}

impl FromIterator<(f64, f64)> for Paired {
    fn from_iter<I: IntoIterator<Item = (f64, f64)>>(pairs: I) -> Self {
        let mut paired = Self::default();
        pairs.into_iter().for_each(|(first, second)| paired.add(first, second));
        paired
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals, value};
    use super::*;

    fn five_hundred() -> Vec<(f64, f64)> {
        let (common, a, b) = (normals(11, 500), normals(12, 500), normals(13, 500));
        (0..500).map(|i| (common[i] + 0.1 * a[i], common[i] + 0.3 + 0.1 * b[i])).collect()
    }

    #[test]
    fn difference_correlation_and_gain_are_those_of_another_program() {
        let paired: Paired = five_hundred().into_iter().collect();
        let expected = |name: &str| value(&format!("/crn_pair_500/{name}"));
        assert_close(paired.difference().value, expected("mean_diff"), 1e-12);
        assert_close(paired.t(), expected("t"), 1e-9);
        assert_close(paired.correlation(), expected("corr"), 1e-12);
        assert_close(paired.variance_reduction(), expected("vrf"), 1e-9);
        assert_close(paired.difference.variance(), expected("var_paired"), 1e-12);
    }

    #[test]
    fn exchanging_the_sides_turns_the_sign() {
        let paired: Paired = five_hundred().into_iter().collect();
        let turned: Paired = five_hundred().into_iter().map(|(a, b)| (b, a)).collect();
        assert_close(paired.difference().value, -turned.difference().value, 1e-12);
        assert_close(paired.correlation(), turned.correlation(), 1e-12);
    }

    #[test]
    fn merging_at_every_cut_equals_seeing_the_whole() {
        let pairs = five_hundred();
        let whole: Paired = pairs.iter().copied().collect();
        for cut in (0..=500).step_by(25) {
            let mut left: Paired = pairs[..cut].iter().copied().collect();
            left.merge(&pairs[cut..].iter().copied().collect());
            assert_eq!(left.count(), 500);
            assert_close(left.t(), whole.t(), 1e-8);
        }
    }

    #[test]
    fn equal_pairs_differ_by_nothing() {
        let same: Paired = [1.0, 5.0, 2.0].iter().map(|&x| (x, x)).collect();
        assert_eq!(same.difference(), Estimate { value: 0.0, standard_error: 0.0 });
        assert_close(same.correlation(), 1.0, 1e-12);
        assert!(Paired::default().difference().value.is_nan());
    }

    #[test]
    fn the_interval_covers_the_difference_as_often_as_it_says() {
        let (first, noise) = (normals(1004, 40_000), normals(1005, 40_000));
        let covered = (0..4_000).filter(|k| {
            let pairs = 10 * k..10 * k + 10;
            let paired: Paired = pairs.map(|i| (first[i], first[i] + 0.3 + noise[i])).collect();
            paired.interval(0.9).contains(0.3)
        });
        assert_covers(covered.count() as u64, 4_000, 0.9, 0.0);
    }
}
