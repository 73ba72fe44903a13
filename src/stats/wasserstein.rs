//! Wasserstein distance of order 1: how far, on average, outcomes must be moved to turn one sample into the other.
//!
//! ```text
//! W₁ = ∫ |Fₙ(x) − Gₘ(x)| dx
//! ```
//!
//! in the unit of the outcome. Two samples of one distribution are a distance of O(1/√n) apart, so W₁ is biased upwards; 0
//! only for equal samples. Without data it is NaN.
//!
//! L. N. Vaserstein, *Problems of Information Transmission* 5 (1969); on the line: S. S. Vallender, *Theory Probab. Appl.* 18
//! (1974).

use super::gap::gaps;

/// The distance of two samples.
pub fn wasserstein(first: &[f64], second: &[f64]) -> f64 {
    if first.is_empty() || second.is_empty() {
        return f64::NAN;
    }
    gaps(first, second).map(|(gap, width)| gap.abs() * width).sum()
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, normals, two_samples, value};
    use super::*;

    #[test]
    fn the_distance_is_that_of_another_program() {
        let (first, second) = two_samples();
        assert_close(wasserstein(&first, &second), value("/two_sample_300_400/wasserstein"), 1e-12);
        let whole = |sample: &[f64]| sample.iter().map(|x| (3.0 * x).floor()).collect::<Vec<_>>();
        let tied = wasserstein(&whole(&first), &whole(&second));
        assert_close(tied, value("/two_sample_300_400_whole/wasserstein"), 1e-12);
    }

    #[test]
    fn a_shifted_sample_is_as_far_as_it_was_shifted() {
        let sample = normals(1101, 50);
        let shifted: Vec<f64> = sample.iter().map(|x| x - 2.5).collect();
        assert_close(wasserstein(&sample, &shifted), 2.5, 1e-12);
        assert_close(wasserstein(&shifted, &sample), 2.5, 1e-12);
    }

    #[test]
    fn equal_samples_are_nowhere_apart_and_none_are_nowhere() {
        let sample = normals(1102, 50);
        assert_eq!(wasserstein(&sample, &sample), 0.0);
        assert!(wasserstein(&[], &sample).is_nan() && wasserstein(&sample, &[]).is_nan());
    }
}
