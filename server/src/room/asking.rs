//! Changes that cannot be taken as they are: set aside, asked for again, or taken in part.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::ClientId;
use picnic_protocol::update::CheckedUpdate;

use crate::limits::{ASK_AGAIN_INTERVAL_MS, ASK_AGAIN_MAX};
use crate::room::board::{Admission, SERVER_CLIENT};
use crate::room::{CloseCause, ConnectionId, Effect, Now, Room};

impl Room {
    /// After power is lost, everyone brings back what they saw with what they wrote, and each would
    /// wait for the others. So of a whole change that holds blocks under ids of others who are here,
    /// those are left to them, and the rest is taken as far as it stands firm. It is asked for again.
    pub(super) fn take_what_is_theirs(
        &mut self,
        now: Now,
        from: ConnectionId,
        update: CheckedUpdate<Box<[u8]>>,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        let participant = connection.join.participant;
        let (claims, people) = (&self.claims, &self.people);
        let is_others = |client| {
            client == SERVER_CLIENT
                || claims
                    .owner(client)
                    .is_some_and(|owner| owner != participant && people.is_here(owner))
        };
        let all_are_theirs = !writes_under.iter().any(|client| is_others(*client));
        if all_are_theirs {
            // The owners are gone: nobody else will bring these.
            self.take(now, from, true, update, writes_under, effects);
            return;
        }
        let part = self.board.firm_part(&update, is_others);
        let brings_some = part.as_ref().is_some_and(|part| {
            part.outline().runs.iter().any(|run| run.end > self.board.head(run.client))
        });
        if brings_some {
            connection.asked = 0;
        }
        if self.presence.client_of(from).is_none() {
            // Its own id is taken: presence under it was not.
            self.warn_of_taken_id(from, effects);
        }
        self.set_aside(now, from);
        if let Some(part) = part.filter(|part| !part.outline().is_empty()) {
            match self.board.admit(part) {
                Admission::Firm(part) => self.put_into_batch(from, part),
                Admission::Missing => {}
                Admission::Misshapen => {
                    effects
                        .push(Effect::Close { connection: from, cause: CloseCause::Undecodable });
                }
            }
        }
    }

    /// A change that cannot be applied now: nothing is counted as saved until its sender, asked
    /// for what the board lacks, has sent it whole.
    pub(super) fn set_aside(&mut self, now: Now, from: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.waits_for_whole = true;
            // What waits for room is asked for when there is some.
            if !connection.ask_again && !connection.waits_for_room {
                connection.ask_again = true;
                if connection.asked == 0 {
                    connection.asked_at_ms = now.monotonic_ms.saturating_sub(ASK_AGAIN_INTERVAL_MS);
                }
            }
        }
    }

    /// Asks those whose changes were set aside for what the board lacks.
    pub(super) fn ask_again(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let mut request = None;
        for (id, connection) in &mut self.connections {
            let due = connection.asked_at_ms.saturating_add(ASK_AGAIN_INTERVAL_MS);
            if !connection.ask_again || now.monotonic_ms < due {
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
            .filter(|connection| connection.ask_again)
            .map(|connection| connection.asked_at_ms.saturating_add(ASK_AGAIN_INTERVAL_MS))
            .min()
    }
}
