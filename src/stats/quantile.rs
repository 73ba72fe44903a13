//! Quantiles of a sample, and how well it determines them.
//!
//! The estimate interpolates between order statistics at rank `h = (n − 1) p + 1` (type 7 of Hyndman & Fan, *The American
//! Statistician* 50, 1996). It is biased by O(1/n). The interval is made of two order statistics and holds for any
//! continuous distribution (H. A. David & H. N. Nagaraja, *Order Statistics*, 2003, section 7.1):
//!
//! ```text
//! P(X₍ₗ₎ ≤ q_p < X₍ᵤ₎) = Σ_{k=l}^{u−1} C(n, k) p^k (1 − p)^{n−k} ≥ level
//! ```
//!
//! The standard error weights each order statistic by the chance that it is the quantile (J. S. Maritz & R. G. Jarrett,
//! *J. Am. Stat. Assoc.* 73, 1978, with the weights of F. E. Harrell & C. E. Davis, *Biometrika* 69, 1982):
//!
//! ```text
//! wᵢ = I_{i/n}(a, b) − I_{(i−1)/n}(a, b)    a = (n + 1) p,  b = (n + 1)(1 − p)    se² = Σ wᵢ xᵢ² − (Σ wᵢ xᵢ)²
//! ```
//!
//! Where many observations are equal, as with counts, the error can be zero: then only the interval is a guide.

use serde::Serialize;

use super::estimate::{Estimate, Interval, lower_tail, upper_tail};
use super::moments::Moments;
use super::special::{beta_cdf, binomial_quantile};

/// The observations in rising order.
pub fn sorted(observations: &[f64]) -> Vec<f64> {
    let mut sorted = observations.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The `p`-quantile of observations in rising order; NaN without data.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = p * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// An interval for the `p`-quantile that holds whatever the distribution; without bound where too few data lie beyond.
pub fn quantile_interval(sorted: &[f64], p: f64, level: f64) -> Interval {
    let n = sorted.len();
    let (lower, upper) = quantile_ranks(n, p, level);
    let low = if lower == 0 { f64::NEG_INFINITY } else { sorted[lower - 1] };
    let high = if upper > n { f64::INFINITY } else { sorted[upper - 1] };
    Interval { low, high, level }
}

/// The Maritz–Jarrett standard error of the `p`-quantile; NaN with fewer than two observations.
pub fn quantile_error(sorted: &[f64], p: f64) -> f64 {
    let n = sorted.len() as f64;
    if n < 2.0 {
        return f64::NAN;
    }
    let (a, b) = ((n + 1.0) * p, (n + 1.0) * (1.0 - p));
    let centre = quantile(sorted, p);
    let (mut first, mut second, mut before) = (0.0, 0.0, 0.0);
    for (rank, x) in sorted.iter().enumerate() {
        let up_to = beta_cdf(a, b, (rank + 1) as f64 / n);
        let apart = x - centre;
        first += (up_to - before) * apart;
        second += (up_to - before) * apart * apart;
        before = up_to;
    }
    (second - first * first).max(0.0).sqrt()
}

/// The `p`-quantile with its standard error.
pub fn quantile_estimate(sorted: &[f64], p: f64) -> Estimate {
    Estimate { value: quantile(sorted, p), standard_error: quantile_error(sorted, p) }
}

/// Ranks (from 1) of the two order statistics of an interval; 0 and n + 1 stand for no bound.
fn quantile_ranks(n: usize, p: f64, level: f64) -> (usize, usize) {
    let lower = binomial_quantile(n as u64, p, lower_tail(level)) as usize;
    let upper = binomial_quantile(n as u64, p, upper_tail(level)) as usize + 1;
    (lower, upper)
}

/// A sample in eight numbers: five of them quantiles of the sample, not errors of its mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many observations.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// The standard error of the mean.
    pub se: f64,
    /// The 5 % quantile.
    pub p5: f64,
    /// The lower quartile.
    pub p25: f64,
    /// The median.
    pub p50: f64,
    /// The upper quartile.
    pub p75: f64,
    /// The 95 % quantile.
    pub p95: f64,
}

