//! Taking people's changes into a transaction: what they may not do is taken back there and then, and what they took
//! away is kept (rule 11).
//!
//! A change is applied first and then judged by what it came to, element by element. What may not stand is put back by the
//! server in the same transaction: every replica, its writer's too, comes to what the room holds, and nobody sees
//! anything in between.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use picnic_protocol::ids::{ClientId, ParticipantId};
use yrs::{Map as _, Out, ReadTxn as _, Text as _, TransactionMut};

use crate::document::element::{Element, take_away};
use crate::document::keys::fill_with_notes;
use crate::document::roots::{
    ALL, CLUSTERS, CONNECTORS, META, NOTES, SECTIONS, STROKES, words_field,
};
use crate::limits::ROOM_NOTES_MAX;
use crate::room::emptying::Shortened;
use crate::room::kept_aside::WordsAside;
use crate::room::refused_words::{RefusedWords, Typed, typed_in, words_lost};
use crate::room::rights::{Changed, InForce, Verdict};
use crate::room::shapes::Item;
use crate::room::touching::{Place, Touched};

/// What putting back an element costs whoever changed it where they may not: as much of their effort.
pub(super) const TAKEN_BACK_EFFORT: Duration = Duration::from_micros(100);

/// So long a look at what a change touches, and what it came to, is part of any change.
pub(super) const JUDGED_UNCOUNTED: Duration = Duration::from_micros(500);

/// What people did to elements in one transaction.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    /// What was taken away, in order.
    pub(super) taken_away: Vec<TakenAway>,
    /// Texts of others that were made shorter.
    pub(super) shortened: Vec<Shortened>,
    /// Elements that came to be, or that may have a title now.
    pub(super) made: BTreeSet<Place>,
}

/// Something that somebody took away.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TakenAway {
    /// Who.
    pub(super) who: ParticipantId,
    /// Where it was.
    pub(super) place: Place,
    /// Whether all of it is gone; or its words alone: of others than notes those are all that is here then.
    pub(super) whole: bool,
    /// As it was.
    pub(super) element: Element,
    /// The notes that were in it, of a cluster.
    pub(super) members: Vec<String>,
    /// Whether it was somebody else's.
    pub(super) is_others: bool,
}

/// Whose change it is.
pub(super) struct Changer<'a> {
    /// Who.
    pub(super) who: ParticipantId,
    /// What holds for them; none for whoever may do everything.
    pub(super) in_force: Option<InForce<'a>>,
    /// Whether something that stands there is theirs.
    pub(super) owns: &'a dyn Fn(&Makers, &Place, &Element) -> bool,
}

/// So many elements that were taken back are named to a developer.
const NAMED_MAX: usize = 3;

/// What of a change was taken back.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TakenBack {
    /// How many elements.
    pub(super) elements: usize,
    /// Some of them.
    pub(super) places: Vec<Place>,
    /// What was written in them, which is its writers' to keep.
    pub(super) words: Vec<RefusedWords>,
}

impl TakenBack {
    /// The same with what was taken back besides.
    pub(super) fn with(mut self, other: Self) -> Self {
        let elements = self.elements.saturating_add(other.elements);
        self.add(other.places);
        self.words.extend(other.words);
        Self { elements, ..self }
    }

    /// More elements that were taken back.
    pub(super) fn add(&mut self, places: impl IntoIterator<Item = Place>) {
        for place in places {
            self.elements += 1;
            if self.places.len() < NAMED_MAX && !self.places.contains(&place) {
                self.places.push(place);
            }
        }
    }
}

/// Elements as they are before a change.
#[derive(Debug, Default)]
pub(super) struct Before {
    elements: BTreeMap<Place, Option<Element>>,
    /// What is about to be written in texts of elements that are there, where it may come to nothing.
    typed: BTreeMap<Place, Typed>,
    /// Under which ids words come to elements that are judged.
    writers: BTreeMap<Place, BTreeSet<ClientId>>,
    members: BTreeMap<String, Vec<String>>,
    made: BTreeSet<Place>,
}

