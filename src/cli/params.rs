//! `params`: the parameters there are.

use clap::Args;

use super::exit::{CliFault, Exit};
use super::model::{self, Row};
use super::table;
use super::terminal::Terminal;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Only those whose path or meaning contains this
    filter: Option<String>,
}

pub fn params(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let rows: Vec<Row> = model::parameters().into_iter().filter(|row| is_asked_for(row, arguments)).collect();
    if rows.is_empty() {
        let filter = arguments.filter.as_deref().unwrap_or_default();
        return Err(CliFault::BadInput(format!("no parameter has {filter:?} in its path or meaning")));
    }
    if terminal.json {
        terminal.json(&rows)?;
        return Ok(Exit::Fine);
    }
    let header = ["path", "unit", "5 %", "central", "95 %", "kind", "meaning", "source"];
    let cells = rows.into_iter().map(|row| {
        let numbers = [row.low, row.central, row.high].map(table::number);
        [row.path, row.unit].into_iter().chain(numbers).chain([row.kind, row.meaning, row.source]).collect()
    });
    terminal.data(table::text(&header, &[2, 3, 4], cells))?;
    terminal.note("\nSet one with --set path=value, or under [parameters] in a scenario.");
    Ok(Exit::Fine)
}

fn is_asked_for(row: &Row, arguments: &Arguments) -> bool {
    let Some(filter) = &arguments.filter else { return true };
    let filter = filter.to_lowercase();
    [&row.path, &row.meaning].into_iter().any(|text| text.to_lowercase().contains(&filter))
}
