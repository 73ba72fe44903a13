//! M4 Combat and territory: bands move, merge and split, meet in the events of the week, and hold the land.
//!
//! A week: garrisons are refilled from the rear; battalions and insurgent bands move ([`deployment`]); insurgent
//! bands coalesce and fragment ([`coalescence`]); each event of the week is fought by the bands it picks
//! ([`fights`], by the laws of [`engagement`]); then control follows presence ([`territory`]). Men are conserved:
//! only [`Bands`](crate::world::Bands) moves them.

pub mod coalescence;
mod campaign;
mod deployment;
pub mod engagement;
mod fights;
pub mod set_piece;
mod territory;

use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::kept;
use crate::world::{Actor, World};

/// Parameters of combat and territory.
#[derive(Clone, Copy, Debug)]
pub struct Combat {
    /// D: distance at which projected force halves [km].
    pub reach: f64,
    /// T: half-life of control [weeks].
    pub control_half_life: f64,
    /// Garrison needed per 10,000 townspeople where all presence is the insurgents' [men].
    pub garrison_need: f64,
    /// Fighting value relative to an untrained Malian soldier.
    pub barkhane: f64,
    pub minusma: f64,
    pub aes: f64,
    pub militia: f64,
    /// Weight of belief in the patron in the state's control [log points for a full loss].
    pub commitment: f64,
    /// Share of mobility lost without any fuel.
    pub fuel_need: f64,
    /// Fall of the army's value per month of unpaid wages.
    pub arrears_cost: f64,
    /// Share of a garrison's gap made good from the rear in a week.
    pub refill: f64,
    /// Share of battalions' men on operations in a week.
    pub army_tempo: f64,
    /// Probability that a band considers a move in a week.
    pub movement: f64,
    /// Pull of weakly held zones on insurgent bands [log density per log presence].
    pub opportunity: f64,
    /// Drift of JNIM toward the zones of the fuel roads and the gold [log density per year].
    pub southward: f64,
    /// Merges and splits per cell and week.
    pub merge: f64,
    pub split: f64,
    /// Men in the smallest insurgent cell.
    pub cell: f64,
    /// Contact: median hours.
    pub contact_hours: f64,
    /// Attrition per fighter-hour: open battle; ambush, on the ambushed; area fire, per target.
    pub battle_attrition: f64,
    pub ambush_attrition: f64,
    pub area_fire: f64,
    pub breakpoint: f64,
    pub bloodless: f64,
    /// Attackers' fire in an assault relative to an open battle: surprise.
    pub surprise: f64,
    /// The same in a raid on the capital.
    pub raid_surprise: f64,
    /// Mean share of a battalion that is on the road when ambushed.
    pub patrol: f64,
    /// Probability that a weaker band slips away from a column that has no news of it.
    pub evasion: f64,
    /// Share of misdirected fire that falls on people.
    pub misdirected: f64,
    /// Persons in the place of an operation.
    pub crowd: f64,
    /// Mean dead of a strike on a band of 50; civilians killed beside at μ = 0.
    pub strike_kills: f64,
    pub strike_civilians: f64,
    pub strike_effect: f64,
    pub rebel_drones: f64,
    /// Probability that insurgents hold a town they overran.
    pub hold_overrun: f64,
    pub severity_exponent: f64,
    pub severity_max: f64,
    /// Victims that one man of a band can make in one event of one-sided violence.
    pub victims_per_man: f64,
    /// Probability per month that a march on a lost town starts at even chances, and the odds asked for.
    pub march_rate: f64,
    pub march_odds: f64,
    /// Share of either side's men that meet in a march: van and rear guard.
    pub march_contact: f64,
    /// Training: gain of quality per 1,000 trainers and year, and its half-life [weeks].
    pub training_gain: f64,
    pub training_half_life: f64,
}

