//! Zones on a map, shaded by value, at several dates and with their uncertainty beside them.
//!
//! Outlines are degrees of longitude and latitude, drawn as x = λ cos φ₀, y = φ about their middle latitude φ₀, which keeps the shape of a
//! country of Mali's size. All dates share one scale; the uncertainty (half the width of an interval) has its own colours. A difference (a
//! quantity in points) is shaded to both sides of zero.
//! Each zone carries its name and its number where these fit best: in the zone if there is room, else in the open beside a thin line.

use super::canvas::{Area, Canvas, Style};
use super::number::{Quantity, Unit};
use super::page::{self, Page, SMALL};
use super::palette::{Colour, GREY, INK, PALE, WHITE, around, ink_on, purples, viridis};
use super::scale::Scale;
use super::{Figure, Wording, field, table};

/// A map at several dates.
pub struct Map {
    pub wording: Wording,
    pub zones: Vec<Zone>,
    /// Towns with longitude and latitude; shown as dots.
    pub towns: Vec<(String, f64, f64)>,
    pub quantity: Quantity,
    /// For each date its title and a value a zone; one that is not finite leaves the zone grey.
    pub dates: Vec<(String, Vec<f64>)>,
    /// Title, and half the width of each zone's interval: of each date, to stand beside it; or of the last.
    pub uncertainty: Vec<(String, Vec<f64>)>,
}

/// A zone and its outline: rings of (longitude, latitude) [°]; a ring within another is a hole of it.
pub struct Zone {
    pub name: String,
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Space between panels, above one for its title, and below all for the scales [px].
const GAP: f64 = 14.0;
const TITLE: f64 = 22.0;
const LEGEND: f64 = 62.0;
/// Cells in which free room is counted [px].
const CELL: f64 = 3.0;
pub(super) const NOWHERE: Colour = (225, 225, 225);
pub(super) const LABEL: f64 = 10.5;
/// A zone of fewer cells is too small to see, and gets a disc in its colour.
pub(super) const TINY: usize = 14;
/// Radius of that disc with its white rim [px].
pub(super) const DISC: f64 = 7.0;

/// One map to draw.
struct Sheet<'a> {
    title: &'a str,
    values: &'a [f64],
    quantity: &'a Quantity,
    scale: &'a Scale,
    colour: fn(f64) -> Colour,
}

impl<'a> Sheet<'a> {
    fn new(
        (title, values): &'a (String, Vec<f64>),
        quantity: &'a Quantity,
        scale: &'a Scale,
        colour: fn(f64) -> Colour,
    ) -> Self {
        Self { title, values, quantity, scale, colour }
    }
}

