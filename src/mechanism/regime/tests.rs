//! Laws of regime survival.

use super::*;
use crate::mechanism::laboratory::{country, nobody, values};
use crate::units::{WEEKS_PER_YEAR, probability};
use crate::world::{Patron, Regime};

fn survival() -> Survival {
    Survival::new(&values())
}

/// A junta long in office, at the legitimacy where every multiplier is 1.
fn settled() -> World {
    let mut world = country(&[1_000_000.0, 500_000.0]);
    world.regime = Regime::new(values().get("regime.legitimacy_reference"), 1e9);
    world.regime.protest = values().get("regime.protest_reference");
    world
}

fn guarded(men: f64) -> Patron {
    Patron { guard: 0.3, men, reference_men: men, coordination: 0.65, ..nobody() }
}

/// V25: constant hazards of .01 and .005 a week over a year, within four standard errors.
#[test]
fn competing_risks_have_their_survival_and_incidences() {
    let (runs, weeks) = (40_000u64, 52u32);
    let survival = survival();
    let mut ends = [0u32; Cause::COUNT];
    let mut left = 0u32;
    for k in 0..runs {
        let luck = Randomness::new(25, k);
        let mut world = country(&[1.0]);
        world.regime.laboratory = Some([0.01, 0.0, 0.0, 0.005, 0.0, 0.0]);
        for week in 0..weeks {
            world.week = week;
            survival.step(&mut world, &luck);
        }
        match world.regime.exit {
            Some(exit) => ends[exit.cause as usize] += 1,
            None => left += 1,
        }
    }
    let near = |count: u32, p: f64| {
        let n = runs as f64;
        assert!((f64::from(count) / n - p).abs() < 4.0 * (p * (1.0 - p) / n).sqrt(), "{count} of {n}, {p}");
    };
    near(left, 0.458406);
    near(ends[Cause::Coup as usize], 0.361063);
    near(ends[Cause::Takeover as usize], 0.180531);
    assert_eq!(left + ends.iter().sum::<u32>(), runs as u32);
}

/// With every multiplier at 1 and no guard, coups succeed at P84, and attempts are P85 times as many.
#[test]
fn the_baseline_is_the_observed_rate() {
    let mut survival = survival();
    survival.hazards.trap = 1.0;
    let mut world = settled();
    survival.step(&mut world, &Randomness::new(1, 1));
    let regime = &world.regime;
    let coups = regime.hazard[Cause::Coup as usize] + regime.hazard[Cause::Palace as usize];
    assert!((coups * WEEKS_PER_YEAR - 0.08).abs() < 1e-9, "{coups}");
    let attempts = survival.hazards.week(&settled(), 1.0);
    assert!((attempts[0] + attempts[1] - 0.08 * 2.1 / WEEKS_PER_YEAR).abs() < 1e-12);
    assert!((attempts[Cause::Takeover as usize] * WEEKS_PER_YEAR - 0.01).abs() < 1e-12);
    assert!((attempts[Cause::Settlement as usize] * WEEKS_PER_YEAR - 0.08).abs() < 1e-12);
}

/// The engine's own weeks give the hazards that they state: attempts and successes over many first weeks.
#[test]
fn attempts_and_successes_come_at_their_rates() {
    let mut survival = survival();
    (survival.hazards.coup, survival.hazards.trap) = (2.0, 1.0);
    let runs = 60_000u64;
    let (mut attempts, mut coups) = (0u32, 0u32);
    for k in 0..runs {
        let mut world = settled();
        survival.step(&mut world, &Randomness::new(4, k));
        attempts += world.regime.attempts;
        coups += world.regime.coups();
    }
    let n = runs as f64;
    let rate = 2.0 * 2.1 / WEEKS_PER_YEAR;
    let mean = n * (probability(rate * 0.65) + probability(rate * 0.35));
    // A takeover or settlement earlier in the week, or a coup's own disarray, changes this by less than one in 300.
    let slack = 0.003 * mean;
    assert!((f64::from(attempts) - mean).abs() < 4.0 * mean.sqrt() + slack, "{attempts} {mean}");
    let mean = mean / 2.1;
    assert!((f64::from(coups) - mean).abs() < 4.0 * mean.sqrt() + slack, "{coups} {mean}");
}

