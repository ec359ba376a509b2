//! A room's records in the database, and whether the tree that leads to them is to be believed: one flipped bit in the key of
//! a row, also of another room's, leads past all that stands behind it, and SQLite says nothing.

use picnic_protocol::ids::{LogPosition, RoomId};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::log::sqlite::carve::is_bit_apart;
use crate::log::sqlite::doors;
use crate::log::sqlite::row::stored;
use crate::log::{LogError, Records, Stored};

/// What the tree led to.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) records: Records,
    /// Whether it leads to all that a room should have, and the rows beside stand in their order.
    pub(super) is_believed: bool,
}

/// A row's key; none where it is no key of picnic's.
pub(super) type Key = Option<([u8; 16], i64)>;

/// A room's records after a position, as the tree has them.
pub(super) fn read(
    reader: &Connection,
    room: RoomId,
    after: LogPosition,
) -> Result<Found, LogError> {
    // Nothing is written between the one reading and the others.
    let reading = reader.unchecked_transaction()?;
    let mut records = Records::default();
    let mut keys = keys_before(&reading, room)?;
    let mut holds_before = true;
    // A seek that a damaged row misled ends beside that row. So rows are taken as they stand, up to the second that is
    // not the room's; SQLite must not leave out any that are not in their place.
    let mut query = reading.prepare_cached(
        "SELECT room, position, checksum, bytes FROM records
         WHERE room >= ?1 ORDER BY room, position",
    )?;
    let mut rows = query.query([room.as_bytes()])?;
    let mut others = 0;
    while others < 2
        && let Some(row) = rows.next()?
    {
        let key = key_of(row)?;
        keys.push(key);
        if key.is_none_or(|(of, _)| of != *room.as_bytes()) {
            others += 1;
            continue;
        }
        match stored(row, 1)? {
            (position, sound) if position <= after => holds_before &= sound.is_some(),
            (_, Some(stored)) => records.sound.push(stored),
            (position, None) => records.corrupt.push(position),
        }
    }
    let door = doors::read(&reading, room);
    records.reaches = door.as_ref().ok().and_then(|(_, at)| *at).unwrap_or(LogPosition::START);
    let is_believed =
        holds_before && door.is_ok() && are_in_order(&keys, room) && are_complete(&records, after);
    Ok(Found { records, is_believed })
}

/// The keys of the two rows before a room's, in order.
fn keys_before(reader: &Connection, room: RoomId) -> Result<Vec<Key>, LogError> {
    let mut query = reader.prepare_cached(
        "SELECT room, position FROM records
         WHERE room < ?1 ORDER BY room DESC, position DESC LIMIT 2",
    )?;
    let mut rows = query.query([room.as_bytes()])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        keys.insert(0, key_of(row)?);
    }
    Ok(keys)
}

/// The key that a row's first two columns are.
pub(super) fn key_of(row: &Row<'_>) -> rusqlite::Result<Key> {
    Ok(match (row.get_ref(0)?, row.get_ref(1)?) {
        (ValueRef::Blob(room), ValueRef::Integer(position)) => {
            room.try_into().ok().map(|room| (room, position))
        }
        _ => None,
    })
}

/// Whether keys stand in their order, and none is the room's but for a bit.
fn are_in_order(keys: &[Key], room: RoomId) -> bool {
    let rise = keys.windows(2).all(|pair| pair[0] < pair[1]);
    rise && keys.iter().all(|key| key.is_some_and(|(of, _)| !is_bit_apart(&of, room.as_bytes())))
}

/// Whether the records after a position are there, one after the other, up to where the room's door was written last.
fn are_complete(records: &Records, after: LogPosition) -> bool {
    let mut end = after;
    for record in &records.sound {
        if record.position != end.next() {
            return false;
        }
        end = record.position;
    }
    records.corrupt.is_empty() && records.reaches <= end
}

/// What the tree led to, with what stands in the table's pages besides.
pub(super) fn joined(found: Records, carved: Records) -> Records {
    let mut all = found;
    let led_to = all.sound.len();
    let is_new = |all: &[Stored], one: &Stored| all.iter().all(|had| had.position != one.position);
    let more: Vec<_> = carved.sound.into_iter().filter(|one| is_new(&all.sound, one)).collect();
    all.sound.extend(more);
    all.sound.sort_by_key(|record| record.position);
    all.reaches = all.reaches.max(carved.reaches);
    all.tree_skipped_rows = carved.tree_skipped_rows || all.sound.len() > led_to;
    all
}
