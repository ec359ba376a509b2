//! What each socket has heard of the room and what it lacks: a slow reader costs a bounded queue, and then gets one
//! diff (rule 4).
//!
//! Decides and sends nothing: [`super::replying`] encodes what somebody lacks, and [`Room`](crate::room::Room) sends
//! what goes out to those who are named here.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::check_update;

use crate::limits::REPLY_BYTES_AT_ONCE;
use crate::room::ConnectionId;
use crate::room::effort::Effort;

/// How much of each client's writing somebody has.
pub(super) type Vector = Vec<(ClientId, Clock)>;

/// All who read the room.
#[derive(Debug, Default)]
pub(super) struct Readers {
    /// Boxed: a map holds room for eleven at a time, and most rooms have few.
    readers: BTreeMap<ConnectionId, Box<Reader>>,
    /// The last frame of changes that went out, for whom it did not fit.
    last_sent: Bytes,
    /// Those who wait for the board, each once.
    replies: VecDeque<Reply>,
    /// Those who wait for the whole session.
    views_wanted: Vec<ConnectionId>,
}

/// One socket.
#[derive(Debug)]
struct Reader {
    hears: Hears,
    /// While it reads too slowly: what it had when the first frame was dropped.
    behind: Option<Vector>,
    /// Until it gets the board it asks for first, changes are not for it: that board has them.
    awaits_board: bool,
    /// What it had when it last asked for the board.
    asked_with: Vector,
    /// Whether it was sent the whole session, so that parts make sense to it.
    has_view: bool,
    /// Change frames told as saved.
    told_saved: u32,
    /// What answering it has cost.
    effort: Effort,
}

/// What a socket can make sense of; each hears what those before it hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hears {
    /// A client of another protocol may not read presence, and is told so once it has spoken.
    Board,
    Presence,
    Session,
}

/// Someone who must hear what the board holds, once the append in flight is done (rule 1).
#[derive(Debug)]
struct Reply {
    to: ConnectionId,
    /// What they have at least.
    vector: Vector,
}

/// What goes with the board to who asked for it or fell behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AlongWithBoard {
    /// Nothing else.
    Nothing,
    /// Everyone's presence as it is now.
    Presence,
    /// That, and the session as it is now.
    Everything,
}

impl Readers {
    /// A socket comes, which speaks the session plane or does not.
    pub(super) fn enter(&mut self, id: ConnectionId, session: bool) {
        let reader = Reader {
            hears: if session { Hears::Session } else { Hears::Board },
            behind: None,
            awaits_board: true,
            asked_with: Vec::new(),
            has_view: false,
            told_saved: 0,
            effort: Effort::default(),
        };
        self.readers.insert(id, Box::new(reader));
        if session {
            self.views_wanted.push(id);
        }
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, id: ConnectionId) {
        self.readers.remove(&id);
        self.replies.retain(|reply| reply.to != id);
        self.views_wanted.retain(|waiting| *waiting != id);
    }

    /// A socket sends a frame; whether it may hear of presence from now on and did not before.
    pub(super) fn begins_to_hear_presence(&mut self, id: ConnectionId) -> bool {
        let Some(reader) = self.readers.get_mut(&id) else { return false };
        let begins = reader.hears == Hears::Board;
        if begins {
            reader.hears = Hears::Presence;
        }
        begins
    }

    /// Those to whom a change of the board goes out as `frame`: all that keep up, but for who has it. Whoever waits
    /// for the board gets it with that.
    pub(super) fn send_change(
        &mut self,
        frame: Bytes,
        but: Option<ConnectionId>,
    ) -> Vec<ConnectionId> {
        self.last_sent = frame;
        let mut to = self.who(|reader| !reader.awaits_board);
        to.retain(|id| Some(*id) != but);
        to
    }

    /// Those who hear of presence and keep up.
    pub(super) fn who_hear_presence(&self) -> Vec<ConnectionId> {
        self.who(|reader| reader.hears >= Hears::Presence)
    }