impl Map {
    /// The figure.
    pub fn figure(&self) -> Figure {
        let values = || self.dates.iter().flat_map(|date| date.1.iter().copied());
        let scale = scale(&self.quantity, values());
        let colour = colours(&self.quantity);
        let spread = self.uncertainty.iter().flat_map(|(_, widths)| widths.iter().copied());
        let doubt = Quantity { floor: Some(0.0), ..self.quantity.difference() };
        let doubt_scale = Scale::round(spread.chain([0.0]), &doubt, 4);
        let beside = self.uncertainty.len() == self.dates.len();
        let mut sheets: Vec<Sheet> = Vec::new();
        for (k, date) in self.dates.iter().enumerate() {
            sheets.push(Sheet::new(date, &self.quantity, &scale, colour));
            sheets.extend(
                self.uncertainty
                    .get(k)
                    .filter(|_| beside)
                    .map(|widths| Sheet::new(widths, &doubt, &doubt_scale, purples)),
            );
        }
        sheets.extend(
            self.uncertainty
                .iter()
                .filter(|_| !beside)
                .map(|widths| Sheet::new(widths, &doubt, &doubt_scale, purples)),
        );
        let columns = sheets.len().clamp(1, 2);
        let width = (page::WIDTH - 2.0 * page::RIM - (columns - 1) as f64 * GAP) / columns as f64;
        let lattice = Lattice::new(&self.zones, width, 440.0);
        let labels = lattice.labels(&self.labels(&sheets), &self.towns);
        let row = TITLE + lattice.height + GAP;
        // With three maps there is a free corner for the scales.
        let corner = sheets.len() > 2 && sheets.len() % 2 == 1;
        let needed = sheets.len().div_ceil(columns) as f64 * row + if corner { 0.0 } else { LEGEND };
        let notes = ["Schematic map: outlines are simplified and are not a statement on borders.".to_owned()];
        let mut page = Page::new(&self.wording, &notes, needed);
        let whole = page.area;
        for (k, sheet) in sheets.iter().enumerate() {
            let left = whole.left + (k % columns) as f64 * (width + GAP);
            let top = whole.top + (k / columns) as f64 * row;
            let heading = Style::new(13.0, INK).bold();
            let title = heading.wrap(sheet.title, width);
            page.canvas.text(left, top + 13.0, title.first().map_or("", String::as_str), heading);
            let inner = lattice.at(left + 0.5 * (width - lattice.width), top + TITLE);
            self.sheet(&mut page.canvas, &inner, sheet, &labels);
        }
        let bar = |left: f64, top: f64| Area { left, top, right: left + 300.0, bottom: top + 12.0 };
        let (values, doubt) = if corner {
            let (left, top) = (whole.left + width + GAP + 60.0, whole.bottom - row + 110.0);
            (bar(left, top), bar(left, top + 90.0))
        } else {
            let top = whole.bottom - LEGEND + 24.0;
            (bar(whole.left + 14.0, top), bar(whole.right - 320.0, top))
        };
        if !self.dates.is_empty() {
            legend(&mut page.canvas, values, &scale, colour, &self.quantity.label());
        }
        if let Some((title, _)) = self.uncertainty.first() {
            let title = if beside { widths(&self.quantity) } else { title };
            legend(&mut page.canvas, doubt, &doubt_scale, purples, title);
        }
        page.finish(self.alt(), self.data())
    }

    fn sheet(&self, canvas: &mut Canvas, lattice: &Lattice, sheet: &Sheet, labels: &[Label]) {
        let value = |k: usize| sheet.values.get(k).copied().filter(|value| value.is_finite());
        let ground = |k: usize| value(k).map_or(NOWHERE, |value| (sheet.colour)(sheet.scale.place(value)));
        for (k, zone) in self.zones.iter().enumerate() {
            let words = value(k).map_or("no value".to_owned(), |value| sheet.quantity.text(value));
            canvas.hover(&format!("{}: {words}", zone.name), |canvas| {
                for (ring, hole) in rings(zone) {
                    let points: Vec<_> = ring.iter().map(|&point| lattice.place(point)).collect();
                    canvas.polygon(&points, if hole { WHITE } else { ground(k) });
                }
            });
        }
        for zone in &self.zones {
            for ring in &zone.rings {
                let mut points: Vec<_> = ring.iter().map(|&point| lattice.place(point)).collect();
                points.extend(points.first().copied());
                canvas.line(&points, outline(sheet.quantity), 1.0);
            }
        }
        for (k, &heart) in lattice.hearts.iter().enumerate().filter(|(k, _)| lattice.size(*k) < TINY) {
            canvas.circle(heart, DISC, WHITE);
            canvas.circle(heart, DISC - 1.0, ground(k));
        }
        for (name, longitude, latitude) in &self.towns {
            let at = lattice.place((*longitude, *latitude));
            if lattice.holds(at) {
                canvas.hover(name, |canvas| {
                    canvas.circle(at, 2.6, WHITE);
                    canvas.circle(at, 1.8, INK);
                });
            }
        }
        for (k, label) in labels.iter().enumerate() {
            let number = Self::number(sheet, k);
            label.draw(canvas, (lattice.left, lattice.top), &number, ground(k), lattice.hearts[k]);
        }
    }

    fn number(sheet: &Sheet, zone: usize) -> String {
        let value = sheet.values.get(zone).filter(|value| value.is_finite());
        value.map_or("–".to_owned(), |value| sheet.quantity.number(*value))
    }

