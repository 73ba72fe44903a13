//! `patterns`: what was observed beside what a record gives, from its files; after a `run` also what makes it so.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::exit::{CliFault, Exit};
use super::model::Scenario;
use super::table::{self, Fit};
use super::terminal::{Terminal, USUAL_WIDTH};
use super::variant;
use crate::plot::Quantity;
use crate::record::{Record, whole};
use crate::report::terminal::wrapped;
use crate::report::{Comparison, ReportFault, Spread, patterns, plus_minus, range};

/// Most replicates of an ensemble with a mechanism off.
const WITHOUT: u64 = 200;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder that a run left
    #[arg(value_name = "RECORD")]
    record: PathBuf,
}

pub fn patterns(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let record = Record::open(&arguments.record)?;
    let rows = patterns::compare(&record, &there(record.folder())?)?;
    if rows.is_empty() {
        let why = format!("{} covers the window of no pattern", arguments.record.display());
        return Err(CliFault::BadInput(why));
    }
    write(&record, &rows)?;
    if terminal.json {
        terminal.json(&rows)?
    } else {
        terminal.data(text(&rows, terminal.window()))?
    }
    Ok(Exit::Fine)
}

/// The table of a record that has just been run, its ensembles with a mechanism off run where they are not there.
/// Nothing for a record that is not about the patterns, or after an interrupt.
pub fn conclude(
    scenario: &Scenario,
    record: &Record,
    stop: &AtomicBool,
    terminal: &Terminal,
) -> Result<Vec<Comparison>, CliFault> {
    if !patterns::speaks_to_patterns(record)? {
        return Ok(Vec::new());
    }
    let n = scenario.replicates.min(WITHOUT);
    let mut without = Vec::new();
    for name in patterns::all_responsible() {
        let sets = [
            (format!("mechanisms.{name}"), "off".to_string()),
            ("ensemble.replicates".into(), n.to_string()),
        ];
        let sets = sets.each_ref().map(|(path, value)| (path.as_str(), value.clone()));
        let off = variant::with(&scenario.name, &scenario.text, &sets)?;
        let words = format!("{} without {name}", scenario.name);
        match variant::record(&off, &folder(record.folder(), name), &words, stop, terminal)? {
            Some(record) => without.push((name.to_string(), record)),
            None => return Ok(Vec::new()),
        }
    }
    let rows = patterns::compare(record, &without)?;
    write(record, &rows)?;
    Ok(rows)
}

/// Where the record with a mechanism off lies.
fn folder(record: &Path, mechanism: &str) -> PathBuf {
    record.join("without").join(mechanism)
}

/// The records with a mechanism off that are there.
fn there(record: &Path) -> Result<Vec<(String, Record)>, CliFault> {
    let folders = patterns::all_responsible().into_iter().map(|name| (name, folder(record, name)));
    let there = folders.filter(|(_, folder)| folder.is_dir());
    there.map(|(name, folder)| Ok((name.to_string(), Record::open(&folder)?))).collect()
}

/// `patterns.csv`, `patterns.json` and the figures.
fn write(record: &Record, rows: &[Comparison]) -> Result<(), CliFault> {
    let mut json = serde_json::to_string_pretty(rows).map_err(|error| CliFault::Failed(error.to_string()))?;
    json.push('\n');
    let csv: String =
        [table::csv_line(&HEADER.map(String::from))].into_iter().chain(rows.iter().map(line)).collect();
    for (name, text) in [("patterns.csv", csv), ("patterns.json", json)] {
        let path = record.folder().join(name);
        whole::write(&path, text.as_bytes())
            .map_err(|error| CliFault::Failed(format!("cannot write {}: {error}", path.display())))?;
    }
    let figures = record.folder().join("figures");
    std::fs::create_dir_all(&figures)
        .map_err(|error| CliFault::Failed(format!("cannot write {}: {error}", figures.display())))?;
    for figure in patterns::figures(record, rows)? {
        figure.write(&figures).map_err(ReportFault::from)?;
    }
    Ok(())
}

const HEADER: [&str; 19] = [
    "id",
    "observable",
    "pattern",
    "unit",
    "observed",
    "from",
    "to",
    "by_share",
    "n",
    "estimate",
    "standard_error",
    "p5",
    "p95",
    "without",
    "without_n",
    "without_estimate",
    "without_p5",
    "without_p95",
    "verdict",
];

fn line(row: &Comparison) -> String {
    let plain = |x: f64| if x.is_finite() { x.to_string() } else { String::new() };
    let head = [&row.id, &row.observable, &row.text, &row.unit].map(String::clone);
    let e = &row.ensemble;
    let mut cells: Vec<String> = head.to_vec();
    cells.extend([row.observed, row.low, row.high].map(plain));
    cells.extend([row.by_share.to_string(), e.n.to_string()]);
    cells.extend([e.estimate, e.standard_error, e.p5, e.p95].map(plain));
    match &row.without {
        Some((name, w)) => {
            cells.extend([name.clone(), w.n.to_string()]);
            cells.extend([w.estimate, w.p5, w.p95].map(plain));
        }
        None => cells.extend([const { String::new() }; 5]),
    }
    cells.push(row.verdict.words().into());
    table::csv_line(&cells)
}

/// The table for the terminal.
pub fn text(rows: &[Comparison], width: Option<usize>) -> String {
    let header = ["", "pattern", "observed", "tolerance", "runs, 5 to 95 %", "with … off", "verdict"];
    let cells = rows.iter().map(|row| {
        let without = row
            .without
            .as_ref()
            .map_or(String::new(), |(name, spread)| format!("{} ({name})", given(row, spread)));
        vec![
            row.id.clone(),
            row.text.clone(),
            format!("{} {}", observed(row), unit(row)),
            bounds(row),
            given(row, &row.ensemble),
            without,
            row.verdict.words().into(),
        ]
    });
    let cells: Vec<Vec<String>> = cells.collect();
    let fit = Fit { width, left_out: &[&[5], &[3]], cut: 1 };
    let count = |words: &str| rows.iter().filter(|row| row.verdict.words() == words).count();
    let note = format!(
        "Of {} rows {} are covered, {} missed, {} too wide, {} imposed. No parameter is fitted to this table. A number is \
         covered if the runs’ own 5 to 95 % range holds it, and too wide if that range is over twice the tolerance; what \
         happened once is judged by the share of runs in which it does (± standard error).",
        rows.len(),
        count("covered"),
        count("missed"),
        count("too wide"),
        count("imposed"),
    );
    format!(
        "{}\n\n{}",
        table::fitted(&header, &[2, 3, 4], &cells, &fit),
        wrapped(&note, width.unwrap_or(USUAL_WIDTH))
    )
}

fn observed(row: &Comparison) -> String {
    if row.by_share { "yes".into() } else { plain(row.observed) }
}

/// A number with its thousands apart as in the other tables.
fn plain(x: f64) -> String {
    Quantity::real("", "").number(x).replace(',', "\u{202f}")
}

fn unit(row: &Comparison) -> &str {
    if row.by_share { "" } else { &row.unit }
}

fn bounds(row: &Comparison) -> String {
    if row.by_share {
        format!("{:.0} to {:.0} %", 100.0 * row.low, 100.0 * row.high)
    } else {
        format!("{} to {}", plain(row.low), plain(row.high))
    }
}

fn given(row: &Comparison, spread: &Spread) -> String {
    if row.by_share {
        format!("{} %", plus_minus(100.0 * spread.estimate, 100.0 * spread.standard_error))
    } else {
        range(spread.p5, spread.p95)
    }
}
