//! Laws of the civilians' mechanism, and the plain version of its hot loop.

use super::feeling::{faded, felt};
use super::support::{moved, stated};
use super::table::Table;
use super::{Civilians, Opening, week};
use crate::mechanism::laboratory::{country, values};
use crate::random::{Lane, Randomness};
use crate::world::{Actor, Bands, Channel, Event, Holder, Kind, Perpetrator, Persons, Side, Towns, World};

fn opening(persons_per_agent: u32) -> Opening {
    Opening {
        persons_per_agent,
        anger: [0.24, 0.18, 0.38, 0.32, 0.18],
        fear: [0.3, 0.28, 0.48, 0.28, 0.13],
        support: 0.57,
        displaced: 20_000,
    }
}

fn civilians() -> Civilians {
    Civilians::new(&values())
}

/// Two zones of a million and a half million people; JNIM and the state are present in both.
fn started(persons_per_agent: u32, civilians: &Civilians, luck: &Randomness) -> World {
    let mut world = country(&[1_000_000.0, 500_000.0]);
    for zone in 0..2 {
        world.zones.presence[zone][Holder::State as usize] = 600.0;
        world.zones.presence[zone][Holder::Jnim as usize] = 400.0;
        world.zones.control[zone][Holder::Jnim as usize] = 0.3;
        world.zones.control[zone][Holder::None as usize] = 0.2;
        world.bands.raise(Actor::Jnim, Kind::Mobile, zone, Bands::NO_TOWN, 400);
        world.bands.raise(Actor::Dozo, Kind::Mobile, zone, Bands::NO_TOWN, 200);
        world.bands.raise(Actor::Fama, Kind::Rear, zone, Bands::NO_TOWN, 600);
    }
    civilians.start(&mut world, &opening(persons_per_agent), luck);
    world
}

/// A week with these civilian deaths in the first zone.
fn week_of(civilians: &Civilians, world: &mut World, luck: &Randomness, by: Perpetrator, dead: u32) {
    world.harm.clear();
    world.harm.civilians[0][by as usize] = dead;
    civilians.step(world, luck);
    world.week += 1;
}

/// The plain version of the week of a zone: one agent after another, one thing after another.
fn plain_week(persons: &mut Persons, table: &Table, zone: usize, lane: &Lane) {
    for row in persons.rows(zone) {
        let (u, v) = lane.pair(row as u64);
        week::meet(persons, table, zone, row, u, v);
        for s in 0..Side::COUNT {
            persons.anger[s][row] =
                faded(persons.anger[s][row], table.anger_kept, table.anger_rest[s], persons.temper[row]);
            persons.fear[s][row] =
                faded(persons.fear[s][row], table.fear_kept, table.fear_rest[s], persons.aversion[row]);
        }
        let mut target = table.support
            + table.support_temper * persons.temper[row]
            + table.support_hardship * persons.hardship[row];
        for s in 0..Side::COUNT {
            target += table.support_anger[s] * persons.anger[s][row];
        }
        persons.support[row] = moved(persons.support[row], target, table.pace);
        let fear = persons.fear[Side::State as usize][row];
        persons.stated[row] = stated(persons.support[row], fear, table.falsification);
    }
}

fn mean(persons: &Persons, column: &[f32], zone: usize) -> f64 {
    let sum: f64 = persons.rows(zone).map(|r| f64::from(column[r]) * f64::from(persons.persons[r])).sum();
    sum / persons.in_zone[zone] as f64
}

#[test]
fn the_fast_week_is_the_plain_week() {
    let (civilians, luck) = (civilians(), Randomness::new(3, 1));
    let mut world = started(997, &civilians, &luck);
    world.treasury.insurgent_income.fill(400.0);
    let mut plain = world.persons.clone();
    for week in 0..20 {
        world.harm.civilians[0] = [3, 12, 4, 0, 1, 2];
        world.harm.civilians[1] = [0, 90, 400, 30, 0, 0];
        let lane = luck.lane("civilians", week);
        for zone in 0..2 {
            let table = Table::new(&civilians, &world, zone);
            week::draw(&mut world.persons, &table, zone, &lane);
            let means = week::pass(&mut world.persons, &table, zone);
            plain_week(&mut plain, &table, zone, &lane);
            assert!((means.support - mean(&plain, &plain.support, zone)).abs() < 1e-6);
            assert!((means.anger[1] - mean(&plain, &plain.anger[1], zone)).abs() < 1e-6);
            assert!((means.stated - mean(&plain, &plain.stated, zone)).abs() < 1e-6);
        }
        assert_eq!(plain.persons, world.persons.persons, "week {week}");
        assert_eq!(plain.recruits_total, world.persons.recruits_total);
        for s in 0..Side::COUNT {
            assert_eq!(plain.anger[s], world.persons.anger[s]);
            assert_eq!(plain.fear[s], world.persons.fear[s]);
        }
        assert_eq!(plain.support, world.persons.support);
        assert_eq!(plain.stated, world.persons.stated);
    }
    assert!(world.persons.enlisted > 0, "the test has seen people join");
}

