//! Several tests or intervals at once: all of them right together with the level that is claimed.
//!
//! ```text
//! Bonferroni   level of each interval: 1 − (1 − level)/k
//! Holm         adjusted p₍ⱼ₎ = max_{i ≤ j} min(1, (k − i + 1) p₍ᵢ₎),  p₍₁₎ ≤ … ≤ p₍ₖ₎
//! ```
//!
//! Both hold whatever the dependence between the k; both are cautious where it is strong, as it is between scenarios that share a
//! baseline (there [`max_t`](super::max_t) is narrower). Holm rejects whatever Bonferroni does, and more. A p-value that is NaN
//! is no test: it stays NaN and is not counted.
//!
//! C. E. Bonferroni (1936); O. J. Dunn, *J. Am. Stat. Assoc.* 56 (1961); S. Holm, *Scand. J. Statistics* 6 (1979).

/// The level of each of `count` intervals that hold together with probability `level` or more.
pub fn bonferroni(level: f64, count: usize) -> f64 {
    1.0 - (1.0 - level) / count.max(1) as f64
}

/// Holm's adjusted p-values, in the order of the tests: below α they may be rejected together at α.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).filter(|&k| !p_values[k].is_nan()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut highest: f64 = 0.0;
    for (rank, &k) in order.iter().enumerate() {
        highest = highest.max((p_values[k] * (order.len() - rank) as f64).min(1.0));
        adjusted[k] = highest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::super::reference::{assert_close, uniforms, values};
    use super::*;

    #[test]
    fn adjusted_p_values_are_those_of_another_program() {
        let adjusted = holm(&values("/holm_adjusted/p"));
        for (got, expected) in adjusted.iter().zip(values("/holm_adjusted/holm")) {
            assert_close(*got, expected, 1e-15);
        }
    }

    #[test]
    fn a_test_that_is_none_is_not_counted() {
        let adjusted = holm(&[0.02, f64::NAN, 0.03]);
        assert_eq!((adjusted[0], adjusted[2]), (0.04, 0.04));
        assert!(adjusted[1].is_nan() && holm(&[]).is_empty());
    }

    #[test]
    fn one_interval_keeps_its_level() {
        assert_eq!((bonferroni(0.95, 1), bonferroni(0.95, 0)), (0.95, 0.95));
        assert_close(bonferroni(0.95, 5), 0.99, 1e-15);
    }

    /// Five true hypotheses, 4,000 times: any is rejected at 5 % in at most 5 % of cases.
    #[test]
    fn true_hypotheses_are_together_rejected_no_more_often_than_the_level_says() {
        let draws = uniforms(1109, 20_000);
        let rejected = draws.chunks(5).filter(|p| holm(p).iter().any(|&p| p < 0.05)).count();
        assert!(rejected as f64 / 4_000.0 <= 0.05 + 4.0 * (0.05f64 * 0.95 / 4_000.0).sqrt(), "{rejected}");
    }
}
