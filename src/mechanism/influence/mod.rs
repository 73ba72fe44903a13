//! Influence among elites, and choice inside the two principals.
//!
//! About forty persons of influence each hold an alignment x over five poles: Russia, the West, the East (Türkiye, the
//! Gulf, China), self-reliance with the Sahel states, accommodation with JNIM. In the first week of a month
//!
//! ```text
//! anchors    u = softmax( ln prior + Σ_goods w · news )             news: deliveries less promises, remembered
//! hearing    x ← Λ W x + (I − Λ) u                                  Friedkin and Johnsen
//! weights    column means of V = (I − Λ W)⁻¹ (I − Λ)
//! control    of a pole: the weight of the anchors whose u is largest there
//! ```
//!
//! with w > 0 for security, money, arms and fuel and −w for disappointment [log-odds per unit a year]. W follows the
//! strength of ties between factions times a lognormal factor for each pair, its rows divided by their sums; priors are
//! those of the table, moved by normal deviates in log-odds; Λ is drawn from each person's range. All of it is drawn once a
//! replicate, at the address `elites` and the person's id, so that the order of persons means nothing. The first opinions are
//! where hearing ends, so without deliveries nothing moves. A new junta brings new persons into its core: their priors are
//! drawn anew, more widely.
//!
//! Λ and W change only by draw, so V stays within a replicate; what moves are anchors, and who holds them.
//!
//! [`deliveries`] is what elites count, [`choice`] what factions do, [`index`] what Russian influence comes to.

pub mod choice;
pub mod condorcet;
pub mod contest;
pub mod deliveries;
mod elimination;
pub mod exchange_of_control;
pub mod factions;
pub mod friedkin_johnsen;
pub mod index;
pub mod logit;
pub mod roster;
mod stationary;
#[cfg(test)]
mod tests;

pub use choice::{Choice, OPTIONS, unitary};
pub use deliveries::Deliveries;
pub use index::Components;

use crate::ledger::{Prior, Values};
use crate::random::Randomness;
use crate::world::{Elites, Good, Pole, World};
use friedkin_johnsen::Society;
use roster::{Person, Roster, roster};

/// Everybody holds on to something, and hears somebody.
const SUSCEPTIBILITY: [f64; 2] = [0.01, 0.99];

/// A standard normal distribution.
const NORMAL: Prior = Prior::Normal { mean: 0.0, sd: 1.0 };

/// Parameters of influence among elites.
#[derive(Clone, Copy, Debug)]
pub struct Influence {
    pub deliveries: Deliveries,
    /// What a unit of each good is worth; disappointment is negative [log-odds].
    pub worth: [f64; Good::COUNT],
    /// Standard deviations of priors, of a new junta's priors [log-odds], of the logarithm of ties.
    pub prior_spread: f64,
    pub cabinet_spread: f64,
    pub tie_spread: f64,
}

impl Influence {
    /// From the ledger's paths.
    pub fn new(values: &Values) -> Self {
        Self {
            deliveries: Deliveries::new(values),
            worth: [
                values.get("influence.weight_security"),
                values.get("influence.weight_money"),
                values.get("influence.weight_arms"),
                values.get("influence.weight_fuel"),
                -values.get("influence.weight_disappointment"),
            ],
            prior_spread: values.get("influence.prior_spread"),
            cabinet_spread: values.get("influence.cabinet_spread"),
            tie_spread: values.get("influence.tie_spread"),
        }
    }

    /// The elites of a replicate, in a country that is founded.
    pub fn start(&self, world: &mut World, luck: &Randomness) {
        self.seat(world, roster(), luck);
    }

    /// A week: its dead are counted, and in the first week of a month opinions move.
    pub fn step(&self, world: &mut World, luck: &Randomness) {
        let mut elites = std::mem::take(&mut world.elites);
        if world.week > 0 {
            self.deliveries.count(&mut elites, world);
        }
        if world.calendar.opens_month(world.week) && !elites.is_empty() {
            if elites.cabinet != world.regime.cabinet {
                elites.cabinet = world.regime.cabinet;
                self.install(&mut elites, roster(), luck);
            }
            self.deliveries.remember(&mut elites, world);
            self.anchor(&mut elites);
            hear(&mut elites);
            weigh(&mut elites);
        }
        world.elites = elites;
    }

