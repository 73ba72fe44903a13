//! The headline table of the page, and how many replicates would have been enough.

use maud::{Markup, html};

use super::table::{Cell, Column, Table};
use crate::report::headline::{Headline, Measure, headlines};
use crate::report::number::{plus_minus, range};
use crate::report::summary::{Estimate, Given, of_laboratory};
use crate::stats::estimate;
use crate::stats::proportion::Proportion;
use crate::stats::sequential::needed;

const LEVEL: f64 = 0.95;

/// Every headline of a record, sortable.
pub fn table(estimates: &[Estimate], laboratory: bool) -> Markup {
    let rows = if laboratory { of_itself(estimates) } else { of_the_country(estimates) };
    let table = Table {
        caption: "Estimate ± Monte Carlo standard error, and the range in which nine futures in ten lie"
            .into(),
        columns: vec![
            Column::words("outcome"),
            Column::brief("about"),
            Column::brief("unit"),
            Column::number("estimate ± error"),
            Column::number("5 to 95 %"),
            Column::number("given survival"),
            Column::number("5 to 95 %, given survival"),
        ],
        rows,
        sortable: true,
    };
    let n = estimates.first().map_or(0, |e| e.n);
    let alive = estimates.iter().find(|e| e.given == Given::Survival).map_or(0, |e| e.n);
    html! {
        (table.markup())
        p.quiet {
            (n) " simulated futures; the junta of the first day survives in " (alive) ". The error is that of a finite number of \
             replicates and says nothing of whether the model is right. More replicates make it smaller; they do not narrow the \
             range of the futures. What is given survival describes those futures; it is no effect of survival. Futures that end \
             in a takeover of Bamako or a settlement stand still and count with what they had by then."
        }
    }
}

fn of_the_country(estimates: &[Estimate]) -> Vec<Vec<Cell>> {
    let row = |headline: Headline| {
        let find = |given| estimates.iter().find(|e| e.outcome == headline.outcome && e.given == given);
        let all = find(Given::All).filter(|e| e.n > 0)?;
        let mut row = vec![
            Cell::words(headline.title),
            Cell::words(headline.group.title()),
            Cell::words(unit(headline.measure, &all.unit)),
        ];
        row.extend(cells(headline.measure, all));
        match find(Given::Survival).filter(|e| headline.needs_regime && e.n > 1) {
            Some(alive) => row.extend(cells(headline.measure, alive)),
            None => row.extend([Cell::default(), Cell::default()]),
        }
        Some(row)
    };
    headlines().into_iter().filter_map(row).collect()
}

fn of_itself(estimates: &[Estimate]) -> Vec<Vec<Cell>> {
    let rows = estimates.iter().filter(|e| of_laboratory(e)).map(|e| {
        let mut row = vec![Cell::words(&e.outcome), Cell::words("the laboratory"), Cell::words(&e.unit)];
        row.extend(cells(Measure::Amount, e));
        row.extend([Cell::default(), Cell::default()]);
        row
    });
    rows.collect()
}

fn unit(measure: Measure, unit: &str) -> String {
    match measure {
        Measure::Chance | Measure::Share => "%".into(),
        Measure::Points => "points".into(),
        Measure::Amount if unit == "ratio" || unit == "-" => String::new(),
        Measure::Amount => unit.into(),
    }
}

fn cells(measure: Measure, e: &Estimate) -> [Cell; 2] {
    let scale = if measure == Measure::Amount { 1.0 } else { 100.0 };
    let spread = match measure {
        Measure::Chance => Cell::default(),
        _ => Cell::number(range(scale * e.p5, scale * e.p95), e.p5),
    };
    let text = match measure {
        Measure::Chance if e.standard_error == 0.0 && e.n > 1 => certain(e),
        _ => plus_minus(scale * e.estimate, scale * e.standard_error),
    };
    [Cell::number(text, e.estimate), spread]
}

/// A chance that never or always came true, with the end of its 95 % interval (Wilson).
fn certain(e: &Estimate) -> String {
    let successes = (e.estimate * e.n as f64).round() as u64;
    let interval = Proportion { successes, trials: e.n }.wilson(LEVEL);
    if successes == 0 {
        format!("0 (below {:.1})", 100.0 * interval.high)
    } else {
        format!("100 (above {:.1})", 100.0 * interval.low)
    }
}

