//! The treasury, mines and gold.

#[derive(Clone, Debug, Default)]
pub struct Treasury {
    /// Army pay in arrears [months].
    pub arrears_months: f64,
}
