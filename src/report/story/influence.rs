//! Russian influence and the mood of the elites.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::chronicle::Week;
use super::happening::{Dated, Happening, Tell};
use super::words::percent;
use crate::world::{Pole, World};

/// Change of the elites' mean alignment in a month that is told.
const TOLD: f64 = 0.05;

/// The largest change of the elites' mean alignment in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mood {
    #[serde(serialize_with = "pole")]
    pub pole: Pole,
    pub before: f64,
    pub after: f64,
}

/// Russian influence passed a quarter, a half or three quarters of change since the first recorded date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Influence {
    /// Quarters of the first value; negative: lost.
    pub quarters: i32,
    pub before: f64,
    pub after: f64,
}

fn pole<S: Serializer>(pole: &Pole, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(pole.key())
}

/// The elites' mean alignment when the last month closed.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    mood: Option<[f64; Pole::COUNT]>,
}

impl Watch {
    pub fn see(&mut self, world: &World, week: &mut Week) {
        if !week.closes_month || world.elites.is_empty() {
            return;
        }
        let now = world.elites.mean;
        let before = self.mood.replace(now).unwrap_or(now);
        let change = |pole: &Pole| (now[*pole as usize] - before[*pole as usize]).abs();
        let most = Pole::ALL.into_iter().max_by(|a, b| change(a).total_cmp(&change(b)));
        if let Some(pole) = most.filter(|pole| change(pole) > TOLD) {
            let (before, after) = (before[pole as usize], now[pole as usize]);
            week.during(Happening::Mood(Mood { pole, before, after }));
        }
    }
}

/// When influence had lost or gained a quarter, a half and three quarters of what it was first: of each the first date.
pub fn quarters(start: Date, dates: &[Date], values: &[f64]) -> Vec<Dated> {
    let Some(&before) = values.first().filter(|first| **first > 0.0) else { return Vec::new() };
    let mut told: Vec<i32> = Vec::new();
    let mut all = Vec::new();
    for (&date, &after) in dates.iter().zip(values).filter(|(_, value)| value.is_finite()) {
        let quarters = (4.0 * (after / before - 1.0)).trunc().clamp(-3.0, 8.0) as i32;
        if quarters != 0 && !told.contains(&quarters) {
            told.push(quarters);
            let days = start.until(date).map_or(0, |span| span.get_days());
            let week = u32::try_from(days / 7).unwrap_or_default();
            let what = Happening::Influence(Influence { quarters, before, after });
            let until = Some(date.saturating_add(6.days()));
            all.push(Dated { week, date, until, order: 7.0, first: false, what });
        }
    }
    all
}

impl Tell for Mood {
    fn sentence(&self) -> String {
        let pole = match self.pole {
            Pole::Russia => "Russia",
            Pole::West => "the West",
            Pole::East => "Türkiye, the Gulf and China",
            Pole::Alone => "self-reliance",
            Pole::Accommodation => "a settlement with JNIM",
        };
        let way = if self.after > self.before { "toward" } else { "away from" };
        let (before, after) = (percent(self.before), percent(self.after));
        format!("within a month the elites turned {way} {pole}, from {before} to {after}")
    }

    fn brief(&self) -> String {
        let way = if self.after > self.before { "toward" } else { "away from" };
        format!("elites turn {way} {}", self.pole.key())
    }

    fn weight(&self) -> f64 {
        60.0 + 1000.0 * ((self.after - self.before).abs() - TOLD)
    }

    fn sort(&self) -> &'static str {
        self.pole.key()
    }
}

impl Tell for Influence {
    fn sentence(&self) -> String {
        let verb = if self.quarters < 0 { "fallen" } else { "grown" };
        let by = match self.quarters.abs() {
            1 => "a quarter".to_string(),
            2 => "half".into(),
            3 => "three quarters".into(),
            n => percent(f64::from(n) / 4.0),
        };
        format!("Russian influence had {verb} by {by}, from {:.2} to {:.2}", self.before, self.after)
    }

    fn brief(&self) -> String {
        format!("influence {:.2}", self.after)
    }

    fn weight(&self) -> f64 {
        350.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use jiff::civil::date;

    #[test]
    fn a_mood_is_told_when_it_turned_within_a_month() {
        let mut world = World::empty(date(2025, 6, 2));
        world.elites.faction.push(0);
        world.elites.mean = [0.4, 0.1, 0.1, 0.3, 0.1];
        let mut watch = Watch::default();
        let told = weeks(9, |week, row| {
            if row == 6 {
                world.elites.mean = [0.32, 0.14, 0.14, 0.3, 0.1];
            }
            watch.see(&world, week);
        });
        let lines: Vec<String> = told.iter().map(|dated| dated.line()).collect();
        assert_eq!(
            lines,
            ["28 Jul–3 Aug 2025: Within a month the elites turned away from Russia, from 40 % to 32 %."]
        );
    }

    #[test]
    fn influence_is_told_at_each_quarter_once() {
        let start = date(2025, 6, 2);
        let dates: Vec<Date> = (0..6).map(|k| start.saturating_add((28 * k).days())).collect();
        let told = quarters(start, &dates, &[0.4, 0.35, 0.29, 0.31, 0.28, 0.1]);
        let lines: Vec<String> = told.iter().map(|dated| dated.what.text()).collect();
        assert_eq!(
            lines,
            [
                "Russian influence had fallen by a quarter, from 0.40 to 0.29.",
                "Russian influence had fallen by three quarters, from 0.40 to 0.10."
            ]
        );
        assert_eq!(told[0].week, 8);
        assert!(quarters(start, &[], &[]).is_empty());
    }
}
