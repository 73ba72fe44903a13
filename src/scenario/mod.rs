//! The scenario file as written → the scenario as meant.
//!
//! A file says what differs: from the ledger of parameters, from the initial state, from the file it extends. A
//! [`Scenario`] has nothing implicit left: a prior for every parameter and for every number of the initial state, a
//! switch for every mechanism, interventions with their weeks. All faults of all files are found in one reading, each
//! with its place, what was said, what is allowed and the nearest thing that exists ([`Faults`]).

mod chain;
mod change;
mod command_line;
mod contradictions;
mod draft;
mod expectations;
mod expression;
mod fault;
mod fields;
mod inside;
mod intervention;
mod laboratory;
mod laboratory_written;
mod meaning;
mod mechanisms;
pub mod names;
mod nearest;
mod parameters;
mod questions;
mod text;
mod tree;
mod written_interventions;

pub use change::{Change, Stated};
pub use expectations::{Expectation, Statistic};
pub use fault::{At, Fault, Faults, Source};
pub use intervention::*;
pub use laboratory::{Laboratory, LaboratoryBand, Law};
pub use mechanisms::{Agency, Commitment, Contract, Kremlin, Mechanisms, Provider, Switch};

use crate::geography;
use crate::ledger::Prior;
use crate::observe::questions::Question;
use crate::observe::{self, Column};
use jiff::civil::Date;
use std::path::Path;

/// What is run: everything that decides the results, and nothing else.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Short name, of its file unless it says otherwise; its record's folder.
    pub name: String,
    pub title: String,
    pub purpose: String,
    /// A Monday, the date of an initial state.
    pub start: Date,
    pub end: Date,
    pub replicates: u64,
    pub seed: u64,
    pub persons_per_agent: u32,
    pub record: Recording,
    /// One a row of the ledger.
    pub parameters: Vec<Prior>,
    pub changed_parameters: Vec<Change>,
    /// One a row of the initial state.
    pub initial: Vec<Prior>,
    pub changed_initial: Vec<Change>,
    pub mechanisms: Mechanisms,
    /// By date; those of a day as written.
    pub interventions: Vec<Dated>,
    pub laboratory: Option<Laboratory>,
    /// Those of a file after those of the file it extends.
    pub questions: Vec<Question>,
    /// The file's own.
    pub expectations: Vec<Expectation>,
    /// The files it was read from, the one asked for last.
    pub sources: Vec<SourceFile>,
}

/// How often trajectories are written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Recording {
    Weekly,
    #[default]
    Monthly,
}

/// A file that the scenario was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

impl Scenario {
    /// Reads a file, what it extends, and over them what `--set` said as pairs of path and value.
    pub fn load(path: &Path, sets: &[(String, String)]) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let layers = chain::read(path, &mut faults);
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        Self::of_layers(stem, layers, sets, faults)
    }

    /// Reads a text that is in no file; `name` stands for its path in faults.
    pub fn parse(name: &str, text: &str, sets: &[(String, String)]) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let layers = chain::of_text(name, text, &mut faults);
        Self::of_layers(name, layers, sets, faults)
    }

    fn of_layers(
        stem: &str,
        mut layers: Vec<chain::Layer>,
        sets: &[(String, String)],
        mut faults: Faults,
    ) -> Result<Self, Faults> {
        layers.extend(sets.iter().filter_map(|(path, value)| command_line::layer(path, value, &mut faults)));
        if !faults.is_empty() {
            return Err(faults);
        }
        let scenario = meaning::scenario(&name_of(stem), &layers, &mut faults);
        match scenario {
            Some(scenario) if faults.is_empty() => Ok(scenario),
            _ => {
                faults.sort();
                Err(faults)
            }
        }
    }

    /// The scenario as meant, as a file that reads back as the same scenario.
    pub fn to_toml(&self) -> String {
        text::of(self)
    }

    /// Number of weeks that are run: those whose Monday lies before `end`.
    pub fn weeks(&self) -> u32 {
        weeks_between(self.start, self.end)
    }

    /// Names of the zones of its world.
    pub fn zones(&self) -> Vec<String> {
        zones(self.laboratory.as_ref())
    }

    /// What each of its replicates leaves, one number a column.
    pub fn outcomes(&self) -> Vec<Column> {
        outcomes(self.laboratory.as_ref(), &self.questions)
    }

    /// The Monday on which week `week` begins.
    pub fn monday(&self, week: u32) -> Date {
        self.start.saturating_add(jiff::Span::new().days(7 * i64::from(week)))
    }
}

fn zones(laboratory: Option<&Laboratory>) -> Vec<String> {
    match laboratory {
        Some(laboratory) => laboratory.zone_names(),
        None => geography::mali().zones.iter().map(|zone| zone.id.clone()).collect(),
    }
}

/// Outcomes of every run; then a laboratory's, or the patterns; then the answers to the questions.
fn outcomes(laboratory: Option<&Laboratory>, questions: &[Question]) -> Vec<Column> {
    let mut all = observe::outcomes::columns();
    all.extend(match laboratory {
        Some(world) => observe::laboratory::columns(world.bands.iter().map(|band| band.name.as_str())),
        None => observe::patterns::columns(),
    });
    all.extend(observe::questions::columns(questions));
    all
}

/// Whether a word can name a scenario and its folder.
fn is_name(word: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=80).contains(&word.len()) && word.chars().all(fits)
}

/// A name from a file's: what cannot stand in one becomes a dash.
fn name_of(stem: &str) -> String {
    let fits = |c: char| if is_name(&c.to_string()) { c } else { '-' };
    let name: String = stem.trim_end_matches(".toml").chars().take(80).map(fits).collect();
    if name.is_empty() { "scenario".into() } else { name }
}

/// Weeks that begin at `start` or after and before `end`.
pub(crate) fn weeks_between(start: Date, end: Date) -> u32 {
    let days = start.duration_until(end).as_hours() / 24;
    u32::try_from((days.max(0) + 6) / 7).unwrap_or(u32::MAX)
}

/// Two scenarios are the same if they mean the same, wherever they were written.
impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        let head = |s: &Self| (s.name.clone(), s.title.clone(), s.purpose.clone(), s.start, s.end);
        let ensemble = |s: &Self| (s.replicates, s.seed, s.persons_per_agent, s.record, s.mechanisms);
        head(self) == head(other)
            && ensemble(self) == ensemble(other)
            && self.changed_parameters == other.changed_parameters
            && self.changed_initial == other.changed_initial
            && self.interventions == other.interventions
            && self.laboratory == other.laboratory
            && self.questions == other.questions
            && self.expectations == other.expectations
    }
}
