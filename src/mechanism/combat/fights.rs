//! Each event of the week is fought by the bands it picks.
//!
//! M5 says when, where, who and what kind; this rule picks the bands that meet, in proportion to their men, lets them
//! fight by the laws of [`engagement`](super::engagement) for a lognormal contact, and books the dead. Without a band
//! on both sides an event is void. A share of engagements ends without a death. What an operation fires at people it
//! takes for insurgents kills bystanders (Kress & Szechtman, *Military Operations Research* 14 (2009)): of the
//! state's fire a share μ + (1 − μ) i finds the band, with i the band's share of those in the place, and a share
//! (1 − μ)(1 − i) goes astray ([`aim`]). If each bystander killed brings θ recruits and nobody else comes or goes,
//! insurgents settle at i* = [θ(1 − μ) − μ] / [(1 − μ)(1 + θ)] of the people, and vanish where that is negative.
//!
//! The luck of an event is keyed by its zone, channel, week and number.

use super::Combat;
use super::engagement::{Cost, Law, Side, fight};
use crate::mechanism::events::severity;
use crate::random::{Randomness, Stream, binomial, happens, poisson};
use crate::world::{Actor, Band, Channel, Event, Group, Holder, Kind, Perpetrator, World};
use rand::RngExt;
use rand_distr::{Distribution, Exp1, StandardNormal};

/// Standard deviation of the log of contact hours (model documentation, wiring).
const CONTACT_SPREAD: f64 = 1.2;

/// Where the state's fire goes: to the insurgents that it seeks, and to bystanders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    pub finds: f64,
    pub astray: f64,
}

/// Fire guided by information with probability μ, else falling on anybody in the place, of whom a share i are
/// insurgents.
pub fn aim(intelligence: f64, insurgents: f64) -> Aim {
    let blind = 1.0 - intelligence;
    Aim { finds: intelligence + blind * insurgents, astray: blind * (1.0 - insurgents) }
}

/// Bands in contact on one side: at most an army's and a partner's.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    rows: [Option<(Band, u32)>; 2],
    /// Fighting value per man.
    power: f64,
}

impl Column {
    fn of(band: Band, men: u32, power: f64) -> Self {
        Self { rows: [Some((band, men)), None], power }
    }

    fn men(&self) -> u32 {
        self.rows.iter().flatten().map(|&(_, men)| men).sum()
    }

    fn with(mut self, band: Band, men: u32, power: f64) -> Self {
        let own = f64::from(self.men());
        self.power = (self.power * own + power * f64::from(men)) / (own + f64::from(men)).max(1.0);
        self.rows[1] = Some((band, men));
        self
    }
}

impl Combat {
    pub(super) fn fight_all(&self, world: &mut World, luck: &Randomness) {
        let mut events = std::mem::take(&mut world.events);
        for event in &mut events {
            self.fight_event(world, event, luck);
        }
        world.events = events;
    }

    /// Fights one event with who stands there.
    pub fn fight_event(&self, world: &mut World, event: &mut Event, luck: &Randomness) {
        let entity = ((event.zone as u64) << 32) | ((event.channel as u64) << 24) | u64::from(event.number);
        let mut rng = luck.stream("fight", world.week, entity);
        self.settle(world, event, &mut rng);
        if !event.void {
            world.harm.events[event.zone] += 1;
        }
    }

    fn settle(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        match event.channel {
            Channel::JnimAmbush => self.ambush(world, event, Group::Jnim, rng),
            Channel::JnimAssault => self.assault(world, event, Group::Jnim, rng),
            Channel::IsspAttack => self.attack(world, event, Group::Issp, rng),
            Channel::FlaAttack => self.attack(world, event, Group::Fla, rng),
            Channel::StateOperation => self.operation(world, event, rng),
            Channel::StateStrike => self.strike(world, event, rng),
            Channel::JnimIssp => self.clash(world, event, Group::Jnim, Group::Issp, rng),
            Channel::MilitiaClash => self.militia_clash(world, event, rng),
            Channel::JnimOnesided => self.one_sided(world, event, Group::Jnim, rng),
            Channel::IsspOnesided => self.one_sided(world, event, Group::Issp, rng),
            Channel::StateOnesided => self.state_one_sided(world, event, rng),
            Channel::MilitiaOnesided => self.one_sided(world, event, Group::Militia, rng),
            Channel::CapitalRaid => self.raid(world, event, rng),
            Channel::March => self.march(world, event, rng),
            Channel::Convoy => {}
        }
    }

