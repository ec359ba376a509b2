//! The session on the room's one path: commands in, and what each viewer may see out, once the
//! log has it (rule 1).

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, CommandId, ParticipantId, Role};
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::command::{Refusal, RefusalCode};
use picnic_protocol::session::view::SessionView;

use crate::room::for_viewers::view_without_names;
use crate::room::session::outcome::{Answered, Asked, Wish};
use crate::room::session::touched::Touched;
use crate::room::session_told::view;
use crate::room::{CloseCause, ConnectionId, Effect, Now, Room};

const TOO_BUSY: Refusal =
    Refusal::new(RefusalCode::TooMany, "too many commands wait; send it again in a moment");

const UNKNOWN: Refusal =
    Refusal::new(RefusalCode::Unknown, "this server does not know such a command in this form");

/// What a tick of the session shows, made when it is decided and sent when it is appended.
#[derive(Debug, Default)]
pub(super) struct Showing {
    shared: Option<Bytes>,
    /// The same for viewers, where any are here.
    for_viewers: Option<Bytes>,
    /// What is somebody's own, and then which of their votes came back or count again.
    own: BTreeMap<ParticipantId, Bytes>,
    answers: Vec<Answered>,
    standing: BTreeSet<ParticipantId>,
    people: BTreeSet<ParticipantId>,
    links: bool,
    unlocked: bool,
    taken_away: bool,
    progress: bool,
    /// The notes that wait for a nod, for facilitators.
    offers: Option<Bytes>,
    /// What facilitators put back, for all.
    put_back: Vec<ServerMessage>,
}

impl Room {
    /// Takes a command: it waits for the next flush, and is decided there.
    pub(super) fn command(&mut self, from: ConnectionId, asked: Asked, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        connection.count_change();
        let join = &connection.join;
        let (who, by_link, lasting) = (join.participant, join.role, join.lasting);
        self.batch.add_author(from);
        let id = asked.id;
        let wish = Wish::Command { from, who, by_link, lasting, asked };
        if !self.batch.wish(wish) {
            self.answer(&[Answered { to: from, id, result: Err(TOO_BUSY) }], effects);
        }
    }

    /// Refuses a command that this version cannot read: one of a later version, which costs a word and never the socket
    /// (rule 13). It counts as one, for its page counts it.
    pub(super) fn unknown_command(
        &mut self,
        from: ConnectionId,
        id: CommandId,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        connection.count_change();
        self.batch.add_author(from);
        self.answer(&[Answered { to: from, id, result: Err(UNKNOWN) }], effects);
    }

    /// Notes that the time of the phase that runs is up, for the next flush to decide.
    pub(super) fn let_time_pass(&mut self, now: Now) {
        if self.session.moves_on_at_ms().is_some_and(|at_ms| now.unix_ms >= at_ms) {
            self.batch.let_time_pass();
        }
    }

    /// When the next phase starts by itself, on the monotonic clock; none while that waits to be
    /// decided.
    pub(super) fn next_phase_ms(&self) -> Option<u64> {
        let in_ms = self.session.moves_on_at_ms()?.saturating_sub(self.seen.unix_ms);
        (in_ms > 0).then(|| self.seen.monotonic_ms.saturating_add(in_ms))
    }

    /// Makes what a tick shows.
    pub(super) fn show_later(&mut self, touched: Touched, answers: Vec<Answered>) -> Showing {
        if !touched.is_empty() {
            self.session_told.forget_whole();
        }
        let shared = self.session.shared_parts(&touched);
        let for_viewers = self.has_viewers().then(|| self.shared_for_viewers(&touched));
        let mut own: BTreeMap<ParticipantId, SessionView> = BTreeMap::new();
        for (who, parts) in &touched.own {
            let parts = self.session.own_parts(*who, parts);
            own.entry(self.session.owner_of_view(*who)).or_default().own.push(parts);
        }
        let own = own.into_iter().map(|(who, parts)| (who, Vec::from(view(parts))));
        let mut own: BTreeMap<_, _> = own.collect();
        for (who, touched) in &touched.own {
            let Some(own) = own.get_mut(&self.session.owner_of_view(*who)) else { continue };
            for (item, counted) in &touched.votes_moved {
                let moved = ServerMessage::VotesMoved { item: item.clone(), counted: *counted };
                own.extend(frame::session(&moved));
            }
        }
        let put_back = touched.put_back.iter().map(|(by, count, at_ms)| ServerMessage::PutBack {
            count: *count,
            by: *by,
            at_ms: *at_ms,
        });
        let put_back = put_back.collect();
        Showing {
            offers: touched.offers.then(|| view(self.session.offers_view())),
            put_back,
            shared: (!shared.is_empty()).then(|| view(shared)),
            for_viewers: for_viewers.flatten(),
            own: own.into_iter().map(|(who, frames)| (who, frames.into())).collect(),
            answers,
            standing: touched.standing,
            people: touched.people,
            links: touched.links,
            unlocked: touched.unlocked,
            taken_away: touched.taken_away,
            progress: touched.progress,
        }
    }

