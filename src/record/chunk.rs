//! A chunk of replicates as two tables, and back.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use ndarray::Array2;
use parquet::errors::ParquetError;

use super::fault::RecordFault;
use super::table::{self, TableFile, Values};
use crate::ensemble::{Attempt, Columns, Fault, Replicate};

pub(super) const REPLICATES: &str = "replicates";
pub(super) const TRAJECTORIES: &str = "trajectories";

const REPLICATE: &str = "replicate";
const FAULT: &str = "fault";
const DATE: &str = "date";

/// The file of a chunk in one of the two folders.
pub(super) fn path(folder: &Path, part: &str, number: u64) -> PathBuf {
    folder.join(part).join(format!("{number:05}.parquet"))
}

/// The number of the chunk that a file name belongs to.
pub(super) fn number(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".parquet")?;
    (digits.len() >= 5 && digits.bytes().all(|digit| digit.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// Refuses columns of which two would have one name.
pub(super) fn check_names(columns: &Columns) -> Result<(), RecordFault> {
    let outcomes = columns.outcomes.iter().map(|column| &column.name);
    let observables = columns.observables.iter().map(|column| column.name.as_str());
    unique(
        [REPLICATE, FAULT].into_iter().chain(columns.parameters.iter().chain(outcomes).map(String::as_str)),
    )?;
    unique([REPLICATE, DATE].into_iter().chain(observables))
}

fn unique<'a>(mut names: impl Iterator<Item = &'a str>) -> Result<(), RecordFault> {
    let mut seen = HashSet::new();
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) => Err(RecordFault::TwiceNamed(twice.into())),
        None => Ok(()),
    }
}

/// A row a replicate: index, parameters, outcomes, fault.
pub(super) fn replicates(first: u64, attempts: &[Attempt], columns: &Columns) -> table::Columns {
    let real = |names: &mut dyn Iterator<Item = &String>, of: fn(&Replicate) -> &[f64]| -> table::Columns {
        let names = names.enumerate();
        names
            .map(|(k, name)| (name.clone(), Values::Real(attempts.iter().map(|a| value(a, of, k)).collect())))
            .collect()
    };
    let indices = (first..).take(attempts.len()).map(|index| index as i64).collect();
    let mut all = vec![(REPLICATE.to_string(), Values::Whole(indices))];
    all.extend(real(&mut columns.parameters.iter(), |replicate| &replicate.parameters));
    all.extend(real(&mut columns.outcomes.iter().map(|column| &column.name), |replicate| {
        &replicate.outcomes
    }));
    let faults = attempts.iter().map(|attempt| attempt.as_ref().err().map(ToString::to_string)).collect();
    all.push((FAULT.to_string(), Values::Text(faults)));
    all
}

/// A number of a replicate; NaN of a failed one.
fn value(attempt: &Attempt, of: fn(&Replicate) -> &[f64], k: usize) -> f64 {
    attempt.as_ref().map_or(f64::NAN, |replicate| of(replicate)[k])
}

/// A row a replicate and date: index, date, observables.
pub(super) fn trajectories(first: u64, attempts: &[Attempt], columns: &Columns) -> table::Columns {
    let dates = &columns.dates;
    let indices = (first..).take(attempts.len()).flat_map(|index| vec![index as i64; dates.len()]).collect();
    let days = attempts.iter().flat_map(|_| dates.iter().copied()).collect();
    let mut all =
        vec![(REPLICATE.to_string(), Values::Whole(indices)), (DATE.to_string(), Values::Dates(days))];
    all.extend(columns.observables.iter().enumerate().map(|(k, observable)| {
        let values = attempts.iter().flat_map(|attempt| series(attempt, k, dates));
        (observable.name.clone(), Values::Single(values.collect()))
    }));
    all
}

/// An observable of a replicate at each date; NaN of a failed one.
fn series(attempt: &Attempt, observable: usize, dates: &[Date]) -> Vec<f32> {
    match attempt {
        Ok(replicate) => replicate.trajectory.column(observable).to_vec(),
        Err(_) => vec![f32::NAN; dates.len()],
    }
}

/// A replicate has as many numbers as there are columns.
pub(super) fn check_shape(attempt: &Attempt, columns: &Columns) {
    let Ok(replicate) = attempt else { return };
    assert_eq!(replicate.parameters.len(), columns.parameters.len(), "a replicate has every parameter");
    assert_eq!(replicate.outcomes.len(), columns.outcomes.len(), "a replicate has every outcome");
    let shape = (columns.dates.len(), columns.observables.len());
    assert_eq!(replicate.trajectory.dim(), shape, "a trajectory has every date and observable");
}

/// The replicates of a chunk, from its files.
pub(super) fn read(folder: &Path, number: u64, columns: &Columns) -> Result<Vec<Attempt>, ParquetError> {
    let file = TableFile::open(&path(folder, REPLICATES, number))?;
    let faults = file.text(FAULT)?;
    let parameters = columns.parameters.iter().map(|name| file.real(name)).collect::<Result<Vec<_>, _>>()?;
    let outcomes =
        columns.outcomes.iter().map(|column| file.real(&column.name)).collect::<Result<Vec<_>, _>>()?;
    let file = TableFile::open(&path(folder, TRAJECTORIES, number))?;
    let series =
        columns.observables.iter().map(|column| file.single(&column.name)).collect::<Result<Vec<_>, _>>()?;
    let row = |columns: &[Vec<f64>], k: usize| columns.iter().map(|column| column[k]).collect();
    let dates = columns.dates.len();
    let attempt = |(k, fault): (usize, Option<String>)| match fault {
        Some(fault) => Err(Fault(fault)),
        None => Ok(Replicate {
            parameters: row(&parameters, k),
            outcomes: row(&outcomes, k),
            trajectory: Array2::from_shape_fn((dates, series.len()), |(t, s)| series[s][k * dates + t]),
        }),
    };
    Ok(faults.into_iter().enumerate().map(attempt).collect())
}

/// Faults of the replicates in a chunk, by index.
pub(super) fn faults(folder: &Path, number: u64) -> Result<Vec<(u64, String)>, ParquetError> {
    let file = TableFile::open(&path(folder, REPLICATES, number))?;
    let faults = file.whole(REPLICATE)?.into_iter().zip(file.text(FAULT)?);
    Ok(faults.filter_map(|(index, fault)| Some((index as u64, fault?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_has_the_number_that_its_name_says() {
        for chunk in [0, 7, 99_999, 123_456] {
            let path = path(Path::new("a"), REPLICATES, chunk);
            assert_eq!(number(path.file_name().unwrap().to_str().unwrap()), Some(chunk));
        }
        for other in ["mine.parquet", "00001.parquet.txt", "1.parquet", "00001", "+0001.parquet"] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
