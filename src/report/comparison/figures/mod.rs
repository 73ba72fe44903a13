//! The figures of a comparison, one kind a file.
//!
//! What changes most and everything that changes ([`effects`]); when each scenario parts from the baseline ([`parting`]); and of the
//! outcomes that move most the distributions ([`distributions`]).

mod distributions;
mod effects;
mod parting;
mod wording;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::ReportFault;
use super::super::headline::{Group, Measure, headlines};
use super::outcomes::{self, Outcome};
use super::{Asked, Side, Study};
use crate::plot::{Figure, PlotError};

/// Panels of the slopes, outcomes whose distributions are drawn.
const PANELS: usize = 6;
const DISTRIBUTIONS: usize = 4;

type Job<'s> = Box<dyn Fn() -> Result<Option<Figure>, ReportFault> + Send + Sync + 's>;

/// All figures, in the order in which they are read.
pub fn figures(sides: &[Side], asked: &Asked, study: &Study) -> Result<Vec<Figure>, ReportFault> {
    let drawn: Vec<Option<Figure>> =
        jobs(sides, asked, study).into_par_iter().map(|job| job()).collect::<Result<_, ReportFault>>()?;
    Ok(drawn.into_iter().flatten().collect())
}

/// Writes figures into a folder and names the files.
pub fn write(figures: &[Figure], folder: &Path) -> Result<Vec<PathBuf>, ReportFault> {
    std::fs::create_dir_all(folder).map_err(|fault| PlotError::File { path: folder.to_path_buf(), fault })?;
    let written: Vec<Vec<PathBuf>> =
        figures.par_iter().map(|figure| Ok(figure.write(folder)?)).collect::<Result<_, ReportFault>>()?;
    Ok(written.into_iter().flatten().collect())
}

fn jobs<'s>(sides: &'s [Side], asked: &Asked, study: &'s Study) -> Vec<Job<'s>> {
    let order = effects::order(study);
    let numbers = numbers(sides, asked, &order);
    let [all, shares, table] = [order.clone(), order.clone(), order];
    let mut jobs: Vec<Job> = vec![
        Box::new(move || Ok(effects::forest(study, &all, true))),
        Box::new(move || Ok(effects::forest(study, &shares, false))),
        Box::new(move || Ok(effects::heat(study, &table))),
    ];
    for contrast in &study.contrasts {
        jobs.push(Box::new(move || Ok(parting::parting(study, contrast))));
    }
    for outcome in unlike(&numbers, DISTRIBUTIONS) {
        let other = outcome.clone();
        jobs.push(Box::new(move || Ok(Some(distributions::ecdfs(study, sides, &other)?))));
        jobs.push(Box::new(move || Ok(Some(distributions::ridges(study, sides, &outcome)?))));
    }
    let moved = unlike(&numbers, PANELS);
    jobs.push(Box::new(move || match moved.as_slice() {
        [] => Ok(None),
        moved => Ok(Some(distributions::slopes(study, sides, moved)?)),
    }));
    jobs
}

/// The outcomes that are numbers, those that move most first.
fn numbers(sides: &[Side], asked: &Asked, order: &[String]) -> Vec<Outcome> {
    let known = outcomes::common(sides, asked.all, &asked.only).outcomes;
    let find = |name: &String| known.iter().find(|outcome| outcome.name == *name).cloned();
    order.iter().filter_map(find).filter(|outcome| outcome.measure != Measure::Chance).collect()
}

/// So many outcomes, the first of each kind before the second of any.
fn unlike(outcomes: &[Outcome], most: usize) -> Vec<Outcome> {
    let kind = |outcome: &Outcome| -> Option<Group> {
        headlines()
            .into_iter()
            .find(|headline| headline.outcome == outcome.name)
            .map(|headline| headline.group)
    };
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    let mut met: Vec<(Option<Group>, usize)> = Vec::new();
    for (place, outcome) in outcomes.iter().enumerate() {
        let kind = kind(outcome);
        match met.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, times)) => {
                *times += 1;
                ranked.push((*times, place));
            }
            None => {
                met.push((kind, 0));
                ranked.push((0, place));
            }
        }
    }
    ranked.sort_unstable();
    ranked.truncate(most);
    ranked.into_iter().map(|(_, place)| outcomes[place].clone()).collect()
}