    /// What a tick shows to viewers: with the people whose names they are told from now on.
    fn shared_for_viewers(&mut self, touched: &Touched) -> Option<Bytes> {
        let named = self.named_to_viewers();
        let new = self.session_told.newly_named(&named);
        self.presence.tell_anew(&new);
        let mut touched = touched.clone();
        touched.people.extend(new);
        let shared = self.session.shared_parts(&touched);
        (!shared.is_empty()).then(|| view(view_without_names(shared, &named)))
    }

    /// Shows what a tick brought about.
    pub(super) fn show(&mut self, showing: Showing, effects: &mut Vec<Effect>) {
        self.session_told.touch_progress(showing.progress);
        // What is one's own comes in one message with what all see: no page shows the one without the other.
        let shared = showing.shared.as_ref();
        let mut told = BTreeSet::new();
        for (id, connection) in self.connections.iter() {
            let join = &connection.join;
            if let Some(own) = showing.own.get(&join.participant)
                && join.lasting
                && self.readers.follows_session(id)
            {
                let shared =
                    if self.is_viewer(join) { showing.for_viewers.as_ref() } else { shared };
                let frames = shared
                    .map_or_else(|| own.clone(), |shared| [shared.as_ref(), own].concat().into());
                effects.push(to_one(id, frames));
                told.insert(id);
            }
        }
        let mut to = self.readers.who_follow_the_session();
        to.retain(|id| !told.contains(id));
        let (viewers, to) = self.apart_from_viewers(to);
        for (to, frame) in [(to, shared), (viewers, showing.for_viewers.as_ref())] {
            if let Some(frame) = frame
                && !to.is_empty()
            {
                effects.push(Effect::Broadcast { to, frame: frame.clone() });
            }
        }
        self.answer(&showing.answers, effects);
        if let Some(offers) = &showing.offers {
            let to: Vec<_> = self.facilitators().map(|(id, _)| id).collect();
            if !to.is_empty() {
                effects.push(Effect::Broadcast { to, frame: offers.clone() });
            }
        }
        for message in &showing.put_back {
            self.tell_all(message, effects);
        }
        self.tell_of_taken_away(effects);
        for who in showing.standing {
            self.show_standing(who, effects);
        }
        self.rename_present(&showing.people);
        if showing.links {
            self.show_links(effects);
        }
        if showing.unlocked {
            self.connections.unlock();
        }
        if showing.taken_away {
            self.close_all(effects);
        }
    }

    /// Those whom the session knows by a name go by it in presence, too: of two who took one in the same moment, it tells them
    /// apart.
    fn rename_present(&mut self, who: &BTreeSet<ParticipantId>) {
        for (_, connection) in self.connections.iter() {
            let join = &connection.join;
            if !join.lasting || !who.contains(&join.participant) {
                continue;
            }
            if let Some(member) = self.session.member(join.participant)
                && !member.name.is_empty()
            {
                let is_unnamed = |client: ClientId| self.writers.is_unnamed(client, &self.board);
                self.presence.rename(join, member.told_name(), &self.session, is_unnamed);
            }
        }
    }

