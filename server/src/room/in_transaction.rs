//! A flush's one transaction: people's changes, what of them is taken back, and then what the session decides on what they
//! left (rules 2 and 11).

use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::session::rights::Rights;
use picnic_protocol::update::{CheckedUpdate, Run, deleted};
use serde_json::Value;
use yrs::TransactionMut;

use crate::document::content::{BoardSection, sections_of};
use crate::document::element::Element;
use crate::room::at_door::AtDoor;
use crate::room::batch::Author;
use crate::room::board::{Applying, TakenIn};
use crate::room::connections::Connections;
use crate::room::effort::{Effort, Stopwatch, Taken, take_in};
use crate::room::entrance::Entrance;
use crate::room::knocking::Knocking;
use crate::room::locks::Locks;
use crate::room::named_writers::{BY, NamedWriters, Renamed, naming};
use crate::room::on_board::{OnBoard, grow_sections, lay_notes};
use crate::room::presence::Presence;
use crate::room::rights::{Allowed, InForce, VotedOn};
use crate::room::session::Session;
use crate::room::session::bin::BinItem;
use crate::room::session::decide::Scene;
use crate::room::session::outcome::{Outcome, Wish};
use crate::room::session::random::Random;
use crate::room::shapes::Shapes;
use crate::room::sparing::{Spared, ToLayAnew};
use crate::room::stranding::Stranded;
use crate::room::taking_away::TakingAway;
use crate::room::taking_in::{
    Before, Changer, Deeds, JUDGED_UNCOUNTED, Makers, TAKEN_BACK_EFFORT, TakenAway, TakenBack,
};
use crate::room::touching::{Place, Touched};
use crate::room::writers::Writers;
use crate::room::{CloseCause, ConnectionId, Effect, Now};

/// What a transaction is made by, and what came of it.
pub(super) struct InTransaction<'a> {
    pub(super) now: Now,
    pub(super) session: &'a mut Session,
    pub(super) random: &'a mut Random,
    pub(super) connections: &'a mut Connections,
    pub(super) writers: &'a Writers,
    pub(super) entrance: &'a Entrance,
    pub(super) knocking: &'a Knocking,
    pub(super) presence: &'a Presence,
    pub(super) taking_away: &'a mut TakingAway,
    pub(super) makers: &'a mut Makers,
    pub(super) to_lay_anew: &'a mut ToLayAnew,
    pub(super) stopwatch: Stopwatch,
    pub(super) effects: &'a mut Vec<Effect>,
    /// What the session is to decide.
    pub(super) wishes: Vec<Wish>,
    /// Under which the server lays notes.
    pub(super) pen: ClientId,
    pub(super) board_changed: bool,
    pub(super) came: Came,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Came {
    pub(super) outcome: Outcome,
    deeds: Deeds,
    /// Of whose changes something was taken back.
    pub(super) taken_back: Vec<(Author, TakenBack)>,
    /// Whether the server wrote in the document under its pen.
    pub(super) wrote: bool,
}

