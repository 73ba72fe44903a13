//! What can go wrong with a record, in words for its owner.

use std::io;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;

use super::difference::Difference;

/// Why a record cannot be made, continued or read.
#[derive(Debug, thiserror::Error)]
pub enum RecordFault {
    #[error("cannot {action} {}: {}", path.display(), in_words(source))]
    Io { action: &'static str, path: PathBuf, source: io::Error },

    #[error("{} is not a record: it has no manifest.json", .0.display())]
    NotARecord(PathBuf),

    #[error("{} holds {what}/ but no manifest.json: it is not a record, and nothing in it will be touched", path.display())]
    Foreign { path: PathBuf, what: &'static str },

    #[error("{} cannot be read: {why}", path.display())]
    Damaged { path: PathBuf, why: String },

    #[error("{} is a record of another run; what differs (there → here):{}", path.display(), listed(differences))]
    Other { path: PathBuf, differences: Vec<Difference> },

    #[error("{} already has {done} replicates, more than the {asked} asked for", path.display())]
    TooMany { path: PathBuf, done: u64, asked: u64 },

    #[error("{} is being written by another run ({holder})", path.display())]
    Busy { path: PathBuf, holder: String },

    #[error("the record has no {kind} named {name:?}{}", nearest.as_ref().map_or(String::new(), |n| format!("; the nearest is {n:?}")))]
    Unknown { kind: &'static str, name: String, nearest: Option<String> },

    #[error("two columns are named {0:?}")]
    TwiceNamed(String),

    #[error("cannot encode a chunk: {0}")]
    Encoding(#[from] ParquetError),
}

impl RecordFault {
    /// Wraps an error of the system: what was tried, with which file.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { action, path, source }
    }

    /// A file that is not what it should be.
    pub(super) fn damaged(path: &Path, why: impl ToString) -> Self {
        Self::Damaged { path: path.to_path_buf(), why: why.to_string() }
    }

    /// Is it for the user to put right in what was asked (rather than in the machine)?
    pub fn is_bad_input(&self) -> bool {
        !matches!(self, Self::Encoding(_) | Self::Io { source: _, action: "write", .. })
    }
}

/// The system's words, where they are short on sense.
fn in_words(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; every finished chunk is kept, and the same command goes on from there".into()
        }
        _ => source.to_string(),
    }
}

fn listed(differences: &[Difference]) -> String {
    differences.iter().map(|difference| format!("\n  {difference}")).collect()
}
