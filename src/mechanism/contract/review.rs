//! The contract on the table: who calls, what can be had, what is chosen.
//!
//! The side that calls has four options:
//!
//! | option | junta | Kremlin |
//! |---|---|---|
//! | keep | the terms as they are | the same |
//! | renegotiate | the terms with the largest Nash product among 3 numbers of men × 2 postures | the same |
//! | cut | fewer men for a lower fee | lower posture (re-branding) or fewer men (vacuum) for a lower fee |
//! | switch | another mix of patrons | the other provider (Africa Corps for Wagner, or a contractor again) where both gain, else to leave |
//!
//! New terms need both: V ≥ d, and temptation ≤ continuation. Kept terms need the caller's own word to hold: after a broken
//! promise they cannot be kept. An enforceable contract is reviewed at the end of its term only. Fees are Nash's. If nothing else can be had the contract is over.

use super::super::influence::{Choice, logit, unitary};
use super::nash;
use super::{Exchange, Offer};
use crate::random::Randomness;
use crate::world::{Move, Outcome, Party, Reason, Terms, World};
use rand::RngExt;

const KEEP: usize = 0;
const RENEGOTIATE: usize = 1;
const CUT: usize = 2;
const SWITCH: usize = 3;

/// Men asked for in a renegotiation, against the men there.
const MEN: [f64; 3] = [0.75, 1.0, 1.25];
/// Fewer men than this are no force, more are not to be had (expert judgement).
const LEAST_MEN: f64 = 100.0;
const MOST_MEN: f64 = 6_000.0;
/// A cut below this posture leaves nothing to cut.
const LEAST_POSTURE: f64 = 0.05;
/// Terms closer than this to the old ones are the old ones.
const SAME: f64 = 0.02;

/// What calls for a review, with its two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Call {
    by: Party,
    why: Reason,
    left: f64,
    right: f64,
}

impl Exchange {
    /// The contract ends if an intervention says so, or has taken all the men.
    pub(super) fn end_if_ordered(&self, world: &mut World) {
        let gone =
            world.patron.withdrawals.iter().any(|w| w.channels.combat && w.progress(world.week) >= 1.0);
        if gone || world.contract.ordered_end {
            let call = Call { by: Party::Kremlin, why: Reason::Imposed, left: 1.0, right: 0.0 };
            self.conclude(world, call, Outcome::Ruptured, Terms::default(), [0.0, 0.0, 0.0, 1.0]);
        }
    }

    /// Reviews the contract if anything calls for it.
    pub(super) fn review(&self, world: &mut World, choice: &Choice, luck: &Randomness) {
        let Some(call) = self.called(world) else { return };
        world.contract.shock = [false; 2];
        if call.why != Reason::Temptation {
            world.contract.reviewed = Some(world.week);
        }
        let now = self.offer(world);
        let options = self.options(world, call.by, &now);
        let mut feasible = options.map(|o| o.is_some());
        feasible[KEEP] = call.why != Reason::Temptation;
        feasible[SWITCH] = true;
        let worth = |offer: &Offer| match call.by {
            Party::Junta => self.worth.junta(world, offer),
            Party::Kremlin => self.worth.kremlin(world, offer),
        };
        let mut parts = options.map(|offer| offer.map_or([0.0; 6], |offer| worth(&offer)));
        match (call.by, options[SWITCH]) {
            (Party::Junta, _) => parts[SWITCH] = self.elsewhere(world),
            (Party::Kremlin, Some(_)) => {
                parts[SWITCH][3] -= self.rehat_cost * (1.0 - self.discounts[1]);
            }
            (Party::Kremlin, None) => {}
        }
        let odds = self.odds(world, call.by, &parts, feasible, choice);
        let uniform: f64 = luck.stream("review", world.week, call.by as u64).random();
        self.carry_out(world, call, logit::draw(&odds, uniform), &options, odds);
    }

    /// What calls for a review, the most pressing first.
    fn called(&self, world: &World) -> Option<Call> {
        let contract = &world.contract;
        if world.patron.withdrawals.iter().any(|w| w.channels.combat) {
            return None;
        }
        for by in Party::ALL {
            let s = contract.stake(by);
            let noticed = f64::from(contract.cheating[by as usize]) >= self.notice;
            if noticed && !s.holds() {
                let (left, right) = (s.temptation, s.continuation);
                return Some(Call { by, why: Reason::Temptation, left, right });
            }
        }
        if self.variant.enforceable && world.week < contract.expires {
            return None;
        }
        for by in Party::ALL {
            if contract.shock[by as usize] {
                return Some(Call { by, why: Reason::Shock, left: 1.0, right: 0.0 });
            }
        }
        if world.week >= contract.expires {
            let by = Party::Junta;
            let age = f64::from(world.week - contract.signed);
            return Some(Call { by, why: Reason::Term, left: age, right: f64::from(self.term) });
        }
        if contract.reviewed.is_some_and(|week| world.week < week + self.pause) {
            return None;
        }
        let dead = f64::from(world.kremlin.dead.iter().sum::<u32>());
        if dead > self.tolerance {
            let right = self.tolerance;
            return Some(Call { by: Party::Kremlin, why: Reason::Casualties, left: dead, right });
        }
        Party::ALL.into_iter().find(|&by| contract.burden_months[by as usize] >= super::BURDEN_MONTHS).map(
            |by| {
                let s = contract.stake(by);
                Call { by, why: Reason::Burden, left: s.threat, right: s.value }
            },
        )
    }

    /// Keep, renegotiate, cut, switch as offers, where they can be had; a switch that ends the contract is no offer.
    fn options(&self, world: &World, by: Party, now: &Offer) -> [Option<Offer>; 4] {
        [
            Some(*now),
            self.renegotiated(world, now),
            self.cut(world, by, now),
            (by == Party::Kremlin).then(|| self.rehatted(world, now)).flatten(),
        ]
    }

