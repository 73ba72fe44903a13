//! Quantities over time: bands that hold 50, 80 and 95 % of the futures, a few of these futures in full, and what was observed.
//!
//! Several quantities stand side by side over the same dates, each on its own scale or all on one. Dated events
//! (interventions) are vertical lines; where their names do not fit they are letters, spelled out under the figure.

use jiff::civil::Date;

use super::calendar;
use super::canvas::{Area, Canvas, Style};
use super::number::Quantity;
use super::page::{self, Page, SMALL};
use super::palette::{BLUE, Colour, GREY, INK, ORANGE, VERMILLION, WHITE, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, spread, table};

/// The quantiles of a [`Panel`], in order.
pub const QUANTILES: [f64; 7] = [0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975];

/// Quantities over common dates.
pub struct Fan {
    pub wording: Wording,
    /// In order of time.
    pub dates: Vec<Date>,
    pub panels: Vec<Panel>,
    /// Dated events; those outside the dates are not drawn.
    pub events: Vec<(Date, String)>,
    /// Panels of the same quantity on one scale.
    pub shared: bool,
}

/// One quantity over the dates of its [`Fan`].
pub struct Panel {
    /// Says what it is; may be empty where there is one panel only.
    pub title: String,
    pub quantity: Quantity,
    /// For each date its [`QUANTILES`]; a row that is not finite leaves a gap.
    pub bands: Vec<[f64; 7]>,
    /// Some replicates in full, a value a date.
    pub paths: Vec<Vec<f64>>,
    /// The one replicate that the figure is about, a value a date; may be empty.
    pub own: Vec<f64>,
    /// What was observed, and when.
    pub observed: Vec<(Date, f64)>,
}

/// Space between panels [px].
const GAP: f64 = 30.0;
/// Space of a panel's title and of its dates [px].
const HEAD: f64 = 24.0;
const FOOT: f64 = 38.0;
/// Space for the names of the bands beside a single panel [px].
const NAMES: f64 = 132.0;

impl Fan {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let columns = match self.panels.len() {
            0 | 1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let rows = self.panels.len().div_ceil(columns).max(1);
        let events = self.seen();
        let lettered = self.panels.len() != 1 || self.flags(&events).is_none();
        let notes = if lettered { spelled(&events) } else { Vec::new() };
        let needed = if rows == 1 { 430.0 } else { rows as f64 * 230.0 + 24.0 };
        let mut page = Page::new(&self.wording, &notes, needed);
        let mut whole = page.area;
        match (self.panels.as_slice(), self.span()) {
            ([], _) | (_, None) => {
                page.canvas.text(
                    whole.left,
                    whole.top + 60.0,
                    "There is nothing to draw.",
                    Style::new(16.0, GREY),
                );
            }
            (panels, Some(span)) => {
                if panels.len() > 1 {
                    self.key(&mut page.canvas, whole);
                    whole.top += 24.0;
                }
                let events = if lettered { letters(&events) } else { events };
                self.panels(&mut page, whole, columns, span, (&events, lettered));
            }
        }
        page.finish(self.alt(), self.data())
    }

    fn span(&self) -> Option<(Date, Date)> {
        Some((*self.dates.first()?, *self.dates.last()?))
    }

    fn seen(&self) -> Vec<(Date, String)> {
        let Some((from, to)) = self.span() else {
            return Vec::new();
        };
        let mut seen: Vec<_> =
            self.events.iter().filter(|(date, _)| (from..=to).contains(date)).cloned().collect();
        seen.sort_by_key(|event| event.0);
        seen
    }

