//! Reads rows out of the database's pages by themselves, past the tree that leads to them.
//!
//! Where a page of the tree is damaged, SQLite reads nothing below it. The rows stand in their pages all the
//! same, and those of picnic have checksums that tell whether they are whole.
//!
//! Source: <https://www.sqlite.org/fileformat2.html#b_tree_pages>.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::Connection;

use crate::log::sqlite::generations::{self, PartRow};
use crate::log::sqlite::{checksum, doors, salvage, write_ahead};
use crate::log::{Door, Generation, LogError, Records, Stored};

/// SQLite's own default, which picnic never changes.
const PAGE_BYTES: usize = 4_096;

/// A larger row is none of picnic's, bytes.
const ROW_BYTES_MAX: usize = 256 << 20;

/// Bytes of a row that stand in a page of a table, and in one of an index, at most; and what is left there, at
/// least, of one that is longer.
const TABLE_LOCAL_MAX: usize = PAGE_BYTES - 35;
const INDEX_LOCAL_MAX: usize = (PAGE_BYTES - 12) * 64 / 255 - 23;
const LOCAL_MIN: usize = (PAGE_BYTES - 12) * 32 / 255 - 23;

/// A row whose checksum holds.
#[derive(Debug, Clone)]
pub(super) enum Row {
    Record(Stored),
    Part(PartRow),
    Door(LogPosition, Bytes),
}

/// All rows whose checksums hold, by their room.
#[derive(Debug, Default)]
pub(super) struct Carved {
    rooms: HashMap<[u8; 16], Vec<Row>>,
    /// The one room that is looked for; all, when none is named.
    only: Option<[u8; 16]>,
}

impl Carved {
    /// Reads what there is of one room in a database of which SQLite has found that it is damaged. `reader` keeps its
    /// pages where they are.
    pub(super) fn beside(
        reader: &Connection,
        database: &Path,
        room: RoomId,
    ) -> Result<Self, LogError> {
        // Held to the end of this, so that nothing is folded back that is read here.
        let _reading = reader.unchecked_transaction()?;
        let _ = reader.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
        Ok(Self::read(database, Some(*room.as_bytes()))?)
    }

    /// Reads a database's files, of which nobody writes any.
    pub(super) fn of(database: &Path) -> io::Result<Self> {
        Self::read(database, None)
    }

    fn read(database: &Path, only: Option<[u8; 16]>) -> io::Result<Self> {
        let pages = Pages::open(database)?;
        let mut carved = Self { only, ..Self::default() };
        for number in 1..=pages.count {
            if let Some(page) = pages.page(number) {
                carved.take_page(&pages, number, &page);
            }
        }
        Ok(carved)
    }

    /// How much of rows it holds.
    pub(super) fn bytes(&self) -> usize {
        let of = |row: &Row| match row {
            Row::Record(Stored { bytes, .. }) | Row::Door(_, bytes) => bytes.len(),
            Row::Part(part) => part.bytes.as_ref().map_or(0, Bytes::len),
        };
        self.rooms.values().flatten().map(of).sum()
    }

    /// Every row with its room.
    pub(super) fn rows(&self) -> impl Iterator<Item = (RoomId, &Row)> {
        let rooms = self.rooms.iter();
        rooms.flat_map(|(room, rows)| rows.iter().map(|row| (RoomId::from_bytes(*room), row)))
    }

    /// A room's records after a position. Where one is missing nobody can tell whether it was there.
    pub(super) fn records(&self, room: RoomId, after: LogPosition) -> Records {
        let mut sound = BTreeMap::new();
        for row in self.of_room(room) {
            if let Row::Record(record) = row
                && record.position > after
            {
                sound.insert(record.position, record.clone());
            }
        }
        Records { sound: sound.into_values().collect(), corrupt: Vec::new() }
    }

    /// A room's snapshots, newest first.
    pub(super) fn generations(&self, room: RoomId) -> Vec<Generation> {
        let parts = self.of_room(room).filter_map(|row| match row {
            Row::Part(part) => Some(part.clone()),
            _ => None,
        });
        generations::put_together(parts.collect())
    }

    /// A room's door; corrupt where none is found, for it may have been there.
    pub(super) fn door(&self, room: RoomId) -> Door {
        let doors = self.of_room(room).filter_map(|row| match row {
            Row::Door(position, bytes) => Some(Some((*position, bytes.clone()))),
            _ => None,
        });
        doors::newest([None].into_iter().chain(doors)).0
    }

    fn of_room(&self, room: RoomId) -> impl Iterator<Item = &Row> {
        self.rooms.get(room.as_bytes()).into_iter().flatten()
    }

    fn take_page(&mut self, pages: &Pages, number: u32, page: &[u8]) {
        // The first page begins with the database's header.
        let start = if number == 1 { 100 } else { 0 };
        let Some(kind) = page.get(start) else { return };
        // Leaves of tables; leaves and forks of indices, which hold rows too.
        let (header, before_row, local_max, has_id) = match kind {
            0x0d => (8, 0, TABLE_LOCAL_MAX, true),
            0x0a => (8, 0, INDEX_LOCAL_MAX, false),
            0x02 => (12, 4, INDEX_LOCAL_MAX, false),
            _ => return,
        };
        let cells = usize::from(number_at(page, start + 3));
        for cell in 0..cells {
            let at = usize::from(number_at(page, start + header + 2 * cell));
            let row = page.get(at + before_row..);
            let only = self.only.as_ref();
            let row = row.and_then(|cell| row_in(pages, cell, local_max, has_id, only));
            if let Some((room, row)) = row.as_deref().and_then(|row| sound_row(row, has_id)) {
                self.rooms.entry(room).or_default().push(row);
            }
        }
    }
}

