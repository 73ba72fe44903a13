//! How long a state lasts in several scenarios: survival curves upon each other, each with its 95 % band.
//!
//! Curves are steps that hold until the next date. Each carries its name and its last share at its end; under the dates stands the
//! number of replicates still at risk in each.

use jiff::civil::Date;

use super::calendar;
use super::canvas::{Area, Canvas, Style};
use super::ecdfs::colour;
use super::number::{Quantity, number};
use super::page::{self, Page, SMALL};
use super::palette::{Colour, GREY, INK, shade};
use super::scale::Scale;
use super::survival::steps;
use super::{Figure, Wording, field, spread, table};

/// Survival in several scenarios over common dates.
pub struct Lasting {
    pub wording: Wording,
    /// What holds: "regime in power".
    pub state: String,
    /// In order of time.
    pub dates: Vec<Date>,
    /// The first is the baseline.
    pub curves: Vec<Lasts>,
}

/// Survival in a scenario.
pub struct Lasts {
    pub name: String,
    /// S at each date.
    pub survival: Vec<f64>,
    /// Lower and upper end of its 95 % interval at each date.
    pub band: Vec<(f64, f64)>,
    /// Replicates at risk at some dates.
    pub at_risk: Vec<(Date, usize)>,
}

/// Room for the names at the right, height of the curves and of a row of numbers [px].
const NAMES: f64 = 214.0;
const HEIGHT: f64 = 400.0;
const ROW: f64 = 17.0;

impl Lasting {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let risk = if self.curves.iter().all(|curve| curve.at_risk.is_empty()) {
            0.0
        } else {
            14.0 + ROW * self.curves.len() as f64
        };
        let mut page = Page::new(&self.wording, &[], HEIGHT + 70.0 + risk);
        let whole = page.area;
        match (self.dates.first(), self.dates.last()) {
            (Some(&from), Some(&to)) if !self.curves.is_empty() => {
                let scale = Scale::exact(0.0, 1.0, &Quantity::share(""), 5);
                let area = Area {
                    left: whole.left + page::margin(&scale),
                    top: whole.top + 26.0,
                    right: whole.right - NAMES,
                    bottom: whole.bottom - 44.0 - risk,
                };
                let words = format!("share of replicates: {}", self.state);
                page.canvas.text(whole.left, whole.top + 12.0, &words, Style::new(SMALL, GREY));
                page::vertical(&mut page.canvas, area, &scale);
                self.draw(&mut page.canvas, area, (from, to), &scale);
                page::dates(&mut page.canvas, area, from, to);
                self.risk(&mut page.canvas, area, (from, to));
            }
            _ => {
                let at = (whole.left, whole.top + 60.0);
                page.canvas.text(at.0, at.1, "There is nothing to draw.", Style::new(16.0, GREY));
            }
        }
        page.finish(self.alt(), self.data())
    }

    fn draw(&self, canvas: &mut Canvas, area: Area, (from, to): (Date, Date), scale: &Scale) {
        let path = |values: &[f64]| {
            steps(
                values,
                |row| page::when(area, from, to, self.dates[row]),
                |share| page::up(area, scale, share.clamp(0.0, 1.0)),
                area,
            )
        };
        for (k, curve) in self.curves.iter().enumerate() {
            let ends = |pick: fn(&(f64, f64)) -> f64| -> Vec<f64> {
                curve
                    .band
                    .iter()
                    .take(self.dates.len())
                    .map(pick)
                    .map(|x| if x.is_finite() { x } else { 0.0 })
                    .collect()
            };
            let mut around = path(&ends(|band| band.1));
            around.extend(path(&ends(|band| band.0)).into_iter().rev());
            if around.len() > 2 {
                canvas.faint(0.2, |canvas| canvas.polygon(&around, colour(k)));
            }
        }
        // The baseline last, so that it lies on top where curves are the same.
        for (k, curve) in self.curves.iter().enumerate().rev() {
            let points = path(&self.known(curve));
            canvas.hover(&curve.hover(), |canvas| canvas.line(&points, colour(k), 2.4));
        }
        self.names(canvas, area, scale);
    }

    fn known(&self, curve: &Lasts) -> Vec<f64> {
        curve.survival.iter().take(self.dates.len()).map(|x| if x.is_finite() { *x } else { 0.0 }).collect()
    }

    /// Each curve's name and last share beside its end.
    fn names(&self, canvas: &mut Canvas, area: Area, scale: &Scale) {
        let style = |colour: Colour| Style::new(12.5, shade(colour, 0.8)).bold();
        let last: Vec<f64> =
            self.curves.iter().map(|curve| self.known(curve).last().copied().unwrap_or(0.0)).collect();
        let words: Vec<Vec<String>> =
            self.curves.iter().map(|curve| style(INK).wrap(&curve.label(), NAMES - 32.0)).collect();
        let wanted: Vec<(f64, f64)> = last
            .iter()
            .zip(&words)
            .map(|(&share, lines)| {
                (page::up(area, scale, share.clamp(0.0, 1.0)), lines.len() as f64 * 17.0 + 4.0)
            })
            .collect();
        let places = spread::apart(&wanted, area.top - 14.0, area.bottom + 20.0);
        for (k, (lines, place)) in words.iter().zip(places).enumerate() {
            let (anchor, right) = (wanted[k].0, area.right);
            let lead =
                [(right + 3.0, anchor), (right + 9.0, anchor), (right + 19.0, place), (right + 23.0, place)];
            canvas.line(&lead, colour(k), 0.9);
            let first = place - (lines.len() as f64 - 1.0) * 8.5 + 4.5;
            page::lines(canvas, lines, right + 27.0, first, style(colour(k)));
        }
    }

    /// Numbers at risk, a row a scenario in its colour.
    fn risk(&self, canvas: &mut Canvas, area: Area, (from, to): (Date, Date)) {
        for (k, curve) in self.curves.iter().enumerate().filter(|(_, curve)| !curve.at_risk.is_empty()) {
            let style = Style::new(SMALL, shade(colour(k), 0.8));
            let y = area.bottom + 56.0 + ROW * k as f64;
            let mut free = f64::NEG_INFINITY;
            for (date, count) in curve.at_risk.iter().filter(|(date, _)| (from..=to).contains(date)) {
                let words = number(*count as f64);
                let (x, half) = (page::when(area, from, to, *date), 0.5 * style.width(&words));
                if x - half >= free {
                    canvas.text(x, y, &words, style.middle());
                    free = x + half + 14.0;
                }
            }
            let name = format!("at risk: {}", curve.name);
            let name = style.wrap(&name, NAMES - 32.0).into_iter().next().unwrap_or_default();
            canvas.text(area.right + 27.0, y, &name, style);
        }
    }

    fn alt(&self) -> String {
        let Some(to) = self.dates.last() else { return format!("{}: no values.", self.wording.title) };
        let mut alt = format!(
            "{}. Share of replicates ({}) by {}:",
            self.wording.title.trim_end_matches('.'),
            self.state,
            calendar::written(*to)
        );
        let all: Vec<String> = self.curves.iter().map(Lasts::hover).collect();
        alt.push_str(&format!(" {}.", all.join("; ")));
        alt
    }

    fn data(&self) -> String {
        let rows = self.curves.iter().flat_map(|curve| {
            self.dates.iter().enumerate().map(move |(row, date)| {
                let band = curve.band.get(row).copied().unwrap_or((f64::NAN, f64::NAN));
                let share = curve.survival.get(row).copied().unwrap_or(f64::NAN);
                vec![curve.name.clone(), date.to_string(), field(share), field(band.0), field(band.1)]
            })
        });
        table("scenario,date,survival,lower,upper", rows)
    }
}

