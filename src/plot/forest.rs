//! Differences with their intervals, beside a line at no difference.
//!
//! An interval that does not hold zero is drawn in colour, one that does in grey.

use super::canvas::{Area, Canvas, Style};
use super::number::{Quantity, signed};
use super::page::{self, Page, SMALL};
use super::palette::{BLUE, GREY, INK, PALE};
use super::scale::Scale;
use super::{Figure, Wording, field, rows, table};

/// Differences of one quantity.
pub struct Forest {
    pub wording: Wording,
    /// Of the difference; of shares [`Quantity::points`].
    pub quantity: Quantity,
    pub rows: Vec<Difference>,
    /// What a difference below zero means, and one above: "fewer deaths", "more deaths"; may be empty.
    pub sides: (String, String),
}

/// A difference with its interval.
pub struct Difference {
    /// Rows of the same group stand under its name; may be empty.
    pub group: String,
    pub name: String,
    pub estimate: f64,
    pub lower: f64,
    pub upper: f64,
}

const GROUP: f64 = 26.0;

impl Forest {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let room = rows::room(self.rows.iter().map(|row| row.name.as_str()), 270.0);
        let names = rows::names(self.rows.iter().map(|row| row.name.as_str()), room, 26.0);
        let groups = (0..self.rows.len()).filter(|&k| self.opens(k)).count();
        let needed = names.iter().map(|name| name.1).sum::<f64>() + groups as f64 * GROUP + 98.0;
        let mut page = Page::new(&self.wording, &[], needed);
        let whole = page.area;
        let style = Style::new(12.5, INK);
        let words: Vec<String> = self.rows.iter().map(|row| self.words(row)).collect();
        let beside = words.iter().map(|words| style.width(words)).fold(0.0, f64::max) + 14.0;
        let area = Area {
            left: whole.left + room + 24.0,
            top: whole.top + 40.0,
            right: whole.right - beside - 8.0,
            bottom: whole.top + needed - 50.0,
        };
        let scale = self.scale(area.width());
        page::horizontal(&mut page.canvas, area, &scale, true);
        let label = Style::new(13.0, INK).middle();
        super::swing::label_within(
            &mut page.canvas,
            0.5 * (area.left + area.right),
            area.bottom + 36.0,
            &self.quantity.label(),
            label,
        );
        self.zero(&mut page.canvas, area, &scale);
        let mut top = area.top;
        for (k, (row, (lines, height))) in self.rows.iter().zip(&names).enumerate() {
            if self.opens(k) {
                page.canvas.text(whole.left, top + 17.0, &row.group, style.bold());
                top += GROUP;
            }
            let middle = top + height / 2.0;
            rows::write(&mut page.canvas, lines, whole.left, middle);
            interval(&mut page.canvas, area, &scale, row, middle);
            page.canvas.text(whole.right, middle + 4.5, &words[k], style.end());
            top += height;
        }
        page.finish(self.alt(), self.data())
    }

    fn opens(&self, k: usize) -> bool {
        !self.rows[k].group.is_empty() && (k == 0 || self.rows[k - 1].group != self.rows[k].group)
    }

    fn scale(&self, width: f64) -> Scale {
        let quantity = Quantity { floor: None, ceiling: None, ..self.quantity.clone() };
        let values: Vec<f64> =
            self.rows.iter().flat_map(|row| [row.estimate, row.lower, row.upper]).collect();
        // Some room on both sides of zero, so that their meaning can be written there.
        let reach =
            0.2 * values.iter().filter(|value| value.is_finite()).fold(0.0, |a: f64, b| a.max(b.abs()));
        let values: Vec<f64> = values.into_iter().chain([-reach, reach]).collect();
        page::fit(width, |wanted| Scale::round(values.iter().copied(), &quantity, wanted))
    }

    fn zero(&self, canvas: &mut Canvas, area: Area, scale: &Scale) {
        let x = page::along(area, scale, 0.0);
        canvas.line(&[(x, area.top - 6.0), (x, area.bottom)], INK, 1.2);
        let style = Style::new(SMALL, GREY);
        let y = area.top - 14.0;
        let left = (x - 26.0).max(page::RIM + style.width(&self.sides.0));
        let right = (x + 26.0).max(left + 52.0).min(page::WIDTH - page::RIM - style.width(&self.sides.1));
        if !self.sides.0.is_empty() {
            canvas.text(left, y, &self.sides.0, style.end());
            arrow(canvas, (left + 20.0, y - 4.0), -14.0);
        }
        if !self.sides.1.is_empty() {
            canvas.text(right, y, &self.sides.1, style);
            arrow(canvas, (right - 20.0, y - 4.0), 14.0);
        }
    }

    fn words(&self, row: &Difference) -> String {
        // Two figures of the interval's width.
        let width = if row.upper > row.lower { row.upper - row.lower } else { row.estimate.abs() };
        let step =
            if width > 0.0 && width.is_finite() { 10f64.powf(width.log10().floor() - 1.0) } else { 1.0 };
        let step = if self.quantity.whole { step.max(1.0) } else { step };
        let write = |value: f64| signed(&self.quantity.bare(value, step));
        if !row.estimate.is_finite() {
            return "no value".to_owned();
        }
        if row.lower.is_finite() && row.upper.is_finite() {
            format!("{} ({} to {})", write(row.estimate), write(row.lower), write(row.upper))
        } else {
            write(row.estimate)
        }
    }

    fn alt(&self) -> String {
        let mut alt = format!("{}.", self.wording.title.trim_end_matches('.'));
        for row in self.rows.iter().take(8) {
            alt.push_str(&format!(" {}: {}.", row.name, self.words(row)));
        }
        alt
    }

    fn data(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            vec![row.group.clone(), row.name.clone(), field(row.estimate), field(row.lower), field(row.upper)]
        });
        table("group,name,estimate,lower,upper", rows)
    }
}

