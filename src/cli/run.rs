//! `run`: each scenario's ensemble into its record, then summary and figures from the record.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::exit::{CliFault, Exit};
use super::model::{self, Scenario};
use super::precision::{self, Wanted};
use super::setting::Setting;
use super::terminal::Terminal;
use super::{interrupt, plan, progress};
use super::{patterns, questions, summary};
use crate::ensemble::{Attempt, Ensemble, THREAD_NAME};
use crate::plot::Figure;
use crate::record::{Ending, Opening, Record, RecordFault, Run, Writer, fill};
use crate::report::questions::{Answer, Verdict, answers, verdicts};
use crate::report::{self, Comparison, Estimate, Precision, page};
use crate::simulation::Scratch;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenarios: super::Scenarios,
    /// Replicates of each ensemble; more than there are goes on from there
    #[arg(short = 'n', long, value_name = "NUMBER")]
    replicates: Option<u64>,
    /// Seed of the random numbers
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; one a core if not said. Results do not depend on it
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Folder of the record, output/<scenario> if not said; of several scenarios, the folder above theirs
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Run until the 95 % intervals reach no farther than this to either side: 1% (points of probabilities and shares, per cent of
    /// amounts) or one outcome's, deaths=5% or control.population=0.005. May be said again; -n is then the most
    #[arg(long, value_name = "[OUTCOME=]SIZE", conflicts_with = "plan")]
    precision: Vec<Wanted>,
    /// No figures, and no page, which shows them
    #[arg(long)]
    no_figures: bool,
    /// Leave out report.html
    #[arg(long)]
    no_report: bool,
    /// Say where the time went
    #[arg(long)]
    timings: bool,
    /// Remove the record that is there, instead of going on with it
    #[arg(long)]
    fresh: bool,
    /// Only say how many replicates, how long, how much disk and what precision
    #[arg(long)]
    plan: bool,
}

impl Arguments {
    /// The k-th scenario with so many replicates.
    fn scenario(&self, k: usize, replicates: u64, terminal: &Terminal) -> Result<Scenario, CliFault> {
        let seed = self.seed.map(|seed| Setting::new("ensemble.seed", seed));
        let settings: Vec<_> =
            seed.into_iter().chain([Setting::new("ensemble.replicates", replicates)]).collect();
        let one = super::Scenarios {
            files: vec![self.scenarios.files[k].clone()],
            set: self.scenarios.set.clone(),
        };
        Ok(one.load(&settings, terminal)?.remove(0))
    }

    fn how(&self) -> How {
        How { threads: self.threads, fresh: self.fresh, timings: self.timings }
    }
}

pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, CliFault> {
    let replicates = arguments.replicates.map(|n| Setting::new("ensemble.replicates", n));
    let seed = arguments.seed.map(|seed| Setting::new("ensemble.seed", seed));
    let scenarios =
        arguments.scenarios.load(&replicates.into_iter().chain(seed).collect::<Vec<_>>(), terminal)?;
    let names: Vec<&str> = scenarios.iter().map(|s| s.name.as_str()).collect();
    let folders = folders(&names, arguments.out.as_deref())?;
    if arguments.plan {
        return plan::plan(&scenarios, arguments.threads, terminal);
    }
    scenarios.iter().try_for_each(|scenario| precision::check(&arguments.precision, scenario))?;
    hush(terminal);
    let stop = interrupt::listen()?;
    let mut reports = vec![];
    let files = &arguments.scenarios.files;
    for (((k, scenario), folder), file) in (0..).zip(scenarios).zip(&folders).zip(files) {
        let how = (arguments.how(), &*stop, terminal);
        let (scenario, ending) = if arguments.precision.is_empty() {
            let ending = ensemble(&scenario, folder, how.0, how.1, how.2)?;
            (scenario, ending)
        } else {
            let of = |replicates| arguments.scenario(k, replicates, terminal);
            precision::fill(of, folder, (&arguments.precision, arguments.replicates), how)?
        };
        match ending {
            Ending::Complete => {
                reports.push(conclude(&scenario, (file, folder), arguments, &stop, terminal)?);
                if stop.load(Ordering::Relaxed) {
                    return Ok(Exit::Interrupted);
                }
            }
            Ending::Interrupted { done } => {
                terminal.note(interrupted(done, scenario.replicates, folder));
                return Ok(Exit::Interrupted);
            }
        }
    }
    if terminal.json {
        terminal.json(&reports)?;
    }
    let fails = |told: &Told| told.expectations.iter().any(|verdict| !verdict.holds);
    Ok(if reports.iter().any(fails) { Exit::ExpectationFailed } else { Exit::Fine })
}

