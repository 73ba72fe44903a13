//! Differences over time, a panel a quantity: when do two scenarios part?
//!
//! The line is the mean difference, the band holds all of it at once; a dashed stroke stands at the date from which the band stays
//! on one side of zero. Each panel has its own scale, around zero.

use jiff::civil::Date;

use super::calendar;
use super::canvas::{Area, Canvas, Style};
use super::number::{Quantity, signed};
use super::page::{self, Page, SMALL};
use super::palette::{BLUE, GREY, INK, VERMILLION, WHITE, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, table};

/// Differences over common dates.
pub struct Partings {
    pub wording: Wording,
    pub dates: Vec<Date>,
    pub panels: Vec<PartingPanel>,
}

/// The difference of one quantity over the dates.
pub struct PartingPanel {
    pub title: String,
    /// Of the difference; of shares [`Quantity::points`].
    pub quantity: Quantity,
    pub difference: Vec<f64>,
    /// Lower and upper end; a row that is not finite leaves a gap.
    pub band: Vec<(f64, f64)>,
    /// The date from which the band stays on one side of zero.
    pub from: Option<Date>,
}

const COLUMNS: usize = 3;
const GAP: f64 = 30.0;
const HEIGHT: f64 = 206.0;

impl Partings {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let columns = match self.panels.len() {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => COLUMNS,
        };
        let rows = self.panels.len().div_ceil(columns).max(1);
        let mut page = Page::new(&self.wording, &[], rows as f64 * HEIGHT + 4.0);
        let whole = page.area;
        match (self.dates.first(), self.dates.last()) {
            (Some(&from), Some(&to)) if !self.panels.is_empty() => {
                let width = (whole.width() - (columns - 1) as f64 * GAP) / columns as f64;
                for (k, panel) in self.panels.iter().enumerate() {
                    let left = whole.left + (k % columns) as f64 * (width + GAP);
                    let top = whole.top + (k / columns) as f64 * HEIGHT;
                    let cell = Area { left, top, right: left + width, bottom: top + HEIGHT };
                    self.panel(&mut page.canvas, cell, panel, (from, to), k);
                }
            }
            _ => {
                let at = (whole.left, whole.top + 60.0);
                page.canvas.text(at.0, at.1, "There is nothing to draw.", Style::new(16.0, GREY));
            }
        }
        page.finish(self.alt(), self.data())
    }

    fn panel(&self, canvas: &mut Canvas, cell: Area, panel: &PartingPanel, span: (Date, Date), k: usize) {
        let scale = panel.scale();
        let heading = Style::new(13.0, INK).bold();
        let lines = heading.wrap(&panel.heading(), cell.width());
        let y = page::lines(canvas, &lines, cell.left, cell.top + 14.0, heading);
        let area = Area {
            left: cell.left + page::margin(&scale),
            top: y + 8.0,
            right: cell.right - 8.0,
            bottom: cell.bottom - 38.0,
        };
        page::vertical(canvas, area, &scale);
        page::dates(canvas, area, span.0, span.1);
        let at =
            |date: Date, value: f64| (page::when(area, span.0, span.1, date), page::up(area, &scale, value));
        let drawn: Vec<usize> = (0..self.dates.len()).filter(|&row| panel.is_drawn(row)).collect();
        canvas.clipped(
            Area { top: area.top - 2.0, bottom: area.bottom + 2.0, ..area },
            &format!("{}-{k}", self.wording.name),
            |canvas| {
                let upper = drawn.iter().map(|&row| at(self.dates[row], panel.band[row].1));
                let lower = drawn.iter().rev().map(|&row| at(self.dates[row], panel.band[row].0));
                let around: Vec<_> = upper.chain(lower).collect();
                if drawn.len() > 1 {
                    canvas.polygon(&around, tint(BLUE, 0.28));
                }
            },
        );
        let zero = page::up(area, &scale, 0.0);
        canvas.line(&[(area.left, zero), (area.right, zero)], INK, 1.1);
        let points: Vec<_> = drawn.iter().map(|&row| at(self.dates[row], panel.difference[row])).collect();
        canvas.line(&points, shade(BLUE, 0.75), 2.4);
        for (&row, &point) in drawn.iter().zip(&points) {
            canvas.hover(&panel.hover(self.dates[row], row), |canvas| {
                canvas.circle(point, 2.2, shade(BLUE, 0.75))
            });
        }
        if let Some(date) = panel.from {
            let x = page::when(area, span.0, span.1, date);
            canvas.dashes(&[(x, area.top), (x, area.bottom)], VERMILLION, 1.4, 3.0);
            let style = Style::new(SMALL, shade(VERMILLION, 0.75)).bold();
            let words = format!("from {}", calendar::written(date));
            let width = style.width(&words);
            let left = if x + 5.0 + width <= cell.right { x + 5.0 } else { x - 5.0 - width };
            // At the upper or the lower end, wherever the curve is farther.
            let under = |x: f64| (left - 4.0..=left + width + 4.0).contains(&x);
            let clear = |y: f64| {
                let near = points.iter().filter(|point| under(point.0)).map(|point| (point.1 - y).abs());
                near.fold(f64::INFINITY, f64::min)
            };
            let (top, bottom) = (area.top + 12.0, area.bottom - 6.0);
            let y = if clear(top) >= clear(bottom) { top } else { bottom };
            canvas.text_over(left, y, &words, style, WHITE);
        }
    }

    fn alt(&self) -> String {
        let mut alt = format!("{}.", self.wording.title.trim_end_matches('.'));
        for panel in &self.panels {
            let last = panel.difference.last().copied().unwrap_or(f64::NAN);
            let end =
                if last.is_finite() { signed(&panel.quantity.text(last)) } else { "no value".to_owned() };
            let from = panel
                .from
                .map_or("not for good".to_owned(), |date| format!("from {}", calendar::written(date)));
            alt.push_str(&format!(" {}: {from}; {end} at the end.", panel.title));
        }
        alt
    }

    fn data(&self) -> String {
        let mut rows = Vec::new();
        for panel in &self.panels {
            for ((date, &value), &(low, high)) in self.dates.iter().zip(&panel.difference).zip(&panel.band) {
                let parted = panel.from.is_some_and(|from| from <= *date);
                rows.push(vec![
                    panel.title.clone(),
                    date.to_string(),
                    field(value),
                    field(low),
                    field(high),
                    parted.to_string(),
                ]);
            }
        }
        table("quantity,date,difference,low,high,parted", rows)
    }
}

