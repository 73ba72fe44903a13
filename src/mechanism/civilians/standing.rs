//! How the people stand to those who hold their zone: what the state learns, and whom they accept.
//!
//! ```text
//! information  I = support × (1 − fear of insurgents) × control of the state
//! odds(μ)      odds(P33) × I / I₀            μ ← μ − P34 × part of the informants that left + partner's
//! acceptance   1 − κ (A − A₀), kept between a floor and its inverse
//! ```
//!
//! μ is the state's part in the intelligence loop of M. Kress and R. Szechtman, *Why defeating insurgencies is hard*
//! (Operations Research 57, 2009): the part of its fire that finds whom it seeks. Scaling the odds keeps it a share.
//! The informants are the French and United Nations forces of the start. A is the mean anger of the zone at the
//! holder; the state answers for a part of the anger at its foreigners. Both are as they were at the start as long as
//! people feel as they did.

use super::support::Support;
use crate::ledger::Values;
use crate::world::{Actor, Holder, Persons, Side, World};

const INFORMANTS: [Actor; 2] = [Actor::Barkhane, Actor::Minusma];

#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Intelligence level at the start (P33), and what the informants' leaving costs (P34).
    pub intelligence: f64,
    pub intelligence_loss: f64,
    /// Part of a holder's presence that a full point of anger costs.
    pub acceptance: f64,
    /// The least that is left of it.
    pub floor: f64,
}

impl Standing {
    pub fn new(values: &Values) -> Self {
        Self {
            intelligence: values.get("civilians.intelligence"),
            intelligence_loss: values.get("civilians.intelligence_loss"),
            acceptance: values.get("civilians.acceptance"),
            floor: values.get("civilians.acceptance_floor"),
        }
    }

    /// Takes what is now for what it was at the start.
    pub fn start(&self, world: &mut World) {
        for zone in 0..world.zones.len() {
            let information = information(world, zone);
            let persons = &mut world.persons;
            persons.information_at_start[zone] = information;
            persons.anger_at_start[zone] = persons.mean_anger[zone];
            persons.fear_at_start[zone] = persons.mean_fear[zone];
            persons.support_at_start[zone] = persons.mean_support[zone];
        }
        world.persons.informants_at_start = informants(world);
    }

    pub fn step(&self, world: &mut World, support: &Support) {
        let at_start = world.persons.informants_at_start;
        let gone = if at_start == 0 { 0.0 } else { 1.0 - informants(world) as f64 / at_start as f64 };
        for zone in 0..world.zones.len() {
            let information = information(world, zone);
            world.persons.information[zone] = information;
            let ratio = relative(information, world.persons.information_at_start[zone]);
            let partner = world.outside.intelligence - self.intelligence_loss * gone.max(0.0);
            world.zones.intelligence[zone] = (odds_times(self.intelligence, ratio) + partner).clamp(0.0, 1.0);
            world.zones.support[zone] = world.persons.mean_support[zone];
            for holder in Holder::ALL {
                world.zones.acceptance[zone][holder as usize] =
                    self.accepted(anger_since_start(&world.persons, zone, holder, support.host));
            }
        }
    }

    /// Acceptance of a holder at whom a zone is angrier than at the start by `anger`.
    pub fn accepted(&self, anger: f64) -> f64 {
        (1.0 - self.acceptance * anger).clamp(self.floor, 1.0 / self.floor)
    }
}

/// The probability with `times` the odds of `p`.
fn odds_times(p: f64, times: f64) -> f64 {
    if p >= 1.0 { 1.0 } else { p * times / (1.0 - p + p * times) }
}

/// `now` over `then`; 1 where there was and is nothing.
fn relative(now: f64, then: f64) -> f64 {
    const LEAST: f64 = 1e-4;
    now.max(LEAST) / then.max(LEAST)
}

fn information(world: &World, zone: usize) -> f64 {
    let fear = fear_of_insurgents(world, zone);
    let control = world.zones.control[zone][Holder::State as usize];
    world.persons.mean_support[zone] * (1.0 - fear) * control
}

/// Mean fear of the insurgents that are there, each as much as it is present; of JNIM where none is.
fn fear_of_insurgents(world: &World, zone: usize) -> f64 {
    let sides = [(Holder::Jnim, Side::Jnim), (Holder::Issp, Side::Issp), (Holder::Fla, Side::Fla)];
    let presence = |holder: Holder| world.zones.presence[zone][holder as usize].max(0.0);
    let fear = |side: Side| world.persons.mean_fear[zone][side as usize];
    let all: f64 = sides.iter().map(|&(holder, _)| presence(holder)).sum();
    if all <= 0.0 {
        return fear(Side::Jnim);
    }
    sides.iter().map(|&(holder, side)| presence(holder) / all * fear(side)).sum()
}

fn informants(world: &World) -> u64 {
    INFORMANTS.iter().map(|&actor| world.bands.men_of(actor)).sum()
}

/// How much angrier a zone is at a holder than at the start.
fn anger_since_start(persons: &Persons, zone: usize, holder: Holder, host: f64) -> f64 {
    let since =
        |side: Side| persons.mean_anger[zone][side as usize] - persons.anger_at_start[zone][side as usize];
    match holder {
        Holder::State => since(Side::State) + host * since(Side::Russia),
        Holder::Militia => since(Side::State),
        Holder::Jnim => since(Side::Jnim),
        Holder::Issp => since(Side::Issp),
        Holder::Fla => since(Side::Fla),
        Holder::None => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intelligence_stays_a_share_however_much_is_told() {
        assert_eq!(odds_times(0.2, 1.0), 0.2);
        assert!((odds_times(0.2, 4.0) - 0.5).abs() < 1e-12);
        assert_eq!(odds_times(0.2, 0.0), 0.0);
        assert!(odds_times(0.2, 1e9) <= 1.0);
        assert_eq!(relative(0.0, 0.0), 1.0);
    }
}
