//! State, as columns.
//!
//! Each kind of thing has its file; ids are newtypes or small enums; rows stay for a whole replicate. What is
//! conserved is moved by methods of its owner: men by [`Bands`], persons by [`Persons`], litres by [`Fuel`], francs
//! by [`Treasury`].

mod bands;
mod contract;
mod elites;
mod fuel;
mod harm;
mod kremlin;
mod muster;
mod patron;
mod persons;
mod regime;
mod treasury;
mod zones;

pub use crate::geography::{Actor, Holder};
pub use bands::{Band, Bands, Kind};
pub use contract::*;
pub use elites::*;
pub use fuel::*;
pub use harm::{Harm, Perpetrator};
pub use kremlin::*;
pub use muster::{Group, Muster};
pub use patron::*;
pub use persons::{Persons, Side};
pub use regime::*;
pub use treasury::*;
pub use zones::{Towns, Zones};

use crate::units::Calendar;
use jiff::civil::Date;

/// One event of the branching process, before it is fought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Birth {
    pub day: f64,
    pub zone: usize,
    pub channel: usize,
    /// Order among the week's events of its zone and channel.
    pub number: u32,
}

/// All that changes during a replicate.
pub struct World {
    pub week: u32,
    pub calendar: Calendar,
    pub zones: Zones,
    pub towns: Towns,
    pub bands: Bands,
    pub persons: Persons,
    pub fuel: Fuel,
    pub treasury: Treasury,
    pub regime: Regime,
    pub patron: Patron,
    pub contract: Contract,
    pub kremlin: Kremlin,
    pub elites: Elites,
    pub outside: Outside,
    pub army: Army,
    /// Who stood where when this week's fights began.
    pub muster: Muster,
    pub excitation: Excitation,
    /// Room for the rules to work in, kept between weeks.
    pub sizes: Vec<u32>,
    pub rows: Vec<u32>,
    pub births: Vec<Birth>,
    pub background: Vec<[f64; Channel::DRAWN.len()]>,
    /// This week's violent events, as drawn and then as settled.
    pub events: Vec<Event>,
    /// This week's dead.
    pub harm: Harm,
}

/// The Malian army's state beyond its men.
#[derive(Clone, Copy, Debug)]
pub struct Army {
    /// Fighting quality relative to an untrained army; 1 without training.
    pub quality: f64,
}

/// Memory of past events: expected offspring per day by zone and channel, and the calm that insurgents' own killings
/// leave behind.
#[derive(Clone, Debug, Default)]
pub struct Excitation {
    pub intensity: Vec<[f64; Channel::DRAWN.len()]>,
    /// Opportunity by zone and channel at the start, to which the base rates refer.
    pub reference: Vec<[f64; Channel::DRAWN.len()]>,
    /// Base rate [events/day] by zone and channel, without excitation.
    pub base: Vec<[f64; Channel::DRAWN.len()]>,
    /// Events withheld this week by zone, after insurgents killed civilians.
    pub calm: Vec<f64>,
}

/// Paths that the model takes as given.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// Gold [$/oz].
    pub gold_price: f64,
    /// Brent [$/bbl].
    pub oil_price: f64,
    /// Openness of the Algerian border, 0–1.
    pub algeria: f64,
    /// Share of trade that sanctions cut, 0–1.
    pub sanctions: f64,
    /// Mobility of the season: 1 dry, `combat.rain` in the rains.
    pub mobility: f64,
    /// Times of collateral harm by the state and by the Russians, moved by interventions.
    pub state_collateral: f64,
    pub russia_collateral: f64,
    /// The war's past against 2025 [log odds], whether it is given (no jumps), and what interventions add to the load.
    pub war_past: f64,
    pub war_given: bool,
    pub war_change: f64,
    /// Added to the state's intelligence level by a partner.
    pub intelligence: f64,
    /// Foreign missions that interventions send or withdraw.
    pub missions: Vec<Mission>,
    /// The JNIM–FLA coordination and the JNIM–ISSP hostility in force, 0–1.
    pub jnim_fla: f64,
    pub jnim_issp: f64,
}

/// A foreign mission that comes in equal steps (`men` more), or leaves (none).
#[derive(Clone, Copy, Debug)]
pub struct Mission {
    pub actor: Actor,
    pub week: u32,
    pub over: u32,
    pub men: Option<f64>,
}

