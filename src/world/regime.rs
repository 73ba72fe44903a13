//! The regime and how it can end.

#[derive(Clone, Debug, Default)]
pub struct Regime {
    /// Legitimacy in the capital, 0–1.
    pub legitimacy: f64,
    pub disruption: f64,
}
