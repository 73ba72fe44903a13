//! One outcome in several scenarios: the share of replicates at or below each value, curves upon each other.
//!
//! A curve that lies to the right has higher values. Each curve carries its name: left of the curves in the upper half, right of
//! them in the lower, where there is nothing else, and a thin line leads from the name to its curve. Where there is no room for that,
//! the names stand above. Nothing is smoothed.

use super::canvas::{Area, Canvas, Style};
use super::histogram::quantile;
use super::number::{Quantity, number};
use super::page::{self, Page, SMALL};
use super::palette::{CATEGORIES, Colour, GREY, INK, PALE, WHITE, shade};
use super::scale::Scale;
use super::{Figure, Wording, field, table};

/// Distributions of one outcome.
pub struct Ecdfs {
    pub wording: Wording,
    pub quantity: Quantity,
    /// Name and values of each; those that are not finite are left out. The first is the baseline.
    pub curves: Vec<(String, Vec<f64>)>,
}

/// Most steps of a curve that are drawn.
const STEPS: usize = 400;

struct Curve {
    name: String,
    colour: Colour,
    sorted: Vec<f64>,
}

impl Ecdfs {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let curves = self.sorted();
        let mut page = Page::new(&self.wording, &self.notes(&curves), 470.0);
        let drawn: Vec<&Curve> = curves.iter().filter(|curve| !curve.sorted.is_empty()).collect();
        if drawn.is_empty() {
            let at = (page.area.left, page.area.top + 60.0);
            page.canvas.text(at.0, at.1, "No replicate has a value.", Style::new(16.0, GREY));
        } else {
            self.draw(&mut page, &drawn);
        }
        page.finish(self.alt(&curves), data(&curves))
    }

    fn sorted(&self) -> Vec<Curve> {
        let one = |(k, (name, values)): (usize, &(String, Vec<f64>))| {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
            sorted.sort_by(f64::total_cmp);
            Curve { name: name.clone(), colour: colour(k), sorted }
        };
        self.curves.iter().enumerate().map(one).collect()
    }

    fn draw(&self, page: &mut Page, curves: &[&Curve]) {
        let (whole, canvas) = (page.area, &mut page.canvas);
        let level = Scale::exact(0.0, 1.0, &Quantity::share(""), 5);
        let left = whole.left + page::margin(&level);
        let area =
            Area { left, top: whole.top + 46.0, right: whole.right - 14.0, bottom: whole.bottom - 44.0 };
        let axis = self.axis(curves, area.width());
        canvas.text(whole.left, whole.top + 14.0, "share of replicates at or below", Style::new(SMALL, GREY));
        page::vertical(canvas, area, &level);
        page::horizontal(canvas, area, &axis, true);
        let label = Style::new(13.0, INK).middle();
        canvas.text(0.5 * (area.left + area.right), area.bottom + 38.0, &self.quantity.label(), label);
        canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], PALE, 1.0);
        // The baseline last, so that it lies on top where curves are the same.
        for curve in curves.iter().rev() {
            let width = if curve.colour == colour(0) { 2.8 } else { 2.2 };
            let points = path(&curve.sorted, area, &axis, &level);
            canvas.hover(&self.hover(curve), |canvas| canvas.line(&points, curve.colour, width));
        }
        names(canvas, area, &axis, &level, curves);
    }

    /// All values, unless a long tail would squeeze the rest into a corner: then the middle 98 % of all curves.
    fn axis(&self, curves: &[&Curve], width: f64) -> Scale {
        let (low, high) = ends(curves);
        let pad = if high > low { 0.02 * (high - low) } else { (0.1 * high.abs()).max(1e-9) };
        let floor = self.quantity.floor.unwrap_or(f64::NEG_INFINITY).min(low);
        let ceiling = self.quantity.ceiling.unwrap_or(f64::INFINITY).max(high);
        page::fitted((low - pad).max(floor), (high + pad).min(ceiling), &self.quantity, width)
    }

    fn hover(&self, curve: &Curve) -> String {
        let at = |p| self.quantity.text(quantile(&curve.sorted, p));
        format!("{}: median {}, 5 % below {}, 95 % below {}", curve.name, at(0.5), at(0.05), at(0.95))
    }

    fn notes(&self, curves: &[Curve]) -> Vec<String> {
        let drawn: Vec<&Curve> = curves.iter().filter(|curve| !curve.sorted.is_empty()).collect();
        let (low, high) = ends(&drawn);
        let beyond: usize =
            drawn.iter().map(|curve| curve.sorted.iter().filter(|&&x| x < low || x > high).count()).sum();
        let all: usize = drawn.iter().map(|curve| curve.sorted.len()).sum();
        if beyond == 0 {
            return Vec::new();
        }
        let (beyond, all) = (number(beyond as f64), number(all as f64));
        vec![format!("{beyond} of all {all} values lie beyond the ends of the axis.")]
    }

    fn alt(&self, curves: &[Curve]) -> String {
        let mut alt = format!(
            "{}. Cumulative shares of {}.",
            self.wording.title.trim_end_matches('.'),
            self.quantity.name
        );
        for curve in curves.iter().filter(|curve| !curve.sorted.is_empty()) {
            alt.push_str(&format!(" {}.", self.hover(curve)));
        }
        alt
    }
}

