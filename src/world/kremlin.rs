//! What the Kremlin has on its mind: the war, the losses, the promises.

/// The Kremlin's attention and fatigue.
#[derive(Clone, Debug, Default)]
pub struct Kremlin {
    /// λ: share of mobile capacity that the war ties down, 0–0.99.
    pub war_load: f64,
    /// Its deviation from the mean in log-odds, and the regime it is in.
    pub deviation: f64,
    pub phase: Phase,
    /// F: fatigue, 0 when rested; raises the cost of a man and lowers the worth of presence.
    pub fatigue: f64,
    /// Cost of a man now [k$/month] and worth of presence now [m$/month].
    pub cost_per_man: f64,
    pub presence_value: f64,
    /// What presence is worth beyond P08, revealed by the contract that stands on the first day [m$-eq/month].
    pub attachment: f64,
    /// Russians killed in the current four weeks, week by week, and a smoothed monthly number.
    pub dead: [u32; 4],
    pub dead_month: f64,
    /// Believed losses of a man exposed for a month [per month].
    pub loss_rate: f64,
    /// What deniability of a private force is worth, as a share of its first worth: 0 after a mutiny.
    pub deniability: f64,
    /// Aid in kind promised and delivered since the start [ML of fuel].
    pub pledged: f64,
    pub delivered: f64,
}

/// Regime of the war load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Attrition,
    Escalation,
    Ceasefire,
}

impl Phase {
    pub fn key(self) -> &'static str {
        ["attrition", "escalation", "ceasefire"][self as usize]
    }
}
