//! What the factions of a principal choose: keep the contract, renegotiate it, cut it, or switch to another patron.
//!
//! ```text
//! utility     u_k(o) = Σ_parts weight_k · part(o) + [junta, o ≠ switch] a (x̄_k − x̄_k at the start)    [m$/month]
//! weight      w_k = power · salience
//! vote        w_k f(Δ/s), f a mixture of a proportional and a binary vote
//! odds        probabilistic Condorcet election, conditional rule
//! ```
//!
//! Parts are those of the principal's value with their signs (costs are negative); a faction weighs them its own way. Power
//! is Coleman's: control of force, money and recognition, exchanged for what each faction is interested in, which is what it
//! weighs. x̄_k is the mean alignment with Russia of the elites who have the faction's ear. Patrons' clients lend their
//! weight to the votes: between switching and another option, coalitions for the other are 1 + κ (C − C at the start) times
//! as strong and coalitions for switching 1 − κ (C − C at the start) times, with C Russia's control share.
//!
//! A unitary principal chooses by [`logit`] instead. Capability × salience as weight: B. Bueno de Mesquita, *European Union
//! Politics* 12 (2011).

use super::condorcet::{Coalitions, Rule, Vote, coalitions, outcome};
use super::contest::Contest;
use super::exchange_of_control::{Exchange, Prices};
use super::factions::{COMPONENTS, Faction, Resource, components, factions};
use super::logit;
use crate::ledger::Values;
use crate::random::Randomness;
use crate::world::{Elites, Party, Pole};

/// The options, in order.
pub const OPTIONS: [&str; 4] = ["keep", "renegotiate", "cut", "switch"];

/// The option that leaves the patron.
const SWITCH: usize = 3;

/// A faction with this replicate's numbers.
#[derive(Clone, Copy, Debug)]
pub struct Voter {
    /// Power × salience.
    pub weight: f64,
    /// On each part of the principal's value.
    pub weights: [f64; COMPONENTS],
}

/// Parameters of choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The factions of each party.
    pub voters: [Vec<Voter>; 2],
    /// Their power, and what force, money and recognition are worth among them.
    pub prices: [Prices<{ Resource::COUNT }>; 2],
    pub vote: Vote,
    pub contest: Contest,
    /// Gap at which a proportional vote is as strong as a binary one [m$/month].
    pub scale: f64,
    /// a: worth of the whole of an elite's alignment [m$/month].
    pub alignment: f64,
    /// κ.
    pub clients: f64,
    /// β of each party where it is unitary [1 / (m$/month)].
    pub rationality: [f64; 2],
}

impl Choice {
    /// With this replicate's factions.
    pub fn new(values: &Values, luck: &Randomness) -> Self {
        let drawn = Party::ALL.map(|party| {
            let all: Vec<Drawn> =
                factions().of(party).iter().map(|faction| Drawn::new(party, faction, luck)).collect();
            let prices = exchange(party, &all).prices();
            let voters = all
                .iter()
                .zip(&prices.power)
                .map(|(faction, power)| Voter { weight: power * faction.salience, weights: faction.weights });
            (voters.collect::<Vec<_>>(), prices)
        });
        let [(junta, in_bamako), (kremlin, in_moscow)] = drawn;
        Self {
            voters: [junta, kremlin],
            prices: [in_bamako, in_moscow],
            vote: Vote::Mixture(values.get("influence.vote_proportional")),
            contest: Contest::Power(values.get("influence.contest_exponent")),
            scale: values.get("influence.vote_scale"),
            alignment: values.get("influence.alignment_weight"),
            clients: values.get("influence.control_weight"),
            rationality: [
                values.get("influence.rationality_junta"),
                values.get("influence.rationality_kremlin"),
            ],
        }
    }

    /// The probability of each option, with its parts for each, where these are feasible; 0 for the others.
    pub fn probabilities(
        &self,
        party: Party,
        options: &[[f64; COMPONENTS]; 4],
        feasible: [bool; 4],
        elites: &Elites,
    ) -> [f64; 4] {
        let voters = &self.voters[party as usize];
        let members: Vec<(f64, [f64; 4])> = voters
            .iter()
            .enumerate()
            .map(|(faction, voter)| {
                let bonus =
                    if party == Party::Junta { self.alignment * warmed(elites, faction) } else { 0.0 };
                (voter.weight, self.utility(voter, options, bonus))
            })
            .collect();
        let mut strength = coalitions(&members, self.vote);
        if party == Party::Junta {
            lend(&mut strength, self.clients * gained(elites));
        }
        outcome(&strength, &feasible, self.contest, Rule::Conditional)
    }

