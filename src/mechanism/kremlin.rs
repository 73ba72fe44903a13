//! M3 Kremlin attention and fatigue: what the war leaves for Mali, and what Mali has cost.
//!
//! The war load λ, the share of mobile capacity that Ukraine ties down, is a logit-normal AR(1) around a mean that jumps
//! with the phase of the war:
//!
//! ```text
//! logit λ = logit P09 + past + phase + y          y ← ρ y + s √(1 − ρ²) z,  z ~ N(0, 1), monthly
//! phase   attrition 0 → escalation +u at rate a, → ceasefire −v at rate b; back at rate 1/length
//! ```
//!
//! `past` is the dated path of the war in a run of the past [log odds], which also has no jumps. Fatigue is a weighted
//! memory of bad months, so that each weight is the fatigue that a lasting month of its kind leads to:
//!
//! ```text
//! F ← ρ F + (1 − ρ)(w₁ dead/tolerance + w₂ net cost/presence value + w₃ failure − w₄ success),  F ≥ 0
//! ```
//!
//! each kind of news within ±3; dead in the last four weeks, net cost = max(0, d − V) [m$/month], failure and success the fall and rise of control of
//! people over a year, against what was expected without and of the alliance. Fatigue raises the cost of a man and lowers
//! the worth of presence:
//!
//! ```text
//! c = P05 · [(1 − λ₀)/(1 − λ)]^ε · (1 + F)   [k$/man/month], λ₀ = 0.9        G = (P08 + revealed)/(1 + F)   [m$-eq/month]
//! ```
//!
//! Aid in kind: when deliveries of fuel fall below the trigger and the alliance still pays, the Kremlin pledges P83 a month;
//! a share P18 of it comes, after a lag P19.
//!
//! Acts: losses weekly, the rest in the first week of a month. Randomness: `war load` (week). Sources: expert judgement;
//! the ledger's rows `kremlin.*`.

use crate::ledger::Values;
use crate::random::{Randomness, happens};
use crate::units::{WEEKS_PER_MONTH, probability};
use crate::world::{Phase, Pledge, World};
use rand_distr::{Distribution, StandardNormal};

/// λ₀: the war load at which P05 is the cost of a man.
const REFERENCE_LOAD: f64 = 0.9;
/// λ stays below this.
const MOST_LOAD: f64 = 0.99;
/// A man costs no more than this multiple of P05: beyond it there are none to be had (expert judgement).
const MOST_COST: f64 = 50.0;
/// One kind of bad news counts no more than this in a month.
const MOST_NEWS: f64 = 3.0;
const LITRES_PER_BARREL: f64 = 158.987;
const MONTHS_PER_YEAR: f64 = 12.0;

/// Parameters of the Kremlin's attention.
#[derive(Clone, Copy, Debug)]
pub struct Attention {
    /// Mean war load of 2025, in log odds.
    pub mean: f64,
    /// ρ and s of its deviation.
    pub load_kept: f64,
    pub load_spread: f64,
    /// Jumps: rates [per month] and sizes [log odds].
    pub escalation: f64,
    pub escalation_shift: f64,
    pub ceasefire: f64,
    pub ceasefire_shift: f64,
    pub calm_again: f64,
    /// c₀ [k$/man/month] and ε.
    pub cost: f64,
    pub elasticity: f64,
    /// G₀ [m$-eq/month].
    pub presence: f64,
    /// Weights of losses, net cost, failure, success; ρ of fatigue.
    pub weights: [f64; 4],
    pub fatigue_kept: f64,
    pub tolerance: f64,
    /// Change of control of people over a year that was expected of the alliance, and without it.
    pub gain: f64,
    pub loss: f64,
    /// Memory of losses, per week.
    pub losses_kept: f64,
    /// Aid in kind: fuel a month [ML], share delivered, lag and length [weeks], trigger.
    pub pledge: f64,
    pub pledge_delivered: f64,
    pub pledge_lag: u32,
    pub pledge_length: u32,
    pub pledge_trigger: f64,
}

impl Attention {
    pub fn new(values: &Values) -> Self {
        let p = |name: &str| values.get(&format!("kremlin.{name}"));
        let per_month = |half_life: f64| (-std::f64::consts::LN_2 / half_life).exp();
        let weeks = |months: f64| (months * WEEKS_PER_MONTH).round() as u32;
        Self {
            mean: log_odds(p("war_load").clamp(1e-6, MOST_LOAD)),
            load_kept: per_month(p("war_load_half_life")),
            load_spread: p("war_load_spread"),
            escalation: p("escalation") / MONTHS_PER_YEAR,
            escalation_shift: p("escalation_shift"),
            ceasefire: p("ceasefire") / MONTHS_PER_YEAR,
            ceasefire_shift: p("ceasefire_shift"),
            calm_again: 1.0 / p("phase_length"),
            cost: p("cost_per_man"),
            elasticity: p("cost_elasticity"),
            presence: p("presence_value"),
            weights: [p("fatigue_losses"), p("fatigue_cost"), p("fatigue_failure"), p("fatigue_success")],
            fatigue_kept: per_month(p("fatigue_half_life")),
            tolerance: p("casualty_tolerance"),
            gain: values.get("contract.expected_gain"),
            loss: values.get("contract.expected_loss"),
            losses_kept: per_month(p("loss_memory")).powf(1.0 / WEEKS_PER_MONTH),
            pledge: values.get("fuel.russian_delivery"),
            pledge_delivered: p("pledge_delivered"),
            pledge_lag: weeks(p("pledge_lag")),
            pledge_length: weeks(p("pledge_term")),
            pledge_trigger: p("pledge_trigger"),
        }
    }

