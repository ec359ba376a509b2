//! What a damaged database has lost and nothing names any more: rows on pages that were cut off or overwritten by nothing, commits
//! of a write-ahead file that is gone. All rooms that were made before may be concerned, and say so for a while (rule 8).

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::limits::DAMAGE_TOLD_MS;
use crate::log::sqlite::companions::beside;
use crate::log::sqlite::{header, write_ahead};

/// Whether the database has fewer pages than it says, also with those of its write-ahead file, or more of zeros than are free.
/// Where its header is damaged, or a write-ahead file may have what was zeros, nothing tells.
pub(super) fn lacks_pages(database: &Path) -> io::Result<bool> {
    let file = File::open(database)?;
    let file_bytes = file.metadata()?.len();
    match std::fs::read(beside(database, "-wal")) {
        Ok(write_ahead) if !write_ahead.is_empty() => {
            let mut first = [0; header::PAGE_BYTES as usize];
            if BufReader::new(file).read_exact(&mut first).is_err() {
                return Ok(false);
            }
            let pages = file_bytes / u64::from(header::PAGE_BYTES);
            let pages = u32::try_from(pages).unwrap_or(u32::MAX);
            Ok(write_ahead::leaves_out(&write_ahead, &first, pages))
        }
        _ => lacks_pages_of(BufReader::new(file), file_bytes),
    }
}

fn lacks_pages_of(mut database: impl Read, file_bytes: u64) -> io::Result<bool> {
    let mut page = [0; header::PAGE_BYTES as usize];
    if database.read_exact(&mut page).is_err() {
        return Ok(false);
    }
    let Some(counts) = header::counts(&page) else { return Ok(false) };
    if file_bytes / u64::from(header::PAGE_BYTES) < u64::from(counts.pages) {
        return Ok(true);
    }
    let mut zeros = 0;
    while database.read_exact(&mut page).is_ok() {
        // What is free was overwritten when it was freed.
        zeros += u32::from(page.iter().all(|byte| *byte == 0));
    }
    Ok(zeros > counts.free)
}

fn note(database: &Path) -> PathBuf {
    beside(database, ".lost")
}

/// Before when something was lost, ms since 1970; none where nothing was, or so long ago that it is told no more. The next starts
/// know it too: a room may be opened for the first time then.
pub(super) fn before(database: &Path, is_new: bool, now_ms: u64) -> Option<u64> {
    if is_new {
        if let Err(error) = std::fs::write(note(database), now_ms.to_string()) {
            tracing::error!(%error, "the next start cannot be told that something was lost");
        }
        return Some(now_ms);
    }
    let lost_ms = std::fs::read_to_string(note(database)).ok()?.trim().parse().ok()?;
    if now_ms.saturating_sub(lost_ms) < DAMAGE_TOLD_MS {
        return Some(lost_ms);
    }
    // Where it stays, it tells nothing any more all the same.
    let _ = std::fs::remove_file(note(database));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        drop(crate::log::sqlite::SqliteLog::open(folder.path()).unwrap());
        std::fs::read(folder.path().join("picnic.db")).unwrap()
    }

    fn lacks(bytes: &[u8]) -> bool {
        lacks_pages_of(bytes, bytes.len() as u64).unwrap()
    }

    #[test]
    fn pages_that_were_cut_off_or_are_empty_are_missed() {
        let whole = database();
        assert!(!lacks(&whole));
        let page = usize::from(header::PAGE_BYTES);
        assert!(lacks(&whole[..whole.len() - page]));
        let mut emptied = whole.clone();
        emptied[page..2 * page].fill(0);
        assert!(lacks(&emptied));
        // Of a damaged header nothing is believed.
        let mut damaged = emptied;
        damaged[0] ^= 1;
        assert!(!lacks(&damaged) && !lacks(&[]));
    }

    #[test]
    fn what_was_lost_is_known_to_the_next_starts_for_so_long() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("picnic.db");
        assert_eq!(before(&database, false, 5), None);
        assert_eq!(before(&database, true, 5), Some(5));
        assert_eq!(before(&database, false, 4 + DAMAGE_TOLD_MS), Some(5));
        assert_eq!(before(&database, false, 5 + DAMAGE_TOLD_MS), None);
        assert_eq!(before(&database, false, 6), None);
    }
}
