//! What a comparison keeps in `comparison.json` beside its numbers, so that it can be made again from its records.
//!
//! Each record is named by its way from the comparison's folder, so that both can be moved together, and as it was given, for where
//! only the comparison was. What a record is, is its identity: one that is another's is refused.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::ReportFault;
use super::{Asked, Side, Study, Why, tell_apart};
use crate::record::{Record, RecordFault};

/// The comparison's file in its folder.
pub const FILE: &str = "comparison.json";

/// A comparison as its file has it.
#[derive(Serialize)]
pub struct Whole<'s> {
    #[serde(flatten)]
    kept: Kept,
    #[serde(flatten)]
    study: &'s Study,
}

/// What it was made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    asked: Asked,
    /// The baseline first.
    records: Vec<Place>,
}

/// The same as it is read again.
#[derive(Deserialize)]
struct Known {
    #[serde(flatten)]
    kept: Kept,
    /// Read by itself: what another version split this one may not understand.
    #[serde(default)]
    why: serde_json::Value,
}

/// A comparison that can be made again.
pub struct Again {
    pub sides: Vec<Side>,
    pub asked: Asked,
    /// The differences split over their pieces, which are not split again.
    pub why: Vec<Why>,
}

/// Where a record lies.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Place {
    /// From the comparison's folder.
    folder: PathBuf,
    /// As it was given.
    given: PathBuf,
    /// SHA-256 of its identity.
    identity: String,
    /// How many it had.
    replicates: u64,
}

/// A comparison with what it was made from, to stand in a folder that exists.
pub fn whole<'s>(study: &'s Study, sides: &[Side], asked: &Asked, folder: &Path) -> Whole<'s> {
    let place = |side: &Side| Place {
        folder: way(folder, side.record.folder()),
        given: side.record.folder().to_path_buf(),
        identity: side.record.manifest().identity.sha256(),
        replicates: side.record.replicates(),
    };
    Whole { kept: Kept { asked: asked.clone(), records: sides.iter().map(place).collect() }, study }
}

/// Whether a folder holds a comparison.
pub fn is_there(folder: &Path) -> bool {
    folder.join(FILE).is_file()
}

/// The sides of the comparison in a folder, what was asked of them, and why they differ, if that was.
pub fn open(folder: &Path) -> Result<Again, ReportFault> {
    let fault = |why: String| ReportFault::Comparison { folder: folder.join(FILE), why };
    let text = std::fs::read_to_string(folder.join(FILE)).map_err(|error| fault(error.to_string()))?;
    let known: Known = serde_json::from_str(&text).map_err(|_| {
        fault("it does not say where its records are; run compare again, which costs little".into())
    })?;
    let mut sides = Vec::new();
    for place in &known.kept.records {
        sides.push(Side::new(place.open(folder)?)?);
    }
    tell_apart(&mut sides);
    Ok(Again { sides, asked: known.kept.asked, why: serde_json::from_value(known.why).unwrap_or_default() })
}

impl Place {
    fn open(&self, folder: &Path) -> Result<Record, ReportFault> {
        let mut strange = None;
        // What was given from the folder of that day means something else in another.
        let given = Some(self.given.clone()).filter(|path| path.is_absolute());
        let is_it = |record: &Record| {
            record.manifest().identity.sha256() == self.identity && record.replicates() == self.replicates
        };
        for path in [folder.join(&self.folder)].into_iter().chain(given) {
            match Record::open(&path) {
                Ok(record) if is_it(&record) => return Ok(record),
                Ok(_) => strange = strange.or(Some(path)),
                Err(RecordFault::NotARecord(_)) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        let why = match strange {
            Some(path) => {
                format!(
                    "the record in {} is another than was compared, or has not its {} replicates; run compare again",
                    path.display(),
                    self.replicates
                )
            }
            None => format!(
                "the record in {} is gone; put it back, or run compare again",
                plain(&folder.join(&self.folder)).display()
            ),
        };
        Err(ReportFault::Comparison { folder: folder.to_path_buf(), why })
    }
}

/// The way from a folder to another; where there is none, the other as it is.
fn way(from: &Path, to: &Path) -> PathBuf {
    let (Ok(from), Ok(whole)) = (from.canonicalize(), to.canonicalize()) else { return to.to_path_buf() };
    let (a, b): (Vec<Component>, Vec<Component>) =
        (from.components().collect(), whole.components().collect());
    let common = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return whole;
    }
    let up = std::iter::repeat_n(Component::ParentDir, a.len() - common);
    up.chain(b[common..].iter().copied()).collect()
}

/// A path without steps down and up again.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir
            && matches!(plain.components().next_back(), Some(Component::Normal(_)))
        {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_record_is_the_same_wherever_both_stand() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["compare/a-vs-b", "a", "b"] {
            std::fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        let at = |path: &str| folder.path().join(path);
        assert_eq!(way(&at("compare/a-vs-b"), &at("b")), Path::new("../../b"));
        assert_eq!(plain(Path::new("output/compare/a-vs-b/../../b")), Path::new("output/b"));
        assert_eq!(plain(Path::new("../x/../b")), Path::new("../b"));
    }
}
