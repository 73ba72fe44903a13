//! `replay`: one replicate of a record again, bit for bit, as a dated story and a figure.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::exit::{CliFault, Exit};
use super::model;
use super::terminal::Terminal;
use crate::ensemble::Replicate;
use crate::record::{Record, whole};
use crate::report::ReportFault;
use crate::report::story::{self, Aim, AimFault, Chronicle, Found, Selection, Told, aim, differences};
use crate::scenario;

/// Characters in a line of the story.
const WIDTH: usize = 100;
/// Differences that a fault lists.
const LISTED: usize = 5;

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("which").required(true))]
pub struct Arguments {
    /// Folder that a run left
    #[arg(value_name = "RECORD")]
    record: PathBuf,
    /// The replicate of this number, from 0
    #[arg(long, value_name = "NUMBER", group = "which")]
    replicate: Option<u64>,
    /// The replicate nearest to a quantile of an outcome or observable, as in deaths@p95
    #[arg(long, value_name = "COLUMN@pNN", group = "which")]
    at: Option<Aim>,
    /// The date on which an observable is looked at; its last if not said
    #[arg(long, value_name = "DATE", requires = "at", conflicts_with = "replicate")]
    on: Option<Date>,
    /// Tell everything that happened, not only what tells most
    #[arg(long)]
    all: bool,
    /// Tell what happened from this day on
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Tell what happened up to this day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Folder of story, events and figure; <RECORD>/replays/<NUMBER> if not said
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub fn replay(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let selection = selection(arguments)?;
    let record = Record::open(&arguments.record)?;
    let found = arguments.at.as_ref().map(|aim| find(&record, aim, arguments.on)).transpose()?;
    let index = found.as_ref().map(|found| found.index).or(arguments.replicate).unwrap_or_default();
    let recorded = recorded(&record, index)?;
    let told = again(&record, index, &recorded, found.as_ref(), terminal)?;
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => record.folder().join("replays").join(index.to_string()),
    };
    write(&folder, &told, &selection)?;
    if terminal.json {
        terminal.json(&told.story.lines(&selection))?;
    } else {
        terminal.data(format_args!("{}\n", told.story.text(&selection, WIDTH)))?;
        terminal.note(next(&folder, &record, &told, arguments));
    }
    Ok(Exit::Fine)
}

fn selection(arguments: &Arguments) -> Result<Selection, CliFault> {
    let &Arguments { all, from, to, .. } = arguments;
    match (from, to) {
        (Some(from), Some(to)) if from > to => {
            Err(CliFault::BadInput(format!("--from {from} is after --to {to}")))
        }
        _ => Ok(Selection { all, from, to }),
    }
}

fn find(record: &Record, aim: &Aim, on: Option<Date>) -> Result<Found, CliFault> {
    aim::find(record, aim, on).map_err(|fault| match fault {
        AimFault::Report(fault) => fault.into(),
        AimFault::Unknown { .. } => {
            let columns = "`concession observables` lists the observables, summary.csv the outcomes";
            CliFault::BadInput(format!("{}: {fault}\n{columns}", record.folder().display()))
        }
        _ => CliFault::BadInput(format!("{}: {fault}", record.folder().display())),
    })
}

/// The replicate as it was written.
fn recorded(record: &Record, index: u64) -> Result<Replicate, CliFault> {
    let folder = record.folder().display();
    match record.attempt(index)? {
        Some(Ok(replicate)) => Ok(replicate),
        Some(Err(fault)) => Err(CliFault::BadInput(format!("{folder}: replicate {index} failed: {fault}"))),
        None => {
            let there = match record.indices().as_slice() {
                [] => "it has none yet".to_string(),
                [only] => format!("it has one, replicate {only}"),
                [first, .., last] => format!("it has {}, {first} to {last}", record.replicates()),
            };
            Err(CliFault::BadInput(format!("{folder} has no replicate {index}: {there}")))
        }
    }
}

