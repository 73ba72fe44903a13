//! Restricted mean lifetimes subject by subject, so that they can be paired and averaged like any outcome.
//!
//! ```text
//! μ(τ) = ∫₀^τ S dt        θᵢ = n μ(τ) − (n − 1) μ₍₋ᵢ₎(τ)
//! ```
//!
//! with S the Kaplan–Meier curve and μ₍₋ᵢ₎ the same without subject i (jackknife pseudo-values). Where nobody is lost from sight before τ,
//! θᵢ is the subject's own lifetime cut at τ. Their mean is μ(τ) itself but for O(1/n), and so is that of their differences
//! between two scenarios, whose standard error takes account of the pairing. Censoring must not depend on what would have come.
//! Without two subjects there are none.
//!
//! P. K. Andersen, M. G. Hansen & J. P. Klein, *Lifetime Data Analysis* 10 (2004); P. Royston & M. K. B. Parmar, *BMC Medical
//! Research Methodology* 13 (2013).

use std::collections::BTreeMap;

use super::life_table::LifeTable;
use super::survival::Survival;

/// The pseudo-value of each subject up to `horizon`; cause 0 is censored, all others count alike.
pub fn pseudo_values(times: &[f64], causes: &[u8], horizon: f64) -> Vec<f64> {
    let n = times.len();
    if n < 2 {
        return vec![f64::NAN; n];
    }
    let whole = restricted_mean(times, causes, horizon);
    // Subjects that left at one time in one way have one pseudo-value.
    let mut known: BTreeMap<(u64, bool), f64> = BTreeMap::new();
    (0..n)
        .map(|i| {
            let key = (times[i].to_bits(), causes[i] > 0);
            *known.entry(key).or_insert_with(|| {
                let without = restricted_mean(&left_out(times, i), &left_out(causes, i), horizon);
                n as f64 * whole - (n - 1) as f64 * without
            })
        })
        .collect()
}

fn restricted_mean(times: &[f64], causes: &[u8], horizon: f64) -> f64 {
    Survival::of(LifeTable::new(times, causes)).restricted_mean(horizon).value
}

fn left_out<T: Copy>(all: &[T], i: usize) -> Vec<T> {
    [&all[..i], &all[i + 1..]].concat()
}

#[cfg(test)]
mod tests {
    use super::super::paired::Paired;
    use super::super::reference::{
        assert_close, assert_covers, sixty_lifetimes, sixty_others, uniforms, value, values,
    };
    use super::*;

    #[test]
    fn pseudo_values_are_those_of_another_program() {
        let (times, causes) = sixty_lifetimes();
        let pseudo = pseudo_values(&times, &causes, 30.0);
        for (got, expected) in pseudo.iter().zip(values("/rmst_60_60_at30/pseudo_first3")) {
            assert_close(*got, expected, 1e-9);
        }
        let (others, other_causes) = sixty_others();
        let second = pseudo_values(&others, &other_causes, 30.0);
        let paired: Paired = pseudo.into_iter().zip(second).collect();
        assert_close(paired.difference().value, value("/rmst_60_60_at30/paired_difference"), 1e-9);
        assert_close(paired.difference().standard_error, value("/rmst_60_60_at30/paired_error"), 1e-9);
    }

    #[test]
    fn errors_of_unpaired_restricted_means_are_greenwoods() {
        for (group, name) in [(sixty_lifetimes(), "first"), (sixty_others(), "second")] {
            let mean = Survival::of(LifeTable::new(&group.0, &group.1)).restricted_mean(30.0);
            assert_close(mean.value, value(&format!("/rmst_60_60_at30/{name}")), 1e-9);
            assert_close(mean.standard_error, value(&format!("/rmst_60_60_at30/{name}_error")), 1e-9);
        }
    }

    #[test]
    fn where_all_are_watched_to_the_end_a_pseudo_value_is_a_life() {
        let times = [3.0, 10.0, 10.0, 7.0, 1.0];
        let pseudo = pseudo_values(&times, &[1, 0, 0, 2, 1], 10.0);
        for (got, expected) in pseudo.iter().zip(times) {
            assert_close(*got, expected, 1e-12);
        }
        assert!(pseudo_values(&[1.0], &[1], 5.0)[0].is_nan() && pseudo_values(&[], &[], 5.0).is_empty());
    }

    /// Pairs that share half their luck, hazards .02 and .03 a week, censored at rate .005: in 500 samples of 100 pairs the
    /// paired interval holds the difference of restricted means 95 % of the time.
    #[test]
    fn the_paired_interval_covers_the_difference() {
        let truth = |hazard: f64| (1.0 - f64::exp(-hazard * 52.0)) / hazard;
        let draws = uniforms(1122, 100 * 4 * 500);
        let covered = draws.chunks(400).filter(|sample| {
            let side = |hazard: f64, own: usize| {
                let one = |k: usize| {
                    let luck = if sample[4 * k + 3] < 0.5 { sample[4 * k] } else { sample[4 * k + own] };
                    let exit = -(1.0 - luck).ln() / hazard;
                    // Each subject's censoring is its own, the same on both sides.
                    let censored = -(1.0 - (sample[4 * k + 3] * 2.0).fract()).ln() / 0.005;
                    (exit.min(censored), u8::from(exit <= censored))
                };
                let (times, causes): (Vec<f64>, Vec<u8>) = (0..100).map(one).unzip();
                pseudo_values(&times, &causes, 52.0)
            };
            let paired: Paired = side(0.02, 1).into_iter().zip(side(0.03, 2)).collect();
            paired.interval(0.95).contains(truth(0.03) - truth(0.02))
        });
        assert_covers(covered.count() as u64, 500, 0.95, 0.01);
    }
}
