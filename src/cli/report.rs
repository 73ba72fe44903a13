//! `report`: the page of a record again, without a run.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{CliFault, Exit};
use super::terminal::Terminal;
use crate::plot::Figure;
use crate::record::{Record, whole};
use crate::report::{self, page};

/// The page's name in a record's folder.
pub const FILE: &str = "report.html";

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders that runs left
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// The page's file, <RECORD>/report.html if not said; of one record only
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Leave out the stories of three replicates, which are run again
    #[arg(long)]
    no_stories: bool,
}

pub fn report(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    if arguments.out.is_some() && arguments.records.len() > 1 {
        return Err(CliFault::BadInput("--out is for the page of one record".into()));
    }
    let mut pages = vec![];
    for folder in &arguments.records {
        let record = Record::open(folder)?;
        if !record.is_complete() {
            let (there, asked) = (record.replicates(), record.manifest().replicates);
            terminal.warning(format_args!("{} has {there} of {asked} replicates", folder.display()));
        }
        let path = arguments.out.clone().unwrap_or_else(|| folder.join(FILE));
        let options = page::Options { stories: !arguments.no_stories };
        write(&record, &report::figures(&record)?, options, &path)?;
        pages.push(path);
    }
    if terminal.json {
        terminal.json(&pages)?;
    } else {
        pages.iter().try_for_each(|page| terminal.data(page.display()))?;
    }
    Ok(Exit::Fine)
}

/// Writes the page of a record, complete or not at all.
pub fn write(
    record: &Record,
    figures: &[Figure],
    options: page::Options,
    path: &Path,
) -> Result<(), CliFault> {
    let text = page::of_record(record, figures, options)?;
    whole::write(path, text.as_bytes())
        .map_err(|error| CliFault::Failed(format!("cannot write {}: {error}", path.display())))
}