/// Guards lower success, resentment raises attempts: which wins is not said in advance, but each has its sign.
#[test]
fn a_guard_lowers_success_and_resentment_raises_attempts() {
    let hazards = survival().hazards;
    assert!((hazards.success(Cause::Coup, &guarded(2_100.0)) - 0.6 / 2.1).abs() < 1e-12);
    assert!((hazards.success(Cause::Coup, &guarded(0.0)) - 1.0 / 2.1).abs() < 1e-12);
    let palace = hazards.success(Cause::Palace, &guarded(2_100.0));
    assert!(palace > 0.6 / 2.1 && palace < 1.0 / 2.1);
    let mut world = settled();
    let calm = hazards.week(&world, 1.0)[0];
    world.regime.resentment = 1.0;
    assert!((hazards.week(&world, 1.0)[0] / calm - 1.3).abs() < 1e-12);
}

/// The coup trap moves hazards in time and leaves their mean over the mean time between coups at P84.
#[test]
fn the_coup_trap_keeps_the_mean() {
    let hazards = survival().hazards;
    let weeks = (WEEKS_PER_YEAR / hazards.coup).round() as u32;
    let a_week = |week: u32| {
        let mut world = settled();
        world.regime.weeks_since_coup = f64::from(week) + 0.5;
        let hazards = hazards.week(&world, 1.0);
        hazards[Cause::Coup as usize] + hazards[Cause::Palace as usize]
    };
    let mean = (0..weeks).map(a_week).sum::<f64>() / f64::from(weeks);
    let expected = hazards.coup * hazards.attempts / WEEKS_PER_YEAR;
    assert!((mean / expected - 1.0).abs() < 1e-4, "{mean} for {expected}");
}

/// A month of arrears is P90, a σ of legitimacy P89, a coup just past P86.
#[test]
fn multipliers_are_those_of_the_ledger() {
    let hazards = survival().hazards;
    let calm = hazards.week(&settled(), 1.0)[0];
    let times = |change: fn(&mut World)| {
        let mut world = settled();
        change(&mut world);
        hazards.week(&world, 1.0)[0] / calm
    };
    assert!((times(|w| w.treasury.arrears_months = 1.0) - 1.6).abs() < 1e-9);
    assert!((times(|w| w.regime.legitimacy -= 0.1) - 1.4).abs() < 1e-9);
    assert!((times(|w| w.regime.legitimacy = 0.0) - 1.4f64.powi(2)).abs() < 1e-9, "no more than the cap");
    assert!((times(|w| w.regime.weeks_since_coup = 0.0) - 2.5).abs() < 1e-9);
    assert!((times(|w| w.regime.weeks_since_coup = 208.0) - 1.75).abs() < 1e-9);
    assert!((times(|w| w.fuel.acute_weeks = 8) - 1.15f64.powi(2)).abs() < 1e-9);
}

#[test]
fn a_patron_nobody_believes_in_invites_attempts() {
    let hazards = survival().hazards;
    let mut world = settled();
    world.patron = guarded(2_100.0);
    let calm = hazards.week(&world, 1.0)[0];
    world.patron.channels.expectations = 0.0;
    assert!((hazards.week(&world, 1.0)[0] / calm - 1.3).abs() < 1e-12);
    world.patron = nobody();
    assert_eq!(hazards.week(&world, 1.0)[0], calm, "where no patron was, none is missed");
}

/// After twelve weeks of encirclement a takeover is as likely as P92 says, and not before.
#[test]
fn a_long_encirclement_makes_a_takeover_likelier() {
    let survival = survival();
    let mut world = settled();
    for zone in &mut world.zones.control {
        zone[Holder::State as usize] = 0.4;
        zone[Holder::Jnim as usize] = 0.6;
    }
    let mut seen = Vec::new();
    for week in 0..20 {
        (world.week, world.fuel.acute_weeks) = (week, week + 1);
        survival.pass(&mut world);
        seen.push(survival.hazards.week(&world, 1.0)[Cause::Takeover as usize] * WEEKS_PER_YEAR);
    }
    assert!(seen[..12].iter().all(|h| (h - 0.01).abs() < 1e-12));
    assert!(seen[12..].iter().all(|h| (h - 0.08).abs() < 1e-12));
    world.fuel.acute_weeks = 0;
    survival.pass(&mut world);
    assert_eq!(world.regime.encircled_weeks, 0);
}

