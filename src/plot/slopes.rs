//! Quantiles of outcomes from scenario to scenario: a panel an outcome, a line a quantile.
//!
//! A line that falls says that that part of the distribution falls; lines that draw together say that the futures become more alike.
//! Each panel has its own scale. The quantiles are named at the right end and their values stand at both ends.

use super::canvas::{Area, Canvas, Style};
use super::number::Quantity;
use super::page::{self, Page, SMALL};
use super::palette::{BLUE, Colour, GREY, GRID, INK, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, spread, table};

/// Outcomes in several scenarios.
pub struct Slopes {
    pub wording: Wording,
    /// Names of the scenarios, the baseline first.
    pub scenarios: Vec<String>,
    /// Which quantiles.
    pub points: Vec<f64>,
    pub panels: Vec<SlopePanel>,
}

/// One outcome: its quantiles, scenario by scenario.
pub struct SlopePanel {
    pub title: String,
    pub quantity: Quantity,
    /// As many as there are points, for each scenario.
    pub quantiles: Vec<Vec<f64>>,
}

const COLUMNS: usize = 3;
const GAP: f64 = 34.0;
const HEIGHT: f64 = 226.0;
/// Least distance of two words [px].
const LEAD: f64 = 14.0;

impl Slopes {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let columns = self.panels.len().clamp(1, COLUMNS);
        let rows = self.panels.len().div_ceil(columns).max(1);
        let note = self.letters();
        let mut page = Page::new(&self.wording, &note, rows as f64 * HEIGHT + 6.0);
        let whole = page.area;
        if self.panels.is_empty() || self.scenarios.is_empty() {
            let at = (whole.left, whole.top + 60.0);
            page.canvas.text(at.0, at.1, "There is nothing to draw.", Style::new(16.0, GREY));
            return page.finish(self.alt(), self.data());
        }
        let width = (whole.width() - (columns - 1) as f64 * GAP) / columns as f64;
        for (k, panel) in self.panels.iter().enumerate() {
            let left = whole.left + (k % columns) as f64 * (width + GAP);
            let top = whole.top + (k / columns) as f64 * HEIGHT;
            let cell = Area { left, top, right: left + width, bottom: top + HEIGHT };
            self.panel(&mut page.canvas, cell, panel);
        }
        page.finish(self.alt(), self.data())
    }

    /// The words under each scenario's place: its name, or a letter where names would touch.
    fn short(&self) -> Vec<String> {
        if self.scenarios.len() == 2 {
            return self.scenarios.clone();
        }
        (0..self.scenarios.len()).map(|k| char::from(b'A' + (k % 26) as u8).to_string()).collect()
    }

    fn letters(&self) -> Vec<String> {
        if self.scenarios.len() <= 2 {
            return Vec::new();
        }
        let named: Vec<String> = self
            .short()
            .iter()
            .zip(&self.scenarios)
            .map(|(letter, name)| format!("{letter}: {name}"))
            .collect();
        vec![format!("{}.", named.join("; "))]
    }

    fn panel(&self, canvas: &mut Canvas, cell: Area, panel: &SlopePanel) {
        let heading = Style::new(13.0, INK).bold();
        let lines = heading.wrap(&panel.title, cell.width());
        let y = page::lines(canvas, &lines, cell.left, cell.top + 14.0, heading);
        let (values, grey) = (Style::new(11.5, INK), Style::new(11.0, GREY));
        let last = self.scenarios.len() - 1;
        let widest = |k: usize| {
            let words = panel.quantiles[k].iter().map(|&x| values.width(&panel.quantity.number(x)));
            words.fold(0.0, f64::max)
        };
        let names = self.points.iter().map(|&p| grey.width(&name(p))).fold(0.0, f64::max);
        let area = Area {
            left: cell.left + widest(0) + 10.0,
            top: y + 2.0,
            right: cell.right - widest(last) - names - 18.0,
            bottom: cell.bottom - 36.0,
        };
        let all: Vec<f64> = panel.quantiles.iter().flatten().copied().filter(|x| x.is_finite()).collect();
        let x = |k: usize| area.left + k as f64 / last.max(1) as f64 * area.width();
        for (k, name) in self.short().iter().enumerate() {
            canvas.line(&[(x(k), area.top), (x(k), area.bottom)], GRID, 1.2);
            let style = Style::new(SMALL, GREY);
            let under = area.bottom + 15.0;
            if self.scenarios.len() > 2 {
                canvas.text(x(k), under, name, style.middle());
                continue;
            }
            // Two names share the panel's width and begin and end with it.
            let lines = style.wrap(name, 0.5 * cell.width() - 6.0);
            let (at, style) = if k == 0 { (cell.left, style) } else { (cell.right, style.end()) };
            page::lines(canvas, &lines[..lines.len().min(2)], at, under, style);
        }
        if all.is_empty() {
            canvas.text(
                area.left + 8.0,
                0.5 * (area.top + area.bottom),
                "no values",
                Style::new(SMALL, GREY),
            );
            return;
        }
        let scale = Scale::round(all, &panel.quantity, 4);
        let y = |value: f64| page::up(area, &scale, value);
        for (j, _) in self.points.iter().enumerate() {
            let points: Vec<(f64, f64)> = panel
                .quantiles
                .iter()
                .enumerate()
                .filter(|(_, quantiles)| quantiles[j].is_finite())
                .map(|(k, quantiles)| (x(k), y(quantiles[j])))
                .collect();
            canvas.hover(&self.hover(panel, j), |canvas| {
                canvas.line(&points, self.colour(j), self.width(j));
                points.iter().for_each(|&point| canvas.circle(point, 3.2, self.colour(j)));
            });
        }
        // Of equal values the higher quantile stands above.
        let side = |k: usize| {
            let at = |(j, &value): (usize, &f64)| {
                (if value.is_finite() { y(value) } else { area.bottom } - 1e-3 * j as f64, LEAD)
            };
            let wanted: Vec<(f64, f64)> = panel.quantiles[k].iter().enumerate().map(at).collect();
            spread::apart(&wanted, area.top - 6.0, area.bottom + 1.0)
        };
        for (j, at) in side(0).into_iter().enumerate() {
            canvas.text(
                area.left - 7.0,
                at + 4.0,
                &panel.quantity.number(panel.quantiles[0][j]),
                values.end(),
            );
        }
        for (j, at) in side(last).into_iter().enumerate() {
            canvas.text(area.right + 7.0, at + 4.0, &panel.quantity.number(panel.quantiles[last][j]), values);
            let grey = Style { colour: shade(self.colour(j), 0.8), ..grey };
            canvas.text(cell.right, at + 4.0, &name(self.points[j]), grey.end());
        }
    }

    fn hover(&self, panel: &SlopePanel, j: usize) -> String {
        let values: Vec<String> = self
            .scenarios
            .iter()
            .zip(&panel.quantiles)
            .map(|(name, quantiles)| format!("{name} {}", panel.quantity.text(quantiles[j])))
            .collect();
        format!("{}, {}: {}", panel.title, name(self.points[j]), values.join(", "))
    }

    /// The median dark and wide, the others lighter the farther out.
    fn colour(&self, j: usize) -> Colour {
        tint(shade(BLUE, 0.8), 1.0 - 1.1 * (self.points[j] - 0.5).abs())
    }

    fn width(&self, j: usize) -> f64 {
        if (self.points[j] - 0.5).abs() < 1e-9 { 2.8 } else { 1.8 }
    }

    fn alt(&self) -> String {
        let mut alt = format!("{}.", self.wording.title.trim_end_matches('.'));
        let middle = self.points.iter().position(|p| (p - 0.5).abs() < 1e-9).unwrap_or(0);
        for panel in &self.panels {
            alt.push_str(&format!(" {}.", self.hover(panel, middle)));
        }
        alt
    }

    fn data(&self) -> String {
        let mut rows = Vec::new();
        for panel in &self.panels {
            for (name, quantiles) in self.scenarios.iter().zip(&panel.quantiles) {
                for (p, &value) in self.points.iter().zip(quantiles) {
                    rows.push(vec![panel.title.clone(), name.clone(), p.to_string(), field(value)]);
                }
            }
        }
        table("outcome,scenario,quantile,value", rows)
    }
}

