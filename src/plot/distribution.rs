//! An outcome over the replicates: histogram above, share at or below each value underneath.
//!
//! Nothing is smoothed, so nothing leaks over a bound. The median and the 5 and 95 % quantiles are marked through both
//! panels. The grey band around the lower curve holds the true curve with 95 % (Dvoretzky, Kiefer and Wolfowitz, *Ann. Math.
//! Stat.* 27, 642, 1956; Massart's constant): its half-width is √(ln(2/0.05) / 2n).

use super::canvas::{Area, Canvas, Style};
use super::histogram::{Bar, bars, equal, quantile};
use super::number::{Quantity, number};
use super::page::{self, Page, SMALL};
use super::palette::{BLUE, GREY, INK, PALE, VERMILLION, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, spread, table};

/// Values of one outcome, one a replicate.
pub struct Distribution<'a> {
    pub wording: Wording,
    pub quantity: Quantity,
    /// Those that are not finite are left out and counted.
    pub values: &'a [f64],
    /// A value to compare with, and its name: "observed 2025".
    pub reference: Option<(String, f64)>,
}

/// What the figure needs to know of the sample.
struct Sample {
    sorted: Vec<f64>,
    missing: usize,
    /// Ends of the axis.
    low: f64,
    high: f64,
    bars: Vec<Bar>,
}

