//! Expressions as written in a scenario → what they mean, or their faults at the character.
//!
//! The grammar is that of `somni-parser`: numbers, names with dots, `+ - * /`, `< <= > >= == !=`, `&&`, `||`, `!` and
//! brackets, the tighter before the looser in that order. The words `and`, `or` and `not` stand for the three symbols.
//! Names may have hyphens, so a minus has a space on both sides.

use super::fault::{At, Fault, Faults};
use super::fields;
use super::inside::Inside;
use super::nearest::nearest;
use super::tree::Node;
use crate::geography::Holder;
use crate::observe::Column;
use crate::observe::questions::{Comparison, Condition, Number, Operation};
use somni_parser::Location;
use somni_parser::ast::{Expression, LiteralValue, RightHandExpression};
use somni_parser::lexer::Token;
use somni_parser::parser::{DefaultTypeSet, parse_expression};
use std::ops::Range;

/// Longest expression [bytes].
const LONGEST: usize = 500;
/// Brackets one inside the other.
const DEEPEST: usize = 20;
/// What a yes or no can be made of.
const CONDITION: &str = "a comparison, as in fuel.bamako < 0.6, or several with and, or, not";

pub type Tree = RightHandExpression<DefaultTypeSet>;

/// What an expression may name.
pub struct Names {
    pub observables: Vec<Column>,
    /// By their rows.
    pub towns: Vec<String>,
}

/// An expression that could be read.
pub struct Written<'n> {
    pub text: &'n str,
    /// The text in brackets, with symbols for words.
    source: String,
    pub tree: Tree,
    inside: Inside,
}

impl<'n> Written<'n> {
    /// Reads the text of a value.
    pub fn read(node: &'n Node, key: &str, faults: &mut Faults) -> Option<Self> {
        let text = fields::text(node, key, faults)?;
        let inside = Inside::new(&node.at, text);
        match Self::parse(text) {
            Ok((source, tree)) => Some(Self { text, source, tree, inside }),
            Err((span, message, allowed)) => {
                faults.add(Fault::new(&inside.at(span), message, allowed));
                None
            }
        }
    }

    fn parse(text: &str) -> Result<(String, Tree), (Range<usize>, String, String)> {
        if text.len() > LONGEST {
            let message = format!("this expression has {} bytes", text.len());
            return Err((0..text.len(), message, format!("at most {LONGEST}")));
        }
        if text.trim().is_empty() {
            return Err((0..text.len(), "this expression is empty".into(), CONDITION.into()));
        }
        brackets(text)?;
        // In brackets, for the parser leaves what follows an expression unread.
        let source = format!("({}\n)", with_symbols(text));
        match parse_expression::<DefaultTypeSet>(&source) {
            Ok(Expression::Expression { expression }) => Ok((source, expression)),
            Ok(Expression::Assignment { operator, .. }) => Err(misplaced(text, operator.location)),
            Err(fault) => Err(misplaced(text, fault.location)),
        }
    }

    /// The words at a place of the tree.
    pub fn said(&self, location: Location) -> &str {
        self.text.get(span(location, self.text)).unwrap_or_default()
    }

    pub fn symbol(&self, token: &Token) -> &str {
        token.source(&self.source)
    }

    /// A place of the tree in the file.
    pub fn at(&self, location: Location) -> At {
        self.inside.at(span(location, self.text))
    }

    /// A name with its dots, if that is what stands there.
    pub fn name(&self, tree: &Tree) -> Option<&str> {
        let is_name = |tree: &Tree| -> bool {
            let mut tree = tree;
            loop {
                match tree {
                    Tree::Variable { .. } => return true,
                    Tree::FieldAccess { base, .. } => tree = base,
                    _ => return false,
                }
            }
        };
        is_name(tree).then(|| self.said(tree.location()))
    }
}

/// A place of the bracketed source as a place of the text.
fn span(location: Location, text: &str) -> Range<usize> {
    let start = location.start.saturating_sub(1).min(text.len());
    start..location.end.saturating_sub(1).clamp(start, text.len())
}

