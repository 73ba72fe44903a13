//! Conservation: men, litres, trucks, francs and persons close every week of every shipped scenario, and the check
//! notices when one does not.

use crate::lab::{each, folder, scenario};
use concession::simulation::Model;
use concession::world::{Actor, Bands, Kind, World};
use jiff::civil::date;

const N: u64 = 24;

fn shipped() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder of scenarios");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut names: Vec<String> = files
        .filter(|file| file.extension().is_some_and(|end| end == "toml"))
        .map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// An audit of its own, beside the model's.
fn audit(world: &World) -> Result<(), String> {
    let told = |what: &str| Err(format!("week {}: {what}", world.week));
    let bands = &world.bands;
    for actor in 0..Actor::COUNT {
        let rows = (0..bands.len()).filter(|&r| bands.owner[r] as usize == actor);
        let there: u64 = rows.map(|r| u64::from(bands.men[r])).sum();
        if there + bands.lost[actor] + bands.left[actor] != bands.raised[actor] {
            return told("men");
        }
    }
    let l = &world.fuel.litres;
    let (stock, road) = (world.fuel.stock.iter().sum::<u64>(), world.fuel.arriving.iter().sum::<u64>());
    if l.opening + l.delivered != stock + l.consumed || l.loaded != l.delivered + l.burned + l.diverted + road
    {
        return told("litres");
    }
    let p = &world.persons;
    let (there, before) =
        (p.persons.iter().map(|&n| u64::from(n)).sum::<u64>(), p.at_start.iter().sum::<u64>());
    if there + p.died + p.enlisted != before && !p.persons.is_empty() {
        return told("persons");
    }
    Ok(())
}

#[test]
fn every_stock_closes_in_every_week_of_every_scenario() {
    for name in shipped() {
        let model = Model::new(scenario(&name));
        let faults: Vec<String> = each(&model, N, |scratch, index| {
            let mut found = Ok(());
            let run = model.watch(scratch, index, |world| {
                if found.is_ok() {
                    found = audit(world);
                }
            });
            run.map_err(|fault| fault.0).and(found).err()
        })
        .into_iter()
        .flatten()
        .collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn a_man_from_nowhere_is_noticed() {
    let mut world = World::empty(date(2025, 6, 2));
    world.bands.raise(Actor::Jnim, Kind::Mobile, 0, Bands::NO_TOWN, 10);
    assert!(world.bands.closes() && audit(&world).is_ok());
    world.bands.men[0] += 1;
    assert!(!world.bands.closes() && audit(&world).is_err());
}

#[test]
fn a_litre_from_nowhere_is_noticed() {
    let mut world = World::empty(date(2025, 6, 2));
    world.fuel.stock.push(0);
    assert!(world.fuel.closes() && audit(&world).is_ok());
    world.fuel.stock[0] += 1;
    assert!(!world.fuel.closes() && audit(&world).is_err());
}

#[test]
fn a_dollar_from_nowhere_is_noticed() {
    let mut world = World::empty(date(2025, 6, 2));
    world.treasury.open(100.0, 1000.0, 0.0);
    assert!(world.treasury.closes());
    world.treasury.cash += 1e-3;
    assert!(!world.treasury.closes());
}
