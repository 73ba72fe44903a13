//! Regime survival: competing risks of the junta in office.
//!
//! ```text
//! P(a blow of cause c within a week) = 1 − exp(−h_c),   the earliest success is the exit
//! ```
//!
//! with h_c [week⁻¹] from [`hazards`] and the race of the causes from [`competing`]. A week: resentment, disruption,
//! succession and a new junta's credit decay; the hazards are set; blows come in the order of their times. A coup or palace
//! attempt may be foiled; coup, palace and uprising bring another junta and the run goes on; takeover and settlement end the
//! run; the leader's death opens the succession and ends nothing.
//!
//! Resentment of the Russians is a level, 1 at the reference: it stands at their men relative to 2,000 times their
//! want of coordination, rises with the army's dead and with the civilians that they kill, and passes by a half-life.
//!
//! Sources at the rules.

mod competing;
mod hazards;
#[cfg(test)]
mod tests;

pub use competing::{Blow, blows};
pub use hazards::Hazards;

use super::civilians::capital_zone;
use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::kept;
use crate::world::{Cause, Exit, Holder, Perpetrator, World};
use rand::RngExt;

/// Resentment is bounded: beyond this level officers cannot be angrier.
const MOST_RESENTMENT: f64 = 3.0;

/// Russian men at whose presence resentment has its reference level: the number to which the sovereignty cost P112 refers.
const RESENTED_MEN: f64 = 2_000.0;

/// Parameters of regime survival.
#[derive(Clone, Copy, Debug)]
pub struct Survival {
    pub hazards: Hazards,
    /// Resentment for a hundred dead of the army, for a hundred civilians killed by the Russians.
    pub defeat: f64,
    pub abuse: f64,
    pub resentment_kept: f64,
    pub coordination_reference: f64,
    pub succession_kept: f64,
    /// Readiness that a coup and a foiled plot cost, and what is left of the loss after a week.
    pub coup_disruption: f64,
    pub plot_disruption: f64,
    pub disruption_kept: f64,
    /// The most legitimacy that a new junta brings, and what is left after a week.
    pub honeymoon: f64,
    pub honeymoon_kept: f64,
    /// Insurgents' control of the belt at which the capital is encircled.
    pub belt_threat: f64,
}

impl Survival {
    /// From the ledger's paths.
    pub fn new(values: &Values) -> Self {
        Self {
            hazards: Hazards::new(values),
            defeat: values.get("regime.resentment_defeat"),
            abuse: values.get("regime.resentment_abuse"),
            resentment_kept: kept(values.get("regime.resentment_half_life")),
            coordination_reference: values.get("regime.coordination_reference"),
            succession_kept: kept(values.get("regime.succession_half_life")),
            coup_disruption: values.get("regime.coup_disruption"),
            plot_disruption: values.get("regime.plot_disruption"),
            disruption_kept: kept(values.get("regime.disruption_half_life")),
            honeymoon: values.get("regime.honeymoon"),
            honeymoon_kept: kept(values.get("regime.honeymoon_half_life")),
            belt_threat: values.get("regime.belt_threat"),
        }
    }

    /// Resentment as it stands at the start.
    pub fn start(&self, world: &mut World) {
        world.regime.resentment = self.standing_resentment(world);
    }

    pub fn step(&self, world: &mut World, luck: &Randomness) {
        if world.regime.over() {
            return;
        }
        if let Some(hazards) = world.regime.laboratory {
            self.laboratory_week(world, &hazards, luck);
            return;
        }
        self.pass(world);
        let hazards = self.hazards.week(world, threat(world));
        self.note_hazards(world, &hazards);
        let orders = std::mem::take(&mut world.regime.orders);
        let mut sure = [false; Cause::COUNT];
        sure[Cause::Coup as usize] = orders.coup_attempt;
        sure[Cause::Decapitation as usize] = orders.leader_killed;
        for blow in blows(&hazards, &sure, world.week, luck).into_iter().flatten() {
            if world.regime.over() {
                break;
            }
            self.strike(world, blow, luck);
        }
    }

    /// Constant hazards: the first blow is the end, whatever its cause.
    fn laboratory_week(&self, world: &mut World, hazards: &[f64; Cause::COUNT], luck: &Randomness) {
        world.regime.hazard = *hazards;
        let first = blows(hazards, &[false; Cause::COUNT], world.week, luck)[0];
        if let Some(blow) = first {
            record(world, blow);
            world.regime.end = world.regime.exit;
        }
    }

    /// What decays, decays by a week.
    fn pass(&self, world: &mut World) {
        let standing = self.standing_resentment(world);
        let news = self.news(world);
        let encircled = world.fuel.acute_weeks > 0 && belt_control(world) >= self.belt_threat;
        let regime = &mut world.regime;
        let passing = standing + self.resentment_kept * (regime.resentment - standing);
        regime.resentment = (passing + news).clamp(0.0, MOST_RESENTMENT);
        regime.disruption *= self.disruption_kept;
        regime.succession *= self.succession_kept;
        regime.credit *= self.honeymoon_kept;
        regime.weeks_since_coup += 1.0;
        regime.encircled_weeks = if encircled { regime.encircled_weeks + 1 } else { 0 };
    }

