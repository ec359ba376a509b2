//! The fold: one event into the session. The same when it happens and when a log is read back.

mod baskets;
mod bin;
pub(in crate::room) mod kinds;
mod merging;
mod vote;
mod words;

use picnic_protocol::ids::{ElementId, ParticipantId, Role};
use picnic_protocol::session::command::DoorState;
use picnic_protocol::session::plan::{Phase, PhaseId, PhaseKind, Reveal};
use picnic_protocol::session::view::{Brought, Timer};

use crate::limits::{DONE_MAX, STAYS_MAX};
use crate::room::session::apply::kinds::{
    of_baskets, of_people, of_the_bin, of_the_journey, of_the_plan, of_votes, of_words,
};
use crate::room::session::event::Event;
use crate::room::session::state::{CheckIn, Member, Session, Stay, Turns};
use crate::room::session::touched::{Touched, TouchedOwn};

impl Session {
    /// Folds one event, and notes what changed by it.
    pub fn apply(&mut self, event: &Event, touched: &mut Touched) {
        match event {
            of_people!() => self.apply_to_people(event, touched),
            of_the_plan!() => self.apply_to_plan(event, touched),
            of_baskets!() => self.apply_to_baskets(event, touched),
            of_words!() => self.apply_to_words(event, touched),
            of_votes!() => self.apply_to_vote(event, touched),
            of_the_bin!() => self.apply_to_bin(event, touched),
            of_the_journey!() => self.apply_to_journey(event, touched),
        }
    }

    /// Remembers commands as done.
    pub fn remember_done(&mut self, tags: &[u64]) {
        self.done.extend(tags);
        let too_many = self.done.len().saturating_sub(DONE_MAX);
        self.done.drain(..too_many);
    }

    fn apply_to_people(&mut self, event: &Event, touched: &mut Touched) {
        let who = match event {
            Event::Joined { who, role } => {
                let is_new = !self.roster.contains_key(who);
                self.roster.entry(*who).or_insert_with(|| newcomer(*role)).came_as = *role;
                if is_new {
                    // They may have been shown the session before, as one who is not in it.
                    touched.own.insert(*who, TouchedOwn::of_a_newcomer());
                    self.join_the_turns(*who, touched);
                }
                who
            }
            Event::Named { who, name } => {
                let namesake = self.namesake(*who, name);
                if let Some(member) = self.roster.get_mut(who) {
                    member.name.clone_from(name);
                    member.namesake = namesake;
                }
                who
            }
            Event::ProxyPut { who, name, keeper } => {
                let is_new = !self.roster.contains_key(who);
                let namesake = self.namesake(*who, name);
                let member = self.roster.entry(*who).or_insert_with(|| newcomer(Role::Participant));
                member.name.clone_from(name);
                member.namesake = namesake;
                let keeper_changed = member.keeper.replace(*keeper) != Some(*keeper);
                if keeper_changed {
                    self.touch_all_own(*who, touched);
                }
                if is_new {
                    self.join_the_turns(*who, touched);
                }
                who
            }
            Event::Granted { to, role } => {
                if let Some(member) = self.roster.get_mut(to) {
                    member.granted = Some(*role);
                }
                self.hold_back(*to, touched);
                touched.standing.insert(*to);
                to
            }
            Event::Removed { who } => {
                if let Some(member) = self.roster.get_mut(who) {
                    member.removed = true;
                    member.hand = false;
                }
                self.hold_back(*who, touched);
                self.ready.remove(who);
                if let Some(vote) = &mut self.vote {
                    vote.take_ballots_of(*who, &self.roster);
                }
                if self.leader == Some(*who) {
                    self.leader = None;
                    touched.journey = true;
                }
                touched.standing.insert(*who);
                who
            }
            Event::Readmitted { who } => {
                if let Some(member) = self.roster.get_mut(who) {
                    member.removed = false;
                }
                // Whoever acts for them has let go of what was theirs.
                self.touch_all_own(*who, touched);
                who
            }
            // The room's entrance follows it.
            Event::LinkRenewed { .. } => {
                touched.links = true;
                return;
            }
            Event::LetIn { who, name, generation } => {
                let is_new = !self.roster.contains_key(who);
                let namesake = self.namesake(*who, name);
                let member = self.roster.entry(*who).or_insert_with(|| newcomer(Role::Participant));
                member.name.clone_from(name);
                member.namesake = namesake;
                member.let_in = Some(*generation);
                if is_new {
                    touched.own.insert(*who, TouchedOwn::of_a_newcomer());
                    self.join_the_turns(*who, touched);
                }
                who
            }
            Event::Merged { from, into } => {
                self.merge(*from, *into, touched);
                touched.people.insert(*into);
                from
            }
            Event::Left { who } => {
                for who in who {
                    self.roster.remove(who);
                    self.leave_turns(*who, touched);
                    touched.people.insert(*who);
                }
                touched.progress = true;
                return;
            }
            Event::HandSet { who, raised } => {
                if let Some(member) = self.roster.get_mut(who) {
                    member.hand = *raised;
                }
                who
            }
            of_the_plan!()
            | of_baskets!()
            | of_words!()
            | of_votes!()
            | of_the_bin!()
            | of_the_journey!() => {
                return;
            }
        };
        touched.people.insert(*who);
        touched.progress = true;
    }

