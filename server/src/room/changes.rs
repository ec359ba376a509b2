//! The one path of every change: authorize, gather, flush (rules 2 and 7); [`super::appending`]
//! goes on from there.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Role};
use picnic_protocol::session::ErrorCode;
use picnic_protocol::update::CheckedUpdate;

use crate::room::batch::{Author, Batched};
use crate::room::board::{Admission, Surplus, server_client};
use crate::room::fullness::tell;
use crate::room::in_transaction::{Came, InTransaction};
use crate::room::outgoing::{FanOut, Outgoing};
use crate::room::record::Record;
use crate::room::session::event::Event;
use crate::room::session::outcome::{Outcome, Wish};
use crate::room::{ConnectionId, Effect, Join, Now, Room};

impl Room {
    /// Takes a change from a socket: refuses it, sets it aside, or gathers it.
    pub(super) fn change(
        &mut self,
        now: Now,
        from: ConnectionId,
        whole: bool,
        update: CheckedUpdate<Box<[u8]>>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        self.writers.hear_what_it_holds(from, &update.outline().runs);
        let role = self.session.role(connection.join.participant, connection.join.role);
        // Of a change in parts its last counts.
        connection.changes =
            connection.changes.saturating_add(u32::from(!connection.missing.more_comes()));
        if !role.may_edit() {
            let why = (ErrorCode::ViewersCannotEdit, "viewers cannot change the board");
            self.turn_away(from, whole, &update, why, effects);
            return;
        }
        let shut = if self.session.archived {
            Some((
                ErrorCode::Archived,
                "the room is archived: it can be read, and nothing in it changes",
            ))
        } else if self.session.locked && role < Role::Facilitator {
            Some((ErrorCode::BoardLocked, "the board is locked"))
        } else {
            None
        };
        if let Some(why) = shut {
            // It is asked for again when the board is open.
            connection.missing.lock_out();
            if !whole {
                // What was too large to be read would be so then, too, and all else of it with that.
                let writes_under = self.writes_under(&update);
                self.ask_for_rest(from, &update, &writes_under, effects);
            }
            self.turn_away(from, whole, &update, why, effects);
            return;
        }
        let update = self.mend_cut_letters(from, whole, update);
        if !whole {
            self.refuse_words_under_superseded_id(from, &update, effects);
        }
        let writes_under = self.writes_under(&update);
        if whole {
            self.count_what_was_lost(from, &writes_under, effects);
        } else {
            self.connections.compare_later(now, from);
        }
        if !whole {
            let (writers, mut around) = self.writers();
            writers.own_what_it_writes(from, &writes_under, &mut around);
        }
        if writes_under.iter().any(|client| self.writers.is_anothers(*client, from)) {
            self.take_what_is_theirs(now, from, whole, &update, effects);
        } else {
            self.take(now, from, whole, update, &writes_under, effects);
        }
    }

    /// What was written within a letter names what its own replica alone has; an answer to the server's question has all that is due
    /// of its sender's.
    fn mend_cut_letters(
        &mut self,
        from: ConnectionId,
        whole: bool,
        update: CheckedUpdate<Box<[u8]>>,
    ) -> CheckedUpdate<Box<[u8]>> {
        if !update.outline().within_runs {
            return update;
        }
        let has_all = whole && self.writers.owes_answer(from);
        let is_own = |client| match self.writers.own(from) {
            Some(own) => own == client,
            None => !self.writers.is_anothers(client, from),
        };
        let began = (self.stopwatch)();
        let mended = self.board.mend_cut_letters(update, |client| has_all && is_own(client));
        let took = (self.stopwatch)().saturating_sub(began);
        // What it stands before is sought through a text: that is part of what a change costs.
        if let Some(connection) = self.connections.get_mut(from) {
            connection.effort.spend(took);
        }
        mended
    }

    /// Takes nothing of a change. Its page waits to hear of every frame all the same, unless one had
    /// something that is not kept.
    fn turn_away(
        &mut self,
        from: ConnectionId,
        whole: bool,
        update: &CheckedUpdate<Box<[u8]>>,
        (code, reason): (ErrorCode, &str),
        effects: &mut Vec<Effect>,
    ) {
        // A whole one always repeats every deletion its sender knows of.
        let changes = if whole {
            !self.writes_under(update).is_empty()
        } else {
            !update.outline().is_empty()
        };
        let Some(connection) = self.connections.get_mut(from) else { return };
        let Some(is_told) = connection.missing.turn_away(changes) else { return };
        if is_told {
            tell(from, connection.join.session, code, reason, effects);
        }
        self.batch.add_author(from);
    }

