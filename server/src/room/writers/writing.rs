//! What a socket writes under: how it shows that, and when it writes there no more (rule 7).
//!
//! A socket writes under one id: the one that it tells in the session plane, or the first that its presence names. Who
//! only wrote under one yields to whoever names it.

use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::{ClientId, Clock, ParticipantId, Role};
use picnic_protocol::session::ErrorCode;
use picnic_protocol::update::CheckedUpdate;
use picnic_protocol::varint::SAFE_INTEGER_MAX;

use crate::room::fullness::tell;
use crate::room::writers::TAKEN;
use crate::room::writers::standing::{Own, ShownBy};
use crate::room::{Connection, ConnectionId, Effect, Now, Room};

impl Room {
    fn may_write(&self, connection: &Connection) -> bool {
        self.session.role(connection.join.participant, connection.join.role) > Role::Viewer
    }

    /// Whether another socket writes under `client`, on behalf of somebody else.
    pub(in crate::room) fn is_written_by_another(
        &self,
        client: ClientId,
        from: ConnectionId,
    ) -> bool {
        let who = |id| self.connections.get(&id).map(|connection| connection.join.participant);
        self.claims.writer(client).is_some_and(|writer| who(writer) != who(from))
    }

    /// Whether `from` has shown that it has all that the board has under `client`, as whoever wrote it has.
    pub(in crate::room) fn shows_all_of(&self, client: ClientId, from: ConnectionId) -> bool {
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
    pub(in crate::room) fn write_as(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
    ) -> bool {
        self.write_as_after(from, client, shown_by, self.board.head(client))
    }

    /// Whether `from` may write, and what it writes under may become `client`.
    pub(in crate::room) fn may_change_to(
        &self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
    ) -> bool {
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
    pub(in crate::room) fn hear_own_id(
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
    pub(in crate::room) fn write_no_more(&mut self, id: ConnectionId) {
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
    pub(in crate::room) fn leave_id_behind(&mut self, id: ConnectionId) {
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
    pub(in crate::room) fn hear_of_what_was_let_go(
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
    pub(in crate::room) fn learn_from_writing(
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
    pub(in crate::room) fn may_name(
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

    /// Nothing is read of a socket for a while: what it answers waits with the rest.
    pub(in crate::room) fn hear_nothing_of(&mut self, id: ConnectionId) {
        if self.connections.contains_key(&id) {
            self.proofs.hear_nothing_of(id);
        }
    }

    /// Presence came under a socket's own id: it is its own.
    pub(in crate::room) fn confirm(&mut self, from: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.standing.disputed = false;
        }
    }

    /// A socket whose id was asked for said that the presence under it is gone: it only relayed it.
    pub(in crate::room) fn disown(&mut self, from: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&from) else { return };
        connection.standing.named = None;
        if std::mem::take(&mut connection.standing.disputed) {
            self.write_no_more(from);
        }
    }

    /// Whether nobody may find out who writes under `client`, nor whether they are here.
    pub(in crate::room) fn hides_writers(&self, client: ClientId) -> bool {
        self.session.anonymous || self.is_unnamed(client)
    }

    /// Whether somebody wrote under `client` while nobody was named, or may have.
    pub(in crate::room) fn is_unnamed(&self, client: ClientId) -> bool {
        self.claims.is_unnamed(client, self.board.head(client) > 0)
    }
}
