//! Nanoseconds an agent and week of the civilians' mechanism, and how they move with agents and with harm.
//!
//! Budget: 10 of the 25 that the whole engine may take. `cargo bench --bench civilians`.

use concession::ledger::{Ledger, parameters};
use concession::mechanism::civilians::{Civilians, Opening};
use concession::random::Randomness;
use concession::units::Calendar;
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
    let civilians = Civilians::new(&ledger().central());
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
    let mut treasury = Treasury::default();
    treasury.open(0.0, 0.0, 0.0);
    World {
        week: 0,
        calendar: Calendar { start: jiff::civil::date(2025, 6, 2) },
        zones: Zones {
            id: (0..ZONES).map(|z| format!("Z{z}")).collect(),
            area_km2: vec![1e5; ZONES],
            population: vec![PEOPLE / ZONES as f64; ZONES],
            distance: vec![vec![300.0; ZONES]; ZONES],
            neighbours: vec![Vec::new(); ZONES],
            control: by_holder.clone(),
            control_at_start: by_holder.clone(),
            presence: by_holder.clone(),
            presence_at_start: by_holder,
            acceptance: vec![[1.0; Holder::COUNT]; ZONES],
            intelligence: vec![0.2; ZONES],
            support: vec![0.5; ZONES],
            fuel: vec![1.0; ZONES],
            fuel_price: vec![1.0; ZONES],
        },
        towns: Towns::default(),
        bands,
        persons: Persons::default(),
        fuel: Fuel::default(),
        treasury,
        regime: Regime::new(0.57, 210.0),
        patron: Patron {
            provider: 1,
            offence: 0.15,
            guard: 0.3,
            training: 0.35,
            escort: 0.2,
            channels: Channels::FULL,
            men: 2_100.0,
            reference_men: 2_100.0,
            combat: 2.0,
            collateral: 1.1,
            coordination: 0.7,
            air_support: 1.3,
            monitoring: 0.8,
        },
        outside: Outside {
            gold_price: 3_400.0,
            oil_price: 68.0,
            algeria: 0.1,
            sanctions: 0.0,
            mobility: 1.0,
            state_collateral: 1.0,
            russia_collateral: 1.0,
            intelligence: 0.0,
            jnim_fla: 0.45,
            jnim_issp: 0.6,
        },
        events: Vec::new(),
        harm: Harm::new(ZONES),
    }
}

/// The ledger with the civilians' own rows, where it does not hold them yet.
fn ledger() -> Ledger {
    let mut text = String::from(include_str!("../data/parameters.csv"));
    let own = include_str!("../data/parameters-civilians.csv");
    let held = |line: &&str| line.split(',').nth(1).is_some_and(|p| parameters().get(p).is_none());
    for line in own.lines().skip(1).filter(held) {
        text.push_str(line);
        text.push('\n');
    }
    Ledger::parse(&text).expect("the rows of the ledger")
}
