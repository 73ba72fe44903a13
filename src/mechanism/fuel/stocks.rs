//! Stocks: what importers order, how arrivals are shared among zones, who is served.

use crate::ledger::Values;
use crate::units::DAYS_PER_WEEK;
use crate::world::{Fuel, Holder, RING, World};

/// Parameters of demand and stocks.
#[derive(Clone, Copy, Debug)]
pub struct Supply {
    /// National demand [L/week].
    pub demand: f64,
    pub capital_share: f64,
    /// A tanker's load [L].
    pub load: u64,
    /// Stock that importers aim at [days of demand].
    pub target_days: f64,
    /// Weeks in which they refill it.
    pub refill: f64,
    pub services: f64,
    pub power: f64,
    pub power_priority: f64,
    /// Distance at which a zone's turn falls to 1/e [km].
    pub reach: f64,
    pub insecurity: f64,
    pub acute: f64,
    /// Openness of the Algerian border at which the north gets its normal share.
    pub algeria_normal: f64,
}

impl Supply {
    pub fn new(values: &Values) -> Self {
        Self {
            demand: values.get("fuel.demand") * 1e6 * DAYS_PER_WEEK,
            capital_share: values.get("fuel.bamako_share"),
            load: values.get("fuel.load").round() as u64,
            target_days: values.get("fuel.stock"),
            refill: values.get("fuel.refill"),
            services: values.get("fuel.services_share"),
            power: values.get("fuel.power_share"),
            power_priority: values.get("fuel.power_priority"),
            reach: values.get("fuel.reach"),
            insecurity: values.get("fuel.insecurity"),
            acute: values.get("fuel.acute"),
            algeria_normal: values.get("fuel.algeria_normal"),
        }
    }

    /// Loads a week in normal times.
    pub fn normal_loads(&self) -> f64 {
        self.demand / self.load as f64
    }

    /// Demand and stocks by zone; empties the roads. Corridors stay.
    pub(super) fn open(&self, world: &mut World, stock_days: f64) {
        let World { fuel, zones, towns, .. } = world;
        let n = zones.len().max(1);
        fuel.capital = (0..towns.len()).find(|&t| towns.capital[t]).map_or(0, |t| towns.zone[t]);
        fuel.litres = Default::default();
        fuel.truces = Default::default();
        (fuel.acute_weeks, fuel.acute_total, fuel.delivered, fuel.power) = (0, 0, 1.0, 1.0);
        fill(&mut fuel.arriving, RING, 0);
        for column in [&mut fuel.insurgents, &mut fuel.need, &mut fuel.turn] {
            fill(column, n, 0.0);
        }
        fill(&mut fuel.dry, n, None);
        let people: f64 = zones.population.iter().sum();
        let rest = people - zones.population.get(fuel.capital).copied().unwrap_or(0.0);
        fill(&mut fuel.demand, n, 0);
        for z in 0..n {
            let share = if n == 1 {
                1.0
            } else if z == fuel.capital {
                self.capital_share
            } else {
                (1.0 - self.capital_share) * zones.population[z] / rest
            };
            fuel.demand[z] = (self.demand * share).round() as u64;
        }
        fuel.stock.clear();
        fuel.stock
            .extend(fuel.demand.iter().map(|&d| (d as f64 * stock_days / DAYS_PER_WEEK).round() as u64));
        fuel.litres.opening = fuel.in_stock();
        fill(&mut zones.fuel, n, 1.0);
        fill(&mut zones.fuel_price, n, 1.0);
    }

    /// Litres to load on the roads of the south: what is used and part of what stocks lack.
    pub(super) fn order(&self, world: &World) -> f64 {
        let lacking = self.demand * self.target_days / DAYS_PER_WEEK - world.fuel.in_stock() as f64;
        (self.demand - self.informal(world) + lacking / self.refill).max(0.0)
    }

    /// Litres that come to the north over the desert.
    fn informal(&self, world: &World) -> f64 {
        let roads = &world.fuel.corridors;
        let open = (world.outside.algeria / self.algeria_normal).clamp(0.0, 1.0);
        (0..roads.len()).filter(|&c| roads.north[c]).map(|c| roads.share[c]).sum::<f64>() * open * self.demand
    }

    /// What arrives is shared among zones by need and turn; the north's informal fuel goes to the north.
    pub(super) fn receive(&self, world: &mut World) {
        let before = world.fuel.litres.delivered;
        world.fuel.before.clone_from(&world.fuel.stock);
        self.bring_without_roads(world);
        let litres = world.fuel.arrive(world.week);
        let (target, World { fuel, zones, .. }) = (self.target_days / DAYS_PER_WEEK, world);
        for z in 0..fuel.stock.len() {
            fuel.need[z] = ((1.0 + target) * fuel.demand[z] as f64 - fuel.stock[z] as f64).max(0.0);
            fuel.turn[z] = self.turn(fuel, zones.control.get(z), zones.distance.get(fuel.capital), z);
        }
        let mut rest = litres;
        let scale = water_level(&fuel.need, &fuel.turn, litres as f64);
        for z in 0..fuel.stock.len() {
            let litres = ((fuel.need[z] * (scale * fuel.turn[z]).min(1.0)) as u64).min(rest);
            fuel.stock[z] += litres;
            rest -= litres;
        }
        let capital = fuel.capital;
        fuel.stock[capital] += rest;
        fuel.delivered = (fuel.litres.delivered - before) as f64 / self.demand;
    }

