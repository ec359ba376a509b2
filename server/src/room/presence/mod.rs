//! Presence: who is here, pointing where. The last one wins, one frame a tick goes out, and nothing is logged (rule 5).
//!
//! Decides and sends nothing: [`super::joining`] sends what is told here.

mod entries;
mod people;
mod stamp;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use bytes::Bytes;
use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::{ClientId, ParticipantId, Role};
use picnic_protocol::session::{Participant, ServerMessage};

use crate::limits::{KEEPALIVE_INTERVAL_MS, PRESENCE_INTERVAL_MS};
use crate::room::session::Session;
use crate::room::session::state::Member;
use crate::room::{ConnectionId, Join, Now};
use entries::{Entries, keepalive};
pub(super) use entries::{Verdict, removal};
use people::People;
use stamp::{PublicPart, Stamp, is_signed};

/// Who is here and what they show, and what of it others were told.
#[derive(Debug, Default)]
pub(super) struct Presence {
    people: People,
    entries: Entries,
    /// Sockets of pages that were here while nobody was named and have not said since that they know of names: what they
    /// show may have been begun without one.
    unsigned: BTreeSet<ConnectionId>,
    /// Sockets that asked for everyone's.
    asked: BTreeSet<ConnectionId>,
    /// Before this, nothing more of it is told.
    tell_at_ms: u64,
    /// When a quiet room next says something.
    keepalive_at_ms: u64,
}

/// What is told of presence at one time, in this order.
#[derive(Debug, Default, PartialEq)]
pub(super) struct News {
    /// Everyone's, for who asked.
    pub(super) asked: Option<(BTreeSet<ConnectionId>, Bytes)>,
    /// Who came, went, or goes by another name or role.
    pub(super) people: Option<ServerMessage>,
    /// What people show that is new, or a frame that says nothing and keeps quiet sockets open.
    pub(super) shown: Option<Bytes>,
}

impl Presence {
    /// A socket opens, perhaps while nobody is named.
    pub(super) fn enter(&mut self, now: Now, join: &Join, anonymous: bool) {
        if self.people.count() == 0 {
            self.keepalive_at_ms = now.monotonic_ms.saturating_add(KEEPALIVE_INTERVAL_MS);
        }
        self.people.enter(join.participant, join.role);
        if join.session && anonymous {
            self.unsigned.insert(join.connection);
        }
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, join: &Join) {
        self.entries.leave(join.connection);
        self.unsigned.remove(&join.connection);
        self.asked.remove(&join.connection);
        self.people.leave(join.participant, join.role);
    }

    /// Somebody whom the session knows is here: by their name there, unless they gave another, and their role.
    pub(super) fn recognize(&mut self, who: ParticipantId, member: &Member) {
        if !member.name.is_empty() && self.people.name(who).is_empty() {
            self.people.rename(who, member.told_name());
        }
        if let Some(granted) = member.granted {
            self.people.grant(who, granted);
        }
    }

    /// Somebody was handed a role.
    pub(super) fn grant(&mut self, who: ParticipantId, role: Role) {
        self.people.grant(who, role);
    }

    /// Somebody goes by `name` now, which is said of what the socket shows by which they told; `is_unnamed` as in
    /// [`show`](Self::show).
    pub(super) fn rename(
        &mut self,
        join: &Join,
        name: String,
        session: &Session,
        is_unnamed: impl Fn(ClientId) -> bool,
    ) {
        self.people.rename(join.participant, name);
        let is_unnamed = self.entries.client_of(join.connection).is_some_and(is_unnamed);
        let is_unsigned = self.unsigned.contains(&join.connection);
        let stamp = stamp_of(session, &self.people, join, is_unsigned || is_unnamed);
        self.entries.restamp(join.connection, stamp);
    }

    /// A socket shows something under an id, which is told beside no name where somebody wrote under that while nobody was
    /// named.
    pub(super) fn show(
        &mut self,
        join: &Join,
        entry: &Entry<'_>,
        session: &Session,
        is_unnamed: bool,
    ) -> Verdict {
        let id = join.connection;
        if join.session && session.anonymous {
            self.unsigned.insert(id);
        } else if self.unsigned.contains(&id) && is_signed(entry) {
            self.unsigned.remove(&id);
        }
        let is_unsigned = self.unsigned.contains(&id);
        let stamp = stamp_of(session, &self.people, join, is_unsigned || is_unnamed);
        self.entries.set(id, entry, stamp)
    }

