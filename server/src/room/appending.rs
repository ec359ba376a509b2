//! A record on its way: appended or sealed, then shown to others, then said to be saved (rule 1).

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::LogPosition;
use picnic_protocol::session::ServerMessage;

use crate::room::board::Board;
use crate::room::durability::Begun;
use crate::room::kept_door::KeptDoor;
use crate::room::outgoing::{FanOut, Outgoing};
use crate::room::record::{Created, Record};
use crate::room::{ConnectionId, Effect, Now, Room};

/// The title as it stands on the board; the one it was made with where nobody left a text.
pub(super) fn title_of(board: &Board, created: &Created) -> String {
    board.title().unwrap_or_else(|| created.title.clone())
}

impl Room {
    /// As [`append`](Self::append), with a snapshot in place of the record and all before it.
    pub(super) fn seal(&mut self, now: Now, outgoing: Outgoing, effects: &mut Vec<Effect>) {
        self.noting.forget_people();
        match self.durability.begin_seal(now, outgoing) {
            Begun::Write(position) => {
                let bytes = self.encode_snapshot();
                effects.push(Effect::Seal { position, bytes, door: self.kept_door() });
            }
            Begun::Unwritten(outgoing) => self.go_on_unwritten(outgoing, effects),
        }
    }

    /// Gives a record to the log; what it holds goes out when it is there.
    pub(super) fn append(
        &mut self,
        record: &Record,
        outgoing: Outgoing,
        effects: &mut Vec<Effect>,
    ) {
        match self.durability.begin(outgoing) {
            Begun::Write(position) => {
                let changes_door = match record {
                    Record::Rotated { .. } => true,
                    Record::Session { events, .. } => events.iter().any(KeptDoor::is_changed_by),
                    Record::Created(_) | Record::Changed { .. } => false,
                };
                let door = changes_door.then(|| self.kept_door());
                let record = Bytes::from(record.encode());
                self.durability.count(record.len());
                self.fullness.count(record.len());
                effects.push(Effect::Append { position, record, door });
            }
            Begun::Unwritten(outgoing) => self.go_on_unwritten(outgoing, effects),
        }
    }

    fn go_on_unwritten(&mut self, outgoing: Outgoing, effects: &mut Vec<Effect>) {
        self.fan_out(outgoing, effects);
        self.reply(effects);
    }

    pub(super) fn promise_receipt(&mut self, author: ConnectionId, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get(author) else { return };
        if connection.missing.is_waited_for() {
            return;
        }
        self.durability.promise(author, connection.changes);
        self.reach_disk(self.durability.on_disk(), effects);
    }

    /// The append in flight is done: what it holds may be seen now (rule 1).
    pub(super) fn appended(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        if let Some(outgoing) = self.durability.appended(position) {
            self.fan_out(outgoing, effects);
            self.tell_kept(effects);
            self.snapshot_if_due(effects);
        }
    }

    /// Sends out what a record held.
    pub(super) fn fan_out(&mut self, outgoing: Outgoing, effects: &mut Vec<Effect>) {
        match outgoing.fan_out {
            FanOut::Change { frame, laid_under, sole_author } => {
                if let Some(client) = laid_under {
                    // Before the notes, which pages bring into view.
                    self.tell_all(&ServerMessage::Laid { client }, effects);
                }
                self.title = title_of(&self.board, &self.created);
                let to = self.readers.send_change(frame.clone(), sole_author);
                if !to.is_empty() {
                    effects.push(Effect::Broadcast { to, frame });
                }
            }
            FanOut::Rotation => self.show_links(effects),
            FanOut::Nothing => {}
        }
        if let Some(showing) = outgoing.showing {
            self.show(*showing, effects);
        }
    }

    /// Everything up to `position` is on disk: tells those who wait for it.
    pub(super) fn reach_disk(&mut self, position: LogPosition, effects: &mut Vec<Effect>) {
        for (to, changes) in self.durability.reach_disk(position) {
            if self.readers.count_saved(to, changes) {
                let position = self.durability.on_disk();
                let message = ServerMessage::Saved { frames: changes, position };
                effects.push(Effect::Send { to, frame: frame::session(&message).into() });
            }
        }
    }
}
