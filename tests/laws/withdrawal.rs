//! "Wagner leaves" is more than one multiplier: its channels are withdrawn one at a time from the same luck, and what
//! their sum does not explain is interaction.

use crate::lab::{Ensemble, paired, run, scenario, told};
use concession::scenario::{Channel, Intervention, Scenario};

const N: u64 = 200;

const HEADLINES: [&str; 12] = [
    "control.population.change",
    "control.territory.change",
    "regime.survives",
    "regime.attempts",
    "exit.coup",
    "exit.palace",
    "deaths",
    "deaths.battle.state",
    "deaths.civilian",
    "kidal.state",
    "men.insurgent",
    "regime.legitimacy",
];

/// The withdrawal, of these channels only.
fn without(channels: &[Channel]) -> Scenario {
    let mut scenario = scenario("wagner-withdrawal");
    for dated in &mut scenario.interventions {
        if let Intervention::Withdraw(withdraw) = &mut dated.what {
            withdraw.channels = channels.to_vec();
        }
    }
    scenario
}

#[test]
fn at_least_three_channels_of_the_withdrawal_matter_on_their_own() {
    let stays = run(scenario("status-quo-2025"), N);
    let leaves = run(without(&Channel::ALL), N);
    let parts: Vec<(Channel, Ensemble)> = Channel::ALL.iter().map(|&c| (c, run(without(&[c]), N))).collect();
    let mut matter = std::collections::BTreeSet::new();
    for headline in HEADLINES {
        println!("{headline}");
        let before = stays.outcome(headline);
        let whole = leaves.outcome(headline);
        let mut rest: Vec<f64> = whole.iter().zip(&before).map(|(w, b)| w - b).collect();
        for (channel, part) in &parts {
            let part = part.outcome(headline);
            let pairs = paired(&before, &part);
            println!("  {:<14} {}", format!("{channel:?}"), told(&pairs));
            if pairs.t().abs() > 4.0 {
                matter.insert(*channel);
            }
            rest.iter_mut().zip(part.iter().zip(&before)).for_each(|(rest, (p, b))| *rest -= p - b);
        }
        println!("  {:<14} {}", "all", told(&paired(&before, &whole)));
        println!("  {:<14} {}", "interaction", told(&paired(&vec![0.0; rest.len()], &rest)));
    }
    assert!(matter.len() >= 3, "only {matter:?} matter on their own");
}
