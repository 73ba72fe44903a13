//! How long a state lasts, and what ends it.
//!
//! Below the curve: the share S(t) of replicates in which the state still holds, with its 95 % band. Above it: the share
//! that has ended by each cause, its cumulative incidence Fₖ(t); at any time
//!
//! ```text
//! S(t) + Σ Fₖ(t) = 1
//! ```
//!
//! All are steps that hold until the next date. Under the dates stands the number of replicates still at risk.

use jiff::civil::Date;

use super::calendar;
use super::canvas::{Area, Canvas, Style};
use super::number::{Quantity, number};
use super::page::{self, Page, SMALL};
use super::palette::{CATEGORIES, Colour, GREY, INK, WHITE, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, spread, table};

/// Survival of a state and its ends by cause.
pub struct Survival {
    pub wording: Wording,
    /// What holds: "regime in power".
    pub state: String,
    /// In order of time.
    pub dates: Vec<Date>,
    /// S at each date.
    pub survival: Vec<f64>,
    /// Lower and upper end of its 95 % interval at each date; may be empty.
    pub band: Vec<(f64, f64)>,
    /// Causes with their cumulative incidence at each date.
    pub causes: Vec<(String, Vec<f64>)>,
    /// Replicates at risk at some dates; may be empty.
    pub at_risk: Vec<(Date, usize)>,
}

/// Room for the names at the right [px].
const NAMES: f64 = 200.0;
pub(super) const STATE: Colour = (236, 240, 243);