impl PartingPanel {
    fn is_drawn(&self, row: usize) -> bool {
        let finite = |values: [f64; 3]| values.iter().all(|x| x.is_finite());
        row < self.difference.len()
            && row < self.band.len()
            && finite([self.difference[row], self.band[row].0, self.band[row].1])
    }

    fn scale(&self) -> Scale {
        let quantity = Quantity { floor: None, ceiling: None, whole: false, ..self.quantity.clone() };
        let ends = self.band.iter().flat_map(|&(low, high)| [low, high]);
        Scale::round(ends.chain(self.difference.iter().copied()).chain([0.0]), &quantity, 4)
    }

    fn heading(&self) -> String {
        match &self.quantity.unit {
            super::Unit::Of(unit) if !unit.is_empty() => format!("{} ({unit})", self.title),
            _ => self.title.clone(),
        }
    }

    fn hover(&self, date: Date, row: usize) -> String {
        let write = |x: f64| signed(&self.quantity.number(x));
        let (low, high) = self.band[row];
        format!(
            "{}: {} ({} to {})",
            calendar::written(date),
            write(self.difference[row]),
            write(low),
            write(high)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};
    use jiff::ToSpan;
    use jiff::civil::date;

    const CAPTION: &str =
        "n = 1,000 pairs on common random numbers; the band holds the whole curve with 95 %; seed 20250606.";

    fn panel(title: &str, quantity: Quantity, size: f64, from: Option<usize>) -> PartingPanel {
        let curve = |k: usize| size * (k as f64 / 24.0).sqrt();
        let half = |k: usize| 0.2 * size.abs() * (k as f64 / 24.0);
        PartingPanel {
            title: title.to_owned(),
            quantity,
            difference: (0..24).map(curve).collect(),
            band: (0..24).map(|k| (curve(k) - half(k), curve(k) + half(k))).collect(),
            from: from.map(|k| dates()[k]),
        }
    }

    fn dates() -> Vec<Date> {
        (0..24).map(|k| date(2025, 6, 30).saturating_add(k.months())).collect()
    }

    fn partings(name: &str, panels: Vec<PartingPanel>) -> Partings {
        Partings {
            wording: Wording {
                name: format!("partings-{name}"),
                title: "When do they part?".to_owned(),
                subtitle: "wagner-withdrawal less status-quo-2025".to_owned(),
                caption: CAPTION.to_owned(),
            },
            dates: dates(),
            panels,
        }
    }

    #[test]
    fn any_differences_can_be_shown() {
        let points = || Quantity::points("x");
        let deaths = || Quantity::real("x", "persons");
        let mut gaps = panel("With gaps", deaths(), 5.0, None);
        gaps.band[5] = (f64::NAN, f64::NAN);
        let mut none = panel("Never", points(), 0.0, None);
        none.difference.fill(0.0);
        let all = vec![
            panel("People under state control", points(), -0.08, Some(1)),
            panel("People under JNIM control", points(), 0.05, Some(20)),
            panel("Deaths so far", deaths(), -1240.0, Some(3)),
            panel("Displaced inside the country", deaths(), -31_000.0, Some(23)),
            panel(
                "Months of army pay in arrears, which is a title of two lines in a panel",
                Quantity::real("x", ""),
                0.04,
                None,
            ),
            gaps,
            none,
        ];
        for drawn in [
            partings("usual", all),
            partings("one", vec![panel("Debt", Quantity::real("x", "m$"), -3e9, Some(0))]),
            partings("nothing", vec![]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }
}