    fn panels(
        &self,
        page: &mut Page,
        whole: Area,
        columns: usize,
        span: (Date, Date),
        (events, lettered): (&[(Date, String)], bool),
    ) {
        let scales: Vec<Scale> = self.scales();
        let rows = self.panels.len().div_ceil(columns);
        let width = (whole.width() - (columns - 1) as f64 * GAP) / columns as f64;
        let height = whole.height() / rows as f64;
        let margin = scales.iter().map(page::margin).fold(0.0, f64::max);
        for (k, (panel, scale)) in self.panels.iter().zip(&scales).enumerate() {
            let (row, column) = ((k / columns) as f64, (k % columns) as f64);
            let left = whole.left + column * (width + GAP);
            let top = whole.top + row * height;
            let cell = Area { left, top, right: left + width, bottom: top + height };
            let single = self.panels.len() == 1;
            let right = cell.right - if single { NAMES } else { 8.0 };
            let mut area = Area { left: left + margin, top: top + HEAD, right, bottom: cell.bottom - FOOT };
            let flags = if lettered { merged(events, area, span) } else { self.named(events) };
            let strip = flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0) as f64 * 16.0;
            let title = if panel.title.is_empty() { panel.quantity.label() } else { panel.heading() };
            let heading = Style::new(13.0, INK).bold();
            let lines = heading.wrap(&title, cell.width());
            let y = page::lines(&mut page.canvas, &lines, cell.left, cell.top + 12.0, heading);
            area.top = area.top.max(y - 4.0) + strip;
            page::vertical(&mut page.canvas, area, scale);
            page::dates(&mut page.canvas, area, span.0, span.1);
            self.contents(page, area, span, (panel, scale), k);
            for flag in &flags {
                let y = area.top - 5.0 - flag.row as f64 * 16.0;
                for &x in &flag.lines {
                    page.canvas.dashes(&[(x, y + 3.0), (x, area.bottom)], INK, 1.2, 3.0);
                }
                page.canvas.text(flag.left, y, &flag.words, event_style());
            }
            if single {
                names(&mut page.canvas, area, panel, scale);
                let seen = panel
                    .observed
                    .iter()
                    .filter(|(date, v)| v.is_finite() && (span.0..=span.1).contains(date));
                if let Some((date, value)) = seen.max_by_key(|(date, _)| *date) {
                    let style = Style::new(SMALL, shade(observed(), 0.8)).bold();
                    let x = page::when(area, span.0, span.1, *date) + 8.0;
                    let x = x.min(area.right - style.width("observed"));
                    let y = (page::up(area, scale, *value) + 14.0).min(area.bottom - 4.0);
                    page.canvas.text_over(x, y, "observed", style, WHITE);
                }
            }
        }
    }

    /// Places of the names of events over a single panel, if there is room for them.
    fn flags(&self, events: &[(Date, String)]) -> Option<Vec<(f64, usize)>> {
        let span = self.span()?;
        let left = page::RIM + self.scales().iter().map(page::margin).fold(0.0, f64::max);
        let area = Area { left, top: 0.0, right: page::WIDTH - page::RIM - NAMES, bottom: 0.0 };
        let spots: Vec<(f64, f64)> = events
            .iter()
            .map(|(date, name)| (page::when(area, span.0, span.1, *date), event_style().width(name)))
            .collect();
        // Left of the axis stand its numbers.
        spread::flags(&spots, left, page::WIDTH - page::RIM, 10.0)
    }

    /// Flags with the full names of events over a single panel.
    fn named(&self, events: &[(Date, String)]) -> Vec<Flag> {
        let (Some(places), Some(span)) = (self.flags(events), self.span()) else {
            return Vec::new();
        };
        let left = page::RIM + self.scales().iter().map(page::margin).fold(0.0, f64::max);
        let area = Area { left, top: 0.0, right: page::WIDTH - page::RIM - NAMES, bottom: 0.0 };
        let flag = |((date, name), (left, row)): (&(Date, String), (f64, usize))| Flag {
            lines: vec![page::when(area, span.0, span.1, *date)],
            words: name.clone(),
            left,
            row,
        };
        events.iter().zip(places).map(flag).collect()
    }

    fn scales(&self) -> Vec<Scale> {
        let wanted = if self.panels.len() == 1 { 7 } else { 4 };
        let values = |panel: &Panel| -> Vec<f64> {
            let bands = panel.bands.iter().flatten();
            bands
                .chain(panel.paths.iter().flatten())
                .chain(&panel.own)
                .copied()
                .chain(panel.observed.iter().map(|(_, v)| *v))
                .collect()
        };
        let alike = |panel: &Panel, other: &Panel| {
            std::ptr::eq(panel, other) || (self.shared && panel.quantity == other.quantity)
        };
        let of = |panel| self.panels.iter().filter(move |other| alike(panel, other)).flat_map(values);
        self.panels.iter().map(|panel| Scale::round(of(panel), &panel.quantity, wanted)).collect()
    }

    fn contents(
        &self,
        page: &mut Page,
        area: Area,
        span: (Date, Date),
        (panel, scale): (&Panel, &Scale),
        k: usize,
    ) {
        let name = format!("{}-{k}", self.wording.name);
        let place =
            |date: Date, value: f64| (page::when(area, span.0, span.1, date), page::up(area, scale, value));
        let at = |row: usize, value: f64| place(self.dates[row], value);
        page.canvas.clipped(
            Area { top: area.top - 4.0, bottom: area.bottom + 4.0, right: area.right + 5.0, ..area },
            &name,
            |canvas| {
                for run in runs(&panel.bands[..panel.bands.len().min(self.dates.len())]) {
                    for (low, high, colour) in bands() {
                        let upper = run.clone().map(|row| at(row, panel.bands[row][high]));
                        let lower = run.clone().rev().map(|row| at(row, panel.bands[row][low]));
                        let around: Vec<_> = upper.chain(lower).collect();
                        canvas.polygon(&widened(around, run.len()), colour);
                    }
                }
                for path in &panel.paths {
                    for run in runs(&path[..path.len().min(self.dates.len())]) {
                        let points: Vec<_> = run.map(|row| at(row, path[row])).collect();
                        canvas.line(&points, (70, 70, 70), 0.7);
                    }
                }
                for run in runs(&panel.bands[..panel.bands.len().min(self.dates.len())]) {
                    let points: Vec<_> = run.clone().map(|row| at(row, panel.bands[row][3])).collect();
                    canvas.line(&widened(points, run.len()), median(), 2.6);
                }
                for (colour, width) in [(WHITE, 4.2), (own(), 2.4)] {
                    for run in runs(&panel.own[..panel.own.len().min(self.dates.len())]) {
                        let points: Vec<_> = run.clone().map(|row| at(row, panel.own[row])).collect();
                        canvas.line(&widened(points, run.len()), colour, width);
                    }
                }
                for &(date, value) in panel
                    .observed
                    .iter()
                    .filter(|(date, value)| value.is_finite() && (span.0..=span.1).contains(date))
                {
                    let hover =
                        format!("observed on {}: {}", calendar::written(date), panel.quantity.text(value));
                    canvas.hover(&hover, |canvas| {
                        canvas.circle(place(date, value), 4.4, WHITE);
                        canvas.circle(place(date, value), 3.2, observed());
                    });
                }
            },
        );
    }

    /// What the colours of several panels mean, on one line.
    fn key(&self, canvas: &mut Canvas, whole: Area) {
        let style = Style::new(SMALL, GREY);
        let (mut x, y) = (whole.left, whole.top + 9.0);
        let mut entry = |canvas: &mut Canvas, words: &str, draw: &dyn Fn(&mut Canvas, f64)| {
            draw(canvas, x);
            canvas.text(x + 24.0, y, words, style);
            x += 24.0 + style.width(words) + 20.0;
        };
        for ((_, _, colour), words) in bands().into_iter().zip(["95 % of futures", "80 %", "50 %"]) {
            entry(canvas, words, &|canvas, x| {
                canvas.rect(Area { left: x, top: y - 9.0, right: x + 18.0, bottom: y + 1.0 }, colour);
            });
        }
        entry(canvas, "median", &|canvas, x| {
            canvas.line(&[(x, y - 4.0), (x + 18.0, y - 4.0)], median(), 2.6)
        });
        if self.panels.iter().any(|panel| !panel.paths.is_empty()) {
            entry(canvas, "single futures", &|canvas, x| {
                canvas.line(
                    &[(x, y - 2.0), (x + 6.0, y - 7.0), (x + 12.0, y - 3.0), (x + 18.0, y - 6.0)],
                    (70, 70, 70),
                    0.7,
                );
            });
        }
        if self.panels.iter().any(|panel| !panel.own.is_empty()) {
            entry(canvas, "this future", &|canvas, x| {
                canvas.line(&[(x, y - 4.0), (x + 18.0, y - 4.0)], own(), 2.4);
            });
        }
        if self.panels.iter().any(|panel| !panel.observed.is_empty()) {
            entry(canvas, "observed", &|canvas, x| canvas.circle((x + 9.0, y - 4.0), 3.2, observed()));
        }
    }

    fn alt(&self) -> String {
        let Some((from, to)) = self.span() else {
            return format!("{}: no values.", self.wording.title);
        };
        let mut alt = format!(
            "{}. From {} to {}.",
            self.wording.title.trim_end_matches('.'),
            calendar::written(from),
            calendar::written(to)
        );
        for panel in &self.panels {
            if let Some(last) = panel.bands.last().filter(|row| row.iter().all(|value| value.is_finite())) {
                let at = |k: usize| panel.quantity.text(last[k]);
                let name = if panel.title.is_empty() { &panel.quantity.name } else { &panel.title };
                alt.push_str(&format!(
                    " {name} ends at a median of {}, 95 % of futures between {} and {}.",
                    at(3),
                    at(0),
                    at(6)
                ));
                if let Some(own) = panel.own.iter().rev().find(|value| value.is_finite()) {
                    alt.push_str(&format!(" This future ends at {}.", panel.quantity.text(*own)));
                }
            }
        }
        alt
    }

    fn data(&self) -> String {
        let mut rows = Vec::new();
        for panel in &self.panels {
            let name = if panel.title.is_empty() { &panel.quantity.name } else { &panel.title };
            let mut add = |date: Date, series: String, value: f64| {
                rows.push(vec![name.clone(), date.to_string(), series, field(value)]);
            };
            for (&date, band) in self.dates.iter().zip(&panel.bands) {
                for (p, &value) in QUANTILES.iter().zip(band) {
                    add(date, format!("quantile {p}"), value);
                }
            }
            for (k, path) in panel.paths.iter().enumerate() {
                self.dates
                    .iter()
                    .zip(path)
                    .for_each(|(&date, &value)| add(date, format!("future {}", k + 1), value));
            }
            let own = self.dates.iter().zip(&panel.own);
            own.for_each(|(&date, &value)| add(date, "this future".to_owned(), value));
            panel.observed.iter().for_each(|&(date, value)| add(date, "observed".to_owned(), value));
        }
        table("panel,date,series,value", rows)
    }
}

