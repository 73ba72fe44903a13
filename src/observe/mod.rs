//! Observables: functions of the world. The model does not know that it is watched.
//!
//! [`observables`] are the columns of a trajectory, a value a recorded date; flows are summed since the last recorded
//! date. [`outcomes`] are one number a replicate. [`patterns`] are what history is held against,
//! [`laboratory`] what paper knows of a made-up world, [`questions`] what a scenario asks besides. Deaths are the
//! model's true deaths unless a name ends in `ucdp` or `acled`: each of the two counts has its own observation model,
//! a share of true deaths (`observe.ucdp`, `observe.acled` in the ledger).

pub mod exchange;
pub mod laboratory;
pub mod outcomes;
pub mod patterns;
pub mod questions;

use crate::ledger::Values;
use crate::world::{Actor, Channel, Holder, Perpetrator, World};

/// Name, unit and meaning of a column.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub unit: &'static str,
    pub meaning: String,
}

/// Shares of true deaths that a count sees.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub ucdp: f64,
    pub acled: f64,
}

impl Counts {
    pub fn new(values: &Values) -> Self {
        Self { ucdp: values.get("observe.ucdp"), acled: values.get("observe.acled") }
    }
}

/// Sums over weeks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flows {
    pub weeks: f64,
    pub events: f64,
    pub fighters: [f64; Holder::COUNT],
    pub civilians: [f64; Perpetrator::COUNT],
    pub russians: f64,
    pub delivered: f64,
    pub trucks_lost: f64,
    pub convoys_attacked: f64,
    pub towns_taken: f64,
    pub recruits_insurgent: f64,
}

impl Flows {
    /// Adds a week.
    pub fn add(&mut self, world: &World) {
        self.weeks += 1.0;
        self.events += world.events.iter().filter(|e| !e.void).count() as f64;
        for (sum, side) in self.fighters.iter_mut().zip(Holder::ALL) {
            *sum += f64::from(world.harm.fighters_of(side));
        }
        for (sum, p) in self.civilians.iter_mut().zip(Perpetrator::ALL) {
            *sum += f64::from(world.harm.civilians_by(p));
        }
        self.russians += f64::from(world.harm.russians);
        self.delivered += world.fuel.delivered;
        self.trucks_lost += f64::from(world.fuel.lost_lone + world.fuel.lost_convoy);
        self.convoys_attacked += f64::from(world.fuel.convoys_attacked);
        self.towns_taken += world.events.iter().filter(|e| e.taken.is_some()).count() as f64;
        self.recruits_insurgent += [Actor::Jnim, Actor::Issp, Actor::Fla]
            .iter()
            .map(|&a| f64::from(world.persons.recruits[a as usize]))
            .sum::<f64>();
    }

    pub fn battle_deaths(&self) -> f64 {
        self.fighters.iter().sum()
    }

    pub fn civilian_deaths(&self) -> f64 {
        self.civilians.iter().sum()
    }

    pub fn deaths(&self) -> f64 {
        self.battle_deaths() + self.civilian_deaths()
    }
}

/// Share of the country's people under a holder's effective control.
pub fn control_of_people(world: &World, holder: Holder) -> f64 {
    weighted(world, holder, |z| world.zones.population[z])
}

/// Share of the country's land under a holder's effective control.
pub fn control_of_land(world: &World, holder: Holder) -> f64 {
    weighted(world, holder, |z| world.zones.area_km2[z])
}

fn weighted(world: &World, holder: Holder, weight: impl Fn(usize) -> f64) -> f64 {
    let (mut held, mut all) = (0.0, 0.0);
    for z in 0..world.zones.len() {
        held += weight(z) * world.zones.control[z][holder as usize];
        all += weight(z);
    }
    if all > 0.0 { held / all } else { 0.0 }
}

/// Mean of a column over zones, by people.
pub fn by_people(world: &World, column: &[f64]) -> f64 {
    let all: f64 = world.zones.population.iter().sum();
    let sum: f64 = column.iter().zip(&world.zones.population).map(|(x, p)| x * p).sum();
    if all > 0.0 { sum / all } else { 0.0 }
}

/// The capital's zone; the first where there is none.
pub fn capital(world: &World) -> usize {
    world.towns.capital.iter().position(|&c| c).map_or(0, |t| world.towns.zone[t])
}

/// Whether the state holds the symbol town (Kidal).
pub fn symbol_held(world: &World) -> bool {
    (0..world.towns.len()).any(|t| world.towns.symbol[t] && world.towns.holder[t] == Holder::State)
}