    /// Nobody is named from now on: whose presence it is show it anew (y-protocols), beside no name.
    pub(super) fn forget_what_is_shown(&mut self) {
        self.entries.forget_all();
    }

    /// What a socket shows is gone, though the socket may be there.
    pub(super) fn hide(&mut self, id: ConnectionId) {
        self.entries.leave(id);
    }

    /// Takes away an entry whose holder says that it is gone; false when that is older than the entry.
    pub(super) fn take_away(&mut self, entry: &Entry<'_>) -> bool {
        self.entries.take_away(entry)
    }

    /// Gives `client`'s entry to a socket, whose participant had it on another, or who may write where its holder does not.
    pub(super) fn hand_over(&mut self, client: ClientId, to: ConnectionId) {
        self.entries.hand_over(client, to);
    }

    /// The socket that shows something under `client`.
    pub(super) fn owner_of(&self, client: ClientId) -> Option<ConnectionId> {
        self.entries.owner_of(client)
    }

    /// The clock of `client`'s entry, if it is that socket's.
    pub(super) fn clock_of(&self, client: ClientId, id: ConnectionId) -> Option<u32> {
        self.entries.clock_of(client, id)
    }

    /// A frame that tells a client of its own removal.
    pub(super) fn removal_of(&self, client: ClientId) -> Bytes {
        self.entries.removal_of(client)
    }

    /// One frame with what everyone shows; none when nobody is shown anything.
    pub(super) fn everyone(&mut self) -> Option<Bytes> {
        self.entries.everyone()
    }

    /// Everyone who is here, for a newcomer.
    pub(super) fn people(&self) -> Vec<Participant> {
        self.people.everyone()
    }

    /// Those of them who facilitate.
    pub(super) fn facilitators(&self) -> impl Iterator<Item = ParticipantId> {
        self.people.facilitators()
    }

    /// These are told of anew: somebody may know them by their names from now on.
    pub(super) fn tell_anew(&mut self, who: &BTreeSet<ParticipantId>) {
        self.people.tell_anew(who);
    }

    /// How many people are here.
    pub(super) fn count(&self) -> usize {
        self.people.count()
    }

    /// A socket asks for everyone's presence: it gets it once, however often it asks.
    pub(super) fn ask(&mut self, id: ConnectionId) {
        self.asked.insert(id);
    }

    /// When something is next told.
    pub(super) fn next_ms(&self) -> Option<u64> {
        let is_new =
            self.entries.is_changed() || self.people.is_changed() || !self.asked.is_empty();
        let keepalive = (self.people.count() > 0).then_some(self.keepalive_at_ms);
        is_new.then_some(self.tell_at_ms).into_iter().chain(keepalive).min()
    }

    /// What is told now: at intervals, and one frame each.
    pub(super) fn news(&mut self, now: Now) -> News {
        let at_ms = now.monotonic_ms;
        let mut news = News::default();
        if at_ms >= self.tell_at_ms {
            if !self.asked.is_empty() {
                // Who asks wants to know whether anybody is there at all.
                let everyone = self.entries.everyone().unwrap_or_else(keepalive);
                news.asked = Some((std::mem::take(&mut self.asked), everyone));
            }
            news.people = self.people.is_changed().then(|| self.people.changes());
            news.shown = self.entries.is_changed().then(|| self.entries.changes());
            if news != News::default() {
                self.tell_at_ms = at_ms.saturating_add(PRESENCE_INTERVAL_MS);
            }
        }
        if news.shown.is_none() && self.people.count() > 0 && at_ms >= self.keepalive_at_ms {
            news.shown = Some(keepalive());
        }
        if news.shown.is_some() {
            self.keepalive_at_ms = at_ms.saturating_add(KEEPALIVE_INTERVAL_MS);
        }
        news
    }
}

/// What is said of whoever speaks by a socket; nothing that leads to them where they may have begun unnamed.
fn stamp_of<'a>(
    session: &Session,
    people: &'a People,
    join: &Join,
    may_be_unnamed: bool,
) -> Stamp<'a> {
    let id = join.participant;
    let role = session.role(id, join.role);
    if session.anonymous || may_be_unnamed {
        return Stamp::Nameless(match role {
            Role::Facilitator if session.leader == Some(id) => PublicPart::Leader,
            Role::Facilitator => PublicPart::Facilitator,
            Role::Participant => PublicPart::Participant,
            Role::Viewer => PublicPart::Viewer,
        });
    }
    Stamp::Named { id, role, name: join.session.then(|| people.name(id)) }
}
