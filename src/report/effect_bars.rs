//! Differences as text: each with its interval on one line around zero, in standard deviations of its outcome.
//!
//! ```text
//! The contract is in force at the end    |●        :         | −59.0 pp (−62.0 to −55.9)
//! Land under state control at the end    |       ─●:         | −2.93 pp (−3.11 to −2.75)
//! ```

use super::comparison::{Contrast, Effect, interval, is_question};
use super::terminal::{View, cut, padded, signs, wrapped};

/// Effects that are drawn: the largest.
const DRAWN: usize = 16;
/// Characters of the widest drawing.
const WIDEST: usize = 60;
/// Characters that a drawing leaves to no words.
const WISHED: usize = 20;
/// Characters below which nothing can be drawn.
const NARROWEST: usize = 9;

/// The largest effects of a contrast that are no answers to questions; empty where nothing moves.
pub fn effects(contrast: &Contrast, view: View) -> String {
    let moves =
        |effect: &&Effect| effect.size > 0.0 && effect.deviation > 0.0 && !is_question(&effect.outcome);
    let all: Vec<&Effect> = contrast.effects.iter().filter(moves).take(DRAWN).collect();
    let ends = all.iter().flat_map(|effect| scaled(effect)).map(f64::abs).filter(|x| x.is_finite());
    let most = ends.fold(0.0, f64::max);
    if most == 0.0 {
        return String::new();
    }
    let numbers: Vec<String> = all
        .iter()
        .map(|effect| signs(&interval(effect.measure, &effect.difference, &effect.interval), view.plain))
        .collect();
    let longest = numbers.iter().map(|text| text.chars().count()).max().unwrap_or(0).min(view.width / 2);
    let free = view.width.saturating_sub(longest + 2);
    let titles = all.iter().map(|effect| effect.words.chars().count()).max().unwrap_or(0);
    let words = titles.min((free / 2).max(free.saturating_sub(WISHED)));
    let room = free.saturating_sub(words).min(WIDEST);
    let head = format!(
        "The largest differences with their 95 % intervals, from {most:.1} standard deviations less to {most:.1} more:"
    );
    let mut lines = vec![wrapped(&signs(&head, view.plain), view.width)];
    for (effect, number) in all.iter().zip(&numbers) {
        let drawing =
            if room < NARROWEST { String::new() } else { bar(scaled(effect), most, room, view.plain) };
        let line = format!("{} {drawing} {number}", padded(&effect.words, words, view.plain));
        lines.push(cut(&line, view.width).trim_end().to_string());
    }
    lines.join("\n")
}

/// Lower end, estimate and upper end in standard deviations.
fn scaled(effect: &Effect) -> [f64; 3] {
    [effect.interval.low, effect.difference.value, effect.interval.high].map(|x| x / effect.deviation)
}

/// An interval on a line from −most to most, between two ends, with zero marked.
fn bar([low, middle, high]: [f64; 3], most: f64, room: usize, plain: bool) -> String {
    let [end, through, dot, zero] = if plain { ['|', '-', 'o', ':'] } else { ['│', '─', '●', '┊'] };
    // Odd, so that zero has a place of its own.
    let inner = (room - 2) - (room - 2 + 1) % 2;
    let half = (inner / 2) as f64;
    let place = |x: f64| (half + (x / most).clamp(-1.0, 1.0) * half).round() as usize;
    let (low, middle, high, origin) = (place(low), place(middle), place(high), place(0.0));
    let sign = |k: usize| match k {
        k if k == middle => dot,
        k if (low..=high).contains(&k) => through,
        k if k == origin => zero,
        _ => ' ',
    };
    format!("{end}{}{end}", (0..inner).map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::super::comparison::{Asked, Side, compare};
    use super::super::tiny;
    use super::*;

    #[test]
    fn a_bar_has_zero_in_its_middle() {
        assert_eq!(bar([-1.0, -0.5, 0.0], 1.0, 13, true), "|---o--     |");
        assert_eq!(bar([0.8, 1.0, 1.0], 1.0, 13, true), "|     :   -o|");
        assert_eq!(bar([0.0, 0.0, 0.0], 1.0, 12, false), "│    ●    │");
    }

    #[test]
    fn no_line_is_wider_than_the_window() {
        let span = ("end", "2025-12-01");
        let (_a, first) = tiny::record("status-quo-2025.toml", 12, &[span]);
        let (_b, second) = tiny::record("wagner-withdrawal.toml", 12, &[span]);
        let sides = [first, second].map(|record| Side::new(record).unwrap());
        let study = compare(&sides, &Asked::default()).unwrap();
        for width in (1..=40).chain([60, 80, 100, 133, 250]) {
            for plain in [false, true] {
                let text = effects(&study.contrasts[0], View { width, plain });
                let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
                assert!(widest <= width, "{width}: {text}");
                assert!(!plain || text.is_ascii(), "{text}");
            }
        }
        let text = effects(&study.contrasts[0], View { width: 120, plain: true });
        assert!(text.lines().count() == DRAWN + 1 && text.contains("Russians in Mali"), "{text}");
    }
}
