//! One outcome in several scenarios as quantile dots: each dot is one future in fifty.
//!
//! The dots stand at the 1, 3, …, 99 % points of the replicates, stacked where they touch, so that a share is counted, not judged by an
//! area: M. Kay, T. Kola, J. R. Hullman & S. A. Munson, *CHI* 2016. All rows share one axis and one size of dots. Where too many are equal
//! for one stack they stand in a block that begins at their value.

use super::canvas::{Area, Canvas, Style};
use super::ecdfs::colour;
use super::histogram::quantile;
use super::number::{Quantity, number};
use super::page::{self, Page};
use super::palette::{GREY, INK, PALE, shade};
use super::scale::Scale;
use super::{Figure, Wording, field, table};

/// Distributions of one outcome.
pub struct Dots {
    pub wording: Wording,
    pub quantity: Quantity,
    /// Name and values of each; those that are not finite are left out. The first is the baseline.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// Dots in a row.
const DOTS: usize = 50;
/// Height of a row and of the words over it; the largest dot [px].
const ROW: f64 = 118.0;
const HEAD: f64 = 22.0;
const MOST: f64 = 15.0;
/// The smallest dot that can be counted [px].
const LEAST: f64 = 7.0;

struct Row<'d> {
    name: &'d str,
    colour: usize,
    /// Rising.
    dots: Vec<f64>,
    median: f64,
}

impl Dots {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let rows = self.drawn();
        let notes = self.notes(&rows);
        let mut page = Page::new(&self.wording, &notes, rows.len().max(1) as f64 * ROW + 52.0);
        let whole = page.area;
        if rows.is_empty() {
            page.canvas.text(
                whole.left,
                whole.top + 60.0,
                "No replicate has a value.",
                Style::new(16.0, GREY),
            );
        } else {
            self.draw(&mut page.canvas, whole, &rows);
        }
        page.finish(self.alt(&rows), self.data(&rows))
    }

    fn drawn(&self) -> Vec<Row<'_>> {
        let row = |(k, (_, values)): (usize, &(String, Vec<f64>))| {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
            sorted.sort_by(f64::total_cmp);
            let dots = (0..DOTS).map(|dot| quantile(&sorted, (dot as f64 + 0.5) / DOTS as f64)).collect();
            (!sorted.is_empty()).then(|| (k, dots, quantile(&sorted, 0.5)))
        };
        let rows = self.rows.iter().enumerate().filter_map(row);
        rows.map(|(k, dots, median)| Row { name: &self.rows[k].0, colour: k, dots, median }).collect()
    }

    fn draw(&self, canvas: &mut Canvas, whole: Area, rows: &[Row]) {
        let area =
            Area { left: whole.left + 10.0, right: whole.right - 10.0, bottom: whole.bottom - 46.0, ..whole };
        let axis = self.axis(rows, area.width());
        page::horizontal(canvas, area, &axis, true);
        let label = Style::new(13.0, INK).middle();
        canvas.text(0.5 * (area.left + area.right), area.bottom + 38.0, &self.quantity.label(), label);
        let size = size(rows, area, &axis);
        for (k, row) in rows.iter().enumerate() {
            let top = area.top + k as f64 * ROW;
            let ground = top + ROW - 4.0;
            canvas.line(&[(area.left, ground), (area.right, ground)], PALE, 1.0);
            for stack in stacks(row, area, &axis, size) {
                for (dot, value) in stack.values.iter().enumerate() {
                    let (column, level) = (dot / levels(size), dot % levels(size));
                    let at = (stack.middle + column as f64 * size, ground - (level as f64 + 0.5) * size);
                    let hover = format!("{}: {}", row.name, self.quantity.text(*value));
                    canvas.hover(&hover, |canvas| canvas.circle(at, 0.46 * size, colour(row.colour)));
                }
            }
            let style = Style::new(13.0, shade(colour(row.colour), 0.8)).bold();
            let words = format!("{}: median {}", row.name, self.quantity.text(row.median));
            let words = style.wrap(&words, area.width() - 8.0).into_iter().next().unwrap_or_default();
            canvas.text_over(area.left, top + 14.0, &words, style, super::palette::WHITE);
        }
    }

    /// All dots, unless a few of them would squeeze the rest into a corner.
    fn axis(&self, rows: &[Row], width: f64) -> Scale {
        let all = || rows.iter().flat_map(|row| row.dots.iter().copied());
        let (low, high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
        let pad = if high > low { 0.03 * (high - low) } else { (0.1 * high.abs()).max(1e-9) };
        let floor = self.quantity.floor.unwrap_or(f64::NEG_INFINITY).min(low);
        let ceiling = self.quantity.ceiling.unwrap_or(f64::INFINITY).max(high);
        page::fitted((low - pad).max(floor), (high + pad).min(ceiling), &self.quantity, width)
    }

    fn notes(&self, rows: &[Row]) -> Vec<String> {
        if rows.is_empty() {
            return Vec::new();
        }
        let area =
            Area { left: page::RIM + 10.0, top: 0.0, right: page::WIDTH - page::RIM - 10.0, bottom: 0.0 };
        let axis = self.axis(rows, area.width());
        let size = size(rows, area, &axis);
        let piled = rows
            .iter()
            .any(|row| stacks(row, area, &axis, size).iter().any(|stack| stack.values.len() > levels(size)));
        let block = if piled {
            " Where too many are equal they stand in a block that begins at their value."
        } else {
            ""
        };
        vec![format!("Each dot is one future in {}.{block}", number(DOTS as f64))]
    }

    fn alt(&self, rows: &[Row]) -> String {
        let mut alt =
            format!("{}. {} in quantile dots.", self.wording.title.trim_end_matches('.'), self.quantity.name);
        for row in rows {
            let at = |k: usize| self.quantity.text(row.dots[k]);
            alt.push_str(&format!(
                " {}: median {}, nine futures in ten from {} to {}.",
                row.name,
                self.quantity.text(row.median),
                at(2),
                at(DOTS - 3)
            ));
        }
        alt
    }

    fn data(&self, rows: &[Row]) -> String {
        let line = |row: &Row, k: usize| {
            vec![row.name.to_owned(), field((k as f64 + 0.5) / DOTS as f64), field(row.dots[k])]
        };
        table("scenario,quantile,value", rows.iter().flat_map(|row| (0..DOTS).map(move |k| line(row, k))))
    }
}

