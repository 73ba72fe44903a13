//! Figures: one a file, from plain numbers to SVG, and from the SVG to PNG.
//!
//! A figure knows numbers and words, not the model. Its caller says what it shows ([`Wording`]: title, subtitle, and a
//! caption with n, interval, error, seed and source); it answers a [`Figure`] with the picture, the numbers drawn and a
//! text for those who cannot see it. Text is text, in an embedded open font; labels stand at what they name, and are measured
//! so that none is cut or lies on another.
//!
//! | figure | shows |
//! |---|---|
//! | [`Distribution`] | an outcome over the replicates |
//! | [`Chances`] | how often each of several things happens |
//! | [`Fan`] | quantities over time, with bands, sample paths and what was observed |
//! | [`Survival`] | how long a state lasts and what ends it |
//! | [`Map`] | zones shaded by value at several dates |
//! | [`Atlas`] | the same, with a date that a reader moves |
//! | [`Swing`] | what each factor moves, one at a time |
//! | [`Forest`] | differences between scenarios |
//! | [`Ecdfs`] | one outcome in several scenarios, as curves upon each other |
//! | [`Dots`] | the same as dots, each one future in fifty |
//! | [`Ridges`] | the same as histograms below one another |
//! | [`Lasting`] | how long a state lasts in several scenarios |
//! | [`Ends`] | what ends it in each |
//! | [`Slopes`] | quantiles from scenario to scenario |
//! | [`Partings`] | differences over time |
//! | [`HeatTable`] | outcomes by scenarios |
//! | [`Intervals`] | patterns: observed against the ensemble |
//!
//! ```
//! use concession::plot::{Distribution, Quantity, Wording};
//!
//! let figure = Distribution {
//!     wording: Wording {
//!         name: "deaths".into(),
//!         title: "Deaths in two years".into(),
//!         subtitle: String::new(),
//!         caption: "n = 4 replicates; seed 1.".into(),
//!     },
//!     quantity: Quantity::count("deaths", "persons"),
//!     values: &[1200.0, 1310.0, 980.0, 2040.0],
//!     reference: None,
//! }
//! .figure();
//! assert!(figure.svg.contains("median 1,255"));
//! ```

mod atlas;
mod calendar;
mod canvas;
mod chances;
mod distribution;
mod dots;
mod ecdfs;
mod ends;
mod fan;
mod font;
mod forest;
mod heat_table;
mod histogram;
mod intervals;
mod lasting;
mod map;
mod number;
mod page;
mod palette;
mod partings;
mod png;
mod ridges;
mod rows;
mod scale;
mod slopes;
mod spread;
mod survival;
mod swing;

#[cfg(test)]
mod inspect;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use atlas::{Atlas, Frame, Look, Sheet};
pub use chances::{Chance, Chances};
pub use distribution::Distribution;
pub use dots::Dots;
pub use ecdfs::Ecdfs;
pub use ends::{Ends, EndsPanel};
pub use fan::{Fan, Panel, QUANTILES};
pub use forest::{Difference, Forest};
pub use heat_table::{HeatCell, HeatRow, HeatTable};
pub use intervals::{Intervals, Pattern, Verdict};
pub use lasting::{Lasting, Lasts};
pub use map::{Map, Zone};
pub use number::{Quantity, Unit};
pub use partings::{PartingPanel, Partings};
pub use ridges::Ridges;
pub use slopes::{SlopePanel, Slopes};
pub use survival::Survival;
pub use swing::{Factor, Setting, Swing};

/// The faces in which figures are measured, as TrueType, with their weight: a page that shows figures brings them along.
pub const FACES: [(u32, &[u8]); 2] = [(400, font::REGULAR), (700, font::BOLD)];

/// The words of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    /// Stem of its files.
    pub name: String,
    pub title: String,
    /// What is drawn, in a sentence; may be empty.
    pub subtitle: String,
    /// n, interval with its level, error, seed, source.
    pub caption: String,
}

/// A picture with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stem of its files.
    pub name: String,
    pub svg: String,
    /// The numbers drawn, as CSV.
    pub data: String,
    /// What the picture shows, in words.
    pub alt: String,
}

impl Figure {
    /// The picture as PNG, with `scale` pixels for each pixel of the SVG.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, PlotError> {
        png::raster(&self.svg, scale)
    }

    /// Writes `.svg`, `.png` (at twice the size) and `.csv`, each complete or not at all; answers their paths.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, PlotError> {
        let png = self.png(2.0)?;
        let files = [("svg", self.svg.as_bytes()), ("png", &png), ("csv", self.data.as_bytes())];
        files.iter().map(|(kind, bytes)| self.put(folder, kind, bytes)).collect()
    }

    fn put(&self, folder: &Path, kind: &str, bytes: &[u8]) -> Result<PathBuf, PlotError> {
        let path = folder.join(format!("{}.{kind}", self.name));
        let write = || {
            let mut file = readable().tempfile_in(folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|fault| fault.error)
        };
        write().map_err(|fault| PlotError::File { path: path.clone(), fault })?;
        Ok(path)
    }
}

/// A temporary file as readable for others as the user's mask allows.
fn readable() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// What can go wrong with a figure.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    #[error("the figure is not valid SVG: {0}")]
    Svg(String),
    #[error("a picture cannot have {0} times the size of the figure")]
    Scale(f32),
    #[error("the picture cannot be encoded: {0}")]
    Png(String),
    #[error("{}: {fault}", path.display())]
    File { path: PathBuf, fault: io::Error },
}

/// Rows of comma-separated values under a head; fields with commas, quotes or line breaks are quoted.
fn table(head: &str, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = format!("{head}\n");
    for row in rows {
        let fields: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        let _ = writeln!(out, "{}", fields.join(","));
    }
    out
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// A number as a field; none leaves the field empty.
fn field(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Figure {
        let row =
            Difference { group: String::new(), name: "a, b".into(), estimate: 1.0, lower: 0.0, upper: 2.0 };
        let wording = Wording { name: "written".into(), title: "A title".into(), ..Wording::default() };
        let sides = (String::new(), String::new());
        Forest { wording, quantity: Quantity::real("x", "m"), rows: vec![row], sides }.figure()
    }

    #[test]
    fn a_figure_leaves_three_files_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = figure().write(folder.path()).expect("written");
        let names: Vec<_> = paths.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        assert_eq!(names, ["written.svg", "written.png", "written.csv"]);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 3);
        let csv = std::fs::read_to_string(&paths[2]).expect("text");
        assert_eq!(csv, "group,name,estimate,lower,upper\n,\"a, b\",1,0,2\n");
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_the_file() {
        let fault = figure().write(Path::new("no/such/folder")).expect_err("there is no folder");
        assert!(fault.to_string().contains("written.svg"), "{fault}");
    }

    #[test]
    fn absurd_sizes_are_refused() {
        for scale in [0.0, -1.0, f32::NAN, 1e6] {
            assert!(matches!(figure().png(scale), Err(PlotError::Scale(_))), "{scale}");
        }
    }

    #[test]
    fn the_same_numbers_make_the_same_bytes() {
        assert_eq!(figure(), figure());
        assert_eq!(figure().png(1.0).expect("drawn"), figure().png(1.0).expect("drawn"));
    }
}
