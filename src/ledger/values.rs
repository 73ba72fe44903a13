//! One value for each row of a ledger: a draw, or the central values.

use super::Ledger;

/// Values of all parameters, by path.
#[derive(Clone, Debug)]
pub struct Values<'l> {
    ledger: &'l Ledger,
    values: Vec<f64>,
}

impl<'l> Values<'l> {
    pub(super) fn new(ledger: &'l Ledger, values: Vec<f64>) -> Self {
        Self { ledger, values }
    }

    /// The value of a parameter.
    ///
    /// # Panics
    ///
    /// Where the ledger has no such row: a mechanism then asks for a parameter that nobody has given a source.
    pub fn get(&self, path: &str) -> f64 {
        self.values[self.row(path)]
    }

    /// Gives a parameter another value, as an intervention does.
    ///
    /// # Panics
    ///
    /// Where the ledger has no such row.
    pub fn set(&mut self, path: &str, value: f64) {
        let row = self.row(path);
        self.values[row] = value;
    }

    /// All values, in the order of the ledger's rows.
    pub fn as_slice(&self) -> &[f64] {
        &self.values
    }

    /// All paths, in the order of the ledger's rows.
    pub fn names(&self) -> impl Iterator<Item = &'l str> {
        self.ledger.iter().map(|parameter| parameter.path.as_str())
    }

    fn row(&self, path: &str) -> usize {
        self.ledger.position(path).unwrap_or_else(|| panic!("the ledger has a row `{path}`"))
    }
}
