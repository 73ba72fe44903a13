//! Mali in thirteen zones: who lives where, which roads join them, who is organised, what is dug.
//!
//! Everything is read once from the tables in `data/`, which are part of the program; `data/README.md` says where each
//! figure is from. Distances:
//!
//! ```text
//! between zone centres   shortest path over data/roads.csv                    [km], [h]
//! between towns          great circle × 1.25 (the detour factor of roads)     [km]
//! ```

mod actor;
pub mod history;
pub mod initial;
mod map;
pub mod patterns;
mod place;
pub mod prices;
pub mod table;

use std::sync::OnceLock;

pub use actor::{Actor, ActorProfile, Holder, Side};
pub use map::{Map, Ring};
pub use place::{
    CORRIDORS, Corridor, CorridorId, Destination, Mine, MineKind, Neighbour, Road, Surface, Town, TownId,
    ZONES, Zone, ZoneId,
};

use place::Names;
use table::{Row, Table, TableFault};

/// Road kilometres per kilometre of great circle, where no road length is known (expert judgement: between 1.15 and 1.3
/// on the roads whose length is known).
pub const DETOUR: f64 = 1.25;

/// The country.
#[derive(Clone, Debug)]
pub struct Geography {
    /// The thirteen zones.
    pub zones: Vec<Zone>,
    /// The towns that somebody holds.
    pub towns: Vec<Town>,
    /// Roads between the centres of zones.
    pub roads: Vec<Road>,
    /// Zones that share a border with each zone, in order.
    pub adjacent: [Vec<ZoneId>; ZONES],
    /// Shortest road distance between zone centres [km]; 0 on the diagonal.
    pub distance: [[f32; ZONES]; ZONES],
    /// Shortest travel time between zone centres in the dry season [h]; 0 on the diagonal.
    pub hours: [[f32; ZONES]; ZONES],
    /// Length of the border of each zone with each neighbour country [km].
    pub borders: [[f32; Neighbour::COUNT]; ZONES],
    /// The eight fuel corridors.
    pub corridors: Vec<Corridor>,
    /// Mines and diggings.
    pub mines: Vec<Mine>,
    /// The organised actors, in the order of [`Actor::ALL`].
    pub actors: Vec<ActorProfile>,
    /// Polygons of the zones, schematic.
    pub map: Map,
    /// Road distance between towns, a row a town [km].
    between_towns: Vec<f32>,
}

/// Mali as the program's own data have it.
pub fn mali() -> &'static Geography {
    static MALI: OnceLock<Geography> = OnceLock::new();
    MALI.get_or_init(|| Geography::read().expect("the tables in data/ are read in the tests"))
}

impl Geography {
    fn read() -> Result<Self, TableFault> {
        let zone_table = Table::parse("data/zones.csv", include_str!("../../data/zones.csv"))?;
        let town_table = Table::parse("data/towns.csv", include_str!("../../data/towns.csv"))?;
        let zone_ids = ids(&zone_table)?;
        let town_ids = ids(&town_table)?;
        let names = Names { zones: &zone_ids, towns: &town_ids };
        let towns = read(&town_table, |row| Town::read(row, &names))?;
        let between_towns = between_towns(&towns);
        let mut zones: Vec<Zone> = ZoneId::all()
            .zip(zone_table.rows())
            .map(|(id, row)| Zone::read(row, id, &towns))
            .collect::<Result<_, _>>()?;
        for zone in &mut zones {
            zone.within = within(zone, &between_towns, towns.len());
        }
        let roads = Table::parse("data/roads.csv", include_str!("../../data/roads.csv"))?;
        let roads = read(&roads, |row| Road::read(row, &names))?;
        let corridors = Table::parse("data/corridors.csv", include_str!("../../data/corridors.csv"))?;
        let mines = Table::parse("data/mines.csv", include_str!("../../data/mines.csv"))?;
        let actors = Table::parse("data/actors.csv", include_str!("../../data/actors.csv"))?;
        let borders = Table::parse("data/borders.csv", include_str!("../../data/borders.csv"))?;
        Ok(Self {
            adjacent: adjacent(&roads),
            distance: shortest(&roads, |road| road.km),
            hours: shortest(&roads, |road| road.hours),
            borders: read_borders(&borders, &names)?,
            corridors: read(&corridors, |row| Corridor::read(row, &names))?,
            mines: read(&mines, |row| Mine::read(row, &names))?,
            actors: read(&actors, ActorProfile::read)?,
            map: Map::read(include_str!("../../data/map.json"), &zones)?,
            zones,
            towns,
            roads,
            between_towns,
        })
    }

