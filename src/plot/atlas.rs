//! A map whose date a reader moves: zones drawn once, and for every date each zone's colour and number.
//!
//! Two sheets: the value, and beside it its uncertainty (half the width of an interval). A zone's marks carry the attributes
//! by which a script finds them: `data-zone` (its number, those of the second sheet after those of the first), `data-fill`
//! (takes the zone's colour), `data-ink` (words on that colour), `data-number` (its number).

use std::fmt::Write as _;

use super::canvas::{Style, escaped};
use super::map::{
    self, DISC, LABEL, Label, Lattice, NOWHERE, Shape, TINY, Zone, nearest, outline, rings, widths,
};
use super::number::Quantity;
use super::palette::{Colour, INK, WHITE, ink_on, purples};
use super::scale::Scale;

/// A map at many dates.
pub struct Atlas {
    pub zones: Vec<Zone>,
    /// Towns with longitude and latitude; shown as dots.
    pub towns: Vec<(String, f64, f64)>,
    pub quantity: Quantity,
    /// For each date its title, and a value and half an interval's width a zone.
    pub dates: Vec<(String, Vec<f64>, Vec<f64>)>,
}

/// A sheet as SVG, showing the last date.
pub struct Sheet {
    pub svg: String,
    /// What the colours measure.
    pub title: String,
}

/// A date: what each zone of the first sheet looks like, then of the second.
pub struct Frame {
    pub title: String,
    pub looks: Vec<Look>,
}

/// Fill, ink upon it, number, and all in words.
pub struct Look {
    pub fill: String,
    pub ink: String,
    pub number: String,
    pub words: String,
}

/// Width of a sheet and most height of its map [px].
const WIDTH: f64 = 470.0;
const HEIGHT: f64 = 460.0;
/// Room for the scale of colours [px].
const LEGEND: f64 = 44.0;

impl Atlas {
    /// The two sheets and all their dates.
    pub fn draw(&self) -> ([Sheet; 2], Vec<Frame>) {
        self.draw_after(0)
    }

    /// The same beside other sheets of a page that have so many zones together.
    pub fn draw_after(&self, zones: usize) -> ([Sheet; 2], Vec<Frame>) {
        let doubt = Quantity { floor: Some(0.0), ..self.quantity.difference() };
        let scale = map::scale(&self.quantity, self.dates.iter().flat_map(|date| date.1.iter().copied()));
        let doubts = self.dates.iter().flat_map(|date| date.2.iter().copied());
        let doubt_scale = Scale::round(doubts.chain([0.0]), &doubt, 4);
        let sides = [
            Side { quantity: &self.quantity, scale: &scale, colour: map::colours(&self.quantity) },
            Side { quantity: &doubt, scale: &doubt_scale, colour: purples },
        ];
        let frames: Vec<Frame> = self.dates.iter().map(|date| self.frame(date, &sides)).collect();
        let lattice = Lattice::new(&self.zones, WIDTH, HEIGHT);
        let room = Style::new(LABEL, INK).bold().width("100.0\u{a0}%");
        let shapes: Vec<Vec<Shape>> = self
            .zones
            .iter()
            .map(|zone| [180.0, 92.0, 58.0].map(|width| Shape::new(&zone.name, room, width)).into())
            .collect();
        let labels = lattice.labels(&shapes, &self.towns);
        let titles = [self.quantity.name.clone(), widths(&self.quantity).to_owned()];
        let sheet = |k: usize| Sheet {
            svg: self.sheet((k, zones, &titles[k]), &lattice, &labels, &sides[k], frames.last()),
            title: titles[k].clone(),
        };
        ([sheet(0), sheet(1)], frames)
    }

    fn frame(&self, (title, values, widths): &(String, Vec<f64>, Vec<f64>), sides: &[Side; 2]) -> Frame {
        let looks = |values: &[f64], side: &Side| -> Vec<Look> {
            let one = |(k, zone): (usize, &Zone)| side.look(&zone.name, values.get(k).copied());
            self.zones.iter().enumerate().map(one).collect()
        };
        let [mut first, second] = [looks(values, &sides[0]), looks(widths, &sides[1])];
        first.extend(second);
        Frame { title: title.clone(), looks: first }
    }

