//! M5 Events: when and where violence happens, who against whom, and of what kind.
//!
//! ```text
//! μ[z,c](t) = base[z,c] × X[z,c](t) / X[z,c](0) × season × campaign      [events/day]
//! ```
//!
//! The base rates are the initial state's, less what excitation adds ([`branching`]); X is the opportunity that those
//! who act and those who are acted on give ([`opportunity`](Events::opportunity)); the campaign factor is shared by an
//! actor's zones in a week, gamma with mean 1 and coefficient of variation P123. Deaths by the state's hand call forth
//! insurgent attacks (P56, inside the excitation matrix, whose spectral radius is P45); deaths by the insurgents' hand
//! calm them for some weeks (P57). A raid on the capital comes at its own rate. M4 then settles who meets whom.
//!
//! One-sided violence needs information: selective killing by a side with control share s goes as (s − ½)₊ (1 − s)²,
//! since denunciation asks for control and full control needs no killing;
//! indiscriminate killing as 1 − s (S. N. Kalyvas, *The Logic of Violence in Civil War* (2006), ch. 7).

pub mod branching;
#[cfg(test)]
mod kalyvas;
pub mod severity;

use crate::ledger::Values;
use crate::random::{Randomness, happens};
use crate::units::{WEEKS_PER_YEAR, kept, probability};
use crate::world::{Channel, Event, Group, Holder, Perpetrator, World};
use branching::Branching;
use rand_distr::{Distribution, Gamma};

const CHANNELS: usize = Channel::DRAWN.len();
/// Weeks over which the calm after insurgents' own killings lasts (the four weeks of the Iraq study).
const CALM_WEEKS: f64 = 4.0;

/// Parameters of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// All excitation, as the base rates count it; and that which acts at birth.
    whole: Branching<CHANNELS>,
    process: Branching<CHANNELS>,
    campaign_cv: f64,
    capital_raids: f64,
    calmed: f64,
    /// Extra insurgent events per civilian killed by the state's side, as scaled into the matrix.
    pub provoked: f64,
    target_elasticity: f64,
    selective_state: f64,
    selective_insurgent: f64,
    army_tempo: f64,
    vacancy: f64,
    deterrence: f64,
}

impl Events {
    pub fn new(values: &Values) -> Self {
        let p = |name: &str| values.get(name);
        let mean = severity::mean(p("events.severity_exponent"), p("events.severity_max") as u32)
            * (1.0 - p("combat.bloodless"));
        let provoked = p("events.provoked_by_state") / 10.0;
        let process = matrix(p("events.spillover"), p("events.retaliation"), provoked * mean);
        let scale = p("events.branching") / process.spectral_radius().max(1e-12);
        let process =
            Branching { decay: 1.0 / p("events.decay"), ..process.scaled_to(p("events.branching")) };
        Self {
            process: without_provocation(process.clone()),
            whole: process,
            campaign_cv: p("events.campaign_cv"),
            capital_raids: p("events.capital_raids"),
            calmed: p("events.calmed_by_insurgents"),
            provoked: provoked * scale,
            target_elasticity: p("events.target_elasticity"),
            selective_state: p("events.selective_state"),
            selective_insurgent: p("events.selective_insurgent"),
            army_tempo: p("combat.army_tempo"),
            vacancy: p("events.vacancy"),
            deterrence: p("events.deterrence"),
        }
    }

    /// Turns the initial state's rates [events/day] into base rates at the world's present opportunities.
    pub fn anchor(&self, world: &mut World, rates: &[[f64; CHANNELS]]) {
        let base = self.whole.background(rates, &world.zones.neighbours, 0.05);
        world.excitation.base.clone_from(&base);
        world.excitation.intensity.clear();
        world.excitation.intensity.resize(world.zones.len(), [0.0; CHANNELS]);
        for (memory, (rate, base)) in world.excitation.intensity.iter_mut().zip(rates.iter().zip(&base)) {
            for c in 0..CHANNELS {
                memory[c] = (rate[c] - base[c]).max(0.0);
            }
        }
        world.excitation.calm.clear();
        world.excitation.calm.resize(world.zones.len(), 0.0);
        world.excitation.reference.clear();
        for z in 0..world.zones.len() {
            let x = self.opportunity(world, z);
            world.excitation.reference.push(x);
        }
    }

