//! What happens when two want the same id (rule 7).
//!
//! Naming alone keeps nobody out for good: when another socket wants an id, its writer is asked to show that it is there,
//! and whose it is. One that says «not mine» (a relay of somebody's presence) or does not answer for
//! [`PROOF_MS`](crate::limits::PROOF_MS) (its line is dead) loses it, if the other has all that the server has of the id.

use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::ClientId;

use crate::limits::{PASSED_MS, PROOF_PAUSE_MS};
use crate::room::presence::removal;
use crate::room::writers::standing::{Own, Passed, ShownBy};
use crate::room::{ConnectionId, Effect, Now, Room};

fn is_pause_over(asked_ms: Option<u64>, now: Now) -> bool {
    asked_ms.is_none_or(|asked_ms| now.monotonic_ms >= asked_ms.saturating_add(PROOF_PAUSE_MS))
}

impl Room {
    /// Whether `from`, which wants an id already, says no more than what the writer of this one showed: it may be handing on
    /// what it heard. Were that one asked about this too, it would answer, and `from` say that next: for ever, where the
    /// lines are slow.
    pub(in crate::room) fn repeats(&mut self, from: ConnectionId, entry: &Entry<'_>) -> bool {
        let writer = self.claims.writer(entry.client);
        let shown = writer.and_then(|writer| self.presence.clock_of(entry.client, writer));
        let Some(connection) = self.connections.get_mut(&from) else { return false };
        let Some((wanted, clock)) = &mut connection.standing.wants else { return false };
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
        now: Now,
        from: ConnectionId,
        client: ClientId,
        effects: &mut Vec<Effect>,
    ) {
        let Some(writer) = self.claims.writer(client) else { return };
        if !self.shows_all_of(client, from) {
            self.ask_for_proof(now, writer, effects);
            return;
        }
        let Some(connection) = self.connections.get_mut(&writer) else { return };
        let pause_over = is_pause_over(connection.standing.challenged_ms, now);
        if pause_over && !self.readers.is_behind(writer) {
            connection.standing.challenged_ms = Some(now.monotonic_ms);
            connection.standing.proof_asked_ms = None;
            self.ask_for_proof(now, writer, effects);
            self.proofs.ask(now, writer);
        }
    }

    /// Asks a socket whose id another wants to show that it is there: for what the room lacks of it,
    /// which any Yjs client answers, and for its presence. Told that this is gone, its owner says
    /// that it is not (y-protocols), and who only relays it lets go of it.
    fn ask_for_proof(&mut self, now: Now, writer: ConnectionId, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get_mut(&writer) else { return };
        let pause_over = is_pause_over(connection.standing.proof_asked_ms, now);
        // Who reads slowly hears of it too late to answer, and is not silent.
        if !pause_over || self.readers.is_behind(writer) {
            return;
        }
        connection.standing.proof_asked_ms = Some(now.monotonic_ms);
        let own = connection.standing.own;
        if let Some(own) = own
            && own.shown_by == ShownBy::Presence
            && let Some(clock) = self.presence.clock_of(own.client, writer)
        {
            connection.standing.disputed = true;
            effects.push(Effect::Send { to: writer, frame: removal(own.client, clock) });
        }
        self.ask_for_missing(&[writer], effects);
        let question =
            self.connections.get(&writer).map(|connection| connection.standing.questions);
        let Some(Own { client, .. }) = own else { return };
        for other in self.connections.values_mut() {
            if let Some(left) = other.standing.left.get_mut(&client) {
                left.asked = question;
            }
        }
    }

    /// Lets the ids of those go who were asked and said nothing.
    pub(in crate::room) fn let_the_silent_go(&mut self, now: Now) {
        for id in self.proofs.take_silent(now) {
            self.leave_id_behind(id);
            let Some(passed) = self.dispossess(id) else { continue };
            let client = passed.own.client;
            for connection in self.connections.values_mut() {
                let wants = connection.standing.wants.is_some_and(|(wanted, _)| wanted == client);
                if wants || connection.standing.left.contains_key(&client) {
                    connection.standing.took = Some(passed);
                }
            }
        }
    }

    /// `id` loses what it writes under, and remembers it for a while if it named it. Those who want it hear that its
    /// presence is gone, and show their own anew.
    fn dispossess(&mut self, id: ConnectionId) -> Option<Passed> {
        let own = self.connections.get(&id)?.standing.own;
        self.presence.hide(id);
        self.write_no_more(id);
        let own = own.filter(|own| own.shown_by > ShownBy::Writing);
        let passed = own.map(|own| Passed {
            own,
            head: self.board.head(own.client),
            until_ms: self.seen.monotonic_ms.saturating_add(PASSED_MS),
        });
        let connection = self.connections.get_mut(&id)?;
        connection.standing.named = None;
        connection.standing.took = None;
        connection.standing.lost = passed;
        connection.standing.let_go = passed.map(|passed| (passed.own.client, passed.head));
        passed
    }

    /// Whether an id passed on not long ago, and nobody wrote under it since.
    fn is_fresh(&self, passed: &Passed) -> bool {
        self.seen.monotonic_ms < passed.until_ms
            && self.board.head(passed.own.client) == passed.head
    }

    /// Whether the writer of `client` would leave it free: it has no pass, or found what others wrote.
    fn may_leave(&self, client: ClientId, writer: ConnectionId) -> bool {
        let lasting = self.connections.get(&writer).is_some_and(|there| there.join.lasting);
        !lasting || self.claims.is_adopted(client)
    }

    /// Whoever lost an id by saying nothing and names it again on the same line, before anybody wrote under it, was
    /// only slow.
    pub(in crate::room) fn take_back(&mut self, client: ClientId, from: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        let Some(lost) = connection.standing.lost.take_if(|lost| lost.own.client == client) else {
            return;
        };
        if !self.is_fresh(&lost) || !self.may_change_to(from, client, lost.own.shown_by) {
            return;
        }
        if self.is_written_by_another(client, from)
            && let Some(taker) = self.claims.writer(client)
        {
            if !self.may_leave(client, taker) {
                return;
            }
            self.dispossess(taker);
        }
        self.write_as(from, client, lost.own.shown_by);
    }

    /// Whoever took an id from a silent line not long ago, wrote nothing under it since and has nothing more of it when
    /// asked yields to whoever names it and has: that may be whose line it was, on a new one. Where nobody may find
    /// out who wrote what it would tell that the writer is here.
    pub(in crate::room) fn yield_to_who_has_more(&mut self, taker: ConnectionId) {
        let Some(connection) = self.connections.get(&taker) else { return };
        let Some(took) = connection.standing.took else { return };
        let client = took.own.client;
        let is_writer = self.claims.writer(client) == Some(taker);
        if !is_writer || self.hides_writers(client) || !self.is_fresh(&took) {
            return;
        }
        let has_more = self.connections.iter().find(|(id, connection)| {
            let names_it = connection.standing.wants.is_some_and(|(wanted, _)| wanted == client);
            let left = connection.standing.left.get(&client);
            let is_more =
                left.is_some_and(|left| left.answered && !left.comes && left.end > took.head);
            names_it && is_more && self.shows_all_of(client, **id)
        });
        let Some((&from, _)) = has_more else { return };
        if !self.may_change_to(from, client, ShownBy::Presence) || !self.may_leave(client, taker) {
            return;
        }
        self.dispossess(taker);
        if self.write_as(from, client, ShownBy::Presence)
            && let Some(connection) = self.connections.get_mut(&from)
        {
            connection.standing.wants = None;
        }
    }
}
