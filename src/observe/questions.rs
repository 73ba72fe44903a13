//! Questions: yes or no, once a replicate.
//!
//! A [`Condition`] over observables is looked at on the evening of every week of the question's span, and only then;
//! what it does not name is not observed. Flows are those of the week. With `k` the weeks in which it held, of `m`:
//!
//! ```text
//! holds       k = 1 (m = 1)                 ever        k ≥ 1
//! always      k = m                         weeks of    at least ≤ k ≤ at most
//! ```
//!
//! so that what always holds also holds at some time, and what ever holds is what its opposite does not always do.
//! After a takeover or a settlement the world stands still, and answers with what it had by then.

use super::{Column, Counts, Flows, Observable};
use crate::geography::Holder;
use crate::world::World;
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// A question as the scenario asks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its outcome is `question.<id>`.
    pub id: String,
    /// In words, for a reader.
    pub text: String,
    pub span: Span,
    /// The weeks of the span.
    pub weeks: RangeInclusive<u32>,
    pub asks: Asks,
    /// The condition as written.
    pub written: String,
    pub condition: Condition,
}

/// When a question looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// In the week of a day.
    On(Date),
    /// In the last week of the run.
    AtTheEnd,
    /// In the weeks from one day's to another's; from the first week, to the last, where there is none.
    During { from: Option<Date>, to: Option<Date> },
}

/// What is asked of a condition over the weeks of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Holds,
    Ever,
    Always,
    WeeksOf { at_least: Option<u32>, at_most: Option<u32> },
}

impl Asks {
    /// The answer where the condition held in `held` weeks of `seen`.
    fn answer(self, held: u32, seen: u32) -> bool {
        match self {
            Asks::Holds | Asks::Always => held == seen,
            Asks::Ever => held > 0,
            Asks::WeeksOf { at_least, at_most } => {
                at_least.is_none_or(|least| held >= least) && at_most.is_none_or(|most| held <= most)
            }
        }
    }
}

/// A number that a condition speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    Constant(f64),
    /// By its place among the [`observables`](super::observables).
    Observable(usize),
    Negative(Box<Number>),
    Calculation(Operation, Box<[Number; 2]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What two numbers are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

impl Comparison {
    /// Whether it is so.
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Comparison::Less => a < b,
            Comparison::AtMost => a <= b,
            Comparison::More => a > b,
            Comparison::AtLeast => a >= b,
            Comparison::Equal => a == b,
            Comparison::Unequal => a != b,
        }
    }

    /// What `b` is to `a` where this is what `a` is to `b`.
    pub fn turned(self) -> Self {
        match self {
            Comparison::Less => Comparison::More,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::More => Comparison::Less,
            Comparison::AtLeast => Comparison::AtMost,
            same => same,
        }
    }
}

/// What is so in a week or is not.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    Always(bool),
    Compare(Comparison, Number, Number),
    /// Who holds a town, by its row.
    HeldBy {
        town: usize,
        holder: Holder,
    },
    Not(Box<Condition>),
    And(Box<[Condition; 2]>),
    Or(Box<[Condition; 2]>),
}

/// A week as a condition sees it.
struct Sight<'a> {
    observables: &'a [Observable],
    world: &'a World,
    flows: &'a Flows,
    counts: &'a Counts,
}

impl Sight<'_> {
    fn number(&self, number: &Number) -> f64 {
        match number {
            Number::Constant(x) => *x,
            Number::Observable(nth) => self.observables[*nth].value(self.world, self.flows, self.counts),
            Number::Negative(x) => -self.number(x),
            Number::Calculation(operation, sides) => {
                let [a, b] = sides.each_ref().map(|side| self.number(side));
                match operation {
                    Operation::Add => a + b,
                    Operation::Subtract => a - b,
                    Operation::Multiply => a * b,
                    Operation::Divide => a / b,
                }
            }
        }
    }

    fn is_so(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Always(truth) => *truth,
            Condition::Compare(comparison, a, b) => comparison.holds(self.number(a), self.number(b)),
            Condition::HeldBy { town, holder } => self.world.towns.holder[*town] == *holder,
            Condition::Not(inner) => !self.is_so(inner),
            Condition::And(sides) => self.is_so(&sides[0]) && self.is_so(&sides[1]),
            Condition::Or(sides) => self.is_so(&sides[0]) || self.is_so(&sides[1]),
        }
    }
}

/// What is kept of a replicate while it runs: for each question the weeks in which its condition held.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    held: Vec<u32>,
}

impl Answers {
    /// Begins a replicate.
    pub fn begin(&mut self, questions: &[Question]) {
        self.held.clear();
        self.held.resize(questions.len(), 0);
    }

    /// Adds a week.
    pub fn add(
        &mut self,
        questions: &[Question],
        observables: &[Observable],
        world: &World,
        counts: &Counts,
    ) {
        let is_asked = |question: &Question| question.weeks.contains(&world.week);
        if !questions.iter().any(is_asked) {
            return;
        }
        let mut week = Flows::default();
        week.add(world);
        let sight = Sight { observables, world, flows: &week, counts };
        for (held, question) in self.held.iter_mut().zip(questions).filter(|(_, question)| is_asked(question))
        {
            *held += u32::from(sight.is_so(&question.condition));
        }
    }

    /// The answers, in the order of [`columns`].
    pub fn outcomes(&self, questions: &[Question], out: &mut Vec<f64>) {
        out.extend(self.held.iter().zip(questions).map(|(&held, question)| {
            let seen = question.weeks.end() - question.weeks.start() + 1;
            f64::from(u8::from(question.asks.answer(held, seen)))
        }));
    }
}

/// The first part of the name of a question's outcome.
pub const PREFIX: &str = "question.";

/// Names, units and meanings of the answers.
pub fn columns(questions: &[Question]) -> Vec<Column> {
    let column =
        |q: &Question| Column { name: format!("{PREFIX}{}", q.id), unit: "0 or 1", meaning: q.text.clone() };
    questions.iter().map(column).collect()
}
