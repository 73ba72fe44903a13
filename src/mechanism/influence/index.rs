//! Russian influence in Mali: six parts between 0 and 1, and their mean.
//!
//! | part | is | of |
//! |---|---|---|
//! | security dependence | F / (F + A) | F the Russians' fighting power, A the army's in the field [men-equivalents] |
//! | economic footprint | m / (m + 10) | m the fee paid, the concession and the aid in kind that came [m$/month] |
//! | alignment | mean x_Russia | of the elites |
//! | elite ties | control share | of Russia among the elites' anchors |
//! | latent opinion | Σ people · s (1 − a) / Σ people | s latent support for the state that brought them, a anger at the Russians |
//! | exclusivity | R / (R + O) · (1 − successor) | R Russian men, O men of the French, the United Nations and the Sahel states |
//!
//! Fear is left out of latent opinion: it moves what people say and not what they think. Fighting power is that of
//! [`combat`](crate::mechanism::combat): men × (offence + escort) × worth of a man × coordination × air support; the army's
//! men in garrisons, battalions and at mines count quality × (1 − disruption). Fuel is worth 0.8 m$ a million litres, a
//! footprint of 10 m$ a month is one half: both expert judgement (the second beside the fee of 10 m$). The index weighs all
//! parts alike, for want of a reason to do otherwise; whoever weighs them otherwise has the parts.

use crate::world::{Actor, Kind, Pole, Side, World};

/// Footprint that is one half [m$/month].
const HALF_FOOTPRINT: f64 = 10.0;
/// Fuel at the border [m$/ML].
const FUEL_PRICE: f64 = 0.8;

/// Parts of Russian influence, each in [0, 1].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Components {
    pub security: f64,
    pub economy: f64,
    pub alignment: f64,
    pub ties: f64,
    pub opinion: f64,
    pub exclusivity: f64,
}

impl Components {
    /// Names of the parts, in order.
    pub const KEYS: [&'static str; 6] = [
        "security_dependence",
        "economic_footprint",
        "alignment",
        "elite_ties",
        "latent_opinion",
        "exclusivity",
    ];

    pub fn of(world: &World) -> Self {
        Self {
            security: security(world),
            economy: economy(world),
            alignment: world.elites.mean[Pole::Russia as usize],
            ties: world.elites.control[Pole::Russia as usize],
            opinion: opinion(world),
            exclusivity: exclusivity(world),
        }
    }

    /// The parts, in the order of their names.
    pub fn values(&self) -> [f64; 6] {
        [self.security, self.economy, self.alignment, self.ties, self.opinion, self.exclusivity]
    }

    /// The mean of the parts.
    pub fn index(&self) -> f64 {
        self.values().iter().sum::<f64>() / Self::KEYS.len() as f64
    }
}

fn share(part: f64, rest: f64) -> f64 {
    if part > 0.0 { part / (part + rest) } else { 0.0 }
}

fn security(world: &World) -> f64 {
    let p = &world.patron;
    let air = 1.0 + (p.air_support - 1.0) * p.channels.air_support;
    let russians = p.men * (p.offence + p.escort) * p.combat * p.coordination * air;
    let bands = &world.bands;
    let in_field = |row: &usize| {
        bands.owner[*row] == Actor::Fama
            && matches!(bands.kind[*row], Kind::Garrison | Kind::Mobile | Kind::Mine)
    };
    let men: f64 = (0..bands.len()).filter(in_field).map(|row| f64::from(bands.men[row])).sum();
    share(russians, men * world.army.quality * (1.0 - world.regime.disruption))
}

fn economy(world: &World) -> f64 {
    let contract = &world.contract;
    let concession = if contract.in_force { contract.terms.concession } else { 0.0 };
    let stake = world.treasury.month.fee_paid + concession + FUEL_PRICE * world.elites.aid;
    share(stake, HALF_FOOTPRINT)
}

/// Support for those who brought the Russians, among those who are not angry at them.
fn opinion(world: &World) -> f64 {
    let persons = &world.persons;
    let (mut warm, mut people) = (0.0, 0.0);
    for ((n, support), anger) in persons.in_zone.iter().zip(&persons.mean_support).zip(&persons.mean_anger) {
        warm += *n as f64 * support * (1.0 - anger[Side::Russia as usize]);
        people += *n as f64;
    }
    share(warm, people - warm)
}

fn exclusivity(world: &World) -> f64 {
    let men = |actor| world.bands.men_of(actor) as f64;
    let others = men(Actor::Barkhane) + men(Actor::Minusma) + men(Actor::Aes);
    share(world.patron.men, others) * (1.0 - world.contract.successor.clamp(0.0, 1.0))
}
