//! What a socket writes under: how it shows that, and when it writes there no more (rule 7).
//!
//! A socket writes under one id: the one that it tells in the session plane, or the first that its presence names. Who
//! only wrote under one yields to whoever names it.

use picnic_protocol::awareness::Entry;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::Run;
use picnic_protocol::varint::SAFE_INTEGER_MAX;

use crate::room::writers::standing::{Own, ShownBy};
use crate::room::writers::{Around, Writers};
use crate::room::{ConnectionId, Effect};

impl Writers {
    /// Whoever writes under `client` without having named it yields to `from`, which names it; but for somebody with
    /// a pass who was the first to write there.
    fn yield_to(&mut self, client: ClientId, from: ConnectionId, around: &Around<'_>) {
        if self.sockets.get(&from).is_none_or(|standing| !around.may_write(standing)) {
            return;
        }
        let is_adopted = self.claims.is_adopted(client);
        if let Some(writer) = self.claims.writer(client)
            && writer != from
            && let Some(standing) = self.sockets.get_mut(&writer)
            && standing.own.is_some_and(|own| own.shown_by == ShownBy::Writing)
            && (!standing.lasting || is_adopted)
        {
            standing.relays = true;
            self.write_no_more(writer, around);
        }
    }

    /// Whoever named `client` in presence and wrote nothing under it yields to who tells that it is theirs, or writes there:
    /// naming claims nothing that somebody writes with. Whoever has a pass and fell silent or went away has their first words
    /// to bring still: their id is kept for them, and taken by nobody.
    fn take_from_who_only_named(
        &mut self,
        client: ClientId,
        from: ConnectionId,
        around: &mut Around<'_>,
    ) {
        let Some(standing) = self.sockets.get(&from) else { return };
        // Where nobody may find out who wrote what, nobody takes over what is written.
        let hides = around.board.head(client) > 0
            && self.hides_writers(client, around.session, around.board);
        if !around.may_write(standing) || hides {
            return;
        }
        if self.is_written_by_another(client, from)
            && let Some(holder) = self.claims.writer(client)
            && let Some(held) = self.sockets.get(&holder)
            && held.own.is_some_and(|own| own.shown_by == ShownBy::Presence)
            && !held.wrote
            && !self.logged.contains_key(&client)
        {
            self.dispossess(holder, around);
            if let Some(held) = self.sockets.get_mut(&holder) {
                // It was not slow: naming it again brings nothing back.
                held.lost_id = None;
            }
        }
    }

    /// The first blocks of an id come from a socket that names it in presence, as another did first who wrote nothing
    /// there: they are its own. Later ones may as well be handed on by a relay (y-webrtc), before their author brings the
    /// next: who named it keeps it.
    pub(in crate::room) fn own_what_it_writes(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        around: &mut Around<'_>,
    ) {
        let wanted = self.sockets.get(&from).and_then(|standing| standing.wanted_id);
        let Some((client, _)) = wanted.filter(|(client, _)| writes_under.contains(client)) else {
            return;
        };
        if around.board.head(client) > 0 {
            return;
        }
        self.take_from_who_only_named(client, from, around);
        if self.claims.writer(client).is_none()
            && self.write_as(from, client, ShownBy::Presence, around)
            && let Some(standing) = self.sockets.get_mut(&from)
        {
            (standing.wanted_id, standing.named) = (None, Some(client));
        }
    }

    /// From now on `from` writes under `client`, unless that is somebody else's.
    pub(super) fn write_as(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
        around: &Around<'_>,
    ) -> bool {
        self.write_as_after(from, client, shown_by, around.board.head(client), around)
    }

    /// Whether `from` may write, and what it writes under may become `client`.
    pub(super) fn may_change_to(
        &self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
        around: &Around<'_>,
    ) -> bool {
        let Some(standing) = self.sockets.get(&from) else { return false };
        let stays = standing.own.is_some_and(|own| {
            own.client != client && (own.shown_by > shown_by || shown_by < ShownBy::Telling)
        });
        !stays && around.may_write(standing)
    }

