//! How much a room takes: sockets, notes, client ids, and bytes of its board, encoded and in memory.
//!
//! A note too many is taken away in the very transaction that brought it, so that every replica
//! agrees, its maker's too, and nothing later stands on something missing. A change for which
//! the board has no bytes left is not taken at all: deletions still are, and when they have made
//! room, its sender is asked for it again. Ids stay for good, so that where there are too many, people
//! with a pass write on all the same, each under one of their own.

use std::collections::HashMap;

use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, ParticipantId, Role};
use picnic_protocol::session::{ErrorCode, ServerMessage};
use picnic_protocol::update::CheckedUpdate;

use crate::limits::{
    BIN_MEMORY_TIMES, CLIENT_IDS_BEYOND_MAX, FULL_MEASURE_MS, ROOM_BYTES_MAX, ROOM_CLIENT_IDS_MAX,
    ROOM_DRAWN_MAX, ROOM_MEMORY_MAX, ROOM_NOTES_MAX, ROOM_PART_WITHOUT_PASS, ROOM_SOCKETS_MAX,
    SOCKETS_OF_ONE_MAX,
};
use crate::room::board::Surplus;
use crate::room::{CloseCause, ConnectionId, Effect, Join, Now, Overfull, Room};

/// Why a change under one more id is not taken, for a developer.
const TOO_MANY_IDS: &str = "as many client ids wrote on this board as it takes; come with a pass";

/// What one room may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomBounds {
    /// Sockets at once.
    pub sockets_max: usize,
    /// Notes on the board.
    pub notes_max: usize,
    /// Strokes on the board, and likewise connectors.
    pub drawn_max: usize,
    /// Bytes of the encoded board.
    pub bytes_max: usize,
    /// Bytes that the board takes in memory, about.
    pub memory_max: usize,
    /// Client ids under which something stands on the board.
    pub client_ids_max: usize,
}

impl Default for RoomBounds {
    fn default() -> Self {
        Self {
            sockets_max: ROOM_SOCKETS_MAX,
            notes_max: ROOM_NOTES_MAX,
            drawn_max: ROOM_DRAWN_MAX,
            bytes_max: ROOM_BYTES_MAX,
            memory_max: ROOM_MEMORY_MAX,
            client_ids_max: ROOM_CLIENT_IDS_MAX,
        }
    }
}

/// How full the room is, as far as is known without encoding the board.
#[derive(Debug, Default)]
pub(super) struct Fullness {
    pub(super) bounds: RoomBounds,
    /// The encoded board's size when it was last known.
    measured: usize,
    /// Bytes of records since: the board grew by these at most, and mostly by less.
    since: usize,
    measure_at_ms: u64,
    /// Changes were refused, and their senders wait for room.
    refused: bool,
    /// By how many bytes what it takes on disk may grow; none when nothing holds it.
    disk_left: Option<usize>,
    /// There may be room since, though no record came after the last measuring: others gave memory back, or a snapshot measured.
    may_have_more: bool,
    /// How many client ids each brought beyond what the board takes: no more in all than it takes once more.
    ids_beyond: HashMap<ParticipantId, u32>,
}

impl Fullness {
    pub(super) fn new(measured: usize, since: usize) -> Self {
        Self { measured, since, ..Self::default() }
    }

    /// The board was encoded, for whatever reason.
    pub(super) const fn measured(&mut self, bytes: usize) {
        // A snapshot may come between a deletion and the look at whether what was refused fits now.
        self.may_have_more |= self.refused && self.since > 0;
        self.measured = bytes;
        self.since = 0;
    }

    /// A record went to the log.
    pub(super) const fn count(&mut self, bytes: usize) {
        self.since = self.since.saturating_add(bytes);
    }

    const fn has_space_for(&self, bytes: usize) -> bool {
        let is_on_disk = match self.disk_left {
            Some(left) => bytes <= left,
            None => true,
        };
        is_on_disk
            && self.measured.saturating_add(self.since).saturating_add(bytes)
                <= self.bounds.bytes_max
    }

    /// When to see whether there is room now.
    pub(super) fn measure_at_ms(&self) -> Option<u64> {
        (self.refused && (self.since > 0 || self.may_have_more)).then_some(self.measure_at_ms)
    }
}

/// So many of a room's sockets may come without a pass: of a small room all.
fn part_without_pass(sockets_max: usize) -> usize {
    let part = sockets_max.saturating_mul(ROOM_PART_WITHOUT_PASS) / 100;
    if part < SOCKETS_OF_ONE_MAX { sockets_max } else { part }
}

