//! Blocks under ids of others that a socket holds: left to whoever writes under those, who is asked for them, until they
//! are here, or their writer has them not and their bringer is told (rule 7).

use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::ErrorCode;

use crate::limits::{COMPARE_INTERVAL_MS, PROOF_PAUSE_MS};
use crate::room::fullness::tell;
use crate::room::presence::removal;
use crate::room::writers::TAKEN;
use crate::room::writers::standing::{Left, Own};
use crate::room::{ConnectionId, Effect, Now, Room};

impl Room {
    /// Remembers what a socket holds under ids of others that the room lacks, and asks those.
    pub(in crate::room) fn leave_to_writers(
        &mut self,
        now: Now,
        from: ConnectionId,
        blocks: &[(ClientId, Clock)],
        effects: &mut Vec<Effect>,
    ) {
        for (client, end) in blocks.iter().copied() {
            let head = self.board.head(client);
            let Some(connection) = self.connections.get_mut(&from) else { return };
            self.has_disputes = true;
            connection.missing.wait_for_whole();
            let fresh = Left::new(now, end, head);
            let left = connection.standing.left.entry(client).or_insert(fresh);
            if left.end <= head {
                *left = fresh;
            } else if now.monotonic_ms >= left.since_ms.saturating_add(COMPARE_INTERVAL_MS) {
                // Its writer may be another by now, or have more.
                *left = Left { end: left.end.max(end), told: left.told, ..fresh };
            }
            if left.asked.is_none() {
                self.dispute(now, from, client, effects);
            }
        }
        if !blocks.is_empty() {
            // For as long as they are not here.
            self.compare_later(now, from);
        }
    }

    /// A socket has sent all that it had when it was asked: what others held then under what it writes is not its.
    /// Answers come in the order of the questions, so one that was on its way says nothing of what was asked since. Where a
    /// page sends something unasked meanwhile, that is taken for its answer: whoever brought blocks of its id is told too
    /// early that they are not taken, and asked for them all the same; and no page takes an id from somebody, to yield it.
    pub(in crate::room) fn has_answered(&mut self, from: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        connection.standing.answers =
            (connection.standing.answers + 1).min(connection.standing.questions);
        let (answers, own) = (connection.standing.answers, connection.standing.own);
        let Some(Own { client, .. }) = own else { return };
        let holds = connection.standing.holds.filter(|(held, _)| *held == client);
        let holds = holds.map_or(0, |(_, end)| end);
        for connection in self.connections.values_mut() {
            if let Some(left) = connection.standing.left.get_mut(&client) {
                left.answered = left.asked.is_some_and(|question| question <= answers);
                left.comes = left.end <= holds;
            }
        }
        self.yield_to_who_has_more(from);
    }

    /// Sees what became of blocks that were left to their writers: they are here, or their writer is
    /// gone and they are asked for, or it has them not and their bringer is told.
    pub(in crate::room) fn settle_disputes(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if !std::mem::take(&mut self.has_disputes) {
            return;
        }
        let mut to_ask = Vec::new();
        for (id, connection) in &mut self.connections {
            if let Some((client, clock)) = connection.standing.wants
                && self.claims.writer(client).is_none()
            {
                connection.standing.wants = None;
                // Whose it is shows it anew; who only repeated it lets go of it. Where it is somebody
                // else's all the same, nobody hears that they left.
                if self.claims.allows(client, connection.join.participant) {
                    let frame = removal(client, clock);
                    effects.push(Effect::Send { to: *id, frame });
                }
            }
            self.has_disputes |= connection.standing.wants.is_some();
            if connection.standing.left.is_empty() {
                continue;
            }
            let before = connection.standing.left.len();
            let (mut refused, mut moves) = (false, false);
            connection.standing.left.retain(|client, left| {
                let writer = self.claims.writer(*client);
                let is_here = writer.is_some_and(|writer| writer != *id)
                    || self.claims.is_kept_from(*client, connection.join.participant);
                // What the server wrote is on the board; nobody brings more of it.
                let is_servers = self.claims.is_servers(*client);
                let head = self.board.head(*client);
                if head >= left.end || !(is_here || is_servers) {
                    return false;
                }
                if head > left.head {
                    // What stands on that can come now, and what it stands on after.
                    *left = Left { head, since_ms: now.monotonic_ms, ..*left };
                    moves = true;
                }
                // In an anonymous session it tells nobody whether the writer is here to answer.
                let hides = self.session.anonymous || self.claims.is_unnamed(*client, head > 0);
                let verdict_ms = left.verdict_ms(hides, writer.is_some());
                let over = verdict_ms.is_some_and(|at_ms| now.monotonic_ms >= at_ms);
                if !left.told && (over || is_servers) {
                    left.told = true;
                    refused = true;
                } else if left.asked.is_none() {
                    to_ask.push((*id, *client));
                }
                true
            });
            if connection.standing.left.len() < before {
                connection.missing.ask_if_waited_for();
            } else if moves {
                connection.missing.ask_on();
            }
            self.has_disputes |= !connection.standing.left.is_empty();
            if refused {
                tell(*id, connection.join.session, ErrorCode::ClientIdTaken, TAKEN, effects);
            }
        }
        for (from, client) in to_ask {
            self.dispute(now, from, client, effects);
        }
    }

    /// When a socket that was asked is taken for silent, or somebody is told.
    pub(in crate::room) fn next_verdict_ms(&self) -> Option<u64> {
        if !self.has_disputes && self.proofs.is_empty() {
            return None;
        }
        // Who reads slowly is not asked before their queue is empty, which is an input of its own; who is
        // away is not asked at all.
        let is_not_asked =
            |client| self.claims.writer(client).is_none_or(|writer| self.readers.is_behind(writer));
        let left = self.connections.values().flat_map(|connection| &connection.standing.left);
        let waiting = left.filter(|(_, left)| !left.told);
        let verdicts = waiting.filter_map(|(client, left)| {
            if left.asked.is_none() && !is_not_asked(*client) {
                return Some(left.since_ms.saturating_add(PROOF_PAUSE_MS));
            }
            left.verdict_ms(self.hides_writers(*client), self.claims.writer(*client).is_some())
        });
        self.proofs.next_ms().into_iter().chain(verdicts).min()
    }
}