    /// Shapes that each zone's label can take on all sheets: its name on one, two or more lines over its widest number.
    fn labels(&self, sheets: &[Sheet]) -> Vec<Vec<Shape>> {
        let style = Style::new(LABEL, INK);
        let shapes = |(k, zone): (usize, &Zone)| {
            let number =
                sheets.iter().map(|sheet| style.bold().width(&Self::number(sheet, k))).fold(0.0, f64::max);
            let mut shapes: Vec<Shape> =
                [180.0, 92.0, 58.0].iter().map(|&room| Shape::new(&zone.name, number, room)).collect();
            shapes.dedup_by(|a, b| a.name == b.name);
            shapes
        };
        self.zones.iter().enumerate().map(shapes).collect()
    }

    fn alt(&self) -> String {
        let mut alt =
            format!("{}. {} by zone.", self.wording.title.trim_end_matches('.'), self.quantity.name);
        for (title, values) in &self.dates {
            let zones = self.zones.iter().zip(values).filter(|(_, value)| value.is_finite());
            let list: Vec<String> =
                zones.map(|(zone, value)| format!("{} {}", zone.name, self.quantity.text(*value))).collect();
            alt.push_str(&format!(" {title}: {}.", list.join(", ")));
        }
        alt
    }

    fn data(&self) -> String {
        let sheets = self.dates.iter().chain(&self.uncertainty);
        let rows = sheets.flat_map(|(title, values)| {
            self.zones
                .iter()
                .zip(values)
                .map(|(zone, value)| vec![title.clone(), zone.name.clone(), field(*value)])
        });
        table("panel,zone,value", rows)
    }
}

/// A scale of values: of differences with as much room below zero as above.
pub(super) fn scale(quantity: &Quantity, values: impl Iterator<Item = f64>) -> Scale {
    match (quantity.floor, quantity.ceiling) {
        (Some(floor), Some(ceiling)) => Scale::exact(floor, ceiling, quantity, 5),
        _ if is_difference(quantity) => {
            let most = values.filter(|x| x.is_finite()).fold(0.0, |most: f64, x| most.max(x.abs()));
            Scale::round([-most, most], quantity, 5)
        }
        _ => Scale::round(values, quantity, 5),
    }
}

fn is_difference(quantity: &Quantity) -> bool {
    quantity.unit == Unit::Points && quantity.floor.is_none()
}

pub(super) fn colours(quantity: &Quantity) -> fn(f64) -> Colour {
    if is_difference(quantity) { around } else { viridis }
}

/// Zones that do not differ are nearly white: then their outlines are not.
pub(super) fn outline(quantity: &Quantity) -> Colour {
    if is_difference(quantity) { PALE } else { WHITE }
}

/// What the second scale measures where every date has its uncertainty beside it.
pub(super) fn widths(quantity: &Quantity) -> &'static str {
    if is_difference(quantity) {
        "half-width of the 95 % interval"
    } else {
        "half-width of the 5–95 % range"
    }
}

/// Rings of a zone and whether each is a hole in another.
pub(super) fn rings(zone: &Zone) -> Vec<(&Vec<(f64, f64)>, bool)> {
    let within = |k: usize| {
        let inner = zone.rings[k].first().copied();
        zone.rings
            .iter()
            .enumerate()
            .any(|(j, outer)| j != k && inner.is_some_and(|point| inside(outer, point)))
    };
    let mut rings: Vec<_> = (0..zone.rings.len()).map(|k| (&zone.rings[k], within(k))).collect();
    rings.sort_by_key(|ring| ring.1);
    rings
}

/// A horizontal bar of colours with its ticks.
fn legend(canvas: &mut Canvas, bar: Area, scale: &Scale, colour: fn(f64) -> Colour, words: &str) {
    let style = Style::new(SMALL, INK);
    canvas.text(bar.left, bar.top - 7.0, words, style);
    let pieces = 60;
    for k in 0..pieces {
        let from = bar.left + bar.width() * f64::from(k) / f64::from(pieces);
        let to = bar.left + bar.width() * f64::from(k + 1) / f64::from(pieces);
        canvas.rect(
            Area { left: from, right: (to + 1.0).min(bar.right), ..bar },
            colour((f64::from(k) + 0.5) / f64::from(pieces)),
        );
    }
    let ticks = Style::new(11.5, GREY).middle();
    let mut free = f64::NEG_INFINITY;
    for (tick, label) in &scale.ticks {
        let (x, half) = (page::along(bar, scale, *tick), 0.5 * ticks.width(label));
        canvas.line(&[(x, bar.bottom), (x, bar.bottom + 3.0)], GREY, 1.0);
        let x = x.max(page::RIM + half).min(page::WIDTH - page::RIM * 0.5 - half);
        if x - half > free {
            canvas.text(x, bar.bottom + 15.0, label, ticks);
            free = x + half + 6.0;
        }
    }
}

