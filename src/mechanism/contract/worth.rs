//! What the bargain is worth to each side, part by part [m$/month].
//!
//! ```text
//! V_J = Ω·θ·m(n, π) + O + g − f − k R − σ          V_K = f φ + k R (1 − h) + G·presence + deniability − c n − ℓ L − cost(g)
//! m   = (n x / n₀ x₀)^η · (1 − w (1 − min(q/q₀, 3/2)))       presence = n/(n + n_½) · (N + n_½)/N
//! O   = P129/(1 − δ_J) · (h_without − h_with)                 L = λ_L · n x (q + a·escort)
//! ```
//!
//! Ω the territory part of protection, θ its believed effectiveness, n men, x effort, q the offensive share of effort,
//! zero marking the contract of 2021, η and w the returns to men and to posture, h_with and h_without the rates at which
//! power is seized with and without the force [month⁻¹], δ_J the junta's discount factor, σ = P112 (n/2,000)², φ the share of
//! the fee that is believed to come, h the expected hold-up of concessions, λ_L the believed losses of a man exposed for a
//! month, a the exposure of escorts, N = 2,100 men. Presence is worth less where the provider follows aims of its own unseen:
//! G (1 − Δ (1 − m)). Aid in kind g is what is expected to come.
//!
//! The provider's own account is `V_P = s (f φ + k R (1 − h) − c₀ n) + r n (1 − x)`: its part s of income and of the cost
//! of men at P05, and the rents r of its slack.

use super::enforcement::hold_up;
use crate::ledger::Values;
use crate::mechanism::agency::Agency;
use crate::mechanism::provider::Profile;
use crate::mechanism::regime::Hazards;
use crate::world::{Terms, World};

/// Men to which the sovereignty cost refers (ledger, P112), and to which presence is scaled (P04).
const SOVEREIGNTY_MEN: f64 = 2_000.0;
const PRESENCE_MEN: f64 = 2_100.0;
/// Offence beyond this multiple of 2021's adds nothing.
const MOST_OFFENCE: f64 = 1.5;

/// Parts of the junta's value: protection of territory, of office, fee, concessions, sovereignty, aid in kind.
pub const JUNTA: [&str; 6] = ["protection", "office", "money", "concession", "sovereignty", "in_kind"];
/// Parts of the Kremlin's value: fee, concessions, presence, cost of men, losses, aid in kind.
pub const KREMLIN: [&str; 6] = ["money", "concession", "presence", "cost", "losses", "in_kind"];

/// Terms with a provider that carries them out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    pub terms: Terms,
    pub provider: usize,
}

/// Parameters of the two values.
#[derive(Clone, Copy, Debug)]
pub struct Worth {
    pub uses: [Use; 2],
    /// n₀ and x₀ of the contract of 2021.
    pub men: f64,
    pub returns: f64,
    pub posture: f64,
    pub sovereignty: f64,
    /// P129/(1 − δ_J) [m$].
    pub office: f64,
    pub hazards: Hazards,
    pub hold_up: f64,
    pub presence_half: f64,
    pub deniability: f64,
    pub tempo: f64,
    /// Cost of a soldier lost [m$].
    pub soldier: f64,
    pub escort_exposure: f64,
    /// Part of fee, concessions and cost that is each provider's own, what slack earns, and P05 [k$/man/month].
    pub own: [f64; 2],
    pub rents: f64,
    pub pay: f64,
}

/// What one man of a provider does at full posture.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    pub offence: f64,
    pub guard: f64,
    pub escort: f64,
    /// x: share of time in the task.
    pub effort: f64,
    /// Share of the worth of presence that reaches the Kremlin.
    pub loyal: f64,
}

impl Use {
    fn new(profile: &Profile, agency: Option<(&Agency, usize)>) -> Self {
        let (effort, loyal) = match agency {
            Some((agency, provider)) => {
                let agent = &agency.agents[provider];
                (agency.effort(agent), 1.0 - agent.divergence * (1.0 - agent.monitoring))
            }
            None => (1.0, 1.0),
        };
        Self { offence: profile.offence, guard: profile.guard, escort: profile.escort, effort, loyal }
    }

    /// Offence, guard and escort at a posture.
    fn at(&self, posture: f64) -> [f64; 3] {
        let offence = self.offence * posture;
        let others = if self.offence < 1.0 { (1.0 - offence) / (1.0 - self.offence) } else { 1.0 };
        [offence, self.guard * others, self.escort * others].map(|share| share * self.effort)
    }
}

