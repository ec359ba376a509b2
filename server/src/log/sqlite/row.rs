//! What every row has: its position, and a checksum over that and its bytes.

use picnic_protocol::ids::LogPosition;

use crate::log::Stored;

/// A row's position, and what it holds when its checksum is right.
/// The three columns are from `first` on.
pub(super) fn stored(
    row: &rusqlite::Row<'_>,
    first: usize,
) -> rusqlite::Result<(LogPosition, Option<Stored>)> {
    let position = LogPosition(u64::try_from(row.get::<_, i64>(first)?).unwrap_or(0));
    let expected: i64 = row.get(first + 1)?;
    let bytes: Vec<u8> = row.get(first + 2)?;
    let sound = checksum(position, &bytes) == expected;
    Ok((position, sound.then(|| Stored { position, bytes: bytes.into() })))
}

/// Covers the position too, so that a row in another's place is found out.
pub(super) fn checksum(position: LogPosition, bytes: &[u8]) -> i64 {
    i64::from(crc32c::crc32c_append(crc32c::crc32c(&position.0.to_le_bytes()), bytes))
}

/// SQLite's integers are signed; no log reaches 2⁶³ records.
pub(super) fn signed(position: LogPosition) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}