    /// Those who speak the session plane and keep up.
    pub(super) fn who_speak_session(&self) -> Vec<ConnectionId> {
        self.who(|reader| reader.hears == Hears::Session)
    }

    /// Those who have the session and keep up.
    pub(super) fn who_follow_the_session(&self) -> Vec<ConnectionId> {
        self.who(|reader| reader.has_view)
    }

    fn who(&self, wanted: impl Fn(&Reader) -> bool) -> Vec<ConnectionId> {
        let keep_up = self.readers.iter().filter(|(_, reader)| reader.behind.is_none());
        keep_up.filter(|(_, reader)| wanted(reader)).map(|(id, _)| *id).collect()
    }

    /// Whether a socket has the session and keeps up.
    pub(super) fn follows_session(&self, id: ConnectionId) -> bool {
        self.readers.get(&id).is_some_and(|reader| reader.has_view && reader.behind.is_none())
    }

    /// Whether a socket speaks the session plane and keeps up.
    pub(super) fn hears_session(&self, id: ConnectionId) -> bool {
        let reader = self.readers.get(&id);
        reader.is_some_and(|reader| reader.hears == Hears::Session && reader.behind.is_none())
    }

    /// Whether a socket reads too slowly, and hears nothing before it gets its diff.
    pub(super) fn is_behind(&self, id: ConnectionId) -> bool {
        self.readers.get(&id).is_some_and(|reader| reader.behind.is_some())
    }

    /// That so many frames of a socket are saved. Whether it is to be told now.
    pub(super) fn count_saved(&mut self, id: ConnectionId, frames: u32) -> bool {
        let Some(reader) = self.readers.get_mut(&id) else { return false };
        let is_news = frames > reader.told_saved;
        reader.told_saved = frames.max(reader.told_saved);
        is_news && self.hears_session(id)
    }

    /// How many frames of a socket it was told, or is to be told when it catches up, are saved.
    pub(super) fn told_saved(&self, id: ConnectionId) -> u32 {
        self.readers.get(&id).map_or(0, |reader| reader.told_saved)
    }

    /// A socket asks for what it lacks, having what `vector` says. Whoever waits already gets one answer, which is
    /// enough for all that they asked.
    pub(super) fn ask_for_board(&mut self, id: ConnectionId, vector: &[(ClientId, Clock)]) {
        let asked_with = self.owe_reply(id, vector);
        if let Some(reader) = self.readers.get_mut(&id) {
            reader.asked_with = asked_with;
        }
    }

    /// Says from what the answer goes on.
    fn owe_reply(&mut self, to: ConnectionId, vector: &[(ClientId, Clock)]) -> Vector {
        if let Some(waiting) = self.replies.iter_mut().find(|reply| reply.to == to) {
            waiting.vector = had_by_both(&waiting.vector, vector);
            return waiting.vector.clone();
        }
        self.replies.push_back(Reply { to, vector: vector.to_vec() });
        vector.to_vec()
    }

    /// How much of what `client` wrote a socket had when it last asked; none if it named none.
    pub(super) fn asked_with(&self, id: ConnectionId, client: ClientId) -> Option<Clock> {
        let asked_with = &self.readers.get(&id)?.asked_with;
        asked_with.iter().find(|(shown, _)| *shown == client).map(|(_, clock)| *clock)
    }

    /// A frame did not fit for a socket, perhaps the board itself if it was its `own`: from now on it gets nothing, and
    /// then one diff from what it had. It had what the board has, without the frames that came last.
    pub(super) fn fall_behind(
        &mut self,
        id: ConnectionId,
        own: bool,
        board: impl FnOnce() -> Vector,
        in_flight: Option<&Bytes>,
    ) {
        let Some(reader) = self.readers.get_mut(&id) else { return };
        if own {
            reader.behind = Some(reader.asked_with.clone());
        } else if reader.behind.is_none() {
            let mut vector = board();
            for frame in [Some(&self.last_sent), in_flight].into_iter().flatten() {
                without(&mut vector, frame);
            }
            reader.behind = Some(vector);
        }
    }

