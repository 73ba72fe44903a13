//! `[[expect]]`: what the estimates of a run must be, so that a scenario can be a test.
//!
//! One comparison of an estimate with a number: `p(kidal) > 0.2`, where `p` takes a question or an outcome that is 0 or
//! 1, `mean(deaths) < 9000`, `median(fuel.acute_weeks) >= 2`. Judged by the estimate itself, whatever its error.

use super::expression::{Tree, Written, comparison, constant};
use super::fault::{At, Fault, Faults};
use super::fields::{Fields, wrong_type};
use super::nearest::nearest;
use super::tree::{Node, Value};
use crate::observe::Column;
use crate::observe::questions::{Comparison, PREFIX};

/// What is expected of an estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// As written.
    pub that: String,
    pub statistic: Statistic,
    /// The outcome's column.
    pub outcome: String,
    pub comparison: Comparison,
    pub bound: f64,
}

/// What is estimated from an outcome's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    Probability,
    Mean,
    Median,
}

impl Statistic {
    const WORDS: [(&str, Statistic); 3] =
        [("p", Statistic::Probability), ("mean", Statistic::Mean), ("median", Statistic::Median)];
}

const FORM: &str =
    "an estimate and a number, as in p(kidal) > 0.2, mean(deaths) < 9000, median(fuel.least) >= 0.3";

/// One table of `[[expect]]`, about outcomes of these columns.
pub fn read(node: &Node, outcomes: &[Column], faults: &mut Faults) -> Option<Expectation> {
    let Value::Table(entries) = &node.value else {
        return wrong_type(node, "expect", "a table, that = \"p(kidal) > 0.2\"", faults);
    };
    let mut fields = Fields::new("an expectation", &node.at, entries, faults);
    fields.need("that", "\"p(kidal) > 0.2\"");
    let that = fields.get("that");
    fields.done();
    let written = Written::read(that?, "that", faults)?;
    let Tree::BinaryOperator { name, operands } = &written.tree else {
        return unlike(&written, &written.tree, faults);
    };
    let Some(comparison) = comparison(written.symbol(name)) else {
        return unlike(&written, &written.tree, faults);
    };
    let (estimate, comparison, bound) = match operands.each_ref().map(|side| constant(&written, side)) {
        [None, Some(bound)] => (&operands[0], comparison, bound),
        [Some(bound), None] => (&operands[1], comparison.turned(), bound),
        _ => return unlike(&written, &written.tree, faults),
    };
    let (statistic, outcome) = estimated(&written, estimate, outcomes, faults)?;
    Some(Expectation { that: written.text.trim().into(), statistic, outcome, comparison, bound })
}

fn unlike<T>(written: &Written, tree: &Tree, faults: &mut Faults) -> Option<T> {
    let message = "an expectation compares an estimate with a number";
    faults.add(Fault::new(&written.at(tree.location()), message, FORM));
    None
}

fn estimated(
    written: &Written,
    tree: &Tree,
    outcomes: &[Column],
    faults: &mut Faults,
) -> Option<(Statistic, String)> {
    let Tree::FunctionCall { name, arguments } = tree else { return unlike(written, tree, faults) };
    let word = written.symbol(name);
    let Some((_, statistic)) = Statistic::WORDS.into_iter().find(|(known, _)| *known == word) else {
        let message = format!("nothing estimates `{}`", super::fault::shortened(word));
        let near = nearest(word, Statistic::WORDS.map(|(word, _)| word));
        let at = written.at(name.location);
        faults.add(Fault::new(&at, message, "one of p(…), mean(…), median(…)").nearest(near));
        return None;
    };
    let [argument] = &arguments[..] else {
        let message = format!("`{word}` takes one name");
        faults.add(Fault::new(&written.at(tree.location()), message, FORM));
        return None;
    };
    let at = written.at(argument.location());
    let name = written.name(argument).unwrap_or_default();
    outcome(statistic, name, &at, outcomes, faults).map(|outcome| (statistic, outcome))
}

/// The column of a name: for a probability a question's or one that is 0 or 1, else any.
fn outcome(
    statistic: Statistic,
    name: &str,
    at: &At,
    outcomes: &[Column],
    faults: &mut Faults,
) -> Option<String> {
    let fits = |column: &&Column| statistic != Statistic::Probability || column.unit == "0 or 1";
    let short = |column: &Column| column.name.strip_prefix(PREFIX).unwrap_or(&column.name).to_string();
    let known: Vec<(String, &Column)> =
        outcomes.iter().filter(fits).map(|column| (short(column), column)).collect();
    // A question before an outcome of its name.
    let found = known.iter().rev().find(|(short, column)| short == name || column.name == name);
    if found.is_none() {
        let (what, allowed) = match statistic {
            Statistic::Probability => ("question", "the id of a question, or an outcome that is 0 or 1"),
            _ => ("outcome", "an outcome as in summary.csv, or the id of a question"),
        };
        let message = format!("unknown {what} `{}`", at.said());
        let near = nearest(name, known.iter().map(|(short, _)| short.as_str()));
        faults.add(Fault::new(at, message, allowed).nearest(near));
    }
    found.map(|(_, column)| column.name.clone())
}
