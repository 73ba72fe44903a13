//! M1 The exchange contract: security against money and resources, with nobody to enforce it.
//!
//! Junta J and Kremlin K hold a contract q = (fee f, concessions k, men n, posture π, aid in kind g, term), worth V_J and
//! V_K ([`worth`]) against threats d_J and d_K = 0 (what men cost already says what they are worth elsewhere). It survives
//! a month iff each side's temptation is no more than its continuation ([`enforcement`]); terms are Nash's ([`nash`]).
//!
//! In the first week of a month:
//!
//! 1. *Beliefs.* Reports of a year's change of control ΔC, with noise, move the believed effectiveness
//!    `θ ← κ θ + (1 − κ) (ΔC + W)/((E + W) m)`: 1 where things go as expected of the alliance (E), 0 where they go as expected
//!    without it (−W), m being what the men there should do; the share of the fee that is paid, and the losses of a man
//!    exposed, are followed too. d_J moves by half-life P110 toward `ρ X₀ (1 + news)`: ρ = P17, X₀ the protection at the
//!    signature; news are elites turning to other patrons, other partners, sanctions, and a war that
//!    would be as hard for any patron.
//! 2. *Accounts.* V, d, temptation, continuation of both sides; V < d three months running is a burden. A side whose
//!    temptation exceeds its continuation cheats: the junta keeps back a part of the fee, the Kremlin of the effort, until
//!    the other side notices after P109.
//! 3. *Review* ([`review`]): a broken promise, a shock, casualties, a burden or the end of the term puts the contract on the
//!    table, and the side that calls chooses to keep, renegotiate, cut or switch.
//!
//! At the first day Ω is solved so that Nash's rule gives the observed fee of 2021 at that year's war load, men and
//! provider: what protection was worth is revealed by what was paid for it. That a contract stands on the first day reveals
//! something too: draws in which either side would have left it are folded back (`stand`).
//!
//! Randomness: `report` (week), `review` (week, side), `seizure`, `project` (week), `new junta's options` (cabinet).
//! Sources: model documentation; the ledger's rows `contract.*`, P05–P17, P108–P112.

pub mod enforcement;
pub mod nash;
mod review;
mod worth;

#[cfg(test)]
mod tests;

pub use worth::{JUNTA, KREMLIN, Offer, Worth};

use super::agency::Agency;
use super::influence::Choice;
use super::kremlin::Attention;
use super::provider::Profile;
use super::regime::Hazards;
use crate::ledger::Values;
use crate::random::{Randomness, happens};
use crate::units::{WEEKS_PER_MONTH, probability};
use crate::world::{Actor, Cause, Holder, Party, Pole, Stake, Terms, World};
use enforcement::continuation;
use rand_distr::{Distribution, StandardNormal};

/// Months of a burden that make it one.
const BURDEN_MONTHS: u32 = 3;
/// Time that a refinery or power project is planned to take [weeks]: 18 months (dossier of June 2025's refinery).
const PROJECT_WEEKS: u32 = 78;
/// Beliefs of effectiveness stay within these.
const EFFECTIVENESS: (f64, f64) = (-1.0, 2.0);
/// More than this nobody's presence is worth [m$-eq/month].
const MOST_ATTACHMENT: f64 = 1_000.0;
/// A contract was signed, so the alternative was worth less than this part of it.
const MOST_ALTERNATIVE: f64 = 0.95;
/// Spread of a new junta's options against the last one's [log points] (expert judgement).
const NEW_OPTIONS: f64 = 0.4;

/// What may be decided, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// A court stands behind the contract: no temptation, no hold-up.
    pub enforceable: bool,
    /// Paid in concessions rather than cash.
    pub concessions: bool,
    /// The Kremlin cuts men, not posture.
    pub vacuum: bool,
}

