//! How many subjects are enough, asked more than once.
//!
//! Who looks at the same interval again and again and stops when it is narrow enough stops too often on samples that happen to
//! vary little. With looks at doubling sizes, each at the level
//!
//! ```text
//! 1 − (1 − level)/looks
//! ```
//!
//! the interval of whichever look is the last holds with the level at least (Bonferroni over looks). The number that an
//! estimate with standard error se from n subjects would have needed for a half-width h is
//!
//! ```text
//! n (z se/h)²
//! ```
//!
//! with z of the level: itself an estimate, with a relative error of about √(2/n) for a mean of normals. Zero for an error of
//! zero, NaN for none.
//!
//! A. Wald, *Sequential Analysis* (1947); Y. S. Chow & H. Robbins, *Ann. Math. Stat.* 36 (1965).

use super::estimate::{Estimate, Interval, upper_tail};
use super::simultaneous::bonferroni;
use super::special::normal_quantile;

/// When to look, and at what level.
#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
    /// Rising sizes; the last is the most there may be.
    pub sizes: Vec<u64>,
    /// Of each look.
    pub level: f64,
}

impl Looks {
    /// Looks at `first`, twice, four times as many, …, and at `most`, which hold together with `level`.
    pub fn doubling(first: u64, most: u64, level: f64) -> Self {
        let below = |&size: &u64| size < most;
        let mut sizes: Vec<u64> =
            std::iter::successors(Some(first.max(1)), |size| size.checked_mul(2)).take_while(below).collect();
        sizes.push(most);
        let level = bonferroni(level, sizes.len());
        Self { sizes, level }
    }
}

/// Half of an interval's width: what "± 1 %" means.
pub fn half_width(interval: &Interval) -> f64 {
    0.5 * interval.width()
}

/// How many subjects would give a half-width of `half` at `level`, judged from `n` of them.
pub fn needed(estimate: &Estimate, n: u64, half: f64, level: f64) -> f64 {
    let reach = normal_quantile(upper_tail(level)) * estimate.standard_error;
    n as f64 * (reach / half).powi(2)
}

#[cfg(test)]
mod tests {
    use super::super::moments::Moments;
    use super::super::reference::{assert_close, normals};
    use super::*;

    #[test]
    fn sizes_double_up_to_the_most_there_may_be() {
        let looks = Looks::doubling(100, 1000, 0.95);
        assert_eq!(looks.sizes, [100, 200, 400, 800, 1000]);
        assert_close(looks.level, 0.99, 1e-12);
        assert_eq!(Looks::doubling(100, 100, 0.95), Looks { sizes: vec![100], level: 0.95 });
        assert_eq!(Looks::doubling(500, 100, 0.95).sizes, [100]);
        assert_eq!(Looks::doubling(0, 4, 0.9).sizes, [1, 2, 4]);
    }

    #[test]
    fn four_times_as_many_halve_the_width() {
        let estimate = Estimate { value: 3.0, standard_error: 0.1 };
        assert_close(needed(&estimate, 100, 0.1 * 1.959_964, 0.95), 100.0, 1e-4);
        assert_close(needed(&estimate, 100, 0.05 * 1.959_964, 0.95), 400.0, 1e-3);
        assert_eq!(needed(&Estimate { value: 1.0, standard_error: 0.0 }, 9, 0.1, 0.95), 0.0);
        assert!(needed(&Estimate::UNKNOWN, 0, 0.1, 0.95).is_nan());
    }

    /// Normals of which up to 320 may be drawn, stopped when the mean is known to ± .15: 2,000 times, the last interval holds
    /// the mean at least as often as the level says, and those that looked without splitting the error do not.
    #[test]
    fn the_interval_at_the_last_look_keeps_its_level() {
        let draws = normals(1117, 2_000 * 320);
        let stopped = |sample: &[f64], looks: &Looks| -> Interval {
            let at = |&size: &u64| sample[..size as usize].iter().collect::<Moments>().interval(looks.level);
            let narrow = |interval: &Interval| half_width(interval) <= 0.15;
            looks.sizes.iter().map(at).find(narrow).unwrap_or_else(|| at(&320))
        };
        let share = |looks: &Looks| {
            draws.chunks(320).filter(|sample| stopped(sample, looks).contains(0.0)).count() as f64 / 2_000.0
        };
        let split = Looks::doubling(10, 320, 0.95);
        let error = (0.95f64 * 0.05 / 2_000.0).sqrt();
        assert!(share(&split) >= 0.95 - 4.0 * error, "{}", share(&split));
    }
}
