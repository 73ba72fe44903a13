//! A small made-up world in place of Mali, in which one mechanism can be asked for a result that paper knows.
//!
//! It has no initial state of the country, no people as agents, no budget and no foreign force, so `[initial]` is
//! refused, and `civilians`, `finance` and `provider` must be off. Engagements and changes of parameters are the
//! interventions that it knows.

use serde::Serialize;

/// `[laboratory]`. What is not given is absent from the world: no men, no trucks, nobody at risk.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Laboratory {
    pub zones: usize,
    /// People of all zones together [persons], of whom insurgents in the field are a part.
    pub persons: u64,
    pub bands: Vec<LaboratoryBand>,
    /// By which law an engagement takes men.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law: Option<Law>,
    /// Losses that one man deals under aimed fire [1/hour]; else the attrition of combat's parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aimed: Option<f64>,
    /// Losses that one man deals by fire at an area, for each man in it [1/hour]; else combat's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<f64>,
    /// Operations of the state in each zone [1/week].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<u32>,
    /// Recruits that the insurgents gain for each bystander killed, the θ of Kress and Szechtman.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recruitment: Option<f64>,
    /// Share of fire that finds its target knowingly, the μ of Kress and Szechtman.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intelligence: Option<f64>,
    /// Events that nothing provoked, in each zone [1/day].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<f64>,
    /// Fuel in store [days of demand].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock_days: Option<f64>,
    /// Fuel that arrives, as a share of demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inflow: Option<f64>,
    /// Hazards of two ways out of office [1/week]: a coup, a takeover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hazards: Option<[f64; 2]>,
}

impl Laboratory {
    /// Its zones have numbers, from 0.
    pub fn zone_names(&self) -> Vec<String> {
        (0..self.zones).map(|zone| format!("Z{zone}")).collect()
    }
}

/// Men under arms at the start.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LaboratoryBand {
    /// By which engagements call it; its owner, where it has no name of its own.
    pub name: String,
    pub owner: &'static str,
    pub zone: usize,
    pub men: u32,
}

/// Laws of attrition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Law {
    /// Lanchester, aimed fire: losses in proportion to the enemies that fire.
    Square,
    /// Lanchester, area fire or a row of duels: losses in equal proportion.
    Linear,
    /// Deitchman: the ambushed suffer aimed fire, the ambushers area fire.
    Ambush,
}
