//! A record on its way: appended or sealed, then shown to others, then said to be saved (rule 1).

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, LogPosition};
use picnic_protocol::session::ServerMessage;

use crate::room::kept_door::KeptDoor;
use crate::room::record::Record;
use crate::room::showing::Showing;
use crate::room::{ConnectionId, Effect, Now, Room};

/// The record whose append is not done yet, and what goes out when it is.
#[derive(Debug)]
pub(super) struct InFlight {
    pub(super) position: LogPosition,
    fan_out: FanOut,
    showing: Option<Box<Showing>>,
    /// Whether a sealed snapshot stands in the record's place.
    pub(super) seals: bool,
}

impl InFlight {
    /// The frame of the board's change, if it has one.
    pub(super) const fn change(&self) -> Option<&Bytes> {
        match &self.fan_out {
            FanOut::Change { frame, .. } => Some(frame),
            FanOut::Rotation | FanOut::Nothing => None,
        }
    }
}

/// What goes out of the board.
#[derive(Debug)]
pub(super) enum FanOut {
    /// A change, for everyone but its sole author, who has it.
    Change {
        frame: Bytes,
        /// The client id under which the server laid notes in it.
        laid_under: Option<ClientId>,
        sole_author: Option<ConnectionId>,
    },
    /// A link was made anew: who came by the old one is out.
    Rotation,
    /// Nothing of the board.
    Nothing,
}

/// A promise to tell a socket that its first `changes` frames are saved.
#[derive(Debug)]
pub(super) struct Receipt {
    position: LogPosition,
    connection: ConnectionId,
    changes: u32,
}

impl Room {
    /// As [`append`](Self::append), with a snapshot in place of the record and all before it.
    pub(super) fn seal(
        &mut self,
        now: Now,
        fan_out: FanOut,
        showing: Option<Box<Showing>>,
        effects: &mut Vec<Effect>,
    ) {
        self.position = self.position.next();
        self.in_flight = Some(InFlight { position: self.position, fan_out, showing, seals: true });
        if self.saving.works() {
            let bytes = self.encode_snapshot();
            self.saving.seal_at(now);
            let door = self.kept_door();
            effects.push(Effect::Seal { position: self.position, bytes, door });
        } else {
            self.saving.owe_a_seal();
            self.fan_out(effects);
            self.reply(effects);
        }
    }

    pub(super) fn append(
        &mut self,
        record: &Record,
        fan_out: FanOut,
        showing: Option<Box<Showing>>,
        effects: &mut Vec<Effect>,
    ) {
        self.position = self.position.next();
        self.in_flight = Some(InFlight { position: self.position, fan_out, showing, seals: false });
        if self.saving.works() {
            let changes_door = match record {
                Record::Rotated { .. } => true,
                Record::Session { events, .. } => events.iter().any(KeptDoor::is_changed_by),
                Record::Created(_) | Record::Changed { .. } => false,
            };
            let door = changes_door.then(|| self.kept_door());
            let record = Bytes::from(record.encode());
            self.saving.count(record.len());
            self.fullness.count(record.len());
            effects.push(Effect::Append { position: self.position, record, door });
        } else {
            // The next snapshot that succeeds covers it (rule 9).
            self.fan_out(effects);
            self.reply(effects);
        }
    }

    pub(super) fn promise_receipt(&mut self, author: ConnectionId, effects: &mut Vec<Effect>) {
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
            FanOut::Change { frame, laid_under, sole_author } => {
                if let Some(client) = laid_under {
                    // Before the notes, which pages bring into view.
                    self.tell_all(&ServerMessage::Laid { client }, effects);
                }
                self.last_sent = frame.clone();
                let mut to = self.recipients(|connection| !connection.awaits_board);
                to.retain(|connection| Some(*connection) != sole_author);
                if !to.is_empty() {
                    effects.push(Effect::Broadcast { to, frame });
                }
            }
            FanOut::Rotation => self.close_revoked(effects),
            FanOut::Nothing => {}
        }
        if let Some(showing) = in_flight.showing {
            self.show(*showing, effects);
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
}