impl Room {
    /// The same room, held to these bounds.
    #[must_use]
    pub fn bounded(mut self, bounds: RoomBounds) -> Self {
        self.board.hold_to(bounds.notes_max, bounds.drawn_max);
        self.fullness.bounds = bounds;
        self
    }

    /// Whether there is a place for one more socket; it is told when there is none.
    pub(super) fn has_place(&self, join: &Join, effects: &mut Vec<Effect>) -> bool {
        let sockets_max = self.fullness.bounds.sockets_max;
        let theirs = self
            .connections
            .iter()
            .filter(|(_, other)| join.lasting && other.join.participant == join.participant);
        // Where nothing is limited, nor is this.
        let is_one_too_many = sockets_max < usize::MAX && theirs.count() >= SOCKETS_OF_ONE_MAX;
        let without_pass = self.connections.iter().filter(|(_, other)| !other.join.lasting);
        let is_unknown_too_many = !join.lasting
            && sockets_max < usize::MAX
            && without_pass.count() >= part_without_pass(sockets_max);
        if self.connections.count() < sockets_max && !is_one_too_many && !is_unknown_too_many {
            return true;
        }
        if join.session {
            let message = if is_one_too_many {
                "you have as many connections in this room as one person may"
            } else {
                "the room has as many sockets as it takes"
            };
            let message = message.to_owned();
            let error = ServerMessage::Error { code: ErrorCode::RoomFull, message };
            let frame = frame::session(&error).into();
            effects.push(Effect::Send { to: join.connection, frame });
        }
        effects.push(Effect::Refused { what: Overfull::Sockets, count: 1 });
        effects.push(Effect::Close { connection: join.connection, cause: CloseCause::Full });
        false
    }

    /// The same room, whose board may take so much memory from now on. What it has it keeps.
    pub fn hold_to_memory(&mut self, memory_max: usize) {
        let before = std::mem::replace(&mut self.fullness.bounds.memory_max, memory_max);
        self.fullness.may_have_more |= memory_max > before;
    }

    /// The same room, which may take so many bytes more on disk from now on.
    pub fn hold_to_disk(&mut self, left: usize) {
        let before = self.fullness.disk_left.replace(left);
        self.fullness.may_have_more |= before.is_some_and(|before| left > before);
    }

    /// About how many bytes its board takes in memory, with what was taken away from it and what never came onto it.
    #[must_use]
    pub fn memory(&self) -> usize {
        let bin = self.session.bin.bytes().saturating_mul(BIN_MEMORY_TIMES);
        let aside = self.session.bin.erasing_bytes().saturating_add(self.kept_aside.bytes());
        let aside = aside.saturating_add(self.taking_away.bytes());
        self.board.memory().saturating_add(bin).saturating_add(aside)
    }

    /// Whether the board has no room for what a change brings; its sender is told then.
    pub(super) fn is_beyond_bounds(
        &mut self,
        now: Now,
        from: ConnectionId,
        update: &CheckedUpdate<Box<[u8]>>,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) -> bool {
        if writes_under.is_empty() || self.has_space_for(now, update) {
            return false;
        }
        self.refuse_for_bytes(from, effects);
        true
    }

    /// Whether the board has room for a change.
    fn has_space_for<B: AsRef<[u8]>>(&mut self, now: Now, update: &CheckedUpdate<B>) -> bool {
        let bytes = update.bytes().len().saturating_add(self.batch.bytes());
        let memory = update.outline().memory;
        if self.holds(bytes, memory) {
            return true;
        }
        self.measure(now);
        self.holds(bytes, memory)
    }

    /// Whether so many bytes more, and so many in memory, are within the bounds.
    fn holds(&self, bytes: usize, memory: usize) -> bool {
        let memory = self.board.memory().saturating_add(memory);
        self.fullness.has_space_for(bytes) && memory <= self.fullness.bounds.memory_max
    }

    fn measure(&mut self, now: Now) {
        if now.monotonic_ms >= self.fullness.measure_at_ms {
            self.fullness.measure_at_ms = now.monotonic_ms.saturating_add(FULL_MEASURE_MS);
            let encoded = self.board.encode();
            self.fullness.measured(encoded.len());
            self.board.measure_memory(&encoded);
        }
    }

    /// Tells the sender that its change was not taken, once until there is room again.
    fn refuse_for_bytes(&mut self, from: ConnectionId, effects: &mut Vec<Effect>) {
        self.fullness.refused = true;
        let Some(connection) = self.connections.get_mut(from) else { return };
        if connection.missing.wait_for_space() {
            effects.push(Effect::Refused { what: Overfull::Bytes, count: 1 });
            let reason = "the board is full; it takes deletions only";
            tell(from, connection.join.session, ErrorCode::BoardFull, reason, effects);
        }
    }

