//! What the Kremlin has on its mind: the war in Ukraine, and its fatigue with the field.

use serde::{Serialize, Serializer};

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{decimal, percent};
use crate::world::{Phase, World};

/// Changes that are told, of the war load (share) and of fatigue.
const LOAD: f64 = 0.1;
const WEARY: f64 = 0.5;

/// The war in Ukraine as the Kremlin's attention feels it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct War {
    #[serde(serialize_with = "phase")]
    pub before: Phase,
    #[serde(serialize_with = "phase")]
    pub after: Phase,
    /// Share of mobile capacity that it ties down.
    pub load_before: f64,
    pub load_after: f64,
}

/// The Kremlin's weariness of the field, 0 when rested.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fatigue {
    pub before: f64,
    pub after: f64,
}

fn phase<S: Serializer>(phase: &Phase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(phase.key())
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    begun: bool,
    phase: Phase,
    load: f64,
    fatigue: f64,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        let kremlin = &world.kremlin;
        if !self.begun {
            (self.phase, self.load, self.fatigue) = (kremlin.phase, kremlin.war_load, kremlin.fatigue);
        }
        if kremlin.phase != self.phase || (kremlin.war_load - self.load).abs() >= LOAD {
            week.on(Happening::War(War {
                before: self.phase,
                after: kremlin.phase,
                load_before: self.load,
                load_after: kremlin.war_load,
            }));
            (self.phase, self.load) = (kremlin.phase, kremlin.war_load);
        }
        if (kremlin.fatigue - self.fatigue).abs() >= WEARY {
            let (before, after) = (self.fatigue, kremlin.fatigue);
            week.during(Happening::Fatigue(Fatigue { before, after }));
            self.fatigue = after;
        }
        self.begun = true;
    }
}

impl Tell for War {
    fn sentence(&self) -> String {
        let head = match (self.before == self.after, self.after) {
            (true, _) => "the war in Ukraine shifted",
            (_, Phase::Escalation) => "the war in Ukraine escalated",
            (_, Phase::Ceasefire) => "a ceasefire came in Ukraine",
            (_, Phase::Attrition) => "the war in Ukraine went back to attrition",
        };
        let (before, after) = (percent(self.load_before), percent(self.load_after));
        format!("{head}: it tied down {after} of Russia’s mobile forces ({before} before)")
    }

    fn brief(&self) -> String {
        match self.after {
            _ if self.before == self.after => "war load shifts",
            Phase::Escalation => "escalation in Ukraine",
            Phase::Ceasefire => "ceasefire in Ukraine",
            Phase::Attrition => "attrition in Ukraine",
        }
        .into()
    }

    fn weight(&self) -> f64 {
        if self.before == self.after { 40.0 } else { 250.0 }
    }

    fn sort(&self) -> &'static str {
        if self.before == self.after { "" } else { self.after.key() }
    }
}

impl Tell for Fatigue {
    fn sentence(&self) -> String {
        let verb = if self.after > self.before { "grew" } else { "eased" };
        let (before, after) = (decimal(self.before), decimal(self.after));
        format!("the Kremlin’s fatigue with Mali {verb} from {before} to {after} (0 is rested)")
    }

    fn brief(&self) -> String {
        format!("fatigue {}", decimal(self.after))
    }

    fn weight(&self) -> f64 {
        60.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use jiff::civil::date;

    #[test]
    fn a_phase_is_told_when_it_turns_and_not_before() {
        let mut world = World::empty(date(2025, 6, 2));
        (world.kremlin.war_load, world.kremlin.phase) = (0.9, Phase::Escalation);
        let mut watch = Watch::default();
        let told = weeks(9, |week, row| {
            match row {
                3 => world.kremlin.war_load = 0.85,
                6 => (world.kremlin.phase, world.kremlin.war_load) = (Phase::Ceasefire, 0.6),
                7 => world.kremlin.fatigue = 0.6,
                _ => (),
            }
            watch.see(&world, week);
        });
        let lines: Vec<String> = told.iter().map(|dated| dated.line()).collect();
        assert_eq!(
            lines,
            [
                "14 Jul 2025: A ceasefire came in Ukraine: it tied down 60 % of Russia’s mobile forces (90 % before).",
                "21–27 Jul 2025: The Kremlin’s fatigue with Mali grew from 0.0 to 0.6 (0 is rested)."
            ]
        );
    }
}