/// A zone's name in lines, with room for its number below.
#[derive(Clone)]
pub(super) struct Shape {
    pub name: Vec<String>,
    width: f64,
    pub height: f64,
}

impl Shape {
    pub fn new(name: &str, number: f64, room: f64) -> Self {
        let style = Style::new(LABEL, INK);
        let name = style.wrap(name, room);
        let width = name.iter().map(|line| style.width(line)).fold(number, f64::max);
        Self { width, height: (name.len() + 1) as f64 * 12.0, name }
    }

    pub fn area(&self, (x, y): (f64, f64)) -> Area {
        let (w, h) = (self.width / 2.0 + 2.0, self.height / 2.0 + 0.5);
        Area { left: x - w, top: y - h, right: x + w, bottom: y + h }
    }
}

/// A shape and where it goes on every sheet.
#[derive(Clone)]
pub(super) struct Label {
    pub shape: Shape,
    pub centre: (f64, f64),
    /// It lies in its zone; else a line leads there.
    pub home: bool,
    /// It lies beside all zones.
    open: bool,
    /// Its zone is drawn as a disc.
    pub tiny: bool,
}

impl Label {
    fn draw(
        &self,
        canvas: &mut Canvas,
        (left, top): (f64, f64),
        number: &str,
        ground: Colour,
        heart: (f64, f64),
    ) {
        let centre = (self.centre.0 + left, self.centre.1 + top);
        let ground = if self.home { ground } else { WHITE };
        if !self.home {
            let end = nearest(self.shape.area(centre), heart);
            let way = (end.0 - heart.0, end.1 - heart.1);
            let skip = if self.tiny { DISC / way.0.hypot(way.1).max(DISC) } else { 0.0 };
            let start = (heart.0 + skip * way.0, heart.1 + skip * way.1);
            canvas.line(&[start, end], WHITE, 2.4);
            canvas.line(&[start, end], INK, 0.8);
            if !self.tiny {
                canvas.circle(heart, 1.6, INK);
            }
        }
        let style = Style::new(LABEL, ink_on(ground)).middle();
        let mut baseline = centre.1 - self.shape.height / 2.0 + 9.5;
        let lines = self.shape.name.iter().map(|line| (line.as_str(), style)).chain([(number, style.bold())]);
        for (line, style) in lines {
            if self.open {
                canvas.text(centre.0, baseline, line, style);
            } else {
                canvas.text_over(centre.0, baseline, line, style, ground);
            }
            baseline += 12.0;
        }
    }
}

/// The point of an area that is nearest to a point.
pub(super) fn nearest(area: Area, (x, y): (f64, f64)) -> (f64, f64) {
    (x.clamp(area.left, area.right), y.clamp(area.top, area.bottom))
}

/// The page's cells, and to which zone each belongs.
#[derive(Clone)]
pub(super) struct Lattice {
    left: f64,
    top: f64,
    pub width: f64,
    pub height: f64,
    west: f64,
    north: f64,
    /// Pixels in a degree of longitude and of latitude.
    unit: (f64, f64),
    columns: usize,
    rows: usize,
    cells: Vec<Option<usize>>,
    /// The innermost point of each zone.
    pub hearts: Vec<(f64, f64)>,
}

