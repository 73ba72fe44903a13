//! One outcome in several scenarios: a histogram each, below one another on one axis.
//!
//! All are cut into the same bars, and all bars are shares of replicates on one scale, so that shapes can be compared; the tallest
//! reaches a little into the row above. Bars, not smoothed ridges: nothing leaks over a bound. A stroke marks the median.

use super::canvas::{Area, Canvas, Style};
use super::ecdfs::colour;
use super::histogram::{Bar, bars, quantile};
use super::number::{Quantity, number};
use super::page::{self, Page};
use super::palette::{Colour, GREY, INK, PALE, WHITE, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, rows, table};

/// Distributions of one outcome.
pub struct Ridges {
    pub wording: Wording,
    pub quantity: Quantity,
    /// Name and values of each; those that are not finite are left out. The first is the baseline.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// From base line to base line, and how far the tallest bar reaches [px].
const STEP: f64 = 74.0;
const REACH: f64 = 84.0;

struct Ridge {
    name: String,
    colour: Colour,
    sorted: Vec<f64>,
    bars: Vec<Bar>,
}

impl Ridges {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let ridges = self.ridges();
        let needed = ridges.len().saturating_sub(1) as f64 * STEP + reach(&ridges) + 70.0;
        let mut page = Page::new(&self.wording, &self.notes(&ridges), needed);
        if ridges.iter().all(|ridge| ridge.sorted.is_empty()) {
            let at = (page.area.left, page.area.top + 60.0);
            page.canvas.text(at.0, at.1, "No replicate has a value.", Style::new(16.0, GREY));
        } else {
            self.draw(&mut page, &ridges);
        }
        page.finish(self.alt(&ridges), data(&ridges))
    }

    fn ridges(&self) -> Vec<Ridge> {
        let sort = |values: &[f64]| {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
            sorted.sort_by(f64::total_cmp);
            sorted
        };
        let all: Vec<Vec<f64>> = self.rows.iter().map(|(_, values)| sort(values)).collect();
        let pooled = sort(&all.concat());
        let (low, high) = ends(&pooled);
        let cuts = bars(&pooled, &self.quantity, low, high);
        let one = |(k, sorted): (usize, Vec<f64>)| Ridge {
            name: self.rows[k].0.clone(),
            colour: colour(k),
            bars: cut(&sorted, &cuts),
            sorted,
        };
        all.into_iter().enumerate().map(one).collect()
    }

    fn draw(&self, page: &mut Page, ridges: &[Ridge]) {
        let whole = page.area;
        let room = rows::room(ridges.iter().map(|ridge| ridge.name.as_str()), 220.0);
        let area = Area {
            left: whole.left + room + 14.0,
            top: whole.top + 10.0,
            right: whole.right - 14.0,
            bottom: whole.bottom - 46.0,
        };
        let first = &ridges[0].bars;
        let (low, high) = (first[0].from, first[first.len() - 1].to);
        let pad = 0.015 * (high - low);
        let axis = page::fitted(low - pad, high + pad, &self.quantity, area.width());
        page::horizontal(&mut page.canvas, area, &axis, true);
        let label = Style::new(13.0, INK).middle();
        page.canvas.text(0.5 * (area.left + area.right), area.bottom + 40.0, &self.quantity.label(), label);
        let tallest = ridges.iter().map(Ridge::tallest).fold(0.0, f64::max);
        for (k, ridge) in ridges.iter().enumerate() {
            let base = area.bottom - (ridges.len() - 1 - k) as f64 * STEP;
            self.ridge(&mut page.canvas, Area { bottom: base, ..area }, &axis, ridge, REACH / tallest);
            let lines = rows::name().wrap(&ridge.name, room);
            rows::write(&mut page.canvas, &lines, whole.left, base - 12.0);
        }
    }

    fn ridge(&self, canvas: &mut Canvas, area: Area, axis: &Scale, ridge: &Ridge, scale: f64) {
        canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], PALE, 1.0);
        for bar in ridge.bars.iter().filter(|bar| bar.count > 0) {
            let (from, to) = (page::along(area, axis, bar.from), page::along(area, axis, bar.to));
            let top = area.bottom - (scale * ridge.share(bar)).max(0.8);
            let share = Quantity::share("").number(ridge.share(bar));
            let hover = format!(
                "{}: {} to {}: {share} of replicates",
                ridge.name,
                self.quantity.number(bar.from),
                self.quantity.text(bar.to)
            );
            canvas.hover(&hover, |canvas| {
                canvas.rect(
                    Area { left: from + 0.4, top, right: to - 0.4, bottom: area.bottom },
                    tint(ridge.colour, 0.55),
                );
            });
        }
        if ridge.sorted.is_empty() {
            return;
        }
        let median = quantile(&ridge.sorted, 0.5);
        let x = page::along(area, axis, axis.hold(median));
        canvas.line(&[(x, area.bottom - 30.0), (x, area.bottom)], shade(ridge.colour, 0.75), 2.4);
        let style = Style::new(12.0, shade(ridge.colour, 0.7)).bold();
        let words = self.quantity.number(median);
        let left = (x + 5.0).min(area.right - style.width(&words));
        canvas.text_over(left, area.bottom - 20.0, &words, style, WHITE);
    }

    fn notes(&self, ridges: &[Ridge]) -> Vec<String> {
        let mut notes = vec![
            "Bars: shares of the replicates of each scenario, on one scale; strokes: medians.".to_owned(),
        ];
        let all: usize = ridges.iter().map(|ridge| ridge.sorted.len()).sum();
        let drawn: usize = ridges.iter().flat_map(|ridge| &ridge.bars).map(|bar| bar.count).sum();
        if drawn < all {
            let (beyond, all) = (number((all - drawn) as f64), number(all as f64));
            notes.push(format!("{beyond} of all {all} values lie beyond the ends of the axis."));
        }
        notes
    }

    fn alt(&self, ridges: &[Ridge]) -> String {
        let mut alt =
            format!("{}. Histograms of {}.", self.wording.title.trim_end_matches('.'), self.quantity.name);
        for ridge in ridges.iter().filter(|ridge| !ridge.sorted.is_empty()) {
            let at = |p| self.quantity.text(quantile(&ridge.sorted, p));
            alt.push_str(&format!(
                " {}: median {}, 5 to 95 % between {} and {}.",
                ridge.name,
                at(0.5),
                at(0.05),
                at(0.95)
            ));
        }
        alt
    }
}