/// Where each scenario's record goes; no two into one folder.
pub fn folders(names: &[&str], out: Option<&Path>) -> Result<Vec<PathBuf>, CliFault> {
    if let (Some(out), [_]) = (out, names) {
        return Ok(vec![out.to_path_buf()]);
    }
    let above = out.unwrap_or(Path::new("output"));
    for (k, name) in names.iter().enumerate() {
        if names[..k].contains(name) {
            let there = above.join(name);
            let why = format!("two scenarios are named {name}: both would go to {}", there.display());
            return Err(CliFault::BadInput(why));
        }
    }
    Ok(names.iter().map(|name| above.join(name)).collect())
}

/// A panic in a replicate becomes its fault in the record; its noise is for the curious.
pub fn hush(terminal: &Terminal) {
    if terminal.is_verbose() {
        return;
    }
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let here = std::thread::current();
        if !here.name().is_some_and(|name| name.starts_with(THREAD_NAME)) {
            usual(panic);
        }
    }));
}

/// An ensemble of a scenario.
pub type Pool<'s> = Ensemble<
    Scratch,
    Box<dyn Fn() -> Scratch + Sync + 's>,
    Box<dyn Fn(&mut Scratch, u64) -> Attempt + Sync + 's>,
>;

/// The threads that run a scenario's replicates.
pub fn pool(scenario: &Scenario, threads: Option<NonZeroUsize>) -> Result<Pool<'_>, CliFault> {
    let init = Box::new(|| model::scratch(scenario));
    let one = Box::new(|scratch: &mut Scratch, index| model::replicate(scenario, scratch, index));
    Ensemble::new(threads, init as _, one as _)
        .map_err(|error| CliFault::Failed(format!("cannot start threads: {error}")))
}

/// How an ensemble is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    pub threads: Option<NonZeroUsize>,
    pub fresh: bool,
    pub timings: bool,
}

/// Fills a scenario's record.
pub fn ensemble(
    scenario: &Scenario,
    folder: &Path,
    how: How,
    stop: &AtomicBool,
    terminal: &Terminal,
) -> Result<Ending, CliFault> {
    let opening = if how.fresh { Opening::Fresh } else { Opening::Continue };
    let mut writer =
        Writer::open(folder, model::identity(scenario), scenario.replicates, opening).map_err(with_advice)?;
    writer.damages().iter().for_each(|damage| terminal.warning(damage));
    let before = writer.done();
    if before > 0 {
        terminal.note(format_args!("{}: {before} replicates are there already", folder.display()));
    }
    let pool = pool(scenario, how.threads)?;
    let (started, begin) = (Timestamp::now(), Instant::now());
    let bar = progress::bar(&scenario.name, terminal);
    let missing = before < scenario.replicates;
    let ending = fill(&mut writer, &pool, stop, |now| {
        if missing {
            progress::show(&bar, now);
        }
    });
    bar.finish_and_clear();
    let ending = ending?;
    let added = writer.done() - before;
    tell_time(how, added, begin.elapsed(), pool.threads(), terminal);
    if how.timings {
        tell_shares(scenario, terminal);
    }
    if added > 0 {
        let command_line = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        writer.note(&Run::here(started, begin.elapsed(), pool.threads(), added, command_line))?;
    }
    if writer.faults() > 0 {
        let (faults, all) = (writer.faults(), writer.done());
        terminal.warning(format_args!("{faults} of {all} replicates failed; the column fault says why"));
    }
    Ok(ending)
}