    /// The first day: the war at its mean, fatigue as it is found.
    pub fn start(&self, world: &mut World) {
        self.set_load(world);
        self.value(world);
    }

    /// The start of a week: last week's dead; in the first week of a month the war, fatigue, and what they cost.
    pub fn step(&self, world: &mut World, luck: &Randomness) {
        self.mourn(world);
        if !world.calendar.opens_month(world.week) {
            return;
        }
        self.turn(world, luck);
        self.set_load(world);
        self.tire(world);
        self.value(world);
        self.help(world);
    }

    /// Last week's dead join the month's.
    pub fn mourn(&self, world: &mut World) {
        let dead = world.harm.russians;
        let kremlin = &mut world.kremlin;
        kremlin.dead.rotate_left(1);
        kremlin.dead[3] = dead;
        let month = f64::from(dead) * WEEKS_PER_MONTH;
        kremlin.dead_month = self.losses_kept * kremlin.dead_month + (1.0 - self.losses_kept) * month;
    }

    /// The war goes on, escalates, or pauses.
    fn turn(&self, world: &mut World, luck: &Randomness) {
        let mut rng = luck.stream("war load", world.week, 0);
        let z: f64 = StandardNormal.sample(&mut rng);
        let (up, down, back) = (self.escalation, self.ceasefire, self.calm_again);
        let rises = happens(probability(up), &mut rng);
        let pauses = happens(probability(down), &mut rng);
        let ends = happens(probability(back), &mut rng);
        let kremlin = &mut world.kremlin;
        kremlin.deviation = self.load_kept * kremlin.deviation
            + self.load_spread * (1.0 - self.load_kept * self.load_kept).sqrt() * z;
        if world.outside.war_given {
            return;
        }
        kremlin.phase = match kremlin.phase {
            Phase::Attrition if pauses => Phase::Ceasefire,
            Phase::Attrition if rises => Phase::Escalation,
            Phase::Escalation | Phase::Ceasefire if ends => Phase::Attrition,
            as_it_was => as_it_was,
        };
    }

    fn set_load(&self, world: &mut World) {
        let phase = match world.kremlin.phase {
            Phase::Attrition => 0.0,
            Phase::Escalation => self.escalation_shift,
            Phase::Ceasefire => -self.ceasefire_shift,
        };
        let odds = self.mean + world.outside.war_past + phase + world.kremlin.deviation;
        world.kremlin.war_load = (logistic(odds) + world.outside.war_change).clamp(0.0, MOST_LOAD);
    }

    /// F after a month.
    fn tire(&self, world: &mut World) {
        let dead: u32 = world.kremlin.dead.iter().sum();
        let change = world.contract.year_change;
        let bad = [
            f64::from(dead) / self.tolerance,
            (-world.contract.kremlin.net()).max(0.0) / (self.presence + world.kremlin.attachment).max(1e-9),
            (-change).max(0.0) / self.loss,
            -change.max(0.0) / self.gain,
        ];
        let news: f64 = self.weights.iter().zip(bad).map(|(w, b)| w * b.clamp(-MOST_NEWS, MOST_NEWS)).sum();
        let kremlin = &mut world.kremlin;
        kremlin.fatigue = (self.fatigue_kept * kremlin.fatigue + (1.0 - self.fatigue_kept) * news).max(0.0);
    }

    /// What a man costs and presence is worth, at this load and fatigue.
    pub fn value(&self, world: &mut World) {
        let kremlin = &mut world.kremlin;
        kremlin.cost_per_man = self.cost_at(kremlin.war_load) * (1.0 + kremlin.fatigue);
        kremlin.presence_value = (self.presence + kremlin.attachment) / (1.0 + kremlin.fatigue);
    }

    /// c(λ) of a rested Kremlin [k$/man/month].
    pub fn cost_at(&self, load: f64) -> f64 {
        self.cost * ((1.0 - REFERENCE_LOAD) / (1.0 - load)).powf(self.elasticity).min(MOST_COST)
    }

