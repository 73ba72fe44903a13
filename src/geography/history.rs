//! Dated inputs of the years 2021 to 2025: what happened from outside, and is imposed when history is run again.
//!
//! | series | between its dates | before the first | after the last |
//! |---|---|---|---|
//! | men of foreign missions, by zone | steps: bases close on a day | as on the first | as on the last |
//! | men of the Russian force | linear: build-ups take months | as on the first | as on the last |
//! | its name and posture | steps | as on the first | as on the last |
//! | measures (sanctions, borders, the ban) | stand from a day to a day, both included | do not stand | do not stand |
//!
//! Numbers of men are known with a range, [`Range`].

use std::sync::OnceLock;

use jiff::civil::Date;

use super::actor::Actor;
use super::place::ZoneId;
use super::table::{Row, Table, TableFault};

/// A number known by its 5, 50 and 95 % points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// 5 % point.
    pub low: f64,
    /// Median.
    pub central: f64,
    /// 95 % point.
    pub high: f64,
}

impl Range {
    /// The value at probability `u`, linear between the three points and flat beyond them.
    pub fn quantile(self, u: f64) -> f64 {
        let x = ((u - 0.5) / 0.45).clamp(-1.0, 1.0);
        self.central + x * if x < 0.0 { self.central - self.low } else { self.high - self.central }
    }

    fn between(self, next: Self, t: f64) -> Self {
        let line = |a: f64, b: f64| a + t * (b - a);
        Self {
            low: line(self.low, next.low),
            central: line(self.central, next.central),
            high: line(self.high, next.high),
        }
    }

    fn read(row: Row<'_>) -> Result<Self, TableFault> {
        Ok(Self { low: row.get("low")?, central: row.get("central")?, high: row.get("high")? })
    }
}

/// Who provides security for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// The private company, to June 2025.
    Wagner,
    /// The ministry's corps, since.
    AfricaCorps,
}

/// The Russian force on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProviderState {
    /// Under which name.
    pub provider: Provider,
    /// Men in Mali.
    pub men: Range,
    /// Offensive posture, 1 as Wagner's.
    pub posture: f64,
}

/// What a measure is worth while it stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// A number.
    Number(f64),
    /// The parameter of this path.
    Parameter(String),
}

/// Something imposed from one day to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name, as in `ecowas_sanctions`.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What it is worth.
    pub worth: Worth,
    /// Where this is from.
    pub source: String,
}

#[derive(Clone, Debug)]
struct Posting {
    date: Date,
    actor: Actor,
    zone: ZoneId,
    men: Range,
}

/// The dated inputs.
#[derive(Clone, Debug)]
pub struct History {
    postings: Vec<Posting>,
    provider: Vec<(Date, ProviderState)>,
    /// Sanctions, borders and bans.
    pub measures: Vec<Measure>,
}

/// The dated inputs as the program's own data have them.
pub fn history() -> &'static History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    HISTORY.get_or_init(|| History::read().expect("the tables in data/history/ are read in the tests"))
}

impl History {
    fn read() -> Result<Self, TableFault> {
        let missions =
            Table::parse("data/history/missions.csv", include_str!("../../data/history/missions.csv"))?;
        let provider =
            Table::parse("data/history/provider.csv", include_str!("../../data/history/provider.csv"))?;
        let measures =
            Table::parse("data/history/measures.csv", include_str!("../../data/history/measures.csv"))?;
        Ok(Self {
            postings: missions.rows().map(posting).collect::<Result<_, _>>()?,
            provider: provider.rows().map(provider_state).collect::<Result<_, _>>()?,
            measures: measures.rows().map(measure).collect::<Result<_, _>>()?,
        })
    }

    /// Men of a foreign mission in a zone on a day; none for actors that are no mission.
    pub fn mission(&self, actor: Actor, zone: ZoneId, day: Date) -> Range {
        let mut of_zone =
            self.postings.iter().filter(|posting| posting.actor == actor && posting.zone == zone);
        let none = Range { low: 0.0, central: 0.0, high: 0.0 };
        let Some(first) = of_zone.next() else { return none };
        of_zone.take_while(|posting| posting.date <= day).last().unwrap_or(first).men
    }

    /// The Russian force on a day.
    pub fn provider(&self, day: Date) -> ProviderState {
        let next = self.provider.partition_point(|&(date, _)| date <= day);
        let (since, state) = self.provider[next.saturating_sub(1)];
        match self.provider.get(next) {
            Some(&(until, then)) if next > 0 => {
                let t = days(since, day) / days(since, until);
                ProviderState { men: state.men.between(then.men, t), ..state }
            }
            _ => state,
        }
    }

    /// What a measure is worth on a day, if it stands.
    pub fn measure(&self, name: &str, day: Date) -> Option<&Worth> {
        let stands = |measure: &&Measure| measure.name == name && measure.from <= day && day <= measure.to;
        self.measures.iter().find(stands).map(|measure| &measure.worth)
    }
}

/// Days from one date to another.
fn days(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days())
}

fn posting(row: Row<'_>) -> Result<Posting, TableFault> {
    let (actor, zone) = (row.text("actor")?, row.text("zone")?);
    Ok(Posting {
        date: row.get("date")?,
        actor: Actor::from_id(actor).ok_or_else(|| row.fault(format!("no actor \"{actor}\"")))?,
        zone: super::mali().zone(zone).ok_or_else(|| row.fault(format!("no zone \"{zone}\"")))?,
        men: Range::read(row)?,
    })
}