/// The colour of the k-th scenario in every figure of a comparison; the baseline is dark.
pub fn colour(k: usize) -> Colour {
    match k.checked_sub(1) {
        None => (60, 60, 60),
        Some(k) => CATEGORIES[k % CATEGORIES.len()],
    }
}

/// Where the axis ends.
fn ends(curves: &[&Curve]) -> (f64, f64) {
    let over = |p: f64, pick: fn(f64, f64) -> f64| {
        curves.iter().map(|curve| quantile(&curve.sorted, p)).reduce(pick).unwrap_or(0.0)
    };
    let (least, most) = (over(0.0, f64::min), over(1.0, f64::max));
    let (low, high) = (over(0.01, f64::min), over(0.99, f64::max));
    let core = high - low;
    let far = |apart: f64| core > 0.0 && apart > 0.5 * core;
    (if far(low - least) { low } else { least }, if far(most - high) { high } else { most })
}

/// The steps of a curve over the whole axis.
fn path(sorted: &[f64], area: Area, axis: &Scale, level: &Scale) -> Vec<(f64, f64)> {
    let n = sorted.len();
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for (k, &value) in sorted.iter().enumerate() {
        let share = (k + 1) as f64 / n as f64;
        match steps.last_mut() {
            Some(last) if last.0 == value => last.1 = share,
            _ => steps.push((value, share)),
        }
    }
    let stride = steps.len().div_ceil(STEPS);
    let last = steps.len() - 1;
    let place =
        |value: f64, share: f64| (page::along(area, axis, axis.hold(value)), page::up(area, level, share));
    let mut points = vec![place(axis.low, 0.0)];
    let mut before = 0.0;
    for (_, &(value, share)) in steps.iter().enumerate().filter(|(k, _)| k % stride == 0 || *k == last) {
        // What lies beyond the axis is not drawn.
        if value > axis.high {
            break;
        }
        if value >= axis.low {
            points.push(place(value, before));
            points.push(place(value, share));
        }
        before = share;
    }
    points.push(place(axis.high, before));
    points
}

/// A name with the place where its text starts and the point that it means.
struct Name<'c> {
    curve: &'c Curve,
    left: f64,
    y: f64,
    point: (f64, f64),
}

fn names(canvas: &mut Canvas, area: Area, axis: &Scale, level: &Scale, curves: &[&Curve]) {
    let style = |curve: &Curve| Style::new(13.0, shade(curve.colour, 0.8)).bold();
    match beside(area, axis, level, curves) {
        Some(names) => {
            for name in names {
                let (width, y) = (style(name.curve).width(&name.curve.name), name.y);
                let end = if name.left > name.point.0 { name.left - 3.0 } else { name.left + width + 3.0 };
                canvas.line(&[(end, y), name.point], name.curve.colour, 0.9);
                canvas.circle(name.point, 3.0, name.curve.colour);
                canvas.text_over(name.left, y + 4.5, &name.curve.name, style(name.curve), WHITE);
            }
        }
        None => above(canvas, area, curves),
    }
}

