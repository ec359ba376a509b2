//! The data folder: what is in it, drafts and ballots and the key of all links, is read by nobody but
//! the server's own user, whatever the umask it was started with.

use std::fs::{DirBuilder, Permissions, read_dir, set_permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;

use rustix::fs::Mode;
use rustix::process::umask;

/// What picnic itself keeps in its folder: these, and what begins with the last one's name.
const OWN: [&str; 4] = ["lock", "key", "key.new", DATABASE];
const DATABASE: &str = "picnic.db";

const OTHERS: u32 = 0o077;

/// Makes the folder where there is none, and keeps it and picnic's files in it to this user; what is
/// made from now on, by SQLite too, is so from the start.
///
/// # Errors
/// When it cannot be made.
pub fn keep_to_this_user(folder: &Path) -> io::Result<()> {
    umask(Mode::from_raw_mode(OTHERS));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    for entry in read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        // A key that others could read is not made good by this: see `key`.
        if name != "key" && is_own(&name.to_string_lossy()) && entry.file_type()?.is_file() {
            tighten(&entry.path(), 0o600);
        }
    }
    if !holds_others(folder)? {
        tighten(folder, 0o700);
    } else if is_open_to_others(folder)? {
        tracing::warn!(
            folder = %folder.display(),
            "others may look into the data folder, which holds more than picnic's own files; give \
             picnic a folder of its own, or make it so with chmod 700"
        );
    }
    Ok(())
}

/// Whether something in a folder is not picnic's own: whoever looks after that may want it as open as it is.
///
/// # Errors
/// When it cannot be read.
pub fn holds_others(folder: &Path) -> io::Result<bool> {
    for entry in read_dir(folder)? {
        if !is_own(&entry?.file_name().to_string_lossy()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_own(name: &str) -> bool {
    OWN.contains(&name) || name.starts_with(DATABASE)
}

/// Whether a file's mode lets others than its owner read or change it.
///
/// # Errors
/// When there is no such file.
pub fn is_open_to_others(path: &Path) -> io::Result<bool> {
    Ok(path.metadata()?.permissions().mode() & OTHERS != 0)
}

fn tighten(path: &Path, mode: u32) {
    let done = is_open_to_others(path).and_then(|open| {
        if open { set_permissions(path, Permissions::from_mode(mode)) } else { Ok(()) }
    });
    if let Err(error) = done {
        tracing::warn!(%error, path = %path.display(), "others may read this, and that stays so");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_an_earlier_picnic_left_open_is_closed_and_what_is_not_its_own_is_left_alone() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("data");
        keep_to_this_user(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700);
        for name in ["picnic.db", "picnic.db-wal", "picnic.db.damaged-1", "lock"] {
            std::fs::write(folder.join(name), "").unwrap();
            set_permissions(folder.join(name), Permissions::from_mode(0o644)).unwrap();
        }
        set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        keep_to_this_user(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700);
        for name in ["picnic.db", "picnic.db-wal", "picnic.db.damaged-1", "lock"] {
            assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
        }
        std::fs::write(folder.join("photo.jpg"), "").unwrap();
        set_permissions(folder.join("photo.jpg"), Permissions::from_mode(0o644)).unwrap();
        set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        keep_to_this_user(&folder).unwrap();
        assert_eq!((mode(&folder), mode(&folder.join("photo.jpg"))), (0o755, 0o644));
    }
}