    /// A third of ISSP's and FLA's attacks hit camps, the rest the road.
    fn attack(&self, world: &mut World, event: &mut Event, group: Group, rng: &mut Stream) {
        if happens(1.0 / 3.0, rng) {
            self.assault(world, event, group, rng);
        } else {
            self.ambush(world, event, group, rng);
        }
    }

    /// Deitchman's ambush on a patrol or column.
    fn ambush(&self, world: &mut World, event: &mut Event, group: Group, rng: &mut Stream) {
        let (Some(attacker), Some(defender)) =
            (self.band(world, event.zone, group, 1, rng), self.patrol(world, event.zone, rng))
        else {
            return void(event);
        };
        let drones = if group == Group::Fla { self.rebel_drones } else { 1.0 };
        let a = self.side(attacker, self.ambush_attrition * drones);
        let b = self.side(defender, self.area_fire);
        let cost = self.contact(Law::Ambush, a, b, rng);
        self.book(world, event, attacker, defender, cost, rng);
    }

    /// An assault on a camp or town: the attackers' fire counts more, by surprise.
    fn assault(&self, world: &mut World, event: &mut Event, group: Group, rng: &mut Stream) {
        let zone = event.zone;
        let Some(mut attacker) = self.band(world, zone, group, 2, rng) else { return void(event) };
        if matches!(group, Group::Jnim | Group::Fla) && happens(world.outside.jnim_fla, rng) {
            let ally = if group == Group::Jnim { Group::Fla } else { Group::Jnim };
            if let Some(other) = self.band(world, zone, ally, 1, rng) {
                let (band, men) = other.rows[0].expect("a band was picked");
                attacker = attacker.with(band, men, other.power);
            }
        }
        let Some(garrison) = self.pick(world, zone, Group::Garrison, 1, rng) else { return void(event) };
        let men = world.bands.men[garrison.row()];
        let power = self.army_power(world) * self.defence(world);
        let defender = Column::of(garrison, men, power);
        let drones = if group == Group::Fla { self.rebel_drones } else { 1.0 };
        let a = self.side(attacker, self.battle_attrition * self.surprise * drones);
        let b = self.side(defender, self.battle_attrition);
        let cost = self.contact(Law::Square, a, b, rng);
        self.book(world, event, attacker, defender, cost, rng);
        if cost.defender_broke && !cost.attacker_broke {
            self.overrun(world, event, garrison, group, rng);
        }
    }

    /// A broken garrison flees; the town is lost if the attackers mean to stay.
    fn overrun(&self, world: &mut World, event: &mut Event, garrison: Band, group: Group, rng: &mut Stream) {
        let town = world.bands.town[garrison.row()] as usize;
        if town >= world.towns.len() || world.towns.capital[town] || !happens(self.hold_overrun, rng) {
            return;
        }
        let holder = match group {
            Group::Jnim => Holder::Jnim,
            Group::Issp => Holder::Issp,
            _ => Holder::Fla,
        };
        world.towns.holder[town] = holder;
        event.taken = Some(town);
        let rear = world.bands.rear_of(Actor::Fama);
        if let Some(rear) = rear {
            let men = world.bands.men[garrison.row()];
            world.bands.transfer(garrison, rear, men);
            world.bands.establishment[garrison.row()] = 0;
        }
    }

    /// An operation of army and Russians against whoever is there, or whoever they take for it.
    fn operation(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        let zone = event.zone;
        let Some(column) = self.column(world, zone, rng) else { return void(event) };
        let group = self.enemy(world, zone, rng);
        let Some(target) = group.and_then(|g| self.band(world, zone, g, 1, rng)) else {
            return void(event);
        };
        let mu = world.zones.intelligence[zone];
        let ours = f64::from(column.men()) * column.power;
        let theirs = f64::from(target.men()) * target.power;
        let slips = ours > 2.0 * theirs && happens(self.evasion * (1.0 - mu), rng);
        let here = if slips { 0.0 } else { f64::from(target.men()) };
        let aim = aim(mu, here / (here + self.crowd).max(1.0));
        let a = self.side(column, self.battle_attrition * aim.finds);
        let b = self.side(target, self.battle_attrition);
        let mut cost = if slips {
            let hours = self.hours(rng);
            Cost { hours, attacker_fire: f64::from(column.men()) * hours, ..Cost::default() }
        } else {
            self.contact(Law::Square, a, b, rng)
        };
        if slips && happens(self.bloodless, rng) {
            cost.attacker_fire = 0.0;
        }
        self.book(world, event, column, target, cost, rng);
        self.collateral(world, event, column, cost.attacker_fire, aim.astray, rng);
    }