/// Dots upon each other for which a row has room.
fn levels(size: f64) -> usize {
    (((ROW - HEAD - 6.0) / size) as usize).max(1)
}

/// The largest dots of which no stack is too high for its row, if they can be counted [px].
fn size(rows: &[Row], area: Area, axis: &Scale) -> f64 {
    let fits = |size: &f64| {
        let stacks = rows.iter().flat_map(|row| stacks(row, area, axis, *size));
        stacks.map(|stack| stack.values.len()).max().unwrap_or(0) <= levels(*size)
    };
    let sizes = (0..60).map(|k| MOST * 0.97f64.powi(k)).take_while(|size| *size > LEAST);
    sizes.into_iter().find(fits).unwrap_or(LEAST)
}

/// Dots that touch.
struct Stack {
    /// Of its first column [px].
    middle: f64,
    values: Vec<f64>,
}

/// Dots that touch, stacked in their middle (L. Wilkinson, *The American Statistician* 53, 1999); no two stacks lie upon each other.
fn stacks(row: &Row, area: Area, axis: &Scale, size: f64) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    let (mut first, mut free) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for &value in &row.dots {
        let x = page::along(area, axis, axis.hold(value));
        match stacks.last_mut().filter(|_| x - first < size || x < free - 0.5 * size) {
            Some(stack) => {
                if stack.values.len() < levels(size) {
                    stack.middle = stack.middle.max(0.5 * (first + x));
                }
                stack.values.push(value);
            }
            None => {
                first = x;
                stacks.push(Stack { middle: x.max(free + 0.5 * size), values: vec![value] });
            }
        }
        let last = &stacks[stacks.len() - 1];
        free = last.middle + (last.values.len().div_ceil(levels(size)) as f64 - 0.5) * size;
    }
    // A block at the end of the axis grows to the left.
    if let Some(last) = stacks.last_mut() {
        let over = last.middle + last.values.len().div_ceil(levels(size)) as f64 * size - area.right - 10.0;
        if over > 0.0 && last.values.len() > levels(size) {
            last.middle -= over;
        }
    }
    stacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, sample, show};

    const CAPTION: &str = "n = 1,000 pairs of replicates on common random numbers; seed 20250606.";

    fn dots(name: &str, quantity: Quantity, rows: Vec<(&str, Vec<f64>)>) -> Dots {
        Dots {
            wording: Wording {
                name: format!("dots-{name}"),
                title: "People under state control at the end".to_owned(),
                subtitle: "Three scenarios from June 2025".to_owned(),
                caption: CAPTION.to_owned(),
            },
            quantity,
            rows: rows.into_iter().map(|(name, values)| (name.to_owned(), values)).collect(),
        }
    }

    #[test]
    fn any_distributions_can_be_shown() {
        let normal = |mean: f64, sd: f64| sample(1000, move |z, _| (mean + sd * z).clamp(0.0, 1.0));
        let share = || Quantity::share("people under state control");
        let deaths = || Quantity::count("deaths", "persons");
        let long =
            "a scenario with a long name that says all it does, and then says it once more in other words";
        for drawn in [
            dots(
                "usual",
                share(),
                vec![
                    ("status-quo-2025", normal(0.53, 0.08)),
                    ("wagner-withdrawal", normal(0.45, 0.09)),
                    ("fuel-crisis", normal(0.5, 0.1)),
                ],
            ),
            dots(
                "tail",
                deaths(),
                vec![
                    ("a", sample(1000, |z, _| (7.0 + z).exp().round())),
                    (long, sample(900, |z, _| (7.4 + z).exp().round())),
                ],
            ),
            dots("constant", deaths(), vec![("a", vec![0.0; 50]), ("b", vec![0.0; 50])]),
            dots("few", share(), vec![("a", vec![0.5]), ("b", vec![f64::NAN, 0.2])]),
            dots("nothing", share(), vec![("a", vec![f64::NAN]), ("b", vec![])]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    /// Of a thousand futures each dot stands for twenty, and the median splits the dots.
    #[test]
    fn half_of_the_dots_lie_below_the_median() {
        let drawn = dots("count", Quantity::real("x", ""), vec![("a", (0..1000).map(f64::from).collect())]);
        let rows = drawn.drawn();
        assert_eq!(rows[0].dots.iter().filter(|x| **x < rows[0].median).count(), 25);
        let area = Area { left: 0.0, top: 0.0, right: 900.0, bottom: 100.0 };
        let axis = drawn.axis(&rows, 900.0);
        let all: usize = stacks(&rows[0], area, &axis, 12.0).iter().map(|stack| stack.values.len()).sum();
        assert_eq!(all, DOTS);
    }
}