    /// Draws the week's events.
    pub fn step(&self, world: &mut World, luck: &Randomness) {
        self.remember_harm(world);
        let campaign = self.campaign(world, luck);
        let mut background = std::mem::take(&mut world.background);
        background.clear();
        for z in 0..world.zones.len() {
            let now = self.opportunity(world, z);
            let (base, then) = (&world.excitation.base[z], &world.excitation.reference[z]);
            let mut mu = [0.0; CHANNELS];
            for c in 0..CHANNELS {
                if then[c] > 0.0 {
                    mu[c] = base[c] * now[c] / then[c] * campaign[side_of(Channel::DRAWN[c])];
                }
            }
            let calm = 1.0 / (1.0 + world.excitation.calm[z]);
            mu[Channel::JnimAmbush as usize] *= calm;
            mu[Channel::JnimAssault as usize] *= calm;
            background.push(mu);
        }
        let mut births = std::mem::take(&mut world.births);
        self.process.week(
            &background,
            &mut world.excitation.intensity,
            &world.zones.neighbours,
            luck,
            world.week,
            &mut births,
        );
        births.sort_by(|a, b| a.day.total_cmp(&b.day));
        world.events.extend(
            births
                .iter()
                .map(|b| Event { day: b.day, ..Event::new(b.zone, Channel::DRAWN[b.channel], b.number) }),
        );
        world.births = births;
        world.background = background;
        self.raid(world, luck);
    }

    /// Last week's civilian dead: the state's call forth attacks, the insurgents' bring calm.
    fn remember_harm(&self, world: &mut World) {
        let fade = kept(CALM_WEEKS);
        for z in 0..world.zones.len() {
            let dead = &world.harm.civilians[z];
            let by_state = f64::from(dead[Perpetrator::State as usize] + dead[Perpetrator::Russia as usize]);
            let by_insurgents =
                f64::from(dead[Perpetrator::Jnim as usize] + dead[Perpetrator::Issp as usize]);
            let extra = self.provoked * by_state * self.process.decay;
            for (channel, share) in PROVOKED {
                world.excitation.intensity[z][channel as usize] += extra * share;
            }
            let calm = &mut world.excitation.calm[z];
            *calm = *calm * fade - self.calmed * by_insurgents / 10.0 / CALM_WEEKS;
        }
    }

    /// One factor a side and week, shared by all its zones.
    fn campaign(&self, world: &World, luck: &Randomness) -> [f64; 5] {
        let cv = self.campaign_cv;
        std::array::from_fn(|side| {
            if cv <= 0.0 {
                return 1.0;
            }
            let mut rng = luck.stream("campaign", world.week, side as u64);
            let shape = 1.0 / (cv * cv);
            Gamma::new(shape, 1.0 / shape).expect("a positive shape").sample(&mut rng)
        })
    }

    /// X by channel: who acts × whom it meets, in men-equivalents.
    pub fn opportunity(&self, world: &World, z: usize) -> [f64; CHANNELS] {
        const SMOOTH: f64 = 20.0;
        let men = |g: Group| world.muster.men(z, g);
        let control = &world.zones.control[z];
        let p = &world.patron;
        let mobile = men(Group::Battalion);
        let russians = men(Group::Russia) * p.offence;
        let offensive = (self.army_tempo * mobile * (1.0 - world.fuel.escort_share)
            + russians * p.combat * p.coordination)
            * (1.0 - world.regime.disruption);
        let harm = self.army_tempo * mobile * world.outside.state_collateral
            + russians * p.collateral * world.outside.russia_collateral;
        let tempo = (self.vacancy * (1.0 - p.channels.expectations)).exp();
        let season = world.outside.mobility;
        let state = world.zones.presence[z][Holder::State as usize];
        let deterred = (state + 5.0 * SMOOTH).powf(-self.deterrence);
        let road = (mobile + russians + 0.25 * men(Group::Garrison) + SMOOTH).powf(self.target_elasticity);
        let accord = if world.accord_holds_in(z) { 0.5 } else { 1.0 };
        let (jnim, issp, fla) = (men(Group::Jnim) + 1.0, men(Group::Issp) + 1.0, men(Group::Fla) + 1.0);
        let jihadists = jnim + issp;
        let hunted = (jihadists + if accord < 1.0 { 0.0 } else { fla } + SMOOTH).sqrt();
        let air = 1.0 + (p.air_support - 1.0) * p.channels.air_support;
        let mut x = [0.0; CHANNELS];
        let mut set = |c: Channel, value: f64| x[c as usize] = value;
        set(Channel::JnimAmbush, jnim * road * tempo * season);
        set(Channel::JnimAssault, jnim * tempo * season * deterred);
        set(Channel::StateOperation, (offensive + SMOOTH * 0.1) * hunted * season);
        set(Channel::StateStrike, air * hunted);
        set(Channel::IsspAttack, issp * road * season);
        set(Channel::FlaAttack, fla * road * accord * season * tempo);
        set(Channel::JnimIssp, (jnim * issp).sqrt() * (0.1 + world.outside.jnim_issp) * season);
        set(Channel::MilitiaClash, (jihadists * (men(Group::Militia) + SMOOTH)).sqrt() * season);
        let insurgent = |h: Holder| self.violence(control[h as usize], self.selective_insurgent);
        set(Channel::JnimOnesided, jnim * insurgent(Holder::Jnim) * deterred);
        set(Channel::IsspOnesided, issp * insurgent(Holder::Issp) * deterred);
        set(
            Channel::StateOnesided,
            (harm + SMOOTH * 0.1) * self.violence(control[Holder::State as usize], self.selective_state),
        );
        set(Channel::MilitiaOnesided, men(Group::Militia) + SMOOTH);
        x
    }

