//! Mean, variance and standard error, one observation at a time.
//!
//! ```text
//! mₙ = mₙ₋₁ + (x − mₙ₋₁)/n        Sₙ = Sₙ₋₁ + (x − mₙ₋₁)(x − mₙ)        s² = S/(n − 1)        se = s/√n
//! ```
//!
//! Mean and variance are unbiased; the standard deviation is slightly low in small samples (by about 1/(4n) for a
//! normal). Without data all are NaN; with one observation all but the mean.
//!
//! B. P. Welford, *Technometrics* 4 (1962) 419; merging: Chan, Golub & LeVeque, *The American Statistician* 37 (1983) 242.

use super::estimate::{Estimate, Interval};

/// The first two moments of what has been seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Takes in one observation.
    pub fn add(&mut self, x: f64) {
        self.count += 1;
        let before = x - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (x - self.mean);
    }

    /// Takes in all that `other` has seen.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        let (own, others) = (self.count as f64, other.count as f64);
        let apart = other.mean - self.mean;
        self.mean += apart * others / (own + others);
        self.squares += other.squares + apart * apart * own * others / (own + others);
        self.count += other.count;
    }

    /// How many observations there were.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The arithmetic mean; NaN without data.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.mean }
    }

    /// The unbiased variance; NaN with fewer than two observations.
    pub fn variance(&self) -> f64 {
        if self.count < 2 { f64::NAN } else { self.squares / (self.count - 1) as f64 }
    }

    /// The standard deviation of an observation.
    pub fn sd(&self) -> f64 {
        self.variance().sqrt()
    }

    /// The standard error of the mean of independent observations.
    pub fn standard_error(&self) -> f64 {
        self.sd() / (self.count as f64).sqrt()
    }

    /// The mean with its standard error.
    pub fn estimate(&self) -> Estimate {
        Estimate { value: self.mean(), standard_error: self.standard_error() }
    }

    /// Student's interval for the mean: exact for normal observations, and for others as they grow many.
    pub fn interval(&self, level: f64) -> Interval {
        self.estimate().t_interval(self.count as f64 - 1.0, level)
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<I: IntoIterator<Item = f64>>(observations: I) -> Self {
        let mut moments = Self::default();
        observations.into_iter().for_each(|x| moments.add(x));
        moments
    }
}

impl<'a> FromIterator<&'a f64> for Moments {
    fn from_iter<I: IntoIterator<Item = &'a f64>>(observations: I) -> Self {
        observations.into_iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals, two_hundred, values};
    use super::*;

    #[test]
    fn mean_deviation_and_error_are_those_of_another_program() {
        let moments: Moments = two_hundred().iter().collect();
        let expected = values("/mean_sd_se_data200");
        for (got, expected) in [moments.mean(), moments.sd(), moments.standard_error()].iter().zip(expected) {
            assert_close(*got, expected, 1e-12);
        }
    }

    #[test]
    fn nothing_seen_is_nothing_known() {
        let nothing = Moments::default();
        assert!(nothing.mean().is_nan() && nothing.variance().is_nan() && nothing.interval(0.9).low.is_nan());
        let one: Moments = [3.0].iter().collect();
        assert_eq!(one.mean(), 3.0);
        assert!(one.standard_error().is_nan() && one.interval(0.9).low.is_nan());
    }

    #[test]
    fn merging_at_every_cut_equals_seeing_the_whole() {
        let data = two_hundred();
        let whole: Moments = data.iter().collect();
        for cut in 0..=data.len() {
            let mut left: Moments = data[..cut].iter().collect();
            left.merge(&data[cut..].iter().collect());
            assert_eq!(left.count(), whole.count());
            assert_close(left.mean(), whole.mean(), 1e-12);
            assert_close(left.variance(), whole.variance(), 1e-11);
        }
    }

    /// A billion added to each observation moves the mean by a billion and the variance not at all.
    #[test]
    fn a_large_offset_does_not_drown_the_variance() {
        let moments: Moments = [4.0, 7.0, 13.0, 16.0].iter().map(|x| x + 1e9).collect();
        assert_close(moments.variance(), 30.0, 1e-6);
    }

    #[test]
    fn the_t_interval_of_ten_normals_covers_the_mean_as_often_as_it_says() {
        let draws = normals(1001, 100_000);
        let covered =
            draws.chunks(10).filter(|ten| ten.iter().collect::<Moments>().interval(0.95).contains(0.0));
        assert_covers(covered.count() as u64, 10_000, 0.95, 0.0);
    }
}
