//! The figures of a comparison, one kind a file.
//!
//! What changes most and everything that changes ([`effects`]); when each scenario parts from the baseline ([`parting`]); the main
//! observables over time ([`courses`]); how long regime and contract last, and what ends them ([`lasting`]); control by zone ([`maps`]); and
//! of the outcomes that move most the distributions ([`distributions`]).

mod courses;
mod distributions;
pub(super) mod effects;
mod lasting;
pub mod maps;
mod parting;
mod wording;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::ReportFault;
use super::super::headline::{Group, Measure, headlines};
use super::super::subject::Subject;
use super::outcomes::{self, Outcome};
use super::{Asked, Side, Study, why_figure};
use crate::plot::{Figure, PlotError};
pub use wording::{caption, lowered};

/// Panels of the slopes, outcomes whose distributions are drawn.
const PANELS: usize = 6;
const DISTRIBUTIONS: usize = 4;

type Job<'s> = Box<dyn Fn() -> Result<Vec<Figure>, ReportFault> + Send + Sync + 's>;

/// All figures, in the order in which they are read.
pub fn figures(sides: &[Side], asked: &Asked, study: &Study) -> Result<Vec<Figure>, ReportFault> {
    let subjects: Vec<Subject> =
        sides.iter().map(|side| Subject::new(&side.record)).collect::<Result<_, ReportFault>>()?;
    let drawn: Vec<Vec<Figure>> = jobs(sides, &subjects, asked, study)
        .into_par_iter()
        .map(|job| job())
        .collect::<Result<_, ReportFault>>()?;
    Ok(drawn.into_iter().flatten().collect())
}

/// Writes figures into a folder and names the files.
pub fn write(figures: &[Figure], folder: &Path) -> Result<Vec<PathBuf>, ReportFault> {
    std::fs::create_dir_all(folder).map_err(|fault| PlotError::File { path: folder.to_path_buf(), fault })?;
    let written: Vec<Vec<PathBuf>> =
        figures.par_iter().map(|figure| Ok(figure.write(folder)?)).collect::<Result<_, ReportFault>>()?;
    Ok(written.into_iter().flatten().collect())
}

fn jobs<'s>(sides: &'s [Side], subjects: &'s [Subject<'s>], asked: &Asked, study: &'s Study) -> Vec<Job<'s>> {
    let order = effects::order(study);
    let numbers = numbers(sides, asked, &order);
    let [all, shares, table] = [order.clone(), order.clone(), order];
    let list = |figure: Option<Figure>| Ok(figure.into_iter().collect());
    let mut jobs: Vec<Job> = vec![
        Box::new(move || list(effects::forest(study, &all, true))),
        Box::new(move || list(effects::forest(study, &shares, false))),
        Box::new(move || list(effects::heat(study, &table))),
        Box::new(move || maps(study, sides, subjects)),
    ];
    for contrast in &study.contrasts {
        jobs.push(Box::new(move || list(parting::parting(study, contrast))));
        jobs.push(Box::new(move || list(why_figure::figure(study, contrast))));
    }
    for course in courses::all() {
        jobs.push(Box::new(move || list(courses::figure(study, subjects, &course)?)));
    }
    for state in [lasting::State::Regime, lasting::State::Contract] {
        jobs.push(Box::new(move || lasting::figures(study, subjects, state)));
    }
    for outcome in unlike(&numbers, DISTRIBUTIONS) {
        jobs.push(Box::new(move || {
            Ok(vec![
                distributions::ecdfs(study, sides, &outcome)?,
                distributions::dots(study, sides, &outcome)?,
                distributions::ridges(study, sides, &outcome)?,
            ])
        }));
    }
    let moved = unlike(&numbers, PANELS);
    jobs.push(Box::new(move || match moved.as_slice() {
        [] => Ok(Vec::new()),
        moved => Ok(vec![distributions::slopes(study, sides, moved)?]),
    }));
    jobs
}

/// Control by zone, and what each scenario changes in it.
fn maps(study: &Study, sides: &[Side], subjects: &[Subject]) -> Result<Vec<Figure>, ReportFault> {
    let Some(ground) = maps::ground(study, sides, subjects)? else { return Ok(Vec::new()) };
    let mut figures: Vec<Figure> = maps::levels(study, subjects, &ground).into_iter().collect();
    for (contrast, differences) in study.contrasts.iter().zip(&ground.differences) {
        figures.extend(maps::change(study, contrast, differences));
    }
    Ok(figures)
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
