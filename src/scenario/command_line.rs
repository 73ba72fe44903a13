//! `--set path=value`: one key of a scenario, with the syntax and the faults of the file.

use super::chain::Layer;
use super::fault::{At, Fault, Faults, Source};
use super::tree::{self, Entry, Value};
use std::sync::Arc;

/// Longest `--set` [bytes].
const LONGEST: usize = 10_000;

/// What one `--set` says. A value that is a bare word counts as a text: shells eat quotes.
pub fn layer(path: &str, value: &str, faults: &mut Faults) -> Option<Layer> {
    let text = format!("{path}={value}");
    let source = Arc::new(Source { path: "--set".into(), text });
    if source.text.len() > LONGEST || source.text.contains('\n') {
        let allowed = format!("one line of at most {LONGEST} bytes, `path=value`");
        faults.add(Fault::new(&At::beginning(&source), "this `--set` is no single value", allowed));
        return None;
    }
    let entries =
        if is_bare_word(value) { word(&source, path, value, faults) } else { tree::parse(&source, faults) };
    entries.map(|entries| Layer { source, entries, is_set: true })
}

/// A word that TOML would not take for a value.
fn is_bare_word(value: &str) -> bool {
    let value = value.trim();
    let letters = |c: char| c.is_alphanumeric() || "_-./ ".contains(c);
    value.starts_with(char::is_alphabetic)
        && value.chars().all(letters)
        && !["true", "false", "inf", "nan"].contains(&value)
}

fn word(source: &Arc<Source>, path: &str, value: &str, faults: &mut Faults) -> Option<Vec<Entry>> {
    let stand_in = Arc::new(Source { path: source.path.clone(), text: format!("{path}=0") });
    let mut entries = tree::parse(&stand_in, faults)?;
    let at = At::new(source, path.len() + 1..source.text.len());
    put_word(&mut entries, source, &at, value.trim());
    Some(entries)
}

/// Puts the word where the stand-in is, at the end of the only path.
fn put_word(entries: &mut [Entry], source: &Arc<Source>, at: &At, word: &str) {
    for entry in entries {
        entry.key_at = At::new(source, entry.key_at.span.clone());
        entry.node.at = At::new(source, entry.node.at.span.clone());
        match &mut entry.node.value {
            Value::Table(inner) => put_word(inner, source, at, word),
            value => {
                *value = Value::Text(word.to_string());
                entry.node.at = at.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(entries: &[Entry]) -> &Entry {
        match &entries[0].node.value {
            Value::Table(inner) => leaf(inner),
            _ => &entries[0],
        }
    }

    #[test]
    fn a_bare_word_is_a_text_and_a_number_a_number() {
        let mut faults = Faults::default();
        let off = layer("mechanisms.fuel", "off", &mut faults).expect("a word");
        assert!(matches!(&leaf(&off.entries).node.value, Value::Text(word) if word == "off"));
        assert_eq!(leaf(&off.entries).node.at.column(), 17);
        let nine = layer("fuel.stock", " 9 ", &mut faults).expect("a number");
        assert!(matches!(leaf(&nine.entries).node.value, Value::Whole(9)));
        assert!(faults.is_empty());
    }

    #[test]
    fn two_lines_are_not_one_value() {
        let mut faults = Faults::default();
        assert!(layer("a", "1\nb=2", &mut faults).is_none());
        assert!(faults.to_string().contains("--set"));
    }
}