impl Distribution<'_> {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let sample = self.sample();
        let mut page = Page::new(&self.wording, &self.notes(&sample), 0.0);
        if sample.sorted.is_empty() {
            let at = (page.area.left, page.area.top + 60.0);
            page.canvas.text(at.0, at.1, "No replicate has a value.", Style::new(16.0, GREY));
        } else {
            self.draw(&mut page, &sample);
        }
        page.finish(self.alt(&sample), data(&sample))
    }

    fn sample(&self) -> Sample {
        let mut sorted: Vec<f64> = self.values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = ends(&sorted);
        let bars = bars(&sorted, &self.quantity, low, high);
        Sample { missing: self.values.len() - sorted.len(), low, high, bars, sorted }
    }

    fn draw(&self, page: &mut Page, sample: &Sample) {
        let (whole, canvas) = (page.area, &mut page.canvas);
        let shares = Quantity::share("");
        let tallest = sample.bars.iter().map(|bar| bar.share(sample)).fold(0.0, f64::max);
        let height = Scale::round([0.0, tallest * 1.02], &shares, 4);
        let level = Scale::exact(0.0, 1.0, &shares, 4);
        let left = whole.left + page::margin(&level).max(page::margin(&height));
        let right = whole.right - 14.0;
        let axis = self.axis(sample, right - left);
        let marks = self.marks(sample);
        let spots: Vec<(f64, f64)> = marks
            .iter()
            .map(|mark| (left + axis.place(axis.hold(mark.value)) * (right - left), mark.width()))
            .collect();
        let places =
            spread::flags(&spots, whole.left, whole.right, 10.0).unwrap_or_else(|| stairs(&spots, whole));
        let strip = places.iter().map(|place| place.1 + 1).max().unwrap_or(1) as f64 * 19.0;
        let top = whole.top + 22.0 + strip;
        let bottom = whole.bottom - 40.0;
        let middle = top + 0.56 * (bottom - top);
        let upper = Area { left, top, right, bottom: middle - 24.0 };
        let lower = Area { left, top: middle + 14.0, right, bottom };
        let name = Style::new(SMALL, GREY);
        canvas.text(whole.left, whole.top + 12.0, &self.density(sample), name);
        canvas.text(whole.left, lower.top - 10.0, "share of replicates at or below", name);
        page::vertical(canvas, upper, &height);
        page::vertical(canvas, lower, &level);
        page::horizontal(canvas, upper, &axis, false);
        page::horizontal(canvas, lower, &axis, true);
        canvas.text(
            0.5 * (left + right),
            bottom + 34.0,
            &self.quantity.label(),
            Style::new(13.0, INK).middle(),
        );
        self.histogram(canvas, upper, &axis, &height, sample);
        cumulative(canvas, lower, &axis, &level, sample);
        for (mark, (place, row)) in marks.iter().zip(places) {
            let y = upper.top - 8.0 - row as f64 * 19.0;
            mark.draw(canvas, (upper, lower), &axis, (place, y));
        }
    }

    /// What the height of a bar means.
    fn density(&self, sample: &Sample) -> String {
        let width = sample.bars[0].to - sample.bars[0].from;
        if sample.bars.len() == 1 || self.quantity.whole && width < 1.5 {
            "share of replicates".to_owned()
        } else {
            let inner = sample.bars.get(1).map_or(width, |bar| bar.to - bar.from);
            format!("share of replicates in each bar of {}", self.quantity.difference().text(inner))
        }
    }

    /// Room for all bars and the reference, within the bounds (for whole numbers half a bar more).
    fn axis(&self, sample: &Sample, width: f64) -> Scale {
        let reference = self.reference.iter().map(|(_, value)| *value).filter(|value| value.is_finite());
        let (low, high) = (sample.low, sample.high);
        let reach = (high - low).max(high.abs() * 0.05);
        let near = |value: &f64| (low - 2.0 * reach..=high + 2.0 * reach).contains(value);
        let (from, to) = (sample.bars[0].from, sample.bars[sample.bars.len() - 1].to);
        let (from, to) =
            reference.filter(near).fold((from, to), |(from, to), value| (value.min(from), value.max(to)));
        let single = sample.bars.len() == 1;
        let pad = if single { (to - from).max(high.abs() * 0.1).max(1e-9) * 2.0 } else { (to - from) * 0.02 };
        let half = if self.quantity.whole { 0.5 } else { 0.0 };
        let floor = self.quantity.floor.map_or(f64::NEG_INFINITY, |floor| floor - half);
        let ceiling = self.quantity.ceiling.map_or(f64::INFINITY, |ceiling| ceiling + half);
        let (from, to) = ((from - pad).max(floor).min(from), (to + pad).min(ceiling).max(to));
        page::fitted(from, to, &self.quantity, width)
    }

    fn histogram(&self, canvas: &mut Canvas, area: Area, axis: &Scale, height: &Scale, sample: &Sample) {
        for bar in sample.bars.iter().filter(|bar| bar.count > 0) {
            let (from, to) = (page::along(area, axis, bar.from), page::along(area, axis, bar.to));
            let (from, to) = widened(from, to, area);
            let single = self.quantity.whole && bar.to - bar.from < 1.5;
            let gap = if single && to - from > 12.0 { 0.15 * (to - from) } else { 0.6 };
            let top = page::up(area, height, bar.share(sample)).min(area.bottom - 1.0);
            let hover = self.hover(bar, sample);
            canvas.hover(&hover, |canvas| {
                let box_ = Area { left: from + gap, top, right: to - gap, bottom: area.bottom };
                canvas.rect(box_, tint(BLUE, 0.55));
            });
        }
        canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], PALE, 1.0);
    }

    fn hover(&self, bar: &Bar, sample: &Sample) -> String {
        let range = if self.quantity.whole && bar.to - bar.from < 1.5 {
            self.quantity.text(bar.from + 0.5)
        } else {
            format!("{} to {}", self.quantity.number(bar.from), self.quantity.text(bar.to))
        };
        let share = Quantity::share("").number(bar.share(sample));
        format!("{range}: {} replicates ({share})", number(bar.count as f64))
    }

    fn marks(&self, sample: &Sample) -> Vec<Mark> {
        let at = |p| quantile(&sample.sorted, p);
        let write = |value: f64| self.quantity.number(value);
        let mark = |value: f64, words: String, bold| Mark { value, words, colour: INK, bold, dash: 4.0 };
        let mut marks = vec![mark(at(0.5), format!("median {}", write(at(0.5))), true)];
        if !equal(at(0.05), at(0.95)) {
            marks.push(mark(at(0.05), format!("5 %: {}", write(at(0.05))), false));
            marks.push(mark(at(0.95), format!("95 %: {}", write(at(0.95))), false));
        } else if sample.bars.len() == 1 {
            marks[0].words = format!("all replicates: {}", write(at(0.5)));
        }
        for (name, value) in self.reference.iter().filter(|(_, value)| value.is_finite()) {
            let words = format!("{name} {}", write(*value));
            marks.push(Mark { value: *value, words, colour: shade(VERMILLION, 0.9), bold: true, dash: 0.0 });
        }
        marks
    }

    fn notes(&self, sample: &Sample) -> Vec<String> {
        let n = sample.sorted.len();
        let mut notes = Vec::new();
        let equal = |end: f64| sample.sorted.iter().filter(|value| **value == end).count();
        for end in [self.quantity.floor, self.quantity.ceiling].into_iter().flatten() {
            let count = equal(end);
            if count * 20 >= n && count > 0 && !self.quantity.whole {
                let share = Quantity::share("").number(count as f64 / n as f64);
                notes
                    .push(format!("{share} of the replicates are exactly at {}.", self.quantity.number(end)));
            }
        }
        let beyond =
            |outside: &dyn Fn(f64) -> bool| sample.sorted.iter().filter(|value| outside(**value)).count();
        let above = beyond(&|value| value > sample.high);
        if above > 0 {
            let (to, end) = (self.quantity.number(sample.high), self.quantity.text(sample.sorted[n - 1]));
            notes.push(format!(
                "{above} of {} values lie above {to} and off the axis, the largest at {end}.",
                number(n as f64)
            ));
        }
        let below = beyond(&|value| value < sample.low);
        if below > 0 {
            let (to, end) = (self.quantity.number(sample.low), self.quantity.text(sample.sorted[0]));
            notes.push(format!(
                "{below} of {} values lie below {to} and off the axis, the smallest at {end}.",
                number(n as f64)
            ));
        }
        if sample.missing > 0 {
            let (missing, all) = (number(sample.missing as f64), number(self.values.len() as f64));
            notes.push(format!("{missing} of {all} replicates have no value."));
        }
        if n >= 20 {
            notes.push("Grey band: 95 % for the whole lower curve.".to_owned());
        }
        notes
    }

    fn alt(&self, sample: &Sample) -> String {
        if sample.sorted.is_empty() {
            return format!("{}: no values.", self.wording.title);
        }
        let at = |p| self.quantity.text(quantile(&sample.sorted, p));
        format!(
            "{}. Histogram and cumulative share of {} over {} replicates: median {}, 5 % below {}, 95 % below {}.",
            self.wording.title.trim_end_matches('.'),
            self.quantity.name,
            number(sample.sorted.len() as f64),
            at(0.5),
            at(0.05),
            at(0.95)
        )
    }
}