    fn seat(&self, world: &mut World, roster: &Roster, luck: &Randomness) {
        let mut elites = std::mem::take(&mut world.elites);
        let persons = &roster.persons;
        refill(&mut elites.faction, persons.iter().map(|person| person.faction));
        refill(&mut elites.ear, persons.iter().map(|person| person.ear));
        refill(&mut elites.susceptibility, persons.iter().map(|person| susceptibility(person, luck)));
        let cabinet = world.regime.cabinet;
        elites.cabinet = cabinet;
        refill(
            &mut elites.prior,
            persons.iter().map(|person| leaning(person, cabinet, self.prior_spread, luck)),
        );
        self.tie(&mut elites.ties, roster, luck);
        self.deliveries.start(&mut elites, world);
        for column in [&mut elites.anchor, &mut elites.alignment, &mut elites.heard] {
            refill(column, std::iter::repeat_n([0.0; Pole::COUNT], persons.len()));
        }
        refill(&mut elites.weight, std::iter::repeat_n(0.0, persons.len()));
        self.anchor(&mut elites);
        let Elites { ties, susceptibility, anchor, alignment, work, .. } = &mut elites;
        let settled = Society { ties, susceptibility }.settle(anchor, alignment, work);
        assert!(settled, "elites who hold on to something come to rest");
        weigh(&mut elites);
        (elites.mean_at_start, elites.control_at_start) = (elites.mean, elites.control);
        let Elites { russia_at_start, alignment, .. } = &mut elites;
        refill(russia_at_start, alignment.iter().map(|x| x[Pole::Russia as usize]));
        world.elites = elites;
    }

    /// The core of a new junta.
    fn install(&self, elites: &mut Elites, roster: &Roster, luck: &Randomness) {
        for (person, prior) in roster.persons.iter().zip(&mut elites.prior) {
            if Some(person.faction) == roster.core() {
                *prior = leaning(person, elites.cabinet, self.cabinet_spread, luck);
            }
        }
    }

    /// W: strengths between factions, times luck for each pair, a row a person that sums to 1.
    fn tie(&self, ties: &mut Vec<f64>, roster: &Roster, luck: &Randomness) {
        let n = roster.persons.len();
        refill(ties, std::iter::repeat_n(0.0, n * n));
        for (i, a) in roster.persons.iter().enumerate() {
            for (j, b) in roster.persons.iter().enumerate().take(i) {
                let (first, second) = if a.id < b.id { (&a.id, &b.id) } else { (&b.id, &a.id) };
                let z = NORMAL.quantile(luck.uniform("elites", &format!("{first}|{second}")));
                let tie = roster.strength(a.faction, b.faction) * (self.tie_spread * z).exp();
                (ties[i * n + j], ties[j * n + i]) = (tie, tie);
            }
        }
        for row in ties.chunks_exact_mut(n) {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|tie| *tie /= sum);
        }
    }

    /// u: what the prior and the news argue for.
    fn anchor(&self, elites: &mut Elites) {
        let argument = elites
            .news
            .map(|goods| goods.iter().zip(self.worth).map(|(news, worth)| news * worth).sum::<f64>());
        for (anchor, prior) in elites.anchor.iter_mut().zip(&elites.prior) {
            let mut score = argument;
            score.iter_mut().zip(prior).for_each(|(score, share)| *score += share.ln());
            *anchor = logit::probabilities(&score, 1.0);
        }
    }
}

fn hear(elites: &mut Elites) {
    let Elites { ties, susceptibility, anchor, alignment, heard, .. } = elites;
    Society { ties, susceptibility }.hear(anchor, alignment, heard);
    std::mem::swap(alignment, heard);
}

/// Weights, control shares and the mean.
fn weigh(elites: &mut Elites) {
    let Elites { ties, susceptibility, anchor, alignment, weight, work, control, mean, .. } = elites;
    Society { ties, susceptibility }.weights(weight, work);
    *control = friedkin_johnsen::control(weight, anchor.iter().map(favourite));
    *mean = [0.0; Pole::COUNT];
    for x in alignment.iter() {
        mean.iter_mut().zip(x).for_each(|(mean, x)| *mean += x / alignment.len() as f64);
    }
}

/// The pole that an anchor favours most.
fn favourite(anchor: &[f64; Pole::COUNT]) -> usize {
    (0..Pole::COUNT).fold(0, |best, pole| if anchor[pole] > anchor[best] { pole } else { best })
}

fn susceptibility(person: &Person, luck: &Randomness) -> f64 {
    let u = luck.uniform("elites", &format!("{}.susceptibility", person.id));
    person.susceptibility.quantile(u).clamp(SUSCEPTIBILITY[0], SUSCEPTIBILITY[1])
}

/// What a person leans to under the junta of this number.
fn leaning(person: &Person, cabinet: u32, spread: f64, luck: &Randomness) -> [f64; Pole::COUNT] {
    let score = Pole::ALL.map(|pole| {
        let u = luck.uniform("elites", &format!("{}.{}.{cabinet}", person.id, pole.key()));
        person.prior[pole as usize].ln() + spread * NORMAL.quantile(u)
    });
    logit::probabilities(&score, 1.0)
}

fn refill<T>(column: &mut Vec<T>, values: impl Iterator<Item = T>) {
    column.clear();
    column.extend(values);
}
