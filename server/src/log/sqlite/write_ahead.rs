//! The write-ahead file after a crash: where its sound part ends, and what lies beyond. Pure.
//!
//! Source: <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>. Each frame's checksum
//! covers all frames before it, and SQLite stops at the first that does not hold. Where that is
//! the torn end of the last commit, nothing is missing that anyone was told is saved. Whole
//! commits beyond it are another matter: SQLite drops them without a word.

use std::collections::HashMap;

use crate::log::sqlite::header;

const HEADER_BYTES: usize = 32;
const FRAME_HEADER_BYTES: usize = 24;
/// Magic numbers of files whose checksums read words in little and in big endian.
const MAGIC_LITTLE: u32 = 0x377f_0682;
const MAGIC_BIG: u32 = 0x377f_0683;

#[derive(Clone, Copy)]
struct Checksum {
    sums: (u32, u32),
    is_big: bool,
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        let read = if self.is_big { u32::from_be_bytes } else { u32::from_le_bytes };
        for pair in bytes.as_chunks::<8>().0 {
            let [a, b, c, d, e, f, g, h] = *pair;
            self.sums.0 = self.sums.0.wrapping_add(read([a, b, c, d])).wrapping_add(self.sums.1);
            self.sums.1 = self.sums.1.wrapping_add(read([e, f, g, h])).wrapping_add(self.sums.0);
        }
    }

    fn is(&self, first: u32, second: u32) -> bool {
        self.sums == (first, second)
    }
}

/// How many whole commits stand beyond the first frame that does not hold.
pub(super) fn commits_lost(file: &[u8]) -> usize {
    let Some((header, frames)) = file.split_at_checked(HEADER_BYTES) else { return 0 };
    let magic = word(header, 0);
    // The page size, where 1 stands for 65,536.
    let page_bytes = match word(header, 2) {
        1 => 65_536,
        bytes => bytes as usize,
    };
    if !matches!(magic, MAGIC_LITTLE | MAGIC_BIG) || page_bytes == 0 {
        // A file that was never begun, or whose every frame is lost: nothing tells which.
        return usize::from(frames.len() > FRAME_HEADER_BYTES && magic != 0);
    }
    let salts = (word(header, 4), word(header, 5));
    let mut checksum = Checksum { sums: (0, 0), is_big: magic == MAGIC_BIG };
    checksum.add(&header[..24]);
    let mut holds = checksum.is(word(header, 6), word(header, 7));
    let mut lost = 0;
    for frame in frames.chunks_exact(FRAME_HEADER_BYTES + page_bytes) {
        let (head, page) = frame.split_at(FRAME_HEADER_BYTES);
        if (word(head, 2), word(head, 3)) != salts {
            if holds {
                // What follows is left over from before the file was begun anew, unless the salts
                // are what is damaged: then a frame of this time comes again.
                holds = false;
            }
            continue;
        }
        if holds {
            let mut next = checksum;
            next.add(&head[..8]);
            next.add(page);
            holds = next.is(word(head, 4), word(head, 5));
            checksum = next;
        }
        // A frame that ends a commit says how large the database is then.
        if !holds && word(head, 1) != 0 {
            lost += 1;
        }
    }
    lost
}

/// The newest pages of whole commits that SQLite will read, by their numbers.
pub(super) fn pages(file: &[u8]) -> HashMap<u32, Vec<u8>> {
    let (mut committed, mut begun) = (HashMap::new(), HashMap::new());
    let Some((header, frames)) = file.split_at_checked(HEADER_BYTES) else { return committed };
    let (magic, page_bytes) = (word(header, 0), word(header, 2) as usize);
    if !matches!(magic, MAGIC_LITTLE | MAGIC_BIG) || page_bytes == 0 {
        return committed;
    }
    let salts = (word(header, 4), word(header, 5));
    let mut checksum = Checksum { sums: (0, 0), is_big: magic == MAGIC_BIG };
    checksum.add(&header[..24]);
    for frame in frames.chunks_exact(FRAME_HEADER_BYTES + page_bytes) {
        let (head, page) = frame.split_at(FRAME_HEADER_BYTES);
        checksum.add(&head[..8]);
        checksum.add(page);
        if (word(head, 2), word(head, 3)) != salts || !checksum.is(word(head, 4), word(head, 5)) {
            break;
        }
        begun.insert(word(head, 0), page.to_vec());
        if word(head, 1) != 0 {
            committed.extend(begun.drain());
        }
    }
    committed
}

/// Whether a database that begins so, with so many whole pages, lacks some that neither it nor its write-ahead file has.
pub(super) fn leaves_out(file: &[u8], first_page: &[u8], pages_there: u32) -> bool {
    let newer = pages(file);
    let first_page = newer.get(&1).map_or(first_page, Vec::as_slice);
    // Where its header is damaged nothing tells.
    header::counts(first_page).is_some_and(|counts| {
        (pages_there.saturating_add(1)..=counts.pages).any(|page| !newer.contains_key(&page))
    })
}

fn word(bytes: &[u8], index: usize) -> u32 {
    let at = index * 4;
    bytes.get(at..at + 4).map_or(0, |word| u32::from_be_bytes([word[0], word[1], word[2], word[3]]))
}
