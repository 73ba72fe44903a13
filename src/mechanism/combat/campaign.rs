//! Marches on towns that are out of the state's hands.
//!
//! Once a month the command looks at each lost town. With S the strength it can bring (battalions of the zone and its
//! neighbours, the Russians' offensive share wherever they are, both by quality, mobility and reach) and D the men in
//! the zone of whoever holds it, a march starts with probability
//!
//! ```text
//! march_rate × w / (1 + (march_odds D / S)²)        w = 1 for a town, 2 for a symbol
//! ```
//!
//! While MINUSMA stands in a zone the accord of 2015 holds there and no march starts against the FLA. Rebels preserve
//! their force: a rear guard (`march_contact` of either side meets) fights until the breakpoint and withdraws, and keeps its men; the town changes hands
//! and part of the column stays as its garrison.

use super::Combat;
use super::engagement::{Law, Side, fight};
use crate::random::{Randomness, Stream, happens};
use crate::world::{Actor, Band, Bands, Channel, Event, Group, Holder, Kind, World};

impl Combat {
    /// Adds this month's marches to the events of the week.
    pub fn plan_marches(&self, world: &mut World, luck: &Randomness) {
        if !world.calendar.opens_month(world.week) {
            return;
        }
        for town in 0..world.towns.len() {
            let holder = world.towns.holder[town];
            let zone = world.towns.zone[town];
            if holder == Holder::State || (holder == Holder::Fla && world.accord_holds_in(zone)) {
                continue;
            }
            let ours = self.column_strength(world, zone);
            let theirs = garrison_of(world, zone, holder);
            let weight = if world.towns.symbol[town] { 2.0 } else { 1.0 };
            let odds = self.march_odds * theirs / ours.max(1.0);
            let start = self.march_rate * weight / (1.0 + odds * odds);
            let mut rng = luck.stream("march", world.week, town as u64);
            if happens(start, &mut rng) {
                world
                    .events
                    .push(Event { taken: Some(town), ..Event::new(zone, Channel::March, town as u32) });
            }
        }
    }

    /// Men-equivalents that a march into a zone can bring.
    fn column_strength(&self, world: &World, zone: usize) -> f64 {
        let near = world.zones.neighbours[zone].iter().copied().chain([zone]);
        let army: f64 =
            near.map(|z| world.muster.men(z, Group::Battalion) * self.mobility(world, z)).sum::<f64>()
                * self.army_power(world)
                * 0.5;
        let p = &world.patron;
        let russians: f64 = (0..world.zones.len()).map(|z| world.muster.men(z, Group::Russia)).sum();
        let air = 1.0 + (p.air_support - 1.0) * p.channels.air_support;
        army * air + russians * p.offence * p.combat * p.coordination * air
    }
}

/// Men whom a march on a town of this holder meets.
fn garrison_of(world: &World, zone: usize, holder: Holder) -> f64 {
    let group = match holder {
        Holder::Jnim => Group::Jnim,
        Holder::Issp => Group::Issp,
        Holder::Fla => Group::Fla,
        _ => Group::Militia,
    };
    world.muster.men(zone, group)
}

/// The march itself: a square-law battle that the weaker side leaves at its breakpoint.
pub(super) fn march(combat: &Combat, world: &mut World, event: &mut Event, rng: &mut Stream) {
    let Some(town) = event.taken.take() else { return };
    let zone = event.zone;
    let holder = world.towns.holder[town];
    let ours = combat.column_strength(world, zone);
    let theirs = garrison_of(world, zone, holder);
    event.attacker = Some(Actor::Fama);
    event.defender = Some(match holder {
        Holder::Jnim => Actor::Jnim,
        Holder::Issp => Actor::Issp,
        _ => Actor::Fla,
    });
    event.attacker_men = ours as u32;
    event.defender_men = theirs as u32;
    let in_contact = |men: f64| (men * combat.march_contact).ceil() as u32;
    let side = |men: f64| Side {
        men: in_contact(men),
        attrition: combat.battle_attrition,
        breakpoint: combat.breakpoint,
    };
    // A battle for a town lasts days: ten times the median contact.
    let cost = fight(Law::Square, side(ours), side(theirs), 10.0 * combat.hours(rng), rng);
    let outnumbered = ours > theirs * combat.march_odds;
    book_zone(world, event, cost.attacker_dead, true, holder, rng);
    book_zone(world, event, cost.defender_dead, false, holder, rng);
    if cost.defender_broke || (outnumbered && !cost.attacker_broke) {
        take(world, town);
        event.taken = Some(town);
    }
}

/// Spreads a march's dead over the bands that took part, one by one in proportion to men.
fn book_zone(
    world: &mut World,
    event: &mut Event,
    dead: u32,
    attackers: bool,
    holder: Holder,
    rng: &mut Stream,
) {
    let zone = event.zone;
    let mut left = dead;
    for row in 0..world.bands.len() {
        if left == 0 {
            break;
        }
        let near = world.bands.zone[row] as usize == zone
            || (attackers && world.zones.neighbours[zone].contains(&(world.bands.zone[row] as usize)));
        let part = if attackers {
            matches!(world.bands.owner[row], Actor::Fama | Actor::Russia)
                && world.bands.kind[row] == Kind::Mobile
        } else {
            Holder::of(world.bands.owner[row]) == holder
        };
        if !near || !part || world.bands.men[row] == 0 {
            continue;
        }
        let most = (world.bands.men[row] / 5).max(1).min(world.bands.men[row]);
        let here = crate::random::binomial(left, 0.5, rng).min(most);
        let owner = world.bands.owner[row];
        world.bands.lose(Band(row as u32), here);
        world.harm.fighters[zone][Holder::of(owner) as usize] += here;
        if owner == Actor::Russia {
            event.russian_dead += here;
            world.harm.russians += here;
        }
        left -= here;
    }
    if attackers {
        event.attacker_dead = dead - left;
    } else {
        event.defender_dead = dead - left;
    }
}

/// The state takes a town and leaves a garrison of a third of the nearest battalion.
fn take(world: &mut World, town: usize) {
    let zone = world.towns.zone[town];
    world.towns.holder[town] = Holder::State;
    let from = (0..world.bands.len())
        .filter(|&r| world.bands.owner[r] == Actor::Fama && world.bands.kind[r] == Kind::Mobile)
        .filter(|&r| world.bands.men[r] > 0)
        .min_by(|&a, &b| {
            let km = |r: usize| world.zones.distance[zone][world.bands.zone[r] as usize];
            km(a).total_cmp(&km(b))
        });
    let Some(from) = from else { return };
    let old = (0..world.bands.len())
        .find(|&r| world.bands.owner[r] == Actor::Fama && super::fights::holds(world, r, town));
    let garrison = match old {
        Some(row) => Band(row as u32),
        None => world.bands.raise(Actor::Fama, Kind::Garrison, zone, town as u16, 0),
    };
    let men = world.bands.men[from].div_ceil(3);
    world.bands.zone[from] = zone as u16;
    world.bands.transfer(Band(from as u32), garrison, men);
    world.bands.establishment[garrison.row()] = men;
    debug_assert!(world.bands.town[garrison.row()] != Bands::NO_TOWN);
}
