//! Government control by zone, on the first day and at the end, with the half-width of its 5–95 % range beside.
//!
//! The first day is the drawn initial state; the end takes the futures that are followed to the last date.

use super::super::ReportFault;
use super::super::subject::Subject;
use crate::geography;
use crate::plot::{Figure, Map, Quantity, Wording, Zone};
use crate::stats::moments::Moments;
use crate::stats::quantile::{quantile, sorted};

pub fn figure(subject: &Subject) -> Result<Option<Figure>, ReportFault> {
    let mali = geography::mali();
    let there = mali.zones.iter().all(|zone| subject.has_observable(&format!("control.state.{}", zone.id)));
    let (Some(first), Some(&last)) = (subject.start(), subject.dates.last()) else { return Ok(None) };
    if subject.is_laboratory() || !there || subject.stopped() == subject.replicates() {
        return Ok(None);
    }
    let (mut starts, mut ends, mut widths) = (Vec::new(), Vec::new(), Vec::new());
    for zone in &mali.zones {
        starts.push(mean(&at_start(subject, &zone.id)?));
        let end = sorted(&at_end(subject, &zone.id)?);
        ends.push(mean(&end));
        widths.push(0.5 * (quantile(&end, 0.95) - quantile(&end, 0.05)));
    }
    let written = |date: jiff::civil::Date| date.strftime("%-d %B %Y").to_string();
    let followed = subject.replicates() - subject.stopped();
    let what = format!(
        "shades: mean share of effective control over the futures ({} at the end); half-width: half of the futures’ own 5 \
         to 95 % range at the end.{}",
        Quantity::count("", "").number(followed as f64),
        subject.followed()
    );
    let wording = Wording {
        name: "map-control".into(),
        title: "Government control by zone".into(),
        subtitle: format!("{}: mean of the simulated futures", subject.title),
        caption: subject.caption(&what),
    };
    let quantity = Quantity::share("effective control of the state");
    let dates = vec![(written(first), starts), (written(last), ends)];
    let uncertainty = Some((format!("Half-width of the 5–95 % range, {}", written(last)), widths));
    Ok(Some(Map { wording, zones: zones(), towns: towns(), quantity, dates, uncertainty }.figure()))
}

/// Control in each future on the first day: as drawn; where the record has no such draws, as first recorded.
fn at_start(subject: &Subject, zone: &str) -> Result<Vec<f64>, ReportFault> {
    let drawn = format!("initial.control.{zone}.state");
    if subject.record.manifest().identity.columns.parameters.contains(&drawn) {
        return Ok(finite(subject.record.parameters(&drawn)?));
    }
    let control = subject.record.trajectory(&format!("control.state.{zone}"))?;
    Ok(finite(control.column(0).iter().map(|&x| f64::from(x))))
}

/// Control on the last date in each future that is followed until then.
fn at_end(subject: &Subject, zone: &str) -> Result<Vec<f64>, ReportFault> {
    let control = subject.record.trajectory(&format!("control.state.{zone}"))?;
    let last = subject.dates.len() - 1;
    let followed = control.column(last).into_iter().zip(&subject.until).filter(|(_, until)| **until > last);
    Ok(finite(followed.map(|(&x, _)| f64::from(x))))
}

fn finite(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    values.into_iter().filter(|x| x.is_finite()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().copied().collect::<Moments>().mean()
}

fn zones() -> Vec<Zone> {
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
fn towns() -> Vec<(String, f64, f64)> {
    let towns = geography::mali().towns.iter().filter(|town| town.capital || town.symbolic);
    towns.map(|town| (town.name.clone(), town.longitude, town.latitude)).collect()
}
