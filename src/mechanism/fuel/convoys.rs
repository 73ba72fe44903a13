//! Convoys: escorts, places, attacks.

use rand::RngExt;
use rand_distr::{Beta, Distribution};

use super::hauliers::zone_on;
use super::{Hauling, Threat};
use crate::ledger::Values;
use crate::random::{Randomness, Stream, binomial, happens, poisson};
use crate::units::WEEKS_PER_MONTH;
use crate::world::{Actor, Band, Channel, Event, Fuel, Holder, Kind, Perpetrator, World};

/// Parameters of convoys.
#[derive(Clone, Copy, Debug)]
pub struct Convoys {
    /// Trucks a week under escort, nationwide.
    pub capacity: f64,
    /// Trucks in a convoy.
    pub size: f64,
    /// Weeks until escorts run in full.
    pub start: f64,
    /// Part of the army's mobile men that full capacity ties.
    pub pool: f64,
    pub men_per_truck: f64,
    /// Probability that a convoy is attacked at the reference effort.
    pub attack: f64,
    /// Mean and concentration of the share of trucks that an attacked convoy loses: drawn anew for each attack, since
    /// single attacks range from hardly a truck to nearly all.
    pub loss: f64,
    pub concentration: f64,
    /// Elasticity of that to escorts for a truck.
    pub escort_effect: f64,
    /// Travel time against normal.
    pub slowness: f64,
    pub escort_dead: f64,
    /// Drivers killed for each truck lost.
    pub driver_dead: f64,
    pub attacker_men: f64,
    pub attacker_dead: f64,
}

/// What a convoy meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ambush {
    pub lost: u32,
    /// Share of the trucks lost.
    pub share: f64,
}

impl Convoys {
    pub fn new(values: &Values) -> Self {
        Self {
            capacity: values.get("fuel.convoy_capacity"),
            size: values.get("fuel.convoy_size"),
            start: values.get("fuel.convoy_start"),
            pool: values.get("fuel.escort_pool"),
            men_per_truck: values.get("fuel.escort_men"),
            attack: values.get("fuel.attack_convoy"),
            loss: values.get("fuel.convoy_loss"),
            concentration: values.get("fuel.convoy_loss_concentration"),
            escort_effect: values.get("fuel.escort_effect"),
            slowness: values.get("fuel.convoy_time"),
            escort_dead: values.get("fuel.escort_dead"),
            driver_dead: values.get("fuel.driver_dead"),
            attacker_men: values.get("fuel.attacker_men"),
            attacker_dead: values.get("fuel.attacker_dead"),
        }
    }

    pub(super) fn open(&self, world: &mut World) {
        let (army, russians) = self.escorts(world);
        world.fuel.escort_at_start = army + russians;
        world.fuel.convoy_slowness = self.slowness;
        world.fuel.escort_weeks = 0;
        world.fuel.escort_share = 0.0;
    }

    /// Escort strength [men-equivalents]: of the army's mobile men, and of the Russians.
    fn escorts(&self, world: &World) -> (f64, f64) {
        let bands = &world.bands;
        let mobile = |row: &usize| bands.owner[*row] == Actor::Fama && bands.kind[*row] == Kind::Mobile;
        let men: f64 = (0..bands.len()).filter(mobile).map(|row| f64::from(bands.men[row])).sum();
        let patron = &world.patron;
        let russians = patron.men * patron.escort * patron.channels.combat * patron.combat;
        ((self.pool + world.fuel.orders.men_share) * men, russians)
    }

    /// Trucks that can be escorted this week.
    fn places(&self, fuel: &Fuel, strength: f64) -> f64 {
        let relative = if fuel.escort_at_start > 0.0 { strength / fuel.escort_at_start } else { 1.0 };
        let ramp = (f64::from(fuel.escort_weeks) / self.start).min(1.0);
        self.capacity * fuel.orders.capacity_times * ramp * relative
    }

    /// Trucks are gathered, escorted and attacked.
    pub(super) fn drive(
        &self,
        world: &mut World,
        load: u64,
        hauling: &Hauling,
        threat: &Threat,
        luck: &Randomness,
    ) {
        let (army, russians) = self.escorts(world);
        let needed = world.fuel.orders.ban || world.fuel.acute_weeks > 0;
        let fuel = &mut world.fuel;
        fuel.escort_weeks = if needed { fuel.escort_weeks + 1 } else { 0 };
        fuel.escort_capacity = self.places(fuel, army + russians);
        fuel.convoy_slowness = self.slowness / world.outside.mobility.clamp(0.1, 1.0);
        let week = world.week;
        let pledged = self.gather(fuel, load, week, needed);
        let trucks: u32 = fuel.corridors.escorted.iter().sum();
        fuel.escort_share = if fuel.escort_capacity > 0.0 {
            ((self.pool + fuel.orders.men_share) * (f64::from(trucks) / fuel.escort_capacity).min(1.0))
                .min(1.0)
        } else {
            0.0
        };
        let russian_share = if army + russians > 0.0 { russians / (army + russians) } else { 0.0 };
        for c in 0..world.fuel.corridors.len() {
            self.road(world, c, needed, russian_share, threat, luck);
            self.settle(&mut world.fuel, c, load, needed, hauling, week);
        }
        self.share_losses(&mut world.fuel, &pledged, hauling, week);
    }

