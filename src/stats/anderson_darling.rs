//! Anderson and Darling's test of two samples: the squared gap between distribution functions, weighted so that the tails
//! count as much as the middle.
//!
//! ```text
//! A² = (1/N) Σ_k (1/nₖ) Σⱼ lⱼ (N Mₖⱼ − nₖ Bⱼ)² / (Bⱼ (N − Bⱼ) − N lⱼ/4)    (with an extra factor (N − 1)/N)
//! T = (A² − 1)/σ_N
//! ```
//!
//! over the distinct values of both samples together: lⱼ of them at value j, Bⱼ below it plus half of those at it, Mₖⱼ the same
//! within sample k. E A² = 1 if both samples have one law; σ_N is the exact standard deviation. Without ties T grows with
//! every difference between the laws. The p-value is that of the limit of A² for large samples, good to about .01 from 10 on
//! each side; with many ties it is approximate. Without two observations on either side all are NaN.
//!
//! F. W. Scholz & M. A. Stephens, *J. Am. Stat. Assoc.* 82 (1987), equation 7; limit: G. Marsaglia & J. Marsaglia, *J. Stat.
//! Software* 9 (2004); that it is the same for two samples: A. N. Pettitt, *Biometrika* 63 (1976).

use super::quantile::sorted;

/// How far two samples are apart, and how likely as much is if their laws are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AndersonDarling {
    /// A², with ties at their midranks.
    pub statistic: f64,
    /// T: the standard deviations by which A² is above its mean under equality.
    pub standardized: f64,
    /// The probability of as large a statistic under equality.
    pub p_value: f64,
}

/// Tests whether two samples come from one distribution.
pub fn anderson_darling(first: &[f64], second: &[f64]) -> AndersonDarling {
    if first.len() < 2 || second.len() < 2 {
        return AndersonDarling { statistic: f64::NAN, standardized: f64::NAN, p_value: f64::NAN };
    }
    let samples = [sorted(first), sorted(second)];
    let all = sorted(&samples.concat());
    let n = all.len() as f64;
    let mut statistic = 0.0;
    for together in all.chunk_by(|a, b| a == b) {
        let (ties, below) = (together.len() as f64, midrank(&all, together[0]));
        let weight = ties / n / (below * (n - below) - n * ties / 4.0);
        // All observations alike: nothing to tell.
        if !weight.is_finite() {
            continue;
        }
        for sample in &samples {
            let size = sample.len() as f64;
            let gap = n * midrank(sample, together[0]) - size * below;
            statistic += weight * gap * gap / size;
        }
    }
    statistic *= (n - 1.0) / n;
    let standardized = (statistic - 1.0) / spread(first.len(), second.len());
    AndersonDarling { statistic, standardized, p_value: 1.0 - limit(statistic) }
}

/// How many observations lie below `x`, and half of those at it.
fn midrank(sorted: &[f64], x: f64) -> f64 {
    let (below, up_to) =
        (sorted.partition_point(|&seen| seen < x), sorted.partition_point(|&seen| seen <= x));
    0.5 * (below + up_to) as f64
}

/// The standard deviation of A² for two samples of one law (Scholz & Stephens, equation 4, with k = 2).
fn spread(n: usize, m: usize) -> f64 {
    let all = (n + m) as f64;
    let inverse = 1.0 / n as f64 + 1.0 / m as f64;
    let whole = n + m;
    let h: f64 = (1..whole).map(|i| 1.0 / i as f64).sum();
    // Σ_{i=1}^{N−2} Σ_{j=i+1}^{N−1} 1/((N − i) j), summed from the largest j down.
    let mut tail = 0.0;
    let mut g = 0.0;
    for i in (1..whole - 1).rev() {
        tail += 1.0 / (i + 1) as f64;
        g += tail / (whole - i) as f64;
    }
    let a = (4.0 * g - 6.0) + (10.0 - 6.0 * g) * inverse;
    let b = (2.0 * g - 4.0) * 4.0 + 16.0 * h + (2.0 * g - 14.0 * h - 4.0) * inverse - 8.0 * h + 4.0 * g - 6.0;
    let c = (6.0 * h + 2.0 * g - 2.0) * 4.0
        + (4.0 * h - 4.0 * g + 6.0) * 2.0
        + (2.0 * h - 6.0) * inverse
        + 4.0 * h;
    let d = (2.0 * h + 6.0) * 4.0 - 8.0 * h;
    let variance = (((a * all + b) * all + c) * all + d) / ((all - 1.0) * (all - 2.0) * (all - 3.0));
    variance.sqrt()
}

