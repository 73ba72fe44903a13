//! Interventions that cannot both be, or cannot be in this run.

use super::fault::{At, Fault, Faults};
use super::intervention::*;
use super::{Laboratory, Mechanisms, Provider, weeks_between};
use jiff::civil::{Date, date};

/// An intervention, its week and its place in a file.
pub type Placed = (Dated, At);

/// The day after the last of MINUSMA and of Barkhane had left Mali (31 December 2023, 15 August 2022).
const LEFT: [(Force, Date, &str); 2] = [
    (Force::Minusma, date(2024, 1, 1), "MINUSMA had left Mali by 31 December 2023"),
    (Force::Barkhane, date(2022, 8, 16), "the French had left Mali by 15 August 2022"),
];

/// The week of a date, if it lies within the run.
pub fn week_of(day: Date, start: Date, end: Date) -> Option<u32> {
    let week = start.until(day).ok()?.get_days().div_euclid(7);
    u32::try_from(week).ok().filter(|week| *week < weeks_between(start, end))
}

/// Reports all of them, at the later one.
pub fn check(placed: &[Placed], laboratory: Option<&Laboratory>, faults: &mut Faults) {
    for (nth, (later, at)) in placed.iter().enumerate() {
        alone(later, at, laboratory, faults);
        for (earlier, other) in &placed[..nth] {
            if let Some(reason) = clash(earlier, later) {
                let message = format!("two interventions contradict each other: {reason}");
                let place = format!("{}:{}", other.source.path, other.line());
                faults.add(Fault::new(at, message, format!("the other is at {place}, {}", earlier.date)));
            }
        }
    }
}

/// A laboratory has nobody for some mechanisms to act on.
pub fn mechanisms_of_a_laboratory(mechanisms: &Mechanisms, at: &At, faults: &mut Faults) {
    let without = [
        ("civilians", mechanisms.civilians.is_on()),
        ("finance", mechanisms.finance.is_on()),
        ("provider", mechanisms.provider != Provider::Off),
    ];
    let on: Vec<&str> = without.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect();
    if !on.is_empty() {
        let message = format!("a laboratory has no {}", on.join(", no "));
        let allowed = on.iter().map(|name| format!("{name} = \"off\"")).collect::<Vec<_>>().join(", ");
        faults.add(Fault::new(at, message, format!("[mechanisms] with {allowed}")));
    }
}

/// What is wrong with one by itself.
fn alone(dated: &Dated, at: &At, laboratory: Option<&Laboratory>, faults: &mut Faults) {
    if laboratory.is_some() && !matches!(dated.what, Intervention::Engagement(_) | Intervention::Set(_)) {
        let message = "this intervention has nothing to act on in a laboratory";
        faults.add(Fault::new(at, message, "`engagement` or `set`"));
        return;
    }
    match &dated.what {
        Intervention::Withdraw(Withdraw { force, .. }) => {
            for (gone, since, reason) in LEFT {
                if *force == gone && dated.date >= since {
                    faults.add(Fault::new(at, "this force is not there to withdraw", reason));
                }
            }
        }
        Intervention::Engagement(engagement) => engaged(engagement, at, laboratory, faults),
        _ => {}
    }
}

/// Both sides exist, are two, and stand in a zone of this world.
fn engaged(engagement: &Engagement, at: &At, laboratory: Option<&Laboratory>, faults: &mut Faults) {
    let names: Vec<&str> = match laboratory {
        Some(laboratory) => laboratory.bands.iter().map(|band| band.name.as_str()).collect(),
        None => super::names::OWNERS.to_vec(),
    };
    for side in [&engagement.attacker, &engagement.defender] {
        if !names.contains(&side.as_str()) {
            let message = format!("nobody here is called \"{}\"", super::fault::shortened(side));
            let near = super::nearest::nearest(side, names.iter().copied());
            let shown: Vec<&str> = names.iter().copied().take(20).collect();
            faults.add(Fault::new(at, message, format!("one of {}", shown.join(", "))).nearest(near));
        }
    }
    if engagement.attacker == engagement.defender {
        faults.add(Fault::new(at, "a band does not fight itself", "two bands"));
    }
    let zones = laboratory.map_or(super::names::ZONES.len(), |laboratory| laboratory.zones);
    if engagement.zone >= zones {
        let allowed = format!("zones 0 to {}", zones - 1);
        faults.add(Fault::new(at, format!("there is no zone {}", engagement.zone), allowed));
    }
}

