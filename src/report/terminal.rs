//! The headline distributions as text: a histogram of the futures in blocks, and chances as bars of their interval.
//!
//! ```text
//! The regime survives           |          --o--       | 46 % (43 to 49)
//! People under state control     ▁▂▄▆█▇▅▃▂▁▁             12 / 40 / 57 %
//! ```
//!
//! A histogram spans the futures from the least to the greatest; beside it stand their 5, 50 and 95 % points. No line is wider
//! than the window.

use super::ReportFault;
use super::headline::{Headline, Measure, headlines};
use super::number::points;
use crate::record::Record;
use crate::stats::proportion::Proportion;
use crate::stats::quantile::{quantile, sorted};

/// What a window can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Characters in a line.
    pub width: usize,
    /// Only letters, digits and signs of ASCII.
    pub plain: bool,
}

/// Headlines that are drawn, in this order; those without a value are passed over.
const DRAWN: [&str; 12] = [
    "regime.survives",
    "contract.in_force",
    "influence.falls",
    "kidal.state",
    "control.population",
    "control.territory",
    "deaths",
    "deaths.civilian",
    "deaths.russian",
    "fuel.acute_weeks",
    "treasury.arrears",
    "people.displaced",
];

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const PLAIN_BLOCKS: [char; 8] = ['.', ':', '-', '=', '+', '*', '#', '@'];
/// Characters of the widest drawing.
const WIDEST: usize = 60;
/// Characters that a drawing leaves to no words.
const WISHED: usize = 18;
/// Characters below which nothing can be drawn.
const NARROWEST: usize = 6;

/// A line in its parts.
struct Line {
    words: String,
    drawn: Drawn,
    numbers: String,
}

enum Drawn {
    /// Lower end, estimate and upper end of a chance.
    Chance([f64; 3]),
    /// Values in order.
    Spread(Vec<f64>),
}

/// The headlines of a record as lines of text; empty where it has none of them, and for a laboratory, which has no country.
pub fn distributions(record: &Record, view: View) -> Result<String, ReportFault> {
    if record.manifest().identity.columns.outcomes.iter().any(|column| column.name == "insurgent_share") {
        return Ok(String::new());
    }
    let known = headlines();
    let columns = &record.manifest().identity.columns.outcomes;
    let mut lines = Vec::new();
    for name in DRAWN {
        let Some(headline) = known.iter().find(|headline| headline.outcome == name) else {
            continue;
        };
        if columns.iter().any(|column| column.name == name) {
            lines.extend(line(headline, &record.outcomes(name)?));
        }
    }
    Ok(text(&lines, view))
}

/// None where no future has a value, or all have the same number.
fn line(headline: &Headline, values: &[f64]) -> Option<Line> {
    let values: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let (drawn, numbers) = if headline.measure == Measure::Chance {
        let share: Proportion = values.iter().map(|&x| x > 0.5).collect();
        let interval = share.wilson(0.95);
        let [low, middle, high] =
            [interval.low, share.share(), interval.high].map(|x| format!("{:.0}", 100.0 * x));
        (Drawn::Chance([interval.low, share.share(), interval.high]), format!("{middle} % ({low} to {high})"))
    } else {
        let scale = if headline.measure == Measure::Amount { 1.0 } else { 100.0 };
        let values = sorted(&values);
        if values.first() == values.last() {
            return None;
        }
        let unit = if headline.measure == Measure::Amount { "" } else { " %" };
        let at = [0.05, 0.5, 0.95].map(|p| scale * quantile(&values, p));
        (Drawn::Spread(values), format!("{}{unit}", points(at)))
    };
    Some(Line { words: headline.title.to_string(), drawn, numbers })
}

fn text(lines: &[Line], view: View) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let longest =
        |of: fn(&Line) -> &str| lines.iter().map(|line| of(line).chars().count()).max().unwrap_or(0);
    let numbers = longest(|line| &line.numbers).min(view.width / 2);
    let free = view.width.saturating_sub(numbers + 4);
    let words = longest(|line| &line.words).min((free / 2).max(free.saturating_sub(WISHED)));
    let room = view.width.saturating_sub(words + numbers + 4).min(WIDEST);
    let head = "Chances with their 95 % interval, on a line from 0 to 100 %; numbers as histograms from the least to the greatest \
                future, with their 5, 50 and 95 % points.";
    let mut text = wrapped(head, view.width);
    for line in lines {
        let words = padded(&line.words, words, view.plain);
        let drawing =
            if room < NARROWEST { String::new() } else { format!("{} ", line.drawn.text(room, view.plain)) };
        let row = format!("{words} {drawing}{}", signs(&line.numbers, view.plain));
        text.push('\n');
        text.push_str(cut(&row, view.width).trim_end());
    }
    text.push('\n');
    text
}