/// Places beside the curves, if there is room for all names.
fn beside<'c>(area: Area, axis: &Scale, level: &Scale, curves: &[&'c Curve]) -> Option<Vec<Name<'c>>> {
    let mut order: Vec<&Curve> = curves.to_vec();
    let middle = |curve: &Curve| (1..10).map(|k| quantile(&curve.sorted, f64::from(k) / 10.0)).sum::<f64>();
    order.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let half = order.len().div_ceil(2);
    let x_at = |curve: &Curve, share: f64| page::along(area, axis, axis.hold(quantile(&curve.sorted, share)));
    let mut names = Vec::new();
    for (k, curve) in order.iter().enumerate() {
        let style = Style::new(13.0, INK).bold();
        let is_left = k < half;
        // In the upper half from the top down, in the lower from the bottom up.
        let share = if is_left { 0.88 - 0.09 * k as f64 } else { 0.12 + 0.09 * (order.len() - 1 - k) as f64 };
        let y = page::up(area, level, share);
        let outer = order.iter().map(|other| x_at(other, share));
        let left = if is_left {
            outer.fold(f64::INFINITY, f64::min) - 16.0 - style.width(&curve.name)
        } else {
            outer.fold(f64::NEG_INFINITY, f64::max) + 16.0
        };
        if left < area.left + 4.0 || left + style.width(&curve.name) > area.right {
            return None;
        }
        names.push(Name { curve, left, y, point: (x_at(curve, share), y) });
    }
    Some(names)
}

/// Names above the curves, with a stroke in their colour.
fn above(canvas: &mut Canvas, area: Area, curves: &[&Curve]) {
    let style = Style::new(12.5, INK);
    let (mut x, mut y) = (area.left, area.top - 12.0);
    for curve in curves {
        let width = 26.0 + style.width(&curve.name);
        if x > area.left && x + width > area.right {
            (x, y) = (area.left, y - 17.0);
        }
        canvas.line(&[(x, y - 4.0), (x + 20.0, y - 4.0)], curve.colour, 2.6);
        canvas.text(x + 26.0, y, &curve.name, style);
        x += width + 22.0;
    }
}

fn data(curves: &[Curve]) -> String {
    let rows = curves.iter().flat_map(|curve| {
        let n = curve.sorted.len();
        let stride = n.div_ceil(STEPS).max(1);
        (0..n)
            .filter(move |k| k % stride == 0 || k + 1 == n)
            .map(move |k| vec![curve.name.clone(), field(curve.sorted[k]), field((k + 1) as f64 / n as f64)])
    });
    table("scenario,value,share_at_or_below", rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, sample, show};

    const CAPTION: &str = "n = 1,000 pairs of replicates on common random numbers; seed 20250606.";

    fn ecdfs(name: &str, quantity: Quantity, curves: Vec<(&str, Vec<f64>)>) -> Ecdfs {
        Ecdfs {
            wording: Wording {
                name: format!("ecdfs-{name}"),
                title: "People under state control at the end".to_owned(),
                subtitle: "Three scenarios from June 2025".to_owned(),
                caption: CAPTION.to_owned(),
            },
            quantity,
            curves: curves.into_iter().map(|(name, values)| (name.to_owned(), values)).collect(),
        }
    }

    #[test]
    fn any_curves_can_be_shown() {
        let share = || Quantity::share("people under state control");
        let deaths = || Quantity::count("deaths", "persons");
        let normal = |mean: f64, sd: f64| sample(1000, move |z, _| (mean + sd * z).clamp(0.0, 1.0));
        let cases = [
            ecdfs(
                "usual",
                share(),
                vec![
                    ("status-quo-2025", normal(0.53, 0.08)),
                    ("wagner-withdrawal", normal(0.45, 0.09)),
                    ("fuel-crisis", normal(0.50, 0.10)),
                ],
            ),
            ecdfs("same", share(), vec![("a", normal(0.5, 0.1)), ("b", normal(0.5, 0.1))]),
            ecdfs(
                "tail",
                deaths(),
                vec![
                    ("status-quo-2025", sample(1000, |z, _| (7.0 + z).exp().round())),
                    (
                        "a scenario with a long name that says all it does",
                        sample(900, |z, _| (7.4 + z).exp().round()),
                    ),
                ],
            ),
            ecdfs(
                "counts",
                deaths(),
                vec![
                    ("a", sample(300, |_, u| (3.0 * u).floor())),
                    ("b", sample(300, |_, u| (4.0 * u).floor())),
                ],
            ),
            ecdfs("constant", deaths(), vec![("a", vec![0.0; 50]), ("b", vec![0.0; 50])]),
            ecdfs("nothing", share(), vec![("a", vec![f64::NAN]), ("b", vec![])]),
            ecdfs(
                "many",
                share(),
                (0..7)
                    .map(|k| {
                        (
                            ["one", "two", "three", "four", "five", "six", "seven"][k],
                            normal(0.2 + 0.1 * k as f64, 0.05),
                        )
                    })
                    .collect(),
            ),
        ];
        for drawn in cases {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }
}
