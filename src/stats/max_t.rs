//! Simultaneous intervals for several means on the same subjects: of several scenarios, or of one over its dates.
//!
//! ```text
//! x̄ₖ ± c sₖ/√n        c: the level-quantile of max_k |x̄*ₖ − x̄ₖ| √n/s*ₖ over resamples of the subjects
//! ```
//!
//! A subject is resampled with all its columns, so that c knows how they depend on each other: for columns that move together it is
//! little more than for one, for independent ones it is Bonferroni's. Studentized in each resample, the intervals are right to
//! O(1/n) for one side and both. A value that is NaN is left out of its column. A column that never varies has an interval of one
//! point and no part in c; where none varies c is NaN. Below about 30 subjects, or where a column has a handful of values other
//! than zero, the level is approximate.
//!
//! P. H. Westfall & S. S. Young, *Resampling-Based Multiple Testing* (1993), section 2.5; J. P. Romano & M. Wolf, *Econometrica* 73
//! (2005); studentization: P. Hall, *The Bootstrap and Edgeworth Expansion* (1992), section 3.

use rand::RngExt;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::estimate::{Estimate, Interval, upper_tail};
use super::moments::Moments;
use super::quantile::quantile;

/// Means of several columns with the multiple of their errors that holds for all at once.
#[derive(Clone, Debug, PartialEq)]
pub struct MaxT {
    estimates: Vec<Estimate>,
    critical: f64,
    level: f64,
}

impl MaxT {
    /// Resamples the subjects `resamples` times. All columns have a value, or NaN, for each subject.
    pub fn of(columns: &[&[f64]], resamples: usize, seed: u64, level: f64) -> Self {
        let subjects = columns.first().map_or(0, |column| column.len());
        assert!(columns.iter().all(|column| column.len() == subjects), "each subject is in every column");
        let estimates: Vec<Estimate> = columns.iter().map(|column| estimate(column)).collect();
        let varying: Vec<usize> = (0..columns.len()).filter(|&k| estimates[k].standard_error > 0.0).collect();
        let table = Table::new(columns, &estimates, &varying);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut largest: Vec<f64> = (0..resamples).map(|_| table.largest(&mut rng)).collect();
        largest.retain(|t| !t.is_nan());
        largest.sort_by(f64::total_cmp);
        // The least of the resamples that `level` of them do not exceed.
        let critical = if varying.is_empty() { f64::NAN } else { quantile(&largest, level) };
        Self { estimates, critical, level: 2.0 * upper_tail(level) - 1.0 }
    }

    /// The means with their standard errors.
    pub fn estimates(&self) -> &[Estimate] {
        &self.estimates
    }

    /// How many standard errors each interval reaches to either side.
    pub fn critical(&self) -> f64 {
        self.critical
    }

    /// The intervals, which hold all means at once with the level.
    pub fn intervals(&self) -> Vec<Interval> {
        let one = |estimate: &Estimate| {
            let half =
                if estimate.standard_error > 0.0 { self.critical * estimate.standard_error } else { 0.0 };
            // Nothing is known without an error.
            let half = if estimate.standard_error.is_nan() { f64::NAN } else { half };
            Interval { low: estimate.value - half, high: estimate.value + half, level: self.level }
        };
        self.estimates.iter().map(one).collect()
    }
}

fn estimate(column: &[f64]) -> Estimate {
    column.iter().copied().filter(|x| !x.is_nan()).collect::<Moments>().estimate()
}

/// The varying columns, less their means, subject by subject.
struct Table {
    columns: usize,
    /// Deviations; 0 where there is none.
    apart: Vec<f64>,
    /// 1 where there is a value, else 0.
    there: Vec<f64>,
}

impl Table {
    fn new(columns: &[&[f64]], estimates: &[Estimate], varying: &[usize]) -> Self {
        let subjects = columns.first().map_or(0, |column| column.len());
        let mut table = Self { columns: varying.len(), apart: Vec::new(), there: Vec::new() };
        for (subject, k) in (0..subjects).flat_map(|subject| varying.iter().map(move |&k| (subject, k))) {
            let x = columns[k][subject];
            table.apart.push(if x.is_nan() { 0.0 } else { x - estimates[k].value });
            table.there.push(if x.is_nan() { 0.0 } else { 1.0 });
        }
        table
    }

