//! What happens when two want the same id (rule 7).
//!
//! Naming alone keeps nobody out for good: when another socket wants an id, its writer is asked to show that it is there,
//! and whose it is. One that says «not mine» (a relay of somebody's presence) or does not answer for
//! [`PROOF_MS`](crate::limits::PROOF_MS) (its line is dead) loses it, if the other has all that the server has of the id.

use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::ClientId;

use crate::limits::{PASSED_MS, PROOF_PAUSE_MS};
use crate::room::presence::removal;
use crate::room::writers::standing::{Own, PassedId, ShownBy};
use crate::room::writers::{Around, Writers};
use crate::room::{ConnectionId, Effect, Now};

fn is_pause_over(asked_ms: Option<u64>, now: Now) -> bool {
    asked_ms.is_none_or(|asked_ms| now.monotonic_ms >= asked_ms.saturating_add(PROOF_PAUSE_MS))
}

impl Writers {
    /// Whether `from`, which wants an id already, says no more than what the writer of this one showed: it may be handing on
    /// what it heard. Were that one asked about this too, it would answer, and `from` say that next: for ever, where the
    /// lines are slow.
    pub(super) fn repeats(
        &mut self,
        from: ConnectionId,
        entry: &Entry<'_>,
        around: &Around<'_>,
    ) -> bool {
        let writer = self.claims.writer(entry.client);
        let shown = writer.and_then(|writer| around.presence.clock_of(entry.client, writer));
        let Some(standing) = self.sockets.get_mut(&from) else { return false };
        let Some((wanted, clock)) = &mut standing.wanted_id else { return false };
        let repeats = shown.is_some_and(|shown| entry.clock <= shown);
        if repeats && *wanted == entry.client {
            // It lets go of nothing that is older than what it says.
            *clock = entry.clock.max(*clock);
        }
        repeats
    }

    /// Asks the writer of an id that `from` wants, who loses it by saying nothing if `from` has all that
    /// the server has of the id.
    pub(in crate::room) fn dispute(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        around: &Around<'_>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(writer) = self.claims.writer(client) else { return };
        if !around.shows_all_of(client, from) {
            self.ask_for_proof(writer, around, effects);
            return;
        }
        let Some(standing) = self.sockets.get_mut(&writer) else { return };
        let pause_over = is_pause_over(standing.challenged_ms, around.now);
        if pause_over && !around.readers.is_behind(writer) {
            standing.challenged_ms = Some(around.now.monotonic_ms);
            standing.proof_asked_ms = None;
            self.ask_for_proof(writer, around, effects);
            self.proofs.ask(around.now, writer);
        }
    }

    /// Asks a socket whose id another wants to show that it is there: for what the room lacks of it,
    /// which any Yjs client answers, and for its presence. Told that this is gone, its owner says
    /// that it is not (y-protocols), and who only relays it lets go of it.
    fn ask_for_proof(
        &mut self,
        writer: ConnectionId,
        around: &Around<'_>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(standing) = self.sockets.get_mut(&writer) else { return };
        let pause_over = is_pause_over(standing.proof_asked_ms, around.now);
        // Who reads slowly hears of it too late to answer, and is not silent.
        if !pause_over || around.readers.is_behind(writer) {
            return;
        }
        standing.proof_asked_ms = Some(around.now.monotonic_ms);
        let own = standing.own;
        if let Some(own) = own
            && own.shown_by == ShownBy::Presence
            && let Some(clock) = around.presence.clock_of(own.client, writer)
        {
            standing.disputed = true;
            effects.push(Effect::Send { to: writer, frame: removal(own.client, clock) });
        }
        self.ask(&[writer], around.board, effects);
        let question = self.sockets.get(&writer).map(|standing| standing.questions);
        let Some(Own { client, .. }) = own else { return };
        for other in self.sockets.values_mut() {
            if let Some(left) = other.left_to_writers.get_mut(&client) {
                left.asked = question;
            }
        }
    }

