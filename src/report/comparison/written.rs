//! Effects in words and numbers, with as many digits as their errors support.

use super::super::headline::Measure;
use super::super::number::{plus_minus, rounded_for};
use super::{Effect, Study};
use crate::stats::estimate::{Estimate, Interval};

/// By what a value is multiplied, and the unit behind it: shares in per cent, their differences in points.
fn scale(measure: Measure, is_difference: bool) -> (f64, &'static str) {
    match (measure, is_difference) {
        (Measure::Amount, _) => (1.0, ""),
        (Measure::Points, _) | (_, true) => (100.0, " pp"),
        _ => (100.0, " %"),
    }
}

/// An estimate with its Monte Carlo error: `58.2 ± 0.4 %`.
pub fn measured(measure: Measure, estimate: &Estimate) -> String {
    let (scale, unit) = scale(measure, false);
    format!("{}{unit}", plus_minus(scale * estimate.value, scale * estimate.standard_error))
}

/// A difference with its interval: `−6.3 pp (−6.7 to −5.9)`.
pub fn interval(measure: Measure, difference: &Estimate, interval: &Interval) -> String {
    let (scale, unit) = scale(measure, true);
    if !difference.value.is_finite() {
        return "–".into();
    }
    // The error that a normal estimate with this interval would have.
    let error = scale * interval.width() / 3.92;
    let write = |x: f64| rounded_for(scale * x, error);
    if !(interval.low.is_finite() && interval.high.is_finite()) {
        return format!("{}{unit}", rounded_for(scale * difference.value, scale * difference.standard_error));
    }
    if interval.low == interval.high {
        let point = plus_minus(scale * difference.value, 0.0);
        return format!("{point}{}", if difference.value == 0.0 { "" } else { unit });
    }
    format!("{}{unit} ({} to {})", write(difference.value), write(interval.low), write(interval.high))
}

/// A number without an error, to three figures.
pub fn number(measure: Measure, x: f64) -> String {
    let (scale, unit) = scale(measure, false);
    if x.is_finite() {
        format!("{}{unit}", rounded_for(scale * x, (scale * x).abs() / 50.0))
    } else {
        "–".into()
    }
}

/// A share of pairs in per cent, to its error.
pub fn share_of_pairs(effect: &Effect) -> String {
    let Estimate { value, standard_error } = effect.better;
    if value.is_finite() {
        format!("{} %", rounded_for(100.0 * value, 100.0 * standard_error.max(0.005)))
    } else {
        "–".into()
    }
}

/// One row an effect, as a file for other programs.
pub fn csv(study: &Study) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = vec![
        "scenario",
        "baseline",
        "outcome",
        "unit",
        "paired",
        "n",
        "baseline_estimate",
        "baseline_error",
        "scenario_estimate",
        "scenario_error",
        "difference",
        "standard_error",
        "low",
        "high",
        "level",
        "simultaneous_low",
        "simultaneous_high",
        "size",
        "correlation",
        "variance_reduction",
        "unmoved",
        "good",
        "better",
        "better_low",
        "better_high",
        "mcnemar_p",
        "p5_shift",
        "p5_low",
        "p5_high",
        "p50_shift",
        "p50_low",
        "p50_high",
        "p95_shift",
        "p95_low",
        "p95_high",
        "wasserstein",
        "energy",
        "kolmogorov",
    ];
    let mut rows = Vec::new();
    for contrast in &study.contrasts {
        for effect in &contrast.effects {
            rows.push(line(study, &contrast.scenario.name, contrast.terms.paired, effect));
        }
    }
    (header, rows)
}

fn line(study: &Study, scenario: &str, paired: bool, effect: &Effect) -> Vec<String> {
    let plain = |x: f64| if x.is_finite() { x.to_string() } else { String::new() };
    let ends = |interval: Option<Interval>| {
        interval.map_or([String::new(), String::new()], |i| [plain(i.low), plain(i.high)])
    };
    let both = |estimate: &Estimate| [plain(estimate.value), plain(estimate.standard_error)];
    let good = effect.good.map_or("", |good| match good {
        super::Good::More => "more",
        super::Good::Less => "less",
    });
    let mut cells = vec![
        scenario.to_string(),
        study.baseline.name.clone(),
        effect.outcome.clone(),
        effect.unit.clone(),
        paired.to_string(),
        effect.n[0].min(effect.n[1]).to_string(),
    ];
    cells.extend(both(&effect.baseline));
    cells.extend(both(&effect.scenario));
    cells.extend(both(&effect.difference));
    cells.extend(ends(Some(effect.interval)));
    cells.push(plain(study.level));
    cells.extend(ends(effect.simultaneous));
    cells.extend([effect.size, effect.correlation, effect.variance_reduction].map(plain));
    cells.push(effect.unmoved.to_string());
    cells.push(good.to_string());
    cells.push(plain(effect.better.value));
    cells.extend(ends(Some(effect.better_interval)));
    cells.push(effect.mcnemar.map_or(String::new(), |test| plain(test.p)));
    for k in 0..3 {
        match effect.quantiles.get(k) {
            Some(shift) => {
                cells.push(plain(shift.difference.value));
                cells.extend(ends(Some(shift.interval)));
            }
            None => cells.extend([String::new(), String::new(), String::new()]),
        }
    }
    match effect.distances {
        Some(d) => cells.extend([d.wasserstein, d.energy, d.kolmogorov].map(plain)),
        None => cells.extend([String::new(), String::new(), String::new()]),
    }
    cells
}
