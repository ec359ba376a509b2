//! People come and go, and show where they are: sockets, presence, names.

use picnic_protocol::awareness::CheckedAwareness;
use picnic_protocol::frame;
use picnic_protocol::ids::ClientId;
use picnic_protocol::session::{
    ClientMessage, ErrorCode, Hello, Limits, NAME_CHARS_MAX, ServerMessage,
};

use picnic_protocol::session::naming::visible;

use crate::document::write::SCHEMA;
use crate::limits::LAID_UNDER_TOLD_MAX;
use crate::room::presence::{News, Verdict};
use crate::room::session::door::Shut;
use crate::room::session::outcome::{Asked, Wish};
use crate::room::{CloseCause, ConnectionId, Effect, Join, Now, Room};
use crate::versions::retention::kept_since_ms;

impl Room {
    pub(super) fn join(&mut self, now: Now, join: Join, effects: &mut Vec<Effect>) {
        let id = join.connection;
        if !self.entrance.is_open_to(&join, &self.session) {
            effects.push(Effect::Close { connection: id, cause: CloseCause::Revoked });
            return;
        }
        if self.session.taken_away_ms.is_some() {
            effects.push(Effect::Close { connection: id, cause: CloseCause::TakenAway });
            return;
        }
        let admitted = self.session.door().admit(join.participant, join.lasting, join.role);
        if let Err(shut) = admitted {
            let cause = match shut {
                Shut::Removed => CloseCause::Removed,
                Shut::Merged => CloseCause::Merged,
                Shut::KnockFirst => CloseCause::KnockFirst,
                Shut::JoiningClosed => CloseCause::JoiningClosed,
            };
            effects.push(Effect::Close { connection: id, cause });
            return;
        }
        if !self.has_place(&join, effects) {
            return;
        }
        self.presence.enter(now, &join, self.session.anonymous);
        self.remember(&join);
        if join.session {
            let hello = self.hello(now, &join);
            let role = self.session.role(join.participant, join.role);
            self.entrance.mark_told(role);
            effects.push(Effect::Send { to: id, frame: frame::session(&hello).into() });
            self.tell_who_knocks(id, role, effects);
        }
        let request = frame::sync_step_1(&self.board.state_vector()).into();
        effects.push(Effect::Send { to: id, frame: request });
        if join.session
            && let Some(frame) = self.presence_for(&join)
        {
            effects.push(Effect::Send { to: id, frame });
        }
        self.readers.enter(id, join.session);
        self.writers.enter(&join);
        self.connections.enter(join);
        // What was pieced together is stored at once, so that links made anew stay.
        self.snapshot_if_due(effects);
    }

    /// Somebody with a pass takes part: the session knows them, by their name and their role.
    fn remember(&mut self, join: &Join) {
        if !join.lasting {
            return;
        }
        let (who, role) = (join.participant, join.role);
        if let Some(member) = self.session.member(who) {
            self.presence.recognize(who, member);
        }
        self.let_go_what_is_old();
        if self.session.is_news(who, role) {
            // Where too much waits, the next socket of theirs brings them in.
            let _ = self.batch.wish(Wish::Enter { who, role });
        }
    }

    /// What was in the bin for longer than that is kept leaves it.
    pub(super) fn let_go_what_is_old(&mut self) {
        let Some(oldest) = self.session.bin.items().next() else { return };
        let since_ms = kept_since_ms(self.seen.unix_ms, self.limits.kept.bin_days);
        if let Some(since_ms) = since_ms.filter(|since_ms| oldest.at_ms < *since_ms) {
            let _ = self.batch.wish(Wish::BinWhatIsOld { since_ms });
        }
    }

    fn hello(&self, now: Now, join: &Join) -> ServerMessage {
        let role = self.session.role(join.participant, join.role);
        ServerMessage::Hello(Box::new(Hello {
            participant: join.participant,
            role,
            room: self.id,
            title: self.title.clone(),
            language: self.created.language,
            tokens: self.entrance.tokens(role, join.role),
            participants: self.people_for(join),
            saved: self.durability.on_disk(),
            saving: self.durability.is_well(),
            damaged: self.damage.is_told(now),
            links_made_anew: self.entrance.is_news_to(role),
            now_ms: now.unix_ms,
            page: self.page.map(|page| page.to_string()),
            limits: Limits { kept: self.kept(), ..self.limits },
            schema: SCHEMA,
            laid_under: self.writers.servers().iter().copied().take(LAID_UNDER_TOLD_MAX).collect(),
        }))
    }

