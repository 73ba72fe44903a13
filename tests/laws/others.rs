//! Every mechanism matters to another: switched off on the same luck, it moves what belongs to another mechanism by
//! more than four standard errors.

use crate::lab::{Ensemble, paired, run, scenario, told};
use concession::scenario::Mechanisms;

/// Replicates of history.
const N: u64 = 120;

/// A mechanism, and outcomes that belong to others.
const PAIRS: [(&str, &[(&str, &str)]); 9] = [
    (
        "events",
        &[
            ("combat", "control.population"),
            ("civilians", "people.displaced"),
            ("civilians", "people.support"),
        ],
    ),
    (
        "combat",
        &[
            ("civilians", "people.support"),
            ("civilians", "people.displaced"),
            ("finance", "treasury.arrears"),
        ],
    ),
    (
        "civilians",
        &[("combat", "men.insurgent"), ("combat", "control.population"), ("regime", "regime.attempts")],
    ),
    (
        "fuel",
        &[("civilians", "regime.legitimacy"), ("finance", "treasury.arrears"), ("regime", "regime.attempts")],
    ),
    (
        "finance",
        &[
            ("regime", "regime.attempts"),
            ("civilians", "regime.legitimacy"),
            ("combat", "control.population"),
        ],
    ),
    ("contract", &[("combat", "control.population")]),
    ("agency", &[("combat", "deaths.civilian"), ("combat", "deaths.civilian.russia")]),
    ("kremlin", &[("agency", "provider.offence"), ("contract", "contract.lower_posture")]),
    ("regime", &[("combat", "control.territory"), ("events", "events"), ("civilians", "people.support")]),
];

fn history(mechanisms: Mechanisms) -> Ensemble {
    let mut history = scenario("history");
    history.mechanisms = mechanisms;
    run(history, N)
}

#[test]
fn every_mechanism_matters_to_another() {
    let whole = history(Mechanisms::default());
    let mut alone = Vec::new();
    for (name, others) in PAIRS {
        let without = history(Mechanisms::default().without(name));
        let mut matters = false;
        for (owner, outcome) in others {
            let pairs = paired(&whole.outcome(outcome), &without.outcome(outcome));
            println!("{name:>9} off → {owner:>9} {outcome:<20} {}", told(&pairs));
            matters |= pairs.t().abs() > 4.0;
        }
        if !matters {
            alone.push(name);
        }
    }
    assert!(alone.is_empty(), "nothing beyond four errors without {alone:?}");
}

/// M7 → M10: what a long siege adds to attempts at power.
#[test]
fn a_long_siege_brings_attempts_at_power() {
    let siege = run(scenario("fuel-crisis"), 400);
    let mut open = scenario("fuel-crisis");
    open.mechanisms = Mechanisms::default().without("fuel");
    let pairs = paired(&run(open, 400).outcome("regime.attempts"), &siege.outcome("regime.attempts"));
    println!("the siege → attempts at power {}", told(&pairs));
    assert!(pairs.t() > 4.0, "{}", told(&pairs));
}
