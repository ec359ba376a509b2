//! The one path of every change: authorize, gather, flush, append, fan out (rules 1, 2 and 7).

use std::collections::BTreeSet;

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, LogPosition, ParticipantId};
use picnic_protocol::session::{ErrorCode, ServerMessage};
use picnic_protocol::update::{CheckedUpdate, check_update};
use picnic_protocol::varint::Reader;

use crate::limits::{BATCH_BYTES_MAX, FLUSH_INTERVAL_MS};
use crate::room::board::Admission;
use crate::room::fullness::tell;
use crate::room::record::Record;
use crate::room::{CloseCause, ConnectionId, Effect, Now, Room};

/// Changes that wait for the next flush.
#[derive(Debug, Default)]
pub(super) struct Batch {
    updates: Vec<CheckedUpdate<Box<[u8]>>>,
    bytes: usize,
    authors: BTreeSet<ConnectionId>,
    claims: Vec<(ClientId, ParticipantId)>,
}

impl Batch {
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Batch {
    /// Whether the board has everything that was admitted.
    pub(super) fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }
}

/// The record whose append is not done yet, and the frame that goes out when it is.
#[derive(Debug)]
pub(super) struct InFlight {
    position: LogPosition,
    fan_out: FanOut,
}

#[derive(Debug)]
enum FanOut {
    /// A change, for everyone but its sole author, who has it.
    Change { frame: Bytes, sole_author: Option<ConnectionId> },
    /// A link was made anew: who came by the old one is out.
    Rotation,
}

/// A promise to tell a socket that its first `changes` frames are saved.
#[derive(Debug)]
pub(super) struct Receipt {
    position: LogPosition,
    connection: ConnectionId,
    changes: u32,
}

impl Room {
    /// Takes a change from a socket: refuses it, sets it aside, or gathers it.
    pub(super) fn change(
        &mut self,
        now: Now,
        from: ConnectionId,
        whole: bool,
        update: CheckedUpdate<Box<[u8]>>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        if !connection.join.role.may_edit() {
            let session = connection.join.session;
            // A whole one always repeats every deletion its sender knows of.
            let changes = if whole {
                !self.writes_under(&update).is_empty()
            } else {
                !update.outline().is_empty()
            };
            if changes {
                let reason = "viewers cannot change the board";
                tell(from, session, ErrorCode::ViewersCannotEdit, reason, effects);
            }
            return;
        }
        connection.changes = connection.changes.saturating_add(1);
        let participant = connection.join.participant;
        let writes_under = self.writes_under(&update);
        if !writes_under.iter().all(|client| self.claims.allows(*client, participant)) {
            if whole {
                self.take_what_is_theirs(now, from, update, &writes_under, effects);
                return;
            }
            self.warn_of_taken_id(from, effects);
            self.set_aside(now, from);
            return;
        }
        self.take(now, from, whole, update, &writes_under, effects);
    }

    /// Takes a change that nobody else has a right to.
    pub(super) fn take(
        &mut self,
        now: Now,
        from: ConnectionId,
        whole: bool,
        update: CheckedUpdate<Box<[u8]>>,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        if !writes_under.is_empty() && !self.has_room_for(now, update.bytes().len()) {
            self.refuse_for_bytes(from, effects);
            return;
        }
        match self.board.admit(update) {
            Admission::Firm(update) => self.gather(from, whole, writes_under, update),
            Admission::Missing => self.set_aside(now, from),
            Admission::Misshapen => {
                effects.push(Effect::Close { connection: from, cause: CloseCause::Undecodable });
            }
        }
    }

    /// The client ids under which the update brings blocks that the board lacks.
    pub(super) fn writes_under(&self, update: &CheckedUpdate<Box<[u8]>>) -> Vec<ClientId> {
        let runs = update.outline().runs.iter();
        let new = runs.filter(|run| run.end > self.board.head(run.client));
        new.map(|run| run.client).collect()
    }

