//! Which chunks are finished: `chunks.json`.
//!
//! A chunk is trusted only after its files have the size and the SHA-256 that stand here, and their footers the rows
//! and the identity of the record.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::chunk::{self, REPLICATES, TRAJECTORIES};
use super::fault::RecordFault;
use super::manifest::{sha256, write_json};
use super::table::TableFile;

/// A finished chunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    pub number: u64,
    pub replicates: u64,
    /// How many of them failed.
    pub faults: u64,
    pub(super) replicates_file: Stored,
    pub(super) trajectories_file: Stored,
}

/// A file as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    bytes: u64,
    sha256: String,
}

impl Stored {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

/// A chunk that could not be trusted, and is made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// `None`: the list of chunks itself.
    pub chunk: Option<u64>,
    pub why: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.chunk {
            Some(number) => write!(f, "chunk {number:05} is made again: {}", self.why),
            None => write!(f, "every chunk is made again: {}", self.why),
        }
    }
}

/// The finished chunks by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Catalogue {
    pub(super) chunks: BTreeMap<u64, Chunk>,
}

impl Catalogue {
    pub(super) const FILE: &str = "chunks.json";

    /// Reads the list of a folder; empty where there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, RecordFault> {
        let path = folder.join(Self::FILE);
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(RecordFault::damaged(&path, error));
            }
            read => read.map_err(RecordFault::io("read", &path))?,
        };
        let list: Vec<Chunk> = serde_json::from_str(&text).map_err(|why| RecordFault::damaged(&path, why))?;
        Ok(Self { chunks: list.into_iter().map(|chunk| (chunk.number, chunk)).collect() })
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), RecordFault> {
        write_json(&folder.join(Self::FILE), &self.chunks.values().collect::<Vec<_>>())
    }

    /// Replicates in finished chunks.
    pub(super) fn replicates(&self) -> u64 {
        self.chunks.values().map(|chunk| chunk.replicates).sum()
    }

    /// One beyond the last replicate there is.
    pub(super) fn end(&self, per_file: u64) -> u64 {
        self.chunks.values().map(|chunk| chunk.number * per_file + chunk.replicates).max().unwrap_or(0)
    }

    /// Drops the chunks that are not what they were when written, and says why.
    pub(super) fn verify(&mut self, folder: &Path, trust: &Trust) -> Vec<Damage> {
        let mut damages = vec![];
        self.chunks.retain(|&number, chunk| match trust.check(folder, chunk) {
            Ok(()) => true,
            Err(why) => {
                damages.push(Damage { chunk: Some(number), why });
                false
            }
        });
        damages
    }
}

/// What the chunks of a record have in common.
pub(super) struct Trust {
    pub(super) identity: String,
    pub(super) per_file: u64,
    pub(super) dates: u64,
}

impl Trust {
    /// Is a chunk what it was when written? Reads all of it.
    fn check(&self, folder: &Path, chunk: &Chunk) -> Result<(), String> {
        if chunk.replicates == 0 || chunk.replicates > self.per_file {
            return Err(format!("{} replicates in a file for {}", chunk.replicates, self.per_file));
        }
        self.check_file(
            &chunk::path(folder, REPLICATES, chunk.number),
            &chunk.replicates_file,
            chunk.replicates,
        )?;
        let rows = chunk.replicates * self.dates;
        self.check_file(&chunk::path(folder, TRAJECTORIES, chunk.number), &chunk.trajectories_file, rows)
    }

    fn check_file(&self, path: &Path, stored: &Stored, rows: u64) -> Result<(), String> {
        let told = |why: String| format!("{}: {why}", path.display());
        let bytes = std::fs::read(path).map_err(|error| told(error.to_string()))?;
        if bytes.len() as u64 != stored.bytes {
            return Err(told(format!("{} bytes, {} were written", bytes.len(), stored.bytes)));
        }
        if sha256(&bytes) != stored.sha256 {
            return Err(told("its content has changed since it was written".into()));
        }
        let file = TableFile::open(path).map_err(|error| told(error.to_string()))?;
        if file.rows() != rows {
            return Err(told(format!("{} rows, not {rows}", file.rows())));
        }
        if file.identity() != Some(&self.identity) {
            return Err(told("it belongs to another record".into()));
        }
        Ok(())
    }
}

/// Are the files of a chunk there and as long as they were? The cheap question, before reading.
pub(super) fn present(folder: &Path, chunk: &Chunk) -> Result<(), RecordFault> {
    for (part, stored) in [(REPLICATES, &chunk.replicates_file), (TRAJECTORIES, &chunk.trajectories_file)] {
        let path = chunk::path(folder, part, chunk.number);
        let found = std::fs::metadata(&path).map_err(RecordFault::io("read", &path))?.len();
        if found != stored.bytes {
            let why =
                format!("{found} bytes, {} were written; run it again to make the chunk again", stored.bytes);
            return Err(RecordFault::damaged(&path, why));
        }
    }
    Ok(())
}
