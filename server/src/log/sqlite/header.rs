//! The first hundred bytes of the database: whether they are what SQLite writes, and how to make
//! them so. Pure.
//!
//! Source: <https://www.sqlite.org/fileformat2.html#the_database_header>. Of its fields, those
//! that never change for a database of picnic are checked; a damaged one keeps SQLite from
//! opening what is otherwise whole.

/// How long the header is, bytes.
pub(super) const BYTES: usize = 100;

/// SQLite's own default, which picnic never changes.
pub(super) const PAGE_BYTES: u16 = 4_096;

/// Fields that are the same in every database of picnic: where they stand, what they hold, and
/// what else while it is being made.
const FIXED: [(usize, &[u8], &[u8]); 6] = [
    (0, b"SQLite format 3\0", b"SQLite format 3\0"),
    // The write-ahead log, for writing and for reading.
    (18, &[2, 2], &[1, 1]),
    // No reserved space in pages.
    (20, &[0], &[0]),
    // Fractions that have no other values.
    (21, &[64, 32, 32], &[64, 32, 32]),
    // The schema's format.
    (44, &[0, 0, 0, 4], &[0; 4]),
    // Texts are UTF-8.
    (56, &[0, 0, 0, 1], &[0; 4]),
];

/// Whether nothing is wrong that can be seen here.
pub(super) fn is_sound(header: &[u8; BYTES]) -> bool {
    let fixed = FIXED.iter().all(|(at, made, in_the_making)| {
        let field = &header[*at..*at + made.len()];
        field == *made || field == *in_the_making
    });
    fixed && header[16..18] == PAGE_BYTES.to_be_bytes()
}

/// Whether it counts as many pages as a file of so many bytes has. A database with a write-ahead
/// file may differ: its newest header stands there.
pub(super) fn counts_pages_of(header: &[u8; BYTES], file_bytes: u64) -> bool {
    // Without these two agreeing, SQLite counts for itself.
    header[24..28] != header[92..96] || header[28..32] == pages(file_bytes)
}

/// How many pages a database says that it has, and how many of them are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) pages: u32,
    pub(super) free: u32,
}

/// What a page that begins with a header says of that; none where the header is damaged, or does not count.
pub(super) fn counts(page: &[u8]) -> Option<Counts> {
    let header: &[u8; BYTES] = page.first_chunk()?;
    let number = |at: usize| {
        header.get(at..).and_then(<[u8]>::first_chunk).map(|bytes| u32::from_be_bytes(*bytes))
    };
    (is_sound(header) && header[24..28] == header[92..96])
        .then_some(Counts { pages: number(28)?, free: number(36)? })
}

fn pages(file_bytes: u64) -> [u8; 4] {
    u32::try_from(file_bytes / u64::from(PAGE_BYTES)).unwrap_or(u32::MAX).to_be_bytes()
}

/// The header with its fixed fields as they must be, for a file of so many bytes. What else it
/// says is left to SQLite.
pub(super) fn mended(mut header: [u8; BYTES], file_bytes: u64) -> [u8; BYTES] {
    for (at, bytes, _) in FIXED {
        header[at..at + bytes.len()].copy_from_slice(bytes);
    }
    header[16..18].copy_from_slice(&PAGE_BYTES.to_be_bytes());
    header[28..32].copy_from_slice(&pages(file_bytes));
    // The number of pages counts when these two agree.
    header.copy_within(24..28, 92);
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_a_new_database() -> [u8; BYTES] {
        let folder = tempfile::tempdir().unwrap();
        drop(crate::log::sqlite::SqliteLog::open(folder.path()).unwrap());
        let bytes = std::fs::read(folder.path().join("picnic.db")).unwrap();
        bytes[..BYTES].try_into().unwrap()
    }

    #[test]
    fn what_sqlite_writes_is_sound_and_mends_to_itself() {
        let header = of_a_new_database();
        assert!(is_sound(&header));
        let pages = u32::from_be_bytes(header[28..32].try_into().unwrap());
        assert_eq!(mended(header, u64::from(pages) * u64::from(PAGE_BYTES)), header);
    }

    #[test]
    fn a_change_of_any_fixed_byte_is_seen_and_mended() {
        let header = of_a_new_database();
        for at in (0..24).chain(44..48).chain(56..60) {
            let mut spoiled = header;
            spoiled[at] ^= 0x41;
            assert!(!is_sound(&spoiled), "byte {at}");
            assert!(is_sound(&mended(spoiled, 0)), "byte {at}");
        }
    }
}
