//! The server's key file: made at the first start, read by nobody else.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::access::folder::is_open_to_others;
use crate::room::links::ServerKey;

const FILE: &str = "key";
const BYTES: usize = 32;

/// Beside the key, it says that another key than the database's is meant.
const ACCEPT: &str = "key.accept";

/// Under this name a database knows its key's mark.
pub const MARK: &str = "key";

/// Bytes of a mark.
const MARK_BYTES: usize = 16;

/// Reads the key in the data folder, or makes one where there are no rooms whose links another would void.
///
/// # Errors
/// When the file cannot be read or made, is not a key, or is missing beside rooms.
pub fn read_or_make(folder: &Path, holds_rooms: impl FnOnce() -> bool) -> io::Result<ServerKey> {
    let path = folder.join(FILE);
    let found = bytes_of(&path)?;
    let is_there = found.is_some();
    let mut bytes = found.unwrap_or_default();
    // A full disk may have left one of no bytes.
    if bytes.is_empty() {
        if holds_rooms() {
            return Err(missing(&path, is_there));
        }
        bytes = random::<BYTES>()?.to_vec();
        put(folder, &bytes)?;
    }
    key_of(&path, &bytes)
}

/// Whether a key was ever made in the data folder.
#[must_use]
pub fn is_in(folder: &Path) -> bool {
    folder.join(FILE).exists()
}

/// Reads the key in the data folder.
///
/// # Errors
/// When there is none.
pub fn read(folder: &Path) -> io::Result<ServerKey> {
    let path = folder.join(FILE);
    let bytes = bytes_of(&path)?.ok_or_else(|| {
        let sentence = format!("there is no {}; is that the data folder (--data)?", path.display());
        io::Error::new(io::ErrorKind::NotFound, sentence)
    })?;
    key_of(&path, &bytes)
}

/// What a database keeps to know its key again: a keyed hash, which tells nothing of the key, and a checksum.
#[must_use]
pub fn mark(key: &ServerKey) -> String {
    checked(&key.tag(&[b"the key of this database"])[..MARK_BYTES])
}

fn checked(tag: &[u8]) -> String {
    let mut mark = String::new();
    for byte in tag.iter().copied().chain(crc32c::crc32c(tag).to_be_bytes()) {
        mark.push_str(&format!("{byte:02x}"));
    }
    mark
}

