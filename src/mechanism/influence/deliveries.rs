//! What each pole brought in a month beyond what it promised, or failed in.
//!
//! A flow is counted in units of its good a year; what goes on at a level (a truce, sanctions) counts as that level for as
//! long as it lasts, and what happens (dead, towns, litres) as a rate. Elites remember
//!
//! ```text
//! n ← ρ n + (1 − ρ) flow,   ρ = 2^(−1/half-life)
//! ```
//!
//! | pole | good | flow, with its unit |
//! |---|---|---|
//! | Russia | security | credit × (people who passed under the state [5 % of the people/year] − promise) |
//! | | arms | change of the army's quality [0.1/year] + change of air support since the start [0.3] |
//! | | fuel | litres delivered − pledged [100 ML/year] |
//! | | disappointment | credit × (defeats + arrears) + abuses + belief in the patron that is lost + 1 if the contract ended |
//! | West | security | intelligence [0.1] and French men [2,400] above the start's |
//! | | disappointment | trade cut by sanctions above the start's [0.5] |
//! | East | money | its share of what dearer gold brings the state [100 m$/year] |
//! | | arms | effect of drones and aircraft over the start's, less 1 |
//! | Alone | security | (1 − credit) × as Russia's, and men of the Sahel states above the start's [5,000] |
//! | | arms | change of the army's quality [0.1/year] |
//! | | disappointment | (1 − credit) × (defeats + arrears) |
//! | Accommodation | security | a truce above the start's, and insurgents' share of the people above the start's [0.1] |
//!
//! Credit is the foreign force's part in what happens to the state's side, `men / (men + credit_men)`. Defeats are soldiers
//! killed above the usual [500/year] and towns lost [1 a symbol, 0.1 another, a year]; abuses are civilians killed by the
//! Russians above the usual [500/year]; arrears are months of army pay above the start's [3]. The units are chosen so that one
//! of each would be talked about for a year: expert judgement, as are the weights in the ledger. The fee costs the junta and
//! brings elites nothing: it is in the junta's own account.

use crate::ledger::Values;
use crate::units::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::world::{Actor, Elites, Good, Holder, Ledgers, Perpetrator, Pole, Standing, World};

/// Weight of a town that is no symbol, against one that is.
const PLAIN_TOWN: f64 = 0.1;

/// Parameters of what elites count.
#[derive(Clone, Copy, Debug)]
pub struct Deliveries {
    /// Nobody delivers and nobody fails: what was said of patrons at the start is said for ever.
    pub frozen: bool,
    /// ρ a month.
    pub kept: f64,
    /// Foreign men with whom half of the credit is theirs [men].
    pub credit_men: f64,
    /// People whom a patron is expected to bring under the state's control [% a year].
    pub promise: f64,
    /// Soldiers killed, and civilians killed by the Russians, that surprise nobody [a month].
    pub usual_dead: f64,
    pub usual_abuse: f64,
    /// Share of dearer gold that is credited to those who buy it.
    pub gold_credit: f64,
    /// Effect of drones and aircraft on insurgents as it is now.
    pub strikes: f64,
}

impl Deliveries {
    pub fn new(values: &Values) -> Self {
        Self {
            frozen: false,
            kept: (-std::f64::consts::LN_2 / values.get("influence.memory")).exp(),
            credit_men: values.get("influence.credit_men"),
            promise: values.get("influence.promise"),
            usual_dead: values.get("influence.usual_army_dead"),
            usual_abuse: values.get("influence.usual_abuse"),
            gold_credit: values.get("influence.gold_credit"),
            strikes: values.get("combat.strike_effect"),
        }
    }

    /// The start: how things stand, with nothing to remember.
    pub fn start(&self, elites: &mut Elites, world: &World) {
        elites.at_start = self.standing(world);
        elites.before = elites.at_start;
        elites.news = Ledgers::default();
        (elites.weeks, elites.army_dead, elites.abused, elites.aid) = (0.0, 0.0, 0.0, 0.0);
        elites.bound = world.contract.in_force;
    }

    /// A week more: the dead of the last one.
    pub fn count(&self, elites: &mut Elites, world: &World) {
        let army = world.harm.fighters_of(Holder::State).saturating_sub(world.harm.russians);
        elites.weeks += 1.0;
        elites.army_dead += f64::from(army);
        elites.abused += f64::from(world.harm.civilians_by(Perpetrator::Russia));
        elites.bound |= world.contract.in_force;
    }

    /// The month is over: its flows are remembered, and the next one is counted from here.
    pub fn remember(&self, elites: &mut Elites, world: &World) {
        if elites.weeks == 0.0 {
            return;
        }
        let now = self.standing(world);
        if !self.frozen {
            let flows = self.flows(elites, &now, world);
            for (news, flow) in elites.news.as_flattened_mut().iter_mut().zip(flows.as_flattened()) {
                *news += (1.0 - self.kept) * (flow - *news);
            }
        }
        elites.aid = now.delivered - elites.before.delivered;
        elites.before = now;
        (elites.weeks, elites.army_dead, elites.abused) = (0.0, 0.0, 0.0);
    }