    /// Lets the ids of those go who were asked and said nothing.
    pub(in crate::room) fn free_ids_of_the_silent(&mut self, around: &mut Around<'_>) {
        for id in self.proofs.take_silent(around.now) {
            self.leave_id_behind(id, around);
            let Some(passed) = self.dispossess(id, around) else { continue };
            let client = passed.own.client;
            for standing in self.sockets.values_mut() {
                let wants = standing.wanted_id.is_some_and(|(wanted, _)| wanted == client);
                if wants || standing.left_to_writers.contains_key(&client) {
                    standing.gained_id = Some(passed);
                }
            }
        }
    }

    /// `id` loses what it writes under, and remembers it for a while if it named it. Those who want it hear that its
    /// presence is gone, and show their own anew.
    pub(super) fn dispossess(
        &mut self,
        id: ConnectionId,
        around: &mut Around<'_>,
    ) -> Option<PassedId> {
        let own = self.sockets.get(&id)?.own;
        around.presence.hide(id);
        self.write_no_more(id, around);
        let own = own.filter(|own| own.shown_by > ShownBy::Writing);
        let passed = own.map(|own| PassedId {
            own,
            head: around.board.head(own.client),
            until_ms: around.now.monotonic_ms.saturating_add(PASSED_MS),
        });
        let standing = self.sockets.get_mut(&id)?;
        standing.named = None;
        standing.gained_id = None;
        standing.lost_id = passed;
        standing.superseded_id = passed.map(|passed| (passed.own.client, passed.head));
        passed
    }

    /// Whether the writer of `client` would leave it free: it has no pass, or found what others wrote.
    fn may_leave(&self, client: ClientId, writer: ConnectionId) -> bool {
        let lasting = self.sockets.get(&writer).is_some_and(|standing| standing.lasting);
        !lasting || self.claims.is_adopted(client)
    }

    /// Whoever lost an id by saying nothing and names it again on the same line, before anybody wrote under it, was
    /// only slow.
    pub(super) fn take_back(
        &mut self,
        client: ClientId,
        from: ConnectionId,
        around: &mut Around<'_>,
    ) {
        let Some(standing) = self.sockets.get_mut(&from) else { return };
        let Some(lost) = standing.lost_id.take_if(|lost| lost.own.client == client) else {
            return;
        };
        if !is_fresh(&lost, around) || !self.may_change_to(from, client, lost.own.shown_by, around)
        {
            return;
        }
        if self.is_written_by_another(client, from)
            && let Some(taker) = self.claims.writer(client)
        {
            if !self.may_leave(client, taker) {
                return;
            }
            self.dispossess(taker, around);
        }
        self.write_as(from, client, lost.own.shown_by, around);
    }

    /// Whoever took an id from a silent line not long ago, wrote nothing under it since and has nothing more of it when
    /// asked yields to whoever names it and has: that may be whose line it was, on a new one. Where nobody may find
    /// out who wrote what it would tell that the writer is here.
    pub(super) fn yield_to_who_has_more(&mut self, taker: ConnectionId, around: &mut Around<'_>) {
        let Some(standing) = self.sockets.get(&taker) else { return };
        let Some(took) = standing.gained_id else { return };
        let client = took.own.client;
        let is_writer = self.claims.writer(client) == Some(taker);
        let hides = self.hides_writers(client, around.session, around.board);
        if !is_writer || hides || !is_fresh(&took, around) {
            return;
        }
        let has_more = self.sockets.iter().find(|(id, standing)| {
            let names_it = standing.wanted_id.is_some_and(|(wanted, _)| wanted == client);
            let left = standing.left_to_writers.get(&client);
            let is_more =
                left.is_some_and(|left| left.answered && !left.comes && left.end > took.head);
            names_it && is_more && around.shows_all_of(client, **id)
        });
        let Some((&from, _)) = has_more else { return };
        if !self.may_change_to(from, client, ShownBy::Presence, around)
            || !self.may_leave(client, taker)
        {
            return;
        }
        self.dispossess(taker, around);
        if self.write_as(from, client, ShownBy::Presence, around)
            && let Some(standing) = self.sockets.get_mut(&from)
        {
            standing.wanted_id = None;
        }
    }
}

/// Whether an id passed on not long ago, and nobody wrote under it since.
fn is_fresh(passed: &PassedId, around: &Around<'_>) -> bool {
    around.now.monotonic_ms < passed.until_ms && around.board.head(passed.own.client) == passed.head
}
