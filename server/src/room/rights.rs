//! What of a participant's change may stand, by the rights that hold where it was made (rule 11).
//!
//! Judged by what it came to: an element before and after it. So it is the same for a page, for what comes late from
//! a replica that was offline, and for a foreign client.

use std::cell::OnceCell;
use std::collections::HashSet;

use picnic_protocol::ids::ElementId;
use picnic_protocol::session::rights::{Right, Rights};
use yrs::ReadTxn;

use crate::document::content::{BoardSection, section_of};
use crate::document::element::Element;
use crate::document::measures::Rect;
use crate::document::note_size::NoteSize;
use crate::document::roots::{CLUSTERS, CONNECTORS, META, NOTES, SECTIONS, STROKES, words_field};

/// What one writes with; where no more is one's own to change, these are.
const WRITTEN: [&str; 3] = ["text", "title", "color"];

/// Whether a note is held where and as it is.
const LOCKED: &str = "locked";

/// What holds for participants now.
#[derive(Debug)]
pub(super) struct InForce<'a> {
    pub(super) rights: &'a Rights,
    /// The board's sections as they lay before the change; none where rights are the same in all.
    pub(super) sections: &'a [BoardSection],
    /// What stands in the open vote; nothing while none is.
    pub(super) voted_on: VotedOn<'a>,
}

/// What stands in the open vote, to be found by its key: made when it is first asked for, since most changes never ask.
#[derive(Debug)]
pub(super) struct VotedOn<'a> {
    items: &'a [ElementId],
    keys: OnceCell<HashSet<&'a str>>,
}

impl<'a> VotedOn<'a> {
    pub(super) const fn new(items: &'a [ElementId]) -> Self {
        Self { items, keys: OnceCell::new() }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.get_or_init(|| self.items.iter().map(ElementId::as_str).collect()).contains(key)
    }
}

/// One element in somebody's change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Changed<'a> {
    /// The map that it is in.
    pub(super) root: &'a str,
    /// Its key there.
    pub(super) key: &'a str,
    /// As it was; none where it was not.
    pub(super) before: Option<&'a Element>,
    /// As it came to be; none where it is gone.
    pub(super) after: Option<&'a Element>,
    /// The cluster that it came to be in, where that matters ([`InForce::cluster_joined`]).
    pub(super) joins: Option<&'a Element>,
    /// Where a connector's ends lie, before and after: as many as are on the board.
    pub(super) ends: &'a [End],
    /// Whether it was theirs before.
    pub(super) is_own: bool,
}

/// An end of a connector: the map that it is in, and where it lies there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    pub(super) root: &'static str,
    pub(super) element: Element,
}

/// What somebody may do to an element that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowed {
    /// Take it away.
    pub(super) go: bool,
    /// Write in its texts.
    pub(super) written_in: bool,
    /// Take away what stands in its fields.
    pub(super) lose_fields: bool,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It stays as it came to be.
    Stands,
    /// It is put back as it was, or taken away.
    TakenBack,
    /// These fields of it are put back.
    FieldsTakenBack(Vec<String>),
}

impl Verdict {
    /// Whether a field of it is put back, and the rest stays.
    pub(super) fn takes_back(&self, field: &str) -> bool {
        matches!(self, Self::FieldsTakenBack(names) if names.iter().any(|name| name == field))
    }
}

