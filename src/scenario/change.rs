//! A parameter's value as a scenario states it: a number, three quantiles or a named distribution.

use crate::ledger::{Parameter, Prior};

/// What stands to the right of a parameter's name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stated {
    /// Fixed.
    Number(f64),
    /// The 5, 50 and 95 % points; the family is the ledger's.
    Quantiles { p5: f64, p50: f64, p95: f64 },
    /// Between two ends.
    Uniform([f64; 2]),
    /// Mean and standard deviation.
    Normal([f64; 2]),
    /// Median and standard deviation of the logarithm.
    LogNormal([f64; 2]),
    /// Least, most likely, greatest.
    Triangular([f64; 3]),
    /// Least, most likely, greatest, with the weight of PERT on the middle.
    Pert([f64; 3]),
    /// The two shapes of a beta distribution on [0, 1].
    Beta([f64; 2]),
}

impl Stated {
    /// The distribution, within the bounds of its row.
    pub fn prior(&self, row: &Parameter) -> Result<Prior, String> {
        let free = match *self {
            Stated::Number(x) => Prior::fixed(x),
            Stated::Quantiles { p5, p50, p95 } => return row.through(p5, p50, p95),
            Stated::Uniform([low, high]) => Prior::uniform(low, high),
            Stated::Normal([mean, sd]) => Prior::normal(mean, sd),
            Stated::LogNormal([median, sdlog]) => Prior::lognormal(median, sdlog),
            Stated::Triangular([low, mode, high]) => Prior::triangular(low, mode, high),
            Stated::Pert([low, mode, high]) => Prior::pert(low, mode, high),
            Stated::Beta([a, b]) => Prior::beta(a, b),
        };
        free?.within(row.min, row.max)
    }
}

/// A parameter that the scenario changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub path: String,
    pub stated: Stated,
}
