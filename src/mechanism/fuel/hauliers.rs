//! Hauliers: who sends trucks, alone or under escort.

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use super::stocks::Supply;
use crate::ledger::Values;
use crate::random::{Randomness, Stream, binomial, poisson};
use crate::world::{Fuel, Perpetrator, RING, World};

/// Parameters of the firms.
#[derive(Clone, Copy, Debug)]
pub struct Hauling {
    pub firms: usize,
    pub size_spread: f64,
    pub fleet_reserve: f64,
    /// Days of loading and unloading in a round trip.
    pub turnaround: f64,
    /// Attack probability at which a trip just pays for the median firm.
    pub break_even: f64,
    /// Spread of thresholds among firms.
    pub spread: f64,
    /// Width of the logit choice and reluctance to drive the second road.
    pub width: f64,
    pub switch_cost: f64,
    /// Part of the margin that a day of waiting eats.
    pub wait_cost: f64,
    /// Probability that an attacked lone truck is lost.
    pub lone_loss: f64,
    pub diverted: f64,
    pub driver_dead: f64,
    /// What a depot can load against normal.
    pub stretch: f64,
    /// Share of the trade that sanctions spare.
    pub sanction_leak: f64,
}

impl Hauling {
    pub fn new(values: &Values) -> Self {
        let load = values.get("fuel.load");
        let margin = values.get("fuel.margin") * load;
        let cargo = values.get("fuel.cargo_value") * load;
        let at_risk = (values.get("fuel.truck_value") + values.get("fuel.dread")) * 1e6 + cargo;
        Self {
            firms: values.get("fuel.firms").round() as usize,
            size_spread: values.get("fuel.firm_size_spread"),
            fleet_reserve: values.get("fuel.fleet_reserve"),
            turnaround: values.get("fuel.turnaround"),
            break_even: break_even(margin, at_risk),
            spread: values.get("fuel.threshold_spread"),
            width: values.get("fuel.choice_width"),
            switch_cost: values.get("fuel.switch_cost"),
            wait_cost: values.get("fuel.truck_day") * 1e6 / margin,
            lone_loss: values.get("fuel.lone_loss"),
            diverted: values.get("fuel.diverted"),
            driver_dead: values.get("fuel.driver_dead"),
            stretch: values.get("fuel.depot_stretch"),
            sanction_leak: values.get("fuel.sanction_leak"),
        }
    }

    /// Draws the firms: homes in proportion to the corridors' shares, lognormal sizes, standard normal fears.
    pub(super) fn open(&self, fuel: &mut Fuel, supply: &Supply, luck: &Randomness) {
        fuel.firms.clear();
        let south: f64 = south_share(fuel);
        let firms = if south > 0.0 { self.firms } else { 0 };
        for f in 0..firms {
            let mut rng = luck.stream("fuel firms", 0, f as u64);
            let size = (self.size_spread * normal(&mut rng)).exp();
            let fear = normal(&mut rng);
            let home = road_at(fuel, (f as f64 + 0.5) / firms as f64, None);
            let second = road_at(fuel, rng.random::<f64>(), Some(home));
            fuel.firms.add(0, home, second, fear, size, rng.random::<f64>());
        }
        self.buy_trucks(fuel, supply);
        fuel.firms.returning.clear();
        fuel.firms.returning.resize(RING * firms, 0);
    }

    /// Scales sizes to the corridors' shares and gives every firm the trucks for its trips.
    fn buy_trucks(&self, fuel: &mut Fuel, supply: &Supply) {
        let Fuel { firms, corridors, .. } = fuel;
        let served = |c: usize| firms.home.iter().any(|&h| usize::from(h) == c);
        let south: f64 = (0..corridors.len()).filter(|&c| served(c)).map(|c| corridors.share[c]).sum();
        for c in 0..corridors.len() {
            let at_home = |f: &usize| usize::from(firms.home[*f]) == c;
            let total: f64 = (0..firms.len()).filter(at_home).map(|f| firms.share[f]).sum();
            for f in 0..firms.len() {
                if usize::from(firms.home[f]) == c {
                    firms.share[f] *= corridors.share[c] / south / total;
                    let trips = firms.share[f] * supply.normal_loads();
                    let cycle = self.cycle(corridors.trip_days[c], 1.0) as f64;
                    let trucks = (trips * cycle * self.fleet_reserve).ceil() as u32;
                    (firms.trucks[f], firms.idle[f]) = (trucks, trucks);
                    firms.at_start += u64::from(trucks);
                }
            }
        }
    }

    /// Weeks until a truck can load again, when the loaded trip takes `slower` times as long.
    pub fn cycle(&self, trip_days: f64, slower: f64) -> usize {
        (((1.0 + slower) * trip_days + self.turnaround) / 7.0).round().max(1.0) as usize
    }

