//! Why: each difference split over its pieces, where that was asked.

use maud::{Markup, html};

use super::super::picture::picture;
use super::super::table::{Cell, Column, Table};
use crate::plot::Figure;
use crate::report::comparison::{Share, Split, Study, Why, interval};
use crate::report::story::words::whole;

/// None where nothing was split.
pub fn markup(study: &Study, figures: &[Figure]) -> Option<Markup> {
    if study.why.is_empty() {
        return None;
    }
    Some(html! {
        p {
            "The pieces of a difference between two files were switched one at a time, on the same random numbers. By itself: the baseline with that piece \
             alone. Missing without it: the scenario less the scenario without that piece. Interplay is what the pieces by themselves do not add up to."
        }
        @for why in &study.why {
            h3 { (why.scenario) " against " (why.baseline) }
            (table(why))
            @for figure in figures.iter().filter(|figure| figure.name == format!("why-{}", why.scenario)) { (picture(figure, "")) }
        }
    })
}

fn table(why: &Why) -> Markup {
    Table {
        caption: format!(
            "{} replicates on the same random numbers, each outcome with its pieces (95 % intervals)",
            whole(why.n as f64)
        ),
        columns: vec![
            Column::words("outcome"),
            Column::words("piece"),
            Column::number("by itself"),
            Column::number("missing without it"),
        ],
        rows: why.told().into_iter().flat_map(|split| rows(why, split)).collect(),
        sortable: false,
    }
    .markup()
}

fn rows(why: &Why, split: &Split) -> Vec<Vec<Cell>> {
    let cell = |share: &Share| {
        Cell::number(interval(split.measure, &share.estimate, &share.interval), share.estimate.value)
    };
    let row = |piece: &str, alone: &Share, missing: Option<&Share>| {
        vec![
            Cell::words(split.words.as_str()),
            Cell::words(piece),
            cell(alone),
            missing.map_or(Cell::default(), cell),
        ]
    };
    let mut rows = vec![row("all together", &split.whole, Some(&split.whole))];
    let shares = split.alone.iter().zip(&split.missing);
    rows.extend(
        why.pieces.iter().zip(shares).map(|(piece, (alone, missing))| row(piece, alone, Some(missing))),
    );
    rows.push(row("interplay", &split.interplay, None));
    rows
}
