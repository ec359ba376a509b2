//! Which client id a socket writes under, and what happens when two name the same (rule 7).
//!
//! A socket writes under one id: the one that it tells in the session plane, or the first that its
//! presence names. Naming alone keeps nobody out for good: when another socket wants the id, its
//! writer is asked to show that it is there, and whose it is. One that says «not mine» (a relay of
//! somebody's presence) or does not answer for [`PROOF_MS`] (its line is dead) loses it, if the other
//! has all that the server has of the id. Who only wrote under it yields to whoever names it.

use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::{ClientId, Clock, ParticipantId, Role};
use picnic_protocol::session::ErrorCode;
use picnic_protocol::update::CheckedUpdate;
use picnic_protocol::varint::SAFE_INTEGER_MAX;

use crate::limits::{PASSED_MS, PROOF_PAUSE_MS};
use crate::room::fullness::tell;
use crate::room::presence::removal;
use crate::room::{Connection, ConnectionId, Effect, Now, Room};

/// Why blocks are not taken, for a developer.
pub(super) const TAKEN: &str = "this client id belongs to another participant";

/// The id that a socket writes under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) client: ClientId,
    pub(super) shown_by: ShownBy,
}

/// How a socket showed which id is its own; what comes later outranks what comes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ShownBy {
    /// It wrote under it, having said nothing. Whoever writes under a second id relays, and owns none.
    Writing,
    /// Its presence names it.
    Presence,
    /// It told so in the session plane, where it may tell another.
    Telling,
}

fn is_pause_over(asked_ms: Option<u64>, now: Now) -> bool {
    asked_ms.is_none_or(|asked_ms| now.monotonic_ms >= asked_ms.saturating_add(PROOF_PAUSE_MS))
}

/// An id that one socket lost, by saying nothing, to whoever wants it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passed {
    own: Own,
    /// How much the board had of it then.
    head: Clock,
    /// Until when it may go back.
    until_ms: u64,
}

impl Room {
    fn may_write(&self, connection: &Connection) -> bool {
        self.session.role(connection.join.participant, connection.join.role) > Role::Viewer
    }

    /// Whether another socket writes under `client`, on behalf of somebody else.
    pub(super) fn is_written_by_another(&self, client: ClientId, from: ConnectionId) -> bool {
        let who = |id| self.connections.get(&id).map(|connection| connection.join.participant);
        self.claims.writer(client).is_some_and(|writer| who(writer) != who(from))
    }

    /// Whether `from` has shown that it has all that the board has under `client`, as whoever wrote it has.
    fn shows_all_of(&self, client: ClientId, from: ConnectionId) -> bool {
        self.readers.asked_with(from, client).unwrap_or(0) >= self.board.head(client)
    }

    /// Whoever writes under `client` without having named it yields to `from`, which names it; but for somebody with
    /// a pass who was the first to write there.
    fn yield_to(&mut self, client: ClientId, from: ConnectionId) {
        if self.connections.get(&from).is_none_or(|connection| !self.may_write(connection)) {
            return;
        }
        let is_adopted = self.claims.is_adopted(client);
        if let Some(writer) = self.claims.writer(client)
            && writer != from
            && let Some(connection) = self.connections.get_mut(&writer)
            && connection.standing.own.is_some_and(|own| own.shown_by == ShownBy::Writing)
            && (!connection.join.lasting || is_adopted)
        {
            connection.standing.relays = true;
            self.write_no_more(writer);
        }
    }

    /// From now on `from` writes under `client`, unless that is somebody else's.
    pub(super) fn write_as(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
    ) -> bool {
        self.write_as_after(from, client, shown_by, self.board.head(client))
    }

    /// Whether `from` may write, and what it writes under may become `client`.
    fn may_change_to(&self, from: ConnectionId, client: ClientId, shown_by: ShownBy) -> bool {
        let Some(connection) = self.connections.get(&from) else { return false };
        let stays = connection.standing.own.is_some_and(|own| {
            own.client != client && (own.shown_by > shown_by || shown_by < ShownBy::Telling)
        });
        !stays && self.may_write(connection)
    }