    /// The queue of a socket is empty again: it waits for its diff. Whether it was behind.
    pub(super) fn drained(&mut self, id: ConnectionId) -> bool {
        let Some(vector) = self.readers.get(&id).and_then(|reader| reader.behind.clone()) else {
            return false;
        };
        let _ = self.owe_reply(id, &vector);
        true
    }

    /// Whether somebody waits for the board.
    pub(super) fn are_waiting(&self) -> bool {
        !self.replies.is_empty()
    }

    /// Who is answered next in this look, in which so many bytes were encoded, and what they have. Whoever made the
    /// room encode for long waits for a later look.
    pub(super) fn next_reply(
        &mut self,
        bytes: usize,
        now_ms: u64,
    ) -> Option<(ConnectionId, Vector)> {
        if bytes >= REPLY_BYTES_AT_ONCE {
            return None;
        }
        let mut may_be_answered = |reply: &Reply| {
            let reader = self.readers.get_mut(&reply.to);
            reader.is_some_and(|reader| !reader.effort.budget_left(now_ms).is_zero())
        };
        let next = self.replies.iter().position(&mut may_be_answered)?;
        let answered = self.replies.remove(next);
        if self.replies.is_empty() {
            // In a room at rest it is room for nobody.
            self.replies = VecDeque::new();
        }
        answered.map(|reply| (reply.to, reply.vector))
    }

    /// When the next of those who wait is answered.
    pub(super) fn next_reply_ms(&self) -> Option<u64> {
        let waiting = self.replies.iter().filter_map(|reply| self.readers.get(&reply.to));
        waiting.map(|reader| reader.effort.budget_back_at_ms()).min()
    }

    /// A socket gets the board, which took so long to encode: what goes with it.
    pub(super) fn answer(&mut self, id: ConnectionId, effort: Duration) -> Option<AlongWithBoard> {
        let reader = self.readers.get_mut(&id)?;
        reader.effort.spend(effort);
        reader.awaits_board = false;
        Some(match (reader.behind.take(), reader.hears) {
            (None, _) => AlongWithBoard::Nothing,
            (Some(_), Hears::Session) => AlongWithBoard::Everything,
            (Some(_), Hears::Board | Hears::Presence) => AlongWithBoard::Presence,
        })
    }

    /// A socket is to get the whole session.
    pub(super) fn want_view(&mut self, id: ConnectionId) {
        self.views_wanted.push(id);
    }

    /// Those who wait for it.
    pub(super) fn take_views_wanted(&mut self) -> Vec<ConnectionId> {
        std::mem::take(&mut self.views_wanted)
    }

    /// A socket gets the whole session now; false if it is gone.
    pub(super) fn mark_view_sent(&mut self, id: ConnectionId) -> bool {
        let reader = self.readers.get_mut(&id);
        reader.is_some_and(|reader| {
            reader.has_view = true;
            true
        })
    }
}

/// What is in both: an answer to that is one to each.
fn had_by_both(one: &[(ClientId, Clock)], other: &[(ClientId, Clock)]) -> Vector {
    let other: BTreeMap<_, _> = other.iter().copied().collect();
    let both = |(client, clock): &(ClientId, Clock)| {
        other.get(client).map(|there| (*client, *clock.min(there)))
    };
    one.iter().filter_map(both).collect()
}

/// Takes back from `vector` what the update in `frame` brought.
fn without(vector: &mut Vector, frame: &[u8]) {
    let Some(Ok(update)) = frame::sync_payload(frame).map(check_update) else { return };
    for run in &update.outline().runs {
        for (client, clock) in vector.iter_mut() {
            if *client == run.client {
                *clock = run.start.min(*clock);
            }
        }
    }
    vector.retain(|(_, clock)| *clock > 0);
}