fn tell_time(how: How, added: u64, elapsed: Duration, threads: usize, terminal: &Terminal) {
    let seconds = elapsed.as_secs_f64();
    let each = 1000.0 * seconds * threads as f64 / added.max(1) as f64;
    let text = format!("{added} replicates in {seconds:.2} s on {threads} threads, {each:.2} core-ms each");
    if how.timings { terminal.note(text) } else { terminal.detail(text) }
}

/// Shares of a replicate's time by mechanism, from a few replicates on this thread.
fn tell_shares(scenario: &Scenario, terminal: &Terminal) {
    const PILOT: u64 = 8;
    let mut scratch = model::scratch(scenario);
    for index in 0..PILOT {
        // A fault is told from the record.
        let _ = model::replicate(scenario, &mut scratch, index);
    }
    let shares = scratch.clock().shares().map(|(part, share)| format!("{part} {:.0} %", 100.0 * share));
    terminal.note(format_args!("of a replicate's time: {}", shares.collect::<Vec<_>>().join(" · ")));
}

/// What to do about a record that is in the way.
fn with_advice(fault: RecordFault) -> CliFault {
    let advice = match fault {
        RecordFault::Other { .. } | RecordFault::TooMany { .. } => {
            "\nWrite elsewhere with --out, or give the record up with --fresh."
        }
        RecordFault::Damaged { .. } => "\nGive the record up with --fresh.",
        RecordFault::Foreign { .. } => "\nWrite elsewhere with --out.",
        _ => "",
    };
    match CliFault::from(fault) {
        CliFault::BadInput(text) => CliFault::BadInput(text + advice),
        other => other,
    }
}

pub fn interrupted(done: u64, asked: u64, folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "Interrupted: {done} of {asked} replicates are kept in {folder}; the same command goes on from there."
    )
}

/// An ensemble without one good replicate has nothing to say.
fn all_failed(record: &Record) -> Result<(), CliFault> {
    let faults = record.faults()?;
    match faults.first() {
        Some((index, why)) if faults.len() as u64 == record.replicates() => {
            Err(CliFault::Failed(format!("every replicate failed; replicate {index}: {why}")))
        }
        _ => Ok(()),
    }
}

/// What a run tells machines.
#[derive(Serialize)]
struct Told {
    scenario: String,
    record: PathBuf,
    replicates: u64,
    summary: Vec<Estimate>,
    questions: Vec<Answer>,
    expectations: Vec<Verdict>,
    /// Whether n is enough for each headline, or for what was asked.
    precision: Vec<Precision>,
    figures: Vec<PathBuf>,
    page: Option<PathBuf>,
    /// What was observed beside what came out; of a run over the years observed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    patterns: Vec<Comparison>,
}

/// Leaves the summary, and figures if they are wanted, beside a complete record.
pub fn summed_up(folder: &Path, with_figures: bool) -> Result<Summed, CliFault> {
    let record = Record::open(folder)?;
    all_failed(&record)?;
    let estimates = report::summarize(&record)?;
    summary::write(folder, &estimates)?;
    let begin = Instant::now();
    let drawn = if with_figures { report::timed_figures(&record)? } else { Vec::new() };
    let slowest =
        drawn.iter().max_by_key(|(_, time)| *time).map(|(figure, time)| (figure.name.clone(), *time));
    let figures: Vec<Figure> = drawn.into_iter().map(|(figure, _)| figure).collect();
    let drawing = begin.elapsed();
    let files = if with_figures { report::write(&record, &figures)? } else { Vec::new() };
    Ok(Summed { record, estimates, figures, files, slowest, drawing })
}

/// A complete record, summary and figures written.
pub struct Summed {
    pub record: Record,
    pub estimates: Vec<Estimate>,
    pub figures: Vec<Figure>,
    /// The figures' files.
    pub files: Vec<PathBuf>,
    /// The figure that took longest to draw.
    slowest: Option<(String, Duration)>,
    /// Time to draw all figures, before they are written as SVG and PNG.
    drawing: Duration,
}

