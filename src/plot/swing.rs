//! What each factor moves: the outcome with one factor at its low and at its high setting, all others as usual.
//!
//! Factors stand in order of their swing |y(high) − y(low)|, or of the larger way from the centre where both settings move the
//! outcome to the same side. Thin lines are errors at 95 % (1.96 standard errors).

use super::canvas::{Area, Canvas, Style};
use super::number::{Quantity, number};
use super::page::{self, Page, SMALL};
use super::palette::{CONTRAST, Colour, GREY, INK, WHITE, shade, tint};
use super::scale::Scale;
use super::{Figure, Wording, field, rows, table};

/// One-at-a-time swings of an outcome.
pub struct Swing {
    pub wording: Wording,
    pub quantity: Quantity,
    /// The outcome with all factors as usual.
    pub centre: f64,
    pub factors: Vec<Factor>,
    /// Most factors drawn; the others are counted in a note.
    pub most: usize,
}

/// A factor with the outcome at its two settings.
pub struct Factor {
    pub name: String,
    pub low: Setting,
    pub high: Setting,
}

/// A setting and the outcome there.
pub struct Setting {
    /// As written beside the bar: "0.2 a month".
    pub words: String,
    pub value: f64,
    pub standard_error: f64,
}

impl Factor {
    fn swing(&self, centre: f64) -> f64 {
        let values = [self.low.value, self.high.value, centre]
            .map(|value| if value.is_finite() { value } else { centre });
        values.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b))
            - values.iter().fold(f64::INFINITY, |a, b| a.min(*b))
    }
}

impl Setting {
    /// Ends of its error at 95 %.
    fn ends(&self) -> (f64, f64) {
        let error = if self.standard_error.is_finite() { 1.96 * self.standard_error } else { 0.0 };
        (self.value - error, self.value + error)
    }
}

impl Swing {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let factors = self.sorted();
        let shown = &factors[..factors.len().min(self.most)];
        let room = rows::room(shown.iter().map(|factor| factor.name.as_str()), 270.0);
        let names = rows::names(shown.iter().map(|factor| factor.name.as_str()), room, 34.0);
        let needed = names.iter().map(|name| name.1).sum::<f64>() + 92.0;
        let mut page = Page::new(&self.wording, &self.notes(&factors), needed);
        let whole = page.area;
        let words = Style::new(11.5, GREY);
        let beside = shown
            .iter()
            .flat_map(|factor| [&factor.low, &factor.high])
            .map(|setting| words.width(&setting.words))
            .fold(0.0, f64::max)
            .min(190.0)
            + 8.0;
        let area = Area {
            left: whole.left + room + 14.0 + beside,
            top: whole.top + 34.0,
            right: whole.right - beside,
            bottom: whole.top + needed - 50.0,
        };
        let scale = self.scale(shown, area.width());
        page::horizontal(&mut page.canvas, area, &scale, true);
        let label = Style::new(13.0, INK).middle();
        label_within(
            &mut page.canvas,
            0.5 * (area.left + area.right),
            area.bottom + 36.0,
            &self.quantity.label(),
            label,
        );
        let mut top = area.top;
        for (factor, (lines, height)) in shown.iter().zip(&names) {
            let middle = top + height / 2.0;
            rows::write(&mut page.canvas, lines, whole.left, middle);
            self.bars(&mut page.canvas, area, &scale, factor, middle);
            top += height;
        }
        self.middle(&mut page.canvas, area, &scale);
        page.finish(self.alt(&factors), self.data(&factors))
    }

    fn sorted(&self) -> Vec<&Factor> {
        let mut factors: Vec<&Factor> = self.factors.iter().collect();
        factors.sort_by(|a, b| b.swing(self.centre).total_cmp(&a.swing(self.centre)));
        factors
    }

    fn scale(&self, shown: &[&Factor], width: f64) -> Scale {
        let ends = shown.iter().flat_map(|factor| [factor.low.ends(), factor.high.ends()]);
        let values: Vec<f64> = ends.flat_map(|(low, high)| [low, high]).chain([self.centre]).collect();
        page::fit(width, |wanted| Scale::round(values.iter().copied(), &self.quantity, wanted))
    }

    fn bars(&self, canvas: &mut Canvas, area: Area, scale: &Scale, factor: &Factor, middle: f64) {
        for (setting, colour, y) in [(&factor.low, LOW, middle - 7.0), (&factor.high, HIGH, middle + 7.0)] {
            if !setting.value.is_finite() {
                continue;
            }
            let from = page::along(area, scale, scale.hold(self.centre));
            let to = page::along(area, scale, scale.hold(setting.value));
            let (low, high) = setting.ends();
            let (low, high) =
                (page::along(area, scale, scale.hold(low)), page::along(area, scale, scale.hold(high)));
            let hover = format!(
                "{} at {}: {} ± {}",
                factor.name,
                setting.words,
                self.quantity.text(setting.value),
                self.quantity.number(1.96 * setting.standard_error.max(0.0))
            );
            canvas.hover(&hover, |canvas| {
                canvas.rect(
                    Area {
                        left: from.min(to),
                        top: y - 6.0,
                        right: from.max(to).max(from.min(to) + 0.5),
                        bottom: y + 6.0,
                    },
                    tint(colour, 0.85),
                );
                canvas.line(&[(low, y), (high, y)], INK, 1.0);
                for end in [low, high] {
                    canvas.line(&[(end, y - 3.0), (end, y + 3.0)], INK, 1.0);
                }
            });
            let style = Style::new(11.5, shade(colour, 0.66));
            let words = first_line(&setting.words, style);
            if to < from {
                canvas.text_over(low.min(to) - 6.0, y + 4.0, &words, style.end(), WHITE);
            } else {
                canvas.text_over(high.max(to) + 6.0, y + 4.0, &words, style, WHITE);
            }
        }
    }

    fn middle(&self, canvas: &mut Canvas, area: Area, scale: &Scale) {
        if self.centre.is_finite() {
            let x = page::along(area, scale, scale.hold(self.centre));
            canvas.line(&[(x, area.top - 8.0), (x, area.bottom)], INK, 1.2);
            let style = Style::new(SMALL, INK).bold().middle();
            let words = format!("as usual: {}", self.quantity.number(self.centre));
            label_within(canvas, x, area.top - 14.0, &words, style);
        }
    }

    fn notes(&self, factors: &[&Factor]) -> Vec<String> {
        let mut notes = vec![
            "Upper bar of each pair: low setting; lower bar: high setting; thin lines: 95 % error."
                .to_owned(),
        ];
        if let Some(next) = factors.get(self.most) {
            let (rest, most) =
                (factors.len() - self.most, self.quantity.difference().text(next.swing(self.centre)));
            notes.push(format!("{} further factors move it by {most} or less.", number(rest as f64)));
        }
        notes
    }

    fn alt(&self, factors: &[&Factor]) -> String {
        let mut alt = format!("{}.", self.wording.title.trim_end_matches('.'));
        for factor in factors.iter().take(5) {
            let (low, high) = (self.quantity.text(factor.low.value), self.quantity.text(factor.high.value));
            alt.push_str(&format!(" {}: {low} to {high}.", factor.name));
        }
        alt
    }

    fn data(&self, factors: &[&Factor]) -> String {
        let rows = factors.iter().map(|factor| {
            let mut row = vec![factor.name.clone()];
            for setting in [&factor.low, &factor.high] {
                row.extend([setting.words.clone(), field(setting.value), field(setting.standard_error)]);
            }
            row.push(field(self.centre));
            row
        });
        table("factor,low,at_low,error_at_low,high,at_high,error_at_high,centre", rows)
    }
}