    /// The zone of this three-letter id.
    pub fn zone(&self, id: &str) -> Option<ZoneId> {
        self.zones.iter().position(|zone| zone.id == id).map(|index| ZoneId(index as u8))
    }

    /// The town of this id, as in `kidal`.
    pub fn town(&self, id: &str) -> Option<TownId> {
        self.towns.iter().position(|town| town.id == id).map(|index| TownId(index as u8))
    }

    /// The corridor of this name in parameters, as in `dakar`.
    pub fn corridor(&self, path: &str) -> Option<CorridorId> {
        self.corridors.iter().position(|corridor| corridor.path == path).map(|index| CorridorId(index as u8))
    }

    /// Road distance between two towns [km].
    pub fn between_towns(&self, a: TownId, b: TownId) -> f32 {
        self.between_towns[a.index() * self.towns.len() + b.index()]
    }

    /// The zones that may host a band which comes from `zone`: itself and its neighbours.
    pub fn neighbourhood(&self, zone: ZoneId) -> impl Iterator<Item = ZoneId> + '_ {
        std::iter::once(zone).chain(self.adjacent[zone.index()].iter().copied())
    }

    /// Persons in the country at the census of 2022.
    pub fn population(&self) -> u32 {
        self.zones.iter().map(|zone| zone.population).sum()
    }
}

/// Distance between two points given as longitude, latitude [°] on a sphere of radius 6,371 km [km].
pub fn great_circle(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [(lon_a, lat_a), (lon_b, lat_b)] = [a, b].map(|(lon, lat)| (lon.to_radians(), lat.to_radians()));
    let haversine = ((lat_b - lat_a) / 2.0).sin().powi(2)
        + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
    2.0 * 6371.0 * haversine.sqrt().min(1.0).asin()
}

fn ids(table: &Table) -> Result<Vec<String>, TableFault> {
    table.rows().map(|row| row.get("id")).collect()
}

