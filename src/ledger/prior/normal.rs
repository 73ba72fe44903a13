//! The standard normal distribution, `Φ` and its inverse.

use std::f64::consts::SQRT_2;

use statrs::function::erf::{erfc, erfc_inv};

/// `Φ(z)`.
pub(super) fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// `Φ⁻¹(u)`.
pub(super) fn quantile(u: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * u)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_percent_point_is_the_tabulated_one() {
        assert!((quantile(0.95) - 1.644_853_626_951_472).abs() < 1e-12);
        assert!((cdf(quantile(0.001)) - 0.001).abs() < 1e-12);
    }
}
