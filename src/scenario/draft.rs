//! The scenario as its files leave it: layer over layer, the nearer file's word over the farther's.

use super::chain::Layer;
use super::fault::{At, Fault, Faults};
use super::fields::{Fields, choice, wrong_type};
use super::intervention::Intervention;
use super::laboratory_written;
use super::mechanisms::{Mechanisms, Words};
use super::nearest::nearest;
use super::tree::{Entry, Node, Value};
use super::{Recording, questions, written_interventions};
use jiff::civil::Date;
use std::ops::RangeInclusive;

pub const REPLICATES: RangeInclusive<u64> = 1..=10_000_000;
pub const PERSONS_PER_AGENT: RangeInclusive<u32> = 100..=1_000_000;
const SEEDS: RangeInclusive<u64> = 0..=i64::MAX as u64;
const MOST_INTERVENTIONS: usize = 1_000;

const MOST_QUESTIONS: usize = 100;

/// The keys of a file.
const KEYS: [&str; 16] = [
    "name",
    "title",
    "purpose",
    "extends",
    "start",
    "end",
    "ensemble",
    "parameters",
    "initial",
    "mechanisms",
    "interventions",
    "intervention",
    "laboratory",
    "questions",
    "question",
    "expect",
];

/// Keys that add to what other files say, and stand in files only.
const IN_FILES: [&str; 6] = ["extends", "interventions", "intervention", "questions", "question", "expect"];

/// A value and where it stands.
pub type Placed<T> = (T, At);

/// What has been said so far; what nobody said is None.
#[derive(Default)]
pub struct Draft {
    /// The last file's own.
    pub name: Option<String>,
    pub title: Option<String>,
    pub purpose: Option<String>,
    pub start: Option<Placed<Date>>,
    pub end: Option<Placed<Date>>,
    pub replicates: Option<u64>,
    pub seed: Option<u64>,
    pub persons_per_agent: Option<u32>,
    pub record: Option<Recording>,
    /// A table a layer.
    pub parameters: Vec<Vec<Entry>>,
    /// A table a layer.
    pub initial: Vec<Vec<Entry>>,
    pub mechanisms: Mechanisms,
    pub interventions: Vec<Placed<(Date, Intervention)>>,
    pub laboratory: Option<Placed<Vec<Entry>>>,
    /// Tables; of those of one id the nearest file's.
    pub questions: Vec<Node>,
    /// Tables of the last file.
    pub expectations: Vec<Node>,
}

impl Draft {
    /// Takes in a layer.
    pub fn add(&mut self, layer: &Layer, faults: &mut Faults) {
        if !layer.is_set {
            self.name = None;
        }
        for entry in &layer.entries {
            if faults.is_full() {
                return;
            }
            if layer.is_set { self.add_set(entry, faults) } else { self.add_key(entry, faults) }
        }
        if !layer.is_set {
            self.add_interventions(layer, faults);
            self.add_questions(layer, faults);
        }
    }

    /// A key of the command line: of the file, or else of a parameter.
    fn add_set(&mut self, entry: &Entry, faults: &mut Faults) {
        match entry.key.as_str() {
            key if IN_FILES.contains(&key) => {
                let message = format!("`{}` cannot be set on the command line", entry.key);
                faults.add(Fault::new(&entry.key_at, message, "say it in a file"));
            }
            key if KEYS.contains(&key) => self.add_key(entry, faults),
            _ => self.parameters.push(vec![entry.clone()]),
        }
    }

    fn add_key(&mut self, entry: &Entry, faults: &mut Faults) {
        let Entry { key, key_at, node } = entry;
        match key.as_str() {
            "name" => self.name = name(node, faults),
            "title" => replace(&mut self.title, text(node, "title", faults)),
            "purpose" => replace(&mut self.purpose, text(node, "purpose", faults)),
            "start" => replace(&mut self.start, date(node, "start", faults)),
            "end" => replace(&mut self.end, date(node, "end", faults)),
            "ensemble" => self.ensemble(entry, faults),
            "mechanisms" => self.mechanisms(entry, faults),
            "parameters" => self.parameters.extend(table(entry, faults).map(<[Entry]>::to_vec)),
            "initial" => self.initial.extend(table(entry, faults).map(<[Entry]>::to_vec)),
            "laboratory" => self.laboratory(entry, faults),
            key if IN_FILES.contains(&key) => {}
            _ => faults.add(unknown_key(key, key_at)),
        }
    }

    fn ensemble(&mut self, entry: &Entry, faults: &mut Faults) {
        let Some(entries) = table(entry, faults) else { return };
        let mut fields = Fields::new("[ensemble]", &entry.key_at, entries, faults);
        replace(&mut self.replicates, fields.whole("replicates", REPLICATES, "replicates"));
        replace(&mut self.seed, fields.whole("seed", SEEDS, ""));
        let persons = fields.small("persons_per_agent", PERSONS_PER_AGENT, "persons");
        replace(&mut self.persons_per_agent, persons);
        let rhythms = [("weekly", Recording::Weekly), ("monthly", Recording::Monthly)];
        replace(&mut self.record, fields.choice("record", &rhythms));
        fields.done();
    }

    fn mechanisms(&mut self, entry: &Entry, faults: &mut Faults) {
        let Some(entries) = table(entry, faults) else { return };
        for Entry { key, key_at, node } in entries {
            if let Some(words) = Mechanisms::words(key) {
                if let Some(set) = variant(node, key, words, faults) {
                    set(&mut self.mechanisms);
                }
            } else if !faults.is_full() {
                faults.add(unknown_mechanism(key, key_at));
            }
        }
    }