    /// Each firm decides on the trucks that its orders ask for: `loads` this week, nationwide.
    pub(super) fn decide(&self, world: &mut World, loads: f64, normal: f64, luck: &Randomness) {
        let (week, sanctions) = (world.week, world.outside.sanctions);
        let fuel = &mut world.fuel;
        for f in 0..fuel.firms.len() {
            let mut rng = luck.stream("fuel decision", week, f as u64);
            let choice = self.choose(fuel, f, &mut rng);
            let trucks = wanted(fuel, f, loads);
            let (home, second) = (usize::from(fuel.firms.home[f]), usize::from(fuel.firms.second[f]));
            let cut = binomial(trucks, self.cut(fuel, home, sanctions), &mut rng);
            let cut_too = binomial(cut, self.cut(fuel, second, sanctions), &mut rng);
            let (at_home, moved) = (trucks - cut, if second == home { 0 } else { cut - cut_too });
            let (mut alone, mut alone_second, mut queued) = (0, 0, 0);
            match choice {
                Choice::Alone => (alone, alone_second) = (at_home, moved),
                Choice::Second => alone_second = at_home + moved,
                Choice::Convoy => queued = at_home,
                Choice::Stay => {}
            }
            alone = self.depot(fuel, home, alone, normal);
            alone_second = self.depot(fuel, second, alone_second, normal);
            fuel.corridors.lone[home] += alone;
            fuel.corridors.lone[second] += alone_second;
            fuel.firms.alone[f] = alone;
            fuel.firms.alone_second[f] = alone_second;
            fuel.firms.queued[f] = queued;
        }
    }

    /// What the firm does, by comparing perceived risks with its threshold, each with its own luck.
    fn choose(&self, fuel: &Fuel, f: usize, rng: &mut Stream) -> Choice {
        let (home, second) = (usize::from(fuel.firms.home[f]), usize::from(fuel.firms.second[f]));
        let threshold = self.threshold(fuel.firms.fear[f]);
        let luck: [f64; 3] = [rng.random(), rng.random(), rng.random()];
        let dares = |risk: f64, limit: f64, u: f64| u < self.willingness(risk, limit);
        let roads = &fuel.corridors;
        if dares(roads.perceived[home], threshold, luck[0]) {
            Choice::Alone
        } else if second != home
            && dares(roads.perceived[second] * self.switch_cost.exp(), threshold, luck[1])
        {
            Choice::Second
        } else if dares(fuel.perceived_convoy, threshold * self.patience(fuel, home), luck[2]) {
            Choice::Convoy
        } else {
            Choice::Stay
        }
    }

    /// Attack probability per trip that a firm bears.
    pub fn threshold(&self, fear: f64) -> f64 {
        self.break_even * (self.spread * fear).exp()
    }

    /// Probability that a firm runs at a perceived risk: logit in the logarithm of risk over threshold.
    pub fn willingness(&self, risk: f64, threshold: f64) -> f64 {
        if risk <= 0.0 {
            return 1.0;
        }
        1.0 / (1.0 + ((risk / threshold).ln() / self.width).exp())
    }

    /// What is left of the margin after the days that a convoy makes a truck wait.
    pub(super) fn patience(&self, fuel: &Fuel, road: usize) -> f64 {
        let extra = fuel.corridors.trip_days[road] * (fuel.convoy_slowness - 1.0).max(0.0);
        (1.0 - self.wait_cost * extra).max(0.0)
    }

    /// Share of a corridor's trade that cannot load.
    fn cut(&self, fuel: &Fuel, road: usize, sanctions: f64) -> f64 {
        let sanctioned =
            if fuel.corridors.sanctioned[road] { sanctions * (1.0 - self.sanction_leak) } else { 0.0 };
        sanctioned.clamp(0.0, 1.0)
    }

    /// How many of `trucks` the depot can still load this week.
    pub(super) fn depot(&self, fuel: &mut Fuel, road: usize, trucks: u32, normal: f64) -> u32 {
        let most = (self.stretch * fuel.corridors.share[road] * normal).ceil() as u32;
        let loaded = trucks.min(most.saturating_sub(fuel.corridors.loaded[road]));
        fuel.corridors.loaded[road] += loaded;
        loaded
    }

    /// Lone trucks drive and are attacked.
    pub(super) fn drive(&self, world: &mut World, load: u64, luck: &Randomness) {
        let week = world.week;
        let fuel = &mut world.fuel;
        fuel.corridors.counted.fill(0);
        for f in 0..fuel.firms.len() {
            let (alone, second) = (fuel.firms.alone[f], fuel.firms.alone_second[f]);
            if alone + second == 0 {
                continue;
            }
            let mut rng = luck.stream("fuel trips", week, f as u64);
            self.trip(fuel, f, usize::from(fuel.firms.home[f]), alone, week, &mut rng);
            self.trip(fuel, f, usize::from(fuel.firms.second[f]), second, week, &mut rng);
        }
        for c in 0..fuel.corridors.len() {
            let trips = u64::from(fuel.corridors.lone[c]);
            let lost = fuel.corridors.counted[c];
            let (burned, diverted) = self.spilled(u64::from(lost) * load);
            let days = fuel.corridors.trip_days[c];
            fuel.load(trips * load, burned, diverted, week, days);
            fuel.lost_lone += lost;
        }
        self.bury_drivers(world, luck);
    }

