//! `[[intervention]]` as written: exact keys, units and bounds of each kind.

use super::fault::{Fault, Faults};
use super::fields::{Fields, choice, wrong_type};
use super::intervention::*;
use super::names::{ALLIES, CORRIDORS, COUNTRIES, ZONES};
use super::nearest::nearest;
use super::tree::{Entry, Node, Value};
use crate::ledger::parameters;
use jiff::civil::Date;

/// Longest time an intervention may take or last: the longest run [weeks].
const WEEKS: std::ops::RangeInclusive<u32> = 1..=522;
/// Men of a force: no foreign force in Mali had more than about 15,000.
const MEN: std::ops::RangeInclusive<u32> = 0..=50_000;
const SHARE: std::ops::RangeInclusive<f64> = 0.0..=1.0;
const TIMES: std::ops::RangeInclusive<f64> = 0.0..=20.0;
/// Zones of the largest world, Mali's thirteen.
const LAST_ZONE: u64 = ZONES.len() as u64 - 1;

type Reading = fn(&mut Fields) -> Option<Intervention>;

const KINDS: [(&str, Reading); 28] = [
    ("withdraw", withdraw),
    ("deploy", deploy),
    ("provider", provider),
    ("posture", posture),
    ("ban", |_| Some(Intervention::Ban(Ban {}))),
    ("blockade", blockade),
    ("truce", truce),
    ("truce_offers", truce_offers),
    ("no_truce", no_truce),
    ("escort_surge", escort_surge),
    ("pledge", pledge),
    ("sanctions", sanctions),
    ("price", price),
    ("border", border),
    ("coup_attempt", |_| Some(Intervention::CoupAttempt(CoupAttempt {}))),
    ("leader_killed", |_| Some(Intervention::LeaderKilled(LeaderKilled {}))),
    ("alliance", alliance),
    ("joint_force", joint_force),
    ("mines", mines),
    ("collateral", collateral),
    ("intelligence", intelligence),
    ("guard_mines", guard_mines),
    ("war_load", war_load),
    ("mutiny", |_| Some(Intervention::Mutiny(Mutiny {}))),
    ("terms", terms),
    ("rupture", |_| Some(Intervention::Rupture(Rupture {}))),
    ("set", set),
    ("engagement", engagement),
];

/// What the whole model will take and this version does not.
const LATER: [&str; 1] = ["contagion"];

/// One table of `[[intervention]]`: its date and the one thing it does.
pub fn read(node: &Node, faults: &mut Faults) -> Option<(Date, Intervention)> {
    let Value::Table(entries) = &node.value else {
        return wrong_type(node, "intervention", "a table with a date", faults);
    };
    let mut fields = Fields::new("an intervention", &node.at, entries, faults);
    fields.need("date", "2025-06-06");
    let date = fields.date("date");
    let done: Vec<&Entry> = entries.iter().filter(|entry| entry.key != "date").collect();
    let known: Vec<Option<Intervention>> = done.iter().map(|entry| read_kind(entry, faults)).collect();
    match (known.as_slice(), date) {
        ([], _) => {
            let allowed = format!("one of {}", kinds());
            faults.add(Fault::new(&node.at, "an intervention that does nothing", allowed));
            None
        }
        ([what], date) => Some((date?, what.clone()?)),
        (_, _) => {
            let message = "an intervention does one thing";
            faults.add(Fault::new(&done[1].key_at, message, "put this into an [[intervention]] of its own"));
            None
        }
    }
}

fn kinds() -> String {
    KINDS.map(|(name, _)| name).join(", ")
}

fn read_kind(entry: &Entry, faults: &mut Faults) -> Option<Intervention> {
    let Some((name, reading)) = KINDS.iter().find(|(name, _)| *name == entry.key) else {
        let message = format!("unknown intervention `{}`", super::fault::shortened(&entry.key));
        let fault = if LATER.contains(&entry.key.as_str()) {
            Fault::new(&entry.key_at, message, "comes with a later version")
        } else {
            let near = nearest(&entry.key, KINDS.map(|(name, _)| name));
            Fault::new(&entry.key_at, message, format!("one of {}", kinds())).nearest(near)
        };
        faults.add(fault);
        return None;
    };
    let Value::Table(entries) = &entry.node.value else {
        return wrong_type(&entry.node, name, "a table of keys, { … }", faults);
    };
    let title = format!("`{name}`");
    let mut fields = Fields::new(&title, &entry.key_at, entries, faults);
    let what = reading(&mut fields);
    fields.done();
    what
}

