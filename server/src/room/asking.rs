//! Changes that cannot be taken as they are: set aside, asked for again, or taken in part.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::update::{CheckedUpdate, Run};

use crate::limits::{ASK_AGAIN_INTERVAL_MS, ASK_AGAIN_MAX};
use crate::room::board::Admission;
use crate::room::{CloseCause, ConnectionId, Effect, Now, Room};

impl Room {
    /// Of a change that holds blocks under ids of others who are here, those are left to them, and the
    /// rest is taken as far as it stands firm. After power is lost, everyone brings back what they saw
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
            match self.board.admit(part) {
                Admission::Firm(part) => {
                    if let Some(connection) = self.connections.get_mut(&from)
                        && !writes_under.is_empty()
                    {
                        connection.asked = 0;
                    }
                    if !whole {
                        self.learn_from_writing(from, &writes_under);
                    }
                    self.gather(from, &writes_under, part);
                }
                Admission::Missing => {}
                Admission::Misshapen => {
                    let cause = CloseCause::Undecodable;
                    effects.push(Effect::Close { connection: from, cause });
                }
            }
        }
        // What stands on blocks that were left is asked for once those are here; what lacks something
        // else, at once.
        if !whole && own.iter().any(|run| run.end > self.board.head(run.client)) {
            self.set_aside(now, from);
        }
    }

    /// A change that cannot be applied now: nothing is counted as saved until its sender, asked
    /// for what the board lacks, has sent it whole.
    pub(super) fn set_aside(&mut self, now: Now, from: ConnectionId) {
        self.leave_part_out(from);
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.waits_for_whole = true;
            // What waits for room is asked for when there is some, and what never comes not at all.
            let will_come = !connection.waits_for_room && !connection.never_comes;
            if !connection.ask_again && will_come {
                connection.ask_again = true;
                if connection.asked == 0 {
                    connection.asked_at_ms = now.monotonic_ms.saturating_sub(ASK_AGAIN_INTERVAL_MS);
                }
            }
        }
    }

    /// A part of a change in parts is not taken: the last does not make the change a whole one.
    pub(super) fn leave_part_out(&mut self, from: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.part_left_out |= connection.more_comes;
        }
    }

    /// Asks those whose changes were set aside for what the board lacks.
    pub(super) fn ask_again(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let mut request = None;
        for (id, connection) in &mut self.connections {
            let due = connection.asked_at_ms.saturating_add(ASK_AGAIN_INTERVAL_MS);
            if !connection.may_be_asked() || now.monotonic_ms < due {
                continue;
            }
            connection.ask_again = false;
            connection.asked_at_ms = now.monotonic_ms;
            connection.asked += 1;
            if connection.asked > ASK_AGAIN_MAX {
                effects.push(Effect::Close { connection: *id, cause: CloseCause::Unanswered });
                continue;
            }
            let frame = request
                .get_or_insert_with(|| Bytes::from(frame::sync_step_1(&self.board.state_vector())))
                .clone();
            effects.push(Effect::Send { to: *id, frame });
        }
    }

    /// When the next such request is due.
    pub(super) fn next_ask_ms(&self) -> Option<u64> {
        self.connections
            .values()
            .filter(|connection| connection.may_be_asked())
            .map(|connection| connection.asked_at_ms.saturating_add(ASK_AGAIN_INTERVAL_MS))
            .min()
    }
}
