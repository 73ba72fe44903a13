//! Zones, towns, neighbours, roads, corridors and mines: one type a table of `data/`.

use std::fmt;
use std::str::FromStr;

use super::table::{Row, TableFault};

/// How many zones the country has.
pub const ZONES: usize = 13;

/// How many fuel corridors there are.
pub const CORRIDORS: usize = 8;

/// A zone: its row in `data/zones.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneId(pub u8);

/// A town: its row in `data/towns.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TownId(pub u8);

/// A fuel corridor: its row in `data/corridors.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorridorId(pub u8);

impl ZoneId {
    /// All zones, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ZONES as u8).map(Self)
    }

    /// Its place in a column with an entry a zone.
    pub fn index(self) -> usize {
        self.0.into()
    }
}

impl TownId {
    /// Its place in a column with an entry a town.
    pub fn index(self) -> usize {
        self.0.into()
    }
}

impl CorridorId {
    /// All corridors, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CORRIDORS as u8).map(Self)
    }

    /// Its place in a column with an entry a corridor.
    pub fn index(self) -> usize {
        self.0.into()
    }
}

/// One of the thirteen zones.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Three letters, as in `BKO`.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// Persons at the census of 2022.
    pub population: u32,
    /// Area [km²].
    pub area: f64,
    /// How strongly the rainy season acts here: 1 fully, 0 not at all.
    pub rain: f64,
    /// Travel time from Bamako over the mean travel time inside the zone [–]; 0 in Bamako.
    pub remoteness: f64,
    /// Where a map puts the name: longitude, latitude [°].
    pub label: (f64, f64),
    /// The town from which road distances are measured.
    pub centre: TownId,
    /// Its towns.
    pub towns: Vec<TownId>,
    /// Mean road distance from the centre to the zone's other towns [km].
    pub within: f32,
    /// Where this is from.
    pub source: String,
}

/// A town that somebody holds.
#[derive(Clone, Debug)]
pub struct Town {
    /// The name in plain lower-case letters, as in `kidal`.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// The zone it lies in.
    pub zone: ZoneId,
    /// Latitude [°].
    pub latitude: f64,
    /// Longitude [°].
    pub longitude: f64,
    /// Persons.
    pub population: u32,
    /// Whether the zone's road distances are measured from here.
    pub is_centre: bool,
    /// Whether holding it counts beyond its size.
    pub symbolic: bool,
    /// Whether it is the seat of government.
    pub capital: bool,
    /// Where this is from.
    pub source: String,
}

/// What a road is like underfoot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Tarred; 50 km/h.
    Paved,
    /// Graded earth; 30 km/h.
    Unpaved,
    /// Sand or rock; 20 km/h.
    Track,
}

/// A road between the centres of two zones.
#[derive(Clone, Debug)]
pub struct Road {
    /// The two ends.
    pub between: (ZoneId, ZoneId),
    /// Length [km].
    pub km: f32,
    /// Travel time of a lorry in the dry season [h].
    pub hours: f32,
    /// What it is like underfoot.
    pub surface: Surface,
    /// Whether the two zones share a border; else the road crosses others.
    pub share_border: bool,
    /// Where this is from.
    pub source: String,
}

/// A country that shares a border with Mali.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Neighbour {
    /// Senegal.
    Senegal,
    /// Mauritania.
    Mauritania,
    /// Guinea.
    Guinea,
    /// Côte d'Ivoire.
    IvoryCoast,
    /// Burkina Faso.
    BurkinaFaso,
    /// Niger.
    Niger,
    /// Algeria.
    Algeria,
}

impl Neighbour {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// All neighbours, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Senegal,
        Self::Mauritania,
        Self::Guinea,
        Self::IvoryCoast,
        Self::BurkinaFaso,
        Self::Niger,
        Self::Algeria,
    ];

    /// Its place in a column with an entry a neighbour.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The three letters of ISO 3166.
    pub fn iso3(self) -> &'static str {
        ["SEN", "MRT", "GIN", "CIV", "BFA", "NER", "DZA"][self.index()]
    }
}

impl FromStr for Neighbour {
    type Err = String;

    fn from_str(iso3: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|neighbour| neighbour.iso3() == iso3)
            .ok_or_else(|| format!("no neighbour \"{iso3}\""))
    }
}

impl fmt::Display for Neighbour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.iso3())
    }
}

/// Whom a corridor supplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Bamako, and from there the rest.
    Bamako,
    /// The three northern zones.
    North,
}

/// A road by which fuel comes into the country.
#[derive(Clone, Debug)]
pub struct Corridor {
    /// The number, as in `C3`.
    pub id: String,
    /// The name in parameters, as in `dakar`.
    pub path: String,
    /// The name to print.
    pub name: String,
    /// The towns on the way.
    pub route: String,
    /// Zones crossed, in order, with the kilometres in each.
    pub zones: Vec<(ZoneId, f32)>,
    /// Length from depot to destination, abroad included [km].
    pub total_km: f32,
    /// Days of a trip one way in normal times.
    pub trip_days: f32,
    /// The country from which it enters.
    pub entry: Neighbour,
    /// Whom it supplies.
    pub destination: Destination,
    /// What to know about it.
    pub note: String,
    /// Where this is from.
    pub source: String,
}

impl Corridor {
    /// Length inside Mali [km].
    pub fn km_inside(&self) -> f32 {
        self.zones.iter().map(|&(_, km)| km).sum()
    }
}

