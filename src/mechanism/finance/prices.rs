//! World prices of gold and oil.

use rand_distr::{Distribution, StandardNormal};

use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::kept;
use crate::world::World;

/// Parameters of prices: a random walk in the logarithm from the last observed price, drawn back with a long half-life
/// to a level (P102, P107) that a replicate draws once. History gives its own path.
#[derive(Clone, Copy, Debug)]
pub struct Market {
    /// Long-run levels [$/oz], [$/bbl].
    pub gold: f64,
    pub oil: f64,
    /// Standard deviation of a month's change of the logarithm.
    pub gold_volatility: f64,
    pub oil_volatility: f64,
    /// Half-life of the distance from the level [months].
    pub reversion: f64,
}

impl Market {
    pub fn new(values: &Values) -> Self {
        Self {
            gold: values.get("finance.gold_price"),
            oil: values.get("finance.oil_price"),
            gold_volatility: values.get("finance.gold_volatility"),
            oil_volatility: values.get("finance.oil_volatility"),
            reversion: values.get("finance.price_reversion"),
        }
    }

    pub(super) fn open(&self, world: &mut World) {
        let World { outside, treasury, .. } = world;
        let or = |observed: f64, level: f64| if observed > 0.0 { observed } else { level };
        treasury.gold_base = or(outside.gold_price, self.gold);
        treasury.oil_base = or(outside.oil_price, self.oil);
        treasury.oil_at_start = treasury.oil_base;
    }

    pub(super) fn step(&self, world: &mut World, luck: &Randomness) {
        let World { outside, treasury, week, .. } = world;
        if treasury.orders.prices_given {
            (treasury.gold_base, treasury.oil_base) = (outside.gold_price, outside.oil_price);
            return;
        }
        if treasury.months > 0 {
            let mut rng = luck.stream("prices", *week, 0);
            let (z_gold, z_oil): (f64, f64) =
                (StandardNormal.sample(&mut rng), StandardNormal.sample(&mut rng));
            treasury.gold_base = self.next(treasury.gold_base, self.gold, self.gold_volatility, z_gold);
            treasury.oil_base = self.next(treasury.oil_base, self.oil, self.oil_volatility, z_oil);
        }
        outside.gold_price = treasury.gold_base * treasury.orders.gold_times;
        outside.oil_price = treasury.oil_base * treasury.orders.oil_times;
    }

    /// Next month's price.
    pub fn next(&self, price: f64, level: f64, volatility: f64, z: f64) -> f64 {
        let back = (1.0 - kept(self.reversion)) * (level / price).ln();
        price * (back + volatility * z - 0.5 * volatility * volatility).exp()
    }
}
