//! Whom notes name as their writer, in their field `by`: nobody but a facilitator says of a note that it is another's, or
//! takes one as theirs; and where nobody is named, no note names anybody.

use std::collections::BTreeMap;

use picnic_protocol::ids::ClientId;
use picnic_protocol::update::Run;
use yrs::TransactionMut;

use crate::document::element::Element;
use crate::document::roots::NOTES;
use crate::room::shapes::Item;
use crate::room::stranding::Stranded;
use crate::room::touching::Touched;

/// The field.
pub(super) const BY: &str = "by";

/// What notes said before a change that may say something else.
#[derive(Debug, Default)]
pub(super) struct NamedWriters(BTreeMap<String, Option<Element>>);

/// A note that names somebody else than before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Renamed<'a> {
    pub(super) key: &'a str,
    /// As it was, as far as whose it is goes; none where no note was.
    pub(super) before: Option<&'a Element>,
    /// Whom it names now.
    pub(super) named: Option<&'a str>,
    /// Under which id that was made which is there now.
    pub(super) made_under: Option<ClientId>,
}

impl NamedWriters {
    /// Keeps what the notes say that a change makes, or of which it changes fields.
    pub(super) fn before(touched: &Touched<'_, '_>) -> Self {
        let is_field = |item: &Item| item.depth == 2 && item.keyed;
        let came = touched.update.outline().runs.iter().filter_map(|run| touched.new_of(*run));
        let came = came.flat_map(|run| touched.places(run));
        let came = came.filter(|(item, _)| item.depth == 1 || is_field(item));
        let went = touched.deletions.iter().flat_map(|run| touched.places(*run));
        let mut notes = BTreeMap::new();
        for (_, (root, key)) in came.chain(went.filter(|(item, _)| is_field(item))) {
            if root == NOTES && !notes.contains_key(key) {
                notes.insert(key.to_owned(), Element::with_field(touched.txn, root, key, BY));
            }
        }
        Self(notes)
    }

    /// Puts back what may not be; whether there was any.
    pub(super) fn put_back(
        self,
        txn: &mut TransactionMut<'_>,
        may_be: impl Fn(&Renamed<'_>) -> bool,
    ) -> bool {
        let mut wrote = false;
        for (key, before) in self.0 {
            let Some(after) = Element::with_field(&*txn, NOTES, &key, BY) else { continue };
            let was = before.as_ref().and_then(|before| before.fields.get(BY));
            let is = after.fields.get(BY);
            if was == is {
                continue;
            }
            let named = is.map(|_| after.text(BY).unwrap_or_default());
            let before = before.as_ref();
            if !may_be(&Renamed { key: &key, before, named, made_under: after.made_under }) {
                before.unwrap_or(&Element::default()).put_fields(txn, NOTES, &key, &[BY]);
                wrote = true;
            }
        }
        wrote
    }
}

/// The blocks of a change by which fields of notes would say, as a plain string, who somebody is: put back they would be in the record, which
/// is of one transaction with all that came in it.
pub(super) fn naming(touched: &Touched<'_, '_>, is_somebody: impl Fn(&str) -> bool) -> Stranded {
    let mut found = Stranded::default();
    for block in touched.update.blocks_by_client().into_iter().flatten() {
        let Some(word) = block.word else { continue };
        let run = Run { client: block.client, start: block.clock, end: block.end() };
        let is_of_note = || {
            touched
                .places(run)
                .any(|(item, (root, _))| root == NOTES && item.depth == 2 && item.keyed)
        };
        if is_somebody(touched.update.words(word)) && touched.is_new(&block) && is_of_note() {
            found.add(&block);
        }
    }
    found
}

impl Renamed<'_> {
    /// Whom it named before.
    pub(super) fn named_before(&self) -> Option<&str> {
        self.before?.text(BY)
    }

    /// Under which id that was made which was there.
    pub(super) fn was_made_under(&self) -> Option<ClientId> {
        self.before?.made_under
    }
}
