//! Makes a record, or goes on with one.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::catalogue::{Catalogue, Chunk, Damage, Stored, Trust};
use super::chunk::{self, REPLICATES, TRAJECTORIES};
use super::fault::RecordFault;
use super::lock::Lock;
use super::manifest::{Identity, Manifest};
use super::run::Run;
use super::{table, whole};
use crate::ensemble::Attempt;

/// How to treat what is already in the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// Go on with a record of the same identity; refuse another.
    #[default]
    Continue,
    /// Remove the record that is there.
    Fresh,
}

/// A record open for writing; nobody else writes into its folder meanwhile.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    manifest: Manifest,
    identity: String,
    catalogue: Catalogue,
    damages: Vec<Damage>,
    _lock: Lock,
}

impl Writer {
    /// Opens a folder for `replicates` replicates of what `identity` says. Chunks that are there are verified, those
    /// that cannot be trusted forgotten.
    pub fn open(
        folder: &Path,
        identity: Identity,
        replicates: u64,
        opening: Opening,
    ) -> Result<Self, RecordFault> {
        chunk::check_names(&identity.columns)?;
        std::fs::create_dir_all(folder).map_err(RecordFault::io("create the folder", folder))?;
        let lock = Lock::take(folder)?;
        let known = folder.join(Manifest::FILE).exists();
        if !known {
            refuse_foreign(folder)?;
        } else if opening == Opening::Fresh {
            clear(folder)?;
        } else {
            refuse_other(folder, &identity)?;
        }
        let manifest = Manifest::new(identity, replicates);
        let identity = manifest.identity.sha256();
        let (catalogue, damages) = trusted(folder, &manifest, &identity);
        refuse_fewer(folder, &catalogue, &manifest)?;
        let writer =
            Self { folder: folder.to_path_buf(), manifest, identity, catalogue, damages, _lock: lock };
        writer.begin()?;
        Ok(writer)
    }

    /// Writes what stands before any chunk, and removes what no chunk accounts for.
    fn begin(&self) -> Result<(), RecordFault> {
        self.manifest.write(&self.folder)?;
        let path = self.folder.join("scenario.toml");
        whole::write(&path, self.manifest.identity.scenario.as_bytes())
            .map_err(RecordFault::io("write", &path))?;
        for part in [REPLICATES, TRAJECTORIES] {
            let part = self.folder.join(part);
            std::fs::create_dir_all(&part).map_err(RecordFault::io("create the folder", &part))?;
        }
        self.catalogue.write(&self.folder)?;
        sweep(&self.folder, |number| !self.catalogue.chunks.contains_key(&number))
    }

