//! Snapshots, and what a room does while its log fails (rule 9): what [`super::durability`] decides, done.

use bytes::Bytes;
use picnic_protocol::ids::LogPosition;
use picnic_protocol::session::ServerMessage;

use crate::room::durability::{News, Owed, SealOf, Stored};
use crate::room::record::{Snapshot, SnapshotHeader};
use crate::room::session::outcome::Answered;
use crate::room::{ConnectionId, Effect, Now, Room};

impl Room {
    fn tell_saving(&self, news: News, effects: &mut Vec<Effect>) {
        let working = match news {
            News::None => return,
            News::Works => true,
            News::Fails => false,
        };
        self.tell_all(&ServerMessage::Saving { working }, effects);
    }

    /// The log did not take the append in flight: people are told, the room goes on, and a
    /// snapshot of everything is tried until one succeeds.
    pub(super) fn append_failed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let (news, outgoing) = self.durability.append_failed(now);
        self.tell_saving(news, effects);
        if let Some(outgoing) = outgoing {
            self.fan_out(outgoing, effects);
        }
    }

    pub(super) fn retry_saving(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.durability.is_retry_due(now) {
            self.snapshot(effects);
        }
    }

    /// Writes the seal that is owed.
    pub(super) fn seal_if_due(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.durability.is_seal_due(now) {
            self.snapshot(effects);
            self.durability.seal_at(now);
        }
    }

    /// Writes a snapshot when enough was appended since the last.
    pub(super) fn snapshot_if_due(&mut self, effects: &mut Vec<Effect>) {
        if self.durability.is_snapshot_due() {
            self.snapshot(effects);
        }
    }

    pub(super) fn put_away(&mut self, effects: &mut Vec<Effect>) {
        self.to_lay_anew.hurry(self.seen);
        self.note_before_end(effects);
        if self.is_settled() && self.durability.works() && !self.durability.is_covered() {
            self.snapshot(effects);
        }
    }

    fn snapshot(&mut self, effects: &mut Vec<Effect>) {
        let (bytes, door) = (self.encode_snapshot(), self.kept_door());
        let (position, seals) = self.durability.begin_snapshot();
        if seals {
            self.noting.forget_people();
        }
        effects.push(if seals {
            Effect::Seal { position, bytes, door }
        } else {
            Effect::Snapshot { position, bytes, door }
        });
    }

    /// The room's door as it is now, for the log.
    pub(super) fn kept_door(&self) -> Bytes {
        self.entrance.kept_door(&self.session).encode()
    }

    /// The room as it is now.
    pub(super) fn encode_snapshot(&mut self) -> Bytes {
        let snapshot = Snapshot {
            header: SnapshotHeader {
                created: Some(self.created.clone()),
                claims: self.writers.logged().clone(),
                servers: Some(self.writers.servers().clone()),
                pens: self.writers.pens().clone(),
                makers: self.makers.for_snapshot(),
                unnamed: self.writers.unnamed().cloned(),
                damaged_ms: self.damage.found_ms(),
                generations: self.entrance.links().generations().collect(),
                honoured: self.entrance.links().honoured().collect(),
                session: self.session.clone(),
            },
            board: self.board.encode(),
        };
        self.fullness.measured(snapshot.board.len());
        let bytes = Bytes::from(snapshot.encode());
        // With the bin: what was wiped is not written anew with every few changes.
        self.durability.measured(bytes.len());
        bytes
    }

    /// A sealed snapshot is stored: in place of the append in flight, or by itself.
    pub(super) fn sealed(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        match self.durability.seal_of(position) {
            Some(SealOf::Record) => self.appended(position, effects),
            Some(SealOf::Snapshot) => self.snapshot_stored(position, effects),
            None => {}
        }
    }

    pub(super) fn seal_failed(
        &mut self,
        now: Now,
        position: LogPosition,
        effects: &mut Vec<Effect>,
    ) {
        self.durability.owe_a_seal();
        match self.durability.seal_of(position) {
            Some(SealOf::Record) => self.append_failed(now, effects),
            Some(SealOf::Snapshot) => self.snapshot_failed(now, effects),
            None => {}
        }
    }

    pub(super) fn snapshot_stored(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        let Stored { news, owed } = self.durability.snapshot_stored(position);
        self.tell_saving(news, effects);
        self.tell_kept(effects);
        for (to, owed) in owed {
            self.answer_what_is_owed(to, owed, effects);
        }
    }

    /// Saving works again, with everything that was done meanwhile. A socket for which not all of it is
    /// remembered gets the session whole, at which its page sends again what was not answered.
    fn answer_what_is_owed(
        &mut self,
        to: ConnectionId,
        Owed { done, more }: Owed,
        effects: &mut Vec<Effect>,
    ) {
        let answers: Vec<_> =
            done.into_iter().map(|id| Answered { to, id, result: Ok(()) }).collect();
        self.answer(&answers, effects);
        if more {
            self.readers.want_view(to);
        }
    }

    pub(super) fn snapshot_failed(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let news = self.durability.snapshot_failed(now);
        self.tell_saving(news, effects);
    }

    /// What was appended is on disk up to `position`.
    pub(super) fn on_disk(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        let news = self.durability.disk_works();
        self.tell_saving(news, effects);
        self.reach_disk(position, effects);
    }

    pub(super) fn disk_failed(&mut self, effects: &mut Vec<Effect>) {
        let news = self.durability.disk_failed();
        self.tell_saving(news, effects);
    }
}
