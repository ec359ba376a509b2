//! Connections to the database, and looks at its disk.

use std::fs::File;
use std::num::NonZeroU64;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{Advice, fadvise};

use crate::log::LogError;
use crate::log::sqlite::header;

/// Readers wait this long for a lock before they give up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads the database's first page anew, and not what the system remembers of it.
pub(super) fn look_at_disk(path: &Path) -> std::io::Result<()> {
    let file = File::open(path)?;
    let page = NonZeroU64::new(header::PAGE_BYTES.into());
    // Where the system does not do so, it reads what it remembers.
    let _ = fadvise(&file, 0, page, Advice::DontNeed);
    file.read_exact_at(&mut [0; header::BYTES], 0)
}

/// A connection to the database.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, LogError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}
