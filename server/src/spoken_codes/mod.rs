//! Spoken codes: three words that bring somebody into a room for as long as a phase or some hours last.
//!
//! They are in memory alone: no file and no line of the log ever holds one, and a server that starts again knows none. What is typed is
//! looked up by a tag under a key of the process, so that the time it takes tells nothing of codes that are close.

mod words;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use picnic_protocol::ids::RoomId;
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::PhaseId;

use crate::limits::{SPOKEN_CODE_HOURS, SPOKEN_CODES_MAX};
use crate::room::links::ServerKey;
use words::{CODE_WORDS, folded, words_of};

/// For how long a code opens its room at most.
const LASTS: Duration = Duration::from_secs(SPOKEN_CODE_HOURS * 60 * 60);

/// What a code was made for: it opens the room while this is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFor {
    /// The phase that ran, or none.
    pub phase: Option<PhaseId>,
    /// The generation of the link to join.
    pub generation: u32,
}

/// A code that is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenCode {
    /// Its words.
    pub words: String,
    /// What it was made for.
    pub made_for: MadeFor,
    /// Until when it opens the room.
    pub until: Instant,
}

#[derive(Debug, Default)]
struct Table {
    by_room: HashMap<RoomId, SpokenCode>,
    by_tag: HashMap<[u8; 32], RoomId>,
}

/// The codes of all rooms.
pub struct SpokenCodes {
    key: ServerKey,
    table: Mutex<Table>,
}

/// There are as many codes as there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyCodes;

impl SpokenCodes {
    /// None yet, under a key that was drawn for this process.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key: ServerKey::from_bytes(key), table: Mutex::default() }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // The maps are whole between statements, so a panic elsewhere does not spoil them.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tag(&self, typed: &str) -> [u8; 32] {
        self.key.tag(&[folded(typed).as_bytes()])
    }

    /// The code of a room, if one is on.
    #[must_use]
    pub fn of(&self, room: RoomId, now: Instant) -> Option<SpokenCode> {
        self.table().by_room.get(&room).filter(|code| now < code.until).cloned()
    }

    /// Turns a room's code on, with words that are drawn; one that was on ends.
    ///
    /// # Errors
    /// When there are as many as there may be.
    pub fn turn_on(
        &self,
        room: RoomId,
        language: Language,
        made_for: MadeFor,
        (drawn, now): ([u64; CODE_WORDS], Instant),
    ) -> Result<SpokenCode, TooManyCodes> {
        self.turn_off(room);
        let mut table = self.table();
        if table.by_room.len() >= SPOKEN_CODES_MAX {
            table.forget_what_is_over(now);
        }
        if table.by_room.len() >= SPOKEN_CODES_MAX {
            return Err(TooManyCodes);
        }
        let words = words_of(language, drawn);
        let tag = self.tag(&words);
        // Another room's, by a chance of one in a thousand millions: whoever says it means this one from now on.
        if let Some(other) = table.by_tag.insert(tag, room) {
            table.by_room.remove(&other);
        }
        let code = SpokenCode { words, made_for, until: now + LASTS };
        table.by_room.insert(room, code.clone());
        Ok(code)
    }

    /// Turns a room's code off.
    pub fn turn_off(&self, room: RoomId) {
        let mut table = self.table();
        if let Some(code) = table.by_room.remove(&room) {
            table.by_tag.remove(&self.tag(&code.words));
        }
    }

    /// The room that what somebody typed opens, and what the code was made for.
    #[must_use]
    pub fn room_of(&self, typed: &str, now: Instant) -> Option<(RoomId, MadeFor)> {
        let tag = self.tag(typed);
        let table = self.table();
        let room = *table.by_tag.get(&tag)?;
        let code = table.by_room.get(&room).filter(|code| now < code.until)?;
        Some((room, code.made_for.clone()))
    }
}

impl Table {
    fn forget_what_is_over(&mut self, now: Instant) {
        let Self { by_room, by_tag, .. } = self;
        by_room.retain(|_, code| now < code.until);
        by_tag.retain(|_, room| by_room.contains_key(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: RoomId = RoomId::from_bytes([1; 16]);
    const OTHER: RoomId = RoomId::from_bytes([2; 16]);

    fn codes() -> SpokenCodes {
        SpokenCodes::new([7; 32])
    }

    const fn made_for() -> MadeFor {
        MadeFor { phase: None, generation: 0 }
    }

    fn room_of(codes: &SpokenCodes, typed: &str, now: Instant) -> Option<RoomId> {
        codes.room_of(typed, now).map(|(room, _)| room)
    }

    #[test]
    fn a_code_opens_its_room_however_it_is_typed_until_it_is_over_or_turned_off() {
        let (codes, now) = (codes(), Instant::now());
        let code = codes.turn_on(ROOM, Language::Fi, made_for(), ([3, 500, 900], now)).unwrap();
        assert_eq!(code.words.split(' ').count(), 3);
        let shouted = format!("  {} ", code.words.to_uppercase().replace(' ', " - "));
        for typed in [code.words.clone(), shouted] {
            assert_eq!(room_of(&codes, &typed, now), Some(ROOM), "{typed}");
        }
        let (first, _) = code.words.rsplit_once(' ').unwrap();
        assert_eq!(room_of(&codes, first, now), None, "two of its words are none");
        assert_eq!(room_of(&codes, "", now), None);
        assert_eq!(room_of(&codes, &code.words, now + LASTS), None);
        codes.turn_off(ROOM);
        assert_eq!(room_of(&codes, &code.words, now), None);
    }

    #[test]
    fn a_room_has_one_code_at_a_time_and_a_new_one_ends_it() {
        let (codes, now) = (codes(), Instant::now());
        let old = codes.turn_on(ROOM, Language::En, made_for(), ([1, 2, 3], now)).unwrap();
        let new = codes.turn_on(ROOM, Language::En, made_for(), ([4, 5, 6], now)).unwrap();
        assert_eq!(room_of(&codes, &old.words, now), None);
        assert_eq!(room_of(&codes, &new.words, now), Some(ROOM));
        // Drawn again, by a chance that nobody lives to see.
        codes.turn_on(OTHER, Language::En, made_for(), ([4, 5, 6], now)).unwrap();
        assert_eq!(room_of(&codes, &new.words, now), Some(OTHER));
        codes.turn_off(ROOM);
        assert_eq!(room_of(&codes, &new.words, now), Some(OTHER));
    }

    #[test]
    fn codes_that_are_over_make_room_for_others_and_there_are_so_many_at_most() {
        let (codes, now) = (codes(), Instant::now());
        let turn_on = |number: usize, at: Instant| {
            let mut id = [0; 16];
            id[..8].copy_from_slice(&number.to_le_bytes());
            let number = number as u64;
            let drawn = [number % 1_000, number / 1_000, 7];
            codes.turn_on(RoomId::from_bytes(id), Language::En, made_for(), (drawn, at))
        };
        for number in 0..SPOKEN_CODES_MAX {
            turn_on(number, now).unwrap();
        }
        assert_eq!(turn_on(SPOKEN_CODES_MAX, now), Err(TooManyCodes));
        assert!(turn_on(SPOKEN_CODES_MAX, now + LASTS).is_ok());
        assert_eq!(codes.table().by_tag.len(), 1);
    }
}
