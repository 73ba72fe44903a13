//! The interventions of a scenario in two or three words, for the dates under a curve.

use jiff::civil::Date;

use super::super::subject::Subject;
use crate::scenario::{Force, Intervention};

/// Dates and words, each once.
pub fn events(subject: &Subject) -> Vec<(Date, String)> {
    let mut events: Vec<(Date, String)> = Vec::new();
    for dated in subject.scenario.iter().flat_map(|s| &s.interventions) {
        let event = (dated.date, words(&dated.what));
        if !events.contains(&event) {
            events.push(event);
        }
    }
    events
}

pub fn words(what: &Intervention) -> String {
    let of =
        |times: f64, more: &str, less: &str| if times >= 1.0 { more.to_string() } else { less.to_string() };
    match what {
        Intervention::Withdraw(w) => format!("{} leaves", name(w.force)),
        Intervention::Deploy(d) => format!("{} more men of {}", d.men, name(d.force)),
        Intervention::Provider(_) => "another Russian force".into(),
        Intervention::Posture(_) => "other posture".into(),
        Intervention::Ban(_) => "fuel ban declared".into(),
        Intervention::Blockade(b) => of(b.effort_times * b.attack_times, "siege deepens", "siege eases"),
        Intervention::Truce(_) => "truce".into(),
        Intervention::TruceOffers(t) => of(t.times, "truces offered", "fewer truces offered"),
        Intervention::NoTruce(_) => "no truces".into(),
        Intervention::EscortSurge(_) => "more escorts".into(),
        Intervention::Pledge(_) => "fuel pledged".into(),
        Intervention::Sanctions(_) => "sanctions".into(),
        Intervention::Price(_) => "prices jump".into(),
        Intervention::Border(b) => format!("border with {}", b.country),
        Intervention::CoupAttempt(_) => "attempt at a coup".into(),
        Intervention::LeaderKilled(_) => "leader killed".into(),
        Intervention::Alliance(a) => format!("{} and {}", a.pair[0], a.pair[1]),
        Intervention::JointForce(_) => "joint force".into(),
        Intervention::Mines(m) => if m.disputed { "mines in dispute" } else { "mines settled" }.into(),
        Intervention::Collateral(c) => of(c.times, "more harm to civilians", "restraint"),
        Intervention::Intelligence(_) => "other intelligence".into(),
        Intervention::GuardMines(_) => "mines guarded".into(),
        Intervention::WarLoad(w) => {
            if w.change > 0.0 { "war in Ukraine heavier" } else { "war in Ukraine lighter" }.into()
        }
        Intervention::Mutiny(_) => "mutiny".into(),
        Intervention::Terms(_) => "terms imposed".into(),
        Intervention::Rupture(_) => "contract ended".into(),
        Intervention::Set(s) => s.path.clone(),
        Intervention::Engagement(_) => "engagement".into(),
    }
}

fn name(force: Force) -> &'static str {
    match force {
        Force::Russia => "Russian force",
        Force::Wagner => "Wagner",
        Force::AfricaCorps => "Africa Corps",
        Force::Barkhane => "Barkhane",
        Force::Minusma => "MINUSMA",
    }
}
