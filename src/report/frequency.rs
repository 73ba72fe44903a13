//! Chances in natural frequencies: of a hundred simulated futures, how many.
//!
//! Readers judge "31 of 100" better than "31 %" (G. Gigerenzer and U. Hoffrage, *Psychological Review* 102, 1995).

use crate::stats::proportion::Proportion;

/// How many futures in a hundred; in all of them, where there are not more. Never certain where it is not.
pub fn futures(yes: u64, n: u64) -> String {
    if n <= 100 {
        return format!("{yes} of {n}");
    }
    match (100.0 * yes as f64 / n as f64).round() {
        0.0 if yes > 0 => "under 1 of 100".into(),
        100.0 if yes < n => "over 99 of 100".into(),
        hundredths => format!("{hundredths} of 100"),
    }
}

/// The same with the 95 % interval of the share (Wilson): "31 of 100 simulated futures (28 to 34)".
pub fn with_interval(share: Proportion) -> String {
    format!("{} simulated futures ({})", futures(share.successes, share.trials), interval(share))
}

/// The same where it has been said of what: "31 of 100 (28 to 34)".
pub fn brief(share: Proportion) -> String {
    format!("{} ({})", futures(share.successes, share.trials), interval(share))
}

/// Ends in hundredths, with a decimal where they would else be certain.
fn interval(share: Proportion) -> String {
    let interval = share.wilson(0.95);
    let hundredths = |x: f64| match 100.0 * x {
        x if (x > 0.05 && x < 0.5) || (x > 99.5 && x < 99.95) => format!("{x:.1}"),
        x => format!("{x:.0}"),
    };
    let of = if share.trials <= 100 { " of 100" } else { "" };
    format!("{} to {}{of}", hundredths(interval.low), hundredths(interval.high))
}

/// How many more or fewer in a hundred, with the ends of the interval: "59 fewer (56 to 62)", "1 more (2 fewer to 4 more)".
pub fn more_or_fewer(difference: f64, low: f64, high: f64) -> String {
    if difference == 0.0 && low == 0.0 && high == 0.0 {
        return "no difference".into();
    }
    // Whole futures, unless the interval is narrower than a few of them.
    let places = usize::from(high - low < 0.03);
    let size = |x: f64| format!("{:.places$}", (100.0 * x).abs());
    let way = |x: f64| if x < 0.0 { "fewer" } else { "more" };
    let ends = match (low < 0.0, high > 0.0) {
        (true, true) => format!("{} fewer to {} more", size(low), size(high)),
        (true, false) => format!("{} to {}", size(high), size(low)),
        _ => format!("{} to {}", size(low), size(high)),
    };
    format!("{} {} ({ends})", size(difference), way(difference))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_told_in_hundredths_and_never_as_certain_where_they_are_not() {
        let told = [(0, 1000), (2, 1000), (352, 1000), (998, 1000), (1000, 1000), (7, 20)]
            .map(|(yes, n)| futures(yes, n));
        let all = ["0 of 100", "under 1 of 100", "35 of 100", "over 99 of 100", "100 of 100", "7 of 20"];
        assert_eq!(told, all);
    }

    #[test]
    fn the_interval_stands_beside_in_the_same_hundredths() {
        let told = |successes, trials| with_interval(Proportion { successes, trials });
        assert_eq!(told(310, 1000), "31 of 100 simulated futures (28 to 34)");
        assert_eq!(told(7, 20), "7 of 20 simulated futures (18 to 57 of 100)");
        assert_eq!(brief(Proportion { successes: 0, trials: 1000 }), "0 of 100 (0 to 0.4)");
        assert_eq!(brief(Proportion { successes: 310, trials: 1000 }), "31 of 100 (28 to 34)");
    }

    #[test]
    fn a_difference_is_told_as_more_or_fewer_of_a_hundred() {
        assert_eq!(more_or_fewer(-0.59, -0.62, -0.56), "59 fewer (56 to 62)");
        assert_eq!(more_or_fewer(0.012, -0.02, 0.044), "1 more (2 fewer to 4 more)");
        assert_eq!(more_or_fewer(0.004, -0.002, 0.011), "0.4 more (0.2 fewer to 1.1 more)");
        assert_eq!(more_or_fewer(0.0, 0.0, 0.0), "no difference");
        assert_eq!(more_or_fewer(-0.003, -0.005, 0.0), "0.3 fewer (0.0 to 0.5)");
    }
}
