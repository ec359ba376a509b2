//! A room as a pure state machine: inputs in, effects out.
//!
//! No clock, socket, disk, random source or task is in here: time comes with every input, and
//! what is to be done about the world goes out as [`Effect`]s. The same [`Room`] runs under
//! tokio in [`crate::rooms`] and under the seeded simulation in `tests/simulation`.

pub mod board;
pub mod fullness;
pub mod kept_door;
pub mod knocking;
pub mod links;
pub mod record;
mod refusals;
mod refused_changes;
mod runs;
pub mod session;
pub mod shapes;
mod stranding;

mod appending;
mod asking;
mod at_door;
mod batch;
mod changes;
mod clock;
mod compaction;
mod connections;
mod cut_letters;
mod damage;
mod deleting;
mod durability;
mod effect;
mod effort;
mod emptying;
mod entrance;
mod entry_count;
mod flush_times;
mod for_viewers;
mod in_transaction;
mod input;
mod joining;
mod keeping;
mod kept_aside;
mod locks;
mod missing;
mod named_writers;
mod noting;
mod on_board;
mod outgoing;
mod owning;
mod piecing;
mod presence;
mod progress;
mod readers;
mod refused_words;
mod replying;
mod restore;
mod rights;
#[cfg(test)]
mod rights_test;
mod saving;
mod session_told;
mod showing;
mod sparing;
mod taking_away;
mod taking_in;
mod telling_back;
mod touching;
mod unfit;
mod untouched;
mod writers;

use std::fmt;

use bytes::Bytes;
use picnic_protocol::frame::{self, ClientFrame};
use picnic_protocol::ids::{LogPosition, RoomId};
use picnic_protocol::session::plan::PhaseId;
use picnic_protocol::session::{Language, Limits, ServerMessage};

use crate::versions::retention::kept_since_ms;
use batch::Batch;
use board::Board;
pub use compaction::{Compacted, compact};
use connections::Connections;
use damage::Damage;
use durability::Durability;
pub use effect::{CloseCause, Effect, Overfull};
pub use effort::Stopwatch;
use entrance::Entrance;
use flush_times::FlushTimes;
use fullness::Fullness;
pub use input::{ConnectionId, Input, Join, Now};
use keeping::Use;
use kept_aside::KeptAside;
use kept_door::Returning;
use knocking::Knocking;
use links::Links;
use noting::Noting;
pub use piecing::Remains;
use presence::Presence;
use readers::Readers;
use record::Created;
pub use restore::{CannotRestore, Restored, must_be_readable};
use session::Session;
use session::bin::BinItem;
use session::door::Door;
use session::harvest::SessionHarvest;
use session::outcome::Wish;
use session::random::Random;
use session_told::SessionTold;
use sparing::ToLayAnew;
use taking_away::TakingAway;
use taking_in::Makers;
use writers::Writers;

/// What others may ask of a room without joining.
#[derive(Clone)]
pub struct Facts {
    /// The title as it stood on the board after the last append.
    pub title: String,
    /// The language the room was made in.
    pub language: Language,
    /// Its links.
    pub links: Links,
    /// How many people are here.
    pub people: usize,
    /// When it was made, ms since 1970.
    pub made_ms: u64,
    /// Whether who wrote what stays unknown.
    pub anonymous: bool,
    /// Whether nobody changes anything there.
    pub archived: bool,
    /// The phase that runs.
    pub phase: Option<PhaseId>,
    /// Who is let in, and as what.
    pub door: Door,
    /// Who comes back by the pass of an earlier link.
    pub returning: Option<Returning>,
}

/// What a room holds, for its exports.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The board, encoded.
    pub board: Bytes,
    /// What the session leaves.
    pub session: SessionHarvest,
}

/// Which web client a server hands out: a digest of its page, which names all its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageVersion(pub u64);

impl fmt::Display for PageVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One workshop.
pub struct Room {
    id: RoomId,
    limits: Limits,
    page: Option<PageVersion>,
    created: Created,
    /// As it stood on the board after the last append (rule 1).
    title: String,
    entrance: Entrance,
    board: Board,
    session: Session,
    random: Random,
    presence: Presence,
    knocking: Knocking,
    connections: Connections,
    batch: Batch,
    durability: Durability,
    readers: Readers,
    writers: Writers,
    stopwatch: Stopwatch,
    fullness: Fullness,
    /// Whether a part of its log could not be read.
    damage: Damage,
    /// The time of the last input, by which deadlines of people's clock are waited for.
    seen: Now,
    flush_times: FlushTimes,
    taking_away: TakingAway,
    makers: Makers,
    kept_aside: KeptAside,
    to_lay_anew: ToLayAnew,
    session_told: SessionTold,
    noting: Noting,
    used: Use,
}

