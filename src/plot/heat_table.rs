//! Outcomes by scenarios: what each scenario changes in each outcome, at a glance.
//!
//! A cell says the difference to the baseline in the outcome's own unit; its ground says how large that is beside the spread of the
//! outcome over replicates, and which way: blue better, orange worse, violet where neither is. Grounds reach their full colour at one
//! standard deviation. A difference whose interval holds zero has a white ground.

use super::canvas::{Area, Canvas, Style};
use super::page::{Page, SMALL};
use super::palette::{BLUE, Colour, GREY, GRID, INK, VERMILLION, WHITE, ink_on, tint};
use super::{Figure, Wording, field, rows, table};

/// Differences of outcomes in several scenarios.
pub struct HeatTable {
    pub wording: Wording,
    /// Names of the scenarios.
    pub columns: Vec<String>,
    pub rows: Vec<HeatRow>,
}

/// An outcome with a cell a scenario.
pub struct HeatRow {
    pub name: String,
    pub cells: Vec<HeatCell>,
}

/// A difference.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// As it is written.
    pub words: String,
    /// In standard deviations of the outcome; above zero more.
    pub size: f64,
    /// Whether more is better; none where neither is.
    pub more_is_better: Option<bool>,
    /// Whether its interval holds zero.
    pub holds_zero: bool,
}

const PURPLE: Colour = (120, 80, 160);

impl HeatTable {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let room = rows::room(self.rows.iter().map(|row| row.name.as_str()), 330.0);
        let names = rows::names(self.rows.iter().map(|row| row.name.as_str()), room, 24.0);
        let left = super::page::RIM + room + 16.0;
        let width = (super::page::WIDTH - super::page::RIM - left) / self.columns.len().max(1) as f64;
        let head = Style::new(12.5, INK).bold();
        let heads: Vec<Vec<String>> =
            self.columns.iter().map(|name| head.wrap(name, width.min(230.0) - 10.0)).collect();
        let lines = heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let needed = names.iter().map(|name| name.1).sum::<f64>() + lines * head.leading() + 52.0;
        let mut page = Page::new(&self.wording, &[], needed);
        let whole = page.area;
        let width = width.min(230.0);
        for (k, lines) in heads.iter().enumerate() {
            let x = left + (k as f64 + 0.5) * width;
            let last = whole.top
                + 8.0
                + head.leading() * (heads.iter().map(Vec::len).max().unwrap_or(1) - lines.len()) as f64;
            super::page::lines(&mut page.canvas, lines, x, last + 8.0, head.middle());
        }
        let mut top = whole.top + lines * head.leading() + 12.0;
        for (row, (lines, height)) in self.rows.iter().zip(&names) {
            rows::write(&mut page.canvas, lines, whole.left, top + height / 2.0);
            for (k, cell) in row.cells.iter().enumerate() {
                let area = Area {
                    left: left + k as f64 * width + 1.5,
                    top: top + 1.5,
                    right: left + (k + 1) as f64 * width - 1.5,
                    bottom: top + height - 1.5,
                };
                draw(&mut page.canvas, area, cell, &format!("{}, {}", row.name, self.columns[k]));
            }
            top += height;
        }
        key(&mut page.canvas, left, top + 20.0);
        page.finish(self.alt(), self.data())
    }

    fn alt(&self) -> String {
        let mut alt = format!("{}.", self.wording.title.trim_end_matches('.'));
        for row in self.rows.iter().take(6) {
            let cells: Vec<String> = self
                .columns
                .iter()
                .zip(&row.cells)
                .map(|(name, cell)| format!("{name} {}", cell.words))
                .collect();
            alt.push_str(&format!(" {}: {}.", row.name, cells.join(", ")));
        }
        alt
    }

    fn data(&self) -> String {
        let rows = self.rows.iter().flat_map(|row| {
            self.columns.iter().zip(&row.cells).map(|(name, cell)| {
                let good = cell.more_is_better.map_or("", |more| if more { "more" } else { "less" });
                vec![
                    row.name.clone(),
                    name.clone(),
                    cell.words.clone(),
                    field(cell.size),
                    good.to_owned(),
                    cell.holds_zero.to_string(),
                ]
            })
        });
        table("outcome,scenario,difference,standard_deviations,better,interval_holds_zero", rows)
    }
}