impl Before {
    /// Keeps what a change is about to touch: all of that where it will be judged, and otherwise what it may take away. `laid` is what was
    /// laid anew: what is written in what stood there before comes to nothing.
    pub(super) fn of(touched: &Touched<'_, '_>, is_judged: bool, laid: &BTreeSet<Place>) -> Self {
        let mut before = Self::default();
        let txn = touched.txn;
        for run in &touched.update.outline().runs {
            for (item, (root, key)) in touched.places(*run) {
                let itself = item.depth == 1;
                let may_say_again = item.is_of_texts() && says_nothing(txn, root, key);
                if itself || has_title(root) || may_say_again {
                    before.made.insert((root, key.to_owned()));
                }
                if is_judged || itself {
                    before.keep(txn, root, key, itself);
                }
            }
            if is_judged && let Some(new) = touched.new_of(*run) {
                let has_words = |item: &Item| item.depth == 1 || item.is_of_texts();
                for (_, (root, key)) in touched.places(new).filter(|(item, _)| has_words(item)) {
                    let writers = before.writers.entry((root, key.to_owned())).or_default();
                    writers.insert(run.client);
                }
            }
        }
        for run in &touched.deletions {
            for (item, (root, key)) in touched.places(*run) {
                let itself = item.depth == 1;
                if is_judged || itself || has_title(root) || item.is_of_texts() {
                    before.keep(txn, root, key, itself);
                }
            }
        }
        if is_judged || !laid.is_empty() {
            before.typed = typed_in(touched);
            before.typed.retain(|place, _| is_judged || laid.contains(place));
            let typed: Vec<_> = before.typed.keys().cloned().collect();
            for (root, key) in typed {
                before.keep(txn, root, &key, false);
            }
        }
        before
    }

    fn keep(&mut self, txn: &TransactionMut<'_>, root: &'static str, key: &str, may_go: bool) {
        let place = (root, key.to_owned());
        let read = || Element::read(txn, root, key);
        let element = self.elements.entry(place).or_insert_with(read);
        if root == CLUSTERS && may_go && element.is_some() {
            self.members.entry(key.to_owned()).or_default();
        }
    }

    /// Whether nothing is kept that the change could do something to.
    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty() && self.made.is_empty()
    }

    /// Finds which notes are in the clusters that the change may take away.
    pub(super) fn find_members(&mut self, txn: &TransactionMut<'_>) {
        if !self.members.is_empty() {
            fill_with_notes(txn, &mut self.members);
        }
    }

    /// Judges what the change came to, takes back what may not stand, and notes what is gone.
    pub(super) fn judge(
        self,
        txn: &mut TransactionMut<'_>,
        changer: &Changer<'_>,
        makers: &mut Makers,
        deeds: &mut Deeds,
    ) -> TakenBack {
        let mut taken_back = TakenBack::default();
        let Self { elements, mut typed, mut writers, mut members, made } = self;
        for (place, before) in elements {
            let typed = typed.remove(&place);
            let mut written_under = writers.remove(&place).unwrap_or_default();
            written_under.extend(typed.iter().flat_map(Typed::written_under));
            let refused = |text: String, of: &str| RefusedWords {
                words: WordsAside { of: of.to_owned(), text },
                written_under,
            };
            let mut after = Element::read(txn, place.0, &place.1);
            if before == after {
                // Into a text in whose place another is, or that was to come in the place of one.
                let text = typed.filter(|_| after.is_some()).and_then(Typed::words);
                taken_back.words.extend(text.map(|text| refused(text, &place.1)));
                continue;
            }
            let is_own =
                before.as_ref().is_some_and(|element| (changer.owns)(makers, &place, element));
            if let Some(was) = before.as_ref().filter(|was| was.is_gone_from(after.as_ref())) {
                makers.keep(&place, was);
            }
            let (root, key) = place;
            let (was, is) = (before.as_ref(), after.as_ref());
            let verdict = changer.in_force.as_ref().map_or(Verdict::Stands, |holds| {
                let joins = holds.cluster_joined(root, was, is);
                let joins = joins.and_then(|cluster| Element::read(txn, CLUSTERS, cluster));
                let ends = holds.ends_of(txn, root, [was, is]);
                let (key, joins, ends) = (&*key, joins.as_ref(), &*ends);
                holds.judge(&Changed { root, key, before: was, after: is, joins, ends, is_own })
            });
            if verdict != Verdict::Stands {
                taken_back.add([(root, key.clone())]);
                let text = is.and_then(|is| words_lost(was, is, &verdict));
                let typed = typed.unwrap_or_default();
                if verdict.takes_back(words_field(root, &key)) {
                    typed.delete(txn);
                }
                let text = text.or(typed.words());
                taken_back.words.extend(text.map(|text| refused(text, &key)));
                put_back(txn, root, &key, was, &verdict);
                after = Element::read(txn, root, &key);
            }
            let members = members.remove(&key).unwrap_or_default();
            // What was put back whole is there, though under another id.
            let before = before.filter(|_| verdict != Verdict::TakenBack);
            if let Some(said) = before.as_ref().and_then(|was| shortened(root, &key, was, &after))
                && (!is_own || root != NOTES)
            {
                let (who, place) = (changer.who, (root, key.clone()));
                deeds.shortened.push(Shortened { who, place, said: said.to_owned() });
            }
            let gone =
                before.and_then(|before| what_is_gone(root, &key, before, after.as_ref(), is_own));
            if let Some((whole, element)) = gone {
                deeds.taken_away.push(TakenAway {
                    who: changer.who,
                    place: (root, key),
                    whole,
                    element,
                    members,
                    is_others: !is_own,
                });
            }
        }
        deeds.made.extend(made);
        taken_back
    }
}