impl Room {
    /// Holds people's changes to the time they may take. The one clock in a room: it decides only
    /// how much of a change is taken, which is then in the record.
    #[must_use]
    pub fn timed_by(self, stopwatch: Stopwatch) -> Self {
        Self { stopwatch, ..self }
    }

    /// Tells pages which version of them is handed out.
    #[must_use]
    pub fn serving(self, page: Option<PageVersion>) -> Self {
        Self { page, ..self }
    }

    /// Takes one input and says what is to be done about it.
    pub fn handle(&mut self, now: Now, input: Input, effects: &mut Vec<Effect>) {
        self.follow_clock(now, effects);
        match input {
            Input::Join(join) => self.join(now, join, effects),
            Input::Frame { connection, frame } => self.frame(now, connection, frame, effects),
            Input::Unread(connection) => self.writers.hear_nothing_of(connection),
            Input::ReadOn(connection) => self.writers.hear_again_of(now, connection),
            Input::Leave(connection) => self.leave(connection),
            Input::Overflowed { connection, own } => self.fall_behind(connection, own),
            Input::Drained(connection) => self.catch_up(connection),
            Input::Appended(position) => self.appended(position, effects),
            Input::AppendFailed => self.append_failed(now, effects),
            Input::OnDisk(position) => self.on_disk(position, effects),
            Input::DiskFailed => self.disk_failed(effects),
            Input::SnapshotStored(position) => self.snapshot_stored(position, effects),
            Input::SnapshotFailed => self.snapshot_failed(now, effects),
            Input::Sealed(position) => self.sealed(position, effects),
            Input::SealFailed(position) => self.seal_failed(now, position, effects),
            Input::Rotate(role) => self.entrance.rotate_later(role),
            // Where too much waits nothing comes of it, which whoever asked sees.
            Input::Keep(keeping) => drop(self.batch.wish(Wish::Keeping(keeping))),
            Input::LookAtVersions => self.note_for_reader(now),
            Input::VersionsLost => self.tell_versions_anew(now),
            Input::LeftVersions(items) => self.leave_versions(items),
            Input::LookAtBin => self.let_go_what_is_old(),
            Input::Tick => {}
            Input::PutAway => self.put_away(effects),
        }
        self.advance(now, effects);
    }

    /// Does whatever is due. Called after every input, so that a lone change never waits.
    fn advance(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.ask_for_what_fits_now(now);
        self.free_ids_of_the_silent();
        self.act_on_disputes(effects);
        self.ask_again(now, effects);
        self.compare(now, effects);
        self.retry_saving(now, effects);
        self.seal_if_due(now, effects);
        self.tell_progress(now, effects);
        self.let_time_pass(now);
        // Before the next append: where people write all the time, one follows at once.
        self.reply(effects);
        self.flush(now, effects);
        self.reply(effects);
        self.note_if_due(now, effects);
        self.tell_presence(now, effects);
        self.tell_knocking(now, effects);
        self.tell_of_taken_back_since(now, effects);
    }

    /// When [`Input::Tick`] is next due, on the monotonic clock; none while nothing waits.
    #[must_use]
    pub fn next_tick(&self) -> Option<u64> {
        let flush = (self.may_flush() && self.has_work()).then_some(self.flush_times.next_ms());
        let presence = self.presence.next_ms();
        let saving = self.durability.retry_at_ms();
        let room = self.fullness.measure_at_ms();
        let session = [
            self.next_progress_ms(),
            self.next_phase_ms(),
            self.durability.next_seal_ms(),
            self.knocking.next_ms(),
        ];
        let verdict = self.next_verdict_ms();
        let compare = self.connections.next_compare_ms();
        let rights = self.connections.next_rights_ms();
        let (reply, version) = (self.next_reply_ms(), self.next_version_ms());
        let anew = self.to_lay_anew.next_ms().filter(|_| self.may_flush());
        [
            anew,
            version,
            flush,
            presence,
            saving,
            self.connections.next_ask_ms(),
            room,
            verdict,
            compare,
            rights,
            reply,
        ]
        .into_iter()
        .chain(session)
        .flatten()
        .min()
    }

