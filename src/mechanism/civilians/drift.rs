//! An ordinary half-year: with violence as at the start and nothing else, nothing runs away.

use super::{Civilians, Opening};
use crate::geography::mali;
use crate::ledger::{Ledger, Values};
use crate::mechanism::laboratory::{country, values};
use crate::random::{Randomness, poisson};
use crate::world::{Actor, Bands, Holder, Kind, Perpetrator, Regime, World};

/// Civilian deaths of an event of one-sided violence, in the mean (expert judgement, for this test alone).
const DEAD_AN_EVENT: f64 = 2.5;
/// Fighters killed in a month, as many in each zone as its share of JNIM (expert judgement, for this test alone).
const FIGHTERS_A_MONTH: f64 = 120.0;

struct Ordinary<'l> {
    initial: Values<'l>,
    names: Vec<String>,
}

impl Ordinary<'_> {
    fn or_zero(&self, path: &str) -> f64 {
        if self.names.iter().any(|n| n == path) { self.initial.get(path) } else { 0.0 }
    }

    fn world(&self) -> World {
        let mali = mali();
        let people: Vec<f64> = mali.zones.iter().map(|z| f64::from(z.population)).collect();
        let mut world = country(&people);
        for (zone, place) in mali.zones.iter().enumerate() {
            for (other, km) in mali.distance[zone].iter().enumerate() {
                world.zones.distance[zone][other] = f64::from(*km);
            }
            let holders = Holder::ALL.map(|h| self.or_zero(&format!("control.{}.{}", place.id, h.id())));
            let all: f64 = holders.iter().sum();
            world.zones.control[zone] = holders.map(|c| c / all);
            for actor in Actor::ALL {
                let share = self.or_zero(&format!("men.{}.{}", actor.id(), place.id));
                let men = self.or_zero(&format!("men.{}", actor.id())) * share;
                world.zones.presence[zone][Holder::of(actor) as usize] += men;
                if men >= 1.0 {
                    world.bands.raise(actor, Kind::Mobile, zone, Bands::NO_TOWN, men as u32);
                }
            }
        }
        world.zones.control_at_start = world.zones.control.clone();
        world.zones.presence_at_start = world.zones.presence.clone();
        world.regime = Regime::new(self.initial.get("regime.legitimacy"), 210.0);
        world
    }

    fn harm(&self, world: &mut World, luck: &Randomness) {
        world.harm.clear();
        let by = [
            ("jnim", Perpetrator::Jnim, 1.0),
            ("issp", Perpetrator::Issp, 1.0),
            ("militia", Perpetrator::Militia, 1.0),
            ("state", Perpetrator::State, 0.6),
            ("state", Perpetrator::Russia, 0.4),
        ];
        for (zone, place) in mali().zones.iter().enumerate() {
            let mut rng = luck.stream("ordinary harm", world.week, zone as u64);
            for (name, perpetrator, share) in by {
                let events = self.or_zero(&format!("events.{name}_onesided"));
                let here = self.or_zero(&format!("events.{name}_onesided.{}", place.id));
                let mean = events * 12.0 / 52.0 * here * share * DEAD_AN_EVENT;
                world.harm.civilians[zone][perpetrator as usize] = poisson(mean, &mut rng);
            }
            let fighters = FIGHTERS_A_MONTH * 12.0 / 52.0 * self.or_zero(&format!("men.jnim.{}", place.id));
            world.harm.fighters[zone][Holder::Jnim as usize] = poisson(fighters, &mut rng);
        }
    }
}

#[test]
fn an_ordinary_half_year_stays_ordinary() {
    let ledger =
        Ledger::parse(include_str!("../../../data/initial/2025-06-02.csv")).expect("an initial state");
    let initial = ledger.central();
    let names = initial.names().map(str::to_owned).collect();
    let ordinary = Ordinary { initial, names };
    let civilians = Civilians::new(&values());
    let luck = Randomness::new(12, 1);
    let mut world = ordinary.world();
    civilians.start(&mut world, &Opening::new(1_000, &ordinary.initial), &luck);
    for _ in 0..26 {
        ordinary.harm(&mut world, &luck);
        civilians.step(&mut world, &luck);
        world.week += 1;
    }
    let persons = &world.persons;
    assert!(persons.closes() && world.bands.closes());
    assert!((persons.national(&persons.mean_support) - 0.57).abs() < 0.03);
    assert!((world.regime.legitimacy - 0.57).abs() < 0.03);
    assert!((330_000..=410_000).contains(&persons.displaced), "{}", persons.displaced);
    let joined = persons.recruits_total[Actor::Jnim as usize];
    assert!((50..=800).contains(&joined), "JNIM gains {joined}");
    for zone in 0..world.zones.len() {
        let name = &mali().zones[zone].id;
        let mu = world.zones.intelligence[zone];
        assert!((mu - 0.2).abs() < 0.04, "intelligence of {name}: {mu}");
        assert!(world.zones.acceptance[zone].iter().all(|a| (a - 1.0).abs() < 0.1), "acceptance in {name}");
    }
}
