//! What armed groups earn: levies, artisanal gold, ransom, truces.

use rand::RngExt;

use super::mines::value;
use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::{kept, probability};
use crate::world::{Actor, Holder, World};

const MONTHS: f64 = 12.0;

/// Parameters of insurgent income. Levies and gold follow control; lump sums go into a purse that is spent with a
/// half-life, so that a truce feeds its seller for months.
#[derive(Clone, Copy, Debug)]
pub struct Income {
    /// Share of artisanal gold taken where one controls.
    pub gold_levy: f64,
    /// Levy on a person under control [$/month].
    pub head_levy: f64,
    /// Mean ransom of JNIM [m$/month] and how often one is paid [per month].
    pub ransom: f64,
    pub ransom_events: f64,
    /// Half-life of the purse [months].
    pub purse: f64,
}

impl Income {
    pub fn new(values: &Values) -> Self {
        Self {
            gold_levy: values.get("finance.artisanal_levy"),
            head_levy: values.get("finance.head_levy"),
            ransom: values.get("finance.ransom"),
            ransom_events: values.get("finance.ransom_events") / MONTHS,
            purse: values.get("finance.purse"),
        }
    }

    /// The purse opens where ransoms keep it.
    pub(super) fn open(&self, world: &mut World) {
        world.treasury.purse = [0.0; Actor::COUNT];
        world.treasury.purse[Actor::Jnim as usize] = self.ransom / (1.0 - kept(self.purse));
        for actor in Actor::ALL {
            let income = self.levies(world, actor) + if actor == Actor::Jnim { self.ransom } else { 0.0 };
            world.treasury.income_at_start[actor as usize] = income;
            world.treasury.income[actor as usize] = income;
            world.treasury.insurgent_income[actor as usize] = 1.0;
        }
    }

    pub(super) fn step(&self, world: &mut World, luck: &Randomness) {
        let mut rng = luck.stream("ransom", world.week, 0);
        let (paid, size): (f64, f64) = (rng.random(), rng.random());
        let often = probability(self.ransom_events);
        if paid < often {
            world.treasury.purse[Actor::Jnim as usize] += -self.ransom / often * (1.0 - size).ln();
        }
        for actor in Actor::ALL {
            let a = actor as usize;
            let spent = world.treasury.purse[a] * (1.0 - kept(self.purse));
            let income = if actor.is_insurgent() { self.levies(world, actor) + spent } else { 0.0 };
            let treasury = &mut world.treasury;
            treasury.purse[a] -= spent;
            treasury.income[a] = income;
            let start = treasury.income_at_start[a];
            treasury.insurgent_income[a] =
                if actor.is_insurgent() && start > 0.0 { income / start } else { 1.0 };
        }
    }

    /// Levies and artisanal gold of an insurgent actor [m$/month].
    pub fn levies(&self, world: &World, actor: Actor) -> f64 {
        if !actor.is_insurgent() {
            return 0.0;
        }
        let (zones, mines, side) = (&world.zones, &world.treasury.mines, Holder::of(actor) as usize);
        let heads: f64 =
            zones.population.iter().zip(&zones.control).map(|(people, s)| people * s[side]).sum();
        let share = |zone: usize| zones.control.get(zone).map_or(0.0, |s| s[side]);
        let dug = |i: &usize| !mines.industrial[*i];
        let tonnes: f64 =
            (0..mines.len()).filter(dug).map(|i| mines.normal[i] / MONTHS * share(mines.zone[i])).sum();
        self.head_levy * heads / 1e6 + self.gold_levy * value(tonnes, world.outside.gold_price)
    }
}
