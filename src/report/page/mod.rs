//! One page to hand over: a record, told in a file that needs nothing else.
//!
//! ```text
//! purpose · answer · what it changes · questions · headlines · figures · map · three futures · is n enough?
//!         · sensitivity · method and limits · manifest
//! ```
//!
//! [`document`] is the page itself, of any [`Section`]s: a record's are made here, a comparison's in [`comparison`] from parts
//! that its maker has ready, both from the same pieces ([`table`], [`picture`]). Equal records make equal pages: nothing of the machine or the hour is told.

pub mod answer;
mod changes;
mod closing;
pub mod comparison;
pub mod document;
mod font;
pub mod gallery;
mod headlines;
mod map;
pub mod picture;
mod sensitivity;
mod stories;
pub mod table;
#[cfg(test)]
mod tests;

use maud::{Markup, html};

use self::document::{Document, Section};
use self::table::{Cell, Column, Table};
use super::ReportFault;
use super::frequency::futures;
use super::number::{plus_minus, range};
use super::questions::{Answer, Verdict, answers, verdicts};
use super::subject::Subject;
use super::summary::{Estimate, summarize};
use crate::plot::Figure;
use crate::record::Record;

/// What a page may leave out.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Run three replicates again and tell them.
    pub stories: bool,
}

/// The page of a record with its figures.
pub fn of_record(record: &Record, figures: &[Figure], options: Options) -> Result<String, ReportFault> {
    let subject = Subject::new(record)?;
    let (estimates, asked) = (summarize(record)?, answers(record)?);
    let expected = match &subject.scenario {
        Some(scenario) => verdicts(record, &scenario.expectations)?,
        None => Vec::new(),
    };
    let laboratory = subject.is_laboratory();
    let section = |id, title: &str, body| Section { id, title: title.into(), body };
    let mut sections = vec![
        section("answer", "The answer", opening(&subject, &estimates, &asked)?),
        section("changes", "What the scenario changes", changes::markup(&subject)),
    ];
    if !asked.is_empty() || !expected.is_empty() {
        sections.push(section("questions", "Questions", questions(&asked, &expected)));
    }
    sections.push(section("headlines", "Headlines", headlines::table(&estimates, laboratory)));
    sections.extend(gallery::section(figures));
    if let Some(map) = map::markup(&subject, figures)? {
        sections.push(section("map", "Control by zone", map));
    }
    if options.stories && !laboratory {
        sections.push(section("stories", "Three futures", stories::markup(record)?));
    }
    sections.push(section("enough", "Is n enough?", headlines::enough(&estimates)));
    if let Some(swing) = sensitivity::markup(record) {
        sections.push(section("sensitivity", "What moves the outcomes", swing));
    }
    sections.push(section("method", "Method and limits", closing::method(&subject)));
    sections.push(section("manifest", "Manifest", closing::manifest(&subject)));
    Ok(Document {
        title: subject.title.clone(),
        kind: "Simulated futures of a bargain".into(),
        subtitle: subtitle(&subject),
        sections,
        footer: format!(
            "Made by {} {}. Shares of simulated futures under the assumptions of a model, not chances of real events.",
            record.manifest().program,
            record.manifest().identity.version
        ),
    }
    .html())
}

fn subtitle(subject: &Subject) -> String {
    let span = subject.scenario.as_ref().map_or(String::new(), |scenario| {
        let last = scenario.monday(scenario.weeks()).saturating_sub(jiff::Span::new().days(1));
        format!(", {} to {}", super::story::words::date(scenario.start), super::story::words::date(last))
    });
    format!(
        "{} replicates, seed {}{span}",
        super::story::words::whole(subject.replicates() as f64),
        subject.seed
    )
}

/// Purpose, and the answer in sentences.
fn opening(subject: &Subject, estimates: &[Estimate], asked: &[Answer]) -> Result<Markup, ReportFault> {
    let answer::Opening { lead, others, questions } = answer::opening(subject, estimates, asked)?;
    let told = lead.is_some() || !questions.is_empty() || !others.is_empty();
    let purpose = subject.scenario.as_ref().map_or("", |scenario| scenario.purpose.trim());
    let unfinished = !subject.record.is_complete();
    Ok(html! {
        @if unfinished {
            p.warning { "The record is not complete: " (subject.record.replicates()) " of " (subject.record.manifest().replicates) " replicates." }
        }
        @if !purpose.is_empty() { p { strong { "Purpose. " } (spans(purpose)) } }
        @if let Some(lead) = lead { p.lead { (lead) } }
        @if !questions.is_empty() {
            ul.answers { @for (futures, question) in &questions { li { (question) " " strong { "Yes in " (futures) "." } } } }
        }
        @if !others.is_empty() { p { (others.join(" ")) } }
        @if told { p.quiet {
            "In brackets: 95 % intervals of the estimate, in futures of 100; after ±: Monte Carlo standard errors. The model’s futures, \
             not the world’s."
        } }
    })
}

/// A text in which what stands between grave accents is code.
fn spans(text: &str) -> Markup {
    html! {
        @for (k, part) in text.split('`').enumerate() {
            @if k % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn questions(asked: &[Answer], expected: &[Verdict]) -> Markup {
    let answers = Table {
        caption: "Each question is answered in every replicate: how many say yes".into(),
        columns: vec![
            Column::words("question"),
            Column::brief("yes in"),
            Column::number("% ± error"),
            Column::number("95 %"),
        ],
        rows: asked.iter().map(answered).collect(),
        sortable: false,
    };
    let judged = Table {
        caption: "What the scenario’s author expected of it".into(),
        columns: vec![
            Column::words("expected"),
            Column::words(""),
            Column::number("estimate ± error"),
            Column::number("95 %"),
        ],
        rows: expected.iter().map(expectation).collect(),
        sortable: false,
    };
    html! {
        @if !asked.is_empty() { (answers.markup()) }
        @if !expected.is_empty() { (judged.markup()) }
    }
}

fn answered(answer: &Answer) -> Vec<Cell> {
    let percent = |x: f64| 100.0 * x;
    vec![
        Cell::words(answer.text.as_str()),
        Cell::words(futures(answer.yes, answer.n)),
        Cell::number(plus_minus(percent(answer.estimate), percent(answer.standard_error)), answer.estimate),
        Cell::number(range(percent(answer.low), percent(answer.high)), answer.low),
    ]
}

fn expectation(verdict: &Verdict) -> Vec<Cell> {
    let word = match verdict {
        Verdict { n: 0, .. } => "fails: no replicate has a value",
        Verdict { holds: true, close: true, .. } => "holds, though chance could have said otherwise",
        Verdict { holds: false, close: true, .. } => "fails, though chance could have said otherwise",
        Verdict { holds: true, .. } => "holds",
        Verdict { holds: false, .. } => "fails",
    };
    vec![
        Cell::words(verdict.that.as_str()),
        Cell::words(word),
        Cell::number(plus_minus(verdict.estimate, verdict.standard_error), verdict.estimate),
        Cell::number(range(verdict.low, verdict.high), verdict.low),
    ]
}