/// Parameters of the exchange.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    pub worth: Worth,
    /// Factions decide, in Bamako and in Moscow; else one person.
    pub factions: [bool; 2],
    pub variant: Variant,
    /// α: the junta's weight in Nash's rule.
    pub weight: f64,
    /// δ of the junta and the Kremlin, per month.
    pub discounts: [f64; 2],
    /// Months before a cheated partner notices.
    pub notice: f64,
    /// ρ: worth of the best other mix against Russia's.
    pub alternative: f64,
    pub switching: f64,
    pub fee: f64,
    pub fee_paid: f64,
    /// Part of the payment in concessions.
    pub in_concessions: f64,
    pub term: u32,
    /// Time constant of deployment [weeks].
    pub deployment: f64,
    pub pause: u32,
    /// Part of its due that a cheating side keeps back.
    pub shirking: f64,
    /// E and W [share/year], the worth of the symbol town [share].
    pub gain: f64,
    pub loss: f64,
    pub symbol: f64,
    pub noise: f64,
    /// Kept a month: effectiveness, outside option, losses.
    pub belief_kept: f64,
    pub outside_kept: f64,
    pub losses_kept: f64,
    pub loss_belief: f64,
    /// News: elites, partners [per 1,000 men], sanctions, how hard the war is for any patron.
    pub news: [f64; 4],
    pub tolerance: f64,
    pub low_posture: f64,
    pub cut_men: f64,
    pub rehat_cost: f64,
    /// Hazard of seizure of concessions, chance that a project is finished.
    pub seizure: f64,
    pub completion: f64,
    /// c(λ) of 2022 [k$/man/month] and G₀.
    pub cost_of_2022: f64,
    pub presence: f64,
}

impl Exchange {
    pub fn new(
        values: &Values,
        profiles: &[Profile; 2],
        agency: Option<&Agency>,
        attention: &Attention,
        hazards: Hazards,
        variant: Variant,
        factions: [bool; 2],
    ) -> Self {
        let p = |name: &str| values.get(&format!("contract.{name}"));
        let k = |name: &str| values.get(&format!("kremlin.{name}"));
        let per_month = |half_life: f64| (-std::f64::consts::LN_2 / half_life).exp();
        let weeks = |months: f64| ((months * WEEKS_PER_MONTH).round() as u32).max(1);
        let concessions = if variant.concessions {
            values.get("contract.concession_share_central_africa")
        } else {
            values.get("contract.concession_share")
        };
        let cash = if variant.concessions { p("concession_fee") } else { 1.0 };
        Self {
            worth: Worth::new(values, profiles, agency, hazards, variant.enforceable),
            factions,
            variant,
            weight: p("junta_weight"),
            discounts: [p("junta_discount"), p("kremlin_discount")],
            notice: p("notice_lag"),
            alternative: p("alternative_value").min(MOST_ALTERNATIVE),
            switching: p("switching_time"),
            fee: p("fee") * cash,
            fee_paid: p("fee_paid").max(1e-3),
            in_concessions: concessions.min(0.95),
            term: weeks(p("term")),
            deployment: p("deployment_lag").max(1e-3),
            pause: weeks(p("review_pause")),
            shirking: p("shirking"),
            gain: p("expected_gain"),
            loss: p("expected_loss"),
            symbol: values.get("civilians.kidal_legitimacy"),
            noise: p("report_noise"),
            belief_kept: per_month(p("belief_half_life")),
            outside_kept: per_month(p("outside_half_life")),
            losses_kept: per_month(k("loss_memory")),
            loss_belief: k("loss_belief"),
            news: [p("news_elites"), p("news_partners"), p("news_sanctions"), p("news_war")],
            tolerance: k("casualty_tolerance"),
            low_posture: k("low_posture"),
            cut_men: k("cut_men"),
            rehat_cost: k("rehat_cost"),
            seizure: values.get("finance.expropriation") / 12.0,
            completion: values.get("finance.project_completion"),
            cost_of_2022: attention.cost_at(attention.load_of_2022(k("war_load_2022"))),
            presence: attention.presence,
        }
    }

    /// The contract that is found on the first day: fee and concessions by the ledger, `men` promised. A contract that is
    /// not fresh has run for a part of its term.
    pub fn sign(&self, world: &mut World, men: f64, fresh: bool, luck: &Randomness) {
        let age = (luck.uniform("contract", "age") * f64::from(self.term)) as u32;
        let gold_price = world.outside.gold_price;
        let contract = &mut world.contract;
        let concession = self.in_concessions / (1.0 - self.in_concessions) * self.fee;
        contract.terms = Terms { fee: self.fee, concession, men, posture: 1.0, in_kind: 0.0 };
        (contract.governs, contract.in_force) = (true, true);
        contract.paid = self.fee_paid;
        contract.gold_price = gold_price;
        contract.openness = 1.0;
        contract.project_due = PROJECT_WEEKS;
        contract.expires = self.term - if fresh { 0 } else { age };
    }

    /// Worth, threats and accounts on the first day, when the country stands.
    pub fn start(&self, world: &mut World) {
        self.reveal(world);
        self.stand(world);
        self.fill_control(world);
        self.account(world);
    }

