//! Energy distance of two samples, and the score of an ensemble that is the same thing against one observation.
//!
//! ```text
//! D² = 2 E|X − Y| − E|X − X′| − E|Y − Y′| = 2 ∫ (Fₙ(x) − Gₘ(x))² dx
//! CRPS(F, y) = E|X − y| − ½ E|X − X′| = ∫ (Fₙ(x) − 1{x ≥ y})² dx
//! ```
//!
//! D is in the root of the outcome's unit, the score in the unit itself. All means run over all pairs (X = X′ among them), so
//! D² is biased upwards by O(1/n) and the score by E|X − X′|/2n; [`crps_fair`] leaves those pairs out and is unbiased. Without
//! data all are NaN.
//!
//! G. J. Székely & M. L. Rizzo, *J. Stat. Plan. Inference* 143 (2013); T. Gneiting & A. E. Raftery, *J. Am. Stat. Assoc.* 102
//! (2007); fair: C. A. T. Ferro, *Q. J. R. Meteorol. Soc.* 140 (2014).

use super::gap::gaps;

/// The energy distance of two samples.
pub fn energy_distance(first: &[f64], second: &[f64]) -> f64 {
    if first.is_empty() || second.is_empty() {
        return f64::NAN;
    }
    (2.0 * squared_gap(first, second)).sqrt()
}

/// The continuous ranked probability score of an ensemble; less is better.
pub fn crps(ensemble: &[f64], observed: f64) -> f64 {
    if ensemble.is_empty() { f64::NAN } else { squared_gap(ensemble, &[observed]) }
}

/// The same without the bias of a finite ensemble; NaN for fewer than two members.
pub fn crps_fair(ensemble: &[f64], observed: f64) -> f64 {
    let n = ensemble.len() as f64;
    if n < 2.0 {
        return f64::NAN;
    }
    let apart = ensemble.iter().map(|x| (x - observed).abs()).sum::<f64>() / n;
    let own = 2.0 * (apart - crps(ensemble, observed));
    apart - own * n / (n - 1.0) / 2.0
}

/// ∫ (Fₙ − Gₘ)² dx.
fn squared_gap(first: &[f64], second: &[f64]) -> f64 {
    gaps(first, second).map(|(gap, width)| gap * gap * width).sum()
}

#[cfg(test)]
mod tests {
    use super::super::moments::Moments;
    use super::super::reference::{assert_close, normals, two_samples, value};
    use super::*;

    #[test]
    fn the_distance_is_that_of_another_program() {
        let (first, second) = two_samples();
        assert_close(energy_distance(&first, &second), value("/two_sample_300_400/energy"), 1e-12);
        let whole = |sample: &[f64]| sample.iter().map(|x| (3.0 * x).floor()).collect::<Vec<_>>();
        let tied = energy_distance(&whole(&first), &whole(&second));
        assert_close(tied, value("/two_sample_300_400_whole/energy"), 1e-12);
    }

    #[test]
    fn the_scores_are_those_of_another_program() {
        let ensemble = normals(31, 50);
        assert_close(crps(&ensemble, 0.4), value("/crps_ensemble50_obs0.4/nrg"), 1e-12);
        assert_close(crps_fair(&ensemble, 0.4), value("/crps_ensemble50_obs0.4/fair"), 1e-12);
    }

    #[test]
    fn both_sides_are_equally_far() {
        let (first, second) = two_samples();
        assert_eq!(energy_distance(&first, &second), energy_distance(&second, &first));
        assert_eq!(energy_distance(&first, &first), 0.0);
        assert!(energy_distance(&[], &first).is_nan() && crps(&[], 0.0).is_nan());
        assert!(crps_fair(&[1.0], 0.0).is_nan());
    }

    /// For standard normals the score of the law itself is E|X − y| − 1/√π, whatever the size of the ensemble.
    #[test]
    fn a_fair_score_does_not_depend_on_the_size_of_the_ensemble() {
        let draws = normals(1103, 20_000);
        let truth = value("/crps_normal_obs0.4_mu0_sd1");
        for size in [2, 5, 20] {
            let scores: Moments = draws.chunks(size).map(|ensemble| crps_fair(ensemble, 0.4)).collect();
            assert!(scores.estimate().errors_from(truth).abs() < 4.0, "{size}: {scores:?}");
        }
    }
}
