//! What ends a state in several scenarios: below what still holds, above it the share that has ended by each cause, a panel a scenario on
//! shared axes.
//!
//! At any time survival and all cumulative incidences add up to the whole, so a panel is full. All are steps that hold until the next date.

use jiff::civil::Date;

use super::calendar;
use super::canvas::{Area, Canvas, Style};
use super::number::{Quantity, number};
use super::page::{self, Page, SMALL};
use super::palette::{Colour, GREY, INK, WHITE, shade, tint};
use super::scale::Scale;
use super::survival::{STATE, colour, steps};
use super::{Figure, Wording, field, table};

/// Ends of a state by cause in several scenarios.
pub struct Ends {
    pub wording: Wording,
    /// What holds: "regime in power".
    pub state: String,
    /// What ends it, in all scenarios.
    pub causes: Vec<String>,
    /// In order of time.
    pub dates: Vec<Date>,
    pub panels: Vec<EndsPanel>,
}

/// Ends in a scenario.
pub struct EndsPanel {
    pub title: String,
    /// S at each date.
    pub survival: Vec<f64>,
    /// Cumulative incidence of each cause at each date.
    pub incidence: Vec<Vec<f64>>,
    /// Replicates at risk at some dates.
    pub at_risk: Vec<(Date, usize)>,
}

/// Space between panels, height of a panel's row, room for its last shares at the right [px].
const GAP: f64 = 18.0;
const ROW: f64 = 330.0;
const SHARES: f64 = 52.0;
/// The thinnest layer whose share is written [px].
const THIN: f64 = 13.0;

impl Ends {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let columns = match self.panels.len() {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let rows = self.panels.len().div_ceil(columns).max(1);
        let key = self.key();
        let mut page = Page::new(&self.wording, &[], rows as f64 * ROW + key.len() as f64 * 19.0 + 8.0);
        let whole = page.area;
        match (self.dates.first(), self.dates.last()) {
            (Some(&from), Some(&to)) if !self.panels.is_empty() => {
                self.draw_key(&mut page.canvas, whole, &key);
                let top = whole.top + key.len() as f64 * 19.0 + 8.0;
                let scale = Scale::exact(0.0, 1.0, &Quantity::share(""), 5);
                let margin = page::margin(&scale);
                let width = (whole.width() - margin - (columns - 1) as f64 * GAP) / columns as f64;
                for (k, panel) in self.panels.iter().enumerate() {
                    let left = whole.left + margin + (k % columns) as f64 * (width + GAP);
                    let top = top + (k / columns) as f64 * ROW;
                    let cell = Area { left, top, right: left + width, bottom: top + ROW };
                    self.panel(&mut page.canvas, cell, panel, (from, to), &scale, k % columns == 0);
                }
            }
            _ => {
                let at = (whole.left, whole.top + 60.0);
                page.canvas.text(at.0, at.1, "There is nothing to draw.", Style::new(16.0, GREY));
            }
        }
        page.finish(self.alt(), self.data())
    }

    /// What the colours mean, in lines: name, colour and place of each.
    fn key(&self) -> Vec<Vec<(f64, String, Colour)>> {
        let style = Style::new(12.5, INK);
        let room = page::WIDTH - 2.0 * page::RIM;
        let entries = std::iter::once((self.state.clone(), STATE))
            .chain(self.causes.iter().enumerate().map(|(k, name)| (name.clone(), tint(colour(k), 0.75))));
        let (mut lines, mut x) = (vec![Vec::new()], 0.0);
        for (name, colour) in entries {
            let width = 20.0 + style.width(&name);
            if x > 0.0 && x + width > room {
                lines.push(Vec::new());
                x = 0.0;
            }
            lines.last_mut().into_iter().for_each(|line| line.push((x, name.clone(), colour)));
            x += width + 22.0;
        }
        lines
    }

    fn draw_key(&self, canvas: &mut Canvas, whole: Area, key: &[Vec<(f64, String, Colour)>]) {
        for (row, line) in key.iter().enumerate() {
            let y = whole.top + 11.0 + 19.0 * row as f64;
            for (x, name, colour) in line {
                let left = whole.left + x;
                let square = Area { left, top: y - 10.0, right: left + 13.0, bottom: y + 2.0 };
                canvas.rect(square, GREY);
                canvas.rect(
                    Area {
                        left: left + 0.7,
                        top: square.top + 0.7,
                        right: square.right - 0.7,
                        bottom: square.bottom - 0.7,
                    },
                    *colour,
                );
                let lines = Style::new(12.5, INK).wrap(name, whole.width() - x - 20.0);
                canvas.text(left + 20.0, y, lines.first().map_or("", String::as_str), Style::new(12.5, INK));
            }
        }
    }

