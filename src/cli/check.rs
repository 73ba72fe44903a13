//! `check`: are scenario files in order?

use clap::Args;
use serde::Serialize;

use super::exit::{CliFault, Exit};
use super::terminal::Terminal;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenarios: super::Scenarios,
}

/// A scenario that is in order.
#[derive(Serialize)]
struct InOrder {
    name: String,
    title: String,
    replicates: u64,
    seed: u64,
}

pub fn check(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let scenarios = arguments.scenarios.load(&[], terminal)?;
    if terminal.json {
        let told = scenarios.into_iter().map(|scenario| InOrder {
            name: scenario.name,
            title: scenario.title,
            replicates: scenario.replicates,
            seed: scenario.seed,
        });
        terminal.json(&told.collect::<Vec<_>>())?;
    } else {
        for scenario in scenarios {
            terminal.data(format_args!(
                "{}: in order ({}; {} replicates, seed {})",
                scenario.name, scenario.title, scenario.replicates, scenario.seed
            ))?;
        }
    }
    Ok(Exit::Fine)
}
