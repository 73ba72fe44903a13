//! The treasury, mines and gold.

#[derive(Clone, Debug, Default)]
pub struct Treasury {
    /// Army pay in arrears [months].
    pub arrears_months: f64,
    /// Insurgents' income relative to the start, by actor.
    pub insurgent_income: [f64; super::Actor::COUNT],
}
