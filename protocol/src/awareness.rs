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
    left_out: bool,
}

impl CheckedAwareness {
    /// Whether an entry is left out: larger than [`STATE_BYTES_MAX`], nested too deep, or no JSON. Nobody
    /// is shown it, and nobody is punished for it.
    #[must_use]
    pub const fn leaves_out(&self) -> bool {
        self.left_out
    }

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
    let mut entries = Vec::with_capacity(count.min(ENTRIES_MAX));
    let mut left_out = false;
    for _ in 0..count {
        let client = reader.client()?;
        let clock = reader.clock()?;
        match std::str::from_utf8(reader.buffer()?) {
            Ok(text) if may_be_shown(text) && entries.len() < ENTRIES_MAX => {
                entries.push((client, clock, (text != "null").then(|| text.into())));
            }
            _ => left_out = true,
        }
    }
    reader.finish()?;
    Ok(CheckedAwareness { entries, left_out })
}

fn may_be_shown(text: &str) -> bool {
    text.len() <= STATE_BYTES_MAX && check_json(text).is_ok()
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
    fn an_entry_that_nobody_can_be_shown_is_left_out_and_the_others_stay() {
        let deep = "[".repeat(101) + &"]".repeat(101);
        let large = format!("\"{}\"", "x".repeat(STATE_BYTES_MAX));
        for state in [&deep[..], &large, "undefined", "{]", ""] {
            let entries = [
                Entry { client: 1, clock: 1, state: Some(state) },
                Entry { client: 2, clock: 1, state: Some("{}") },
            ];
            let checked = check_awareness(&encode_awareness(entries.iter().cloned())).unwrap();
            assert!(checked.leaves_out(), "{state}");
            assert_eq!(checked.entries().collect::<Vec<_>>(), entries[1..]);
        }
        let many = (0..5_000_u32).map(|client| Entry {
            client: client.into(),
            clock: 1,
            state: Some("{}"),
        });
        let checked = check_awareness(&encode_awareness(many)).unwrap();
        assert_eq!((checked.entries().count(), checked.leaves_out()), (ENTRIES_MAX, true));
    }

    #[test]
    fn a_count_that_the_bytes_cannot_hold_is_refused() {
        assert_eq!(check_awareness(&[0x80, 0x88, 0xde, 0xbe, 0x01, 0]), Err(Malformed::Truncated));
    }
}