fn provider_state(row: Row<'_>) -> Result<(Date, ProviderState), TableFault> {
    let provider = match row.text("provider")? {
        "wagner" => Provider::Wagner,
        "africa_corps" => Provider::AfricaCorps,
        other => return Err(row.fault(format!("no provider \"{other}\""))),
    };
    let state = ProviderState { provider, men: Range::read(row)?, posture: row.get("posture")? };
    Ok((row.get("date")?, state))
}

fn measure(row: Row<'_>) -> Result<Measure, TableFault> {
    let worth = match row.text("value")?.strip_prefix("parameter:") {
        Some(path) => Worth::Parameter(path.into()),
        None => Worth::Number(row.get("value")?),
    };
    Ok(Measure {
        name: row.get("measure")?,
        from: row.get("from")?,
        to: row.get("to")?,
        worth,
        source: row.get("source")?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::mali;
    use super::*;

    fn total(actor: Actor, day: Date) -> f64 {
        ZoneId::all().map(|zone| history().mission(actor, zone, day).central).sum()
    }

    #[test]
    fn the_french_leave_by_mid_august_2022_and_the_united_nations_by_the_end_of_2023() {
        assert_eq!(total(Actor::Barkhane, date(2021, 12, 6)), 2400.0);
        assert!(total(Actor::Barkhane, date(2022, 8, 14)) > 0.0);
        assert_eq!(total(Actor::Barkhane, date(2022, 8, 15)), 0.0);
        assert_eq!(total(Actor::Minusma, date(2023, 7, 1)), 13_000.0);
        assert!(total(Actor::Minusma, date(2023, 12, 30)) > 0.0);
        assert_eq!(total(Actor::Minusma, date(2023, 12, 31)), 0.0);
        assert_eq!(total(Actor::Jnim, date(2023, 12, 31)), 0.0);
    }

    #[test]
    fn missions_never_grow() {
        for actor in [Actor::Barkhane, Actor::Minusma] {
            let mut before = f64::INFINITY;
            let mut day = date(2021, 12, 6);
            while day < date(2024, 2, 1) {
                let now = total(actor, day);
                assert!(now <= before, "{actor} on {day}");
                (before, day) = (now, day.tomorrow().unwrap());
            }
        }
    }

    #[test]
    fn the_mission_leaves_kidal_a_fortnight_before_the_town_falls() {
        let kidal = mali().zone("KID").unwrap();
        assert!(history().mission(Actor::Minusma, kidal, date(2023, 10, 30)).central > 0.0);
        assert_eq!(history().mission(Actor::Minusma, kidal, date(2023, 10, 31)).central, 0.0);
    }

    #[test]
    fn the_provider_grows_on_a_line_and_changes_its_name_but_not_its_men_in_june_2025() {
        let men = |day| history().provider(day).men.central;
        assert_eq!(men(date(2021, 12, 6)), 150.0);
        assert_eq!(men(date(2020, 1, 1)), 150.0);
        assert_eq!(men(date(2022, 6, 30)), 1000.0);
        let between = men(date(2022, 12, 31));
        assert!((between - 1200.0).abs() < 5.0, "{between}");
        let (before, after) = (history().provider(date(2025, 6, 5)), history().provider(date(2025, 6, 6)));
        assert_eq!((before.provider, after.provider), (Provider::Wagner, Provider::AfricaCorps));
        assert!((after.men.central / before.men.central - 1.0).abs() < 0.01);
        assert!(after.posture <= 0.6 * before.posture);
        assert_eq!(men(date(2027, 1, 1)), 2100.0);
    }

    #[test]
    fn measures_stand_from_their_first_to_their_last_day() {
        let sanctions = |day| history().measure("ecowas_sanctions", day).is_some();
        assert!(!sanctions(date(2022, 1, 8)) && sanctions(date(2022, 1, 9)));
        assert!(sanctions(date(2022, 7, 3)) && !sanctions(date(2022, 7, 4)));
        let border = |day| history().measure("algeria_border_open", day).cloned();
        assert_eq!(border(date(2025, 3, 31)), Some(Worth::Number(0.5)));
        assert_eq!(border(date(2025, 4, 1)), Some(Worth::Parameter("fuel.algeria_openness".into())));
        assert_eq!(border(date(2025, 11, 17)), None);
    }

    #[test]
    fn bans_on_a_corridor_name_one_that_exists() {
        for measure in &history().measures {
            assert!(measure.from <= measure.to && !measure.source.is_empty());
            if let Some(("fuel_ban", corridor)) = measure.name.split_once(':') {
                assert!(corridor == "national" || mali().corridor(corridor).is_some(), "{corridor}");
            }
        }
    }

    #[test]
    fn a_range_gives_back_its_points() {
        let range = Range { low: 1.0, central: 2.0, high: 5.0 };
        let at: Vec<f64> = [0.0, 0.05, 0.5, 0.95, 1.0].map(|u| range.quantile(u)).into();
        let known = [1.0, 1.0, 2.0, 5.0, 5.0];
        assert!(at.iter().zip(known).all(|(a, b)| (a - b).abs() < 1e-12), "{at:?}");
    }
}
