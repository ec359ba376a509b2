//! The bin: what goes in, what leaves it, and what is said of it.

use std::collections::{BTreeSet, HashSet};

use picnic_protocol::ids::ParticipantId;

use crate::document::element::{Element, as_json};
use crate::document::roots::{CONNECTORS, NOTES, STROKES, words_field};
use crate::room::session::Session;
use crate::room::session::bin::{BinItem, without_name};
use crate::room::session::board_seen::BoardSeen;
use crate::room::session::decide::Decision;
use crate::room::session::event::Event;

/// Whether what stands there now brings back what is in the bin: of a note its words, or it was made when that was, and changed since.
/// Another in its place does not.
fn is_back(item: &BinItem, there: &Element) -> bool {
    let says = || there.says(words_field(&item.root, &item.key));
    let value = |name: &str| there.fields.get(name).and_then(as_json);
    // Who puts next to nothing in the place of words brings them back as little as who deletes them.
    let says_most = || says().map_or(0, str::len) * 2 >= item.words().map_or(0, str::len);
    match (item.root.as_str(), item.whole) {
        (NOTES, true) if item.fields.contains_key("made") => {
            says() == item.words()
                || says_most() && value("made").as_ref() == item.fields.get("made")
        }
        (NOTES, _) => says() == item.words(),
        (CONNECTORS, true) => {
            ["from", "to"].iter().all(|end| value(end).as_ref() == item.fields.get(*end))
        }
        (STROKES, true) => value("path").as_ref() == item.fields.get("path"),
        (_, true) => item.words().is_none_or(|words| words.trim().is_empty()) || says().is_some(),
        (_, false) => says().is_some(),
    }
}

impl Session {
    /// What somebody took away goes into the bin. The items come without numbers, and who took them away only where that may
    /// be known. A number is no less than its time: where power took items, no later one has the number of one of them, by which
    /// somebody may still ask to erase it.
    #[must_use]
    pub fn bin_what_went(&self, items: Vec<BinItem>) -> Decision {
        let first = items.iter().map(|item| item.at_ms).fold(self.bin.next(), u64::max);
        let items: Vec<_> = items
            .into_iter()
            .zip(first..)
            .map(|(item, id)| {
                let by = item.by.filter(|_| !self.anonymous);
                let fields = if self.anonymous { without_name(item.fields) } else { item.fields };
                BinItem { id, by, fields, ..item }
            })
            .collect();
        Decision::when(!items.is_empty(), Event::Binned { items })
    }

    /// What is on the board again, of what was made there, leaves the bin.
    #[must_use]
    pub fn bin_what_came_back(
        &self,
        made: &BTreeSet<(&'static str, String)>,
        board: &dyn BoardSeen,
    ) -> Decision {
        let made: HashSet<_> = made.iter().map(|(root, key)| (*root, key.as_str())).collect();
        let came_back = |item: &&BinItem| {
            let (root, key) = (item.root.as_str(), item.key.as_str());
            made.contains(&(root, key))
                && board.element(root, key).is_some_and(|element| is_back(item, &element))
        };
        let items: Vec<_> = self.bin.items().filter(came_back).map(|item| item.id).collect();
        Decision::when(!items.is_empty(), Event::LeftBin { items })
    }

    /// What was there since before `since_ms` leaves the bin.
    #[must_use]
    pub fn bin_what_is_old(&self, since_ms: u64) -> Decision {
        let old = self.bin.items().take_while(|item| item.at_ms < since_ms);
        let items: Vec<_> = old.map(|item| item.id).collect();
        Decision::when(!items.is_empty(), Event::LeftBin { items })
    }

    pub(super) fn erase(&self, wanted: &[u64]) -> Decision {
        let wanted: BTreeSet<u64> = wanted.iter().copied().collect();
        // What finds no room there stays in the bin.
        let items = self.bin.to_erase(&wanted);
        Decision::when(!items.is_empty(), Event::Erased { items })
    }

    /// No version has these any more.
    #[must_use]
    pub fn leave_versions(&self, mut items: Vec<u64>) -> Decision {
        let erasing: BTreeSet<_> = self.bin.erasing().iter().map(|erasing| erasing.id).collect();
        items.retain(|id| erasing.contains(id));
        Decision::when(!items.is_empty(), Event::LeftVersions { items })
    }

    pub(super) fn tell_put_back(by: ParticipantId, count: u32, at_ms: Option<u64>) -> Decision {
        Event::PutBack { by, count, at_ms }.into()
    }
}
