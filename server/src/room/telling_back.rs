//! What people are told of what was taken back, taken away, and put back (rule 11).

use std::collections::BTreeMap;

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, ParticipantId, Role};
use picnic_protocol::session::{ErrorCode, ServerMessage};

use crate::limits::WRITERS_OF_WORDS_MAX;
use crate::room::batch::Author;
use crate::room::kept_aside::{KeptAside, WordsAside, Writer};
use crate::room::refused_words::RefusedWords;
use crate::room::taking_in::TakenBack;
use crate::room::{ConnectionId, Effect, Join, Now, Room};

/// Why something does not stay, for a developer.
fn no_right(TakenBack { elements, places, .. }: &TakenBack) -> String {
    let names: Vec<_> = places.iter().map(|(root, key)| format!("{root}/{key}")).collect();
    let more = match elements.saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = if names.is_empty() { "this".to_owned() } else { names.join(", ") + &more };
    format!("participants may not change {what} now; the room took it back, and has what it had")
}

fn kept_aside(words: &[WordsAside]) -> ServerMessage {
    let (texts, of) = words.iter().map(|one| (one.text.clone(), one.of.clone())).unzip();
    ServerMessage::KeptAside { texts, of }
}

impl Room {
    /// Tells those of whose changes something was taken back, and gives them their words.
    pub(super) fn tell_of_taken_back(
        &mut self,
        now: Now,
        taken_back: &[(Author, TakenBack)],
        effects: &mut Vec<Effect>,
    ) {
        self.kept_aside.forget(now);
        for (author, taken_back) in taken_back {
            let to = author.connection;
            let (own, of_others) = self.whose_words(author, &taken_back.words);
            if !own.is_empty() {
                if author.lasting {
                    self.kept_aside.keep(author.who, &own, now);
                }
                self.give_words_back(author.who, Some(author), &own, effects);
            }
            for (writer, words) in of_others {
                self.kept_aside.keep_of_relayed(writer, &words, now);
                if let Writer::Person(who) = writer {
                    self.give_words_back(who, None, &words, effects);
                }
            }
            let Some(connection) = self.connections.get_mut(to) else { continue };
            let speaks_session = connection.join.session;
            if speaks_session && !own.is_empty() {
                // That its words are kept says that the change was not taken.
                continue;
            }
            if connection.is_to_hear_of_rights(now) {
                // A page hears it in the session's words alone: «permission denied» means «not saved» to it.
                let frame = if speaks_session {
                    let (code, message) = (ErrorCode::NoRight, no_right(taken_back));
                    frame::session(&ServerMessage::Error { code, message })
                } else {
                    frame::permission_denied(&no_right(taken_back))
                };
                effects.push(Effect::Send { to, frame: frame.into() });
            } else if !speaks_session {
                // A page says it once in a while; to a foreign client each may be something else.
                let places = taken_back.places.clone();
                let owed = TakenBack { elements: taken_back.elements, places, words: Vec::new() };
                self.connections.owe_of_rights(to, owed);
            }
        }
    }

    /// Tells those who heard a moment ago that something was taken back what was taken back since.
    pub(super) fn tell_of_taken_back_since(&mut self, now: Now, effects: &mut Vec<Effect>) {
        for (to, taken_back) in self.connections.owed_of_rights(now) {
            let frame = frame::permission_denied(&no_right(&taken_back));
            effects.push(Effect::Send { to, frame: frame.into() });
        }
    }

    /// Whose words of a change these are: its author's, and of those who write under these ids, as far as the log knows them. After power
    /// was lost anybody brings what they saw of others.
    fn whose_words(
        &self,
        author: &Author,
        refused: &[RefusedWords],
    ) -> (Vec<WordsAside>, BTreeMap<Writer, Vec<WordsAside>>) {
        let me = self.session.counts_as(author.who);
        let mut own = Vec::new();
        let mut of_others: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for RefusedWords { words, written_under } in refused {
            let mut is_own = written_under.is_empty();
            // A change may name as many ids as it has letters, and each would have the words once more.
            is_own |= written_under.len() > WRITERS_OF_WORDS_MAX;
            for client in written_under.iter().take(WRITERS_OF_WORDS_MAX) {
                let named = self.writers.logged().get(client).copied();
                let is_mine = author.writes_under == Some(*client)
                    || named
                        .or(self.writers.owner(*client))
                        .is_some_and(|owner| self.session.counts_as(owner) == me);
                // What is nobody's may be theirs, by an earlier id.
                is_own |= is_mine || named.is_none();
                if !is_mine && KeptAside::could_keep(words) {
                    let writer = named.map_or(Writer::Under(*client), Writer::Person);
                    let words_of = of_others.entry(writer).or_default();
                    if words_of.last() != Some(words) {
                        words_of.push(words.clone());
                    }
                }
            }
            if is_own {
                own.push(words.clone());
            }
        }
        (own, of_others)
    }

