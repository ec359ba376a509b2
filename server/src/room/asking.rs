//! Changes that cannot be taken as they are: set aside, asked for again, or taken in part.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::ErrorCode;
use picnic_protocol::update::{CheckedUpdate, Run};

use crate::limits::{
    ASK_AGAIN_INTERVAL_MS, ASK_AGAIN_MAX, ASK_DOUBLINGS_MAX, ASK_QUICKLY, COMPARE_INTERVAL_MS,
};
use crate::room::board::Admission;
use crate::room::fullness::tell;
use crate::room::writing::Own;
use crate::room::{ConnectionId, Effect, Now, Room};

/// What the room lacks of a socket's changes, and how it is asked for.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// Since a change was set aside, nothing counts as saved until a whole one replaces it.
    pub(super) waits_for_whole: bool,
    /// Up to where, under its own id or that of the first such block, what was set aside of it goes.
    pub(super) awaits: Option<(ClientId, Clock)>,
    /// A change of it was refused for want of room, and is asked for when there is some.
    pub(super) waits_for_room: bool,
    /// Whether something of it was not taken while the board was locked.
    pub(super) locked_out: bool,
    /// Whether a change of it was not taken for good, so that later ones stand on what never comes.
    pub(super) never_comes: bool,
    /// Requests in a row for what the board lacks, and when the last went out.
    pub(super) asked: u32,
    pub(super) asked_at_ms: u64,
    pub(super) ask_again: bool,
    /// When what it wrote is compared with what the board has, and whether it was asked for that.
    pub(super) compare_at_ms: Option<u64>,
    pub(super) compares: bool,
    /// Whether further parts follow of the change that came last.
    pub(super) more_comes: bool,
    /// Whether a part of that change was set aside or refused.
    pub(super) part_left_out: bool,
}

impl Room {
    /// Of a change that holds blocks under ids of others who are here, those are left to them, and the
    /// rest is taken as far as it stands firm; so is one that lacks something else. After power is lost, everyone brings back what they saw
    /// with what they wrote, and each would wait for the others; and who relays what others write may
    /// be quicker than they are.
    pub(super) fn take_what_is_theirs(
        &mut self,
        now: Now,
        from: ConnectionId,
        whole: bool,
        update: &CheckedUpdate<Box<[u8]>>,
        effects: &mut Vec<Effect>,
    ) {
        self.leave_part_out(from);
        let new = |run: &&Run| run.end > self.board.head(run.client);
        let runs: Vec<_> = update.outline().runs.iter().filter(new).copied().collect();
        let (others, own): (Vec<_>, Vec<_>) =
            runs.into_iter().partition(|run| self.is_anothers(run.client, from));
        let part = self.board.firm_part(update, |client| self.is_anothers(client, from));
        let others: Vec<_> = others.iter().map(|run| (run.client, run.end)).collect();
        self.leave_to_writers(now, from, &others, effects);
        let part = part.filter(|part| !part.outline().is_empty());
        if let Some(part) = part {
            let writes_under = self.writes_under(&part);
            if !writes_under.is_empty() && !self.has_room_for(now, &part) {
                self.refuse_for_bytes(from, effects);
                return;
            }
            let is_first = self.is_first(&writes_under);
            match self.board.admit(part) {
                Admission::Firm(part, not_held) => {
                    if let Some(not_held) = not_held {
                        self.tell_of_replaced(from, not_held, effects);
                    }
                    if let Some(connection) = self.connections.get_mut(&from)
                        && !writes_under.is_empty()
                    {
                        connection.asking.asked = 0;
                    }
                    if !whole {
                        self.learn_from_writing(from, &writes_under, is_first);
                    }
                    self.gather(from, &writes_under, part);
                }
                Admission::Missing(_) => {}
                Admission::Misshapen => self.refuse_misshapen(from, &writes_under, effects),
            }
        }
        // What stands on blocks that were left is asked for once those are here; what lacks something
        // else, at once.
        if !whole && own.iter().any(|run| run.end > self.board.head(run.client)) {
            self.set_aside(now, from, own.iter());
        }
    }

