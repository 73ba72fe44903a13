//! The questions that all scenarios ask: yes in how many futures of each.

use maud::Markup;

use super::super::table::{Cell, Column, Table};
use super::all;
use crate::observe::questions::PREFIX;
use crate::report::comparison::{Effect, Study, interval};
use crate::report::frequency::futures;

/// None where no question is common to all.
pub fn markup(study: &Study) -> Option<Markup> {
    let first = study.contrasts.first()?;
    let names: Vec<&str> = first
        .effects
        .iter()
        .map(|effect| effect.outcome.as_str())
        .filter(|name| name.starts_with(PREFIX))
        .collect();
    if names.is_empty() {
        return None;
    }
    let mut columns = vec![Column::words("question")];
    columns.extend(all(study).map(|about| Column::number(&format!("yes in {}", about.name))));
    columns.extend(
        study
            .contrasts
            .iter()
            .map(|contrast| Column::number(&format!("{}: difference (95 %)", contrast.scenario.name))),
    );
    let table = Table {
        caption: "Each question is answered in every replicate: in how many futures the answer is yes".into(),
        columns,
        rows: names.iter().filter_map(|name| row(study, name)).collect(),
        sortable: true,
    };
    Some(table.markup())
}

fn row(study: &Study, name: &str) -> Option<Vec<Cell>> {
    let effects: Vec<&Effect> = study
        .contrasts
        .iter()
        .filter_map(|contrast| contrast.effects.iter().find(|effect| effect.outcome == name))
        .collect();
    let first = effects.first()?;
    let share = |value: f64, n: u64| Cell::number(futures((value * n as f64).round() as u64, n), value);
    let mut row = vec![Cell::words(first.words.as_str()), share(first.baseline.value, first.n[0])];
    row.extend(effects.iter().map(|effect| share(effect.scenario.value, effect.n[1])));
    row.extend(effects.iter().map(|effect| {
        let ends = effect.simultaneous.unwrap_or(effect.interval);
        Cell::number(interval(effect.measure, &effect.difference, &ends), effect.difference.value)
    }));
    Some(row)
}