/// Whether a note has no words.
fn says_nothing(txn: &TransactionMut<'_>, root: &'static str, key: &str) -> bool {
    let note = (root == NOTES).then(|| txn.get_map(root)?.get(txn, key)).flatten();
    let Some(Out::YMap(note)) = note else { return false };
    match note.get(txn, words_field(root, key)) {
        Some(Out::YText(text)) => text.len(txn) == 0,
        _ => true,
    }
}

fn has_title(root: &str) -> bool {
    matches!(root, CLUSTERS | SECTIONS | META)
}

fn put_back(
    txn: &mut TransactionMut<'_>,
    root: &str,
    key: &str,
    before: Option<&Element>,
    verdict: &Verdict,
) {
    match (verdict, before) {
        (Verdict::Stands, _) => {}
        (Verdict::FieldsTakenBack(names), Some(before)) => {
            before.put_fields(txn, root, key, names);
        }
        (Verdict::FieldsTakenBack(names), None) => {
            Element::default().put_fields(txn, root, key, names);
        }
        (Verdict::TakenBack, Some(before)) => before.put(txn, root, key),
        (Verdict::TakenBack, None) => take_away(txn, root, key),
    }
}

/// What an element said that is still there and says less now, or nothing.
fn shortened<'a>(
    root: &str,
    key: &str,
    before: &'a Element,
    after: &Option<Element>,
) -> Option<&'a str> {
    let words = words_field(root, key);
    let says = after.as_ref()?.text(words).map_or(0, str::len);
    before.says(words).filter(|said| says < said.len())
}

/// What of an element is gone that somebody may miss: all of it, or its title.
fn what_is_gone(
    root: &str,
    key: &str,
    before: Element,
    after: Option<&Element>,
    is_own: bool,
) -> Option<(bool, Element)> {
    let title = words_field(root, key);
    let is_gone = before.is_gone_from(after);
    match root {
        NOTES => {
            before.says(title)?;
            let is_emptied = after.is_none_or(|after| after.says(title).is_none());
            (is_gone || is_emptied && !is_own).then_some((is_gone, before))
        }
        STROKES | CONNECTORS => is_gone.then_some((true, before)),
        CLUSTERS | SECTIONS if is_gone => Some((true, before)),
        CLUSTERS | SECTIONS | META => {
            before.says(title)?;
            if after.is_some_and(|after| after.says(title).is_some()) {
                return None;
            }
            let Element { mut fields, made_under, made_at } = before;
            fields.retain(|field, _| field == title);
            Some((false, Element { fields, made_under, made_at }))
        }
        _ => None,
    }
}

/// Who made elements that went since, by the client ids under which they were made at first, which the board shows as well.
#[derive(Debug, Default)]
pub(super) struct Makers(BTreeMap<Place, ClientId>);

impl Makers {
    /// As a snapshot has them: by the names of the maps, and the keys there.
    pub(super) fn of_snapshot(kept: &BTreeMap<String, BTreeMap<String, ClientId>>) -> Self {
        let of_root = |root: &'static str| {
            let keys = kept.get(root).into_iter().flatten();
            keys.map(move |(key, maker)| ((root, key.clone()), *maker))
        };
        Self(ALL.into_iter().flat_map(of_root).collect())
    }

    /// For a snapshot.
    pub(super) fn for_snapshot(&self) -> BTreeMap<String, BTreeMap<String, ClientId>> {
        let mut kept: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
        for ((root, key), maker) in &self.0 {
            kept.entry((*root).to_owned()).or_default().insert(key.clone(), *maker);
        }
        kept
    }

    /// Something goes that may come back, made by somebody else then.
    pub(super) fn keep(&mut self, place: &Place, before: &Element) {
        if let Some(maker) = before.made_under.filter(|_| self.0.len() < ROOM_NOTES_MAX) {
            self.0.entry(place.clone()).or_insert(maker);
        }
    }

    /// The client id under which an element was made first, if it went since.
    pub(super) fn maker_of(&self, place: &Place) -> Option<ClientId> {
        self.0.get(place).copied()
    }
}