/// A bar of at least 5 px within its area.
fn widened(from: f64, to: f64, area: Area) -> (f64, f64) {
    let half = (0.5 * (to - from)).max(2.5);
    let middle = (0.5 * (from + to)).min(area.right - half).max(area.left + half);
    (middle - half, middle + half)
}

/// Each label on a row of its own, where there is no better arrangement.
fn stairs(spots: &[(f64, f64)], whole: Area) -> Vec<(f64, usize)> {
    let left = |&(x, width): &(f64, f64)| (x - width / 2.0).min(whole.right - width).max(whole.left);
    spots.iter().enumerate().map(|(row, spot)| (left(spot), row)).collect()
}

impl Bar {
    fn share(&self, sample: &Sample) -> f64 {
        self.count as f64 / sample.sorted.len() as f64
    }
}

/// A value marked by a line through both panels.
struct Mark {
    value: f64,
    words: String,
    colour: super::palette::Colour,
    bold: bool,
    /// 0 for a line without gaps.
    dash: f64,
}

impl Mark {
    fn style(&self) -> Style {
        let style = Style::new(13.0, self.colour);
        if self.bold { style.bold() } else { style }
    }

    fn width(&self) -> f64 {
        self.style().width(&self.words)
    }

    fn draw(&self, canvas: &mut Canvas, (upper, lower): (Area, Area), axis: &Scale, (left, y): (f64, f64)) {
        if axis.hold(self.value) == self.value {
            let x = page::along(upper, axis, self.value);
            for way in [[(x, y + 5.0), (x, upper.bottom)], [(x, lower.top), (x, lower.bottom)]] {
                if self.dash > 0.0 {
                    canvas.dashes(&way, self.colour, 1.2, self.dash);
                } else {
                    canvas.line(&way, self.colour, 1.6);
                }
            }
        }
        canvas.text(left, y, &self.words, self.style());
    }
}

