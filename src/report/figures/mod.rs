//! The figures of a record: from its files, without a run.
//!
//! One kind a file. Each is a function of the record alone, so figures are drawn on all cores, and one observable of all
//! replicates is in memory at a time on each. What says nothing is left out: an outcome without a value, a curve that is
//! the same in all futures at all dates, a map of a country that a laboratory does not have.

mod chances;
pub(super) mod contract;
mod distributions;
pub(super) mod events;
pub(super) mod fans;
pub(super) mod map;
pub(super) mod observed;
pub(super) mod survival;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rayon::prelude::*;

pub(super) use events::words as event_words;

use super::ReportFault;
use super::subject::Subject;
use crate::plot::{Figure, PlotError};
use crate::record::Record;

type Job<'s> = Box<dyn Fn() -> Result<Option<Figure>, ReportFault> + Send + Sync + 's>;

/// Draws a record's figures into its folder and names the files.
pub fn draw(record: &Record) -> Result<Vec<PathBuf>, ReportFault> {
    write(record, &figures(record)?)
}

/// A record's figures, in the order in which they are read.
pub fn figures(record: &Record) -> Result<Vec<Figure>, ReportFault> {
    Ok(timed(record)?.into_iter().map(|(figure, _)| figure).collect())
}

/// The same, each with the time it took.
pub fn timed(record: &Record) -> Result<Vec<(Figure, Duration)>, ReportFault> {
    let subject = Subject::new(record)?;
    let draw = |job: Job| {
        let begin = Instant::now();
        Ok(job()?.map(|figure| (figure, begin.elapsed())))
    };
    let drawn: Vec<Option<(Figure, Duration)>> =
        jobs(&subject).into_par_iter().map(draw).collect::<Result<_, ReportFault>>()?;
    Ok(drawn.into_iter().flatten().collect())
}

/// Writes figures into a record's folder and names the files.
pub fn write(record: &Record, figures: &[Figure]) -> Result<Vec<PathBuf>, ReportFault> {
    let folder = record.folder().join("figures");
    std::fs::create_dir_all(&folder).map_err(|fault| PlotError::File { path: folder.clone(), fault })?;
    let written: Vec<Vec<PathBuf>> =
        figures.par_iter().map(|figure| Ok(figure.write(&folder)?)).collect::<Result<_, ReportFault>>()?;
    Ok(written.into_iter().flatten().collect())
}

/// What there is to draw, in the order in which it is read.
fn jobs<'s>(subject: &'s Subject) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job> = vec![
        Box::new(|| chances::figure(subject)),
        Box::new(|| survival::figure(subject)),
        Box::new(|| contract::figure(subject)),
        Box::new(|| map::figure(subject)),
    ];
    jobs.extend(fans::all().into_iter().map(|fan| -> Job { Box::new(move || fans::figure(subject, &fan)) }));
    jobs.extend(
        distributions::all()
            .into_iter()
            .map(|headline| -> Job { Box::new(move || distributions::figure(subject, headline)) }),
    );
    jobs
}
