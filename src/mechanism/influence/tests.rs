//! Laws of influence and choice.

use super::*;
use crate::mechanism::laboratory::{country, nobody, values};
use crate::world::{Actor, Bands, Contract, Holder, Kind, Party, Patron, Perpetrator, Side};
use rand::RngExt;

const RUSSIA: usize = Pole::Russia as usize;

fn influence() -> Influence {
    Influence::new(&values())
}

fn frozen() -> Influence {
    let mut influence = influence();
    influence.deliveries.frozen = true;
    influence
}

/// Two zones with a Russian force of Africa Corps' sort.
fn mali() -> World {
    let mut world = country(&[1_000_000.0, 500_000.0]);
    world.patron =
        Patron { men: 2_000.0, offence: 0.15, escort: 0.2, combat: 2.0, air_support: 1.3, ..nobody() };
    world.army.quality = 1.2;
    world
}

/// Weeks in which control, the army and the dead change by chance.
fn live(world: &mut World, influence: &Influence, luck: &Randomness, weeks: u32) {
    for week in 0..weeks {
        world.week = week;
        influence.step(world, luck);
        let mut rng = luck.stream("test", week, 0);
        for control in &mut world.zones.control {
            let state = (control[0] + 0.06 * (rng.random::<f64>() - 0.52)).clamp(0.05, 0.95);
            *control = [0.0; Holder::COUNT];
            control[Holder::State as usize] = state;
            control[Holder::Jnim as usize] = 1.0 - state;
        }
        world.army.quality = 1.0 + 0.4 * rng.random::<f64>();
        world.harm.clear();
        world.harm.fighters[0][Holder::State as usize] = (60.0 * rng.random::<f64>()) as u32;
        world.harm.civilians[0][Perpetrator::Russia as usize] = (40.0 * rng.random::<f64>()) as u32;
    }
}

fn sums_to_one(shares: &[f64]) -> bool {
    shares.iter().all(|&x| x >= 0.0) && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9
}

/// Alignments, anchors, ties, weights and control shares stay shares, whatever happens.
#[test]
fn shares_stay_shares() {
    let influence = influence();
    for k in 0..5 {
        let (mut world, luck) = (mali(), Randomness::new(1, k));
        influence.start(&mut world, &luck);
        live(&mut world, &influence, &luck, 104);
        let elites = &world.elites;
        assert_eq!(elites.len(), 40);
        assert!(elites.alignment.iter().chain(&elites.anchor).all(|x| sums_to_one(x)));
        assert!(elites.ties.chunks_exact(40).all(sums_to_one));
        assert!((0..40).all(|i| elites.ties[i * 40 + i] == 0.0), "nobody is tied to himself");
        for shares in [&elites.weight[..], &elites.control, &elites.mean] {
            assert!(sums_to_one(shares), "{shares:?}");
        }
    }
}

/// The weights of the elites are the column means of the whole of V, and the first opinions are where hearing ends.
#[test]
fn elites_start_at_rest() {
    let (mut world, luck) = (mali(), Randomness::new(2, 1));
    influence().start(&mut world, &luck);
    let Elites { ties, susceptibility, anchor, alignment, weight, work, .. } = &mut world.elites;
    let society = Society { ties, susceptibility };
    let mut total = vec![0.0; 40 * 40];
    assert!(society.total(&mut total, work));
    for (j, weight) in weight.iter().enumerate() {
        let mean = (0..40).map(|i| total[i * 40 + j]).sum::<f64>() / 40.0;
        assert!((mean - weight).abs() < 1e-12);
    }
    let mut next = alignment.clone();
    society.hear(anchor, alignment, &mut next);
    let moved = next.as_flattened().iter().zip(alignment.as_flattened()).map(|(x, y)| (x - y).abs());
    assert!(moved.fold(0.0, f64::max) < 1e-12);
}