impl Survival {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let mut page = Page::new(&self.wording, &[], 0.0);
        let whole = page.area;
        if let (Some(&from), Some(&to)) = (self.dates.first(), self.dates.last()) {
            let shares = Quantity::share("");
            let scale = Scale::exact(0.0, 1.0, &shares, 5);
            let below = if self.at_risk.is_empty() { 40.0 } else { 72.0 };
            let left = whole.left + page::margin(&scale);
            let area = Area {
                left,
                top: whole.top + 28.0,
                right: whole.right - NAMES,
                bottom: whole.bottom - below,
            };
            page.canvas.text(whole.left, whole.top + 12.0, "share of replicates", Style::new(SMALL, GREY));
            self.stack(&mut page.canvas, area, (from, to), &scale);
            self.names(&mut page.canvas, area, &scale);
            page::dates(&mut page.canvas, area, from, to);
            self.risk(&mut page.canvas, area, (from, to), whole.left);
        } else {
            page.canvas.text(
                whole.left,
                whole.top + 60.0,
                "There is nothing to draw.",
                Style::new(16.0, GREY),
            );
        }
        page.finish(self.alt(), self.data())
    }

    /// Upper edges of the layers at each date: survival first, then each cause upon it.
    fn edges(&self) -> Vec<Vec<f64>> {
        let value =
            |series: &[f64], row: usize| series.get(row).copied().filter(|v| v.is_finite()).unwrap_or(0.0);
        let mut edges =
            vec![(0..self.dates.len()).map(|row| value(&self.survival, row)).collect::<Vec<f64>>()];
        for (_, incidence) in &self.causes {
            let below = &edges[edges.len() - 1];
            edges.push(below.iter().enumerate().map(|(row, base)| base + value(incidence, row)).collect());
        }
        edges
    }

    fn stack(&self, canvas: &mut Canvas, area: Area, (from, to): (Date, Date), scale: &Scale) {
        let edges = self.edges();
        let path = |edge: &[f64]| {
            steps(
                edge,
                |row| page::when(area, from, to, self.dates[row]),
                |share| page::up(area, scale, share.clamp(0.0, 1.0)),
                area,
            )
        };
        let layer = |canvas: &mut Canvas, lower: Option<&[f64]>, upper: &[f64], colour: Colour| {
            let mut around = path(upper);
            match lower {
                Some(lower) => around.extend(path(lower).into_iter().rev()),
                None => around.extend([(area.right, area.bottom), (area.left, area.bottom)]),
            }
            canvas.polygon(&around, colour);
        };
        canvas.hover(&self.state, |canvas| layer(canvas, None, &edges[0], STATE));
        for (k, (name, _)) in self.causes.iter().enumerate() {
            canvas.hover(name, |canvas| layer(canvas, Some(&edges[k]), &edges[k + 1], tint(colour(k), 0.75)));
        }
        for pair in edges.windows(2) {
            canvas.line(&path(&pair[1]), WHITE, 0.8);
        }
        for (tick, label) in &scale.ticks {
            let y = page::up(area, scale, *tick);
            canvas.line(&[(area.left - 4.0, y), (area.left, y)], GREY, 1.0);
            canvas.text(area.left - 7.0, y + 4.0, label, Style::new(SMALL, GREY).end());
        }
        if self.band.len() == self.dates.len() {
            for edge in
                [self.band.iter().map(|b| b.0).collect::<Vec<_>>(), self.band.iter().map(|b| b.1).collect()]
            {
                canvas.dashes(&path(&edge), INK, 0.9, 3.0);
            }
        }
        canvas.line(&path(&edges[0]), INK, 2.2);
    }

    /// Each layer's name and last share beside its end.
    fn names(&self, canvas: &mut Canvas, area: Area, scale: &Scale) {
        let edges = self.edges();
        let last = self.dates.len() - 1;
        let shares = Quantity::share("");
        let style = |colour| Style::new(12.5, colour);
        let mut entries = Vec::new();
        let interval = self
            .band
            .get(last)
            .filter(|band| band.0.is_finite() && band.1.is_finite())
            .map(|band| format!("\n95\u{a0}%: {} to {}", shares.number(band.0), shares.number(band.1)));
        let state =
            format!("{} {}{}", self.state, shares.number(edges[0][last]), interval.unwrap_or_default());
        entries.push((0.5 * edges[0][last], state, INK));
        for (k, (name, _)) in self.causes.iter().enumerate() {
            let share = edges[k + 1][last] - edges[k][last];
            let middle = 0.5 * (edges[k + 1][last] + edges[k][last]);
            entries.push((middle, format!("{name} {}", shares.number(share)), shade(colour(k), 0.72)));
        }
        let lines: Vec<Vec<String>> =
            entries.iter().map(|entry| style(INK).bold().wrap(&entry.1, NAMES - 30.0)).collect();
        let wanted: Vec<(f64, f64)> = entries
            .iter()
            .zip(&lines)
            .map(|(entry, lines)| {
                (page::up(area, scale, entry.0.clamp(0.0, 1.0)), lines.len() as f64 * 17.0 + 3.0)
            })
            .collect();
        let places = spread::apart(&wanted, area.top - 20.0, area.bottom + 34.0);
        for (k, (entry, lines)) in entries.iter().zip(&lines).enumerate() {
            let (anchor, place) = (wanted[k].0, places[k]);
            canvas.line(
                &[
                    (area.right + 3.0, anchor),
                    (area.right + 9.0, anchor),
                    (area.right + 19.0, place),
                    (area.right + 23.0, place),
                ],
                entry.2,
                0.8,
            );
            let first = place - (lines.len() as f64 - 1.0) * 8.5 + 4.5;
            page::lines(canvas, lines, area.right + 27.0, first, style(entry.2).bold());
        }
    }

    fn risk(&self, canvas: &mut Canvas, area: Area, (from, to): (Date, Date), left: f64) {
        let style = Style::new(SMALL, GREY);
        let y = area.bottom + 62.0;
        let mut free = left;
        if !self.at_risk.is_empty() {
            canvas.text(left, y - 16.0, "at risk", style);
        }
        for (date, count) in self.at_risk.iter().filter(|(date, _)| (from..=to).contains(date)) {
            let words = number(*count as f64);
            let (x, half) = (page::when(area, from, to, *date), 0.5 * style.width(&words));
            // The first number may have no room to the left of its date.
            let middle = x.max(left + half);
            if middle - half >= free {
                canvas.text(middle, y, &words, style.middle());
                free = middle + half + 14.0;
            }
        }
    }

    fn alt(&self) -> String {
        let Some((last, to)) = self.survival.last().zip(self.dates.last()) else {
            return format!("{}: no values.", self.wording.title);
        };
        let shares = Quantity::share("");
        let mut alt = format!(
            "{}. By {}, {} in {} of replicates.",
            self.wording.title.trim_end_matches('.'),
            calendar::written(*to),
            self.state,
            shares.number(*last)
        );
        for (name, incidence) in &self.causes {
            let share = incidence.last().copied().unwrap_or(0.0);
            alt.push_str(&format!(" Ended by {name}: {}.", shares.number(share)));
        }
        alt
    }

    fn data(&self) -> String {
        let mut head = "date,survival,lower,upper".to_owned();
        self.causes.iter().for_each(|(name, _)| head.push_str(&format!(",{}", super::quoted(name))));
        let rows = self.dates.iter().enumerate().map(|(row, date)| {
            let value = |series: &[f64]| field(series.get(row).copied().unwrap_or(f64::NAN));
            let band = self.band.get(row).copied().unwrap_or((f64::NAN, f64::NAN));
            let mut fields = vec![date.to_string(), value(&self.survival), field(band.0), field(band.1)];
            fields.extend(self.causes.iter().map(|(_, incidence)| value(incidence)));
            fields
        });
        table(&head, rows)
    }
}

