//! What kinds of clients there are: pages, which tell the id they write under, and others that show
//! presence, repeat what they hear of others', and hand on what came to them some other way.

use std::collections::BTreeSet;

use bytes::Bytes;
use picnic_protocol::awareness::{Entry, check_awareness, encode_awareness};
use picnic_protocol::frame;
use picnic_protocol::ids::ClientId;
use picnic_protocol::session::ClientMessage;
use picnic_protocol::varint::{write_buffer, write_varint};
use yrs::{Map as _, MapPrelim, Text as _, TextPrelim, WriteTxn as _};

use crate::deeds::place;
use crate::person::{Done, Mark, Person};
use crate::random::Random;

/// A page's presence has an id of its own.
const PAGES_PRESENCE: ClientId = 1_000_000;

/// Most notes that are pasted at once: a change in some dozens of parts.
const PASTED_MAX: u64 = 40;

/// The same now and then: many times what waits for one slow reader.
const MUCH_PASTED_MAX: u64 = 400;

/// How a client of these behaves.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// Tells in the session plane under which id it writes, and shows presence under another.
    pub is_page: bool,
    /// Shows presence at all.
    pub shows: bool,
    /// Repeats what it hears of others' presence, as y-websocket does, and hands on what they wrote.
    pub relays: bool,
}

impl Manners {
    /// Of somebody with a pass, or without.
    pub fn of(lasting: bool, random: &mut Random) -> Self {
        let relays = !lasting && random.one_in(2);
        Self { is_page: lasting, shows: lasting || !random.one_in(4), relays }
    }
}

impl Person {
    /// The id under which this person's presence is.
    pub fn presence_client(&self) -> ClientId {
        let own = self.client();
        if self.manners.is_page { own + PAGES_PRESENCE } else { own }
    }

    /// What tells the server under which id it writes; of a page.
    pub fn tell_writer(&self) -> Option<Bytes> {
        self.manners.is_page.then(|| {
            let message = ClientMessage::Writes { client: self.client() };
            let mut frame = Vec::new();
            write_varint(&mut frame, 16);
            write_buffer(&mut frame, &serde_json::to_vec(&message).unwrap());
            frame.into()
        })
    }

    /// Hears of presence; returns what it says to that.
    pub fn hear_presence(&mut self, update: &[u8]) -> Vec<Bytes> {
        let own = self.presence_client();
        let mut answers = Vec::new();
        for entry in check_awareness(update).unwrap().entries() {
            if entry.client == own {
                // As y-protocols does: nobody else takes one's own presence away.
                if entry.state.is_none() && entry.clock >= self.presence_clock {
                    self.presence_clock = entry.clock;
                    answers.extend(self.point(0));
                }
                continue;
            }
            let heard = (entry.clock, entry.state.map(str::to_owned));
            let is_new = self.presence.get(&entry.client) != Some(&heard);
            self.presence.insert(entry.client, heard);
            if is_new && self.manners.relays {
                answers.push(presence_frame(entry));
            }
        }
        answers
    }

    /// Whether anybody else's presence was ever shown.
    pub fn saw_somebody(&self) -> bool {
        self.presence.values().any(|(_, state)| state.is_some())
    }

    /// Takes in all that `other` has, by another way than the server's, and hands on what is new.
    pub fn learn_beside(&mut self, other: &[u8]) -> Bytes {
        let before = self.marks();
        let update = self.take_in(other);
        let new: BTreeSet<Mark> = self.marks().difference(&before).cloned().collect();
        self.beside.extend(new.iter().cloned());
        self.count_change(new);
        frame::sync_update(&update).into()
    }

    /// Writes many notes in one transaction: so much that it comes in parts.
    pub fn paste(&mut self, random: &mut Random, number: u64) -> Done {
        let most = if random.one_in(8) { MUCH_PASTED_MAX } else { PASTED_MAX };
        let count = 1 + random.below(most);
        let ids: Vec<_> = (0..count).map(|at| format!("n{number}p{at}")).collect();
        let marks = ids.iter().map(|id| (id.clone(), id.clone())).collect();
        let at = place(random.byte(), number);
        let frame = self.change(marks, |txn| {
            let notes = txn.get_or_insert_map("notes");
            for id in &ids {
                let note = notes.insert(txn, id.as_str(), MapPrelim::default());
                let text = note.insert(txn, "text", TextPrelim::new(""));
                text.insert(txn, 0, &format!("text of {id}, as it stood in the spreadsheet"));
                note.insert(txn, "at", at.to_vec());
            }
        });
        Done { makes: ids, ..Done::of(frame) }
    }
}

/// A frame of one entry.
pub fn presence_frame(entry: Entry<'_>) -> Bytes {
    frame::awareness(&encode_awareness([entry].into_iter())).into()
}