impl Worth {
    pub fn new(
        values: &Values,
        profiles: &[Profile; 2],
        agency: Option<&Agency>,
        hazards: Hazards,
        enforceable: bool,
    ) -> Self {
        let discount = values.get("contract.junta_discount");
        let years = values.get("contract.term") / 12.0;
        let seizure = values.get("finance.expropriation");
        let uses = [0, 1].map(|p| Use::new(&profiles[p], agency.map(|agency| (agency, p))));
        Self {
            uses,
            men: values.get("provider.force_2021").max(1.0),
            returns: values.get("contract.men_returns"),
            posture: values.get("contract.posture_worth"),
            sovereignty: values.get("contract.sovereignty_cost"),
            office: values.get("contract.office_value") / (1.0 - discount).max(1e-6),
            hazards,
            hold_up: if enforceable { 0.0 } else { hold_up(seizure, years) },
            presence_half: values.get("kremlin.presence_half"),
            deniability: values.get("kremlin.deniability"),
            tempo: values.get("kremlin.tempo_cost"),
            soldier: values.get("kremlin.soldier_cost"),
            escort_exposure: values.get("kremlin.escort_exposure"),
            own: ["wagner", "africa_corps"].map(|p| values.get(&format!("provider.{p}.self_finance"))),
            rents: values.get("provider.rents"),
            pay: values.get("kremlin.cost_per_man"),
        }
    }

    /// m: protection of territory relative to the contract of 2021.
    pub fn protection(&self, men: f64, posture: f64, provider: usize) -> f64 {
        let (now, then) = (&self.uses[provider], &self.uses[0]);
        let men = (men * now.effort / (self.men * then.effort)).powf(self.returns);
        let offence = now.offence * posture / then.offence.max(1e-9);
        men * (1.0 - self.posture * (1.0 - offence.min(MOST_OFFENCE)))
    }

    /// O: what the guard, and what is thought of the Russians, is worth to those in office.
    pub fn office(&self, world: &World, offer: &Offer) -> f64 {
        let [_, guard, _] = self.uses[offer.provider].at(offer.terms.posture);
        let level = guard * offer.terms.men / self.hazards.guard_reference;
        let with = self.hazards.seizures(world, level, world.regime.resentment);
        self.office * (self.hazards.seizures(world, 0.0, 0.0) - with)
    }

    /// The parts of V_J.
    pub fn junta(&self, world: &World, offer: &Offer) -> [f64; 6] {
        let Offer { terms, provider } = offer;
        let contract = &world.contract;
        let territory = contract.territory * contract.effectiveness;
        [
            territory * self.protection(terms.men, terms.posture, *provider),
            self.office(world, offer),
            -terms.fee,
            -self.concession(world, terms),
            -self.sovereignty * (terms.men / SOVEREIGNTY_MEN).powi(2),
            terms.in_kind,
        ]
    }

    /// The parts of V_K.
    pub fn kremlin(&self, world: &World, offer: &Offer) -> [f64; 6] {
        let Offer { terms, provider } = offer;
        let deniability = if *provider == 0 { self.deniability * world.kremlin.deniability } else { 0.0 };
        let presence = self.presence(terms.men);
        [
            terms.fee * world.contract.paid,
            self.concession(world, terms) * (1.0 - self.hold_up),
            presence * (world.kremlin.presence_value * self.uses[*provider].loyal + deniability),
            -self.cost(world, offer),
            -self.soldier * world.kremlin.loss_rate * self.exposed(offer),
            -terms.in_kind,
        ]
    }

    /// V_P: the provider's own account: its part s of income and cost, and what its slack earns.
    pub fn provider(&self, world: &World, offer: &Offer) -> f64 {
        let Offer { terms, provider } = offer;
        let (own, men) = (self.own[*provider], terms.men / 1_000.0);
        let income = terms.fee * world.contract.paid + self.concession(world, terms) * (1.0 - self.hold_up);
        own * (income - self.pay * men) + self.rents * men * (1.0 - self.uses[*provider].effort)
    }

    /// k R at today's price of gold.
    fn concession(&self, world: &World, terms: &Terms) -> f64 {
        let then = world.contract.gold_price;
        terms.concession * if then > 0.0 { world.outside.gold_price / then } else { 1.0 }
    }

    fn presence(&self, men: f64) -> f64 {
        men / (men + self.presence_half) * (PRESENCE_MEN + self.presence_half) / PRESENCE_MEN
    }

    /// c n, less where fewer operations are flown and driven.
    pub fn cost(&self, world: &World, offer: &Offer) -> f64 {
        let (now, then) = (&self.uses[offer.provider], &self.uses[0]);
        let offence = (now.offence * offer.terms.posture / then.offence.max(1e-9)).min(1.0);
        let tempo = 1.0 - self.tempo * (1.0 - offence);
        world.kremlin.cost_per_man * offer.terms.men / 1_000.0 * tempo
    }

    /// Men exposed to losses.
    pub fn exposed(&self, offer: &Offer) -> f64 {
        let [offence, _, escort] = self.uses[offer.provider].at(offer.terms.posture);
        offer.terms.men * (offence + self.escort_exposure * escort)
    }

    /// What the junta gains [m$/month] by not paying while protection goes on.
    pub fn junta_gain(&self, world: &World, offer: &Offer) -> f64 {
        offer.terms.fee * world.contract.paid + self.concession(world, &offer.terms)
    }

    /// What the Kremlin gains [m$/month] by not protecting while it is paid.
    pub fn kremlin_gain(&self, world: &World, offer: &Offer) -> f64 {
        self.cost(world, offer) + self.soldier * world.kremlin.loss_rate * self.exposed(offer)
    }
}
