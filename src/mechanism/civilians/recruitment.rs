//! Recruitment: from the people into the bands.
//!
//! A week's recruits of a zone, in the mean:
//!
//! ```text
//! insurgents  P125 × civilians killed by the state's side
//!           + people × y × P58 × P126 × E[G; G − N > T] × Σ share incomeᵉ × reach
//! militia     q × civilians killed by insurgents
//! army        a steady count, from where the state is in control
//! ```
//!
//! y the part of the people that are men of 15 to 35, G grievance and N risk (see [`super::week`]), reach the insurgents'
//! share of control, income relative to the start; a recruit chooses among the insurgents by their presence. Where no
//! insurgent is present nobody joins them. Recruits wait in their zone until they are a cell, then march as a band, or
//! join the first that is there.
//!
//! Conserved: persons + men.

use super::table::INSURGENTS;
use crate::ledger::Values;
use crate::random::{Randomness, poisson};
use crate::world::{Actor, Band, Bands, Holder, Kind, Side, World};
use rand::RngExt;

const MILITIAS: [Actor; 3] = [Actor::Dozo, Actor::DanNa, Actor::Gatia];

#[derive(Clone, Copy, Debug)]
pub struct Recruitment {
    /// Net grievance over which somebody would join.
    pub threshold: f64,
    /// Recruits a week of a person at full grievance: y × P58 × P126.
    pub pool: f64,
    /// Elasticity of recruitment to insurgents' income.
    pub income: f64,
    /// Recruits for a civilian killed: by the state's side to the insurgents (P125), by insurgents to a militia.
    pub avengers: f64,
    pub defenders: f64,
    /// Men that the army gains in a week, less those who leave it [men].
    pub army: f64,
    /// The smallest band [men].
    pub cell: u32,
}

impl Recruitment {
    pub fn new(values: &Values) -> Self {
        let willing = values.get("civilians.recruit_pool") / 100.0;
        Self {
            threshold: values.get("civilians.recruit_threshold"),
            pool: values.get("civilians.young_men") * willing * values.get("civilians.recruit_rate"),
            income: values.get("civilians.recruit_income"),
            avengers: values.get("civilians.recruits_per_harm"),
            defenders: values.get("civilians.defenders_per_harm"),
            army: values.get("civilians.army_recruits"),
            cell: values.get("combat.cell").round().max(1.0) as u32,
        }
    }

    /// Recruits expected of a person who feels `felt` deaths by a side, when `exposure` people feel each.
    pub fn revenge(&self, side: Side, felt: f64, exposure: f64) -> f64 {
        let each = if side.is_insurgent() { self.defenders } else { self.avengers };
        if exposure > 0.0 { each * felt / exposure } else { 0.0 }
    }

    /// The militia that has most men in the zone; hunters where there is none.
    pub fn militia(&self, world: &World, zone: usize) -> Actor {
        let men = |actor: &Actor| world.bands.men_in(*actor, zone);
        MILITIAS.into_iter().rev().max_by_key(men).unwrap_or(Actor::Dozo)
    }

    /// The army's recruits of the week: people of the zones that it controls.
    pub fn enlist(&self, world: &mut World, luck: &Randomness) {
        let mut rng = luck.stream("army recruits", world.week, 0);
        let wanted = poisson(self.army, &mut rng);
        let weight = |world: &World, z: usize| {
            world.zones.control[z][Holder::State as usize] * world.persons.in_zone[z] as f64
        };
        let all: f64 = (0..world.zones.len()).map(|z| weight(world, z)).sum();
        if all <= 0.0 {
            return;
        }
        for _ in 0..wanted {
            let mut x = rng.random::<f64>() * all;
            let place: f64 = rng.random();
            let zone = (0..world.zones.len()).find(|&z| {
                x -= weight(world, z);
                x < 0.0
            });
            let Some(zone) = zone else { continue };
            let rows = world.persons.rows(zone);
            let row = rows.start + (place * rows.len() as f64) as usize;
            world.persons.join(zone, row, Actor::Fama);
        }
    }

    /// Those who wait join a band of their zone, or become one once they are a cell.
    pub fn form_bands(&self, world: &mut World) {
        for zone in 0..world.zones.len() {
            for actor in INSURGENTS.into_iter().chain(MILITIAS).chain([Actor::Fama]) {
                let men = world.persons.waiting[zone][actor as usize];
                if men > 0 && self.muster(&mut world.bands, actor, zone, men) {
                    world.persons.waiting[zone][actor as usize] = 0;
                }
            }
        }
    }

    fn muster(&self, bands: &mut Bands, actor: Actor, zone: usize, men: u32) -> bool {
        if let Some(band) = home_band(bands, actor, zone) {
            bands.enlist(band, men);
            return true;
        }
        if men < self.cell {
            return false;
        }
        let kind = if actor == Actor::Fama { Kind::Rear } else { Kind::Mobile };
        bands.raise(actor, kind, zone, Bands::NO_TOWN, men);
        true
    }
}

/// Where recruits go: a band of the actor in the zone; the army's go to its depots, wherever those are.
fn home_band(bands: &Bands, actor: Actor, zone: usize) -> Option<Band> {
    let row = if actor == Actor::Fama {
        let army = |r: &usize| bands.owner[*r] == actor && bands.men[*r] > 0;
        let depot = (0..bands.len()).filter(army).find(|&r| bands.kind[r] == Kind::Rear);
        depot.or_else(|| (0..bands.len()).find(army))
    } else {
        bands.rows_in(actor, zone).next()
    };
    row.map(|r| Band(r as u32))
}