    /// When deletions have made room, or other boards have given memory back, asks those again whose changes were refused.
    pub(super) fn ask_for_what_fits_now(&mut self, now: Now) {
        if self.fullness.measure_at_ms().is_none_or(|due| now.monotonic_ms < due) {
            return;
        }
        self.measure(now);
        self.fullness.may_have_more = false;
        let RoomBounds { bytes_max, memory_max, .. } = self.fullness.bounds;
        let some = self.fullness.disk_left.map_or(bytes_max, |left| bytes_max.min(left.max(64)));
        if !self.holds(some / 64, memory_max / 64) {
            return;
        }
        self.fullness.refused = false;
        self.connections.space_is_free();
    }

    /// The ids, among those under which somebody brings something, that are one too many for the board. Beyond its limit it takes from
    /// somebody with a pass what they write under the one id that they said is theirs: of participants up to twice the limit,
    /// of a facilitator whatever the others did.
    pub(super) fn ids_too_many(
        &self,
        from: ConnectionId,
        writes_under: &[ClientId],
    ) -> Vec<ClientId> {
        let new = writes_under.iter().copied().filter(|client| self.board.head(*client) == 0);
        let mut new: Vec<_> = new.collect();
        let (ids, most) = (self.board.client_ids(), self.fullness.bounds.client_ids_max);
        if ids.saturating_add(new.len()) <= most {
            return Vec::new();
        }
        let Some(connection) = self.connections.get(from) else { return new };
        let Join { participant, role, lasting, .. } = connection.join;
        let beyond = self.fullness.ids_beyond.get(&participant).copied().unwrap_or(0);
        let is_facilitator = self.session.role(participant, role) == Role::Facilitator;
        let has_place =
            beyond < CLIENT_IDS_BEYOND_MAX && (is_facilitator || ids < most.saturating_mul(2));
        if let Some(own) = self.writers.own(from).filter(|_| lasting && has_place) {
            new.retain(|client| *client != own);
        }
        new
    }

    /// Whether a change that is about to be taken brings somebody's own id beyond the limit.
    pub(super) fn brings_id_beyond(&self, from: ConnectionId, writes_under: &[ClientId]) -> bool {
        self.board.client_ids() >= self.fullness.bounds.client_ids_max
            && self
                .writers
                .own(from)
                .is_some_and(|own| self.board.head(own) == 0 && writes_under.contains(&own))
    }

    /// It was taken.
    pub(super) fn count_id_beyond(&mut self, from: ConnectionId) {
        let Some(connection) = self.connections.get(from) else { return };
        *self.fullness.ids_beyond.entry(connection.join.participant).or_default() += 1;
    }

    /// Tells the sender that what came under ids too many is not taken.
    pub(super) fn refuse_ids(&mut self, from: ConnectionId, effects: &mut Vec<Effect>) {
        effects.push(Effect::Refused { what: Overfull::ClientIds, count: 1 });
        self.never_take(from, ErrorCode::ContentRefused, TOO_MANY_IDS, effects);
    }

    /// Tells those whose changes brought notes too many that these are gone again.
    pub(super) fn tell_of_surplus(
        &self,
        surplus: Surplus,
        authors: impl Iterator<Item = ConnectionId>,
        effects: &mut Vec<Effect>,
    ) {
        let Surplus { notes, drawn } = surplus;
        effects.push(Effect::Refused { what: Overfull::Notes, count: notes + drawn });
        let (code, reason) = if notes > 0 {
            let reason = "the board has as many notes as it takes; the new ones were taken away";
            (ErrorCode::TooManyNotes, reason)
        } else {
            let reason = "the board has as many strokes or connectors as it takes; the new ones were taken away";
            (ErrorCode::BoardFull, reason)
        };
        for author in authors {
            let Some(connection) = self.connections.get(author) else { continue };
            let frame = if connection.join.session {
                let message = reason.to_owned();
                frame::session(&ServerMessage::Error { code, message })
            } else {
                frame::permission_denied(reason)
            };
            effects.push(Effect::Send { to: author, frame: frame.into() });
        }
    }
}

/// A refusal in the session's words for who speaks it, and then in y-protocols'.
pub(super) fn tell(
    to: ConnectionId,
    session: bool,
    code: ErrorCode,
    reason: &str,
    effects: &mut Vec<Effect>,
) {
    if session {
        let message = ServerMessage::Error { code, message: reason.to_owned() };
        effects.push(Effect::Send { to, frame: frame::session(&message).into() });
    }
    effects.push(Effect::Send { to, frame: frame::permission_denied(reason).into() });
}
