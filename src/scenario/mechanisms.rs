//! Which mechanisms run, and in which variant.

use serde::Serialize;

/// A mechanism runs or stands still.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    #[default]
    On,
    Off,
}

impl Switch {
    pub fn is_on(self) -> bool {
        self == Switch::On
    }
}

/// Where the Russian force's men and posture come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// A dated path, moved by interventions only.
    #[default]
    Imposed,
    /// No Russian force at all.
    Off,
}

/// `[mechanisms]`: the six of this version, and the provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mechanisms {
    pub combat: Switch,
    pub events: Switch,
    pub civilians: Switch,
    pub fuel: Switch,
    pub finance: Switch,
    pub regime: Switch,
    pub provider: Provider,
}

impl Mechanisms {
    /// Mechanisms that can be switched, in the order of a week.
    pub const NAMES: [&str; 6] = ["events", "combat", "fuel", "finance", "civilians", "regime"];

    /// Mechanisms of the whole model that this version does not have.
    pub const LATER: [&str; 6] = ["contract", "agency", "kremlin", "alliances", "region", "influence"];

    /// The switch of a mechanism by its name in the file.
    pub fn switch(&mut self, name: &str) -> Option<&mut Switch> {
        match name {
            "combat" => Some(&mut self.combat),
            "events" => Some(&mut self.events),
            "civilians" => Some(&mut self.civilians),
            "fuel" => Some(&mut self.fuel),
            "finance" => Some(&mut self.finance),
            "regime" => Some(&mut self.regime),
            _ => None,
        }
    }
}
