//! Blocks under ids of others that a socket holds: left to whoever writes under those, who is asked for them, until they
//! are here, or their writer has them not and their bringer is told (rule 7).

use bytes::Bytes;
use picnic_protocol::block::Id;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::Run;

use crate::limits::{COMPARE_INTERVAL_MS, PROOF_PAUSE_MS};
use crate::room::presence::removal;
use crate::room::readers::Readers;
use crate::room::session::Session;
use crate::room::writers::standing::{LeftToWriter, Own};
use crate::room::writers::{Around, BoardHeads, Writers};
use crate::room::{ConnectionId, Effect};

/// What became of what a socket wants or holds of others.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::room) enum DisputeNews {
    /// The id that it wants is free. Told by this frame that the presence under it is gone, whose it is shows it anew, and
    /// who only repeated it lets go of it.
    IdIsFree(ConnectionId, Bytes),
    /// Blocks of it are here, or nobody is who would bring them: it is asked for what is lacking.
    BlocksCame(ConnectionId),
    /// The board has more of what it holds: it is asked for what stands on that.
    BoardAdvanced(ConnectionId),
    /// Blocks of it are not taken.
    BlocksRefused(ConnectionId),
    /// What it wrote beside such blocks waits for them no more: it is asked for what is lacking, to take the rest.
    WaitEnded(ConnectionId),
    /// The writer of an id under which it holds blocks was not asked for them yet.
    WriterNotAsked(ConnectionId, ClientId),
}

impl Writers {
    /// Remembers what a socket holds under ids of others that the room lacks, and asks those.
    pub(in crate::room) fn leave_to_writers(
        &mut self,
        from: ConnectionId,
        blocks: &[(ClientId, Clock)],
        around: &Around<'_>,
        effects: &mut Vec<Effect>,
    ) {
        for (client, end) in blocks.iter().copied() {
            let head = around.board.head(client);
            let Some(standing) = self.sockets.get_mut(&from) else { return };
            self.has_disputes = true;
            let fresh = LeftToWriter::new(around.now, end, head);
            let left = standing.left_to_writers.entry(client).or_insert(fresh);
            let asked_again_ms = left.since_ms.saturating_add(COMPARE_INTERVAL_MS);
            if left.end <= head {
                *left = fresh;
            } else if around.now.monotonic_ms >= asked_again_ms {
                // Its writer may be another by now, or have more.
                let LeftToWriter { told_ms, given_up, .. } = *left;
                let is_more = end > left.end;
                *left = LeftToWriter { end: left.end.max(end), told_ms, given_up, ..fresh };
                if is_more {
                    left.wait_anew(around.now);
                }
            }
            if left.asked.is_none() {
                self.dispute(from, client, around, effects);
            }
        }
    }

    /// A change of a socket holds these, whether it can be taken now or not.
    pub(in crate::room) fn hear_what_it_holds(&mut self, from: ConnectionId, blocks: &[Run]) {
        if let Some(standing) = self.sockets.get_mut(&from) {
            standing.hear_what_it_holds(blocks);
        }
    }

    /// Whether what `from` wrote beside this block of another, which is not taken, waits for it no more.
    pub(in crate::room) fn is_given_up(
        &self,
        from: ConnectionId,
        id: Id,
        board: &dyn BoardHeads,
    ) -> bool {
        let left =
            self.sockets.get(&from).and_then(|standing| standing.left_to_writers.get(&id.client));
        left.is_some_and(|left| left.given_up && id.clock < left.end)
            && id.clock >= board.head(id.client)
    }

    /// Whether nothing of what `from` holds under the ids of others is waited for.
    pub(in crate::room) fn gives_all_up(
        &self,
        from: ConnectionId,
        blocks: &[(ClientId, Clock)],
    ) -> bool {
        let Some(standing) = self.sockets.get(&from) else { return false };
        blocks.iter().all(|(client, end)| {
            standing
                .left_to_writers
                .get(client)
                .is_some_and(|left| left.given_up && *end <= left.end)
        })
    }

    /// Whether anything of `from` waits for blocks of others no more.
    pub(in crate::room) fn gives_up(&self, from: ConnectionId) -> bool {
        self.sockets
            .get(&from)
            .is_some_and(|standing| standing.left_to_writers.values().any(|left| left.given_up))
    }

    /// All that a socket has is here, but for what is waited for no more.
    pub(in crate::room) fn leave_nothing(&mut self, from: ConnectionId) {
        if let Some(standing) = self.sockets.get_mut(&from) {
            standing.left_to_writers.retain(|_, left| left.given_up);
        }
    }

