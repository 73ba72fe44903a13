//! What part of an outcome's variance comes from not knowing the parameters, and what part from chance.
//!
//! For k draws of the parameters with r replicates each (one-way layout with random effects, yᵢⱼ = μ + aᵢ + eᵢⱼ):
//!
//! ```text
//! MSB = r Σ (ȳᵢ − ȳ)²/(k − 1)     MSW = Σ Σ (yᵢⱼ − ȳᵢ)²/(N − k)
//! σ²_between = (MSB − MSW)/r₀      σ²_within = MSW      share = σ²_between/(σ²_between + σ²_within)
//! F/F_(1−α/2; k−1, N−k) …: share = (F′ − 1)/(F′ + r₀ − 1)
//! ```
//!
//! with r₀ = (N − Σ rᵢ²/N)/(k − 1), which is r where all draws have as many. Both variances are unbiased; the one between draws
//! can come out below zero, which says that it is small. The share is biased by O(1/k). Its interval is exact for normal effects and
//! equal r, else approximate: heavy tails make it too narrow. The mean over all replicates has the error √(MSB/N), not s/√N:
//! replicates of one draw are alike. With fewer than two draws, or one replicate each, what is not determined is NaN.
//!
//! S. R. Searle, G. Casella & C. E. McCulloch, *Variance Components* (1992), sections 3.5, 3.6; interval: *ibid.*, after R. A.
//! Fisher.

use super::estimate::{Estimate, Interval, lower_tail, upper_tail};
use super::moments::Moments;
use super::special::f_quantile;

/// Sums of squares between and within draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VarianceSplit {
    draws: u64,
    replicates: u64,
    /// Σ rᵢ²
    squared_sizes: f64,
    mean: f64,
    between: f64,
    within: f64,
}

impl VarianceSplit {
    /// Takes in the replicates of one draw; a draw without any is none.
    pub fn add(&mut self, replicates: &[f64]) {
        let own: Moments = replicates.iter().collect();
        let n = own.count();
        let within = if n < 2 { 0.0 } else { own.variance() * (n - 1) as f64 };
        self.merge(&Self {
            draws: u64::from(n > 0),
            replicates: n,
            squared_sizes: (n * n) as f64,
            mean: own.mean(),
            between: 0.0,
            within,
        });
    }

    /// Takes in all draws of `other`.
    pub fn merge(&mut self, other: &Self) {
        if other.replicates == 0 {
            return;
        }
        let (own, others) = (self.replicates as f64, other.replicates as f64);
        let apart = other.mean - self.mean;
        self.mean += apart * others / (own + others);
        self.between += other.between + apart * apart * own * others / (own + others);
        self.within += other.within;
        self.squared_sizes += other.squared_sizes;
        self.draws += other.draws;
        self.replicates += other.replicates;
    }

    /// MSB, the mean square between draws.
    pub fn mean_square_between(&self) -> f64 {
        self.between / self.freedom_between()
    }

    /// MSW, the mean square within draws.
    pub fn mean_square_within(&self) -> f64 {
        self.within / self.freedom_within()
    }

    /// The variance that comes from the parameters.
    pub fn between(&self) -> f64 {
        (self.mean_square_between() - self.within()) / self.size()
    }

    /// The variance that is chance's.
    pub fn within(&self) -> f64 {
        self.mean_square_within()
    }

    /// The parameters' share of the whole variance (the intraclass correlation).
    pub fn share(&self) -> f64 {
        self.between() / (self.between() + self.within())
    }

    /// Fisher's ratio MSB/MSW: 1 on average if the parameters did not matter.
    pub fn ratio(&self) -> f64 {
        self.mean_square_between() / self.mean_square_within()
    }

    /// The interval of the parameters' share; its lower end can be below zero.
    pub fn interval(&self, level: f64) -> Interval {
        let (upper, lower) = (self.freedom_between(), self.freedom_within());
        if !(upper > 0.0 && lower > 0.0) {
            return Interval { low: f64::NAN, high: f64::NAN, level };
        }
        let share = |p: f64| {
            let ratio = self.ratio() / f_quantile(upper, lower, p);
            // Without chance all of it is the parameters'.
            if ratio.is_infinite() { 1.0 } else { (ratio - 1.0) / (ratio + self.size() - 1.0) }
        };
        Interval { low: share(upper_tail(level)), high: share(lower_tail(level)), level }
    }

    /// The mean over all replicates, with the error that draws with several replicates have.
    pub fn mean(&self) -> Estimate {
        if self.replicates == 0 {
            return Estimate::UNKNOWN;
        }
        let error = (self.mean_square_between() / self.replicates as f64).sqrt();
        Estimate { value: self.mean, standard_error: error }
    }

    fn freedom_between(&self) -> f64 {
        self.draws as f64 - 1.0
    }

    fn freedom_within(&self) -> f64 {
        self.replicates as f64 - self.draws as f64
    }