    fn bring_without_roads(&self, world: &mut World) {
        let litres = self.informal(world);
        let fuel = &mut world.fuel;
        let north =
            |z: usize| (0..fuel.corridors.len()).any(|c| fuel.corridors.north[c] && crosses(fuel, c, z));
        let total: u64 = (0..fuel.demand.len()).filter(|&z| north(z)).map(|z| fuel.demand[z]).sum();
        for z in 0..fuel.demand.len() {
            let given = (fuel.demand[z] as f64 * fuel.orders.inflow).round() as u64;
            fuel.bring(z, given);
            let there = (0..fuel.corridors.len()).any(|c| fuel.corridors.north[c] && crosses(fuel, c, z));
            if there && total > 0 {
                let share = fuel.demand[z] as f64 / total as f64;
                fuel.bring(z, (litres * share) as u64);
            }
        }
    }

    /// A zone's turn when fuel is short: 1 on the import roads, else by distance from the capital; less where
    /// insurgents control.
    pub(super) fn turn(
        &self,
        fuel: &Fuel,
        control: Option<&[f64; Holder::COUNT]>,
        distance: Option<&Vec<f64>>,
        z: usize,
    ) -> f64 {
        let on_road = z == fuel.capital
            || (0..fuel.corridors.len()).any(|c| !fuel.corridors.north[c] && crosses(fuel, c, z));
        let km = if on_road { 0.0 } else { distance.and_then(|row| row.get(z)).copied().unwrap_or(0.0) };
        let held = control
            .map_or(0.0, |s| s[Holder::Jnim as usize] + s[Holder::Issp as usize] + s[Holder::Fla as usize]);
        let safe = if z == fuel.capital { 1.0 } else { (1.0 - held).max(0.05) };
        (-km / self.reach).exp() * safe.powf(self.insecurity)
    }

    /// Zones use their fuel: services first, then power plants and pumps by priority.
    pub(super) fn serve(&self, world: &mut World) {
        let World { fuel, zones, week, .. } = world;
        let (mut power, mut wanted) = (0.0, 0.0);
        for z in 0..fuel.stock.len() {
            let demand = fuel.demand[z];
            let (before, now) = (fuel.before.get(z).copied().unwrap_or(0), fuel.stock[z]);
            if let (None, Some(part)) = (fuel.dry[z], runs_dry(before, now.saturating_sub(before), demand)) {
                fuel.dry[z] = Some(f64::from(*week) + part);
            }
            let used = fuel.consume(z, demand);
            let met = if demand == 0 { 1.0 } else { used as f64 / demand as f64 };
            let (pumps, plants) = self.ration(met);
            zones.fuel[z] = pumps;
            power += plants * demand as f64;
            wanted += demand as f64;
        }
        fuel.power = if wanted > 0.0 { power / wanted } else { 1.0 };
        let acute = zones.fuel[fuel.capital] < self.acute;
        fuel.acute_weeks = if acute { fuel.acute_weeks + 1 } else { 0 };
        fuel.acute_total += u32::from(acute);
    }

    /// What pumps and power plants get of their demand, when the share `met` of all demand is there.
    pub fn ration(&self, met: f64) -> (f64, f64) {
        let plants_first = self.power * self.power_priority;
        let pumps = (met - self.services - plants_first) / (1.0 - self.services - plants_first);
        if pumps >= 0.0 {
            return (pumps.min(1.0), 1.0 - (1.0 - self.power_priority) * (1.0 - pumps.min(1.0)));
        }
        let plants = ((met - self.services) / self.power.max(1e-12)).clamp(0.0, self.power_priority);
        (0.0, plants)
    }
}

/// The part of a week after which a stock is used up, where arrivals and use are spread over the week:
/// stock / (demand − arrivals), if that is within the week.
pub fn runs_dry(stock: u64, arrivals: u64, demand: u64) -> Option<f64> {
    let falls = demand.checked_sub(arrivals).filter(|&falls| falls > 0)?;
    (stock <= falls).then(|| stock as f64 / falls as f64)
}

fn crosses(fuel: &Fuel, corridor: usize, zone: usize) -> bool {
    fuel.corridors.legs[corridor].iter().any(|&(z, _)| z == zone)
}

fn fill<T: Clone>(column: &mut Vec<T>, n: usize, value: T) {
    column.clear();
    column.resize(n, value);
}

/// The level λ at which Σ need · min(1, λ turn) is `supply`; infinite where there is enough for all.
pub fn water_level(need: &[f64], turn: &[f64], supply: f64) -> f64 {
    if supply >= need.iter().sum::<f64>() {
        return f64::INFINITY;
    }
    let mut level = 0.0;
    for _ in 0..=need.len() {
        let full = |z: &usize| level * turn[*z] >= 1.0;
        let served: f64 = (0..need.len()).filter(full).map(|z| need[z]).sum();
        let open: f64 = (0..need.len()).filter(|z| !full(z)).map(|z| need[z] * turn[z]).sum();
        let next = if open > 0.0 { (supply - served) / open } else { level };
        if next <= level {
            break;
        }
        level = next;
    }
    level
}
