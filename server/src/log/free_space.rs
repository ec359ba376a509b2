//! How much of a disk is left, of which some is not to be used.

use std::path::Path;

use rustix::fs::statvfs;

/// Whether a folder's disk has so many bytes left as are kept free of its `all`. One that cannot be asked is taken to have them:
/// writing tells when it has none.
#[must_use]
pub fn has_left(folder: &Path, least_of: impl FnOnce(u64) -> u64) -> bool {
    statvfs(folder).map_or(true, |disk| {
        let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
        bytes(disk.f_bavail) >= least_of(bytes(disk.f_blocks))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_has_left_what_it_says_and_one_that_cannot_be_asked_all_of_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(has_left(folder.path(), |_| 0));
        assert!(!has_left(folder.path(), |all| all + 1));
        assert!(has_left(&folder.path().join("none"), |all| all + 1));
    }
}
