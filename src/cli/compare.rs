//! `compare`: scenarios or records against the first of them. Runs what is missing, reuses what is there.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;

use super::comparison;
use super::exit::{CliFault, Exit};
use super::model::{self, Scenario};
use super::run::{How, ensemble, folders, hush, interrupted, summed_up};
use super::setting::Setting;
use super::terminal::Terminal;
use super::why::{self, Between};
use super::{interrupt, questions, report, table};
use crate::record::{Ending, Record, whole};
use crate::report::comparison::{
    Asked, Side, Study, compare as compared, csv, figures, kept, tell_apart, write as write_figures,
};
use crate::report::page::comparison::Options;
use crate::report::questions::verdicts;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario files or folders that runs left; the first is the baseline
    #[arg(required = true, num_args = 2.., value_name = "FILE|RECORD")]
    what: Vec<PathBuf>,
    /// Only outcomes whose name or words contain this; * stands for any letters. May be said again
    #[arg(long, value_name = "PATTERN")]
    only: Vec<String>,
    /// All outcomes, and all observables at the last date
    #[arg(long)]
    all: bool,
    /// Replicates of scenarios that have to be run
    #[arg(short = 'n', long, value_name = "NUMBER")]
    replicates: Option<u64>,
    /// Threads; one a core if not said. Results do not depend on it
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Folder of the comparison, output/compare/<baseline>-vs-<others> if not said
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// The tables in Markdown
    #[arg(long, conflicts_with = "csv")]
    markdown: bool,
    /// A row an outcome and scenario, comma-separated
    #[arg(long)]
    csv: bool,
    /// Split each difference over its pieces (settings, interventions, channels of a withdrawal), switching them one at a time: two
    /// ensembles a piece, of that many replicates, as many as are compared if not said
    #[arg(long, value_name = "REPLICATES", num_args = 0..=1, require_equals = true, default_missing_value = "0")]
    why: Option<u64>,
    /// No figures, and no page, which shows them
    #[arg(long)]
    no_figures: bool,
    /// Leave out report.html
    #[arg(long)]
    no_report: bool,
    /// Say where the time went
    #[arg(long)]
    timings: bool,
}

impl Arguments {
    fn how(&self) -> How {
        How { threads: self.threads, ..How::default() }
    }
}

pub fn compare(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let sources = sources(arguments, terminal)?;
    hush(terminal);
    let stop = interrupt::listen()?;
    let mut sides = Vec::new();
    for source in &sources {
        match source.record(arguments, &stop, terminal)? {
            Some(record) => sides.push(Side::new(record)?),
            None => return Ok(Exit::Interrupted),
        }
    }
    tell_apart(&mut sides);
    let asked = Asked { all: arguments.all, only: arguments.only.clone() };
    let clock = Clock { told: arguments.timings, terminal };
    let mut study = clock.time("comparison", || Ok(compared(&sides, &asked)?))?;
    let folder = arguments.out.clone().unwrap_or_else(|| usual_folder(&sides));
    if let Some(n) = arguments.why {
        let between = Between {
            replicates: Some(n).filter(|&n| n > 0),
            how: arguments.how(),
            folder: &folder,
            stop: &stop,
            terminal,
        };
        for (side, contrast) in sides[1..].iter().zip(&study.contrasts) {
            study.why.extend(why::why(&sides[0], side, contrast, between)?);
            if stop.load(Ordering::Relaxed) {
                return Ok(Exit::Interrupted);
            }
        }
    }
    write(&folder, &study, &sides, &asked)?;
    why::write(&folder, &study.why)?;
    let mut there = vec!["comparison.csv", "comparison.json"];
    if !arguments.no_figures {
        let drawn = clock.time("figures", || Ok(figures(&sides, &asked, &study)?))?;
        clock.time("their files", || Ok(write_figures(&drawn, &folder.join("figures"))?))?;
        there.push("figures");
        if !arguments.no_report {
            let options = Options { stories: true };
            let page = folder.join(report::FILE);
            clock.time("page", || report::write_comparison(&sides, &study, &drawn, options, &page))?;
            there.push(report::FILE);
        }
    }
    tell(arguments, &study, terminal)?;
    let held = expectations(&sides, terminal)?;
    terminal.note(format_args!(
        "\n{0}: {1}.\nNext: concession report {0} · concession compare … --all · --only deaths · --markdown",
        folder.display(),
        listed(&there)
    ));
    Ok(if held { Exit::Fine } else { Exit::ExpectationFailed })
}

/// Whether all that the scenarios expect of themselves holds; what does not is told.
fn expectations(sides: &[Side], terminal: &Terminal) -> Result<bool, CliFault> {
    let mut held = true;
    for side in sides {
        if let Some(scenario) = &side.scenario {
            let expected = verdicts(&side.record, &scenario.expectations)?;
            questions::warn(&side.name, &expected, terminal);
            held &= expected.iter().all(|verdict| verdict.holds);
        }
    }
    Ok(held)
}

