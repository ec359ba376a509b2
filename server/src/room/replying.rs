//! Who asks for the board gets what they lack: one answer to all that they asked, and as much as that may cost.

use std::collections::BTreeMap;

use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::ServerMessage;

use crate::limits::REPLY_BYTES_AT_ONCE;
use crate::room::{ConnectionId, Effect, Room};

/// Someone who must hear what the board holds, once the append in flight is done (rule 1).
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) to: ConnectionId,
    /// What they have at least.
    vector: Vec<(ClientId, Clock)>,
}

impl Room {
    /// Somebody who has what `vector` says is to hear the rest. Whoever waits already gets one answer, which
    /// is enough for all that they asked. Says from what that answer goes on.
    pub(super) fn owe_reply(
        &mut self,
        to: ConnectionId,
        vector: &[(ClientId, Clock)],
    ) -> Vec<(ClientId, Clock)> {
        if let Some(waiting) = self.replies.iter_mut().find(|reply| reply.to == to) {
            waiting.vector = had_by_both(&waiting.vector, vector);
            return waiting.vector.clone();
        }
        self.replies.push(Reply { to, vector: vector.to_vec() });
        vector.to_vec()
    }

    /// The queue of a slow reader is empty: it gets one diff from what it had (rule 4), and
    /// everyone's presence and the session as they are now.
    pub(super) fn catch_up(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&id)
            && let Some(vector) = connection.behind.clone()
        {
            // A request for what the board lacks may have been dropped too.
            connection.ask_again |= connection.waits_for_whole;
            let _ = self.owe_reply(id, &vector);
        }
    }

    /// Answers those who asked for the board, unless an append is in flight: what they get must
    /// not be ahead of the log (rule 1). So much at once; the rest, and whoever made the room encode for long, in
    /// a later look.
    pub(super) fn reply(&mut self, effects: &mut Vec<Effect>) {
        if self.durability.is_in_flight() {
            return;
        }
        let mut bytes = 0;
        for reply in std::mem::take(&mut self.replies) {
            let now_ms = self.seen.monotonic_ms;
            let Some(connection) = self.connections.get_mut(&reply.to) else { continue };
            if bytes >= REPLY_BYTES_AT_ONCE || connection.reading.left(now_ms).is_zero() {
                self.replies.push(reply);
            } else {
                bytes += self.answer_with_board(reply, effects);
            }
        }
        self.show_whole(effects);
    }

    /// When the next of those who wait is answered; an append in flight is waited for first.
    pub(super) fn next_reply_ms(&self) -> Option<u64> {
        if self.durability.is_in_flight() {
            return None;
        }
        let waiting = self.replies.iter().filter_map(|reply| self.connections.get(&reply.to));
        waiting.map(|connection| connection.reading.left_again_at_ms()).min()
    }

    /// Sends what somebody lacks; says how many bytes that no other shares.
    fn answer_with_board(&mut self, reply: Reply, effects: &mut Vec<Effect>) -> usize {
        let Reply { to, vector } = reply;
        let (began, shared) = ((self.stopwatch)(), vector.is_empty());
        let board = self.board.step_2(&vector);
        let effort = (self.stopwatch)().saturating_sub(began);
        let bytes = if shared { 0 } else { board.len() };
        let Some(connection) = self.connections.get_mut(&to) else { return bytes };
        connection.reading.spend(effort);
        connection.awaits_board = false;
        let session = connection.join.session;
        if connection.behind.take().is_none() {
            effects.push(Effect::Send { to, frame: board });
        } else if session {
            // All in one message: it fits into the empty queue, however large it is.
            let mut frame = board.to_vec();
            self.write_everything_else(to, &mut frame);
            effects.push(Effect::Send { to, frame: frame.into() });
        } else {
            effects.push(Effect::Send { to, frame: board });
            if let Some(frame) = self.presence.everyone() {
                effects.push(Effect::Send { to, frame });
            }
        }
        bytes
    }

    /// Presence, people, how saving goes, and the session, for who fell behind.
    fn write_everything_else(&mut self, to: ConnectionId, frame: &mut Vec<u8>) {
        let told = self.connections.get(&to).map_or(0, |connection| connection.told);
        let here = self.people.everyone();
        let messages = [
            ServerMessage::Participants { here, left: Vec::new() },
            ServerMessage::Saving { working: self.durability.is_well() },
            ServerMessage::Saved { frames: told, position: self.durability.on_disk() },
        ];
        frame.extend(self.presence.everyone().into_iter().flatten());
        frame.extend(messages.iter().flat_map(frame::session));
        frame.extend(self.whole_view_for(to).into_iter().flatten());
    }
}

/// What is in both: an answer to that is one to each.
fn had_by_both(one: &[(ClientId, Clock)], other: &[(ClientId, Clock)]) -> Vec<(ClientId, Clock)> {
    let other: BTreeMap<_, _> = other.iter().copied().collect();
    let both = |(client, clock): &(ClientId, Clock)| {
        other.get(client).map(|there| (*client, *clock.min(there)))
    };
    one.iter().filter_map(both).collect()
}
