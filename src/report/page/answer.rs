//! The answer in a sentence, and what else is read first: chances in natural frequencies with their interval.

use crate::report::ReportFault;
use crate::report::figures::contract;
use crate::report::frequency::{brief, futures, with_interval};
use crate::report::number::{plus_minus, range};
use crate::report::questions::Answer;
use crate::report::story::words;
use crate::report::subject::Subject;
use crate::report::summary::{Estimate, Given};
use crate::stats::proportion::Proportion;
use crate::world::Reason;

/// What is read first: regime and bargain in a sentence, what else came of it, and the questions that these do not answer.
pub struct Opening {
    pub lead: Option<String>,
    pub others: Vec<String>,
    /// How many futures say yes, and to what.
    pub questions: Vec<(String, String)>,
}

pub fn opening(
    subject: &Subject,
    estimates: &[Estimate],
    answers: &[Answer],
) -> Result<Opening, ReportFault> {
    let asked = |told: &[&str]| questions(subject, answers, told);
    if subject.is_laboratory() {
        return Ok(Opening { lead: None, others: Vec::new(), questions: asked(&[])? });
    }
    let mut others: Vec<String> = contract_ends(subject)?.into_iter().collect();
    others.extend(influence(subject)?);
    others.extend(control(estimates));
    others.extend(deaths(estimates));
    Ok(Opening { lead: lead(subject)?, others, questions: asked(&["regime.survives", "contract.in_force"])? })
}

/// "31 of 100 (28 to 34)" and the question, of those whose answers in every future are not those of the outcomes told.
fn questions(
    subject: &Subject,
    answers: &[Answer],
    told: &[&str],
) -> Result<Vec<(String, String)>, ReportFault> {
    let has = |name: &&&str| subject.has_outcome(name);
    let told: Vec<Vec<f64>> =
        told.iter().filter(has).map(|name| subject.record.outcomes(name)).collect::<Result<_, _>>()?;
    let mut left = Vec::new();
    for answer in answers {
        let own = subject.record.outcomes(&format!("question.{}", answer.id))?;
        if !told.iter().any(|values| same(values, &own)) {
            let share = Proportion { successes: answer.yes, trials: answer.n };
            left.push((brief(share), answer.text.clone()));
        }
    }
    Ok(left)
}

/// Whether two outcomes are equal in every future; those of failed replicates are not numbers.
fn same(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || (a.is_nan() && b.is_nan()))
}

fn end(subject: &Subject) -> String {
    let last =
        subject.scenario.as_ref().map(|s| s.monday(s.weeks()).saturating_sub(jiff::Span::new().days(1)));
    last.map_or("the last day".into(), words::date)
}

/// Among how many futures something holds, of those in which it is known.
fn share(
    subject: &Subject,
    outcome: &str,
    holds: fn(f64) -> bool,
) -> Result<Option<Proportion>, ReportFault> {
    if !subject.has_outcome(outcome) {
        return Ok(None);
    }
    let known = subject.record.outcomes(outcome)?;
    let share: Proportion = known.iter().filter(|x| x.is_finite()).map(|&x| holds(x)).collect();
    Ok((share.trials > 0).then_some(share))
}

fn is_yes(x: f64) -> bool {
    x > 0.5
}

/// "On 30 May 2027 the junta of the first day is still in power in 50 of 100 simulated futures (47 to 53), and a contract
/// between Bamako and Moscow is in force in 1 of 100 (1 to 2)."
fn lead(subject: &Subject) -> Result<Option<String>, ReportFault> {
    let (regime, contract) =
        (share(subject, "regime.survives", is_yes)?, share(subject, "contract.in_force", is_yes)?);
    let last = end(subject);
    let junta = "the junta of the first day is still in power in";
    let bargain = "a contract between Bamako and Moscow is in force in";
    Ok(match (regime, contract) {
        (None, None) => None,
        (Some(regime), None) => Some(format!("On {last} {junta} {}.", with_interval(regime))),
        (None, Some(contract)) => Some(format!("On {last} {bargain} {}.", with_interval(contract))),
        (Some(regime), Some(contract)) => {
            Some(format!("On {last} {junta} {}, and {bargain} {}.", with_interval(regime), brief(contract)))
        }
    })
}

/// In how many futures the contract ends, and what calls for it.
fn contract_ends(subject: &Subject) -> Result<Option<String>, ReportFault> {
    let Some(ends) = share(subject, "contract.ruptured", is_yes)? else { return Ok(None) };
    if ends.successes == 0 {
        return Ok(None);
    }
    let mut reasons = Vec::new();
    for reason in Reason::ALL {
        let name = format!("contract.rupture.{}", reason.key());
        reasons.extend(share(subject, &name, is_yes)?.map(|share| (share, contract::words(reason))));
    }
    reasons.retain(|(share, _)| share.successes > 0);
    reasons.sort_by_key(|(share, _)| std::cmp::Reverse(share.successes));
    let named: Vec<String> = reasons
        .iter()
        .map(|(share, words)| format!("{words} in {}", futures(share.successes, share.trials)))
        .collect();
    let why = if named.is_empty() {
        String::new()
    } else {
        format!(" What calls for it: {}.", words::list(&named))
    };
    Ok(Some(format!("The contract ends at some time in {}.{why}", brief(ends))))
}

fn influence(subject: &Subject) -> Result<Option<String>, ReportFault> {
    let falls = share(subject, "influence.falls", is_yes)?;
    Ok(falls.map(|share| {
        format!(
            "Russian influence, an index, falls by a quarter or more within two years in {}.",
            brief(share)
        )
    }))
}

fn control(estimates: &[Estimate]) -> Option<String> {
    let e = all(estimates, "control.population")?;
    Some(format!(
        "At the end the state controls {} % of the people on average; nine futures in ten lie between {} %.",
        plus_minus(100.0 * e.estimate, 100.0 * e.standard_error),
        range(100.0 * e.p5, 100.0 * e.p95).replace(" to ", " and ")
    ))
}

fn deaths(estimates: &[Estimate]) -> Option<String> {
    let e = all(estimates, "deaths")?;
    Some(format!(
        "{} people die on average; nine futures in ten lie between {}.",
        plus_minus(e.estimate, e.standard_error),
        range(e.p5, e.p95).replace(" to ", " and ")
    ))
}

fn all<'e>(estimates: &'e [Estimate], outcome: &str) -> Option<&'e Estimate> {
    estimates.iter().find(|e| e.outcome == outcome && e.given == Given::All && e.n > 0)
}