    fn trip(&self, fuel: &mut Fuel, firm: usize, road: usize, trucks: u32, week: u32, rng: &mut Stream) {
        if trucks == 0 {
            return;
        }
        let (attacked, lost) = attacks(trucks, fuel.corridors.threat[road], self.lone_loss, rng);
        fuel.corridors.attacked[road] += attacked;
        fuel.corridors.counted[road] += lost;
        let weeks = self.cycle(fuel.corridors.trip_days[road], 1.0);
        fuel.firms.send(firm, trucks, lost, week, weeks);
    }

    /// Litres of lost trucks: burned, and taken by the attackers.
    pub(super) fn spilled(&self, litres: u64) -> (u64, u64) {
        let diverted = (litres as f64 * self.diverted) as u64;
        (litres - diverted, diverted)
    }

    /// Drivers killed on roads on which lone trucks were lost.
    fn bury_drivers(&self, world: &mut World, luck: &Randomness) {
        for c in 0..world.fuel.corridors.len() {
            let lost = world.fuel.corridors.counted[c];
            if lost == 0 || world.fuel.corridors.legs[c].is_empty() {
                continue;
            }
            let mut rng = luck.stream("fuel drivers", world.week, c as u64);
            let zone = zone_on(&world.fuel, c, &world.zones.area_km2, rng.random());
            let dead = poisson(self.driver_dead * f64::from(lost), &mut rng);
            if let Some(row) = world.harm.civilians.get_mut(zone) {
                row[Perpetrator::Jnim as usize] += dead;
            }
        }
    }
}

enum Choice {
    Alone,
    Second,
    Convoy,
    Stay,
}

/// Attack probability at which the margin of a trip [FCFA] is what an attack puts at risk [FCFA] in the mean.
pub fn break_even(margin: f64, at_risk: f64) -> f64 {
    margin / at_risk
}

/// Of `trips`, how many are attacked and how many of those are lost.
pub fn attacks(trips: u32, threat: f64, loss: f64, rng: &mut Stream) -> (u32, u32) {
    let attacked = binomial(trips, threat, rng);
    (attacked, binomial(attacked, loss, rng))
}

/// The trucks that a firm's orders ask for, at most those at home; what is less than a load waits for next week.
fn wanted(fuel: &mut Fuel, f: usize, loads: f64) -> u32 {
    let orders = fuel.firms.share[f] * loads + fuel.firms.carry[f];
    fuel.firms.carry[f] = orders.fract();
    (orders as u32).min(fuel.firms.idle[f])
}

/// The zone of a road in which something happens: by length × insurgents' density, by length where there are none.
pub(super) fn zone_on(fuel: &Fuel, road: usize, area: &[f64], u: f64) -> usize {
    let legs = &fuel.corridors.legs[road];
    let density = |z: usize| fuel.insurgents[z] / area.get(z).copied().unwrap_or(1.0).max(1.0);
    let there: f64 = legs.iter().map(|&(z, km)| km * density(z)).sum();
    let weight = |z: usize, km: f64| if there > 0.0 { km * density(z) } else { km };
    let mut rest = u * legs.iter().map(|&(z, km)| weight(z, km)).sum::<f64>();
    for &(z, km) in legs {
        rest -= weight(z, km);
        if rest < 0.0 {
            return z;
        }
    }
    legs.last().map_or(0, |&(z, _)| z)
}

/// The corridor of the south in which the share `u` of trips lies, `but` left out; `but` itself where it is the only one.
fn road_at(fuel: &Fuel, u: f64, but: Option<usize>) -> usize {
    let roads = &fuel.corridors;
    let open = |c: &usize| !roads.north[*c] && Some(*c) != but && roads.share[*c] > 0.0;
    let mut rest = u * (0..roads.len()).filter(open).map(|c| roads.share[c]).sum::<f64>();
    let mut last = but.unwrap_or(0);
    for c in (0..roads.len()).filter(open) {
        last = c;
        rest -= roads.share[c];
        if rest < 0.0 {
            break;
        }
    }
    last
}

pub(super) fn south_share(fuel: &Fuel) -> f64 {
    let roads = &fuel.corridors;
    (0..roads.len()).filter(|&c| !roads.north[c]).map(|c| roads.share[c]).sum()
}

fn normal(rng: &mut Stream) -> f64 {
    StandardNormal.sample(rng)
}
