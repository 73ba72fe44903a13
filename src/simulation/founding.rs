//! The world on its first day, from a sampled initial state.

use crate::geography::history::Range;
use crate::geography::prices::prices;
use crate::geography::{self, Geography};
use crate::ledger::Values;
use crate::mechanism::civilians::{Civilians, Opening as People};
use crate::mechanism::contract::Exchange;
use crate::mechanism::events::severity;
use crate::mechanism::fuel::{FuelSiege, Opening as Roads};
use crate::mechanism::kremlin::Attention;
use crate::random::{Randomness, Stream};
use crate::units::{DAYS_PER_WEEK, WEEKS_PER_MONTH};
use crate::world::{Actor, Bands, Channel, Fuel, Holder, Kind, MoneyOrders, Regime, World};

/// Men in a village band of a militia when the run starts (expert judgement).
const MILITIA_BAND: u32 = 50;
/// Exponent of the sizes of insurgent bands at the start: the steady state of coalescence and fragmentation.
const BAND_EXPONENT: f64 = 2.5;

/// Fills zones and towns with Mali as it was at the start.
pub fn place(world: &mut World, geography: &Geography, holders: &[Holder], start: &Values) {
    let n = geography.zones.len();
    let zones = &mut world.zones;
    zones.id = geography.zones.iter().map(|z| z.id.clone()).collect();
    zones.area_km2 = geography.zones.iter().map(|z| z.area).collect();
    zones.population = geography.zones.iter().map(|z| f64::from(z.population)).collect();
    zones.distance = (0..n)
        .map(|a| {
            (0..n)
                .map(|b| {
                    let km = if a == b { geography.zones[a].within } else { geography.distance[a][b] };
                    f64::from(km)
                })
                .collect()
        })
        .collect();
    zones.neighbours =
        geography.adjacent.iter().map(|near| near.iter().map(|z| z.index()).collect()).collect();
    zones.spoils = spoils(geography);
    zones.control = zones.id.iter().map(|id| control(start, id)).collect();
    zones.blank();
    world.harm = crate::world::Harm::new(n);
    world.muster = crate::world::Muster::new(n);
    let towns = &mut world.towns;
    towns.name = geography.towns.iter().map(|t| t.id.clone()).collect();
    towns.zone = geography.towns.iter().map(|t| t.zone.index()).collect();
    towns.population = geography.towns.iter().map(|t| f64::from(t.population)).collect();
    towns.holder = holders.to_vec();
    towns.symbol = geography.towns.iter().map(|t| t.symbolic).collect();
    towns.capital = geography.towns.iter().map(|t| t.capital).collect();
}

/// Control shares of a zone; what the state does not name is nobody's.
fn control(start: &Values, zone: &str) -> [f64; Holder::COUNT] {
    let mut shares = Holder::ALL.map(|h| at(start, &format!("control.{zone}.{}", h.id())));
    let sum: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|s| *s /= sum);
    shares
}

/// Fuel roads and industrial gold of each zone, relative to the zone that has most.
fn spoils(geography: &Geography) -> Vec<f64> {
    let mut spoils = vec![0.0f64; geography.zones.len()];
    for corridor in &geography.corridors {
        for (zone, km) in &corridor.zones {
            spoils[zone.index()] += f64::from(*km) / 100.0;
        }
    }
    for mine in &geography.mines {
        if mine.kind == geography::MineKind::Industrial {
            spoils[mine.zone.index()] += mine.output[1] / 10.0;
        }
    }
    let most = spoils.iter().copied().fold(1e-9, f64::max);
    spoils.iter().map(|s| s / most).collect()
}

/// Raises every army and band.
pub fn muster(world: &mut World, start: &Values, values: &Values, luck: &Randomness) {
    raise_army(world, start, values);
    let cell = values.get("combat.cell");
    for actor in [Actor::Jnim, Actor::Issp, Actor::Fla] {
        for zone in 0..world.zones.len() {
            let men = men_in(world, start, actor, zone);
            let mut rng = luck.stream("founding", actor as u32, zone as u64);
            raise_bands(&mut world.bands, actor, zone, men, cell, &mut rng);
        }
    }
    for actor in [Actor::Gatia, Actor::DanNa, Actor::Dozo] {
        for zone in 0..world.zones.len() {
            let mut left = men_in(world, start, actor, zone);
            while left > 0 {
                let men = left.min(MILITIA_BAND);
                world.bands.raise(actor, Kind::Mobile, zone, Bands::NO_TOWN, men);
                left -= men;
            }
        }
    }
    for actor in [Actor::Aes, Actor::Barkhane, Actor::Minusma] {
        for zone in 0..world.zones.len() {
            let men = men_in(world, start, actor, zone);
            if men > 0 {
                world.bands.raise(actor, Kind::Mobile, zone, Bands::NO_TOWN, men);
            }
        }
    }
}