    /// Whether nothing is under way and nobody is here.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.connections.is_empty() && self.is_settled()
    }

    /// Whether nothing waits to be written.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.has_work() && self.durability.is_at_rest()
    }

    /// Whether the board has every change that was taken.
    #[must_use]
    pub fn has_taken_all(&self) -> bool {
        self.batch.has_no_changes()
    }

    /// Whether somebody waits to be answered, to be asked for what the board lacks, or for what they may not delete.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.readers.are_waiting()
            || self.to_lay_anew.next_ms().is_some()
            || self.connections.next_ask_ms().is_some()
            || self.next_verdict_ms().is_some()
    }

    /// Whether a newest snapshot has everything that was received.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.is_settled() && self.durability.is_covered()
    }

    /// Whether power loss loses nothing of it. Whoever opens it again takes that for granted.
    #[must_use]
    pub fn is_on_disk(&self) -> bool {
        self.durability.on_disk() >= self.durability.position()
    }

    /// Whether the log takes what it is given; if not, people are told (rule 9).
    #[must_use]
    pub const fn is_saving(&self) -> bool {
        self.durability.is_well()
    }

    /// What others may ask without joining.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts {
            title: self.title.clone(),
            language: self.created.language,
            links: self.entrance.links().clone(),
            people: self.presence.count(),
            made_ms: self.created.made_ms,
            anonymous: self.session.anonymous,
            archived: self.session.archived,
            phase: self.session.current.clone(),
            door: self.session.door(),
            returning: self.entrance.returning().cloned(),
        }
    }

    /// What the room holds, the board encoded and what the session leaves; none while an append
    /// is in flight, for it must not be ahead of the log (rule 1).
    pub fn contents(&mut self, now: Now) -> Option<Contents> {
        (!self.durability.is_in_flight()).then(|| Contents {
            board: self.board.whole(),
            session: self.session.harvest(now.unix_ms),
        })
    }

    /// What is in the bin, oldest first, but for what is there for longer than that is kept; none while an append is in flight, as
    /// with [`contents`](Self::contents).
    #[must_use]
    pub fn in_bin(&self, now: Now) -> Option<Vec<BinItem>> {
        let since_ms = kept_since_ms(now.unix_ms, self.limits.kept.bin_days).unwrap_or(0);
        let items = self.session.bin.items().filter(|item| item.at_ms >= since_ms);
        (!self.durability.is_in_flight()).then(|| items.cloned().collect())
    }

    /// Whether the next flush waits, so that a busy room has a moment in which it can be read.
    pub const fn hold_next_flush(&mut self, holds: bool) {
        self.flush_times.hold(holds);
    }

    /// The session as it is. What no append has made durable yet is in it.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The board as it is. What no append has made durable yet is in it.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The last record appended or in flight.
    #[must_use]
    pub const fn position(&self) -> LogPosition {
        self.durability.position()
    }

    fn frame(
        &mut self,
        now: Now,
        from: ConnectionId,
        frame: ClientFrame,
        effects: &mut Vec<Effect>,
    ) {
        if !self.connections.has(from) {
            return;
        }
        if self.readers.begins_to_hear_presence(from)
            && let Some(join) = self.connections.get(from).map(|connection| connection.join.clone())
            && let Some(frame) = self.presence_for(&join)
        {
            effects.push(Effect::Send { to: from, frame });
        }
        match frame {
            ClientFrame::StateVector(vector) => {
                self.readers.ask_for_board(from, vector.entries());
            }
            ClientFrame::Change { whole, more, update, not_held } => {
                if let Some(missing) = self.connections.missing_of(from) {
                    missing.begin_part(more);
                }
                if let Some(not_held) = not_held {
                    self.tell_of_replaced(from, not_held, effects);
                }
                self.change(now, from, whole, update, effects);
                // Whether it was taken or not: the socket is there.
                if whole || more {
                    self.writers.showed_life(from);
                }
                if whole && !more {
                    let (writers, mut around) = self.writers();
                    writers.take_answer(from, &mut around);
                }
            }
            ClientFrame::NotTaken(why) => self.not_taken(from, why, effects),
            ClientFrame::Awareness(awareness) => self.awareness(from, &awareness, effects),
            ClientFrame::QueryAwareness => self.presence.ask(from),
            ClientFrame::Session(message) => self.session_message(now, from, message, effects),
            ClientFrame::UnknownCommand(id) => self.unknown_command(from, id, effects),
            ClientFrame::Unknown => self.unknown_message(from, effects),
        }
    }

    /// Sends a session message to all who speak the session plane.
    fn tell_all(&self, message: &ServerMessage, effects: &mut Vec<Effect>) {
        let to = self.readers.who_speak_session();
        if !to.is_empty() {
            effects.push(Effect::Broadcast { to, frame: frame::session(message).into() });
        }
    }
}
