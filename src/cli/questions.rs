//! The questions of a run, and what was expected of it, on the terminal.

use super::table;
use super::terminal::Terminal;
use crate::report::questions::{Answer, Verdict};
use crate::report::{plus_minus, range};

/// A question a row: in words, in natural frequencies, with error and interval.
pub fn answers(answers: &[Answer]) -> String {
    let header = ["question", "", "yes in", "estimate ± error", "95 %"];
    let rows = answers.iter().map(|answer| {
        let percent = |x: f64| 100.0 * x;
        vec![
            answer.id.clone(),
            answer.text.clone(),
            futures(answer),
            format!("{} %", plus_minus(percent(answer.estimate), percent(answer.standard_error))),
            format!("{} %", range(percent(answer.low), percent(answer.high))),
        ]
    });
    table::text(&header, &[2, 3, 4], rows)
}

/// How many futures in a hundred answer yes; in all of them, where there are fewer.
fn futures(answer: &Answer) -> String {
    if answer.n <= 100 {
        return format!("{} of {} futures", answer.yes, answer.n);
    }
    match (100.0 * answer.estimate).round() {
        0.0 if answer.yes > 0 => "under 1 of 100 futures".into(),
        100.0 if answer.yes < answer.n => "over 99 of 100 futures".into(),
        hundredths => format!("{hundredths} of 100 futures"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(yes: u64, n: u64) -> Answer {
        let estimate = yes as f64 / n as f64;
        Answer {
            id: "q".into(),
            text: "?".into(),
            yes,
            n,
            estimate,
            standard_error: 0.0,
            low: 0.0,
            high: 1.0,
        }
    }

    #[test]
    fn frequencies_are_told_in_hundredths_and_never_as_certain_where_they_are_not() {
        let told = [(0, 1000), (2, 1000), (352, 1000), (998, 1000), (1000, 1000), (7, 20)]
            .map(|(yes, n)| futures(&answer(yes, n)).replace(" futures", ""));
        let all = ["0 of 100", "under 1 of 100", "35 of 100", "over 99 of 100", "100 of 100", "7 of 20"];
        assert_eq!(told, all);
    }
}
