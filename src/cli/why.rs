//! `compare --why`: runs the scenarios between a baseline and another, and splits their difference over its pieces.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::compare::there;
use super::exit::CliFault;
use super::model::Scenario;
use super::run::{How, ensemble, interrupted};
use super::table;
use super::terminal::Terminal;
use crate::record::{Ending, Record, whole};
use crate::report::comparison::{Contrast, Parts, Share, Side, Switched, Why, why as split};
use crate::scenario;

/// How the scenarios between are run.
#[derive(Clone, Copy)]
pub struct Between<'a> {
    /// Replicates of each; as many as are compared if not said.
    pub replicates: Option<u64>,
    pub how: How,
    /// The comparison's folder.
    pub folder: &'a Path,
    pub stop: &'a AtomicBool,
    pub terminal: &'a Terminal,
}

/// The split of a contrast; none where there is nothing to split, and a note says why, or after an interrupt.
pub fn why(
    baseline: &Side,
    side: &Side,
    contrast: &Contrast,
    between: Between,
) -> Result<Option<Why>, CliFault> {
    let note = |why: String| between.terminal.note(format_args!("{}: {why}", side.name));
    let (Some(from), Some(to), true) = (&baseline.scenario, &side.scenario, contrast.terms.paired) else {
        note("nothing is paired, so that the difference cannot be split".into());
        return Ok(None);
    };
    let parts = match Parts::of(from, to) {
        Ok(parts) => parts,
        Err(fault) => {
            note(fault);
            return Ok(None);
        }
    };
    let pieces = parts.words();
    if pieces.len() < 2 {
        note("the files differ in one thing at most: there is nothing to split".into());
        return Ok(None);
    }
    let n = between.replicates.unwrap_or(contrast.terms.common).min(contrast.terms.common);
    let folder = between.folder.join("why").join(&side.name);
    let run = |k: usize, kind: &str, taken: &dyn Fn(usize) -> bool| {
        let name = format!("{}-{}-{kind}", side.name, k + 1);
        match parts.between(&name, taken) {
            Ok(mut scenario) => {
                scenario.title = format!("{} {kind} “{}”", side.name, pieces[k]);
                scenario.replicates = n;
                record(scenario, &folder.join(format!("{}-{kind}", k + 1)), between)
            }
            Err(fault) => Err(CliFault::Failed(format!("{kind} “{}” is no scenario:\n{fault}", pieces[k]))),
        }
    };
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for k in 0..pieces.len() {
        let Some(record) = run(k, "only", &|other| other == k)? else { return Ok(None) };
        with.push(record);
    }
    // Of two pieces each is the other's absence.
    for k in (0..pieces.len()).filter(|_| pieces.len() > 2) {
        let Some(record) = run(k, "without", &|other| other != k)? else { return Ok(None) };
        without.push(record);
    }
    let without = if pieces.len() == 2 { vec![&with[1], &with[0]] } else { without.iter().collect() };
    let switched = Switched { baseline, scenario: side, with: with.iter().collect(), without };
    Ok(Some(split(contrast, pieces, &switched)?))
}

/// The record of a scenario between, run if it is not there; none after an interrupt.
fn record(scenario: scenario::Scenario, folder: &Path, between: Between) -> Result<Option<Record>, CliFault> {
    let scenario = Scenario::from(scenario);
    if let Some(record) = there(&scenario, folder) {
        return Ok(Some(record));
    }
    match ensemble(&scenario, folder, between.how, between.stop, between.terminal)? {
        Ending::Complete => Ok(Some(Record::open(folder)?)),
        Ending::Interrupted { done } => {
            between.terminal.note(interrupted(done, scenario.replicates, folder));
            Ok(None)
        }
    }
}

/// `why.csv`: a row an outcome and piece. Where nothing was split an older file goes: it may be of other scenarios.
pub fn write(folder: &Path, all: &[Why]) -> Result<(), CliFault> {
    let path = folder.join("why.csv");
    let fault = |error: std::io::Error| CliFault::Failed(format!("cannot write {}: {error}", path.display()));
    if all.is_empty() {
        return if path.exists() { std::fs::remove_file(&path).map_err(fault) } else { Ok(()) };
    }
    let mut text =
        "scenario,baseline,outcome,unit,n,piece,switched,difference,standard_error,low,high\n".to_string();
    for why in all {
        for split in &why.outcomes {
            let mut row = |piece: &str, switched: &str, share: &Share| {
                let numbers = [
                    share.estimate.value,
                    share.estimate.standard_error,
                    share.interval.low,
                    share.interval.high,
                ];
                let words = [&why.scenario, &why.baseline, &split.outcome, &split.unit].map(String::clone);
                let mut cells = words.to_vec();
                cells.extend([why.n.to_string(), piece.to_string(), switched.to_string()]);
                cells.extend(numbers.map(|x| x.to_string()));
                text.push_str(&table::csv_line(&cells));
            };
            row("", "all", &split.whole);
            for (piece, share) in why.pieces.iter().zip(&split.alone) {
                row(piece, "only", share);
            }
            for (piece, share) in why.pieces.iter().zip(&split.missing) {
                row(piece, "without", share);
            }
            row("", "interplay", &split.interplay);
        }
    }
    whole::write(&path, text.as_bytes()).map_err(fault)
}
