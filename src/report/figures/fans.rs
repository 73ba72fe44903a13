//! What happens over time: bands of the futures, a few futures in full, what was observed, and the dated interventions.
//!
//! A recorded date stands at the end of the weeks that it sums up, so a flow of w weeks becomes a rate per month as
//! flow · 4.348/w (4.348 weeks are a mean month). Futures that stand still are left out from then on
//! ([`Subject`](super::super::subject::Subject)).

use jiff::civil::Date;
use ndarray::Array2;

use super::super::ReportFault;
use super::super::number::plus_minus;
use super::super::subject::Subject;
use super::{events::events, observed};
use crate::plot::{Fan, Figure, Panel, QUANTILES, Quantity, Unit, Wording};
use crate::stats::dip::{dip, has_several_peaks};
use crate::stats::quantile::{quantile, quantile_error, sorted};

/// Weeks in a mean month: 365.25 / 12 / 7.
const WEEKS_A_MONTH: f64 = 4.348;
/// Futures drawn in full: the first of the record.
pub const PATHS: usize = 6;

/// Share of the futures that must lie elsewhere for one peak, before a reader is warned; expert judgement.
const APART: f64 = 0.02;

/// A figure of curves.
pub struct Curves {
    name: &'static str,
    title: &'static str,
    note: &'static str,
    curves: Vec<Curve<'static>>,
}

/// One observable.
pub struct Curve<'n> {
    pub observable: &'n str,
    pub title: &'n str,
    pub quantity: Quantity,
    /// Outcomes whose difference is the value on the first day.
    pub start: Option<[&'static str; 2]>,
    /// Summed since the last date, and drawn per month.
    pub flow: bool,
    pub observed: fn() -> Vec<(Date, f64)>,
}

pub fn curve<'n>(observable: &'n str, title: &'n str, quantity: Quantity) -> Curve<'n> {
    Curve { observable, title, quantity, start: None, flow: false, observed: Vec::new }
}

/// All figures of curves.
pub fn all() -> Vec<Curves> {
    vec![
        control(),
        bargain(),
        influence(),
        influence_parts(),
        fuel(),
        fuel_price(),
        deaths(),
        displaced(),
        legitimacy(),
        arrears(),
    ]
}

fn control() -> Curves {
    let share = || Quantity::share("share under effective control");
    let state = |observable, title, start| Curve { start: Some(start), ..curve(observable, title, share()) };
    Curves {
        name: "control",
        title: "Who controls people and land",
        note: "",
        curves: vec![
            state(
                "control.state.population",
                "People under state control",
                ["control.population", "control.population.change"],
            ),
            curve("control.jnim.population", "People under JNIM control", share()),
            state(
                "control.state.territory",
                "Land under state control",
                ["control.territory", "control.territory.change"],
            ),
            curve("control.jnim.territory", "Land under JNIM control", share()),
        ],
    }
}

fn bargain() -> Curves {
    let money = || Quantity { floor: None, ..Quantity::amount("worth over the alternative", "m$ a month") };
    Curves {
        name: "bargain",
        title: "What the bargain is worth to each side",
        note: " Worth over the alternative is V − d: below zero the alternative is better. A contract that has ended is worth nothing, its alternative still something.",
        curves: vec![
            curve("junta.net", "Worth to the junta over its alternative", money()),
            curve("kremlin.net", "Worth to the Kremlin over its alternative", money()),
            curve("contract.fee", "Fee that is owed", Quantity::amount("fee owed", "m$ a month")),
            curve("men.russia", "Russians in Mali", Quantity::amount("men", "men")),
        ],
    }
}

fn influence() -> Curves {
    Curves {
        name: "influence",
        title: "Russian influence, and the state’s control",
        note: " Influence is the mean of six components, each 0 to 1, with equal weights.",
        curves: vec![
            curve("russia.influence", "Russian influence", Quantity::share("share")),
            curve("control.state.population", "People under state control", Quantity::share("share")),
        ],
    }
}

fn influence_parts() -> Curves {
    let share = || Quantity::share("component");
    Curves {
        name: "influence-components",
        title: "Russian influence by component",
        note: "",
        curves: vec![
            curve("russia.security_dependence", "Security dependence", share()),
            curve("russia.economic_footprint", "Economic footprint", share()),
            curve("russia.alignment", "Alignment of the elites", share()),
            curve("russia.elite_ties", "Elite ties", share()),
            curve("russia.latent_opinion", "Latent opinion", share()),
            curve("russia.exclusivity", "Exclusivity", share()),
        ],
    }
}

fn fuel() -> Curves {
    let share = || Quantity { ceiling: None, ..Quantity::share("share of demand met") };
    Curves {
        name: "fuel",
        title: "Fuel at the pump",
        note: "",
        curves: vec![
            curve("fuel.bamako", "Bamako: share of demand met", share()),
            curve("fuel.available", "Country, by people: share of demand met", share()),
        ],
    }
}

