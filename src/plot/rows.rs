//! What figures with a row for each thing share: names at the left, wrapped, and heights that hold them.

use super::canvas::{Canvas, Style};
use super::page;
use super::palette::INK;

/// How the name of a row looks.
pub fn name() -> Style {
    Style::new(12.5, INK)
}

/// Lines of each name, and the height of each row [px].
pub fn names<'a>(
    labels: impl IntoIterator<Item = &'a str>,
    room: f64,
    least: f64,
) -> Vec<(Vec<String>, f64)> {
    labels
        .into_iter()
        .map(|label| {
            let lines = name().wrap(label, room);
            let height = (lines.len() as f64 * name().leading() + 8.0).max(least);
            (lines, height)
        })
        .collect()
}

/// Room that the widest name takes, at most `most` [px].
pub fn room<'a>(labels: impl IntoIterator<Item = &'a str>, most: f64) -> f64 {
    labels.into_iter().map(|label| name().width(label) + 1.0).fold(0.0, f64::max).min(most)
}

/// Writes a name beside the middle of its row.
pub fn write(canvas: &mut Canvas, lines: &[String], left: f64, middle: f64) {
    centred(canvas, lines, left, middle, name());
}

/// Lines around a middle.
pub fn centred(canvas: &mut Canvas, lines: &[String], x: f64, middle: f64, style: Style) {
    let first = middle - (lines.len() as f64 - 1.0) * style.leading() / 2.0 + style.size * 0.36;
    page::lines(canvas, lines, x, first, style);
}
