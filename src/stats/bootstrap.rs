//! Bootstrap: how a statistic would vary over samples, learned from resampling the one at hand.
//!
//! ```text
//! percentile   θ*_(α/2) … θ*_(1−α/2)
//! BCa          θ*_(Φ(z₀ + (z₀ + z)/(1 − a (z₀ + z)))) at z = z_(α/2), z_(1−α/2)
//!              z₀ = Φ⁻¹(#{θ* < θ̂}/B)        a = Σ(θ̄ − θ₍ᵢ₎)³ / 6 (Σ(θ̄ − θ₍ᵢ₎)²)^(3/2)
//! ```
//!
//! with θ* the statistic of each of B resamples, θ₍ᵢ₎ that of the sample without observation i and θ̄ their mean; ties count
//! half in z₀. BCa is the more accurate (error O(1/n) against O(1/√n)) at the cost of n more evaluations. The ends have a
//! Monte Carlo error of their own, `se √(α/2 (1 − α/2)/B)/φ(z)`: at 95 % and B = 2,000 six hundredths of a standard error.
//! The bootstrap fails for extremes and for samples of a few. Without two observations all but the estimate is NaN.
//!
//! B. Efron, *J. Am. Stat. Assoc.* 82 (1987); B. Efron & R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), ch. 14.

use rand::RngExt;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::estimate::{Estimate, Interval, lower_tail, upper_tail};
use super::moments::Moments;
use super::quantile::quantile;
use super::special::{normal_cdf, normal_quantile};

/// A statistic, its values in resamples, and its acceleration.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrap {
    value: f64,
    sorted: Vec<f64>,
    acceleration: f64,
}

impl Bootstrap {
    /// Resamples `sample` with replacement `resamples` times: equal seeds, equal answers, on any machine.
    pub fn of<T: Copy>(sample: &[T], statistic: impl Fn(&[T]) -> f64, resamples: usize, seed: u64) -> Self {
        let value = statistic(sample);
        if sample.len() < 2 {
            return Self { value, sorted: Vec::new(), acceleration: f64::NAN };
        }
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut resample = sample.to_vec();
        let mut sorted: Vec<f64> = (0..resamples)
            .map(|_| {
                resample.fill_with(|| sample[rng.random_range(0..sample.len() as u64) as usize]);
                statistic(&resample)
            })
            .collect();
        sorted.sort_by(f64::total_cmp);
        Self { value, sorted, acceleration: acceleration(sample, statistic) }
    }

    /// The statistic of the sample, with the standard deviation over resamples as its error.
    pub fn estimate(&self) -> Estimate {
        Estimate { value: self.value, standard_error: self.sorted.iter().collect::<Moments>().sd() }
    }

    /// The central part of the values in resamples.
    pub fn percentile(&self, level: f64) -> Interval {
        Interval {
            low: quantile(&self.sorted, lower_tail(level)),
            high: quantile(&self.sorted, upper_tail(level)),
            level,
        }
    }

    /// Efron's interval, corrected for bias and for an error that changes with the truth.
    pub fn bca(&self, level: f64) -> Interval {
        if self.sorted.is_empty() {
            return Interval { low: f64::NAN, high: f64::NAN, level };
        }
        let bias = normal_quantile(self.share_below());
        let end = |p: f64| {
            let moved = bias + normal_quantile(p);
            let p = normal_cdf(bias + moved / (1.0 - self.acceleration * moved));
            quantile(&self.sorted, p)
        };
        Interval { low: end(lower_tail(level)), high: end(upper_tail(level)), level }
    }

    /// The share of resamples below the estimate, those equal to it counting half; never quite 0 or 1.
    fn share_below(&self) -> f64 {
        let below = self.sorted.partition_point(|&x| x < self.value);
        let up_to = self.sorted.partition_point(|&x| x <= self.value);
        let count = self.sorted.len() as f64;
        ((below + up_to) as f64 / 2.0 / count).clamp(0.5 / count, 1.0 - 0.5 / count)
    }
}

/// A sixth of the skewness of the statistic as observations are left out one at a time; zero where none matters.
fn acceleration<T: Copy>(sample: &[T], statistic: impl Fn(&[T]) -> f64) -> f64 {
    let mut others: Vec<T> = sample[1..].to_vec();
    let mut without = vec![statistic(&others)];
    for left_out in 1..sample.len() {
        others[left_out - 1] = sample[left_out - 1];
        without.push(statistic(&others));
    }
    let mean = without.iter().collect::<Moments>().mean();
    let power = |exponent: i32| without.iter().map(|x| (mean - x).powi(exponent)).sum::<f64>();
    let squares = power(2);
    if squares == 0.0 { 0.0 } else { power(3) / (6.0 * squares.powf(1.5)) }
}

