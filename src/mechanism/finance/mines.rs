//! Mines: output, halts, and the dispute game with their owners.
//!
//! A state reopens the terms of each company's mine at hazard P21 and claims a part c of the value of its output. The
//! firm compares, over its horizon H [months] with net margin m (shares of the value of output),
//!
//! ```text
//! gives way   (m − (1 + π) c) H              dispute   m ρ D + (m − c/2) (H − D)
//! ```
//!
//! with π the cost of the precedent, ρ the part of output that runs in a dispute (P104) and D its expected length, and
//! chooses by logit. A dispute ends at hazard 1/D: the state gets half of the claim and a lump sum.

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use crate::ledger::Values;
use crate::random::{Randomness, Stream, happens};
use crate::units::probability;
use crate::world::{Holder, Kind, Mines, World};

/// Troy ounces in a tonne.
pub const OUNCES_PER_TONNE: f64 = 32_150.7;
const MONTHS: f64 = 12.0;

/// Parameters of mining.
#[derive(Clone, Copy, Debug)]
pub struct Mining {
    /// The state's share of the value of industrial gold at the start.
    pub take: f64,
    /// Hazard that terms are reopened, a mine [per month].
    pub reopening: f64,
    /// Part of output that runs in a dispute.
    pub disputed: f64,
    /// Claims lie evenly between these parts of the net margin.
    pub claim: [f64; 2],
    /// Cost of an ounce [$].
    pub cost: f64,
    pub horizon: f64,
    pub precedent: f64,
    pub width: f64,
    /// Hazard that a dispute ends [per month].
    pub end: f64,
    /// Lump sum [months of the state's take].
    pub settlement: f64,
    pub noise: f64,
    /// Chance that one violent event in the zone stops a mine for a month, and guards that halve it.
    pub halt: f64,
    pub guard_men: f64,
    /// Insurgent control above which industrial mines stand still.
    pub seized: f64,
}

impl Mining {
    pub fn new(values: &Values) -> Self {
        Self {
            take: values.get("finance.state_take"),
            reopening: values.get("finance.expropriation") / MONTHS,
            disputed: values.get("finance.loulo_disputed") / values.get("finance.loulo_normal"),
            claim: [values.get("finance.claim_low"), values.get("finance.claim_high")],
            cost: values.get("finance.mine_cost"),
            horizon: values.get("finance.firm_horizon"),
            precedent: values.get("finance.precedent"),
            width: values.get("finance.firm_width"),
            end: values.get("finance.dispute_end"),
            settlement: values.get("finance.settlement"),
            noise: values.get("finance.output_noise"),
            halt: values.get("finance.halt"),
            guard_men: values.get("finance.guard_men"),
            seized: values.get("finance.mine_seized"),
        }
    }

    pub(super) fn open(&self, mines: &mut Mines) {
        mines.take.fill(self.take);
    }

    /// A month of mining: the state's take [m$], industrial gold [t], lump sums [m$].
    pub(super) fn step(&self, world: &mut World, luck: &Randomness) -> (f64, f64, f64) {
        let (mut revenue, mut tonnes, mut lump) = (0.0, 0.0, 0.0);
        for i in 0..world.treasury.mines.len() {
            if !world.treasury.mines.industrial[i] {
                continue;
            }
            let mut rng = luck.stream("mine", world.week, i as u64);
            let price = world.outside.gold_price;
            lump += self.negotiate(world, i, price, &mut rng);
            let output = self.output(world, i, &mut rng);
            let mines = &mut world.treasury.mines;
            (mines.output[i], mines.events[i]) = (output, 0);
            tonnes += output;
            revenue += value(output, price) * mines.take[i];
        }
        (revenue, tonnes, lump)
    }

    /// The month's moves of state and owner; returns the lump sum of a settlement [m$].
    fn negotiate(&self, world: &mut World, i: usize, price: f64, rng: &mut Stream) -> f64 {
        let (moves, size, choice): (f64, f64, f64) = (rng.random(), rng.random(), rng.random());
        let ordered = world.treasury.orders.disputed;
        let mines = &mut world.treasury.mines;
        let margin = 1.0 - self.cost / price.max(1.0) - mines.take[i];
        if let Some(disputed) = ordered {
            mines.disputed[i] = disputed;
            return 0.0;
        }
        if mines.disputed[i] {
            if moves >= probability(self.end) {
                return 0.0;
            }
            let month = value(mines.normal[i] / MONTHS, price) * mines.take[i];
            mines.disputed[i] = false;
            mines.take[i] += mines.claim[i] / 2.0;
            return self.settlement * month;
        }
        if moves < probability(self.reopening) && margin > 0.0 {
            let claim = margin * (self.claim[0] + (self.claim[1] - self.claim[0]) * size);
            if choice < self.gives_way(margin, claim) {
                mines.take[i] += claim;
            } else {
                (mines.disputed[i], mines.claim[i]) = (true, claim);
            }
        }
        0.0
    }

    /// Probability that a firm gives way to a claim (shares of the value of output).
    pub fn gives_way(&self, margin: f64, claim: f64) -> f64 {
        let length = (1.0 / self.end).min(self.horizon);
        let yields = (margin - (1.0 + self.precedent) * claim) * self.horizon;
        let fights = margin * self.disputed * length + (margin - claim / 2.0) * (self.horizon - length);
        1.0 / (1.0 + ((fights - yields) / self.width).exp())
    }

    /// A month's output [t].
    fn output(&self, world: &World, i: usize, rng: &mut Stream) -> f64 {
        let mines = &world.treasury.mines;
        let z: f64 = StandardNormal.sample(rng);
        let full = mines.normal[i] / MONTHS * (self.noise * z - 0.5 * self.noise * self.noise).exp();
        let halted = happens(self.halted(world, i), rng);
        let running = if mines.disputed[i] { self.disputed } else { 1.0 };
        if halted { 0.0 } else { full * running }
    }

    /// Probability that violence stops a mine for the month.
    fn halted(&self, world: &World, i: usize) -> f64 {
        let (zone, bands) = (world.treasury.mines.zone[i], &world.bands);
        let control = world.zones.control.get(zone);
        let held = control
            .map_or(0.0, |s| s[Holder::Jnim as usize] + s[Holder::Issp as usize] + s[Holder::Fla as usize]);
        if held > self.seized {
            return 1.0;
        }
        let guards = |row: &usize| bands.kind[*row] == Kind::Mine && usize::from(bands.zone[*row]) == zone;
        let men: f64 = (0..bands.len()).filter(guards).map(|row| f64::from(bands.men[row])).sum();
        let industrial = world.treasury.mines.industrial.iter().filter(|&&i| i).count().max(1) as f64;
        let russians = world.patron.men * world.patron.mines / industrial;
        let guarded = 1.0 + (men + world.treasury.orders.guards + russians) / self.guard_men;
        1.0 - (1.0 - self.halt).powf(f64::from(world.treasury.mines.events[i]) / guarded)
    }
}

/// Value of gold [m$].
pub fn value(tonnes: f64, price: f64) -> f64 {
    tonnes * OUNCES_PER_TONNE * price / 1e6
}
