//! The three days on which a run can start, and who held which town on each.
//!
//! The rest of an initial state (men, control, events, money) has a range and is read by the ledger from
//! `data/initial/`, one file a day; the holder of a town is known, or judged, without one.

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::actor::Holder;
use super::table::{Table, TableFault};

/// The days on which a run can start: Mondays.
pub const STARTS: [Date; 3] = [date(2021, 12, 6), date(2025, 6, 2), date(2025, 11, 17)];

/// Who holds each town on a starting day, in the order of the towns; nothing on other days.
pub fn holders(start: Date) -> Option<&'static [Holder]> {
    static HOLDERS: OnceLock<[Vec<Holder>; 3]> = OnceLock::new();
    let holders = HOLDERS.get_or_init(|| read().expect("data/initial/holders.csv is read in the tests"));
    STARTS.iter().position(|&day| day == start).map(|day| holders[day].as_slice())
}

fn read() -> Result<[Vec<Holder>; 3], TableFault> {
    let table = Table::parse("data/initial/holders.csv", include_str!("../../data/initial/holders.csv"))?;
    let mut holders = [const { Vec::new() }; 3];
    for (row, town) in table.rows().zip(&super::mali().towns) {
        if row.text("town")? != town.id {
            return Err(row.fault(format!("the towns stand in the order of data/towns.csv: \"{}\"", town.id)));
        }
        for (holders, day) in holders.iter_mut().zip(STARTS) {
            let id = row.text(&day.to_string())?;
            holders.push(Holder::from_id(id).ok_or_else(|| row.fault(format!("no holder \"{id}\"")))?);
        }
    }
    Ok(holders)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Actor, mali};
    use super::*;

    const STATES: [&str; 3] = [
        include_str!("../../data/initial/2021-12-06.csv"),
        include_str!("../../data/initial/2025-06-02.csv"),
        include_str!("../../data/initial/2025-11-17.csv"),
    ];

    fn states() -> impl Iterator<Item = Table> {
        STATES.into_iter().map(|text| Table::parse("data/initial", text).unwrap())
    }

    /// Path and median of each row.
    fn medians(state: &Table) -> BTreeMap<String, f64> {
        state.rows().map(|row| (row.get("path").unwrap(), row.get("central").unwrap())).collect()
    }

    fn national_control(state: &Table, weight: impl Fn(usize) -> f64) -> f64 {
        let medians = medians(state);
        let share = |index: usize| medians[&format!("control.{}.state", mali().zones[index].id)];
        let total: f64 = (0..mali().zones.len()).map(&weight).sum();
        (0..mali().zones.len()).map(|index| share(index) * weight(index)).sum::<f64>() / total
    }

    #[test]
    fn a_run_starts_on_a_monday() {
        for day in STARTS {
            assert_eq!(day.weekday(), jiff::civil::Weekday::Monday);
        }
    }

    #[test]
    fn every_town_has_a_holder_on_every_starting_day_and_kidal_changes_hands() {
        let kidal = mali().town("kidal").unwrap().index();
        let of = |day: usize| holders(STARTS[day]).unwrap();
        assert!((0..3).all(|day| of(day).len() == mali().towns.len()));
        assert_eq!((of(0)[kidal], of(1)[kidal]), (Holder::Fla, Holder::State));
        assert_eq!(holders(date(2022, 1, 3)), None);
    }

    #[test]
    fn quantiles_rise_within_their_bounds_and_every_row_has_a_source() {
        for state in states() {
            for row in state.rows() {
                let q: [f64; 3] = ["low", "central", "high"].map(|column| row.get(column).unwrap());
                let min: f64 = row.maybe("min").unwrap().unwrap_or(f64::NEG_INFINITY);
                let max: f64 = row.maybe("max").unwrap().unwrap_or(f64::INFINITY);
                assert!(min <= q[0] && q[0] <= q[1] && q[1] <= q[2] && q[2] <= max, "{q:?}");
                assert_eq!(q[0] == q[2], row.text("family").unwrap() == "fixed");
                for column in ["unit", "source", "confidence", "meaning"] {
                    assert!(!row.text(column).unwrap().is_empty());
                }
            }
        }
    }

    #[test]
    fn no_path_is_named_twice_and_all_three_states_say_the_same_things() {
        let names = |state: &Table| -> Vec<String> {
            medians(state).into_keys().filter(|path| path.split('.').count() < 3).collect()
        };
        for state in states() {
            assert_eq!(medians(&state).len(), state.rows().count());
            assert_eq!(names(&state), names(&states().next().unwrap()));
        }
    }

    #[test]
    fn shares_come_to_one_at_their_medians() {
        for state in states() {
            let mut sums: BTreeMap<String, f64> = BTreeMap::new();
            for row in state.rows().filter(|row| !row.text("group").unwrap().is_empty()) {
                *sums.entry(row.get("group").unwrap()).or_default() += row.get::<f64>("central").unwrap();
            }
            for (group, sum) in &sums {
                assert!((sum - 1.0).abs() < 0.02, "{group}: {sum}");
            }
            for zone in &mali().zones {
                assert!(sums.contains_key(&format!("control.{}", zone.id)));
            }
        }
    }

    #[test]
    fn every_zone_actor_and_holder_named_exists() {
        for state in states() {
            for path in medians(&state).keys() {
                let parts: Vec<&str> = path.split('.').collect();
                match parts.as_slice() {
                    ["men", actor] => assert!(Actor::from_id(actor).is_some(), "{path}"),
                    ["men", actor, zone] => {
                        assert!(Actor::from_id(actor).is_some() && mali().zone(zone).is_some(), "{path}");
                    }
                    ["control", zone, holder] => {
                        assert!(Holder::from_id(holder).is_some() && mali().zone(zone).is_some(), "{path}");
                    }
                    ["events", _, zone] => assert!(mali().zone(zone).is_some(), "{path}"),
                    _ => {}
                }
            }
        }
    }

    /// Pattern H08: about 10 to 25 points of population less from 2021 to 2025.
    #[test]
    fn the_government_controls_less_at_each_later_start() {
        let control: Vec<f64> = states()
            .map(|state| national_control(&state, |zone| f64::from(mali().zones[zone].population)))
            .collect();
        assert!(control[0] > control[1] && control[1] > control[2], "{control:?}");
        assert!((0.10..0.25).contains(&(control[0] - control[2])), "{control:?}");
    }

    /// About 100 events a month in 2021 and 150 in 2025; the mean of a lognormal is above its median.
    #[test]
    fn channels_of_events_add_up_to_the_known_totals() {
        for (state, expected) in states().zip([100.0, 145.0, 150.0]) {
            let mean = |row: super::super::table::Row<'_>| {
                let (low, high): (f64, f64) = (row.get("low").unwrap(), row.get("high").unwrap());
                let deviation = (high / low).ln() / (2.0 * 1.644_854);
                row.get::<f64>("central").unwrap() * (deviation * deviation / 2.0).exp()
            };
            let total: f64 =
                state.rows().filter(|row| row.text("unit").unwrap() == "events/month").map(mean).sum();
            assert!((total / expected - 1.0).abs() < 0.05, "{total} against {expected}");
        }
    }
}
