//! `observables`: what a run observes.

use clap::Args;

use super::exit::{CliFault, Exit};
use super::model;
use super::table;
use super::terminal::Terminal;
use crate::ensemble::Column;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Only those whose name or meaning contains this
    filter: Option<String>,
}

pub fn observables(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let filter = arguments.filter.as_deref().unwrap_or_default().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&filter);
    let mut columns: Vec<Column> = model::observables();
    columns.retain(|column| has(&column.name) || has(&column.meaning));
    if columns.is_empty() {
        return Err(CliFault::BadInput(format!("no observable has {filter:?} in its name or meaning")));
    }
    if terminal.json {
        terminal.json(&columns)?;
    } else {
        let cells = columns.into_iter().map(|column| vec![column.name, column.unit, column.meaning]);
        terminal.data(table::text(&["name", "unit", "meaning"], &[], cells))?;
    }
    Ok(Exit::Fine)
}