fn fuel_price() -> Curves {
    let price = || Quantity::amount("street price", "times official");
    Curves {
        name: "fuel-price",
        title: "The street price of fuel",
        note: "",
        curves: vec![
            curve("fuel.price.bamako", "Bamako", price()),
            curve("fuel.price.elsewhere", "Elsewhere, by people", price()),
        ],
    }
}

fn deaths() -> Curves {
    let persons = || Quantity::amount("deaths a month", "persons");
    let flow = |observable, title| Curve { flow: true, ..curve(observable, title, persons()) };
    Curves {
        name: "deaths",
        title: "Deaths in the conflict, a month",
        note: " Observed: UCDP GED, all types, best estimate; months without a number are not drawn.",
        curves: vec![
            flow("deaths", "True deaths in the model"),
            Curve { observed: observed::ucdp_monthly, ..flow("deaths.ucdp", "As UCDP would count them") },
            flow("deaths.acled", "As ACLED would count them"),
        ],
    }
}

fn displaced() -> Curves {
    let persons = Quantity::amount("displaced inside the country", "persons");
    Curves {
        name: "displaced",
        title: "Displaced inside the country",
        note: " Observed: UNHCR and OCHA.",
        curves: vec![Curve { observed: observed::displaced, ..curve("people.displaced", "", persons) }],
    }
}

fn legitimacy() -> Curves {
    Curves {
        name: "legitimacy",
        title: "Legitimacy of the regime in the capital",
        note: "",
        curves: vec![curve("regime.legitimacy", "", Quantity::share("legitimacy"))],
    }
}

fn arrears() -> Curves {
    Curves {
        name: "arrears",
        title: "Army pay in arrears",
        note: "",
        curves: vec![curve("treasury.arrears", "", Quantity::amount("arrears", "months of pay"))],
    }
}

pub fn figure(subject: &Subject, curves: &Curves) -> Result<Option<Figure>, ReportFault> {
    let mut panels = Vec::new();
    let (mut errors, mut parted) = (Vec::new(), Vec::new());
    for curve in curves.curves.iter().filter(|c| subject.has_observable(c.observable)) {
        let values = values(subject, curve)?;
        let still = |first: f32| values.iter().all(|&x| x == first || !x.is_finite());
        if subject.is_laboratory() && values.iter().find(|x| x.is_finite()).is_none_or(|&first| still(first))
        {
            continue;
        }
        errors.extend(error(curve, &values));
        parted.extend(several_peaks(subject, curve, &values));
        panels.push(panel(subject, curve, &values));
    }
    if panels.is_empty() || subject.dates.is_empty() {
        return Ok(None);
    }
    let shown = panels.iter().any(|p: &Panel| seen(p, subject));
    let note = if shown { curves.note } else { "" };
    let what = format!(
        "bands hold 50, 80 and 95 % of the futures at each date, the line is their median, thin lines are the first \
         {PATHS} futures. Last median{}, with Monte Carlo standard error: {}.{}{}{note}",
        if errors.len() > 1 { "s in the order of the panels" } else { "" },
        errors.join(" · "),
        warning(&parted),
        subject.followed(),
    );
    let wording = Wording {
        name: curves.name.into(),
        title: curves.title.into(),
        subtitle: subject.title.clone(),
        caption: subject.caption(&what),
    };
    let shared = panels.len() > 1;
    let figure = Fan { wording, dates: dates(subject), panels, events: events(subject), shared }.figure();
    Ok(Some(figure))
}

/// The date on which the futures of a curve fall most clearly into bunches that a fan hides, if they do on any: where the
/// dip is beyond what a sample of one peak reaches once in a thousand, and at least [`APART`].
pub fn several_peaks(subject: &Subject, curve: &Curve, values: &Array2<f32>) -> Option<String> {
    let dates = dates(subject);
    let dips = values.columns().into_iter().zip(dates).filter_map(|(column, date)| {
        let finite: Vec<f64> = column.iter().filter(|x| x.is_finite()).map(|&x| f64::from(x)).collect();
        let sorted = sorted(&finite);
        has_several_peaks(&sorted, APART).then(|| (dip(&sorted), date))
    });
    let (_, date) = dips.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let name = if curve.title.is_empty() { &curve.quantity.name } else { curve.title };
    Some(format!("{name} ({})", super::super::story::words::date(date)))
}

/// What a caption says of curves that hide bunches.
pub fn warning(parted: &[String]) -> String {
    match parted {
        [] => String::new(),
        parted => format!(
            " Caution, the bands hide bunches of futures with few between them, clearest on the date named: {}. The median may \
             be a value that hardly any future has (dip test, p < 0.001, dip above {APART}).",
            parted.join(", ")
        ),
    }
}