impl Panel {
    /// Title and unit.
    fn heading(&self) -> String {
        match &self.quantity.unit {
            super::Unit::Of(unit) if !unit.is_empty() => format!("{} ({unit})", self.title),
            _ => self.title.clone(),
        }
    }
}

/// Positions of the lower and the upper quantile of each band, and its colour; the widest first.
fn bands() -> [(usize, usize, Colour); 3] {
    [(0, 6, tint(BLUE, 0.16)), (1, 5, tint(BLUE, 0.34)), (2, 4, tint(BLUE, 0.58))]
}

fn median() -> Colour {
    shade(BLUE, 0.62)
}

fn observed() -> Colour {
    VERMILLION
}

/// The replicate that the figure is about.
fn own() -> Colour {
    shade(ORANGE, 0.92)
}

fn event_style() -> Style {
    Style::new(SMALL, INK)
}

/// Names of bands, median and observation beside a single panel, each at what it names.
fn names(canvas: &mut Canvas, area: Area, panel: &Panel, scale: &Scale) {
    let Some(last) = panel.bands.iter().rev().find(|row| row.iter().all(|value| value.is_finite())) else {
        return;
    };
    let mean = |a: usize, b: usize| 0.5 * (last[a] + last[b]);
    let [wide, middle, narrow] = bands();
    let mut entries = vec![
        (mean(5, 6), "95 % of futures".to_owned(), wide.2),
        (mean(4, 5), "80 %".to_owned(), middle.2),
        (mean(3, 4), "50 %".to_owned(), narrow.2),
        (last[3], format!("median {}", panel.quantity.number(three_figures(last[3]))), median()),
    ];
    if !panel.paths.is_empty() {
        entries.push((last[1], "single futures".to_owned(), (70, 70, 70)));
    }
    if let Some(&value) = panel.own.iter().rev().find(|value| value.is_finite()) {
        entries.push((value, "this future".to_owned(), own()));
    }
    let wanted: Vec<_> =
        entries.iter().map(|entry| (page::up(area, scale, scale.hold(entry.0)), 17.0)).collect();
    let places = spread::apart(&wanted, area.top - 8.0, area.bottom + 8.0);
    for ((_, words, colour), y) in entries.iter().zip(places) {
        let x = area.right + 10.0;
        if words == "single futures" {
            canvas.line(&[(x, y), (x + 11.0, y)], *colour, 0.8);
        } else {
            canvas.rect(Area { left: x, top: y - 5.0, right: x + 11.0, bottom: y + 5.0 }, *colour);
        }
        let style = Style::new(SMALL, if words.starts_with("median") { INK } else { GREY });
        canvas.text(x + 16.0, y + 4.2, words, if words.starts_with("median") { style.bold() } else { style });
    }
}

