//! The pumps of Bamako: when fuel runs short, and when it comes back.

use serde::Serialize;

use super::chronicle::Week;
use super::happening::{Happening, Tell};
use super::words::{many, percent};
use crate::world::World;

/// Share of demand met at which pumps count as dry, and as filled again (expert judgement: below a twentieth nobody who
/// queues gets anything; at half most do).
const DRY: f64 = 0.05;
const FILLED: f64 = 0.5;
/// Weeks without acute shortage after which it is over.
const OVER: u32 = 2;

/// The pumps of Bamako.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "pumps", rename_all = "snake_case")]
pub enum Pumps {
    /// Acute shortage began; share of demand met.
    Short {
        met: f64,
    },
    /// It was over after so many weeks.
    Eased {
        weeks: u32,
        met: f64,
    },
    Dry,
    Filled {
        weeks: u32,
        met: f64,
    },
}

/// What was told last.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Acute weeks of the shortage that goes on, and weeks since the last of them.
    short: Option<(u32, u32)>,
    /// Weeks that the pumps have been dry.
    dry: Option<u32>,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        if world.fuel.capital < world.zones.fuel.len() {
            self.shortage(world, week);
            self.pumps(world, week);
        }
    }

    fn shortage(&mut self, world: &World, week: &mut Week) {
        let (acute, met) = (world.fuel.acute_weeks > 0, world.zones.fuel[world.fuel.capital]);
        self.short = match (self.short, acute) {
            (None, true) => {
                week.during(Happening::Pumps(Pumps::Short { met }));
                Some((1, 0))
            }
            (Some((weeks, pause)), true) => Some((weeks + pause + 1, 0)),
            (Some((weeks, pause)), false) if pause + 1 >= OVER => {
                week.during(Happening::Pumps(Pumps::Eased { weeks, met }));
                None
            }
            (Some((weeks, pause)), false) => Some((weeks, pause + 1)),
            (None, false) => None,
        };
    }

    fn pumps(&mut self, world: &World, week: &mut Week) {
        let met = world.zones.fuel[world.fuel.capital];
        self.dry = match self.dry {
            None if met < DRY => {
                week.during(Happening::Pumps(Pumps::Dry));
                Some(1)
            }
            Some(weeks) if met >= FILLED => {
                week.during(Happening::Pumps(Pumps::Filled { weeks, met }));
                None
            }
            dry => dry.map(|weeks| weeks + 1),
        };
    }
}

impl Tell for Pumps {
    fn sentence(&self) -> String {
        match self {
            Self::Short { met } => {
                format!("fuel ran acutely short: the pumps met {} of demand", percent(*met))
            }
            Self::Eased { weeks, met } => format!(
                "the acute shortage of fuel was over after {}; the pumps met {} of demand",
                many(*weeks, "week", "weeks"),
                percent(*met)
            ),
            Self::Dry => "the pumps were dry".into(),
            Self::Filled { weeks, met } => format!(
                "after {} the pumps had fuel again, {} of demand",
                many(*weeks, "week", "weeks"),
                percent(*met)
            ),
        }
    }

    fn brief(&self) -> String {
        match self {
            Self::Short { .. } => "fuel short in Bamako",
            Self::Eased { .. } => "shortage over",
            Self::Dry => "Bamako’s pumps dry",
            Self::Filled { .. } => "pumps filled",
        }
        .into()
    }

    fn weight(&self) -> f64 {
        match self {
            Self::Short { .. } => 30.0,
            Self::Eased { weeks, .. } => 20.0 + 6.0 * f64::from((*weeks).min(15)),
            Self::Dry => 110.0,
            Self::Filled { .. } => 60.0,
        }
    }

    fn place(&self) -> Option<&str> {
        Some("Bamako")
    }

    fn sort(&self) -> &'static str {
        match self {
            Self::Short { .. } => "short",
            Self::Eased { .. } => "eased",
            Self::Dry => "dry",
            Self::Filled { .. } => "filled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use jiff::civil::date;

    #[test]
    fn pumps_that_are_dry_have_nothing_to_count() {
        assert_eq!(Happening::Pumps(Pumps::Dry).text(), "Bamako: the pumps were dry.");
        let eased = Pumps::Eased { weeks: 1, met: 0.8 };
        assert!(eased.sentence().contains("after 1 week;"), "{}", eased.sentence());
    }

    /// A week's pause does not end a shortage, two do; the pumps are told apart from it.
    #[test]
    fn a_shortage_is_told_when_it_begins_and_when_it_is_over() {
        let met = [1.0, 0.4, 0.02, 0.7, 0.4, 0.8, 0.9, 0.9];
        let mut world = World::empty(date(2025, 6, 2));
        let mut watch = Watch::default();
        let told = weeks(met.len(), |week, row| {
            world.zones.fuel = vec![met[row]];
            world.fuel.acute_weeks = if met[row] < 0.6 { world.fuel.acute_weeks + 1 } else { 0 };
            watch.see(&world, week);
        });
        let lines: Vec<(u32, String)> = told.iter().map(|dated| (dated.week, dated.what.text())).collect();
        let expected = [
            (1, "Bamako: fuel ran acutely short: the pumps met 40 % of demand."),
            (2, "Bamako: the pumps were dry."),
            (3, "Bamako: after 1 week the pumps had fuel again, 70 % of demand."),
            (6, "Bamako: the acute shortage of fuel was over after 4 weeks; the pumps met 90 % of demand."),
        ];
        assert_eq!(lines, expected.map(|(week, text)| (week, text.to_string())));
    }
}
