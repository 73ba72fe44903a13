//! The Russian force on an imposed path: dated men and posture, with the provider's own parameters.
//!
//! Men in the country follow a path of the past, or stay at the level of 2025; the provider (Wagner, then Africa Corps)
//! gives the shares of effort and the multipliers. A withdrawal or a deployment moves the path over some weeks and,
//! channel by channel, what the force does: fighting men, protection of the regime, training, air support, and what
//! others expect of the patron.
//!
//! ```text
//! men(t) = path(t) × combat(t) + deployed(t)          channel(t) = Π_withdrawals (1 − share gone)
//! ```
//!
//! Men come and go through [`Bands`](crate::world::Bands), two detachments a zone, by the zone shares of the initial state.
//! Sources: see `provider.*` in the parameter ledger.

use crate::ledger::Values;
use crate::world::{Actor, Band, Bands, Channels, Holder, Kind, Patron, World};

/// Detachments in a zone.
const DETACHMENTS: usize = 2;

/// What a provider does with its men.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    pub offence: f64,
    pub guard: f64,
    pub training: f64,
    pub escort: f64,
    pub combat: f64,
    pub collateral: f64,
    pub coordination: f64,
    pub air_support: f64,
    pub monitoring: f64,
}

impl Profile {
    pub fn new(values: &Values, provider: &str) -> Self {
        let p = |name: &str| values.get(&format!("provider.{provider}.{name}"));
        let (offence, guard, training) = (p("offence"), p("guard"), p("training"));
        Self {
            offence,
            guard,
            training,
            escort: (1.0 - offence - guard - training).max(0.0),
            combat: p("combat"),
            collateral: p("collateral"),
            coordination: p("coordination"),
            air_support: p("air_support"),
            monitoring: p("monitoring"),
        }
    }
}

/// Parameters of the provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Wagner, Africa Corps.
    pub profiles: [Profile; 2],
    /// Share of the men by zone; empty in a laboratory.
    pub shares: Vec<f64>,
    /// Instructors whom another patron sends, at full worth.
    pub successor_trainers: f64,
    /// The zone that takes the men meant for a place out of the state's hands.
    pub fallback: Option<(usize, usize)>,
}

impl Provider {
    /// `shares` of the men by zone, for zones of these names.
    pub fn new(values: &Values, shares: Vec<f64>, zones: &[String]) -> Self {
        let at = |id: &str| zones.iter().position(|z| z == id);
        Self {
            profiles: [Profile::new(values, "wagner"), Profile::new(values, "africa_corps")],
            shares,
            successor_trainers: values.get("contract.successor_trainers"),
            fallback: at("KID").zip(at("GAO")),
        }
    }

    /// Puts the profile of the provider in place into the world.
    pub fn apply_profile(&self, patron: &mut Patron) {
        let p = self.profiles[patron.provider];
        patron.offence = p.offence;
        patron.guard = p.guard;
        patron.training = p.training;
        patron.escort = p.escort;
        patron.combat = p.combat;
        patron.collateral = p.collateral;
        patron.coordination = p.coordination;
        patron.air_support = p.air_support;
        patron.monitoring = p.monitoring;
        (patron.effort, patron.mines) = (1.0, 0.0);
    }

    /// Men as the imposed path has them this week.
    pub fn follow_path(&self, world: &mut World) {
        let patron = &mut world.patron;
        let week = world.week as usize;
        patron.reference_men = patron.path.get(week).or(patron.path.last()).copied().unwrap_or(0.0);
    }

    /// Stations the men that contract or path give, with what interventions take and add.
    pub fn step(&self, world: &mut World) {
        let week = world.week;
        let patron = &mut world.patron;
        patron.channels = channels(patron, week);
        patron.channels.expectations *= world.contract.commitment;
        self.stand_in(world);
        let patron = &mut world.patron;
        let deployed: f64 = patron.deployments.iter().map(|d| d.men * d.progress(week)).sum();
        patron.men = (patron.reference_men * patron.channels.combat + deployed).round();
        self.station(world);
    }