fn men_in(world: &World, start: &Values, actor: Actor, zone: usize) -> u32 {
    let key = actor.id();
    let all = at(start, &format!("men.{key}"));
    (all * at(start, &format!("men.{key}.{}", world.zones.id[zone]))).round() as u32
}

/// The army: rear and guards in the capital, garrisons in the towns it holds, battalions in the field.
fn raise_army(world: &mut World, start: &Values, values: &Values) {
    let (deployable, mobile) = (values.get("combat.deployable"), values.get("combat.mobile_share"));
    let battalion = values.get("combat.battalion");
    let total: u32 = (0..world.zones.len()).map(|z| men_in(world, start, Actor::Fama, z)).sum();
    let capital = world.towns.capital.iter().position(|&c| c).map_or(0, |t| world.towns.zone[t]);
    let rear = (f64::from(total) * (1.0 - deployable)).round() as u32;
    let guard = (f64::from(rear) * values.get("combat.guard_share")).round() as u32;
    world.bands.raise(Actor::Fama, Kind::Rear, capital, Bands::NO_TOWN, rear - guard);
    world.bands.raise(Actor::Fama, Kind::Guard, capital, Bands::NO_TOWN, guard);
    for zone in 0..world.zones.len() {
        let men = (f64::from(men_in(world, start, Actor::Fama, zone)) * deployable).round() as u32;
        let towns: Vec<usize> = (0..world.towns.len())
            .filter(|&t| world.towns.zone[t] == zone && world.towns.holder[t] == Holder::State)
            .collect();
        let field = if towns.is_empty() { men } else { (f64::from(men) * mobile).round() as u32 };
        let battalions = ((f64::from(field) / battalion).round() as u32).max(u32::from(field > 0));
        for k in 0..battalions {
            let part = field / battalions + u32::from(k < field % battalions);
            world.bands.raise(Actor::Fama, Kind::Mobile, zone, Bands::NO_TOWN, part);
        }
        let weight = |t: usize| world.towns.population[t].max(1.0).sqrt();
        let sum: f64 = towns.iter().map(|&t| weight(t)).sum();
        for &town in &towns {
            let part = (f64::from(men - field) * weight(town) / sum).round() as u32;
            world.bands.raise(Actor::Fama, Kind::Garrison, zone, town as u16, part);
        }
    }
}

/// Insurgents in bands whose sizes are those of the steady state of merging and splitting.
fn raise_bands(bands: &mut Bands, actor: Actor, zone: usize, men: u32, cell: f64, rng: &mut Stream) {
    let mut left = men;
    while left > 0 {
        let most = ((f64::from(left) / cell) as u32).max(1);
        let cells = severity::draw(BAND_EXPONENT, most, rng);
        let size = ((f64::from(cells) * cell).round() as u32).clamp(1, left);
        bands.raise(actor, Kind::Mobile, zone, Bands::NO_TOWN, size);
        left -= size;
    }
}

/// Violent events by zone and channel at the start [events/day].
pub fn rates(world: &World, start: &Values) -> Vec<[f64; Channel::DRAWN.len()]> {
    let days = DAYS_PER_WEEK * WEEKS_PER_MONTH;
    let per_day = |zone: &String| {
        Channel::DRAWN.map(|c| {
            let key = c.key();
            at(start, &format!("events.{key}")) * at(start, &format!("events.{key}.{zone}")) / days
        })
    };
    world.zones.id.iter().map(per_day).collect()
}

/// A value of the initial state, 0 where it has no such row.
pub fn at(start: &Values, path: &str) -> f64 {
    if start.has(path) { start.get(path) } else { 0.0 }
}

/// Men by zone and actor on the first day.
pub fn men_at_start(world: &mut World) {
    for row in 0..world.bands.len() {
        let (zone, owner) = (world.bands.zone[row] as usize, world.bands.owner[row] as usize);
        world.zones.men_at_start[zone][owner] += f64::from(world.bands.men[row]);
    }
}

