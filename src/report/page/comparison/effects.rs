//! What follows: every effect, the pairs in which things differ, and how the distributions move.

use maud::{Markup, html};

use super::super::table::{Cell, Column, Table};
use super::{against, each};
use crate::report::comparison::words::{
    better, bracket, correlation, difference, gain, on_what_terms, p_value, points,
};
use crate::report::comparison::{Contrast, Effect, Study, interval, measured, number};

/// All effects, the largest first.
pub fn markup(study: &Study) -> Markup {
    html! {
        (each(study, |contrast| html! {
            p { (on_what_terms(study, contrast)) }
            (table(study, contrast))
        }))
        p.quiet {
            "± is the Monte Carlo standard error. * marks a 95 % interval beside zero; each interval is for its own row, and by chance alone "
            "about one row in twenty would be marked. "
            @if study.contrasts.len() > 1 { "“All at once” holds for all scenarios together, row by row. " }
            "r: correlation of the pairs; gain: by how many times pairing shortens the run. Better: share of pairs that are better for the \
             state and its people (↑ more, ↓ less is better), ties half. Rows stand by the size of the effect, in standard deviations over the replicates."
        }
    }
}

fn table(study: &Study, contrast: &Contrast) -> Markup {
    let (several, paired) = (study.contrasts.len() > 1, contrast.terms.paired);
    let mut columns = vec![
        Column::words("outcome"),
        Column::number(&study.baseline.name),
        Column::number(&contrast.scenario.name),
        Column::number("difference (95 %)"),
    ];
    if several {
        columns.push(Column::number("all at once"));
    }
    if paired {
        columns.extend([Column::number("r"), Column::number("gain")]);
    }
    columns.push(Column::number("better"));
    let row = |effect: &Effect| {
        let both = [&effect.baseline, &effect.scenario]
            .map(|side| Cell::number(measured(effect.measure, side), side.value));
        let mut row = vec![Cell::words(effect.words.as_str())];
        row.extend(both);
        row.push(Cell::number(difference(contrast, effect), effect.difference.value));
        if several {
            let all =
                effect.simultaneous.map(|all| bracket(&interval(effect.measure, &effect.difference, &all)));
            row.push(Cell::number(all.unwrap_or("–".into()), effect.difference.value));
        }
        if paired {
            row.push(Cell::number(correlation(effect), effect.correlation));
            row.push(Cell::number(gain(effect), effect.variance_reduction.min(1e9)));
        }
        row.push(Cell::number(better(effect), effect.better.value));
        row
    };
    Table {
        caption: format!("{}: the largest effect first", against(study, contrast)),
        columns,
        rows: contrast.effects.iter().map(row).collect(),
        sortable: true,
    }
    .markup()
}

/// Probabilities: in how many pairs something happens on one side only.
pub fn pairs(study: &Study) -> Option<Markup> {
    let rows = |contrast: &Contrast| -> Vec<Vec<Cell>> {
        let row = |effect: &Effect| {
            let test = effect.mcnemar.filter(|test| test.only_baseline + test.only_scenario > 0)?;
            let count = |n: u64| Cell::number(n.to_string(), n as f64);
            Some(vec![
                Cell::words(effect.words.as_str()),
                count(test.only_baseline),
                count(test.only_scenario),
                Cell::number(p_value(test.p), test.p),
            ])
        };
        contrast.effects.iter().filter_map(row).collect()
    };
    if study.contrasts.iter().all(|contrast| rows(contrast).is_empty()) {
        return None;
    }
    Some(html! {
        p { "Two futures of a pair share their parameters and their luck. Told is in how many pairs something happens in one world only; McNemar’s test \
             asks whether the two counts could be equal." }
        (each(study, |contrast| details(&Table {
            caption: format!("{}: pairs in which something happens on one side only, of {}", against(study, contrast), contrast.terms.common),
            columns: vec![
                Column::words("outcome"),
                Column::number(&format!("only in {}", study.baseline.name)),
                Column::number(&format!("only in {}", contrast.scenario.name)),
                Column::number("p (McNemar)"),
            ],
            rows: rows(contrast),
            sortable: true,
        })))
    })
}

/// Where the quantiles of the distributions move.
pub fn shifts(study: &Study) -> Option<Markup> {
    let moved = |contrast: &Contrast| {
        contrast.effects.iter().any(|effect| !effect.quantiles.is_empty() && effect.unmoved < effect.n[0])
    };
    if !study.contrasts.iter().any(moved) {
        return None;
    }
    Some(html! {
        p { "A mean can stand still while the worst twentieth gets worse. Told is by how much the 5, 50 and 95 % points of the futures move, with 95 % \
             bootstrap intervals, and how far a future has to be moved on average to make one distribution of the other (Wasserstein distance)." }
        (each(study, |contrast| details(&shift_table(study, contrast))))
    })
}

/// A table that a reader opens.
fn details(table: &Table) -> Markup {
    html! { details { summary { "Each outcome (" (table.rows.len()) ")" } (table.markup()) } }
}

fn shift_table(study: &Study, contrast: &Contrast) -> Table {
    let row = |effect: &Effect| {
        let mut row = vec![Cell::words(effect.words.as_str())];
        row.extend(effect.quantiles.iter().map(|shift| {
            Cell::number(interval(effect.measure, &shift.difference, &shift.interval), shift.difference.value)
        }));
        let apart = effect.distances.map_or(f64::NAN, |distances| distances.wasserstein);
        row.push(Cell::number(number(points(effect.measure), apart), apart));
        row
    };
    let moved = |effect: &&Effect| !effect.quantiles.is_empty() && effect.unmoved < effect.n[0];
    Table {
        caption: format!("{}: how the points of the distributions move", against(study, contrast)),
        columns: vec![
            Column::words("outcome"),
            Column::number("5 % point"),
            Column::number("median"),
            Column::number("95 % point"),
            Column::number("moved on average"),
        ],
        rows: contrast.effects.iter().filter(moved).map(row).collect(),
        sortable: true,
    }
}