/// What is told of a complete record.
fn conclude(
    scenario: &Scenario,
    (file, folder): (&Path, &Path),
    arguments: &Arguments,
    stop: &AtomicBool,
    terminal: &Terminal,
) -> Result<Told, CliFault> {
    let begin = Instant::now();
    let Summed { record, estimates, figures, files, slowest, drawing } =
        summed_up(folder, !arguments.no_figures)?;
    if arguments.timings {
        let slowest = slowest
            .map_or(String::new(), |(name, time)| format!(", the slowest {name} in {} ms", time.as_millis()));
        terminal.note(format_args!(
            "summary and {} figures in {:.2} s, of which drawing {:.2} s{slowest}",
            figures.len(),
            begin.elapsed().as_secs_f64(),
            drawing.as_secs_f64(),
        ));
    }
    let page = write_page(&record, &figures, arguments, terminal)?;
    let asked = answers(&record)?;
    let expected = verdicts(&record, &scenario.model.scenario().expectations)?;
    let precise = precision::told(&estimates, &arguments.precision);
    if !terminal.json {
        let width = terminal.window();
        terminal.data(format_args!("{}\n\n{}\n", scenario.title, summary::text(&estimates, width)))?;
        if !expected.is_empty() {
            terminal.data(format_args!("{}\n", questions::verdicts(&expected, width)))?;
        }
    }
    questions::warn(&scenario.name, &expected, terminal);
    let patterns = patterns::conclude(scenario, &record, stop, terminal)?;
    if !terminal.json {
        if !patterns.is_empty() {
            terminal.data(format_args!("{}\n", patterns::text(&patterns, terminal.window())))?;
        }
        answer(
            &record,
            &asked,
            &report::precision_verdict(&precise, !arguments.precision.is_empty()),
            terminal,
        )?;
        let there = match (files.is_empty(), &page) {
            (true, _) => "record and summary.csv",
            (false, None) => "record, summary.csv and figures",
            (false, Some(_)) => "record, summary.csv, figures and report.html",
        };
        terminal.note(format_args!(
            "{0}: {there}.\nNext: concession replay {0} --at control.population@p05\n      concession compare OTHER {1}",
            folder.display(),
            file.display(),
        ));
    }
    Ok(Told {
        scenario: scenario.name.clone(),
        record: folder.to_path_buf(),
        replicates: record.replicates(),
        summary: estimates,
        questions: asked,
        expectations: expected,
        precision: precise,
        figures: files,
        page,
        patterns,
    })
}

/// What a reader looks for first, told last, where a window shows it: questions, distributions, and whether n was enough.
fn answer(record: &Record, asked: &[Answer], enough: &str, terminal: &Terminal) -> Result<(), CliFault> {
    let view = terminal.view();
    let distributions = report::terminal::distributions(record, view)?;
    if !distributions.is_empty() {
        terminal.data(distributions)?;
    }
    if !asked.is_empty() {
        terminal.data(format_args!("{}\n", questions::answers(asked, view.width)))?;
    }
    if !enough.is_empty() {
        terminal.data(format_args!("{}\n", report::terminal::wrapped(enough, view.width)))?;
    }
    Ok(())
}

/// The page of a record, unless it is not wanted.
fn write_page(
    record: &Record,
    figures: &[Figure],
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Option<PathBuf>, CliFault> {
    if arguments.no_report || arguments.no_figures {
        return Ok(None);
    }
    let begin = Instant::now();
    let path = record.folder().join(super::report::FILE);
    super::report::write(record, figures, page::Options { stories: true }, &path)?;
    if arguments.timings {
        let size = std::fs::metadata(&path).map_or(0, |file| file.len());
        terminal.note(format_args!(
            "page of {:.2} MB in {:.2} s, its three stories included",
            size as f64 / 1e6,
            begin.elapsed().as_secs_f64()
        ));
    }
    Ok(Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_has_a_folder_of_its_own() {
        let at = |names: &[&str], out| folders(names, out).map_err(|fault| fault.to_string());
        assert_eq!(at(&["a"], None).unwrap(), [Path::new("output/a")]);
        assert_eq!(at(&["a"], Some(Path::new("x"))).unwrap(), [Path::new("x")]);
        assert_eq!(at(&["a", "b"], Some(Path::new("x"))).unwrap(), [Path::new("x/a"), Path::new("x/b")]);
        assert!(at(&["a", "a"], None).unwrap_err().contains("two scenarios are named a"));
    }
}