fn interval(canvas: &mut Canvas, area: Area, scale: &Scale, row: &Difference, y: f64) {
    if !row.estimate.is_finite() {
        return;
    }
    let clear = row.lower > 0.0 || row.upper < 0.0;
    let colour = if clear { BLUE } else { (130, 130, 130) };
    let x = |value: f64| page::along(area, scale, value);
    if row.lower.is_finite() && row.upper.is_finite() {
        canvas.line(&[(x(row.lower), y), (x(row.upper), y)], colour, 2.4);
        for end in [row.lower, row.upper] {
            canvas.line(&[(x(end), y - 4.0), (x(end), y + 4.0)], colour, 1.6);
        }
    }
    canvas.hover(&row.name, |canvas| canvas.circle((x(row.estimate), y), 4.6, colour));
}

/// An arrow from a point over a way [px].
fn arrow(canvas: &mut Canvas, (x, y): (f64, f64), way: f64) {
    let head = 4.0 * way.signum();
    canvas.line(&[(x, y), (x + way, y)], PALE, 1.4);
    canvas.line(&[(x + way - head, y - 3.5), (x + way, y), (x + way - head, y + 3.5)], PALE, 1.4);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str =
        "n = 1,000 pairs of replicates on common random numbers; 95 % intervals; seed 20250606.";

    fn forest(name: &str, quantity: Quantity, rows: Vec<(&str, &str, f64, f64, f64)>) -> Forest {
        Forest {
            wording: Wording {
                name: format!("forest-{name}"),
                title: "A fuel siege costs the government more than the departure of the Russian force"
                    .to_owned(),
                subtitle: "Difference to the status quo at the end of the run".to_owned(),
                caption: CAPTION.to_owned(),
            },
            quantity,
            rows: rows
                .into_iter()
                .map(|(group, name, estimate, lower, upper)| Difference {
                    group: group.into(),
                    name: name.into(),
                    estimate,
                    lower,
                    upper,
                })
                .collect(),
            sides: ("less control".to_owned(), "more control".to_owned()),
        }
    }

    #[test]
    fn any_differences_can_be_shown() {
        let share =
            || Quantity::points("difference in population under government control (percentage points)");
        let cases = [
            forest(
                "usual",
                share(),
                vec![
                    ("Wagner leaves", "all effects", -0.084, -0.103, -0.065),
                    ("Wagner leaves", "combat only", -0.031, -0.043, -0.019),
                    ("Wagner leaves", "guard only", -0.002, -0.009, 0.005),
                    ("Fuel is cut", "no truce", -0.121, -0.15, -0.092),
                    (
                        "Fuel is cut",
                        "with a truce that holds for three months and is then broken by one of the parties",
                        0.02,
                        0.004,
                        0.036,
                    ),
                ],
            ),
            forest("none", share(), vec![("", "identical scenarios", 0.0, 0.0, 0.0)]),
            forest(
                "missing",
                Quantity::count("deaths", "persons"),
                vec![("", "a", f64::NAN, f64::NAN, f64::NAN), ("", "b", 12.0, f64::NAN, f64::NAN)],
            ),
            forest(
                "positive",
                Quantity::real("deaths", "persons"),
                vec![("", "a", 1200.0, 1100.0, 1300.0), ("", "b", 15000.0, 14000.0, 16000.0)],
            ),
            forest("negative", Quantity::real("gold", "kg"), vec![("", "a", -1.2e9, -2e9, -4e8)]),
        ];
        for drawn in cases {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }
}