/// How something is dug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MineKind {
    /// A company's gold mine.
    Industrial,
    /// Diggers' gold.
    Artisanal,
    /// A company's lithium mine.
    Lithium,
}

/// A mine or a field of diggings.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Short name.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// The zone it lies in.
    pub zone: ZoneId,
    /// The nearest town.
    pub town: TownId,
    /// Latitude [°].
    pub latitude: f64,
    /// Longitude [°].
    pub longitude: f64,
    /// How it is dug.
    pub kind: MineKind,
    /// Output in a normal year, 5, 50 and 95 % points [t/yr of gold, or of concentrate where lithium].
    pub output: [f64; 3],
    /// Who holds it.
    pub holder: String,
    /// Where this is from.
    pub source: String,
}

/// Finds zones and towns by their ids while tables are read.
pub(super) struct Names<'a> {
    pub zones: &'a [String],
    pub towns: &'a [String],
}

impl Names<'_> {
    pub fn zone(&self, id: &str) -> Result<ZoneId, String> {
        let found = self.zones.iter().position(|zone| zone == id);
        found.map(|index| ZoneId(index as u8)).ok_or_else(|| format!("no zone \"{id}\""))
    }

    pub fn town(&self, id: &str) -> Result<TownId, String> {
        let found = self.towns.iter().position(|town| town == id);
        found.map(|index| TownId(index as u8)).ok_or_else(|| format!("no town \"{id}\""))
    }
}

impl Town {
    pub(super) fn read(row: Row<'_>, names: &Names<'_>) -> Result<Self, TableFault> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            zone: names.zone(row.text("zone")?).map_err(|what| row.fault(what))?,
            latitude: row.get("latitude")?,
            longitude: row.get("longitude")?,
            population: row.get("population")?,
            is_centre: row.get("centre")?,
            symbolic: row.get("symbolic")?,
            capital: row.get("capital")?,
            source: row.get("source")?,
        })
    }
}

impl Zone {
    /// Reads a zone; `towns` are all towns of the country, `within` is filled in later.
    pub(super) fn read(row: Row<'_>, id: ZoneId, towns: &[Town]) -> Result<Self, TableFault> {
        let own: Vec<TownId> = towns
            .iter()
            .enumerate()
            .filter(|(_, town)| town.zone == id)
            .map(|(index, _)| TownId(index as u8))
            .collect();
        let centre = own.iter().copied().find(|town| towns[town.index()].is_centre);
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            population: row.get("population")?,
            area: row.get("area_km2")?,
            rain: row.get("rain_weight")?,
            remoteness: row.get("remoteness")?,
            label: (row.get("label_longitude")?, row.get("label_latitude")?),
            centre: centre.ok_or_else(|| row.fault("no town of the zone is its centre"))?,
            towns: own,
            within: 0.0,
            source: row.get("source")?,
        })
    }
}

impl Road {
    pub(super) fn read(row: Row<'_>, names: &Names<'_>) -> Result<Self, TableFault> {
        let zone = |column| names.zone(row.text(column)?).map_err(|what| row.fault(what));
        Ok(Self {
            between: (zone("from")?, zone("to")?),
            km: row.get("km")?,
            hours: row.get("hours")?,
            surface: match row.text("surface")? {
                "paved" => Surface::Paved,
                "unpaved" => Surface::Unpaved,
                "track" => Surface::Track,
                other => return Err(row.fault(format!("no surface \"{other}\""))),
            },
            share_border: row.get("share_border")?,
            source: row.get("source")?,
        })
    }
}

impl Corridor {
    pub(super) fn read(row: Row<'_>, names: &Names<'_>) -> Result<Self, TableFault> {
        let zones = row.text("zones_km")?.split_whitespace().map(|part| leg(part, names));
        Ok(Self {
            id: row.get("id")?,
            path: row.get("path")?,
            name: row.get("name")?,
            route: row.get("route")?,
            zones: zones.collect::<Result<_, _>>().map_err(|what| row.fault(what))?,
            total_km: row.get("total_km")?,
            trip_days: row.get("trip_days")?,
            entry: row.get("entry")?,
            destination: match row.text("destination")? {
                "bamako" => Destination::Bamako,
                "north" => Destination::North,
                other => return Err(row.fault(format!("no destination \"{other}\""))),
            },
            note: row.get("note")?,
            source: row.get("source")?,
        })
    }
}

/// A leg of a corridor, written `KAY:290`.
fn leg(text: &str, names: &Names<'_>) -> Result<(ZoneId, f32), String> {
    let (zone, km) = text.split_once(':').ok_or_else(|| format!("\"{text}\" is not like KAY:290"))?;
    let km = km.parse().map_err(|error| format!("\"{text}\": {error}"))?;
    Ok((names.zone(zone)?, km))
}

impl Mine {
    pub(super) fn read(row: Row<'_>, names: &Names<'_>) -> Result<Self, TableFault> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            zone: names.zone(row.text("zone")?).map_err(|what| row.fault(what))?,
            town: names.town(row.text("town")?).map_err(|what| row.fault(what))?,
            latitude: row.get("latitude")?,
            longitude: row.get("longitude")?,
            kind: match row.text("kind")? {
                "industrial" => MineKind::Industrial,
                "artisanal" => MineKind::Artisanal,
                "lithium" => MineKind::Lithium,
                other => return Err(row.fault(format!("no kind of mine \"{other}\""))),
            },
            output: [row.get("low_t")?, row.get("central_t")?, row.get("high_t")?],
            holder: row.get("holder")?,
            source: row.get("source")?,
        })
    }
}