    /// The same for who found blocks of `client` up to `head` on the board.
    fn write_as_after(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        shown_by: ShownBy,
        head: Clock,
        around: &Around<'_>,
    ) -> bool {
        if self.is_written_by_another(client, from)
            || !self.may_change_to(from, client, shown_by, around)
        {
            return false;
        }
        let Some(standing) = self.sockets.get(&from) else { return false };
        let participant = standing.who;
        if !self.claims.allows(client, participant) {
            return false;
        }
        match standing.own {
            Some(own) if own.client == client && own.shown_by >= shown_by => return true,
            Some(own) if own.client != client => self.write_no_more(from, around),
            _ => {}
        }
        if let Some(before) = self.claims.writer(client)
            && before != from
        {
            // The same person on a new socket, before the old one is known to be dead.
            self.write_no_more(before, around);
        }
        if head > 0 || self.claims.is_left_behind(client) {
            self.claims.adopt(client, participant);
        }
        self.claims.claim(client, participant, from);
        if let Some(standing) = self.sockets.get_mut(&from) {
            standing.wrote &= standing.own.is_some_and(|own| own.client == client);
            standing.own = Some(Own { client, shown_by });
            standing.superseded_id = None;
        }
        true
    }

    /// A page told which id it writes under. Whether it is to be told that this is somebody else's.
    pub(in crate::room) fn hear_own_id(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        around: &mut Around<'_>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let Some(standing) = self.sockets.get(&from) else { return false };
        let participant = standing.who;
        if !around.may_write(standing) {
            return false;
        }
        let is_one = client <= SAFE_INTEGER_MAX;
        self.take_back(client, from, around);
        self.yield_to(client, from, around);
        self.take_from_who_only_named(client, from, around);
        // Where nobody may find out who wrote what, one answer says nothing of whether the writer is here:
        // nobody takes over what is written.
        let is_over = self.hides_writers(client, around.session, around.board)
            && !self.is_own(client, from)
            && around.board.head(client) > 0
            && self.claims.owner(client) != Some(participant);
        if is_one && !is_over && self.write_as(from, client, ShownBy::Telling, around) {
            self.showed_life(from);
            return false;
        }
        self.dispute(from, client, around, effects);
        true
    }

    /// A socket writes under its id no more: it is closed, is silent, or was only relaying.
    pub(super) fn write_no_more(&mut self, id: ConnectionId, around: &Around<'_>) {
        let Some(standing) = self.sockets.get_mut(&id) else { return };
        let Some(own) = standing.own.take() else { return };
        let lasting = standing.lasting;
        self.claims.stop_writing(own.client, id);
        // What somebody with a pass wrote under goes on being theirs; what they did not is free, and what
        // others may have written, and say that they have.
        let is_empty = around.board.head(own.client) == 0;
        let is_wanted = own.shown_by == ShownBy::Writing
            && !self.logged.contains_key(&own.client)
            && self.is_wanted(own.client);
        let is_unused = is_empty && !self.claims.is_kept_named(own.client);
        if !lasting || is_unused || is_wanted || self.claims.is_adopted(own.client) {
            self.claims.free(own.client);
        }
    }

    /// Whether somebody else here says that `client` is theirs, or brings blocks of it.
    fn is_wanted(&self, client: ClientId) -> bool {
        self.sockets.values().any(|standing| {
            standing.wanted_id.is_some_and(|(wanted, _)| wanted == client)
                || standing.left_to_writers.contains_key(&client)
        })
    }

    /// A socket goes away or is silent: what it named and did not write under is remembered, and kept for who has a pass,
    /// by which they are known again. What they say that they wrote there already, others may bring.
    pub(super) fn leave_id_behind(&mut self, id: ConnectionId, around: &Around<'_>) {
        let Some(standing) = self.sockets.get(&id) else { return };
        let Some(own) = standing.own else { return };
        if own.shown_by == ShownBy::Writing || around.board.head(own.client) > 0 {
            return;
        }
        if !standing.lasting {
            self.claims.leave_behind(own.client);
        } else if self.is_owner(own.client, standing.who)
            && around.readers.asked_with(id, own.client).is_none()
        {
            self.claims.keep_named(own.client);
        }
    }

    /// A socket writes under an id that it named and that somebody else got before: it is its own again if nobody else wrote
    /// there. If somebody did, these words would stand where those do and be dropped as known: whether their writer is to be
    /// told that.
    pub(in crate::room) fn take_back_superseded_id(
        &mut self,
        from: ConnectionId,
        blocks: &[Run],
        around: &mut Around<'_>,
    ) -> bool {
        let superseded = self.sockets.get(&from).and_then(|standing| standing.superseded_id);
        let Some((client, head_then)) = superseded else { return false };
        let head = around.board.head(client);
        let mut runs = blocks.iter().filter(|run| run.client == client);
        let Some(run) = runs.find(|run| run.end > head_then) else { return false };
        self.take_back(client, from, around);
        head > head_then && run.start < head && !self.is_own(client, from)
    }