fn draw(canvas: &mut Canvas, area: Area, cell: &HeatCell, what: &str) {
    let ground = cell.ground();
    let hover = match cell.size.is_finite() {
        true => format!("{what}: {}, {:.2} standard deviations", cell.words, cell.size),
        false => format!("{what}: {}", cell.words),
    };
    canvas.hover(&hover, |canvas| {
        canvas.rect(
            Area {
                left: area.left - 0.8,
                top: area.top - 0.8,
                right: area.right + 0.8,
                bottom: area.bottom + 0.8,
            },
            GRID,
        );
        canvas.rect(area, ground);
        let ink = if cell.holds_zero { GREY } else { ink_on(ground) };
        canvas.text(
            0.5 * (area.left + area.right),
            0.5 * (area.top + area.bottom) + 4.3,
            &cell.words,
            Style::new(12.0, ink).middle(),
        );
    });
}

impl HeatCell {
    fn ground(&self) -> Colour {
        if self.holds_zero || !self.size.is_finite() {
            return WHITE;
        }
        let hue = match self.more_is_better {
            None => PURPLE,
            Some(more) if more == (self.size > 0.0) => BLUE,
            Some(_) => VERMILLION,
        };
        tint(hue, 0.12 + 0.75 * self.size.abs().min(1.0))
    }
}

/// What the grounds mean.
fn key(canvas: &mut Canvas, left: f64, y: f64) {
    let style = Style::new(SMALL, GREY);
    let mut x = left;
    for (hue, words) in [(BLUE, "better"), (VERMILLION, "worse"), (PURPLE, "neither")] {
        for (k, size) in [0.2, 0.5, 1.0].into_iter().enumerate() {
            let from = x + k as f64 * 14.0;
            canvas.rect(
                Area { left: from, top: y - 8.0, right: from + 13.0, bottom: y + 4.0 },
                tint(hue, 0.12 + 0.75 * size),
            );
        }
        canvas.text(x + 48.0, y + 2.0, words, style);
        x += 62.0 + style.width(words);
    }
    canvas.text(x, y + 2.0, "by 0.2, 0.5, 1 standard deviation", style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str =
        "n = 1,000 pairs of replicates on common random numbers; 95 % intervals; seed 20250606.";

    fn cell(words: &str, size: f64, more_is_better: Option<bool>, holds_zero: bool) -> HeatCell {
        HeatCell { words: words.to_owned(), size, more_is_better, holds_zero }
    }

    fn heat(name: &str, columns: &[&str], rows: Vec<(&str, Vec<HeatCell>)>) -> HeatTable {
        HeatTable {
            wording: Wording {
                name: format!("heat-table-{name}"),
                title: "What each scenario changes".to_owned(),
                subtitle: "Differences to status-quo-2025".to_owned(),
                caption: CAPTION.to_owned(),
            },
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows: rows.into_iter().map(|(name, cells)| HeatRow { name: name.to_owned(), cells }).collect(),
        }
    }

    #[test]
    fn any_table_can_be_shown() {
        let two = |name: &'static str, a: f64, more| {
            (name, vec![cell("−8.0 pp", a, more, false), cell("0.3 pp", 0.02, more, true)])
        };
        let usual = vec![
            two("People under state control at the end", -0.9, Some(true)),
            two("All deaths", -0.4, Some(false)),
            two("Weeks of acute shortage in Bamako", 2.4, Some(false)),
            two("Foiled attempts at power", -0.2, None),
            (
                "A question that somebody asked in so many words that they need two lines to be written down: is it?",
                vec![cell("–", f64::NAN, None, true), cell("12.0 pp", 0.3, None, false)],
            ),
        ];
        let many: Vec<HeatCell> =
            (0..8).map(|k| cell("−1,234", f64::from(k) / 4.0 - 1.0, Some(true), false)).collect();
        let names = [
            "status-quo",
            "wagner-withdrawal",
            "fuel-crisis",
            "gold-down",
            "never-russia",
            "truce-economy",
            "sudden-exit",
            "leader-killed",
        ];
        for drawn in [
            heat("usual", &["wagner-withdrawal", "fuel-crisis"], usual),
            heat("many", &names, vec![("Deaths of civilians", many)]),
            heat("one", &["b"], vec![("x", vec![cell("0", 0.0, Some(true), true)])]),
        ] {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn fewer_deaths_and_more_control_have_the_same_colour() {
        let fewer = cell("", -0.5, Some(false), false).ground();
        assert_eq!(fewer, cell("", 0.5, Some(true), false).ground());
        assert_ne!(fewer, cell("", 0.5, Some(false), false).ground());
        assert_eq!(cell("", 0.5, Some(true), true).ground(), WHITE);
    }
}