impl Applying<&(Author, CheckedUpdate<Box<[u8]>>)> for InTransaction<'_> {
    fn take_in(
        &mut self,
        txn: &mut TransactionMut<'_>,
        shapes: &Shapes,
        (author, update): &(Author, CheckedUpdate<Box<[u8]>>),
    ) -> TakenIn {
        let began = (self.stopwatch)();
        let touched = Touched::by(update, txn, shapes);
        let may_all = self.may_all(author);
        let locks = if may_all { Locks::default() } else { Locks::before(&touched) };
        let held_to = self.held_to(author).or_else(|| locks.hold().then(Rights::default));
        let mut before = Before::of(&touched, held_to.is_some(), self.to_lay_anew.laid());
        before.find_members(txn);
        // As they lie before it: who moves a section does not move its right.
        let sections = match &held_to {
            Some(rights) if !rights.sections.is_empty() => sections_of(txn),
            _ => Vec::new(),
        };
        // What was refused a moment ago, and is missing on a replica until it is laid anew, is deleted by nobody who says so again.
        let spares = !may_all && self.to_lay_anew.next_ms().is_some();
        let all = spares.then(Rights::default);
        let spared = held_to.as_ref().or(all.as_ref()).map(|rights| {
            let whose = Whose { author, session: self.session, writers: self.writers };
            let in_force = in_force(self.session, rights, &sections);
            Spared::of(&touched, rights.board.adds(), |place, element| {
                let is_own = whose.owns(self.makers, place, element);
                let ends = in_force.ends_of(touched.txn, place.0, [Some(element), None]);
                let allowed = in_force.allowed(place, element, &ends, is_own);
                let waits = !is_own && self.to_lay_anew.waits(place);
                Allowed { go: allowed.go && !waits, lose_fields: !waits, ..allowed }
            })
        });
        let Ok(spared) = spared.transpose() else { return TakenIn::default() };
        let Spared { update: spared, places, deleted } = spared.unwrap_or_default();
        let looked = (self.stopwatch)().saturating_sub(began);
        let mut taken_back = TakenBack::default();
        taken_back.add(places.iter().cloned());
        taken_back.elements = taken_back.elements.max(usize::from(!deleted.is_empty()));
        self.tell_of_deleted(author.connection, &deleted);
        self.to_lay_anew.put_off(&touched, self.now);
        self.to_lay_anew.add(places, self.now);
        let named = (!may_all || self.session.anonymous).then(|| NamedWriters::before(&touched));
        let unnamed = self.session.anonymous.then(|| self.naming(author, &touched));
        let update = spared.as_ref().unwrap_or(update);
        let unnamed = unnamed.filter(|naming| !naming.is_empty()).map(|naming| {
            self.tell_of_deleted(author.connection, &naming.runs(|_| Clock::MAX));
            update.without(|block| naming.holds(block.id()))
        });
        let Ok(unnamed) = unnamed.transpose() else { return TakenIn::default() };
        let whole = self.apply(txn, author.connection, unnamed.as_ref().unwrap_or(update));
        let off = self.take_locks_off(txn, author, &locks);
        let took_off = !off.is_empty();
        taken_back.add(off);
        if before.is_empty() && taken_back.elements == 0 {
            let wrote = named.is_some_and(|named| self.put_names_back(txn, author, named));
            return TakenIn { whole, wrote };
        }
        let began = (self.stopwatch)();
        let put_back = self.judge(txn, author, held_to, &sections, before);
        let mut wrote = took_off || put_back.elements > 0;
        wrote |= named.is_some_and(|named| self.put_names_back(txn, author, named));
        self.came.wrote |= wrote;
        let taken_back = taken_back.with(put_back);
        let judged = (self.stopwatch)().saturating_sub(began);
        let elements = taken_back.elements;
        if let Some(connection) = self.connections.get_mut(author.connection) {
            let times = u32::try_from(elements).unwrap_or(u32::MAX);
            let unexplained = (looked + judged).saturating_sub(JUDGED_UNCOUNTED);
            connection.effort.spend(TAKEN_BACK_EFFORT.saturating_mul(times) + unexplained);
        }
        if elements > 0 || !taken_back.words.is_empty() {
            self.came.taken_back.push((*author, taken_back));
        }
        TakenIn { whole, wrote }
    }

    fn lay(&mut self, txn: &mut TransactionMut<'_>) -> bool {
        let mut deeds = std::mem::take(&mut self.came.deeds);
        let (went, made) = (!deeds.taken_away.is_empty(), std::mem::take(&mut deeds.made));
        let gone = self.taking_away.items_of(deeds, self.session.bin.next_batch(), self.now);
        let mut wishes = Vec::new();
        if went {
            wishes.push(Wish::BinWhatWent(gone));
        }
        // What went and came in one transaction does not stay.
        if !made.is_empty() && (went || self.session.bin.count() > 0) {
            wishes.push(Wish::BinWhatCameBack(made));
        }
        wishes.append(&mut self.wishes);
        let anew = self.lay_anew(txn);
        if wishes.is_empty() && self.session.vote.is_none() {
            return anew;
        }
        let board = OnBoard(&*txn);
        let now_ms = self.now.unix_ms;
        let (entrance, knocking) = (self.entrance, self.knocking);
        let door = AtDoor { entrance, knocking, presence: self.presence, writers: self.writers };
        let random = &mut *self.random;
        let mut scene = Scene { now_ms, random, board: &board, door: &door, placing: None };
        self.came.outcome = self.session.decide_all(wishes, self.board_changed, &mut scene);
        let grown = scene.placing.take();
        let notes = &self.came.outcome.notes;
        let laid = !notes.is_empty() && lay_notes(txn, notes, self.pen);
        let grew = laid && grown.is_some_and(|placing| grow_sections(txn, placing.grown()));
        self.came.wrote |= grew;
        anew || laid
    }
}

