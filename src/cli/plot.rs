//! `plot`: the figures of records again, without a run.

use std::path::PathBuf;

use clap::Args;

use super::exit::{CliFault, Exit};
use super::terminal::Terminal;
use crate::record::Record;
use crate::report;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders that runs left
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
}

pub fn plot(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let records =
        arguments.records.iter().map(|folder| Record::open(folder)).collect::<Result<Vec<_>, _>>()?;
    let mut figures = vec![];
    for record in &records {
        if !record.is_complete() {
            let (there, asked) = (record.replicates(), record.manifest().replicates);
            terminal.warning(format_args!("{} has {there} of {asked} replicates", record.folder().display()));
        }
        figures.extend(report::draw(record)?);
    }
    if terminal.json {
        terminal.json(&figures)?;
    } else {
        figures.iter().try_for_each(|figure| terminal.data(figure.display()))?;
    }
    Ok(Exit::Fine)
}