    /// The war load of 2022 at this replicate's mean.
    pub fn load_of_2022(&self, shift: f64) -> f64 {
        logistic(self.mean + shift).min(MOST_LOAD)
    }

    /// Pledges fuel, keeps part of what it pledged.
    fn help(&self, world: &mut World) {
        let week = world.week;
        if let Some(pledge) = world.fuel.orders.pledge.take_if(|p| p.until <= week) {
            drop(pledge);
            world.contract.terms.in_kind = 0.0;
        }
        if let Some(pledge) = &world.fuel.orders.pledge {
            if pledge.from <= week {
                world.kremlin.pledged += pledge.monthly;
                world.kremlin.delivered += pledge.monthly * pledge.delivered;
            }
            return;
        }
        let cost = self.worth(self.pledge, world.outside.oil_price) * self.pledge_delivered;
        let wanted = world.fuel.delivered < self.pledge_trigger;
        if self.pledge > 0.0 && wanted && world.contract.in_force && world.contract.kremlin.net() > cost {
            let from = week + self.pledge_lag;
            world.fuel.orders.pledge = Some(Pledge {
                monthly: self.pledge,
                delivered: self.pledge_delivered,
                weights: Vec::new(),
                from,
                until: from + self.pledge_length,
            });
            world.contract.terms.in_kind = cost;
        }
    }

    /// Fuel [ML/month] at the world price [m$/month].
    fn worth(&self, litres: f64, oil_price: f64) -> f64 {
        litres / LITRES_PER_BARREL * oil_price
    }
}

fn log_odds(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mechanism::laboratory;
    use crate::stats::moments::Moments;

    fn attention() -> Attention {
        laboratory::with_central(Attention::new)
    }

    /// The numbers of the ledger's magnitudes: 2,100 men cost 2, 10.5, 30, 64 m$ a month at these loads.
    #[test]
    fn a_man_costs_more_the_more_the_war_ties_down() {
        let attention = attention();
        let cost = |load: f64| attention.cost_at(load) * 2_100.0 / 1_000.0;
        for (load, expected) in [(0.7, 2.0), (0.9, 10.5), (0.95, 30.0), (0.97, 64.0)] {
            assert!((cost(load) / expected - 1.0).abs() < 0.02, "{load}: {} against {expected}", cost(load));
        }
    }

    /// Stationary mean and spread of the log odds, within four standard errors of independent replicates.
    #[test]
    fn the_war_load_wanders_around_its_mean() {
        let mut attention = attention();
        (attention.escalation, attention.ceasefire) = (0.0, 0.0);
        let mut odds = Moments::default();
        for replicate in 0..2_000 {
            let luck = Randomness::new(5, replicate);
            let mut world = laboratory::country(&[1.0]);
            for week in (0..400).filter(|&week| world.calendar.opens_month(week)).collect::<Vec<_>>() {
                world.week = week;
                attention.turn(&mut world, &luck);
            }
            odds.add(world.kremlin.deviation);
        }
        assert!(odds.mean().abs() < 4.0 * odds.standard_error(), "{}", odds.mean());
        let variance = odds.variance() / attention.load_spread.powi(2);
        assert!((variance - 1.0).abs() < 4.0 * (2.0f64 / 2_000.0).sqrt(), "{variance}");
    }

    /// A lasting month of one kind leads to the weight of its kind; rest halves fatigue in the half-life.
    #[test]
    fn fatigue_settles_at_the_weight_of_what_lasts_and_passes_by_its_half_life() {
        let attention = Attention { tolerance: 4.0, ..attention() };
        let mut world = laboratory::country(&[1.0]);
        world.kremlin.dead = [1, 1, 1, 1];
        for _ in 0..600 {
            attention.tire(&mut world);
        }
        assert!((world.kremlin.fatigue - attention.weights[0]).abs() < 1e-6, "{}", world.kremlin.fatigue);
        world.kremlin.dead = [0; 4];
        for _ in 0..10 {
            attention.tire(&mut world);
        }
        assert!((world.kremlin.fatigue / attention.weights[0] - 0.5).abs() < 1e-6);
        world.contract.year_change = 1.0;
        for _ in 0..100 {
            attention.tire(&mut world);
        }
        assert_eq!(world.kremlin.fatigue, 0.0, "success rests, and no further than to nothing");
    }

    #[test]
    fn fatigue_makes_men_dearer_and_presence_worth_less() {
        let attention = attention();
        let mut world = laboratory::country(&[1.0]);
        world.kremlin.war_load = 0.9;
        attention.value(&mut world);
        let rested = world.kremlin.clone();
        world.kremlin.fatigue = 0.5;
        attention.value(&mut world);
        assert!((world.kremlin.cost_per_man / rested.cost_per_man - 1.5).abs() < 1e-12);
        assert!((rested.presence_value / world.kremlin.presence_value - 1.5).abs() < 1e-12);
    }
}
