//! Displacement: flight from violence, by distance and safety, and return.
//!
//! ```text
//! fleeing from z   P63 / 100 × deaths in z, of civilians and fighters
//! to refuge r      ∝ N_r · 2^(−d_zr / D) · control of the state in r
//! returning        1 − 2^(−1/half-life) of those away, less where people are killed
//! ```
//!
//! D the half-distance [km]. The displaced are people of their home zone and are counted by origin and refuge; those
//! who leave the country are not told apart. After Flee: D. Suleimenova, D. Bell, D. Groen (Scientific Reports 7, 2017);
//! its move probabilities are reduced to a gravity rule.

use super::table::{deaths, exposures};
use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::kept;
use crate::world::{Holder, World};

/// Safety of a refuge where the state controls nothing: people flee there too if there is nowhere else.
const LEAST_SAFETY: f64 = 1e-3;

#[derive(Clone, Copy, Debug)]
pub struct Displacement {
    /// Displaced for each conflict death (P63 / 100) [persons].
    pub per_death: f64,
    /// Part of the displaced that returns in a quiet week.
    pub returning: f64,
    /// Distance that halves a refuge's pull [km].
    pub half_distance: f64,
}

impl Displacement {
    pub fn new(values: &Values) -> Self {
        Self {
            per_death: values.get("civilians.displaced_per_100_deaths") / 100.0,
            returning: 1.0 - kept(values.get("civilians.return_half_life")),
            half_distance: values.get("civilians.flight_distance"),
        }
    }

    /// Sets the pull of refuges, and shares out the displaced of the start by where the state is not in control.
    pub fn start(&self, world: &mut World, displaced: u64) {
        let n = world.zones.len();
        for z in 0..n {
            for r in 0..n {
                let pull = (-world.zones.distance[z][r] / self.half_distance).exp2();
                world.persons.gravity[z * n + r] = world.persons.in_zone[r] as f64 * pull;
            }
        }
        let state = Holder::State as usize;
        let weight =
            |w: &World, z: usize| w.persons.in_zone[z] as f64 * (1.0 - w.zones.control[z][state]).max(0.0);
        let all: f64 = (0..n).map(|z| weight(world, z)).sum();
        if all <= 0.0 {
            return;
        }
        let mut sum = 0.0;
        for z in 0..n {
            let before = whole(displaced, sum / all);
            sum += weight(world, z);
            let people = (whole(displaced, sum / all) - before).min(world.persons.in_zone[z]);
            settle(world, z, people);
        }
        for z in 0..n {
            world.persons.displaced_at_start[z] = world.persons.displaced_from(z);
        }
        world.persons.fled = 0;
    }

    pub fn step(&self, world: &mut World, exposure: f64, luck: &Randomness) {
        self.homecoming(world, exposure, luck);
        self.flight(world, luck);
    }

    fn flight(&self, world: &mut World, luck: &Randomness) {
        let lane = luck.lane("flight", world.week);
        for zone in 0..world.zones.len() {
            let dead = world.harm.civilians_in(zone) + world.harm.fighters_in(zone);
            let fleeing = self.per_death * f64::from(dead) + f64::from(lane.pair(zone as u64).0);
            let at_home = world.persons.in_zone[zone].saturating_sub(world.persons.displaced_from(zone));
            settle(world, zone, (fleeing as u64).min(at_home));
        }
    }

    fn homecoming(&self, world: &mut World, exposure: f64, luck: &Randomness) {
        let n = world.zones.len();
        let lane = luck.lane("homecoming", world.week);
        for zone in 0..n {
            let killed = deaths(&world.harm.civilians[zone]);
            let felt: f64 = exposures(&killed, exposure, world.persons.in_zone[zone]).iter().sum();
            let rate = self.returning * (1.0 - felt).max(0.0);
            for refuge in 0..n {
                let cell = zone * n + refuge;
                let away = world.persons.displaced_by[cell];
                let home = away as f64 * rate + f64::from(lane.pair(cell as u64).0);
                world.persons.come_home(zone, refuge, (home as u64).min(away));
            }
        }
    }
}

/// Shares out people fleeing from a zone over the refuges, to the last person.
fn settle(world: &mut World, zone: usize, people: u64) {
    if people == 0 {
        return;
    }
    let n = world.zones.len();
    let state = Holder::State as usize;
    let weight =
        |w: &World, r: usize| w.persons.gravity[zone * n + r] * (w.zones.control[r][state] + LEAST_SAFETY);
    let all: f64 = (0..n).map(|r| weight(world, r)).sum();
    if all <= 0.0 {
        return;
    }
    let mut sum = 0.0;
    for refuge in 0..n {
        let before = whole(people, sum / all);
        sum += weight(world, refuge);
        let share = whole(people, sum / all) - before;
        world.persons.flee(zone, refuge, share);
    }
}

/// The first `share` of people, a whole number of them.
fn whole(people: u64, share: f64) -> u64 {
    ((people as f64 * share).round() as u64).min(people)
}
