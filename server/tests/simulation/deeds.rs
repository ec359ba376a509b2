//! Slips and pranks: what people take away, cut and paste, undo, and put back out of the bin.

use std::collections::BTreeMap;

use picnic::room::session::bin::BinItem;
use yrs::{
    Any, GetString as _, Map as _, MapPrelim, MapRef, Out, ReadTxn as _, TextPrelim, TextRef,
    TransactionMut, WriteTxn as _,
};

use crate::grouping::memberships;
use crate::person::{Done, Person, note_of, signed_part};
use crate::random::Random;
use crate::shadow::number_of;

/// Most notes that are cut at once, but for those who take all.
const CUT_MAX: usize = 3;

/// A note that was cut.
#[derive(Debug, Clone)]
pub struct Cut {
    key: String,
    text: String,
    x: f64,
    cluster: Option<String>,
}

/// A place that tells who laid something there.
pub fn place(x: u8, number: u64) -> [f64; 2] {
    #[expect(clippy::cast_precision_loss, reason = "so many are never written")]
    let tells = number as f64 / 1e6;
    [f64::from(x), 1.0 + tells]
}

/// The number of whoever laid something at such a place.
pub fn number_at([_, y]: [f64; 2]) -> Option<u64> {
    let is_peoples = y > 1.0 && y < 2.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was one")]
    is_peoples.then(|| ((y - 1.0) * 1e6).round() as u64)
}

impl Person {
    /// Takes something away, or takes that back.
    pub fn slip(&mut self, random: &mut Random, number: u64, back: &mut usize) -> Option<Done> {
        if random.one_in(8) {
            return self.touch_section(random, number);
        }
        if self.cut.is_empty() {
            return self.cut(random);
        }
        let done = self.bring_back(number);
        *back += usize::from(done.is_some());
        done
    }

    /// Takes notes away, and keeps them to paste them again or to undo that; now and then all there are.
    pub fn cut(&mut self, random: &mut Random) -> Option<Done> {
        let mut notes = self.note_ids();
        let wanted = self.page.wanted().iter().map(|item| item.as_str().to_owned());
        let wanted: Vec<String> = wanted.filter(|item| notes.contains(item)).collect();
        if self.page.votes() && !wanted.is_empty() {
            notes = wanted;
        }
        if !random.one_in(8) {
            let count = random.index(CUT_MAX) + 1;
            notes = (0..count.min(notes.len())).map(|_| random.pick(&notes).clone()).collect();
            notes.sort();
            notes.dedup();
        }
        if notes.is_empty() {
            return None;
        }
        let members = self.read(|txn| memberships(txn));
        let mut cut = Vec::new();
        let frame = self.change(BTreeMap::new(), |txn| {
            for key in notes {
                let Some(note) = note_of(txn, &key) else { continue };
                let text = note.get(txn, "text").and_then(|text| text.cast::<TextRef>().ok());
                let x = match note.get(txn, "at") {
                    Some(Out::Any(Any::Array(at))) => at.first().map(number_of),
                    _ => None,
                };
                let x = x.unwrap_or_default();
                let text = text.map(|text| text.get_string(txn)).unwrap_or_default();
                txn.get_or_insert_map("notes").remove(txn, &key);
                let cluster = members.get(&key).cloned().flatten();
                cut.push(Cut { key, text, x, cluster });
            }
        });
        let removes = cut.iter().map(|cut| (cut.key.clone(), signed_part(&cut.text))).collect();
        self.cut = cut;
        Some(Done { removes, ..Done::of(frame) })
    }

    /// Pastes what was cut, or undoes that: where nobody else did, the same notes are there again.
    pub fn bring_back(&mut self, number: u64) -> Option<Done> {
        let mut cut = std::mem::take(&mut self.cut);
        let there = self.note_ids();
        cut.retain(|cut| !there.contains(&cut.key));
        if cut.is_empty() {
            return None;
        }
        let frame = self.change(BTreeMap::new(), |txn| {
            let notes = txn.get_or_insert_map("notes");
            for Cut { key, text, x, cluster } in &cut {
                let note = notes.insert(txn, key.as_str(), MapPrelim::default());
                note.insert(txn, "text", TextPrelim::new(text.as_str()));
                let at = vec![*x, place(0, number)[1]];
                note.insert(txn, "at", at);
                if let Some(cluster) = cluster {
                    note.insert(txn, "cluster", cluster.as_str());
                }
            }
        });
        let makes = cut.iter().map(|cut| cut.key.clone()).collect();
        let joins = cut.into_iter().map(|cut| (cut.key, cut.cluster)).collect();
        Some(Done { makes, joins, ..Done::of(frame) })
    }