/// Quantities by which a single future is shown, in the order in which they are; as many as there is room for.
fn headlines() -> Vec<Curve<'static>> {
    let share = |name: &str| Quantity::share(name);
    vec![
        Curve {
            start: Some(["control.population", "control.population.change"]),
            ..curve("control.state.population", "People under state control", share("share"))
        },
        curve("russia.influence", "Russian influence", share("index")),
        curve("men.russia", "Russians in the country", Quantity::amount("men", "men")),
        Curve {
            flow: true,
            ..curve("deaths", "Deaths a month", Quantity::amount("deaths a month", "persons"))
        },
        curve("fuel.bamako", "Bamako: share of fuel demand met", share("share of demand met")),
        curve("treasury.arrears", "Army pay in arrears", Quantity::amount("arrears", "months")),
        curve("regime.legitimacy", "Legitimacy in the capital", share("legitimacy")),
    ]
}

/// Panels in the figure of a single future.
const PANELS: usize = 6;

/// A single future, a row of the record, against the fans of all: its headlines, or first the observable that it was
/// picked by. None where nothing moves.
pub fn one(
    subject: &Subject,
    (index, row): (u64, usize),
    picked: Option<&str>,
    marks: Vec<(Date, String)>,
) -> Result<Option<Figure>, ReportFault> {
    let mut panels = Vec::new();
    for curve in chosen(subject, picked) {
        let values = values(subject, &curve)?;
        let first = values.iter().find(|x| x.is_finite());
        if first.is_some_and(|first| values.iter().any(|x| x.is_finite() && x != first))
            && panels.len() < PANELS
        {
            let own = values.row(row).iter().map(|&x| f64::from(x)).collect();
            panels.push(Panel {
                own,
                paths: Vec::new(),
                observed: Vec::new(),
                ..panel(subject, &curve, &values)
            });
        }
    }
    if panels.is_empty() || subject.dates.is_empty() {
        return Ok(None);
    }
    let what = format!(
        "bands hold 50, 80 and 95 % of the futures at each date, the line is their median; replicate {index} is drawn on \
         top.{}",
        subject.followed()
    );
    let wording = Wording {
        name: "replay".into(),
        title: format!("Replicate {index} among all futures"),
        subtitle: subject.title.clone(),
        caption: subject.caption(&what),
    };
    Ok(Some(Fan { wording, dates: dates(subject), panels, events: marks, shared: false }.figure()))
}

/// The curves that the record has, with what the future was picked by at their head.
fn chosen<'n>(subject: &Subject, picked: Option<&'n str>) -> Vec<Curve<'n>> {
    let mut all: Vec<Curve<'n>> = headlines();
    if let Some(name) = picked {
        match all.iter().position(|curve| curve.observable == name) {
            Some(place) => all[..=place].rotate_right(1),
            None => all.splice(0..0, other(subject, name)).for_each(drop),
        }
    }
    all.retain(|curve| subject.has_observable(curve.observable));
    all
}

/// A curve of any observable, under its own name.
fn other<'n>(subject: &Subject, name: &'n str) -> Option<Curve<'n>> {
    let columns = &subject.record.manifest().identity.columns.observables;
    let column = columns.iter().find(|column| column.name == name)?;
    let quantity = match column.unit.as_str() {
        "share" => Quantity { ceiling: None, floor: None, ..Quantity::share(name) },
        "ratio" | "0 or 1" => Quantity::real(name, ""),
        unit => Quantity::real(name, unit),
    };
    Some(curve(name, name, quantity))
}

/// The first day, then the recorded dates.
pub fn dates(subject: &Subject) -> Vec<Date> {
    subject.start().into_iter().chain(subject.dates.iter().copied()).collect()
}

/// Replicates × dates, the first day included; NaN where a future is not followed or nothing is recorded.
pub fn values(subject: &Subject, curve: &Curve) -> Result<Array2<f32>, ReportFault> {
    let recorded = subject.record.trajectory(curve.observable)?;
    let lead = usize::from(subject.start().is_some());
    let mut all = Array2::from_elem((recorded.nrows(), recorded.ncols() + lead), f32::NAN);
    let per_month: Vec<f32> = if curve.flow { monthly(subject) } else { vec![1.0; subject.dates.len()] };
    for (k, (mut row, from)) in all.rows_mut().into_iter().zip(recorded.rows()).enumerate() {
        for date in 0..subject.until[k] {
            row[lead + date] = from[date] * per_month[date];
        }
    }
    if let (Some([end, change]), 1) = (curve.start.filter(|s| s.iter().all(|o| subject.has_outcome(o))), lead)
    {
        let (end, change) = (subject.record.outcomes(end)?, subject.record.outcomes(change)?);
        for (k, (end, change)) in end.iter().zip(&change).enumerate() {
            all[[k, 0]] = (end - change) as f32;
        }
    }
    Ok(all)
}

