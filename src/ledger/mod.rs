//! The ledger of parameters: every number of the model with its unit, its uncertainty and its source.
//!
//! `data/parameters.csv` is the one source for defaults, checks, documentation, sampling and sensitivity. A row gives
//! the 5, 50 and 95 % points of what we believe; [`Prior`] is the distribution through them, within the row's bounds.
//! A replicate draws each row once, by the inverse distribution function of one uniform number whose address is the
//! row's path, so a row added or changed leaves all other draws alone. Shares of one whole are then brought to the sum
//! 1. Initial states are ledgers too.

mod nearest;
pub mod prior;
mod row;
mod simplex;
mod table;
mod values;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use thiserror::Error;

pub use prior::{Family, Prior};
pub use row::{Kind, Parameter};
use simplex::Simplex;
pub use values::Values;

/// What is wrong with a ledger, and on which line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {what}")]
pub struct LedgerFault {
    pub line: usize,
    pub what: String,
}

/// Rows in the order of their file.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    rows: Vec<Parameter>,
    positions: BTreeMap<String, usize>,
    simplexes: Vec<Simplex>,
}

/// The parameters of the model.
pub fn parameters() -> &'static Ledger {
    static LEDGER: OnceLock<Ledger> = OnceLock::new();
    LEDGER.get_or_init(|| embedded(include_str!("../../data/parameters.csv")))
}

fn embedded(text: &str) -> Ledger {
    Ledger::parse(text).unwrap_or_else(|fault| panic!("the tests read every embedded ledger: {fault}"))
}

impl Ledger {
    /// Reads a ledger: columns `path` and `central`, and as many of `id`, `unit`, `low`, `high`, `min`, `max`, `kind`,
    /// `family`, `group`, `inert`, `source`, `confidence`, `meaning` as there are.
    pub fn parse(text: &str) -> Result<Self, LedgerFault> {
        let mut rows = Vec::new();
        let mut positions = BTreeMap::new();
        for row in table::rows(text)? {
            let parameter = Parameter::read(&row)?;
            if positions.insert(parameter.path.clone(), rows.len()).is_some() {
                return Err(row.fault(format!("`{}` stands here a second time", parameter.path)));
            }
            rows.push(parameter);
        }
        let simplexes = simplex::groups(&rows);
        Ok(Self { rows, positions, simplexes })
    }

    /// A row by its path.
    pub fn get(&self, path: &str) -> Option<&Parameter> {
        self.position(path).map(|row| &self.rows[row])
    }

    /// The number of a row.
    pub fn position(&self, path: &str) -> Option<usize> {
        self.positions.get(path).copied()
    }

    /// The path most like a word that is no path.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        nearest::nearest(word, self.rows.iter().map(|row| row.path.as_str()))
    }

    /// All rows, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Parameter> {
        self.rows.iter()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The ledger's own priors, one a row.
    pub fn priors(&self) -> Vec<Prior> {
        self.rows.iter().map(|row| row.prior.clone()).collect()
    }

    /// Whether the fixed shares of every whole leave room for the others.
    pub fn check(&self, priors: &[Prior]) -> Result<(), String> {
        self.simplexes.iter().try_for_each(|simplex| simplex.check(priors))
    }

    /// Every row at its central value.
    pub fn central(&self) -> Values<'_> {
        let mut values: Vec<f64> = self.rows.iter().map(|row| row.central).collect();
        self.normalize(&self.priors(), &mut values);
        Values::new(self, values)
    }

    /// One draw of all rows: `priors` has one distribution a row, `uniform` gives a number in (0, 1) for a path.
    ///
    /// # Panics
    ///
    /// Unless there are as many priors as rows.
    pub fn draw(&self, priors: &[Prior], mut uniform: impl FnMut(&str) -> f64) -> Values<'_> {
        assert_eq!(priors.len(), self.rows.len(), "a draw has one prior for each row of the ledger");
        let mut values: Vec<f64> =
            self.rows.iter().zip(priors).map(|(row, prior)| prior.quantile(uniform(&row.path))).collect();
        self.normalize(priors, &mut values);
        Values::new(self, values)
    }

    fn normalize(&self, priors: &[Prior], values: &mut [f64]) {
        self.simplexes.iter().for_each(|simplex| simplex.normalize(priors, values));
    }
}
