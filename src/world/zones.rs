//! Zones and towns.

use super::{Actor, Holder};

/// Columns over zones.
#[derive(Clone, Debug, Default)]
pub struct Zones {
    pub id: Vec<String>,
    pub area_km2: Vec<f64>,
    /// Persons at the start [persons]; today's are `Persons::in_zone`.
    pub population: Vec<f64>,
    /// Road distance between zone centres [km]; on the diagonal, the mean distance to a town of the zone.
    pub distance: Vec<Vec<f64>>,
    pub neighbours: Vec<Vec<usize>>,
    /// Share of effective control by holder; sums to 1.
    pub control: Vec<[f64; Holder::COUNT]>,
    /// Control at the start of the replicate.
    pub control_at_start: Vec<[f64; Holder::COUNT]>,
    /// Fighting value by holder of who stands in the zone [men-equivalents].
    pub power: Vec<[f64; Holder::COUNT]>,
    /// Effective presence by holder [men-equivalents], as of the last settlement of combat.
    pub presence: Vec<[f64; Holder::COUNT]>,
    pub presence_at_start: Vec<[f64; Holder::COUNT]>,
    /// Men of each actor at the start [men].
    pub men_at_start: Vec<[f64; Actor::COUNT]>,
    /// What an insurgent can tax or cut: share of fuel roads and gold, standardised, 0–1.
    pub spoils: Vec<f64>,
    /// Readiness of the population to live under each holder: times on its presence.
    pub acceptance: Vec<[f64; Holder::COUNT]>,
    /// μ: the share of the state's fire that finds whom it seeks.
    pub intelligence: Vec<f64>,
    /// Mean latent support for the state, 0–1.
    pub support: Vec<f64>,
    /// Share of the fuel asked for that is there.
    pub fuel: Vec<f64>,
    /// Street price over the official price.
    pub fuel_price: Vec<f64>,
}

impl Zones {
    pub fn len(&self) -> usize {
        self.id.len()
    }

    pub fn is_empty(&self) -> bool {
        self.id.is_empty()
    }

    /// Sets what the mechanisms fill to a quiet start: no presence, full fuel, neutral acceptance.
    pub fn blank(&mut self) {
        let n = self.len();
        refill(&mut self.power, n, [0.0; Holder::COUNT]);
        refill(&mut self.presence, n, [0.0; Holder::COUNT]);
        refill(&mut self.presence_at_start, n, [0.0; Holder::COUNT]);
        refill(&mut self.control_at_start, n, [0.0; Holder::COUNT]);
        refill(&mut self.men_at_start, n, [0.0; Actor::COUNT]);
        refill(&mut self.acceptance, n, [1.0; Holder::COUNT]);
        refill(&mut self.intelligence, n, 0.0);
        refill(&mut self.support, n, 0.5);
        refill(&mut self.fuel, n, 1.0);
        refill(&mut self.fuel_price, n, 1.0);
    }
}

fn refill<T: Clone>(column: &mut Vec<T>, n: usize, value: T) {
    column.clear();
    column.resize(n, value);
}

/// Columns over towns.
#[derive(Clone, Debug, Default)]
pub struct Towns {
    pub name: Vec<String>,
    pub zone: Vec<usize>,
    pub population: Vec<f64>,
    pub holder: Vec<Holder>,
    /// A town whose capture weighs on legitimacy (Kidal).
    pub symbol: Vec<bool>,
    pub capital: Vec<bool>,
}

impl Towns {
    pub fn len(&self) -> usize {
        self.name.len()
    }

    pub fn is_empty(&self) -> bool {
        self.name.is_empty()
    }
}
