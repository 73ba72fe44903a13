//! `[[question]]` as written → as meant.
//!
//! ```text
//! id = "kidal"        text = "Is Kidal out of government hands at the end of 2026?"
//! on = DATE or "end"                 with   holds = "…"
//! during = { from = DATE, to = DATE } (the whole run where there is none)
//!                                    with   ever = "…", always = "…", or weeks_of = "…", at_least = 3, at_most = 9
//! ```

use super::contradictions::week_of;
use super::expression::{self, Names};
use super::fault::{At, Fault, Faults};
use super::fields::{self, Fields, wrong_type};
use super::tree::{Entry, Node, Value};
use super::weeks_between;
use crate::observe::questions::{Asks, Question, Span};
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// Longest text [characters]: it stands in tables.
const LONGEST_TEXT: usize = 300;
/// Weeks that can be asked for: at most those of the longest run.
const WEEKS: RangeInclusive<u32> = 0..=522;
const ASKING: [&str; 4] = ["holds", "ever", "always", "weeks_of"];

/// First and last day of a run.
pub type Run = (Date, Date);

/// The id of a question and its place, where it has one that can be read.
pub fn id_of(node: &Node) -> Option<(&str, &At)> {
    let Value::Table(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key == "id").and_then(|entry| match &entry.node.value {
        Value::Text(id) => Some((id.as_str(), &entry.node.at)),
        _ => None,
    })
}

/// One table of `[[question]]`. Without a run its dates are not looked at.
pub fn read(node: &Node, run: Option<Run>, names: &Names, faults: &mut Faults) -> Option<Question> {
    let Value::Table(entries) = &node.value else {
        return wrong_type(node, "question", "a table with an id", faults);
    };
    let mut fields = Fields::new("a question", &node.at, entries, faults);
    fields.need("id", "\"kidal\"");
    fields.need("text", "\"Is Kidal out of government hands at the end?\"");
    let id = id(&mut fields);
    let text = text(&mut fields);
    let span = span(&mut fields);
    let asked = asked(&mut fields, entries, names);
    let bounds = bounds(&mut fields, entries);
    fields.done();
    let (span, (asking, written, condition), bounds) = (span?, asked?, bounds?);
    let at = ["during", "on"].iter().find_map(|key| entries.iter().find(|entry| entry.key == *key));
    let at = at.map_or(&node.at, |entry| &entry.node.at);
    let asks = match asking.key.as_str() {
        "holds" => Asks::Holds,
        "ever" => Asks::Ever,
        "always" => Asks::Always,
        _ => Asks::WeeksOf { at_least: bounds[0], at_most: bounds[1] },
    };
    fits(asking, span, asks, faults)?;
    let weeks = weeks(at, span, run?, faults)?;
    enough(&asking.key_at, asks, &weeks, faults)?;
    Some(Question { id: id?, text: text?, span, weeks, asks, written, condition })
}

fn id(fields: &mut Fields) -> Option<String> {
    let node = fields.get("id")?;
    let id = fields.text("id")?;
    if super::is_name(id) {
        return Some(id.to_string());
    }
    let message = format!("a question cannot be called {}", node.at.said());
    fields.faults.add(Fault::new(&node.at, message, "1 to 80 letters, digits, - and _"));
    None
}

fn text(fields: &mut Fields) -> Option<String> {
    let node = fields.get("text")?;
    let text = fields.text("text")?.split_whitespace().collect::<Vec<_>>().join(" ");
    if (1..=LONGEST_TEXT).contains(&text.chars().count()) {
        return Some(text);
    }
    let message = format!("a question of {} characters", text.chars().count());
    fields.faults.add(Fault::new(&node.at, message, format!("1 to {LONGEST_TEXT}")));
    None
}

fn span(fields: &mut Fields) -> Option<Span> {
    let (on, during) = (fields.get("on"), fields.get("during"));
    match (on, during) {
        (Some(_), Some(during)) => {
            let message = "a question looks at one day or at a span";
            fields.faults.add(Fault::new(&during.at, message, "`on` or `during`, not both"));
            None
        }
        (Some(on), None) => match &on.value {
            Value::Date(day) => Some(Span::On(*day)),
            Value::Text(word) if word == "end" => Some(Span::AtTheEnd),
            _ => wrong_type(on, "on", "a date without quotes, or \"end\"", fields.faults),
        },
        (None, Some(during)) => between(during, fields.faults),
        (None, None) => Some(Span::During { from: None, to: None }),
    }
}

fn between(node: &Node, faults: &mut Faults) -> Option<Span> {
    let Value::Table(entries) = &node.value else {
        return wrong_type(node, "during", "a table { from = …, to = … }", faults);
    };
    let mut fields = Fields::new("`during`", &node.at, entries, faults);
    let mut day = |key: &'static str| match fields.get(key) {
        Some(_) => fields.date(key).map(Some),
        None => Some(None),
    };
    let (from, to) = (day("from"), day("to"));
    if entries.is_empty() {
        fields.refuse("`during` says neither `from` nor `to`", "{ from = 2026-01-05, to = 2026-06-29 }");
        return None;
    }
    fields.done();
    Some(Span::During { from: from?, to: to? })
}

type Asked<'e> = (&'e Entry, String, crate::observe::questions::Condition);

