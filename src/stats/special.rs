//! The distributions behind intervals and tests: normal, Student's t, beta, binomial.
//!
//! The incomplete beta function is summed as a continued fraction (W. J. Lentz, *Applied Optics* 15, 1976; equation
//! 26.5.8 of Abramowitz & Stegun 1964) with as many terms as it asks for, since that number grows with the square root
//! of the sample; it is inverted by bisection, which finds the quantile however far out it lies.

use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::ln_gamma;

/// Φ(z), the probability that a standard normal falls below `z`.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The `z` below which a standard normal falls with probability `p`.
pub fn normal_quantile(p: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p)
}

/// The `t` below which Student's t with `freedom` degrees of freedom falls with probability `p`; NaN without freedom.
pub fn t_quantile(freedom: f64, p: f64) -> f64 {
    if freedom.is_nan() || freedom <= 0.0 {
        return f64::NAN;
    }
    let tail = 2.0 * p.min(1.0 - p);
    let y = beta_quantile(0.5, freedom / 2.0, 1.0 - tail);
    (freedom * y / (1.0 - y)).sqrt().copysign(p - 0.5)
}

/// The probability that Student's t with `freedom` degrees of freedom falls farther from 0 than `t`; NaN without freedom.
pub fn t_exceedance(freedom: f64, t: f64) -> f64 {
    if freedom.is_nan() || freedom <= 0.0 || t.is_nan() {
        return f64::NAN;
    }
    if t.is_infinite() { 0.0 } else { beta_cdf(freedom / 2.0, 0.5, freedom / (freedom + t * t)) }
}

/// The `x` below which Fisher's F with `upper` and `lower` degrees of freedom falls with probability `p`.
pub fn f_quantile(upper: f64, lower: f64, p: f64) -> f64 {
    let y = beta_quantile(upper / 2.0, lower / 2.0, p);
    lower * y / (upper * (1.0 - y))
}

/// The probability that the square of a standard normal exceeds `x`: χ² with one degree of freedom.
pub fn chi_square_exceedance(x: f64) -> f64 {
    if x.is_nan() { f64::NAN } else { erfc((x.max(0.0) / 2.0).sqrt()) }
}

/// The probability that a beta variable with shapes `a`, `b` > 0 falls below `x`.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else if x > (a + 1.0) / (a + b + 2.0) {
        1.0 - beta_lower(b, a, 1.0 - x)
    } else {
        beta_lower(a, b, x)
    }
}

/// The `x` below which a beta variable with shapes `a`, `b` > 0 falls with probability `p`.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while high - low > f64::EPSILON * high {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_cdf(a, b, middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The probability of at most `k` successes in `n` trials of probability `p` each.
pub fn binomial_cdf(n: u64, p: f64, k: u64) -> f64 {
    if k >= n { 1.0 } else { beta_cdf((n - k) as f64, k as f64 + 1.0, 1.0 - p) }
}

/// The least number of successes that is not exceeded with probability `q` or more.
pub fn binomial_quantile(n: u64, p: f64, q: f64) -> u64 {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if binomial_cdf(n, p, middle) < q {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The continued fraction of `I_x(a, b)`, quick to converge where x is below the mean.
fn beta_lower(a: f64, b: f64, x: f64) -> f64 {
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    let terms = 200 + 10 * (a.max(b).sqrt() as u32);
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in (1..terms).map(f64::from) {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for numerator in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + numerator * d);
            c = away_from_zero(1.0 + numerator / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    front * fraction
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, normals, uniforms, value, values};
    use super::*;

    #[test]
    fn reference_uniforms_and_normals_are_reproduced() {
        for (drawn, expected) in uniforms(1, 5).iter().zip(values("/uniform_seed1_first5")) {
            assert_close(*drawn, expected, 1e-15);
        }
        for (drawn, expected) in normals(1, 5).iter().zip(values("/normal_seed1_first5")) {
            assert_close(*drawn, expected, 1e-12);
        }
    }

    #[test]
    fn the_normal_quantile_undoes_the_normal_cdf() {
        for p in [1e-10, 0.001, 0.025, 0.5, 0.8, 0.999] {
            assert_close(normal_cdf(normal_quantile(p)) / p, 1.0, 1e-9);
        }
    }

    #[test]
    fn quantiles_of_f_are_those_of_another_program() {
        for (upper, lower, p, name) in [
            (39.0, 360.0, 0.975, "0.975_39_360"),
            (3.0, 7.0, 0.95, "0.95_3_7"),
            (360.0, 39.0, 0.025, "0.025_360_39"),
        ] {
            assert_close(f_quantile(upper, lower, p) / value(&format!("/f_quantile/{name}")), 1.0, 1e-10);
        }
    }

    #[test]
    fn a_quantile_is_exceeded_as_often_as_it_says() {
        for freedom in [1.0, 7.0, 200.0] {
            assert_close(t_exceedance(freedom, t_quantile(freedom, 0.975)), 0.05, 1e-10);
        }
        assert_close(chi_square_exceedance(normal_quantile(0.975).powi(2)), 0.05, 1e-10);
        assert_eq!((t_exceedance(5.0, f64::INFINITY), chi_square_exceedance(0.0)), (0.0, 1.0));
        assert!(t_exceedance(0.0, 1.0).is_nan() && chi_square_exceedance(f64::NAN).is_nan());
    }

    /// Closed forms: t₁ is Cauchy's, t₂ is algebraic.
    #[test]
    fn t_with_one_and_two_degrees_of_freedom_has_closed_forms() {
        for p in [0.025f64, 0.4, 0.6, 0.975, 0.999] {
            assert_close(t_quantile(1.0, p), (std::f64::consts::PI * (p - 0.5)).tan(), 1e-9 * p / (1.0 - p));
            let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
            assert_close(t_quantile(2.0, p), two, 1e-9);
        }
    }

    /// I_x(1, b) = 1 − (1 − x)^b and I_x(a, 1) = x^a, from tiny shapes to a hundred million.
    #[test]
    fn beta_with_a_unit_shape_is_a_power() {
        for shape in [0.5, 3.0, 1e4, 1e8] {
            for p in [1e-6, 0.025, 0.5, 0.975] {
                let low = -f64::exp_m1(f64::ln_1p(-p) / shape);
                assert_close(beta_cdf(1.0, shape, low), p, 1e-8);
                assert_close(beta_quantile(1.0, shape, p) / low, 1.0, 1e-7);
                assert_close(beta_quantile(shape, 1.0, p), p.powf(1.0 / shape), 1e-9);
            }
        }
    }

    /// The binomial by plain addition of its terms.
    #[test]
    fn the_binomial_distribution_adds_up() {
        let (n, p) = (60u64, 0.3f64);
        let mut term = (1.0 - p).powi(60);
        let mut sum = 0.0;
        for k in 0..n {
            sum += term;
            assert_close(binomial_cdf(n, p, k), sum, 1e-12);
            term *= (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
        }
        assert_eq!(binomial_cdf(n, p, n), 1.0);
    }

    /// With a million trials the binomial is normal, with continuity and skewness corrected.
    #[test]
    fn the_binomial_of_a_million_trials_is_normal() {
        let (n, p) = (1_000_000u64, 0.5);
        for k in [498_500u64, 499_500, 500_000, 501_000] {
            let z = (k as f64 + 0.5 - 5e5) / 500.0;
            assert_close(binomial_cdf(n, p, k), normal_cdf(z), 1e-6);
        }
        let median = binomial_quantile(n, p, 0.5);
        assert_eq!(median, 500_000);
    }
}