/// Brackets close what they open, and do not stand too deep.
fn brackets(text: &str) -> Result<(), (Range<usize>, String, String)> {
    let mut open: Vec<usize> = Vec::new();
    for (place, c) in outside_quotes(text) {
        match c {
            '(' if open.len() == DEEPEST => {
                let allowed = format!("{DEEPEST} one inside the other at most");
                return Err((place..place + 1, "these brackets are too deep".into(), allowed));
            }
            '(' => open.push(place),
            ')' if open.pop().is_none() => {
                let allowed = "a ( before it, or none";
                return Err((place..place + 1, "this bracket closes nothing".into(), allowed.into()));
            }
            _ => {}
        }
    }
    match open.last() {
        Some(&place) => Err((place..place + 1, "this bracket is not closed".into(), "a ) after it".into())),
        None => Ok(()),
    }
}

/// Characters that do not stand in double quotes.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quoted = false;
    text.char_indices().filter(move |(_, c)| {
        quoted ^= *c == '"';
        !quoted
    })
}

/// Symbols for `and`, `or` and `not`, as long as the words, so that every place stays what it is.
fn with_symbols(text: &str) -> String {
    let mut source = text.to_string();
    let in_a_word = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    let mut begin = None;
    for (place, c) in outside_quotes(text).chain([(text.len(), ' ')]) {
        match (begin, in_a_word(c)) {
            (None, true) => begin = Some(place),
            (Some(from), false) => {
                let symbol = match &text[from..place] {
                    "and" => "&& ",
                    "or" => "||",
                    "not" => "!  ",
                    word => word,
                };
                source.replace_range(from..place, symbol);
                begin = None;
            }
            _ => {}
        }
    }
    source
}

/// What to say of a place at which the parser could not go on.
fn misplaced(text: &str, location: Location) -> (Range<usize>, String, String) {
    let span = span(location, text);
    let said = text[span.clone()].trim();
    if said.is_empty() {
        let end = text.trim_end().len();
        return (
            end..end,
            "the expression breaks off here".into(),
            "a number, a name or a comparison".into(),
        );
    }
    let allowed = match said {
        "=" => "== for “is”, != for “is not”",
        "≤" | "=<" => "<=",
        "≥" | "=>" => ">=",
        "≠" => "!=",
        "%" => "a share, as in 0.6 for 60 %",
        "," => "a number with a point, as in 0.6",
        _ => "a comparison, as in fuel.bamako < 0.6, and, or, not",
    };
    (span, format!("`{}` does not belong here", super::fault::shortened(said)), allowed.into())
}

/// Reads the value as something that is so in a week or is not.
pub fn condition(node: &Node, key: &str, names: &Names, faults: &mut Faults) -> Option<(String, Condition)> {
    let written = Written::read(node, key, faults)?;
    let mut meaning = Meaning { written: &written, names, faults };
    let condition = meaning.condition(&written.tree)?;
    Some((written.text.trim().to_string(), condition))
}

/// The number that an expression is, if it is made of numbers alone.
pub fn constant(written: &Written, tree: &Tree) -> Option<f64> {
    match tree {
        Tree::Literal { value } => literal(&value.value),
        Tree::UnaryOperator { name, operand } if written.symbol(name) == "-" => {
            constant(written, operand).map(|x| -x)
        }
        _ => None,
    }
}

fn literal(value: &LiteralValue<DefaultTypeSet>) -> Option<f64> {
    match value {
        LiteralValue::Integer(whole) => Some(*whole as f64),
        LiteralValue::Float(number) => Some(*number),
        _ => None,
    }
}

/// The comparison of a symbol.
pub fn comparison(symbol: &str) -> Option<Comparison> {
    Some(match symbol {
        "<" => Comparison::Less,
        "<=" => Comparison::AtMost,
        ">" => Comparison::More,
        ">=" => Comparison::AtLeast,
        "==" => Comparison::Equal,
        "!=" => Comparison::Unequal,
        _ => return None,
    })
}

/// From the parser's tree to ours.
struct Meaning<'m, 'n> {
    written: &'m Written<'n>,
    names: &'m Names,
    faults: &'m mut Faults,
}