    fn laboratory(&mut self, entry: &Entry, faults: &mut Faults) {
        let Some(entries) = table(entry, faults) else { return };
        if laboratory_written::size(entries) > laboratory_written::MOST_KEYS {
            let allowed = format!("at most {} keys", laboratory_written::MOST_KEYS);
            faults.add(Fault::new(&entry.key_at, "this laboratory is too large", allowed));
            return;
        }
        match &mut self.laboratory {
            Some((known, _)) => laboratory_written::merge(known, entries),
            None => self.laboratory = Some((entries.to_vec(), entry.key_at.clone())),
        }
    }

    /// Those of a layer, after those it inherits or instead of them.
    fn add_interventions(&mut self, layer: &Layer, faults: &mut Faults) {
        if replaces(layer, "interventions", faults) {
            self.interventions.clear();
        }
        let Some(entry) = said(layer, "intervention") else { return };
        let Value::List(items) = &entry.node.value else {
            wrong_type::<()>(
                &entry.node,
                "intervention",
                "a list of tables, each under [[intervention]]",
                faults,
            );
            return;
        };
        if self.interventions.len() + items.len() > MOST_INTERVENTIONS {
            let message = format!("{} interventions", self.interventions.len() + items.len());
            faults.add(Fault::new(&entry.key_at, message, format!("at most {MOST_INTERVENTIONS}")));
            return;
        }
        for item in items {
            if let Some(what) = written_interventions::read(item, faults) {
                self.interventions.push((what, item.at.clone()));
            }
        }
    }

    /// Those of a layer, each after those it inherits or in the place of the one of its id.
    fn add_questions(&mut self, layer: &Layer, faults: &mut Faults) {
        let expectations = said(layer, "expect").and_then(|e| questions::tables(e, MOST_QUESTIONS, faults));
        self.expectations = expectations.unwrap_or_default().to_vec();
        if replaces(layer, "questions", faults) {
            self.questions.clear();
        }
        let own = said(layer, "question").and_then(|e| questions::tables(e, MOST_QUESTIONS, faults));
        for (nth, node) in own.unwrap_or_default().iter().enumerate() {
            let id = questions::id_of(node).map(|(id, _)| id);
            let is_called_so = |other: &Node| id.is_some() && questions::id_of(other).map(|(id, _)| id) == id;
            if let Some((id, at)) = questions::id_of(node)
                && own.unwrap_or_default()[..nth].iter().any(is_called_so)
            {
                let message = format!("two questions are called `{id}`");
                faults.add(Fault::new(at, message, "an id of its own"));
            }
            match self.questions.iter_mut().find(|other| is_called_so(other)) {
                Some(inherited) => *inherited = node.clone(),
                None => self.questions.push(node.clone()),
            }
        }
    }
}

/// What a layer says under a key.
fn said<'l>(layer: &'l Layer, key: &str) -> Option<&'l Entry> {
    layer.entries.iter().find(|entry| entry.key == key)
}

/// Whether a layer gives up what it inherits of a kind.
fn replaces(layer: &Layer, key: &str, faults: &mut Faults) -> bool {
    let words = [("replace", true), ("add", false)];
    said(layer, key).and_then(|entry| choice(&entry.node, key, &words, faults)) == Some(true)
}

/// Puts in what was said, if it was said without fault.
fn replace<T>(slot: &mut Option<T>, said: Option<T>) {
    if said.is_some() {
        *slot = said;
    }
}

fn table<'e>(entry: &'e Entry, faults: &mut Faults) -> Option<&'e [Entry]> {
    match &entry.node.value {
        Value::Table(entries) => Some(entries),
        _ => wrong_type(&entry.node, &entry.key, &format!("a table, [{}]", entry.key), faults),
    }
}

fn text(node: &Node, key: &str, faults: &mut Faults) -> Option<String> {
    super::fields::text(node, key, faults).map(|text| text.trim().to_string())
}

fn date(node: &Node, key: &str, faults: &mut Faults) -> Option<Placed<Date>> {
    super::fields::date(node, key, faults).map(|date| (date, node.at.clone()))
}

/// A name is a folder's too.
fn name(node: &Node, faults: &mut Faults) -> Option<String> {
    let said = super::fields::text(node, "name", faults)?;
    if super::is_name(said) {
        return Some(said.to_string());
    }
    let allowed = "1 to 80 letters, digits, - and _";
    faults.add(Fault::new(&node.at, format!("`name` cannot be {}", node.at.said()), allowed));
    None
}

/// What a word, or true and false for on and off, sets.
fn variant(node: &Node, key: &str, words: Words, faults: &mut Faults) -> Option<fn(&mut Mechanisms)> {
    let off = || words.iter().find(|(word, _)| *word == "off").map(|(_, set)| *set);
    match node.value {
        Value::Truth(true) => Some(words[0].1),
        Value::Truth(false) if off().is_some() => off(),
        _ => choice(node, key, words, faults),
    }
}

fn unknown_mechanism(key: &str, at: &At) -> Fault {
    let known = Mechanisms::KEYS.into_iter().map(|(name, _)| name);
    let names = known.clone().collect::<Vec<_>>().join(", ");
    if Mechanisms::LATER.contains(&key) {
        let message = format!("the mechanism `{key}` comes with a later version");
        return Fault::new(at, message, format!("this one has {names}"));
    }
    let message = format!("unknown mechanism `{}`", super::fault::shortened(key));
    Fault::new(at, message, format!("one of {names}")).nearest(nearest(key, known))
}

fn unknown_key(key: &str, at: &At) -> Fault {
    let message = format!("unknown key `{}`", super::fault::shortened(key));
    let allowed = format!("a scenario has {}", KEYS.join(", "));
    Fault::new(at, message, allowed).nearest(nearest(key, KEYS))
}
