//! A page in pixels, drawn by plotters' SVG backend.
//!
//! The backend knows whole numbers only, so the page is drawn ten times as large and shown at its size. Each mark is a
//! fragment of its own; fragments can be grouped, given a hover text, dashed, or clipped to a rectangle, which the backend alone cannot.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::font;
use super::palette::Colour;

/// Units of the drawing in a pixel.
const FINE: f64 = 10.0;
/// Where plotters puts a line of text below the point it is given [em].
const DROP: f64 = 0.76;

/// A rectangle on the page [px]; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// [px]
    pub size: f64,
    pub bold: bool,
    pub colour: Colour,
    pub anchor: Anchor,
}

impl Style {
    pub fn new(size: f64, colour: Colour) -> Self {
        Self { size, bold: false, colour, anchor: Anchor::Start }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    /// Width of a text in this style [px].
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.bold)
    }

    /// Lines of a text in this style.
    pub fn wrap(&self, text: &str, room: f64) -> Vec<String> {
        font::wrap(text, self.size, self.bold, room)
    }

    /// Distance of two lines [px].
    pub fn leading(&self) -> f64 {
        (self.size * 1.35).round()
    }
}

/// A page on which marks are put, later ones on top.
pub struct Canvas {
    width: f64,
    height: f64,
    clips: usize,
    body: String,
}

impl Canvas {
    /// An empty white page [px].
    pub fn new(width: f64, height: f64) -> Self {
        font::register();
        let mut canvas = Self { width, height, clips: 0, body: String::new() };
        canvas.rect(Area { left: 0.0, top: 0.0, right: width, bottom: height }, super::palette::WHITE);
        canvas
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Area, colour: Colour) {
        let corners = (fine((area.left, area.top)), fine((area.right, area.bottom)));
        self.mark(|svg| svg.draw_rect(corners.0, corners.1, &solid(colour), true));
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(f64, f64)], colour: Colour, width: f64) {
        let style =
            ShapeStyle { color: rgb(colour).to_rgba(), filled: false, stroke_width: (width * FINE) as u32 };
        self.mark(|svg| svg.draw_path(points.iter().map(|&point| fine(point)), &style));
    }

    /// A line of dashes of a length [px].
    pub fn dashes(&mut self, points: &[(f64, f64)], colour: Colour, width: f64, dash: f64) {
        let attributes = format!("stroke-dasharray=\"{}\"", dash * FINE);
        self.group(&attributes, |canvas| canvas.line(points, colour, width));
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: &[(f64, f64)], colour: Colour) {
        self.mark(|svg| svg.fill_polygon(points.iter().map(|&point| fine(point)), &solid(colour)));
    }

    /// A filled circle.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, colour: Colour) {
        self.mark(|svg| svg.draw_circle(fine(centre), (radius * FINE) as u32, &solid(colour), true));
    }

    /// A line of text with its baseline at `y`.
    pub fn text(&mut self, x: f64, y: f64, text: &str, style: Style) {
        let face = if style.bold { FontStyle::Bold } else { FontStyle::Normal };
        let anchor = match style.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = rgb(style.colour);
        let look = TextStyle::from((font::FAMILY, style.size * FINE * 1.24, face).into_font())
            .color(&colour)
            .pos(Pos::new(anchor, VPos::Top));
        let at = fine((x, y - DROP * style.size));
        self.mark(|svg| svg.draw_text(text, &look, at));
    }

    /// A text that stays readable over lines: with a rim in the colour of the ground.
    pub fn text_over(&mut self, x: f64, y: f64, text: &str, style: Style, ground: Colour) {
        let rim = rgb(ground);
        let attributes = format!(
            "paint-order=\"stroke\" stroke=\"#{:02X}{:02X}{:02X}\" stroke-width=\"{}\"",
            rim.0,
            rim.1,
            rim.2,
            2.4 * FINE
        );
        self.group(&attributes, |canvas| canvas.text(x, y, text, style));
    }

    /// Marks that show a text when the pointer rests on them.
    pub fn hover(&mut self, text: &str, draw: impl FnOnce(&mut Self)) {
        self.body.push_str("<g><title>");
        self.body.push_str(&escaped(text));
        self.body.push_str("</title>\n");
        draw(self);
        self.body.push_str("</g>\n");
    }

    /// Marks of which only what lies in an area is seen.
    pub fn clipped(&mut self, area: Area, name: &str, draw: impl FnOnce(&mut Self)) {
        self.clips += 1;
        let id = format!("{}-clip-{}", identifier(name), self.clips);
        let (left, top) = fine((area.left, area.top));
        let (width, height) = fine((area.width(), area.height()));
        self.body.push_str(&format!(
            "<clipPath id=\"{id}\"><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/></clipPath>\n"
        ));
        self.group(&format!("clip-path=\"url(#{id})\""), draw);
    }

    /// Marks at the foot of the page from a height on [px], which a page of HTML writes as words of its own.
    pub fn foot(&mut self, top: f64, draw: impl FnOnce(&mut Self)) {
        self.group(&format!("class=\"foot\" data-top=\"{}\"", fine((0.0, top)).1), draw);
    }

    /// The finished document.
    pub fn finish(self, title: &str, alt: &str) -> String {
        let (width, height) = fine((self.width, self.height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-label=\"{}\" stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>\n{}</svg>\n",
            self.width,
            self.height,
            escaped(alt),
            escaped(title),
            escaped(alt),
            self.body
        )
    }

    /// Marks through which others can be seen; 1 hides them all.
    pub fn faint(&mut self, share: f64, draw: impl FnOnce(&mut Self)) {
        self.group(&format!("opacity=\"{share}\""), draw);
    }

    fn group(&mut self, attributes: &str, draw: impl FnOnce(&mut Self)) {
        self.body.push_str(&format!("<g {attributes}>\n"));
        draw(self);
        self.body.push_str("</g>\n");
    }

    /// What plotters writes between the first and the last tag of a document of its own.
    fn mark<E: std::fmt::Debug>(&mut self, draw: impl FnOnce(&mut SVGBackend) -> Result<(), E>) {
        let mut document = String::new();
        let mut backend = SVGBackend::with_string(&mut document, (1, 1));
        draw(&mut backend).expect("drawing into memory cannot fail");
        backend.present().expect("drawing into memory cannot fail");
        drop(backend);
        let inner = document.split_once(">\n").and_then(|(_, rest)| rest.rsplit_once("</svg>"));
        let inner = inner.expect("the backend writes one svg element").0;
        if let Some((open, text)) = inner.split_once(">\n").filter(|_| inner.starts_with("<text")) {
            let text = text.strip_suffix("\n</text>\n").expect("the backend closes what it opens");
            self.body.push_str(&format!("{open}>{text}</text>\n"));
        } else {
            self.body.push_str(inner);
        }
    }
}