/// The limiting distribution function of A² (Marsaglia & Marsaglia, `adinf`, to six digits).
fn limit(z: f64) -> f64 {
    if z <= 0.0 {
        0.0
    } else if z < 2.0 {
        let inner = 2.000_12
            + (0.247_105 - (0.064_982_1 - (0.034_796_2 - (0.011_672_0 - 0.001_686_91 * z) * z) * z) * z) * z;
        (-1.233_714_1 / z).exp() / z.sqrt() * inner
    } else {
        let inner =
            1.077_6 - (2.306_95 - (0.434_24 - (0.082_433 - (0.008_056 - 0.000_314_6 * z) * z) * z) * z) * z;
        (-inner.exp()).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, normals, two_samples, uniforms, value};
    use super::*;

    #[test]
    fn two_samples_differ_as_another_program_says() {
        let (first, second) = two_samples();
        assert_close(anderson_darling(&first, &second).standardized, value("/two_sample_300_400/ad"), 1e-9);
        let whole = |sample: &[f64]| sample.iter().map(|x| (3.0 * x).floor()).collect::<Vec<_>>();
        let tied = anderson_darling(&whole(&first), &whole(&second));
        assert_close(tied.standardized, value("/two_sample_300_400_whole/ad"), 1e-9);
    }

    /// Marsaglia and Marsaglia: A² = 2.492 367 is exceeded in 5 % of cases, 3.878 125 in 1 %.
    #[test]
    fn the_limit_is_the_published_one() {
        assert_close(limit(2.492_367), 0.95, 2e-5);
        assert_close(limit(3.878_125), 0.99, 2e-5);
        assert_close(limit(1.932_958), 0.90, 2e-5);
    }

    #[test]
    fn exchanging_the_sides_changes_nothing() {
        let (first, second) = two_samples();
        assert_close(
            anderson_darling(&first, &second).statistic,
            anderson_darling(&second, &first).statistic,
            1e-12,
        );
        assert!(anderson_darling(&[1.0], &first).p_value.is_nan());
        let alike = anderson_darling(&[1.0; 5], &[1.0; 7]);
        assert_eq!((alike.statistic, alike.p_value), (0.0, 1.0));
    }

    /// A difference in spread alone, which a test of means cannot see.
    #[test]
    fn a_wider_law_is_told_from_a_narrower_one() {
        let wide: Vec<f64> = normals(1104, 300).iter().map(|z| 2.0 * z).collect();
        assert!(anderson_darling(&normals(1105, 300), &wide).p_value < 0.001);
    }

    /// True hypotheses are rejected at 10 % in 10 % of cases; A² has mean 1 and the standard deviation that is claimed.
    #[test]
    fn true_hypotheses_are_rejected_as_often_as_the_level_says() {
        let draws = uniforms(1106, 100 * 2_000);
        let tests: Vec<_> =
            draws.chunks(100).map(|both| anderson_darling(&both[..40], &both[40..])).collect();
        let rejected = tests.iter().filter(|test| test.p_value < 0.1).count();
        assert_close(rejected as f64 / 2_000.0, 0.1, 0.01 + 4.0 * (0.09f64 / 2_000.0).sqrt());
        let mean = tests.iter().map(|test| test.standardized).sum::<f64>() / 2_000.0;
        assert_close(mean, 0.0, 4.0 / 2_000f64.sqrt());
        let square = tests.iter().map(|test| test.standardized.powi(2)).sum::<f64>() / 2_000.0;
        assert_close(square, 1.0, 0.25);
    }
}
