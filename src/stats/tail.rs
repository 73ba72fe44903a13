//! The exponent of a power-law tail, by maximum likelihood.
//!
//! ```text
//! continuous  p(x) = ((α − 1)/x₀) (x/x₀)^−α    α̂ = 1 + n/Σ ln(xᵢ/x₀)                  se = (α̂ − 1)/√n
//! discrete    p(k) = k^−α/ζ(α, k₀)             ∂ln ζ(α̂, k₀)/∂α = −(1/n) Σ ln kᵢ        se = 1/√(n ∂²ln ζ/∂α²)
//! ```
//!
//! for the n observations from x₀ on, with ζ Hurwitz's zeta function Σ_{j≥0} (k₀ + j)^−α. α is the exponent of the density;
//! the probability to exceed falls as x^(1−α). The estimate is high by O(1/n): in the continuous case by (α − 1)/(n − 1)
//! on average. It is NaN without observations and infinite when all are at the minimum. That the tail *is* a power law is
//! assumed, not tested.
//!
//! A. Clauset, C. R. Shalizi & M. E. J. Newman, *SIAM Review* 51 (2009), equations 3.1, 3.2, 3.5 and 3.6.

use super::estimate::Estimate;

/// A fitted power law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerLaw {
    /// α, the exponent of the density.
    pub exponent: Estimate,
    /// Where the tail begins.
    pub minimum: f64,
    /// How many observations lie in the tail.
    pub count: u64,
}

/// Fits a continuous power law to the observations from `minimum` > 0 on.
pub fn continuous(observations: &[f64], minimum: f64) -> PowerLaw {
    let logs: Vec<f64> = observations.iter().filter(|&&x| x >= minimum).map(|x| (x / minimum).ln()).collect();
    let n = logs.len() as f64;
    let above_one = n / logs.iter().sum::<f64>();
    let exponent = Estimate { value: 1.0 + above_one, standard_error: above_one / n.sqrt() };
    PowerLaw { exponent, minimum, count: logs.len() as u64 }
}

/// Fits a discrete power law to the counts from `minimum` ≥ 1 on.
pub fn discrete(counts: &[u64], minimum: u64) -> PowerLaw {
    assert!(minimum >= 1, "a discrete power law begins at 1 or later");
    let logs: Vec<f64> = counts.iter().filter(|&&k| k >= minimum).map(|&k| (k as f64).ln()).collect();
    let (n, q) = (logs.len() as f64, minimum as f64);
    let value = exponent_with_mean_log(logs.iter().sum::<f64>() / n, q);
    let standard_error = 1.0 / (n * log_zeta_curvature(value, q)).sqrt();
    PowerLaw { exponent: Estimate { value, standard_error }, minimum: q, count: logs.len() as u64 }
}

