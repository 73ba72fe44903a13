//! Truces: passage for a price, for a time.

use rand::RngExt;

use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::{DAYS_PER_WEEK, probability};
use crate::world::{Actor, World};

/// Parameters of the market for truces. While it holds a blockade, JNIM offers passage at times; the junta buys by a
/// logit of what the weeks of relief are worth to it less the price, if it has the cash; the truce expires.
#[derive(Clone, Copy, Debug)]
pub struct TruceMarket {
    /// Hazard of an offer [week⁻¹].
    pub offer: f64,
    /// Price [m$].
    pub price: f64,
    /// Length [days].
    pub days: f64,
    /// What a week without any fuel in the capital is worth to the junta [m$].
    pub shortage_cost: f64,
    /// Width of its choice [m$].
    pub width: f64,
}

impl TruceMarket {
    pub fn new(values: &Values) -> Self {
        Self {
            offer: values.get("fuel.truce_offer"),
            price: values.get("fuel.truce_price"),
            days: values.get("fuel.truce_days"),
            shortage_cost: values.get("fuel.shortage_cost"),
            width: values.get("fuel.truce_width"),
        }
    }

    pub(super) fn bargain(&self, world: &mut World, luck: &Randomness) {
        let World { fuel, zones, treasury, week, .. } = world;
        let mut rng = luck.stream("fuel truce", *week, 0);
        let (offers, accepts): (f64, f64) = (rng.random(), rng.random());
        if !fuel.orders.ban
            || fuel.in_truce(*week + 1)
            || fuel.orders.no_truce
            || offers >= probability(self.offer)
        {
            return;
        }
        fuel.truces.offered += 1;
        let shortage = 1.0 - zones.fuel[fuel.capital];
        if accepts < self.acceptance(shortage) && treasury.buy_truce(Actor::Jnim, self.price) {
            fuel.truces.bought += 1;
            fuel.truces.paid += self.price;
            fuel.truces.until = *week + 1 + (self.days / DAYS_PER_WEEK).round() as u32;
        }
    }

    /// Probability that the junta buys, at a shortage between 0 and 1.
    pub fn acceptance(&self, shortage: f64) -> f64 {
        let relief = self.shortage_cost * shortage * self.days / DAYS_PER_WEEK;
        1.0 / (1.0 + ((self.price - relief) / self.width).exp())
    }
}