impl Lattice {
    /// For zones drawn at the upper left corner, as large as the room allows.
    pub fn new(zones: &[Zone], width: f64, most: f64) -> Self {
        let points = || {
            zones
                .iter()
                .flat_map(|zone| zone.rings.iter().flatten())
                .filter(|p| p.0.is_finite() && p.1.is_finite())
        };
        let bounds = |of: fn(&(f64, f64)) -> f64| {
            points()
                .map(of)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
        };
        let (mut west, mut east) = bounds(|point| point.0);
        let (mut south, mut north) = bounds(|point| point.1);
        if west >= east || south >= north {
            (west, east, south, north) = (0.0, 1.0, 0.0, 1.0);
        }
        let squeeze = (0.5 * (south + north)).to_radians().cos().max(0.05);
        let unit = ((width - 4.0) / ((east - west) * squeeze)).min((most - 4.0) / (north - south));
        let unit = (unit * squeeze, unit);
        let (width, height) = ((east - west) * unit.0 + 4.0, (north - south) * unit.1 + 4.0);
        let (columns, rows) = ((width / CELL).ceil() as usize, (height / CELL).ceil() as usize);
        let mut lattice = Self {
            left: 0.0,
            top: 0.0,
            width,
            height,
            west,
            north,
            unit,
            columns,
            rows,
            cells: Vec::new(),
            hearts: Vec::new(),
        };
        lattice.cells = lattice.owners(zones);
        lattice.hearts = (0..zones.len()).map(|zone| lattice.heart(zone)).collect();
        lattice
    }

    fn at(&self, left: f64, top: f64) -> Self {
        let hearts = self.hearts.iter().map(|(x, y)| (x + left, y + top)).collect();
        Self { left, top, hearts, ..self.clone() }
    }

    /// Cells of a zone.
    pub fn size(&self, zone: usize) -> usize {
        self.cells.iter().filter(|&&owner| owner == Some(zone)).count()
    }

