//! Which client id each socket writes under, whose it is, and what happens when two want the same (rule 7).
//!
//! What the rest of the room knows comes with each question, as [`Around`]. It asks sockets for what they have and
//! whether they are there; what is not taken, and of whom, it says to [`Room`](crate::room::Room), which tells them.

mod claims;
mod disputes;
mod left_to_writers;
mod proofs;
mod standing;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::ids::{ClientId, Clock, ParticipantId, Role};

use crate::room::presence::Presence;
use crate::room::readers::Readers;
use crate::room::session::Session;
use crate::room::{ConnectionId, Effect, Join, Now};
use claims::Claims;
pub(super) use left_to_writers::DisputeNews;
use proofs::Proofs;
use standing::{Own, ShownBy, WriterState};

/// Who owns which client id, and what each socket showed of its own.
#[derive(Debug, Default)]
pub(super) struct Writers {
    claims: Claims,
    /// The claims that the log knows: those of participants who last.
    logged: BTreeMap<ClientId, ParticipantId>,
    proofs: Proofs,
    /// Boxed: a map holds room for eleven at a time, and most rooms have few.
    sockets: BTreeMap<ConnectionId, Box<WriterState>>,
    /// Whether some socket wants an id, or holds blocks under one, that somebody else writes under.
    has_disputes: bool,
}

/// What the board has, as far as whoever wrote it is known by that.
pub(super) trait BoardHeads {
    /// How much of what was written under `client`.
    fn head(&self, client: ClientId) -> Clock;

    /// The frame that asks a socket for what is lacking (sync step 1).
    fn question(&self) -> Bytes;
}

/// What of the rest of the room decides whose an id is.
pub(super) struct Around<'a> {
    pub(super) board: &'a dyn BoardHeads,
    pub(super) readers: &'a Readers,
    pub(super) session: &'a Session,
    /// Who shows what under which id; who loses an id shows nothing under it.
    pub(super) presence: &'a mut Presence,
    pub(super) now: Now,
}

impl Around<'_> {
    fn may_write(&self, standing: &WriterState) -> bool {
        self.session.role(standing.who, standing.by_link) > Role::Viewer
    }

    /// Whether `from` has shown that it has all that the board has under `client`, as whoever wrote it has.
    fn shows_all_of(&self, client: ClientId, from: ConnectionId) -> bool {
        self.readers.asked_with(from, client).unwrap_or(0) >= self.board.head(client)
    }
}

impl Writers {
    /// Of a room that was folded: whose ids the log knows, under which the server laid notes, and under which somebody
    /// wrote while nobody was named.
    pub(super) fn loaded(
        logged: BTreeMap<ClientId, ParticipantId>,
        servers: BTreeSet<ClientId>,
        pens: BTreeSet<ClientId>,
        unnamed: BTreeSet<ClientId>,
    ) -> Self {
        let mut claims = Claims::default();
        for (client, participant) in &logged {
            // Each was within the limit when it was logged; an id has one owner in the map.
            claims.own(*client, *participant);
        }
        for client in servers {
            claims.keep_for_server(client);
        }
        claims.keep_pens(pens);
        claims.keep_unnamed(unnamed.into_iter());
        Self { claims, logged, ..Self::default() }
    }

    /// A socket comes, and is asked at once for what it has.
    pub(super) fn enter(&mut self, join: &Join) {
        self.sockets.insert(join.connection, Box::new(WriterState::of_a_newcomer(join)));
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, id: ConnectionId, around: &Around<'_>) {
        self.leave_id_behind(id, around);
        self.write_no_more(id, around);
        self.proofs.leave(id);
        self.sockets.remove(&id);
    }

    /// Asks sockets for what the board lacks; which question it is counts, for answers come in that order.
    pub(super) fn ask(
        &mut self,
        sockets: &[ConnectionId],
        board: &dyn BoardHeads,
        effects: &mut Vec<Effect>,
    ) {
        if sockets.is_empty() {
            return;
        }
        let question = board.question();
        for id in sockets {
            if let Some(standing) = self.sockets.get_mut(id) {
                standing.questions += 1;
                effects.push(Effect::Send { to: *id, frame: question.clone() });
            }
        }
    }

    /// Whether a socket has not answered all that it was asked.
    pub(super) fn owes_answer(&self, id: ConnectionId) -> bool {
        self.sockets.get(&id).is_some_and(|standing| standing.answers < standing.questions)
    }

    /// A socket showed that it is there.
    pub(super) fn showed_life(&mut self, id: ConnectionId) {
        self.proofs.shown_by(id);
    }

    /// Nothing is read of a socket for a while: what it answers waits with the rest.
    pub(super) fn hear_nothing_of(&mut self, id: ConnectionId) {
        if self.sockets.contains_key(&id) {
            self.proofs.hear_nothing_of(id);
        }
    }

    /// It is read again, and has as long to answer as ever.
    pub(super) fn hear_again_of(&mut self, now: Now, id: ConnectionId) {
        self.proofs.hear_again_of(now, id);
    }

    /// What a socket writes under.
    pub(super) fn own(&self, id: ConnectionId) -> Option<ClientId> {
        self.own_as_shown(id).map(|own| own.client)
    }

    /// The same, or what its presence named, while nobody else is known to write there: who comes back by a token brings what they wrote
    /// meanwhile before their id is theirs again, for their first presence has the clock of the last.
    pub(super) fn writes_as(&self, id: ConnectionId) -> Option<ClientId> {
        let named = || self.sockets.get(&id)?.named;
        self.own(id).or_else(|| named().filter(|named| !self.is_anothers(*named, id)))
    }

