//! The headline table of the page, and how many replicates would have been enough.

use maud::{Markup, html};

use super::table::{Cell, Column, Table};
use crate::report::headline::{Headline, Measure, headlines};
use crate::report::number::{plus_minus, range};
use crate::report::precision::{Precision, precision, verdict};
use crate::report::story::words::whole;
use crate::report::summary::{Estimate, Given, of_laboratory};
use crate::stats::proportion::Proportion;

const LEVEL: f64 = 0.95;

/// Every headline of a record, sortable.
pub fn table(estimates: &[Estimate], laboratory: bool) -> Markup {
    let rows = if laboratory { of_itself(estimates) } else { of_the_country(estimates) };
    let mut columns = vec![
        Column::words("outcome"),
        Column::number("estimate ± error"),
        Column::brief("unit"),
        Column::number("5 to 95 %"),
        Column::number("given survival"),
        Column::number("its 5 to 95 %"),
        Column::brief("about"),
    ];
    columns.truncate(rows.first().map_or(columns.len(), Vec::len));
    let table = Table {
        caption: "Estimate ± Monte Carlo standard error, and the range in which nine futures in ten lie"
            .into(),
        columns,
        rows,
        sortable: true,
    };
    let n = estimates.first().map_or(0, |e| e.n);
    let alive = estimates.iter().find(|e| e.given == Given::Survival).map_or(0, |e| e.n);
    html! {
        (table.markup())
        p.quiet {
            (whole(n as f64)) " simulated futures"
            @if !laboratory { "; the junta of the first day survives in " (whole(alive as f64)) }
            ". The error is that of a finite number of \
             replicates and says nothing of whether the model is right. More replicates make it smaller; they do not narrow the \
             range of the futures."
            @if !laboratory { " What is given survival describes those futures; it is no effect of survival. Futures that end \
             in a takeover of Bamako or a settlement stand still and count with what they had by then." }
        }
    }
}

fn of_the_country(estimates: &[Estimate]) -> Vec<Vec<Cell>> {
    let row = |headline: Headline| {
        let find = |given| estimates.iter().find(|e| e.outcome == headline.outcome && e.given == given);
        let all = find(Given::All).filter(|e| e.n > 0)?;
        let [estimate, spread] = cells(headline.measure, all);
        let mut row = vec![
            Cell::words(headline.title),
            estimate,
            Cell::words(unit(headline.measure, &all.unit)),
            spread,
        ];
        match find(Given::Survival).filter(|e| headline.needs_regime && e.n > 1) {
            Some(alive) => row.extend(cells(headline.measure, alive)),
            None => row.extend([Cell::default(), Cell::default()]),
        }
        row.push(Cell::words(headline.group.title()));
        Some(row)
    };
    headlines().into_iter().filter_map(row).collect()
}

fn of_itself(estimates: &[Estimate]) -> Vec<Vec<Cell>> {
    let rows = estimates.iter().filter(|e| of_laboratory(e)).map(|e| {
        let measure = if e.unit == "0 or 1" { Measure::Chance } else { Measure::Amount };
        let [estimate, spread] = cells(measure, e);
        vec![Cell::words(&e.outcome), estimate, Cell::words(unit(measure, &e.unit)), spread]
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
    let digits = if interval.high - interval.low < 0.001 { 2 } else { 1 };
    if successes == 0 {
        format!("0 (below {:.digits$})", 100.0 * interval.high)
    } else {
        format!("100 (above {:.digits$})", 100.0 * interval.low)
    }
}

/// Whether n was enough, in the words of the terminal, and each outcome's half-width beside what is wanted of it.
pub fn enough(estimates: &[Estimate]) -> Markup {
    let told = precision(estimates, &[], LEVEL);
    if told.is_empty() {
        return html! { p { "Too few replicates to say: an error needs two." } };
    }
    let row = |one: &Precision| {
        vec![
            Cell::words(one.words.as_str()),
            Cell::number(one.width(one.half_width), one.half_width / one.wanted),
            Cell::number(one.width(one.wanted), one.wanted),
            Cell::words(if one.reached { "yes" } else { "no" }),
            Cell::number(one.needed.map_or("–".into(), count), one.needed.map_or(f64::NAN, |n| n as f64)),
        ]
    };
    let table = Table {
        caption: "Half of the 95 % interval: in points of chances and shares, in per cent of amounts".into(),
        columns: vec![
            Column::words("outcome"),
            Column::number("here"),
            Column::number("wanted"),
            Column::brief("enough"),
            Column::number("n that would do"),
        ],
        rows: told.iter().map(row).collect(),
        sortable: true,
    };
    html! {
        p { (verdict(&told, false)) " Half the width takes four times as many." }
        details { summary { "Each headline" } (table.markup()) }
    }
}

/// A number of replicates to two figures, rounded up.
fn count(n: u64) -> String {
    let unit = 10u64.pow(n.max(1).ilog10().saturating_sub(1));
    whole((n.div_ceil(unit) * unit) as f64)
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

    /// A chance of one half of a thousand has a half-width of 3.1 points; ± 3 points take 1,100 to two figures.
    #[test]
    fn what_is_missing_is_named_with_what_would_do() {
        let text = enough(&[estimate("regime.survives", 0.5, (0.25f64 / 1000.0).sqrt())]).into_string();
        assert!(text.contains("For 0 of 1 outcomes") && text.contains("± 3.1 pp"), "{text}");
        assert!(text.contains(">1,100</td>"), "{text}");
        assert!(enough(&[]).into_string().contains("Too few"));
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
