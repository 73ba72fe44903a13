//! What the model takes as given, week by week: missions, borders, sanctions, the season.
//!
//! In a run of the past these follow the dated inputs of `data/history/`; a run that starts in 2025 keeps its first
//! day's values. Nothing here is an outcome.

use crate::geography::ZoneId;
use crate::geography::history::{self, Worth, history};
use crate::geography::prices::prices;
use crate::ledger::Values;
use crate::random::Randomness;
use crate::world::{Actor, Band, Bands, Kind, World, steps};
use jiff::civil::Date;

/// The dated inputs of one replicate.
#[derive(Clone, Debug, Default)]
pub struct Path {
    /// Whether the run is one of the past.
    past: bool,
    /// Luck of the mission paths: the quantile of each actor's strength.
    mission: [f64; 2],
}

const MISSIONS: [Actor; 2] = [Actor::Barkhane, Actor::Minusma];

impl Path {
    pub fn new(start: Date, luck: &Randomness) -> Self {
        Self {
            past: start < jiff::civil::date(2025, 1, 1),
            mission: MISSIONS.map(|actor| luck.uniform("mission", actor.id())),
        }
    }

    /// Whether prices, borders and missions follow their past.
    pub fn is_past(&self) -> bool {
        self.past
    }

    /// Men of the Russian force by week, before any withdrawal.
    pub fn russians(&self, world: &World, level: f64, weeks: u32, luck: &Randomness, path: &mut Vec<f64>) {
        path.clear();
        let quantile = luck.uniform("provider", "men");
        let h = history();
        for week in 0..=weeks {
            let day = world.calendar.monday(week);
            path.push(if self.past { h.provider(day).men.quantile(quantile) } else { level });
        }
    }

    /// Sets this week's outside state.
    pub fn step(&self, world: &mut World, values: &Values) {
        let day = world.calendar.monday(world.week);
        world.outside.mobility =
            if world.calendar.rains(world.week) { values.get("combat.rain") } else { 1.0 };
        if self.past {
            self.follow_history(world, values, day);
        }
        self.post_missions(world, day);
    }

    /// Borders, sanctions, prices and the provider's name as they were.
    fn follow_history(&self, world: &mut World, values: &Values, day: Date) {
        let h = history();
        let worth = |name: &str| match h.measure(name, day) {
            Some(Worth::Number(x)) => *x,
            Some(Worth::Parameter(path)) => values.get(path),
            None => 0.0,
        };
        world.outside.algeria = worth("algeria_border_open");
        world.outside.sanctions = worth("ecowas_sanctions");
        world.outside.gold_price = prices().gold(day);
        world.outside.oil_price = prices().brent(day);
        world.outside.war_past = worth("war_load");
        world.outside.war_given = true;
    }

    /// Who provided on this day of the past.
    pub fn provider(&self, world: &mut World) {
        if self.past {
            let then = history().provider(world.calendar.monday(world.week)).provider;
            world.patron.provider = usize::from(then == history::Provider::AfricaCorps);
        }
    }

    /// The missions' men by zone: the dated path in a run of the past, and what interventions send or withdraw.
    fn post_missions(&self, world: &mut World, day: Date) {
        if !self.past && world.outside.missions.is_empty() {
            return;
        }
        for (actor, quantile) in MISSIONS.into_iter().zip(self.mission) {
            let total: f64 = world.zones.men_at_start.iter().map(|men| men[actor as usize]).sum();
            for zone in ZoneId::all() {
                let mut men =
                    if self.past { history().mission(actor, zone, day).quantile(quantile) } else { 0.0 };
                let share = world.zones.men_at_start[zone.index()][actor as usize] / total.max(1.0);
                for mission in world.outside.missions.iter().filter(|m| m.actor == actor) {
                    let done = steps(mission.week, mission.over, world.week);
                    men = mission.men.map_or(men * (1.0 - done), |more| men + more * share * done);
                }
                bring_to(&mut world.bands, actor, zone.index(), men.round() as u32);
            }
        }
    }
}

/// Brings an actor's men in a zone to `want`, in one band.
pub fn bring_to(bands: &mut Bands, actor: Actor, zone: usize, want: u32) {
    let row = bands.rows_in_or_empty(actor, zone).next();
    match row {
        Some(row) => {
            let (band, have) = (Band(row as u32), bands.men[row]);
            if want > have {
                bands.enlist(band, want - have);
            } else {
                bands.leave(band, have - want);
            }
        }
        None if want > 0 => {
            bands.raise(actor, Kind::Mobile, zone, Bands::NO_TOWN, want);
        }
        None => {}
    }
}