    /// A change that cannot be applied now: nothing is counted as saved until its sender, asked
    /// for what the board lacks, has sent it whole.
    pub(super) fn set_aside<'a>(
        &mut self,
        now: Now,
        from: ConnectionId,
        runs: impl Iterator<Item = &'a Run> + Clone,
    ) {
        self.leave_part_out(from);
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.asking.waits_for_whole = true;
            let own = connection.standing.own.map(|own| own.client);
            let lacks = || runs.clone().filter(|run| run.end > self.board.head(run.client));
            if let Some(run) = lacks().find(|run| own == Some(run.client)).or(lacks().next()) {
                connection.asking.awaits = Some((run.client, run.end));
            }
            if !connection.asking.ask_again && connection.asking.will_answer() {
                connection.asking.ask_again = true;
                if connection.asking.asked == 0 {
                    connection.asking.asked_at_ms =
                        now.monotonic_ms.saturating_sub(ASK_AGAIN_INTERVAL_MS);
                }
            }
        }
    }

    /// A part of a change in parts is not taken: the last does not make the change a whole one.
    pub(super) fn leave_part_out(&mut self, from: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.asking.part_left_out |= connection.asking.more_comes;
        }
    }

    /// Asks sockets for what the board lacks (sync step 1); which question it is counts, for answers come in that order.
    pub(super) fn ask_for_missing(&mut self, sockets: &[ConnectionId], effects: &mut Vec<Effect>) {
        if sockets.is_empty() {
            return;
        }
        let request = Bytes::from(frame::sync_step_1(&self.board.state_vector()));
        for id in sockets {
            if let Some(connection) = self.connections.get_mut(id) {
                connection.standing.questions += 1;
                effects.push(Effect::Send { to: *id, frame: request.clone() });
            }
        }
    }

    /// Asks those whose changes were set aside for what the board lacks, ever more seldom; who answers
    /// each time with blocks that stand on others which never came is told so, once.
    pub(super) fn ask_again(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let mut due = Vec::new();
        for (id, connection) in &mut self.connections {
            if !connection.asking.may_be_asked() || now.monotonic_ms < connection.asking.ask_at_ms()
            {
                continue;
            }
            connection.asking.ask_again = false;
            connection.asking.asked_at_ms = now.monotonic_ms;
            connection.asking.asked += 1;
            if connection.asking.gave_up() {
                let reason = "changes stand on others that never came";
                tell(*id, connection.join.session, ErrorCode::Incomplete, reason, effects);
                continue;
            }
            due.push(*id);
        }
        self.ask_for_missing(&due, effects);
    }

    /// When the next such request is due.
    pub(super) fn next_ask_ms(&self) -> Option<u64> {
        let waiting =
            self.connections.values().filter(|connection| connection.asking.may_be_asked());
        waiting.map(|connection| connection.asking.ask_at_ms()).min()
    }

    /// What was written since is compared with what the board has, after a while: a change that got lost
    /// is mended, and counted. Nothing is asked of those who wrote nothing.
    pub(super) fn compare_later(&mut self, now: Now, from: ConnectionId) {
        let due = now.monotonic_ms.saturating_add(COMPARE_INTERVAL_MS);
        if let Some(connection) = self.connections.get_mut(&from)
            && connection.asking.compare_at_ms.is_none()
        {
            connection.asking.compare_at_ms = Some(due);
            self.compare_at_ms = self.compare_at_ms.min(due);
        }
    }

    /// Asks those who wrote a while ago for what the board lacks, which should be nothing.
    pub(super) fn compare(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if now.monotonic_ms < self.compare_at_ms {
            return;
        }
        self.compare_at_ms = u64::MAX;
        let mut due = Vec::new();
        for (id, connection) in &mut self.connections {
            let Some(at_ms) = connection.asking.compare_at_ms else { continue };
            if now.monotonic_ms < at_ms {
                self.compare_at_ms = self.compare_at_ms.min(at_ms);
                continue;
            }
            connection.asking.compare_at_ms = None;
            // Those are asked anyway, or hear nothing now.
            if connection.asking.ask_again
                || connection.asking.waits_for_whole
                || self.readers.is_behind(*id)
            {
                continue;
            }
            connection.asking.compares = true;
            due.push(*id);
        }
        self.ask_for_missing(&due, effects);
    }

    /// When somebody is next asked so.
    pub(super) fn next_compare_ms(&self) -> Option<u64> {
        (self.compare_at_ms < u64::MAX).then_some(self.compare_at_ms)
    }

    /// The answer of a socket that was asked so came: what is its own and new in it was lost before.
    pub(super) fn count_what_was_lost(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        let compares = std::mem::take(&mut connection.asking.compares);
        let is_own = |own: Own| writes_under.contains(&own.client);
        if compares
            && !connection.asking.waits_for_whole
            && connection.standing.own.is_some_and(is_own)
        {
            effects.push(Effect::Healed);
        }
    }
}

impl Asking {
    /// Whether it is to be asked for what the board lacks: not amid an answer.
    pub(super) const fn may_be_asked(&self) -> bool {
        self.ask_again && !self.more_comes
    }

    /// Whether asking may bring what is missing: what waits for room is asked for when there is some, and what never
    /// comes not at all.
    pub(super) const fn will_answer(&self) -> bool {
        !self.waits_for_room && !self.never_comes && !self.gave_up()
    }

    /// Whether it was asked so often in vain that it is asked no more.
    const fn gave_up(&self) -> bool {
        self.asked > ASK_AGAIN_MAX
    }

    /// When it may be asked again: each time twice as long after the last.
    const fn ask_at_ms(&self) -> u64 {
        let twice = self.asked.saturating_sub(ASK_QUICKLY);
        let times = if twice < ASK_DOUBLINGS_MAX { twice } else { ASK_DOUBLINGS_MAX };
        self.asked_at_ms.saturating_add(ASK_AGAIN_INTERVAL_MS << times)
    }
}
