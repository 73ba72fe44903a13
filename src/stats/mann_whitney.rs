//! How often one drawn from the second sample is above one drawn from the first, independently; ties count half.
//!
//! ```text
//! P = (1/nm) Σᵢ Σⱼ (1{yⱼ > xᵢ} + ½ 1{yⱼ = xᵢ})        se² = s²(F̄(y))/m + s²(Ḡ(x))/n
//! ```
//!
//! with F̄(y) the share of the first sample below y (half of those at it), Ḡ(x) that of the second, and s² their variances. P is
//! unbiased and also the area under the ROC curve; the interval is P ± z se, cut at 0 and 1: of one point where the samples do
//! not overlap. Without two observations on both sides the error is NaN, without any P too.
//!
//! H. B. Mann & D. R. Whitney, *Ann. Math. Stat.* 18 (1947); error: E. Brunner & U. Munzel, *Biometrical Journal* 42 (2000).

use super::estimate::{Estimate, Interval};
use super::moments::Moments;
use super::quantile::sorted;

/// P with its standard error.
pub fn mann_whitney(first: &[f64], second: &[f64]) -> Estimate {
    let (first, second) = (sorted(first), sorted(second));
    let (below, above) = (placements(&first, &second), placements(&second, &first));
    let share = |moments: &Moments| moments.variance() / moments.count() as f64;
    let standard_error = (share(&below) + share(&above)).sqrt();
    Estimate { value: if first.is_empty() { f64::NAN } else { below.mean() }, standard_error }
}

/// `P ± z se`, cut at 0 and 1.
pub fn mann_whitney_interval(estimate: &Estimate, level: f64) -> Interval {
    let free = estimate.interval(level);
    Interval { low: free.low.max(0.0), high: free.high.min(1.0), level }
}

/// For each of `of` the share of `among` below it, half of those at it.
fn placements(among: &[f64], of: &[f64]) -> Moments {
    let place = |x: &f64| {
        let below = among.partition_point(|seen| seen < x);
        let up_to = among.partition_point(|seen| seen <= x);
        (below + up_to) as f64 / 2.0 / among.len() as f64
    };
    of.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals, two_samples, value};
    use super::super::special::normal_cdf;
    use super::*;

    #[test]
    fn share_and_error_are_those_of_another_program() {
        let (first, second) = two_samples();
        let whole = |sample: &[f64]| sample.iter().map(|x| (3.0 * x).floor()).collect::<Vec<_>>();
        let cases = [("plain", first.clone(), second.clone()), ("whole", whole(&first), whole(&second))];
        for (name, first, second) in cases {
            let expected = |what: &str| value(&format!("/superiority_{name}/{what}"));
            let estimate = mann_whitney(&first, &second);
            assert_close(estimate.value, expected("p"), 1e-12);
            assert_close(mann_whitney_interval(&estimate, 0.95).low, expected("lower"), 1e-9);
            assert_close(mann_whitney_interval(&estimate, 0.95).high, expected("upper"), 1e-9);
        }
        assert_close(
            mann_whitney(&first, &second).value,
            value("/two_sample_300_400/mannwhitney_A12"),
            1e-12,
        );
    }

    #[test]
    fn exchanging_the_sides_mirrors_the_share() {
        let (first, second) = two_samples();
        let sum = mann_whitney(&first, &second).value + mann_whitney(&second, &first).value;
        assert_close(sum, 1.0, 1e-12);
        assert_close(mann_whitney(&first, &first).value, 0.5, 1e-12);
        assert!(mann_whitney(&[], &first).value.is_nan() && mann_whitney(&first, &[]).value.is_nan());
    }

    /// Normals one standard deviation apart: P = Φ(1/√2).
    #[test]
    fn the_interval_covers_the_share_as_often_as_it_says() {
        let truth = normal_cdf(0.5f64.sqrt());
        let draws = normals(1108, 80 * 2_000);
        let covered = draws.chunks(80).filter(|both| {
            let higher: Vec<f64> = both[40..].iter().map(|z| z + 1.0).collect();
            mann_whitney_interval(&mann_whitney(&both[..40], &higher), 0.95).contains(truth)
        });
        assert_covers(covered.count() as u64, 2_000, 0.95, 0.012);
    }
}
