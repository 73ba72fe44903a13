//! The draft of a scenario → the scenario: nothing missing, nothing outside the run, nothing against itself.

use super::chain::{self, Layer};
use super::contradictions::{self, Placed};
use super::draft::Draft;
use super::expectations::{self, Expectation};
use super::expression::Names;
use super::fault::{At, Fault, Faults};
use super::intervention::Dated;
use super::parameters::Changes;
use super::{Laboratory, Scenario, laboratory_written, questions};
use crate::geography::mali;
use crate::ledger;
use crate::observe::observables;
use crate::observe::questions::Question;
use jiff::ToSpan;
use jiff::civil::Date;

/// Keys that some file must have, with an example.
const NEEDED: [(&str, &str); 3] =
    [("title", "\"Nothing changes\""), ("start", "2025-06-02"), ("end", "2027-05-31")];
/// Longest run [years].
const LONGEST_RUN: i32 = 10;
/// Replicates where none are given.
const REPLICATES: u64 = 1000;
/// Seed where none is given.
const SEED: u64 = 1;
/// Persons an agent stands for where none are given: about 22,000 agents in Mali.
const PERSONS_PER_AGENT: u32 = 1000;

/// What the layers mean together, the root first. `name` is the scenario's where it does not name itself.
pub fn scenario(name: &str, layers: &[Layer], faults: &mut Faults) -> Option<Scenario> {
    let mut draft = Draft::default();
    layers.iter().for_each(|layer| draft.add(layer, faults));
    let nearest = layers.iter().rfind(|layer| !layer.is_set)?;
    let file = At::beginning(&nearest.source);
    for (key, example) in NEEDED {
        let says = |layer: &Layer| layer.entries.iter().any(|entry| entry.key == key);
        if !layers.iter().any(says) {
            missing(key, example, &file, faults);
        }
    }
    let run = run(&draft, faults);
    let (parameters, changed_parameters) = parameters(&draft, faults);
    let (initial, changed_initial) = initial(&draft, run, faults);
    let before = faults.len();
    let laboratory =
        draft.laboratory.as_ref().and_then(|(entries, at)| laboratory_written::read(entries, at, faults));
    let is_laboratory_sound = faults.len() == before;
    let placed = run.map_or(Vec::new(), |run| dated(&draft, run, faults));
    if is_laboratory_sound {
        if let Some((_, at)) = &draft.laboratory {
            contradictions::mechanisms_of_a_laboratory(&draft.mechanisms, at, faults);
        }
        contradictions::check(&placed, laboratory.as_ref(), faults);
    }
    let (questions, expectations) = if is_laboratory_sound {
        asked(&draft, run, laboratory.as_ref(), faults)
    } else {
        Default::default()
    };
    let (start, end) = run?;
    Some(Scenario {
        name: draft.name.unwrap_or_else(|| name.to_string()),
        title: draft.title?,
        purpose: draft.purpose.unwrap_or_default(),
        start,
        end,
        replicates: draft.replicates.unwrap_or(REPLICATES),
        seed: draft.seed.unwrap_or(SEED),
        persons_per_agent: draft.persons_per_agent.unwrap_or(PERSONS_PER_AGENT),
        record: draft.record.unwrap_or_default(),
        parameters,
        changed_parameters,
        initial,
        changed_initial,
        mechanisms: draft.mechanisms,
        interventions: placed.into_iter().map(|(dated, _)| dated).collect(),
        laboratory,
        questions,
        expectations,
        sources: chain::files(layers),
    })
}

fn missing(key: &str, example: &str, file: &At, faults: &mut Faults) {
    let message = format!("the scenario does not say `{key}`");
    faults.add(Fault::new(file, message, format!("needed, as in `{key} = {example}`")));
}