    /// A newcomer has a turn where everyone has; in a walk-through they have nothing to explain.
    fn join_the_turns(&mut self, who: ParticipantId, touched: &mut Touched) {
        let walks = matches!(self.kind(), Some(PhaseKind::Lay { reveal: Reveal::WalkThrough, .. }));
        if !walks && let Some(turns) = &mut self.turns {
            turns.order.push(who);
            touched.journey = true;
        }
    }

    fn touch_all_own(&self, who: ParticipantId, touched: &mut Touched) {
        *touched.own(who) = TouchedOwn {
            drafts: self.basket(who).iter().map(|draft| draft.id).collect(),
            reactions: self.reacted_to(who).cloned().collect(),
            ..TouchedOwn::of_a_newcomer()
        };
    }

    /// Notes that `who` reacted to.
    pub(super) fn reacted_to(&self, who: ParticipantId) -> impl Iterator<Item = &ElementId> {
        self.reactions
            .iter()
            .filter(move |(_, kinds)| kinds.values().any(|people| people.contains(&who)))
            .map(|(note, _)| note)
    }

    fn apply_to_plan(&mut self, event: &Event, touched: &mut Touched) {
        match event {
            Event::PhaseAdded { phase, before } => {
                self.insert_phase(phase.clone(), before.as_ref());
            }
            Event::PhaseChanged { phase } => {
                if let Some(there) = self.plan.iter_mut().find(|there| there.id == phase.id) {
                    *there = phase.clone();
                }
            }
            Event::PhaseMoved { phase, before } => {
                if let Some((index, _)) = self.find(phase) {
                    let phase = self.plan.remove(index);
                    self.insert_phase(phase, before.as_ref());
                }
            }
            Event::PhaseRemoved { phase } => self.plan.retain(|there| there.id != *phase),
            of_people!()
            | of_baskets!()
            | of_words!()
            | of_votes!()
            | of_the_bin!()
            | of_the_journey!() => return,
        }
        touched.plan = true;
        touched.journey = true;
    }

    fn insert_phase(&mut self, phase: Phase, before: Option<&PhaseId>) {
        let index = before.and_then(|before| self.find(before)).map(|(index, _)| index);
        self.plan.insert(index.unwrap_or(self.plan.len()), phase);
    }