#[cfg(test)]
mod tests {
    use super::super::paired_proportion::PairedProportion;
    use super::super::quantile::sorted;
    use super::super::reference::{assert_close, two_hundred, uniforms, values};
    use super::*;

    fn mean(sample: &[f64]) -> f64 {
        sample.iter().sum::<f64>() / sample.len() as f64
    }

    fn median(sample: &[f64]) -> f64 {
        quantile(&sorted(sample), 0.5)
    }

    /// Two bootstraps with 9,999 resamples differ by their Monte Carlo errors: for the mean each end has about .004
    /// (√(.025 · .975/9999) over the density there), for the median three times as much.
    #[test]
    fn bca_intervals_are_those_of_another_program() {
        let data = two_hundred();
        let interval = Bootstrap::of(&data, mean, 9_999, 1).bca(0.95);
        let expected = values("/bootstrap_bca_mean_data200");
        assert_close(interval.low, expected[0], 4.0 * 0.004 * 2f64.sqrt());
        assert_close(interval.high, expected[1], 4.0 * 0.004 * 2f64.sqrt());
        let interval = Bootstrap::of(&data, median, 9_999, 1).bca(0.95);
        let expected = values("/bootstrap_bca_median_data200");
        assert_close(interval.low, expected[0], 4.0 * 0.012 * 2f64.sqrt());
        assert_close(interval.high, expected[1], 4.0 * 0.012 * 2f64.sqrt());
    }

    /// By Efron's formula: with 60 % of resamples below the estimate, and an acceleration of 5 %.
    #[test]
    fn bias_and_acceleration_move_both_ends() {
        let ranks = (0..=1000).map(|rank| f64::from(rank) / 1000.0).collect();
        let bootstrap = Bootstrap { value: 0.6, sorted: ranks, acceleration: 0.05 };
        let interval = bootstrap.bca(0.9);
        let (bias, z) = (0.253_347, 1.644_854);
        assert_close(interval.low, normal_cdf(bias + (bias - z) / (1.0 - 0.05 * (bias - z))), 1e-3);
        assert_close(interval.high, normal_cdf(bias + (bias + z) / (1.0 - 0.05 * (bias + z))), 1e-3);
    }

    /// For the mean the resamples have the sample's own standard error (but for n instead of n − 1).
    #[test]
    fn the_error_of_a_mean_is_the_usual_one() {
        let data = two_hundred();
        let usual = data.iter().collect::<Moments>().standard_error() * (199f64 / 200.0).sqrt();
        let error = Bootstrap::of(&data, mean, 4_000, 2).estimate().standard_error;
        assert_close(error / usual, 1.0, 4.0 / (2.0 * 4_000f64).sqrt());
    }

    #[test]
    fn equal_seeds_give_equal_intervals() {
        let data = two_hundred();
        let [a, b, c] = [5, 5, 6].map(|seed| Bootstrap::of(&data, mean, 200, seed));
        assert_eq!(a, b);
        assert_ne!(a, c);
    }

    #[test]
    fn pairs_stay_together() {
        let pairs: Vec<(f64, f64)> = two_hundred().into_iter().map(|x| (x, x + 1.0)).collect();
        let gap = |pairs: &[(f64, f64)]| pairs.iter().map(|(a, b)| b - a).sum::<f64>() / pairs.len() as f64;
        let estimate = Bootstrap::of(&pairs, gap, 100, 3).estimate();
        assert_close(estimate.value, 1.0, 1e-12);
        assert_close(estimate.standard_error, 0.0, 1e-12);
    }

    #[test]
    fn one_observation_has_a_value_and_no_more() {
        let one = Bootstrap::of(&[3.0], mean, 100, 1);
        assert_eq!(one.estimate().value, 3.0);
        assert!(
            one.estimate().standard_error.is_nan()
                && one.percentile(0.9).low.is_nan()
                && one.bca(0.9).low.is_nan()
        );
    }

    #[test]
    fn a_statistic_that_never_varies_is_certain() {
        let constant = Bootstrap::of(&[2.0; 10], mean, 100, 1);
        assert_eq!((constant.bca(0.95).low, constant.bca(0.95).high), (2.0, 2.0));
    }

    /// Means of 30 skewed (exponential) observations: percentile intervals end too early on the side of the long tail, BCa
    /// ones less often, beyond four standard errors.
    #[test]
    fn under_skewness_bca_misses_the_long_side_less_often() {
        let draws: Vec<f64> = uniforms(1020, 30 * 1_000).into_iter().map(|u| -(1.0 - u).ln()).collect();
        let bootstraps =
            (0..).zip(draws.chunks(30)).map(|(seed, sample)| Bootstrap::of(sample, mean, 500, seed));
        let missed: PairedProportion =
            bootstraps.map(|b| (b.bca(0.95).high < 1.0, b.percentile(0.95).high < 1.0)).collect();
        assert!(missed.difference().errors_from(0.0) > 4.0, "{missed:?}");
    }
}