/// The exponent whose tail from `q` on has the given mean logarithm, by bisection.
fn exponent_with_mean_log(mean_log: f64, q: f64) -> f64 {
    if mean_log.is_nan() {
        return f64::NAN;
    }
    let (mut low, mut high) = (1.0 + 1e-6, 100.0);
    if -log_zeta_slope(high, q) >= mean_log {
        return f64::INFINITY;
    }
    while high - low > 1e-12 * high {
        let middle = 0.5 * (low + high);
        if -log_zeta_slope(middle, q) > mean_log {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// ∂ ln ζ(s, q)/∂s: minus the mean logarithm.
fn log_zeta_slope(s: f64, q: f64) -> f64 {
    let h = 1e-5 * (s - 1.0);
    (log_zeta(s + h, q) - log_zeta(s - h, q)) / (2.0 * h)
}

/// ∂² ln ζ(s, q)/∂s²: the variance of the logarithm.
fn log_zeta_curvature(s: f64, q: f64) -> f64 {
    let h = 1e-3 * (s - 1.0);
    (log_zeta(s + h, q) - 2.0 * log_zeta(s, q) + log_zeta(s - h, q)) / (h * h)
}

fn log_zeta(s: f64, q: f64) -> f64 {
    hurwitz_zeta(s, q).ln()
}

/// ζ(s, q) for s > 1, q > 0: terms up to 12 + q, then Euler and Maclaurin's sum of the rest.
fn hurwitz_zeta(s: f64, q: f64) -> f64 {
    // B₂ⱼ/(2j)!
    const BERNOULLI: [f64; 6] = [
        1.0 / 12.0,
        -1.0 / 720.0,
        1.0 / 30240.0,
        -1.0 / 1_209_600.0,
        1.0 / 47_900_160.0,
        -691.0 / 1_307_674_368_000.0,
    ];
    let x = q + 12.0;
    let first: f64 = (0..12).map(|k| (q + f64::from(k)).powf(-s)).sum();
    let mut sum = first + x.powf(1.0 - s) / (s - 1.0) + 0.5 * x.powf(-s);
    let mut factor = s * x.powf(-s - 1.0);
    for (j, coefficient) in (1..).zip(BERNOULLI) {
        sum += coefficient * factor;
        let next = 2.0 * f64::from(j);
        factor *= (s + next - 1.0) * (s + next) / (x * x);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::moments::Moments;
    use super::super::reference::{assert_close, assert_covers, uniforms, value, values};
    use super::*;

    /// Draws of a continuous power law by inversion.
    fn powers(seed: u64, n: u64, exponent: f64) -> Vec<f64> {
        uniforms(seed, n).into_iter().map(|u| (1.0 - u).powf(-1.0 / (exponent - 1.0))).collect()
    }

    /// Draws of a discrete power law from 1 on, by adding up its terms.
    fn counts(seed: u64, n: u64, exponent: f64) -> Vec<u64> {
        let all = hurwitz_zeta(exponent, 1.0);
        let draw = |u: f64| {
            (1..).find(|&k| hurwitz_zeta(exponent, (k + 1) as f64) < (1.0 - u) * all).expect("a tail ends")
        };
        uniforms(seed, n).into_iter().map(draw).collect()
    }

    #[test]
    fn zeta_has_its_known_values() {
        assert_close(hurwitz_zeta(2.0, 1.0), std::f64::consts::PI.powi(2) / 6.0, 1e-14);
        assert_close(hurwitz_zeta(4.0, 1.0), std::f64::consts::PI.powi(4) / 90.0, 1e-14);
        for (s, q) in [(1.05, 1.0), (2.5, 1.0), (2.5, 7.0), (2.5, 1000.0), (8.0, 3.0)] {
            assert_close(hurwitz_zeta(s, q) / value(&format!("/hurwitz_zeta/{s}_{q}")), 1.0, 1e-12);
        }
    }

    /// α = 2.5 from 1 on, 10,000 draws: 2.50 ± .06, and the likelihood's own error is (α − 1)/√n = .015.
    #[test]
    fn the_exponent_of_a_continuous_tail_is_found() {
        let law = continuous(&powers(1010, 10_000, 2.5), 1.0);
        assert_close(law.exponent.value, 2.5, 0.06);
        assert_close(law.exponent.standard_error, 0.015, 0.0006);
        assert_eq!(law.count, 10_000);
    }

    #[test]
    fn only_the_tail_counts() {
        let draws = powers(1011, 1_000, 2.5);
        let tail: Vec<f64> = draws.iter().copied().filter(|&x| x >= 2.0).collect();
        assert_eq!(continuous(&draws, 2.0), continuous(&tail, 2.0));
        let doubled: Vec<f64> = tail.iter().map(|x| 2.0 * x).collect();
        assert_close(continuous(&doubled, 4.0).exponent.value, continuous(&tail, 2.0).exponent.value, 1e-12);
    }

    #[test]
    fn the_discrete_fit_is_that_of_another_program() {
        let counts: Vec<u64> = powers(1012, 500, 2.2).iter().map(|x| (x + 0.5).floor() as u64).collect();
        for minimum in [1, 3] {
            let law = discrete(&counts, minimum);
            let expected = values(&format!("/discrete_power_law/{minimum}"));
            assert_close(law.exponent.value, expected[0], 1e-6);
            assert_close(law.exponent.standard_error, expected[1], 1e-5);
            assert_eq!(law.count as f64, expected[2]);
        }
    }

    #[test]
    fn no_tail_has_no_exponent_and_a_tail_at_its_minimum_an_infinite_one() {
        assert!(continuous(&[0.5], 1.0).exponent.value.is_nan() && discrete(&[], 1).exponent.value.is_nan());
        assert_eq!(continuous(&[1.0, 1.0], 1.0).exponent.value, f64::INFINITY);
        assert_eq!(discrete(&[1, 1], 1).exponent.value, f64::INFINITY);
    }

    /// 2,000 samples of 200: intervals hold the exponent as often as they say, to within a point; the bias is known.
    #[test]
    fn intervals_of_the_exponent_cover_it() {
        let draws = powers(1013, 400_000, 2.5);
        let fits: Vec<PowerLaw> = draws.chunks(200).map(|sample| continuous(sample, 1.0)).collect();
        let covered = fits.iter().filter(|law| law.exponent.interval(0.95).contains(2.5)).count();
        assert_covers(covered as u64, 2_000, 0.95, 0.01);
        let exponents: Moments = fits.iter().map(|law| law.exponent.value).collect();
        assert!(exponents.estimate().errors_from(2.5 + 1.5 / 199.0).abs() < 4.0);

        let draws = counts(1014, 100_000, 2.5);
        let fits = draws.chunks(200).map(|sample| discrete(sample, 1));
        let covered = fits.filter(|law| law.exponent.interval(0.95).contains(2.5)).count();
        assert_covers(covered as u64, 500, 0.95, 0.01);
    }
}
