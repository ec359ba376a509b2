//! Words of a change that are not on the board after all: what they are, and under which ids they were written.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::ClientId;
use picnic_protocol::session::naming::is_blank;
use picnic_protocol::update::{Run, deleted};
use yrs::updates::decoder::Decode as _;
use yrs::{TransactionMut, Update};

use crate::document::element::Element;
use crate::room::kept_aside::WordsAside;
use crate::room::rights::Verdict;
use crate::room::touching::{Place, Touched};

/// Words that were taken back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RefusedWords {
    pub(super) words: WordsAside,
    /// Whose they are, as far as these ids are known: who brings words may hand on what others wrote.
    pub(super) written_under: BTreeSet<ClientId>,
}

/// What a change writes in the texts of an element.
#[derive(Debug, Default)]
pub(super) struct Typed {
    text: String,
    /// Its blocks, those of each client together and in order.
    runs: Vec<Run>,
}

impl Typed {
    pub(super) fn words(self) -> Option<String> {
        Some(self.text).filter(|text| !is_blank(text))
    }

    pub(super) fn written_under(&self) -> impl Iterator<Item = ClientId> {
        self.runs.iter().map(|run| run.client)
    }

    /// Takes these very letters out again: among others that look alike no comparison tells which they are.
    pub(super) fn delete(&self, txn: &mut TransactionMut<'_>) {
        if let Ok(update) = Update::decode_v1(&deleted(&self.runs)) {
            let done = txn.apply_update(update);
            debug_assert!(done.is_ok(), "what is there can be deleted");
        }
    }
}

/// What a change writes in texts, and leaves there, by where they are; nothing of what is on the board already.
pub(super) fn typed_in(touched: &Touched<'_, '_>) -> BTreeMap<Place, Typed> {
    let Touched { update, deletions, .. } = touched;
    let deletions: BTreeMap<_, _> =
        deletions.iter().map(|run| ((run.client, run.start), run.end)).collect();
    let mut typed: BTreeMap<Place, Typed> = BTreeMap::new();
    for block in update.blocks_by_client().into_iter().flatten() {
        let Some(words) = block.text else { continue };
        let before = deletions.range(..=(block.client, block.clock)).next_back();
        let is_deleted =
            before.is_some_and(|((client, _), end)| *client == block.client && block.end() <= *end);
        let run = Run { client: block.client, start: block.clock, end: block.end() };
        let place = touched.places(run).find(|(item, _)| item.depth > 2);
        if let Some((_, (root, key))) = place.filter(|_| !is_deleted && touched.is_new(&block)) {
            let typed = typed.entry((root, key.to_owned())).or_default();
            typed.text.push_str(update.words(words));
            typed.runs.push(run);
        }
    }
    typed
}

/// What somebody wrote that is not on the board after all: of a new element also where nothing is written yet, for what is
/// typed into it comes letter by letter.
pub(super) fn words_lost(
    before: Option<&Element>,
    after: &Element,
    verdict: &Verdict,
) -> Option<String> {
    let name = ["text", "title"].into_iter().find(|name| after.text(name).is_some())?;
    let is_lost = match verdict {
        Verdict::Stands => false,
        Verdict::TakenBack => true,
        Verdict::FieldsTakenBack(names) => names.iter().any(|lost| lost == name),
    };
    let was = before.and_then(|before| before.text(name));
    let words = after.text(name).filter(|words| is_lost && was != Some(words))?;
    (before.is_none() || !is_blank(words)).then(|| words.to_owned())
}