    /// Answers commands. A socket that fell behind asks again when it gets the whole session. What the log
    /// did not take is done when a snapshot has it: until then its sender keeps it.
    pub(super) fn answer(&mut self, answers: &[Answered], effects: &mut Vec<Effect>) {
        let mut frames: BTreeMap<ConnectionId, Vec<u8>> = BTreeMap::new();
        for Answered { to, id, result } in answers {
            if result.is_ok() && !self.durability.works() {
                if self.connections.has(*to) {
                    self.durability.owe_answer(*to, *id);
                }
                continue;
            }
            let message = match result {
                Ok(()) => ServerMessage::Done { id: *id },
                Err(Refusal { code, message }) => {
                    ServerMessage::Refused { id: *id, code: *code, message: (*message).to_owned() }
                }
            };
            frames.entry(*to).or_default().extend(frame::session(&message));
        }
        for (to, frames) in frames {
            if self.readers.hears_session(to) {
                effects.push(to_one(to, frames.into()));
            }
        }
    }

    /// Somebody may do something else now, or was put out.
    fn show_standing(&mut self, who: ParticipantId, effects: &mut Vec<Effect>) {
        let removed = self.session.is_removed(who);
        let merged = self.session.member(who).is_some_and(|member| member.merged.is_some());
        let mut facilitates = Vec::new();
        if let Some(granted) = self.session.member(who).and_then(|member| member.granted) {
            self.presence.grant(who, granted);
        }
        for (id, connection) in self.connections.iter_mut() {
            if connection.join.participant != who {
                continue;
            }
            // What was not taken of who could not edit is asked for now that they can.
            let may_edit = self.session.role(who, connection.join.role).may_edit();
            if may_edit {
                connection.missing.ask_if_waited_for();
            }
            if removed || merged {
                let cause = if removed { CloseCause::Removed } else { CloseCause::Merged };
                effects.push(Effect::Close { connection: id, cause });
            } else if connection.join.session {
                let role = self.session.role(who, connection.join.role);
                let tokens = self.entrance.tokens(role, connection.join.role);
                let message = ServerMessage::Role { role, tokens };
                effects.push(to_one(id, frame::session(&message).into()));
                facilitates.push((id, role));
                if role > Role::Viewer {
                    // Who looked on may have been told of people without their names.
                    let here = self.presence.people();
                    let people = ServerMessage::Participants { here, left: Vec::new() };
                    effects.push(to_one(id, frame::session(&people).into()));
                    self.readers.want_view(id);
                }
            }
        }
        for (id, role) in facilitates {
            self.tell_who_knocks(id, role, effects);
        }
    }

    /// Tells how far people are, at intervals, and never ahead of the log.
    pub(super) fn tell_progress(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.durability.is_in_flight() || !self.session_told.begin_progress(now) {
            return;
        }
        let to = self.readers.who_follow_the_session();
        if !to.is_empty() {
            let frame = self.session_told.progress(&self.session);
            effects.push(Effect::Broadcast { to, frame });
        }
    }

    /// When that is due; an append in flight is waited for first.
    pub(super) fn next_progress_ms(&self) -> Option<u64> {
        self.session_told.next_progress_ms().filter(|_| !self.durability.is_in_flight())
    }

    /// Sends the whole session to those who wait for it; called with nothing in flight.
    pub(super) fn show_whole(&mut self, effects: &mut Vec<Effect>) {
        for id in self.readers.take_views_wanted() {
            for frame in self.whole_view_for(id) {
                effects.push(to_one(id, frame));
            }
        }
    }

    /// The whole session: what all may see, which is shared, and what is one's own.
    pub(super) fn whole_view_for(&mut self, id: ConnectionId) -> Vec<Bytes> {
        let Some(connection) = self.connections.get(id) else { return Vec::new() };
        if !self.readers.mark_view_sent(id) {
            return Vec::new();
        }
        let join = &connection.join;
        let own = if join.lasting { self.session.own_whole(join.participant) } else { Vec::new() };
        let is_viewers = self.is_viewer(join);
        let mut frames = vec![if is_viewers {
            let named = self.named_to_viewers();
            self.session_told.whole_for_viewers(&self.session, &named)
        } else {
            self.session_told.whole(&self.session)
        }];
        if !own.is_empty() {
            frames.push(view(SessionView { own, ..SessionView::default() }));
        }
        if join.lasting && self.session.role(join.participant, join.role) == Role::Facilitator {
            frames.push(view(self.session.offers_view()));
        }
        frames.extend(self.told_again(join));
        frames
    }
}

/// A frame for one socket that is not the board: when it does not fit, the board need not be sent
/// again.
fn to_one(to: ConnectionId, frame: Bytes) -> Effect {
    Effect::Broadcast { to: vec![to], frame }
}
