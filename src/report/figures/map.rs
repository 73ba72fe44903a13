//! Government control by zone at several dates, the mean of the futures and beside it half the width of their 5–95 % range.
//!
//! The first day is the drawn initial state; a later date takes the futures that are followed until then.

use jiff::civil::Date;
use ndarray::Array2;

use super::super::ReportFault;
use super::super::story::words::date as written;
use super::super::subject::Subject;
use crate::geography;
use crate::plot::{Atlas, Figure, Map, Quantity, Wording, Zone};
use crate::stats::moments::Moments;
use crate::stats::quantile::{quantile, sorted};

/// Dates in the figure.
const SHOWN: usize = 4;

/// Control at a date, zone by zone.
pub struct Dated {
    pub date: Date,
    /// Mean of the futures.
    pub means: Vec<f64>,
    /// Half of their 5–95 % range.
    pub widths: Vec<f64>,
}

/// The first day and every recorded date; empty where there is no country, or no future is followed to the end.
pub fn dated(subject: &Subject) -> Result<Vec<Dated>, ReportFault> {
    let mali = geography::mali();
    let there = mali.zones.iter().all(|zone| subject.has_observable(&name(&zone.id)));
    let Some(first) = subject.start() else { return Ok(Vec::new()) };
    if subject.is_laboratory() || !there || subject.stopped() == subject.replicates() {
        return Ok(Vec::new());
    }
    let empty = |&date: &Date| Dated { date, means: Vec::new(), widths: Vec::new() };
    let mut all: Vec<Dated> = std::iter::once(&first).chain(&subject.dates).map(empty).collect();
    let names: Vec<String> = mali.zones.iter().map(|zone| name(&zone.id)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let controls = subject.record.trajectories(&names)?;
    let starts = at_start(subject, &controls)?;
    for (control, start) in controls.iter().zip(starts) {
        let later = (0..subject.dates.len()).map(|row| at(subject, control, row));
        for (dated, values) in all.iter_mut().zip(std::iter::once(start).chain(later)) {
            let values = sorted(&values);
            dated.means.push(values.iter().copied().collect::<Moments>().mean());
            dated.widths.push(0.5 * (quantile(&values, 0.95) - quantile(&values, 0.05)));
        }
    }
    Ok(all)
}

pub fn figure(subject: &Subject) -> Result<Option<Figure>, ReportFault> {
    let all = dated(subject)?;
    let Some(last) = all.len().checked_sub(1) else { return Ok(None) };
    let mut shown: Vec<usize> = (0..SHOWN).map(|k| k * last / (SHOWN - 1)).collect();
    shown.dedup();
    let what = format!(
        "left: mean share of effective control over the futures; right: half of the futures’ own 5 to 95 % range.{}",
        subject.followed()
    );
    let wording = Wording {
        name: "map-control".into(),
        title: "Government control by zone".into(),
        subtitle: format!("{}: mean of the simulated futures, and how far they lie apart", subject.title),
        caption: subject.caption(&what),
    };
    let dates = shown.iter().map(|&k| (written(all[k].date), all[k].means.clone())).collect();
    let uncertainty =
        shown.iter().map(|&k| (format!("{}: half-width", written(all[k].date)), all[k].widths.clone()));
    let uncertainty = uncertainty.collect();
    Ok(Some(
        Map { wording, zones: zones(), towns: towns(), quantity: quantity(), dates, uncertainty }.figure(),
    ))
}

/// The same with all its dates, for a reader to move through.
pub fn atlas(dated: &[Dated]) -> Atlas {
    let date = |dated: &Dated| (written(dated.date), dated.means.clone(), dated.widths.clone());
    Atlas { zones: zones(), towns: towns(), quantity: quantity(), dates: dated.iter().map(date).collect() }
}

pub fn quantity() -> Quantity {
    Quantity::share("effective control of the state")
}

pub fn name(zone: &str) -> String {
    format!("control.state.{zone}")
}

/// Control of each zone in each future on the first day: as drawn; where the record has no such draws, as first recorded.
fn at_start(subject: &Subject, controls: &[Array2<f32>]) -> Result<Vec<Vec<f64>>, ReportFault> {
    let zones = &geography::mali().zones;
    let drawn: Vec<String> = zones.iter().map(|zone| format!("initial.control.{}.state", zone.id)).collect();
    if drawn.iter().all(|name| subject.record.manifest().identity.columns.parameters.contains(name)) {
        let names: Vec<&str> = drawn.iter().map(String::as_str).collect();
        return Ok(subject.record.several_parameters(&names)?.into_iter().map(finite).collect());
    }
    let first = |control: &Array2<f32>| finite(control.column(0).iter().map(|&x| f64::from(x)));
    Ok(controls.iter().map(first).collect())
}

/// Control on a recorded date in each future that is followed until then.
fn at(subject: &Subject, control: &Array2<f32>, row: usize) -> Vec<f64> {
    let followed = control.column(row).into_iter().zip(&subject.until).filter(|(_, until)| **until > row);
    finite(followed.map(|(&x, _)| f64::from(x)))
}

fn finite(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    values.into_iter().filter(|x| x.is_finite()).collect()
}

pub fn zones() -> Vec<Zone> {
    let mali = geography::mali();
    let ring = |ring: &geography::Ring| ring.iter().map(|&[x, y]| (x, y)).collect();
    mali.zones
        .iter()
        .zip(&mali.map.zones)
        .map(|(zone, polygons)| Zone {
            name: zone.name.clone(),
            rings: polygons.iter().flatten().map(ring).collect(),
        })
        .collect()
}

/// The capital and the symbol town.
pub fn towns() -> Vec<(String, f64, f64)> {
    let towns = geography::mali().towns.iter().filter(|town| town.capital || town.symbolic);
    towns.map(|town| (town.name.clone(), town.longitude, town.latitude)).collect()
}