    pub fn place(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        let x = self.left + 2.0 + (longitude - self.west) * self.unit.0;
        (x, self.top + 2.0 + (self.north - latitude) * self.unit.1)
    }

    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.left + self.width).contains(&x) && (self.top..=self.top + self.height).contains(&y)
    }

    fn middle(&self, cell: usize) -> (f64, f64) {
        let (column, row) = (cell % self.columns, cell / self.columns);
        (self.left + (column as f64 + 0.5) * CELL, self.top + (row as f64 + 0.5) * CELL)
    }

    fn owners(&self, zones: &[Zone]) -> Vec<Option<usize>> {
        let outlines: Vec<Vec<Vec<(f64, f64)>>> = zones
            .iter()
            .map(|zone| {
                zone.rings.iter().map(|ring| ring.iter().map(|&point| self.place(point)).collect()).collect()
            })
            .collect();
        (0..self.columns * self.rows)
            .map(|cell| {
                let point = self.middle(cell);
                // An odd number of rings around a point: it is in the zone and in none of its holes.
                let holds = |rings: &Vec<Vec<(f64, f64)>>| {
                    rings.iter().filter(|ring| inside(ring, point)).count() % 2 == 1
                };
                outlines.iter().rposition(holds)
            })
            .collect()
    }

    /// The cell of a zone that is farthest from any cell that is not; the zone's corner if it is smaller than a cell.
    fn heart(&self, zone: usize) -> (f64, f64) {
        let strange: Vec<(f64, f64)> = (0..self.cells.len())
            .filter(|&cell| self.cells[cell] != Some(zone) && self.touches(cell, zone))
            .map(|cell| self.middle(cell))
            .collect();
        let depth = |cell: usize| {
            let (x, y) = self.middle(cell);
            strange.iter().map(|(a, b)| (a - x).powi(2) + (b - y).powi(2)).fold(f64::INFINITY, f64::min)
        };
        let own = (0..self.cells.len()).filter(|&cell| self.cells[cell] == Some(zone));
        own.map(|cell| (depth(cell), cell))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or((self.width / 2.0, self.height / 2.0), |(_, cell)| self.middle(cell))
    }

    fn touches(&self, cell: usize, zone: usize) -> bool {
        let (column, row) = (cell % self.columns, cell / self.columns);
        let near = |at: usize, end: usize| at.saturating_sub(1)..=(at + 1).min(end - 1);
        near(row, self.rows)
            .any(|r| near(column, self.columns).any(|c| self.cells[r * self.columns + c] == Some(zone)))
    }

    /// The best free spot for each label, small zones first; first all that fit in their zone, then the others around them.
    pub fn labels(&self, shapes: &[Vec<Shape>], towns: &[(String, f64, f64)]) -> Vec<Label> {
        let mut order: Vec<usize> = (0..shapes.len()).collect();
        order.sort_by_cached_key(|&zone| self.size(zone));
        let dots = towns.iter().map(|town| self.place((town.1, town.2))).collect();
        let mut room = Room { sums: self.sums(shapes.len()), dots, taken: Vec::new(), lines: Vec::new() };
        let mut labels: Vec<Option<Label>> = vec![None; shapes.len()];
        for home in [true, false] {
            for &zone in &order {
                if labels[zone].is_none() {
                    labels[zone] = self.best(zone, &shapes[zone], home, &room);
                    labels[zone].iter().for_each(|label| room.take(label, self.hearts[zone]));
                }
            }
        }
        let fallback = |zone: usize| {
            let shape = shapes[zone][0].clone();
            Label { shape, centre: self.hearts[zone], home: true, open: false, tiny: false }
        };
        labels.into_iter().enumerate().map(|(zone, label)| label.unwrap_or_else(|| fallback(zone))).collect()
    }

    /// The cheapest place of any of the shapes, at home or away.
    fn best(&self, zone: usize, shapes: &[Shape], home: bool, room: &Room) -> Option<Label> {
        let tiny = self.size(zone) < TINY;
        let places = shapes.iter().enumerate().flat_map(|(lines, shape)| {
            let every_other = |cell: &usize| (cell % self.columns + cell / self.columns).is_multiple_of(2);
            (0..self.cells.len()).filter(every_other).filter_map(move |cell| {
                let centre = self.middle(cell);
                let (cost, open) = self.cost(zone, shape.area(centre), centre, home, room)?;
                Some((cost + 4.0 * lines as f64, Label { shape: shape.clone(), centre, home, open, tiny }))
            })
        });
        places.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, label)| label)
    }

    /// How bad a place is for a label, and whether it is beside all zones; none if the label cannot be there.
    fn cost(
        &self,
        zone: usize,
        area: Area,
        centre: (f64, f64),
        home: bool,
        room: &Room,
    ) -> Option<(f64, bool)> {
        let inside = area.left >= self.left
            && area.right <= self.left + self.width
            && area.top >= self.top
            && area.bottom <= self.top + self.height;
        if !inside || room.taken.iter().any(|other| meet(area, *other)) {
            return None;
        }
        let cells = self.within(area);
        let count =
            |zone: usize| f64::from(count(&room.sums[zone], cells, self.columns)) / f64::from(size(cells));
        let (own, any) = (count(zone), count(room.sums.len() - 1));
        if home && own < AT_HOME {
            return None;
        }
        let heart = self.hearts[zone];
        let distance = (centre.0 - heart.0).hypot(centre.1 - heart.1);
        let covers = |dot: &&(f64, f64)| {
            area.left < dot.0 && dot.0 < area.right && area.top < dot.1 && dot.1 < area.bottom
        };
        let covered = room.dots.iter().filter(covers).count() as f64;
        let hit = room.lines.iter().filter(|line| cuts(**line, area)).count() as f64;
        if home {
            return Some((distance + 14.0 * covered + 200.0 * (1.0 - own) + 1000.0 * hit, false));
        }
        let leader = (heart, nearest(area, heart));
        let crossed = room.taken.iter().filter(|other| cuts(leader, **other)).count();
        let tangled = room.lines.iter().filter(|line| crossing(leader, **line)).count();
        Some((
            distance + 14.0 * covered + 600.0 * any + 1000.0 * (hit + (crossed + tangled) as f64),
            any == 0.0,
        ))
    }

    fn within(&self, area: Area) -> [usize; 4] {
        let column = |x: f64| (((x - self.left) / CELL).max(0.0) as usize).min(self.columns);
        let row = |y: f64| (((y - self.top) / CELL).max(0.0) as usize).min(self.rows);
        [
            column(area.left),
            row(area.top),
            (column(area.right) + 1).min(self.columns),
            (row(area.bottom) + 1).min(self.rows),
        ]
    }

    /// Summed counts of cells of each zone, and last of any zone, so that a rectangle is counted in four look-ups.
    fn sums(&self, zones: usize) -> Vec<Vec<u32>> {
        let wide = self.columns + 1;
        (0..=zones)
            .map(|zone| {
                let mut sum = vec![0u32; wide * (self.rows + 1)];
                for row in 0..self.rows {
                    for column in 0..self.columns {
                        let owner = self.cells[row * self.columns + column];
                        let one =
                            u32::from(if zone == zones { owner.is_some() } else { owner == Some(zone) });
                        sum[(row + 1) * wide + column + 1] =
                            one + sum[row * wide + column + 1] + sum[(row + 1) * wide + column]
                                - sum[row * wide + column];
                    }
                }
                sum
            })
            .collect()
    }
}

