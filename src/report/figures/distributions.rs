//! How each headline outcome is distributed over the futures.

use super::super::ReportFault;
use super::super::headline::{Headline, Measure, headlines};
use super::super::number::plus_minus;
use super::super::subject::Subject;
use crate::plot::{Distribution, Figure, Quantity, Wording};
use crate::stats::moments::Moments;

/// The headlines that are numbers.
pub fn all() -> Vec<Headline> {
    headlines().into_iter().filter(|headline| headline.measure != Measure::Chance).collect()
}

pub fn figure(subject: &Subject, headline: Headline) -> Result<Option<Figure>, ReportFault> {
    if !subject.has_outcome(headline.outcome) {
        return Ok(None);
    }
    let values = subject.record.outcomes(headline.outcome)?;
    let finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let Some(&first) = finite.first() else { return Ok(None) };
    if finite.iter().all(|&x| x == first) {
        return Ok(None);
    }
    let stopped = match subject.stopped() {
        0 => String::new(),
        k => format!(
            " {} futures stand still after a takeover of Bamako or a settlement and count with what they had by then.",
            Quantity::count("", "").number(k as f64)
        ),
    };
    let wording = Wording {
        name: format!("distribution-{}", headline.outcome.replace('.', "-")),
        title: headline.title.to_string(),
        subtitle: format!("{}: {}", subject.title, means(subject, headline, &values)?),
        caption: subject.caption(&format!(
            "marked: median and the futures’ own 5 to 95 % range; mean ± its Monte Carlo standard error.{stopped}"
        )),
    };
    let quantity = quantity(subject, headline, &finite);
    Ok(Some(Distribution { wording, quantity, values: &values, reference: None }.figure()))
}

/// The mean with its error, over all futures and where the regime survives.
fn means(subject: &Subject, headline: Headline, values: &[f64]) -> Result<String, ReportFault> {
    let all: Moments = values.iter().copied().filter(|x| x.is_finite()).collect();
    let mut words = format!("mean {}", written(headline, &all));
    if headline.needs_regime && subject.has_outcome("regime.survives") {
        let survives = subject.record.outcomes("regime.survives")?;
        let alive: Moments = values
            .iter()
            .zip(&survives)
            .filter(|&(x, &s)| x.is_finite() && s > 0.5)
            .map(|(&x, _)| x)
            .collect();
        if alive.count() > 1 && alive.count() < all.count() {
            words.push_str(&format!("; {} where the regime survives", written(headline, &alive)));
        }
    }
    Ok(words)
}

fn written(headline: Headline, moments: &Moments) -> String {
    let scale = if headline.measure == Measure::Amount { 1.0 } else { 100.0 };
    let error = if moments.count() > 1 { moments.standard_error() } else { 0.0 };
    let number = plus_minus(scale * moments.mean(), scale * error).replace('\u{202f}', ",");
    match headline.measure {
        Measure::Amount => number,
        Measure::Points => format!("{number} points"),
        _ => format!("{number} %"),
    }
}

fn quantity(subject: &Subject, headline: Headline, values: &[f64]) -> Quantity {
    let columns = &subject.record.manifest().identity.columns.outcomes;
    let unit = columns.iter().find(|c| c.name == headline.outcome).map_or("", |c| c.unit.as_str());
    let name = lowered(headline.title);
    match headline.measure {
        Measure::Share | Measure::Chance => Quantity::share(&name),
        Measure::Points => Quantity::points(&name),
        Measure::Amount if unit == "share" => Quantity::share(&name),
        Measure::Amount => {
            let unit = if unit == "ratio" { "times official" } else { unit };
            let whole = values.iter().all(|x| x.fract() == 0.0);
            Quantity { whole, ..Quantity::amount(&plain(&name), unit) }
        }
    }
}

/// As within a sentence: the first letter small, unless it begins a name.
fn lowered(title: &str) -> String {
    if title.starts_with("Russian") {
        return title.to_string();
    }
    let mut letters = title.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// The name without the unit that the axis adds.
fn plain(name: &str) -> String {
    name.replace(", times official", "").replace(", million $", "").replace("weeks of ", "")
}
