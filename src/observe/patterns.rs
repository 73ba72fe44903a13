//! What history is held against: the patterns' observables, one number a replicate each.

use super::{
    Column, Counts, Flows, control_of_land, control_of_people, one_sided, price_elsewhere, symbol_held,
};
use crate::geography::patterns::{Pattern, patterns};
use crate::world::{Actor, Channel, Holder, World};
use jiff::civil::Date;

/// Zones of the south and west (pattern H09).
const SOUTHWEST: [&str; 6] = ["KAY", "NIO", "KIT", "SIK", "BOU", "KOU"];
/// Civilians killed in the year before the Russian force came, as counted (AP, 15 January 2023).
const CIVILIANS_2021: f64 = 500.0;
/// Litres of a tank truck, for a share of normal trips (ledger P69, central).
const TRUCK: f64 = 46_000.0;
/// Least dead of the events that the tail exponent is read from.
const TAIL_FROM: f64 = 5.0;

/// Patterns that this version's mechanisms speak to.
pub fn spoken_to() -> impl Iterator<Item = &'static Pattern> {
    const NOT_YET: [&str; 4] =
        ["stated_trust_russia", "latent_below_stated", "no_russian_mine", "burkina_above_mali"];
    patterns().iter().filter(|p| !NOT_YET.contains(&p.observable.as_str()))
}

/// Columns of the patterns.
pub fn columns() -> Vec<Column> {
    spoken_to()
        .map(|p| Column {
            name: format!("pattern.{}", p.observable),
            unit: "see docs",
            meaning: format!("{} {} [{}]", p.id, p.text, p.unit),
        })
        .collect()
}

/// One pattern's observation.
#[derive(Clone, Copy, Debug, Default)]
struct Watch {
    weeks: f64,
    sum: f64,
    other: f64,
    first: f64,
    last: f64,
    most: f64,
    seen: bool,
}

/// The patterns' observations of a replicate.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    watches: Vec<Watch>,
    end: Option<Date>,
    start: Option<Date>,
    /// The day on which the world stood still, if it did.
    frozen: Option<Date>,
}

impl Patterns {
    /// Begins a replicate that runs from `start` to `end`.
    pub fn begin(&mut self, start: Date, end: Date) {
        self.watches.clear();
        self.watches.extend(spoken_to().map(|_| Watch::default()));
        (self.start, self.end, self.frozen) = (Some(start), Some(end), None);
    }

    /// Adds a week.
    pub fn add(&mut self, world: &World, counts: &Counts) {
        let day = world.calendar.monday(world.week);
        if world.regime.over() && self.frozen.is_none() {
            self.frozen = Some(day);
        }
        let mut week = Flows::default();
        week.add(world);
        for (watch, pattern) in self.watches.iter_mut().zip(spoken_to()) {
            observe(watch, pattern, day, world, &week, counts);
        }
    }

    /// The patterns' numbers, empty (NaN) where the run does not cover a window or stood still before its end.
    pub fn outcomes(&self, world: &World, out: &mut Vec<f64>) {
        for (watch, pattern) in self.watches.iter().zip(spoken_to()) {
            let covered = self.start.is_some_and(|s| s <= pattern.from)
                && self.end.is_some_and(|e| pattern.to <= e.saturating_add(jiff::Span::new().days(7)));
            let lived = pattern.mechanism == "regime" || self.frozen.is_none_or(|day| pattern.to < day);
            out.push(if covered && lived { conclude(watch, pattern, world) } else { f64::NAN });
        }
    }
}

