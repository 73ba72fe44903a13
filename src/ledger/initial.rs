//! The three initial states, read as ledgers: each number with its range and source.

use super::Ledger;
use crate::geography::initial::STARTS;
use jiff::civil::Date;
use std::sync::OnceLock;

const TEXTS: [&str; 3] = [
    include_str!("../../data/initial/2021-12-06.csv"),
    include_str!("../../data/initial/2025-06-02.csv"),
    include_str!("../../data/initial/2025-11-17.csv"),
];

/// The initial state of a date; none on other days.
pub fn initial(start: Date) -> Option<&'static Ledger> {
    static LEDGERS: [OnceLock<Ledger>; 3] = [const { OnceLock::new() }; 3];
    let which = STARTS.iter().position(|&day| day == start)?;
    Some(LEDGERS[which].get_or_init(|| Ledger::parse(TEXTS[which]).expect("data/initial is read in the tests")))
}