    /// A socket wrote under a second id, and so the first may be as little its own.
    fn own_none(&mut self, id: ConnectionId, around: &Around<'_>) {
        let Some(standing) = self.sockets.get_mut(&id) else { return };
        standing.relays = true;
        let (participant, own) = (standing.who, standing.own);
        self.write_no_more(id, around);
        // What the log says is theirs was so before.
        if let Some(Own { client, .. }) = own
            && self.claims.owner(client) == Some(participant)
            && !self.logged.contains_key(&client)
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
        around: &Around<'_>,
    ) {
        let Some(standing) = self.sockets.get(&from) else { return };
        let head_before = |client| if is_first { 0 } else { around.board.head(client) };
        if let (Some(named), Some(own)) = (standing.named, standing.own)
            && own.client != named
            && own.shown_by == ShownBy::Writing
            && writes_under.contains(&named)
        {
            // What it wrote under before it showed which id is its own, it handed on.
            let head = head_before(named);
            self.own_none(from, around);
            self.write_as_after(from, named, ShownBy::Presence, head, around);
            return;
        }
        // Nor is what somebody writes under their own who says that they have another, which is taken still. They may be
        // handing that on, too, so whoever has a pass and was the first to write there keeps it.
        let wants_another = standing.wanted_id.is_some() && !(standing.lasting && is_first);
        if standing.named.is_some() || standing.relays || wants_another {
            return;
        }
        match (standing.own, writes_under) {
            (_, []) => {}
            (None, [client]) => {
                let head = head_before(*client);
                self.write_as_after(from, *client, ShownBy::Writing, head, around);
            }
            (Some(own), clients) if own.shown_by > ShownBy::Writing || clients == [own.client] => {}
            _ => self.own_none(from, around),
        }
    }

    /// Whether `from` may name the client of a presence entry that it does not hold yet.
    pub(in crate::room) fn may_name(
        &mut self,
        from: ConnectionId,
        entry: &Entry<'_>,
        around: &mut Around<'_>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let client = entry.client;
        let Some(standing) = self.sockets.get(&from) else { return false };
        // y-websocket repeats what it hears of others, and names its own first.
        if standing.named.is_some_and(|named| named != client) {
            return false;
        }
        let (may_write, who) = (around.may_write(standing), standing.who);
        self.take_back(client, from, around);
        self.yield_to(client, from, around);
        if self.is_written_by_another(client, from) {
            if may_write && !self.repeats(from, entry, around) {
                self.dispute(from, client, around, effects);
                self.has_disputes = true;
                if let Some(standing) = self.sockets.get_mut(&from) {
                    standing.wanted_id = Some((client, entry.clock));
                }
            }
            return false;
        }
        if !self.claims.allows(client, who) {
            return false;
        }
        if let Some(holder) = around.presence.owner_of(client)
            && holder != from
        {
            let held = self.sockets.get_mut(&holder);
            let same = held.as_ref().is_some_and(|held| held.who == who);
            // Who shows presence under an id and writes under none yields to who may write under it.
            let yields = held.as_ref().is_none_or(|held| held.own.is_none());
            let outranks = yields && may_write;
            if !same && !outranks {
                return false;
            }
            around.presence.hand_over(client, from);
            if let Some(held) = held {
                held.named = None;
                held.superseded_id = (!same).then_some((client, around.board.head(client)));
            }
        }
        if let Some(standing) = self.sockets.get_mut(&from) {
            standing.named = Some(client);
            standing.wanted_id = None;
        }
        true
    }

    /// What a socket shows under `client` was taken: if it has told that this is its own, or named it, it is there, and else
    /// it names it.
    pub(in crate::room) fn hear_presence(
        &mut self,
        from: ConnectionId,
        client: ClientId,
        around: &Around<'_>,
    ) {
        if self.own_as_shown(from).is_none_or(|own| own.shown_by == ShownBy::Writing) {
            self.write_as(from, client, ShownBy::Presence, around);
            return;
        }
        if let Some(standing) = self.sockets.get_mut(&from) {
            standing.disputed = false;
        }
        self.showed_life(from);
    }

    /// A socket says that a presence is gone: its own, or one that it repeated.
    pub(in crate::room) fn hear_of_removal(
        &mut self,
        from: ConnectionId,
        entry: &Entry<'_>,
        around: &mut Around<'_>,
    ) {
        let Some(standing) = self.sockets.get_mut(&from) else { return };
        if around.presence.owner_of(entry.client) != Some(from) {
            standing.named.take_if(|named| *named == entry.client);
        } else if around.presence.take_away(entry) {
            standing.named = None;
            // Its id was asked for, and it only relayed the presence under it.
            if std::mem::take(&mut standing.disputed) {
                self.write_no_more(from, around);
            }
        }
    }
}
