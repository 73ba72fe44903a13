//! The answer in a sentence, and what else is read first: chances in natural frequencies with their interval.

use crate::report::ReportFault;
use crate::report::frequency::with_interval;
use crate::report::number::{plus_minus, range};
use crate::report::questions::Answer;
use crate::report::story::words;
use crate::report::subject::Subject;
use crate::report::summary::{Estimate, Given};
use crate::stats::proportion::Proportion;

/// Sentences, the one that answers first.
pub fn sentences(
    subject: &Subject,
    estimates: &[Estimate],
    answers: &[Answer],
) -> Result<Vec<String>, ReportFault> {
    let mut all: Vec<String> = answers.iter().take(1).map(question).collect();
    if subject.is_laboratory() {
        return Ok(all);
    }
    all.extend(contract(subject)?);
    all.extend(regime(subject)?);
    all.extend(control(estimates));
    all.extend(deaths(estimates));
    Ok(all)
}

/// "Does Kidal fall? Yes in 31 of 100 simulated futures (28 to 34)."
fn question(answer: &Answer) -> String {
    let share = Proportion { successes: answer.yes, trials: answer.n };
    format!("{} Yes in {}.", answer.text, with_interval(share))
}

fn end(subject: &Subject) -> String {
    let last =
        subject.scenario.as_ref().map(|s| s.monday(s.weeks()).saturating_sub(jiff::Span::new().days(1)));
    last.map_or("the end".into(), words::date)
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

fn contract(subject: &Subject) -> Result<Option<String>, ReportFault> {
    let Some(force) = share(subject, "contract.in_force", |x| x > 0.5)? else { return Ok(None) };
    if !subject.has_outcome("contract.rupture.week") {
        return Ok(None);
    }
    let weeks = subject.record.outcomes("contract.rupture.week")?;
    let successes = weeks.iter().filter(|week| week.is_finite()).count() as u64;
    if force.successes == 0 && successes == 0 {
        return Ok(Some("No contract with Russia is in force in any simulated future.".into()));
    }
    let broken = Proportion { successes, trials: force.trials };
    Ok(Some(format!("The contract with Russia breaks by {} in {}.", end(subject), with_interval(broken))))
}

fn regime(subject: &Subject) -> Result<Option<String>, ReportFault> {
    let share = share(subject, "regime.survives", |x| x > 0.5)?;
    Ok(share.map(|share| {
        format!("The junta of the first day is still in power then in {}.", with_interval(share))
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