    /// What each option is worth to a faction, in gaps of the scale.
    fn utility(&self, voter: &Voter, options: &[[f64; COMPONENTS]; 4], bonus: f64) -> [f64; 4] {
        let mut utility =
            options.map(|parts| parts.iter().zip(voter.weights).map(|(part, weight)| part * weight).sum());
        utility.iter_mut().take(SWITCH).for_each(|value: &mut f64| *value += bonus);
        utility.map(|value| value / self.scale)
    }
}

/// The odds of a principal that is one mind, with values [m$/month] and rationality β.
pub fn unitary(values: &[f64; 4], feasible: [bool; 4], rationality: f64) -> [f64; 4] {
    let mut open = *values;
    for (value, feasible) in open.iter_mut().zip(feasible) {
        if !feasible {
            *value = f64::NEG_INFINITY;
        }
    }
    logit::probabilities(&open, rationality)
}

/// How much more the elites around a faction of the junta are aligned with Russia than at the start.
fn warmed(elites: &Elites, faction: usize) -> f64 {
    let (mut sum, mut heads) = (0.0, 0.0);
    for ((ear, now), then) in elites.ear.iter().zip(&elites.alignment).zip(&elites.russia_at_start) {
        if *ear == faction {
            sum += now[Pole::Russia as usize] - then;
            heads += 1.0;
        }
    }
    if heads > 0.0 { sum / heads } else { 0.0 }
}

/// Russia's control share above the start's.
fn gained(elites: &Elites) -> f64 {
    elites.control[Pole::Russia as usize] - elites.control_at_start[Pole::Russia as usize]
}

/// The patron's clients strengthen coalitions against switching, and weaken those for it.
fn lend(strength: &mut Coalitions<4>, more: f64) {
    let (staying, switching) = strength.split_at_mut(SWITCH);
    staying.iter_mut().for_each(|row| row[SWITCH] *= (1.0 + more).max(0.0));
    switching[0][..SWITCH].iter_mut().for_each(|c| *c *= (1.0 - more).max(0.0));
}

/// A faction's numbers in this replicate.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    control: [f64; Resource::COUNT],
    salience: f64,
    weights: [f64; COMPONENTS],
}

impl Drawn {
    fn new(party: Party, faction: &Faction, luck: &Randomness) -> Self {
        let uniform =
            |quantity: &str| luck.uniform("elites", &format!("{}.{}.{quantity}", party.key(), faction.id));
        let parts = components(party);
        Self {
            control: Resource::ALL.map(|r| faction.control[r as usize].quantile(uniform(r.key()))),
            salience: faction.salience.quantile(uniform("salience")),
            weights: std::array::from_fn(|part| {
                faction.weights[part].quantile(uniform(&format!("weight.{}", parts[part].0)))
            }),
        }
    }
}

/// Who among the factions controls what, and wants what.
fn exchange(party: Party, factions: &[Drawn]) -> Exchange<{ Resource::COUNT }> {
    let mut whole = [0.0; Resource::COUNT];
    for faction in factions {
        whole.iter_mut().zip(faction.control).for_each(|(sum, share)| *sum += share);
    }
    let interest = factions.iter().map(|faction| {
        let mut wants = [0.0; Resource::COUNT];
        for (weight, (_, resource)) in faction.weights.iter().zip(components(party)) {
            wants[resource as usize] += weight;
        }
        let sum: f64 = wants.iter().sum();
        wants.map(|want| want / sum)
    });
    let control = factions.iter().map(|faction| std::array::from_fn(|r| faction.control[r] / whole[r]));
    Exchange { interest: interest.collect(), control: control.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who commands force has the more power the more the others want protection.
    #[test]
    fn power_follows_what_others_want() {
        let luck = Randomness::new(1, 1);
        let draw =
            || factions().of(Party::Junta).iter().map(|faction| Drawn::new(Party::Junta, faction, &luck));
        let calm: Vec<Drawn> = draw().collect();
        let mut afraid = calm.clone();
        let defence = factions().row(Party::Junta, "defence").unwrap();
        for (faction, drawn) in afraid.iter_mut().enumerate() {
            drawn.weights[0] *= if faction == defence { 1.0 } else { 4.0 };
        }
        let power = |drawn: &[Drawn]| exchange(Party::Junta, drawn).prices().power[defence];
        assert!(power(&afraid) > power(&calm) + 0.01, "{} {}", power(&afraid), power(&calm));
    }
}