impl InTransaction<'_> {
    /// Lays elements anew for replicas that lack them, once nobody has touched them for a while.
    fn lay_anew(&mut self, txn: &mut TransactionMut<'_>) -> bool {
        let mut wrote = false;
        for place in self.to_lay_anew.take_due(self.now) {
            let (root, key) = &place;
            let Some(element) = Element::read(&*txn, root, key) else { continue };
            self.makers.keep(&place, &element);
            element.put(txn, root, key);
            wrote = true;
        }
        self.came.wrote |= wrote;
        wrote
    }

    /// Blocks of a change are not on the board: its sender's replica hears that they are deleted.
    fn tell_of_deleted(&mut self, from: ConnectionId, runs: &[Run]) {
        if !runs.is_empty() {
            let frame = frame::sync_update(&deleted(runs)).into();
            self.effects.push(Effect::Send { to: from, frame });
        }
    }

    fn apply(
        &mut self,
        txn: &mut TransactionMut<'_>,
        from: ConnectionId,
        update: &CheckedUpdate<Box<[u8]>>,
    ) -> bool {
        let mut of_who_left = Effort::default();
        let effort = self.connections.get_mut(from).map(|connection| &mut connection.effort);
        let effort = effort.unwrap_or(&mut of_who_left);
        let allowed = effort.budget_left(self.now.monotonic_ms);
        let Taken { whole, effort: spent, too_costly } =
            take_in(txn, update, self.stopwatch, allowed);
        effort.spend(spent);
        if too_costly {
            let cause = CloseCause::TooCostly;
            self.effects.push(Effect::Close { connection: from, cause });
        }
        whole
    }

    /// Takes off the locks that somebody put onto notes of others. Gives the notes.
    fn take_locks_off(
        &self,
        txn: &mut TransactionMut<'_>,
        author: &Author,
        locks: &Locks,
    ) -> Vec<Place> {
        let whose = Whose { author, session: self.session, writers: self.writers };
        locks.take_off(txn, |place, element| whose.owns(self.makers, place, element))
    }

    fn may_all(&self, author: &Author) -> bool {
        self.session.may_all(author.who, author.by_link)
    }

    /// The blocks of a change by which an element would name somebody of the room.
    fn naming(&self, author: &Author, touched: &Touched<'_, '_>) -> Stranded {
        let is_known = |who| who == author.who || self.session.member(who).is_some();
        naming(touched, |word| word.parse().is_ok_and(is_known))
    }

    /// Puts back whom notes name, where somebody said that of others, or took a note for theirs that is not.
    fn put_names_back(
        &mut self,
        txn: &mut TransactionMut<'_>,
        author: &Author,
        named: NamedWriters,
    ) -> bool {
        let whose = Whose { author, session: self.session, writers: self.writers };
        let gone = &self.came.deeds.taken_away;
        let may_be = |renamed: &Renamed<'_>| whose.may_name(self.makers, gone, renamed);
        let wrote = named.put_back(txn, may_be);
        self.came.wrote |= wrote;
        wrote
    }

    /// The rights that somebody's changes are judged by; none where they may do everything.
    fn held_to(&self, author: &Author) -> Option<Rights> {
        let is_bound = !self.may_all(author) && self.session.binds_participants();
        is_bound.then(|| self.session.rights_in_phase())
    }

    fn judge(
        &mut self,
        txn: &mut TransactionMut<'_>,
        author: &Author,
        held_to: Option<Rights>,
        sections: &[BoardSection],
        before: Before,
    ) -> TakenBack {
        let whose = Whose { author, session: self.session, writers: self.writers };
        let who = self.session.counts_as(author.who);
        let in_force = held_to.as_ref().map(|rights| in_force(self.session, rights, sections));
        let owns =
            |makers: &Makers, place: &Place, element: &Element| whose.owns(makers, place, element);
        let changer = Changer { who, in_force, owns: &owns };
        before.judge(txn, &changer, self.makers, &mut self.came.deeds)
    }
}

