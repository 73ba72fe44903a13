//! The empirical distribution function.
//!
//! ```text
//! Fₙ(x) = #{xᵢ ≤ x}/n        P(sup |Fₙ − F| > ε) ≤ 2 exp(−2 n ε²)
//! ```
//!
//! Fₙ is unbiased at every x. The band `Fₙ ± √(ln(2/α)/2n)` holds all of F at once with probability 1 − α or more. Without
//! data Fₙ is NaN and the band is all of 0 to 1.
//!
//! A. Dvoretzky, J. Kiefer & J. Wolfowitz, *Ann. Math. Stat.* 27 (1956); constant: P. Massart, *Ann. Prob.* 18 (1990).

use super::estimate::{Interval, lower_tail};
use super::quantile::sorted;

/// The share of a sample at or below each value.
#[derive(Clone, Debug, PartialEq)]
pub struct Ecdf {
    sorted: Vec<f64>,
}

impl Ecdf {
    /// Sorts the observations.
    pub fn of(observations: &[f64]) -> Self {
        Self { sorted: sorted(observations) }
    }

    /// The observations, rising: where the steps are.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// The share of observations at or below `x`.
    pub fn at(&self, x: f64) -> f64 {
        self.sorted.partition_point(|&seen| seen <= x) as f64 / self.sorted.len() as f64
    }

    /// The share of observations at or above `x`.
    pub fn exceedance(&self, x: f64) -> f64 {
        1.0 - self.sorted.partition_point(|&seen| seen < x) as f64 / self.sorted.len() as f64
    }

    /// Half the height of the band that holds the whole distribution function with probability `level`.
    pub fn half_band(&self, level: f64) -> f64 {
        (-lower_tail(level).ln() / (2.0 * self.sorted.len() as f64)).sqrt()
    }

    /// The band at `x`, cut at 0 and 1.
    pub fn band(&self, x: f64, level: f64) -> Interval {
        if self.sorted.is_empty() {
            return Interval { low: 0.0, high: 1.0, level };
        }
        let (share, half) = (self.at(x), self.half_band(level));
        Interval { low: (share - half).max(0.0), high: (share + half).min(1.0), level }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, uniforms};
    use super::*;

    #[test]
    fn the_function_steps_at_each_observation() {
        let ecdf = Ecdf::of(&[3.0, 1.0, 3.0, 7.0]);
        let shares: Vec<f64> = [0.9, 1.0, 3.0, 6.9, 7.0].iter().map(|&x| ecdf.at(x)).collect();
        assert_eq!(shares, [0.0, 0.25, 0.75, 0.75, 1.0]);
        assert_eq!(ecdf.exceedance(3.0), 0.75);
    }

    #[test]
    fn nothing_seen_bounds_nothing() {
        let nothing = Ecdf::of(&[]);
        assert!(nothing.at(0.0).is_nan());
        assert_eq!(nothing.band(0.0, 0.95).width(), 1.0);
    }

    /// √(ln 40 / 200) = .1358 for 100 observations at 95 %.
    #[test]
    fn the_half_band_of_a_hundred_is_0_136() {
        assert_close(Ecdf::of(&[0.0; 100]).half_band(0.95), 0.135_810, 1e-6);
    }

    /// 100 uniforms, 4,000 times: the band leaves out part of the truth in at most 5 % of cases, and in over 3 % (it is
    /// nearly sharp).
    #[test]
    fn the_band_holds_the_whole_function() {
        let draws = uniforms(1008, 400_000);
        let outside = draws.chunks(100).filter(|sample| {
            let ecdf = Ecdf::of(sample);
            let half = ecdf.half_band(0.95);
            let steps = ecdf.sorted().iter().zip(0..);
            steps
                .into_iter()
                .any(|(&x, i)| (x - f64::from(i) / 100.0).max(f64::from(i + 1) / 100.0 - x) > half)
        });
        let share = outside.count() as f64 / 4_000.0;
        let error = (0.05f64 * 0.95 / 4_000.0).sqrt();
        assert!(share < 0.05 + 4.0 * error && share > 0.03, "{share}");
    }
}