    fn standing_resentment(&self, world: &World) -> f64 {
        let apart = (1.0 - world.patron.coordination).max(0.0) / (1.0 - self.coordination_reference);
        (self.presence(world) * apart).min(MOST_RESENTMENT)
    }

    /// Russians against the reference.
    fn presence(&self, world: &World) -> f64 {
        (world.patron.men / RESENTED_MEN).max(0.0)
    }

    /// Resentment that this week's dead add, while there are Russians to resent.
    fn news(&self, world: &World) -> f64 {
        let army = f64::from(world.harm.fighters_of(Holder::State).saturating_sub(world.harm.russians));
        let civilians = f64::from(world.harm.civilians_by(Perpetrator::Russia));
        self.presence(world).min(1.0) * (self.defeat * army + self.abuse * civilians) / 100.0
    }

    fn note_hazards(&self, world: &mut World, hazards: &[f64; Cause::COUNT]) {
        for cause in Cause::ALL {
            let success = self.hazards.success(cause, &world.patron);
            world.regime.hazard[cause as usize] = hazards[cause as usize] * success;
        }
    }

    fn strike(&self, world: &mut World, blow: Blow, luck: &Randomness) {
        let attempt = matches!(blow.cause, Cause::Coup | Cause::Palace);
        world.regime.attempts += u32::from(attempt);
        if blow.luck >= self.hazards.success(blow.cause, &world.patron) {
            world.regime.foiled += 1;
            self.disrupt(world, self.plot_disruption);
            return;
        }
        record(world, blow);
        match blow.cause {
            Cause::Takeover | Cause::Settlement => {
                world.regime.end = Some(exit(world, blow));
            }
            Cause::Decapitation => {
                world.regime.succession = 1.0;
                self.disrupt(world, self.coup_disruption);
            }
            Cause::Coup | Cause::Palace | Cause::Uprising => self.install(world, luck),
        }
    }

    fn disrupt(&self, world: &mut World, lost: f64) {
        let regime = &mut world.regime;
        regime.disruption = 1.0 - (1.0 - regime.disruption) * (1.0 - lost);
    }

    /// Another junta takes office: with the credit of the new, and an army in disarray.
    fn install(&self, world: &mut World, luck: &Randomness) {
        world.regime.cabinet += 1;
        let cabinet = u64::from(world.regime.cabinet);
        let credit = self.honeymoon * luck.stream("new junta", 0, cabinet).random::<f64>();
        let regime = &mut world.regime;
        regime.legitimacy = (regime.legitimacy + credit).min(1.0);
        regime.credit += credit;
        regime.weeks_since_coup = 0.0;
        regime.succession = 0.0;
        self.disrupt(world, self.coup_disruption);
    }
}

fn exit(world: &World, blow: Blow) -> Exit {
    Exit { cause: blow.cause, time: f64::from(world.week) + blow.time, week: world.week }
}

/// Counts a blow that succeeded, and remembers the first end of a junta.
fn record(world: &mut World, blow: Blow) {
    let exit = exit(world, blow);
    let laboratory = world.regime.laboratory.is_some();
    world.regime.count[blow.cause as usize] += 1;
    if world.regime.exit.is_none() && (blow.cause.is_exit() || laboratory) {
        world.regime.exit = Some(exit);
    }
}

/// The capital's zone and its neighbours.
fn belt(world: &World) -> impl Iterator<Item = usize> + '_ {
    let capital = capital_zone(world);
    capital
        .into_iter()
        .chain(capital.into_iter().flat_map(|zone| world.zones.neighbours[zone].iter().copied()))
}

/// Insurgents' mean control of the zones around the capital; of the capital's where nothing is around.
fn belt_control(world: &World) -> f64 {
    let capital = capital_zone(world);
    let alone = belt(world).count() <= 1;
    let (mut sum, mut zones) = (0.0, 0.0);
    for zone in belt(world).filter(|&zone| alone || Some(zone) != capital) {
        sum += insurgents(&world.zones.control[zone]);
        zones += 1.0;
    }
    if zones > 0.0 { sum / zones } else { 0.0 }
}

/// Insurgents' presence in the capital and around it against the state's, relative to the start; 1 where it cannot be said.
fn threat(world: &World) -> f64 {
    let odds = |by_zone: &[[f64; Holder::COUNT]]| {
        let (mut enemy, mut state) = (0.0, 0.0);
        for zone in belt(world) {
            enemy += insurgents(&by_zone[zone]);
            state += by_zone[zone][Holder::State as usize];
        }
        enemy / state
    };
    let times = odds(&world.zones.presence) / odds(&world.zones.presence_at_start);
    if times.is_finite() { times } else { 1.0 }
}

fn insurgents(by_holder: &[f64; Holder::COUNT]) -> f64 {
    [Holder::Jnim, Holder::Issp, Holder::Fla].iter().map(|&h| by_holder[h as usize]).sum()
}
