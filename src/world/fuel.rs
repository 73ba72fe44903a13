//! Fuel: stocks, corridors, hauliers.

/// Fuel in the country, its corridors and firms.
#[derive(Clone, Debug, Default)]
pub struct Fuel {
    /// Delivered this week over normal deliveries.
    pub delivered: f64,
    /// Consecutive weeks of acute shortage in the capital.
    pub acute_weeks: u32,
}