/// Ends of the axis: all values, unless a long tail would squeeze the rest into a corner.
///
/// With 100 values or more, an end farther than twice the 5–95 % range beyond that range is cut to once that range beyond it; the
/// figure says how many lie there. Expert judgement.
fn ends(sorted: &[f64]) -> (f64, f64) {
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
        return (0.0, 0.0);
    };
    let (q05, q95) = (quantile(sorted, 0.05), quantile(sorted, 0.95));
    let core = q95 - q05;
    if sorted.len() < 100 || core <= 0.0 {
        return (low, high);
    }
    let low = if q05 - low > 2.0 * core { q05 - core } else { low };
    let high = if high - q95 > 2.0 * core { q95 + core } else { high };
    (low, high)
}

fn cumulative(canvas: &mut Canvas, area: Area, axis: &Scale, level: &Scale, sample: &Sample) {
    let steps = steps(&sample.sorted);
    let n = sample.sorted.len() as f64;
    let band = ((2.0 / 0.05f64).ln() / (2.0 * n)).sqrt();
    let place = |(value, share): (f64, f64)| {
        (page::along(area, axis, axis.hold(value)), page::up(area, level, share.clamp(0.0, 1.0)))
    };
    let path = |shift: f64| -> Vec<(f64, f64)> {
        let mut points = vec![place((axis.low, shift))];
        let mut before = 0.0;
        for &(value, share) in &steps {
            points.push(place((value, before + shift)));
            points.push(place((value, share + shift)));
            before = share;
        }
        points.push(place((axis.high, 1.0 + shift)));
        points
    };
    if n >= 20.0 {
        let mut around = path(band);
        around.extend(path(-band).into_iter().rev());
        canvas.polygon(&around, (225, 225, 225));
    }
    canvas.line(&path(0.0), BLUE, 2.2);
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], PALE, 1.0);
}

/// The empirical distribution function: value and share at or below it, at most 500 steps.
fn steps(sorted: &[f64]) -> Vec<(f64, f64)> {
    let n = sorted.len();
    let mut all: Vec<(f64, f64)> = Vec::new();
    for (k, &value) in sorted.iter().enumerate() {
        let share = (k + 1) as f64 / n as f64;
        match all.last_mut() {
            Some(last) if last.0 == value => last.1 = share,
            _ => all.push((value, share)),
        }
    }
    let stride = all.len().div_ceil(500);
    let last = all.len().saturating_sub(1);
    all.into_iter().enumerate().filter(|(k, _)| k % stride == 0 || *k == last).map(|(_, step)| step).collect()
}

