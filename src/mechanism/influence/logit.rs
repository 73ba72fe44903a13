//! Quantal choice: better options are likelier, the best the more so the higher the rationality.
//!
//! ```text
//! P(i) = exp(β vᵢ) / Σ exp(β vⱼ)
//! ```
//!
//! β [1/unit of value]: 0 chooses by lot, ∞ the best. An option of value −∞ cannot be chosen.
//!
//! R. McKelvey, T. Palfrey, *Games and Economic Behavior* 10 (1995).

/// The probability of each option; equal where no option can be chosen.
pub fn probabilities<const N: usize>(values: &[f64; N], rationality: f64) -> [f64; N] {
    let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if best == f64::NEG_INFINITY {
        return [1.0 / N as f64; N];
    }
    let odds = values.map(|value| match value {
        f64::NEG_INFINITY => 0.0,
        value if value == best => 1.0,
        value => (rationality * (value - best)).exp(),
    });
    let sum: f64 = odds.iter().sum();
    odds.map(|x| x / sum)
}

/// The option that a uniform number in [0, 1) picks.
pub fn draw(probabilities: &[f64], uniform: f64) -> usize {
    let mut below = 0.0;
    let mut last = 0;
    for (option, &p) in probabilities.iter().enumerate().filter(|&(_, &p)| p > 0.0) {
        below += p;
        last = option;
        if uniform < below {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: [f64; 3], expected: [f64; 3]) {
        assert!(found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-4), "{found:?}");
    }

    /// V26: values 1, 2, 3 at β of 0, 1 and 50.
    #[test]
    fn rationality_runs_from_the_lot_to_the_best() {
        let values = [1.0, 2.0, 3.0];
        near(probabilities(&values, 0.0), [1.0 / 3.0; 3]);
        near(probabilities(&values, 1.0), [0.0900, 0.2447, 0.6652]);
        near(probabilities(&values, 50.0), [0.0, 0.0, 1.0]);
        near(probabilities(&values, f64::INFINITY), [0.0, 0.0, 1.0]);
    }

    #[test]
    fn large_values_and_forbidden_options_do_no_harm() {
        near(probabilities(&[1e300, 1e300, -1e300], 1e10), [0.5, 0.5, 0.0]);
        near(probabilities(&[f64::NEG_INFINITY, 0.0, 0.0], 0.0), [0.0, 0.5, 0.5]);
        near(probabilities(&[f64::NEG_INFINITY; 3], 1.0), [1.0 / 3.0; 3]);
    }

    #[test]
    fn one_number_picks_one_option() {
        let p = [0.2, 0.0, 0.8];
        let picks = [0.0, 0.1999, 0.2001, 0.9999].map(|u| draw(&p, u));
        assert_eq!(picks, [0, 0, 2, 2]);
        assert_eq!(
            draw(&[0.5, 0.5 - 1e-12, 0.0], 0.999_999_999_999_9),
            1,
            "rounding picks nothing impossible"
        );
    }
}
