//! Presence frames: y-protocols' awareness encoding, read with every count checked.
//!
//! Source: y-protocols `awareness.js`: `count (client clock json)*`.

use crate::ids::ClientId;
use crate::json::check_json;
use crate::varint::{Malformed, Reader, write_buffer, write_varint};

/// Most entries a client's frame may hold. A client speaks for itself, a reconnecting
/// y-websocket also repeats those it knew: one a person in the room.
pub const ENTRIES_MAX: usize = 1_024;

/// Largest state of one entry, in bytes: a cursor, a name, a selection and a drag of many notes.
pub const STATE_BYTES_MAX: usize = 32 * 1_024;

/// One client's presence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The Yjs client it is about.
    pub client: ClientId,
    /// Counts that client's changes of presence; the larger wins.
    pub clock: u32,
    /// Its state as JSON, or none when it is gone.
    pub state: Option<&'a str>,
}

/// A presence frame whose structure was checked. Only [`check_awareness`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAwareness {
    entries: Vec<(ClientId, u32, Option<Box<str>>)>,
}

impl CheckedAwareness {
    /// The entries, in the order they came.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.entries.iter().map(|(client, clock, state)| Entry {
            client: *client,
            clock: *clock,
            state: state.as_deref(),
        })
    }
}

/// Walks a presence frame.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check_awareness(bytes: &[u8]) -> Result<CheckedAwareness, Malformed> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(3)?;
    if count > ENTRIES_MAX {
        return Err(Malformed::NumberOutOfRange);
    }
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let client = reader.client()?;
        let clock = reader.clock()?;
        let text = reader.text()?;
        if text.len() > STATE_BYTES_MAX {
            return Err(Malformed::TextTooLong);
        }
        check_json(text)?;
        entries.push((client, clock, (text != "null").then(|| text.into())));
    }
    reader.finish()?;
    Ok(CheckedAwareness { entries })
}

/// Encodes presence, without a frame around it.
#[must_use]
pub fn encode_awareness<'a>(entries: impl ExactSizeIterator<Item = Entry<'a>>) -> Vec<u8> {
    let mut out = Vec::new();
    write_varint(&mut out, entries.len() as u64);
    for entry in entries {
        write_varint(&mut out, entry.client);
        write_varint(&mut out, u64::from(entry.clock));
        write_buffer(&mut out, entry.state.unwrap_or("null").as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_reads_back_as_written() {
        let entries = [
            Entry { client: 7, clock: 3, state: Some(r#"{"cursor":[1,2]}"#) },
            Entry { client: 9, clock: 1, state: None },
        ];
        let bytes = encode_awareness(entries.iter().cloned());
        let checked = check_awareness(&bytes).unwrap();
        assert_eq!(checked.entries().collect::<Vec<_>>(), entries);
    }

    #[test]
    fn presence_nested_deep_is_refused() {
        let state = "[".repeat(9) + &"]".repeat(9);
        let bytes =
            encode_awareness([Entry { client: 1, clock: 1, state: Some(&state) }].into_iter());
        assert_eq!(check_awareness(&bytes), Err(Malformed::NestedTooDeep));
    }

    #[test]
    fn a_count_that_the_bytes_cannot_hold_is_refused() {
        assert_eq!(check_awareness(&[0x80, 0x88, 0xde, 0xbe, 0x01, 0]), Err(Malformed::Truncated));
    }
}