/// Mean street price outside the capital, by people.
pub fn price_elsewhere(world: &World) -> f64 {
    let capital = capital(world);
    let (mut sum, mut all) = (0.0, 0.0);
    for z in (0..world.zones.len()).filter(|&z| z != capital) {
        sum += world.zones.fuel_price[z] * world.zones.population[z];
        all += world.zones.population[z];
    }
    if all > 0.0 { sum / all } else { 1.0 }
}

type Read = Box<dyn Fn(&World, &Flows, &Counts) -> f64 + Send + Sync>;

/// A column of a trajectory.
pub struct Observable {
    pub column: Column,
    read: Read,
}

impl Observable {
    pub fn value(&self, world: &World, flows: &Flows, counts: &Counts) -> f64 {
        (self.read)(world, flows, counts)
    }
}

fn observable(
    name: impl Into<String>,
    unit: &'static str,
    meaning: impl Into<String>,
    read: impl Fn(&World, &Flows, &Counts) -> f64 + Send + Sync + 'static,
) -> Observable {
    let column = Column { name: name.into(), unit, meaning: meaning.into() };
    Observable { column, read: Box::new(read) }
}

/// All columns of a trajectory, for zones of these names.
pub fn observables(zones: &[String]) -> Vec<Observable> {
    let mut all = territory(zones);
    all.extend(violence());
    all.extend(forces());
    all.extend(fuel_and_money(zones));
    all.extend(people_and_regime());
    all.extend(exchange::observables());
    all
}

fn territory(zones: &[String]) -> Vec<Observable> {
    let mut all = Vec::new();
    for holder in Holder::ALL {
        let id = holder.id();
        all.push(observable(
            format!("control.{id}.population"),
            "share",
            format!("people under effective control: {id}"),
            move |w, _, _| control_of_people(w, holder),
        ));
        all.push(observable(
            format!("control.{id}.territory"),
            "share",
            format!("land under effective control: {id}"),
            move |w, _, _| control_of_land(w, holder),
        ));
    }
    for (z, id) in zones.iter().enumerate() {
        all.push(observable(
            format!("control.state.{id}"),
            "share",
            format!("effective control of the state in {id}"),
            move |w, _, _| w.zones.control[z][Holder::State as usize],
        ));
    }
    all.push(observable("town.kidal.state", "0 or 1", "the state holds Kidal", |w, _, _| {
        f64::from(u8::from(symbol_held(w)))
    }));
    all.push(observable("towns.state", "towns", "towns that the state holds", |w, _, _| {
        w.towns.holder.iter().filter(|&&h| h == Holder::State).count() as f64
    }));
    all
}

fn violence() -> Vec<Observable> {
    let mut all = vec![
        observable("events", "events", "violent events since the last date", |_, f, _| f.events),
        observable("deaths", "persons", "deaths since the last date, all", |_, f, _| f.deaths()),
        observable("deaths.battle", "men", "fighters killed since the last date", |_, f, _| {
            f.battle_deaths()
        }),
        observable("deaths.civilian", "persons", "civilians killed since the last date", |_, f, _| {
            f.civilian_deaths()
        }),
        observable("deaths.ucdp", "persons", "deaths as UCDP would count them", |_, f, c| {
            f.deaths() * c.ucdp
        }),
        observable("deaths.acled", "persons", "deaths as ACLED would count them", |_, f, c| {
            f.deaths() * c.acled
        }),
        observable("deaths.russian", "men", "Russians killed since the last date", |_, f, _| f.russians),
    ];
    for p in Perpetrator::ALL {
        all.push(observable(
            format!("deaths.civilian.{}", p.key()),
            "persons",
            format!("civilians killed since the last date by: {}", p.key()),
            move |_, f, _| f.civilians[p as usize],
        ));
    }
    for h in [Holder::State, Holder::Jnim, Holder::Issp, Holder::Fla, Holder::Militia] {
        all.push(observable(
            format!("deaths.battle.{}", h.id()),
            "men",
            format!("fighters killed since the last date of: {}", h.id()),
            move |_, f, _| f.fighters[h as usize],
        ));
    }
    all
}