    fn panel(
        &self,
        canvas: &mut Canvas,
        cell: Area,
        panel: &EndsPanel,
        (from, to): (Date, Date),
        scale: &Scale,
        first: bool,
    ) {
        let heading = Style::new(13.0, INK).bold();
        let title = heading.wrap(&panel.title, cell.width()).into_iter().next().unwrap_or_default();
        canvas.text(cell.left, cell.top + 14.0, &title, heading);
        let area =
            Area { top: cell.top + 26.0, right: cell.right - SHARES, bottom: cell.bottom - 66.0, ..cell };
        let edges = self.edges(panel);
        let path = |edge: &[f64]| {
            steps(
                edge,
                |row| page::when(area, from, to, self.dates[row]),
                |share| page::up(area, scale, share.clamp(0.0, 1.0)),
                area,
            )
        };
        let shares = Quantity::share("");
        let last = self.dates.len() - 1;
        for (k, edge) in edges.iter().enumerate() {
            let (name, colour, below) = match k.checked_sub(1) {
                None => (&self.state, STATE, None),
                Some(cause) => (&self.causes[cause], tint(colour(cause), 0.75), Some(&edges[cause])),
            };
            let share = edge[last] - below.map_or(0.0, |below| below[last]);
            let mut around = path(edge);
            match below {
                Some(below) => around.extend(path(below).into_iter().rev()),
                None => around.extend([(area.right, area.bottom), (area.left, area.bottom)]),
            }
            canvas.hover(&format!("{}: {name} {}", panel.title, shares.number(share)), |canvas| {
                canvas.polygon(&around, colour)
            });
        }
        for edge in edges.iter().skip(1) {
            canvas.line(&path(edge), WHITE, 0.8);
        }
        canvas.line(&path(&edges[0]), INK, 2.0);
        if first {
            for (tick, label) in &scale.ticks {
                let y = page::up(area, scale, *tick);
                canvas.line(&[(area.left - 4.0, y), (area.left, y)], GREY, 1.0);
                canvas.text(area.left - 7.0, y + 4.0, label, Style::new(SMALL, GREY).end());
            }
        }
        page::dates(canvas, area, from, to);
        self.shares(canvas, area, scale, &edges);
        risk(canvas, area, (from, to), panel, first);
    }

    /// Upper edges of the layers at each date: survival first, then each cause upon it.
    fn edges(&self, panel: &EndsPanel) -> Vec<Vec<f64>> {
        let value = |series: Option<&Vec<f64>>, row: usize| {
            series.and_then(|series| series.get(row)).copied().filter(|x| x.is_finite()).unwrap_or(0.0)
        };
        let rows = 0..self.dates.len();
        let mut edges: Vec<Vec<f64>> =
            vec![rows.clone().map(|row| value(Some(&panel.survival), row)).collect()];
        for k in 0..self.causes.len() {
            let edge = rows.clone().map(|row| edges[k][row] + value(panel.incidence.get(k), row)).collect();
            edges.push(edge);
        }
        edges
    }

    /// The last share of each layer that is not too thin, beside it.
    fn shares(&self, canvas: &mut Canvas, area: Area, scale: &Scale, edges: &[Vec<f64>]) {
        let last = self.dates.len() - 1;
        let shares = Quantity::share("");
        let mut below = 0.0;
        for (k, edge) in edges.iter().enumerate() {
            let share = edge[last] - below;
            let (low, high) = (
                page::up(area, scale, below.clamp(0.0, 1.0)),
                page::up(area, scale, edge[last].clamp(0.0, 1.0)),
            );
            if low - high >= THIN {
                let ink = if k == 0 { INK } else { shade(colour(k - 1), 0.72) };
                let style = Style::new(SMALL, ink).bold();
                canvas.text(area.right + 5.0, 0.5 * (low + high) + 4.2, &shares.number(share), style);
            }
            below = edge[last];
        }
    }

    fn alt(&self) -> String {
        let Some(to) = self.dates.last() else { return format!("{}: no values.", self.wording.title) };
        let shares = Quantity::share("");
        let mut alt = format!("{}. By {}:", self.wording.title.trim_end_matches('.'), calendar::written(*to));
        for panel in &self.panels {
            let at = |series: &Vec<f64>| shares.number(series.last().copied().unwrap_or(0.0));
            let ends: Vec<String> = self
                .causes
                .iter()
                .zip(&panel.incidence)
                .map(|(name, series)| format!("{name} {}", at(series)))
                .collect();
            let ends = if ends.is_empty() { String::new() } else { format!(", {}", ends.join(", ")) };
            alt.push_str(&format!(" {}: {} {}{ends}.", panel.title, self.state, at(&panel.survival)));
        }
        alt
    }