/// How far the first row reaches; it has no row above.
fn reach(ridges: &[Ridge]) -> f64 {
    let tallest = ridges.iter().map(Ridge::tallest).fold(0.0, f64::max);
    let share = ridges.first().map_or(0.0, |first| first.tallest() / tallest);
    if share.is_finite() { (REACH * share).max(34.0) } else { REACH }
}

impl Ridge {
    fn tallest(&self) -> f64 {
        self.bars.iter().map(|bar| self.share(bar)).fold(0.0, f64::max)
    }

    fn share(&self, bar: &Bar) -> f64 {
        if self.sorted.is_empty() { 0.0 } else { bar.count as f64 / self.sorted.len() as f64 }
    }
}

/// Ends of the axis: all values, unless a tail is longer than half of the middle 98 %.
fn ends(sorted: &[f64]) -> (f64, f64) {
    let (Some(&least), Some(&most)) = (sorted.first(), sorted.last()) else { return (0.0, 0.0) };
    let (low, high) = (quantile(sorted, 0.01), quantile(sorted, 0.99));
    let far = |apart: f64| high > low && apart > 0.5 * (high - low);
    (if far(low - least) { low } else { least }, if far(most - high) { high } else { most })
}

/// The same bars for other values.
fn cut(sorted: &[f64], cuts: &[Bar]) -> Vec<Bar> {
    let last = cuts.len().saturating_sub(1);
    let below = |end: f64| sorted.partition_point(|x| *x < end);
    let count = |(k, bar): (usize, &Bar)| {
        let upper = if k == last { sorted.partition_point(|x| *x <= bar.to) } else { below(bar.to) };
        Bar { count: upper - below(bar.from), ..*bar }
    };
    cuts.iter().enumerate().map(count).collect()
}

fn data(ridges: &[Ridge]) -> String {
    let rows = ridges.iter().flat_map(|ridge| {
        ridge.bars.iter().map(|bar| {
            vec![
                ridge.name.clone(),
                field(bar.from),
                field(bar.to),
                bar.count.to_string(),
                field(ridge.share(bar)),
            ]
        })
    });
    table("scenario,from,to,replicates,share", rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, sample, show};

    const CAPTION: &str = "n = 1,000 replicates each on common random numbers; seed 20250606.";

    fn ridges(name: &str, quantity: Quantity, rows: Vec<(&str, Vec<f64>)>) -> Ridges {
        Ridges {
            wording: Wording {
                name: format!("ridges-{name}"),
                title: "Deaths in two years".to_owned(),
                subtitle: String::new(),
                caption: CAPTION.to_owned(),
            },
            quantity,
            rows: rows.into_iter().map(|(name, values)| (name.to_owned(), values)).collect(),
        }
    }

    #[test]
    fn any_rows_can_be_shown() {
        let deaths = || Quantity::count("deaths", "persons");
        let cases = [
            ridges(
                "usual",
                deaths(),
                vec![
                    ("status-quo-2025", sample(1000, |z, _| (8.4 + 0.4 * z).exp().round())),
                    ("wagner-withdrawal", sample(1000, |z, _| (8.2 + 0.4 * z).exp().round())),
                    ("fuel-crisis", sample(1000, |z, _| (8.6 + 0.6 * z).exp().round())),
                    (
                        "a scenario with a long name that needs two lines",
                        sample(1000, |z, _| (8.0 + 0.2 * z).exp().round()),
                    ),
                ],
            ),
            ridges(
                "share",
                Quantity::share("support"),
                vec![
                    ("a", sample(500, |z, _| (0.9 + 0.1 * z).clamp(0.0, 1.0))),
                    ("b", sample(500, |z, _| (0.5 + 0.1 * z).clamp(0.0, 1.0))),
                ],
            ),
            ridges("constant", deaths(), vec![("a", vec![3.0; 40]), ("b", vec![3.0; 40])]),
            ridges("nothing", deaths(), vec![("a", vec![f64::NAN]), ("b", vec![1.0, 2.0])]),
        ];
        for drawn in cases {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn all_rows_are_cut_alike_and_every_value_is_in_a_bar() {
        let drawn = ridges(
            "cut",
            Quantity::real("x", ""),
            vec![("a", sample(300, |z, _| z)), ("b", sample(200, |z, _| z + 0.5))],
        );
        let ridges = drawn.ridges();
        let ends = |ridge: &Ridge| ridge.bars.iter().map(|bar| (bar.from, bar.to)).collect::<Vec<_>>();
        assert_eq!(ends(&ridges[0]), ends(&ridges[1]));
        for (ridge, n) in ridges.iter().zip([300, 200]) {
            assert_eq!(ridge.bars.iter().map(|bar| bar.count).sum::<usize>(), n);
        }
    }
}
