//! What was observed from December 2021 to November 2025, for the model to be held against.
//!
//! A pattern (H01–H20) may have several rows, one an observable. `Probability` and `Order` patterns are read over runs:
//! the share of runs in which the thing happens lies between `low` and `high`.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::table::{Row, Table, TableFault};

/// How a pattern is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternKind {
    /// A number was measured.
    Value,
    /// A number is known to lie in a range.
    Range,
    /// Something happened, which need not happen in every run.
    Probability,
    /// One thing is larger than another.
    Order,
}

/// One observable of a pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// H01 to H20.
    pub id: String,
    /// The pattern in a sentence.
    pub text: String,
    /// Short name of the observable, unique.
    pub observable: String,
    /// What was observed.
    pub observed: f64,
    /// Least value that counts as met.
    pub low: f64,
    /// Greatest value that counts as met.
    pub high: f64,
    /// Unit of the three.
    pub unit: String,
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// The mechanisms that should bring it about.
    pub mechanism: String,
    /// How it is judged.
    pub kind: PatternKind,
    /// Where this is from.
    pub source: String,
}

/// The observed patterns, in order.
pub fn patterns() -> &'static [Pattern] {
    static PATTERNS: OnceLock<Vec<Pattern>> = OnceLock::new();
    PATTERNS.get_or_init(|| read().expect("data/patterns.csv is read in the tests"))
}

fn read() -> Result<Vec<Pattern>, TableFault> {
    let table = Table::parse("data/patterns.csv", include_str!("../../data/patterns.csv"))?;
    table.rows().map(pattern).collect()
}

fn pattern(row: Row<'_>) -> Result<Pattern, TableFault> {
    Ok(Pattern {
        id: row.get("id")?,
        text: row.get("pattern")?,
        observable: row.get("observable")?,
        observed: row.get("observed")?,
        low: row.get("low")?,
        high: row.get("high")?,
        unit: row.get("unit")?,
        from: row.get("from")?,
        to: row.get("to")?,
        mechanism: row.get("mechanism")?,
        kind: match row.text("kind")? {
            "value" => PatternKind::Value,
            "range" => PatternKind::Range,
            "probability" => PatternKind::Probability,
            "order" => PatternKind::Order,
            other => return Err(row.fault(format!("no kind of pattern \"{other}\""))),
        },
        source: row.get("source")?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_twenty_patterns_are_there_and_no_observable_twice() {
        let ids: BTreeSet<_> = patterns().iter().map(|pattern| pattern.id.clone()).collect();
        assert!((1..=20).all(|number| ids.contains(&format!("H{number:02}"))) && ids.len() == 20);
        let observables: BTreeSet<_> = patterns().iter().map(|pattern| &pattern.observable).collect();
        assert_eq!(observables.len(), patterns().len());
    }

    #[test]
    fn tolerances_hold_what_was_observed_and_windows_lie_before_the_cut_off() {
        for pattern in patterns() {
            assert!(pattern.low < pattern.high, "{}", pattern.observable);
            if matches!(pattern.kind, PatternKind::Value | PatternKind::Range) {
                let within = (pattern.low..=pattern.high).contains(&pattern.observed);
                assert!(within, "{}", pattern.observable);
            }
            assert!(pattern.from < pattern.to && pattern.to <= jiff::civil::date(2025, 11, 16));
            assert!(pattern.source.len() > 3 && pattern.mechanism.len() > 3);
        }
    }
}
