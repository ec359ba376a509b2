//! Whether the data folder can be made and written: tried, for a folder's mode alone does not tell, neither to the
//! system's administrator nor of a disk that is mounted for reading.

use std::fs::{File, create_dir, remove_dir, remove_file};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::fs::statvfs;

use crate::config::finding::{Finding, error, warning};

/// What is wrong with the data folder. Nothing stays of what is tried.
pub(super) fn in_data_folder(data: &Path) -> Option<Finding> {
    let shown = data.display();
    if data.as_os_str().is_empty() {
        return Some(error(
            "data is empty; name a folder, or leave it out for «data» in the working folder",
        ));
    }
    if data.exists() {
        if !data.is_dir() {
            return Some(error(format!(
                "data is {shown}, where something is that is no folder; name another"
            )));
        }
        if let Err(why) = can_be_written(data) {
            return Some(error(format!(
                "data is {shown}, where nothing can be written: {why}; make it this user's, or name another"
            )));
        }
        return None;
    }
    let Some(above) = nearest(data) else {
        return Some(error(format!(
            "data is {shown}, and no folder above it is there; name another"
        )));
    };
    if !above.is_dir() {
        return Some(error(format!(
            "data is {shown}, and {} is no folder; name another",
            above.display()
        )));
    }
    if let Err(why) = can_be_made_in(&above) {
        return Some(error(format!(
            "data is {shown}, and no folder can be made in {}: {why}; make it yourself, or name another",
            above.display()
        )));
    }
    let parent = data.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.filter(|parent| !parent.is_dir()).map(|parent| {
        warning(format!(
            "data is {shown}, and {} is not there either: a new folder will be made; is a disk not mounted?",
            parent.display()
        ))
    })
}

/// Whether more of the disk is to stay free than it has, so that no room could ever be made.
pub(super) fn in_free_bytes(data: &Path, free: Option<u64>) -> Option<Finding> {
    let there = if data.is_dir() { data.to_owned() } else { nearest(data)? };
    let disk = statvfs(&there).ok()?;
    let all = disk.f_blocks.saturating_mul(disk.f_frsize);
    let free = free.filter(|free| *free >= all)?;
    Some(warning(format!(
        "disk_free_bytes is {free}, and the disk under {} has {all} in all: no room can be made",
        data.display()
    )))
}

/// What is there of the path to a folder that is not.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let above = folder.ancestors().skip(1).map(|above| match above.as_os_str().is_empty() {
        true => Path::new("."),
        false => above,
    });
    above.filter(|above| above.exists()).map(Path::to_owned).next()
}

/// A name that no picnic keeps anything under, nor another that tries just then: in a container all have the same number.
fn trial() -> io::Result<String> {
    Ok(format!(".picnic-tries-{:016x}", getrandom::u64()?))
}

fn can_be_written(folder: &Path) -> io::Result<()> {
    let file = folder.join(trial()?);
    unless_full(File::create_new(&file).map(drop), || remove_file(&file))
}

fn can_be_made_in(folder: &Path) -> io::Result<()> {
    let inner = folder.join(trial()?);
    unless_full(create_dir(&inner), || remove_dir(&inner))
}

/// Takes away what was made. A full disk stops saving, and no server (rule 9).
fn unless_full(made: io::Result<()>, remove: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    match made {
        Ok(()) => remove(),
        Err(full) if matches!(full.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            Ok(())
        }
        Err(why) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::finding::Severity;

    #[test]
    fn more_of_the_disk_than_there_is_can_never_stay_free() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert_eq!(in_free_bytes(&data, Some(1 << 20)), None);
        assert_eq!(in_free_bytes(&data, None), None);
        let found = in_free_bytes(&data, Some(u64::MAX)).unwrap();
        assert!(found.text.contains("no room can be made"), "{found}");
    }

    #[test]
    fn a_folder_that_cannot_be_made_or_written_is_found_and_nothing_stays_of_trying() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let there = folder.path().to_owned();
        let nowhere = there.join("nowhere");
        for (data, severity, words) in [
            (there.clone(), None, ""),
            (nowhere.clone(), None, ""),
            (nowhere.join("data"), Some(Severity::Warning), "is a disk not mounted?"),
            (file.clone(), Some(Severity::Error), "no folder"),
            (file.join("data"), Some(Severity::Error), "is no folder"),
            (file.join("data/in"), Some(Severity::Error), "is no folder"),
            // Where nobody makes anything, whoever asks.
            (
                PathBuf::from("/proc/picnic"),
                Some(Severity::Error),
                "no folder can be made in /proc",
            ),
            (PathBuf::from("/proc/picnic/data"), Some(Severity::Error), "no folder can be made"),
            (PathBuf::from("/proc/self"), Some(Severity::Error), "nothing can be written"),
            (PathBuf::new(), Some(Severity::Error), "data is empty"),
        ] {
            let found = in_data_folder(&data);
            assert_eq!(found.as_ref().map(|found| found.severity), severity, "{data:?}: {found:?}");
            assert!(found.is_none_or(|found| found.text.contains(words)), "{data:?}");
        }
        assert_eq!(there.read_dir().unwrap().count(), 1, "the file that was there");
    }
}
