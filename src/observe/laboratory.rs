//! Outcomes of a laboratory: what paper knows of a small made-up world, one number a replicate.
//!
//! ```text
//! left.<band>          men of the band at the end
//! wins.<band>          1 where only its owner has men at the end
//! left_if_wins.<band>  its men at the end, empty where it does not win
//! insurgent_share      insurgents over persons, mean of the second half of the run
//! events_per_day       violent events over days
//! dry_day              day on which the first zone's stock of fuel is used up, empty where it is not
//! ```

use super::Column;
use crate::units::DAYS_PER_WEEK;
use crate::world::World;

/// What is kept of a replicate while it runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watch {
    weeks: u32,
    seen: u32,
    events: f64,
    /// Sum of the insurgents' share over the second half.
    share: f64,
}

impl Watch {
    /// Begins a replicate of so many weeks.
    pub fn begin(&mut self, weeks: u32) {
        *self = Self { weeks, ..Self::default() };
    }

    /// Adds a week of a world of so many persons.
    pub fn add(&mut self, persons: u64, world: &World) {
        self.seen += 1;
        self.events += world.events.iter().filter(|event| !event.void).count() as f64;
        if self.seen > self.weeks / 2 {
            self.share += insurgents(world) as f64 / persons as f64;
        }
    }

    /// The outcomes, in the order of [`columns`], where the first rows are the bands there named.
    pub fn outcomes(&self, bands: usize, persons: u64, world: &World, out: &mut Vec<f64>) {
        for row in 0..bands {
            let men = f64::from(world.bands.men[row]);
            let wins = wins(world, row);
            out.extend([men, f64::from(u8::from(wins)), if wins { men } else { f64::NAN }]);
        }
        let second_half = self.weeks - self.weeks / 2;
        let share = self.share / f64::from(second_half.max(1));
        out.push(if persons > 0 { share } else { f64::NAN });
        out.push(self.events / (DAYS_PER_WEEK * f64::from(self.seen.max(1))));
        let dry = world.fuel.dry.first().copied().flatten();
        out.push(dry.map_or(f64::NAN, |weeks| DAYS_PER_WEEK * weeks));
    }
}

/// Names, units and meanings of the outcomes of a world with bands of these names.
pub fn columns<'b>(bands: impl IntoIterator<Item = &'b str>) -> Vec<Column> {
    let column = |name: String, unit, meaning: &str| Column { name, unit, meaning: meaning.into() };
    let mut all = Vec::new();
    for name in bands {
        all.push(column(format!("left.{name}"), "men", "men of the band at the end"));
        all.push(column(format!("wins.{name}"), "0 or 1", "only the band's owner has men at the end"));
        all.push(column(format!("left_if_wins.{name}"), "men", "its men at the end where it wins"));
    }
    all.push(column(
        "insurgent_share".into(),
        "share",
        "insurgents over persons, mean of the second half of the run",
    ));
    all.push(column("events_per_day".into(), "1/day", "violent events a day"));
    all.push(column("dry_day".into(), "days", "when the stock of fuel is used up; empty where it is not"));
    all
}

fn insurgents(world: &World) -> u64 {
    let rows = world.bands.owner.iter().zip(&world.bands.men);
    rows.filter(|(owner, _)| owner.is_insurgent()).map(|(_, &men)| u64::from(men)).sum()
}

/// Whether the row has men and nobody but its owner has.
fn wins(world: &World, row: usize) -> bool {
    let bands = &world.bands;
    let others = (0..bands.len()).filter(|&other| bands.owner[other] != bands.owner[row]);
    bands.men[row] > 0 && others.map(|other| bands.men[other]).all(|men| men == 0)
}