    fn renegotiated(&self, world: &World, now: &Offer) -> Option<Offer> {
        let held = &world.patron.held;
        let mut best: Option<(f64, Offer)> = None;
        for men in MEN {
            for posture in [now.terms.posture, 1.0] {
                let men = if held.men { 1.0 } else { men };
                let posture = if held.posture { now.terms.posture } else { posture };
                let men = (now.terms.men * men).clamp(LEAST_MEN, MOST_MEN);
                let terms = Terms { men, posture, ..now.terms };
                let Some(offer) = self.agreed(world, Offer { terms, ..*now }) else { continue };
                let product = self.nash_product(world, &offer);
                if best.is_none_or(|(most, _)| product > most) {
                    best = Some((product, offer));
                }
            }
        }
        best.map(|(_, offer)| offer).filter(|offer| different(&offer.terms, &now.terms))
    }

    fn cut(&self, world: &World, by: Party, now: &Offer) -> Option<Offer> {
        let held = &world.patron.held;
        let mut terms = now.terms;
        if by == Party::Junta || self.variant.vacuum {
            terms.men *= self.cut_men;
            if held.men || terms.men < LEAST_MEN {
                return None;
            }
        } else {
            terms.posture *= self.low_posture;
            if held.posture || terms.posture < LEAST_POSTURE {
                return None;
            }
        }
        self.agreed(world, Offer { terms, ..*now })
    }

    fn rehatted(&self, world: &World, now: &Offer) -> Option<Offer> {
        if world.patron.held.provider {
            return None;
        }
        self.agreed(world, Offer { provider: 1 - now.provider, ..*now })
    }

    /// The offer with Nash's fee, if both sides would take it and keep it.
    fn agreed(&self, world: &World, mut offer: Offer) -> Option<Offer> {
        if !world.patron.held.fee {
            offer.terms.fee = 0.0;
            let payer: f64 = self.worth.junta(world, &offer).iter().sum();
            let payee: f64 = self.worth.kremlin(world, &offer).iter().sum();
            let threats = [world.contract.outside, 0.0];
            offer.terms.fee = nash::fee(payer, payee, threats, self.weight, world.contract.paid);
        }
        let takes = |party| {
            let s = self.stake(world, party, &offer);
            s.net() >= 0.0 && s.holds()
        };
        Party::ALL.into_iter().all(takes).then_some(offer)
    }

    fn nash_product(&self, world: &World, offer: &Offer) -> f64 {
        let net = |party| self.stake(world, party, offer).net().max(0.0);
        net(Party::Junta).powf(self.weight) * net(Party::Kremlin).powf(1.0 - self.weight)
    }

    /// Another mix of patrons, after the time that a switch takes.
    fn elsewhere(&self, world: &World) -> [f64; 6] {
        let later = self.discounts[0].powf(self.switching);
        [world.contract.outside * later, 0.0, 0.0, 0.0, 0.0, 0.0]
    }

    fn odds(
        &self,
        world: &World,
        by: Party,
        parts: &[[f64; 6]; 4],
        feasible: [bool; 4],
        choice: &Choice,
    ) -> [f64; 4] {
        if self.factions[by as usize] {
            return choice.probabilities(by, parts, feasible, &world.elites);
        }
        let values = parts.map(|p| p.iter().sum());
        unitary(&values, feasible, choice.rationality[by as usize])
    }

    fn carry_out(
        &self,
        world: &mut World,
        call: Call,
        chosen: usize,
        options: &[Option<Offer>; 4],
        odds: [f64; 4],
    ) {
        let now = world.contract.terms;
        let (outcome, offer) = match (chosen, options[chosen]) {
            (KEEP, _) if call.why == Reason::Term => (Outcome::Renewed, None),
            (KEEP, _) => return,
            (RENEGOTIATE, Some(offer)) => (Outcome::Renegotiated, Some(offer)),
            (CUT, Some(offer)) => (Outcome::Downgraded, Some(offer)),
            (SWITCH, Some(offer)) => (Outcome::Rehatted, Some(offer)),
            _ => (Outcome::Ruptured, None),
        };
        if let Some(offer) = offer {
            world.patron.provider = offer.provider;
        }
        let after = match outcome {
            Outcome::Ruptured => Terms::default(),
            _ => offer.map_or(now, |offer| offer.terms),
        };
        self.conclude(world, call, outcome, after, odds);
    }

    fn conclude(&self, world: &mut World, call: Call, outcome: Outcome, after: Terms, odds: [f64; 4]) {
        let week = world.week;
        let Call { by, why, left, right } = call;
        let before = world.contract.terms;
        let decided = Move { week, outcome, by, why, left, right, before, after, odds };
        let contract = &mut world.contract;
        contract.terms = after;
        contract.counts[outcome as usize][why as usize] += 1;
        contract.moves.push(decided);
        contract.cheating = [0; 2];
        contract.kept_back = [0.0; 2];
        match outcome {
            Outcome::Ruptured => {
                contract.in_force = false;
                contract.end = Some(decided);
                contract.without_since = Some(week);
            }
            Outcome::Downgraded if why != Reason::Term => {}
            _ => {
                contract.signed = week;
                contract.expires = week + self.term;
                contract.gold_price = world.outside.gold_price;
            }
        }
        self.account(world);
    }
}

fn different(a: &Terms, b: &Terms) -> bool {
    let far = |x: f64, y: f64| (x - y).abs() > SAME * x.abs().max(y.abs());
    far(a.fee, b.fee) || far(a.men, b.men) || far(a.posture, b.posture)
}
