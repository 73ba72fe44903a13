//! Whether there were enough replicates: for each side by itself, and for the differences.

use maud::{Markup, html};

use super::super::table::{Cell, Column, Table};
use super::each;
use crate::report::comparison::{Contrast, Effect, Side, Study};
use crate::report::headline::Measure;
use crate::report::number::rounded_for;
use crate::report::story::words::whole;
use crate::report::{ReportFault, precision, summarize};
use crate::stats::sequential::{half_width, needed};

/// What is wanted of a difference: a point of a probability or a share, a hundredth of the baseline's amount.
const WANTED: f64 = 0.01;

pub fn markup(sides: &[Side], study: &Study) -> Result<Markup, ReportFault> {
    let levels: Vec<String> = sides.iter().map(level).collect::<Result<_, ReportFault>>()?;
    Ok(html! {
        ul { @for words in &levels { li { (words) } } }
        (each(study, |contrast| differences(study, contrast)))
    })
}

/// How many headlines of a side are known as precisely as is usual, and the replicates that all would take.
fn level(side: &Side) -> Result<String, ReportFault> {
    let told = precision(&summarize(&side.record)?, &[], 0.95);
    let n = whole(side.record.replicates() as f64);
    let reached = told.iter().filter(|one| one.reached).count();
    let most = told.iter().filter_map(|one| one.needed).max();
    let rest = match most.filter(|_| reached < told.len()) {
        Some(most) => format!("; all would take about {} replicates", round(most as f64)),
        None => String::new(),
    };
    Ok(format!(
        "{}: {n} replicates are enough for {reached} of {} headlines, to ± 3 points of a probability, ± 1 point of a share, ± 5 % of an amount{rest}.",
        side.name,
        told.len()
    ))
}

fn differences(study: &Study, contrast: &Contrast) -> Markup {
    let rows: Vec<Vec<Cell>> =
        contrast.effects.iter().filter(|effect| effect.headline).filter_map(row).collect();
    if rows.is_empty() || contrast.identical {
        return html! {};
    }
    let n = contrast.terms.common;
    let reached = rows.iter().filter(|row| row[3].by.is_none_or(|needed| needed <= n as f64)).count();
    let kind = if contrast.terms.paired { "pairs" } else { "replicates on each side" };
    let table = Table {
        caption: format!(
            "{}: what {n} {kind} give, and what ± 1 point, or ± 1 % of the baseline’s amount, would take",
            super::against(study, contrast)
        ),
        columns: vec![
            Column::words("outcome"),
            Column::number("95 % half-width of the difference"),
            Column::number("of it in errors"),
            Column::number(&format!("{kind} for ± 1")),
        ],
        rows,
        sortable: true,
    };
    html! {
        p {
            (contrast.scenario.name) ": the difference is known to ± 1 point (of probabilities and shares) or ± 1 % of the baseline (of amounts) for "
            (reached) " of " (table.rows.len()) " outcomes. Half the width takes four times as many " (kind) "."
        }
        details { summary { "Each outcome" } (table.markup()) }
    }
}

/// None where nothing is to be known better.
fn row(effect: &Effect) -> Option<Vec<Cell>> {
    let n = effect.n[0].min(effect.n[1]);
    if n < 2 || !effect.difference.standard_error.is_finite() {
        return None;
    }
    let (scale, unit) = if effect.measure == Measure::Amount { (1.0, "") } else { (100.0, " points") };
    let half = if effect.measure == Measure::Amount { WANTED * effect.baseline.value.abs() } else { WANTED };
    let width = half_width(&effect.interval);
    let enough = if half > 0.0 { needed(&effect.difference, n, half, 0.95).ceil() } else { f64::NAN };
    let errors = effect.difference.value.abs() / effect.difference.standard_error;
    Some(vec![
        Cell::words(effect.words.as_str()),
        Cell::number(format!("{}{unit}", rounded_for(scale * width, 0.05 * scale * width)), scale * width),
        Cell::number(if errors.is_finite() { format!("{errors:.1}") } else { "–".into() }, errors),
        Cell::number(if enough.is_finite() { round(enough) } else { "–".into() }, enough),
    ])
}

/// A number of replicates to two figures, rounded up.
fn round(n: f64) -> String {
    if n <= 0.0 {
        return "0".into();
    }
    let unit = 10f64.powf((n.log10().floor() - 1.0).max(0.0));
    whole((n / unit).ceil() * unit)
}