/// Runs the replicate again, holds it against the record and tells it.
fn again(
    record: &Record,
    index: u64,
    recorded: &Replicate,
    found: Option<&Found>,
    terminal: &Terminal,
) -> Result<Told, CliFault> {
    let identity = &record.manifest().identity;
    let scenario: model::Scenario = scenario::Scenario::parse("scenario.toml", &identity.scenario, &[])
        .map_err(|faults| CliFault::BadInput(format!("{}{}", faults.render(false), by(record))))?
        .into();
    if *scenario.model.columns() != identity.columns {
        let why =
            format!("{} has other columns than this program gives{}", record.folder().display(), by(record));
        return Err(CliFault::BadInput(why));
    }
    let mut chronicle = Chronicle::new(scenario.model.scenario());
    let mut scratch = model::scratch(&scenario);
    let replicate = model::watch(&scenario, &mut scratch, index, |world| chronicle.see(world))
        .map_err(|fault| CliFault::Failed(format!("replicate {index} failed: {fault}{}", by(record))))?;
    let there = model::identity(&scenario);
    let same = (&identity.version, &identity.data_sha256) == (&there.version, &there.data_sha256);
    let different = differences(&identity.columns, recorded, &replicate);
    if !different.is_empty() {
        let listed: String = different.iter().take(LISTED).map(|what| format!("\n  {what}")).collect();
        let why = format!(
            "{}: replicate {index} does not come out as recorded; {} of its numbers differ (there → here):{listed}{}",
            record.folder().display(),
            different.len(),
            by(record)
        );
        return Err(if same { CliFault::Failed(why) } else { CliFault::BadInput(why) });
    }
    if !same {
        terminal.note(format_args!(
            "The record is of version {}, and comes out the same here.",
            identity.version
        ));
    }
    Ok(story::tell(record, index, &replicate, chronicle, found)?)
}

/// Which program made the record, and what to do if it is another than this.
fn by(record: &Record) -> String {
    let (manifest, here) = (record.manifest(), env!("CARGO_PKG_VERSION"));
    let folder = record.folder().display();
    format!(
        "\nThe record was made by {} {}; this is {here}. Replay it with the program that made it, or run it again: \
         concession run {folder}/scenario.toml --out ELSEWHERE",
        manifest.program, manifest.identity.version
    )
}

/// `story.md`, `events.json` and the figure, each complete or not at all.
fn write(folder: &Path, told: &Told, selection: &Selection) -> Result<(), CliFault> {
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        CliFault::Failed(format!("cannot write {}: {error}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        CliFault::BadInput(format!("cannot create the folder {}: {error}", folder.display()))
    })?;
    let every = Selection { all: true, ..Selection::default() };
    let mut events = serde_json::to_string_pretty(&told.story.lines(&every))
        .map_err(|error| CliFault::Failed(error.to_string()))?;
    events.push('\n');
    let figure = told.figure.as_ref().map(|figure| (format!("{}.svg", figure.name), figure.alt.as_str()));
    let page = told.story.markdown(selection, figure.as_ref().map(|(file, alt)| (file.as_str(), *alt)));
    for (name, text) in [("story.md", page), ("events.json", events)] {
        let path = folder.join(name);
        whole::write(&path, text.as_bytes()).map_err(|error| failed(&path, &error))?;
    }
    if let Some(figure) = &told.figure {
        figure.write(folder).map_err(ReportFault::from)?;
    }
    Ok(())
}

/// Where the files are and what to try next.
fn next(folder: &Path, record: &Record, told: &Told, arguments: &Arguments) -> String {
    let figure = told
        .figure
        .as_ref()
        .map_or(String::new(), |figure| format!(" and {0}.svg, {0}.png, {0}.csv", figure.name));
    let record = record.folder().display();
    let other = match &arguments.at {
        Some(aim) if aim.quantile < 0.5 => format!("--at {}@p95", aim.column),
        Some(aim) => format!("--at {}@p05", aim.column),
        None => "--at deaths@p95".into(),
    };
    let all = if arguments.all { "--json" } else { "--all" };
    let this = match (&arguments.at, arguments.replicate) {
        (Some(aim), _) => format!("--at {}@p{}", aim.column, 100.0 * aim.quantile),
        (None, index) => format!("--replicate {}", index.unwrap_or_default()),
    };
    format!(
        "{}: story.md, events.json{figure}.\nNext: concession replay {record} {this} {all} · concession replay {record} {other}",
        folder.display()
    )
}
