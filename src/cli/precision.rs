//! `run --precision`: replicates until every estimate is as precise as asked; and after every run, whether n was enough.
//!
//! Looks are at doubling sizes, and the error of 5 % is split evenly over as many looks as there may be, so that the intervals at the look
//! that is the last hold with 95 % though it was chosen by their width.

use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::AtomicBool;

use super::exit::CliFault;
use super::model::Scenario;
use super::run::{How, ensemble};
use super::terminal::Terminal;
use crate::record::{Ending, Record};
use crate::report::{self, Estimate, Half, Precision, Target, precision};
use crate::stats::sequential::Looks;

/// The first look.
const FIRST: u64 = 256;
/// Most replicates where `-n` says nothing.
const MOST: u64 = 100_000;
/// Of the intervals, all looks together.
const LEVEL: f64 = 0.95;

/// `1%`, `deaths=5%` or `control.population=0.005`.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted(pub Target);

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORMS: &str = "a precision is written 1%, deaths=5% or control.population=0.005";
        let (outcome, size) = match text.split_once('=') {
            Some((name, size)) => (Some(name.trim().to_string()), size.trim()),
            None => (None, text.trim()),
        };
        let number = |digits: &str| match digits.trim().parse::<f64>() {
            Ok(x) if x > 0.0 && x.is_finite() => Ok(x),
            _ => Err(FORMS.to_string()),
        };
        let half = match size.strip_suffix('%') {
            Some(digits) => Half::PerCent(number(digits)?),
            None if outcome.is_some() => Half::Unit(number(size)?),
            // Of all outcomes at once only a per cent makes sense.
            None => return Err(FORMS.into()),
        };
        if outcome.as_deref() == Some("") {
            return Err(FORMS.into());
        }
        Ok(Self(Target { outcome, half }))
    }
}

/// Refuses outcomes that the scenario does not have.
pub fn check(wanted: &[Wanted], scenario: &Scenario) -> Result<(), CliFault> {
    let columns = &scenario.model.columns().outcomes;
    for name in wanted.iter().filter_map(|wanted| wanted.0.outcome.as_ref()) {
        if !columns.iter().any(|column| column.name == *name) {
            let near = |known: &&str| strsim::damerau_levenshtein(known, name);
            let nearest = columns.iter().map(|column| column.name.as_str()).min_by_key(near);
            let nearest = nearest.map_or(String::new(), |name| format!("; the nearest is {name}"));
            return Err(CliFault::BadInput(format!("{} has no outcome {name}{nearest}", scenario.name)));
        }
    }
    Ok(())
}

/// Runs a scenario, `of` so many replicates, until all is as precise as wanted; answers the scenario as it was run last.
pub fn fill(
    of: impl Fn(u64) -> Result<Scenario, CliFault>,
    folder: &Path,
    (wanted, most): (&[Wanted], Option<u64>),
    (how, stop, terminal): (How, &AtomicBool, &Terminal),
) -> Result<(Scenario, Ending), CliFault> {
    let targets: Vec<Target> = wanted.iter().map(|wanted| wanted.0.clone()).collect();
    let there = if how.fresh { 0 } else { Record::open(folder).map_or(0, |record| record.replicates()) };
    let looks = Looks::doubling(FIRST.max(there), most.unwrap_or(MOST).max(there), LEVEL);
    for (k, &size) in looks.sizes.iter().enumerate() {
        let scenario = of(size)?;
        let how = How { fresh: how.fresh && k == 0, ..how };
        let ending = ensemble(&scenario, folder, how, stop, terminal)?;
        if ending != Ending::Complete {
            return Ok((scenario, ending));
        }
        let told = precision(&report::summarize(&Record::open(folder)?)?, &targets, looks.level);
        let missing: Vec<&Precision> = told.iter().filter(|one| !one.reached).collect();
        let Some(worst) = missing.iter().max_by_key(|one| one.needed.unwrap_or(u64::MAX)) else {
            terminal.note(format_args!(
                "Precise enough at look {} of at most {}: n = {size}.",
                k + 1,
                looks.sizes.len()
            ));
            return Ok((scenario, ending));
        };
        let left = format!("{} of {} outcomes are not yet precise enough", missing.len(), told.len());
        terminal.note(format_args!("n = {size}: {left}; the last: {}.", worst.sentence()));
        if k + 1 == looks.sizes.len() {
            terminal.warning(format_args!(
                "the precision asked for is not reached at n = {size}; go on with a larger -n"
            ));
            return Ok((scenario, ending));
        }
    }
    unreachable!("there is a last look")
}

/// The precision of a finished run: of what was asked, else of every headline.
pub fn told(estimates: &[Estimate], wanted: &[Wanted]) -> Vec<Precision> {
    precision(estimates, &wanted.iter().map(|wanted| wanted.0.clone()).collect::<Vec<_>>(), LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_is_a_per_cent_or_a_number_of_an_outcome() {
        let read = |text: &str| text.parse::<Wanted>().map(|wanted| wanted.0);
        assert_eq!(read("1%"), Ok(Target { outcome: None, half: Half::PerCent(1.0) }));
        assert_eq!(
            read("control.population = 0.005"),
            Ok(Target { outcome: Some("control.population".into()), half: Half::Unit(0.005) })
        );
        assert_eq!(read("deaths=5 %").unwrap().half, Half::PerCent(5.0));
        for text in ["", "1", "0%", "-1%", "deaths=", "=1%", "deaths=x", "NaN%", "inf%"] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }
}