    /// That the contract stands on the first day is a fact: what would have ended it before, the junta's belief in
    /// effectiveness, the Kremlin's worth of presence, is folded back over the least that keeps it.
    fn stand(&self, world: &mut World) {
        let offer = self.offer(world);
        self.stand_in_moscow(world, &offer);
        let believed = world.contract.effectiveness;
        let mut keeps = |effectiveness: f64| {
            world.contract.effectiveness = effectiveness;
            world.contract.outside = self.outside(world);
            let stake = self.stake(world, Party::Junta, &offer);
            stake.net() >= 0.0 && stake.holds()
        };
        if !keeps(believed) && keeps(EFFECTIVENESS.1) {
            let (mut low, mut high) = (believed, EFFECTIVENESS.1);
            for _ in 0..40 {
                let middle = 0.5 * (low + high);
                if keeps(middle) { high = middle } else { low = middle }
            }
            keeps((2.0 * high - believed).min(EFFECTIVENESS.1));
        }
    }

    /// Ω and d_J from the fee of 2021, at the war load, provider, men and beliefs of 2022.
    fn reveal(&self, world: &mut World) {
        let exposed = |offer: &Offer| self.worth.exposed(offer);
        let terms = Terms {
            men: self.worth.men,
            posture: 1.0,
            fee: self.fee,
            concession: world.contract.terms.concession,
            in_kind: 0.0,
        };
        let signed = Offer { terms, provider: 0 };
        world.kremlin.loss_rate = self.loss_belief / exposed(&signed).max(1.0) * self.worth.men / 1_000.0;
        let today = (world.kremlin.clone(), world.contract.effectiveness);
        world.kremlin.cost_per_man = self.cost_of_2022;
        world.kremlin.presence_value = self.presence;
        world.kremlin.deniability = 1.0;
        world.contract.effectiveness = 1.0;
        world.contract.territory = 0.0;
        let junta = self.worth.junta(world, &signed);
        let kremlin: f64 = self.worth.kremlin(world, &signed).iter().sum();
        let payee = kremlin - self.fee * world.contract.paid;
        let office = junta[1];
        // Of V_J, all but protection and the fee: concessions, sovereignty, aid in kind.
        let other = -(junta[3] + junta[4] + junta[5]);
        let rho = self.alternative;
        let x = nash::revealed(self.fee, payee, other, rho, self.weight, world.contract.paid).max(0.0);
        world.contract.protection_at_signing = x;
        world.contract.territory = (x - office).max(0.0);
        (world.kremlin, world.contract.effectiveness) = today;
    }