    /// The largest |t| in one resample of the subjects; NaN for no columns.
    fn largest(&self, rng: &mut Xoshiro256PlusPlus) -> f64 {
        let subjects = self.apart.len().checked_div(self.columns).unwrap_or(0);
        let mut sums = vec![[0.0f64; 3]; self.columns];
        for _ in 0..subjects {
            let row = rng.random_range(0..subjects as u64) as usize * self.columns;
            let values = self.apart[row..].iter().zip(&self.there[row..]);
            for (sum, (apart, there)) in sums.iter_mut().zip(values) {
                sum[0] += there;
                sum[1] += apart;
                sum[2] += apart * apart;
            }
        }
        let t = |[n, sum, squares]: [f64; 3]| {
            let mean = sum / n;
            let error = ((squares / n - mean * mean) / (n - 1.0)).sqrt();
            // Drawn all alike: as far off as one likes, or not at all.
            if error > 0.0 { (mean / error).abs() } else { 0.0 }
        };
        sums.into_iter().map(t).fold(f64::NAN, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals};
    use super::super::special::{normal_quantile, t_quantile};
    use super::*;

    /// `count` columns of `n` standard normals, of which `share` of the variance is common.
    fn columns(seed: u64, n: u64, count: usize, share: f64) -> Vec<Vec<f64>> {
        let draws = normals(seed, n * (count as u64 + 1));
        let (common, own) = draws.split_at(n as usize);
        let mix = |own: &[f64]| {
            common.iter().zip(own).map(|(c, o)| share.sqrt() * c + (1.0 - share).sqrt() * o).collect()
        };
        own.chunks(n as usize).map(mix).collect()
    }

    fn views(columns: &[Vec<f64>]) -> Vec<&[f64]> {
        columns.iter().map(Vec::as_slice).collect()
    }

    /// 4,000 resamples know a 95 % quantile to ± .03 (two standard errors).
    #[test]
    fn one_column_is_given_students_interval() {
        let one = columns(1110, 60, 1, 0.0);
        let max_t = MaxT::of(&views(&one), 4_000, 1, 0.95);
        assert_close(max_t.critical(), t_quantile(59.0, 0.975), 0.15);
    }

    #[test]
    fn columns_that_are_the_same_cost_nothing_and_independent_ones_what_bonferroni_says() {
        let one = columns(1111, 200, 1, 0.0);
        let same = MaxT::of(&[&one[0], &one[0], &one[0]], 2_000, 1, 0.95);
        assert_close(same.critical(), MaxT::of(&views(&one), 2_000, 1, 0.95).critical(), 1e-12);
        let apart = MaxT::of(&views(&columns(1112, 400, 10, 0.0)), 4_000, 1, 0.95);
        // 1 − (1 − p)^10 = .05
        assert_close(apart.critical(), normal_quantile(1.0 - (1.0 - 0.95f64.powf(0.1)) / 2.0), 0.12);
    }

    #[test]
    fn what_never_varies_is_a_point_and_what_is_missing_is_left_out() {
        let varied = normals(1113, 40);
        let mut holes = varied.clone();
        holes[3] = f64::NAN;
        let max_t = MaxT::of(&[&[2.0; 40], &varied, &holes, &[f64::NAN; 40]], 200, 1, 0.95);
        let intervals = max_t.intervals();
        assert_eq!((intervals[0].low, intervals[0].high), (2.0, 2.0));
        assert!(intervals[1].low < intervals[1].high && intervals[3].low.is_nan());
        let kept: Moments = holes.iter().copied().filter(|x| !x.is_nan()).collect();
        assert_eq!(max_t.estimates()[2], kept.estimate());
        assert!(MaxT::of(&[], 10, 1, 0.95).intervals().is_empty());
        assert!(MaxT::of(&[&[0.0; 9]], 10, 1, 0.95).critical().is_nan());
    }

    /// Five columns that share half their variance, 100 subjects, 1,000 times: all five means are held together in 95 %.
    #[test]
    fn the_intervals_hold_all_means_at_once_as_often_as_they_say() {
        let covered = (0..1_000u64).filter(|&k| {
            let columns = columns(20_000 + 1_000 * k, 100, 5, 0.5);
            MaxT::of(&views(&columns), 200, k, 0.95).intervals().iter().all(|i| i.contains(0.0))
        });
        assert_covers(covered.count() as u64, 1_000, 0.95, 0.005);
    }
}