/// What makes the sum of each recorded date a rate per month.
fn monthly(subject: &Subject) -> Vec<f32> {
    let days = |from: Date, to: Date| from.until(to).map_or(7.0, |span| f64::from(span.get_days()));
    let first = subject.start().map_or(WEEKS_A_MONTH, |s| {
        subject.dates.first().map_or(WEEKS_A_MONTH, |&date| days(s, date) / 7.0 + 1.0)
    });
    let later = subject.dates.windows(2).map(|pair| days(pair[0], pair[1]) / 7.0);
    std::iter::once(first).chain(later).map(|weeks| (WEEKS_A_MONTH / weeks.max(1.0)) as f32).collect()
}

pub fn panel(subject: &Subject, curve: &Curve, values: &Array2<f32>) -> Panel {
    let band = |column: ndarray::ArrayView1<f32>| {
        let finite: Vec<f64> = column.iter().filter(|x| x.is_finite()).map(|&x| f64::from(x)).collect();
        let sorted = sorted(&finite);
        QUANTILES.map(|p| quantile(&sorted, p))
    };
    Panel {
        title: curve.title.into(),
        quantity: curve.quantity.clone(),
        bands: values.columns().into_iter().map(band).collect(),
        paths: values
            .rows()
            .into_iter()
            .filter(|row| row.iter().any(|x| x.is_finite()))
            .take(PATHS)
            .map(|row| row.iter().map(|&x| f64::from(x)).collect())
            .collect(),
        own: Vec::new(),
        observed: placed(subject, curve, (curve.observed)()),
    }
}

/// Observations at dates of the run; monthly counts stand where the month's weeks do.
fn placed(subject: &Subject, curve: &Curve, observed: Vec<(Date, f64)>) -> Vec<(Date, f64)> {
    let whole = |date: Date| subject.start().is_none_or(|s| s.first_of_month() < date.first_of_month());
    let month = |date: Date| (date.year(), date.month());
    let place = |date: Date| subject.dates.iter().rev().find(|d| month(**d) == month(date)).copied();
    let placed = observed.into_iter().filter_map(|(date, value)| {
        if !curve.flow {
            Some((date, value))
        } else {
            place(date).filter(|_| whole(date)).map(|d| (d, value))
        }
    });
    placed.collect()
}

pub fn seen(panel: &Panel, subject: &Subject) -> bool {
    let span = subject.start().or(subject.dates.first().copied()).zip(subject.dates.last().copied());
    span.is_some_and(|(from, to)| panel.observed.iter().any(|(date, _)| (from..=to).contains(date)))
}

/// The Monte Carlo error of a curve's last median, in words.
pub fn error(curve: &Curve, values: &Array2<f32>) -> Option<String> {
    let last = values.columns().into_iter().next_back()?;
    let finite: Vec<f64> = last.iter().filter(|x| x.is_finite()).map(|&x| f64::from(x)).collect();
    let sorted = sorted(&finite);
    let (median, error) = (quantile(&sorted, 0.5), quantile_error(&sorted, 0.5));
    if !(median.is_finite() && error.is_finite()) {
        return None;
    }
    // What is left of rounding in single precision is no error.
    let error = if error < 1e-6 * median.abs() { 0.0 } else { error };
    let (scale, unit) = match curve.quantity.unit {
        Unit::Share => (100.0, "\u{a0}%"),
        _ => (1.0, ""),
    };
    Some(format!("{}{unit}", plus_minus(scale * median, scale * error).replace('\u{202f}', ",")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tiny;

    /// Half of the futures at 0 and half at 1, on the last date alone.
    #[test]
    fn a_fan_that_hides_two_bunches_says_so_and_another_does_not() {
        let (_folder, record) = tiny::record("status-quo-2025.toml", 1, &[("end", "2025-07-07")]);
        let subject = Subject::new(&record).unwrap();
        let curve = curve("control.state.population", "Control", Quantity::share("share"));
        let even = |k: usize| k as f32 / 400.0;
        let dates = dates(&subject).len();
        let values = |split: bool| {
            Array2::from_shape_fn((400, dates), |(k, date)| {
                if split && date + 1 == dates { (k % 2) as f32 + 0.01 * even(k) } else { even(k) }
            })
        };
        assert_eq!(several_peaks(&subject, &curve, &values(false)), None);
        let told = warning(&several_peaks(&subject, &curve, &values(true)).into_iter().collect::<Vec<_>>());
        assert!(told.contains("bunches") && told.contains("Control (") && told.contains("2025"), "{told}");
        assert_eq!(warning(&[]), "");
    }
}
