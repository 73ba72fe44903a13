//! Severities: the dead of battles, without the sampler of one-sided violence, have a heavy tail because bands merge
//! and fall apart, and lose it when they may not.

use crate::lab::{scenario, watch, with};
use concession::observe::one_sided;
use concession::scenario::Scenario;
use concession::simulation::Model;
use concession::stats::tail::discrete;
use concession::world::Channel;

const N: u64 = 60;
/// Where the tail begins [dead].
const TAIL: u64 = 5;

/// The dead of every battle of an ensemble that had any, without one-sided violence.
fn battles(scenario: Scenario, counts: fn(Channel) -> bool) -> Vec<u64> {
    let seen = watch(&Model::new(scenario), N, |seen: &mut Vec<u64>, world| {
        let fought = world.events.iter().filter(|e| !e.void && !one_sided(e.channel) && counts(e.channel));
        seen.extend(fought.map(|e| u64::from(e.attacker_dead + e.defender_dead)).filter(|&dead| dead > 0));
    });
    seen.concat()
}

/// Exponent with its error; prints what there is.
fn exponent(what: &str, dead: &[u64]) -> (f64, f64) {
    let law = discrete(dead, TAIL);
    let (value, error) = (law.exponent.value, law.exponent.standard_error);
    let largest = dead.iter().max().copied().unwrap_or(0);
    println!(
        "{what:<24} {:>6} battles, largest {largest:>4}, from {TAIL} on: {value:.2} ± {error:.2}",
        dead.len()
    );
    (value, error)
}

/// Forces gathered on purpose: their size is not that of bands that met.
fn met(channel: Channel) -> bool {
    !matches!(channel, Channel::March | Channel::CapitalRaid | Channel::Convoy)
}

/// Nobody merges, and everybody falls apart at once.
fn cells(scenario: Scenario) -> Scenario {
    with(with(scenario, "combat.merge", 0.0), "combat.split", 1.0)
}

#[test]
fn battle_deaths_alone_have_a_tail_between_two_and_three() {
    for (what, counts) in [("all battles", (|_| true) as fn(Channel) -> bool), ("bands that met", met)] {
        let (value, error) = exponent(what, &battles(scenario("history"), counts));
        assert!(value - 4.0 * error > 2.0 && value + 4.0 * error < 3.0, "{what}: {value} ± {error}");
    }
}

#[test]
fn without_merging_and_splitting_the_tail_goes() {
    let (free, frozen) = (battles(scenario("history"), met), battles(cells(scenario("history")), met));
    let ((heavy, e), (light, f)) = (exponent("bands", &free), exponent("cells only", &frozen));
    assert!(light - heavy > 4.0 * e.hypot(f) && light - 4.0 * f > 3.0, "{heavy} ± {e}, {light} ± {f}");
    let most = |dead: &[u64]| dead.iter().max().copied().unwrap_or(0);
    assert!(most(&free) > 3 * most(&frozen), "{} and {}", most(&free), most(&frozen));
}