/// Why two cannot both be, the earlier one first.
fn clash(a: &Dated, b: &Dated) -> Option<&'static str> {
    use Intervention as I;
    let same_week = a.week == b.week;
    match (&a.what, &b.what) {
        (I::Withdraw(x), I::Withdraw(y)) if same_men(x.force, y.force) && overlap(a, b) => {
            Some("the same force is withdrawn while it is being withdrawn")
        }
        (I::Withdraw(Withdraw { force: x, .. }), I::Deploy(Deploy { force: y, .. }))
        | (I::Deploy(Deploy { force: x, .. }), I::Withdraw(Withdraw { force: y, .. }))
            if same_men(*x, *y) && overlap(a, b) =>
        {
            Some("the same force comes and goes at the same time")
        }
        (I::NoTruce(_), I::Truce(_)) | (I::Truce(_), I::NoTruce(_)) if overlap(a, b) => {
            Some("a truce while there is to be none")
        }
        (I::NoTruce(_), I::TruceOffers(_)) | (I::TruceOffers(_), I::NoTruce(_)) if overlap(a, b) => {
            Some("truces are offered while there is to be none")
        }
        (I::Truce(_), I::Truce(_)) if same_week => Some("two truces in one week"),
        (I::Provider(_), I::Provider(_)) if same_week => Some("two types of provider in one week"),
        (I::Posture(_), I::Posture(_)) if same_week => Some("two postures in one week"),
        (I::JointForce(_), I::JointForce(_)) if same_week => {
            Some("two strengths of the joint force in one week")
        }
        (I::Mines(_), I::Mines(_)) if same_week => Some("two states of the mines in one week"),
        (I::GuardMines(_), I::GuardMines(_)) if same_week => Some("two guards of the mines in one week"),
        (I::Border(x), I::Border(y)) if same_week && x.country == y.country => {
            Some("a border is opened twice in one week")
        }
        (I::Alliance(x), I::Alliance(y)) if same_week && same_pair(x.pair, y.pair) => {
            Some("one alliance has two levels in one week")
        }
        (I::Set(x), I::Set(y)) if same_week && x.path == y.path => {
            Some("one parameter has two values in one week")
        }
        (I::Sanctions(_), I::Sanctions(_)) if overlap(a, b) => Some("sanctions while there are sanctions"),
        _ => None,
    }
}

fn same_men(a: Force, b: Force) -> bool {
    a == b || (a.is_russian() && b.is_russian())
}

fn same_pair(a: [&str; 2], b: [&str; 2]) -> bool {
    a == b || a == [b[1], b[0]]
}

/// Whether the weeks that two take have one in common.
fn overlap(a: &Dated, b: &Dated) -> bool {
    a.week < last(b) && b.week < last(a)
}

/// The week after an intervention's last.
fn last(dated: &Dated) -> u32 {
    let weeks = match &dated.what {
        Intervention::Withdraw(Withdraw { over_weeks, .. })
        | Intervention::Deploy(Deploy { over_weeks, .. }) => Some(*over_weeks),
        Intervention::NoTruce(NoTruce { weeks }) | Intervention::TruceOffers(TruceOffers { weeks, .. }) => {
            *weeks
        }
        Intervention::Sanctions(Sanctions { weeks, .. }) => Some(*weeks),
        // A truce whose length is drawn counts with its first week.
        Intervention::Truce(Truce { days, .. }) => Some(days.unwrap_or(1).div_ceil(7)),
        _ => Some(1),
    };
    weeks.map_or(u32::MAX, |weeks| dated.week.saturating_add(weeks))
}
