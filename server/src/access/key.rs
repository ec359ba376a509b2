//! The server's key file: made at the first start, read by nobody else.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::access::folder::is_open_to_others;
use crate::room::links::ServerKey;

const FILE: &str = "key";
const BYTES: usize = 32;

/// Reads the key in the data folder, or makes one.
///
/// # Errors
/// When the file cannot be read or made, or is not a key.
pub fn read_or_make(folder: &Path) -> io::Result<ServerKey> {
    let path = folder.join(FILE);
    let mut bytes = Vec::new();
    match OpenOptions::new().read(true).open(&path) {
        Ok(mut file) => {
            refuse_shared(&path)?;
            file.read_to_end(&mut bytes)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bytes = random::<BYTES>()?.to_vec();
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
        }
        Err(error) => return Err(error),
    }
    let key = <[u8; BYTES]>::try_from(bytes.as_slice()).map_err(|_| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{} is not a key of {BYTES} bytes; restore it from a backup", path.display()),
        )
    })?;
    Ok(ServerKey::from_bytes(key))
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
    fn a_key_that_others_can_read_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        read_or_make(folder.path()).unwrap();
        read_or_make(folder.path()).unwrap();
        let path = folder.path().join(FILE);
        for mode in [0o644, 0o640, 0o660] {
            set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let error = read_or_make(folder.path()).err().unwrap().to_string();
            assert!(error.contains("chmod 600"), "{error}");
        }
        set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        read_or_make(folder.path()).unwrap();
    }
}
