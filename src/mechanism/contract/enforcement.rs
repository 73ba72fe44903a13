//! Which promises keep themselves: self-enforcement, and the hold-up of what is sunk.
//!
//! No court stands behind the bargain. A side keeps its word while what cheating brings, until it is noticed, is worth no
//! more than going on:
//!
//! ```text
//! temptation = t · ℓ   ≤   δ'/(1 − δ') · (V − d) = continuation          δ' = δ · P(the regime survives a month)
//! ```
//!
//! with t the gain from cheating [m$/month], ℓ the lag before it is noticed [months], V − d the side's value over its
//! alternative [m$/month]. In the two-action game with payoffs T > R > P this is δ ≥ (T − R)/(T − P).
//!
//! An investment I whose value 2 k √I is shared after it is sunk, with β for the investor, is β² k² against the efficient
//! k²; what is expected to be seized of a concession within `years` at a hazard p is 1 − exp(−p · years).
//!
//! G. Baker, R. Gibbons, K. Murphy, *QJE* 117 (2002); J. Levin, *AER* 93 (2003); S. Grossman, O. Hart, *JPE* 94 (1986).

/// What going on is worth [m$]: `net` [m$/month] for ever, discounted by `discount` a month.
pub fn continuation(net: f64, discount: f64) -> f64 {
    let discount = discount.clamp(0.0, 0.999_999);
    discount / (1.0 - discount) * net
}

/// The least discount factor at which cooperation holds, for temptation T, reward R, punishment P.
pub fn least_discount(temptation: f64, reward: f64, punishment: f64) -> f64 {
    (temptation - reward) / (temptation - punishment)
}

/// Whether it holds at a discount factor: a one-period gain against a stream from the next period on.
pub fn holds(temptation: f64, reward: f64, punishment: f64, discount: f64) -> bool {
    temptation - reward <= continuation(reward - punishment, discount)
}

/// Investment over the efficient one where the investor keeps a share `kept` of what it brings.
pub fn investment(kept: f64) -> f64 {
    kept * kept
}

/// Expected loss of a sunk concession within `years` at a hazard of seizure [per year].
pub fn hold_up(hazard: f64, years: f64) -> f64 {
    1.0 - (-hazard * years).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// V11.
    #[test]
    fn a_contract_holds_above_the_least_discount_factor() {
        assert_eq!(least_discount(5.0, 3.0, 1.0), 0.5);
        assert!(holds(5.0, 3.0, 1.0, 0.51) && !holds(5.0, 3.0, 1.0, 0.49));
    }

    /// V10: the investment that maximises the investor's part.
    #[test]
    fn who_expects_to_share_invests_too_little() {
        assert_eq!(investment(0.5), 0.25);
        assert!((investment(0.8) - 0.64).abs() < 1e-12);
        let k = 3.0;
        let gain = |i: f64, kept: f64| kept * 2.0 * k * f64::sqrt(i) - i;
        for kept in [0.5, 0.8, 1.0] {
            let best = investment(kept) * k * k;
            assert!(gain(best, kept) > gain(best * 1.01, kept) && gain(best, kept) > gain(best * 0.99, kept));
        }
    }

    #[test]
    fn going_on_is_worth_the_sum_of_its_months() {
        let sum: f64 = (1..2000).map(|t| 3.0 * 0.95f64.powi(t)).sum();
        assert!((continuation(3.0, 0.95) - sum).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_held_up_without_a_hazard() {
        assert_eq!(hold_up(0.0, 2.0), 0.0);
        assert!((hold_up(0.25, 2.0) - 0.393_469).abs() < 1e-6);
    }
}