/// People, men and the displaced close through weeks of violence, of all kinds and of none.
#[test]
fn persons_are_conserved() {
    let (civilians, luck) = (civilians(), Randomness::new(1, 0));
    let mut world = started(1_000, &civilians, &luck);
    let men_before: u64 = Actor::ALL.iter().map(|&a| world.bands.men_of(a)).sum();
    let mut dead = 0;
    for week in 0..104u32 {
        let by = Perpetrator::ALL[(week % 6) as usize];
        week_of(&civilians, &mut world, &luck, by, week * 7 % 60);
        dead += u64::from(week * 7 % 60);
        assert!(world.persons.closes() && world.bands.closes(), "week {week}");
    }
    let men: u64 = Actor::ALL.iter().map(|&a| world.bands.men_of(a)).sum();
    let waiting: u64 = world.persons.waiting.iter().flatten().map(|&n| u64::from(n)).sum();
    assert_eq!(men - men_before + waiting, world.persons.enlisted);
    assert_eq!(world.persons.died, dead, "everyone who was killed is dead");
    assert!(world.persons.enlisted > 0);
}

#[test]
fn nobody_dies_twice_and_every_agent_stays() {
    let (civilians, luck) = (civilians(), Randomness::new(1, 0));
    let mut world = country(&[20.0]);
    civilians.start(&mut world, &opening(10), &luck);
    week_of(&civilians, &mut world, &luck, Perpetrator::Jnim, 1_000);
    assert!(world.persons.closes());
    assert_eq!(world.persons.living(), world.persons.len() as u64);
}

/// Without harm, want or memory that passes, a week changes nobody's mind and nobody joins insurgents that are not there.
#[test]
fn nothing_in_nothing_out() {
    let luck = Randomness::new(1, 0);
    let mut civilians = civilians();
    civilians.feeling.lasting = 1.0;
    civilians.recruitment.army = 0.0;
    let mut world = country(&[1_000_000.0]);
    world.regime.legitimacy = 0.5;
    world.regime.legitimacy_at_start = 0.5;
    civilians.start(&mut world, &Opening { displaced: 0, ..opening(1_000) }, &luck);
    let before = world.persons.clone();
    for _ in 0..10 {
        week_of(&civilians, &mut world, &luck, Perpetrator::State, 0);
    }
    for s in 0..Side::COUNT {
        assert!((world.persons.mean_anger[0][s] - before.mean_anger[0][s]).abs() < 1e-5);
    }
    assert!((world.persons.mean_support[0] - before.mean_support[0]).abs() < 1e-4);
    assert_eq!((world.persons.enlisted, world.persons.died, world.persons.displaced), (0, 0, 0));
    assert!((world.regime.legitimacy - 0.5).abs() < 1e-4);
    assert!((world.zones.intelligence[0] - civilians.standing.intelligence).abs() < 1e-3);
    assert!(world.zones.acceptance[0].iter().all(|a| (a - 1.0).abs() < 1e-4));
}

/// At the start acceptance is 1 and the intelligence level is the ledger's.
#[test]
fn the_start_is_the_reference() {
    let civilians = civilians();
    let world = started(1_000, &civilians, &Randomness::new(5, 5));
    for zone in 0..2 {
        assert_eq!(world.zones.acceptance[zone], [1.0; Holder::COUNT]);
        assert!((world.zones.intelligence[zone] - 0.2).abs() < 1e-12);
    }
    assert!((world.persons.displaced as i64 - 20_000).abs() < 2);
    assert!((world.persons.national(&world.persons.mean_support) - 0.57).abs() < 0.01);
    let more = world.persons.national(&world.persons.mean_stated)
        - world.persons.national(&world.persons.mean_support);
    assert!((more - 0.2).abs() < 0.02, "stated exceeds latent support by P64: {more}");
}

