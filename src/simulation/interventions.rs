//! What a scenario does to the world at dated moments.
//!
//! Orders that last are made anew each week from the interventions in force, so that nothing has to be undone; what
//! happens once (a price jump, an attempt, a set-piece fight) acts in its own week.

use crate::ledger::Values;
use crate::mechanism::combat::Combat;
use crate::mechanism::combat::set_piece::SetPiece;
use crate::random::Randomness;
use crate::scenario::{self, Dated, Force, Intervention, ProviderType, Scenario, Side};
use crate::world::{
    Actor, Arrival, Band, Bands, Departure, FuelOrders, Gone, Group, Kind, Mission, Party, Pledge, World,
};

/// Moves the week's interventions into the world. Returns whether a parameter changed.
pub fn apply(scenario: &Scenario, world: &mut World, values: &mut Values) -> bool {
    let week = world.week;
    reset_orders(world);
    let mut changed = false;
    for dated in scenario.interventions.iter().filter(|d| d.week <= week) {
        in_force(dated, world);
        if dated.week == week {
            changed |= once(dated, world, values);
        }
    }
    changed
}

fn reset_orders(world: &mut World) {
    let orders = &mut world.fuel.orders;
    let attack_times = std::mem::take(&mut orders.attack_times);
    let (ban, truce_until, pledge) = (orders.ban, orders.truce_until, orders.pledge.take());
    *orders = FuelOrders { ban, truce_until, pledge, attack_times, ..FuelOrders::default() };
    let corridors = world.fuel.corridors.len();
    orders.attack_times.clear();
    orders.attack_times.resize(corridors, 1.0);
    world.outside.war_change = 0.0;
}

fn lasts(dated: &Dated, weeks: Option<u32>, week: u32) -> bool {
    weeks.is_none_or(|w| week < dated.week + w)
}

/// Orders that hold while an intervention is in force.
fn in_force(dated: &Dated, world: &mut World) {
    let week = world.week;
    match &dated.what {
        Intervention::Blockade(b) if lasts(dated, b.weeks, week) => {
            world.fuel.orders.effort_times *= b.effort_times;
            for c in 0..world.fuel.corridors.len() {
                if b.corridors.is_empty() || b.corridors.contains(&world.fuel.corridors.name[c].as_str()) {
                    world.fuel.orders.attack_times[c] *= b.attack_times;
                }
            }
        }
        Intervention::NoTruce(n) if lasts(dated, n.weeks, week) => world.fuel.orders.no_truce = true,
        Intervention::TruceOffers(t) if lasts(dated, t.weeks, week) => {
            world.fuel.orders.truce_offers = t.times;
            world.fuel.orders.truce_price = t.price;
        }
        Intervention::EscortSurge(s) if lasts(dated, s.weeks, week) => {
            let orders = &mut world.fuel.orders;
            orders.capacity_times *= s.capacity_times;
            orders.convoy_attack_times *= s.attack_times;
            orders.men_share = (orders.men_share + s.men_share).min(1.0);
        }
        Intervention::Sanctions(s) if week < dated.week + s.weeks => {
            world.outside.sanctions = s.trade_cut;
        }
        Intervention::Sanctions(_) => world.outside.sanctions = 0.0,
        Intervention::Border(b) => world.outside.algeria = b.openness,
        Intervention::Alliance(a) => alliance(a, world),
        Intervention::Mines(m) => world.treasury.orders.disputed = Some(m.disputed),
        Intervention::Collateral(c) => {
            if c.side == Side::State {
                world.outside.state_collateral = c.times;
            }
            world.outside.russia_collateral = c.times;
        }
        Intervention::Intelligence(i) => world.outside.intelligence = i.add,
        Intervention::WarLoad(w) if lasts(dated, w.weeks, week) => world.outside.war_change += w.change,
        _ => {}
    }
}

