//! The summary of a run: on the terminal, in `summary.csv` and in `summary.json`.

use std::path::{Path, PathBuf};

use super::exit::CliFault;
use super::table::{self, Fit};
use super::terminal::USUAL_WIDTH;
use crate::record::whole;
use crate::report::terminal::wrapped;
use crate::report::{
    Estimate, Given, Headline, Measure, headlines, is_laboratory, of_laboratory, plus_minus, range,
};
use crate::stats::proportion::Proportion;

/// The headlines for the terminal: estimate and error, the futures' 5–95 % range, and the same given survival.
pub fn text(estimates: &[Estimate], width: Option<usize>) -> String {
    if is_laboratory(estimates) {
        return laboratory(estimates, width);
    }
    let mut group = None;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for headline in headlines() {
        let find = |given| estimates.iter().find(|e| e.outcome == headline.outcome && e.given == given);
        let Some(all) = find(Given::All) else { continue };
        if group.replace(headline.group) != Some(headline.group) {
            rows.push(vec![headline.group.title().to_uppercase()]);
        }
        let mut row = vec![headline.words.to_string()];
        row.extend(cells(&headline, all));
        if let Some(alive) = find(Given::Survival).filter(|e| headline.needs_regime && e.n > 1) {
            row.extend(cells(&headline, alive));
        }
        rows.push(row);
    }
    let header = ["", "estimate ± error", "5 to 95 %", "given survival", "5 to 95 %"];
    let fit = Fit { width, left_out: &[&[4], &[3]], cut: 0 };
    let table = table::fitted(&header, &[1, 2, 3, 4], &rows, &fit);
    let n = estimates.first().map_or(0, |e| e.n);
    let alive = estimates.iter().find(|e| e.given == Given::Survival).map_or(0, |e| e.n);
    let [n, alive] = [n, alive].map(|n| plus_minus(n as f64, 0.0));
    let note = format!(
        "{n} simulated futures; the regime survives in {alive}. Errors are Monte Carlo standard errors of the \
         estimate; 5 to 95 % is the range of the futures themselves. Futures that end \
         in a takeover or a settlement stand still and count with what they had by then."
    );
    format!("{table}\n\n{}", wrapped(&note, width.unwrap_or(USUAL_WIDTH)))
}

/// The outcomes of a laboratory, which has no country to tell of: those of its own, and the regime's where it can end.
fn laboratory(estimates: &[Estimate], width: Option<usize>) -> String {
    let rows = estimates.iter().filter(|e| of_laboratory(e)).map(|e| {
        let estimate = plus_minus(e.estimate, e.standard_error);
        let spread = if e.unit == "0 or 1" { String::new() } else { range(e.p5, e.p95) };
        vec![e.outcome.clone(), e.unit.clone(), e.n.to_string(), estimate, spread]
    });
    let header = ["", "unit", "n", "estimate ± error", "5 to 95 %"];
    let fit = Fit { width, left_out: &[&[2], &[1]], cut: 0 };
    table::fitted(&header, &[2, 3, 4], &rows.collect::<Vec<_>>(), &fit)
}

fn cells(headline: &Headline, e: &Estimate) -> [String; 2] {
    let percent = |x: f64| 100.0 * x;
    match headline.measure {
        Measure::Chance if e.standard_error == 0.0 && e.n > 1 => [certain(e), String::new()],
        Measure::Chance => {
            [format!("{} %", plus_minus(percent(e.estimate), percent(e.standard_error))), String::new()]
        }
        Measure::Share => [
            format!("{} %", plus_minus(percent(e.estimate), percent(e.standard_error))),
            range(percent(e.p5), percent(e.p95)),
        ],
        Measure::Points => [
            format!("{} pp", plus_minus(percent(e.estimate), percent(e.standard_error))),
            range(percent(e.p5), percent(e.p95)),
        ],
        Measure::Amount => [plus_minus(e.estimate, e.standard_error), range(e.p5, e.p95)],
    }
}

const HEADER: [&str; 9] = ["outcome", "unit", "given", "n", "estimate", "standard_error", "p5", "p50", "p95"];

/// A chance that never or always came true, with the end of its 95 % interval (Wilson).
fn certain(e: &Estimate) -> String {
    let successes = (e.estimate * e.n as f64).round() as u64;
    let interval = Proportion { successes, trials: e.n }.wilson(0.95);
    if successes == 0 {
        format!("0 % (below {:.1} %)", 100.0 * interval.high)
    } else {
        format!("100 % (above {:.1} %)", 100.0 * interval.low)
    }
}

/// Writes both files into a record's folder.
pub fn write(folder: &Path, estimates: &[Estimate]) -> Result<(), CliFault> {
    let mut json =
        serde_json::to_string_pretty(estimates).map_err(|error| CliFault::Failed(error.to_string()))?;
    json.push('\n');
    let csv = [table::csv_line(&HEADER.map(String::from))]
        .into_iter()
        .chain(estimates.iter().map(line))
        .collect::<String>();
    for (name, text) in [("summary.csv", csv), ("summary.json", json)] {
        let path: PathBuf = folder.join(name);
        whole::write(&path, text.as_bytes())
            .map_err(|error| CliFault::Failed(format!("cannot write {}: {error}", path.display())))?;
    }
    Ok(())
}

/// A row of the CSV file; a number that is not defined is empty.
fn line(row: &Estimate) -> String {
    let plain = |x: f64| if x.is_finite() { x.to_string() } else { String::new() };
    let numbers = [row.estimate, row.standard_error, row.p5, row.p50, row.p95].map(plain);
    let given = if row.given == Given::All { "all" } else { "survival" };
    let cells =
        [row.outcome.clone(), row.unit.clone(), given.into(), row.n.to_string()].into_iter().chain(numbers);
    table::csv_line(&cells.collect::<Vec<_>>())
}