    /// Bystanders killed by fire that was meant for insurgents.
    fn collateral(
        &self,
        world: &mut World,
        event: &mut Event,
        column: Column,
        fire: f64,
        astray: f64,
        rng: &mut Stream,
    ) {
        let mean = self.battle_attrition * column.power * fire * astray * self.misdirected;
        let foreign =
            column.rows.iter().flatten().any(|&(band, _)| world.bands.owner[band.row()] == Actor::Russia);
        let (times, perpetrator) = if foreign {
            (world.patron.collateral * world.outside.russia_collateral, Perpetrator::Russia)
        } else {
            (world.outside.state_collateral, Perpetrator::State)
        };
        let dead = poisson(mean * times, rng).min(self.severity_max as u32);
        kill(world, event, perpetrator, dead);
    }

    /// An air or drone strike on a massed band.
    fn strike(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        let zone = event.zone;
        let group = self.enemy(world, zone, rng);
        let Some(target) = group.and_then(|g| self.band(world, zone, g, 2, rng)) else {
            return void(event);
        };
        event.attacker = Some(Actor::Fama);
        let (band, men) = target.rows[0].expect("a band was picked");
        event.defender = Some(world.bands.owner[band.row()]);
        event.defender_men = men;
        if happens(self.bloodless, rng) {
            return;
        }
        let mu = world.zones.intelligence[zone];
        let air = 1.0 + (world.patron.air_support - 1.0) * world.patron.channels.air_support;
        let mass = (f64::from(men) / 50.0).min(4.0);
        let dead = poisson(self.strike_kills * self.strike_effect * air * mass, rng).min(men);
        world.bands.lose(band, dead);
        event.defender_dead = dead;
        world.harm.fighters[zone][Holder::of(world.bands.owner[band.row()]) as usize] += dead;
        let beside = self.strike_civilians * (1.0 - mu) * world.outside.state_collateral;
        let civilians = poisson(beside, rng);
        kill(world, event, Perpetrator::State, civilians);
    }

    /// Two movements meet in the open.
    fn clash(&self, world: &mut World, event: &mut Event, one: Group, other: Group, rng: &mut Stream) {
        let (Some(a), Some(b)) =
            (self.band(world, event.zone, one, 1, rng), self.band(world, event.zone, other, 1, rng))
        else {
            return void(event);
        };
        let cost = self.contact(
            Law::Square,
            self.side(a, self.battle_attrition),
            self.side(b, self.battle_attrition),
            rng,
        );
        self.book(world, event, a, b, cost, rng);
    }

    fn militia_clash(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        let (jnim, issp) =
            (world.muster.men(event.zone, Group::Jnim), world.muster.men(event.zone, Group::Issp));
        let group = if rng.random::<f64>() * (jnim + issp) < jnim { Group::Jnim } else { Group::Issp };
        self.clash(world, event, group, Group::Militia, rng);
    }

    /// Civilians killed at will: a truncated power law, bounded by the band and by what is plausible.
    fn one_sided(&self, world: &mut World, event: &mut Event, group: Group, rng: &mut Stream) {
        let Some(band) = self.band(world, event.zone, group, 1, rng) else { return void(event) };
        let (band, men) = band.rows[0].expect("a band was picked");
        let actor = world.bands.owner[band.row()];
        self.massacre(world, event, actor, men, rng);
    }

    fn state_one_sided(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        let zone = event.zone;
        let Some(column) = self.column(world, zone, rng) else { return void(event) };
        let army =
            self.army_tempo * world.muster.men(zone, Group::Battalion) * world.outside.state_collateral;
        let russia = self.russian_harm(world, zone);
        let actor = if rng.random::<f64>() * (army + russia) < russia { Actor::Russia } else { Actor::Fama };
        self.massacre(world, event, actor, column.men(), rng);
    }

    /// Russians' share in harm to civilians [soldier-equivalents].
    pub fn russian_harm(&self, world: &World, zone: usize) -> f64 {
        let p = &world.patron;
        world.muster.men(zone, Group::Russia) * p.offence * p.collateral * world.outside.russia_collateral
    }

    fn massacre(&self, world: &mut World, event: &mut Event, actor: Actor, men: u32, rng: &mut Stream) {
        event.attacker = Some(actor);
        event.attacker_men = men;
        if happens(self.bloodless, rng) {
            return;
        }
        let most = (f64::from(men) * self.victims_per_man).min(self.severity_max).max(1.0);
        let dead = severity::draw(self.severity_exponent, most as u32, rng);
        kill(world, event, Perpetrator::of(actor), dead);
    }

