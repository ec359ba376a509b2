//! Who took how much away of late: what goes into the bin as one, and what facilitators are told of (rule 11).
//!
//! Kept in memory alone, so that the log of an anonymous room does not say who it was.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use picnic_protocol::block::Id;
use picnic_protocol::ids::ParticipantId;
use picnic_protocol::update::{CheckedUpdate, Run};
use serde_json::{Map, Value};
use yrs::{ClientID, ID, IdSet};

use crate::document::element::{Field, as_json};
use crate::document::roots::{META, NOTES, words_field};
use crate::limits::{TAKEN_AWAY_TOGETHER_MS, TAKEN_AWAY_TOLD_MAX, TAKEN_AWAY_TOLD_MS};
use crate::room::Now;
use crate::room::batch::Author;
use crate::room::board::Board;
use crate::room::emptying::Emptying;
use crate::room::session::bin::BinItem;
use crate::room::taking_in::{Deeds, TakenAway};
use crate::versions::much::Amount;

/// What people took away of late.
#[derive(Debug, Default)]
pub(super) struct TakingAway {
    people: BTreeMap<ParticipantId, InOneGo>,
    /// Batches that facilitators are to be told of, and who took them away.
    to_tell: BTreeMap<u64, ParticipantId>,
    /// Those that were told last, oldest first: who comes hears of them.
    told: VecDeque<(u64, ParticipantId, u64)>,
    emptying: Emptying,
}

/// Whether a note says less than half of what it did, or nothing, once these blocks of its text are gone, besides those that are deleted
/// already.
fn loses_most(board: &Board, note: &str, letters: &[Run], deleted: &IdSet) -> bool {
    let Some(element) = board.element(NOTES, note) else { return false };
    let Some(text) = element.says(words_field(NOTES, note)) else { return false };
    let is_there = |id: &ID| !deleted.contains(id);
    let ids = |run: &Run| {
        let client = ClientID::new(run.client);
        (run.start..run.end).map(move |clock| ID::new(client, clock))
    };
    2 * letters.iter().flat_map(ids).filter(is_there).count() > text.encode_utf16().count()
}

/// What somebody took away in one go.
#[derive(Debug)]
struct InOneGo {
    batch: u64,
    at_ms: u64,
    /// Elements of others.
    of_others: Amount,
}

impl InOneGo {
    /// Whether what is taken away now is in one go with it.
    const fn is_recent(&self, now: Now) -> bool {
        is_within(TAKEN_AWAY_TOGETHER_MS, self.at_ms, now)
    }
}

/// Whether it is no longer than so many ms since then.
const fn is_within(ms: u64, at_ms: u64, now: Now) -> bool {
    now.monotonic_ms < at_ms.saturating_add(ms)
}

/// What of the board is about to go by somebody's changes.
#[derive(Debug, Default)]
struct Going<'a> {
    amount: Amount,
    /// Elements that go as a whole.
    whole: BTreeSet<(&'static str, &'a str)>,
    /// Letters that go, by the notes that they are in.
    letters: BTreeMap<&'a str, Vec<Run>>,
}

impl<'a> Going<'a> {
    /// Takes one more change in, and says whether they take much away.
    fn is_much_with(&mut self, update: &CheckedUpdate<Box<[u8]>>, board: &'a Board) -> bool {
        let shapes = board.shapes();
        let deletions = update.deletions();
        for (piece, item) in deletions.iter().flat_map(|run| shapes.stands(*run)) {
            let place = item.entry.and_then(|entry| shapes.name_of(entry));
            let Some((root, key)) = place.filter(|(root, _)| *root != META) else { continue };
            if item.depth > 1 {
                if root == NOTES && item.is_of_texts() {
                    self.letters.entry(key).or_default().push(piece);
                }
                continue;
            }
            // Pages say again and again what was deleted long ago.
            let is_it = |made: Id| {
                made.client == piece.client && (piece.start..piece.end).contains(&made.clock)
            };
            if board.origin(root, key).is_some_and(is_it) && self.whole.insert((root, key)) {
                self.amount.add(root, true);
            }
        }
        self.amount.is_much() || self.empties_many(board)
    }