/// Share of a label that must lie in its zone, so that it needs no line; expert judgement.
const AT_HOME: f64 = 0.86;

/// What is taken already when a label is placed.
struct Room {
    /// [`Lattice::sums`].
    sums: Vec<Vec<u32>>,
    /// Towns.
    dots: Vec<(f64, f64)>,
    /// Labels.
    taken: Vec<Area>,
    /// Lines that lead to labels.
    lines: Vec<((f64, f64), (f64, f64))>,
}

impl Room {
    fn take(&mut self, label: &Label, heart: (f64, f64)) {
        let area = label.shape.area(label.centre);
        self.taken.push(area);
        if !label.home {
            self.lines.push((heart, nearest(area, heart)));
        }
    }
}

fn count(sum: &[u32], [left, top, right, bottom]: [usize; 4], columns: usize) -> u32 {
    let at = |row: usize, column: usize| sum[row * (columns + 1) + column];
    at(bottom, right) + at(top, left) - at(top, right) - at(bottom, left)
}

fn size([left, top, right, bottom]: [usize; 4]) -> u32 {
    ((right - left) * (bottom - top)).max(1) as u32
}

fn meet(a: Area, b: Area) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// Whether a line passes through an area.
fn cuts((from, to): ((f64, f64), (f64, f64)), area: Area) -> bool {
    (0..=24).any(|k| {
        let t = f64::from(k) / 24.0;
        let (x, y) = (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
        area.left < x && x < area.right && area.top < y && y < area.bottom
    })
}

/// Whether two lines cross.
fn crossing(a: ((f64, f64), (f64, f64)), b: ((f64, f64), (f64, f64))) -> bool {
    let side = |(from, to): ((f64, f64), (f64, f64)), point: (f64, f64)| {
        (to.0 - from.0) * (point.1 - from.1) - (to.1 - from.1) * (point.0 - from.0)
    };
    side(a, b.0) * side(a, b.1) < 0.0 && side(b, a.0) * side(b, a.1) < 0.0
}

/// Whether a ring holds a point (even-odd rule).
fn inside(ring: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut within = false;
    for (k, &(x1, y1)) in ring.iter().enumerate() {
        let (x0, y0) = ring[(k + ring.len() - 1) % ring.len()];
        if (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 {
            within = !within;
        }
    }
    within
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::inspect::{presentable, show};

    const CAPTION: &str =
        "n = 1,000 replicates; means; right: half the width of the 5–95 % interval; seed 20250606.";

    fn square(west: f64, south: f64, size: f64) -> Vec<(f64, f64)> {
        vec![(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
    }

    /// Thirteen zones: large ones in the north, small ones crowded in the south.
    fn country() -> Vec<Zone> {
        let mut zones: Vec<Zone> = ["Tombouctou–Taoudénit", "Kidal", "Gao", "Ménaka"]
            .iter()
            .zip([
                square(-6.0, 17.0, 6.0),
                square(0.0, 19.0, 3.0),
                square(0.0, 16.0, 3.0),
                square(3.0, 15.0, 2.0),
            ])
            .map(|(name, ring)| Zone { name: (*name).to_owned(), rings: vec![ring] })
            .collect();
        let south = [
            "Kayes",
            "Nioro and Nara",
            "Koulikoro",
            "Bamako",
            "Sikasso and Bougouni",
            "Ségou–Niono",
            "Mopti",
            "Bandiagara",
            "Douentza",
        ];
        zones.extend(south.iter().enumerate().map(|(k, name)| {
            let (row, column) = (k / 5, k % 5);
            Zone {
                name: (*name).to_owned(),
                rings: vec![square(-12.0 + 2.4 * column as f64, 14.0 - 2.0 * row as f64, 1.9)],
            }
        }));
        zones
    }

    fn map(
        name: &str,
        zones: Vec<Zone>,
        quantity: Quantity,
        dates: Vec<(String, Vec<f64>)>,
        doubt: Option<Vec<f64>>,
    ) -> Map {
        Map {
            wording: Wording {
                name: format!("map-{name}"),
                title: "The north is lost, the centre contested, the capital held".to_owned(),
                subtitle: "Share of each zone's population under government control".to_owned(),
                caption: CAPTION.to_owned(),
            },
            zones,
            towns: vec![("Gao".to_owned(), 1.0, 16.6), ("nowhere".to_owned(), 90.0, 0.0)],
            quantity,
            dates,
            uncertainty: doubt
                .map(|widths| ("half-width of 5–95 %".to_owned(), widths))
                .into_iter()
                .collect(),
        }
    }

    fn values(from: f64, to: f64) -> Vec<f64> {
        (0..13).map(|k| from + (to - from) * f64::from(k) / 12.0).collect()
    }

    #[test]
    fn thirteen_zones_can_be_shown_at_one_to_three_dates() {
        let share = || Quantity::share("population under government control");
        let date = |title: &str, from, to| (title.to_owned(), values(from, to));
        let mut gaps = values(0.0, 1.0);
        gaps[3] = f64::NAN;
        let cases = vec![
            map(
                "two",
                country(),
                share(),
                vec![date("17 November 2025", 0.1, 1.0), date("16 November 2027", 0.0, 0.9)],
                Some(values(0.3, 0.01)),
            ),
            map("one", country(), share(), vec![date("17 November 2025", 0.1, 1.0)], None),
            map(
                "three",
                country(),
                share(),
                vec![date("a", 0.1, 1.0), date("b", 0.1, 1.0), date("c", 0.1, 1.0)],
                Some(values(0.0, 0.0)),
            ),
            map(
                "deaths",
                country(),
                Quantity::count("deaths", "persons"),
                vec![date("2026", 0.0, 12_000.0)],
                Some(values(0.0, 4_000.0)),
            ),
            Map {
                uncertainty: vec![
                    ("± a".to_owned(), values(0.3, 0.01)),
                    ("± b".to_owned(), values(0.0, 0.2)),
                ],
                ..map(
                    "beside",
                    country(),
                    share(),
                    vec![date("17 November 2025", 0.1, 1.0), date("16 November 2027", 0.0, 0.9)],
                    None,
                )
            },
            map("gaps", country(), share(), vec![("gaps".to_owned(), gaps)], None),
            map("equal", country(), Quantity::real("x", ""), vec![date("all equal", 5.0, 5.0)], None),
            map("empty", vec![], share(), vec![("none".to_owned(), vec![])], None),
        ];
        for drawn in cases {
            let figure = drawn.figure();
            show(&figure);
            presentable(&figure, CAPTION);
        }
    }

    #[test]
    fn a_point_in_a_hole_is_not_in_the_zone() {
        let zone =
            Zone { name: "ring".to_owned(), rings: vec![square(0.0, 0.0, 10.0), square(3.0, 3.0, 4.0)] };
        let lattice = Lattice::new(&[zone], 100.0, 100.0);
        let owner = |point: (f64, f64)| {
            let (x, y) = lattice.place(point);
            lattice.cells[(y / CELL) as usize * lattice.columns + (x / CELL) as usize]
        };
        assert_eq!((owner((1.0, 1.0)), owner((5.0, 5.0))), (Some(0), None));
    }

    #[test]
    fn the_shape_of_a_country_is_kept() {
        let lattice = Lattice::new(
            &[Zone { name: "x".to_owned(), rings: vec![square(-5.0, 55.0, 10.0)] }],
            400.0,
            400.0,
        );
        let ratio = (lattice.width - 4.0) / (lattice.height - 4.0);
        assert!((ratio - 60f64.to_radians().cos()).abs() < 0.01, "{ratio}");
    }
}
