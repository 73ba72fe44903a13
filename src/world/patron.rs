//! The Russian force as the other mechanisms see it: set by the provider, moved by interventions.

/// State of the force beyond its men, who are in [`Bands`](super::Bands).
#[derive(Clone, Debug, Default)]
pub struct Patron {
    /// 0 Wagner, 1 Africa Corps: what the provider's parameters are taken from.
    pub provider: usize,
    /// Shares of the force's time; with mines and slack they sum to 1.
    pub offence: f64,
    pub guard: f64,
    pub training: f64,
    pub escort: f64,
    /// What is left of each channel of the force's effect, 1 while in place.
    pub channels: Channels,
    /// Men in the country [men].
    pub men: f64,
    /// Men that the path has before withdrawals [men]: the guard, the trainers and the airmen are counted from these,
    /// each times its channel.
    pub reference_men: f64,
    /// Multipliers of the provider in place.
    pub combat: f64,
    pub collateral: f64,
    pub coordination: f64,
    pub air_support: f64,
    pub monitoring: f64,
    /// Share of the force's time that goes into its task, mines included; the rest is slack and rents.
    pub effort: f64,
    /// Share of the force bound to mines.
    pub mines: f64,
    /// Instructors of another patron who stands in after a rupture.
    pub instructors: f64,
    /// What interventions hold: the contract leaves it alone.
    pub held: Held,
    /// Its bands, the same number a zone.
    pub detachments: Vec<super::Band>,
    /// Men by week before withdrawals.
    pub path: Vec<f64>,
    pub withdrawals: Vec<Departure>,
    pub deployments: Vec<Arrival>,
}

/// Fields of the bargain that an intervention has taken in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub men: bool,
    pub posture: bool,
    pub provider: bool,
    pub fee: bool,
}

/// A force, or parts of what it does, leaves in equal steps.
#[derive(Clone, Copy, Debug)]
pub struct Departure {
    pub week: u32,
    pub over: u32,
    pub channels: Gone,
}

impl Departure {
    /// Share that is gone at the end of this week.
    pub fn progress(&self, week: u32) -> f64 {
        steps(self.week, self.over, week)
    }
}

/// Which channels end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gone {
    pub combat: bool,
    pub guard: bool,
    pub training: bool,
    pub air_support: bool,
    pub expectations: bool,
}

/// Men who come in equal steps.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    pub week: u32,
    pub over: u32,
    pub men: f64,
}

impl Arrival {
    pub fn progress(&self, week: u32) -> f64 {
        steps(self.week, self.over, week)
    }
}

/// Share of `over` equal steps done at the end of a week.
pub fn steps(first: u32, over: u32, week: u32) -> f64 {
    if week < first { 0.0 } else { (f64::from(week - first + 1) / f64::from(over.max(1))).min(1.0) }
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

impl Default for Channels {
    fn default() -> Self {
        Self::FULL
    }
}
