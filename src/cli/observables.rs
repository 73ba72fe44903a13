//! `observables`: what a run observes, and so what questions can be about.

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
        terminal.note(
            "A question may use any of them, as in \"fuel.bamako < 0.6\", and the holder of a town, as in \
             \"town.kidal.holder != government\".",
        );
    }
    Ok(Exit::Fine)
}