/// Elite ties vary while patrons deliver and fail, and do not when deliveries are frozen.
#[test]
fn frozen_deliveries_freeze_elite_ties() {
    let (mut moved, runs) = (0, 20);
    for k in 0..runs {
        let luck = Randomness::new(3, k);
        for (influence, still) in [(frozen(), true), (influence(), false)] {
            let mut world = mali();
            influence.start(&mut world, &luck);
            live(&mut world, &influence, &luck, 104);
            let elites = &world.elites;
            if still {
                assert_eq!(elites.control, elites.control_at_start);
                assert!(elites.mean.iter().zip(elites.mean_at_start).all(|(x, y)| (x - y).abs() < 1e-12));
            } else {
                moved += usize::from(elites.control != elites.control_at_start);
                assert!((elites.mean[RUSSIA] - elites.mean_at_start[RUSSIA]).abs() > 1e-6);
            }
        }
    }
    assert!(moved > runs as usize / 2, "{moved} of {runs} replicates");
}

/// The order in which persons are listed means nothing.
#[test]
fn persons_have_no_order() {
    let luck = Randomness::new(4, 2);
    let mut turned = roster().clone();
    turned.persons.reverse();
    turned.persons.rotate_left(7);
    let run = |roster: &Roster| {
        let (mut world, influence) = (mali(), influence());
        influence.seat(&mut world, roster, &luck);
        live(&mut world, &influence, &luck, 60);
        world.elites
    };
    let (one, other) = (run(roster()), run(&turned));
    assert!((0..Pole::COUNT).all(|p| (one.control[p] - other.control[p]).abs() < 1e-12));
    assert!((0..Pole::COUNT).all(|p| (one.mean[p] - other.mean[p]).abs() < 1e-12));
    let choice = Choice::new(&values(), &luck);
    let options = some_options(&luck);
    let odds = |elites| choice.probabilities(Party::Junta, &options, [true; 4], elites);
    assert!(odds(&one).iter().zip(odds(&other)).all(|(p, q)| (p - q).abs() < 1e-9));
}

/// Mean alignments after a year in which one thing is otherwise, less those of a year in which nothing is.
fn effect(change: impl Fn(&mut World)) -> [f64; Pole::COUNT] {
    let (influence, luck) = (influence(), Randomness::new(5, 5));
    let run = |changed: bool| {
        let mut world = mali();
        influence.start(&mut world, &luck);
        for week in 0..53 {
            world.week = week;
            influence.step(&mut world, &luck);
            if changed {
                change(&mut world);
            }
        }
        world.elites.mean
    };
    let (with, without) = (run(true), run(false));
    std::array::from_fn(|p| with[p] - without[p])
}

#[test]
fn who_delivers_gains_and_who_fails_loses() {
    let gains = |pole: Pole, change: &dyn Fn(&mut World)| {
        let moved = effect(change);
        assert!(moved[pole as usize] > 1e-4, "{}: {moved:?}", pole.key());
        let others = moved.iter().enumerate().filter(|&(p, _)| p != pole as usize);
        assert!(others.map(|(_, x)| *x).fold(f64::NEG_INFINITY, f64::max) < moved[pole as usize]);
    };
    let loses = |pole: Pole, change: &dyn Fn(&mut World)| {
        let moved = effect(change);
        assert!(moved[pole as usize] < -1e-4, "{}: {moved:?}", pole.key());
    };
    loses(Pole::Russia, &|w| w.patron.channels.expectations = 0.0);
    loses(Pole::Russia, &|w| w.harm.civilians[0][Perpetrator::Russia as usize] = 40);
    loses(Pole::Russia, &|w| w.harm.fighters[0][Holder::State as usize] = 60);
    loses(Pole::Russia, &|w| w.kremlin.pledged += 4.0);
    loses(Pole::West, &|w| w.outside.sanctions = 0.5);
    gains(Pole::Russia, &|w| w.kremlin.delivered += 4.0);
    gains(Pole::West, &|w| w.outside.intelligence = 0.1);
    gains(Pole::Accommodation, &|w| w.fuel.truces.until = 999);
    gains(Pole::East, &|w| {
        w.outside.gold_price = 5_100.0;
        w.treasury.month.gold_revenue = 80.0;
    });
    gains(Pole::Alone, &|w| {
        if w.bands.men_of(Actor::Aes) == 0 {
            w.bands.raise(Actor::Aes, Kind::Mobile, 0, Bands::NO_TOWN, 5_000);
        }
    });
}

/// A contract that ends is held against the patron; one that never was is not.
#[test]
fn a_contract_must_have_been_to_be_broken() {
    let never = effect(|w| w.contract.in_force = false);
    assert!(never.iter().all(|x| x.abs() < 1e-12));
    let ended = effect(|w| w.contract.in_force = w.week < 20);
    assert!(ended[RUSSIA] < -0.01, "{ended:?}");
}