    /// Fills the places: the state's pledged fuel first, then the firms' queue from a place that moves on each week.
    fn gather(&self, fuel: &mut Fuel, load: u64, week: u32, needed: bool) -> [u32; 2] {
        let mut places = if needed { fuel.escort_capacity as u32 } else { u32::MAX };
        let pledged = self.pledge(fuel, load, week, &mut places);
        let firms = fuel.firms.len();
        fuel.firms.escorted.fill(0);
        if !needed {
            return [pledged, 0];
        }
        for i in 0..firms {
            let f = (i + week as usize * (firms / 7 + 1)) % firms;
            let trucks = fuel.firms.queued[f].min(places);
            places -= trucks;
            fuel.firms.escorted[f] = trucks;
            fuel.corridors.escorted[usize::from(fuel.firms.home[f])] += trucks;
        }
        [pledged, 1]
    }

    /// Trucks with pledged fuel join the convoys.
    fn pledge(&self, fuel: &mut Fuel, load: u64, week: u32, places: &mut u32) -> u32 {
        let Fuel { orders, corridors, .. } = fuel;
        corridors.counted.fill(0);
        let Some(pledge) = &orders.pledge else { return 0 };
        if week < pledge.from || week > pledge.until {
            return 0;
        }
        let weight = |c: usize| pledge.weights.get(c).copied().unwrap_or(corridors.share[c]);
        let open = |c: usize| if corridors.north[c] { 0.0 } else { weight(c) };
        let total: f64 = (0..corridors.name.len()).map(open).sum();
        if total <= 0.0 {
            return 0;
        }
        let loads = pledge.monthly * pledge.delivered * 1e6 / WEEKS_PER_MONTH / load as f64;
        let mut sum = 0;
        for c in 0..corridors.name.len() {
            let open = if corridors.north[c] {
                0.0
            } else {
                pledge.weights.get(c).copied().unwrap_or(corridors.share[c])
            };
            let trucks = ((loads * open / total).round() as u32).min(*places);
            *places -= trucks;
            corridors.escorted[c] += trucks;
            corridors.counted[c] += trucks;
            sum += trucks;
        }
        sum
    }

    /// The convoys of one road, attacked or not.
    fn road(
        &self,
        world: &mut World,
        c: usize,
        escorted: bool,
        russian_share: f64,
        threat: &Threat,
        luck: &Randomness,
    ) {
        let trucks = world.fuel.corridors.escorted[c];
        if trucks == 0 {
            return;
        }
        let number = (f64::from(trucks) / self.size).ceil() as u32;
        let effort = threat.effort_ratio(&world.fuel, world.week);
        let near = threat.nearness(&world.fuel, c, &world.zones.area_km2);
        let danger = (self.attack * effort * near * world.fuel.orders.convoy_attack_times).min(1.0);
        let density = self.density(&world.fuel);
        world.fuel.convoys += number;
        for k in 0..number {
            let size = trucks * (k + 1) / number - trucks * k / number;
            let mut rng = luck.stream("fuel convoy", world.week, (c as u64) << 32 | u64::from(k));
            if !happens(danger, &mut rng) {
                continue;
            }
            let ambush = self.ambush(size, density, &mut rng);
            world.fuel.convoys_attacked += 1;
            world.fuel.corridors.lost[c] += ambush.lost;
            if !world.fuel.corridors.legs[c].is_empty() {
                let men = if escorted { f64::from(size) * self.men_per_truck } else { 0.0 };
                self.fight(world, c, ambush, men, russian_share, &mut rng);
            }
        }
    }

    /// Escorts for a truck against those at full capacity at the start.
    fn density(&self, fuel: &Fuel) -> f64 {
        let trucks: u32 = fuel.corridors.escorted.iter().sum();
        if fuel.escort_capacity <= 0.0 {
            return 1.0;
        }
        (fuel.escort_capacity / f64::from(trucks.max(1))).clamp(1.0, 10.0)
    }