    fn apply_to_journey(&mut self, event: &Event, touched: &mut Touched) {
        touched.journey = true;
        match event {
            Event::Moved { to, at_ms, timer, turns } => {
                self.move_to(to.as_ref(), *at_ms, *timer, turns.clone(), touched);
            }
            Event::AnonymousSet { anonymous } => {
                self.anonymous = *anonymous;
                touched.progress = true;
                if *anonymous {
                    self.forget_who_said_what(touched);
                }
            }
            Event::TimerSet { timer } => self.timer = *timer,
            Event::ClockMoved { by_ms } => self.move_clock(*by_ms),
            Event::TurnMoved { at, deadline_ms } => {
                if let Some(turns) = &mut self.turns {
                    turns.at = *at;
                    turns.done = turns.done.saturating_add(1);
                    turns.deadline_ms = *deadline_ms;
                }
            }
            Event::LockedSet { locked } => {
                touched.unlocked |= self.locked && !locked;
                self.locked = *locked;
            }
            Event::ArchivedSet { archived } => {
                touched.unlocked |= self.archived && !archived;
                self.archived = *archived;
            }
            Event::TakenAwaySet { at_ms } => {
                touched.taken_away = at_ms.is_some();
                self.taken_away_ms = *at_ms;
            }
            Event::JoiningClosedSet { closed: true } => self.set_door(DoorState::Closed),
            Event::JoiningClosedSet { closed: false } => self.set_door(DoorState::Open),
            Event::DoorSet { door } => self.set_door(*door),
            Event::Spotlit { note } => self.spotlight.clone_from(note),
            Event::Brought { by, view } => {
                let number = self.brought.as_ref().map_or(0, |brought| brought.number);
                let number = number.wrapping_add(1);
                self.brought = Some(Brought { number, by: *by, view: *view });
            }
            Event::Led { by } => self.leader = *by,
            Event::ReadySet { who, ready } => {
                let changed = if *ready { self.ready.insert(*who) } else { self.ready.remove(who) };
                touched.own(*who).ready |= changed;
                touched.progress = true;
            }
            of_people!()
            | of_the_plan!()
            | of_baskets!()
            | of_words!()
            | of_votes!()
            | of_the_bin!() => {}
        }
    }

    fn move_to(
        &mut self,
        to: Option<&PhaseId>,
        at_ms: u64,
        timer: Timer,
        turns: Option<Turns>,
        touched: &mut Touched,
    ) {
        if let Some(stay) = self.stays.last_mut() {
            stay.ended_ms.get_or_insert(at_ms);
        }
        if let Some(phase) = to {
            let stay = Stay { phase: phase.clone(), started_ms: at_ms, ended_ms: None };
            self.stays.push(stay);
            let too_many = self.stays.len().saturating_sub(STAYS_MAX);
            self.stays.drain(..too_many);
        }
        self.current = to.cloned();
        self.timer = timer;
        self.turns = turns;
        self.spotlight = None;
        for who in std::mem::take(&mut self.ready) {
            touched.own(who).ready = true;
        }
        if matches!(self.kind(), Some(PhaseKind::Arrive { .. }))
            && self.check_in.phase != self.current
        {
            for who in self.check_in.answers.keys().chain(&self.check_in.gave) {
                touched.own(*who).answer = true;
            }
            self.check_in = CheckIn { phase: self.current.clone(), ..CheckIn::default() };
            touched.answers = true;
        }
        touched.progress = true;
    }

    /// What is said becomes nobody's; turns, which would tell, end.
    fn forget_who_said_what(&mut self, touched: &mut Touched) {
        touched.made_anonymous = true;
        self.seal_answers(touched);
        self.writers.clear();
        self.bin.forget_people();
        self.turns = None;
        for comment in &mut self.comments {
            if let Some(by) = comment.by.take() {
                touched.own(by).comments = true;
                touched.comments.insert(comment.id);
            }
        }
    }

    fn seal_answers(&mut self, touched: &mut Touched) {
        let answers = std::mem::take(&mut self.check_in.answers);
        for who in answers.keys() {
            touched.own(*who).answer = true;
        }
        self.check_in.gave.extend(answers.keys());
        self.check_in.sealed.extend(answers.into_values());
        // In any order but that of the people.
        self.check_in.sealed.sort_unstable();
        touched.answers = true;
    }
}

/// Somebody of whom nothing is known yet.
pub(super) const fn newcomer(role: Role) -> Member {
    Member {
        name: String::new(),
        namesake: None,
        came_as: role,
        granted: None,
        keeper: None,
        hand: false,
        removed: false,
        let_in: None,
        merged: None,
    }
}