/// The mean anger that one week of harm brings does not depend on how many people an agent stands for.
#[test]
fn the_grain_of_agents_does_not_move_the_mean() {
    let civilians = civilians();
    let rise = |persons_per_agent: u32| {
        let runs = 40u32;
        let rises: Vec<f64> = (0..runs)
            .map(|k| {
                let luck = Randomness::new(11, u64::from(k));
                let mut harmed = started(persons_per_agent, &civilians, &luck);
                let mut calm = started(persons_per_agent, &civilians, &luck);
                week_of(&civilians, &mut harmed, &luck, Perpetrator::State, 60);
                week_of(&civilians, &mut calm, &luck, Perpetrator::State, 0);
                harmed.persons.mean_anger[0][0] - calm.persons.mean_anger[0][0]
            })
            .collect();
        let mean = rises.iter().sum::<f64>() / f64::from(runs);
        let square = rises.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(runs - 1);
        (mean, (square / f64::from(runs)).sqrt())
    };
    let (fine, e) = rise(100);
    for (coarse, error) in [rise(1_000), rise(10_000)] {
        assert!((fine - coarse).abs() < 4.0 * (e * e + error * error).sqrt(), "{fine} {coarse} ± {error}");
    }
    // 60 deaths × 5,000 people over a million: .3 exposed, each by .03 (1 − .24), less what passes in the week.
    let expected = 0.3 * 0.03 * (1.0 - 0.24) * civilians.feeling.anger_kept;
    assert!((fine - expected).abs() < 4.0 * e, "{fine} ± {e}, expected {expected}");
}

/// When deaths are more than a zone can tell apart, everybody feels as many as there are.
#[test]
fn a_massacre_is_felt_by_all_and_in_full() {
    let civilians = civilians();
    let mut world = started(1_000, &civilians, &Randomness::new(1, 1));
    world.harm.civilians[0] = [0, 500, 0, 0, 0, 0];
    let table = Table::new(&civilians, &world, 0);
    assert_eq!(table.exposed, 1.0);
    let felt = 2.5 * 0.03 * 1.5;
    assert!((table.anger_step[Side::Russia as usize] - felt as f32).abs() < 1e-6);
    assert!((felt_by(&table, 0.24) - (0.24 + felt * 0.76) as f32).abs() < 1e-6);
}

fn felt_by(table: &Table, anger: f32) -> f32 {
    felt(anger, table.anger_step[Side::Russia as usize])
}

#[test]
fn people_are_angrier_at_foreigners_for_the_same_deaths() {
    let (civilians, luck) = (civilians(), Randomness::new(2, 2));
    let anger = |by: Perpetrator, side: Side| {
        let mut world = started(1_000, &civilians, &luck);
        week_of(&civilians, &mut world, &luck, by, 100);
        world.persons.mean_anger[0][side as usize] - world.persons.anger_at_start[0][side as usize]
    };
    assert!(anger(Perpetrator::Russia, Side::Russia) > 1.2 * anger(Perpetrator::State, Side::State));
}

/// The mean of recruits is that of the ledger: P125 for each civilian killed by the state's side, beside the pool.
#[test]
fn harm_by_the_state_raises_insurgents_and_harm_by_insurgents_a_militia() {
    let civilians = civilians();
    let runs = 400u64;
    let total = |by: Perpetrator, actor: Actor| {
        let sum: u64 = (0..runs)
            .map(|k| {
                let luck = Randomness::new(7, k);
                let mut world = started(2_000, &civilians, &luck);
                week_of(&civilians, &mut world, &luck, by, 50);
                world.persons.recruits_total[actor as usize]
            })
            .sum();
        sum as f64
    };
    // Nobody's mind is changed at once: the pool is the same, so the difference is the avengers.
    let (state, calm) = (total(Perpetrator::State, Actor::Jnim), total(Perpetrator::Jnim, Actor::Jnim));
    let error = (state + calm).sqrt();
    assert!((state - calm - 50.0 * 0.1 * runs as f64).abs() < 4.0 * error, "{state} {calm} ± {error}");
    let (defenders, none) = (total(Perpetrator::Jnim, Actor::Dozo), total(Perpetrator::State, Actor::Dozo));
    assert!((defenders - 50.0 * 0.1 * runs as f64).abs() < 4.0 * defenders.sqrt(), "{defenders}");
    assert_eq!(none, 0.0);
}

#[test]
fn the_luck_of_an_agent_is_its_own() {
    let (civilians, luck) = (civilians(), Randomness::new(4, 4));
    let mut one = started(1_000, &civilians, &luck);
    let mut other = started(1_000, &civilians, &luck);
    week_of(&civilians, &mut one, &luck, Perpetrator::State, 0);
    other.harm.civilians[1][0] = 300;
    civilians.step(&mut other, &luck);
    let rows = one.persons.rows(0);
    for s in 0..Side::COUNT {
        assert_eq!(one.persons.anger[s][rows.clone()], other.persons.anger[s][rows.clone()]);
    }
    assert_eq!(one.persons.support[rows.clone()], other.persons.support[rows]);
}