    /// A few men reach the capital: they fire first, and most do not come back.
    fn raid(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        let from = world.zones.neighbours[event.zone].iter().copied().chain([event.zone]);
        let Some(zone) = from.max_by_key(|&z| world.muster.men[z][Group::Jnim as usize]) else {
            return void(event);
        };
        let Some(band) = self.band(world, zone, Group::Jnim, 1, rng) else { return void(event) };
        let (band, men) = band.rows[0].expect("a band was picked");
        let attacker = Column::of(band, men.min(60), 1.0);
        let Some(garrison) = self.pick(world, event.zone, Group::Garrison, 1, rng) else {
            return void(event);
        };
        let guard = world.patron.guard * world.patron.reference_men * world.patron.channels.guard;
        let alert = 1.0 + guard / 1000.0;
        let defender = Column::of(garrison, world.bands.men[garrison.row()].min(400), self.army_power(world));
        let a = Side {
            men: attacker.men(),
            attrition: self.ambush_attrition * self.raid_surprise / alert,
            breakpoint: 0.9,
        };
        let b = Side { men: defender.men(), attrition: self.battle_attrition / 10.0, breakpoint: 0.5 };
        let cost = fight(Law::Ambush, a, Side { attrition: b.attrition / 100.0, ..b }, self.hours(rng), rng);
        self.book(world, event, attacker, defender, cost, rng);
        let bystanders = poisson(f64::from(cost.defender_dead) * 0.1, rng);
        kill(world, event, Perpetrator::Jnim, bystanders);
    }

    /// A march on a town that is out of the state's hands: see [`campaign`](super::campaign).
    fn march(&self, world: &mut World, event: &mut Event, rng: &mut Stream) {
        super::campaign::march(self, world, event, rng);
    }

    // Picking.

    /// A band of a group in a zone, in proportion to men^bias.
    pub(super) fn pick(
        &self,
        world: &World,
        zone: usize,
        group: Group,
        bias: i32,
        rng: &mut Stream,
    ) -> Option<Band> {
        let rows = world.muster.rows(zone, group);
        let weight = |&&r: &&u32| {
            let r = r as usize;
            let there = world.bands.zone[r] as usize == zone;
            if there { f64::from(world.bands.men[r]).powi(bias) } else { 0.0 }
        };
        let total: f64 = rows.iter().map(|r| weight(&r)).sum();
        if total <= 0.0 {
            return None;
        }
        let mut left = rng.random::<f64>() * total;
        rows.iter()
            .find(|r| {
                left -= weight(r);
                left < 0.0
            })
            .or(rows.iter().rev().find(|r| weight(r) > 0.0))
            .map(|&r| Band(r))
    }

    fn band(&self, world: &World, zone: usize, group: Group, bias: i32, rng: &mut Stream) -> Option<Column> {
        let band = self.pick(world, zone, group, bias, rng)?;
        let power = if group == Group::Militia { self.militia } else { 1.0 };
        Some(Column::of(band, world.bands.men[band.row()], power))
    }

    /// Insurgents whom the state can meet in a zone, in proportion to their men.
    fn enemy(&self, world: &World, zone: usize, rng: &mut Stream) -> Option<Group> {
        let accord = world.accord_holds();
        let men = [Group::Jnim, Group::Issp, Group::Fla]
            .map(|g| if g == Group::Fla && accord { 0.0 } else { world.muster.men(zone, g) });
        let mut left = rng.random::<f64>() * men.iter().sum::<f64>();
        for (group, men) in [Group::Jnim, Group::Issp, Group::Fla].into_iter().zip(men) {
            left -= men;
            if left < 0.0 {
                return Some(group);
            }
        }
        None
    }

    /// Whoever of the state is on the road: a patrol of a battalion or garrison, or a joint column with Russians.
    fn patrol(&self, world: &World, zone: usize, rng: &mut Stream) -> Option<Column> {
        let army = world.muster.men(zone, Group::Battalion) + 0.25 * world.muster.men(zone, Group::Garrison);
        let russia = world.muster.men(zone, Group::Russia) * (world.patron.offence + world.patron.escort);
        if rng.random::<f64>() * (army + russia) < russia {
            return self.column(world, zone, rng);
        }
        let group = if rng.random::<f64>() * army < world.muster.men(zone, Group::Battalion) {
            Group::Battalion
        } else {
            Group::Garrison
        };
        let band = self.pick(world, zone, group, 1, rng)?;
        let men = self.on_the_road(world.bands.men[band.row()], self.patrol, rng);
        Some(Column::of(band, men, self.army_power(world)))
    }

