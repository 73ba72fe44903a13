//! Bands move over the graph of zones.
//!
//! Insurgent bands step to a neighbouring zone by a Metropolis rule whose stationary density of men is
//!
//! ```text
//! n[z] ∝ n₀[z] × (presence of the state at the start / now)^κ × exp(drift[z] t)
//! ```
//!
//! so that they stay where they were unless the state's presence, or a movement's aim, draws them: κ is
//! `combat.opportunity`; the drift is JNIM's toward the zones that the fuel roads and the gold mines lie in
//! (`combat.southward`). The FLA stays in the north, ISSP in the east. Battalions step to the neighbouring zone where
//! they are most outnumbered, once a month. Each band has its own luck, by row and week.
//!
//! Men are conserved.

use super::Combat;
use super::coalescence::{Act, next};
use crate::random::{Randomness, happens};
use crate::units::WEEKS_PER_YEAR;
use crate::world::{Actor, Band, Bands, Group, Holder, Kind, World};
use rand::RngExt;

/// Weeks after which sizes of bands no longer remember how they were raised.
const SETTLING: u32 = 52;

impl Combat {
    pub(super) fn move_battalions(&self, world: &mut World, luck: &Randomness) {
        if !world.calendar.opens_month(world.week) {
            return;
        }
        for row in 0..world.bands.len() {
            let bands = &world.bands;
            if bands.owner[row] != Actor::Fama || bands.kind[row] != Kind::Mobile || bands.men[row] == 0 {
                continue;
            }
            let mut rng = luck.stream("battalion", world.week, row as u64);
            let here = bands.zone[row] as usize;
            let options = &world.zones.neighbours[here];
            if options.is_empty() || !happens(0.25, &mut rng) {
                continue;
            }
            let there = options[rng.random_range(0..options.len())];
            let gain = (threat(world, there) / threat(world, here)).ln();
            if happens(1.0 / (1.0 + (-gain).exp()), &mut rng) {
                world.bands.zone[row] = there as u16;
            }
        }
    }

    pub(super) fn move_insurgents(&self, world: &mut World, luck: &Randomness) {
        let years = f64::from(world.week) / WEEKS_PER_YEAR;
        for row in 0..world.bands.len() {
            let owner = world.bands.owner[row];
            if !owner.is_insurgent() || world.bands.men[row] == 0 {
                continue;
            }
            let mut rng = luck.stream("move", world.week, row as u64);
            let here = world.bands.zone[row] as usize;
            let options = &world.zones.neighbours[here];
            if options.is_empty() || !happens(self.movement, &mut rng) {
                continue;
            }
            let there = options[rng.random_range(0..options.len())];
            let odds = self.appeal(world, owner, there, years) / self.appeal(world, owner, here, years)
                * options.len() as f64
                / world.zones.neighbours[there].len() as f64;
            if happens(odds, &mut rng) {
                world.bands.zone[row] = there as u16;
            }
        }
    }

    /// Stationary density of an actor's men in a zone, up to a factor.
    fn appeal(&self, world: &World, actor: Actor, zone: usize, years: f64) -> f64 {
        let zones = &world.zones;
        let before = zones.men_at_start[zone][actor as usize];
        let homeland = before > 0.0 || actor == Actor::Jnim;
        if !homeland {
            return 0.0;
        }
        let state = Holder::State as usize;
        let opening = (zones.presence_at_start[zone][state] + 10.0) / (zones.presence[zone][state] + 10.0);
        let drift = if actor == Actor::Jnim { self.southward * zones.spoils[zone] * years } else { 0.0 };
        (before + self.cell) * opening.powf(self.opportunity) * drift.exp()
    }

    /// Lets bands that were raised at once merge and split for a year, until their sizes are those of the process.
    pub fn settle_bands(&self, world: &mut World, luck: &Randomness) {
        for week in 0..SETTLING {
            world.muster.take(&world.bands);
            self.coalesce(world, luck, "settling", week);
        }
    }

    pub(super) fn coalesce(&self, world: &mut World, luck: &Randomness, purpose: &str, week: u32) {
        for (actor, group) in
            [(Actor::Jnim, Group::Jnim), (Actor::Issp, Group::Issp), (Actor::Fla, Group::Fla)]
        {
            for zone in 0..world.zones.len() {
                let entity = (zone * Actor::COUNT + actor as usize) as u64;
                let mut rng = luck.stream(purpose, week, entity);
                self.coalesce_in(world, zone, group, &mut rng);
            }
        }
    }

    fn coalesce_in(&self, world: &mut World, zone: usize, group: Group, rng: &mut crate::random::Stream) {
        let World { bands, muster, sizes, rows, .. } = world;
        rows.clear();
        rows.extend(
            muster
                .rows(zone, group)
                .iter()
                .copied()
                .filter(|&r| bands.men[r as usize] > 0 && bands.zone[r as usize] as usize == zone),
        );
        sizes.clear();
        sizes.extend(rows.iter().map(|&r| self.cells(bands.men[r as usize])));
        let mut clock = 0.0;
        while let Some((wait, act)) = next(sizes, self.merge, self.split, rng) {
            clock += wait;
            if clock > 1.0 {
                break;
            }
            match act {
                Act::Merge(a, b) if a != b => {
                    let men = bands.men[rows[b] as usize];
                    bands.transfer(Band(rows[b]), Band(rows[a]), men);
                    sizes[a] = self.cells(bands.men[rows[a] as usize]);
                    rows.swap_remove(b);
                    sizes.swap_remove(b);
                }
                Act::Merge(..) => {}
                Act::Shatter(a) => self.shatter(bands, a, rows, sizes),
            }
        }
    }

    fn shatter(&self, bands: &mut Bands, a: usize, rows: &mut Vec<u32>, sizes: &mut Vec<u32>) {
        let parts = sizes[a];
        for left in (1..parts).rev() {
            let men = bands.men[rows[a] as usize] / (left + 1);
            if men == 0 {
                break;
            }
            let part = bands.split(Band(rows[a]), men);
            rows.push(part.0);
            sizes.push(self.cells(men));
        }
        sizes[a] = self.cells(bands.men[rows[a] as usize]);
    }

    fn cells(&self, men: u32) -> u32 {
        ((f64::from(men) / self.cell).round() as u32).max(1)
    }
}

/// How outnumbered the state is in a zone, weighted by what is there to lose.
fn threat(world: &World, zone: usize) -> f64 {
    let p = &world.zones.presence[zone];
    let insurgents = p[Holder::Jnim as usize] + p[Holder::Issp as usize] + p[Holder::Fla as usize];
    (insurgents + 1.0) / (p[Holder::State as usize] + 1.0) * world.zones.population[zone].max(1.0).sqrt()
}