    /// Takes a change that nobody else has a right to.
    pub(super) fn take(
        &mut self,
        now: Now,
        from: ConnectionId,
        whole: bool,
        update: CheckedUpdate<Box<[u8]>>,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        if self.is_beyond_bounds(now, from, &update, writes_under, effects) {
            self.leave_part_out(from);
            return;
        }
        if !self.ids_too_many(from, writes_under).is_empty() {
            self.take_what_is_theirs(now, from, whole, &update, effects);
            return;
        }
        let told_by = if whole { &[] } else { writes_under };
        let is_first = self.is_first(writes_under);
        self.ask_for_rest(from, &update, told_by, effects);
        match self.admit(from, update, writes_under, effects) {
            Admission::Firm(update, _) => {
                // A whole change also hands on what others wrote: two tabs share what they have, and
                // after power is lost everyone brings back what they saw. It shows nobody's own id.
                if whole {
                    self.has_all_of(from);
                } else {
                    let (writers, around) = self.writers();
                    writers.learn_from_writing(from, writes_under, is_first, &around);
                }
                self.gather(from, writes_under, update);
            }
            Admission::Missing(update) => {
                self.take_what_is_theirs(now, from, whole, &update, effects);
                self.set_aside(now, from, update.outline().runs.iter());
            }
            Admission::Misshapen => self.refuse_misshapen(from, writes_under, effects),
        }
    }

    /// Has the board admit what a socket brings: an id beyond those that it takes is counted then, and the sender told of what
    /// it does not hold.
    pub(super) fn admit(
        &mut self,
        from: ConnectionId,
        update: CheckedUpdate<Box<[u8]>>,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) -> Admission {
        let is_beyond = self.brings_id_beyond(from, writes_under);
        let admission = self.board.admit(update);
        if let Admission::Firm(_, left_out) = &admission {
            if is_beyond {
                self.count_id_beyond(from);
            }
            if let Some(not_held) = left_out.not_held {
                self.tell_of_replaced(from, not_held, effects);
            }
            // Who writes in what others delete just then hears of that as everyone does; but under an id that others wrote under
            // somebody may have collected what it stands on.
            let connection = self.connections.get(from);
            let is_news = connection.is_some_and(|each| each.missing.stands_on_footing())
                || self.writers.shares_its_id(from, writes_under);
            self.tell_of_stranded(from, &left_out.stranded, is_news, effects);
        }
        admission
    }

    /// The client ids under which the update brings blocks that the board lacks.
    pub(super) fn writes_under(&self, update: &CheckedUpdate<Box<[u8]>>) -> Vec<ClientId> {
        let runs = update.outline().runs.iter();
        let new = runs.filter(|run| run.end > self.board.head(run.client));
        new.map(|run| run.client).collect()
    }

    /// Whether the board has nothing yet under what is, as far as these show, somebody's one id.
    pub(super) fn is_first(&self, writes_under: &[ClientId]) -> bool {
        matches!(writes_under, [client] if self.board.head(*client) == 0)
    }

    pub(super) fn gather(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        update: CheckedUpdate<Box<[u8]>>,
    ) {
        let (writers, around) = self.writers();
        if let Some((client, owner)) = writers.claim_to_log(from, writes_under, &around) {
            self.batch.claim(client, owner);
            // Viewers are told from now on whose the notes are.
            self.presence.tell_anew(&[owner].into());
        }
        if let Some(author) = self.author(from) {
            self.batch.change(author, update);
        }
    }

    /// Whose a socket's changes are.
    pub(super) fn author(&self, from: ConnectionId) -> Option<Author> {
        let Join { participant: who, role: by_link, lasting, .. } =
            self.connections.get(from)?.join;
        let writes_under = self.writers.writes_as(from);
        Some(Author { connection: from, who, lasting, by_link, writes_under })
    }

