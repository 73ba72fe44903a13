//! Reads a record back, column by column.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ndarray::Array2;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;

use super::catalogue::{Catalogue, Chunk, Damage, Trust, present};
use super::chunk::{self, REPLICATES, TRAJECTORIES};
use super::fault::RecordFault;
use super::manifest::Manifest;
use super::table::TableFile;
use crate::ensemble::Attempt;

/// A record open for reading: the replicates that are finished, complete or not.
#[derive(Clone, Debug)]
pub struct Record {
    folder: PathBuf,
    manifest: Manifest,
    catalogue: Catalogue,
    /// Of files that have been read from.
    footers: Arc<Footers>,
}

/// Footers by the path of their file.
type Footers = Mutex<HashMap<PathBuf, Arc<ParquetMetaData>>>;

/// Footers kept at most: a tenth of a megabyte each.
const FOOTERS: usize = 64;

impl Record {
    /// Opens the record in a folder. Files are held against the sizes they were written with.
    pub fn open(folder: &Path) -> Result<Self, RecordFault> {
        if !folder.join(Manifest::FILE).exists() {
            return Err(RecordFault::NotARecord(folder.to_path_buf()));
        }
        let record = Self {
            folder: folder.to_path_buf(),
            manifest: Manifest::read(folder)?,
            catalogue: Catalogue::read(folder)?,
            footers: Arc::default(),
        };
        record.chunks().try_for_each(|chunk| present(folder, chunk))?;
        Ok(record)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The finished chunks in order.
    pub fn chunks(&self) -> impl Iterator<Item = &Chunk> {
        self.catalogue.chunks.values()
    }

    /// Replicates there are; the length of every column.
    pub fn replicates(&self) -> u64 {
        self.catalogue.replicates()
    }

    /// Are all replicates there that were asked for?
    pub fn is_complete(&self) -> bool {
        self.replicates() == self.manifest.replicates
    }

    /// The index of each replicate there is, in the order of all columns.
    pub fn indices(&self) -> Vec<u64> {
        let per_file = self.manifest.identity.replicates_per_file;
        self.chunks().flat_map(|chunk| (chunk.number * per_file..).take(chunk.replicates as usize)).collect()
    }

    /// Reads every byte and says which chunks are not what they were when written.
    pub fn verify(&self) -> Vec<Damage> {
        let identity = &self.manifest.identity;
        let dates = identity.columns.dates.len() as u64;
        let trust = Trust { identity: identity.sha256(), per_file: identity.replicates_per_file, dates };
        self.catalogue.clone().verify(&self.folder, &trust)
    }

    /// One replicate as it was written, or its fault; none if it is not there.
    pub fn attempt(&self, index: u64) -> Result<Option<Attempt>, RecordFault> {
        let identity = &self.manifest.identity;
        let (number, place) = (index / identity.replicates_per_file, index % identity.replicates_per_file);
        let Some(chunk) = self.chunks().find(|chunk| chunk.number == number && place < chunk.replicates)
        else {
            return Ok(None);
        };
        let attempts = chunk::read(&self.folder, chunk.number, &identity.columns)
            .map_err(|why| RecordFault::damaged(&chunk::path(&self.folder, REPLICATES, chunk.number), why))?;
        Ok(attempts.into_iter().nth(place as usize))
    }

    /// The failed replicates: index and fault.
    pub fn faults(&self) -> Result<Vec<(u64, String)>, RecordFault> {
        let failed = self.chunks().filter(|chunk| chunk.faults > 0);
        self.gather(REPLICATES, failed, |chunk| chunk::faults(&self.folder, chunk.number))
    }

    /// An outcome of each replicate; NaN where it is not defined or the replicate failed.
    pub fn outcomes(&self, name: &str) -> Result<Vec<f64>, RecordFault> {
        let outcomes = &self.manifest.identity.columns.outcomes;
        known("outcome", name, outcomes.iter().map(|column| column.name.as_str()))?;
        self.real(name)
    }

    /// Every outcome of each replicate in the order of the columns, with each file opened once.
    pub fn all_outcomes(&self) -> Result<Vec<Vec<f64>>, RecordFault> {
        let outcomes = &self.manifest.identity.columns.outcomes;
        let names: Vec<&str> = outcomes.iter().map(|column| column.name.as_str()).collect();
        self.several(REPLICATES, &names, |file, _, name| file.real(name))
    }

    /// The value that each replicate drew of a parameter; NaN where it failed.
    pub fn parameters(&self, name: &str) -> Result<Vec<f64>, RecordFault> {
        known("parameter", name, self.manifest.identity.columns.parameters.iter().map(String::as_str))?;
        self.real(name)
    }

    /// The values that each replicate drew of several parameters, with each file opened once.
    pub fn several_parameters(&self, names: &[&str]) -> Result<Vec<Vec<f64>>, RecordFault> {
        let parameters = &self.manifest.identity.columns.parameters;
        names.iter().try_for_each(|name| known("parameter", name, parameters.iter().map(String::as_str)))?;
        self.several(REPLICATES, names, |file, _, name| file.real(name))
    }

    fn real(&self, name: &str) -> Result<Vec<f64>, RecordFault> {
        self.gather(REPLICATES, self.chunks(), |chunk| self.file(REPLICATES, chunk)?.real(name))
    }

    /// An observable over time: replicates × dates; NaN where it is not defined or the replicate failed.
    pub fn trajectory(&self, name: &str) -> Result<Array2<f32>, RecordFault> {
        Ok(self.trajectories(&[name])?.swap_remove(0))
    }

    /// Several observables over time, with each file opened once.
    pub fn trajectories(&self, names: &[&str]) -> Result<Vec<Array2<f32>>, RecordFault> {
        let columns = &self.manifest.identity.columns;
        let observables = || columns.observables.iter().map(|column| column.name.as_str());
        names.iter().try_for_each(|name| known("observable", name, observables()))?;
        let rows = |chunk: &Chunk| chunk.replicates as usize * columns.dates.len();
        let read = |file: &TableFile, chunk: &Chunk, name: &str| match file.single(name)? {
            values if values.len() == rows(chunk) => Ok(values),
            values => Err(rows_missing(values.len(), rows(chunk))),
        };
        let shape = (self.replicates() as usize, columns.dates.len());
        let whole = |values| {
            Array2::from_shape_vec(shape, values).expect("every chunk has a row a replicate and date")
        };
        Ok(self.several(TRAJECTORIES, names, read)?.into_iter().map(whole).collect())
    }

    /// Columns of a part of the record, with each file opened once.
    fn several<T: Clone>(
        &self,
        part: &str,
        names: &[&str],
        read: impl Fn(&TableFile, &Chunk, &str) -> Result<Vec<T>, ParquetError>,
    ) -> Result<Vec<Vec<T>>, RecordFault> {
        let parts = self.gather(part, self.chunks(), |chunk| {
            let file = self.file(part, chunk)?;
            names.iter().map(|name| read(&file, chunk, name)).collect()
        })?;
        let whole = |k: usize| parts.iter().skip(k).step_by(names.len()).flatten().cloned().collect();
        Ok((0..names.len()).map(whole).collect())
    }

    fn file(&self, part: &str, chunk: &Chunk) -> Result<TableFile, ParquetError> {
        let path = chunk::path(&self.folder, part, chunk.number);
        let known = self.footers.lock().ok().and_then(|footers| footers.get(&path).cloned());
        let is_new = known.is_none();
        let file = TableFile::open_known(&path, known)?;
        if let Some(mut footers) = self.footers.lock().ok().filter(|all| is_new && all.len() < FOOTERS) {
            footers.insert(path, file.footer());
        }
        Ok(file)
    }

    /// What `read` finds in each of the chunks, one after another.
    fn gather<'c, T>(
        &self,
        part: &str,
        chunks: impl Iterator<Item = &'c Chunk>,
        read: impl Fn(&Chunk) -> Result<Vec<T>, ParquetError>,
    ) -> Result<Vec<T>, RecordFault> {
        let mut all = vec![];
        for chunk in chunks {
            let path = || chunk::path(&self.folder, part, chunk.number);
            all.extend(read(chunk).map_err(|why| RecordFault::damaged(&path(), why))?);
        }
        Ok(all)
    }
}

fn rows_missing(found: usize, expected: usize) -> ParquetError {
    ParquetError::General(format!("{found} rows, not {expected}"))
}

/// Refuses a name that is not among the known, with the nearest that is.
fn known<'a>(
    kind: &'static str,
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), RecordFault> {
    if names.clone().any(|known| known == name) {
        return Ok(());
    }
    let near = |known: &&str| strsim::damerau_levenshtein(known, name);
    let nearest = names.min_by_key(near).filter(|known| near(known) <= name.len().max(3) / 2);
    Err(RecordFault::Unknown { kind, name: name.into(), nearest: nearest.map(String::from) })
}
