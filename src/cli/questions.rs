//! The questions of a run, and what was expected of it, on the terminal.

use super::table;
use super::terminal::Terminal;
use crate::report::questions::{Answer, Verdict};
use crate::report::{futures, plus_minus, range};

/// A question a row: in words, in natural frequencies, with error and interval.
pub fn answers(answers: &[Answer]) -> String {
    let header = ["question", "", "yes in", "estimate ± error", "95 %"];
    let rows = answers.iter().map(|answer| {
        let percent = |x: f64| 100.0 * x;
        vec![
            answer.id.clone(),
            answer.text.clone(),
            format!("{} futures", futures(answer.yes, answer.n)),
            format!("{} %", plus_minus(percent(answer.estimate), percent(answer.standard_error))),
            format!("{} %", range(percent(answer.low), percent(answer.high))),
        ]
    });
    table::text(&header, &[2, 3, 4], rows)
}

/// An expectation a row, with the estimate that judges it.
pub fn verdicts(verdicts: &[Verdict]) -> String {
    let rows = verdicts.iter().map(|verdict| {
        vec![
            if verdict.holds { "holds" } else { "FAILS" }.into(),
            verdict.that.clone(),
            plus_minus(verdict.estimate, verdict.standard_error),
            range(verdict.low, verdict.high),
            remark(verdict),
        ]
    });
    table::text(&["expected", "", "estimate ± error", "95 %", ""], &[2, 3], rows)
}

fn remark(verdict: &Verdict) -> String {
    match verdict {
        Verdict { n: 0, .. } => "no replicate has a value".into(),
        Verdict { close: true, n, .. } => format!("too close to call at n = {n}"),
        _ => String::new(),
    }
}

/// Tells on stderr of every expectation that failed, whatever else is told.
pub fn warn(scenario: &str, verdicts: &[Verdict], terminal: &Terminal) {
    for verdict in verdicts.iter().filter(|verdict| !verdict.holds) {
        let found = plus_minus(verdict.estimate, verdict.standard_error);
        let remark = match remark(verdict) {
            remark if remark.is_empty() => remark,
            remark => format!(" ({remark})"),
        };
        terminal.warning(format_args!("{scenario}: expected {}, found {found}{remark}", verdict.that));
    }
}
