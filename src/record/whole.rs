//! Files that are complete or absent.
//!
//! The bytes go to a temporary name in the same folder, are synced to the disk, and take their name in one step; then
//! the folder is synced, so that a loss of power finds either the old file or the new one.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Temporary names begin with this, so that what a killed process left can be told.
pub const UNFINISHED: &str = ".unfinished-";

/// Writes a file whole, in place of what may have had its name.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // The parent of a bare name is empty.
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut file = temporary().tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync(folder)
}

/// A temporary file as readable for others as the user's mask allows.
fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Brings the names in a folder to the disk, where the system lets a folder be opened.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"first").unwrap();
        write(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(&folder.path().join("none/a.txt"), b"").is_err());
    }
}