    /// This month's flows [units of the good a year].
    pub fn flows(&self, elites: &Elites, now: &Standing, world: &World) -> Ledgers {
        let (then, first) = (&elites.before, &elites.at_start);
        let a_year = WEEKS_PER_YEAR / elites.weeks;
        let credit = self.credit(world);
        let security = (100.0 * (now.governed - then.governed) * a_year - self.promise) / 5.0;
        let quality = (now.quality - then.quality) * a_year / 0.1;
        let arrears = (now.arrears - first.arrears) / 3.0;
        let failures = self.defeats(elites, now) + arrears;
        let truce = now.truce - first.truce;
        let windfall = (1.0 - ratio(first.gold_price, now.gold_price)) * world.treasury.month.gold_revenue;
        let mut flows = Ledgers::default();
        let mut of = |pole: Pole, good: Good, flow: f64| flows[pole as usize][good as usize] = flow;
        of(Pole::Russia, Good::Security, credit * security);
        of(Pole::Russia, Good::Arms, quality + (now.air - first.air) / 0.3);
        of(Pole::Russia, Good::Fuel, fuel(then, now) * a_year / 100.0);
        of(
            Pole::Russia,
            Good::Disappointment,
            credit * failures + self.abuses(elites) + broken(elites, world),
        );
        of(
            Pole::West,
            Good::Security,
            (now.intelligence - first.intelligence) / 0.1 + (now.french - first.french) / 2_400.0,
        );
        of(Pole::West, Good::Disappointment, (now.sanctions - first.sanctions) / 0.5);
        of(Pole::East, Good::Money, self.gold_credit * windfall * WEEKS_PER_YEAR / WEEKS_PER_MONTH / 100.0);
        of(Pole::East, Good::Arms, ratio(now.strikes, first.strikes) - 1.0);
        of(Pole::Alone, Good::Security, (1.0 - credit) * security + (now.sahel - first.sahel) / 5_000.0);
        of(Pole::Alone, Good::Arms, quality);
        of(Pole::Alone, Good::Disappointment, (1.0 - credit) * failures);
        of(Pole::Accommodation, Good::Security, truce + (now.insurgent - first.insurgent) / 0.1);
        flows
    }

    /// The foreign force's part in what happens to the state's side.
    fn credit(&self, world: &World) -> f64 {
        let men = world.patron.men.max(0.0);
        if men > 0.0 { men / (men + self.credit_men) } else { 0.0 }
    }

    fn defeats(&self, elites: &Elites, now: &Standing) -> f64 {
        let a_year = WEEKS_PER_YEAR / elites.weeks;
        let usual = self.usual_dead * elites.weeks / WEEKS_PER_MONTH;
        (elites.army_dead - usual) * a_year / 500.0 + (elites.before.towns - now.towns) * a_year
    }

    fn abuses(&self, elites: &Elites) -> f64 {
        let usual = self.usual_abuse * elites.weeks / WEEKS_PER_MONTH;
        (elites.abused - usual) * WEEKS_PER_YEAR / elites.weeks / 500.0
    }

    /// How things stand today.
    pub fn standing(&self, world: &World) -> Standing {
        let men = |actor| world.bands.men_of(actor) as f64;
        let patron = &world.patron;
        let here = f64::from(u8::from(patron.men > 0.0));
        Standing {
            governed: people_under(world, &[Holder::State]),
            insurgent: people_under(world, &[Holder::Jnim, Holder::Issp, Holder::Fla]),
            towns: towns_held(world),
            quality: world.army.quality,
            air: here * (patron.air_support - 1.0) * patron.channels.air_support,
            sahel: men(Actor::Aes),
            french: men(Actor::Barkhane),
            intelligence: world.outside.intelligence,
            sanctions: world.outside.sanctions,
            arrears: world.treasury.arrears_months,
            gold_price: world.outside.gold_price,
            strikes: self.strikes,
            truce: f64::from(u8::from(world.fuel.in_truce(world.week))),
            pledged: world.kremlin.pledged,
            delivered: world.kremlin.delivered,
        }
    }
}

/// Litres that came less litres that were promised, since the last month [ML].
fn fuel(then: &Standing, now: &Standing) -> f64 {
    (now.delivered - then.delivered) - (now.pledged - then.pledged)
}

/// Belief in the patron that is lost, and the contract that is no more.
fn broken(elites: &Elites, world: &World) -> f64 {
    let ended = elites.bound && !world.contract.in_force;
    1.0 - world.patron.channels.expectations + f64::from(u8::from(ended))
}

fn ratio(x: f64, y: f64) -> f64 {
    if y > 0.0 { x / y } else { 1.0 }
}

/// Share of the people under these holders.
fn people_under(world: &World, holders: &[Holder]) -> f64 {
    let zones = &world.zones;
    let (mut under, mut all) = (0.0, 0.0);
    for (people, control) in zones.population.iter().zip(&zones.control) {
        under += people * holders.iter().map(|&holder| control[holder as usize]).sum::<f64>();
        all += people;
    }
    if all > 0.0 { under / all } else { 0.0 }
}

fn towns_held(world: &World) -> f64 {
    let towns = &world.towns;
    let weight = |symbol: bool| if symbol { 1.0 } else { PLAIN_TOWN };
    let held = towns.holder.iter().zip(&towns.symbol).filter(|&(&holder, _)| holder == Holder::State);
    held.map(|(_, &symbol)| weight(symbol)).sum()
}