/// Whether a mark is as it was written: a flipped bit keeps nobody out.
fn holds(mark: &str) -> bool {
    let byte =
        |at: usize| mark.get(at * 2..at * 2 + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let tag: Option<Vec<_>> = (0..MARK_BYTES).map(byte).collect();
    tag.is_some_and(|tag| checked(&tag) == mark)
}

/// Refuses a key that is not the one of the rooms beside it, whose links and passes it would void.
///
/// # Errors
/// When the database knows another, and nobody has said that this one is meant.
pub fn refuse_another(
    folder: &Path,
    key: &ServerKey,
    known: Option<&str>,
    holds_rooms: impl FnOnce() -> bool,
) -> io::Result<()> {
    let is_another = known.is_some_and(|known| holds(known) && known != mark(key));
    if !is_another || folder.join(ACCEPT).exists() || !holds_rooms() {
        return Ok(());
    }
    let (path, accept) = (folder.join(FILE), folder.join(ACCEPT));
    let sentence = format!(
        "{} is not the key that the rooms beside it were made with: their links and passes would all be void. \
         Restore the key that belongs to the database from a backup. Where there is none, «touch {}» says that \
         this one is meant, and whoever runs a room must be given new links",
        path.display(),
        accept.display()
    );
    Err(io::Error::new(io::ErrorKind::InvalidData, sentence))
}

/// The key is the database's from now on.
///
/// # Errors
/// When what said so cannot be removed.
pub fn is_accepted(folder: &Path) -> io::Result<()> {
    match std::fs::remove_file(folder.join(ACCEPT)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What a server would say of the key at its start; nothing is made.
///
/// # Errors
/// As [`read_or_make`] and [`refuse_another`].
pub fn look_at(
    folder: &Path,
    known: Option<&str>,
    holds_rooms: impl Fn() -> bool,
) -> io::Result<()> {
    let path = folder.join(FILE);
    let found = bytes_of(&path)?;
    match &found {
        Some(bytes) if !bytes.is_empty() => {
            refuse_another(folder, &key_of(&path, bytes)?, known, holds_rooms)
        }
        _ if holds_rooms() => Err(missing(&path, found.is_some())),
        _ => Ok(()),
    }
}

fn bytes_of(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match OpenOptions::new().read(true).open(path) {
        Ok(mut file) => {
            refuse_shared(path)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(Some(bytes))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn key_of(path: &Path, bytes: &[u8]) -> io::Result<ServerKey> {
    let key = <[u8; BYTES]>::try_from(bytes).map_err(|_| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{} is not a key of {BYTES} bytes; restore it from a backup", path.display()),
        )
    })?;
    Ok(ServerKey::from_bytes(key))
}

fn missing(path: &Path, is_there: bool) -> io::Error {
    let accept = path.with_file_name(ACCEPT);
    let accept = accept.display();
    let (path, what) = (path.display(), if is_there { "empty" } else { "missing" });
    let sentence = format!(
        "{path} is {what}, and there are rooms, whose links and passes another key would void. Restore it from \
         a backup. Where there is none, «(umask 077; head -c {BYTES} /dev/urandom > {path}); touch {accept}» makes another, \
         and whoever runs a room must be given new links"
    );
    io::Error::new(io::ErrorKind::InvalidData, sentence)
}

/// Writes the key so that there is never half of one.
fn put(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join("key.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(unfinished, folder.join(FILE))?;
    File::open(folder)?.sync_all()
}

/// Whoever could read the key can make the links of every room.
fn refuse_shared(path: &Path) -> io::Result<()> {
    if !is_open_to_others(path)? {
        return Ok(());
    }
    let path = path.display();
    let sentence = format!(
        "others than its owner may read or change {path}, from which the links of all rooms are made; \
         run «chmod 600 {path}»"
    );
    Err(io::Error::new(io::ErrorKind::PermissionDenied, sentence))
}

/// Random bytes from the operating system.
///
/// # Errors
/// When it has none to give.
pub fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_that_is_missing_or_empty_is_made_only_where_no_room_is() {
        for left in [None, Some(&b""[..])] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(FILE);
            if let Some(bytes) = left {
                std::fs::write(&path, bytes).unwrap();
                set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
            }
            let error = read_or_make(folder.path(), || true).err().unwrap().to_string();
            assert!(error.contains("Restore it from a backup"), "{error}");
            assert_eq!(std::fs::read(&path).ok().as_deref(), left, "nothing is changed");
            read_or_make(folder.path(), || false).unwrap();
            let made = std::fs::read(&path).unwrap();
            assert_eq!(made.len(), BYTES);
            read_or_make(folder.path(), || true).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), made);
        }
    }

    #[test]
    fn half_a_key_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, [1; BYTES - 1]).unwrap();
        set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        assert!(read_or_make(folder.path(), || false).is_err());
        assert_eq!(std::fs::read(&path).unwrap().len(), BYTES - 1);
    }

    #[test]
    fn a_key_that_others_can_read_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        read_or_make(folder.path(), || false).unwrap();
        read_or_make(folder.path(), || false).unwrap();
        let path = folder.path().join(FILE);
        for mode in [0o644, 0o640, 0o660] {
            set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let error = read_or_make(folder.path(), || false).err().unwrap().to_string();
            assert!(error.contains("chmod 600"), "{error}");
        }
        set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        read_or_make(folder.path(), || false).unwrap();
    }

    #[test]
    fn another_key_than_that_of_the_rooms_is_refused_unless_it_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (ServerKey::from_bytes([1; 32]), ServerKey::from_bytes([2; 32]));
        let known = mark(&own);
        let refused = |key, known: Option<&str>, holds_rooms| {
            refuse_another(folder.path(), key, known, || holds_rooms).is_err()
        };
        assert!(refused(&other, Some(&known), true));
        assert!(!refused(&own, Some(&known), true));
        assert!(!refused(&other, None, true), "an earlier version wrote the database");
        assert!(!refused(&other, Some(&known), false), "there is nothing to void");
        for at in 0..known.len() {
            for bit in 0..7 {
                let mut flipped = known.clone().into_bytes();
                flipped[at] ^= 1 << bit;
                let flipped = String::from_utf8(flipped).unwrap();
                assert!(!refused(&own, Some(&flipped), true), "{flipped}");
            }
        }
        std::fs::write(folder.path().join(ACCEPT), "").unwrap();
        assert!(!refused(&other, Some(&known), true));
        is_accepted(folder.path()).unwrap();
        assert!(refused(&other, Some(&known), true), "once");
        is_accepted(folder.path()).unwrap();
    }
}
