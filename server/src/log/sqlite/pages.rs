//! SQLite's pages, and the rows in their cells.
//!
//! Source: <https://www.sqlite.org/fileformat2.html#b_tree_pages>.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use crate::log::sqlite::companions::beside;
use crate::log::sqlite::write_ahead;

/// SQLite's own default, which picnic never changes.
pub(super) const PAGE_BYTES: usize = 4_096;

/// An id of a room.
pub(super) const ROOM_BYTES: usize = 16;

/// A larger row is none of picnic's, bytes.
const ROW_BYTES_MAX: usize = 256 << 20;

/// Bytes of a row that stand in a page of a table, and in one of an index, at most; and what is left there, at
/// least, of one that is longer.
pub(super) const TABLE_LOCAL_MAX: usize = PAGE_BYTES - 35;
pub(super) const INDEX_LOCAL_MAX: usize = (PAGE_BYTES - 12) * 64 / 255 - 23;
const LOCAL_MIN: usize = (PAGE_BYTES - 12) * 32 / 255 - 23;

/// The database's pages, those of the write-ahead file in the place of older ones.
pub(super) struct Pages {
    file: File,
    newer: HashMap<u32, Vec<u8>>,
    /// How many the database's own file has.
    count: u32,
}

impl Pages {
    pub(super) fn open(database: &Path) -> io::Result<Self> {
        // First, for what is folded back meanwhile is the same.
        let mut write_ahead = Vec::new();
        match File::open(beside(database, "-wal")) {
            Ok(mut file) => {
                file.read_to_end(&mut write_ahead)?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let newer = write_ahead::pages(&write_ahead);
        let file = File::open(database)?;
        let bytes = file.metadata()?.len();
        let count = u32::try_from(bytes.div_ceil(PAGE_BYTES as u64)).unwrap_or(u32::MAX);
        Ok(Self { file, newer, count })
    }

    /// Those that there are. A damaged row can make SQLite write one far beyond all others.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        let beyond = self.newer.keys().copied().filter(|number| *number > self.count);
        (1..=self.count).chain(beyond)
    }

    /// None beyond the end, and of a page that was cut off.
    pub(super) fn page(&self, number: u32) -> Option<Vec<u8>> {
        if let Some(page) = self.newer.get(&number) {
            return Some(page.clone());
        }
        let mut page = vec![0; PAGE_BYTES];
        let at = u64::from(number.checked_sub(1)?) * PAGE_BYTES as u64;
        self.file.read_exact_at(&mut page, at).ok()?;
        Some(page)
    }
}

/// Whose row a cell has. Nothing else is read of another's.
pub(super) fn room_in(mut cell: &[u8], has_id: bool) -> Option<&[u8; 16]> {
    varint(&mut cell);
    if has_id {
        varint(&mut cell);
    }
    // Its first column with any bytes is the room.
    let first = varint(&mut &*cell).and_then(|header| usize::try_from(header).ok());
    first.and_then(|first| cell.get(first..)?.first_chunk())
}

/// The columns of the row in a cell, some of which may be in pages of their own.
pub(super) fn row_in(
    pages: &Pages,
    mut cell: &[u8],
    local_max: usize,
    has_id: bool,
) -> Option<Vec<Value>> {
    let length =
        usize::try_from(varint(&mut cell)?).ok().filter(|bytes| *bytes <= ROW_BYTES_MAX)?;
    if has_id {
        varint(&mut cell)?;
    }
    if length <= local_max {
        return columns(cell.get(..length)?);
    }
    let local = LOCAL_MIN + (length - LOCAL_MIN) % (PAGE_BYTES - 4);
    let local = if local <= local_max { local } else { LOCAL_MIN };
    let mut payload = cell.get(..local)?.to_vec();
    let mut next = u32::from_be_bytes(cell.get(local..local + 4)?.try_into().ok()?);
    while payload.len() < length {
        let page = pages.page(next)?;
        next = u32::from_be_bytes(page.get(..4)?.try_into().ok()?);
        let more = (length - payload.len()).min(PAGE_BYTES - 4);
        payload.extend_from_slice(page.get(4..4 + more)?);
    }
    columns(&payload)
}

#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Number(i64),
    Bytes(Vec<u8>),
}

fn columns(payload: &[u8]) -> Option<Vec<Value>> {
    let mut rest = payload;
    let header = usize::try_from(varint(&mut rest)?).ok()?;
    let mut body = payload.get(header..)?;
    let mut values = Vec::new();
    for kind in kinds_of(payload) {
        let (value, after) = body.split_at_checked(usize::try_from(bytes_of(kind)?).ok()?)?;
        body = after;
        values.push(match kind {
            0 => Value::Nothing,
            8 | 9 => Value::Number(i64::try_from(kind).ok()? - 8),
            1..=6 => {
                let negative = value.first().is_some_and(|byte| byte & 0x80 != 0);
                let fill = if negative { u64::MAX } else { 0 };
                let number = value.iter().fold(fill, |sum, byte| sum << 8 | u64::from(*byte));
                Value::Number(number.cast_signed())
            }
            _ => Value::Bytes(value.to_vec()),
        });
    }
    Some(values)
}

/// Whether a cell may hold a row that is found by a room's id, or a word about the database.
pub(super) fn may_be_row(mut cell: &[u8]) -> bool {
    const OF_AN_ID: u64 = ROOM_BYTES as u64 * 2 + 12;
    let length = varint(&mut cell);
    let kinds = kinds_of(cell);
    let first = kinds.first().copied();
    let begins = first.is_some_and(|kind| kind == OF_AN_ID || kind >= 13 && kind % 2 == 1);
    let bytes = kinds.iter().try_fold(0_u64, |sum, kind| sum.checked_add(bytes_of(*kind)?));
    // It is as long as it says that its columns are.
    let header = varint(&mut cell).unwrap_or_default();
    begins && bytes.and_then(|bytes| bytes.checked_add(header)) == length
}

/// Of which kind each column of a row is; none where that cannot be read.
fn kinds_of(payload: &[u8]) -> Vec<u64> {
    let mut rest = payload;
    let header = varint(&mut rest).and_then(|header| usize::try_from(header).ok());
    let kinds = header.and_then(|header| payload.get(payload.len() - rest.len()..header));
    let Some(mut kinds) = kinds else { return Vec::new() };
    let mut found = Vec::new();
    while !kinds.is_empty() {
        let Some(kind) = varint(&mut kinds) else { return Vec::new() };
        found.push(kind);
    }
    found
}

/// How long a value of a kind is.
const fn bytes_of(kind: u64) -> Option<u64> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => kind,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => (kind - 12) / 2,
    })
}

/// Whether a page says of others on which they hang, as every so many do: five bytes of each.
pub(super) const fn is_map(number: u32) -> bool {
    number >= 2 && (number - 2).is_multiple_of(PAGE_BYTES as u32 / 5 + 1)
}

pub(super) fn number_at(page: &[u8], at: usize) -> u16 {
    page.get(at..at + 2).map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// A number of one to nine bytes, seven bits each but for the last's eight.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for place in 0..9 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        if place == 8 {
            return Some(value << 8 | u64::from(*byte));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}
