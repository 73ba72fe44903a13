//! How long the junta of the start lasts and what ends it.
//!
//! Survival by Kaplan and Meier with the 95 % log-log interval, each cause's cumulative incidence by Aalen and Johansen,
//! at each week. Nobody is lost but to the end of the run, so at every date they add up to the whole.

use jiff::civil::Date;

use super::super::ReportFault;
use super::super::number::plus_minus;
use super::super::subject::Subject;
use crate::plot::{Figure, Survival, Wording};
use crate::stats::incidence::Incidence;
use crate::stats::life_table::LifeTable;
use crate::stats::survival::Survival as Curve;
use crate::world::Cause;

const DAYS: i64 = 7;

pub fn figure(subject: &Subject) -> Result<Option<Figure>, ReportFault> {
    let Some(scenario) = subject.scenario.as_ref().filter(|s| s.mechanisms.regime.is_on()) else {
        return Ok(None);
    };
    if !["regime.exit_week", "regime.exit_cause"].iter().all(|o| subject.has_outcome(o)) {
        return Ok(None);
    }
    let weeks = scenario.weeks();
    let (times, causes) = lifetimes(subject, f64::from(weeks))?;
    if times.is_empty() || (subject.is_laboratory() && causes.iter().all(|&cause| cause == 0)) {
        return Ok(None);
    }
    let table = LifeTable::new(&times, &causes);
    let (curve, incidence) = (Curve::of(table.clone()), Incidence::of(table.clone()));
    let grid: Vec<f64> = (0..=weeks).map(f64::from).collect();
    let date = |week: f64| scenario.start.saturating_add(jiff::Span::new().days(DAYS * week as i64));
    let last = curve.estimate(f64::from(weeks));
    let percent = |x: f64| plus_minus(100.0 * x, 100.0 * last.standard_error);
    let wording = Wording {
        name: "survival".into(),
        title: "How long the regime lasts, and what ends it".into(),
        subtitle: subject.title.clone(),
        caption: subject.caption(&format!(
            "survival after Kaplan and Meier (dashes: 95 % log-log interval), ends by cause after Aalen and Johansen; \
             {} % survive to the end (estimate ± standard error). Only the first end of a junta counts.",
            percent(last.value)
        )),
    };
    Ok(Some(
        Survival {
            wording,
            state: "regime in power".into(),
            dates: grid.iter().map(|&week| date(week)).collect(),
            survival: grid.iter().map(|&week| curve.at(week)).collect(),
            band: grid.iter().map(|&week| curve.interval(week, 0.95)).map(|i| (i.low, i.high)).collect(),
            causes: causes_of(&incidence, &grid),
            at_risk: at_risk(&table, weeks, date),
        }
        .figure(),
    ))
}

/// Weeks that each junta lasted, and the code of what ended it, 0 where the run did.
pub fn lifetimes(subject: &Subject, horizon: f64) -> Result<(Vec<f64>, Vec<u8>), ReportFault> {
    let (weeks, codes) =
        (subject.record.outcomes("regime.exit_week")?, subject.record.outcomes("regime.exit_cause")?);
    let lives = weeks.iter().zip(&codes).filter(|(_, code)| code.is_finite());
    Ok(lives
        .map(|(&week, &code)| if code > 0.0 { (week.min(horizon), code as u8) } else { (horizon, 0) })
        .unzip())
}

/// Causes that ended any junta, with their incidence at each week.
pub fn causes_of(incidence: &Incidence, weeks: &[f64]) -> Vec<(String, Vec<f64>)> {
    let end = weeks.last().copied().unwrap_or(0.0);
    Cause::ALL
        .into_iter()
        .filter(|cause| cause.is_exit())
        .map(|cause| (cause, 1 + cause as u8))
        .filter(|&(_, code)| incidence.at(code, end) > 0.0)
        .map(|(cause, code)| {
            (name(cause).to_string(), weeks.iter().map(|&week| incidence.at(code, week)).collect())
        })
        .collect()
}

fn name(cause: Cause) -> &'static str {
    match cause {
        Cause::Coup => "coup",
        Cause::Palace => "palace coup",
        Cause::Uprising => "uprising",
        Cause::Takeover => "insurgents take Bamako",
        Cause::Settlement => "settlement with JNIM",
        Cause::Decapitation => "leader killed",
    }
}

/// Numbers at risk at five dates.
pub fn at_risk(table: &LifeTable, weeks: u32, date: impl Fn(f64) -> Date) -> Vec<(Date, usize)> {
    let step = f64::from(weeks) / 4.0;
    let at = (0..=4).map(|k| (f64::from(k) * step).floor());
    at.map(|week| (date(week), table.at_risk(week) as usize)).collect()
}