    pub(super) fn gather(
        &mut self,
        from: ConnectionId,
        whole: bool,
        writes_under: &[ClientId],
        update: CheckedUpdate<Box<[u8]>>,
    ) {
        let own = self.presence.client_of(from);
        let Some(connection) = self.connections.get_mut(&from) else { return };
        let participant = connection.join.participant;
        for client in writes_under {
            // A whole change also hands on what others wrote: two tabs share what they have, and after
            // power is lost everyone brings back what they saw. That makes nobody an owner.
            if whole && own != Some(*client) {
                continue;
            }
            let claimed = self.claims.claim(*client, participant).is_ok();
            if claimed && connection.join.lasting && !self.logged_claims.contains_key(client) {
                self.logged_claims.insert(*client, participant);
                self.batch.claims.push((*client, participant));
            }
        }
        if whole {
            connection.waits_for_whole = false;
            connection.ask_again = false;
            connection.asked = 0;
        }
        self.put_into_batch(from, update);
    }

    pub(super) fn put_into_batch(&mut self, from: ConnectionId, update: CheckedUpdate<Box<[u8]>>) {
        self.batch.authors.insert(from);
        self.batch.bytes += update.bytes().len();
        if !update.outline().is_empty() {
            self.batch.updates.push(update);
        }
    }

    pub(super) fn warn_of_taken_id(&mut self, from: ConnectionId, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        if std::mem::replace(&mut connection.warned, true) {
            return;
        }
        let reason = "this client id belongs to another participant";
        tell(from, connection.join.session, ErrorCode::ClientIdTaken, reason, effects);
    }

    /// Whether something waits for a flush.
    pub(super) fn has_work(&self) -> bool {
        !self.batch.authors.is_empty() || !self.rotations.is_empty()
    }

    /// Whether a flush may happen as far as the log is concerned.
    pub(super) fn may_flush(&self) -> bool {
        self.in_flight.is_none() && !self.saving.holds_changes()
    }

    /// Applies the batch in one transaction and sends its record to the log (rule 2). At once
    /// after a quiet spell, at intervals under load.
    pub(super) fn flush(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let due = now.monotonic_ms >= self.flush_at_ms || self.batch.bytes > BATCH_BYTES_MAX;
        if !self.may_flush() || !self.has_work() || !due {
            return;
        }
        if let Some(role) = self.rotations.pop() {
            let generation = self.links.generation(role).saturating_add(1);
            self.links.rotate(role, generation);
            self.append(&Record::Rotated { role, generation }, FanOut::Rotation, effects);
            return;
        }
        let batch = std::mem::take(&mut self.batch);
        let changed = self.board.apply(batch.updates.iter());
        if let Some(update) = changed {
            self.flush_at_ms = now.monotonic_ms.saturating_add(FLUSH_INTERVAL_MS);
            let surplus = self.board.surplus();
            if surplus > 0 {
                self.tell_of_surplus(surplus, batch.authors.iter().copied(), effects);
            }
            let sole_author = match batch.authors.len() {
                // It has the change, unless a part of it was taken back.
                1 if surplus == 0 => batch.authors.first().copied(),
                _ => None,
            };
            let frame = Bytes::from(frame::sync_update(&update));
            let record = Record::Changed { claims: batch.claims, update };
            self.append(&record, FanOut::Change { frame, sole_author }, effects);
        } else if !batch.claims.is_empty() {
            // Nothing changed, so nothing was written under these ids: they wait for a write.
            for (client, _) in &batch.claims {
                self.logged_claims.remove(client);
            }
        }
        for author in batch.authors {
            self.promise_receipt(author, effects);
        }
    }