    fn sheet(
        &self,
        (k, before, title): (usize, usize, &str),
        lattice: &Lattice,
        labels: &[Label],
        side: &Side,
        frame: Option<&Frame>,
    ) -> String {
        let own = k * self.zones.len();
        let first = before + own;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-label=\"Map by zone: \
             {}\" stroke-linejoin=\"round\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
            lattice.height + LEGEND,
            escaped(title)
        );
        let line = hex(outline(side.quantity));
        let look = |zone: usize| frame.and_then(|frame| frame.looks.get(own + zone));
        for (zone, outline) in self.zones.iter().enumerate() {
            let words = look(zone).map_or("", |look| look.words.as_str());
            let fill = look(zone).map_or(hex(NOWHERE), |look| look.fill.clone());
            let _ = writeln!(svg, "<g data-zone=\"{}\"><title>{}</title>", first + zone, escaped(words));
            for (ring, hole) in rings(outline) {
                let (fill, mark) = if hole { (hex(WHITE), "") } else { (fill.clone(), " data-fill=\"\"") };
                let path = path(ring, lattice);
                let _ = writeln!(svg, "<path d=\"{path}\" fill=\"{fill}\" stroke=\"{line}\"{mark}/>");
            }
            svg.push_str("</g>\n");
        }
        for (zone, &(x, y)) in
            lattice.hearts.iter().enumerate().filter(|(zone, _)| lattice.size(*zone) < TINY)
        {
            let fill = look(zone).map_or(hex(NOWHERE), |look| look.fill.clone());
            let _ = writeln!(
                svg,
                "<g data-zone=\"{}\"><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"{fill}\" stroke=\"#fff\" \
                 data-fill=\"\"/></g>",
                first + zone,
                DISC - 1.0
            );
        }
        for (name, longitude, latitude) in &self.towns {
            let (x, y) = lattice.place((*longitude, *latitude));
            if lattice.holds((x, y)) {
                let _ = writeln!(
                    svg,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\" stroke=\"#fff\" fill=\"{}\"><title>{}</title></circle>",
                    hex(INK),
                    escaped(name)
                );
            }
        }
        for (zone, label) in labels.iter().enumerate() {
            words(&mut svg, first + zone, label, lattice.hearts[zone], look(zone));
        }
        side.legend(&mut svg, lattice.height + 8.0, title);
        svg.push_str("</svg>\n");
        svg
    }
}

/// What is the same for all zones of a sheet.
struct Side<'a> {
    quantity: &'a Quantity,
    scale: &'a Scale,
    colour: fn(f64) -> Colour,
}

impl Side<'_> {
    fn look(&self, zone: &str, value: Option<f64>) -> Look {
        let value = value.filter(|value| value.is_finite());
        let ground = value.map_or(NOWHERE, |value| (self.colour)(self.scale.place(value)));
        Look {
            fill: hex(ground),
            ink: hex(ink_on(ground)),
            number: value.map_or("–".to_owned(), |value| self.quantity.number(value)),
            words: format!(
                "{zone}: {}",
                value.map_or("no value".to_owned(), |value| self.quantity.text(value))
            ),
        }
    }

    fn legend(&self, svg: &mut String, top: f64, title: &str) {
        let (left, right, pieces) = (20.0, WIDTH - 180.0, 40);
        for k in 0..pieces {
            let x = left + (right - left) * f64::from(k) / f64::from(pieces);
            let fill = hex((self.colour)((f64::from(k) + 0.5) / f64::from(pieces)));
            let width = (right - left) / f64::from(pieces) + 0.6;
            let _ = write!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"10\" fill=\"{fill}\"/>"
            );
        }
        for (tick, label) in &self.scale.ticks {
            let x = left + (right - left) * self.scale.place(*tick);
            let y = top + 22.0;
            let _ = write!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"10.5\" text-anchor=\"middle\" fill=\"#5F5F5F\">{}</text>",
                escaped(label)
            );
        }
        for (k, line) in Style::new(LABEL, INK).wrap(title, 128.0).iter().enumerate() {
            let (x, y) = (right + 30.0, top + 8.0 + 12.0 * k as f64);
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"10.5\" fill=\"#5F5F5F\">{}</text>",
                escaped(line)
            );
        }
    }
}

