//! The questions of a run, and what was expected of it, on the terminal.

use super::table::{self, Fit};
use super::terminal::Terminal;
use crate::report::questions::{Answer, Verdict};
use crate::report::terminal::wrapped;
use crate::report::{brief, plus_minus, range};
use crate::stats::proportion::Proportion;

/// Each question with its answer in natural frequencies and its 95 % interval before it, on lines of the window.
pub fn answers(answers: &[Answer], width: usize) -> String {
    let shares: Vec<String> =
        answers.iter().map(|answer| brief(Proportion { successes: answer.yes, trials: answer.n })).collect();
    let room = shares.iter().map(|share| share.chars().count()).max().unwrap_or(0);
    let mut text =
        wrapped("Questions: yes in so many of the futures, with the 95 % interval of the estimate.", width);
    for (answer, share) in answers.iter().zip(&shares) {
        let question = wrapped(&answer.text, width.saturating_sub(room + 3).max(12));
        for (k, line) in question.lines().enumerate() {
            let share = if k == 0 { share.as_str() } else { "" };
            text.push_str(&format!("\n{share:<room$}   {line}"));
        }
    }
    text
}

/// An expectation a row, with the estimate that judges it.
pub fn verdicts(verdicts: &[Verdict], width: Option<usize>) -> String {
    let rows: Vec<Vec<String>> = verdicts
        .iter()
        .map(|verdict| {
            vec![
                if verdict.holds { "holds" } else { "FAILS" }.into(),
                verdict.that.clone(),
                plus_minus(verdict.estimate, verdict.standard_error),
                range(verdict.low, verdict.high),
                remark(verdict),
            ]
        })
        .collect();
    let fit = Fit { width, left_out: &[&[4], &[3]], cut: 1 };
    table::fitted(&["expected", "", "estimate ± error", "95 %", ""], &[2, 3], &rows, &fit)
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