fn data(sample: &Sample) -> String {
    let bars = sample.bars.iter().map(|bar| {
        vec!["bar".into(), field(bar.from), field(bar.to), bar.count.to_string(), field(bar.share(sample))]
    });
    let curve = steps(&sample.sorted).into_iter().map(|(value, share)| {
        vec!["at or below".into(), String::new(), field(value), String::new(), field(share)]
    });
    table("part,from,to,replicates,share", bars.chain(curve))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};
    use rand::{RngExt, SeedableRng};
    use rand_xoshiro::Xoshiro256PlusPlus;

    const CAPTION: &str = "n = 1,000 replicates; standard error of the median 12; seed 20250606; baseline, 2025-11-17 to 2027-11-16.";

    fn figure(name: &str, quantity: Quantity, values: &[f64]) -> Figure {
        let wording = Wording {
            name: format!("distribution-{name}"),
            title: "Deaths in two years: most futures stay near today's level".to_owned(),
            subtitle: "Deaths by all parties, as ACLED would count them".to_owned(),
            caption: CAPTION.to_owned(),
        };
        Distribution { wording, quantity, values, reference: None }.figure()
    }

    fn draws(count: usize, draw: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
        (0..count).map(|_| draw(rng.random(), rng.random())).collect()
    }

    /// Box and Muller.
    fn normal(u: f64, v: f64) -> f64 {
        (-2.0 * (1.0 - u).ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
    }

    #[test]
    fn any_sample_makes_a_figure_that_can_be_shown() {
        let deaths = || Quantity::count("deaths", "persons");
        let share = || Quantity::share("population under government control");
        let cases: Vec<(&str, Quantity, Vec<f64>)> = vec![
            ("lognormal", deaths(), draws(1000, |u, v| (8.0 + 0.4 * normal(u, v)).exp().round())),
            ("heavy", deaths(), draws(1000, |u, v| (6.0 + 2.0 * normal(u, v)).exp().round())),
            ("bimodal", share(), draws(1000, |u, v| if u < 0.4 { 0.2 * v } else { 0.9 + 0.1 * v.sqrt() })),
            ("atom", share(), draws(1000, |u, v| if u < 0.35 { 0.0 } else { 0.6 * v * v })),
            ("equal", share(), vec![1.0; 200]),
            ("equal-inside", Quantity::amount("price of fuel", "franc/l"), vec![775.0; 200]),
            ("zero", deaths(), vec![0.0; 200]),
            ("one", deaths(), vec![1234.0]),
            ("two", Quantity::real("balance", "billion franc"), vec![-3.5, 8.0]),
            ("none", deaths(), vec![f64::NAN, f64::INFINITY]),
            ("empty", deaths(), vec![]),
            (
                "weeks",
                Quantity::count("weeks of shortage", "weeks"),
                draws(1000, |u, v| (12.0 * u * v).floor()),
            ),
            (
                "huge",
                Quantity::amount("treasury", "franc"),
                draws(300, |u, v| 1e12 * (1.0 + 0.1 * normal(u, v))),
            ),
            ("small", Quantity::amount("rate", "1/s"), draws(300, |u, v| 1e-9 * (1.0 + 0.1 * normal(u, v)))),
            ("extreme", Quantity::real("x", ""), vec![-1e300, 0.0, 1e-300, 1e300]),
            ("close", Quantity::real("x", ""), draws(300, |u, _| 1e9 + 1e-3 * u)),
            ("answers", share(), draws(1000, |u, _| f64::from(u8::from(u < 0.3)))),
        ];
        for (name, quantity, values) in cases {
            let figure = figure(name, quantity, &values);
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn a_reference_is_marked_and_near_the_sample_also_shown() {
        let values = draws(1000, |u, v| 500.0 + 50.0 * normal(u, v));
        for (name, value) in [("reference", 640.0), ("reference-far", 9000.0)] {
            let mut drawn = Distribution {
                wording: Wording {
                    name: format!("distribution-{name}"),
                    caption: CAPTION.into(),
                    ..Wording::default()
                },
                quantity: Quantity::count("deaths", "persons"),
                values: &values,
                reference: Some(("observed in 2024:".to_owned(), value)),
            };
            drawn.wording.title = "A title".to_owned();
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
            assert!(figure.svg.contains("observed in 2024"));
        }
    }

    #[test]
    fn the_lower_curve_ends_at_one_and_never_falls() {
        let mut values = draws(3000, |u, _| u);
        values.sort_by(f64::total_cmp);
        let steps = steps(&values);
        assert!(steps.len() <= 501, "{}", steps.len());
        assert_eq!(steps[steps.len() - 1], (values[2999], 1.0));
        assert!(steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
    }

    #[test]
    fn the_shares_of_the_bars_and_of_what_is_beyond_sum_to_all() {
        let values = draws(1000, |u, v| (6.0 + 2.0 * normal(u, v)).exp());
        let quantity = Quantity::amount("x", "");
        let drawn = Distribution { wording: Wording::default(), quantity, values: &values, reference: None };
        let sample = drawn.sample();
        let beyond = values.iter().filter(|value| **value > sample.high || **value < sample.low).count();
        assert!(beyond > 0 && beyond <= 50, "{beyond}");
        assert_eq!(sample.bars.iter().map(|bar| bar.count).sum::<usize>() + beyond, 1000);
    }
}