/// Start and end, if both are there and make a run.
fn run(draft: &Draft, faults: &mut Faults) -> Option<(Date, Date)> {
    let start = draft.start.as_ref().and_then(|(start, at)| known_start(*start, at, faults))?;
    let (end, at) = draft.end.as_ref()?;
    let latest = start.saturating_add(LONGEST_RUN.years());
    if start < *end && *end <= latest {
        return Some((start, *end));
    }
    let message = format!("the run cannot end on {end}");
    let allowed = format!("after its start, {start}, and at most {LONGEST_RUN} years later, {latest}");
    faults.add(Fault::new(at, message, allowed));
    None
}

fn known_start(start: Date, at: &At, faults: &mut Faults) -> Option<Date> {
    if ledger::starts().contains(&start) {
        return Some(start);
    }
    let message = format!("there is no initial state of {start}");
    let list = ledger::starts().iter().map(Date::to_string).collect::<Vec<_>>().join(", ");
    faults.add(Fault::new(at, message, format!("one of {list}")));
    None
}

type Rows = (Vec<ledger::Prior>, Vec<super::Change>);

fn parameters(draft: &Draft, faults: &mut Faults) -> Rows {
    changed(ledger::parameters(), &draft.parameters, faults)
}

/// Without a start there is no telling what its state has; a laboratory has none.
fn initial(draft: &Draft, run: Option<(Date, Date)>, faults: &mut Faults) -> Rows {
    if draft.laboratory.is_some() {
        for entry in draft.initial.iter().flatten() {
            let message = format!("a laboratory has no initial state, so no `{}`", entry.key);
            faults.add(Fault::new(&entry.key_at, message, "what [laboratory] says of its world"));
        }
        return (Vec::new(), Vec::new());
    }
    match run.and_then(|(start, _)| ledger::initial(start)) {
        Some(ledger) => changed(ledger, &draft.initial, faults),
        None => (Vec::new(), Vec::new()),
    }
}

fn changed(ledger: &ledger::Ledger, layers: &[Vec<super::tree::Entry>], faults: &mut Faults) -> Rows {
    let mut changes = Changes::new(ledger);
    layers.iter().for_each(|entries| changes.layer(entries, faults));
    changes.check(faults);
    (changes.priors(), changes.changes())
}

/// Questions, and what is expected of them and of other outcomes.
fn asked(
    draft: &Draft,
    run: Option<(Date, Date)>,
    laboratory: Option<&Laboratory>,
    faults: &mut Faults,
) -> (Vec<Question>, Vec<Expectation>) {
    let names = names(laboratory);
    let before = faults.len();
    let questions: Vec<Question> =
        draft.questions.iter().filter_map(|node| questions::read(node, run, &names, faults)).collect();
    // What is expected of a question that could not be read is not known.
    if run.is_none() || faults.len() > before {
        return (questions, Vec::new());
    }
    let outcomes = super::outcomes(laboratory, &questions);
    let expected = draft.expectations.iter().filter_map(|node| expectations::read(node, &outcomes, faults));
    let expected = expected.collect();
    (questions, expected)
}

fn names(laboratory: Option<&Laboratory>) -> Names {
    let towns = match laboratory {
        Some(_) => Vec::new(),
        None => mali().towns.iter().map(|town| town.id.clone()).collect(),
    };
    let observables = observables(&super::zones(laboratory)).into_iter().map(|seen| seen.column).collect();
    Names { observables, towns }
}

/// Interventions with their weeks, by date.
fn dated(draft: &Draft, (start, end): (Date, Date), faults: &mut Faults) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    for ((date, what), at) in &draft.interventions {
        match contradictions::week_of(*date, start, end) {
            Some(week) => placed.push((Dated { week, date: *date, what: what.clone() }, at.clone())),
            None => faults.add(
                Fault::new(
                    at,
                    format!("{date} lies outside the run"),
                    format!("a day from {start}, before {end}"),
                )
                .help("`interventions = \"replace\"` leaves out those of the file that is extended"),
            ),
        }
    }
    placed.sort_by_key(|(dated, _)| dated.date);
    placed
}
