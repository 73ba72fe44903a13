//! The exchange in the whole model: its outcomes occur, its variants matter, what is imposed holds.

use crate::lab::{and, paired, run, scenario, told, watch, weeks, with};
use concession::scenario::{
    Commitment, Contract, Intervention, Mechanisms, Provider, Rupture, Scenario, Terms,
};
use concession::simulation::Model;
use concession::world::World;

const N: u64 = 200;

fn seen(scenario: Scenario, n: u64, see: impl Fn(&World) + Sync + Send) {
    watch::<()>(&Model::new(scenario), n, |(), world| see(world));
}

/// Few persons: what is asked here is not about them.
fn coarse(mut scenario: Scenario) -> Scenario {
    scenario.persons_per_agent = 100_000;
    scenario
}

/// Renewal, renegotiation, a cut, another provider and rupture all come out of the model.
#[test]
fn all_five_outcomes_of_the_contract_occur() {
    for name in ["history", "baseline"] {
        let ensemble = run(scenario(name), 120);
        for outcome in ["renewed", "renegotiated", "downgraded", "rehatted", "ruptured"] {
            let counts = ensemble.outcome(&format!("contract.{outcome}"));
            let runs = counts.iter().filter(|&&n| n > 0.0).count();
            println!("{name:>9} {outcome:<13} in {runs} of 120 futures");
            assert!(runs > 0, "{name}: {outcome}");
        }
    }
}

/// V31: a junta that pays more of what it owes does not lose the contract more often.
#[test]
fn who_pays_is_not_left_more_often() {
    let run_at = |paid| {
        run(with(coarse(scenario("history")), "contract.fee_paid", paid), 80).outcome("contract.in_force")
    };
    let pairs = paired(&run_at(0.6), &run_at(1.0));
    println!("fee paid .6 → 1: contract in force {}", told(&pairs));
    assert!(pairs.t() > -4.0, "{}", told(&pairs));
}

/// A court keeps more contracts than self-interest does.
#[test]
fn an_enforceable_contract_lasts_longer() {
    let mut court = scenario("history");
    court.mechanisms.commitment = Commitment::Enforceable;
    let without = run(scenario("history"), N).outcome("contract.in_force");
    let pairs = paired(&without, &run(court, N).outcome("contract.in_force"));
    println!("enforceable: contract in force {}", told(&pairs));
    assert!(pairs.t() > 4.0, "{}", told(&pairs));
}

/// Mines tie men down: fewer fight.
#[test]
fn concessions_bind_men_to_the_mines() {
    let mut mines = weeks(scenario("history"), 40);
    mines.mechanisms.contract = Contract::Concession;
    let cash = run(weeks(scenario("history"), 40), N).outcome("provider.offence");
    let pairs = paired(&cash, &run(mines, N).outcome("provider.offence"));
    println!("concessions: men on the offensive {}", told(&pairs));
    assert!(pairs.t() < -4.0, "{}", told(&pairs));
}

/// An intervention holds its field against the parties' own wishes.
#[test]
fn imposed_terms_hold() {
    let terms = Terms { fee: Some(3.0), men: Some(1_500), posture: Some(0.25) };
    let imposed = and(weeks(scenario("status-quo-2025"), 60), 4, Intervention::Terms(terms));
    seen(imposed, 20, |world| {
        let contract = &world.contract;
        if contract.in_force && world.week >= 4 {
            let terms = contract.terms;
            assert_eq!((terms.fee, terms.men, terms.posture), (3.0, 1_500.0, 0.25), "week {}", world.week);
        }
    });
}

/// An ordered rupture ends the contract in its week, the men leave, and after the switch somebody else stands in.
#[test]
fn an_ordered_rupture_is_one() {
    let ended = and(scenario("status-quo-2025"), 10, Intervention::Rupture(Rupture {}));
    seen(ended, 20, |world| {
        let contract = &world.contract;
        if world.week >= 10 && !world.regime.over() {
            assert!(!contract.in_force, "week {}", world.week);
            if world.week >= 10 + 80 {
                assert!(world.patron.men < 50.0, "{} men in week {}", world.patron.men, world.week);
            }
        }
    });
}

/// Men and fee follow the dated path where it is imposed, and no contract governs.
#[test]
fn the_imposed_path_is_a_variant() {
    let mut imposed = weeks(scenario("history"), 30);
    imposed.mechanisms = Mechanisms { provider: Provider::Imposed, ..Mechanisms::default() };
    seen(imposed, 3, |world| {
        assert!(!world.contract.governs && !world.contract.in_force);
        let path = world.patron.path[world.week as usize];
        assert!((world.patron.men - path.round()).abs() <= 0.5, "{} against {path}", world.patron.men);
    });
}

/// Elite ties move when patrons deliver and fail to, and stand still where nobody is influenced.
#[test]
fn elite_ties_move_with_deliveries() {
    let moving = run(weeks(scenario("history"), 104), 60).outcome("influence.ties_spread");
    let mut still = weeks(scenario("history"), 104);
    still.mechanisms = Mechanisms::default().without("influence");
    let frozen = run(still, 20).outcome("influence.ties_spread");
    assert!(frozen.iter().all(|&spread| spread < 1e-6), "{frozen:?}");
    let moved = moving.iter().filter(|&&spread| spread > 1e-3).count();
    println!("elite ties moved in {moved} of 60 futures");
    assert!(moved > 30, "{moved}");
}

/// M12 → M1: what becomes of the contract depends on who is heard in Bamako and Moscow.
#[test]
fn influence_matters_to_the_end_of_the_contract() {
    let with = run(coarse(scenario("history")), 800);
    let mut deaf = coarse(scenario("history"));
    deaf.mechanisms = deaf.mechanisms.without("influence");
    let without = run(deaf, 800);
    let pairs = |outcome| paired(&with.outcome(outcome), &without.outcome(outcome));
    for outcome in ["contract.weeks", "contract.in_force", "contract.downgraded"] {
        println!("influence off → {outcome:<20} {}", told(&pairs(outcome)));
    }
    assert!(pairs("contract.downgraded").t().abs() > 3.0, "{}", told(&pairs("contract.downgraded")));
}

/// Less guard does not make coups fail more often.
#[test]
fn less_guard_means_no_fewer_successes() {
    let run_at = |guard| {
        let one = with(coarse(scenario("status-quo-2025")), "provider.africa_corps.guard", guard);
        run(with(one, "provider.wagner.guard", guard), 200)
    };
    let (little, much) = (run_at(0.1), run_at(0.25));
    let seized = |e: &crate::lab::Ensemble| {
        let (coup, palace) = (e.outcome("exit.coup"), e.outcome("exit.palace"));
        coup.iter().zip(palace).map(|(a, b)| a + b).collect::<Vec<f64>>()
    };
    let pairs = paired(&seized(&much), &seized(&little));
    println!("guard .25 → .1: power seized {}", told(&pairs));
    assert!(pairs.t() > -4.0, "{}", told(&pairs));
}