/// The alliance as it is found: a fresh contract promises the men of 2021, an older one those who are there.
pub fn alliance(
    world: &mut World,
    kremlin: &Attention,
    exchange: &Exchange,
    values: &Values,
    start: &Values,
    luck: &Randomness,
) {
    let fresh = at(start, "kremlin.deniability") > 0.0;
    world.kremlin.fatigue = at(start, "kremlin.fatigue");
    world.kremlin.deniability = at(start, "kremlin.deniability");
    world.contract.effectiveness = at(start, "contract.effectiveness");
    kremlin.start(world);
    let there = start.get("provider.men");
    world.patron.reference_men = there;
    exchange.sign(world, if fresh { values.get("provider.force_2021") } else { there }, fresh, luck);
}

/// Outside paths on the first day.
pub fn outside(world: &mut World, values: &Values) {
    world.outside = crate::world::Outside {
        gold_price: prices().gold(world.calendar.start),
        oil_price: prices().brent(world.calendar.start),
        algeria: values.get("fuel.algeria_openness"),
        sanctions: 0.0,
        mobility: 1.0,
        state_collateral: 1.0,
        russia_collateral: 1.0,
        war_past: 0.0,
        war_given: false,
        war_change: 0.0,
        intelligence: 0.0,
        missions: Vec::new(),
        jnim_fla: values.get("alliances.jnim_fla"),
        jnim_issp: values.get("alliances.jnim_issp_hostility"),
    };
    let africa_corps = jiff::civil::date(2025, 6, 6);
    world.patron.provider = usize::from(world.calendar.start >= africa_corps);
}

/// Shares of the Russian force by zone.
pub fn russians(world: &World, start: &Values) -> Vec<f64> {
    let mut shares: Vec<f64> =
        world.zones.id.iter().map(|id| at(start, &format!("men.russia.{id}"))).collect();
    let sum: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|s| *s /= sum.max(1e-12));
    shares
}

/// The junta in office.
pub fn regime(world: &mut World, start: &Values) {
    world.regime = Regime::new(at(start, "regime.legitimacy"), at(start, "regime.weeks_since_coup"));
}

/// The people and what they feel.
pub fn people(
    world: &mut World,
    civilians: &Civilians,
    start: &Values,
    persons_per_agent: u32,
    luck: &Randomness,
) {
    civilians.start(world, &People::new(persons_per_agent, start), luck);
}

/// Corridors, stocks and hauliers.
pub fn roads(world: &mut World, siege: &FuelSiege, values: &Values, start: &Values, luck: &Randomness) {
    world.fuel = Fuel::default();
    for corridor in &geography::mali().corridors {
        let legs: Vec<(usize, f64)> =
            corridor.zones.iter().map(|(z, km)| (z.index(), f64::from(*km))).collect();
        let north = corridor.destination == geography::Destination::North;
        let sanctioned = matches!(
            corridor.entry,
            geography::Neighbour::Senegal
                | geography::Neighbour::IvoryCoast
                | geography::Neighbour::BurkinaFaso
                | geography::Neighbour::Niger
        );
        world.fuel.corridors.add(
            &corridor.path,
            0.0,
            f64::from(corridor.trip_days),
            &legs,
            north,
            sanctioned,
        );
    }
    let corridors = world.fuel.corridors.len();
    world.fuel.orders.attack_times.resize(corridors, 1.0);
    FuelSiege::share_out(&mut world.fuel.corridors, values);
    let opening = Roads {
        stock_days: at(start, "fuel.stock_days"),
        perceived: at(start, "fuel.perceived_risk"),
        ban: at(start, "fuel.ban") > 0.5,
        truce_days: at(start, "fuel.truce_days_left"),
    };
    siege.open(world, opening, luck);
}

/// Cash, arrears, mines; what a mine gives in a normal year is drawn from its range.
pub fn purse(world: &mut World, start: &Values, luck: &Randomness) {
    world.treasury.open(at(start, "finance.treasury"), 0.0, at(start, "finance.arrears_months"));
    world.treasury.orders = MoneyOrders::default();
    for mine in geography::mali().mines.iter().filter(|m| m.kind != geography::MineKind::Lithium) {
        let industrial = mine.kind == geography::MineKind::Industrial;
        let [low, central, high] = mine.output;
        let normal = Range { low, central, high }.quantile(luck.uniform("mine", &mine.id));
        world.treasury.mines.add(&mine.id, mine.zone.index(), industrial, normal);
    }
}

/// Mines that state and owner are in dispute over.
pub fn disputes(world: &mut World, start: &Values) {
    let loulo = world.treasury.mines.name.iter().position(|name| name == "loulo-gounkoto");
    if let Some(mine) = loulo.filter(|_| at(start, "finance.loulo_disputed") > 0.5) {
        world.treasury.mines.disputed[mine] = true;
    }
}