    /// A socket has sent all that it had when it was asked: what others held then under what it writes is not its.
    /// Answers come in the order of the questions, so one that was on its way says nothing of what was asked since. Where a
    /// page sends something unasked meanwhile, that is taken for its answer: whoever brought blocks of its id is told too
    /// early that they are not taken, and asked for them all the same; and no page takes an id from somebody, to yield it.
    pub(in crate::room) fn take_answer(&mut self, from: ConnectionId, around: &mut Around<'_>) {
        let Some(standing) = self.sockets.get_mut(&from) else { return };
        standing.answers = (standing.answers + 1).min(standing.questions);
        let answers = standing.answers;
        let Some(Own { client, .. }) = standing.own else { return };
        let holds = standing.own_end.filter(|(held, _)| *held == client);
        let holds = holds.map_or(0, |(_, end)| end);
        for standing in self.sockets.values_mut() {
            if let Some(left) = standing.left_to_writers.get_mut(&client) {
                left.answered = left.asked.is_some_and(|question| question <= answers);
                left.comes = left.end <= holds;
            }
        }
        self.yield_to_who_has_more(from, around);
    }

    /// Sees what became of what sockets want and of blocks that were left to their writers: they are here, or their writer
    /// is gone and they are asked for, or it has them not and their bringer is told.
    pub(in crate::room) fn settle(&mut self, around: &Around<'_>) -> Vec<DisputeNews> {
        let mut settled = Vec::new();
        if !std::mem::take(&mut self.has_disputes) {
            return settled;
        }
        let mut unasked = Vec::new();
        for (id, standing) in &mut self.sockets {
            if let Some((client, clock)) = standing.wanted_id
                && self.claims.writer(client).is_none()
            {
                standing.wanted_id = None;
                // Where it is somebody else's all the same, nobody hears that they left.
                if self.claims.allows(client, standing.who) {
                    settled.push(DisputeNews::IdIsFree(*id, removal(client, clock)));
                }
            }
            self.has_disputes |= standing.wanted_id.is_some();
            let before = standing.left_to_writers.len();
            let (mut refused, mut moves, mut given_up) = (false, false, false);
            standing.left_to_writers.retain(|client, left| {
                let writer = self.claims.writer(*client);
                let is_here = writer.is_some_and(|writer| writer != *id)
                    || self.claims.is_kept_from(*client, standing.who);
                // What the server wrote is on the board; nobody brings more of it.
                let is_servers = self.claims.is_closed(*client);
                let head = around.board.head(*client);
                if head >= left.end || !(is_here || is_servers) {
                    return false;
                }
                if head > left.head {
                    // What stands on that can come now, and what it stands on after.
                    *left = LeftToWriter { head, since_ms: around.now.monotonic_ms, ..*left };
                    left.wait_anew(around.now);
                    moves = true;
                }
                // In an anonymous session it tells nobody whether the writer is here to answer.
                let hides = around.session.anonymous || self.claims.is_unnamed(*client, head > 0);
                let verdict_ms = left.verdict_ms(hides, writer.is_some());
                let now_ms = around.now.monotonic_ms;
                let over = verdict_ms.is_some_and(|at_ms| now_ms >= at_ms);
                if left.told_ms.is_none() && (over || is_servers) {
                    left.told_ms = Some(now_ms);
                    refused = true;
                } else if left.given_up_ms().is_some_and(|at_ms| now_ms >= at_ms) {
                    left.given_up = true;
                    given_up = true;
                } else if left.asked.is_none() {
                    unasked.push(DisputeNews::WriterNotAsked(*id, *client));
                }
                true
            });
            if standing.left_to_writers.len() < before {
                settled.push(DisputeNews::BlocksCame(*id));
            } else if moves {
                settled.push(DisputeNews::BoardAdvanced(*id));
            }
            self.has_disputes |= !standing.left_to_writers.is_empty();
            if refused {
                settled.push(DisputeNews::BlocksRefused(*id));
            }
            if given_up {
                settled.push(DisputeNews::WaitEnded(*id));
            }
        }
        settled.append(&mut unasked);
        settled
    }

    /// When a socket that was asked is taken for silent, or somebody is told.
    pub(in crate::room) fn next_verdict_ms(
        &self,
        readers: &Readers,
        session: &Session,
        board: &dyn BoardHeads,
    ) -> Option<u64> {
        if !self.has_disputes && self.proofs.is_empty() {
            return None;
        }
        // Who reads slowly is not asked before their queue is empty, which is an input of its own; who is
        // away is not asked at all.
        let is_not_asked =
            |client| self.claims.writer(client).is_none_or(|writer| readers.is_behind(writer));
        let left = self.sockets.values().flat_map(|standing| &standing.left_to_writers);
        let verdicts = left.filter_map(|(client, left)| {
            if left.told_ms.is_some() {
                return left.given_up_ms();
            }
            if left.asked.is_none() && !is_not_asked(*client) {
                return Some(left.since_ms.saturating_add(PROOF_PAUSE_MS));
            }
            let hides = self.hides_writers(*client, session, board);
            left.verdict_ms(hides, self.claims.writer(*client).is_some())
        });
        self.proofs.next_ms().into_iter().chain(verdicts).min()
    }
}