/// What holds for participants, by these rights and by the open vote.
fn in_force<'a>(
    session: &'a Session,
    rights: &'a Rights,
    sections: &'a [BoardSection],
) -> InForce<'a> {
    let items = session.vote.as_ref().map_or(&[][..], |vote| &vote.items);
    InForce { rights, sections, voted_on: VotedOn::new(items) }
}

/// Whose things are.
struct Whose<'a> {
    author: &'a Author,
    session: &'a Session,
    writers: &'a Writers,
}

impl Whose<'_> {
    /// Whether an element is its author's: what names somebody is theirs, and what names nobody, whoever's made it.
    fn owns(&self, makers: &Makers, place: &Place, element: &Element) -> bool {
        let who = self.session.counts_as(self.author.who);
        let named = element.text("by").and_then(|by| by.parse().ok());
        if let Some(named) = named.filter(|named| self.session.member(*named).is_some()) {
            return self.session.counts_as(named) == who;
        }
        makers.maker_of(place).or(element.made_under).is_some_and(|client| {
            let owner = self.writers.owner(client).map(|owner| self.session.counts_as(owner));
            self.author.writes_under == Some(client) || owner == Some(who)
        })
    }

    fn may_all(&self) -> bool {
        self.session.may_all(self.author.who, self.author.by_link)
    }

    /// Whether their author may have an element name somebody else than before, or nobody.
    fn may_name(&self, makers: &Makers, gone: &[TakenAway], renamed: &Renamed<'_>) -> bool {
        let who = self.session.counts_as(self.author.who);
        let is_them = |named: &str, who| {
            let named = named.parse().ok();
            named.is_some_and(|named| self.session.counts_as(named) == who)
        };
        let place = renamed.place;
        let maker = makers.maker_of(place).or(renamed.was_made_under());
        let owner = |maker| Some(self.session.counts_as(self.writers.owner(maker)?));
        let is_own = match renamed.named_before() {
            Some(named) => is_them(named, who),
            None => {
                maker.and_then(owner) == Some(who)
                    || maker.is_none_or(|maker| self.author.writes_under == Some(maker))
            }
        };
        if self.session.anonymous && renamed.named.is_some() {
            return false;
        }
        let Some(named) = renamed.named else { return is_own || self.may_all() };
        if is_them(named, who) {
            return is_own;
        }
        // What went and comes back is whose it was.
        let of_bin = |item: &BinItem| {
            let is_it = item.whole && item.root == place.0 && item.key == place.1;
            is_it && item.fields.get(BY).and_then(Value::as_str) == Some(named)
        };
        let just_gone = |one: &TakenAway| {
            one.whole && one.place == *place && one.element.text(BY) == Some(named)
        };
        renamed.named_before().is_none()
            && (maker
                .or(renamed.made_under)
                .and_then(owner)
                .is_some_and(|owner| is_them(named, owner))
                || gone.iter().any(just_gone)
                || self.session.bin.items().any(of_bin))
    }
}
