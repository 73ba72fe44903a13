//! The figures of a record: from its files, without a run.
//!
//! One kind a file. Each is a function of the record alone, so figures are drawn on all cores, and one observable of all
//! replicates is in memory at a time on each. What says nothing is left out: an outcome without a value, a curve that is
//! the same in all futures at all dates, a map of a country that a laboratory does not have.

mod chances;
mod distributions;
pub(super) mod events;
pub(super) mod fans;
mod map;
mod observed;
mod survival;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use rayon::prelude::*;

use super::ReportFault;
use super::subject::Subject;
use crate::plot::{Figure, PlotError};
use crate::record::Record;

type Job<'s> = Box<dyn Fn() -> Result<Option<Figure>, ReportFault> + Send + Sync + 's>;

/// Draws a record's figures into its folder and names the files.
pub fn draw(record: &Record) -> Result<Vec<PathBuf>, ReportFault> {
    let subject = Subject::new(record)?;
    let folder = record.folder().join("figures");
    std::fs::create_dir_all(&folder).map_err(|fault| PlotError::File { path: folder.clone(), fault })?;
    let written: Vec<Vec<PathBuf>> = jobs(&subject)
        .into_par_iter()
        .map(|job| match job()? {
            Some(figure) => Ok(figure.write(&folder)?),
            None => Ok(Vec::new()),
        })
        .collect::<Result<_, ReportFault>>()?;
    Ok(written.into_iter().flatten().collect())
}

/// What there is to draw, in the order in which it is read.
fn jobs<'s>(subject: &'s Subject) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job> = vec![
        Box::new(|| chances::figure(subject)),
        Box::new(|| survival::figure(subject)),
        Box::new(|| map::figure(subject)),
    ];
    jobs.extend(fans::all().into_iter().map(|fan| -> Job { Box::new(move || fans::figure(subject, &fan)) }));
    jobs.extend(distributions::all().into_iter().map(|(headline, title)| -> Job {
        Box::new(move || distributions::figure(subject, headline, &title))
    }));
    jobs
}
