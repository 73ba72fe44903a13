//! `show`: a scenario as meant, or the state it begins with.

use clap::Args;

use super::exit::{CliFault, Exit};
use super::model;
use super::table;
use super::terminal::Terminal;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenarios: super::Scenarios,
    /// The initial state instead, with ranges and sources
    #[arg(long)]
    day_zero: bool,
}

pub fn show(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    for scenario in arguments.scenarios.load(&[], terminal)? {
        if arguments.day_zero {
            day_zero(&scenario, terminal)?;
        } else if terminal.json {
            let tree: toml::Value =
                scenario.text.parse::<toml::Table>().map_or("".into(), toml::Value::Table);
            terminal.json(&tree)?;
        } else {
            terminal.data(scenario.text.trim_end())?;
        }
    }
    Ok(Exit::Fine)
}

fn day_zero(scenario: &model::Scenario, terminal: &Terminal) -> Result<(), CliFault> {
    let rows = model::day_zero(scenario);
    if terminal.json {
        return terminal.json(&rows);
    }
    let header = ["state", "unit", "low", "central", "high", "source"];
    let cells = rows.into_iter().map(|row| {
        let numbers = [row.low, row.central, row.high].map(table::number);
        [row.path, row.unit].into_iter().chain(numbers).chain([row.source]).collect()
    });
    terminal.data(table::text(&header, &[2, 3, 4], cells))
}