    /// A column on operations: a battalion's part, joined by Russians where they are.
    fn column(&self, world: &World, zone: usize, rng: &mut Stream) -> Option<Column> {
        let army = self.pick(world, zone, Group::Battalion, 1, rng).map(|band| {
            let men = self.on_the_road(world.bands.men[band.row()], 0.5, rng);
            Column::of(band, men, self.army_power(world) * self.mobility(world, zone))
        });
        let strength = world.muster.men(zone, Group::Battalion) * self.army_tempo;
        let russia = world.muster.men(zone, Group::Russia) * world.patron.offence;
        if rng.random::<f64>() * (strength + russia) >= russia {
            return army;
        }
        let Some(band) = self.pick(world, zone, Group::Russia, 1, rng) else { return army };
        let men = self.on_the_road(world.bands.men[band.row()], 0.5, rng);
        let power = self.russian_power(world) / (world.patron.offence + world.patron.escort).max(1e-9);
        Some(match army {
            Some(column) => column.with(band, men, power),
            None => Column::of(band, men, power),
        })
    }

    /// How many of a band are out: an exponential share around its mean, ten men at least.
    fn on_the_road(&self, men: u32, share: f64, rng: &mut Stream) -> u32 {
        let draw: f64 = Exp1.sample(rng);
        ((f64::from(men) * share * draw) as u32).max(10).min(men)
    }

    // Fighting.

    fn side(&self, column: Column, attrition: f64) -> Side {
        Side { men: column.men(), attrition: attrition * column.power, breakpoint: self.breakpoint }
    }

    pub(super) fn hours(&self, rng: &mut Stream) -> f64 {
        let z: f64 = StandardNormal.sample(rng);
        self.contact_hours * (CONTACT_SPREAD * z).exp()
    }

    /// Contact for a lognormal time, unless it ends without a death.
    fn contact(&self, law: Law, a: Side, b: Side, rng: &mut Stream) -> Cost {
        let hours = self.hours(rng);
        if happens(self.bloodless, rng) { Cost::default() } else { fight(law, a, b, hours, rng) }
    }

    /// Air support to a defended camp.
    fn defence(&self, world: &World) -> f64 {
        1.0 + (world.patron.air_support - 1.0) * world.patron.channels.air_support
    }

    /// Books the dead of both sides.
    fn book(
        &self,
        world: &mut World,
        event: &mut Event,
        attacker: Column,
        defender: Column,
        cost: Cost,
        rng: &mut Stream,
    ) {
        event.attacker_men = attacker.men();
        event.defender_men = defender.men();
        event.attacker_dead = cost.attacker_dead;
        event.defender_dead = cost.defender_dead;
        event.attacker = attacker.rows[0].map(|(band, _)| world.bands.owner[band.row()]);
        event.defender = defender.rows[0].map(|(band, _)| world.bands.owner[band.row()]);
        bury(world, event, attacker, cost.attacker_dead, rng);
        bury(world, event, defender, cost.defender_dead, rng);
    }
}

/// Takes the dead from the bands of a column, in proportion to their men.
fn bury(world: &mut World, event: &mut Event, column: Column, dead: u32, rng: &mut Stream) {
    let [first, second] = column.rows;
    let Some((one, men)) = first else { return };
    let there = world.bands.men[one.row()];
    let split = match second {
        Some((other, others)) => {
            let share = f64::from(men) / f64::from(men + others);
            let on_one = binomial(dead, share, rng).min(men);
            let on_other = (dead - on_one).min(others.min(world.bands.men[other.row()]));
            lose(world, event, other, on_other);
            dead - on_other
        }
        None => dead,
    };
    lose(world, event, one, split.min(there));
}

fn lose(world: &mut World, event: &mut Event, band: Band, dead: u32) {
    let owner = world.bands.owner[band.row()];
    world.bands.lose(band, dead);
    world.harm.fighters[event.zone][Holder::of(owner) as usize] += dead;
    if owner == Actor::Russia {
        event.russian_dead += dead;
        world.harm.russians += dead;
    }
}

fn kill(world: &mut World, event: &mut Event, perpetrator: Perpetrator, dead: u32) {
    event.civilian_dead += dead;
    world.harm.civilians[event.zone][perpetrator as usize] += dead;
}

fn void(event: &mut Event) {
    event.void = true;
}

/// Whether a band is one that a town's holder keeps there.
pub(super) fn holds(world: &World, row: usize, town: usize) -> bool {
    world.bands.kind[row] == Kind::Garrison && world.bands.town[row] as usize == town
}
