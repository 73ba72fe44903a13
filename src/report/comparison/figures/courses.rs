//! What happens over time in each scenario: fans as small multiples on shared axes, a panel a scenario, with what was observed on top.
//!
//! As the fans of a single record ([`fans`](crate::report::figures::fans)), over the dates that all have. Thin lines are the same futures
//! in each: the same parameters and the same luck.

use jiff::civil::Date;
use ndarray::Array2;

use super::super::super::ReportFault;
use super::super::super::figures::fans::{
    Curve, PATHS, curve, dates, error, panel, several_peaks, values, warning,
};
use super::super::super::figures::observed;
use super::super::super::subject::Subject;
use super::super::Study;
use super::wording::{followed, names, wording};
use crate::plot::{Fan, Figure, Panel, Quantity};

/// An observable with the title of its figure.
pub struct Course {
    name: &'static str,
    title: &'static str,
    curve: Curve<'static>,
    /// Added up from the first day.
    sum: bool,
    note: &'static str,
}

/// All courses, in the order in which they are read.
pub fn all() -> Vec<Course> {
    let share = |name: &str| Quantity::share(name);
    let course = |name, title, curve| Course { name, title, curve, sum: false, note: "" };
    let control = Curve {
        start: Some(["control.population", "control.population.change"]),
        ..curve("control.state.population", "", share("share of the people"))
    };
    let fuel = Quantity { ceiling: None, ..share("share of demand met") };
    let deaths = || Quantity::amount("deaths", "persons");
    let counted =
        Curve { flow: true, observed: observed::ucdp_monthly, ..curve("deaths.ucdp", "", deaths()) };
    let displaced = Quantity::amount("displaced", "persons");
    vec![
        course("course-control", "People under state control", control),
        course(
            "course-legitimacy",
            "Legitimacy of the regime in the capital",
            curve("regime.legitimacy", "", share("legitimacy")),
        ),
        course("course-fuel", "Share of fuel demand met in Bamako", curve("fuel.bamako", "", fuel)),
        course(
            "course-influence",
            "Russian influence, index of six components",
            curve("russia.influence", "", share("index")),
        ),
        course("course-men", "Russians in Mali", curve("men.russia", "", Quantity::amount("men", "men"))),
        Course { sum: true, ..course("course-deaths", "Deaths so far", curve("deaths", "", deaths())) },
        Course {
            note: " Observed: UCDP GED, all types, best estimate.",
            ..course("course-deaths-ucdp", "Deaths a month as UCDP would count them", counted)
        },
        Course {
            note: " Observed: UNHCR and OCHA.",
            ..course(
                "course-displaced",
                "Displaced inside the country",
                Curve { observed: observed::displaced, ..curve("people.displaced", "", displaced) },
            )
        },
    ]
}

/// None where a side has not observed it, no date is common, or nothing moves in any.
pub fn figure(study: &Study, subjects: &[Subject], course: &Course) -> Result<Option<Figure>, ReportFault> {
    let common = common(subjects);
    let there = subjects.iter().all(|subject| subject.has_observable(course.curve.observable));
    if !there || common.len() < 2 {
        return Ok(None);
    }
    let (mut panels, mut errors, mut parted) = (Vec::new(), Vec::new(), Vec::new());
    let mut moves = false;
    for (name, subject) in names(study).zip(subjects) {
        let own = dates(subject);
        let rows: Vec<usize> =
            common.iter().filter_map(|date| own.iter().position(|other| other == date)).collect();
        let mut values = values(subject, &course.curve)?;
        if course.sum {
            add_up(&mut values, subject.start().is_some());
        }
        let first = values.iter().copied().find(|x| x.is_finite());
        moves |= first.is_some_and(|first| values.iter().any(|x| x.is_finite() && *x != first));
        let curve = Curve { title: name.as_str(), quantity: course.curve.quantity.clone(), ..course.curve };
        errors.extend(error(&curve, &values).map(|words| format!("{name} {words}")));
        parted.extend(several_peaks(subject, &curve, &values));
        panels.push(at(panel(subject, &curve, &values), &rows));
    }
    if !moves {
        return Ok(None);
    }
    let (from, to) = (common[0], common[common.len() - 1]);
    let seen = panels.iter().any(|panel| panel.observed.iter().any(|(date, _)| (from..=to).contains(date)));
    let paired = study.contrasts.iter().all(|contrast| contrast.terms.paired);
    let which = if paired { "the same" } else { "the first" };
    let what = format!(
        "bands hold 50, 80 and 95 % of the futures at each date, the line is their median, thin lines are {which} {PATHS} futures in \
         each. Last medians, with Monte Carlo standard errors: {}.{}{}{}",
        errors.join(", "),
        warning(&parted),
        followed(study, subjects),
        if seen { course.note } else { "" }
    );
    let wording = wording(study, course.name, course.title, &what);
    Ok(Some(Fan { wording, dates: common, panels, events: Vec::new(), shared: true }.figure()))
}

/// Dates that all have.
fn common(subjects: &[Subject]) -> Vec<Date> {
    let [first, others @ ..] = subjects else { return Vec::new() };
    let others: Vec<Vec<Date>> = others.iter().map(dates).collect();
    dates(first).into_iter().filter(|date| others.iter().all(|other| other.contains(date))).collect()
}

/// Of each future what it has had by each date; on the first day nothing.
fn add_up(values: &mut Array2<f32>, has_start: bool) {
    for mut row in values.rows_mut() {
        let mut sum = 0.0;
        for (k, x) in row.iter_mut().enumerate() {
            if k == 0 && has_start {
                *x = 0.0;
            }
            sum += *x;
            *x = sum;
        }
    }
}

/// A panel on some of its dates.
fn at(panel: Panel, rows: &[usize]) -> Panel {
    Panel {
        bands: rows.iter().map(|&row| panel.bands[row]).collect(),
        paths: panel.paths.iter().map(|path| rows.iter().map(|&row| path[row]).collect()).collect(),
        ..panel
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn deaths_so_far_rise_and_end_with_the_future() {
        let mut values = array![[f32::NAN, 2.0, 3.0], [f32::NAN, 1.0, f32::NAN]];
        add_up(&mut values, true);
        assert_eq!(values.row(0).to_vec(), [0.0, 2.0, 5.0]);
        assert!(values[[1, 1]] == 1.0 && values[[1, 2]].is_nan());
    }
}
