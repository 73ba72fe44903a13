//! State, as columns.
//!
//! Each kind of thing has its file; ids are newtypes or small enums; rows stay for a whole replicate. What is
//! conserved is moved by methods of its owner: men by [`Bands`], persons by [`Persons`], litres by [`Fuel`], francs
//! by [`Treasury`].

mod bands;
mod fuel;
mod harm;
mod persons;
mod regime;
mod treasury;
mod zones;

pub use bands::{Band, Bands, Kind};
pub use fuel::*;
pub use harm::{Harm, Perpetrator};
pub use persons::{Persons, Side};
pub use regime::*;
pub use treasury::*;
pub use zones::{Holder, Towns, Zones};

use crate::units::Calendar;

/// An organised actor that bears arms. Principals (junta, Kremlin) act through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Actor {
    Fama,
    Russia,
    Jnim,
    Issp,
    Fla,
    Gatia,
    DanNa,
    Dozo,
    Aes,
    Barkhane,
    Minusma,
}

impl Actor {
    pub const ALL: [Actor; 11] = [
        Actor::Fama,
        Actor::Russia,
        Actor::Jnim,
        Actor::Issp,
        Actor::Fla,
        Actor::Gatia,
        Actor::DanNa,
        Actor::Dozo,
        Actor::Aes,
        Actor::Barkhane,
        Actor::Minusma,
    ];
    pub const COUNT: usize = Self::ALL.len();

    /// The key in data files and scenarios.
    pub fn key(self) -> &'static str {
        ["fama", "russia", "jnim", "issp", "fla", "gatia", "dan_na", "dozo", "aes", "barkhane", "minusma"]
            [self as usize]
    }

    /// For whom its presence counts as control.
    pub fn side(self) -> Holder {
        match self {
            Actor::Fama | Actor::Russia | Actor::Aes | Actor::Barkhane | Actor::Minusma => Holder::State,
            Actor::Jnim => Holder::Jnim,
            Actor::Issp => Holder::Issp,
            Actor::Fla => Holder::Fla,
            Actor::Gatia | Actor::DanNa | Actor::Dozo => Holder::Militia,
        }
    }

    pub fn is_insurgent(self) -> bool {
        matches!(self, Actor::Jnim | Actor::Issp | Actor::Fla)
    }
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
    pub outside: Outside,
    /// This week's violent events, as drawn and then as settled.
    pub events: Vec<Event>,
    /// This week's dead.
    pub harm: Harm,
}

/// The Russian force as the other mechanisms see it: set by the provider path, moved by interventions.
#[derive(Clone, Debug)]
pub struct Patron {
    /// 0 Wagner, 1 Africa Corps: what the provider's parameters are taken from.
    pub provider: usize,
    /// Shares of effort that sum to 1 while a force is there.
    pub offence: f64,
    pub guard: f64,
    pub training: f64,
    pub escort: f64,
    /// What is left of each channel of the force's effect, 1 while in place: a withdrawal moves them together
    /// unless told otherwise.
    pub channels: Channels,
    /// Men in the country [men].
    pub men: f64,
    /// Men at the reference date from which the channels are counted [men].
    pub reference_men: f64,
    /// Force, multipliers of the provider in place.
    pub combat: f64,
    pub collateral: f64,
    pub coordination: f64,
    pub air_support: f64,
    pub monitoring: f64,
}

/// The channels through which a foreign force matters, each as a share of what it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Channels {
    /// Fighting men.
    pub combat: f64,
    /// Protection of the regime and of the capital.
    pub guard: f64,
    /// Training of the army.
    pub training: f64,
    /// Air support and drones.
    pub air_support: f64,
    /// What elites, rebels and hauliers believe of the patron's commitment.
    pub expectations: f64,
}

impl Channels {
    pub const FULL: Channels =
        Channels { combat: 1.0, guard: 1.0, training: 1.0, air_support: 1.0, expectations: 1.0 };
}

/// Paths that the model takes as given.
#[derive(Clone, Debug)]
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
    /// Added to the state's intelligence level by a partner.
    pub intelligence: f64,
    /// The JNIM–FLA coordination and the JNIM–ISSP hostility in force, 0–1.
    pub jnim_fla: f64,
    pub jnim_issp: f64,
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
