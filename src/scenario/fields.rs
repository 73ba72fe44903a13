//! The keys of one table, asked for one by one; what nobody asked for is a fault.

use super::fault::{At, Fault, Faults};
use super::nearest::nearest;
use super::tree::{Entry, Node, Value};
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// A table being read. Every question remembers its key; [`Fields::done`] refuses the rest.
pub struct Fields<'a, 'f> {
    /// How the table is called in faults.
    name: &'a str,
    at: &'a At,
    entries: &'a [Entry],
    asked: Vec<&'static str>,
    pub faults: &'f mut Faults,
}

impl<'a, 'f> Fields<'a, 'f> {
    pub fn new(name: &'a str, at: &'a At, entries: &'a [Entry], faults: &'f mut Faults) -> Self {
        Self { name, at, entries, asked: Vec::new(), faults }
    }

    /// The value of a key, if it is there.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// Reports a key that must be there and is not.
    pub fn need(&mut self, key: &'static str, example: &str) {
        if !self.entries.iter().any(|entry| entry.key == key) {
            let message = format!("{} does not say `{key}`", self.name);
            self.faults.add(Fault::new(self.at, message, format!("needed, as in `{key} = {example}`")));
        }
    }

    pub fn number(&mut self, key: &'static str, bounds: RangeInclusive<f64>, unit: &str) -> Option<f64> {
        let node = self.get(key)?;
        number_within(node, key, bounds, unit, self.faults)
    }

    pub fn whole(&mut self, key: &'static str, bounds: RangeInclusive<u64>, unit: &str) -> Option<u64> {
        let node = self.get(key)?;
        whole_within(node, key, bounds, unit, self.faults)
    }

    /// A whole number that must fit 32 bits, as its bounds say.
    pub fn small(&mut self, key: &'static str, bounds: RangeInclusive<u32>, unit: &str) -> Option<u32> {
        let wide = u64::from(*bounds.start())..=u64::from(*bounds.end());
        self.whole(key, wide, unit).and_then(|whole| u32::try_from(whole).ok())
    }

    /// The number, or `default` where the key is not there.
    pub fn number_or(
        &mut self,
        key: &'static str,
        default: f64,
        bounds: RangeInclusive<f64>,
        unit: &str,
    ) -> Option<f64> {
        self.optional_number(key, bounds, unit).map(|number| number.unwrap_or(default))
    }

    /// None at a fault; None inside where the key is not there.
    pub fn optional_number(
        &mut self,
        key: &'static str,
        bounds: RangeInclusive<f64>,
        unit: &str,
    ) -> Option<Option<f64>> {
        match self.get(key) {
            Some(_) => self.number(key, bounds, unit).map(Some),
            None => Some(None),
        }
    }

    /// None at a fault; None inside where the key is not there.
    pub fn optional_small(
        &mut self,
        key: &'static str,
        bounds: RangeInclusive<u32>,
        unit: &str,
    ) -> Option<Option<u32>> {
        match self.get(key) {
            Some(_) => self.small(key, bounds, unit).map(Some),
            None => Some(None),
        }
    }

    /// Reports what is wrong with the table as a whole.
    pub fn refuse(&mut self, message: impl Into<String>, allowed: &str) {
        self.faults.add(Fault::new(self.at, message, allowed));
    }

    pub fn text(&mut self, key: &'static str) -> Option<&'a str> {
        let node = self.get(key)?;
        text(node, key, self.faults)
    }

    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        let node = self.get(key)?;
        date(node, key, self.faults)
    }