/// What happens in one week only.
fn once(dated: &Dated, world: &mut World, values: &mut Values) -> bool {
    let week = world.week;
    match &dated.what {
        Intervention::Withdraw(w) if w.force.is_russian() => {
            let has = |c| w.channels.contains(&c);
            world.patron.held.men |= has(scenario::Channel::Combat);
            world.patron.withdrawals.push(Departure {
                week,
                over: w.over_weeks,
                channels: Gone {
                    combat: has(scenario::Channel::Combat),
                    guard: has(scenario::Channel::Guard),
                    training: has(scenario::Channel::Training),
                    air_support: has(scenario::Channel::AirSupport),
                    expectations: has(scenario::Channel::Expectations),
                },
            });
        }
        Intervention::Withdraw(w) => {
            world.outside.missions.push(Mission {
                actor: mission(w.force),
                week,
                over: w.over_weeks,
                men: None,
            });
        }
        Intervention::Deploy(d) if !d.force.is_russian() => {
            let men = Some(f64::from(d.men));
            world.outside.missions.push(Mission { actor: mission(d.force), week, over: d.over_weeks, men });
        }
        Intervention::Deploy(d) => {
            world.patron.deployments.push(Arrival { week, over: d.over_weeks, men: f64::from(d.men) });
        }
        Intervention::Provider(p) => {
            world.patron.provider = usize::from(p.kind == ProviderType::AfricaCorps);
            world.patron.held.provider = true;
            return true;
        }
        Intervention::Posture(_) => world.patron.held.posture = true,
        Intervention::Mutiny(_) => {
            world.kremlin.deniability = 0.0;
            world.contract.shock[Party::Kremlin as usize] = true;
        }
        Intervention::Terms(t) => impose(t, world),
        Intervention::Rupture(_) => world.contract.ordered_end = true,
        Intervention::Ban(_) => world.fuel.orders.ban = true,
        Intervention::Truce(t) => truce(t, world, values),
        Intervention::Pledge(p) => pledge(p, world, values),
        Intervention::Price(p) => {
            world.treasury.orders.gold_times *= p.gold_times;
            world.treasury.orders.oil_times *= p.oil_times;
        }
        Intervention::CoupAttempt(_) => world.regime.orders.coup_attempt = true,
        Intervention::LeaderKilled(_) => world.regime.orders.leader_killed = true,
        Intervention::JointForce(j) => joint_force(j.men, world),
        Intervention::GuardMines(g) => guard_mines(g.men, world),
        Intervention::Set(s) => {
            values.set(&s.path, s.value);
            return true;
        }
        _ => {}
    }
    false
}

/// Terms that hold from now on, whoever would have had others.
fn impose(t: &scenario::Terms, world: &mut World) {
    let (terms, held) = (&mut world.contract.terms, &mut world.patron.held);
    if let Some(fee) = t.fee {
        (terms.fee, held.fee) = (fee, true);
    }
    if let Some(men) = t.men {
        (terms.men, held.men) = (f64::from(men), true);
    }
    if let Some(posture) = t.posture {
        (terms.posture, held.posture) = (posture, true);
    }
}

fn mission(force: Force) -> Actor {
    if force == Force::Minusma { Actor::Minusma } else { Actor::Barkhane }
}

fn alliance(a: &scenario::Alliance, world: &mut World) {
    let has = |x: &str| a.pair.contains(&x);
    if has("jnim") && has("fla") {
        world.outside.jnim_fla = a.level;
    }
    if has("jnim") && has("issp") {
        world.outside.jnim_issp = 1.0 - a.level;
    }
}

/// The posture in force, over the provider's own.
pub fn posture(scenario: &Scenario, world: &mut World) {
    let week = world.week;
    for dated in scenario.interventions.iter().filter(|d| d.week <= week) {
        if let Intervention::Posture(p) = &dated.what {
            shift_effort(p, world);
        }
    }
}

/// Given shares hold; the others keep their proportions in what is left.
fn shift_effort(p: &scenario::Posture, world: &mut World) {
    let patron = &mut world.patron;
    let given = [p.offence, p.guard, p.training, p.escort];
    let mut shares = [patron.offence, patron.guard, patron.training, patron.escort];
    let fixed: f64 = given.iter().flatten().sum();
    let free: f64 = shares.iter().zip(&given).filter(|(_, g)| g.is_none()).map(|(s, _)| s).sum();
    for (share, given) in shares.iter_mut().zip(given) {
        *share = given.unwrap_or(if free > 0.0 { *share / free * (1.0 - fixed) } else { 0.0 });
    }
    [patron.offence, patron.guard, patron.training, patron.escort] = shares;
}

fn truce(t: &scenario::Truce, world: &mut World, values: &Values) {
    let days = t.days.map_or(values.get("fuel.truce_days"), f64::from);
    let price = t.price.unwrap_or(values.get("fuel.truce_price"));
    world.treasury.buy_truce(Actor::Jnim, price);
    world.fuel.orders.truce_until = world.week + (days / 7.0).round() as u32;
}