/// Half of what was heard is forgotten in the half-life, and a short month weighs as a long one.
#[test]
fn news_fade() {
    let (influence, luck) = (influence(), Randomness::new(6, 1));
    let mut world = mali();
    influence.start(&mut world, &luck);
    let (west, security) = (Pole::West as usize, crate::world::Good::Security as usize);
    world.outside.intelligence = 0.1;
    let mut heard = Vec::new();
    for week in 0..=53 {
        world.week = week;
        influence.step(&mut world, &luck);
        heard.push(world.elites.news[west][security]);
    }
    assert_eq!(heard[0], 0.0, "nothing has been delivered on the first day");
    assert!((heard[53] - 0.5).abs() < 1e-9, "{} after twelve months", heard[53]);
}

/// A coup puts other persons in the junta's core and leaves the rest where they were.
#[test]
fn a_new_junta_has_its_own_leanings() {
    let (influence, luck) = (frozen(), Randomness::new(7, 1));
    let mut world = mali();
    influence.start(&mut world, &luck);
    let before = world.elites.prior.clone();
    world.regime.cabinet = 1;
    live(&mut world, &influence, &luck, 6);
    let core = roster().core().unwrap();
    for (i, (now, then)) in world.elites.prior.iter().zip(&before).enumerate() {
        assert_eq!(now != then, world.elites.faction[i] == core, "{i}");
    }
    assert_ne!(world.elites.mean, world.elites.mean_at_start);
}

/// Parts of the four options' value drawn at random [m$/month].
fn some_options(luck: &Randomness) -> [[f64; 6]; 4] {
    let mut rng = luck.stream("options", 0, 0);
    std::array::from_fn(|_| std::array::from_fn(|_| 20.0 * (rng.random::<f64>() - 0.5)))
}

/// Elites with everybody's alignment with Russia this much above the start's, and so much more control.
fn turned(aligned: f64, control: f64) -> Elites {
    let (mut world, luck) = (mali(), Randomness::new(8, 8));
    influence().start(&mut world, &luck);
    let mut elites = std::mem::take(&mut world.elites);
    elites.alignment.iter_mut().for_each(|x| x[RUSSIA] += aligned);
    elites.control[RUSSIA] += control;
    elites
}

/// Clients of the patron, and minds turned to it, never make a switch likelier, and make it rarer where it
/// was neither sure nor out of the question.
#[test]
fn more_alignment_with_russia_does_not_make_a_switch_likelier() {
    let (plain, runs) = (turned(0.0, 0.0), 400);
    for (aligned, control) in [(0.1, 0.0), (0.5, 0.0), (0.0, 0.2), (0.0, 0.7), (0.3, 0.3)] {
        let (toward, away) = (turned(aligned, control), turned(-aligned, -control));
        let mut open = 0;
        for k in 0..runs {
            let luck = Randomness::new(9, k);
            let (choice, options) = (Choice::new(&values(), &luck), some_options(&luck));
            let odds = |party, elites: &Elites| choice.probabilities(party, &options, [true; 4], elites);
            let [less, same, more] = [&toward, &plain, &away].map(|elites| odds(Party::Junta, elites));
            assert!(sums_to_one(&same), "{same:?}");
            assert!(less[3] <= same[3] + 1e-12 && same[3] <= more[3] + 1e-12, "{k}");
            if same[3] > 1e-9 && same[3] < 1.0 - 1e-9 {
                open += 1;
                assert!(less[3] < same[3], "{k}");
            }
            let moscow = odds(Party::Kremlin, &toward);
            assert_eq!(moscow, odds(Party::Kremlin, &plain), "Moscow has its own elites");
        }
        assert!(open > runs / 5, "{open} of {runs}");
    }
}

/// A faction without salience might as well not be there.
#[test]
fn who_does_not_care_has_no_say() {
    let luck = Randomness::new(10, 1);
    let (mut choice, options) = (Choice::new(&values(), &luck), some_options(&luck));
    let elites = Elites::default();
    choice.voters[0][1].weight = 0.0;
    let silent = choice.probabilities(Party::Junta, &options, [true; 4], &elites);
    choice.voters[0][1].weights = [-7.0; 6];
    assert_eq!(choice.probabilities(Party::Junta, &options, [true; 4], &elites), silent);
    choice.voters[0].remove(1);
    assert_eq!(choice.probabilities(Party::Junta, &options, [true; 4], &elites), silent);
}