    /// Whether it is much with the notes that are emptied, which takes some time to see.
    fn empties_many(&self, board: &Board) -> bool {
        let mut emptied =
            self.letters.iter().filter(|(key, _)| !self.whole.contains(&(NOTES, **key)));
        if !self.amount.is_much_with(emptied.clone().count()) {
            return false;
        }
        let deleted = board.deleted();
        let mut amount = self.amount;
        emptied.any(|(key, letters)| {
            if loses_most(board, key, letters, &deleted) {
                amount.add(NOTES, false);
            }
            amount.is_much()
        })
    }
}

impl TakingAway {
    /// What went, for the bin, with a batch for each who took it; `next` is the next batch's number.
    pub(super) fn items_of(&mut self, deeds: Deeds, mut next: u64, now: Now) -> Vec<BinItem> {
        self.people.retain(|_, of| of.is_recent(now));
        self.emptying.forget(now);
        for shortened in deeds.shortened {
            // Whoever empties one text after another takes away all of them in one go, however long each takes.
            if let Some(of) = self.people.get_mut(&shortened.who) {
                of.at_ms = now.monotonic_ms;
            }
            self.emptying.shorten(shortened, now);
        }
        let mut items = Vec::with_capacity(deeds.taken_away.len());
        for taken in deeds.taken_away {
            let at_ms = now.monotonic_ms;
            let new = || InOneGo { batch: next, at_ms, of_others: Amount::default() };
            let of = self.people.entry(taken.who).or_insert_with(new);
            if of.batch == next {
                next += 1;
            }
            of.at_ms = at_ms;
            if taken.is_others {
                of.of_others.add(taken.place.0, taken.whole);
            }
            if of.of_others.is_much() {
                self.to_tell.insert(of.batch, taken.who);
            }
            let said = self.emptying.take(&taken.place);
            items.push(item(taken, said, of.batch, now.unix_ms));
        }
        items
    }

    /// Whether changes that are about to come to the board take much of it away, by themselves or with what their authors took away
    /// of late: as much as facilitators are told of, whosever it is.
    pub(super) fn is_much(
        &self,
        now: Now,
        board: &Board,
        changes: &[(Author, CheckedUpdate<Box<[u8]>>)],
    ) -> bool {
        let mut people: BTreeMap<ParticipantId, Going<'_>> = BTreeMap::new();
        for (author, update) in changes.iter().filter(|(_, update)| update.outline().deletes) {
            let going = people.entry(author.who).or_insert_with(|| {
                let before = self.people.get(&author.who).filter(|of| of.is_recent(now));
                Going {
                    amount: before.map(|of| of.of_others).unwrap_or_default(),
                    ..Going::default()
                }
            });
            if going.is_much_with(update, board) {
                return true;
            }
        }
        false
    }

    /// How many bytes that takes which is remembered of texts.
    pub(super) const fn bytes(&self) -> usize {
        self.emptying.bytes()
    }

    /// The batches that are large, or grew, since this was last asked, with who took them away.
    pub(super) fn take_to_tell(&mut self, now: Now) -> BTreeMap<u64, ParticipantId> {
        let to_tell = std::mem::take(&mut self.to_tell);
        for (batch, who) in &to_tell {
            self.told.retain(|(told, ..)| told != batch);
            self.told.push_back((*batch, *who, now.monotonic_ms));
        }
        while self.told.len() > TAKEN_AWAY_TOLD_MAX {
            self.told.pop_front();
        }
        to_tell
    }

    /// The large batches of late, with who took them away.
    pub(super) fn of_late(&self, now: Now) -> impl Iterator<Item = (u64, ParticipantId)> {
        let is_of_late = move |at_ms: u64| is_within(TAKEN_AWAY_TOLD_MS, at_ms, now);
        let told = self.told.iter().filter(move |(_, _, at_ms)| is_of_late(*at_ms));
        told.map(|(batch, who, _)| (*batch, *who))
    }
}

/// What was taken away, as it was before they began to.
fn item(taken: TakenAway, said: Option<String>, batch: u64, at_ms: u64) -> BinItem {
    let TakenAway { who, place: (root, key), whole, mut element, members, is_others } = taken;
    if let Some(said) = said {
        element.fields.insert(words_field(root, &key).to_owned(), Field::Text(said));
    }
    let fields: Map<String, Value> = element
        .fields
        .iter()
        .filter_map(|(name, field)| Some((name.clone(), as_json(field)?)))
        .collect();
    let (root, by) = (root.to_owned(), Some(who));
    BinItem { id: 0, root, key, whole, fields, members, by, own: !is_others, at_ms, batch }
}
