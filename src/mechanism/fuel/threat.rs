//! The threat on the roads, and what hauliers make of it.

use super::Opening;
use crate::ledger::Values;
use crate::world::{Actor, Fuel, World};

/// Parameters of attacks on the roads and of their memory.
#[derive(Clone, Copy, Debug)]
pub struct Threat {
    /// Attack probability of a lone trip at the reference effort and normal traffic.
    pub attack: f64,
    /// Blockade effort under a ban, before one, and that at which `attack` holds.
    pub effort: f64,
    pub effort_peace: f64,
    pub effort_reference: f64,
    /// Part of it left in a truce.
    pub effort_truce: f64,
    /// Part of the threat that does not follow bands, against the mean.
    pub background: f64,
    /// Traffic, against normal, at which bands find half of the trucks that they could attack.
    pub search: f64,
    /// Perceived risk right after a ban, share of `attack`.
    pub ban_risk: f64,
    /// Part of it that a truce takes away.
    pub truce_trust: f64,
    /// Memory [weeks].
    pub memory: f64,
    /// Trips a week whose news counts half [trips].
    pub information: f64,
    /// Truck loss per convoy trip that is believed at the start.
    pub convoy_risk: f64,
}

impl Threat {
    pub fn new(values: &Values) -> Self {
        Self {
            attack: values.get("fuel.attack_lone"),
            effort: values.get("fuel.blockade_effort"),
            effort_peace: values.get("fuel.effort_peace"),
            effort_reference: values.get("fuel.effort_reference"),
            effort_truce: values.get("fuel.truce_effort"),
            background: values.get("fuel.road_background"),
            search: values.get("fuel.search"),
            ban_risk: values.get("fuel.ban_risk"),
            truce_trust: values.get("fuel.truce_trust"),
            memory: values.get("fuel.risk_memory"),
            information: values.get("fuel.information"),
            convoy_risk: values.get("fuel.attack_convoy") * values.get("fuel.convoy_loss"),
        }
    }

    pub(super) fn open(&self, world: &mut World, opening: &Opening) {
        count_insurgents(world);
        let World { fuel, zones, .. } = world;
        fuel.threat_at_start = mean_reach(fuel, &zones.area_km2);
        fuel.perceived_convoy = self.convoy_risk;
        let perceived = if opening.ban { opening.perceived.max(self.after_ban()) } else { opening.perceived };
        fuel.corridors.perceived.fill(perceived);
        fuel.banned = opening.ban;
        fuel.calm = opening.truce_days > 0.0;
    }

    /// Perceived risk right after a ban is declared [per trip].
    fn after_ban(&self) -> f64 {
        self.ban_risk * self.attack
    }

    /// The insurgents' effort in the week, against the reference.
    pub fn effort_ratio(&self, fuel: &Fuel, week: u32) -> f64 {
        let effort = if fuel.orders.ban { self.effort } else { self.effort_peace };
        let truce = if fuel.in_truce(week) { self.effort_truce } else { 1.0 };
        (effort * truce * fuel.orders.effort_times).min(1.0) / self.effort_reference
    }

    /// Sets the threat of each road, and moves what is perceived where a ban or a truce begins or ends.
    pub(super) fn assess(&self, world: &mut World) {
        count_insurgents(world);
        let World { fuel, zones, week, .. } = world;
        let effort = self.effort_ratio(fuel, *week);
        for c in 0..fuel.corridors.len() {
            let near = self.nearness(fuel, c, &zones.area_km2);
            fuel.corridors.threat[c] =
                (self.attack * effort * near * times(&fuel.orders.attack_times, c)).min(1.0);
        }
        self.announce(fuel, *week);
    }

    /// Insurgents within reach of a road against the mean at the start, background included; 1 without any.
    pub fn nearness(&self, fuel: &Fuel, corridor: usize, area: &[f64]) -> f64 {
        let mean = fuel.threat_at_start;
        if mean <= 0.0 {
            return 1.0;
        }
        let near = reach(&fuel.corridors.legs[corridor], &fuel.insurgents, area);
        (near / mean + self.background) / (1.0 + self.background)
    }