    /// The same for who found blocks of `client` up to `head` on the board.
    fn write_as_after(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
        head: Clock,
    ) -> bool {
        if self.is_written_by_another(client, from) || !self.may_change_to(from, client, shown_by) {
            return false;
        }
        let Some(connection) = self.connections.get(&from) else { return false };
        let participant = connection.join.participant;
        if !self.claims.allows(client, participant) {
            return false;
        }
        match connection.standing.own {
            Some(own) if own.client == client && own.shown_by >= shown_by => return true,
            Some(own) if own.client != client => self.write_no_more(from),
            _ => {}
        }
        if let Some(before) = self.claims.writer(client)
            && before != from
        {
            // The same person on a new socket, before the old one is known to be dead.
            self.write_no_more(before);
        }
        if head > 0 || self.claims.is_left_behind(client) {
            self.claims.adopt(client, participant);
        }
        self.claims.claim(client, participant, from);
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.standing.own = Some(Own { client, shown_by });
            connection.standing.let_go = None;
        }
        true
    }

    /// A page told which id it writes under.
    pub(super) fn hear_own_id(
        &mut self,
        now: Now,
        from: ConnectionId,
        client: ClientId,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get(&from) else { return };
        let (session, participant) = (connection.join.session, connection.join.participant);
        if !self.may_write(connection) {
            return;
        }
        let is_one = client <= SAFE_INTEGER_MAX;
        self.take_back(client, from);
        self.yield_to(client, from);
        let own = self.connections.get(&from).and_then(|connection| connection.standing.own);
        // Where nobody may find out who wrote what, one answer says nothing of whether the writer is here:
        // nobody takes over what is written.
        let is_over = self.hides_writers(client)
            && own.is_none_or(|own| own.client != client)
            && self.board.head(client) > 0
            && self.claims.owner(client) != Some(participant);
        if is_one && !is_over && self.write_as(from, client, ShownBy::Telling) {
            self.proofs.shown_by(from);
            return;
        }
        self.dispute(now, from, client, effects);
        tell(from, session, ErrorCode::ClientIdTaken, TAKEN, effects);
    }

    /// A socket writes under its id no more: it is closed, is silent, or was only relaying.
    pub(super) fn write_no_more(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let Some(own) = connection.standing.own.take() else { return };
        let lasting = connection.join.lasting;
        self.claims.fall_silent(own.client, id);
        // What somebody with a pass wrote under goes on being theirs; what they did not is free, and what
        // others may have written, and say that they have.
        let is_empty = self.board.head(own.client) == 0;
        let is_wanted = own.shown_by == ShownBy::Writing
            && !self.logged_claims.contains_key(&own.client)
            && self.is_wanted(own.client);
        let is_unused = is_empty && !self.claims.is_kept_named(own.client);
        if !lasting || is_unused || is_wanted || self.claims.is_adopted(own.client) {
            self.claims.free(own.client);
        }
    }

    /// Whether somebody else here says that `client` is theirs, or brings blocks of it.
    fn is_wanted(&self, client: ClientId) -> bool {
        self.connections.values().any(|connection| {
            connection.standing.wants.is_some_and(|(wanted, _)| wanted == client)
                || connection.standing.left.contains_key(&client)
        })
    }

    /// A socket goes away or is silent: what it named and did not write under is remembered, and kept for who has a pass,
    /// by which they are known again. What they say that they wrote there already, others may bring.
    pub(super) fn leave_id_behind(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get(&id) else { return };
        let Some(own) = connection.standing.own else { return };
        if own.shown_by == ShownBy::Writing || self.board.head(own.client) > 0 {
            return;
        }
        if !connection.join.lasting {
            self.claims.leave_behind(own.client);
        } else if self.is_owner(own.client, connection.join.participant)
            && self.readers.asked_with(id, own.client).is_none()
        {
            self.claims.keep_named(own.client);
        }
    }

    fn is_owner(&self, client: ClientId, participant: ParticipantId) -> bool {
        self.claims.owner(client) == Some(participant) && !self.claims.is_adopted(client)
    }

    /// A socket writes under an id that it named and that somebody else got before: it is its own again if nobody else wrote
    /// there. If somebody did, these words would stand where those do and be dropped as known: their writer is told.
    pub(super) fn hear_of_what_was_let_go(
        &mut self,
        from: ConnectionId,
        update: &CheckedUpdate<Box<[u8]>>,
        effects: &mut Vec<Effect>,
    ) {
        let let_go = self.connections.get(&from).and_then(|connection| connection.standing.let_go);
        let Some((client, head_then)) = let_go else { return };
        let head = self.board.head(client);
        let mut runs = update.outline().runs.iter().filter(|run| run.client == client);
        let Some(run) = runs.find(|run| run.end > head_then) else { return };
        self.take_back(client, from);
        if head > head_then && run.start < head && !self.is_own(client, from) {
            self.never_take(from, ErrorCode::ClientIdTaken, TAKEN, effects);
        }
    }

    fn is_own(&self, client: ClientId, from: ConnectionId) -> bool {
        let own = self.connections.get(&from).and_then(|connection| connection.standing.own);
        own.is_some_and(|own| own.client == client)
    }

    /// A socket wrote under a second id, and so the first may be as little its own.
    fn own_none(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.standing.relays = true;
        let (participant, own) = (connection.join.participant, connection.standing.own);
        self.write_no_more(id);
        // What the log says is theirs was so before.
        if let Some(Own { client, .. }) = own
            && self.claims.owner(client) == Some(participant)
            && !self.logged_claims.contains_key(&client)
        {
            self.claims.free(client);
        }
    }

    /// A socket wrote blocks under these ids in an ordinary update. If it never said which is its
    /// own, it is the one that it writes under, for as long as it is only one; its first if the board had none.
    pub(super) fn learn_from_writing(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        is_first: bool,
    ) {
        let Some(connection) = self.connections.get(&from) else { return };
        let standing = &connection.standing;
        let head_before = |client| if is_first { 0 } else { self.board.head(client) };
        if let (Some(named), Some(own)) = (standing.named, standing.own)
            && own.client != named
            && own.shown_by == ShownBy::Writing
            && writes_under.contains(&named)
        {
            // What it wrote under before it showed which id is its own, it handed on.
            let head = head_before(named);
            self.own_none(from);
            self.write_as_after(from, named, ShownBy::Presence, head);
            return;
        }
        // Nor is what somebody writes under their own who says that they have another, which is taken still. They may be
        // handing that on, too, so whoever has a pass and was the first to write there keeps it.
        let wants_another = standing.wants.is_some() && !(connection.join.lasting && is_first);
        if standing.named.is_some() || standing.relays || wants_another {
            return;
        }
        match (standing.own, writes_under) {
            (_, []) => {}
            (None, [client]) => {
                let head = head_before(*client);
                self.write_as_after(from, *client, ShownBy::Writing, head);
            }
            (Some(own), clients) if own.shown_by > ShownBy::Writing || clients == [own.client] => {}
            _ => self.own_none(from),
        }
    }

    /// Whether `from` may name the client of a presence entry that it does not hold yet.
    pub(super) fn may_name(
        &mut self,
        now: Now,
        from: ConnectionId,
        entry: &Entry<'_>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let client = entry.client;
        let Some(connection) = self.connections.get(&from) else { return false };
        // y-websocket repeats what it hears of others, and names its own first.
        if connection.standing.named.is_some_and(|named| named != client) {
            return false;
        }
        let may_write = self.may_write(connection);
        let who = connection.join.participant;
        self.take_back(client, from);
        self.yield_to(client, from);
        if self.is_written_by_another(client, from) {
            if may_write && !self.repeats(from, entry) {
                self.dispute(now, from, client, effects);
                self.has_disputes = true;
                if let Some(connection) = self.connections.get_mut(&from) {
                    connection.standing.wants = Some((client, entry.clock));
                }
            }
            return false;
        }
        if !self.claims.allows(client, who) {
            return false;
        }
        if let Some(holder) = self.presence.owner_of(client)
            && holder != from
        {
            let held = self.connections.get(&holder);
            let same = held.is_some_and(|held| held.join.participant == who);
            // Who shows presence under an id and writes under none yields to who may write under it.
            let yields = held.is_none_or(|held| held.standing.own.is_none());
            let outranks = yields && may_write;
            if !same && !outranks {
                return false;
            }
            self.presence.hand_over(client, from);
            let head = self.board.head(client);
            if let Some(held) = self.connections.get_mut(&holder) {
                held.standing.named = None;
                held.standing.let_go = (!same).then_some((client, head));
            }
        }
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.standing.named = Some(client);
            connection.standing.wants = None;
        }
        true
    }

    /// Whether `from`, which wants an id already, says no more than what the writer of this one showed: it may be handing on
    /// what it heard. Were that one asked about this too, it would answer, and `from` say that next: for ever, where the
    /// lines are slow.
    fn repeats(&mut self, from: ConnectionId, entry: &Entry<'_>) -> bool {
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
    pub(super) fn dispute(
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

    /// Nothing is read of a socket for a while: what it answers waits with the rest.
    pub(super) fn hear_nothing_of(&mut self, id: ConnectionId) {
        if self.connections.contains_key(&id) {
            self.proofs.hear_nothing_of(id);
        }
    }

    /// Presence came under a socket's own id: it is its own.
    pub(super) fn confirm(&mut self, from: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.standing.disputed = false;
        }
    }

    /// A socket whose id was asked for said that the presence under it is gone: it only relayed it.
    pub(super) fn disown(&mut self, from: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        connection.standing.named = None;
        if std::mem::take(&mut connection.standing.disputed) {
            self.write_no_more(from);
        }
    }

    /// Lets the ids of those go who were asked and said nothing.
    pub(super) fn let_the_silent_go(&mut self, now: Now) {
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
    fn take_back(&mut self, client: ClientId, from: ConnectionId) {
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
    pub(super) fn yield_to_who_has_more(&mut self, taker: ConnectionId) {
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

    /// Whether nobody may find out who writes under `client`, nor whether they are here.
    pub(super) fn hides_writers(&self, client: ClientId) -> bool {
        self.session.anonymous || self.is_unnamed(client)
    }

    /// Whether somebody wrote under `client` while nobody was named, or may have.
    pub(super) fn is_unnamed(&self, client: ClientId) -> bool {
        self.claims.is_unnamed(client, self.board.head(client) > 0)
    }
}
