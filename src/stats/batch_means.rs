//! The mean of a series whose neighbours depend on each other.
//!
//! ```text
//! Yⱼ = mean of batch j of m consecutive observations        se² = Var(Y)/b,   b batches
//! ```
//!
//! As m outgrows the memory of the series the batches become independent and the error consistent; with m too small it is
//! too low (for positive dependence). The mean is that of all batches; what is left over at the beginning, where a series
//! remembers its start, is not used. With b − 1 degrees of freedom `Estimate::t_interval` gives the interval. Without two
//! batches the error is NaN, without observations the mean too.
//!
//! L. W. Schruben, *Operations Research* 31 (1983); A. M. Law, *Simulation Modeling and Analysis* (2015), section 9.5.3.

use super::estimate::Estimate;
use super::moments::Moments;

/// The mean of `series` with a standard error from `batches` consecutive batches of equal length.
pub fn batch_means(series: &[f64], batches: usize) -> Estimate {
    let length = series.len().checked_div(batches).unwrap_or(0);
    if length == 0 {
        return Estimate { value: series.iter().collect::<Moments>().mean(), standard_error: f64::NAN };
    }
    let used = &series[series.len() - batches * length..];
    let means: Moments = used.chunks(length).map(|batch| batch.iter().collect::<Moments>().mean()).collect();
    means.estimate()
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals};
    use super::*;

    /// A series that keeps the share `memory` of its last value.
    fn autoregressive(seed: u64, n: u64, memory: f64) -> Vec<f64> {
        let mut last = 0.0;
        let step = |shock: f64| {
            last = memory * last + shock;
            last
        };
        normals(seed, n).into_iter().map(step).collect()
    }

    #[test]
    fn batches_of_one_give_the_plain_error() {
        let series = normals(7, 200);
        let plain = series.iter().collect::<Moments>().estimate();
        let batched = batch_means(&series, 200);
        assert_close(batched.value, plain.value, 1e-12);
        assert_close(batched.standard_error, plain.standard_error, 1e-12);
    }

    #[test]
    fn too_few_observations_have_a_mean_but_no_error() {
        let estimate = batch_means(&[1.0, 2.0], 3);
        assert_eq!(estimate.value, 1.5);
        assert!(estimate.standard_error.is_nan());
        assert!(batch_means(&[], 0).value.is_nan());
    }

    /// Left-overs are dropped at the beginning.
    #[test]
    fn the_start_of_the_series_is_what_is_dropped() {
        assert_eq!(batch_means(&[100.0, 1.0, 3.0, 1.0, 3.0], 2).value, 2.0);
    }

    /// With memory .7 the long-run error is 1/(1 − .7)/√n; 20 batches of 200 cover the mean as often as they say, the
    /// plain error far less.
    #[test]
    fn batches_see_the_memory_of_the_series() {
        let series = autoregressive(1019, 4_000 * 400, 0.7);
        let runs = series.chunks(4_000);
        let covered =
            runs.clone().filter(|run| batch_means(run, 20).t_interval(19.0, 0.95).contains(0.0)).count();
        assert_covers(covered as u64, 400, 0.95, 0.0);
        let plain = runs.filter(|run| run.iter().collect::<Moments>().interval(0.95).contains(0.0)).count();
        assert!(plain < 320, "{plain}");
    }
}