const FORCES: [(&str, Force); 5] = [
    ("russia", Force::Russia),
    ("wagner", Force::Wagner),
    ("africa-corps", Force::AfricaCorps),
    ("barkhane", Force::Barkhane),
    ("minusma", Force::Minusma),
];

const CHANNELS: [(&str, Channel); 5] = [
    ("combat", Channel::Combat),
    ("guard", Channel::Guard),
    ("training", Channel::Training),
    ("air_support", Channel::AirSupport),
    ("expectations", Channel::Expectations),
];

fn words<const N: usize>(names: [&'static str; N]) -> [(&'static str, &'static str); N] {
    names.map(|name| (name, name))
}

fn withdraw(fields: &mut Fields) -> Option<Intervention> {
    fields.need("force", "\"wagner\"");
    fields.need("over_weeks", "8");
    let force = fields.choice("force", &FORCES);
    let over_weeks = fields.small("over_weeks", WEEKS, "weeks");
    let channels = match fields.get("channels") {
        Some(_) => fields.choices("channels", &CHANNELS),
        None => Some(Channel::ALL.to_vec()),
    };
    let mut channels = channels?;
    channels.sort();
    Some(Intervention::Withdraw(Withdraw { force: force?, over_weeks: over_weeks?, channels }))
}

fn deploy(fields: &mut Fields) -> Option<Intervention> {
    fields.need("force", "\"africa-corps\"");
    fields.need("men", "1000");
    fields.need("over_weeks", "8");
    let force = fields.choice("force", &FORCES);
    let men = fields.small("men", MEN, "men");
    let over_weeks = fields.small("over_weeks", WEEKS, "weeks");
    Some(Intervention::Deploy(Deploy { force: force?, men: men?, over_weeks: over_weeks? }))
}

fn provider(fields: &mut Fields) -> Option<Intervention> {
    fields.need("type", "\"africa-corps\"");
    let types = [("wagner", ProviderType::Wagner), ("africa-corps", ProviderType::AfricaCorps)];
    let kind = fields.choice("type", &types)?;
    Some(Intervention::Provider(NewProvider { kind }))
}

fn posture(fields: &mut Fields) -> Option<Intervention> {
    let shares = ["offence", "guard", "training", "escort"].map(|key| fields.number(key, SHARE, "(a share)"));
    let [offence, guard, training, escort] = shares;
    let given: Vec<f64> = shares.into_iter().flatten().collect();
    let sum: f64 = given.iter().sum();
    let whole = given.len() == shares.len();
    if given.is_empty() || sum > 1.0 + 1e-9 || (whole && (sum - 1.0).abs() > 1e-9) {
        let message = format!("these shares of effort make {sum}, not 1");
        fields.refuse(message, "some of offence, guard, training, escort, at most 1 together; all four: 1");
        return None;
    }
    Some(Intervention::Posture(Posture { offence, guard, training, escort }))
}

fn blockade(fields: &mut Fields) -> Option<Intervention> {
    let effort_times = fields.number_or("effort_times", 1.0, TIMES, "times");
    let attack_times = fields.number_or("attack_times", 1.0, TIMES, "times");
    let corridors = corridors(fields);
    let weeks = fields.optional_small("weeks", WEEKS, "weeks");
    Some(Intervention::Blockade(Blockade {
        effort_times: effort_times?,
        attack_times: attack_times?,
        corridors: corridors?,
        weeks: weeks?,
    }))
}

/// The corridors named, all where none is.
fn corridors(fields: &mut Fields) -> Option<Vec<&'static str>> {
    match fields.get("corridors") {
        Some(_) => fields.choices("corridors", &words(CORRIDORS)),
        None => Some(CORRIDORS.to_vec()),
    }
}

