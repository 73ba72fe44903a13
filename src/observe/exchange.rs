//! The exchange as it is watched: contract, accounts, effort, fatigue, Russian influence.

use super::{Column, Observable, observable};
use crate::mechanism::influence::index::Components;
use crate::world::{Outcome, Party, Pole, Reason, World};

/// Weeks whose mean is what influence is compared with.
const FIRST_WEEKS: u32 = 4;
/// Weeks within which a fall of influence counts: 24 months.
const HORIZON: u32 = 104;
/// A fall to this part of the first weeks' mean is one of 25 %.
const FALLEN: f64 = 0.75;

/// Columns of the trajectory.
pub fn observables() -> Vec<Observable> {
    let mut all = contract();
    for party in Party::ALL {
        all.extend(account(party));
    }
    all.extend(provider());
    all.extend(kremlin());
    all.extend(influence());
    all
}

fn contract() -> Vec<Observable> {
    vec![
        observable(
            "contract.in_force",
            "0 or 1",
            "a contract between junta and Kremlin is in force",
            |w, _, _| f64::from(u8::from(w.contract.in_force)),
        ),
        observable("contract.fee", "m$/month", "cash fee owed by contract", |w, _, _| w.contract.terms.fee),
        observable(
            "contract.paid",
            "share",
            "share of the fee that the Kremlin believes will come",
            |w, _, _| w.contract.paid,
        ),
        observable("contract.concession", "m$/month", "income of concessions granted", |w, _, _| {
            w.contract.terms.concession
        }),
        observable("contract.men", "men", "men promised by contract", |w, _, _| w.contract.terms.men),
        observable(
            "contract.posture",
            "ratio",
            "offensive effort agreed, against the provider's own",
            |w, _, _| w.contract.terms.posture,
        ),
        observable("contract.in_kind", "m$/month", "aid in kind that is expected to come", |w, _, _| {
            w.contract.terms.in_kind
        }),
        observable("contract.effectiveness", "ratio", "believed effectiveness, 1 as in 2022", |w, _, _| {
            w.contract.effectiveness
        }),
        observable("contract.protection", "m$/month", "worth of protection to the junta", |w, _, _| {
            w.contract.protection
        }),
        observable("contract.commitment", "share", "what the patron's word is worth to others", |w, _, _| {
            w.contract.commitment
        }),
    ]
}

fn account(party: Party) -> Vec<Observable> {
    let key = party.key();
    vec![
        observable(
            format!("{key}.value"),
            "m$/month",
            format!("value of the contract to the {key}"),
            move |w, _, _| w.contract.stake(party).value,
        ),
        observable(
            format!("{key}.threat"),
            "m$/month",
            format!("threat point of the {key}"),
            move |w, _, _| w.contract.stake(party).threat,
        ),
        observable(
            format!("{key}.net"),
            "m$/month",
            format!("value over threat point of the {key}"),
            move |w, _, _| w.contract.stake(party).net(),
        ),
        observable(
            format!("{key}.temptation"),
            "m$",
            format!("what cheating brings the {key} until it is noticed"),
            move |w, _, _| w.contract.stake(party).temptation,
        ),
        observable(
            format!("{key}.continuation"),
            "m$",
            format!("what going on is worth to the {key}"),
            move |w, _, _| w.contract.stake(party).continuation,
        ),
    ]
}

fn provider() -> Vec<Observable> {
    let use_of = |name: &str, words: &str, read: fn(&World) -> f64| {
        observable(
            format!("provider.{name}"),
            "share",
            format!("share of the force's time: {words}"),
            move |w, _, _| read(w),
        )
    };
    vec![
        observable("provider.value", "m$/month", "the provider's own account", |w, _, _| w.contract.provider),
        observable("provider.africa_corps", "0 or 1", "the provider is Africa Corps", |w, _, _| {
            w.patron.provider as f64
        }),
        use_of("offence", "offence", |w| w.patron.offence),
        use_of("escort", "escort and static defence", |w| w.patron.escort),
        use_of("guard", "protection of the regime", |w| w.patron.guard),
        use_of("training", "training", |w| w.patron.training),
        use_of("mines", "mines", |w| w.patron.mines),
        use_of("slack", "slack and rents", |w| 1.0 - w.patron.effort),
    ]
}

