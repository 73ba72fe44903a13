//! What each scenario has otherwise than the baseline, as meant.

use maud::{Markup, html};

use super::super::table::{Cell, Column, Table};
use super::{against, each};
use crate::report::comparison::{Contrast, Difference, Study};

pub fn markup(study: &Study) -> Markup {
    each(study, |contrast| match contrast.differs.as_slice() {
        [] => html! { p { "Nothing: they mean the same." } },
        _ => table(study, contrast),
    })
}

fn table(study: &Study, contrast: &Contrast) -> Markup {
    Table {
        caption: format!("{}: what is otherwise", against(study, contrast)),
        columns: vec![
            Column::words("what"),
            Column::words(&study.baseline.name),
            Column::words(&contrast.scenario.name),
            Column::words("meaning"),
        ],
        rows: contrast.differs.iter().map(row).collect(),
        sortable: false,
    }
    .markup()
}

fn row(difference: &Difference) -> Vec<Cell> {
    let side = |side: &Option<String>| Cell::words(side.as_deref().unwrap_or("–"));
    vec![
        Cell::words(difference.what.as_str()),
        side(&difference.baseline),
        side(&difference.scenario),
        Cell::words(difference.meaning.as_str()),
    ]
}