fn name(p: f64) -> String {
    if (p - 0.5).abs() < 1e-9 { "median".to_owned() } else { format!("{} %", 100.0 * p) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str = "n = 1,000 replicates each; seed 20250606.";

    fn slopes(name: &str, scenarios: &[&str], panels: Vec<SlopePanel>) -> Slopes {
        Slopes {
            wording: Wording {
                name: format!("slopes-{name}"),
                title: "How the distributions move".to_owned(),
                subtitle: String::new(),
                caption: CAPTION.to_owned(),
            },
            scenarios: scenarios.iter().map(|name| (*name).to_owned()).collect(),
            points: vec![0.05, 0.25, 0.5, 0.75, 0.95],
            panels,
        }
    }

    fn panel(title: &str, quantity: Quantity, count: usize, scale: f64) -> SlopePanel {
        let one =
            |k: usize| [0.30, 0.42, 0.5, 0.61, 0.84].iter().map(|x| (x - 0.03 * k as f64) * scale).collect();
        SlopePanel { title: title.to_owned(), quantity, quantiles: (0..count).map(one).collect() }
    }

    #[test]
    fn any_slopes_can_be_shown() {
        let share = || Quantity::share("x");
        let two = ["status-quo-2025", "wagner-withdrawal"];
        let many = |count| {
            vec![
                panel("People under state control at the end", share(), count, 1.0),
                panel("All deaths", Quantity::count("deaths", "persons"), count, 9000.0),
                panel(
                    "Displaced inside the country at the end, with a title of two lines",
                    Quantity::count("x", "persons"),
                    count,
                    700_000.0,
                ),
                panel("Gold", Quantity::amount("gold", "m$"), count, 5e9),
                SlopePanel {
                    title: "Nothing moves".into(),
                    quantity: share(),
                    quantiles: vec![vec![0.0; 5]; count],
                },
                SlopePanel {
                    title: "Nothing there".into(),
                    quantity: share(),
                    quantiles: vec![vec![f64::NAN; 5]; count],
                },
            ]
        };
        for drawn in [
            slopes("two", &two, many(2)),
            slopes("four", &["status-quo-2025", "wagner-withdrawal", "fuel-crisis", "gold-down"], many(4)),
            slopes("single", &two, vec![panel("Legitimacy", share(), 2, 1.0)]),
            slopes("nothing", &two, vec![]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }
}
