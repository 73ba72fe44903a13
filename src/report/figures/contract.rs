//! How long the contract lasts and what calls for its end.
//!
//! As for the regime: survival by Kaplan and Meier, each reason's cumulative incidence by Aalen and Johansen, at each week. A
//! future that stands still with its contract in force is lost from view on that date.

use jiff::civil::Date;

use super::super::ReportFault;
use super::super::number::plus_minus;
use super::super::subject::Subject;
use crate::plot::{Figure, Survival, Wording};
use crate::scenario::{Contract, Scenario};
use crate::stats::incidence::Incidence;
use crate::stats::life_table::LifeTable;
use crate::stats::survival::Survival as Curve;
use crate::world::Reason;

pub fn figure(subject: &Subject) -> Result<Option<Figure>, ReportFault> {
    let on =
        |scenario: &&Scenario| scenario.mechanisms.contract != Contract::Off && scenario.laboratory.is_none();
    let Some(scenario) = subject.scenario.as_ref().filter(on) else { return Ok(None) };
    let needed = Reason::ALL.map(outcome);
    let mut needed = needed.iter().map(String::as_str).chain(["contract.in_force", "contract.rupture.week"]);
    if !needed.all(|name| subject.has_outcome(name)) {
        return Ok(None);
    }
    let weeks = scenario.weeks();
    let (times, reasons) = lifetimes(subject, f64::from(weeks))?;
    if times.is_empty() {
        return Ok(None);
    }
    let table = LifeTable::new(&times, &reasons);
    let (curve, incidence) = (Curve::of(table.clone()), Incidence::of(table.clone()));
    let grid: Vec<f64> = (0..=weeks).map(f64::from).collect();
    let last = curve.estimate(f64::from(weeks));
    let wording = Wording {
        name: "contract".into(),
        title: "How long the contract lasts, and what calls for its end".into(),
        subtitle: subject.title.clone(),
        caption: subject.caption(&format!(
            "survival after Kaplan and Meier (dashes: 95 % log-log interval), ends by what called for them after Aalen and \
             Johansen; {} % last to the end (estimate ± standard error).{}",
            plus_minus(100.0 * last.value, 100.0 * last.standard_error),
            subject.followed()
        )),
    };
    let date = |week: f64| scenario.monday(week as u32);
    let step = f64::from(weeks) / 4.0;
    let at_risk = (0..=4).map(|k| (f64::from(k) * step).floor());
    Ok(Some(
        Survival {
            wording,
            state: "contract in force".into(),
            dates: grid.iter().map(|&week| date(week)).collect(),
            survival: grid.iter().map(|&week| curve.at(week)).collect(),
            band: grid.iter().map(|&week| curve.interval(week, 0.95)).map(|i| (i.low, i.high)).collect(),
            causes: causes(&incidence, &grid),
            at_risk: at_risk.map(|week| (date(week), table.at_risk(week) as usize)).collect(),
        }
        .figure(),
    ))
}

pub fn outcome(reason: Reason) -> String {
    format!("contract.rupture.{}", reason.key())
}

/// Weeks that each contract was followed, and the code of what called for its end, 0 where nothing did. Futures without a
/// contract are left out.
pub fn lifetimes(subject: &Subject, horizon: f64) -> Result<(Vec<f64>, Vec<u8>), ReportFault> {
    let (force, ends) =
        (subject.record.outcomes("contract.in_force")?, subject.record.outcomes("contract.rupture.week")?);
    let reasons: Vec<Vec<f64>> = Reason::ALL
        .iter()
        .map(|&reason| subject.record.outcomes(&outcome(reason)))
        .collect::<Result<_, _>>()?;
    let life = |k: usize| {
        let followed = followed(subject, k).map_or(horizon, |weeks| weeks.min(horizon));
        let reason = reasons.iter().position(|reason| reason[k] > 0.5);
        match (reason, force[k] > 0.5) {
            (Some(reason), _) if ends[k].is_finite() => Some((ends[k].clamp(0.0, horizon), 1 + reason as u8)),
            (None, true) => Some((followed, 0)),
            _ => None,
        }
    };
    Ok((0..force.len()).filter_map(life).unzip())
}

/// Weeks until a future stands still; none where it never does.
fn followed(subject: &Subject, row: usize) -> Option<f64> {
    let date = *subject.dates.get(subject.until[row])?;
    Some(weeks_between(subject.start()?, date))
}

fn weeks_between(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()) / 7.0).max(0.0)
}

/// Reasons that ended any contract, with their incidence at each week.
pub fn causes(incidence: &Incidence, weeks: &[f64]) -> Vec<(String, Vec<f64>)> {
    let end = weeks.last().copied().unwrap_or(0.0);
    let coded = Reason::ALL.into_iter().zip(1u8..).filter(|&(_, code)| incidence.at(code, end) > 0.0);
    coded
        .map(|(reason, code)| {
            (words(reason).into(), weeks.iter().map(|&week| incidence.at(code, week)).collect())
        })
        .collect()
}

/// What calls for a contract's end.
pub fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Term => "its term ran out",
        Reason::Temptation => "temptation to cheat",
        Reason::Burden => "a burden for three months",
        Reason::Casualties => "too many Russian dead",
        Reason::Shock => "another junta or a mutiny",
        Reason::Imposed => "the scenario ends it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tiny;

    #[test]
    fn the_figure_names_what_lasts_and_has_its_numbers_beside_it() {
        let (_folder, record) = tiny::record("sudden-exit.toml", 6, &[("end", "2026-03-02")]);
        let figure = figure(&Subject::new(&record).unwrap()).unwrap().unwrap();
        assert!(figure.alt.contains("contract in force in"), "{}", figure.alt);
        assert!(figure.data.starts_with("date,survival,lower,upper"));
    }

    #[test]
    fn contracts_that_last_are_followed_to_the_end() {
        let (_folder, record) = tiny::record("status-quo-2025.toml", 6, &[("end", "2025-08-04")]);
        let subject = Subject::new(&record).unwrap();
        let (times, reasons) = lifetimes(&subject, 9.0).unwrap();
        assert!(times.iter().zip(&reasons).all(|(&time, &reason)| reason > 0 || time == 9.0), "{times:?}");
        assert!(!times.is_empty() && times.len() <= 6);
        assert_eq!(weeks_between(jiff::civil::date(2025, 6, 2), jiff::civil::date(2025, 8, 4)), 9.0);
    }
}
