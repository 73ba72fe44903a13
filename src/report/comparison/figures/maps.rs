//! Control by zone: each scenario with its uncertainty beside it, and each one's difference to the baseline with its error.
//!
//! Levels are means over the futures that are followed, and half of their 5–95 % range, as for a single record. Differences are paired
//! (unpaired where records are) over all futures, those that stand still with what they had by then, with half of their 95 % interval.

use jiff::civil::Date;
use ndarray::Array2;
use rayon::prelude::*;

use super::super::super::ReportFault;
use super::super::super::figures::map::{Dated, dated, name, quantity, towns, zones};
use super::super::super::story::words::date as written;
use super::super::super::subject::Subject;
use super::super::{Contrast, LEVEL, Side, Study};
use super::wording::{followed, names, wording};
use crate::geography;
use crate::plot::{Atlas, Figure, Map, Quantity};
use crate::record::RecordFault;
use crate::stats::estimate::{Estimate, Interval};
use crate::stats::paired::Paired;
use crate::stats::sequential::half_width;
use crate::stats::unpaired::Unpaired;

/// Control by zone in all scenarios over common dates.
pub struct Ground {
    pub dates: Vec<Date>,
    /// Of each side, the baseline first, at each date.
    pub levels: Vec<Vec<Dated>>,
    /// Of each contrast at each date; none on the first day.
    pub differences: Vec<Vec<Dated>>,
}

/// None where a side has no country or no date is common.
pub fn ground(study: &Study, sides: &[Side], subjects: &[Subject]) -> Result<Option<Ground>, ReportFault> {
    let mut levels: Vec<Vec<Dated>> = subjects.par_iter().map(dated).collect::<Result<_, ReportFault>>()?;
    let Some(first) = levels.first() else { return Ok(None) };
    let has = |all: &Vec<Dated>, date: Date| all.iter().any(|dated| dated.date == date);
    let dates: Vec<Date> = first
        .iter()
        .map(|dated| dated.date)
        .filter(|&date| levels.iter().all(|all| has(all, date)))
        .collect();
    if dates.len() < 2 {
        return Ok(None);
    }
    levels.iter_mut().for_each(|all| all.retain(|dated| dates.contains(&dated.date)));
    let controls: Vec<Vec<Array2<f32>>> =
        sides.par_iter().map(controls).collect::<Result<_, RecordFault>>()?;
    let others = sides.iter().zip(&controls).skip(1);
    let differences = others
        .zip(&study.contrasts)
        .map(|((side, others), contrast)| apart((&sides[0], &controls[0]), (side, others), contrast, &dates))
        .collect();
    Ok(Some(Ground { dates, levels, differences }))
}