/// One violent event: when, where, who against whom, what kind; then what it cost.
#[derive(Clone, Debug)]
pub struct Event {
    /// Days into the week.
    pub day: f64,
    pub zone: usize,
    pub channel: Channel,
    /// Order among this zone's and channel's events of the week: part of the address of its luck.
    pub number: u32,
    pub attacker: Option<Actor>,
    pub defender: Option<Actor>,
    pub attacker_men: u32,
    pub defender_men: u32,
    pub attacker_dead: u32,
    pub defender_dead: u32,
    /// Russians among the dead of either side.
    pub russian_dead: u32,
    pub civilian_dead: u32,
    /// Town whose holder changed.
    pub taken: Option<usize>,
    /// No band on one of the sides: nothing happened.
    pub void: bool,
}

impl Event {
    /// An event that has not been fought yet.
    pub fn new(zone: usize, channel: Channel, number: u32) -> Self {
        Self {
            day: 0.0,
            zone,
            channel,
            number,
            attacker: None,
            defender: None,
            attacker_men: 0,
            defender_men: 0,
            attacker_dead: 0,
            defender_dead: 0,
            russian_dead: 0,
            civilian_dead: 0,
            taken: None,
            void: false,
        }
    }
}

impl World {
    /// A world without anything in it.
    pub fn empty(start: Date) -> Self {
        Self {
            week: 0,
            calendar: Calendar { start },
            zones: Zones::default(),
            towns: Towns::default(),
            bands: Bands::default(),
            persons: Persons::default(),
            fuel: Fuel::default(),
            treasury: Treasury::default(),
            regime: Regime::default(),
            patron: Patron::default(),
            contract: Contract::default(),
            kremlin: Kremlin::default(),
            elites: Elites::default(),
            outside: Outside::default(),
            army: Army { quality: 1.0 },
            muster: Muster::default(),
            excitation: Excitation::default(),
            sizes: Vec::new(),
            rows: Vec::new(),
            births: Vec::new(),
            background: Vec::new(),
            events: Vec::new(),
            harm: Harm::default(),
        }
    }

    /// Empties what a replicate fills and keeps the columns' memory.
    pub fn clear(&mut self, start: Date) {
        self.week = 0;
        self.calendar = Calendar { start };
        self.bands.clear();
        self.patron = Patron { path: std::mem::take(&mut self.patron.path), ..Patron::default() };
        self.contract = Contract { moves: std::mem::take(&mut self.contract.moves), ..Contract::default() };
        self.contract.moves.clear();
        self.kremlin = Kremlin::default();
        self.army = Army { quality: 1.0 };
        self.outside = Outside::default();
        self.fuel = Fuel::default();
        self.treasury = Treasury::default();
        self.regime = Regime::default();
        self.events.clear();
    }

    /// Whether the peace accord of 2015 holds: while MINUSMA is in the country.
    pub fn accord_holds(&self) -> bool {
        self.bands.men_of(Actor::Minusma) > 0
    }

    /// The same in a zone.
    pub fn accord_holds_in(&self, zone: usize) -> bool {
        self.muster
            .rows(zone, Group::Partner)
            .iter()
            .any(|&r| self.bands.owner[r as usize] == Actor::Minusma && self.bands.men[r as usize] > 0)
    }
}

/// Kinds of violent event by who acts on whom: the types of the branching process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Channel {
    JnimAmbush,
    JnimAssault,
    StateOperation,
    StateStrike,
    IsspAttack,
    FlaAttack,
    JnimIssp,
    MilitiaClash,
    JnimOnesided,
    IsspOnesided,
    StateOnesided,
    MilitiaOnesided,
    CapitalRaid,
    March,
    Convoy,
}

impl Channel {
    /// The channels that the branching process draws; the rest are decided.
    pub const DRAWN: [Channel; 12] = [
        Channel::JnimAmbush,
        Channel::JnimAssault,
        Channel::StateOperation,
        Channel::StateStrike,
        Channel::IsspAttack,
        Channel::FlaAttack,
        Channel::JnimIssp,
        Channel::MilitiaClash,
        Channel::JnimOnesided,
        Channel::IsspOnesided,
        Channel::StateOnesided,
        Channel::MilitiaOnesided,
    ];

    pub fn key(self) -> &'static str {
        [
            "jnim_ambush",
            "jnim_assault",
            "state_operation",
            "state_strike",
            "issp_attack",
            "fla_attack",
            "jnim_issp",
            "militia_clash",
            "jnim_onesided",
            "issp_onesided",
            "state_onesided",
            "militia_onesided",
            "capital_raid",
            "march",
            "convoy",
        ][self as usize]
    }
}
