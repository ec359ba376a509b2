//! Who asks for the board gets what they lack: one answer to all that they asked, and as much as that may cost.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::ServerMessage;

use crate::room::outgoing::Outgoing;
use crate::room::readers::AlongWithBoard;
use crate::room::{ConnectionId, Effect, Room};

impl Room {
    /// A frame did not fit for a socket (rule 4).
    pub(super) fn fall_behind(&mut self, id: ConnectionId, own: bool) {
        let in_flight = self.durability.in_flight().and_then(Outgoing::change);
        self.readers.fall_behind(id, own, || self.board.clocks(), in_flight);
    }

    /// The queue of a slow reader is empty: it gets one diff from what it had (rule 4), and
    /// everyone's presence and the session as they are now.
    pub(super) fn catch_up(&mut self, id: ConnectionId) {
        if self.readers.drained(id)
            && let Some(missing) = self.connections.missing_of(id)
        {
            // A request for what the board lacks may have been dropped too.
            missing.ask_if_waited_for();
        }
    }

    /// Answers those who asked for the board, unless an append is in flight: what they get must
    /// not be ahead of the log (rule 1).
    pub(super) fn reply(&mut self, effects: &mut Vec<Effect>) {
        if self.durability.is_in_flight() {
            return;
        }
        let mut bytes = 0;
        while let Some((to, vector)) = self.readers.next_reply(bytes, self.seen.monotonic_ms) {
            bytes += self.answer_with_board(to, &vector, effects);
        }
        self.show_whole(effects);
    }

    /// When the next of those who wait is answered; an append in flight is waited for first.
    pub(super) fn next_reply_ms(&self) -> Option<u64> {
        if self.durability.is_in_flight() { None } else { self.readers.next_reply_ms() }
    }

    /// Sends what somebody lacks; says how many bytes that no other shares.
    fn answer_with_board(
        &mut self,
        to: ConnectionId,
        vector: &[(ClientId, Clock)],
        effects: &mut Vec<Effect>,
    ) -> usize {
        let (began, shared) = ((self.stopwatch)(), vector.is_empty());
        let mut board = self.board.step_2(vector);
        let effort = (self.stopwatch)().saturating_sub(began);
        let bytes = if shared { 0 } else { board.iter().map(Bytes::len).sum() };
        match self.readers.answer(to, effort) {
            Some(AlongWithBoard::Everything) => {
                // In one message with the board, or its last: it fits into the empty queue, however large it is.
                let mut last = board.pop().map(Vec::from).unwrap_or_default();
                self.write_everything_else(to, &mut last);
                board.push(last.into());
                effects.push(sent(to, board));
            }
            Some(AlongWithBoard::Presence) => {
                effects.push(sent(to, board));
                let join = self.connections.get(to).map(|connection| connection.join.clone());
                if let Some(frame) = join.and_then(|join| self.presence_for(&join)) {
                    effects.push(Effect::Send { to, frame });
                }
            }
            Some(AlongWithBoard::Nothing) => effects.push(sent(to, board)),
            None => {}
        }
        bytes
    }

    /// Presence, people, how saving goes, and the session, for who fell behind.
    fn write_everything_else(&mut self, to: ConnectionId, frame: &mut Vec<u8>) {
        let (frames, position) = (self.readers.told_saved(to), self.durability.on_disk());
        let Some(join) = self.connections.get(to).map(|connection| connection.join.clone()) else {
            return;
        };
        let here = self.people_for(&join);
        let messages = [
            ServerMessage::Participants { here, left: Vec::new() },
            ServerMessage::Saving { working: self.durability.is_well() },
            ServerMessage::Saved { frames, position },
        ];
        frame.extend(self.presence_for(&join).into_iter().flatten());
        frame.extend(messages.iter().flat_map(frame::session));
        frame.extend(self.whole_view_for(to).into_iter().flatten());
    }
}

fn sent(to: ConnectionId, frames: Vec<Bytes>) -> Effect {
    match <[Bytes; 1]>::try_from(frames) {
        Ok([frame]) => Effect::Send { to, frame },
        Err(frames) => Effect::SendAll { to, frames },
    }
}