fn read<T>(table: &Table, one: impl Fn(Row<'_>) -> Result<T, TableFault>) -> Result<Vec<T>, TableFault> {
    table.rows().map(one).collect()
}

fn read_borders(table: &Table, names: &Names<'_>) -> Result<[[f32; Neighbour::COUNT]; ZONES], TableFault> {
    let mut borders = [[0.0; Neighbour::COUNT]; ZONES];
    for row in table.rows() {
        let zone = names.zone(row.text("zone")?).map_err(|what| row.fault(what))?;
        let neighbour: Neighbour = row.get("country")?;
        borders[zone.index()][neighbour.index()] = row.get("contact_km")?;
    }
    Ok(borders)
}

fn between_towns(towns: &[Town]) -> Vec<f32> {
    let place = |town: &Town| (town.longitude, town.latitude);
    towns
        .iter()
        .flat_map(|a| towns.iter().map(move |b| (DETOUR * great_circle(place(a), place(b))) as f32))
        .collect()
}

fn within(zone: &Zone, between_towns: &[f32], towns: usize) -> f32 {
    let row = zone.centre.index() * towns;
    let others = zone.towns.len().saturating_sub(1).max(1);
    zone.towns.iter().map(|town| between_towns[row + town.index()]).sum::<f32>() / others as f32
}

fn adjacent(roads: &[Road]) -> [Vec<ZoneId>; ZONES] {
    let mut adjacent = [const { Vec::new() }; ZONES];
    for road in roads.iter().filter(|road| road.share_border) {
        let (a, b) = road.between;
        adjacent[a.index()].push(b);
        adjacent[b.index()].push(a);
    }
    adjacent.iter_mut().for_each(|zones| zones.sort());
    adjacent
}

/// Shortest paths between all pairs of zones (Floyd, *Communications of the ACM* 5, 1962, algorithm 97).
fn shortest(roads: &[Road], length: impl Fn(&Road) -> f32) -> [[f32; ZONES]; ZONES] {
    let mut path = [[f32::INFINITY; ZONES]; ZONES];
    for (index, row) in path.iter_mut().enumerate() {
        row[index] = 0.0;
    }
    for road in roads {
        let (a, b) = (road.between.0.index(), road.between.1.index());
        path[a][b] = path[a][b].min(length(road));
        path[b][a] = path[a][b];
    }
    for by in 0..ZONES {
        for a in 0..ZONES {
            for b in 0..ZONES {
                path[a][b] = path[a][b].min(path[a][by] + path[by][b]);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zones_hold_everybody_counted_in_2022() {
        // The twenty regions sum to 22,395,490; the official total is 22,395,485.
        assert_eq!(mali().population(), 22_395_490);
        assert_eq!(mali().zones.len(), ZONES);
        assert_eq!(mali().corridors.len(), CORRIDORS);
    }

    #[test]
    fn towns_hold_fewer_people_than_their_zone() {
        for zone in &mali().zones {
            let in_towns: u32 = zone.towns.iter().map(|&town| mali().towns[town.index()].population).sum();
            assert!(in_towns <= zone.population + 60_000, "{}: {in_towns}", zone.id);
        }
    }

    #[test]
    fn adjacency_is_mutual_and_joins_the_whole_country() {
        let mut reached = vec![ZoneId(0)];
        let mut next = 0;
        while next < reached.len() {
            for &zone in &mali().adjacent[reached[next].index()] {
                assert!(mali().adjacent[zone.index()].contains(&reached[next]));
                if !reached.contains(&zone) {
                    reached.push(zone);
                }
            }
            next += 1;
        }
        assert_eq!(reached.len(), ZONES);
    }

    #[test]
    fn no_detour_is_shorter_than_the_road() {
        for matrix in [&mali().distance, &mali().hours] {
            for a in 0..ZONES {
                assert_eq!(matrix[a][a], 0.0);
                for b in 0..ZONES {
                    assert!(matrix[a][b].is_finite() && matrix[a][b] == matrix[b][a]);
                    for by in 0..ZONES {
                        assert!(matrix[a][b] <= matrix[a][by] + matrix[by][b] + 1e-3);
                    }
                }
            }
        }
    }

    #[test]
    fn no_road_is_shorter_than_the_great_circle() {
        let place = |zone: ZoneId| {
            let town = &mali().towns[mali().zones[zone.index()].centre.index()];
            (town.longitude, town.latitude)
        };
        for road in &mali().roads {
            let straight = great_circle(place(road.between.0), place(road.between.1));
            assert!(f64::from(road.km) >= straight, "{:?}", road.between);
        }
    }

    #[test]
    fn a_corridor_goes_from_the_border_through_touching_zones_to_its_destination() {
        let bamako = mali().zone("BKO").unwrap();
        for corridor in &mali().corridors {
            let first = corridor.zones[0].0;
            assert!(mali().borders[first.index()][corridor.entry.index()] > 0.0, "{}", corridor.path);
            for pair in corridor.zones.windows(2) {
                assert!(mali().adjacent[pair[0].0.index()].contains(&pair[1].0), "{}", corridor.path);
            }
            let ends_in_bamako = corridor.zones.last().unwrap().0 == bamako;
            assert_eq!(ends_in_bamako, corridor.destination == Destination::Bamako);
            assert!(corridor.km_inside() < corridor.total_km);
        }
    }

    #[test]
    fn named_mines_give_the_national_output_and_lie_near_their_town() {
        let gold: f64 = mali()
            .mines
            .iter()
            .filter(|mine| mine.kind == MineKind::Industrial)
            .map(|mine| mine.output[1])
            .sum();
        // Ministry of mines: 66.2 t in 2022, 66.5 t in 2023.
        assert!((gold / 66.3 - 1.0).abs() < 0.1, "{gold}");
        for mine in &mali().mines {
            let town = &mali().towns[mine.town.index()];
            let km = great_circle((mine.longitude, mine.latitude), (town.longitude, town.latitude));
            assert!(mine.zone == town.zone && km < 90.0, "{}: {km} km", mine.id);
            assert!(mine.output[0] <= mine.output[1] && mine.output[1] <= mine.output[2]);
        }
    }

    #[test]
    fn one_town_is_the_capital_and_kidal_is_a_symbol() {
        let capitals: Vec<_> =
            mali().towns.iter().filter(|town| town.capital).map(|town| town.id.as_str()).collect();
        let symbols: Vec<_> =
            mali().towns.iter().filter(|town| town.symbolic).map(|town| town.id.as_str()).collect();
        assert_eq!((capitals, symbols), (vec!["bamako"], vec!["kidal"]));
    }

    #[test]
    fn distances_between_towns_agree_with_known_ones() {
        let bamako = mali().town("bamako").unwrap();
        let segou = mali().town("segou").unwrap();
        // 235 km by road.
        assert!((mali().between_towns(bamako, segou) - 235.0).abs() < 35.0);
        assert_eq!(mali().between_towns(segou, segou), 0.0);
    }

    #[test]
    fn every_row_says_where_it_is_from() {
        for text in [
            include_str!("../../data/zones.csv"),
            include_str!("../../data/towns.csv"),
            include_str!("../../data/roads.csv"),
            include_str!("../../data/borders.csv"),
            include_str!("../../data/corridors.csv"),
            include_str!("../../data/mines.csv"),
            include_str!("../../data/actors.csv"),
        ] {
            for row in Table::parse("data", text).unwrap().rows() {
                assert!(row.text("source").unwrap().len() > 3, "{row:?}");
            }
        }
    }
}