fn forces() -> Vec<Observable> {
    let armed = [
        Actor::Fama,
        Actor::Russia,
        Actor::Jnim,
        Actor::Issp,
        Actor::Fla,
        Actor::Gatia,
        Actor::DanNa,
        Actor::Dozo,
    ];
    let mut all: Vec<Observable> = armed
        .into_iter()
        .map(|actor| {
            observable(
                format!("men.{}", actor.id()),
                "men",
                format!("men under arms of {}", actor.id()),
                move |w, _, _| w.bands.men_of(actor) as f64,
            )
        })
        .collect();
    all.push(observable("army.quality", "ratio", "fighting quality of the army, 1 untrained", |w, _, _| {
        w.army.quality
    }));
    all.push(observable("russia.offence", "men", "Russians on offensive tasks", |w, _, _| {
        w.patron.men * w.patron.offence
    }));
    all.push(observable("recruits.insurgent", "men", "insurgent recruits since the last date", |_, f, _| {
        f.recruits_insurgent
    }));
    all
}

fn fuel_and_money(zones: &[String]) -> Vec<Observable> {
    let mut all = vec![
        observable(
            "fuel.delivered",
            "share",
            "mean deliveries over normal since the last date",
            |_, f, _| f.delivered / f.weeks.max(1.0),
        ),
        observable("fuel.available", "share", "share of demand met in the country, by people", |w, _, _| {
            by_people(w, &w.zones.fuel)
        }),
        observable("fuel.bamako", "share", "share of demand met in Bamako", |w, _, _| {
            w.zones.fuel[capital(w)]
        }),
        observable("fuel.price.bamako", "ratio", "street price over official in Bamako", |w, _, _| {
            w.zones.fuel_price[capital(w)]
        }),
        observable(
            "fuel.price.elsewhere",
            "ratio",
            "street price over official outside Bamako",
            |w, _, _| price_elsewhere(w),
        ),
        observable("fuel.power", "share", "share of the power plants' demand met", |w, _, _| w.fuel.power),
        observable("fuel.trucks_lost", "trucks", "tank trucks lost since the last date", |_, f, _| {
            f.trucks_lost
        }),
        observable("fuel.truce", "0 or 1", "a truce over the roads is in force", |w, _, _| {
            f64::from(u8::from(w.fuel.calm))
        }),
        observable("treasury.cash", "m$", "cash in the treasury", |w, _, _| w.treasury.cash),
        observable("treasury.arrears", "months", "army pay in arrears", |w, _, _| w.treasury.arrears_months),
        observable("treasury.debt", "m$", "public debt taken up since the start", |w, _, _| w.treasury.debt),
        observable("treasury.revenue", "m$/month", "revenue of the last month", |w, _, _| {
            w.treasury.month.revenue()
        }),
        observable("gold.revenue", "m$/month", "gold revenue of the last month", |w, _, _| {
            w.treasury.month.gold_revenue
        }),
        observable("gold.tonnes", "t", "industrial gold since the start", |w, _, _| w.treasury.gold_tonnes),
        observable("gold.price", "$/oz", "price of gold", |w, _, _| w.outside.gold_price),
        observable("oil.price", "$/bbl", "price of Brent", |w, _, _| w.outside.oil_price),
    ];
    for (z, id) in zones.iter().enumerate() {
        all.push(observable(
            format!("fuel.{id}"),
            "share",
            format!("share of demand met in {id}"),
            move |w, _, _| w.zones.fuel[z],
        ));
    }
    all
}

fn people_and_regime() -> Vec<Observable> {
    vec![
        observable("people.support", "share", "latent support for the state", |w, _, _| {
            by_people(w, &w.persons.mean_support)
        }),
        observable("people.stated", "share", "support for the state as told", |w, _, _| {
            by_people(w, &w.persons.mean_stated)
        }),
        observable(
            "people.intelligence",
            "share",
            "share of the state's fire that finds its aim",
            |w, _, _| by_people(w, &w.zones.intelligence),
        ),
        observable("people.displaced", "persons", "displaced inside the country", |w, _, _| {
            w.persons.displaced as f64
        }),
        observable("regime.legitimacy", "share", "legitimacy in the capital", |w, _, _| w.regime.legitimacy),
        observable("regime.survives", "0 or 1", "the junta of the start is in office", |w, _, _| {
            f64::from(u8::from(w.regime.survives()))
        }),
        observable("regime.protest", "share", "people of the capital who would protest", |w, _, _| {
            w.regime.protest
        }),
        observable("regime.attempts", "attempts", "attempts at power since the start", |w, _, _| {
            f64::from(w.regime.attempts)
        }),
    ]
}

/// Whether an event is one-sided violence, and by whom.
pub fn one_sided(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::JnimOnesided | Channel::IsspOnesided | Channel::StateOnesided | Channel::MilitiaOnesided
    )
}
