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
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// The contract between junta and Kremlin, and the provider's effort.
    #[default]
    Contract,
    /// A dated path, moved by interventions only.
    Imposed,
    /// No Russian force at all.
    Off,
}

/// What Bamako pays with; off: the terms of the start stand for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contract {
    /// Mostly cash, as in Mali.
    #[default]
    Cash,
    /// Mostly mines, as in the Central African Republic.
    Concession,
    Off,
}

/// What keeps a promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Commitment {
    /// Only that keeping it is worth more than breaking it.
    #[default]
    SelfEnforcing,
    /// A court that does not exist: the theoretical benchmark.
    Enforceable,
}

/// What a cut by the Kremlin takes; off: the provider does as it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agency {
    /// The same men at a lower posture.
    #[default]
    ReBranding,
    /// Fewer men.
    Vacuum,
    Off,
}

/// Who decides in Moscow; off: the war load stays, nobody tires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kremlin {
    /// Defence ministry, military intelligence, foreign ministry and economic agencies vote.
    #[default]
    Factional,
    /// One person.
    Unitary,
    Off,
}

/// `[mechanisms]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mechanisms {
    pub combat: Switch,
    pub events: Switch,
    pub civilians: Switch,
    pub fuel: Switch,
    pub finance: Switch,
    pub regime: Switch,
    pub provider: Provider,
    pub contract: Contract,
    pub commitment: Commitment,
    pub agency: Agency,
    pub kremlin: Kremlin,
    pub influence: Switch,
}

/// The words that a key of `[mechanisms]` takes, and what each sets.
pub type Words = &'static [(&'static str, fn(&mut Mechanisms))];

impl Mechanisms {
    /// Mechanisms that can be switched off, in the order of a week.
    pub const NAMES: [&str; 10] = [
        "kremlin",
        "finance",
        "contract",
        "influence",
        "agency",
        "events",
        "combat",
        "fuel",
        "civilians",
        "regime",
    ];

    /// Mechanisms of the whole model that this version does not have.
    pub const LATER: [&str; 2] = ["alliances", "region"];

    /// Keys of `[mechanisms]`.
    pub const KEYS: [(&str, Words); 12] = [
        (
            "kremlin",
            &[
                ("factional", |m| m.kremlin = Kremlin::Factional),
                ("unitary", |m| m.kremlin = Kremlin::Unitary),
                ("off", |m| m.kremlin = Kremlin::Off),
            ],
        ),
        ("finance", &[("on", |m| m.finance = Switch::On), ("off", |m| m.finance = Switch::Off)]),
        (
            "contract",
            &[
                ("cash", |m| m.contract = Contract::Cash),
                ("concession", |m| m.contract = Contract::Concession),
                ("off", |m| m.contract = Contract::Off),
            ],
        ),
        (
            "commitment",
            &[
                ("self-enforcing", |m| m.commitment = Commitment::SelfEnforcing),
                ("enforceable", |m| m.commitment = Commitment::Enforceable),
            ],
        ),
        ("influence", &[("on", |m| m.influence = Switch::On), ("off", |m| m.influence = Switch::Off)]),
        (
            "agency",
            &[
                ("re-branding", |m| m.agency = Agency::ReBranding),
                ("vacuum", |m| m.agency = Agency::Vacuum),
                ("off", |m| m.agency = Agency::Off),
            ],
        ),
        (
            "provider",
            &[
                ("contract", |m| m.provider = Provider::Contract),
                ("imposed", |m| m.provider = Provider::Imposed),
                ("off", |m| m.provider = Provider::Off),
            ],
        ),
        ("events", &[("on", |m| m.events = Switch::On), ("off", |m| m.events = Switch::Off)]),
        ("combat", &[("on", |m| m.combat = Switch::On), ("off", |m| m.combat = Switch::Off)]),
        ("fuel", &[("on", |m| m.fuel = Switch::On), ("off", |m| m.fuel = Switch::Off)]),
        ("civilians", &[("on", |m| m.civilians = Switch::On), ("off", |m| m.civilians = Switch::Off)]),
        ("regime", &[("on", |m| m.regime = Switch::On), ("off", |m| m.regime = Switch::Off)]),
    ];

    /// The words of a key.
    pub fn words(key: &str) -> Option<Words> {
        Self::KEYS.iter().find(|(name, _)| *name == key).map(|(_, words)| *words)
    }

    /// This with one mechanism off; as it is where there is no such mechanism.
    pub fn without(mut self, name: &str) -> Self {
        let words = Self::words(name).into_iter().flatten();
        for (_, set) in words.filter(|(word, _)| *word == "off") {
            set(&mut self);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mechanism_can_be_switched_off_and_its_first_word_is_the_usual_one() {
        for name in Mechanisms::NAMES {
            assert_ne!(Mechanisms::default().without(name), Mechanisms::default(), "{name}");
        }
        let mut usual = Mechanisms::default();
        Mechanisms::KEYS.iter().for_each(|(_, words)| words[0].1(&mut usual));
        assert_eq!(usual, Mechanisms::default());
    }
}