    /// The chunks that were there and could not be trusted.
    pub fn damages(&self) -> &[Damage] {
        &self.damages
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Replicates that are finished.
    pub fn done(&self) -> u64 {
        self.catalogue.replicates()
    }

    /// Finished replicates that failed.
    pub fn faults(&self) -> u64 {
        self.catalogue.chunks.values().map(|chunk| chunk.faults).sum()
    }

    /// The next replicates to run: of the first chunk that is not full, those it lacks.
    pub fn pending(&self) -> Option<Range<u64>> {
        let (per_file, total) = (self.manifest.identity.replicates_per_file, self.manifest.replicates);
        (0..total.div_ceil(per_file)).find_map(|number| {
            let present = self.catalogue.chunks.get(&number).map_or(0, |chunk| chunk.replicates);
            let first = number * per_file;
            let end = total.min(first + per_file);
            (first + present < end).then_some(first + present..end)
        })
    }

    /// Adds replicates from `first` on, which are all or the beginning of those pending, to their chunk.
    pub fn add(&mut self, first: u64, added: Vec<Attempt>) -> Result<(), RecordFault> {
        let pending = self.pending().unwrap_or_default();
        assert!(
            first == pending.start && added.len() as u64 <= pending.end - first,
            "only what is pending is added"
        );
        if added.is_empty() {
            return Ok(());
        }
        let columns = &self.manifest.identity.columns;
        added.iter().for_each(|attempt| chunk::check_shape(attempt, columns));
        let per_file = self.manifest.identity.replicates_per_file;
        let number = first / per_file;
        let mut attempts = match self.catalogue.chunks.get(&number) {
            Some(_) => chunk::read(&self.folder, number, columns)
                .map_err(|why| RecordFault::damaged(&chunk::path(&self.folder, REPLICATES, number), why))?,
            None => vec![],
        };
        assert_eq!(
            first,
            number * per_file + attempts.len() as u64,
            "a chunk has the replicates that the list says"
        );
        attempts.extend(added);
        self.put(number, &attempts)
    }

    /// Writes a chunk, then the list that says it is finished.
    fn put(&mut self, number: u64, attempts: &[Attempt]) -> Result<(), RecordFault> {
        let identity = &self.manifest.identity;
        let first = number * identity.replicates_per_file;
        let replicates = chunk::replicates(first, attempts, &identity.columns);
        let trajectories = chunk::trajectories(first, attempts, &identity.columns);
        let chunk = Chunk {
            number,
            replicates: attempts.len() as u64,
            faults: attempts.iter().filter(|attempt| attempt.is_err()).count() as u64,
            replicates_file: self.store(REPLICATES, number, &replicates)?,
            trajectories_file: self.store(TRAJECTORIES, number, &trajectories)?,
        };
        self.catalogue.chunks.insert(number, chunk);
        self.catalogue.write(&self.folder)
    }

    fn store(&self, part: &str, number: u64, columns: &table::Columns) -> Result<Stored, RecordFault> {
        let bytes = table::encode(columns, &self.identity)?;
        let path = chunk::path(&self.folder, part, number);
        whole::write(&path, &bytes).map_err(RecordFault::io("write", &path))?;
        Ok(Stored::of(&bytes))
    }

    /// Leaves a note on the run that wrote.
    pub fn note(&self, run: &Run) -> Result<(), RecordFault> {
        run.write(&self.folder)
    }
}

/// The chunks of a folder that are what they were when written; a list that cannot be read is no list.
fn trusted(folder: &Path, manifest: &Manifest, identity: &str) -> (Catalogue, Vec<Damage>) {
    match Catalogue::read(folder) {
        Ok(mut catalogue) => {
            let trust = Trust {
                identity: identity.to_string(),
                per_file: manifest.identity.replicates_per_file,
                dates: manifest.identity.columns.dates.len() as u64,
            };
            let damages = catalogue.verify(folder, &trust);
            (catalogue, damages)
        }
        Err(fault) => (Catalogue::default(), vec![Damage { chunk: None, why: fault.to_string() }]),
    }
}

/// A folder with chunks of we know not what is left alone.
fn refuse_foreign(folder: &Path) -> Result<(), RecordFault> {
    match [REPLICATES, TRAJECTORIES].into_iter().find(|part| folder.join(part).exists()) {
        Some(what) => Err(RecordFault::Foreign { path: folder.to_path_buf(), what }),
        None => Ok(()),
    }
}

/// A record of another identity is left alone.
fn refuse_other(folder: &Path, identity: &Identity) -> Result<(), RecordFault> {
    let differences = Manifest::read(folder)?.identity.differences(identity);
    if differences.is_empty() {
        Ok(())
    } else {
        Err(RecordFault::Other { path: folder.to_path_buf(), differences })
    }
}

/// Finished replicates are not thrown away because fewer are asked for.
fn refuse_fewer(folder: &Path, catalogue: &Catalogue, manifest: &Manifest) -> Result<(), RecordFault> {
    let (done, asked) = (catalogue.end(manifest.identity.replicates_per_file), manifest.replicates);
    if done > asked { Err(RecordFault::TooMany { path: folder.to_path_buf(), done, asked }) } else { Ok(()) }
}

/// Removes a record, the manifest last, so that what a kill leaves is still known for a record.
fn clear(folder: &Path) -> Result<(), RecordFault> {
    remove(&folder.join(Catalogue::FILE))?;
    sweep(folder, |_| true)?;
    for part in [REPLICATES, TRAJECTORIES] {
        // A folder in which the user keeps something of their own stays.
        let _ = std::fs::remove_dir(folder.join(part));
    }
    remove(&folder.join(Run::FILE))?;
    remove(&folder.join(Manifest::FILE))
}

fn remove(path: &Path) -> Result<(), RecordFault> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(RecordFault::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Removes the chunk files whose number is `unwanted`, and what killed processes left unfinished.
fn sweep(folder: &Path, unwanted: impl Fn(u64) -> bool) -> Result<(), RecordFault> {
    for (part, is_chunks) in
        [(folder.to_path_buf(), false), (folder.join(REPLICATES), true), (folder.join(TRAJECTORIES), true)]
    {
        let Ok(entries) = std::fs::read_dir(&part) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let stray = is_chunks && chunk::number(&name).is_some_and(&unwanted);
            if stray || name.starts_with(whole::UNFINISHED) {
                remove(&entry.path())?;
            }
        }
    }
    Ok(())
}
