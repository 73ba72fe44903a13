//! Signs: pairs of runs on the same luck whose difference has a known direction, and one that has none.

use crate::lab::{Ensemble, and, each, paired, run, scenario, told, watch, weeks};
use concession::geography::{MineKind, mali};
use concession::scenario::{
    Blockade, Collateral, EscortSurge, Force, GuardMines, Intervention, Scenario, Set, Side, Withdraw,
};
use concession::simulation::Model;
use concession::stats::paired::Paired;
use concession::world::Channel as Kind;

const N: u64 = 300;

fn rises(what: &str, first: &[f64], second: &[f64]) {
    let pairs = paired(first, second);
    println!("{what:<60} {}", told(&pairs));
    assert!(pairs.t() > 4.0, "{what}: {}", told(&pairs));
}

fn falls(what: &str, first: &[f64], second: &[f64]) {
    let pairs = paired(first, second);
    println!("{what:<60} {}", told(&pairs));
    assert!(pairs.t() < -4.0, "{what}: {}", told(&pairs));
}

fn crisis() -> Scenario {
    weeks(scenario("fuel-crisis"), 52)
}

fn surge(capacity_times: f64) -> Intervention {
    Intervention::EscortSurge(EscortSurge { capacity_times, attack_times: 1.0, men_share: 0.0, weeks: None })
}

/// V31.
#[test]
fn more_escort_brings_more_fuel() {
    let (few, many) = (run(crisis(), N), run(and(crisis(), 14, surge(2.0)), N));
    rises("escort twice: fuel in Bamako", &few.outcome("fuel.bamako"), &many.outcome("fuel.bamako"));
    rises("escort twice: deliveries", &few.outcome("fuel.delivered"), &many.outcome("fuel.delivered"));
}

#[test]
fn more_effort_on_the_blockade_brings_less_fuel() {
    let more = |value| Intervention::Set(Set { path: "fuel.blockade_effort".into(), value });
    let (less, more) = (run(and(crisis(), 14, more(0.1)), N), run(and(crisis(), 14, more(0.4)), N));
    falls("effort .1 → .4: deliveries", &less.outcome("fuel.delivered"), &more.outcome("fuel.delivered"));
    falls("effort .1 → .4: fuel in Bamako", &less.outcome("fuel.bamako"), &more.outcome("fuel.bamako"));
}

fn brutality(times: f64) -> Ensemble {
    let what = Intervention::Collateral(Collateral { times, side: Side::State });
    run(and(weeks(scenario("status-quo-2025"), 52), 0, what), N)
}

/// V31.
#[test]
fn more_brutality_brings_the_insurgents_more_recruits() {
    let (less, more) = (brutality(1.0), brutality(3.0));
    let by_state = |e: &Ensemble| e.outcome("deaths.civilian.state");
    rises("collateral three times: civilians killed by the army", &by_state(&less), &by_state(&more));
    rises(
        "collateral three times: recruits",
        &less.total("recruits.insurgent"),
        &more.total("recruits.insurgent"),
    );
}

/// Attacks of insurgents on posts and people, elsewhere and in the zones of industrial mines; and all events.
fn attacks(scenario: Scenario) -> Vec<[f64; 4]> {
    let mines: Vec<_> =
        mali().mines.iter().filter(|m| m.kind == MineKind::Industrial).map(|m| m.zone.index()).collect();
    watch(&Model::new(scenario), 3 * N, |seen: &mut [f64; 4], world| {
        for event in world.events.iter().filter(|event| !event.void) {
            let there = usize::from(mines.contains(&event.zone));
            let attack = matches!(
                event.channel,
                Kind::JnimAssault
                    | Kind::IsspAttack
                    | Kind::FlaAttack
                    | Kind::JnimOnesided
                    | Kind::IsspOnesided
            );
            seen[there] += f64::from(u8::from(attack));
            seen[2 + there] += 1.0;
        }
    })
}

/// V31. The guards are battalions' men, so the army's own operations, and the ambushes on them, get fewer everywhere:
/// what is held to the sign are the attacks that choose their place.
#[test]
fn guarded_mines_are_attacked_less_and_other_places_not_less() {
    let free = weeks(scenario("status-quo-2025"), 52);
    let guarded = and(free.clone(), 4, Intervention::GuardMines(GuardMines { men: 3000 }));
    let (free, guarded) = (attacks(free), attacks(guarded));
    let of = |k: usize| -> Paired { free.iter().zip(&guarded).map(|(a, b)| (a[k], b[k])).collect() };
    println!("guarded mines: all events elsewhere {}", told(&of(2)));
    println!("guarded mines: all events there     {}", told(&of(3)));
    println!("guarded mines: attacks elsewhere    {}", told(&of(0)));
    println!("guarded mines: attacks there        {}", told(&of(1)));
    assert!(of(1).t() < -4.0, "{}", told(&of(1)));
    assert!(of(0).t() > -4.0, "{}", told(&of(0)));
}

#[test]
fn a_force_that_has_left_is_not_there() {
    let leaving = run(weeks(scenario("wagner-withdrawal"), 30), 20);
    let russians = leaving.observable("men.russia");
    for replicate in &leaving.replicates {
        let men = replicate.trajectory.column(russians);
        assert_eq!(men[men.len() - 1], 0.0, "{men}");
        assert!(men[0] > 0.0);
    }
}

/// V31: a change by nothing changes nothing, to the last bit.
#[test]
fn no_change_leaves_the_same_bytes() {
    let base = || weeks(scenario("fuel-crisis"), 40);
    let nothing = [
        surge(1.0),
        Intervention::Blockade(Blockade {
            effort_times: 1.0,
            attack_times: 1.0,
            corridors: vec![],
            weeks: None,
        }),
        Intervention::Collateral(Collateral { times: 1.0, side: Side::State }),
        Intervention::GuardMines(GuardMines { men: 0 }),
        Intervention::Withdraw(Withdraw { force: Force::Russia, over_weeks: 8, channels: vec![] }),
    ];
    let as_it_was = bytes(&Model::new(base()));
    for what in nothing {
        let name = format!("{what:?}");
        assert_eq!(bytes(&Model::new(and(base(), 3, what))), as_it_was, "{name}");
    }
}

fn bytes(model: &Model) -> Vec<(Vec<u64>, Vec<u32>)> {
    each(model, 6, |scratch, index| {
        let r = model.replicate(scratch, index).expect("no fault");
        let numbers = r.parameters.iter().chain(&r.outcomes).map(|x| x.to_bits()).collect();
        (numbers, r.trajectory.iter().map(|x| x.to_bits()).collect())
    })
}
