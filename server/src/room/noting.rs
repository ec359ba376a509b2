//! When the room notes a version of its board, and what: once a minute while something changes, at a phase's end, before much is taken
//! away, before it is put away, and when somebody looks. Never what the log does not have (rule 1).

use std::collections::BTreeSet;

use picnic_protocol::ids::ParticipantId;
use picnic_protocol::session::plan::PhaseId;

use crate::limits::VERSION_INTERVAL_MS;
use crate::room::batch::Batched;
use crate::room::session::bin::Erasing;
use crate::room::session::event::Event;
use crate::room::session::outcome::Wish;
use crate::room::{Effect, Now, Room};
use crate::versions::erasing::leave_out;
use crate::versions::{Erased, Frame, Told};

/// What is to be noted, and when.
#[derive(Debug, Default)]
pub(super) struct Noting {
    told: Told,
    /// Whether any version was noted since the room was opened.
    has_begun: bool,
    /// Whether something changed since the last.
    changed: bool,
    /// Who changed something since, while people are named.
    people: BTreeSet<ParticipantId>,
    due_ms: Option<u64>,
    /// When the first of that was, ms since 1970.
    since_ms: Option<u64>,
    /// The phase that runs.
    phase: Option<PhaseId>,
    /// The one that ended since the last.
    ended: Option<PhaseId>,
    /// Whether the last left something out that was made again and is to be erased from those before.
    left_out: bool,
    /// When it was last noted because much was about to be taken away, on the monotonic clock.
    before_much_went_ms: Option<u64>,
}

impl Noting {
    /// Of a room in which this phase runs.
    pub(super) fn in_phase(phase: Option<PhaseId>) -> Self {
        Self { phase, ..Self::default() }
    }

    /// The board changed, by these.
    fn change(&mut self, now: Now, people: impl Iterator<Item = ParticipantId>) {
        self.changed = true;
        self.since_ms.get_or_insert(now.unix_ms);
        self.people.extend(people);
        let at_ms = now.monotonic_ms.saturating_add(VERSION_INTERVAL_MS);
        self.due_ms.get_or_insert(at_ms);
    }

    /// Which phase runs now.
    fn follow(&mut self, now: Now, phase: Option<&PhaseId>) {
        if self.phase.as_ref() == phase {
            return;
        }
        let ended = std::mem::replace(&mut self.phase, phase.cloned());
        if ended.is_some() {
            self.ended = ended;
            self.due_ms = Some(now.monotonic_ms);
        }
    }

    /// Somebody looks: a version is due, unless there is one of the board as it is.
    const fn ask(&mut self, now: Now) {
        if self.changed || !self.has_begun {
            self.due_ms = Some(now.monotonic_ms);
        }
    }

    /// Whether a version before much is taken away would tell anything, and is no more than one in a while: who takes away and puts
    /// back makes no versions without end.
    fn tells_before_much_goes(&self, now: Now) -> bool {
        let is_over = |at_ms: u64| now.monotonic_ms >= at_ms.saturating_add(VERSION_INTERVAL_MS);
        self.changed && self.before_much_went_ms.is_none_or(is_over)
    }

    const fn is_due(&self, now: Now) -> bool {
        matches!(self.due_ms, Some(at_ms) if now.monotonic_ms >= at_ms)
    }

    /// What it tells of people is gone from all versions, and from the next.
    pub(super) fn forget_people(&mut self) {
        self.people.clear();
        self.told.forget_people();
    }
}

impl Room {
    /// A batch of people's changes is on the board, or the session went on.
    pub(super) fn note_change(&mut self, now: Now, batch: &Batched, board: bool, events: &[Event]) {
        let comes_in = |event: &Event| matches!(event, Event::Joined { .. } | Event::Named { .. });
        if board || !events.iter().all(comes_in) {
            self.used.write();
        }
        let erased = |event: &Event| matches!(event, Event::LeftVersions { .. });
        if self.noting.left_out && events.iter().any(erased) {
            self.noting.change(now, std::iter::empty());
        }
        if !board {
            return;
        }
        let is_named = !self.session.anonymous;
        let authors = batch.changes.iter().filter(|_| is_named).map(|(author, _)| author);
        let people = authors.filter(|author| author.lasting).map(|author| author.who);
        self.noting.change(now, people);
    }

