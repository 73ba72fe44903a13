//! How long the regime and the contract last in each scenario, and what ends them.
//!
//! Survival after Kaplan and Meier, ends by cause after Aalen and Johansen, as for a single record; on common dates, which only scenarios
//! that begin on one day have.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::super::ReportFault;
use super::super::super::figures::{contract, survival};
use super::super::super::subject::Subject;
use super::super::Study;
use super::wording::{followed, names, wording};
use crate::plot::{Ends, EndsPanel, Figure, Lasting, Lasts};
use crate::scenario::Contract;
use crate::stats::incidence::Incidence;
use crate::stats::life_table::LifeTable;
use crate::stats::survival::Survival;
use crate::world::Reason;

/// What lasts or ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    Regime,
    Contract,
}

/// The lives of a state in a scenario.
struct Lives {
    table: LifeTable,
    /// Each cause with its incidence at each week.
    causes: Vec<(String, Vec<f64>)>,
}

/// Both figures of a state: how long it lasts, and what ends it.
pub fn figures(study: &Study, subjects: &[Subject], state: State) -> Result<Vec<Figure>, ReportFault> {
    let Some((start, weeks)) = span(subjects) else { return Ok(Vec::new()) };
    let mut lives = Vec::new();
    for subject in subjects {
        match state.lives(subject, weeks)? {
            Some(found) => lives.push(found),
            None => return Ok(Vec::new()),
        }
    }
    let dates: Vec<Date> =
        (0..=weeks).map(|week| start.saturating_add((7 * i64::from(week)).days())).collect();
    let mut figures = vec![lasting(study, subjects, state, &dates, &lives)];
    figures.extend(ends(study, subjects, state, &dates, &lives));
    Ok(figures)
}

/// The first day, and the weeks that all run.
fn span(subjects: &[Subject]) -> Option<(Date, u32)> {
    let scenarios: Vec<_> =
        subjects.iter().map(|subject| subject.scenario.as_ref()).collect::<Option<_>>()?;
    let first = scenarios.first()?;
    let country = scenarios.iter().all(|s| s.start == first.start && s.laboratory.is_none());
    country.then(|| (first.start, scenarios.iter().map(|s| s.weeks()).min().unwrap_or(0)))
}

impl State {
    fn key(self) -> &'static str {
        if self == State::Regime { "regime" } else { "contract" }
    }

    fn words(self) -> &'static str {
        if self == State::Regime { "regime in power" } else { "contract in force" }
    }

    fn lives(self, subject: &Subject, weeks: u32) -> Result<Option<Lives>, ReportFault> {
        let Some(scenario) = &subject.scenario else { return Ok(None) };
        let (on, needed) = match self {
            State::Regime => (
                scenario.mechanisms.regime.is_on(),
                ["regime.exit_week", "regime.exit_cause"].map(String::from).to_vec(),
            ),
            State::Contract => {
                let mut needed: Vec<String> = Reason::ALL.map(contract::outcome).to_vec();
                needed.extend(["contract.in_force", "contract.rupture.week"].map(String::from));
                (scenario.mechanisms.contract != Contract::Off, needed)
            }
        };
        if !on || !needed.iter().all(|name| subject.has_outcome(name)) {
            return Ok(None);
        }
        let horizon = f64::from(weeks);
        let (times, causes) = match self {
            State::Regime => survival::lifetimes(subject, horizon)?,
            State::Contract => contract::lifetimes(subject, horizon)?,
        };
        if times.is_empty() {
            return Ok(None);
        }
        // What comes after the common weeks has not come yet.
        let whole = scenario.weeks() == weeks;
        let come = |(&time, &cause): (&f64, &u8)| if whole || time < horizon { cause } else { 0 };
        let causes: Vec<u8> = times.iter().zip(&causes).map(come).collect();
        let table = LifeTable::new(&times, &causes);
        let incidence = Incidence::of(table.clone());
        let grid: Vec<f64> = (0..=weeks).map(f64::from).collect();
        let causes = match self {
            State::Regime => survival::causes_of(&incidence, &grid),
            State::Contract => contract::causes(&incidence, &grid),
        };
        Ok(Some(Lives { table, causes }))
    }
}

impl Lives {
    fn curve(&self, dates: &[Date]) -> (Survival, Vec<f64>) {
        let curve = Survival::of(self.table.clone());
        let values = (0..dates.len()).map(|week| curve.at(week as f64)).collect();
        (curve, values)
    }

    /// Numbers at risk at the ends of `parts` parts.
    fn at_risk(&self, dates: &[Date], parts: usize) -> Vec<(Date, usize)> {
        let last = dates.len() - 1;
        let weeks = (0..=parts).map(|k| k * last / parts);
        weeks.map(|week| (dates[week], self.table.at_risk(week as f64) as usize)).collect()
    }
}

fn lasting(study: &Study, subjects: &[Subject], state: State, dates: &[Date], lives: &[Lives]) -> Figure {
    let what = format!(
        "survival after Kaplan and Meier, bands: 95 % at each date (log-log), each curve’s own, so that of pairs they say less than the \
         table of differences.{}",
        match state {
            State::Regime => " Only the first end of a junta counts.".to_string(),
            State::Contract => format!(
                "{} Tables of outcomes count them with the contract that they had by then, so that their shares are others.",
                followed(study, subjects)
            ),
        }
    );
    let title = if state == State::Regime {
        "How long the regime lasts"
    } else {
        "How long the contract with Russia lasts"
    };
    let curve = |(name, lives): (&String, &Lives)| {
        let (curve, survival) = lives.curve(dates);
        let interval = |week: usize| curve.interval(week as f64, 0.95);
        let band = (0..dates.len()).map(interval).map(|interval| (interval.low, interval.high)).collect();
        Lasts { name: name.clone(), survival, band, at_risk: lives.at_risk(dates, 4) }
    };
    Lasting {
        wording: wording(study, &format!("lasts-{}", state.key()), title, &what),
        state: state.words().into(),
        dates: dates.to_vec(),
        curves: names(study).zip(lives).map(curve).collect(),
    }
    .figure()
}

/// None where nothing ends in any scenario.
fn ends(
    study: &Study,
    subjects: &[Subject],
    state: State,
    dates: &[Date],
    lives: &[Lives],
) -> Option<Figure> {
    let mut causes: Vec<String> = Vec::new();
    for (name, _) in lives.iter().flat_map(|lives| &lives.causes) {
        if !causes.contains(name) {
            causes.push(name.clone());
        }
    }
    if causes.is_empty() {
        return None;
    }
    let what = format!(
        "shares of the futures by what has become of the {} after Aalen and Johansen; black line: survival.{}",
        state.key(),
        if state == State::Contract { followed(study, subjects) } else { String::new() }
    );
    let title =
        if state == State::Regime { "What ends the regime" } else { "What ends the contract with Russia" };
    let panel = |(name, lives): (&String, &Lives)| {
        let of = |cause: &String| {
            let found = lives.causes.iter().find(|(other, _)| other == cause);
            found.map_or_else(|| vec![0.0; dates.len()], |(_, incidence)| incidence.clone())
        };
        EndsPanel {
            title: name.clone(),
            survival: lives.curve(dates).1,
            incidence: causes.iter().map(of).collect(),
            at_risk: lives.at_risk(dates, 2),
        }
    };
    Some(
        Ends {
            wording: wording(study, &format!("ends-{}", state.key()), title, &what),
            state: state.words().into(),
            dates: dates.to_vec(),
            panels: names(study).zip(lives).map(panel).collect(),
            causes,
        }
        .figure(),
    )
}
