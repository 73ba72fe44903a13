//! What each scenario changes: the forest of differences, and the table of outcomes by scenarios.
//!
//! The forest of the largest effects is in standard deviations, so that outcomes of different units stand side by side; a second one
//! holds those that are shares, in points.

use super::super::super::headline::Measure;
use super::super::effect::Effect;
use super::super::{Contrast, Good, Study, interval};
use super::wording::wording;
use crate::plot::{Difference, Figure, Forest, HeatCell, HeatRow, HeatTable, Quantity};

/// Rows of a forest, rows of the heat table.
const FOREST: usize = 18;
const TABLE: usize = 34;

/// Outcomes by the largest effect that any scenario has.
pub fn order(study: &Study) -> Vec<String> {
    let mut sizes: Vec<(String, f64)> = Vec::new();
    for effect in study.contrasts.iter().flat_map(|contrast| &contrast.effects) {
        let size = if effect.size.is_finite() { effect.size } else { -1.0 };
        match sizes.iter_mut().find(|(name, _)| *name == effect.outcome) {
            Some(known) => known.1 = known.1.max(size),
            None => sizes.push((effect.outcome.clone(), size)),
        }
    }
    sizes.sort_by(|a, b| b.1.total_cmp(&a.1));
    sizes.into_iter().map(|(name, _)| name).collect()
}

fn effects<'s>(study: &'s Study, name: &str) -> Vec<(&'s Contrast, &'s Effect)> {
    let find = |contrast: &'s Contrast| {
        Some((contrast, contrast.effects.iter().find(|effect| effect.outcome == name)?))
    };
    study.contrasts.iter().filter_map(find).collect()
}

/// Differences in standard deviations, or those of shares in points.
pub fn forest(study: &Study, order: &[String], standardized: bool) -> Option<Figure> {
    let several = study.contrasts.len() > 1;
    let mut rows = Vec::new();
    let most = if several { FOREST * 2 / 3 } else { FOREST };
    let fits = |name: &&String| {
        effects(study, name).iter().any(|(_, effect)| standardized || effect.measure != Measure::Amount)
    };
    for name in order.iter().filter(fits).take(most) {
        for (contrast, effect) in effects(study, name) {
            let unit = if standardized { effect.deviation } else { 1.0 };
            let scaled = |x: f64| if unit > 0.0 { x / unit } else { 0.0 };
            let ends = effect.simultaneous.unwrap_or(effect.interval);
            let words = effect.words.clone();
            rows.push(Difference {
                group: if several { words.clone() } else { String::new() },
                name: if several { contrast.scenario.name.clone() } else { words },
                estimate: scaled(effect.difference.value),
                lower: scaled(ends.low),
                upper: scaled(ends.high),
            });
        }
    }
    if rows.is_empty() {
        return None;
    }
    let (name, title, quantity) = if standardized {
        (
            "effects",
            "What changes most",
            Quantity::real("difference to the baseline, in standard deviations over replicates", ""),
        )
    } else {
        (
            "effects-points",
            "What changes: shares and probabilities",
            Quantity::points("difference to the baseline, in percentage points"),
        )
    };
    let intervals =
        if several { "95 % intervals that hold for all scenarios at once" } else { "95 % intervals" };
    let sides = (format!("less than in {}", study.baseline.name), "more".to_string());
    Some(
        Forest {
            wording: wording(study, name, title, &format!("{intervals}; grey where they hold zero.")),
            quantity,
            rows,
            sides,
        }
        .figure(),
    )
}

pub fn heat(study: &Study, order: &[String]) -> Option<Figure> {
    let row = |name: &String| {
        let found = effects(study, name);
        let words = found.first()?.1.words.clone();
        let cells = study.contrasts.iter().map(|contrast| {
            let effect = contrast.effects.iter().find(|effect| effect.outcome == *name);
            effect.map_or_else(nothing, cell)
        });
        Some(HeatRow { name: words, cells: cells.collect() })
    };
    let rows: Vec<HeatRow> = order.iter().take(TABLE).filter_map(row).collect();
    let columns: Vec<String> =
        study.contrasts.iter().map(|contrast| contrast.scenario.name.clone()).collect();
    if rows.is_empty() {
        return None;
    }
    let what = "“Better” is meant as the government in Bamako would have it; of deaths, shortages and displacement, as anybody would. \
                White: the 95 % interval holds zero.";
    let wording = wording(study, "table", "What each scenario changes", what);
    Some(HeatTable { wording, columns, rows }.figure())
}

/// Of what a scenario has in no pair.
fn nothing() -> HeatCell {
    HeatCell { words: "–".into(), size: 0.0, more_is_better: None, holds_zero: true }
}

fn cell(effect: &Effect) -> HeatCell {
    let ends = effect.simultaneous.unwrap_or(effect.interval);
    let words = interval(effect.measure, &effect.difference, &ends);
    HeatCell {
        words: ascii_spaces(words.split(" (").next().unwrap_or_default()),
        size: if effect.difference.value == 0.0 {
            0.0
        } else {
            effect.size.copysign(effect.difference.value)
        },
        more_is_better: effect.good.map(|good| good == Good::More),
        holds_zero: !(ends.low > 0.0 || ends.high < 0.0),
    }
}

/// The embedded font has no narrow space.
fn ascii_spaces(words: &str) -> String {
    words.replace('\u{202f}', ",")
}