/// What is compared: a record that is there, or a scenario with the folder of its record.
enum Source {
    Record(PathBuf),
    Scenario(Box<Scenario>, PathBuf),
}

/// Every source, or the faults of all of them.
fn sources(arguments: &Arguments, terminal: &Terminal) -> Result<Vec<Source>, CliFault> {
    let settings: Vec<_> =
        arguments.replicates.map(|n| Setting::new("ensemble.replicates", n).pair()).into_iter().collect();
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for path in &arguments.what {
        if path.is_dir() {
            // What is no record is told before anything is run.
            match Record::open(path) {
                Ok(_) => all.push(Source::Record(path.clone())),
                Err(fault) => faults.push(fault.to_string()),
            }
            continue;
        }
        match model::load(path, &settings, terminal.is_coloured()) {
            Ok(scenario) => {
                let folder = folders(&[&scenario.name], None)?.remove(0);
                all.push(Source::Scenario(Box::new(scenario), folder));
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(CliFault::BadInput(faults.join("\n\n"))) }
}

impl Source {
    /// The record, run where it is not there or not complete; none after an interrupt.
    fn record(
        &self,
        arguments: &Arguments,
        stop: &AtomicBool,
        terminal: &Terminal,
    ) -> Result<Option<Record>, CliFault> {
        let (scenario, folder) = match self {
            Self::Record(folder) => return Ok(Some(Record::open(folder)?)),
            Self::Scenario(scenario, folder) => (scenario, folder),
        };
        if let Some(record) = there(scenario, folder) {
            return Ok(Some(record));
        }
        match ensemble(scenario, folder, arguments.how(), stop, terminal)? {
            Ending::Complete => Ok(Some(summed_up(folder, !arguments.no_figures)?.record)),
            Ending::Interrupted { done } => {
                terminal.note(interrupted(done, scenario.replicates, folder));
                Ok(None)
            }
        }
    }
}

/// The complete record of a scenario, if it is there with as many replicates as are asked for or more.
pub fn there(scenario: &Scenario, folder: &Path) -> Option<Record> {
    let record = Record::open(folder).ok()?;
    let same = record.manifest().identity.sha256() == model::identity(scenario).sha256();
    (same && record.is_complete() && record.replicates() >= scenario.replicates).then_some(record)
}

/// Longest name of a folder [bytes], within what file systems take.
const LONGEST: usize = 200;

fn usual_folder(sides: &[Side]) -> PathBuf {
    let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
    let whole = names.join("-vs-");
    let name = match whole.get(..LONGEST) {
        Some(start) => format!("{start}-of-{}", names.len()),
        None => whole,
    };
    Path::new("output").join("compare").join(name)
}

/// "a, b and c".
fn listed(names: &[&str]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        names => names.concat(),
    }
}

/// Tells how long things took, to who asked.
struct Clock<'t> {
    told: bool,
    terminal: &'t Terminal,
}

impl Clock<'_> {
    fn time<T>(&self, what: &str, work: impl FnOnce() -> Result<T, CliFault>) -> Result<T, CliFault> {
        let begin = Instant::now();
        let done = work()?;
        if self.told {
            self.terminal.note(format_args!("{what} in {:.2} s", begin.elapsed().as_secs_f64()));
        }
        Ok(done)
    }
}

/// `comparison.csv` and `comparison.json`.
fn write(folder: &Path, study: &Study, sides: &[Side], asked: &Asked) -> Result<(), CliFault> {
    let fault =
        |error: std::io::Error| CliFault::Failed(format!("cannot write {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(fault)?;
    let whole_study = kept::whole(study, sides, asked, folder);
    let mut json =
        serde_json::to_string_pretty(&whole_study).map_err(|error| CliFault::Failed(error.to_string()))?;
    json.push('\n');
    whole::write(&folder.join(kept::FILE), json.as_bytes()).map_err(fault)?;
    whole::write(&folder.join("comparison.csv"), lines(study).as_bytes()).map_err(fault)
}

/// The comparison as CSV.
fn lines(study: &Study) -> String {
    let (header, rows) = csv(study);
    let header: Vec<String> = header.into_iter().map(String::from).collect();
    std::iter::once(&header).chain(&rows).map(|cells| table::csv_line(cells)).collect()
}

fn tell(arguments: &Arguments, study: &Study, terminal: &Terminal) -> Result<(), CliFault> {
    if terminal.json {
        terminal.json(study)
    } else if arguments.csv {
        terminal.data(lines(study).trim_end())
    } else if arguments.markdown {
        terminal.data(comparison::markdown(study))
    } else {
        terminal.data(comparison::text(study, terminal.window(), terminal.view()))
    }
}
