//! The initial states: ledgers of what was there on the dates at which a run can start.

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::{Ledger, embedded};

const STARTS: [Date; 3] = [date(2021, 12, 6), date(2025, 6, 2), date(2025, 11, 17)];

const TABLES: [&str; 3] = [
    include_str!("../../data/initial/2021-12-06.csv"),
    include_str!("../../data/initial/2025-06-02.csv"),
    include_str!("../../data/initial/2025-11-17.csv"),
];

/// The dates at which a run can start, all Mondays.
pub fn starts() -> &'static [Date] {
    &STARTS
}

/// The state of the world on a start date; none for another date.
pub fn initial(start: Date) -> Option<&'static Ledger> {
    static LEDGERS: [OnceLock<Ledger>; 3] = [const { OnceLock::new() }; 3];
    let at = STARTS.iter().position(|date| *date == start)?;
    Some(LEDGERS[at].get_or_init(|| embedded(TABLES[at])))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    #[test]
    fn every_start_is_a_monday_and_has_a_state() {
        for &start in starts() {
            assert_eq!(start.weekday(), Weekday::Monday);
            assert!(!initial(start).unwrap().is_empty());
        }
        assert!(initial(date(2025, 6, 3)).is_none());
    }

    #[test]
    fn every_row_of_a_state_says_its_unit_source_and_meaning_and_keeps_near_its_quantiles() {
        for &start in starts() {
            for row in initial(start).unwrap().iter() {
                assert!(
                    !row.unit.is_empty() && !row.source.is_empty() && !row.meaning.is_empty(),
                    "{}",
                    row.path
                );
                let misfit = row.prior.misfit([row.low, row.central, row.high]);
                assert!(misfit < 0.06, "{start} {}: {misfit}", row.path);
            }
        }
    }

    #[test]
    fn the_shares_of_every_state_add_up_to_one() {
        for &start in starts() {
            let state = initial(start).unwrap();
            for k in 1..20 {
                let values = state.draw(&state.priors(), |_| f64::from(k) / 20.0);
                let sum: f64 = state
                    .iter()
                    .filter(|row| row.group.as_deref() == Some("men.fama"))
                    .map(|row| values.get(&row.path))
                    .sum();
                assert!((sum - 1.0).abs() < 1e-12, "{start}: {sum}");
            }
        }
    }
}