    /// The trucks that an attacked convoy loses: a beta share, less with more escort.
    pub fn ambush(&self, trucks: u32, density: f64, rng: &mut Stream) -> Ambush {
        let mean = (self.loss * density.powf(-self.escort_effect)).clamp(1e-6, 1.0 - 1e-6);
        let law = Beta::new(mean * self.concentration, (1.0 - mean) * self.concentration);
        let share: f64 = law.expect("both shapes are positive").sample(rng);
        let lost = (share * f64::from(trucks) + rng.random::<f64>()) as u32;
        Ambush { lost: lost.min(trucks), share }
    }

    /// The men of an ambush: dead on both sides, drivers, the event.
    fn fight(
        &self,
        world: &mut World,
        c: usize,
        ambush: Ambush,
        escort: f64,
        russian_share: f64,
        rng: &mut Stream,
    ) {
        let zone = zone_on(&world.fuel, c, &world.zones.area_km2, rng.random());
        let heat = (ambush.share / self.loss).min(1.0 / self.escort_dead.max(1e-9));
        let escort_men = escort.round() as u32;
        let russians = (escort * russian_share).round() as u32;
        let attackers = (self.attacker_men as u32).min(world.fuel.insurgents[zone] as u32);
        let dead = binomial(escort_men - russians.min(escort_men), self.escort_dead * heat, rng);
        let russian_dead = binomial(russians, self.escort_dead * heat, rng);
        let attacker_dead = binomial(attackers, self.attacker_dead, rng);
        let drivers = poisson(f64::from(ambush.lost) * self.driver_dead, rng);
        let dead = take(world, Actor::Fama, zone, dead);
        let russian_dead = take(world, Actor::Russia, zone, russian_dead);
        let attacker_dead = take(world, Actor::Jnim, zone, attacker_dead);
        if let Some(fallen) = world.harm.fighters.get_mut(zone) {
            fallen[Holder::State as usize] += dead + russian_dead;
            fallen[Holder::Jnim as usize] += attacker_dead;
            world.harm.russians += russian_dead;
            world.harm.events[zone] += 1;
            world.harm.civilians[zone][Perpetrator::Jnim as usize] += drivers;
        }
        world.events.push(Event {
            day: 7.0 * rng.random::<f64>(),
            zone,
            channel: Channel::Convoy,
            number: world.fuel.convoys_attacked - 1,
            attacker: Some(Actor::Jnim),
            defender: Some(Actor::Fama),
            attacker_men: attackers,
            defender_men: escort_men,
            attacker_dead,
            defender_dead: dead + russian_dead,
            russian_dead,
            civilian_dead: drivers,
            taken: None,
            void: false,
        });
    }

    /// Litres of a road's convoys: what is not lost arrives late.
    fn settle(&self, fuel: &mut Fuel, c: usize, load: u64, escorted: bool, hauling: &Hauling, week: u32) {
        let trucks = u64::from(fuel.corridors.escorted[c]);
        let (burned, diverted) = hauling.spilled(u64::from(fuel.corridors.lost[c]) * load);
        let slower = if escorted { fuel.convoy_slowness } else { 1.0 };
        let days = fuel.corridors.trip_days[c] * slower;
        fuel.load(trucks * load, burned, diverted, week, days);
        fuel.lost_convoy += fuel.corridors.lost[c];
    }

    /// Losses of a road fall on its convoy's trucks evenly: the state's first in the row, then the firms'.
    fn share_losses(&self, fuel: &mut Fuel, pledged: &[u32; 2], hauling: &Hauling, week: u32) {
        if pledged[1] == 0 {
            return;
        }
        for f in 0..fuel.firms.len() {
            let trucks = fuel.firms.escorted[f];
            if trucks == 0 {
                continue;
            }
            let c = usize::from(fuel.firms.home[f]);
            let roads = &mut fuel.corridors;
            let (total, lost) = (u64::from(roads.escorted[c]), u64::from(roads.lost[c]));
            let before = u64::from(roads.counted[c]);
            let after = before + u64::from(trucks);
            let own = after * lost / total - before * lost / total;
            roads.counted[c] = after as u32;
            let weeks = hauling.cycle(roads.trip_days[c], fuel.convoy_slowness);
            fuel.firms.send(f, trucks, own as u32, week, weeks);
        }
    }
}

/// Takes up to `dead` men of an actor: from bands in the zone, then from mobile bands anywhere. Returns how many.
fn take(world: &mut World, actor: Actor, zone: usize, dead: u32) -> u32 {
    let mut left = dead;
    for here in [true, false] {
        for row in 0..world.bands.len() {
            let bands = &mut world.bands;
            let near = usize::from(bands.zone[row]) == zone;
            if left == 0
                || bands.owner[row] != actor
                || near != here
                || (!here && bands.kind[row] != Kind::Mobile)
            {
                continue;
            }
            let men = left.min(bands.men[row]);
            if men > 0 {
                bands.lose(Band(row as u32), men);
                left -= men;
            }
        }
    }
    dead - left
}
