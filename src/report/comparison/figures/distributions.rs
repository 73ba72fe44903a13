//! How an outcome is distributed in each scenario, and how its quantiles move.

use super::super::super::ReportFault;
use super::super::super::headline::Measure;
use super::super::effect;
use super::super::outcomes::Outcome;
use super::super::{Side, Study};
use super::wording::{lowered, names, unit, wording};
use crate::plot::{Dots, Ecdfs, Figure, Quantity, Ridges, SlopePanel, Slopes};
use crate::record::RecordFault;
use crate::stats::quantile::{quantile, sorted};

/// Quantiles of the slopes.
const POINTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Names of all sides, the baseline first, with what they have of an outcome.
fn values(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Vec<(String, Vec<f64>)>, RecordFault> {
    names(study).zip(sides).map(|(name, side)| Ok((name.clone(), effect::column(side, outcome)?))).collect()
}

fn quantity(outcome: &Outcome, values: &[(String, Vec<f64>)]) -> Quantity {
    let name = lowered(&outcome.words);
    match outcome.measure {
        Measure::Chance | Measure::Share => Quantity::share(&name),
        Measure::Points => Quantity::points(&name),
        Measure::Amount => {
            let finite = || values.iter().flat_map(|(_, values)| values).filter(|x| x.is_finite());
            let whole = finite().all(|x| x.fract() == 0.0);
            let floor = finite().all(|&x| x >= 0.0).then_some(0.0);
            Quantity { whole, floor, ..Quantity::real(&name, unit(&outcome.words, &outcome.unit)) }
        }
    }
}

pub fn ecdfs(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Figure, ReportFault> {
    let curves = values(study, sides, outcome)?;
    let name = format!("distributions-{}", outcome.name.replace('.', "-"));
    let wording = wording(study, &name, &outcome.words, "a curve farther right has higher values.");
    Ok(Ecdfs { wording, quantity: quantity(outcome, &curves), curves }.figure())
}

pub fn dots(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Figure, ReportFault> {
    let rows = values(study, sides, outcome)?;
    let name = format!("dots-{}", outcome.name.replace('.', "-"));
    let wording =
        wording(study, &name, &outcome.words, "dots stand at the 1, 3, …, 99 % points of the futures.");
    Ok(Dots { wording, quantity: quantity(outcome, &rows), rows }.figure())
}

pub fn ridges(study: &Study, sides: &[Side], outcome: &Outcome) -> Result<Figure, ReportFault> {
    let rows = values(study, sides, outcome)?;
    let name = format!("ridges-{}", outcome.name.replace('.', "-"));
    let wording = wording(study, &name, &outcome.words, "");
    Ok(Ridges { wording, quantity: quantity(outcome, &rows), rows }.figure())
}

pub fn slopes(study: &Study, sides: &[Side], outcomes: &[Outcome]) -> Result<Figure, ReportFault> {
    let mut panels = Vec::new();
    for outcome in outcomes {
        let values = values(study, sides, outcome)?;
        let at = |(_, values): &(String, Vec<f64>)| {
            let finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
            let sorted = sorted(&finite);
            POINTS.iter().map(|&p| quantile(&sorted, p)).collect()
        };
        panels.push(SlopePanel {
            title: outcome.words.clone(),
            quantity: quantity(outcome, &values),
            quantiles: values.iter().map(at).collect(),
        });
    }
    let wording = wording(
        study,
        "quantiles",
        "How the distributions move",
        "5, 25, 50, 75 and 95 % points of the replicates.",
    );
    Ok(Slopes { wording, scenarios: names(study).cloned().collect(), points: POINTS.to_vec(), panels }
        .figure())
}