impl InForce<'_> {
    /// Judges a change of one element.
    pub(super) fn judge(&self, changed: &Changed<'_>) -> Verdict {
        if is_locked_against(changed) {
            let fields = changed.before.zip(changed.after);
            let fields = fields.filter(|(before, after)| !before.is_gone_from(Some(after)));
            return fields.map_or(Verdict::TakenBack, |(before, after)| {
                let differing = before.differing(after);
                Verdict::FieldsTakenBack(differing.into_iter().map(str::to_owned).collect())
            });
        }
        match (changed.before, changed.after) {
            (None, None) => Verdict::Stands,
            (None, Some(after)) => self.judge_added(changed, after),
            (Some(before), None) => taken_back_unless(self.may_delete(changed, before)),
            (Some(before), Some(after)) if before.is_gone_from(Some(after)) => {
                // Another in its place: as if it had been deleted, and one added.
                match self.may_delete(changed, before) {
                    true => self.judge_added(changed, after),
                    false => Verdict::TakenBack,
                }
            }
            (Some(before), Some(after)) => self.judge_fields(changed, before, after),
        }
    }

    /// What may be done to an element that is there, whatever a change does to it.
    pub(super) fn allowed(
        &self,
        place: &(&'static str, String),
        element: &Element,
        ends: &[End],
        is_own: bool,
    ) -> Allowed {
        let (root, key) = place;
        let before = Some(element);
        let changed = Changed { root, key, before, after: None, joins: None, ends, is_own };
        let written_in = match (changed.root, self.right_of(&changed, element)) {
            (NOTES, _) if element.is_locked() => false,
            (SECTIONS | META, _) => self.rights.are_all(),
            (_, Right::All) => true,
            (_, Right::Own | Right::Add) => is_own,
            (_, Right::Approve | Right::Look) => false,
        };
        Allowed { go: self.may_delete(&changed, element), written_in, lose_fields: true }
    }

    /// Judges an element that was not there.
    fn judge_added(&self, changed: &Changed<'_>, after: &Element) -> Verdict {
        let root = changed.root;
        if self.is_voted_on(root, changed.key) {
            // It went; another in its place would get its votes.
            return Verdict::TakenBack;
        }
        let may_add = match root {
            SECTIONS | META => self.rights.are_all(),
            _ => self.right_of(changed, after).adds(),
        };
        let may_join = changed.joins.is_none_or(|cluster| self.right_at(CLUSTERS, cluster).adds());
        if may_add && (self.is_in_vote(root, after) || !may_join) {
            return Verdict::FieldsTakenBack(vec!["cluster".to_owned()]);
        }
        taken_back_unless(may_add)
    }

    fn may_delete(&self, changed: &Changed<'_>, before: &Element) -> bool {
        if changed.root == NOTES && before.is_locked() {
            return false;
        }
        if self.is_voted_on(changed.root, changed.key) || self.is_in_vote(changed.root, before) {
            return false;
        }
        match (changed.root, self.right_of(changed, before)) {
            (SECTIONS | META, _) => self.rights.are_all(),
            (_, Right::All) => true,
            (_, Right::Own) => changed.is_own,
            (_, Right::Add | Right::Approve | Right::Look) => false,
        }
    }

    fn judge_fields(&self, changed: &Changed<'_>, before: &Element, after: &Element) -> Verdict {
        let differing = before.differing(after);
        if differing.is_empty() {
            return Verdict::Stands;
        }
        let there = self.right_of(changed, before);
        let here = self.right_of(changed, after);
        let may_change = |right: Right, field: &str| match (changed.root, right) {
            // A section that moves takes its right elsewhere.
            (SECTIONS | META, _) => self.rights.are_all(),
            (_, Right::All) => true,
            (_, Right::Own) => changed.is_own,
            (_, Right::Add) => changed.is_own && WRITTEN.contains(&field),
            (_, Right::Approve | Right::Look) => false,
        };
        let regroups = self.regroups(changed, before, after);
        let rewords = self.rewords(changed, before, after);
        let joined = changed.joins.map(|cluster| self.right_at(CLUSTERS, cluster));
        let is_taken_back = |field: &&str| {
            let stays_together = regroups && matches!(*field, "cluster" | "at" | "under");
            let may_not_join =
                *field == "cluster" && joined.is_some_and(|right| !may_change(right, field));
            let is_reworded = rewords && *field == words_field(changed.root, changed.key);
            let is_others_lock = *field == LOCKED && changed.root == NOTES && !changed.is_own;
            stays_together
                || is_others_lock
                || may_not_join
                || is_reworded
                || !may_change(there, field)
                || !may_change(here, field)
        };
        let taken_back: Vec<String> =
            differing.into_iter().filter(is_taken_back).map(str::to_owned).collect();
        if taken_back.is_empty() { Verdict::Stands } else { Verdict::FieldsTakenBack(taken_back) }
    }

    /// The cluster that a note comes into, where rights are not the same in all sections: it lies elsewhere than the note did, and has
    /// its own right.
    pub(super) fn cluster_joined<'e>(
        &self,
        root: &str,
        before: Option<&Element>,
        after: Option<&'e Element>,
    ) -> Option<&'e str> {
        let cluster = after?.text("cluster")?;
        let was_there = before.is_some_and(|before| before.text("cluster") == Some(cluster));
        (root == NOTES && !self.sections.is_empty() && !was_there).then_some(cluster)
    }

    /// Whether what stands in the open vote, or in a cluster that does, says something else than what people gave their votes to; what is
    /// one's own and in a cluster may be mended, but not emptied.
    fn rewords(&self, changed: &Changed<'_>, before: &Element, after: &Element) -> bool {
        let Changed { root, key, is_own, .. } = *changed;
        let words = words_field(root, key);
        let is_emptied = before.says(words).is_some() && after.says(words).is_none();
        let is_other = before.says(words) != after.says(words);
        self.is_voted_on(root, key) && is_other
            || self.is_in_vote(root, before) && !is_own && is_emptied
    }

    /// Whether a note joins or leaves a cluster that stands in the open vote, or stands there itself and goes out of sight.
    fn regroups(&self, changed: &Changed<'_>, before: &Element, after: &Element) -> bool {
        let differs = |name: &str| before.fields.get(name) != after.fields.get(name);
        if changed.root != NOTES || !differs("cluster") && !differs("under") {
            return false;
        }
        let stands_itself = self.is_voted_on(changed.root, changed.key);
        let stands_around = self.is_in_vote(NOTES, before) || self.is_in_vote(NOTES, after);
        stands_itself || differs("cluster") && stands_around
    }

    /// Whether a note is in a cluster that stands in the open vote.
    fn is_in_vote(&self, root: &str, element: &Element) -> bool {
        let cluster = element.text("cluster").filter(|_| root == NOTES);
        cluster.is_some_and(|cluster| self.is_voted_on(CLUSTERS, cluster))
    }

    fn is_voted_on(&self, root: &str, key: &str) -> bool {
        matches!(root, NOTES | CLUSTERS) && self.voted_on.has(key)
    }

    /// The right that holds for an element in a change: where it lies, and of a connector the narrowest where its ends do.
    fn right_of(&self, changed: &Changed<'_>, element: &Element) -> Right {
        if changed.root != CONNECTORS {
            return self.right_at(changed.root, element);
        }
        let at_ends = changed.ends.iter().map(|end| self.right_at(end.root, &end.element));
        at_ends.max_by_key(|right| narrowness(*right)).unwrap_or(self.rights.board)
    }

    /// The ends of a connector, before and after, where rights are not the same in all sections.
    pub(super) fn ends_of<T: ReadTxn>(
        &self,
        txn: &T,
        root: &str,
        elements: [Option<&Element>; 2],
    ) -> Vec<End> {
        if root != CONNECTORS || self.sections.is_empty() {
            return Vec::new();
        }
        let keys = elements.into_iter().flatten();
        let keys = keys.flat_map(|element| ["from", "to"].map(|end| element.text(end)));
        let end = |key: &str| {
            [NOTES, CLUSTERS].into_iter().find_map(|root| {
                Some(End { root, element: Element::with_field(txn, root, key, "at")? })
            })
        };
        keys.flatten().filter_map(end).collect()
    }

    /// The right where an element lies: by its middle, a note taken for a square; a stroke by where it begins.
    fn right_at(&self, root: &str, element: &Element) -> Right {
        if self.sections.is_empty() || root == META {
            return self.rights.board;
        }
        let size = if root == NOTES { NoteSize::named(element.text("size")).side() } else { 0.0 };
        let at = if root == STROKES { "path" } else { "at" };
        let lies = Rect::at(element.pair(at), size, size);
        let section = section_of(self.sections, lies);
        self.rights.right_in(section.map(|section| section.id.as_str()))
    }
}

/// Whether a note was locked, and is not unlocked by the one whose it is.
fn is_locked_against(changed: &Changed<'_>) -> bool {
    let Changed { root, before, after, is_own, .. } = *changed;
    let was_locked = root == NOTES && before.is_some_and(Element::is_locked);
    let is_unlocked = || {
        let is_same = before.is_some_and(|before| !before.is_gone_from(after));
        is_own && is_same && after.is_some_and(|after| !after.is_locked())
    };
    was_locked && !is_unlocked()
}

/// What is allowed under a narrower right is allowed under a wider one, for what is added and taken away.
const fn narrowness(right: Right) -> u8 {
    match right {
        Right::All => 0,
        Right::Own => 1,
        Right::Add => 2,
        Right::Approve => 3,
        Right::Look => 4,
    }
}

const fn taken_back_unless(allowed: bool) -> Verdict {
    if allowed { Verdict::Stands } else { Verdict::TakenBack }
}