    /// Whether a version may be made: the board is as the log has it, and no seal is on its way that takes people from it.
    fn may_note(&self) -> bool {
        self.durability.works() && self.durability.is_at_rest()
    }

    /// When the next version is due.
    pub(super) fn next_version_ms(&self) -> Option<u64> {
        self.noting.due_ms.filter(|_| self.may_note())
    }

    /// Whether a version that is due is not made yet.
    #[must_use]
    pub fn owes_version(&self) -> bool {
        self.noting.is_due(self.seen) && self.durability.works()
    }

    /// Somebody looks at the versions: the board as it is must be among them.
    pub(super) const fn note_for_reader(&mut self, now: Now) {
        self.noting.ask(now);
    }

    /// Makes the version that is due.
    pub(super) fn note_if_due(&mut self, now: Now, effects: &mut Vec<Effect>) {
        self.noting.follow(now, self.session.current.as_ref());
        if self.noting.is_due(now) && self.may_note() {
            self.note(now, effects);
        }
    }

    /// Makes one where the batch takes much away, so that what was there is to be seen however soon somebody looks; says whether
    /// it did.
    pub(super) fn note_before_much_goes(&mut self, now: Now, effects: &mut Vec<Effect>) -> bool {
        let notes = self.noting.tells_before_much_goes(now)
            && self.may_note()
            && self.taking_away.is_much(now, &self.board, self.batch.changes());
        if notes {
            self.noting.before_much_went_ms = Some(now.monotonic_ms);
            self.note(now, effects);
        }
        notes
    }

    /// The same of what changed, before the room is put away.
    pub(super) fn note_before_end(&mut self, effects: &mut Vec<Effect>) {
        if self.noting.changed && self.may_note() {
            self.note(self.seen, effects);
        }
    }

    fn note(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let (mut board, mut writers) = self.board.content();
        let erasing = self.session.bin.erasing().iter().map(|erasing| &erasing.what);
        let left_out = leave_out(&mut board, erasing);
        self.noting.left_out = left_out;
        // What is left out is told later.
        let from_ms = if left_out { self.noting.since_ms } else { self.noting.since_ms.take() };
        if self.session.anonymous {
            writers.clear();
        }
        let Noting { told, people, ended, .. } = &mut self.noting;
        let (people, ended) = (std::mem::take(people), ended.take());
        let at_ms = now.unix_ms;
        let frame = told.frame(at_ms, &board, writers);
        let (ends_phase, runs) = (ended.is_some(), self.noting.phase.as_ref());
        let phase = ended.as_ref().or(runs).map(|phase| phase.as_str().to_owned());
        // A phase's end is told also where nothing changed.
        let frame = frame.or_else(|| ends_phase.then(|| Frame { at_ms, ..Frame::default() }));
        self.noting.has_begun = true;
        self.noting.changed = false;
        self.noting.due_ms = None;
        if let Some(frame) = frame {
            let people = if self.session.anonymous { BTreeSet::new() } else { people };
            // What tells everything may tell what was done before the room was opened.
            let from_ms = from_ms.filter(|_| !frame.whole);
            let frame = Box::new(Frame { from_ms, phase, ends_phase, people, ..frame });
            effects.push(Effect::KeepVersion { position: self.durability.position(), frame });
        }
    }

    /// Something was erased for good: it is in no version any more.
    pub fn erase_from_versions(&mut self, erased: &[Erasing], effects: &mut Vec<Effect>) {
        let keys = erased.iter().filter_map(|one| match &one.what {
            Erased::Element(key) => Some(key),
            Erased::Title { .. } => None,
        });
        self.noting.told.forget(keys);
        effects.push(Effect::EraseFromVersions(erased.to_vec()));
    }

    /// What was erased, by these numbers, is in no version any more.
    pub(super) fn leave_versions(&mut self, items: Vec<u64>) {
        // Where too much waits, it is erased once more when the room is opened again.
        let _ = self.batch.wish(Wish::LeaveVersions(items));
    }

    /// The versions so far cannot be read: the next one tells everything.
    pub(super) fn tell_versions_anew(&mut self, now: Now) {
        self.noting.told.tell_anew();
        self.noting.change(now, std::iter::empty());
    }
}
