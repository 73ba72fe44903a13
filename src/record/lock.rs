//! One writer a record.
//!
//! The system's own lock on `.lock`: it ends with the process that holds it, however that ends, so a lock is never
//! stale; a `.lock` that a killed process left is taken over.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::fault::RecordFault;

const FILE: &str = ".lock";

/// The right to write into a folder, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of a folder, or says who has it.
    pub(super) fn take(folder: &Path) -> Result<Self, RecordFault> {
        let path = folder.join(FILE);
        loop {
            let file = open(&path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(busy(folder, &path)),
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                    return Err(RecordFault::io("lock", &path)(error));
                }
                _ => {}
            }
            let mut lock = Self { path: path.clone(), file };
            if lock.sign().map_err(RecordFault::io("write", &path))? {
                return Ok(lock);
            }
        }
    }

    /// Writes who holds the lock; false if the file lost its name meanwhile, because the one before let go.
    fn sign(&mut self) -> std::io::Result<bool> {
        let holder = format!("process {}", std::process::id());
        self.file.set_len(0)?;
        self.file.write_all(holder.as_bytes())?;
        Ok(std::fs::read_to_string(&self.path).is_ok_and(|text| text == holder))
    }
}

impl Drop for Lock {
    /// A `.lock` that cannot be removed does no harm.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> Result<File, RecordFault> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(RecordFault::io("write", path))
}

fn busy(folder: &Path, path: &Path) -> RecordFault {
    let holder = std::fs::read_to_string(path).ok().filter(|text| !text.is_empty());
    RecordFault::Busy { path: folder.to_path_buf(), holder: holder.unwrap_or("an unnamed process".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_writer_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path()).unwrap();
        let fault = Lock::take(folder.path()).unwrap_err().to_string();
        assert!(fault.contains(&format!("process {}", std::process::id())), "{fault}");
        drop(first);
        Lock::take(folder.path()).unwrap();
    }

    #[test]
    fn the_lock_of_a_killed_process_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "process 1").unwrap();
        Lock::take(folder.path()).unwrap();
    }

    #[test]
    fn a_lock_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        drop(Lock::take(folder.path()).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