/// Rounded to three significant figures: an estimate has no more.
fn three_figures(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let unit = 10f64.powf(x.abs().log10().floor() - 2.0);
    (x / unit).round() * unit
}

/// What stands over the lines of one or several events.
struct Flag {
    lines: Vec<f64>,
    words: String,
    left: f64,
    row: usize,
}

/// One flag for letters that would touch.
fn merged(events: &[(Date, String)], area: Area, (from, to): (Date, Date)) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    for (date, name) in events {
        let x = page::when(area, from, to, *date);
        match flags.last_mut() {
            Some(last) if x - 8.0 < last.left + event_style().width(&last.words) => {
                let first = last.words.split('–').next().unwrap_or_default().to_owned();
                last.words = format!("{first}–{name}");
                last.lines.push(x);
                last.left = last.lines[0] - 3.0;
            }
            _ => flags.push(Flag { lines: vec![x], words: name.clone(), left: x - 3.0, row: 0 }),
        }
    }
    flags
}

/// A letter for each event.
fn letters(events: &[(Date, String)]) -> Vec<(Date, String)> {
    events.iter().enumerate().map(|(k, event)| (event.0, letter(k))).collect()
}

fn letter(k: usize) -> String {
    let last = char::from(b'a' + (k % 26) as u8);
    if k < 26 { last.to_string() } else { format!("{}{last}", letter(k / 26 - 1)) }
}