impl Meaning<'_, '_> {
    fn condition(&mut self, tree: &Tree) -> Option<Condition> {
        match tree {
            Tree::Literal { value } => match value.value {
                LiteralValue::Boolean(truth) => Some(Condition::Always(truth)),
                _ => self.not_a_condition(tree, "a value"),
            },
            Tree::UnaryOperator { name, operand } if self.written.symbol(name) == "!" => {
                Some(Condition::Not(Box::new(self.condition(operand)?)))
            }
            Tree::BinaryOperator { name, operands } => self.joined(tree, name, operands),
            Tree::Variable { .. } | Tree::FieldAccess { .. } => {
                let nth = self.observable(tree)?;
                if self.names.observables[nth].unit == "0 or 1" {
                    let one = Number::Constant(1.0);
                    return Some(Condition::Compare(Comparison::Equal, Number::Observable(nth), one));
                }
                self.not_a_condition(tree, "a number")
            }
            _ => {
                self.number(tree)?;
                self.not_a_condition(tree, "a number")
            }
        }
    }

    fn joined(&mut self, tree: &Tree, name: &Token, operands: &[Tree; 2]) -> Option<Condition> {
        let symbol = self.written.symbol(name);
        if let Some(comparison) = comparison(symbol) {
            return self.compared(comparison, name, [&operands[0], &operands[1]]);
        }
        if symbol != "&&" && symbol != "||" {
            self.number(tree)?;
            return self.not_a_condition(tree, "a number");
        }
        let [a, b] = operands.each_ref().map(|operand| self.condition(operand));
        let sides = Box::new([a?, b?]);
        Some(if symbol == "&&" { Condition::And(sides) } else { Condition::Or(sides) })
    }

    fn compared(&mut self, comparison: Comparison, name: &Token, sides: [&Tree; 2]) -> Option<Condition> {
        // The word `not` reaches over the comparison that follows; the symbol `!` does not.
        if let Tree::UnaryOperator { name: not, operand } = sides[0]
            && self.written.symbol(not) == "!"
            && self.written.said(not.location) != "!"
        {
            let inner = self.compared(comparison, name, [operand, sides[1]])?;
            return Some(Condition::Not(Box::new(inner)));
        }
        match sides.map(|side| self.is_a_holder(side)) {
            [true, _] => self.held(sides[0], comparison, name, sides[1]),
            [_, true] => self.held(sides[1], comparison, name, sides[0]),
            _ => {
                let [a, b] = sides.map(|side| self.number(side));
                Some(Condition::Compare(comparison, a?, b?))
            }
        }
    }

    fn is_a_holder(&self, tree: &Tree) -> bool {
        let name = self.written.name(tree).unwrap_or_default();
        name.starts_with("town.") && name.ends_with(".holder")
    }

    /// The town whose holder is named, as in `town.kidal.holder`.
    fn town(&mut self, tree: &Tree) -> Option<usize> {
        let name = self.written.name(tree)?;
        let town = name.strip_prefix("town.")?.strip_suffix(".holder").unwrap_or_default();
        let towns = self.names.towns.iter().map(String::as_str);
        let found = towns.clone().position(|known| known == town);
        if found.is_none() {
            let near = nearest(town, towns).map(|near| format!("town.{near}.holder"));
            let message = format!("unknown town `{}`", super::fault::shortened(town));
            let allowed = "a town of the project's data, as in town.kidal.holder";
            let fault = Fault::new(&self.written.at(tree.location()), message, allowed);
            self.faults.add(fault.nearest(near.as_deref()));
        }
        found
    }

    fn held(&mut self, town: &Tree, comparison: Comparison, name: &Token, other: &Tree) -> Option<Condition> {
        let (town, holder) = (self.town(town), self.holder(other));
        let held = Condition::HeldBy { town: town?, holder: holder? };
        match comparison {
            Comparison::Equal => Some(held),
            Comparison::Unequal => Some(Condition::Not(Box::new(held))),
            _ => {
                let message = "holders are not more or less than others";
                self.faults.add(Fault::new(&self.written.at(name.location), message, "== or !="));
                None
            }
        }
    }