/// A change in one cause's hazard leaves the luck of the others alone.
#[test]
fn causes_do_not_share_luck() {
    for k in 0..200 {
        let luck = Randomness::new(8, k);
        let of = |takeover: f64| {
            let all = blows(&[0.5, 0.5, 0.5, takeover, 0.5, 0.5], &[false; 6], 3, &luck);
            let mut rest: Vec<Blow> =
                all.into_iter().flatten().filter(|b| b.cause != Cause::Takeover).collect();
            rest.sort_by_key(|b| b.cause as usize);
            rest
        };
        assert_eq!(of(0.0), of(5.0));
    }
}

/// A coup brings another junta and the run goes on; a takeover ends it; only the first end is remembered.
#[test]
fn coups_change_the_junta_and_takeovers_end_the_run() {
    let survival = survival();
    let luck = Randomness::new(2, 2);
    let mut world = settled();
    let blow = |cause: Cause| Blow { cause, time: 0.5, luck: 0.0 };
    let before = world.regime.legitimacy;
    survival.strike(&mut world, blow(Cause::Coup), &luck);
    assert_eq!((world.regime.cabinet, world.regime.weeks_since_coup), (1, 0.0));
    assert!(world.regime.legitimacy > before && world.regime.disruption > 0.2 && !world.regime.over());
    survival.strike(&mut world, blow(Cause::Decapitation), &luck);
    assert_eq!(world.regime.succession, 1.0);
    survival.strike(&mut world, Blow { luck: 0.999, ..blow(Cause::Palace) }, &luck);
    assert_eq!((world.regime.foiled, world.regime.cabinet), (1, 1));
    survival.strike(&mut world, blow(Cause::Takeover), &luck);
    assert!(world.regime.over());
    assert_eq!(world.regime.exit.map(|e| e.cause), Some(Cause::Coup));
    assert_eq!(world.regime.end.map(|e| e.cause), Some(Cause::Takeover));
    let week = world.regime.weeks_since_coup;
    survival.step(&mut world, &luck);
    assert_eq!(world.regime.weeks_since_coup, week, "a run that is over stands still");
}

/// An ordered attempt is made; whether it succeeds is luck.
#[test]
fn ordered_blows_fall() {
    let survival = survival();
    let (runs, mut coups) = (20_000u64, 0);
    for k in 0..runs {
        let mut world = settled();
        world.regime.orders.coup_attempt = true;
        world.regime.orders.leader_killed = true;
        survival.step(&mut world, &Randomness::new(3, k));
        if !world.regime.over() {
            assert!(world.regime.attempts >= 1 && world.regime.count[Cause::Decapitation as usize] == 1);
        }
        assert_eq!(world.regime.orders, Default::default());
        coups += world.regime.count[Cause::Coup as usize];
    }
    let (n, p) = (runs as f64, 1.0 / 2.1);
    let error = (p * (1.0 - p) / n).sqrt();
    assert!((f64::from(coups) / n - p).abs() < 4.0 * error + 0.002, "{coups}");
}

/// Resentment is felt only while there is somebody to resent, and passes when they leave.
#[test]
fn resentment_needs_russians() {
    let survival = survival();
    let mut world = settled();
    world.harm.fighters[0][Holder::State as usize] = 100;
    survival.pass(&mut world);
    assert_eq!(world.regime.resentment, 0.0);
    world.patron = guarded(2_000.0);
    survival.start(&mut world);
    assert!((world.regime.resentment - 1.0).abs() < 1e-12, "the reference is 1");
    survival.pass(&mut world);
    assert!((world.regime.resentment - 1.5).abs() < 1e-12, "a hundred dead add half a level");
    world.patron.men = 0.0;
    (0..26).for_each(|_| survival.pass(&mut world));
    assert!((world.regime.resentment - 0.75).abs() < 1e-9, "half is gone after the half-life");
}
