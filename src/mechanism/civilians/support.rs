//! Support for the state: what people think, and what they say.
//!
//! ```text
//! target = S + σ (1 − t) + κ [Σ insurgents (a − a₀) − (a_state − a₀) − b (a_russia − a₀)]
//!            − η H (X − 1) + χ (c − c₀)
//! s ← s + p (target − s), kept in [0, 1]           stated = min(1, s + φ f_state / f₀)
//! ```
//!
//! S the zone's support at the start, t temper, a anger and f fear (a₀, f₀ at the start), H the agent's hardship, X the
//! zone's stress, c the state's control; κ, b, η, χ points of support for each; p = 1 − 2^(−1/half-life). That what is
//! said exceeds what is thought in proportion to fear: T. Kuran, *Private Truths, Public Lies* (1995); φ is the
//! excess at the fear of the start (P64).

use crate::ledger::Values;
use crate::units::kept;
use crate::world::Side;

#[derive(Clone, Copy, Debug)]
pub struct Support {
    /// Points of support for a point of anger.
    pub anger: f64,
    /// Part of the anger at the Russians that is laid at the state's door.
    pub host: f64,
    /// Points for a doubling of hardship.
    pub hardship: f64,
    /// Points for full control against none.
    pub control: f64,
    /// Points between an even temper and the hottest.
    pub spread: f64,
    /// Points, at the start, for full control against none between zones.
    pub slope: f64,
    /// Part of the way to the target in a week.
    pub pace: f64,
    /// Stated less latent support at the fear of the start (P64).
    pub falsification: f64,
}

impl Support {
    pub fn new(values: &Values) -> Self {
        Self {
            anger: values.get("civilians.support_anger"),
            host: values.get("civilians.host_blame"),
            hardship: values.get("civilians.support_hardship"),
            control: values.get("civilians.support_control"),
            spread: values.get("civilians.support_spread"),
            slope: values.get("civilians.support_slope"),
            pace: 1.0 - kept(values.get("civilians.support_half_life")),
            falsification: values.get("civilians.falsification"),
        }
    }

    /// Points of support for a point of anger toward each side.
    pub fn weights(&self) -> [f64; Side::COUNT] {
        Side::ALL.map(|side| match side {
            Side::State => -self.anger,
            Side::Russia => -self.anger * self.host,
            _ => self.anger,
        })
    }
}

/// Support after a week on the way to `target`.
#[inline]
pub fn moved(support: f32, target: f32, pace: f32) -> f32 {
    (support + pace * (target - support)).clamp(0.0, 1.0)
}

/// What is said by one who thinks `support` and fears the state.
#[inline]
pub fn stated(support: f32, fear: f32, falsification: f32) -> f32 {
    (support + falsification * fear).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_support_is_never_above_one() {
        assert_eq!(stated(0.9, 0.8, 0.5), 1.0);
        assert!((stated(0.5, 0.3, 0.2 / 0.3) - 0.7).abs() < 1e-6);
    }

    #[test]
    fn support_stays_a_share() {
        assert_eq!(moved(0.1, -9.0, 0.5), 0.0);
        assert_eq!(moved(0.9, 9.0, 0.5), 1.0);
        assert_eq!(moved(0.4, 0.4, 0.5), 0.4);
    }
}