pub(super) fn colour(k: usize) -> Colour {
    // After blue for the first, so that neighbours differ in lightness too.
    CATEGORIES[[1, 4, 0, 3, 2, 5, 6][k % 7]]
}

/// A curve that holds each value until the next date.
pub(super) fn steps(
    values: &[f64],
    x: impl Fn(usize) -> f64,
    y: impl Fn(f64) -> f64,
    area: Area,
) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (row, &value) in values.iter().enumerate() {
        let x = if values.len() == 1 { area.left } else { x(row) };
        if let Some(&(_, before)) = points.last() {
            points.push((x, before));
        }
        points.push((x, y(value)));
    }
    if let Some(&(_, last)) = points.last() {
        points.push((area.right, last));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};
    use jiff::ToSpan;
    use jiff::civil::date;

    const CAPTION: &str =
        "n = 1,000 replicates; dashed: 95 % interval of the curve (log-log); seed 20250606.";

    fn survival(name: &str, weeks: usize, hazards: &[(&str, f64)]) -> Survival {
        let dates: Vec<Date> = (0..weeks)
            .map(|k| date(2025, 11, 17).checked_add((7 * k as i64).days()).expect("a date"))
            .collect();
        let total: f64 = hazards.iter().map(|hazard| hazard.1).sum();
        let alive: Vec<f64> = (0..weeks).map(|k| (-total * k as f64).exp()).collect();
        let causes = hazards
            .iter()
            .map(|(name, hazard)| {
                let share = if total > 0.0 { hazard / total } else { 0.0 };
                ((*name).to_owned(), alive.iter().map(|s| share * (1.0 - s)).collect())
            })
            .collect();
        let error = |s: f64| 1.96 * (s * (1.0 - s) / 1000.0).sqrt();
        Survival {
            wording: Wording {
                name: format!("survival-{name}"),
                title: "The junta is more likely than not to last two years; a coup from within is the main danger".to_owned(),
                subtitle: "Share of replicates by what has become of the regime".to_owned(),
                caption: CAPTION.to_owned(),
            },
            state: "regime in power".to_owned(),
            band: alive.iter().map(|&s| ((s - error(s)).max(0.0), (s + error(s)).min(1.0))).collect(),
            at_risk: dates.iter().zip(&alive).step_by(13).map(|(d, s)| (*d, (1000.0 * s) as usize)).collect(),
            survival: alive,
            dates,
            causes,
        }
    }

    #[test]
    fn any_course_can_be_shown() {
        let usual = [
            ("coup from within the junta", 0.003),
            ("coup by outsiders", 0.001),
            ("fall of Bamako", 0.0004),
            ("negotiated exit", 0.0006),
        ];
        let rare = [
            ("coup", 0.00002),
            ("revolution", 0.00001),
            ("foreign intervention", 0.000005),
            ("other", 0.0),
            ("death of the leader", 0.00001),
        ];
        for drawn in [
            survival("usual", 105, &usual),
            survival("rare", 105, &rare),
            survival("never", 105, &[("coup", 0.0)]),
            survival(
                "at-once",
                105,
                &[("coup", 2.0), ("a cause with a very long name that cannot stand on a single line", 1.0)],
            ),
            survival("one-date", 1, &usual),
            survival("long", 1000, &usual),
            survival("no-cause", 50, &[]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn layers_fill_the_whole() {
        let edges = survival("sum", 105, &[("a", 0.01), ("b", 0.02)]).edges();
        assert!(edges[2].iter().all(|top| (top - 1.0).abs() < 1e-12), "{:?}", edges[2]);
    }
}
