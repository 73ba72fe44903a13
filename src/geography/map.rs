//! The map: a polygon a zone and the outline of the country.
//!
//! Schematic. Open outlines have the nine older regions; each was split among the zones that share it by nearest town
//! (Voronoi cells), so that borders between zones of one old region are drawn, not surveyed.

use serde::Deserialize;

use super::place::{ZONES, Zone};
use super::table::TableFault;

/// A closed line of longitude, latitude [°]; the last point is the first.
pub type Ring = Vec<[f64; 2]>;

/// The map of the country.
#[derive(Clone, Debug)]
pub struct Map {
    /// What the map is and whose, in a sentence.
    pub about: String,
    /// The border of the country.
    pub outline: Ring,
    /// A zone's polygons, each its outer ring and then its holes; in the order of the zones.
    pub zones: [Vec<Vec<Ring>>; ZONES],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    about: String,
    outline: Ring,
    zones: std::collections::BTreeMap<String, Vec<Vec<Ring>>>,
}

impl Map {
    pub(super) fn read(text: &str, zones: &[Zone]) -> Result<Self, TableFault> {
        let fault = |what: String| TableFault { table: "data/map.json".into(), line: 1, what };
        let mut written: Written = serde_json::from_str(text).map_err(|error| fault(error.to_string()))?;
        let mut polygons = [const { Vec::new() }; ZONES];
        for (zone, polygons) in zones.iter().zip(&mut polygons) {
            let of_zone = written.zones.remove(&zone.id);
            *polygons = of_zone.ok_or_else(|| fault(format!("no polygon of \"{}\"", zone.id)))?;
        }
        Ok(Self { about: written.about, outline: written.outline, zones: polygons })
    }

    /// Whether a point, longitude and latitude [°], lies in a polygon of the zone.
    pub fn contains(&self, zone: super::ZoneId, point: [f64; 2]) -> bool {
        let crossings = |ring: &Ring| ring.windows(2).filter(|edge| crosses(edge, point)).count();
        self.zones[zone.index()].iter().any(|rings| rings.iter().map(crossings).sum::<usize>() % 2 == 1)
    }
}

/// Whether a ray to the east of the point crosses the edge.
fn crosses(edge: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let [[x0, y0], [x1, y1]] = [edge[0], edge[1]];
    (y0 > y) != (y1 > y) && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)
}

#[cfg(test)]
mod tests {
    use super::super::{ZoneId, mali};
    use super::*;

    /// Area of a ring on a sphere of radius 6,371 km, by a projection that keeps areas [km²].
    fn area(ring: &Ring) -> f64 {
        let flat = |[lon, lat]: [f64; 2]| (lon.to_radians() * 6371.0, lat.to_radians().sin() * 6371.0);
        let doubled: f64 = ring
            .windows(2)
            .map(|edge| {
                let ((x0, y0), (x1, y1)) = (flat(edge[0]), flat(edge[1]));
                x0 * y1 - x1 * y0
            })
            .sum();
        doubled.abs() / 2.0
    }

    fn zone_area(zone: ZoneId) -> f64 {
        let polygon = |rings: &Vec<Ring>| area(&rings[0]) - rings[1..].iter().map(area).sum::<f64>();
        mali().map.zones[zone.index()].iter().map(polygon).sum()
    }

    #[test]
    fn every_ring_is_closed() {
        for ring in mali().map.zones.iter().flatten().flatten().chain([&mali().map.outline]) {
            assert!(ring.len() >= 4 && ring.first() == ring.last());
        }
    }

    #[test]
    fn the_zones_tile_the_country() {
        let total: f64 = ZoneId::all().map(zone_area).sum();
        assert!((total / area(&mali().map.outline) - 1.0).abs() < 0.01);
        // Looked-up area of the country: 1,240,192 km².
        assert!((total / 1_240_192.0 - 1.0).abs() < 0.03, "{total}");
    }

    #[test]
    fn zones_that_are_old_regions_have_their_area_and_the_others_nearly() {
        for zone in ZoneId::all() {
            let looked_up = &mali().zones[zone.index()];
            let whole = ["TOM", "GAO", "KID"].contains(&looked_up.id.as_str());
            let tolerance = if whole { 0.1 } else { 0.2 };
            let drawn = zone_area(zone);
            assert!((drawn / looked_up.area - 1.0).abs() < tolerance, "{}: {drawn}", looked_up.id);
        }
    }

    #[test]
    fn each_town_lies_in_its_zone_and_in_no_other() {
        // Positions entered by hand are good to 0.1°, so a town on a border may fall just outside.
        let near = |zone, [x, y]: [f64; 2]| {
            (0..8).any(|k| {
                let angle = std::f64::consts::FRAC_PI_4 * f64::from(k);
                mali().map.contains(zone, [x + 0.05 * angle.cos(), y + 0.05 * angle.sin()])
            })
        };
        for town in &mali().towns {
            let point = [town.longitude, town.latitude];
            assert!(mali().map.contains(town.zone, point) || near(town.zone, point), "{}", town.name);
            let elsewhere =
                ZoneId::all().filter(|&zone| zone != town.zone && mali().map.contains(zone, point)).count();
            assert!(elsewhere == 0 || town.id == "senou", "{}", town.name);
        }
    }

    #[test]
    fn labels_stand_inside_their_zones() {
        for zone in ZoneId::all() {
            let (x, y) = mali().zones[zone.index()].label;
            assert!(mali().map.contains(zone, [x, y]), "{}", mali().zones[zone.index()].id);
        }
    }
}