fn pledge(p: &scenario::Pledge, world: &mut World, values: &Values) {
    let weights = &world.fuel.corridors.name;
    let weights = weights.iter().map(|n| f64::from(u8::from(p.corridors.contains(&n.as_str())))).collect();
    let lag = (values.get("kremlin.pledge_lag") * crate::units::WEEKS_PER_MONTH).round() as u32;
    let from = world.week + lag;
    world.fuel.orders.pledge = Some(Pledge {
        monthly: p.fuel,
        delivered: p.delivered.unwrap_or(values.get("kremlin.pledge_delivered")),
        weights: if p.corridors.is_empty() { Vec::new() } else { weights },
        from,
        until: from + (f64::from(p.months) * crate::units::WEEKS_PER_MONTH).round() as u32,
    });
}

/// Men of the battalions, taken from all in proportion, stand at the industrial mines by output.
fn guard_mines(men: u32, world: &mut World) {
    if men == 0 {
        return;
    }
    let World { bands, treasury, zones, .. } = world;
    let mobile = |bands: &Bands, r: usize| bands.owner[r] == Actor::Fama && bands.kind[r] == Kind::Mobile;
    let there: u32 = (0..bands.len()).filter(|&r| mobile(bands, r)).map(|r| bands.men[r]).sum();
    let share = f64::from(men.min(there)) / f64::from(there.max(1));
    let mut output = vec![0.0; zones.len()];
    let mines = &treasury.mines;
    (0..mines.len()).filter(|&m| mines.industrial[m]).for_each(|m| output[mines.zone[m]] += mines.normal[m]);
    let most: f64 = output.iter().sum();
    let guards: Vec<_> = output
        .iter()
        .enumerate()
        .filter(|&(_, &t)| t > 0.0)
        .map(|(zone, &t)| (bands.raise(Actor::Fama, Kind::Mine, zone, Bands::NO_TOWN, 0), t / most))
        .collect();
    for row in (0..bands.len()).filter(|&r| mobile(bands, r)).collect::<Vec<_>>() {
        let taken = (f64::from(bands.men[row]) * share).round();
        for &(guard, part) in &guards {
            let sent = ((taken * part).round() as u32).min(bands.men[row]);
            bands.transfer(Band(row as u32), guard, sent);
            bands.establishment[row] = bands.establishment[row].saturating_sub(sent);
            bands.establishment[guard.row()] += sent;
        }
    }
    treasury.orders.guards += guards.iter().map(|&(g, _)| f64::from(bands.men[g.row()])).sum::<f64>();
}

/// The joint force's men stand where it stands, or in the east.
fn joint_force(men: u32, world: &mut World) {
    let there: Vec<usize> =
        (0..world.zones.len()).filter(|&z| world.bands.men_in(Actor::Aes, z) > 0).collect();
    let zones = if there.is_empty() {
        (0..world.zones.len()).filter(|&z| world.zones.id[z] == "GAO").collect()
    } else {
        there
    };
    for &zone in &zones {
        super::outside::bring_to(&mut world.bands, Actor::Aes, zone, men / zones.len() as u32);
    }
}

/// The week's set pieces, each with luck of its own.
pub fn set_pieces(scenario: &Scenario, world: &mut World, combat: &Combat, luck: &Randomness) {
    let week = world.week;
    for (k, dated) in scenario.interventions.iter().enumerate().filter(|(_, d)| d.week == week) {
        let Intervention::Engagement(e) = &dated.what else { continue };
        let (attackers, defenders) =
            (named(scenario, world, &e.attacker, e.zone), named(scenario, world, &e.defender, e.zone));
        let terms = SetPiece {
            zone: e.zone,
            law: super::laboratory::law(scenario, e.tactic),
            surprise: e.tactic == scenario::Tactic::Assault,
            to_the_end: e.to_the_end,
        };
        let mut rng = luck.stream("set piece", world.week, k as u64);
        combat.fight_set_piece(world, &attackers, &defenders, terms, &mut rng);
    }
}

/// A laboratory's band by its name; in the country, all of a party that stand in the field in a zone.
fn named(scenario: &Scenario, world: &World, name: &str, zone: usize) -> Vec<Band> {
    let rows: Vec<usize> = match &scenario.laboratory {
        Some(laboratory) => laboratory.bands.iter().position(|band| band.name == name).into_iter().collect(),
        None => Actor::from_id(name)
            .into_iter()
            .flat_map(|owner| world.bands.rows_in(owner, zone))
            .filter(|&row| Group::of(world.bands.owner[row], world.bands.kind[row]).is_some())
            .collect(),
    };
    rows.into_iter().map(|row| Band(row as u32)).collect()
}
