//! The server's key file: made at the first start, read by nobody else.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;

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

/// Random bytes from the operating system.
///
/// # Errors
/// When it has none to give.
pub fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}
