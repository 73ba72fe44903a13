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
    let explained = contrast.differs.iter().any(|difference| !difference.meaning.is_empty());
    let mut columns = vec![
        Column::brief("what"),
        Column::words(&study.baseline.name),
        Column::words(&contrast.scenario.name),
    ];
    columns.extend(explained.then(|| Column::words("meaning")));
    Table {
        caption: format!("{}: what is otherwise", against(study, contrast)),
        rows: contrast.differs.iter().map(|difference| row(difference, explained)).collect(),
        columns,
        sortable: false,
    }
    .markup()
}

fn row(difference: &Difference, explained: bool) -> Vec<Cell> {
    let side = |side: &Option<String>| Cell::words(side.as_deref().unwrap_or("–"));
    let mut row =
        vec![Cell::words(difference.what.as_str()), side(&difference.baseline), side(&difference.scenario)];
    row.extend(explained.then(|| Cell::words(difference.meaning.as_str())));
    row
}
