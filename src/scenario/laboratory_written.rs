//! `[laboratory]` as written: tables of all layers merged key by key, then read.

use super::fault::{At, Fault, Faults};
use super::fields::{Fields, wrong_type};
use super::laboratory::{Laboratory, LaboratoryBand, Law};
use super::names::OWNERS;
use super::tree::{Entry, Node, Value};
use std::ops::RangeInclusive;

const MOST_BANDS: usize = 1_000;
/// Keys of a laboratory and its bands together.
pub const MOST_KEYS: usize = 5_000;
const RATE: RangeInclusive<f64> = 0.0..=1000.0;
const SHARE: RangeInclusive<f64> = 0.0..=1.0;

/// Number of keys, those of inner tables included.
pub fn size(entries: &[Entry]) -> usize {
    let inner = |entry: &Entry| match &entry.node.value {
        Value::Table(entries) => 1 + size(entries),
        _ => 1,
    };
    entries.iter().map(inner).sum()
}

/// Puts the keys of `over` in place of those of `under`, table by table.
pub fn merge(under: &mut Vec<Entry>, over: &[Entry]) {
    for entry in over {
        match under.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => match (&mut known.node.value, &entry.node.value) {
                (Value::Table(inner), Value::Table(more)) => merge(inner, more),
                _ => *known = entry.clone(),
            },
            None => under.push(entry.clone()),
        }
    }
}

/// Reads the merged table.
pub fn read(entries: &[Entry], at: &At, faults: &mut Faults) -> Option<Laboratory> {
    let mut fields = Fields::new("[laboratory]", at, entries, faults);
    let zones = fields.whole("zones", 1..=13, "zones").unwrap_or(1);
    let persons = fields.whole("persons", 0..=30_000_000, "persons").unwrap_or(0);
    let bands = fields.get("bands");
    let laws = [("square", Law::Square), ("linear", Law::Linear), ("ambush", Law::Ambush)];
    let mut laboratory = Laboratory {
        zones: usize::try_from(zones).unwrap_or(1),
        persons,
        bands: Vec::new(),
        law: fields.choice("law", &laws),
        aimed: fields.number("aimed", RATE, "an hour"),
        area: fields.number("area", RATE, "an hour"),
        operations: fields.small("operations", 0..=1_000, "a week"),
        recruitment: fields.number("recruitment", RATE, "a bystander killed"),
        intelligence: fields.number("intelligence", SHARE, "(a share)"),
        background: fields.number("background", RATE, "events a day"),
        stock_days: fields.number("stock_days", 0.0..=1000.0, "days"),
        inflow: fields.number("inflow", 0.0..=10.0, "of demand"),
        hazards: None,
    };
    laboratory.hazards = fields.get("hazards").and_then(|node| hazards(node, fields.faults));
    fields.done();
    if let Some(node) = bands {
        laboratory.bands = read_bands(node, laboratory.zones, faults);
    }
    Some(laboratory)
}

fn hazards(node: &Node, faults: &mut Faults) -> Option<[f64; 2]> {
    let numbers: Option<Vec<f64>> = match &node.value {
        Value::List(items) => {
            items.iter().map(|item| super::fields::number(item, "hazards", faults)).collect()
        }
        _ => None,
    };
    let pair = numbers.and_then(|numbers| <[f64; 2]>::try_from(numbers).ok());
    let fine = pair.filter(|pair| pair.iter().all(|hazard| (0.0..=10.0).contains(hazard)));
    if fine.is_none() {
        faults.add(Fault::new(
            &node.at,
            "`hazards` are two rates a week",
            "[coup, takeover], each from 0 to 10 a week",
        ));
    }
    fine
}

fn read_bands(node: &Node, zones: usize, faults: &mut Faults) -> Vec<LaboratoryBand> {
    let Value::Table(entries) = &node.value else {
        wrong_type::<()>(
            node,
            "bands",
            "a table with a table for each band, as [laboratory.bands.fama]",
            faults,
        );
        return Vec::new();
    };
    if entries.len() > MOST_BANDS {
        let message = format!("{} bands", entries.len());
        faults.add(Fault::new(&node.at, message, format!("at most {MOST_BANDS}")));
        return Vec::new();
    }
    let mut bands: Vec<LaboratoryBand> =
        entries.iter().filter_map(|entry| read_band(entry, zones, faults)).collect();
    bands.sort_by(|a, b| a.name.cmp(&b.name));
    bands
}

fn read_band(entry: &Entry, zones: usize, faults: &mut Faults) -> Option<LaboratoryBand> {
    let Value::Table(entries) = &entry.node.value else {
        return wrong_type(&entry.node, &entry.key, "a table { owner, zone, men }", faults);
    };
    let title = format!("the band `{}`", entry.key);
    let mut fields = Fields::new(&title, &entry.key_at, entries, faults);
    fields.need("men", "12");
    let owners = OWNERS.map(|owner| (owner, owner));
    let named = owners.iter().find(|(owner, _)| *owner == entry.key).map(|(owner, _)| *owner);
    if named.is_none() {
        fields.need("owner", "\"fama\"");
    }
    let owner = match fields.get("owner") {
        Some(_) => fields.choice("owner", &owners),
        None => named,
    };
    let zone = match fields.get("zone") {
        Some(_) => fields.whole("zone", 0..=zones as u64 - 1, "(rows of zones)"),
        None => Some(0),
    };
    let men = fields.small("men", 0..=1_000_000, "men");
    fields.done();
    let zone = usize::try_from(zone?).ok()?;
    Some(LaboratoryBand { name: entry.key.clone(), owner: owner?, zone, men: men? })
}
