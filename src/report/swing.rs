//! The swing table: what each parameter moves, one at a time, over the range in which it is believed to lie.
//!
//! A parameter is put to its 5 % point in every replicate, then to its 95 % point, and all else is drawn as usual on the
//! same random numbers. For an outcome y of n replicates
//!
//! ```text
//! effect = mean(y₉₅ − y₅)          se = s(y₉₅ − y₅)/√n
//! ```
//!
//! over the replicates in which both are defined. It is an effect on the ensemble's mean, interactions with all other
//! parameters averaged in (A. Saltelli and others, *Global Sensitivity Analysis: The Primer*, 2008, chapter 2, on one
//! factor at a time).

use serde::Serialize;

use crate::plot::{Factor, Figure, Quantity, Setting, Swing, Wording};
use crate::stats::estimate::Estimate;
use crate::stats::moments::Moments;
use crate::stats::paired::Paired;

use super::headline::Measure;

/// The outcomes whose swings are told.
pub const OUTCOMES: [Watched; 9] = [
    Watched { outcome: "regime.survives", words: "the regime survives", measure: Measure::Chance },
    Watched { outcome: "control.population", words: "people under state control", measure: Measure::Share },
    Watched { outcome: "control.territory", words: "land under state control", measure: Measure::Share },
    Watched { outcome: "deaths", words: "deaths", measure: Measure::Amount },
    Watched { outcome: "deaths.civilian", words: "civilians killed", measure: Measure::Amount },
    Watched {
        outcome: "fuel.acute_weeks",
        words: "weeks of acute shortage in Bamako",
        measure: Measure::Amount,
    },
    Watched { outcome: "fuel.delivered", words: "mean deliveries over normal", measure: Measure::Share },
    Watched { outcome: "treasury.arrears", words: "months of pay in arrears", measure: Measure::Amount },
    Watched { outcome: "people.displaced", words: "displaced persons", measure: Measure::Amount },
];

/// An outcome whose swings are told.
#[derive(Clone, Copy, Debug)]
pub struct Watched {
    pub outcome: &'static str,
    pub words: &'static str,
    pub measure: Measure,
}

/// What a parameter moves in an outcome.
#[derive(Clone, Debug, Serialize)]
pub struct Effect {
    pub outcome: String,
    pub parameter: String,
    pub meaning: String,
    pub unit: String,
    /// Its 5 and 95 % points.
    pub at: [f64; 2],
    /// The outcome's mean there, less that with the parameter drawn as usual, paired.
    pub low: Estimate,
    pub high: Estimate,
    /// Second less first, paired.
    pub effect: Estimate,
    pub n: u64,
}

impl Effect {
    /// How many standard errors the effect is from none; 0 where nothing moved.
    pub fn errors(&self) -> f64 {
        let errors = self.effect.errors_from(0.0).abs();
        if errors.is_finite() { errors } else { 0.0 }
    }
}

/// The effect from the outcomes of the same replicates: drawn as usual, at the low and at the high setting.
pub fn effect(usual: &[f64], low: &[f64], high: &[f64]) -> (Estimate, Estimate, Estimate, u64) {
    let pair = |a: &[f64], b: &[f64]| {
        let mut paired = Paired::default();
        a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite()).for_each(|(&a, &b)| paired.add(a, b));
        paired
    };
    let both = pair(low, high);
    (pair(usual, low).difference(), pair(usual, high).difference(), both.difference(), both.count())
}

/// Effects on one outcome, the largest first; those that are not there last.
pub fn sorted(effects: &[Effect], outcome: &str) -> Vec<Effect> {
    let mut own: Vec<Effect> = effects.iter().filter(|e| e.outcome == outcome).cloned().collect();
    let size = |e: &Effect| if e.effect.value.is_finite() { e.effect.value.abs() } else { -1.0 };
    own.sort_by(|a, b| size(b).total_cmp(&size(a)));
    own
}

/// The figure of one outcome. `title` and `seed` are the scenario's.
pub fn figure(
    watched: &Watched,
    effects: &[Effect],
    usual: &[f64],
    most: usize,
    title: &str,
    seed: u64,
) -> Figure {
    let usual: Moments = usual.iter().copied().filter(|x| x.is_finite()).collect();
    let own = sorted(effects, watched.outcome);
    let quantity = match watched.measure {
        Measure::Chance | Measure::Share => Quantity::share(watched.words),
        Measure::Points => Quantity::points(watched.words),
        Measure::Amount => Quantity::real(watched.words, ""),
    };
    let number = Quantity::real("", "");
    let setting = |effect: &Effect, k: usize| {
        let moved = if k == 0 { effect.low } else { effect.high };
        Setting {
            words: setting_words(&number.number(effect.at[k]), &effect.unit),
            value: usual.mean() + moved.value,
            standard_error: moved.standard_error,
        }
    };
    let n = own.iter().map(|e| e.n).max().unwrap_or(0);
    let clear = own.iter().filter(|e| e.errors() > 4.0).count();
    let wording = Wording {
        name: format!("swing-{}", watched.outcome.replace('.', "-")),
        title: format!("What moves: {}", watched.words),
        subtitle: format!("{title}: each parameter at the 5 and the 95 % point of what is believed of it"),
        caption: format!(
            "n = {n} replicates at each setting, all else drawn as usual on common random numbers; lines: 95 % of the \
             paired difference to all drawn. {clear} of {} effects are beyond four standard errors. Seed {seed}. Inside \
             the model.",
            own.len()
        ),
    };
    let factors = own
        .iter()
        .map(|e| Factor { name: e.parameter.clone(), low: setting(e, 0), high: setting(e, 1) })
        .collect();
    Swing { wording, quantity, centre: usual.mean(), factors, most }.figure()
}

/// A setting as written beside its bar.
fn setting_words(number: &str, unit: &str) -> String {
    match unit {
        "share" | "" | "-" => number.to_string(),
        "x" => format!("{number}\u{a0}×"),
        unit => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::outcomes::columns;

    #[test]
    fn every_watched_outcome_is_one() {
        let names: Vec<String> = columns().into_iter().map(|c| c.name).collect();
        assert!(OUTCOMES.iter().all(|w| names.iter().any(|n| n == w.outcome)));
    }

    /// What is common to both settings leaves the error: pairs that differ by 2 ± .1 whatever their level.
    #[test]
    fn common_luck_cancels() {
        let level: Vec<f64> = (0..100).map(|k| f64::from(k * k % 37) * 100.0).collect();
        let high: Vec<f64> =
            level.iter().zip(0..).map(|(x, k)| x + 2.0 + if k % 2 == 0 { 0.1 } else { -0.1 }).collect();
        let (low, moved, effect, n) = super::effect(&level, &level, &high);
        assert_eq!((low.value, low.standard_error, n), (0.0, 0.0, 100));
        assert!((effect.value - 2.0).abs() < 1e-9 && (effect.standard_error - 0.01005).abs() < 1e-4);
        assert_eq!(moved, effect);
    }

    #[test]
    fn a_replicate_without_a_value_is_left_out_of_both() {
        let (_, _, effect, n) = effect(&[1.0, 1.0, 1.0], &[1.0, f64::NAN, 2.0], &[2.0, 5.0, 3.0]);
        assert_eq!((effect.value, n), (1.0, 2));
    }
}
