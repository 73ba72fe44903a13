//! What two scenarios have otherwise, field by field, in words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::figures::event_words;
use super::side::Side;
use crate::ledger::{self, Ledger};
use crate::scenario::{Change, Dated, Scenario, Stated};

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What it is: a date, a mechanism, a parameter, an intervention.
    pub what: String,
    /// On the baseline's side; none where it has nothing of the kind.
    pub baseline: Option<String>,
    pub scenario: Option<String>,
    /// What it means, where the name does not say it.
    pub meaning: String,
}

/// What a side has otherwise than the baseline; where this version cannot read one of them any more, what is written otherwise.
pub fn differences(baseline: &Side, side: &Side) -> Vec<Difference> {
    match (&baseline.scenario, &side.scenario) {
        (Some(a), Some(b)) => between(a, b),
        _ => tables("", &meant(&baseline.written), &meant(&side.written)),
    }
}

/// A scenario's text without what does not move its results.
fn meant(written: &toml::Table) -> toml::Table {
    let aside = ["name", "title", "purpose", "question", "expect"];
    written
        .iter()
        .filter(|(key, _)| !aside.contains(&key.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

fn between(a: &Scenario, b: &Scenario) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut plain = |what: &str, a: String, b: String| {
        if a != b {
            all.push(difference(what, Some(a), Some(b), ""));
        }
    };
    plain("first day", a.start.to_string(), b.start.to_string());
    plain("last day", a.end.to_string(), b.end.to_string());
    plain("seed", a.seed.to_string(), b.seed.to_string());
    plain("persons an agent stands for", a.persons_per_agent.to_string(), b.persons_per_agent.to_string());
    all.extend(tables("mechanism", &a.mechanisms, &b.mechanisms));
    all.extend(changes("parameter", ledger::parameters(), &a.changed_parameters, &b.changed_parameters));
    if let Some(state) = ledger::initial(b.start).filter(|_| a.laboratory.is_none() && b.laboratory.is_none())
    {
        all.extend(changes("first day's", state, &a.changed_initial, &b.changed_initial));
    }
    match (&a.laboratory, &b.laboratory) {
        (Some(a), Some(b)) => all.extend(tables("laboratory", a, b)),
        (None, None) => {}
        (a, _) => {
            let words = |there: bool| Some(if there { "a laboratory" } else { "Mali" }.to_string());
            all.push(difference("world", words(a.is_some()), words(a.is_none()), ""));
        }
    }
    all.extend(interventions(&a.interventions, &b.interventions));
    all
}

fn difference(what: &str, baseline: Option<String>, scenario: Option<String>, meaning: &str) -> Difference {
    Difference { what: what.into(), baseline, scenario, meaning: meaning.into() }
}

/// The leaves in which two tables differ.
fn tables(kind: &str, a: &impl Serialize, b: &impl Serialize) -> Vec<Difference> {
    let (a, b) = (leaves(a), leaves(b));
    let names: BTreeMap<&String, ()> = a.keys().chain(b.keys()).map(|key| (key, ())).collect();
    let others = names.into_keys().filter(|key| a.get(*key) != b.get(*key));
    others
        .map(|key| {
            difference(format!("{kind} {key}").trim_start(), a.get(key).cloned(), b.get(key).cloned(), "")
        })
        .collect()
}

pub fn leaves(table: &impl Serialize) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Ok(value) = toml::Value::try_from(table) {
        descend(String::new(), &value, &mut found);
    }
    found
}

fn descend(path: String, value: &toml::Value, found: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(parts) => {
            for (key, part) in parts {
                descend(if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, part, found);
            }
        }
        other => drop(found.insert(path, plain(other))),
    }
}