    /// Killing of civilians by a side with control share `s`, of which `selective` needs denunciation.
    fn violence(&self, s: f64, selective: f64) -> f64 {
        selective * denounced(s) + (1.0 - selective) * indiscriminate(s) + 0.02
    }

    /// The rates at which a background [events/day] settles with what its events call forth.
    pub fn settled(&self, world: &World, background: &[[f64; CHANNELS]]) -> Vec<[f64; CHANNELS]> {
        self.whole.settled(background, &world.zones.neighbours)
    }

    /// A raid on the capital: P44 a year at the start's presence of JNIM around it.
    fn raid(&self, world: &mut World, luck: &Randomness) {
        let Some(town) = world.towns.capital.iter().position(|&c| c) else { return };
        let zone = world.towns.zone[town];
        let jnim = Holder::Jnim as usize;
        let near =
            (world.zones.presence[zone][jnim] + 20.0) / (world.zones.presence_at_start[zone][jnim] + 20.0);
        let p = probability(self.capital_raids / WEEKS_PER_YEAR * near);
        let mut rng = luck.stream("raid", world.week, 0);
        if happens(p, &mut rng) {
            world.events.push(Event { day: 3.5, ..Event::new(zone, Channel::CapitalRaid, 0) });
        }
    }
}

/// Selective killing at a control share, at most ½.
fn denounced(s: f64) -> f64 {
    27.0 * (s - 0.5).max(0.0) * (1.0 - s).powi(2)
}

/// Indiscriminate killing at a control share.
fn indiscriminate(s: f64) -> f64 {
    1.0 - s
}

/// Insurgent attacks that the state's killings call forth, and their shares.
const PROVOKED: [(Channel, f64); 3] =
    [(Channel::JnimAmbush, 0.6), (Channel::JnimAssault, 0.2), (Channel::IsspAttack, 0.2)];

/// Whose campaign a channel belongs to.
fn side_of(channel: Channel) -> usize {
    match channel {
        Channel::JnimAmbush | Channel::JnimAssault | Channel::JnimOnesided => 0,
        Channel::IsspAttack | Channel::IsspOnesided | Channel::JnimIssp => 1,
        Channel::FlaAttack => 2,
        Channel::StateOperation | Channel::StateStrike | Channel::StateOnesided => 3,
        _ => 4,
    }
}

/// Mean offspring before scaling: each channel its like (1), its neighbours' like, retaliation both ways, and the
/// insurgent attacks that one event of the state's violence calls forth on average.
fn matrix(spillover: f64, retaliation: f64, provoked: f64) -> Branching<CHANNELS> {
    let mut within = [[0.0; CHANNELS]; CHANNELS];
    for (c, row) in within.iter_mut().enumerate() {
        row[c] = 1.0;
    }
    for attack in [Channel::JnimAmbush, Channel::JnimAssault, Channel::IsspAttack, Channel::FlaAttack] {
        for answer in [Channel::StateOperation, Channel::StateStrike, Channel::StateOnesided] {
            within[attack as usize][answer as usize] += retaliation;
        }
    }
    for (channel, share) in PROVOKED {
        within[Channel::StateOnesided as usize][channel as usize] += provoked * share;
    }
    Branching { within, across: [spillover; CHANNELS], decay: 1.0 }
}

/// The matrix that acts at birth: what the state's killings call forth follows when the dead are counted.
fn without_provocation(mut process: Branching<CHANNELS>) -> Branching<CHANNELS> {
    for (channel, _) in PROVOKED {
        process.within[Channel::StateOnesided as usize][channel as usize] = 0.0;
    }
    process
}
