//! The room's bin: what was taken away from the board, to be put back (rule 11).
//!
//! Whatever is on the board again leaves it by itself, however it came back.

use std::collections::{BTreeSet, VecDeque};

use picnic_protocol::ids::ParticipantId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::document::roots::words_field;
use crate::limits::{BIN_BYTES_MAX, BIN_ITEMS_MAX};
use crate::versions::Erased;

/// The field of a note that says whose it is.
const BY: &str = "by";

/// Something that was taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BinItem {
    /// Tells it from all others, also from those that were lost with power.
    pub id: u64,
    /// The board's map that it was in.
    pub root: String,
    /// Its key there.
    pub key: String,
    /// Whether all of it went; or its words alone: of others than notes those are all that is here then.
    pub whole: bool,
    /// Its fields as they were.
    pub fields: Map<String, Value>,
    /// The notes that were in it, of a cluster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Who took it away; none in an anonymous session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
    /// Whether it was their own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// When, ms since 1970.
    pub at_ms: u64,
    /// What one person took away in one go has one number.
    pub batch: u64,
}

/// Something that left the bin for good, and may be in versions still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasing {
    /// The item's number.
    pub id: u64,
    /// What is to be found in no version.
    pub what: Erased,
}

impl BinItem {
    /// What it says.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.fields.get(words_field(&self.root, &self.key)).and_then(Value::as_str)
    }

    fn erasing(&self) -> Erasing {
        let (root, key) = (self.root.clone(), self.key.clone());
        let what = if self.whole {
            Erased::Element(key)
        } else {
            let title = self.words().unwrap_or_default().to_owned();
            Erased::Title { root, key, title }
        };
        Erasing { id: self.id, what }
    }

    /// About how many bytes it takes.
    fn bytes(&self) -> usize {
        let of_field = |(name, value): (&String, &Value)| {
            let more = match value {
                Value::String(text) => text.len(),
                Value::Array(list) => list.len().saturating_mul(8),
                _ => 8,
            };
            name.len().saturating_add(more)
        };
        let fields: usize = self.fields.iter().map(of_field).sum();
        let members: usize = self.members.iter().map(String::len).sum();
        fields.saturating_add(members).saturating_add(self.key.len()).saturating_add(64)
    }
}

/// All of them, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Bin {
    items: VecDeque<BinItem>,
    /// The next item's number.
    next: u64,
    /// Batches so far.
    batches: u64,
    /// About how many bytes they take.
    bytes: usize,
    /// What was erased, until it is in no version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erasing: Vec<Erasing>,
}

impl Bin {
    /// The items, oldest first.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = &BinItem> {
        self.items.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// About how many bytes they take.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether there is nothing in it, and never was.
    #[must_use]
    pub const fn is_unused(&self) -> bool {
        self.next == 0
    }

    /// The number that the next item gets.
    #[must_use]
    pub const fn next(&self) -> u64 {
        self.next
    }

    /// The number that the next batch gets.
    #[must_use]
    pub const fn next_batch(&self) -> u64 {
        self.batches
    }

    /// How many items of a batch are here.
    #[must_use]
    pub fn count_of(&self, batch: u64) -> usize {
        self.items.iter().filter(|item| item.batch == batch).count()
    }

    /// Puts items in; where there are too many, those leave first that somebody took away of their own, so that nobody empties
    /// it of what was others' by making and deleting notes; and of them the oldest.
    pub(super) fn put(&mut self, items: &[BinItem]) {
        for item in items {
            self.next = self.next.max(item.id.saturating_add(1));
            self.batches = self.batches.max(item.batch.saturating_add(1));
            self.bytes = self.bytes.saturating_add(item.bytes());
            self.items.push_back(item.clone());
        }
        self.make_room_of(|item| item.own);
        self.make_room_of(|_| true);
    }

    /// Lets items go, the oldest first, until there are no more than may be.
    fn make_room_of(&mut self, may_go: impl Fn(&BinItem) -> bool) {
        let (mut count, mut bytes) = (self.items.len(), self.bytes);
        if count <= BIN_ITEMS_MAX && bytes <= BIN_BYTES_MAX {
            return;
        }
        let mut stays = |item: &BinItem| {
            let goes = (count > BIN_ITEMS_MAX || bytes > BIN_BYTES_MAX) && may_go(item);
            if goes {
                count -= 1;
                bytes = bytes.saturating_sub(item.bytes());
            }
            !goes
        };
        self.items.retain(&mut stays);
        self.bytes = bytes;
    }

    /// Takes items out, by their numbers.
    pub(super) fn take(&mut self, ids: &[u64]) -> Vec<BinItem> {
        let ids: BTreeSet<u64> = ids.iter().copied().collect();
        let all = std::mem::take(&mut self.items).into_iter();
        let (gone, stay): (Vec<_>, Vec<_>) = all.partition(|item| ids.contains(&item.id));
        self.items = stay.into();
        let bytes = gone.iter().map(BinItem::bytes).sum();
        self.bytes = self.bytes.saturating_sub(bytes);
        gone
    }

    /// The same for good: until no version has them, it is remembered which they are.
    pub(super) fn erase(&mut self, ids: &[u64]) -> Vec<Erasing> {
        let erasing: Vec<_> = self.take(ids).iter().map(BinItem::erasing).collect();
        self.erasing.extend(erasing.iter().cloned());
        erasing
    }

