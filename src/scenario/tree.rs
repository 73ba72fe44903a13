//! A TOML text as a tree in which every key and value knows its place.

use super::fault::{At, Fault, Faults, Source};
use jiff::civil::Date;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub at: At,
    pub value: Value,
}

/// What a value can be.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Whole(i128),
    Number(f64),
    Truth(bool),
    Date(Date),
    /// A time of day, or a date with one.
    Time,
    List(Vec<Node>),
    /// In the order of writing.
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub key_at: At,
    pub node: Node,
}

impl Node {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "a text",
            Value::Whole(_) | Value::Number(_) => "a number",
            Value::Truth(_) => "true or false",
            Value::Date(_) => "a date",
            Value::Time => "a time",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Tables and lists one inside the other.
const DEEPEST: usize = 40;
/// Stack for the parser [bytes]: TOML allows 80 inline tables, each under a key of 80 parts, and dropping so deep a
/// tree takes a frame a level.
const STACK: usize = 256 << 20;

/// Reads a source; its breaches of TOML become faults, and then there is no tree.
pub fn parse(source: &Arc<Source>, faults: &mut Faults) -> Option<Vec<Entry>> {
    let before = faults.len();
    let entries = std::thread::scope(|scope| {
        let parser = std::thread::Builder::new().stack_size(STACK);
        let parsing = parser.spawn_scoped(scope, || parse_here(source, faults));
        parsing.ok().and_then(|parsing| parsing.join().ok())
    });
    if entries.is_none() {
        let allowed = "a file that the TOML reader can take in";
        faults.add(Fault::new(&At::beginning(source), "this text could not be read", allowed));
    }
    entries.filter(|_| faults.len() == before)
}

fn parse_here(source: &Arc<Source>, faults: &mut Faults) -> Vec<Entry> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    for error in errors {
        if faults.is_full() {
            break;
        }
        let span = error.span().unwrap_or(0..0);
        faults.add(Fault::new(&At::new(source, span), "this is not TOML", error.message()));
    }
    Reading { source, faults }.entries(table.into_inner(), 0)
}

/// From the parser's tree to ours.
struct Reading<'r> {
    source: &'r Arc<Source>,
    faults: &'r mut Faults,
}

impl Reading<'_> {
    fn entries(&mut self, table: DeTable<'_>, depth: usize) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| {
                let key_at = At::new(self.source, key.span());
                let node = self.node(value, depth + 1);
                Entry { key: key.into_inner().into_owned(), key_at, node }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_at.span.start);
        entries
    }

    fn node(&mut self, value: Spanned<DeValue<'_>>, depth: usize) -> Node {
        let at = At::new(self.source, value.span());
        if depth > DEEPEST {
            if !self.faults.is_full() {
                self.faults.add(Fault::new(
                    &at,
                    "this is nested too deeply",
                    format!("{DEEPEST} levels at most"),
                ));
            }
            return Node { at, value: Value::Truth(false) };
        }
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(whole) => Value::Whole(whole_number(&whole)),
            DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(truth) => Value::Truth(truth),
            DeValue::Datetime(time) => datetime(&at, &time, self.faults),
            DeValue::Array(list) => {
                Value::List(list.into_iter().map(|value| self.node(value, depth + 1)).collect())
            }
            DeValue::Table(table) => Value::Table(self.entries(table, depth)),
        };
        Node { at, value }
    }
}

/// A whole number; what does not fit becomes the greatest or least that does, beyond any limit of ours.
fn whole_number(written: &DeInteger<'_>) -> i128 {
    let digits = written.as_str();
    let beyond = if digits.starts_with('-') { i128::MIN } else { i128::MAX };
    i128::from_str_radix(digits, written.radix()).unwrap_or(beyond)
}

fn datetime(at: &At, time: &toml::value::Datetime, faults: &mut Faults) -> Value {
    let (Some(date), None, None) = (time.date, time.time, time.offset) else {
        return Value::Time;
    };
    let small = |n: u8| i8::try_from(n).unwrap_or(i8::MAX);
    let date = i16::try_from(date.year)
        .ok()
        .and_then(|year| Date::new(year, small(date.month), small(date.day)).ok());
    if date.is_none() {
        faults.add(Fault::new(at, "there is no such day", "a date of the calendar, year-month-day"));
    }
    date.map_or(Value::Time, Value::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { path: "t.toml".into(), text: text.into() })
    }

    #[test]
    fn entries_keep_the_order_of_writing_and_know_their_place() {
        let mut faults = Faults::default();
        let entries = parse(&source("z = 1\na = 2025-06-02\n[m]\nk = [1.5, \"x\"]\n"), &mut faults);
        let entries = entries.expect("this is TOML");
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["z", "a", "m"]);
        assert_eq!((entries[1].node.at.line(), entries[1].node.at.column()), (2, 5));
        assert!(faults.is_empty());
    }

    #[test]
    fn broken_toml_gives_faults_and_no_tree() {
        let mut faults = Faults::default();
        assert!(parse(&source("a = \nb = [1,\n"), &mut faults).is_none());
        assert!(!faults.is_empty());
    }

    #[test]
    fn numbers_beyond_every_limit_do_not_wrap() {
        let mut faults = Faults::default();
        let text = format!("a = {}", "9".repeat(60));
        let entries = parse(&source(&text), &mut faults).expect("this is TOML");
        assert!(matches!(entries[0].node.value, Value::Whole(i128::MAX)));
    }
}