    /// Another patron's instructors and aircraft, as far as one stands in.
    fn stand_in(&self, world: &mut World) {
        let share = world.contract.successor;
        let patron = &mut world.patron;
        patron.instructors = share * self.successor_trainers;
        if share > 0.0 {
            patron.air_support = 1.0 + share * (self.profiles[1].air_support - 1.0);
            patron.channels.air_support = 1.0;
        }
    }

    fn station(&self, world: &mut World) {
        let men = world.patron.men;
        if world.patron.detachments.is_empty() {
            for zone in 0..self.shares.len() {
                for _ in 0..DETACHMENTS {
                    let band = world.bands.raise(Actor::Russia, Kind::Mobile, zone, Bands::NO_TOWN, 0);
                    world.patron.detachments.push(band);
                }
            }
        }
        let held = self.fallback.is_none_or(|(from, _)| {
            let towns = &world.towns;
            (0..towns.len())
                .any(|t| towns.zone[t] == from && towns.symbol[t] && towns.holder[t] == Holder::State)
        });
        let World { bands, patron, .. } = world;
        for (zone, detachments) in patron.detachments.chunks(DETACHMENTS).enumerate() {
            let want = (men * self.share(held, zone)).round() as u32;
            station_in(bands, detachments, want);
        }
    }

    /// A zone's share of the men, with what cannot stand in Kidal, while the state does not hold it,
    /// standing in Gao.
    fn share(&self, held: bool, zone: usize) -> f64 {
        let Some((from, to)) = self.fallback else { return self.shares[zone] };
        match zone {
            _ if held => self.shares[zone],
            z if z == from => 0.0,
            z if z == to => self.shares[to] + self.shares[from],
            z => self.shares[z],
        }
    }
}

/// Brings the detachments of a zone to `want` men.
fn station_in(bands: &mut Bands, detachments: &[Band], want: u32) {
    let n = detachments.len() as u32;
    for (k, &band) in (0..).zip(detachments) {
        let (want, have) = (want / n + u32::from(k < want % n), bands.men[band.row()]);
        if want > have {
            bands.enlist(band, want - have);
        } else {
            bands.leave(band, have - want);
        }
    }
}

/// What is left of each channel this week.
fn channels(patron: &Patron, week: u32) -> Channels {
    let mut left = Channels::FULL;
    for w in &patron.withdrawals {
        let kept = 1.0 - w.progress(week);
        let of = |gone: bool| if gone { kept } else { 1.0 };
        left.combat *= of(w.channels.combat);
        left.guard *= of(w.channels.guard);
        left.training *= of(w.channels.training);
        left.air_support *= of(w.channels.air_support);
        left.expectations *= of(w.channels.expectations);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Departure, Gone};

    #[test]
    fn a_withdrawal_ends_the_channels_it_names_and_no_others() {
        let gone = Gone { guard: true, ..Gone::default() };
        let patron =
            Patron { withdrawals: vec![Departure { week: 2, over: 4, channels: gone }], ..Patron::default() };
        assert_eq!(channels(&patron, 1), Channels::FULL);
        assert!((channels(&patron, 3).guard - 0.5).abs() < 1e-12);
        let end = channels(&patron, 9);
        assert_eq!((end.guard, end.combat, end.expectations), (0.0, 1.0, 1.0));
    }

    #[test]
    fn men_stand_where_they_are_wanted() {
        let mut bands = Bands::default();
        let two = [0, 0].map(|_| bands.raise(Actor::Russia, Kind::Mobile, 0, Bands::NO_TOWN, 0));
        for want in [101, 30, 0, 55] {
            station_in(&mut bands, &two, want);
            assert_eq!(bands.men_of(Actor::Russia), u64::from(want));
            assert!(bands.closes());
        }
    }
}