const LOW: Colour = CONTRAST[2];
const HIGH: Colour = CONTRAST[0];

/// A centred text that stays on the page.
pub fn label_within(canvas: &mut Canvas, x: f64, y: f64, words: &str, style: Style) {
    let half = 0.5 * style.width(words);
    let x = x.min(page::WIDTH - page::RIM - half).max(page::RIM + half);
    canvas.text_over(x, y, words, style.middle(), WHITE);
}

/// As much of a text as fits beside a bar; the whole stands in the hover text and the data.
fn first_line(words: &str, style: Style) -> String {
    let lines = style.wrap(words, 178.0);
    match lines.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first, ..] => format!("{first}…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str = "n = 500 replicates a setting on common random numbers; settings are the 5 and 95 % points of the priors; seed 7.";

    fn swing(name: &str, quantity: Quantity, centre: f64, moves: &[(&str, f64, f64, f64)]) -> Swing {
        let setting =
            |words: &str, value, standard_error| Setting { words: words.to_owned(), value, standard_error };
        Swing {
            wording: Wording {
                name: format!("swing-{name}"),
                title: "Loyalty of the guard matters more than the fuel siege".to_owned(),
                subtitle: "Each factor at the 5 and 95 % points of its prior, the others at their medians"
                    .to_owned(),
                caption: CAPTION.to_owned(),
            },
            quantity,
            centre,
            factors: moves
                .iter()
                .map(|&(name, low, high, error)| Factor {
                    name: name.to_owned(),
                    low: setting("0.12 a month", low, error),
                    high: setting("0.85 a month", high, error),
                })
                .collect(),
            most: 12,
        }
    }

    #[test]
    fn any_swings_can_be_shown() {
        let share = || Quantity::share("regime in power at the end");
        let many: Vec<(&str, f64, f64, f64)> = (0..40)
            .map(|k| {
                ("civilians.memory of violence", 0.5 - 0.01 * f64::from(k), 0.5 + 0.008 * f64::from(k), 0.01)
            })
            .collect();
        let cases = [
            swing(
                "usual",
                share(),
                0.62,
                &[
                    ("guard.loyalty", 0.41, 0.79, 0.02),
                    ("fuel.deterrence", 0.66, 0.52, 0.02),
                    (
                        "finance.arrears that officers tolerate before they conspire with one another",
                        0.57,
                        0.61,
                        0.02,
                    ),
                    ("both on one side", 0.70, 0.65, 0.01),
                    ("nothing", 0.62, 0.62, 0.0),
                ],
            ),
            swing("many", share(), 0.5, &many),
            swing("one", Quantity::count("deaths", "persons"), 4000.0, &[("x", 3500.0, 12000.0, 200.0)]),
            swing(
                "none",
                Quantity::real("x", ""),
                0.0,
                &[("a", 0.0, 0.0, 0.0), ("b", f64::NAN, 0.0, f64::NAN)],
            ),
            swing("bounds", share(), 0.99, &[("a", 1.0, 0.98, 0.03), ("b", 0.97, 1.0, 0.001)]),
            swing("huge", Quantity::real("debt", "franc"), 1e12, &[("a", -3e12, 2e12, 1e11)]),
        ];
        for drawn in cases {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn the_largest_swing_comes_first_and_what_is_left_out_is_counted() {
        let mut drawn = swing(
            "order",
            Quantity::real("x", ""),
            1.0,
            &[("small", 0.9, 1.1, 0.0), ("large", 0.0, 3.0, 0.0)],
        );
        drawn.most = 1;
        assert_eq!(drawn.sorted()[0].name, "large");
        assert!(drawn.notes(&drawn.sorted())[1].contains("1 further factors"));
    }
}
