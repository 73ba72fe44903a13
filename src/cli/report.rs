//! `report`: the page of a record or of a comparison again, without a run.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{CliFault, Exit};
use super::terminal::Terminal;
use crate::plot::Figure;
use crate::record::{Record, whole};
use crate::report::comparison::kept::{self, Again};
use crate::report::comparison::{Side, Study, compare, figures};
use crate::report::page::comparison::{Options, of_comparison};
use crate::report::{self, page};

/// The page's name in a record's folder.
pub const FILE: &str = "report.html";

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders that runs or comparisons left
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// The page's file, <RECORD>/report.html if not said; of one page only
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Leave out the stories of three replicates or pairs, which are run again
    #[arg(long)]
    no_stories: bool,
}

pub fn report(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    if arguments.out.is_some() && arguments.records.len() > 1 {
        return Err(CliFault::BadInput("--out is for one page".into()));
    }
    let mut pages = vec![];
    for folder in &arguments.records {
        let path = arguments.out.clone().unwrap_or_else(|| folder.join(FILE));
        if kept::is_there(folder) {
            again(folder, arguments, &path, terminal)?;
        } else {
            one(folder, arguments, &path, terminal)?;
        }
        pages.push(path);
    }
    if terminal.json {
        terminal.json(&pages)?;
    } else {
        pages.iter().try_for_each(|page| terminal.data(page.display()))?;
    }
    Ok(Exit::Fine)
}

/// The page of a record.
fn one(folder: &Path, arguments: &Arguments, path: &Path, terminal: &Terminal) -> Result<(), CliFault> {
    let record = Record::open(folder)?;
    tell_unfinished(&record, terminal);
    let options = page::Options { stories: !arguments.no_stories };
    write(&record, &report::figures(&record)?, options, path)
}

/// The page of a comparison, from its records.
fn again(folder: &Path, arguments: &Arguments, path: &Path, terminal: &Terminal) -> Result<(), CliFault> {
    let Again { sides, asked, why } = kept::open(folder)?;
    sides.iter().for_each(|side| tell_unfinished(&side.record, terminal));
    let study = Study { why, ..compare(&sides, &asked)? };
    let options = Options { stories: !arguments.no_stories };
    write_comparison(&sides, &study, &figures(&sides, &asked, &study)?, options, path)
}

fn tell_unfinished(record: &Record, terminal: &Terminal) {
    if !record.is_complete() {
        let (there, asked) = (record.replicates(), record.manifest().replicates);
        terminal.warning(format_args!("{} has {there} of {asked} replicates", record.folder().display()));
    }
}

/// Writes the page of a record, complete or not at all.
pub fn write(
    record: &Record,
    figures: &[Figure],
    options: page::Options,
    path: &Path,
) -> Result<(), CliFault> {
    put(path, &page::of_record(record, figures, options)?)
}

fn put(path: &Path, text: &str) -> Result<(), CliFault> {
    whole::write(path, text.as_bytes())
        .map_err(|error| CliFault::Failed(format!("cannot write {}: {error}", path.display())))
}

/// Writes the page of a comparison, complete or not at all.
pub fn write_comparison(
    sides: &[Side],
    study: &Study,
    figures: &[Figure],
    options: Options,
    path: &Path,
) -> Result<(), CliFault> {
    put(path, &of_comparison(sides, study, figures, options)?)
}
