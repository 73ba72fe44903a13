//! Legitimacy in the capital, and who would protest there.
//!
//! ```text
//! L ← L + r (L₀ + credit + β (S − S₀) − L)
//!       − P61 [acute shortage] + P60 [symbol won] − P60 [symbol lost]
//!       − δ deaths / 100 − ρ raids − ω months of arrears
//! protests:  H X (1 − L) − R (q + (1 − q) f) > T
//! ```
//!
//! S latent support in the capital's zone, H hardship times the zone's stress X, R aversion to risk, f fear of the state,
//! q the risk of arrest that the fearless see, T = P62. J. M. Epstein, *Modeling civil violence: an agent-based
//! computational approach* (PNAS 99 suppl. 3, 2002), with the arrest risk given instead of counted on a grid. What is
//! counted are those who would protest; `regime` draws whether it brings the junta down.

use crate::ledger::Values;
use crate::units::kept;
use crate::world::{Event, Holder, Persons, Side, World};

#[derive(Clone, Copy, Debug)]
pub struct Capital {
    /// Points for the symbolic town won or lost (P60), and for a week of acute shortage (P61).
    pub symbol: f64,
    pub shortage: f64,
    /// Points for a hundred civilian dead in the capital's zone, for a raid on it, for a month of arrears a week.
    pub deaths: f64,
    pub raid: f64,
    pub arrears: f64,
    /// Points of legitimacy that a point of support is worth in the long run, and the part of the way in a week.
    pub slope: f64,
    pub pace: f64,
    /// Net grievance over which somebody would protest (P62), and the risk of arrest.
    pub threshold: f64,
    pub arrest: f64,
}

impl Capital {
    pub fn new(values: &Values) -> Self {
        Self {
            symbol: values.get("civilians.kidal_legitimacy"),
            shortage: values.get("civilians.shortage_legitimacy"),
            deaths: values.get("civilians.deaths_legitimacy"),
            raid: values.get("civilians.raid_legitimacy"),
            arrears: values.get("civilians.arrears_legitimacy"),
            slope: values.get("civilians.legitimacy_slope"),
            pace: 1.0 - kept(values.get("civilians.legitimacy_half_life")),
            threshold: values.get("civilians.protest_threshold"),
            arrest: values.get("civilians.arrest"),
        }
    }

    pub fn step(&self, world: &mut World) {
        let Some(zone) = capital_zone(world) else { return };
        let moved = self.shocks(world, zone) + self.reversion(world, zone);
        world.regime.legitimacy = (world.regime.legitimacy + moved).clamp(0.0, 1.0);
        world.regime.protest = self.protest(&world.persons, zone, world.regime.legitimacy);
    }

    fn shocks(&self, world: &World, zone: usize) -> f64 {
        let acute = if world.fuel.acute_weeks > 0 { 1.0 } else { 0.0 };
        let (mut won, mut raids) = (0.0, 0.0);
        for event in &world.events {
            won += won_by_state(event, &world.towns.symbol);
            let raid = event.channel == crate::world::Channel::CapitalRaid && !event.void;
            raids += if raid { 1.0 } else { 0.0 };
        }
        let dead = f64::from(world.harm.civilians_in(zone));
        self.symbol * won
            - self.shortage * acute
            - self.deaths * dead / 100.0
            - self.raid * raids
            - self.arrears * world.treasury.arrears_months.max(0.0)
    }

    fn reversion(&self, world: &World, zone: usize) -> f64 {
        let support = world.persons.mean_support[zone] - world.persons.support_at_start[zone];
        let regime = &world.regime;
        let target = regime.legitimacy_at_start + regime.credit + self.slope * support;
        self.pace * (target - regime.legitimacy)
    }

    /// Share of a zone's people who would protest at this legitimacy.
    pub fn protest(&self, persons: &Persons, zone: usize, legitimacy: f64) -> f64 {
        let rows = persons.rows(zone);
        let grievance = ((1.0 - legitimacy) * persons.stress[zone]) as f32;
        let most = (1.0 - legitimacy) as f32;
        let (arrest, threshold) = (self.arrest as f32, self.threshold as f32);
        let people = &persons.persons[rows.clone()];
        let columns = persons.hardship[rows.clone()].iter().zip(&persons.aversion[rows.clone()]);
        let fear = &persons.fear[Side::State as usize][rows];
        let mut protesting = 0u64;
        for ((&n, (&hardship, &aversion)), &fear) in people.iter().zip(columns).zip(fear) {
            let risk = aversion * (arrest + (1.0 - arrest) * fear);
            let over = (hardship * grievance).min(most) - risk > threshold;
            protesting += u64::from(n) * u64::from(over);
        }
        protesting as f64 / persons.in_zone[zone].max(1) as f64
    }
}

/// The zone of the capital; the first where no town is the capital.
pub fn capital_zone(world: &World) -> Option<usize> {
    let town = world.towns.capital.iter().position(|&capital| capital);
    town.map(|t| world.towns.zone[t]).or(if world.zones.is_empty() { None } else { Some(0) })
}

/// 1 where the state took a symbolic town, −1 where it lost one.
fn won_by_state(event: &Event, symbol: &[bool]) -> f64 {
    match event.taken {
        Some(town) if !event.void && symbol[town] => {
            if event.attacker.map(Holder::of) == Some(Holder::State) {
                1.0
            } else if event.defender.map(Holder::of) == Some(Holder::State) {
                -1.0
            } else {
                0.0
            }
        }
        _ => 0.0,
    }
}