    /// A holder by its word, with quotes or without.
    fn holder(&mut self, tree: &Tree) -> Option<Holder> {
        let said = match tree {
            Tree::Literal { value } => match &value.value {
                LiteralValue::String(word) => word.as_str(),
                _ => self.written.said(tree.location()),
            },
            _ => self.written.said(tree.location()),
        };
        let holder = if said == "government" { Some(Holder::State) } else { Holder::from_id(said) };
        if holder.is_none() {
            let words: Vec<&str> =
                Holder::ALL.iter().map(|holder| holder.id()).chain(["government"]).collect();
            let message = format!("no town is held by `{}`", super::fault::shortened(said));
            let near = nearest(said, words.iter().copied());
            let fault = Fault::new(
                &self.written.at(tree.location()),
                message,
                format!("one of {}", words.join(", ")),
            );
            self.faults.add(fault.nearest(near));
        }
        holder
    }

    fn number(&mut self, tree: &Tree) -> Option<Number> {
        match tree {
            Tree::Literal { value } => match literal(&value.value) {
                Some(x) => Some(Number::Constant(x)),
                None => self.not_a_number(tree),
            },
            Tree::Variable { .. } | Tree::FieldAccess { .. } => self.observable(tree).map(Number::Observable),
            Tree::UnaryOperator { name, operand } => match self.written.symbol(name) {
                "-" => Some(Number::Negative(Box::new(self.number(operand)?))),
                "!" => {
                    self.condition(operand)?;
                    self.not_a_number(tree)
                }
                _ => self.unknown_sign(name),
            },
            Tree::BinaryOperator { name, operands } => self.calculated(tree, name, operands),
            Tree::FunctionCall { .. } | Tree::StructLiteral { .. } => {
                let message = "a question knows no functions";
                let at = self.written.at(tree.location());
                self.faults.add(Fault::new(&at, message, "numbers, observables, + - * / and brackets"));
                None
            }
        }
    }

    fn calculated(&mut self, tree: &Tree, name: &Token, operands: &[Tree; 2]) -> Option<Number> {
        let operation = match self.written.symbol(name) {
            "+" => Operation::Add,
            "-" => Operation::Subtract,
            "*" => Operation::Multiply,
            "/" => Operation::Divide,
            "&&" | "||" => return self.not_a_number(tree),
            symbol if comparison(symbol).is_some() => return self.not_a_number(tree),
            _ => return self.unknown_sign(name),
        };
        let [a, b] = operands.each_ref().map(|operand| self.number(operand));
        Some(Number::Calculation(operation, Box::new([a?, b?])))
    }

    fn observable(&mut self, tree: &Tree) -> Option<usize> {
        let at = self.written.at(tree.location());
        let Some(name) = self.written.name(tree) else {
            let message = format!("`{}` is no observable", at.said());
            self.faults.add(Fault::new(&at, message, "a name, as in fuel.bamako"));
            return None;
        };
        let columns = &self.names.observables;
        let found = columns.iter().position(|column| column.name == name);
        if found.is_none() {
            self.faults.add(self.unknown(name, &at));
        }
        found
    }

    fn unknown(&self, name: &str, at: &At) -> Fault {
        if name.starts_with("town.") && name.ends_with(".holder") {
            let message = format!("`{name}` is a holder and no number");
            return Fault::new(at, message, "compared with a holder, as in town.kidal.holder == jnim");
        }
        let known = self.names.observables.iter().map(|column| column.name.as_str());
        let near = nearest(name, known);
        let message = format!("unknown observable `{}`", super::fault::shortened(name));
        Fault::new(at, message, "`concession observables` lists them").nearest(near)
    }

    fn unknown_sign<T>(&mut self, name: &Token) -> Option<T> {
        let message = format!("`{}` means nothing here", self.written.symbol(name));
        let at = self.written.at(name.location);
        self.faults.add(Fault::new(&at, message, "+ - * / < <= > >= == != and or not"));
        None
    }

    fn not_a_condition<T>(&mut self, tree: &Tree, kind: &str) -> Option<T> {
        let at = self.written.at(tree.location());
        let message = format!("`{}` is {kind}, not a yes or no", at.said());
        self.faults.add(Fault::new(&at, message, CONDITION));
        None
    }

    fn not_a_number<T>(&mut self, tree: &Tree) -> Option<T> {
        let at = self.written.at(tree.location());
        let message = format!("`{}` is no number", at.said());
        let fault = Fault::new(&at, message, "a number or an observable");
        self.faults.add(fault.help("a comparison has two sides: 0.2 < x and x < 0.6, not 0.2 < x < 0.6"));
        None
    }
}
