//! Outcomes: one number a replicate.

use super::{
    Column, Counts, Flows, capital, control_of_land, control_of_people, price_elsewhere, symbol_held,
};
use crate::world::{Cause, Holder, Perpetrator, World};

/// What is kept of a replicate while it runs.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    flows: Flows,
    people_at_start: f64,
    land_at_start: f64,
    price_bamako: f64,
    price_elsewhere: f64,
    least_fuel: f64,
    fuel_bamako: f64,
    arrears_peak: f64,
    gold_revenue: f64,
    months_seen: u32,
    raids: u32,
    worst_month_russians: f64,
    russians_before: [f64; 4],
    kidal_lost: bool,
    kidal_weeks: f64,
    exchange: super::exchange::Tally,
}

impl Tally {
    /// Begins with the world's first day.
    pub fn begin(&mut self, world: &World) {
        *self = Self {
            people_at_start: control_of_people(world, Holder::State),
            land_at_start: control_of_land(world, Holder::State),
            least_fuel: 1.0,
            price_bamako: 1.0,
            price_elsewhere: 1.0,
            ..Self::default()
        };
        self.exchange.begin(self.people_at_start);
    }

    /// Adds a week.
    pub fn add(&mut self, world: &World) {
        self.exchange.add(world, control_of_people(world, Holder::State));
        self.flows.add(world);
        let z = capital(world);
        if z < world.zones.len() {
            self.price_bamako = self.price_bamako.max(world.zones.fuel_price[z]);
            self.least_fuel = self.least_fuel.min(world.zones.fuel[z]);
            self.fuel_bamako += world.zones.fuel[z];
        }
        self.price_elsewhere = self.price_elsewhere.max(price_elsewhere(world));
        self.arrears_peak = self.arrears_peak.max(world.treasury.arrears_months);
        if world.treasury.months > self.months_seen {
            self.months_seen = world.treasury.months;
            self.gold_revenue += world.treasury.month.gold_revenue;
        }
        self.raids += world
            .events
            .iter()
            .filter(|e| e.channel == crate::world::Channel::CapitalRaid && !e.void)
            .count() as u32;
        self.russians_before.rotate_left(1);
        self.russians_before[3] = f64::from(world.harm.russians);
        self.worst_month_russians = self.worst_month_russians.max(self.russians_before.iter().sum());
        self.kidal_lost |= !symbol_held(world);
        self.kidal_weeks += f64::from(u8::from(symbol_held(world)));
    }

    /// The outcomes, in the order of [`columns`].
    pub fn outcomes(&self, world: &World, counts: &Counts, out: &mut Vec<f64>) {
        let f = &self.flows;
        let weeks = f.weeks.max(1.0);
        let flag = |b: bool| f64::from(u8::from(b));
        let people = control_of_people(world, Holder::State);
        let land = control_of_land(world, Holder::State);
        out.push(flag(world.regime.survives()));
        out.push(world.regime.exit.map_or(f64::NAN, |e| e.time));
        out.push(world.regime.exit.map_or(0.0, |e| 1.0 + e.cause as usize as f64));
        for cause in Cause::ALL.into_iter().filter(|c| c.is_exit()) {
            out.push(flag(world.regime.exit.is_some_and(|e| e.cause == cause)));
        }
        out.extend([
            f64::from(world.regime.attempts),
            f64::from(world.regime.foiled),
            people,
            people - self.people_at_start,
            land,
            land - self.land_at_start,
            flag(symbol_held(world)),
            self.kidal_weeks / weeks,
            f.deaths(),
            f.battle_deaths(),
            f.civilian_deaths(),
            f.deaths() * counts.ucdp,
            f.deaths() * counts.acled,
        ]);
        out.extend(Perpetrator::ALL.map(|p| f.civilians[p as usize]));
        out.extend([
            f.fighters[Holder::State as usize],
            f.russians,
            self.worst_month_russians,
            f.events,
            f64::from(self.raids),
            f64::from(world.fuel.acute_total),
            self.least_fuel,
            self.fuel_bamako / weeks,
            f.delivered / weeks,
            self.price_bamako,
            self.price_elsewhere,
            f.trucks_lost,
            f64::from(world.fuel.truces.bought),
            world.treasury.arrears_months,
            self.arrears_peak,
            self.gold_revenue,
            world.treasury.gold_tonnes,
            world.persons.displaced as f64,
            super::by_people(world, &world.persons.mean_support),
            world.regime.legitimacy,
            [crate::world::Actor::Jnim, crate::world::Actor::Issp, crate::world::Actor::Fla]
                .iter()
                .map(|&a| world.bands.men_of(a) as f64)
                .sum(),
        ]);
        self.exchange.outcomes(world, out);
    }
}