    fn data(&self) -> String {
        let mut head = "scenario,date,survival".to_owned();
        self.causes.iter().for_each(|name| head.push_str(&format!(",{}", super::quoted(name))));
        let rows = self.panels.iter().flat_map(|panel| {
            self.dates.iter().enumerate().map(move |(row, date)| {
                let at = |series: &Vec<f64>| field(series.get(row).copied().unwrap_or(f64::NAN));
                let mut fields = vec![panel.title.clone(), date.to_string(), at(&panel.survival)];
                fields.extend(panel.incidence.iter().map(at));
                fields
            })
        });
        table(&head, rows)
    }
}

/// Numbers at risk under the dates, the first and the last within the panel; the first panel of a row says what they are.
fn risk(canvas: &mut Canvas, area: Area, (from, to): (Date, Date), panel: &EndsPanel, first: bool) {
    let style = Style::new(SMALL, GREY);
    let y = area.bottom + 50.0;
    let mut free = f64::NEG_INFINITY;
    for (date, count) in panel.at_risk.iter().filter(|(date, _)| (from..=to).contains(date)) {
        let words = number(*count as f64);
        let width = style.width(&words);
        let left = page::when(area, from, to, *date) - 0.5 * width;
        let left = left.min(area.right - width).max(area.left);
        if left >= free {
            canvas.text(left, y, &words, style);
            free = left + width + 14.0;
        }
    }
    if first && !panel.at_risk.is_empty() {
        canvas.text(area.left - 6.0, y, "at risk", style.end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};
    use jiff::ToSpan;
    use jiff::civil::date;

    const CAPTION: &str = "n = 1,000 pairs; ends by cause after Aalen and Johansen; seed 20250606.";

    fn ends(name: &str, weeks: i64, causes: &[&str], panels: &[(&str, f64)]) -> Ends {
        let dates: Vec<Date> = (0..weeks).map(|k| date(2025, 6, 2).saturating_add((7 * k).days())).collect();
        let panel = |&(title, hazard): &(&str, f64)| {
            let survival: Vec<f64> = (0..weeks).map(|k| (-hazard * k as f64).exp()).collect();
            // Halves of what is left: the last ones are thin.
            let share = |k: usize| {
                if k + 1 == causes.len() { 0.5f64.powi(k as i32) } else { 0.5f64.powi(k as i32 + 1) }
            };
            EndsPanel {
                title: title.to_owned(),
                incidence: (0..causes.len())
                    .map(|k| survival.iter().map(|s| share(k) * (1.0 - s)).collect())
                    .collect(),
                at_risk: dates
                    .iter()
                    .zip(&survival)
                    .step_by(26)
                    .map(|(d, s)| (*d, (1000.0 * s) as usize))
                    .collect(),
                survival,
            }
        };
        Ends {
            wording: Wording {
                name: format!("ends-{name}"),
                title: "What ends the regime".to_owned(),
                subtitle: "wagner-withdrawal and fuel-crisis against status-quo-2025".to_owned(),
                caption: CAPTION.to_owned(),
            },
            state: "regime in power".to_owned(),
            causes: causes.iter().map(|cause| (*cause).to_owned()).collect(),
            panels: panels.iter().map(panel).collect(),
            dates,
        }
    }

    #[test]
    fn any_ends_can_be_shown() {
        let usual = [
            "coup",
            "palace coup",
            "uprising",
            "insurgents take Bamako",
            "settlement with JNIM",
            "leader killed",
        ];
        let long = "a cause with a very long name that cannot stand beside another cause on a single line of the key";
        for drawn in [
            ends(
                "usual",
                105,
                &usual,
                &[("status-quo-2025", 0.007), ("wagner-withdrawal", 0.008), ("fuel-crisis", 0.01)],
            ),
            ends("two", 105, &usual[..2], &[("status-quo-2025", 0.002), ("wagner-withdrawal", 0.04)]),
            ends(
                "five",
                105,
                &[long, long, "x"],
                &[("a", 0.1), ("b", 0.0), ("c", 9.0), ("d", 0.01), ("e", 0.02)],
            ),
            ends("one-date", 1, &usual, &[("a", 0.1), ("b", 0.1)]),
            ends("no-cause", 50, &[], &[("a", 0.0), ("b", 0.0)]),
            ends("nothing", 0, &[], &[]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn layers_fill_the_whole() {
        let ends = ends("sum", 105, &["a", "b", "c"], &[("x", 0.02)]);
        let edges = ends.edges(&ends.panels[0]);
        assert!(edges[3].iter().all(|top| (top - 1.0).abs() < 1e-12), "{:?}", edges[3]);
    }
}