    pub fn truth(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key)?;
        if let Value::Truth(truth) = node.value {
            return Some(truth);
        }
        wrong_type(node, key, "true or false", self.faults)
    }

    /// One of the words of a list.
    pub fn choice<T: Clone>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let node = self.get(key)?;
        choice(node, key, words, self.faults)
    }

    /// A list of words, each at most once.
    pub fn choices<T: Clone + PartialEq>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<Vec<T>> {
        let node = self.get(key)?;
        let Value::List(items) = &node.value else {
            return wrong_type(node, key, &format!("a list of words ({})", listed(words)), self.faults);
        };
        let mut chosen = Vec::new();
        for item in items {
            let one = choice(item, key, words, self.faults)?;
            if chosen.contains(&one) {
                self.faults.add(Fault::new(&item.at, format!("`{key}` names this twice"), "once is enough"));
                return None;
            }
            chosen.push(one);
        }
        if chosen.is_empty() {
            let message = format!("`{key}` is empty");
            self.faults.add(Fault::new(&node.at, message, format!("some of {}", listed(words))));
        }
        Some(chosen)
    }

    /// Refuses every key nobody asked for.
    pub fn done(self) {
        for entry in self.entries {
            if !self.asked.contains(&entry.key.as_str()) && !self.faults.is_full() {
                let message = format!("unknown key `{}`", super::fault::shortened(&entry.key));
                let allowed = match self.asked.as_slice() {
                    [] => format!("{} takes no keys", self.name),
                    keys => format!("{} takes {}", self.name, keys.join(", ")),
                };
                let near = nearest(&entry.key, self.asked.iter().copied());
                self.faults.add(Fault::new(&entry.key_at, message, allowed).nearest(near));
            }
        }
    }
}

fn listed<T>(words: &[(&'static str, T)]) -> String {
    words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// Reports a value of another type; gives nothing.
pub fn wrong_type<T>(node: &Node, key: &str, expected: &str, faults: &mut Faults) -> Option<T> {
    let said = match node.value {
        Value::List(_) | Value::Table(_) => node.kind().to_string(),
        _ => node.at.said(),
    };
    let message = format!("`{key}` is {expected}, not {said}");
    faults.add(Fault::new(&node.at, message, format!("expected {expected}")));
    None
}

/// A finite number.
pub fn number(node: &Node, key: &str, faults: &mut Faults) -> Option<f64> {
    match node.value {
        Value::Whole(whole) => Some(whole as f64),
        Value::Number(number) if number.is_finite() => Some(number),
        Value::Number(number) => {
            let message = format!("`{key}` is not finite: {number}");
            faults.add(Fault::new(&node.at, message, "a finite number"));
            None
        }
        _ => wrong_type(node, key, "a number", faults),
    }
}

fn number_within(
    node: &Node,
    key: &str,
    bounds: RangeInclusive<f64>,
    unit: &str,
    faults: &mut Faults,
) -> Option<f64> {
    let number = number(node, key, faults)?;
    if bounds.contains(&number) {
        return Some(number);
    }
    let message = format!("`{key}` is out of bounds: {}", node.at.said());
    let allowed = format!("from {} to {}{}", bounds.start(), bounds.end(), with_space(unit));
    faults.add(Fault::new(&node.at, message, allowed));
    None
}

fn whole_within(
    node: &Node,
    key: &str,
    bounds: RangeInclusive<u64>,
    unit: &str,
    faults: &mut Faults,
) -> Option<u64> {
    let Value::Whole(whole) = node.value else {
        return wrong_type(node, key, "a whole number", faults);
    };
    let inside = u64::try_from(whole).ok().filter(|whole| bounds.contains(whole));
    if inside.is_none() {
        let message = format!("`{key}` is out of bounds: {}", node.at.said());
        let allowed = format!("from {} to {}{}", bounds.start(), bounds.end(), with_space(unit));
        faults.add(Fault::new(&node.at, message, allowed));
    }
    inside
}

fn with_space(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" {unit}") }
}

pub fn text<'n>(node: &'n Node, key: &str, faults: &mut Faults) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => wrong_type(node, key, "a text in quotes", faults),
    }
}

pub fn date(node: &Node, key: &str, faults: &mut Faults) -> Option<Date> {
    match node.value {
        Value::Date(date) => Some(date),
        _ => wrong_type(node, key, "a date without quotes, year-month-day", faults),
    }
}

/// One of the words of a list.
pub fn choice<T: Clone>(
    node: &Node,
    key: &str,
    words: &[(&'static str, T)],
    faults: &mut Faults,
) -> Option<T> {
    let said = text(node, key, faults)?;
    let found = words.iter().find(|(word, _)| *word == said).map(|(_, value)| value.clone());
    if found.is_none() {
        let message = format!("unknown {key}: \"{}\"", super::fault::shortened(said));
        let near = nearest(said, words.iter().map(|(word, _)| *word));
        faults.add(Fault::new(&node.at, message, format!("one of {}", listed(words))).nearest(near));
    }
    found
}
