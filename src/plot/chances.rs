//! Chances: the share of replicates in which each of several things happens, with its interval, one below the other.
//!
//! All stand on the scale from 0 to 1, so that they can be compared; a thing that never happened keeps its interval.

use super::canvas::{Area, Canvas, Style};
use super::number::Quantity;
use super::page::{self, Page};
use super::palette::{BLUE, GREY, INK, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, rows, table};

/// Several chances.
pub struct Chances {
    pub wording: Wording,
    /// What the scale measures: "share of replicates".
    pub label: String,
    pub rows: Vec<Chance>,
}

/// A share with its interval.
pub struct Chance {
    pub name: String,
    pub share: f64,
    pub lower: f64,
    pub upper: f64,
    /// Where the share is expected, drawn as a black line under the bar.
    pub expected: Option<(f64, f64)>,
}

const ROW: f64 = 34.0;

impl Chances {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let room = rows::room(self.rows.iter().map(|row| row.name.as_str()), 290.0);
        let names = rows::names(self.rows.iter().map(|row| row.name.as_str()), room, ROW);
        let needed = names.iter().map(|name| name.1).sum::<f64>() + 70.0;
        let mut page = Page::new(&self.wording, &[], needed);
        let whole = page.area;
        let style = Style::new(12.5, INK);
        let words: Vec<String> = self.rows.iter().map(Chance::words).collect();
        let beside = words.iter().map(|words| style.width(words)).fold(0.0, f64::max);
        let area = Area {
            left: whole.left + room + 24.0,
            top: whole.top + 10.0,
            right: whole.right - beside - 24.0,
            bottom: whole.top + needed - 50.0,
        };
        let scale = page::fitted(0.0, 1.0, &Quantity::share(&self.label), area.width());
        page::horizontal(&mut page.canvas, area, &scale, true);
        let label = Style::new(13.0, GREY).middle();
        page.canvas.text(0.5 * (area.left + area.right), area.bottom + 36.0, &self.label, label);
        let mut top = area.top;
        for ((row, words), (lines, height)) in self.rows.iter().zip(&words).zip(&names) {
            let middle = top + height / 2.0;
            rows::write(&mut page.canvas, lines, whole.left, middle);
            row.draw(&mut page.canvas, area, &scale, middle);
            page.canvas.text(whole.right, middle + 4.5, words, style.end());
            top += height;
        }
        page.finish(self.alt(), self.data())
    }

    fn alt(&self) -> String {
        let mut alt = format!("{}.", self.wording.title.trim_end_matches('.'));
        for row in &self.rows {
            alt.push_str(&format!(" {}: {}.", row.name, row.words()));
        }
        alt
    }

    fn data(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let (low, high) = row.expected.unwrap_or((f64::NAN, f64::NAN));
            let numbers = [row.share, row.lower, row.upper, low, high].map(field);
            std::iter::once(row.name.clone()).chain(numbers).collect()
        });
        table("name,share,lower,upper,expected_from,expected_to", rows)
    }
}

impl Chance {
    fn words(&self) -> String {
        if !self.share.is_finite() {
            return "no value".to_owned();
        }
        let quantity = Quantity::share("");
        let step = if self.upper - self.lower < 0.02 { 0.001 } else { 0.01 };
        let write = |value: f64| quantity.bare(value, step);
        format!("{}\u{a0}% ({} to {})", write(self.share), write(self.lower), write(self.upper))
    }

    fn draw(&self, canvas: &mut Canvas, area: Area, scale: &Scale, y: f64) {
        if !self.share.is_finite() {
            return;
        }
        let x = |value: f64| page::along(area, scale, scale.hold(value));
        let bar = Area { left: x(0.0), top: y - 7.0, right: x(self.share), bottom: y + 7.0 };
        canvas.hover(&format!("{}: {}", self.name, self.words()), |canvas| {
            canvas.rect(bar, tint(BLUE, 0.35));
            canvas.line(&[(x(self.lower), y), (x(self.upper), y)], BLUE, 2.4);
            for end in [self.lower, self.upper] {
                canvas.line(&[(x(end), y - 4.0), (x(end), y + 4.0)], BLUE, 1.6);
            }
            canvas.circle((x(self.share), y), 4.6, BLUE);
            if let Some((low, high)) = self.expected {
                canvas.line(&[(x(low), y + 11.0), (x(high), y + 11.0)], INK, 2.4);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str = "n = 200 replicates; 95 % intervals (Wilson); seed 1.";

    #[test]
    fn any_chances_can_be_shown() {
        let chance = |name: &str, share, lower, upper| Chance {
            name: name.into(),
            share,
            lower,
            upper,
            expected: Some((0.25, 0.75)),
        };
        let figure = Chances {
            wording: Wording {
                name: "chances".into(),
                title: "What happens, and how often".into(),
                subtitle: "A subtitle".into(),
                caption: CAPTION.into(),
            },
            label: "share of replicates".into(),
            rows: vec![
                chance("never", 0.0, 0.0, 0.019),
                chance("always", 1.0, 0.981, 1.0),
                chance("the regime falls to officers outside it, or so it seems to most", 0.31, 0.25, 0.38),
                chance("rare", 0.0012, 0.0007, 0.002),
                chance("nobody asked", f64::NAN, f64::NAN, f64::NAN),
            ],
        }
        .figure();
        show(&figure);
        presentable(&figure, CAPTION);
        assert!(figure.alt.contains("always: 100.0\u{a0}% (98.1 to 100.0)"), "{}", figure.alt);
        assert!(figure.data.contains("never,0,0,0.019,0.25,0.75\n"));
    }
}