fn observe(watch: &mut Watch, pattern: &Pattern, day: Date, world: &World, week: &Flows, counts: &Counts) {
    let name = pattern.observable.as_str();
    if name == "southwest_share_change" {
        return southwest(watch, day, world);
    }
    if day < pattern.from.saturating_sub(jiff::Span::new().days(6)) || day > pattern.to {
        return;
    }
    watch.weeks += 1.0;
    let flag = |b: bool| f64::from(u8::from(b));
    let value = match name {
        "deaths_2022" | "deaths_2023" | "deaths_2024" => week.deaths() * counts.acled,
        "civilian_deaths_ratio" => week.civilian_deaths() * counts.acled / CIVILIANS_2021,
        "onesided_share_jnim" => return mix(watch, world, &[Channel::JnimOnesided]),
        "onesided_share_state" => return mix(watch, world, &[Channel::StateOnesided]),
        "onesided_share_issp" => return mix(watch, world, &[Channel::IsspOnesided]),
        "kidal_captured" => flag(world.events.iter().any(|e| {
            e.taken.is_some_and(|t| world.towns.symbol[t] && world.towns.holder[t] == Holder::State)
        })),
        "fla_strength_ratio" => world.bands.men_of(Actor::Fla) as f64,
        "ambush_20_russians" => flag(world.events.iter().any(|e| e.russian_dead >= 20)),
        "capital_raid" => flag(world.events.iter().any(|e| e.channel == Channel::CapitalRaid && !e.void)),
        "control_population_change" => 100.0 * control_of_people(world, Holder::State),
        "control_territory_falls_more" => {
            let (people, land) =
                (control_of_people(world, Holder::State), control_of_land(world, Holder::State));
            if !watch.seen {
                (watch.first, watch.other, watch.seen) = (people, land, true);
            }
            watch.last = flag(land / watch.other.max(1e-9) < people / watch.first.max(1e-9));
            return;
        }
        "gold_2022" | "gold_2023" | "gold_2024" | "gold_2025_8_months" => world.treasury.gold_tonnes,
        "fuel_available_before" => super::by_people(world, &world.zones.fuel),
        "weeks_below_60_percent" => flag(world.zones.fuel[super::capital(world)] < 0.6),
        "trucks_lost_share" => week.trucks_lost / world.fuel.normal_trips(TRUCK).max(1.0),
        "deliveries_fall" => 1.0 - world.fuel.delivered,
        "price_peak_elsewhere" => price_elsewhere(world),
        "price_peak_bamako" => world.zones.fuel_price[super::capital(world)],
        "russian_men_ratio" => world.patron.men,
        "offensive_posture_fall" => world.patron.men * world.patron.offence,
        "displaced" => world.persons.displaced as f64,
        "severity_exponent" => return tail(watch, world),
        "weekly_variance_to_mean" => week.events,
        "foiled_plot" => flag(world.regime.foiled > 0),
        _ => flag(symbol_held(world)),
    };
    if !watch.seen {
        (watch.first, watch.seen) = (value, true);
    }
    watch.sum += value;
    watch.other += value * value;
    watch.last = value;
    watch.most = watch.most.max(value);
}

/// One-sided events of some channels (sum) among all (other).
fn mix(watch: &mut Watch, world: &World, channels: &[Channel]) {
    let events = world.events.iter().filter(|e| !e.void && one_sided(e.channel));
    for event in events {
        watch.other += 1.0;
        watch.sum += f64::from(u8::from(channels.contains(&event.channel)));
    }
}

/// Sum of log severities above the threshold, and their number (Hill, with the half of a discrete count).
fn tail(watch: &mut Watch, world: &World) {
    for e in &world.events {
        let dead = f64::from(e.attacker_dead + e.defender_dead + e.civilian_dead);
        if dead >= TAIL_FROM {
            watch.sum += (dead / (TAIL_FROM - 0.5)).ln();
            watch.other += 1.0;
        }
    }
}

/// Insurgent events in the south and west and everywhere, in 2024 (first, last) and in 2025 (sum, other).
fn southwest(watch: &mut Watch, day: Date, world: &World) {
    let (in_2024, in_2025) = (day.year() == 2024, day.year() == 2025);
    for e in world.events.iter().filter(|e| !e.void && insurgent(e.channel)) {
        let there = SOUTHWEST.contains(&world.zones.id[e.zone].as_str());
        let there = f64::from(u8::from(there));
        if in_2024 {
            watch.first += there;
            watch.last += 1.0;
        } else if in_2025 {
            watch.sum += there;
            watch.other += 1.0;
        }
    }
}

fn insurgent(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::JnimAmbush
            | Channel::JnimAssault
            | Channel::IsspAttack
            | Channel::FlaAttack
            | Channel::JnimOnesided
            | Channel::IsspOnesided
            | Channel::Convoy
    )
}

fn conclude(watch: &Watch, pattern: &Pattern, world: &World) -> f64 {
    let w = watch;
    match pattern.observable.as_str() {
        "deaths_2022" | "deaths_2023" | "deaths_2024" | "civilian_deaths_ratio" | "trucks_lost_share" => {
            let n = if pattern.observable == "trucks_lost_share" { w.weeks } else { 1.0 };
            w.sum / n
        }
        "onesided_share_jnim" | "onesided_share_state" | "onesided_share_issp" => w.sum / w.other,
        "kidal_captured" | "ambush_20_russians" | "capital_raid" | "foiled_plot" => w.most,
        "fla_strength_ratio" => w.last / w.first,
        "control_population_change" | "gold_2022" | "gold_2023" | "gold_2024" | "gold_2025_8_months" => {
            w.last - w.first
        }
        "control_territory_falls_more" => w.last,
        "weeks_below_60_percent" => w.sum,
        "price_peak_elsewhere" | "price_peak_bamako" => w.most,
        "russian_men_ratio" if w.first >= 1.0 => w.last / w.first,
        "offensive_posture_fall" if w.first >= 1.0 => 1.0 - w.last / w.first,
        "russian_men_ratio" | "offensive_posture_fall" => f64::NAN,
        "severity_exponent" => 1.0 + w.other / w.sum,
        "weekly_variance_to_mean" => {
            let mean = w.sum / w.weeks;
            (w.other / w.weeks - mean * mean) / mean * w.weeks / (w.weeks - 1.0)
        }
        "southwest_share_change" => 100.0 * (w.sum / w.other - w.first / w.last),
        "regime_survives" => f64::from(u8::from(world.regime.survives())),
        _ => w.sum / w.weeks,
    }
}