fn truce(fields: &mut Fields) -> Option<Intervention> {
    let days = fields.optional_small("days", 1..=730, "days");
    let price = fields.optional_number("price", 0.0..=1000.0, "million US$");
    Some(Intervention::Truce(Truce { days: days?, price: price? }))
}

fn truce_offers(fields: &mut Fields) -> Option<Intervention> {
    fields.need("times", "3");
    let times = fields.number("times", TIMES, "times");
    let price = fields.optional_number("price", 0.0..=1000.0, "million US$");
    let weeks = fields.optional_small("weeks", WEEKS, "weeks");
    Some(Intervention::TruceOffers(TruceOffers { times: times?, price: price?, weeks: weeks? }))
}

fn no_truce(fields: &mut Fields) -> Option<Intervention> {
    let weeks = fields.optional_small("weeks", WEEKS, "weeks");
    Some(Intervention::NoTruce(NoTruce { weeks: weeks? }))
}

fn escort_surge(fields: &mut Fields) -> Option<Intervention> {
    let capacity_times = fields.number_or("capacity_times", 1.0, TIMES, "times");
    let attack_times = fields.number_or("attack_times", 1.0, TIMES, "times");
    let men_share = fields.number_or("men_share", 0.0, SHARE, "(a share)");
    let weeks = fields.optional_small("weeks", WEEKS, "weeks");
    Some(Intervention::EscortSurge(EscortSurge {
        capacity_times: capacity_times?,
        attack_times: attack_times?,
        men_share: men_share?,
        weeks: weeks?,
    }))
}

fn pledge(fields: &mut Fields) -> Option<Intervention> {
    fields.need("fuel", "20");
    fields.need("months", "6");
    // Demand is about 195 million litres a month; a pledge beyond twice that is a slip.
    let fuel = fields.number("fuel", 0.0..=400.0, "million litres a month");
    let months = fields.small("months", 1..=120, "months");
    let delivered = fields.optional_number("delivered", SHARE, "(a share)");
    let corridors = corridors(fields);
    Some(Intervention::Pledge(Pledge {
        fuel: fuel?,
        months: months?,
        delivered: delivered?,
        corridors: corridors?,
    }))
}

fn sanctions(fields: &mut Fields) -> Option<Intervention> {
    fields.need("trade_cut", "0.6");
    fields.need("weeks", "26");
    let trade_cut = fields.number("trade_cut", SHARE, "(a share)");
    let weeks = fields.small("weeks", WEEKS, "weeks");
    Some(Intervention::Sanctions(Sanctions { trade_cut: trade_cut?, weeks: weeks? }))
}

fn price(fields: &mut Fields) -> Option<Intervention> {
    let gold_times = fields.number_or("gold_times", 1.0, 0.1..=10.0, "times");
    let oil_times = fields.number_or("oil_times", 1.0, 0.1..=10.0, "times");
    Some(Intervention::Price(Price { gold_times: gold_times?, oil_times: oil_times? }))
}

fn border(fields: &mut Fields) -> Option<Intervention> {
    fields.need("country", "\"algeria\"");
    fields.need("openness", "0.5");
    let country = fields.choice("country", &words(COUNTRIES));
    let openness = fields.number("openness", SHARE, "(0 closed, 1 open)");
    Some(Intervention::Border(Border { country: country?, openness: openness? }))
}

fn alliance(fields: &mut Fields) -> Option<Intervention> {
    fields.need("pair", "[\"jnim\", \"fla\"]");
    fields.need("level", "0.85");
    let at = fields.get("pair").map(|node| node.at.clone());
    let pair = fields.choices("pair", &words(ALLIES));
    let level = fields.number("level", SHARE, "(0 apart, 1 as one)");
    let Ok(pair) = <[&str; 2]>::try_from(pair?) else {
        let at = at?;
        fields.faults.add(Fault::new(&at, "an alliance has two sides", "two of jnim, fla, issp"));
        return None;
    };
    if !pair.contains(&"jnim") {
        let at = at?;
        let allowed = "[\"jnim\", \"fla\"] or [\"jnim\", \"issp\"]: the model knows no other tie";
        fields.faults.add(Fault::new(&at, "no such alliance", allowed));
        return None;
    }
    Some(Intervention::Alliance(Alliance { pair, level: level? }))
}

