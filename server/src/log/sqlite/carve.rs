//! Reads rows out of the database's pages by themselves, past the tree that leads to them.
//!
//! Where a page of the tree is damaged, SQLite reads nothing below it. The rows stand in their pages all the
//! same, and those of picnic have checksums that tell whether they are whole.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::Path;

use bytes::Bytes;
use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::Connection;

use crate::log::sqlite::doors;
use crate::log::sqlite::generations::{self, PartRow};
use crate::log::sqlite::pages::{
    INDEX_LOCAL_MAX, Pages, ROOM_BYTES, TABLE_LOCAL_MAX, Value, is_map, may_be_row, number_at,
    room_in, row_in,
};
use crate::log::sqlite::row::checksum;
use crate::log::{Door, Generation, LogError, Records, Stored};

/// A row whose checksum holds, but for one kind.
#[derive(Debug, Clone)]
pub(super) enum Row {
    Record(Stored),
    Part(PartRow),
    Door(LogPosition, Bytes),
    /// A record whose checksum does not hold, with that: whether it stands where it says, nothing tells.
    Spoiled(LogPosition, i64, Bytes),
}

/// All rows whose checksums hold, by their room.
#[derive(Debug, Default)]
pub(super) struct Carved {
    rooms: HashMap<[u8; 16], Vec<Row>>,
    /// The one room that is looked for; all, when none is named.
    only: Option<[u8; 16]>,
    /// Rows that are its own if its id is theirs but for a bit.
    of_nearly: Vec<Row>,
    /// Rooms that never were: their rows are another's, in whose id a bit flipped.
    strays: Vec<[u8; 16]>,
    /// Rows of which nothing can be read where records and doors may stand.
    unreadable: usize,
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
        for number in pages.numbers() {
            if let Some(page) = pages.page(number) {
                carved.take_page(&pages, number, &page);
            }
        }
        carved.join_nearly();
        carved.join_strays();
        Ok(carved)
    }

    /// How much of rows it holds.
    pub(super) fn bytes(&self) -> usize {
        let of = |row: &Row| match row {
            Row::Record(Stored { bytes, .. }) | Row::Door(_, bytes) | Row::Spoiled(.., bytes) => {
                bytes.len()
            }
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
        let mut spoiled = BTreeSet::new();
        for row in self.of_room(room) {
            match row {
                Row::Record(record) if record.position > after => {
                    sound.insert(record.position, record.clone());
                }
                Row::Spoiled(position, ..) => {
                    spoiled.insert(*position);
                }
                _ => {}
            }
        }
        let (corrupt, elsewhere): (Vec<_>, Vec<_>) =
            spoiled.into_iter().partition(|at| *at > after && !sound.contains_key(at));
        // What names a place that is another's stood somewhere else.
        let tree_skipped_rows = self.lacks_some() || !elsewhere.is_empty();
        let reaches = self.newest_door(room).1.unwrap_or(LogPosition::START);
        Records { sound: sound.into_values().collect(), corrupt, reaches, tree_skipped_rows }
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
        self.newest_door(room).0
    }

    /// Rooms that a database may hold rows of, and that never were.
    pub(super) fn strays(&self) -> &[[u8; 16]] {
        &self.strays
    }

    /// Whether there are rows of which nothing tells whose they were.
    pub(super) const fn lacks_some(&self) -> bool {
        self.unreadable > 0
    }

    fn newest_door(&self, room: RoomId) -> (Door, Option<LogPosition>) {
        let doors = self.of_room(room).filter_map(|row| match row {
            Row::Door(position, bytes) => Some(Some((*position, bytes.clone()))),
            _ => None,
        });
        doors::newest([None].into_iter().chain(doors))
    }

    fn of_room(&self, room: RoomId) -> impl Iterator<Item = &Row> {
        self.rooms.get(room.as_bytes()).into_iter().flatten()
    }

    /// Gives the one room that is looked for the rows in whose id a bit flipped, which are fewer than its own: whoever asks
    /// for a room that never was, and whose id is another's but for a bit, has nothing of that one.
    fn join_nearly(&mut self) {
        let nearly = std::mem::take(&mut self.of_nearly);
        let Some(own) = self.only.as_ref().and_then(|only| self.rooms.get_mut(only)) else {
            return;
        };
        if nearly.len() < own.len() {
            own.extend(nearly);
        }
    }

    /// Gives the rows back whose room's id is another's but for a bit: ids are drawn at random, and no two are that
    /// close. The one with more rows is the room.
    fn join_strays(&mut self) {
        let rows_of = |room: &[u8; 16]| self.rooms.get(room).map(|rows| (rows.len(), *room));
        let strays: Vec<_> = self
            .rooms
            .keys()
            .filter_map(|stray| {
                let rooms = (0..128).filter_map(|bit| rows_of(&flipped(stray, bit))).max()?;
                (Some(rooms) > rows_of(stray)).then_some((*stray, rooms.1))
            })
            .collect();
        for (stray, room) in strays {
            let rows = self.rooms.remove(&stray).unwrap_or_default();
            self.rooms.entry(room).or_default().extend(rows);
            self.strays.push(stray);
        }
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
            let cell = page.get(at + before_row..).unwrap_or_default();
            if !has_id && !may_be_row(cell) {
                // What only looks like a row there is none.
                self.unreadable += usize::from(!is_map(number));
                continue;
            }
            let its = room_in(cell, has_id);
            let is_nearly = |only: &[u8; 16]| its.is_some_and(|its| is_bit_apart(its, only));
            let nearly = self.only.filter(is_nearly);
            if self.only.is_some() && nearly.is_none() && its != self.only.as_ref() {
                continue;
            }
            let mut row = row_in(pages, cell, local_max, has_id);
            if let (Some(only), Some(row)) = (&nearly, &mut row) {
                give_back(row, only);
            }
            if let Some((room, row)) = row.as_deref().and_then(|row| row_of(row, has_id)) {
                if nearly.is_some() {
                    self.of_nearly.push(row);
                } else {
                    self.rooms.entry(room).or_default().push(row);
                }
            } else if !has_id && !row.is_some_and(|row| is_entry(&row)) {
                self.unreadable += 1;
            }
        }
    }
}