    /// Everything that a socket has is here, if this is what it was asked for. A page sends a sync step 2 unasked, too, of
    /// what another tab wrote, and may do so before it answers: who lacks something then is asked once more.
    pub(super) fn has_all_of(&mut self, from: ConnectionId) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        let is_asked = self.writers.owes_answer(from);
        let is_here = |(client, clock)| self.board.head(client) >= clock;
        if connection.missing.whole_came(is_asked, is_here) {
            self.writers.leave_nothing(from);
        }
    }

    /// Whether something waits for a flush.
    pub(super) fn has_work(&self) -> bool {
        self.batch.has_work() || self.entrance.has_work() || self.to_lay_anew.is_due(self.seen)
    }

    /// Whether a flush may happen as far as the log, and those who read the room, are concerned.
    pub(super) fn may_flush(&self) -> bool {
        self.durability.takes_records() && !self.flush_times.is_held()
    }

    /// Applies the batch in one transaction and sends its record to the log (rule 2). At once
    /// after a quiet spell, at intervals under load.
    pub(super) fn flush(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let due = self.flush_times.is_due(now, self.batch.bytes());
        if !self.may_flush() || !self.has_work() || !due {
            return;
        }
        if let Some((role, generation)) = self.entrance.rotate() {
            let outgoing = Outgoing { fan_out: FanOut::Rotation, showing: None };
            self.append(&Record::Rotated { role, generation }, outgoing, effects);
            return;
        }
        // The batch follows at the next tick, which is at once: a version is of the board as it is when it is kept.
        if self.note_before_much_goes(now, effects) {
            return;
        }
        let was_anonymous = self.session.anonymous;
        let mut batch = self.batch.take();
        let (changed, came, laid_under) = self.apply(now, &mut batch, effects);
        let Came { outcome, taken_back, wrote, .. } = came;
        self.follow_at_door(now, &outcome);
        if let Some(client) = laid_under {
            self.writers.keep_for_server(client);
        }
        let pen = self.board.pen().filter(|_| wrote);
        if let Some(pen) = pen {
            self.writers.write_with_pen(pen);
        }
        self.tell_of_taken_back(now, &taken_back, effects);
        if let Some(update) = &changed {
            self.durability.changed(update);
        }
        self.note_change(now, &batch, changed.is_some(), &outcome.events);
        let surplus = self.board.surplus();
        if surplus != Surplus::default() {
            self.tell_of_surplus(surplus, batch.authors.iter().copied(), effects);
        }
        // A sole author has the change, unless a part was taken back, or the server wrote beside it.
        let whole = surplus == Surplus::default()
            && outcome.notes.is_empty()
            && taken_back.is_empty()
            && !wrote;
        let fan_out = match &changed {
            Some(update) => FanOut::Change {
                frame: Bytes::from(frame::sync_update(update)),
                laid_under,
                sole_author: batch.sole_author().filter(|_| whole),
            },
            None => FanOut::Nothing,
        };
        if changed.is_some() || !outcome.is_empty() {
            self.flush_times.flushed(now);
        }
        if !outcome.is_empty() {
            let mut ends = outcome.events.iter().filter(|event| event.ends_a_secret()).peekable();
            let owes = ends.peek().is_some();
            let seals = owes && (self.durability.may_seal(now) || !ends.all(Event::may_wait));
            let Outcome { events, done, touched, answers, .. } = outcome;
            if touched.made_anonymous {
                self.writers.forget_logged();
                self.presence.forget_what_is_shown();
            }
            if was_anonymous && !self.session.anonymous {
                self.writers.keep_unnamed(self.board.clients().into_iter());
            }
            if !touched.erased.is_empty() {
                self.erase_from_versions(&touched.erased, effects);
            }
            let showing = Some(Box::new(self.show_later(touched, answers)));
            if seals {
                self.seal(now, Outgoing { fan_out, showing }, effects);
            } else {
                if owes {
                    self.durability.owe_a_seal();
                }
                // Where the server may lay something it tells that it did not, too.
                let servers = owes.then(|| laid_under.into_iter().collect());
                let claims = batch.claims;
                let record =
                    Record::Session { claims, events, done, servers, pen, update: changed };
                self.append(&record, Outgoing { fan_out, showing }, effects);
            }
        } else if let Some(update) = changed {
            self.answer(&outcome.answers, effects);
            let record = Record::Changed { claims: batch.claims, pen, update };
            self.append(&record, Outgoing { fan_out, showing: None }, effects);
        } else {
            self.answer(&outcome.answers, effects);
            // Nothing changed, so nothing was written under these ids: they wait for a write.
            for (client, _) in &batch.claims {
                self.writers.forget_claim(*client);
            }
        }
        for author in batch.authors {
            self.promise_receipt(author, effects);
        }
    }

    /// Applies the batch: people's changes, then what the session decides on what they left.
    fn apply(
        &mut self,
        now: Now,
        batch: &mut Batched,
        effects: &mut Vec<Effect>,
    ) -> (Option<Vec<u8>>, Came, Option<ClientId>) {
        let wishes = std::mem::take(&mut batch.wishes);
        let board_changed = !batch.changes.is_empty();
        let free = |client| self.board.head(client) == 0 && !self.writers.knows(client);
        let pen = server_client(&mut self.random, free);
        let is_bound = |(author, _): &(Author, _)| {
            self.session.anonymous || !self.session.may_all(author.who, author.by_link)
        };
        let may_grow = wishes.iter().any(Wish::may_lay) && self.session.has_packed();
        let may_write =
            may_grow || self.to_lay_anew.is_due(now) || batch.changes.iter().any(is_bound);
        if self.board.pen().is_none() && may_write {
            let own = server_client(&mut self.random, |client| client != pen && free(client));
            self.board.write_under(own);
        }
        let mut applying = InTransaction {
            now,
            session: &mut self.session,
            random: &mut self.random,
            connections: &mut self.connections,
            writers: &self.writers,
            entrance: &self.entrance,
            knocking: &self.knocking,
            presence: &self.presence,
            taking_away: &mut self.taking_away,
            makers: &mut self.makers,
            to_lay_anew: &mut self.to_lay_anew,
            stopwatch: self.stopwatch,
            effects,
            wishes,
            pen,
            board_changed,
            came: Came::default(),
        };
        let changed = self.board.apply_by(batch.changes.iter(), &mut applying);
        let came = applying.came;
        let laid_under = (!came.outcome.notes.is_empty()).then_some(pen);
        (changed, came, laid_under)
    }
}