    fn append(&mut self, record: &Record, fan_out: FanOut, effects: &mut Vec<Effect>) {
        self.position = self.position.next();
        self.in_flight = Some(InFlight { position: self.position, fan_out });
        if let Record::Changed { update, .. } = record {
            self.compaction.append(update);
        }
        if self.saving.works() {
            let record = Bytes::from(record.encode());
            self.saving.count(record.len());
            self.fullness.count(record.len());
            effects.push(Effect::Append { position: self.position, record });
        } else {
            // The next snapshot that succeeds covers it (rule 9).
            self.fan_out(effects);
            self.reply(effects);
        }
    }

    fn promise_receipt(&mut self, author: ConnectionId, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get(&author) else { return };
        if connection.waits_for_whole {
            return;
        }
        let receipt =
            Receipt { position: self.position, connection: author, changes: connection.changes };
        self.receipts.push_back(receipt);
        self.reach_disk(self.on_disk, effects);
    }

    /// The append in flight is done: what it holds may be seen now (rule 1).
    pub(super) fn appended(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        if self.in_flight.as_ref().is_some_and(|in_flight| in_flight.position == position) {
            self.saving.appended(position);
            self.fan_out(effects);
            self.snapshot_if_due(effects);
        }
    }

    /// Sends out what the append in flight held.
    pub(super) fn fan_out(&mut self, effects: &mut Vec<Effect>) {
        let Some(in_flight) = self.in_flight.take() else { return };
        match in_flight.fan_out {
            FanOut::Change { frame, sole_author } => {
                self.last_sent = frame.clone();
                let mut to = self.recipients(|connection| !connection.awaits_board);
                to.retain(|connection| Some(*connection) != sole_author);
                if !to.is_empty() {
                    effects.push(Effect::Broadcast { to, frame });
                }
            }
            FanOut::Rotation => self.close_revoked(effects),
        }
    }

    /// Everything up to `position` is on disk: tells those who wait for it.
    pub(super) fn reach_disk(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        self.on_disk = self.on_disk.max(position);
        while let Some(receipt) = self.receipts.front() {
            if receipt.position > self.on_disk {
                break;
            }
            let Some(receipt) = self.receipts.pop_front() else { break };
            let Some(connection) = self.connections.get_mut(&receipt.connection) else { continue };
            if receipt.changes <= connection.told {
                continue;
            }
            connection.told = receipt.changes;
            if connection.join.session && connection.behind.is_none() {
                let message =
                    ServerMessage::Saved { frames: receipt.changes, position: self.on_disk };
                let frame = frame::session(&message).into();
                effects.push(Effect::Send { to: receipt.connection, frame });
            }
        }
    }

    /// A frame did not fit for `connection`: from now on it gets nothing, and then one diff from
    /// what it had (rule 4).
    pub(super) fn fall_behind(&mut self, id: ConnectionId, own: bool) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if own {
            // It may have been the board it asked for.
            connection.behind = Some(connection.asked_with.clone());
            return;
        }
        if connection.behind.is_some() {
            return;
        }
        let mut vector = self.board.clocks();
        let in_flight = match &self.in_flight {
            Some(InFlight { fan_out: FanOut::Change { frame, .. }, .. }) => Some(frame),
            _ => None,
        };
        for frame in [Some(&self.last_sent), in_flight].into_iter().flatten() {
            without(&mut vector, frame);
        }
        connection.behind = Some(vector);
    }
}

/// Takes back from `vector` what the update in `frame` brought.
fn without(vector: &mut Vec<(ClientId, picnic_protocol::ids::Clock)>, frame: &[u8]) {
    let mut reader = Reader::new(frame);
    let update = (reader.varint(), reader.varint(), reader.buffer());
    let (Ok(_), Ok(_), Ok(update)) = update else { return };
    let Ok(update) = check_update(update) else { return };
    for run in &update.outline().runs {
        for (client, clock) in vector.iter_mut() {
            if *client == run.client {
                *clock = run.start.min(*clock);
            }
        }
    }
    vector.retain(|(_, clock)| *clock > 0);
}