fn kremlin() -> Vec<Observable> {
    vec![
        observable(
            "kremlin.war_load",
            "share",
            "mobile capacity tied down by the war in Ukraine",
            |w, _, _| w.kremlin.war_load,
        ),
        observable("kremlin.fatigue", "-", "fatigue with Mali, 0 when rested", |w, _, _| w.kremlin.fatigue),
        observable("kremlin.cost_per_man", "k$/month", "cost of a man in Mali", |w, _, _| {
            w.kremlin.cost_per_man
        }),
        observable("kremlin.pledged", "ML", "fuel pledged for the months since the start", |w, _, _| {
            w.kremlin.pledged
        }),
        observable("kremlin.delivered", "ML", "of it, set out since the start", |w, _, _| {
            w.kremlin.delivered
        }),
    ]
}

fn influence() -> Vec<Observable> {
    let mut all = vec![observable(
        "russia.influence",
        "index",
        "Russian influence: mean of its six components, 0–1",
        |w, _, _| Components::of(w).index(),
    )];
    for (k, name) in Components::KEYS.into_iter().enumerate() {
        all.push(observable(
            format!("russia.{name}"),
            "share",
            format!("component of Russian influence: {}", name.replace('_', " ")),
            move |w, _, _| Components::of(w).values()[k],
        ));
    }
    for pole in Pole::ALL {
        let key = pole.key();
        all.push(observable(
            format!("elites.{key}"),
            "share",
            format!("mean alignment of the elites: {key}"),
            move |w, _, _| w.elites.mean[pole as usize],
        ));
    }
    all
}

/// What is kept of the exchange while a replicate runs.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    weeks: u32,
    first: f64,
    recent: [f64; 4],
    fallen: Option<u32>,
    ties: [f64; 2],
    effort: f64,
    offence: f64,
    fatigue_peak: f64,
    control_first: f64,
    control_fallen: Option<u32>,
}

impl Tally {
    pub fn begin(&mut self, control: f64) {
        *self = Self { control_first: control, ..Self::default() };
    }

    /// Adds a week.
    pub fn add(&mut self, world: &World, control: f64) {
        let index = Components::of(world).index();
        self.recent.rotate_left(1);
        self.recent[3] = index;
        self.weeks += 1;
        if self.weeks <= FIRST_WEEKS {
            self.first += index / f64::from(FIRST_WEEKS);
        } else if self.fallen.is_none() && self.weeks >= 2 * FIRST_WEEKS {
            let mean = self.recent.iter().sum::<f64>() / 4.0;
            self.fallen = (mean <= FALLEN * self.first).then_some(self.weeks);
        }
        if self.control_fallen.is_none() && control <= FALLEN * self.control_first {
            self.control_fallen = Some(self.weeks);
        }
        let ties = world.elites.control[Pole::Russia as usize];
        self.ties[0] += ties;
        self.ties[1] += ties * ties;
        self.effort += world.patron.effort;
        self.offence += world.patron.men * world.patron.offence;
        self.fatigue_peak = self.fatigue_peak.max(world.kremlin.fatigue);
    }

