//! Dispersion of counts: the Fano factor.
//!
//! ```text
//! F = s²/m        ψᵢ = ((xᵢ − m)² − s²)/m − (xᵢ − m) s²/m²        se² = Var(ψ)/n
//! ```
//!
//! with m the mean and s² the variance of counts in equal windows. F is 1 for a Poisson process, above 1 where events
//! cluster. ψᵢ is the influence of window i; where windows depend on their neighbours, ψ is averaged over blocks of
//! consecutive windows, and the variance taken between blocks. F is biased by O(1/n) (low for clustered counts). With
//! fewer than two windows, or no events at all, it is NaN; its error needs two blocks.
//!
//! U. Fano, *Physical Review* 72 (1947); influence functions: F. R. Hampel, *J. Am. Stat. Assoc.* 69 (1974).

use super::batch_means::batch_means;
use super::estimate::Estimate;
use super::moments::Moments;

/// Variance over mean of counts, with an error that allows for dependence within `block` consecutive windows (1: none).
pub fn fano_factor(counts: &[f64], block: usize) -> Estimate {
    assert!(block >= 1, "a block holds at least one window");
    let moments: Moments = counts.iter().collect();
    let (mean, variance) = (moments.mean(), moments.variance());
    let influence = |x: &f64| {
        let apart = x - mean;
        (apart * apart - variance) / mean - apart * variance / (mean * mean)
    };
    let influences: Vec<f64> = counts.iter().map(influence).collect();
    Estimate {
        value: variance / mean,
        standard_error: batch_means(&influences, counts.len() / block).standard_error,
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, uniforms};
    use super::*;

    /// Counts of a Poisson process in windows with `mean` events on average.
    fn poisson(seed: u64, windows: u64, mean: f64) -> Vec<f64> {
        let mut cumulative = vec![(-mean).exp()];
        let mut term = cumulative[0];
        while cumulative.len() < 100 {
            term *= mean / cumulative.len() as f64;
            cumulative.push(cumulative[cumulative.len() - 1] + term);
        }
        uniforms(seed, windows)
            .into_iter()
            .map(|u| cumulative.partition_point(|&below| below < u) as f64)
            .collect()
    }

    /// By hand: mean 2, variance 2 + ⅔.
    #[test]
    fn four_windows_by_hand() {
        assert_close(fano_factor(&[0.0, 2.0, 2.0, 4.0], 1).value, 4.0 / 3.0, 1e-12);
    }

    /// Events that come in threes triple the Fano factor and its error.
    #[test]
    fn events_in_threes_triple_it() {
        let single = poisson(1015, 500, 4.0);
        let triple: Vec<f64> = single.iter().map(|x| 3.0 * x).collect();
        let (single, triple) = (fano_factor(&single, 1), fano_factor(&triple, 1));
        assert_close(triple.value, 3.0 * single.value, 1e-12);
        assert_close(triple.standard_error, 3.0 * single.standard_error, 1e-12);
    }

    /// A Poisson process has a Fano factor of 1, with variance near 2/(n − 1).
    #[test]
    fn a_poisson_process_has_one() {
        let fano = fano_factor(&poisson(1016, 20_000, 5.0), 1);
        assert!(fano.errors_from(1.0).abs() < 4.0, "{fano:?}");
        assert_close(fano.standard_error / (2.0f64 / 19_999.0).sqrt(), 1.0, 0.1);
    }

    /// Rare events that come in bursts: the error is that of leaving windows out one at a time.
    #[test]
    fn the_error_is_the_jackknifes() {
        let bursts: Vec<f64> = poisson(1021, 2_000, 0.5).iter().map(|x| x * x).collect();
        let without = |i: usize| fano_factor(&[&bursts[..i], &bursts[i + 1..]].concat(), 1).value;
        let left_out: Moments = (0..2_000).map(without).collect();
        let jackknife = (1_999.0 * 1_999.0 / 2_000.0 * left_out.variance()).sqrt();
        assert_close(fano_factor(&bursts, 1).standard_error / jackknife, 1.0, 0.02);
    }

    #[test]
    fn intervals_cover_one_for_poisson_counts() {
        let draws = poisson(1017, 400_000, 5.0);
        let covered =
            draws.chunks(200).filter(|sample| fano_factor(sample, 1).interval(0.95).contains(1.0)).count();
        // The error is a little low in samples of 200.
        assert_covers(covered as u64, 2_000, 0.95, 0.02);
    }

    /// Each window seen four times over: taken as independent, the error is half of what blocks of four say.
    #[test]
    fn blocks_allow_for_dependence() {
        let fours: Vec<f64> = poisson(1018, 1_000, 5.0).into_iter().flat_map(|x| [x; 4]).collect();
        let ratio = fano_factor(&fours, 4).standard_error / fano_factor(&fours, 1).standard_error;
        assert_close(ratio, 2.0, 0.01);
    }

    #[test]
    fn without_events_there_is_no_dispersion() {
        assert!(fano_factor(&[], 1).value.is_nan());
        assert!(fano_factor(&[0.0; 10], 1).value.is_nan());
        assert!(fano_factor(&[3.0], 1).value.is_nan());
    }
}