fn joint_force(fields: &mut Fields) -> Option<Intervention> {
    fields.need("men", "800");
    let men = fields.small("men", MEN, "men")?;
    Some(Intervention::JointForce(JointForce { men }))
}

fn mines(fields: &mut Fields) -> Option<Intervention> {
    fields.need("disputed", "true");
    let disputed = fields.truth("disputed")?;
    Some(Intervention::Mines(Mines { disputed }))
}

fn collateral(fields: &mut Fields) -> Option<Intervention> {
    fields.need("times", "0.4");
    fields.need("side", "\"state\"");
    let times = fields.number("times", TIMES, "times");
    let side = fields.choice("side", &[("state", Side::State), ("russia", Side::Russia)]);
    Some(Intervention::Collateral(Collateral { times: times?, side: side? }))
}

fn intelligence(fields: &mut Fields) -> Option<Intervention> {
    fields.need("add", "0.1");
    let add = fields.number("add", -1.0..=1.0, "(added to a share)")?;
    Some(Intervention::Intelligence(Intelligence { add }))
}

fn guard_mines(fields: &mut Fields) -> Option<Intervention> {
    fields.need("men", "500");
    let men = fields.small("men", MEN, "men")?;
    Some(Intervention::GuardMines(GuardMines { men }))
}

fn war_load(fields: &mut Fields) -> Option<Intervention> {
    fields.need("change", "-0.4");
    let change = fields.number("change", -1.0..=1.0, "(added to a share)");
    let weeks = fields.optional_small("weeks", WEEKS, "weeks");
    Some(Intervention::WarLoad(WarLoad { change: change?, weeks: weeks? }))
}

fn terms(fields: &mut Fields) -> Option<Intervention> {
    let fee = fields.optional_number("fee", 0.0..=1000.0, "million US$ a month")?;
    let men = fields.optional_small("men", MEN, "men")?;
    let posture = fields.optional_number("posture", SHARE, "(a share)")?;
    if fee.is_none() && men.is_none() && posture.is_none() {
        fields.refuse("these terms say nothing", "some of fee, men, posture");
        return None;
    }
    Some(Intervention::Terms(Terms { fee, men, posture }))
}

fn set(fields: &mut Fields) -> Option<Intervention> {
    fields.need("path", "\"fuel.blockade_effort\"");
    fields.need("value", "0.3");
    let path_node = fields.get("path");
    let path = fields.text("path");
    let value_node = fields.get("value")?;
    let (path, path_node) = (path?, path_node?);
    let row = super::parameters::row_named(path, &path_node.at, parameters(), fields.faults)?;
    let value = super::parameters::number_in_bounds(value_node, row, fields.faults)?;
    Some(Intervention::Set(Set { path: path.to_string(), value }))
}

fn engagement(fields: &mut Fields) -> Option<Intervention> {
    fields.need("attacker", "\"fama\"");
    fields.need("defender", "\"jnim\"");
    fields.need("tactic", "\"battle\"");
    let zone = zone(fields);
    let attacker = fields.text("attacker");
    let defender = fields.text("defender");
    let tactics = [
        ("battle", Tactic::Battle),
        ("ambush", Tactic::Ambush),
        ("siege", Tactic::Siege),
        ("assault", Tactic::Assault),
    ];
    let tactic = fields.choice("tactic", &tactics);
    let to_the_end = match fields.get("to_the_end") {
        Some(_) => fields.truth("to_the_end"),
        None => Some(false),
    };
    Some(Intervention::Engagement(Engagement {
        zone: zone?,
        attacker: attacker?.to_string(),
        defender: defender?.to_string(),
        tactic: tactic?,
        to_the_end: to_the_end?,
    }))
}

/// A zone by its id, or by its row where a laboratory has no ids; the first where none is named.
fn zone(fields: &mut Fields) -> Option<usize> {
    let Some(node) = fields.get("zone") else { return Some(0) };
    if let Value::Text(_) = node.value {
        let rows: Vec<(&'static str, usize)> = ZONES.into_iter().zip(0..).collect();
        return choice(node, "zone", &rows, fields.faults);
    }
    fields.whole("zone", 0..=LAST_ZONE, "").and_then(|row| usize::try_from(row).ok())
}