    /// The outcomes, in the order of [`columns`].
    pub fn outcomes(&self, world: &World, out: &mut Vec<f64>) {
        let flag = |b: bool| f64::from(u8::from(b));
        let contract = &world.contract;
        let week = |w: Option<u32>| w.map_or(f64::NAN, f64::from);
        let weeks = f64::from(self.weeks.max(1));
        out.extend([
            flag(contract.in_force),
            contract.end.map_or(weeks, |e| f64::from(e.week)),
            flag(contract.in_force && world.patron.provider == 1),
            flag(contract.in_force && contract.terms.posture < 1.0),
            contract.terms.fee,
            world.patron.men,
        ]);
        out.extend(Outcome::ALL.map(|o| f64::from(contract.count(o))));
        let end = contract.end;
        out.push(end.map_or(f64::NAN, |e| f64::from(e.week)));
        out.extend(Party::ALL.map(|p| flag(end.is_some_and(|e| e.by == p && e.why != Reason::Imposed))));
        out.extend(Reason::ALL.map(|r| flag(end.is_some_and(|e| e.why == r))));
        for burden in contract.burden {
            out.extend([flag(burden.is_some()), week(burden)]);
        }
        let index = self.recent.iter().sum::<f64>() / 4.0;
        let ties = self.ties[0] / weeks;
        out.extend([
            index,
            index - self.first,
            flag(self.fallen.is_some_and(|w| w <= HORIZON)),
            week(self.fallen),
            week(self.control_fallen),
            (self.ties[1] / weeks - ties * ties).max(0.0).sqrt(),
            self.effort / weeks,
            self.offence / weeks,
            world.kremlin.fatigue,
            self.fatigue_peak,
            world.kremlin.pledged,
            world.kremlin.delivered,
        ]);
    }
}

/// Names, units and meanings of the outcomes.
pub fn columns() -> Vec<Column> {
    let mut all = Vec::new();
    let mut push = |name: &str, unit: &'static str, meaning: &str| {
        all.push(Column { name: name.into(), unit, meaning: meaning.into() });
    };
    push("contract.in_force", "0 or 1", "the contract is in force at the end");
    push("contract.weeks", "weeks", "weeks for which it was in force");
    push("contract.africa_corps", "0 or 1", "… with Africa Corps as the provider");
    push("contract.lower_posture", "0 or 1", "… at a posture below the provider's own");
    push("contract.fee_end", "m$/month", "fee owed at the end");
    push("contract.men", "men", "Russians in the country at the end");
    for (outcome, meaning) in Outcome::ALL.into_iter().zip([
        "renewals of the same terms",
        "renegotiations",
        "cuts of posture or men",
        "changes of provider",
        "ends of the contract",
    ]) {
        push(&format!("contract.{}", outcome.key()), "times", meaning);
    }
    push("contract.rupture.week", "weeks", "when the contract ended; empty where it did not");
    for party in Party::ALL {
        let key = party.key();
        push(&format!("contract.rupture.by_{key}"), "0 or 1", &format!("it was ended by the {key}"));
    }
    for reason in Reason::ALL {
        let key = reason.key();
        push(&format!("contract.rupture.{key}"), "0 or 1", &format!("what called for the end: {key}"));
    }
    for side in ["junta", "kremlin", "provider"] {
        push(&format!("burden.{side}"), "0 or 1", &format!("the deal turns to a burden for the {side}"));
        push(
            &format!("burden.{side}.week"),
            "weeks",
            "when its first three months running are over; else empty",
        );
    }
    push("influence", "index", "Russian influence in the last four weeks");
    push("influence.change", "index", "the same, less the first four weeks");
    push("influence.falls", "0 or 1", "a four-week mean falls by 25 % or more within 24 months");
    push("influence.fall_week", "weeks", "when it first does; empty where it does not");
    push("control.fall_week", "weeks", "when control of people first is 25 % below the start; else empty");
    push("influence.ties_spread", "share", "standard deviation over time of Russia's elite ties");
    push("provider.effort", "share", "mean share of the force's time in its task");
    push("provider.offence", "men", "mean number of Russians on the offensive");
    push("kremlin.fatigue", "-", "the Kremlin's fatigue at the end");
    push("kremlin.fatigue_peak", "-", "the same at its worst");
    push("kremlin.pledged", "ML", "fuel pledged for the months of the run");
    push("kremlin.delivered", "ML", "of it, set out");
    all
}
