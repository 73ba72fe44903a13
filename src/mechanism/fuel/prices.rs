//! Street prices.

use crate::ledger::Values;
use crate::world::World;

/// Parameters of the black market. The official price stays and is rationed; the street price is what clears the rest,
/// up to what a black market bears.
#[derive(Clone, Copy, Debug)]
pub struct Prices {
    pub elasticity: f64,
    pub cap: f64,
    pub cap_capital: f64,
}

impl Prices {
    pub fn new(values: &Values) -> Self {
        Self {
            elasticity: values.get("fuel.price_elasticity"),
            cap: values.get("fuel.black_market_cap"),
            cap_capital: values.get("fuel.black_market_cap_bamako"),
        }
    }

    pub(super) fn settle(&self, world: &mut World) {
        let World { fuel, zones, .. } = world;
        for (z, (price, &there)) in zones.fuel_price.iter_mut().zip(&zones.fuel).enumerate() {
            let cap = if z == fuel.capital { self.cap_capital } else { self.cap };
            *price = self.street(there, cap);
        }
    }

    /// Street over official price when the share `there` of demand is met.
    pub fn street(&self, there: f64, cap: f64) -> f64 {
        if there >= 1.0 {
            return 1.0;
        }
        there.max(0.0).powf(1.0 / self.elasticity).clamp(1.0, cap.max(1.0))
    }
}