/// The one thing that is asked, and its key.
fn asked<'e>(fields: &mut Fields<'e, '_>, entries: &'e [Entry], names: &Names) -> Option<Asked<'e>> {
    let mut read: Vec<Option<Asked>> = Vec::new();
    for key in ASKING {
        let Some(node) = fields.get(key) else { continue };
        let entry = entries.iter().find(|entry| entry.key == key)?;
        let meant = expression::condition(node, key, names, fields.faults);
        read.push(meant.map(|(written, condition)| (entry, written, condition)));
    }
    match read.len() {
        0 => {
            fields.refuse("a question that asks nothing", "one of holds, ever, always, weeks_of");
            None
        }
        1 => read.into_iter().next().flatten(),
        _ => {
            let asking = entries.iter().filter(|entry| ASKING.contains(&entry.key.as_str())).nth(1)?;
            let message = "a question asks one thing";
            let allowed = "put this into a [[question]] of its own";
            fields.faults.add(Fault::new(&asking.key_at, message, allowed));
            None
        }
    }
}

/// `at_least` and `at_most`, which go with `weeks_of`.
fn bounds(fields: &mut Fields, entries: &[Entry]) -> Option<[Option<u32>; 2]> {
    let [least, most] = ["at_least", "at_most"].map(|key| fields.optional_small(key, WEEKS, "weeks"));
    let bounds = [least?, most?];
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    match (find("weeks_of"), find("at_least").or(find("at_most"))) {
        (None, Some(bound)) => {
            let message = format!("`{}` belongs to `weeks_of`", bound.key);
            fields.faults.add(Fault::new(&bound.key_at, message, "weeks_of = \"…\", or without it"));
            None
        }
        (Some(weeks_of), None) => {
            let message = "`weeks_of` does not say how many weeks";
            fields.faults.add(Fault::new(&weeks_of.key_at, message, "at_least = 3, at_most = 9, or both"));
            None
        }
        _ => Some(bounds),
    }
}

/// A day holds, a span does ever, always, or for so many weeks.
fn fits(asking: &Entry, span: Span, asks: Asks, faults: &mut Faults) -> Option<()> {
    let is_a_day = !matches!(span, Span::During { .. });
    let (message, allowed) = match (asks, is_a_day) {
        (Asks::Holds, false) => (
            "`holds` needs a day".to_string(),
            "on = 2026-12-28 or on = \"end\"; over a span: ever, always or weeks_of",
        ),
        (Asks::Ever | Asks::Always | Asks::WeeksOf { .. }, true) => {
            (format!("`{}` needs a span", asking.key), "`during` for `on`, or neither; on a day: holds")
        }
        _ => return Some(()),
    };
    faults.add(Fault::new(&asking.key_at, message, allowed));
    None
}

/// The weeks of a span, in a run of at least one.
fn weeks(at: &At, span: Span, run: Run, faults: &mut Faults) -> Option<RangeInclusive<u32>> {
    let (start, end) = run;
    let last = weeks_between(start, end).saturating_sub(1);
    let mut week = |day: Date| {
        let week = week_of(day, start, end);
        if week.is_none() {
            let message = format!("{day} lies outside the run");
            let allowed = format!("a day from {start}, before {end}");
            let help = "`questions = \"replace\"` leaves out those of the file that is extended";
            faults.add(Fault::new(at, message, allowed).help(help));
        }
        week
    };
    let (first, last) = match span {
        Span::On(day) => (week(day), week_of(day, start, end)),
        Span::AtTheEnd => (Some(last), Some(last)),
        Span::During { from, to } => (from.map_or(Some(0), &mut week), to.map_or(Some(last), &mut week)),
    };
    let (first, last) = (first?, last?);
    if first > last {
        faults.add(Fault::new(at, "`during` ends before it begins", "`from` before `to`"));
        return None;
    }
    Some(first..=last)
}

/// No more weeks are asked for than there are, and not more at least than at most.
fn enough(at: &At, asks: Asks, weeks: &RangeInclusive<u32>, faults: &mut Faults) -> Option<()> {
    let Asks::WeeksOf { at_least, at_most } = asks else { return Some(()) };
    let there = weeks.end() - weeks.start() + 1;
    let (message, allowed) = match (at_least, at_most) {
        (Some(least), Some(most)) if least > most => {
            (format!("at least {least} weeks and at most {most}"), "`at_least` not above `at_most`".into())
        }
        (Some(least), _) if least > there => {
            (format!("at least {least} weeks of a span of {there}"), format!("up to {there} weeks"))
        }
        _ => return Some(()),
    };
    faults.add(Fault::new(at, message, allowed));
    None
}

/// A list of tables under a key that stands twice in brackets.
pub fn tables<'e>(entry: &'e Entry, most: usize, faults: &mut Faults) -> Option<&'e [Node]> {
    let Value::List(items) = &entry.node.value else {
        let expected = format!("a list of tables, each under [[{}]]", entry.key);
        return fields::wrong_type(&entry.node, &entry.key, &expected, faults);
    };
    if items.len() > most {
        let message = format!("{} tables under [[{}]]", items.len(), entry.key);
        faults.add(Fault::new(&entry.key_at, message, format!("at most {most}")));
        return None;
    }
    Some(items)
}
