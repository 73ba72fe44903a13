//! Patterns: what was observed beside the range that the ensemble gives.
//!
//! Rows have units of their own, so each is drawn relative to its own 5–95 % range: the bar is that range, and where the observed value stands
//! to it is seen at once and can be compared between rows. A triangle means: further out than there is room for.

use super::canvas::{Area, Canvas, Style};
use super::number::Quantity;
use super::page::{Page, SMALL};
use super::palette::{BLUE, Colour, GREEN, GREY, GRID, INK, ORANGE, VERMILLION, WHITE, shade, tint};
use super::{Figure, Wording, field, rows, table};

/// Patterns one below the other.
pub struct Intervals {
    pub wording: Wording,
    pub rows: Vec<Pattern>,
}

/// One pattern.
pub struct Pattern {
    pub name: String,
    pub quantity: Quantity,
    /// Not finite where nothing was observed.
    pub observed: f64,
    /// Range within which the observation itself may lie.
    pub tolerance: Option<(f64, f64)>,
    /// The ensemble's 5 and 95 % quantiles.
    pub range: (f64, f64),
    /// The same with the responsible mechanism off.
    pub without: Option<(f64, f64)>,
    pub verdict: Verdict,
}

/// What the comparison says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Covered,
    Missed,
    TooWide,
    /// The observation is an input; that it is met says nothing.
    Imposed,
}

impl Verdict {
    /// As written in the figure.
    pub fn words(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Missed => "missed",
            Self::TooWide => "too wide",
            Self::Imposed => "imposed",
        }
    }

    fn colour(self) -> Colour {
        match self {
            Self::Covered => GREEN,
            Self::Missed => VERMILLION,
            Self::TooWide => ORANGE,
            Self::Imposed => (130, 130, 130),
        }
    }
}

/// Ranges to the left and right of the bar for which there is room.
const BEYOND: f64 = 1.0;

impl Intervals {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let room = rows::room(self.rows.iter().map(|row| row.name.as_str()), 280.0);
        let names = rows::names(self.rows.iter().map(|row| row.name.as_str()), room, 30.0);
        let needed = names.iter().map(|name| name.1).sum::<f64>() + 60.0;
        let mut page = Page::new(&self.wording, &self.notes(), needed);
        let whole = page.area;
        let style = Style::new(12.5, INK);
        let head = Style::new(SMALL, GREY);
        let observed: Vec<String> = self.rows.iter().map(Pattern::seen).collect();
        let ranges: Vec<String> = self.rows.iter().map(Pattern::between).collect();
        let widest = |words: &[String], title: &str| {
            words.iter().map(|words| style.width(words)).fold(head.width(title), f64::max).min(190.0)
        };
        let verdict = whole.right - 72.0;
        let right = verdict - 22.0;
        let left = whole.left + room + 20.0 + widest(&observed, "observed");
        let area = Area {
            left: left + 18.0,
            top: whole.top + 34.0,
            right: right - widest(&ranges, "ensemble 5–95 %") - 18.0,
            bottom: whole.top + needed - 16.0,
        };
        let canvas = &mut page.canvas;
        let y = whole.top + 16.0;
        canvas.text(left, y, "observed", head.end());
        canvas.text(right, y, "ensemble 5–95 %", head.end());
        canvas.text(verdict, y, "verdict", head);
        for share in [0.0, 1.0] {
            canvas.line(&[(place(area, share), area.top), (place(area, share), area.bottom)], GRID, 1.0);
        }
        canvas.text(place(area, 0.0), y, "5 %", head.middle());
        canvas.text(place(area, 1.0), y, "95 %", head.middle());
        let mut top = area.top;
        for (k, (row, (lines, height))) in self.rows.iter().zip(&names).enumerate() {
            let middle = top + height / 2.0;
            canvas.line(&[(whole.left, top), (whole.right, top)], GRID, 1.0);
            rows::write(canvas, lines, whole.left, middle);
            narrow(canvas, &observed[k], left, middle, style);
            narrow(canvas, &ranges[k], right, middle, style);
            canvas.text(
                verdict,
                middle + 4.5,
                row.verdict.words(),
                Style::new(12.5, shade(row.verdict.colour(), 0.75)).bold(),
            );
            canvas.hover(
                &format!("{}: observed {}, ensemble {}", row.name, observed[k], ranges[k]),
                |canvas| {
                    row.draw(canvas, area, middle);
                },
            );
            top += height;
        }
        page.finish(self.alt(), self.data())
    }

    fn notes(&self) -> Vec<String> {
        let mut notes =
            vec!["Bars: the ensemble's 5–95 % range, each row on its own scale; dots: observed".to_owned()];
        if self.rows.iter().any(|row| row.tolerance.is_some()) {
            notes[0].push_str(", with the tolerance of the observation");
        }
        if self.rows.iter().any(|row| row.without.is_some()) {
            notes[0].push_str("; thin bars below: with the responsible mechanism off");
        }
        notes[0].push_str("; triangles: further out.");
        notes
    }

    fn alt(&self) -> String {
        let count = |verdict| self.rows.iter().filter(|row| row.verdict == verdict).count();
        format!(
            "{}. Of {} patterns {} are covered, {} missed, {} too wide, {} imposed.",
            self.wording.title.trim_end_matches('.'),
            self.rows.len(),
            count(Verdict::Covered),
            count(Verdict::Missed),
            count(Verdict::TooWide),
            count(Verdict::Imposed)
        )
    }

    fn data(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let none = (f64::NAN, f64::NAN);
            let (tolerance, without) = (row.tolerance.unwrap_or(none), row.without.unwrap_or(none));
            let numbers =
                [row.observed, tolerance.0, tolerance.1, row.range.0, row.range.1, without.0, without.1]
                    .map(field);
            let mut fields = vec![row.name.clone(), row.quantity.label()];
            fields.extend(numbers);
            fields.push(row.verdict.words().to_owned());
            fields
        });
        table("pattern,quantity,observed,from,to,ensemble_5,ensemble_95,without_5,without_95,verdict", rows)
    }
}