/// Half-widths of the headlines' 95 % intervals, and the replicates that ± 1 point, or ± 1 % of a number, would take.
pub fn enough(estimates: &[Estimate], laboratory: bool) -> Markup {
    let row = |headline: Headline| {
        let e = estimates.iter().find(|e| e.outcome == headline.outcome && e.given == Given::All)?;
        need(headline.title, headline.measure, e)
    };
    let rows: Vec<Vec<Cell>> = if laboratory {
        let own = estimates.iter().filter(|e| of_laboratory(e));
        own.filter_map(|e| need(&e.outcome, Measure::Amount, e)).collect()
    } else {
        headlines().into_iter().filter_map(row).collect()
    };
    if rows.is_empty() {
        return html! { p { "Too few replicates to say: an error needs two." } };
    }
    let n = estimates.first().map_or(0, |e| e.n);
    let short = rows.iter().filter(|row| row[4].by.is_some_and(|needed| needed > n as f64)).count();
    let table = Table {
        caption: format!("What n = {n} replicates give, and what a half-width of one would take"),
        columns: vec![
            Column::words("outcome"),
            Column::brief("unit"),
            Column::number("error"),
            Column::number("95 % half-width"),
            Column::number("n for ± 1 point or ± 1 %"),
        ],
        rows,
        sortable: true,
    };
    html! {
        p { (verdict(short, table.rows.len(), n)) }
        details { summary { "Each headline" } (table.markup()) }
    }
}

fn verdict(short: usize, all: usize, n: u64) -> String {
    let told = match short {
        0 => "Yes, for every headline".to_string(),
        k if k == all => "No, for none of the headlines".to_string(),
        k => format!("Yes, for {} of {all} headlines", all - k),
    };
    format!(
        "{told}, if enough means that the 95 % interval of the estimate is no wider than one point either way (of chances and \
         shares), or one per cent (of numbers). This record has {n} replicates; half the width takes four times as many."
    )
}

fn need(title: &str, measure: Measure, e: &Estimate) -> Option<Vec<Cell>> {
    if e.n < 2 || !e.standard_error.is_finite() {
        return None;
    }
    let (scale, unit_) =
        if measure == Measure::Amount { (1.0, unit(measure, &e.unit)) } else { (100.0, "points".into()) };
    let half = if measure == Measure::Amount { 0.01 * e.estimate.abs() } else { 0.01 };
    let estimate = estimate::Estimate { value: e.estimate, standard_error: e.standard_error };
    let needed = if half > 0.0 { needed(&estimate, e.n, half, LEVEL).ceil() } else { f64::NAN };
    let error = scale * e.standard_error;
    let written = |x: f64| plus_minus(x, 0.05 * x);
    let first = |x: f64| written(x).split(" ±").next().unwrap_or_default().to_string();
    Some(vec![
        Cell::words(title),
        Cell::words(unit_),
        Cell::number(first(error), error),
        Cell::number(first(1.96 * error), 1.96 * error),
        Cell::number(if needed.is_finite() { count(needed) } else { "–".into() }, needed),
    ])
}

/// A number of replicates to two figures, rounded up.
fn count(n: f64) -> String {
    if n <= 0.0 {
        return "0".into();
    }
    let unit = 10f64.powf((n.log10().floor() - 1.0).max(0.0));
    crate::report::story::words::whole((n / unit).ceil() * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(outcome: &str, estimate: f64, standard_error: f64) -> Estimate {
        Estimate {
            outcome: outcome.into(),
            unit: "0 or 1".into(),
            given: Given::All,
            n: 1000,
            estimate,
            standard_error,
            p5: 0.0,
            p50: 0.0,
            p95: 1.0,
        }
    }

    /// A chance of one half has the error √(1/4n); ± 1 point takes 1.96² · ¼ / .01² = 9,604.
    #[test]
    fn a_chance_of_one_half_takes_nearly_ten_thousand() {
        let row = need("x", Measure::Chance, &estimate("x", 0.5, (0.25f64 / 1000.0).sqrt())).unwrap();
        assert_eq!(row[4].by, Some(9604.0));
        assert_eq!((row[3].text.as_str(), row[4].text.as_str()), ("3.10", "9,700"));
    }

    #[test]
    fn a_chance_that_never_came_true_keeps_its_bound() {
        assert_eq!(cells(Measure::Chance, &estimate("x", 0.0, 0.0))[0].text, "0 (below 0.4)");
        assert_eq!(cells(Measure::Chance, &estimate("x", 1.0, 0.0))[0].text, "100 (above 99.6)");
    }

    #[test]
    fn every_headline_of_a_record_has_a_row() {
        let estimates = [estimate("regime.survives", 0.5, 0.01), estimate("exit.coup", 0.1, 0.01)];
        assert_eq!(of_the_country(&estimates).len(), 2);
        assert!(table(&estimates, false).into_string().contains("The regime falls to a coup"));
    }
}
