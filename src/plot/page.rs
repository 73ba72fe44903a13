//! What all figures share: title at the top left, subtitle, caption at the bottom, and axes.

use jiff::civil::Date;

use super::calendar::{self, Tick};
use super::canvas::{Area, Canvas, Style};
use super::number::Quantity;
use super::palette::{GREY, GRID, INK, PALE};
use super::scale::Scale;
use super::{Figure, Wording};

/// Width of every figure [px].
pub const WIDTH: f64 = 960.0;
/// Height of a figure of 16:10 [px].
pub const HEIGHT: f64 = 600.0;
/// White rim [px].
pub const RIM: f64 = 24.0;
/// Size of words at axes and marks [px].
pub const SMALL: f64 = 12.0;
/// Size of the caption [px].
const FINE_PRINT: f64 = 11.5;

/// A page with its words in place and an area left free for the figure.
pub struct Page {
    pub canvas: Canvas,
    pub area: Area,
    title: String,
    name: String,
}

impl Page {
    /// A page whose free area is `needed` pixels high; 16:10 if `needed` is 0.
    pub fn new(wording: &Wording, notes: &[String], needed: f64) -> Self {
        let room = WIDTH - 2.0 * RIM;
        let title = Style::new(20.0, INK).bold();
        let subtitle = Style::new(13.5, GREY);
        let caption = Style::new(FINE_PRINT, GREY);
        let heads = title.wrap(&wording.title, room);
        let subs = subtitle.wrap(&wording.subtitle, room);
        let feet = caption.wrap(&foot(wording, notes), room);
        let top = RIM + heads.len() as f64 * title.leading() + subs.len() as f64 * subtitle.leading() + 10.0;
        let below = feet.len() as f64 * caption.leading() + 14.0 + RIM * 0.6;
        let height = if needed > 0.0 { (top + needed + below).round() } else { HEIGHT };
        let mut canvas = Canvas::new(WIDTH, height);
        let y = lines(&mut canvas, &heads, RIM, RIM + 14.0, title);
        lines(&mut canvas, &subs, RIM, y - 3.0, subtitle);
        let foot_top = height - RIM * 0.6 - (feet.len() as f64 - 0.75) * caption.leading();
        let above = foot_top - caption.leading();
        canvas.foot(above, |canvas| {
            lines(canvas, &feet, RIM, foot_top, caption);
        });
        let area = Area { left: RIM, top, right: WIDTH - RIM, bottom: height - below };
        Self { canvas, area, title: wording.title.clone(), name: wording.name.clone() }
    }

    /// The figure, with a text for those who cannot see it and the numbers drawn.
    pub fn finish(self, alt: String, data: String) -> Figure {
        Figure { svg: self.canvas.finish(&self.title, &alt), name: self.name, data, alt }
    }
}

fn foot(wording: &Wording, notes: &[String]) -> String {
    let mut parts = notes.to_vec();
    parts.push(wording.caption.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// Lines of text below one another, the first with its baseline at `y`; answers the next baseline.
pub fn lines(canvas: &mut Canvas, lines: &[String], x: f64, y: f64, style: Style) -> f64 {
    let mut y = y;
    for line in lines {
        canvas.text(x, y, line, style);
        y += style.leading();
    }
    y
}

/// Room for the numbers at a vertical axis [px].
pub fn margin(scale: &Scale) -> f64 {
    let style = Style::new(SMALL, GREY);
    scale.ticks.iter().map(|(_, label)| style.width(label)).fold(0.0, f64::max) + 8.0
}

/// Grid lines and numbers of a vertical scale at the left of an area.
pub fn vertical(canvas: &mut Canvas, area: Area, scale: &Scale) {
    for (tick, label) in &scale.ticks {
        let y = up(area, scale, *tick);
        canvas.line(&[(area.left, y), (area.right, y)], GRID, 1.0);
        canvas.text(area.left - 7.0, y + 4.0, label, Style::new(SMALL, GREY).end());
    }
}

/// Grid lines over `area` and numbers of a horizontal scale below it.
pub fn horizontal(canvas: &mut Canvas, area: Area, scale: &Scale, words: bool) {
    let style = Style::new(SMALL, GREY).middle();
    for (tick, label) in &scale.ticks {
        let x = along(area, scale, *tick);
        canvas.line(&[(x, area.top), (x, area.bottom)], GRID, 1.0);
        if words {
            canvas.line(&[(x, area.bottom), (x, area.bottom + 4.0)], PALE, 1.0);
            canvas.text(x, area.bottom + 17.0, label, style);
        }
    }
}

/// A round horizontal scale with as many ticks as their words leave room for.
pub fn fitted(low: f64, high: f64, quantity: &Quantity, width: f64) -> Scale {
    fit(width, |wanted| Scale::exact(low, high, quantity, wanted))
}

/// The densest of the scales that `make` offers whose words do not touch.
pub fn fit(width: f64, make: impl Fn(usize) -> Scale) -> Scale {
    let style = Style::new(SMALL, GREY);
    let fits = |scale: &Scale| {
        let widest = scale.ticks.iter().map(|(_, label)| style.width(label)).fold(0.0, f64::max);
        let gap = scale.ticks.windows(2).map(|pair| scale.place(pair[1].0) - scale.place(pair[0].0));
        gap.fold(1.0, f64::min) * width >= widest + 16.0
    };
    (2..=9).rev().map(&make).find(fits).unwrap_or_else(|| make(1))
}

/// Dates below an area: months, and years under them.
pub fn dates(canvas: &mut Canvas, area: Area, from: Date, to: Date) {
    let style = Style::new(SMALL, GREY).middle();
    let mut free = f64::NEG_INFINITY;
    for Tick { date, label, year } in calendar::ticks(from, to, (area.width() / 42.0) as usize) {
        let x = when(area, from, to, date);
        canvas.line(&[(x, area.bottom), (x, area.bottom + 4.0)], PALE, 1.0);
        canvas.text(x, area.bottom + 17.0, &label, style);
        if let Some(year) = year.filter(|_| x > free) {
            canvas.text(x, area.bottom + 31.0, &year, style);
            free = x + 40.0;
        }
    }
}

/// Where a date stands on an area.
pub fn when(area: Area, from: Date, to: Date, date: Date) -> f64 {
    let whole = calendar::days(from, to);
    let share = if whole > 0.0 { calendar::days(from, date) / whole } else { 0.5 };
    area.left + share * area.width()
}

/// Where a value stands on a vertical scale.
pub fn up(area: Area, scale: &Scale, value: f64) -> f64 {
    area.bottom - scale.place(value) * area.height()
}

/// Where a value stands on a horizontal scale.
pub fn along(area: Area, scale: &Scale, value: f64) -> f64 {
    area.left + scale.place(value) * area.width()
}