    fn announce(&self, fuel: &mut Fuel, week: u32) {
        let calm = fuel.in_truce(week);
        let ban = fuel.orders.ban;
        let threatened = ban && !calm && (!fuel.banned || fuel.calm);
        let relieved = calm && !fuel.calm;
        for risk in &mut fuel.corridors.perceived {
            if threatened {
                *risk = risk.max(self.after_ban());
            }
            if relieved {
                *risk *= 1.0 - self.truce_trust;
            }
        }
        (fuel.banned, fuel.calm) = (ban, calm);
    }

    /// Bands make their attacks on whatever drives: the fewer the trips, the more likely is each attacked.
    pub(super) fn concentrate(&self, fuel: &mut Fuel, normal: f64) {
        let roads = &mut fuel.corridors;
        for c in 0..roads.threat.len() {
            let usual = roads.share[c] * normal;
            if usual > 0.0 {
                roads.threat[c] =
                    (roads.threat[c] * self.concentration(f64::from(roads.lone[c]) / usual)).min(1.0);
            }
        }
    }

    /// Attack probability of a trip at `traffic` times the normal one, against that at normal traffic: attacks a week
    /// go as traffic/(traffic + search), nearly constant until trucks are hard to find.
    pub fn concentration(&self, traffic: f64) -> f64 {
        (1.0 + self.search) / (traffic + self.search)
    }

    /// Hauliers hear of the week's attacks.
    pub(super) fn learn(&self, fuel: &mut Fuel) {
        let step = -(-1.0 / self.memory).exp_m1();
        let roads = &mut fuel.corridors;
        for c in 0..roads.perceived.len() {
            let news = self.news(roads.lone[c], roads.attacked[c], roads.perceived[c]);
            roads.perceived[c] += step * news;
        }
        let (escorted, lost): (u32, u32) = (roads.escorted.iter().sum(), roads.lost.iter().sum());
        fuel.perceived_convoy += step * self.news(escorted, lost, fuel.perceived_convoy);
    }

    /// What the week's trips say beyond what was believed, weighted by how many there were.
    fn news(&self, trips: u32, struck: u32, believed: f64) -> f64 {
        if trips == 0 {
            return 0.0;
        }
        let trips = f64::from(trips);
        trips / (trips + self.information) * (f64::from(struck) / trips - believed)
    }
}

/// A column that may be empty: 1 then.
pub(super) fn times(column: &[f64], c: usize) -> f64 {
    column.get(c).copied().unwrap_or(1.0)
}

/// JNIM's men by zone.
fn count_insurgents(world: &mut World) {
    let World { fuel, bands, .. } = world;
    fuel.insurgents.fill(0.0);
    for row in 0..bands.len() {
        if bands.owner[row] == Actor::Jnim {
            fuel.insurgents[usize::from(bands.zone[row])] += f64::from(bands.men[row]);
        }
    }
}

/// Insurgents within reach of a road: Σ km · men/km² over the zones it crosses.
fn reach(legs: &[(usize, f64)], men: &[f64], area: &[f64]) -> f64 {
    legs.iter().map(|&(z, km)| km * men[z] / area.get(z).copied().unwrap_or(1.0).max(1.0)).sum()
}

/// The mean of that over normal trips.
fn mean_reach(fuel: &Fuel, area: &[f64]) -> f64 {
    let roads = &fuel.corridors;
    let south = |c: &usize| !roads.north[*c];
    let total: f64 = (0..roads.len()).filter(south).map(|c| roads.share[c]).sum();
    let sum: f64 = (0..roads.len())
        .filter(south)
        .map(|c| roads.share[c] * reach(&roads.legs[c], &fuel.insurgents, area))
        .sum();
    if total > 0.0 { sum / total } else { 0.0 }
}