    /// Moves a section elsewhere, or takes it away.
    pub fn touch_section(&mut self, random: &mut Random, number: u64) -> Option<Done> {
        let mut sections: Vec<String> = self.read(|txn| {
            let sections = txn.get_map("sections")?;
            Some(sections.keys(txn).map(str::to_owned).collect())
        })?;
        if sections.is_empty() {
            return None;
        }
        sections.sort();
        let key = random.pick(&sections).clone();
        if random.one_in(3) {
            let frame = self.change(BTreeMap::new(), |txn| {
                txn.get_or_insert_map("sections").remove(txn, &key);
            });
            return Some(Done { removes: vec![(key, String::new())], ..Done::of(frame) });
        }
        let at = place(random.byte(), number);
        let frame = self.change(BTreeMap::new(), |txn| {
            let section = txn.get_or_insert_map("sections").get(txn, &key);
            if let Some(section) = section.and_then(|section| section.cast::<MapRef>().ok()) {
                section.insert(txn, "at", at.to_vec());
            }
        });
        Some(Done { moves: Some((key, at)), ..Done::of(frame) })
    }

    /// Puts items of the bin back, in one change that one undo takes away. None where all of them are there.
    pub fn put_back(&mut self, items: &[BinItem]) -> Option<Done> {
        let is_there = |item: &&BinItem| {
            self.read(|txn| txn.get_map(item.root.as_str())?.get(txn, &item.key)).is_some()
        };
        let items: Vec<_> = items.iter().filter(|item| item.whole && !is_there(item)).collect();
        if items.is_empty() {
            return None;
        }
        let frame =
            self.change(BTreeMap::new(), |txn| items.iter().for_each(|item| put(txn, item)));
        let cluster = |item: &BinItem| Some(item.fields.get("cluster")?.as_str()?.to_owned());
        let makes: Vec<_> = items.iter().map(|item| item.key.clone()).collect();
        let joins = items.iter().map(|item| (item.key.clone(), cluster(item))).collect();
        self.put_back = items.iter().map(|item| (item.root.clone(), item.key.clone())).collect();
        Some(Done { makes, joins, ..Done::of(frame) })
    }

    /// Undoes the last putting back.
    pub fn undo_putting_back(&mut self) -> Option<Done> {
        let put_back = std::mem::take(&mut self.put_back);
        if put_back.is_empty() {
            return None;
        }
        let mut removes = Vec::new();
        let frame = self.change(BTreeMap::new(), |txn| {
            for (root, key) in put_back {
                let map = txn.get_or_insert_map(root.as_str());
                let Some(entry) = map.get(txn, &key) else { continue };
                let entry = entry.cast::<MapRef>().ok();
                let text = entry.and_then(|entry| entry.get(txn, "text")?.cast::<TextRef>().ok());
                let text = text.map(|text| signed_part(&text.get_string(txn)));
                map.remove(txn, &key);
                removes.push((key, text.unwrap_or_default()));
            }
        });
        Some(Done { removes, ..Done::of(frame) })
    }
}

/// As the page does: words are texts that people write in together, all else are values.
fn put(txn: &mut TransactionMut<'_>, item: &BinItem) {
    let map = txn.get_or_insert_map(item.root.as_str());
    let entry = map.insert(txn, item.key.as_str(), MapPrelim::default());
    for (name, value) in &item.fields {
        match value.as_str().filter(|_| matches!(name.as_str(), "text" | "title")) {
            Some(words) => drop(entry.insert(txn, name.as_str(), TextPrelim::new(words))),
            None => {
                let value = Any::from_json(&value.to_string()).expect("it is JSON");
                entry.insert(txn, name.as_str(), value);
            }
        }
    }
}