impl Pattern {
    fn seen(&self) -> String {
        if self.observed.is_finite() { self.quantity.text(self.observed) } else { "not observed".to_owned() }
    }

    fn between(&self) -> String {
        let (low, high) = self.range;
        if low.is_finite() && high.is_finite() {
            format!("{} to {}", self.quantity.number(low), self.quantity.number(high))
        } else {
            "no value".to_owned()
        }
    }

    /// Where a value stands: 0 at the low end of the range, 1 at its high end.
    fn relative(&self, value: f64) -> f64 {
        let (low, high) = self.range;
        if high > low {
            (value - low) / (high - low)
        } else if value == low {
            0.5
        } else {
            f64::INFINITY * (value - low).signum()
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Area, y: f64) {
        if !(self.range.0.is_finite() && self.range.1.is_finite()) {
            return;
        }
        if self.range.1 > self.range.0 {
            let bar = Area { left: place(area, 0.0), top: y - 7.0, right: place(area, 1.0), bottom: y + 7.0 };
            canvas.rect(bar, tint(BLUE, 0.35));
        } else {
            canvas.rect(
                Area {
                    left: place(area, 0.5) - 1.5,
                    top: y - 7.0,
                    right: place(area, 0.5) + 1.5,
                    bottom: y + 7.0,
                },
                BLUE,
            );
        }
        if let Some((low, high)) = self
            .without
            .filter(|range| self.range.1 > self.range.0 && range.0.is_finite() && range.1.is_finite())
        {
            let x = |value: f64| place(area, self.relative(value).clamp(-BEYOND, 1.0 + BEYOND));
            canvas.rect(
                Area { left: x(low), top: y + 8.5, right: x(high).max(x(low) + 2.0), bottom: y + 11.5 },
                ORANGE,
            );
        }
        if !self.observed.is_finite() {
            return;
        }
        if let Some((low, high)) = self.tolerance.filter(|_| self.range.1 > self.range.0) {
            let x = |value: f64| place(area, self.relative(value).clamp(-BEYOND, 1.0 + BEYOND));
            canvas.line(&[(x(low), y), (x(high), y)], INK, 1.4);
        }
        let at = self.relative(self.observed);
        let x = place(area, at.clamp(-BEYOND, 1.0 + BEYOND));
        if (-BEYOND..=1.0 + BEYOND).contains(&at) {
            canvas.circle((x, y), 5.2, WHITE);
            canvas.circle((x, y), 4.2, self.verdict.colour());
        } else {
            let way = at.signum() * 8.0;
            canvas.polygon(&[(x, y - 5.5), (x + way, y), (x, y + 5.5)], self.verdict.colour());
        }
    }
}

/// Where a relative value stands on the page.
fn place(area: Area, relative: f64) -> f64 {
    area.left + (relative + BEYOND) / (1.0 + 2.0 * BEYOND) * area.width()
}

/// A number that may need two lines.
fn narrow(canvas: &mut Canvas, words: &str, right: f64, middle: f64, style: Style) {
    let lines = style.wrap(words, 190.0);
    let small = if lines.len() > 1 { Style { size: 11.0, ..style } } else { style };
    rows::centred(canvas, &small.wrap(words, 190.0), right, middle, small.end());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str = "n = 200 replicates of history.toml; priors only, nothing tuned; seed 1.";

    fn pattern(
        name: &str,
        quantity: Quantity,
        observed: f64,
        range: (f64, f64),
        verdict: Verdict,
    ) -> Pattern {
        let tolerance = Some((observed * 0.9, observed * 1.1));
        Pattern {
            name: name.into(),
            quantity,
            observed,
            tolerance,
            range,
            without: Some((range.0 * 0.4, range.1 * 0.7)),
            verdict,
        }
    }

    #[test]
    fn any_patterns_can_be_shown() {
        let persons = || Quantity::count("deaths", "persons");
        let mut rows = vec![
            pattern(
                "H01 deaths in 2024, all parties, as ACLED counts",
                persons(),
                3950.0,
                (2800.0, 5100.0),
                Verdict::Covered,
            ),
            pattern(
                "H02 Kidal in government hands after November 2023",
                Quantity::share("x"),
                1.0,
                (0.2, 0.9),
                Verdict::Missed,
            ),
            pattern(
                "H03 pump price of petrol in Bamako in October 2025",
                Quantity::amount("price", "franc/l"),
                775.0,
                (100.0, 9000.0),
                Verdict::TooWide,
            ),
            pattern("H04 men of the force", persons(), 1500.0, (1500.0, 1500.0), Verdict::Imposed),
            pattern(
                "H05 men of the force, but wrong, with a name that goes on for longer than one line can hold",
                persons(),
                2500.0,
                (1500.0, 1500.0),
                Verdict::Missed,
            ),
            pattern("H06 far above", Quantity::amount("gold", "franc"), 9e12, (1e9, 1.2e9), Verdict::Missed),
            pattern("H07 far below", Quantity::real("x", ""), -100.0, (0.0, 1.0), Verdict::Missed),
            pattern("H08 nothing observed", persons(), f64::NAN, (1.0, 2.0), Verdict::Imposed),
            pattern("H09 no replicate", persons(), 3.0, (f64::NAN, f64::NAN), Verdict::Missed),
        ];
        rows.extend((10..21).map(|k| {
            pattern(
                &format!("H{k} another pattern"),
                persons(),
                f64::from(k) * 100.0,
                (900.0, 1900.0),
                Verdict::Covered,
            )
        }));
        let wording = |name: &str| Wording {
            name: format!("intervals-{name}"),
            title: "Twelve of twenty patterns of 2021–2025 are covered".to_owned(),
            subtitle: "Observed values beside what the model gives from its priors".to_owned(),
            caption: CAPTION.to_owned(),
        };
        let all = Intervals { wording: wording("all"), rows };
        let one = Intervals {
            wording: wording("one"),
            rows: vec![pattern("H01", persons(), 5.0, (4.0, 6.0), Verdict::Covered)],
        };
        for drawn in [all, one] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn the_ends_of_the_range_are_nought_and_one() {
        let row = pattern("x", Quantity::real("x", ""), 5.0, (4.0, 8.0), Verdict::Covered);
        assert_eq!([row.relative(4.0), row.relative(8.0), row.relative(5.0)], [0.0, 1.0, 0.25]);
    }
}
