//! Anger and fear: how harm nearby is felt, and how it passes.
//!
//! ```text
//! felt:    a ← a + min(1, g n) (1 − a)         f ← f + h (1 − f)
//! passing: a ← k a + (1 − k) λ a₀              k = 2^(−1/half-life)
//! ```
//!
//! with n the deaths felt, g and h the gains, λ the part of the first week's feeling a₀ that does not pass.
//! D. S. Bennett, *Governments, Civilians, and the Evolution of Insurgency* (JASSS 11(4)7, 2008); that harm by
//! outsiders weighs more: J. Lyall, G. Blair, K. Imai, *Explaining Support for Combatants during Wartime* (APSR 107,
//! 2013).

use crate::ledger::Values;
use crate::units::kept;
use crate::world::Side;

/// How people feel harm.
#[derive(Clone, Copy, Debug)]
pub struct Feeling {
    /// Gain of anger for a death felt, and of fear for an incident (P52, P53).
    pub anger_gain: f64,
    pub fear_gain: f64,
    /// Times of anger for harm by foreigners.
    pub outsider: f64,
    /// Part that is left after a week (from P54, P55).
    pub anger_kept: f64,
    pub fear_kept: f64,
    /// Part of the feeling at the start that does not pass.
    pub lasting: f64,
    /// People who feel one death (P124) [persons].
    pub exposure: f64,
}

impl Feeling {
    pub fn new(values: &Values) -> Self {
        Self {
            anger_gain: values.get("civilians.anger_gain"),
            fear_gain: values.get("civilians.fear_gain"),
            outsider: values.get("civilians.outsider"),
            anger_kept: kept(values.get("civilians.anger_half_life")),
            fear_kept: kept(values.get("civilians.fear_half_life")),
            lasting: values.get("civilians.lasting"),
            exposure: values.get("civilians.exposure"),
        }
    }

    /// The step toward full anger of one who feels `deaths` by a side.
    pub fn anger_step(&self, side: Side, deaths: f64) -> f64 {
        let outsider = if side == Side::Russia { self.outsider } else { 1.0 };
        (self.anger_gain * outsider * deaths).min(1.0)
    }
}

/// A feeling after a step toward its full.
#[inline]
pub fn felt(feeling: f32, step: f32) -> f32 {
    (feeling + step * (1.0 - feeling)).min(1.0)
}

/// A feeling after a week, on its way to `rest`, of which the week adds `rest` × the agent's disposition.
#[inline]
pub fn faded(feeling: f32, kept: f32, rest: f32, disposition: f32) -> f32 {
    (kept * feeling + rest * disposition).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bennett() -> Feeling {
        Feeling {
            anger_gain: 0.05,
            fear_gain: 0.10,
            outsider: 1.5,
            anger_kept: 1.0,
            fear_kept: 1.0,
            lasting: 1.0,
            exposure: 1.0,
        }
    }

    /// V16: fear .5 and one incident, anger .25 and five hurt, are .55 and .4375.
    #[test]
    fn fear_and_anger_rise_as_in_bennett() {
        let feeling = bennett();
        assert_eq!(felt(0.5, feeling.fear_gain as f32), 0.55);
        assert_eq!(felt(0.25, feeling.anger_step(Side::State, 5.0) as f32), 0.4375);
    }

    #[test]
    fn no_feeling_is_more_than_full() {
        let step = bennett().anger_step(Side::State, 1e6) as f32;
        assert_eq!(felt(0.3, step), 1.0);
        assert_eq!(faded(1.0, 1.0, 0.7, 2.0), 1.0);
    }

    #[test]
    fn harm_by_outsiders_costs_more() {
        let feeling = bennett();
        assert!(feeling.anger_step(Side::Russia, 1.0) > feeling.anger_step(Side::State, 1.0));
    }

    /// With the half-life of the ledger, half of what does not last is gone after it.
    #[test]
    fn half_is_gone_after_the_half_life() {
        let k = kept(20.0) as f32;
        let left = (0..20).fold(0.8f32, |a, _| faded(a, k, (1.0 - k) * 0.2, 1.0));
        assert!((left - 0.5).abs() < 1e-6, "{left}");
    }
}