/// Names, units and meanings of the outcomes.
pub fn columns() -> Vec<Column> {
    let mut all = Vec::new();
    let mut push = |name: &str, unit: &'static str, meaning: &str| {
        all.push(Column { name: name.into(), unit, meaning: meaning.into() });
    };
    push("regime.survives", "0 or 1", "the junta of the start is in office at the end");
    push("regime.exit_week", "weeks", "when the junta of the start fell; empty where it did not");
    push("regime.exit_cause", "code", "0 none, 1 coup, 2 palace, 3 uprising, 4 takeover, 5 settlement");
    for cause in Cause::ALL.into_iter().filter(|c| c.is_exit()) {
        let meaning = match cause {
            Cause::Coup => "the junta falls to officers outside it",
            Cause::Palace => "a faction of the junta removes the rest",
            Cause::Uprising => "the street brings the junta down",
            Cause::Takeover => "insurgents take Bamako",
            _ => "a settlement with JNIM ends the junta's rule as it was",
        };
        push(&format!("exit.{}", cause.key()), "0 or 1", meaning);
    }
    push("regime.attempts", "attempts", "attempts at power");
    push("regime.foiled", "attempts", "attempts that failed");
    push("control.population", "share", "people under the state's effective control at the end");
    push("control.population.change", "share", "the same, less the start");
    push("control.territory", "share", "land under the state's effective control at the end");
    push("control.territory.change", "share", "the same, less the start");
    push("kidal.state", "0 or 1", "the state holds Kidal at the end");
    push("kidal.weeks", "share", "share of weeks in which the state holds Kidal");
    push("deaths", "persons", "deaths in the conflict, true");
    push("deaths.battle", "men", "fighters killed");
    push("deaths.civilian", "persons", "civilians killed");
    push("deaths.ucdp", "persons", "deaths as UCDP would count them");
    push("deaths.acled", "persons", "deaths as ACLED would count them");
    for p in Perpetrator::ALL {
        push(
            &format!("deaths.civilian.{}", p.key()),
            "persons",
            &format!("civilians killed by: {}", p.key()),
        );
    }
    push("deaths.battle.state", "men", "men of the state's side killed, Russians included");
    push("deaths.russian", "men", "Russians killed");
    push("deaths.russian.worst_month", "men", "Russians killed in the worst four weeks");
    push("events", "events", "violent events");
    push("raids.capital", "raids", "raids on the capital");
    push("fuel.acute_weeks", "weeks", "weeks of acute shortage in Bamako");
    push("fuel.least", "share", "least share of demand met in Bamako in a week");
    push("fuel.bamako", "share", "mean share of demand met in Bamako");
    push("fuel.delivered", "share", "mean deliveries over normal");
    push("fuel.price_peak.bamako", "ratio", "highest street price over official in Bamako");
    push("fuel.price_peak.elsewhere", "ratio", "highest mean street price over official outside Bamako");
    push("fuel.trucks_lost", "trucks", "tank trucks lost");
    push("fuel.truces", "truces", "truces bought");
    push("treasury.arrears", "months", "army pay in arrears at the end");
    push("treasury.arrears_peak", "months", "army pay in arrears at its worst");
    push("gold.revenue", "m$", "state revenue from gold over the run");
    push("gold.tonnes", "t", "industrial gold over the run");
    push("people.displaced", "persons", "displaced inside the country at the end");
    push("people.support", "share", "latent support for the state at the end");
    push("regime.legitimacy", "share", "legitimacy in the capital at the end");
    push("men.insurgent", "men", "insurgents under arms at the end");
    all.extend(super::exchange::columns());
    all
}