    /// Somebody says that they write under an id that is nobody else's: words that others brought under it are theirs, as far as anybody
    /// can tell, and from then on nobody else's.
    pub(super) fn tell_of_words_under(
        &mut self,
        to: ConnectionId,
        client: ClientId,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get(to) else { return };
        let join = &connection.join;
        if !self.session.role(join.participant, join.role).may_edit() {
            return;
        }
        let words = self.kept_aside.give_to(client, join.participant, self.seen);
        if !words.is_empty() {
            effects.push(Effect::Send { to, frame: frame::session(&kept_aside(words)).into() });
        }
    }

    /// Gives somebody their words: by every line of theirs, for the one by which they came may be dead by now, and what the other
    /// brought was told before these were taken back.
    fn give_words_back(
        &self,
        who: ParticipantId,
        author: Option<&Author>,
        words: &[WordsAside],
        effects: &mut Vec<Effect>,
    ) {
        let is_theirs = |id, join: &Join| match author {
            Some(author) if id == author.connection => true,
            Some(author) if !author.lasting => false,
            _ => join.participant == who,
        };
        let frame: Bytes = frame::session(&kept_aside(words)).into();
        for (to, connection) in self.connections.iter() {
            if connection.join.session && is_theirs(to, &connection.join) {
                effects.push(Effect::Send { to, frame: frame.clone() });
            }
        }
    }

    /// What somebody may not have heard of who comes back: words of theirs that are not on the board, and for a facilitator what
    /// large things others took away of late.
    pub(super) fn told_again(&self, join: &Join) -> Vec<Bytes> {
        let mut messages = Vec::new();
        let words = self.kept_aside.of(Writer::Person(join.participant), self.seen);
        if join.lasting && !words.is_empty() {
            messages.push(kept_aside(words));
        }
        if self.session.role(join.participant, join.role) == Role::Facilitator {
            let of_others = self.taking_away.of_late(self.seen);
            let of_others = of_others.filter(|(_, who)| *who != join.participant);
            messages.extend(of_others.filter_map(|(batch, who)| self.taken_away(batch, who)));
        }
        messages.iter().map(|message| frame::session(message).into()).collect()
    }

    fn taken_away(&self, batch: u64, who: ParticipantId) -> Option<ServerMessage> {
        let count = u32::try_from(self.session.bin.count_of(batch)).unwrap_or(u32::MAX);
        let by = (!self.session.anonymous).then_some(who);
        (count > 0).then_some(ServerMessage::TakenAway { batch, count, by })
    }

    /// Tells facilitators of what others took away, when it is large.
    pub(super) fn tell_of_taken_away(&mut self, effects: &mut Vec<Effect>) {
        for (batch, who) in self.taking_away.take_to_tell(self.seen) {
            let Some(message) = self.taken_away(batch, who) else { continue };
            let to = self.facilitators().filter(|(_, other)| *other != who);
            let to: Vec<_> = to.map(|(id, _)| id).collect();
            if !to.is_empty() {
                effects.push(Effect::Broadcast { to, frame: frame::session(&message).into() });
            }
        }
    }

    /// The sockets of facilitators who speak the session plane, and whose they are.
    pub(super) fn facilitators(&self) -> impl Iterator<Item = (ConnectionId, ParticipantId)> {
        let is_one = |role| role == Role::Facilitator;
        self.connections
            .iter()
            .filter(move |(id, connection)| {
                let join = &connection.join;
                is_one(self.session.role(join.participant, join.role))
                    && self.readers.follows_session(*id)
            })
            .map(|(id, connection)| (id, connection.join.participant))
    }
}