impl Drawn {
    /// The drawing in `room` characters.
    fn text(&self, room: usize, plain: bool) -> String {
        match self {
            Drawn::Chance(chance) => bar(*chance, room, plain),
            Drawn::Spread(values) => histogram(values, room, plain),
        }
    }
}

/// An interval on a line from 0 to 1, with its estimate, between two ends.
fn bar([low, middle, high]: [f64; 3], room: usize, plain: bool) -> String {
    let [end, through, dot] = if plain { ['|', '-', 'o'] } else { ['│', '─', '●'] };
    let inner = room - 2;
    let place = |x: f64| ((x.clamp(0.0, 1.0) * inner as f64) as usize).min(inner - 1);
    let (low, middle, high) = (place(low), place(middle), place(high));
    let sign = |k: usize| match k {
        k if k == middle => dot,
        k if (low..=high).contains(&k) => through,
        _ => ' ',
    };
    format!("{end}{}{end}", (0..inner).map(sign).collect::<String>())
}

/// How many of the values, which are in order, lie in each of `room` equal parts of their range, as heights.
fn histogram(values: &[f64], room: usize, plain: bool) -> String {
    let (Some(&low), Some(&high)) = (values.first(), values.last()) else { return " ".repeat(room) };
    let mut counts = vec![0usize; room];
    for value in values {
        let place = (value - low) / (high - low) * room as f64;
        counts[(place as usize).min(room - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let blocks = if plain { PLAIN_BLOCKS } else { BLOCKS };
    let height = |&count: &usize| (count * blocks.len()).div_ceil(most);
    counts.iter().map(|count| if *count == 0 { ' ' } else { blocks[height(count) - 1] }).collect()
}

/// A text in as many characters as asked: filled with spaces, or cut.
pub(super) fn padded(text: &str, width: usize, plain: bool) -> String {
    let text = signs(text, plain);
    let length = text.chars().count();
    if length <= width {
        return format!("{text}{}", " ".repeat(width - length));
    }
    let end = if plain { '.' } else { '…' };
    text.chars().take(width.saturating_sub(1)).chain([end]).take(width).collect()
}

pub(super) fn cut(text: &str, width: usize) -> String {
    text.chars().take(width).collect()
}

/// A text without signs beyond ASCII, where only these may be shown.
pub(super) fn signs(text: &str, plain: bool) -> String {
    if !plain {
        return text.to_string();
    }
    let sign = |c: char| match c {
        '−' | '–' => '-',
        '…' => '.',
        '’' => '\'',
        '\u{a0}' => ' ',
        '\u{202f}' => ',',
        c if c.is_ascii() => c,
        _ => '?',
    };
    text.chars().map(sign).collect()
}

/// A text in lines of at most so many characters, broken at spaces.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(cut(word, width));
        } else {
            let gap = if line.is_empty() { "" } else { " " };
            *line = cut(&format!("{line}{gap}{word}"), width.max(1));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tiny;

    fn lines() -> Vec<Line> {
        let find = |name: &str| headlines().into_iter().find(|headline| headline.outcome == name).unwrap();
        let flags: Vec<f64> = (0..1000).map(|k| f64::from(u8::from(k % 3 == 0))).collect();
        let numbers: Vec<f64> = (0..1000).map(|k| f64::from(k * k) / 1e3 - 200.0).collect();
        [("regime.survives", &flags), ("control.population.change", &numbers), ("deaths", &numbers)]
            .into_iter()
            .filter_map(|(name, values)| line(&find(name), values))
            .collect()
    }

    #[test]
    fn no_line_is_wider_than_the_window() {
        for width in (1..=40).chain([60, 80, 100, 133, 250]) {
            for plain in [false, true] {
                let text = text(&lines(), View { width, plain });
                let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
                assert!(widest <= width, "{width}: {text}");
                assert!(!plain || text.is_ascii(), "{text}");
            }
        }
    }

    #[test]
    fn a_bar_has_its_estimate_in_its_interval() {
        assert_eq!(bar([0.2, 0.4, 0.6], 12, true), "|  --o--   |");
        assert_eq!(bar([0.0, 0.0, 0.05], 12, true), "|o         |");
        assert_eq!(bar([0.95, 1.0, 1.0], 12, false), "│         ●│");
    }

    #[test]
    fn blocks_are_as_high_as_the_counts() {
        assert_eq!(histogram(&[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 3.0, 4.0], 4, false), "█▄ ▄");
        assert_eq!(histogram(&[0.0, 1.0, 2.0, 3.0], 2, true), "@@");
    }

    #[test]
    fn a_record_has_a_line_for_each_headline_that_moves() {
        let (_folder, record) = tiny::record("status-quo-2025.toml", 6, &[("end", "2025-07-07")]);
        let text = distributions(&record, View { width: 80, plain: true }).unwrap();
        assert!(text.contains("The regime survives") && text.contains("All deaths"), "{text}");
        assert!(text.contains('|') && text.contains('@'), "{text}");
    }
}