    /// r₀, the replicates of a draw.
    fn size(&self) -> f64 {
        (self.replicates as f64 - self.squared_sizes / self.replicates as f64) / self.freedom_between()
    }
}

impl<'a> FromIterator<&'a [f64]> for VarianceSplit {
    fn from_iter<I: IntoIterator<Item = &'a [f64]>>(draws: I) -> Self {
        let mut split = Self::default();
        draws.into_iter().for_each(|replicates| split.add(replicates));
        split
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, assert_covers, normals, value, values};
    use super::*;

    /// `draws` draws of `size` replicates: draws spread by 2, chance by 3.
    fn layout(draws: u64, sizes: &[usize], seeds: (u64, u64)) -> Vec<Vec<f64>> {
        let (effects, chance) =
            (normals(seeds.0, draws), normals(seeds.1, sizes.iter().sum::<usize>() as u64));
        let mut rest = chance.as_slice();
        let mut one = |(effect, &size): (&f64, &usize)| {
            let (own, others) = rest.split_at(size);
            rest = others;
            own.iter().map(|z| 2.0 * effect + 3.0 * z).collect()
        };
        effects.iter().zip(sizes).map(&mut one).collect()
    }

    fn split(draws: &[Vec<f64>]) -> VarianceSplit {
        draws.iter().map(Vec::as_slice).collect()
    }

    #[test]
    fn forty_draws_of_ten_are_split_as_another_program_says() {
        let split = split(&layout(40, &[10; 40], (21, 22)));
        let expected = |name: &str| value(&format!("/anova_components_40x10/{name}"));
        assert_close(split.mean_square_between(), expected("msb"), 1e-9);
        assert_close(split.mean_square_within(), expected("msw"), 1e-10);
        assert_close(split.between(), expected("var_between"), 1e-10);
        assert_close(split.within(), expected("var_within"), 1e-10);
        assert_close(split.share(), expected("icc"), 1e-12);
        assert_close(split.ratio(), expected("F"), 1e-10);
        let ends = values("/icc_interval_40x10");
        assert_close(split.interval(0.95).low, ends[0], 1e-9);
        assert_close(split.interval(0.95).high, ends[1], 1e-9);
    }

    #[test]
    fn draws_of_different_sizes_are_split_as_another_program_says() {
        let sizes: Vec<usize> = values("/anova_unbalanced_8/sizes").iter().map(|&n| n as usize).collect();
        let split = split(&layout(8, &sizes, (23, 24)));
        for (got, name) in
            [(split.ratio(), "F"), (split.mean_square_between(), "msb"), (split.between(), "var_between")]
        {
            assert_close(got, value(&format!("/anova_unbalanced_8/{name}")), 1e-10);
        }
    }

    #[test]
    fn merging_at_every_cut_equals_seeing_the_whole() {
        let draws = layout(12, &[4; 12], (1118, 1119));
        let whole = split(&draws);
        for cut in 0..=12 {
            let mut left = split(&draws[..cut]);
            left.merge(&split(&draws[cut..]));
            assert_close(left.share(), whole.share(), 1e-12);
            assert_close(left.mean().standard_error, whole.mean().standard_error, 1e-12);
        }
    }

    #[test]
    fn without_chance_all_is_the_parameters_and_without_draws_nothing_is_known() {
        let certain = split(&[vec![1.0; 3], vec![2.0; 3], vec![5.0; 3]]);
        assert_eq!((certain.share(), certain.within()), (1.0, 0.0));
        assert_eq!(certain.interval(0.95).high, 1.0);
        let single = split(&[vec![1.0], vec![2.0], vec![4.0]]);
        assert!(single.share().is_nan() && single.interval(0.95).low.is_nan());
        assert_close(single.mean().value, 7.0 / 3.0, 1e-12);
        let one = split(&[vec![1.0, 2.0, 3.0], vec![]]);
        assert!(one.between().is_nan());
        assert_close(one.within(), 1.0, 1e-12);
        assert!(VarianceSplit::default().mean().value.is_nan());
    }

    /// Twenty draws of five, 2,000 times: both variances right in the mean, the share (4/13) in its interval in 95 %, and the
    /// mean in its own.
    #[test]
    fn variances_are_unbiased_and_intervals_cover() {
        let (mut between, mut within) = (Moments::default(), Moments::default());
        let (mut share, mut mean) = (0, 0);
        for k in 0..2_000 {
            let split = split(&layout(20, &[5; 20], (40_000 + 100 * k, 900_000 + 1_000 * k)));
            between.add(split.between());
            within.add(split.within());
            share += u64::from(split.interval(0.95).contains(4.0 / 13.0));
            mean += u64::from(split.mean().t_interval(19.0, 0.95).contains(0.0));
        }
        assert!(between.estimate().errors_from(4.0).abs() < 4.0, "{between:?}");
        assert!(within.estimate().errors_from(9.0).abs() < 4.0, "{within:?}");
        assert_covers(share, 2_000, 0.95, 0.0);
        assert_covers(mean, 2_000, 0.95, 0.0);
    }
}