/// Text as it may stand in XML.
pub fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .map(|c| match c {
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '&' => "&amp;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// Letters and digits of a name, so that ids of several figures in one page differ.
fn identifier(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn rgb((r, g, b): Colour) -> RGBColor {
    RGBColor(r, g, b)
}

fn solid(colour: Colour) -> ShapeStyle {
    rgb(colour).filled()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::{inspect, palette};

    #[test]
    fn what_is_measured_is_what_is_drawn() {
        for (text, bold) in [("HHHHHHHHHHHHHHHHHHHH", false), ("Gouvernement à Ménaka: 1,234 ± 5 %", true)]
        {
            let mut canvas = Canvas::new(600.0, 100.0);
            let style = Style { size: 14.0, bold, colour: palette::INK, anchor: Anchor::Start };
            canvas.text(20.0, 50.0, text, style);
            let boxes = inspect::texts(&canvas.finish("t", "a"));
            let drawn = boxes[0].area.width();
            assert!((drawn - style.width(text)).abs() < 2.5, "{drawn} {}", style.width(text));
        }
    }

    #[test]
    fn signs_of_the_markup_are_only_signs() {
        let mut canvas = Canvas::new(300.0, 100.0);
        canvas.hover("<&\"'>", |canvas| {
            canvas.text(10.0, 50.0, "a < b & \"c\"", Style::new(12.0, palette::INK))
        });
        let svg = canvas.finish("<title>", "\"alt\" & <more>");
        assert_eq!(inspect::texts(&svg)[0].text, "a < b & \"c\"");
    }
}
