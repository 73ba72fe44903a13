//! The dead of a week and of a replicate, by who killed them.

use super::{Actor, Holder};

/// Who is answerable for a civilian's death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Perpetrator {
    State,
    Russia,
    Jnim,
    Issp,
    Fla,
    Militia,
}

impl Perpetrator {
    pub const ALL: [Perpetrator; 6] = [
        Perpetrator::State,
        Perpetrator::Russia,
        Perpetrator::Jnim,
        Perpetrator::Issp,
        Perpetrator::Fla,
        Perpetrator::Militia,
    ];
    pub const COUNT: usize = 6;

    pub fn key(self) -> &'static str {
        ["state", "russia", "jnim", "issp", "fla", "militia"][self as usize]
    }

    pub fn of(actor: Actor) -> Self {
        match actor {
            Actor::Russia => Self::Russia,
            Actor::Jnim => Self::Jnim,
            Actor::Issp => Self::Issp,
            Actor::Fla => Self::Fla,
            Actor::Gatia | Actor::DanNa | Actor::Dozo => Self::Militia,
            _ => Self::State,
        }
    }
}

/// Columns over zones, emptied each week.
#[derive(Clone, Debug, Default)]
pub struct Harm {
    /// Civilians killed this week [persons], by zone and perpetrator.
    pub civilians: Vec<[u32; Perpetrator::COUNT]>,
    /// Fighters killed this week [men], by zone and side.
    pub fighters: Vec<[u32; Holder::COUNT]>,
    /// Russians among them.
    pub russians: u32,
    /// Violent events this week by zone.
    pub events: Vec<u32>,
}

impl Harm {
    pub fn new(zones: usize) -> Self {
        Self {
            civilians: vec![[0; Perpetrator::COUNT]; zones],
            fighters: vec![[0; Holder::COUNT]; zones],
            russians: 0,
            events: vec![0; zones],
        }
    }

    pub fn clear(&mut self) {
        self.civilians.fill([0; Perpetrator::COUNT]);
        self.fighters.fill([0; Holder::COUNT]);
        self.russians = 0;
        self.events.fill(0);
    }

    /// Civilians killed in a zone this week, by whomever.
    pub fn civilians_in(&self, zone: usize) -> u32 {
        self.civilians[zone].iter().sum()
    }

    pub fn fighters_in(&self, zone: usize) -> u32 {
        self.fighters[zone].iter().sum()
    }

    pub fn civilians_by(&self, perpetrator: Perpetrator) -> u32 {
        self.civilians.iter().map(|z| z[perpetrator as usize]).sum()
    }

    pub fn fighters_of(&self, side: Holder) -> u32 {
        self.fighters.iter().map(|z| z[side as usize]).sum()
    }
}
