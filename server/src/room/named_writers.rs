//! Whom notes, strokes and connectors name as their writer, in their field `by`: nobody but a facilitator says of one that it is
//! another's, or takes one as theirs; and where nobody is named, none names anybody.

use std::collections::BTreeMap;

use picnic_protocol::ids::ClientId;
use picnic_protocol::update::Run;
use yrs::TransactionMut;

use crate::document::element::Element;
use crate::document::roots::{CONNECTORS, NOTES, STROKES};
use crate::room::shapes::Item;
use crate::room::stranding::Stranded;
use crate::room::touching::{Place, Touched};

/// The field.
pub(super) const BY: &str = "by";

/// Whether what stands in the map `root` names whose it is.
fn names_writers(root: &str) -> bool {
    matches!(root, NOTES | STROKES | CONNECTORS)
}

/// What elements said before a change that may say something else.
#[derive(Debug, Default)]
pub(super) struct NamedWriters(BTreeMap<Place, Option<Element>>);

/// An element that names somebody else than before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Renamed<'a> {
    pub(super) place: &'a Place,
    /// As it was, as far as whose it is goes; none where nothing was.
    pub(super) before: Option<&'a Element>,
    /// Whom it names now.
    pub(super) named: Option<&'a str>,
    /// Under which id that was made which is there now.
    pub(super) made_under: Option<ClientId>,
}

impl NamedWriters {
    /// Keeps what the elements say that a change makes, or of which it changes fields.
    pub(super) fn before(touched: &Touched<'_, '_>) -> Self {
        let is_field = |item: &Item| item.depth == 2 && item.keyed;
        let came = touched.update.outline().runs.iter().filter_map(|run| touched.new_of(*run));
        let came = came.flat_map(|run| touched.places(run));
        let came = came.filter(|(item, _)| item.depth == 1 || is_field(item));
        let went = touched.deletions.iter().flat_map(|run| touched.places(*run));
        let mut elements = BTreeMap::new();
        for (_, (root, key)) in came.chain(went.filter(|(item, _)| is_field(item))) {
            if names_writers(root) {
                let read = || Element::with_field(touched.txn, root, key, BY);
                elements.entry((root, key.to_owned())).or_insert_with(read);
            }
        }
        Self(elements)
    }

    /// Puts back what may not be; whether there was any.
    pub(super) fn put_back(
        self,
        txn: &mut TransactionMut<'_>,
        may_be: impl Fn(&Renamed<'_>) -> bool,
    ) -> bool {
        let mut wrote = false;
        for (place, before) in self.0 {
            let (root, key) = (place.0, place.1.as_str());
            let Some(after) = Element::with_field(&*txn, root, key, BY) else { continue };
            let was = before.as_ref().and_then(|before| before.fields.get(BY));
            let is = after.fields.get(BY);
            if was == is {
                continue;
            }
            let named = is.map(|_| after.text(BY).unwrap_or_default());
            let before = before.as_ref();
            if !may_be(&Renamed { place: &place, before, named, made_under: after.made_under }) {
                before.unwrap_or(&Element::default()).put_fields(txn, root, key, &[BY]);
                wrote = true;
            }
        }
        wrote
    }
}

/// The blocks of a change by which fields of elements would say, as a plain string, who somebody is: put back they would be in the record, which
/// is of one transaction with all that came in it.
pub(super) fn naming(touched: &Touched<'_, '_>, is_somebody: impl Fn(&str) -> bool) -> Stranded {
    let mut found = Stranded::default();
    for block in touched.update.blocks_by_client().into_iter().flatten() {
        let Some(word) = block.word else { continue };
        let run = Run { client: block.client, start: block.clock, end: block.end() };
        let is_of_element = || {
            touched
                .places(run)
                .any(|(item, (root, _))| names_writers(root) && item.depth == 2 && item.keyed)
        };
        if is_somebody(touched.update.words(word)) && touched.is_new(&block) && is_of_element() {
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