/// Whether one of two ids of rooms is the other but for one bit.
pub(super) fn is_bit_apart(one: &[u8; 16], other: &[u8; 16]) -> bool {
    (u128::from_be_bytes(*one) ^ u128::from_be_bytes(*other)).is_power_of_two()
}

fn flipped(room: &[u8; 16], bit: u32) -> [u8; 16] {
    (u128::from_be_bytes(*room) ^ (1 << bit)).to_be_bytes()
}

/// Names the room again in a row in whose room's id a bit flipped.
fn give_back(row: &mut [Value], room: &[u8; 16]) {
    let its = row.iter_mut().find_map(|value| match value {
        Value::Bytes(bytes) => Some(bytes),
        _ => None,
    });
    if let Some(its) = its.filter(|its| its.len() == room.len()) {
        its.copy_from_slice(room);
    }
}

/// Whether a row stands where records and doors do and is none: an entry of an index, or a word about the database.
fn is_entry(columns: &[Value]) -> bool {
    use Value::{Bytes as Blob, Number};
    match columns {
        [Blob(room), Number(_)] | [Blob(room), Number(_), Number(_)] => room.len() == ROOM_BYTES,
        // A door whose checksum does not hold: there are two.
        [Blob(room), Number(_), Number(_), Number(_), Blob(_)] => room.len() == ROOM_BYTES,
        [Blob(_), Blob(_)] => true,
        _ => false,
    }
}

/// Which row of picnic's it is, if its checksum holds. Records and doors stand in indices, and snapshots in tables
/// whose rows have an id.
fn row_of(columns: &[Value], has_id: bool) -> Option<([u8; 16], Row)> {
    use Value::{Bytes as Blob, Nothing, Number};
    let at = |position: &i64| u64::try_from(*position).ok().map(LogPosition);
    match columns {
        [Blob(room), Number(position), Number(sum), Blob(bytes)]
        | [Nothing, Blob(room), Number(position), Number(sum), Blob(bytes)] => {
            let (room, position) = (room.as_slice().try_into().ok()?, at(position)?);
            let holds = checksum(position, bytes) == *sum;
            let bytes = Bytes::from(bytes.clone());
            // Those with an id are snapshots of versions before parts, and their spares.
            let row = if !holds && has_id {
                return None;
            } else if !holds {
                Row::Spoiled(position, *sum, bytes)
            } else if has_id {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::sqlite::row::signed;
    use crate::log::sqlite::schema::SCHEMA;

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
