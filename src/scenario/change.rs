//! A parameter's value as a scenario states it: a number, three quantiles or a named distribution.

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

/// A parameter that the scenario changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub path: String,
    pub stated: Stated,
}