/// The database's pages, those of the write-ahead file in the place of older ones.
struct Pages {
    file: File,
    newer: HashMap<u32, Vec<u8>>,
    count: u32,
}

impl Pages {
    fn open(database: &Path) -> io::Result<Self> {
        // First, for what is folded back meanwhile is the same.
        let mut write_ahead = Vec::new();
        match File::open(salvage::beside(database, "-wal")) {
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
        let count = newer.keys().copied().max().unwrap_or(0).max(count);
        Ok(Self { file, newer, count })
    }

    /// None beyond the end, and of a page that was cut off.
    fn page(&self, number: u32) -> Option<Vec<u8>> {
        if let Some(page) = self.newer.get(&number) {
            return Some(page.clone());
        }
        let mut page = vec![0; PAGE_BYTES];
        let at = u64::from(number.checked_sub(1)?) * PAGE_BYTES as u64;
        self.file.read_exact_at(&mut page, at).ok()?;
        Some(page)
    }
}

/// The columns of the row in a cell, some of which may be in pages of their own. Where one room is looked for, nothing
/// else is read of another's.
fn row_in(
    pages: &Pages,
    mut cell: &[u8],
    local_max: usize,
    has_id: bool,
    only: Option<&[u8; 16]>,
) -> Option<Vec<Value>> {
    let length =
        usize::try_from(varint(&mut cell)?).ok().filter(|bytes| *bytes <= ROW_BYTES_MAX)?;
    if has_id {
        varint(&mut cell)?;
    }
    // Its first column with any bytes is the room.
    let first = usize::try_from(varint(&mut &*cell)?).ok()?;
    if only.is_some_and(|room| cell.get(first..first + room.len()) != Some(&room[..])) {
        return None;
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
enum Value {
    Nothing,
    Number(i64),
    Bytes(Vec<u8>),
}

fn columns(payload: &[u8]) -> Option<Vec<Value>> {
    let mut rest = payload;
    let header = usize::try_from(varint(&mut rest)?).ok()?;
    let mut kinds = payload.get(payload.len() - rest.len()..header)?;
    let mut body = payload.get(header..)?;
    let mut values = Vec::new();
    while !kinds.is_empty() {
        let kind = varint(&mut kinds)?;
        let bytes = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let (value, after) = body.split_at_checked(usize::try_from(bytes).ok()?)?;
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

/// Which row of picnic's it is, if its checksum holds. Records and doors stand in indices, and snapshots in tables
/// whose rows have an id.
fn sound_row(columns: &[Value], has_id: bool) -> Option<([u8; 16], Row)> {
    use Value::{Bytes as Blob, Nothing, Number};
    let at = |position: &i64| u64::try_from(*position).ok().map(LogPosition);
    match columns {
        [Blob(room), Number(position), Number(sum), Blob(bytes)]
        | [Nothing, Blob(room), Number(position), Number(sum), Blob(bytes)] => {
            let (room, position) = (room.as_slice().try_into().ok()?, at(position)?);
            if checksum(position, bytes) != *sum {
                return None;
            }
            let bytes = Bytes::from(bytes.clone());
            // Those with an id are snapshots of versions before parts, and their spares.
            let row = if has_id {
                Row::Part(PartRow { position, part: 0, parts: 1, bytes: Some(bytes) })
            } else {
                Row::Record(Stored { position, bytes })
            };
            Some((room, row))
        }
        [Blob(room), Number(_), Number(position), Number(sum), Blob(bytes)] => {
            let (room, position) = (room.as_slice().try_into().ok()?, at(position)?);
            let holds = checksum(position, bytes) == *sum;
            holds.then(|| (room, Row::Door(position, bytes.clone().into())))
        }
        [
            Nothing,
            Blob(room),
            Number(position),
            Number(_),
            Number(part),
            Number(parts),
            Number(sum),
            Blob(bytes),
        ] => {
            let (room, position): ([u8; 16], _) = (room.as_slice().try_into().ok()?, at(position)?);
            let (part, parts) = (u32::try_from(*part).ok()?, u32::try_from(*parts).ok()?);
            let expected =
                generations::checksum(RoomId::from_bytes(room), position, part, parts, bytes);
            let bytes = Some(bytes.clone().into());
            (expected == *sum).then(|| (room, Row::Part(PartRow { position, part, parts, bytes })))
        }
        _ => None,
    }
}

fn number_at(page: &[u8], at: usize) -> u16 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::sqlite::{SCHEMA, signed};

    #[test]
    fn what_stands_in_the_spares_of_older_versions_is_a_snapshot_and_no_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("picnic.db");
        let room = RoomId::from_bytes([1; 16]);
        let database = Connection::open(&path).unwrap();
        database.execute_batch(SCHEMA).unwrap();
        let row = |position: u64, bytes: &[u8]| {
            let position = LogPosition(position);
            (room.as_bytes().to_vec(), signed(position), checksum(position, bytes), bytes.to_vec())
        };
        for (table, position, bytes) in
            [("spares", 3, &b"old"[..]), ("records", 4, b"four"), ("snapshots", 3, b"old")]
        {
            let put = format!(
                "INSERT INTO {table} (room, position, checksum, bytes) VALUES (?1, ?2, ?3, ?4)"
            );
            database.execute(&put, row(position, bytes)).unwrap();
        }
        drop(database);
        let carved = Carved::of(&path).unwrap();
        let records = carved.records(room, LogPosition::START).sound;
        assert_eq!(records.iter().map(|record| record.position.0).collect::<Vec<_>>(), [4]);
        let snapshots = carved.generations(room);
        assert_eq!(snapshots.len(), 1);
        assert_eq!(snapshots[0].whole().unwrap(), [Bytes::from("old")]);
    }
}