impl Lasts {
    fn label(&self) -> String {
        let shares = Quantity::share("");
        let last = self.survival.last().copied().unwrap_or(f64::NAN);
        format!("{} {}", self.name, shares.number(last))
    }

    fn hover(&self) -> String {
        let shares = Quantity::share("");
        let band = self.band.last().filter(|band| band.0.is_finite() && band.1.is_finite());
        let ends = band.map_or(String::new(), |band| {
            format!(" (95\u{a0}%: {} to {})", shares.number(band.0), shares.number(band.1))
        });
        format!("{}{ends}", self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};
    use jiff::ToSpan;
    use jiff::civil::date;

    const CAPTION: &str = "n = 1,000 pairs; bands hold 95 % at each date (log-log); seed 20250606.";

    fn lasting(name: &str, weeks: i64, curves: &[(&str, f64)]) -> Lasting {
        let dates: Vec<Date> = (0..weeks).map(|k| date(2025, 6, 2).saturating_add((7 * k).days())).collect();
        let curve = |&(name, hazard): &(&str, f64)| {
            let survival: Vec<f64> = (0..weeks).map(|k| (-hazard * k as f64).exp()).collect();
            let error = |s: f64| 1.96 * (s * (1.0 - s) / 1000.0).sqrt();
            Lasts {
                name: name.to_owned(),
                band: survival.iter().map(|&s| (s - error(s), s + error(s))).collect(),
                at_risk: dates
                    .iter()
                    .zip(&survival)
                    .step_by(26)
                    .map(|(d, s)| (*d, (1000.0 * s) as usize))
                    .collect(),
                survival,
            }
        };
        Lasting {
            wording: Wording {
                name: format!("lasting-{name}"),
                title: "How long the contract lasts".to_owned(),
                subtitle: "wagner-withdrawal against status-quo-2025".to_owned(),
                caption: CAPTION.to_owned(),
            },
            state: "contract in force".to_owned(),
            curves: curves.iter().map(curve).collect(),
            dates,
        }
    }

    #[test]
    fn any_curves_can_be_shown() {
        let long = "a scenario with a long name that says all it does, and a little more than that";
        for drawn in [
            lasting(
                "usual",
                105,
                &[("status-quo-2025", 0.007), ("wagner-withdrawal", 0.04), ("fuel-crisis", 0.008)],
            ),
            lasting("same", 105, &[("a", 0.01), ("b", 0.01)]),
            lasting("never", 105, &[("a", 0.0), ("b", 0.0)]),
            lasting("at-once", 105, &[("a", 9.0), (long, 9.0)]),
            lasting("one-date", 1, &[("a", 0.1), ("b", 0.1)]),
            lasting(
                "many",
                300,
                &[
                    ("one", 0.01),
                    ("two", 0.011),
                    ("three", 0.012),
                    ("four", 0.013),
                    ("five", 0.014),
                    ("six", 0.015),
                ],
            ),
            lasting("nothing", 10, &[]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }
}