    fn own_as_shown(&self, id: ConnectionId) -> Option<Own> {
        self.sockets.get(&id)?.own
    }

    fn is_own(&self, client: ClientId, id: ConnectionId) -> bool {
        self.own(id) == Some(client)
    }

    /// Whether new blocks under `client` are the server's, or for somebody else to bring: who is here, or
    /// was here and has a pass, by which they come back. What those had they brought; what another
    /// brings under their id would take the place of what they wrote meanwhile.
    pub(super) fn is_anothers(&self, client: ClientId, from: ConnectionId) -> bool {
        let is_kept = |standing: &WriterState| self.claims.is_kept_from(client, standing.who);
        self.claims.is_closed(client)
            || self.is_written_by_another(client, from)
            || self.sockets.get(&from).is_some_and(|standing| is_kept(standing))
    }

    /// Whether another socket writes under `client`, on behalf of somebody else.
    fn is_written_by_another(&self, client: ClientId, from: ConnectionId) -> bool {
        let who = |id| self.sockets.get(&id).map(|standing| standing.who);
        self.claims.writer(client).is_some_and(|writer| who(writer) != who(from))
    }

    /// Whether what `from` brings is under its own id, and others wrote there before.
    pub(super) fn shares_its_id(&self, from: ConnectionId, writes_under: &[ClientId]) -> bool {
        let own = self.own(from).filter(|own| writes_under.contains(own));
        own.is_some_and(|own| self.claims.is_adopted(own))
    }

    /// Whether what never comes under `client` may be filled for `from`: its own alone, for in a gap of somebody
    /// else's their words may be still to come.
    pub(super) fn may_fill(&self, client: ClientId, from: ConnectionId) -> bool {
        let who = self.sockets.get(&from).map(|standing| standing.who);
        self.is_own(client, from) || who.is_some() && self.claims.owner(client) == who
    }

    /// Somebody's words come under the id that they named: whose it is, if the log is to know that and does not.
    pub(super) fn claim_to_log(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        around: &Around<'_>,
    ) -> Option<(ClientId, ParticipantId)> {
        let standing = self.sockets.get_mut(&from)?;
        let (Own { client, shown_by }, who) = (standing.own?, standing.who);
        standing.wrote |= writes_under.contains(&client);
        let standing = self.sockets.get(&from)?;
        let is_logged = standing.lasting
            && shown_by > ShownBy::Writing
            // In an anonymous session the log does not tell who writes under which id, nor afterwards.
            && !self.hides_writers(client, around.session, around.board)
            && writes_under.contains(&client)
            // Nobody owns more than so many, whatever they write under.
            && self.is_owner(client, who)
            && !self.logged.contains_key(&client);
        if is_logged {
            self.logged.insert(client, who);
        }
        is_logged.then_some((client, who))
    }

    /// Nothing was written after all under an id that was to be logged: it waits for a write.
    pub(super) fn forget_claim(&mut self, client: ClientId) {
        self.logged.remove(&client);
    }

    /// The claims that the log knows.
    pub(super) const fn logged(&self) -> &BTreeMap<ClientId, ParticipantId> {
        &self.logged
    }

    /// Nobody is named from now on: the log tells no longer who writes under which id.
    pub(super) fn forget_logged(&mut self) {
        self.logged.clear();
    }

    /// The server writes under `client`, and nobody else.
    pub(super) fn keep_for_server(&mut self, client: ClientId) {
        self.claims.keep_for_server(client);
    }

    /// Who owns `client`, if anybody does.
    pub(super) fn owner(&self, client: ClientId) -> Option<ParticipantId> {
        self.claims.owner(client)
    }

    /// The server takes things back under `client` from now on.
    pub(super) fn write_with_pen(&mut self, client: ClientId) {
        self.claims.write_with_pen(client);
    }

    /// The ids under which the server took things back.
    pub(super) const fn pens(&self) -> &BTreeSet<ClientId> {
        self.claims.pens()
    }

    /// The ids under which the server laid notes.
    pub(super) const fn servers(&self) -> &BTreeSet<ClientId> {
        self.claims.servers()
    }

    /// Whether `client` is somebody's, here or not, or the server's.
    pub(super) fn knows(&self, client: ClientId) -> bool {
        self.claims.knows(client)
    }

    /// Nobody was named while somebody wrote under these.
    pub(super) fn keep_unnamed(&mut self, clients: impl Iterator<Item = ClientId>) {
        self.claims.keep_unnamed(clients);
    }

    /// The ids under which somebody wrote while nobody was named; none where they were too many to tell apart.
    pub(super) const fn unnamed(&self) -> Option<&BTreeSet<ClientId>> {
        self.claims.unnamed()
    }

    /// Whether somebody wrote under `client` while nobody was named, or may have.
    pub(super) fn is_unnamed(&self, client: ClientId, board: &dyn BoardHeads) -> bool {
        self.claims.is_unnamed(client, board.head(client) > 0)
    }

    /// Whether nobody may find out who writes under `client`, nor whether they are here.
    fn hides_writers(&self, client: ClientId, session: &Session, board: &dyn BoardHeads) -> bool {
        session.anonymous || self.is_unnamed(client, board)
    }

    fn is_owner(&self, client: ClientId, participant: ParticipantId) -> bool {
        self.claims.owner(client) == Some(participant) && !self.claims.is_adopted(client)
    }
}