fn spelled(events: &[(Date, String)]) -> Vec<String> {
    if events.is_empty() {
        return Vec::new();
    }
    let list: Vec<String> = events
        .iter()
        .enumerate()
        .map(|(k, (date, name))| format!("{}: {name}, {}", letter(k), calendar::written(*date)))
        .collect();
    vec![format!("{}.", list.join("; "))]
}

/// Rows that can be drawn, as unbroken stretches.
fn runs<T: Finite>(rows: &[T]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (k, _) in rows.iter().enumerate().filter(|(_, row)| row.finite()) {
        match runs.last_mut() {
            Some(run) if run.end == k => run.end = k + 1,
            _ => runs.push(k..k + 1),
        }
    }
    runs
}

/// Whether a row can be drawn.
trait Finite {
    fn finite(&self) -> bool;
}

impl Finite for f64 {
    fn finite(&self) -> bool {
        self.is_finite()
    }
}

impl Finite for [f64; 7] {
    fn finite(&self) -> bool {
        self.iter().all(|value| value.is_finite())
    }
}

/// A stretch of a single date gets a width, so that it can be seen.
fn widened(points: Vec<(f64, f64)>, dates: usize) -> Vec<(f64, f64)> {
    if dates > 1 {
        return points;
    }
    match points.as_slice() {
        [(x, high), (_, low)] => vec![(x - 3.0, *high), (x + 3.0, *high), (x + 3.0, *low), (x - 3.0, *low)],
        [(x, y)] => vec![(x - 3.0, *y), (x + 3.0, *y)],
        _ => points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};
    use jiff::ToSpan;
    use jiff::civil::date;

    const CAPTION: &str = "n = 1,000 replicates; bands hold 50, 80 and 95 % of the futures; standard error of the last median 0.6 %; seed 20250606.";

    fn weeks(count: i64) -> Vec<Date> {
        (0..count).map(|k| date(2025, 6, 2).checked_add((7 * k).days()).expect("a date")).collect()
    }

    fn panel(title: &str, quantity: Quantity, count: usize, shape: impl Fn(f64, f64) -> f64) -> Panel {
        let bands = (0..count)
            .map(|k| {
                let t = k as f64 / count.max(2) as f64;
                [-1.96, -1.28, -0.67, 0.0, 0.67, 1.28, 1.96].map(|z| shape(t, z * t.sqrt()))
            })
            .collect();
        let paths = (0..5)
            .map(|j| {
                (0..count)
                    .map(|k| {
                        shape(
                            k as f64 / count as f64,
                            ((k * (j + 3)) as f64 * 0.17).sin() * 0.8 * (k as f64 / count as f64).sqrt(),
                        )
                    })
                    .collect()
            })
            .collect();
        Panel { title: title.to_owned(), quantity, bands, paths, own: Vec::new(), observed: Vec::new() }
    }

    fn fan(name: &str, count: usize, panels: Vec<Panel>, events: Vec<(Date, String)>) -> Fan {
        let wording = Wording {
            name: format!("fan-{name}"),
            title: "Government control shrinks slowly, and fast once the force has left".to_owned(),
            subtitle: "Share of the population in zones that the government holds".to_owned(),
            caption: CAPTION.to_owned(),
        };
        Fan { wording, dates: weeks(count as i64), panels, events, shared: false }
    }

    fn control(t: f64, z: f64) -> f64 {
        1.0 / (1.0 + (-(0.8 - 1.4 * t + 0.7 * z)).exp())
    }

    fn events() -> Vec<(Date, String)> {
        vec![
            (date(2025, 6, 6), "Wagner leaves".to_owned()),
            (date(2025, 9, 3), "fuel ban declared".to_owned()),
            (date(2025, 9, 20), "escort doubled".to_owned()),
            (date(2026, 3, 1), "truce".to_owned()),
        ]
    }

    #[test]
    fn one_panel_with_events_and_observations_can_be_shown() {
        let mut single = panel("", Quantity::share("population under government control"), 104, control);
        single.observed = vec![(date(2025, 7, 1), 0.66), (date(2025, 10, 1), 0.61), (date(2026, 1, 1), 0.58)];
        let figure = fan("single", 104, vec![single], events()).figure();
        show(&figure);
        presentable(&figure, CAPTION);
        assert!(figure.svg.contains("Wagner leaves"));
    }

    #[test]
    fn several_panels_can_be_shown_on_own_and_on_shared_scales() {
        let panels = |count| -> Vec<Panel> {
            let all = vec![
                panel("Government control", Quantity::share("x"), 104, control),
                panel("Deaths a month, all parties", Quantity::amount("deaths", "persons"), 104, |t, z| {
                    (5.0 + t + 0.8 * z).exp()
                }),
                panel("Diesel in Bamako", Quantity::amount("stock", "million l"), 104, |t, z| {
                    (30.0 - 20.0 * t + 15.0 * z).max(0.0)
                }),
                panel("Treasury", Quantity::real("t", "franc"), 104, |t, z| 3e11 * (1.0 - 2.0 * t + z)),
                panel(
                    "Persons displaced within the country and abroad",
                    Quantity::count("t", "persons"),
                    104,
                    |t, z| 4e5 * (t + 0.5 * z).exp(),
                ),
                panel("Nothing changes", Quantity::amount("t", "m"), 104, |_, _| 7.0),
            ];
            all.into_iter().take(count).collect()
        };
        for (count, shared) in [(2, false), (3, true), (4, false), (6, false)] {
            let mut several = fan(&format!("panels-{count}"), 104, panels(count), events());
            several.shared = shared;
            if shared {
                several.panels = (0..3)
                    .map(|k| {
                        panel(&format!("Scenario {k}"), Quantity::share("x"), 104, move |t, z| {
                            control(t * f64::from(k), z)
                        })
                    })
                    .collect();
                several.panels[1].observed = vec![(date(2025, 12, 1), 0.5)];
            }
            let figure = several.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn one_future_stands_out_and_is_told() {
        let mut panels: Vec<Panel> =
            ["Control", "Deaths", "Fuel"].map(|name| panel(name, Quantity::share(name), 104, control)).into();
        for panel in &mut panels {
            panel.own = std::mem::take(&mut panel.paths).swap_remove(2);
        }
        panels[1].own.truncate(60);
        let figure = fan("own", 104, panels, events()).figure();
        show(&figure);
        presentable(&figure, CAPTION);
        assert!(figure.svg.contains(">this future<") && figure.alt.contains("This future ends at"));
        assert_eq!(figure.data.matches("this future").count(), 104 + 60 + 104);
        let mut single = panel("", Quantity::share("x"), 104, control);
        single.own = single.paths[0].clone();
        let figure = fan("own-single", 104, vec![single], events()).figure();
        show(&figure);
        presentable(&figure, CAPTION);
    }

    #[test]
    fn awkward_input_can_be_shown() {
        let mut gap = panel("", Quantity::share("x"), 60, control);
        gap.bands[20..30].fill([f64::NAN; 7]);
        gap.bands[40] = [f64::NAN; 7];
        gap.bands[42] = [f64::NAN; 7];
        gap.paths[0][10] = f64::NAN;
        let long = (0..9)
            .map(|k| (date(2025, 6, 10 + k), format!("a long name of an intervention, number {k}")))
            .collect();
        let close = (0..5).map(|k| (date(2026, 6, 1 + k), format!("event {k}"))).collect();
        let cases = vec![
            ("gap", 60, vec![gap], vec![]),
            ("one-date", 1, vec![panel("", Quantity::share("x"), 1, control)], vec![]),
            ("two-dates", 2, vec![panel("", Quantity::share("x"), 2, control)], vec![]),
            ("flat", 30, vec![panel("", Quantity::share("x"), 30, |_, _| 0.0)], vec![]),
            ("long-events", 104, vec![panel("", Quantity::share("x"), 104, control)], long),
            ("close-events", 60, vec![panel("", Quantity::share("x"), 60, control)], close),
            (
                "decade",
                800,
                vec![panel("", Quantity::amount("x", "franc"), 800, |t, z| (20.0 + 5.0 * t + z).exp())],
                vec![],
            ),
            ("nothing", 10, vec![], vec![]),
        ];
        for (name, count, panels, events) in cases {
            let figure = fan(name, count, panels, events).figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([letter(0), letter(25), letter(26), letter(27)], ["a", "z", "aa", "ab"]);
    }
}
