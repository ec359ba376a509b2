//! Files that lie beside the database, under its name with an ending.

use std::path::{Path, PathBuf};

/// The file with this ending.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
