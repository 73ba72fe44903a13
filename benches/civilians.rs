//! Nanoseconds an agent and week of the civilians' mechanism, and how they move with agents and with harm.
//!
//! Budget: 10 of the 25 that the whole engine may take. `cargo bench --bench civilians`.

use concession::ledger::parameters;
use concession::mechanism::civilians::{Civilians, Opening};
use concession::random::Randomness;
use concession::world::*;
use std::time::Instant;

const ZONES: usize = 13;
const PEOPLE: f64 = 22_395_485.0;
const WEEKS: u32 = 20;
const RUNS: u32 = 40;

fn main() {
    let usual = nanoseconds(1_000, 3);
    println!("1,000 persons an agent, 3 dead a zone and week: {usual:6.2} ns an agent and week");
    for (name, persons_per_agent, dead) in
        [("no harm", 1_000, 0), ("ten times the harm", 1_000, 30), ("100 persons an agent", 100, 3)]
    {
        let ns = nanoseconds(persons_per_agent, dead);
        println!("{name:>20}: {ns:6.2} ns, {:.2} times", ns / usual);
    }
}

/// The best of many short runs: what else the machine does is not ours.
fn nanoseconds(persons_per_agent: u32, dead: u32) -> f64 {
    (0..RUNS).map(|_| run(persons_per_agent, dead)).fold(f64::INFINITY, f64::min)
}

fn run(persons_per_agent: u32, dead: u32) -> f64 {
    let civilians = Civilians::new(&parameters().central());
    let luck = Randomness::new(1, 1);
    let mut world = country();
    let opening = Opening {
        persons_per_agent,
        anger: [0.24, 0.18, 0.38, 0.32, 0.18],
        fear: [0.3, 0.28, 0.48, 0.28, 0.13],
        support: 0.57,
        displaced: 379_000,
    };
    civilians.start(&mut world, &opening, &luck);
    for zone in &mut world.harm.civilians {
        *zone = [dead / 3, dead / 3, dead / 3, 0, 0, 0];
    }
    let start = Instant::now();
    for _ in 0..WEEKS {
        civilians.step(&mut world, &luck);
        world.week += 1;
    }
    let agents = world.persons.len() as f64;
    assert!(world.persons.closes());
    start.elapsed().as_nanos() as f64 / agents / f64::from(WEEKS)
}

fn country() -> World {
    let mut control = [0.0; Holder::COUNT];
    control[Holder::State as usize] = 0.5;
    control[Holder::Jnim as usize] = 0.5;
    let by_holder = vec![control; ZONES];
    let mut bands = Bands::default();
    for zone in 0..ZONES {
        for actor in [Actor::Fama, Actor::Jnim, Actor::Dozo] {
            for _ in 0..8 {
                bands.raise(actor, Kind::Mobile, zone, Bands::NO_TOWN, 40);
            }
        }
    }
    let mut world = World::empty(jiff::civil::date(2025, 6, 2));
    world.zones = Zones {
        id: (0..ZONES).map(|z| format!("Z{z}")).collect(),
        area_km2: vec![1e5; ZONES],
        population: vec![PEOPLE / ZONES as f64; ZONES],
        distance: vec![vec![300.0; ZONES]; ZONES],
        neighbours: vec![Vec::new(); ZONES],
        control: by_holder.clone(),
        ..Zones::default()
    };
    world.zones.blank();
    world.zones.presence = by_holder;
    world.bands = bands;
    world.treasury.insurgent_income = [1.0; Actor::COUNT];
    world.regime = Regime::new(0.57, 210.0);
    world.harm = Harm::new(ZONES);
    world
}
