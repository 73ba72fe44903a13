//! Which outcomes are compared, in what words, and which way is better.
//!
//! *Better* is meant as the government in Bamako would have it; of deaths, shortages and displacement, as anybody would. Where
//! that says nothing (a number of foiled attempts, an answer to a question) no side is better, and the share of pairs is that in
//! which the scenario lies higher.

use serde::Serialize;

use super::super::headline::{Measure, headlines};
use super::side::Side;

/// Where the numbers of an outcome come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A column of the replicates.
    Outcome,
    /// A trajectory's last date.
    End,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Good {
    More,
    Less,
}

/// An outcome to compare.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub name: String,
    /// Of the column in the record.
    pub column: String,
    pub origin: Origin,
    pub words: String,
    pub unit: String,
    pub measure: Measure,
    pub good: Option<Good>,
    pub headline: bool,
}

/// Prefix of the outcomes that are answers to a scenario's questions.
const QUESTION: &str = "question.";

/// What all sides have in common, and how many outcomes only some of them have.
pub struct Common {
    pub outcomes: Vec<Outcome>,
    pub left_out: usize,
}

/// The headline outcomes and questions; with `all` every outcome, and every observable at the end.
pub fn common(sides: &[Side], all: bool, only: &[String]) -> Common {
    let [baseline, others @ ..] = sides else { return Common { outcomes: Vec::new(), left_out: 0 } };
    let columns = &baseline.record.manifest().identity.columns;
    let mut outcomes: Vec<Outcome> = columns
        .outcomes
        .iter()
        .filter(|column| is_number(&column.name, &column.unit))
        .map(|column| of_column(&column.name, &column.unit, &column.meaning))
        .filter(|outcome| all || !only.is_empty() || outcome.headline && !is_change(&outcome.name))
        .collect();
    if all {
        let ends = columns.observables.iter().filter(|column| is_number(&column.name, &column.unit));
        outcomes.extend(ends.map(|column| of_end(&column.name, &column.unit, &column.meaning)));
    }
    if !only.is_empty() {
        outcomes.retain(|outcome| only.iter().any(|pattern| outcome.matches(pattern)));
    }
    let before = outcomes.len();
    outcomes.retain(|outcome| others.iter().all(|side| outcome.is_in(side)));
    Common { left_out: before - outcomes.len() + only_elsewhere(baseline, others, all), outcomes }
}

/// Headlines and questions that others have and the baseline has not.
fn only_elsewhere(baseline: &Side, others: &[Side], all: bool) -> usize {
    let mut names: Vec<&str> = others
        .iter()
        .flat_map(|side| &side.record.manifest().identity.columns.outcomes)
        .filter(|column| all || of_column(&column.name, &column.unit, &column.meaning).headline)
        .map(|column| column.name.as_str())
        .filter(|name| !baseline.has_outcome(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// What an outcome has changed since the start differs as the outcome does.
fn is_change(name: &str) -> bool {
    name.ends_with(".change")
}

/// Whether an outcome is the answer to a scenario's question.
pub fn is_question(name: &str) -> bool {
    name.starts_with(QUESTION)
}

/// A code is no number, and the week of an exit that may not come is compared as a lifetime.
fn is_number(name: &str, unit: &str) -> bool {
    unit != "code" && name != "regime.exit_week"
}

fn of_column(name: &str, unit: &str, meaning: &str) -> Outcome {
    let known = headlines().into_iter().find(|headline| headline.outcome == name);
    let words = known.map_or(meaning, |headline| headline.title).to_string();
    Outcome {
        name: name.into(),
        column: name.into(),
        origin: Origin::Outcome,
        words,
        unit: unit.into(),
        measure: known.map_or_else(|| measure(unit), |headline| headline.measure),
        good: good(name),
        headline: known.is_some() || is_question(name),
    }
}

fn of_end(name: &str, unit: &str, meaning: &str) -> Outcome {
    Outcome {
        name: format!("end.{name}"),
        column: name.into(),
        origin: Origin::End,
        words: format!("{meaning}, at the last date"),
        unit: unit.into(),
        measure: measure(unit),
        good: None,
        headline: false,
    }
}

fn measure(unit: &str) -> Measure {
    match unit {
        "0 or 1" => Measure::Chance,
        "share" => Measure::Share,
        _ => Measure::Amount,
    }
}

/// Names, or what they begin with, and which way is better.
const GOOD: [(&str, Good); 21] = [
    ("regime.survives", Good::More),
    ("regime.legitimacy", Good::More),
    ("regime.attempts", Good::Less),
    ("exit.", Good::Less),
    ("control.population", Good::More),
    ("control.territory", Good::More),
    ("kidal.", Good::More),
    ("deaths", Good::Less),
    ("events", Good::Less),
    ("raids.capital", Good::Less),
    ("fuel.acute_weeks", Good::Less),
    ("fuel.least", Good::More),
    ("fuel.bamako", Good::More),
    ("fuel.delivered", Good::More),
    ("fuel.price_peak", Good::Less),
    ("fuel.trucks_lost", Good::Less),
    ("treasury.arrears", Good::Less),
    ("gold.", Good::More),
    ("people.displaced", Good::Less),
    ("people.support", Good::More),
    ("men.insurgent", Good::Less),
];

fn good(name: &str) -> Option<Good> {
    GOOD.iter().find(|(start, _)| name.starts_with(start)).map(|&(_, good)| good)
}

impl Outcome {
    fn is_in(&self, side: &Side) -> bool {
        match self.origin {
            Origin::Outcome => side.has_outcome(&self.column),
            Origin::End => side.has_observable(&self.column),
        }
    }

    /// Whether a pattern of the user's names it.
    pub fn matches(&self, pattern: &str) -> bool {
        matches(&self.name, &self.words, pattern)
    }
}

/// Whether a pattern of the user's is part of a name or words, or a name with `*` for anything.
pub fn matches(name: &str, words: &str, pattern: &str) -> bool {
    let (name, pattern) = (name.to_lowercase(), pattern.to_lowercase());
    match pattern.contains('*') {
        true => like(&name, &pattern),
        false => name.contains(&pattern) || words.to_lowercase().contains(&pattern),
    }
}

/// Whether a name is a pattern's, `*` standing for any letters.
fn like(name: &str, pattern: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return name == pattern };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::outcomes::columns;

    #[test]
    fn every_direction_is_that_of_an_outcome() {
        let names: Vec<String> = columns().into_iter().map(|column| column.name).collect();
        for (start, _) in GOOD {
            assert!(names.iter().any(|name| name.starts_with(start)), "{start}");
        }
    }

    #[test]
    fn fewer_deaths_are_better_and_of_foiled_attempts_nobody_can_say() {
        assert_eq!(good("deaths.civilian.jnim"), Some(Good::Less));
        assert_eq!(good("control.population.change"), Some(Good::More));
        assert_eq!((good("regime.foiled"), good("question.kidal")), (None, None));
    }

    #[test]
    fn a_pattern_is_part_of_a_name_or_has_stars() {
        assert!(
            like("deaths.civilian.state", "deaths.*.state") && like("deaths", "*") && like("deaths", "d*")
        );
        assert!(!like("deaths.civilian", "deaths.*.state") && !like("deaths", "*x"));
        let deaths = of_column("deaths.civilian", "persons", "civilians killed");
        assert!(deaths.matches("CIVILIANS") && deaths.matches("deaths.*") && !deaths.matches("fuel"));
    }
}