/// What all want is done, what cannot be done is not, and the order of factions means nothing.
#[test]
fn factions_choose_among_what_is_feasible() {
    let luck = Randomness::new(11, 1);
    let mut choice = Choice::new(&values(), &luck);
    let elites = Elites::default();
    let mut options = [[0.0; 6]; 4];
    options[1] = [1.0; 6];
    assert_eq!(
        choice.probabilities(Party::Kremlin, &options, [true; 4], &elites),
        [0.0, 1.0, 0.0, 0.0],
        "unanimity decides"
    );
    let odds = choice.probabilities(Party::Kremlin, &options, [true, false, true, false], &elites);
    assert_eq!(odds, [0.5, 0.0, 0.5, 0.0]);
    let options = some_options(&luck);
    let odds = choice.probabilities(Party::Kremlin, &options, [true; 4], &elites);
    choice.voters[1].reverse();
    let turned = choice.probabilities(Party::Kremlin, &options, [true; 4], &elites);
    assert!(odds.iter().zip(turned).all(|(p, q)| (p - q).abs() < 1e-9));
}

/// Power and prices are shares, and weights are power times salience.
#[test]
fn weight_is_power_times_salience() {
    let choice = Choice::new(&values(), &Randomness::new(12, 1));
    for party in Party::ALL {
        let prices = &choice.prices[party as usize];
        assert!(sums_to_one(&prices.power) && sums_to_one(&prices.value), "{prices:?}");
        for (voter, power) in choice.voters[party as usize].iter().zip(&prices.power) {
            assert!(voter.weight > 0.0 && voter.weight <= *power);
        }
    }
}

#[test]
fn one_mind_chooses_by_its_rationality() {
    let values = [1.0, 4.0, 3.0, -1.0];
    assert_eq!(unitary(&values, [true; 4], 0.0), [0.25; 4]);
    assert_eq!(unitary(&values, [true, false, true, true], 1e3), [0.0, 0.0, 1.0, 0.0]);
    let odds = unitary(&values, [true, false, false, true], 0.0);
    assert_eq!(odds, [0.5, 0.0, 0.0, 0.5]);
}

/// No Russians, no contract and no elites are no influence; all parts lie between 0 and 1.
#[test]
fn influence_needs_something_to_rest_on() {
    let mut world = country(&[1_000_000.0]);
    assert_eq!(Components::of(&world).index(), 0.0);
    world = mali();
    influence().start(&mut world, &Randomness::new(13, 1));
    world.bands.raise(Actor::Fama, Kind::Garrison, 0, Bands::NO_TOWN, 10_000);
    world.bands.raise(Actor::Fama, Kind::Rear, 0, Bands::NO_TOWN, 90_000);
    world.bands.raise(Actor::Aes, Kind::Mobile, 0, Bands::NO_TOWN, 2_000);
    world.contract = Contract { in_force: true, ..Contract::default() };
    world.contract.terms.concession = 2.0;
    world.treasury.month.fee_paid = 8.0;
    world.persons.in_zone = vec![300, 100];
    world.persons.mean_support = vec![0.6, 0.2];
    let mut angry = [0.0; Side::COUNT];
    angry[Side::Russia as usize] = 0.5;
    world.persons.mean_anger = vec![[0.0; Side::COUNT], angry];
    let parts = Components::of(&world);
    assert!(parts.values().iter().all(|part| (0.0..=1.0).contains(part)), "{parts:?}");
    let russians = 2_000.0 * 0.35 * 2.0 * 0.6 * 1.3;
    assert!((parts.security - russians / (russians + 12_000.0)).abs() < 1e-12);
    assert_eq!(parts.economy, 0.5);
    assert_eq!(parts.exclusivity, 0.5);
    assert!((parts.opinion - (300.0 * 0.6 + 100.0 * 0.1) / 400.0).abs() < 1e-12);
    assert!((parts.index() - parts.values().iter().sum::<f64>() / 6.0).abs() < 1e-12);
    world.contract.successor = 0.5;
    assert_eq!(Components::of(&world).exclusivity, 0.25);
}
