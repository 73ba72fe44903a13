//! Attempts at power and what came of them.

use serde::{Serialize, Serializer};

use super::chronicle::Week;
use super::happening::{ALWAYS, Happening, Tell};
use crate::world::{Cause, World};

/// Attempts at power that failed in a week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Foiled {
    pub attempts: u32,
}

/// A blow that succeeded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fall {
    #[serde(serialize_with = "key")]
    pub cause: Cause,
    /// Juntas that followed the first.
    pub cabinet: u32,
}

fn key<S: Serializer>(cause: &Cause, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(cause.key())
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    foiled: u32,
    count: [u32; Cause::COUNT],
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        let regime = &world.regime;
        if regime.foiled > self.foiled {
            week.during(Happening::Foiled(Foiled { attempts: regime.foiled - self.foiled }));
        }
        for cause in Cause::ALL {
            let times = regime.count[cause as usize] - self.count[cause as usize];
            for _ in 0..times {
                week.during(Happening::Fall(Fall { cause, cabinet: regime.cabinet }));
            }
        }
        (self.foiled, self.count) = (regime.foiled, regime.count);
    }
}

impl Tell for Foiled {
    fn sentence(&self) -> String {
        match self.attempts {
            1 => "officers tried to seize power and failed".into(),
            n => format!("officers tried to seize power {n} times and failed"),
        }
    }

    fn brief(&self) -> String {
        "foiled plot".into()
    }

    fn weight(&self) -> f64 {
        200.0
    }
}

impl Tell for Fall {
    fn sentence(&self) -> String {
        match self.cause {
            Cause::Coup => "officers outside the junta seized power; another junta took office",
            Cause::Palace => "a faction of the junta removed the rest and took over",
            Cause::Uprising => "the street brought the junta down; another took office",
            Cause::Takeover => "insurgents took Bamako: here the model’s country ends",
            Cause::Settlement => {
                "the state settled with JNIM, which ended the junta’s rule as it was: here the model’s country ends"
            }
            Cause::Decapitation => "the leader was killed; the junta went on under another",
        }
        .into()
    }

    fn brief(&self) -> String {
        match self.cause {
            Cause::Coup => "coup",
            Cause::Palace => "palace coup",
            Cause::Uprising => "uprising",
            Cause::Takeover => "Bamako falls",
            Cause::Settlement => "settlement",
            Cause::Decapitation => "leader killed",
        }
        .into()
    }

    fn weight(&self) -> f64 {
        2.0 * ALWAYS
    }

    fn sort(&self) -> &'static str {
        self.cause.key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use jiff::civil::date;

    #[test]
    fn every_blow_is_told_once_and_in_its_week() {
        let mut world = World::empty(date(2025, 6, 2));
        let mut watch = Watch::default();
        let told = weeks(4, |week, row| {
            world.regime.foiled += u32::from(row == 1);
            world.regime.count[Cause::Coup as usize] += u32::from(row == 2);
            world.regime.cabinet += u32::from(row == 2);
            watch.see(&world, week);
        });
        let lines: Vec<(u32, String)> = told.iter().map(|dated| (dated.week, dated.what.text())).collect();
        assert_eq!(
            lines,
            [
                (1, "Officers tried to seize power and failed.".into()),
                (2, "Officers outside the junta seized power; another junta took office.".into())
            ]
        );
    }

    #[test]
    fn no_cause_goes_without_words() {
        for cause in Cause::ALL {
            let fall = Fall { cause, cabinet: 1 };
            assert!(fall.sentence().len() > 30 && fall.weight() >= ALWAYS, "{}", cause.key());
        }
    }
}