    pub(super) fn leave(&mut self, id: ConnectionId) {
        let (writers, around) = self.writers();
        writers.leave(id, &around);
        let Some(connection) = self.connections.leave(id) else { return };
        self.presence.leave(&connection.join);
        self.readers.leave(id);
        self.durability.leave(id);
    }

    /// Closes every socket that a link let in which was made anew since.
    pub(super) fn close_revoked(&self, effects: &mut Vec<Effect>) {
        for (id, connection) in self.connections.iter() {
            if !self.entrance.is_open_to(&connection.join, &self.session) {
                effects.push(Effect::Close { connection: id, cause: CloseCause::Revoked });
            }
        }
    }

    /// Closes every socket of a room that was taken away.
    pub(super) fn close_all(&self, effects: &mut Vec<Effect>) {
        let close = |(id, _)| Effect::Close { connection: id, cause: CloseCause::TakenAway };
        effects.extend(self.connections.iter().map(close));
    }

    pub(super) fn awareness(
        &mut self,
        from: ConnectionId,
        awareness: &CheckedAwareness,
        effects: &mut Vec<Effect>,
    ) {
        if awareness.leaves_out() {
            self.tell_of_presence(from, effects);
        }
        for entry in awareness.entries() {
            let client = entry.client;
            if entry.state.is_none() {
                let (writers, mut around) = self.writers();
                writers.hear_of_removal(from, &entry, &mut around);
                continue;
            }
            let holds = self.presence.owner_of(client) == Some(from);
            let (writers, mut around) = self.writers();
            if !holds && !writers.may_name(from, &entry, &mut around, effects) {
                continue;
            }
            let is_unnamed = self.writers.is_unnamed(client, &self.board);
            let Some(connection) = self.connections.get(from) else { return };
            match self.presence.show(&connection.join, &entry, &self.session, is_unnamed) {
                Verdict::Taken => {
                    let (writers, around) = self.writers();
                    writers.hear_presence(from, client, &around);
                }
                Verdict::Ignored => {}
                Verdict::Stale => {
                    let frame = self.presence.removal_of(client);
                    effects.push(Effect::Send { to: from, frame });
                }
            }
        }
    }

    pub(super) fn session_message(
        &mut self,
        now: Now,
        from: ConnectionId,
        message: ClientMessage,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get(from) else { return };
        match message {
            ClientMessage::Name { name } => {
                let name = visible(&name).into_owned();
                if name.chars().count() > NAME_CHARS_MAX {
                    let message = format!("a name has at most {NAME_CHARS_MAX} characters");
                    let error = ServerMessage::Error { code: ErrorCode::NameTooLong, message };
                    effects.push(Effect::Send { to: from, frame: frame::session(&error).into() });
                    return;
                }
                let join = &connection.join;
                let who = join.participant;
                if join.lasting {
                    // Where too much waits, it is taken when the page says it again.
                    let _ = self.batch.wish(Wish::Name { who, name: name.clone() });
                }
                let is_unnamed = |client: ClientId| self.writers.is_unnamed(client, &self.board);
                let name = match self.session.namesake(who, &name) {
                    Some(number) => format!("{name} {number}"),
                    None => name,
                };
                self.presence.rename(join, name, &self.session, is_unnamed);
            }
            ClientMessage::Writes { client } => {
                self.hear_own_id(from, client, effects);
            }
            ClientMessage::Time => {
                let time = ServerMessage::Time { now_ms: now.unix_ms };
                effects.push(Effect::Send { to: from, frame: frame::session(&time).into() });
            }
            ClientMessage::Command { id, proxy, unnamed, command } => {
                let asked = Asked { id, proxy, unnamed, command };
                self.command(from, asked, effects);
            }
        }
    }

    /// Sends what changed in presence and people as one frame each, at intervals (rule 5), and everyone's to those
    /// who asked for it, once however often they did.
    pub(super) fn tell_presence(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let News { asked, people, shown } = self.presence.news(now);
        if let Some((who, frame)) = asked {
            let (viewers, others) = self.apart_from_viewers(who.into_iter().collect());
            if !viewers.is_empty() {
                let frame = self.presence_for_viewers(&frame);
                effects.extend(
                    viewers.into_iter().map(|to| Effect::Send { to, frame: frame.clone() }),
                );
            }
            effects.extend(others.into_iter().map(|to| Effect::Send { to, frame: frame.clone() }));
        }
        if let Some(people) = people {
            self.send_people(people, effects);
        }
        if let Some(frame) = shown {
            self.send_presence(self.readers.who_hear_presence(), frame, effects);
        }
    }
}