/// The state's control of each zone: replicates × dates.
fn controls(side: &Side) -> Result<Vec<Array2<f32>>, RecordFault> {
    let names: Vec<String> = geography::mali().zones.iter().map(|zone| name(&zone.id)).collect();
    side.record.trajectories(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

type Control<'s> = (&'s Side, &'s Vec<Array2<f32>>);

/// The difference at each date that is recorded on both sides.
fn apart(baseline: Control, side: Control, contrast: &Contrast, dates: &[Date]) -> Vec<Dated> {
    let place = |side: &Side, date: Date| {
        side.record.manifest().identity.columns.dates.iter().position(|other| *other == date)
    };
    let on = |&date: &Date| {
        let (a, b) = (place(baseline.0, date)?, place(side.0, date)?);
        let of_zone = |(own, others): (&Array2<f32>, &Array2<f32>)| {
            let values = contrast.terms.rows[0].iter().map(|&row| f64::from(own[[row, a]]));
            let others = contrast.terms.rows[1].iter().map(|&row| f64::from(others[[row, b]]));
            let (difference, interval) = difference(contrast.terms.paired, values, others);
            (difference.value, half_width(&interval))
        };
        let (means, widths) = baseline.1.iter().zip(side.1).map(of_zone).unzip();
        Some(Dated { date, means, widths })
    };
    dates.iter().filter_map(on).collect()
}

fn difference(
    paired: bool,
    first: impl Iterator<Item = f64>,
    second: impl Iterator<Item = f64>,
) -> (Estimate, Interval) {
    if paired {
        let pairs: Paired = first.zip(second).filter(|(a, b)| a.is_finite() && b.is_finite()).collect();
        return (pairs.difference(), pairs.interval(LEVEL));
    }
    let finite = |values: Vec<f64>| values.into_iter().filter(|x| x.is_finite()).collect::<Vec<f64>>();
    let both = Unpaired::of(&finite(first.collect()), &finite(second.collect()));
    (both.difference(), both.interval(LEVEL))
}

/// The quantity of the differences.
fn points() -> Quantity {
    Quantity::points("difference of the state’s share of effective control")
}

/// The last date: a row a scenario, value beside uncertainty.
pub fn levels(study: &Study, subjects: &[Subject], ground: &Ground) -> Option<Figure> {
    let last = *ground.dates.last()?;
    let sides = || names(study).zip(&ground.levels).filter_map(|(name, all)| Some((name, all.last()?)));
    let what = format!(
        "left: mean share of effective control over the futures; right: half of the futures’ own 5 to 95 % range.{}",
        followed(study, subjects)
    );
    let title = format!("Government control by zone on {}", written(last));
    Some(
        Map {
            wording: wording(study, "map-control", &title, &what),
            zones: zones(),
            towns: towns(),
            quantity: quantity(),
            dates: sides().map(|(name, dated)| (name.clone(), dated.means.clone())).collect(),
            uncertainty: sides()
                .map(|(name, dated)| (format!("{name}: half-width"), dated.widths.clone()))
                .collect(),
        }
        .figure(),
    )
}

/// What a scenario changes half-way and at the end: difference beside its error.
pub fn change(study: &Study, contrast: &Contrast, differences: &[Dated]) -> Option<Figure> {
    let last = differences.len().checked_sub(1)?;
    let mut shown = vec![last / 2, last];
    shown.dedup();
    let what = "left: mean difference of the state’s share of effective control, blue where the scenario has more of it, orange where it has \
                less; right: half of its 95 % interval. All futures count, those that stand still after a takeover or a settlement with what \
                they had by then.";
    let title = format!("What {} changes in government control by zone", contrast.scenario.name);
    let mut wording = wording(study, &format!("map-change-{}", contrast.scenario.name), &title, what);
    wording.subtitle = format!("{} less {}", contrast.scenario.name, study.baseline.name);
    let date = |k: &usize| written(differences[*k].date);
    Some(
        Map {
            wording,
            zones: zones(),
            towns: towns(),
            quantity: points(),
            dates: shown.iter().map(|k| (date(k), differences[*k].means.clone())).collect(),
            uncertainty: shown
                .iter()
                .map(|k| (format!("{}: half-width", date(k)), differences[*k].widths.clone()))
                .collect(),
        }
        .figure(),
    )
}

/// Each side, then each contrast, with all dates, for a reader to move through.
pub fn atlases(ground: &Ground) -> Vec<Atlas> {
    let none = vec![f64::NAN; geography::mali().zones.len()];
    let atlas = |quantity: Quantity, all: &Vec<Dated>| Atlas {
        zones: zones(),
        towns: towns(),
        quantity,
        dates: ground
            .dates
            .iter()
            .map(|&date| match all.iter().find(|dated| dated.date == date) {
                Some(dated) => (written(date), dated.means.clone(), dated.widths.clone()),
                None => (written(date), none.clone(), none.clone()),
            })
            .collect(),
    };
    let levels = ground.levels.iter().map(|all| atlas(quantity(), all));
    levels.chain(ground.differences.iter().map(|all| atlas(points(), all))).collect()
}
