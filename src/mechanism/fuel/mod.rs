//! Fuel siege: private trucks bring the country's fuel, and fear keeps them at home.
//!
//! ```text
//! threshold of firm i   θᵢ = m ℓ / (truck + cargo + dread) · exp(s zᵢ)             [per trip]
//! sends alone           with probability 1 / (1 + (r_c / θᵢ)^{1/w})                [–]
//! attack on a lone trip p_c = P70 · e/e₀ · (n_c + κ n̄) / (n̄ (1 + κ)) · (1 + h) / (t_c + h)   [per trip]
//! risk perceived        r_c ← r_c + (1 − e^{−1/τ}) · N/(N + N½) · (attacks/N − r_c)
//! convoys a week        K = P75 · ramp · escort strength / escort strength at the start   [trucks]
//! public supply         x = (S/D − q − κₚ p) / (p (1 − κₚ) + 1 − q − p)            [–]
//! street price          min(cap, x^{1/ε})                                          [times official]
//! ```
//!
//! with m the margin [FCFA/L], ℓ a load [L], s the spread of thresholds (P115), z standard normal, r_c the risk
//! perceived on road c, w the width of choice, e the insurgents' effort (e₀ where P70 holds), n_c the insurgents
//! within reach of the road [men/km² · km], n̄ its mean over normal trips at the start, κ a background, t_c the lone
//! trips on the road over normal ones, h the traffic at which trucks are hard to find, τ the memory (P74) [weeks], N
//! the lone trips of the week, S what stocks and arrivals give, D the demand [L/week], q the share of army, hospitals
//! and water works, p that of power plants, κₚ their priority, ε the elasticity (P77).
//!
//! In a week: trucks come home · effort and threat are set, a declared ban moves the perceived risk at once (P114) ·
//! importers order what is used and part of what stocks lack · every firm decides: alone on its road, alone on its
//! second road, in convoy, or not at all · lone trucks and convoys are attacked · what arrives is shared among zones
//! and used · prices, memory, truce.
//!
//! P70 is read as attacks over *normal* trips (its source counts trucks burned over a normal flow): bands make a number
//! of attacks a week that hardly depends on traffic, so trips that others give up make the rest more dangerous.
//!
//! The street premium does not reach hauliers, who sell at the official price. Escorts are the army's mobile men and
//! the Russians' escort effort; convoys are slow (P76), so their litres arrive weeks later.
//!
//! Litres are conserved to the last: loaded = on the road + delivered + burned + diverted. So are trucks.
//!
//! Assembled from parts, since no ready model of a fuel siege was found: participation from expected loss; interdiction
//! after R. K. Wood, *Deterministic network interdiction* (1993); stocks from inventory theory.

mod convoys;
mod hauliers;
mod prices;
mod stocks;
mod threat;
mod truce;

#[cfg(test)]
pub(crate) mod laboratory;

use crate::ledger::Values;
use crate::random::Randomness;
use crate::world::{Corridors, World};

pub use convoys::Convoys;
pub use hauliers::Hauling;
pub use prices::Prices;
pub use stocks::Supply;
pub use threat::Threat;
pub use truce::TruceMarket;

/// Parameters of the fuel siege.
#[derive(Clone, Copy, Debug)]
pub struct FuelSiege {
    pub threat: Threat,
    pub hauling: Hauling,
    pub convoys: Convoys,
    pub supply: Supply,
    pub prices: Prices,
    pub truce: TruceMarket,
}

/// The state of the fuel economy at the start.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Usable stock [days of normal demand].
    pub stock_days: f64,
    /// Attack probability per trip that hauliers perceive; at least what a ban in force implies.
    pub perceived: f64,
    /// The ban is in force already.
    pub ban: bool,
    /// Days that a truce still holds.
    pub truce_days: f64,
}

impl FuelSiege {
    pub fn new(values: &Values) -> Self {
        Self {
            threat: Threat::new(values),
            hauling: Hauling::new(values),
            convoys: Convoys::new(values),
            supply: Supply::new(values),
            prices: Prices::new(values),
            truce: TruceMarket::new(values),
        }
    }

    /// Gives corridors their shares of normal imports (P82).
    pub fn share_out(corridors: &mut Corridors, values: &Values) {
        for (name, share) in corridors.name.iter().zip(&mut corridors.share) {
            *share = values.get(&format!("fuel.corridor.{name}"));
        }
    }

    /// Stocks, firms and fears at the start; `world.fuel.corridors` holds the corridors.
    pub fn open(&self, world: &mut World, opening: Opening, luck: &Randomness) {
        self.supply.open(world, opening.stock_days);
        self.hauling.open(&mut world.fuel, &self.supply, luck);
        self.convoys.open(world);
        self.threat.open(world, &opening);
        world.fuel.orders.ban |= opening.ban;
        world.fuel.truces.until = world.week + (opening.truce_days / 7.0).ceil() as u32;
        if opening.ban {
            world.fuel.escort_weeks = self.convoys.start.ceil() as u32;
        }
        self.fill_the_road(world);
    }

    /// What left in the week before the start is on the road.
    fn fill_the_road(&self, world: &mut World) {
        let loads = self.supply.normal_loads();
        let week = world.week;
        for c in 0..world.fuel.corridors.len() {
            if world.fuel.corridors.north[c] || world.fuel.firms.is_empty() {
                continue;
            }
            let trips = (loads * world.fuel.corridors.share[c]).round() as u64;
            let weeks = world.fuel.corridors.trip_days[c] / 7.0;
            // Of a flow in balance, `weeks` of it are on the road; none is older than the trip is long.
            let litres = (trips as f64 * self.supply.load as f64 * weeks) as u64;
            let each = litres / weeks.ceil().max(1.0) as u64;
            for ahead in 0..weeks.ceil() as u32 {
                world.fuel.load(each, 0, 0, week + ahead, 0.0);
            }
        }
    }

    pub fn step(&self, world: &mut World, luck: &Randomness) {
        let week = world.week;
        world.fuel.begin_week(week);
        self.threat.assess(world);
        let loads = self.supply.order(world) / self.supply.load as f64;
        self.hauling.decide(world, loads, self.supply.normal_loads(), luck);
        self.threat.concentrate(&mut world.fuel, self.supply.normal_loads());
        self.hauling.drive(world, self.supply.load, luck);
        self.convoys.drive(world, self.supply.load, &self.hauling, &self.threat, luck);
        self.supply.receive(world);
        self.supply.serve(world);
        self.prices.settle(world);
        self.threat.learn(&mut world.fuel);
        self.truce.bargain(world, luck);
    }
}