impl Combat {
    pub fn new(values: &Values) -> Self {
        let p = |name: &str| values.get(name);
        Self {
            reach: p("combat.reach"),
            control_half_life: p("combat.control_half_life"),
            garrison_need: p("combat.garrison_need"),
            barkhane: p("combat.barkhane"),
            minusma: p("combat.minusma"),
            aes: p("combat.aes"),
            militia: p("combat.militia"),
            commitment: p("combat.commitment"),
            fuel_need: p("combat.fuel_need"),
            arrears_cost: p("combat.arrears_cost"),
            refill: p("combat.refill"),
            army_tempo: p("combat.army_tempo"),
            movement: p("combat.movement"),
            opportunity: p("combat.opportunity"),
            southward: p("combat.southward"),
            merge: p("combat.merge"),
            split: p("combat.split"),
            cell: p("combat.cell"),
            contact_hours: p("combat.contact_hours"),
            battle_attrition: p("combat.battle_attrition"),
            ambush_attrition: p("combat.ambush_attrition"),
            area_fire: p("combat.area_fire"),
            breakpoint: p("combat.breakpoint"),
            bloodless: p("combat.bloodless"),
            surprise: p("combat.surprise"),
            raid_surprise: p("combat.raid_surprise"),
            patrol: p("combat.patrol"),
            evasion: p("combat.evasion"),
            misdirected: p("combat.misdirected"),
            crowd: p("combat.crowd"),
            strike_kills: p("combat.strike_kills"),
            strike_civilians: p("combat.strike_civilians"),
            strike_effect: p("combat.strike_effect"),
            rebel_drones: p("combat.rebel_drone_effect"),
            hold_overrun: p("combat.hold_overrun"),
            severity_exponent: p("events.severity_exponent"),
            severity_max: p("events.severity_max"),
            victims_per_man: p("events.victims_per_man"),
            march_rate: p("combat.march_rate"),
            march_odds: p("combat.march_odds"),
            march_contact: p("combat.march_contact"),
            training_gain: p("combat.training_gain"),
            training_half_life: p("combat.training_half_life"),
        }
    }

    /// A week of combat.
    pub fn step(&self, world: &mut World, luck: &Randomness) {
        self.train(world);
        self.refill_garrisons(world);
        self.move_battalions(world, luck);
        self.move_insurgents(world, luck);
        world.muster.take(&world.bands);
        self.coalesce(world, luck, "coalesce", world.week);
        world.muster.take(&world.bands);
        self.plan_marches(world, luck);
        self.fight_all(world, luck);
        self.update_control(world);
    }

    /// A week in which bands stay where and as they are: the events are fought, and control follows presence.
    pub fn step_in_place(&self, world: &mut World, luck: &Randomness) {
        world.muster.take(&world.bands);
        self.fight_all(world, luck);
        self.update_control(world);
    }

    /// dq/dt = gain × trainers/1,000 − (q − 1) ln 2/half-life.
    fn train(&self, world: &mut World) {
        let p = &world.patron;
        let trainers = p.reference_men * p.training * p.channels.training * p.coordination + p.instructors;
        let gain = self.training_gain * trainers / 1000.0 / crate::units::WEEKS_PER_YEAR;
        world.army.quality = 1.0 + (world.army.quality - 1.0) * kept(self.training_half_life) + gain;
    }

    /// Quality at which training and forgetting balance.
    pub fn trained_quality(&self, world: &World) -> f64 {
        let p = &world.patron;
        let trainers = p.reference_men * p.training * p.channels.training * p.coordination;
        let gain = self.training_gain * trainers / 1000.0 / crate::units::WEEKS_PER_YEAR;
        1.0 + gain / (1.0 - kept(self.training_half_life))
    }

    /// Losses of garrisons and battalions are made good from the rear.
    fn refill_garrisons(&self, world: &mut World) {
        let bands = &mut world.bands;
        let Some(rear) = bands.rear_of(Actor::Fama) else { return };
        for row in 0..bands.len() {
            if bands.owner[row] != Actor::Fama || row == rear.row() {
                continue;
            }
            let gap = bands.establishment[row].saturating_sub(bands.men[row]);
            let sent = ((f64::from(gap) * self.refill).ceil() as u32).min(bands.men[rear.row()]);
            bands.transfer(rear, crate::world::Band(row as u32), sent);
        }
    }
}
