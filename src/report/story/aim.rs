//! The replicate that lies nearest to a quantile of a column.
//!
//! The quantile is that of all replicates in which the column is defined (type 7, [`quantile`]); of two that are equally
//! near the one with the lower index is taken.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::record::{Record, RecordFault};
use crate::report::ReportFault;
use crate::stats::quantile::{quantile, sorted};

/// How many names are offered in the place of one that is not there.
const OFFERED: usize = 3;

/// A quantile of an outcome or of an observable, as in `deaths@p95`.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    pub column: String,
    /// Probability, 0–1.
    pub quantile: f64,
}

impl FromStr for Aim {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = "written column@p00 to column@p100, such as deaths@p95";
        let (column, place) = text.rsplit_once('@').ok_or(wanted)?;
        let percent: f64 = place.strip_prefix('p').and_then(|p| p.parse().ok()).ok_or(wanted)?;
        if column.is_empty() || !(0.0..=100.0).contains(&percent) {
            return Err(wanted.into());
        }
        Ok(Self { column: column.into(), quantile: percent / 100.0 })
    }
}

/// What an aim found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub index: u64,
    pub column: String,
    pub unit: String,
    pub quantile: f64,
    /// The quantile of all replicates, and the value of the one found.
    pub aimed: f64,
    pub value: f64,
    /// The recorded date of an observable.
    pub on: Option<Date>,
}

/// Why an aim finds nothing.
#[derive(Debug, thiserror::Error)]
pub enum AimFault {
    #[error("the record has no outcome or observable named {name:?}{}", offer(offered))]
    Unknown { name: String, offered: Vec<String> },
    #[error("{0} is one number a replicate and has no date; leave --on out")]
    NoDate(String),
    #[error("{on} is not in the run, which is recorded from {from} to {to}")]
    Outside { on: Date, from: Date, to: Date },
    #[error("no replicate has a value of {0}")]
    Nowhere(String),
    #[error(transparent)]
    Report(#[from] ReportFault),
}

impl From<RecordFault> for AimFault {
    fn from(fault: RecordFault) -> Self {
        Self::Report(fault.into())
    }
}

fn offer(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("; the nearest is {one}"),
        names => format!("; near are {}", names.join(", ")),
    }
}

/// Finds the replicate. A name that is both an outcome and an observable means the outcome, unless a date is given; of an
/// observable without a date its last value counts.
pub fn find(record: &Record, aim: &Aim, on: Option<Date>) -> Result<Found, AimFault> {
    let columns = &record.manifest().identity.columns;
    let outcome = columns.outcomes.iter().find(|column| column.name == aim.column);
    let observable = columns.observables.iter().find(|column| column.name == aim.column);
    let (values, unit, on) = match (outcome, observable, on) {
        (Some(column), _, None) => (record.outcomes(&column.name)?, &column.unit, None),
        (_, Some(column), on) => {
            let row = row(&columns.dates, on)?;
            let values = record.trajectory(&column.name)?;
            let values = values.column(row).iter().map(|&x| f64::from(x)).collect();
            (values, &column.unit, columns.dates.get(row).copied())
        }
        (Some(column), None, Some(_)) => return Err(AimFault::NoDate(column.name.clone())),
        (None, None, _) => return Err(unknown(record, &aim.column)),
    };
    let (row, aimed) = nearest(&values, aim.quantile).ok_or_else(|| AimFault::Nowhere(aim.column.clone()))?;
    Ok(Found {
        index: record.indices()[row],
        column: aim.column.clone(),
        unit: unit.clone(),
        quantile: aim.quantile,
        aimed,
        value: values[row],
        on,
    })
}

/// The recorded date whose value is known on a day: the last whose week has begun; without a day the last of all.
fn row(dates: &[Date], on: Option<Date>) -> Result<usize, AimFault> {
    let (Some(&from), Some(&to)) = (dates.first(), dates.last()) else {
        return Err(AimFault::Nowhere("anything on any date".into()));
    };
    let Some(on) = on else { return Ok(dates.len() - 1) };
    let end = to.saturating_add(6.days());
    if on < from || on > end {
        return Err(AimFault::Outside { on, from, to: end });
    }
    Ok(dates.iter().rposition(|&date| date <= on).unwrap_or(0))
}

/// The row whose value is nearest to the quantile, and the quantile.
fn nearest(values: &[f64], p: f64) -> Option<(usize, f64)> {
    let finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let aimed = quantile(&sorted(&finite), p);
    let defined = values.iter().enumerate().filter(|(_, x)| x.is_finite());
    let apart = |x: &f64| (x - aimed).abs();
    let (row, _) = defined.min_by(|a, b| apart(a.1).total_cmp(&apart(b.1)))?;
    Some((row, aimed))
}

fn unknown(record: &Record, name: &str) -> AimFault {
    let columns = &record.manifest().identity.columns;
    let names = columns.outcomes.iter().chain(&columns.observables).map(|column| column.name.as_str());
    let mut near: Vec<(f64, &str)> = names
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(similarity, _)| *similarity > 0.7)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup();
    let offered = near.into_iter().take(OFFERED).map(|(_, known)| known.to_string()).collect();
    AimFault::Unknown { name: name.into(), offered }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_aim_is_a_column_and_a_percentage() {
        let aim: Aim = "russia.influence@p05".parse().unwrap();
        assert_eq!(aim, Aim { column: "russia.influence".into(), quantile: 0.05 });
        assert_eq!("a@b@p100".parse::<Aim>().unwrap().column, "a@b");
        for wrong in ["", "deaths", "@p5", "deaths@5", "deaths@p101", "deaths@p-1", "deaths@pNaN"] {
            assert!(wrong.parse::<Aim>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_nearest_is_found_and_of_two_the_first() {
        let values = [9.0, f64::NAN, 1.0, 5.0, 5.0];
        assert_eq!(nearest(&values, 0.0), Some((2, 1.0)));
        assert_eq!(nearest(&values, 1.0), Some((0, 9.0)));
        assert_eq!(nearest(&values, 0.5), Some((3, 5.0)));
        assert_eq!(nearest(&[4.0, 2.0], 0.5), Some((0, 3.0)), "equally near");
        assert_eq!(nearest(&[f64::NAN], 0.5), None);
    }

    #[test]
    fn a_day_has_the_value_of_the_last_date_before_it() {
        let dates = [date(2025, 6, 30), date(2025, 7, 28)];
        let row = |on| row(&dates, on).map_err(|fault| fault.to_string());
        assert_eq!(row(None), Ok(1));
        assert_eq!(row(Some(date(2025, 6, 30))), Ok(0));
        assert_eq!(row(Some(date(2025, 7, 27))), Ok(0));
        assert_eq!(row(Some(date(2025, 8, 3))), Ok(1));
        let told = row(Some(date(2025, 8, 4))).unwrap_err();
        assert_eq!(told, "2025-08-04 is not in the run, which is recorded from 2025-06-30 to 2025-08-03");
    }
}
