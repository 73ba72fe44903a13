//! Control follows effective presence.
//!
//! ```text
//! P[z,h] = Σ_y 2^(−d(z,y)/D) Σ_bands men × power          effective presence [men-equivalents]
//! w[z,h] = P[z,h] × acceptance[z,h] × intercept[z,h]      target = w / Σ w
//! ds/dt  = (target − s) ln 2 / T
//! ```
//!
//! with D the distance at which projected force halves [km, × the season's mobility], T the half-life of control
//! without a change of presence [weeks], power the fighting value of a man relative to an untrained soldier. A
//! garrison counts in full only where it is large enough for the insurgents around: `need` men per 10,000 townspeople
//! × the insurgents' share of presence. The intercept makes the start an equilibrium: without shocks control stays.
//!
//! Σ_h s = 1 is conserved. S. N. Kalyvas, *The Logic of Violence in Civil War* (2006), ch. 5, 7; reach by travel time:
//! R. Tao et al., *International Journal of Geographical Information Science* 30 (2016).

use super::Combat;
use crate::units::kept;
use crate::world::{Actor, Group, Holder, World};

/// Men-equivalents that hold a zone even where nobody is seen: keeps shares finite where nobody stands.
const FLOOR: f64 = 5.0;

impl Combat {
    /// Makes the world's present control its equilibrium.
    pub fn anchor(&self, world: &mut World) {
        world.muster.take(&world.bands);
        self.measure_power(world);
        self.measure_presence(world);
        world.zones.presence_at_start.clone_from(&world.zones.presence);
        world.zones.control_at_start.clone_from(&world.zones.control);
    }

    /// A week of control: presence, target, approach.
    pub fn update_control(&self, world: &mut World) {
        world.muster.take(&world.bands);
        self.measure_power(world);
        self.measure_presence(world);
        let approach = 1.0 - kept(self.control_half_life);
        let faith = self.faith(world);
        let zones = &mut world.zones;
        for z in 0..zones.len() {
            let mut target = [0.0; Holder::COUNT];
            for (h, target) in target.iter_mut().enumerate() {
                let now = zones.presence[z][h] + FLOOR;
                let then = zones.presence_at_start[z][h] + FLOOR;
                *target = zones.control_at_start[z][h] * zones.acceptance[z][h] * now / then;
            }
            target[Holder::State as usize] *= faith;
            let sum: f64 = target.iter().sum();
            if sum > 0.0 {
                for (control, target) in zones.control[z].iter_mut().zip(target) {
                    *control += approach * (target / sum - *control);
                }
            }
        }
    }

    /// People side with whom they expect to stay: what the state's control gains from its patron's commitment.
    fn faith(&self, world: &World) -> f64 {
        (self.commitment * (world.patron.channels.expectations - 1.0)).exp()
    }

    fn measure_presence(&self, world: &mut World) {
        let n = world.zones.len();
        for z in 0..n {
            let mut here = [0.0; Holder::COUNT];
            for y in 0..n {
                let reach = self.reach(world.zones.distance[z][y], world.outside.mobility);
                for (h, p) in here.iter_mut().enumerate() {
                    *p += reach * world.zones.power[y][h];
                }
            }
            world.zones.presence[z] = here;
        }
    }

    /// Fighting value by zone and holder before distance [men-equivalents].
    pub fn measure_power(&self, world: &mut World) {
        for z in 0..world.zones.len() {
            let mut power = [0.0; Holder::COUNT];
            power[Holder::State as usize] = self.state_power(world, z);
            power[Holder::Jnim as usize] = world.muster.men(z, Group::Jnim);
            power[Holder::Issp as usize] = world.muster.men(z, Group::Issp);
            power[Holder::Fla as usize] = world.muster.men(z, Group::Fla);
            power[Holder::Militia as usize] = world.muster.men(z, Group::Militia) * self.militia;
            world.zones.power[z] = power;
        }
    }

    fn state_power(&self, world: &World, z: usize) -> f64 {
        let muster = &world.muster;
        let army = self.army_power(world);
        let garrison = muster.men(z, Group::Garrison) * army * self.adequacy(world, z);
        let battalions = muster.men(z, Group::Battalion)
            * army
            * self.mobility(world, z)
            * (1.0 - world.fuel.escort_share);
        let russians = muster.men(z, Group::Russia) * self.russian_power(world);
        garrison + battalions + russians + self.partners(world, z)
    }

    /// A soldier's value: training, cohesion after coups and unpaid months.
    pub fn army_power(&self, world: &World) -> f64 {
        let paid = 1.0 / (1.0 + self.arrears_cost * world.treasury.arrears_months.max(0.0));
        world.army.quality * (1.0 - world.regime.disruption) * paid
    }

    /// Mobile men need fuel.
    pub fn mobility(&self, world: &World, z: usize) -> f64 {
        let fuel = world.zones.fuel[z].clamp(0.0, 1.0);
        1.0 - self.fuel_need * (1.0 - fuel)
    }

    /// A Russian's value in the field: those who neither train nor guard, with their multiplier and coordination.
    pub fn russian_power(&self, world: &World) -> f64 {
        let p = &world.patron;
        let air = 1.0 + (p.air_support - 1.0) * p.channels.air_support;
        (p.offence + p.escort) * p.combat * p.coordination * air
    }

    fn partners(&self, world: &World, z: usize) -> f64 {
        world
            .muster
            .rows(z, Group::Partner)
            .iter()
            .map(|&r| {
                let r = r as usize;
                f64::from(world.bands.men[r]) * self.partner_value(world.bands.owner[r])
            })
            .sum()
    }

    /// A foreign soldier's value.
    pub(super) fn partner_value(&self, owner: Actor) -> f64 {
        match owner {
            Actor::Barkhane => self.barkhane,
            Actor::Minusma => self.minusma,
            _ => self.aes,
        }
    }

    /// Share of day-and-night control that the garrisons of a zone give: men over the men needed.
    fn adequacy(&self, world: &World, z: usize) -> f64 {
        let people: f64 = (0..world.towns.len())
            .filter(|&t| world.towns.zone[t] == z && world.towns.holder[t] == Holder::State)
            .map(|t| world.towns.population[t])
            .sum();
        let presence = &world.zones.presence[z];
        let insurgents = presence[Holder::Jnim as usize]
            + presence[Holder::Issp as usize]
            + presence[Holder::Fla as usize];
        let all: f64 = presence.iter().sum::<f64>() + FLOOR;
        let need = self.garrison_need / 10_000.0 * people * insurgents / all;
        (world.muster.men(z, Group::Garrison) / need.max(1.0)).min(1.0)
    }

    /// Share of force that arrives over `km`.
    pub fn reach(&self, km: f64, mobility: f64) -> f64 {
        (-km / (self.reach * mobility) * std::f64::consts::LN_2).exp()
    }
}