/// The more the state's side kills, the less it learns and is accepted, and the fewer stand by it.
#[test]
fn brutality_costs_information_and_acceptance() {
    let (civilians, luck) = (civilians(), Randomness::new(6, 6));
    let after = |dead: u32| {
        let mut world = started(1_000, &civilians, &luck);
        for _ in 0..26 {
            week_of(&civilians, &mut world, &luck, Perpetrator::Russia, dead);
        }
        let z = &world.zones;
        (z.intelligence[0], z.acceptance[0][Holder::State as usize], z.support[0], world.persons.enlisted)
    };
    let (calm, brutal) = (after(0), after(40));
    assert!(brutal.0 < calm.0 && brutal.1 < calm.1 && brutal.2 < calm.2, "{calm:?} {brutal:?}");
    assert!(brutal.3 > calm.3);
}

/// Informants who leave take their information along, all of P34 when all are gone.
#[test]
fn the_state_learns_less_without_the_french_and_the_un() {
    let (civilians, luck) = (civilians(), Randomness::new(1, 9));
    let mut world = country(&[1_000_000.0]);
    let band = world.bands.raise(Actor::Minusma, Kind::Garrison, 0, Bands::NO_TOWN, 1_000);
    civilians.start(&mut world, &opening(1_000), &luck);
    assert!((world.zones.intelligence[0] - 0.2).abs() < 1e-12);
    world.bands.leave(band, 1_000);
    civilians.standing.step(&mut world, &civilians.support);
    assert!((world.zones.intelligence[0] - (0.2 - 0.12)).abs() < 1e-12);
}

/// The symbolic town brings P60 when the state takes it, and costs as much when it is lost.
#[test]
fn kidal_is_worth_its_points() {
    let (civilians, luck) = (civilians(), Randomness::new(1, 9));
    let after = |attacker: Actor, defender: Actor, symbol: bool| {
        let mut world = started(1_000, &civilians, &luck);
        (world.regime.legitimacy, world.regime.legitimacy_at_start) = (0.5, 0.5);
        world.towns = Towns {
            name: vec!["Kidal".into()],
            zone: vec![1],
            population: vec![25_000.0],
            holder: vec![Holder::of(attacker)],
            symbol: vec![symbol],
            capital: vec![false],
        };
        world.events.push(capture(attacker, defender));
        civilians.capital.step(&mut world);
        world.regime.legitimacy
    };
    assert!((after(Actor::Fama, Actor::Fla, true) - 0.56).abs() < 1e-12);
    assert!((after(Actor::Fla, Actor::Fama, true) - 0.44).abs() < 1e-12);
    assert_eq!(after(Actor::Fla, Actor::Jnim, true), 0.5);
    assert_eq!(after(Actor::Fama, Actor::Fla, false), 0.5);
}

fn capture(attacker: Actor, defender: Actor) -> Event {
    Event {
        day: 1.0,
        zone: 1,
        channel: Channel::March,
        number: 0,
        attacker: Some(attacker),
        defender: Some(defender),
        attacker_men: 100,
        defender_men: 100,
        attacker_dead: 0,
        defender_dead: 0,
        russian_dead: 0,
        civilian_dead: 0,
        taken: Some(0),
        void: false,
    }
}

/// P61 a week of acute shortage, little of it made good meanwhile.
#[test]
fn shortage_costs_legitimacy() {
    let (civilians, luck) = (civilians(), Randomness::new(1, 9));
    let run = |acute: bool| {
        let mut world = started(1_000, &civilians, &luck);
        (world.regime.legitimacy, world.regime.legitimacy_at_start) = (0.5, 0.5);
        for week in 0..10 {
            world.fuel.acute_weeks = if acute { week + 1 } else { 0 };
            week_of(&civilians, &mut world, &luck, Perpetrator::State, 0);
        }
        (world.regime.legitimacy, world.regime.protest)
    };
    let (calm, acute) = (run(false), run(true));
    let lost = calm.0 - acute.0;
    assert!((0.09..=0.1).contains(&lost), "ten weeks of P61, little of it made good: {lost}");
    assert!(acute.1 > calm.1, "and more would protest");
}

/// In quiet, the displaced return by their half-life; 50 deaths drive 2,000 away.
#[test]
fn the_displaced_return_and_violence_displaces() {
    let (civilians, luck) = (civilians(), Randomness::new(1, 9));
    let mut world = started(1_000, &civilians, &luck);
    for _ in 0..80 {
        week_of(&civilians, &mut world, &luck, Perpetrator::State, 0);
    }
    assert!((world.persons.displaced as f64 - 10_000.0).abs() < 50.0, "{}", world.persons.displaced);
    let before = world.persons.fled;
    week_of(&civilians, &mut world, &luck, Perpetrator::State, 50);
    assert!((1_999..=2_001).contains(&(world.persons.fled - before)));
}
