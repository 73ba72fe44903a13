//! How far a quantile moves from one sample to another, by bootstrap.
//!
//! ```text
//! Δ_p = q_p(b) − q_p(a)        interval: Δ*_(α/2) … Δ*_(1−α/2)
//! ```
//!
//! over resamples of the subjects, each with both its values (paired), or of both samples apart (unpaired). It is the difference
//! of quantiles, not the quantile of differences: the middle of one world against the middle of another. Biased by O(1/n); the
//! percentile interval covers a little more than its level for the median, and less towards the ends of the distribution
//! (a 5 % point wants some hundred subjects). Where many values are equal, as with counts, Δ moves in steps and the interval
//! may be a point. Without data all are NaN.
//!
//! R. R. Wilcox, *Introduction to Robust Estimation and Hypothesis Testing* (2012), sections 5.1 and 5.9; B. Efron & R. J.
//! Tibshirani, *An Introduction to the Bootstrap* (1993), ch. 13.

use rand::RngExt;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::estimate::{Estimate, Interval, lower_tail, upper_tail};
use super::moments::Moments;
use super::quantile::quantile;

/// The shift of one quantile, with its values in resamples.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantileShift {
    /// Which quantile.
    pub p: f64,
    value: f64,
    sorted: Vec<f64>,
}

impl QuantileShift {
    /// The shifts at each of `ps` between two values of the same subjects.
    pub fn paired(first: &[f64], second: &[f64], ps: &[f64], resamples: usize, seed: u64) -> Vec<Self> {
        assert_eq!(first.len(), second.len(), "each subject has two values");
        let (first, second) = (Ranked::of(first), Ranked::of(second));
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let draws = (0..resamples).map(|_| {
            let counts = counts(first.order.len(), &mut rng);
            (first.quantiles(&counts, ps), second.quantiles(&counts, ps))
        });
        shifts(&first, &second, ps, draws)
    }

    /// The shifts at each of `ps` between samples of different subjects.
    pub fn unpaired(first: &[f64], second: &[f64], ps: &[f64], resamples: usize, seed: u64) -> Vec<Self> {
        let (first, second) = (Ranked::of(first), Ranked::of(second));
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let draws = (0..resamples).map(|_| {
            let own = counts(first.order.len(), &mut rng);
            (first.quantiles(&own, ps), second.quantiles(&counts(second.order.len(), &mut rng), ps))
        });
        shifts(&first, &second, ps, draws)
    }

    /// The shift, with the standard deviation over resamples as its error.
    pub fn estimate(&self) -> Estimate {
        Estimate { value: self.value, standard_error: self.sorted.iter().collect::<Moments>().sd() }
    }

    /// The central part of the shifts in resamples.
    pub fn interval(&self, level: f64) -> Interval {
        let at = |p| quantile(&self.sorted, p);
        Interval { low: at(lower_tail(level)), high: at(upper_tail(level)), level }
    }
}

type Quantiles = Vec<f64>;

fn shifts(
    first: &Ranked,
    second: &Ranked,
    ps: &[f64],
    draws: impl Iterator<Item = (Quantiles, Quantiles)>,
) -> Vec<QuantileShift> {
    let apart = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| b - a).collect::<Vec<_>>();
    let values: Vec<f64> =
        ps.iter().map(|&p| quantile(&second.sorted, p) - quantile(&first.sorted, p)).collect();
    let mut resampled: Vec<Vec<f64>> = vec![Vec::new(); ps.len()];
    for (a, b) in draws {
        resampled.iter_mut().zip(apart(&a, &b)).for_each(|(all, shift)| all.push(shift));
    }
    let one = |((&p, value), mut sorted): ((&f64, f64), Vec<f64>)| {
        sorted.sort_by(f64::total_cmp);
        QuantileShift { p, value, sorted }
    };
    ps.iter().zip(values).zip(resampled).map(one).collect()
}

/// How often each of `n` subjects is drawn in a resample.
fn counts(n: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<u32> {
    let mut counts = vec![0; n];
    for _ in 0..n {
        counts[rng.random_range(0..n as u64) as usize] += 1;
    }
    counts
}

/// A sample with its order, so that quantiles of a resample are found by counting.
struct Ranked {
    sorted: Vec<f64>,
    /// Subjects in the order of their values.
    order: Vec<u32>,
}

impl Ranked {
    fn of(sample: &[f64]) -> Self {
        let mut order: Vec<u32> = (0..sample.len() as u32).collect();
        order.sort_by(|&a, &b| sample[a as usize].total_cmp(&sample[b as usize]));
        Self { sorted: order.iter().map(|&k| sample[k as usize]).collect(), order }
    }

    /// The quantiles of a resample with these counts: its values in order, then as of any sample.
    fn quantiles(&self, counts: &[u32], ps: &[f64]) -> Quantiles {
        let mut resample = Vec::with_capacity(self.sorted.len());
        for (&x, &k) in self.sorted.iter().zip(&self.order) {
            resample.extend(std::iter::repeat_n(x, counts[k as usize] as usize));
        }
        ps.iter().map(|&p| quantile(&resample, p)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, normals, two_samples};
    use super::*;

    const MIDDLE: [f64; 3] = [0.25, 0.5, 0.95];

    #[test]
    fn a_shift_is_the_difference_of_the_quantiles() {
        let (first, second) = two_samples();
        for shift in QuantileShift::unpaired(&first, &second, &MIDDLE, 10, 1) {
            let at = |sample: &[f64]| quantile(&super::super::quantile::sorted(sample), shift.p);
            assert_eq!(shift.estimate().value, at(&second) - at(&first));
        }
    }

    #[test]
    fn subjects_that_are_all_moved_alike_shift_for_certain() {
        let first = normals(1114, 100);
        let second: Vec<f64> = first.iter().map(|x| x + 1.0).collect();
        for shift in QuantileShift::paired(&first, &second, &MIDDLE, 200, 1) {
            assert_close(shift.interval(0.95).low, 1.0, 1e-12);
            assert_close(shift.interval(0.95).high, 1.0, 1e-12);
        }
        for same in QuantileShift::paired(&first, &first, &MIDDLE, 50, 1) {
            assert_eq!(same.estimate(), Estimate { value: 0.0, standard_error: 0.0 });
        }
    }

    #[test]
    fn equal_seeds_give_equal_intervals_and_nobody_none() {
        let (first, second) = two_samples();
        let at = |seed| QuantileShift::unpaired(&first, &second, &[0.5], 50, seed);
        assert_eq!(at(1), at(1));
        assert_ne!(at(1), at(2));
        let none = QuantileShift::paired(&[], &[], &[0.5], 5, 1);
        assert!(none[0].estimate().value.is_nan() && none[0].interval(0.95).low.is_nan());
    }

    /// The error of the difference of two independent medians of n normals is √(2 π/2n), within a tenth.
    #[test]
    fn the_error_of_a_median_is_the_known_one() {
        let (first, second) = (normals(1115, 2_000), normals(1116, 2_000));
        let shift = &QuantileShift::unpaired(&first, &second, &[0.5], 1_000, 1)[0];
        let known = (std::f64::consts::PI / 2_000.0).sqrt();
        assert_close(shift.estimate().standard_error / known, 1.0, 0.2);
    }
}