    /// Of these items those that may be erased now: what waits to leave the versions is bounded as the bin is.
    #[must_use]
    pub fn to_erase(&self, wanted: &BTreeSet<u64>) -> Vec<u64> {
        let mut bytes = self.erasing_bytes();
        let is_meant = |item: &&BinItem| wanted.contains(&item.id);
        let fits = |item: &&BinItem| {
            let fits = bytes < BIN_BYTES_MAX;
            bytes = bytes.saturating_add(item.erasing().what.bytes());
            fits
        };
        let items = self.items.iter().filter(is_meant).take_while(fits).map(|item| item.id);
        items.take(BIN_ITEMS_MAX.saturating_sub(self.erasing.len())).collect()
    }

    /// About how many bytes that takes that was erased and may be in versions still: nearly always nothing, and no more items than the bin
    /// may have.
    #[must_use]
    pub fn erasing_bytes(&self) -> usize {
        self.erasing.iter().map(|erasing| erasing.what.bytes()).sum()
    }

    /// What was erased and may be in versions still, oldest first.
    #[must_use]
    pub fn erasing(&self) -> &[Erasing] {
        &self.erasing
    }

    /// No version has these any more.
    pub(super) fn let_go_of(&mut self, ids: &[u64]) {
        let ids: BTreeSet<u64> = ids.iter().copied().collect();
        self.erasing.retain(|erasing| !ids.contains(&erasing.id));
    }

    /// Nobody is named from now on.
    pub(super) fn forget_people(&mut self) {
        for item in &mut self.items {
            item.by = None;
            item.fields = without_name(std::mem::take(&mut item.fields));
        }
    }
}

/// The fields without whose it is, where nobody is named.
pub(in crate::room) fn without_name(mut fields: Map<String, Value>) -> Map<String, Value> {
    if fields.contains_key(BY) {
        fields.insert(BY.to_owned(), Value::Null);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: u64, text: &str) -> BinItem {
        BinItem {
            id,
            root: "notes".to_owned(),
            key: format!("note{id}"),
            whole: true,
            fields: [("text".to_owned(), text.into()), (BY.to_owned(), "them".into())]
                .into_iter()
                .collect(),
            members: Vec::new(),
            by: Some(ParticipantId::from_bytes([1; 16])),
            own: false,
            at_ms: 1,
            batch: id / 2,
        }
    }

    #[test]
    fn items_are_numbered_on_though_some_were_taken_out() {
        let mut bin = Bin::default();
        assert!(bin.is_unused());
        bin.put(&[item(0, "a"), item(1, "b"), item(2, "c")]);
        assert_eq!((bin.count(), bin.next(), bin.next_batch()), (3, 3, 2));
        assert_eq!((bin.count_of(0), bin.count_of(1)), (2, 1));
        bin.take(&[2, 0, 9]);
        assert_eq!(bin.items().map(|item| item.id).collect::<Vec<_>>(), [1]);
        assert_eq!((bin.next(), bin.next_batch()), (3, 2));
        bin.take(&[1]);
        assert_eq!(bin.bytes, 0);
    }

    #[test]
    fn the_oldest_leave_where_there_are_too_many() {
        let mut bin = Bin::default();
        let large = "x".repeat(BIN_BYTES_MAX / 3);
        bin.put(&[item(0, &large), item(1, &large), item(2, &large)]);
        assert_eq!(bin.items().map(|item| item.id).collect::<Vec<_>>(), [1, 2]);
        bin.put(&[BinItem { own: true, ..item(3, "mine") }, item(4, &large)]);
        assert_eq!(bin.items().map(|item| item.id).collect::<Vec<_>>(), [2, 4], "one's own first");
        let many: Vec<_> = (5..BIN_ITEMS_MAX as u64 + 10).map(|id| item(id, "x")).collect();
        bin.put(&many);
        assert!(bin.count() <= BIN_ITEMS_MAX);
    }

    #[test]
    fn what_waits_to_leave_the_versions_is_bounded_as_the_bin_is() {
        let mut bin = Bin::default();
        let large = "x".repeat(BIN_BYTES_MAX / 3);
        for id in 0..5 {
            bin.put(&[BinItem { whole: false, ..item(id, &large) }]);
            let items = bin.to_erase(&[id].into());
            bin.erase(&items);
        }
        let erased: Vec<_> = bin.erasing().iter().map(|erasing| erasing.id).collect();
        assert_eq!((erased, bin.count()), (vec![0, 1, 2], 2), "the rest stays in the bin");
        assert!(bin.erasing_bytes() > BIN_BYTES_MAX);
        bin.let_go_of(&[0, 1, 2]);
        assert_eq!((bin.to_erase(&[3, 4].into()), bin.erasing_bytes()), (vec![3, 4], 0));
    }

    #[test]
    fn nobody_is_named_when_names_are_given_up() {
        let mut bin = Bin::default();
        bin.put(&[item(0, "a")]);
        bin.forget_people();
        let kept = bin.items().next().unwrap();
        assert_eq!((kept.by, &kept.fields[BY]), (None, &Value::Null));
    }
}