/// A zone's name and number, in it or beside it with a line.
fn words(svg: &mut String, zone: usize, label: &Label, heart: (f64, f64), look: Option<&Look>) {
    let (x, y) = label.centre;
    let (fill, ink) = match look.filter(|_| label.home) {
        Some(look) => (look.fill.clone(), look.ink.clone()),
        None => (hex(WHITE), hex(INK)),
    };
    let _ = writeln!(svg, "<g data-zone=\"{zone}\" font-size=\"{LABEL}\" text-anchor=\"middle\">");
    if !label.home {
        let end = nearest(label.shape.area(label.centre), heart);
        let way = (end.0 - heart.0, end.1 - heart.1);
        let skip = if label.tiny { DISC / way.0.hypot(way.1).max(DISC) } else { 0.0 };
        let start = (heart.0 + skip * way.0, heart.1 + skip * way.1);
        let line = format!("M{:.1} {:.1}L{:.1} {:.1}", start.0, start.1, end.0, end.1);
        let _ = writeln!(
            svg,
            "<path d=\"{line}\" stroke=\"#fff\" stroke-width=\"2.4\"/><path d=\"{line}\" stroke=\"#222\" stroke-width=\".8\"/>"
        );
    }
    let mark = if label.home { " data-ink=\"\"" } else { "" };
    let mut baseline = y - label.shape.height / 2.0 + 9.5;
    let number = look.map_or("–", |look| look.number.as_str());
    let lines = label
        .shape
        .name
        .iter()
        .map(|line| (line.as_str(), ""))
        .chain([(number, " data-number=\"\" font-weight=\"bold\"")]);
    for (line, more) in lines {
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{baseline:.1}\" fill=\"{ink}\" stroke=\"{fill}\" stroke-width=\"2.4\" paint-order=\"stroke\"{mark}{more}>{}</text>",
            escaped(line)
        );
        baseline += 12.0;
    }
    svg.push_str("</g>\n");
}

fn path(ring: &[(f64, f64)], lattice: &Lattice) -> String {
    let points = ring.iter().map(|&point| lattice.place(point));
    let text: Vec<String> = points.map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    format!("M{}Z", text.join("L"))
}

fn hex((r, g, b): Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64) -> Vec<(f64, f64)> {
        vec![(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
    }

    fn atlas() -> Atlas {
        let zone = |name: &str, ring| Zone { name: name.to_owned(), rings: vec![ring] };
        Atlas {
            zones: vec![
                zone("North & east", square(0.0, 4.0, 4.0)),
                zone("South", square(0.0, 0.0, 4.0)),
                zone("Capital", square(5.0, 1.0, 0.05)),
            ],
            towns: vec![("A town".to_owned(), 1.0, 1.0)],
            quantity: Quantity::share("control"),
            dates: vec![
                ("1 June".to_owned(), vec![0.2, 0.9, f64::NAN], vec![0.1, 0.0, f64::NAN]),
                ("1 July".to_owned(), vec![0.1, 0.95, 1.0], vec![0.2, 0.0, 0.1]),
            ],
        }
    }

    #[test]
    fn every_date_has_a_look_for_every_zone_of_both_sheets() {
        let (sheets, frames) = atlas().draw();
        assert_eq!(frames.iter().map(|frame| frame.looks.len()).collect::<Vec<_>>(), [6, 6]);
        assert_eq!(
            (frames[0].looks[0].number.as_str(), frames[1].looks[0].number.as_str()),
            ("20\u{a0}%", "10\u{a0}%")
        );
        assert_eq!(frames[0].looks[2].words, "Capital: no value");
        for (k, sheet) in sheets.iter().enumerate() {
            for zone in 3 * k..3 * k + 3 {
                assert!(sheet.svg.contains(&format!("<g data-zone=\"{zone}\">")), "{zone}: {}", sheet.svg);
            }
            assert!(roxml(&sheet.svg), "{}", sheet.svg);
        }
    }

    /// The last date is what is seen before anything is moved.
    #[test]
    fn the_last_date_is_shown_first() {
        let (sheets, _) = atlas().draw();
        assert!(sheets[0].svg.contains("North &amp; east: 10\u{a0}%"), "{}", sheets[0].svg);
    }

    #[test]
    fn words_can_be_read_on_their_zone() {
        let (_, frames) = atlas().draw();
        assert!(frames.iter().flat_map(|frame| &frame.looks).all(|look| look.fill != look.ink));
    }

    fn roxml(svg: &str) -> bool {
        resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).is_ok()
    }
}