impl Summary {
    /// Sums up independent observations; without data all but `n` are NaN.
    pub fn of(observations: &[f64]) -> Self {
        let moments: Moments = observations.iter().collect();
        let sorted = sorted(observations);
        let [p5, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| quantile(&sorted, p));
        Self {
            n: moments.count(),
            mean: moments.mean(),
            se: moments.standard_error(),
            p5,
            p25,
            p50,
            p75,
            p95,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals, two_hundred, uniforms, value};
    use super::super::special::binomial_cdf;
    use super::*;

    #[test]
    fn quantiles_are_those_of_another_program() {
        let summary = Summary::of(&two_hundred());
        let got = [summary.p5, summary.p25, summary.p50, summary.p75, summary.p95];
        for (p, got) in ["0.05", "0.25", "0.5", "0.75", "0.95"].iter().zip(got) {
            assert_close(got, value(&format!("/quantiles_type7_data200/{p}")), 1e-12);
        }
        assert_eq!(summary.n, 200);
    }

    #[test]
    fn interval_ranks_are_those_of_another_program() {
        for n in [20usize, 50, 100, 200, 1000] {
            for p in [0.05, 0.5, 0.9, 0.95] {
                let at = format!("/quantile_order_stat_ci/n{n}_p{p}");
                let ranks = quantile_ranks(n, p, 0.95);
                let expected = (value(&format!("{at}/l")) as usize, value(&format!("{at}/u")) as usize);
                assert_eq!(ranks, expected, "{at}");
                let below = if ranks.0 == 0 { 0.0 } else { binomial_cdf(n as u64, p, ranks.0 as u64 - 1) };
                let coverage = binomial_cdf(n as u64, p, ranks.1 as u64 - 1) - below;
                assert_close(coverage, value(&format!("{at}/coverage")), 1e-10);
                assert!(coverage >= 0.95);
            }
        }
    }

    #[test]
    fn nothing_seen_has_no_quantile() {
        assert!(quantile(&[], 0.5).is_nan() && quantile_error(&[1.0], 0.5).is_nan());
        let interval = quantile_interval(&[], 0.5, 0.95);
        assert_eq!((interval.low, interval.high), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(Summary::of(&[]).p50.is_nan());
        assert_eq!(quantile(&[3.0], 0.95), 3.0);
    }

    #[test]
    fn the_ends_of_the_sample_are_its_extreme_quantiles() {
        let data = sorted(&two_hundred());
        assert_eq!((quantile(&data, 0.0), quantile(&data, 1.0)), (data[0], data[199]));
    }

    /// Equal observations have a certain quantile.
    #[test]
    fn equal_observations_leave_no_error() {
        assert_eq!(quantile_error(&[2.0; 30], 0.9), 0.0);
    }

    /// 31 uniforms, 4,000 times: the median's interval covers ½ as often as the binomial says, which is over 95 %.
    #[test]
    fn the_interval_covers_the_quantile_as_often_as_the_binomial_says() {
        let (lower, upper) = quantile_ranks(31, 0.5, 0.95);
        let exact = binomial_cdf(31, 0.5, upper as u64 - 1) - binomial_cdf(31, 0.5, lower as u64 - 1);
        let draws = uniforms(1002, 31 * 4_000);
        let covered =
            draws.chunks(31).filter(|sample| quantile_interval(&sorted(sample), 0.5, 0.95).contains(0.5));
        assert_covers(covered.count() as u64, 4_000, exact, 0.0);
    }

    /// The mean of the squared Maritz–Jarrett error is the variance of the quantile, within a tenth (it is biased
    /// upwards by O(1/n)) and four standard errors.
    #[test]
    fn the_quantile_error_is_the_spread_of_the_quantile() {
        for p in [0.25, 0.5, 0.95] {
            let draws = normals(1003, 200 * 1_000);
            let (found, claimed): (Moments, Moments) = draws
                .chunks(200)
                .map(|sample| {
                    let estimate = quantile_estimate(&sorted(sample), p);
                    (estimate.value, estimate.standard_error.powi(2))
                })
                .fold(Default::default(), |(mut found, mut claimed): (Moments, Moments), (value, square)| {
                    found.add(value);
                    claimed.add(square);
                    (found, claimed)
                });
            let ratio = claimed.mean() / found.variance();
            let error = ratio * (2.0 / 999.0 + (claimed.standard_error() / claimed.mean()).powi(2)).sqrt();
            assert_close(ratio, 1.0, 0.1 + 4.0 * error);
        }
    }
}