/// A value without the marks of TOML.
pub fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(parts) => parts.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Rows of a ledger that one side states otherwise than the other.
fn changes(kind: &str, ledger: &Ledger, a: &[Change], b: &[Change]) -> Vec<Difference> {
    let stated = |changes: &[Change], path: &str| changes.iter().find(|c| c.path == path).map(|c| c.stated);
    let mut paths: Vec<&str> = a.iter().chain(b).map(|change| change.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let others = paths.into_iter().filter(|path| stated(a, path) != stated(b, path));
    others
        .map(|path| {
            let row = ledger.get(path);
            let usual = || row.map_or("as usual".into(), usual);
            let said = |changes| Some(stated(changes, path).map_or_else(usual, |stated| words(&stated)));
            let unit = row.map_or("", |row| row.unit.as_str());
            let meaning = row.map_or(String::new(), |row| match unit {
                "" => row.meaning.clone(),
                unit => format!("{} ({unit})", row.meaning),
            });
            difference(&format!("{kind} {path}"), said(a), said(b), &meaning)
        })
        .collect()
}

/// A row as the ledger has it.
fn usual(row: &ledger::Parameter) -> String {
    if row.low == row.high {
        return format!("{}", row.central);
    }
    format!("{} ({} to {})", row.central, row.low, row.high)
}

fn words(stated: &Stated) -> String {
    match stated {
        Stated::Number(x) => format!("{x}"),
        Stated::Quantiles { p5, p50, p95 } => format!("{p50} ({p5} to {p95})"),
        Stated::Uniform([low, high]) => format!("uniform from {low} to {high}"),
        Stated::Normal([mean, sd]) => format!("normal around {mean} ± {sd}"),
        Stated::LogNormal([median, sdlog]) => format!("lognormal around {median}, log-deviation {sdlog}"),
        Stated::Triangular([low, mode, high]) => format!("triangular {low}, {mode}, {high}"),
        Stated::Pert([low, mode, high]) => format!("PERT {low}, {mode}, {high}"),
        Stated::Beta([a, b]) => format!("beta({a}, {b})"),
    }
}

/// Interventions that only one side has, by date.
fn interventions(a: &[Dated], b: &[Dated]) -> Vec<Difference> {
    let mut rest: Vec<&Dated> = b.iter().collect();
    let mut only: Vec<(&Dated, bool)> = Vec::new();
    for dated in a {
        match rest.iter().position(|other| *other == dated) {
            Some(same) => drop(rest.remove(same)),
            None => only.push((dated, true)),
        }
    }
    only.extend(rest.into_iter().map(|dated| (dated, false)));
    only.sort_by_key(|(dated, _)| dated.date);
    only.into_iter()
        .map(|(dated, is_baselines)| {
            let what = format!("on {}", dated.date);
            let said = Some(intervention(dated));
            if is_baselines { difference(&what, said, None, "") } else { difference(&what, None, said, "") }
        })
        .collect()
}

/// "Wagner leaves: withdraw, force wagner, over_weeks 8, …".
fn intervention(dated: &Dated) -> String {
    let parts: Vec<String> = leaves(&dated.what)
        .into_iter()
        .map(|(key, value)| match key.split_once('.') {
            Some((_, key)) => format!("{key} {value}"),
            None => value,
        })
        .collect();
    let words = event_words(&dated.what);
    if parts.is_empty() { words } else { format!("{words} ({})", parts.join("; ")) }
}

impl Difference {
    /// The line that a reader reads.
    pub fn line(&self) -> String {
        let said = match (&self.baseline, &self.scenario) {
            (Some(a), Some(b)) => format!("{}: {b}, not {a}", self.what),
            (None, Some(b)) => format!("{}: {b}", self.what),
            (Some(a), None) => format!("{}: without “{a}”", self.what),
            (None, None) => self.what.clone(),
        };
        if self.meaning.is_empty() { said } else { format!("{said}; {}", self.meaning) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario(more: &str) -> Scenario {
        let text = format!("title = \"t\"\npurpose = \"p\"\nstart = 2025-06-02\nend = 2026-06-01\n{more}");
        Scenario::parse("s", &text, &[]).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
    }

    fn lines(a: &str, b: &str) -> Vec<String> {
        between(&scenario(a), &scenario(b)).iter().map(Difference::line).collect()
    }

    #[test]
    fn what_means_the_same_does_not_differ() {
        assert!(lines("", "[ensemble]\nreplicates = 7\n").is_empty());
    }

    #[test]
    fn a_parameter_a_mechanism_and_a_seed_are_named_with_both_sides() {
        let told = lines(
            "",
            "[ensemble]\nseed = 9\n[parameters]\n\"fuel.stock\" = 9\n[mechanisms]\nfuel = \"off\"\n",
        );
        assert_eq!(told[0], "seed: 9, not 1");
        assert_eq!(told[1], "mechanism fuel: off, not on");
        assert!(told[2].starts_with("parameter fuel.stock: 9, not ") && told[2].contains("; "), "{told:?}");
    }

    #[test]
    fn an_intervention_is_told_with_its_date_and_all_it_says() {
        let leaves =
            "[[intervention]]\ndate = 2025-06-06\nwithdraw = { force = \"wagner\", over_weeks = 8 }\n";
        let told = lines("", leaves);
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("on 2025-06-06: Wagner leaves (") && told[0].contains("over_weeks 8"),
            "{told:?}"
        );
        assert!(lines(leaves, "")[0].contains("without “Wagner leaves"));
        assert!(lines(leaves, leaves).is_empty());
    }
}