    fn stand_in_moscow(&self, world: &mut World, offer: &Offer) {
        let rested = world.kremlin.presence_value;
        let keeps = |world: &mut World, more: f64| {
            world.kremlin.presence_value = rested + more;
            let stake = self.stake(world, Party::Kremlin, offer);
            stake.net() >= 0.0 && stake.holds()
        };
        if keeps(world, 0.0) || !keeps(world, MOST_ATTACHMENT) {
            world.kremlin.presence_value = rested;
            return;
        }
        let (mut low, mut high) = (0.0, MOST_ATTACHMENT);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            if keeps(world, middle) { high = middle } else { low = middle }
        }
        world.kremlin.presence_value = rested + 2.0 * high;
        world.kremlin.attachment = 2.0 * high * (1.0 + world.kremlin.fatigue);
    }

    /// Months before the start went as the believed effectiveness says.
    fn fill_control(&self, world: &mut World) {
        let now = self.control(world);
        let m = self.there(world);
        let slope = world.contract.effectiveness * m * (self.gain + self.loss) - self.loss;
        for (k, month) in world.contract.control.iter_mut().enumerate() {
            *month = now - slope * (12 - k) as f64 / 12.0;
        }
        world.contract.year_change = slope;
    }

    /// The first week of a month.
    pub fn step(&self, world: &mut World, choice: &Choice, luck: &Randomness) {
        world.contract.moves.clear();
        if world.contract.in_force {
            self.end_if_ordered(world);
        }
        if !world.calendar.opens_month(world.week) {
            return;
        }
        self.believe(world, luck);
        self.drift_outside(world);
        self.account(world);
        self.note_burdens(world);
        self.note_cheating(world);
        if world.contract.in_force {
            self.seize(world, luck);
            self.review(world, choice, luck);
            self.build(world, luck);
        } else {
            self.succeed(world);
        }
        self.commit(world);
    }

    /// Men in the country after this week's deployment: a lag behind what is promised.
    pub fn deploy(&self, world: &mut World) {
        let moved = 1.0 - (-1.0 / self.deployment).exp();
        let patron = &mut world.patron;
        patron.reference_men += (world.contract.terms.men - patron.reference_men) * moved;
        if patron.reference_men < 1.0 {
            patron.reference_men = 0.0;
        }
    }

    /// The contract as it stands, with the provider in place.
    pub fn offer(&self, world: &World) -> Offer {
        Offer { terms: world.contract.terms, provider: world.patron.provider }
    }

    /// Reports of the last month.
    fn believe(&self, world: &mut World, luck: &Randomness) {
        let in_force = world.contract.in_force;
        let mut rng = luck.stream("report", world.week, 0);
        let z: f64 = StandardNormal.sample(&mut rng);
        let now = self.control(world);
        let m = self.there(world);
        let contract = &mut world.contract;
        contract.year_change = now - contract.control[0] + self.noise * z;
        contract.control.rotate_left(1);
        contract.control[11] = now;
        if !in_force {
            return;
        }
        let seen = (contract.year_change + self.loss) / ((self.gain + self.loss) * m);
        let seen = seen.clamp(EFFECTIVENESS.0, EFFECTIVENESS.1);
        contract.effectiveness = self.belief_kept * contract.effectiveness + (1.0 - self.belief_kept) * seen;
        let month = &world.treasury.month;
        if month.fee_owed > 0.0 {
            let share = month.fee_paid / month.fee_owed;
            contract.paid = self.losses_kept * contract.paid + (1.0 - self.losses_kept) * share;
        }
        self.believe_losses(world);
    }

    fn believe_losses(&self, world: &mut World) {
        let mut there = self.offer(world);
        there.terms.men = world.patron.men;
        let exposed = self.worth.exposed(&there);
        if exposed >= 1.0 {
            let dead: u32 = world.kremlin.dead.iter().sum();
            let rate = f64::from(dead) / 4.0 * WEEKS_PER_MONTH / exposed;
            world.kremlin.loss_rate =
                self.losses_kept * world.kremlin.loss_rate + (1.0 - self.losses_kept) * rate;
        }
    }

    /// m of the men that are there; no less than a fifth, so that a handful of men is not judged by a country.
    fn there(&self, world: &World) -> f64 {
        let posture = world.contract.terms.posture;
        self.worth.protection(world.patron.men.max(0.0), posture, world.patron.provider).max(0.2)
    }

    /// Control of people, with the symbol town's worth.
    fn control(&self, world: &World) -> f64 {
        let zones = &world.zones;
        let all: f64 = zones.population.iter().sum();
        let held: f64 =
            zones.population.iter().zip(&zones.control).map(|(p, c)| p * c[Holder::State as usize]).sum();
        let symbol =
            (0..world.towns.len()).any(|t| world.towns.symbol[t] && world.towns.holder[t] == Holder::State);
        held / all.max(1.0) + if symbol { self.symbol } else { 0.0 }
    }

    /// d_J follows the news.
    fn drift_outside(&self, world: &mut World) {
        let target = self.outside(world);
        let contract = &mut world.contract;
        contract.outside = self.outside_kept * contract.outside + (1.0 - self.outside_kept) * target;
    }

    /// Where d_J is heading.
    fn outside(&self, world: &World) -> f64 {
        self.alternative * world.contract.protection_at_signing * self.openness(world)
    }

    /// 1 + news, not below 0: how good other patrons look against the start.
    fn openness(&self, world: &World) -> f64 {
        let [elites, partners, sanctions, war] = self.news;
        let odds = |mean: &[f64; Pole::COUNT]| {
            let others = mean[Pole::West as usize] + mean[Pole::East as usize] + mean[Pole::Alone as usize];
            others / mean[Pole::Russia as usize]
        };
        let turned = (odds(&world.elites.mean) / odds(&world.elites.mean_at_start)).log2();
        let lean = if turned.is_finite() { elites * turned } else { 0.0 };
        let friends = world.bands.men_of(Actor::Aes) as f64 / 1_000.0 + world.outside.intelligence * 10.0;
        let hard = world.contract.effectiveness - 1.0;
        let news = lean + partners * friends - sanctions * world.outside.sanctions + war * hard;
        (world.contract.openness * (1.0 + news)).max(0.0)
    }

    /// Values, threats, temptation and continuation of both sides, and the provider's own account.
    pub fn account(&self, world: &mut World) {
        let offer = self.offer(world);
        if world.contract.in_force {
            world.contract.junta = self.stake(world, Party::Junta, &offer);
            world.contract.kremlin = self.stake(world, Party::Kremlin, &offer);
            world.contract.provider = self.worth.provider(world, &offer);
        } else {
            let threat = world.contract.outside;
            world.contract.junta = Stake { threat, ..Stake::default() };
            world.contract.kremlin = Stake::default();
            world.contract.provider = 0.0;
        }
        let [territory, office, ..] = self.worth.junta(world, &offer);
        world.contract.protection = territory + office;
    }

    /// One side's view of an offer.
    pub fn stake(&self, world: &World, party: Party, offer: &Offer) -> Stake {
        let (value, threat, gain) = match party {
            Party::Junta => {
                let value: f64 = self.worth.junta(world, offer).iter().sum();
                (value, world.contract.outside, self.worth.junta_gain(world, offer))
            }
            Party::Kremlin => {
                let value: f64 = self.worth.kremlin(world, offer).iter().sum();
                (value, 0.0, self.worth.kremlin_gain(world, offer))
            }
        };
        let discount = self.discounts[party as usize] * survival(world);
        let going_on = continuation(value - threat, discount);
        let (temptation, continuation) =
            if self.variant.enforceable { (0.0, going_on.max(0.0)) } else { (gain * self.notice, going_on) };
        Stake { value, threat, temptation, continuation }
    }

    fn note_burdens(&self, world: &mut World) {
        let contract = &mut world.contract;
        let nets = [contract.junta.net(), contract.kremlin.net(), contract.provider];
        for (k, net) in nets.into_iter().enumerate() {
            let bad = contract.in_force && net < 0.0;
            contract.burden_months[k] = if bad { contract.burden_months[k] + 1 } else { 0 };
            if contract.burden_months[k] == BURDEN_MONTHS && contract.burden[k].is_none() {
                contract.burden[k] = Some(world.week);
            }
        }
    }

    /// Whose word is worth less than breaking it keeps back part of its due, until somebody notices.
    fn note_cheating(&self, world: &mut World) {
        for party in Party::ALL {
            let tempted = world.contract.in_force && !world.contract.stake(party).holds();
            let months = &mut world.contract.cheating[party as usize];
            *months = if tempted { *months + 1 } else { 0 };
            world.contract.kept_back[party as usize] = if tempted { self.shirking } else { 0.0 };
        }
    }

    /// Concessions may be seized.
    fn seize(&self, world: &mut World, luck: &Randomness) {
        if self.variant.enforceable || world.contract.terms.concession <= 0.0 {
            return;
        }
        if happens(probability(self.seizure), &mut luck.stream("seizure", world.week, 0)) {
            world.contract.terms.concession = 0.0;
            world.contract.seized += 1;
            self.account(world);
        }
    }

    /// A refinery or power project is finished in its planned time, or planned anew.
    fn build(&self, world: &mut World, luck: &Randomness) {
        if !world.contract.in_force || world.week < world.contract.project_due {
            return;
        }
        world.contract.project_due += PROJECT_WEEKS;
        if happens(self.completion, &mut luck.stream("project", world.week, 0)) {
            world.contract.projects += 1;
        }
    }

    /// Without the Russians: after the switching time another patron stands in.
    fn succeed(&self, world: &mut World) {
        let Some(since) = world.contract.without_since else { return };
        let ready = f64::from(world.week - since) >= self.switching * WEEKS_PER_MONTH;
        world.contract.successor =
            if ready { (self.alternative * self.openness(world)).clamp(0.0, 1.0) } else { 0.0 };
    }

    /// What others think of the patron's word: half of the way a month toward what the accounts say. A promise whose
    /// keeping is worth twice its breaking is believed in full.
    fn commit(&self, world: &mut World) {
        let contract = &mut world.contract;
        let trust = |s: &Stake| {
            if s.temptation <= 0.0 { 1.0 } else { (s.continuation / s.temptation / 2.0).clamp(0.0, 1.0) }
        };
        let target =
            if contract.in_force { trust(&contract.junta).min(trust(&contract.kremlin)) } else { 0.0 };
        contract.commitment += 0.5 * (target - contract.commitment);
    }

    /// Another junta: its own options, and the contract on the table.
    pub fn greet(&self, world: &mut World, luck: &Randomness) {
        let mut rng = luck.stream("new junta's options", 0, u64::from(world.regime.cabinet));
        let z: f64 = StandardNormal.sample(&mut rng);
        world.contract.openness = (NEW_OPTIONS * z).exp();
        world.contract.shock[Party::Junta as usize] = true;
    }
}

/// Probability that the junta is in office a month from now.
fn survival(world: &World) -> f64 {
    let hazard: f64 = Cause::ALL
        .into_iter()
        .filter(|cause| cause.is_exit())
        .map(|cause| world.regime.hazard[cause as usize])
        .sum();
    (-hazard * WEEKS_PER_MONTH).exp()
}
