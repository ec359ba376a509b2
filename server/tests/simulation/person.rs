//! Someone with a Yjs document and a socket: writes, reads, and remembers what they were told.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use picnic_protocol::awareness::Entry;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, ParticipantId, Role};
use picnic_protocol::session::ServerMessage;
use picnic_protocol::varint::Reader;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    ClientID, Doc, GetString as _, Map as _, MapPrelim, MapRef, OffsetKind, Options, ReadTxn as _,
    StateVector, Text as _, TextPrelim, TextRef, Transact as _, Transaction, TransactionMut,
    Update, WriteTxn as _,
};

use crate::deeds::{Cut, place};
use crate::grouping::{Deed, clusters, memberships};
use crate::manners::{Manners, presence_frame};
use crate::page::{Page, SIGN};
use crate::random::Random;
use crate::shadow::read;

/// Something written that can be told from everything else written: a note's id, or a word in it.
pub type Mark = String;

/// What somebody did on their board.
pub struct Done {
    pub frame: Bytes,
    /// What came to be, also again.
    pub makes: Vec<String>,
    /// What is gone, and what was signed in it.
    pub removes: Vec<(String, String)>,
    /// Notes, and the cluster that each was put into.
    pub joins: Vec<(String, Option<String>)>,
    /// What was moved, and where to.
    pub moves: Option<(String, [f64; 2])>,
}

impl Done {
    pub const fn of(frame: Bytes) -> Self {
        Self { frame, makes: Vec::new(), removes: Vec::new(), joins: Vec::new(), moves: None }
    }
}

/// The part of a note that came from a basket.
pub fn signed_part(text: &str) -> String {
    let (start, end) = (text.find(SIGN), text.rfind(SIGN));
    match (start, end) {
        (Some(start), Some(end)) => text[start..end + SIGN.len_utf8()].to_owned(),
        _ => String::new(),
    }
}

/// Who somebody is, whatever socket they come by.
#[derive(Debug, Clone, Copy)]
pub struct Identity {
    pub participant: ParticipantId,
    pub role: Role,
    /// Whether they are known by a pass; otherwise each socket is somebody new to the server.
    pub lasting: bool,
    /// The generation of the link that they have; none before they came.
    pub generation: Option<u32>,
}

/// A change frame that was sent on the present socket, and what is safe when it is.
struct Sent {
    marks: BTreeSet<Mark>,
}

/// One person at one browser.
pub struct Person {
    pub identity: Identity,
    pub manners: Manners,
    doc: Doc,
    pub presence_clock: u32,
    /// What this person heard of the presence of others.
    pub presence: BTreeMap<ClientId, (u32, Option<String>)>,
    /// Marks that came by another way than the server's.
    pub beside: BTreeSet<Mark>,
    /// Change frames sent on the present socket.
    sent: Vec<Sent>,
    /// Marks that this person was told are saved on disk.
    pub safe: BTreeSet<Mark>,
    /// Marks of this person's own, and the note each goes with.
    pub own: BTreeMap<Mark, String>,
    pub synced: bool,
    pub denied: usize,
    /// Whether the page says that things are being saved.
    pub saving: bool,
    /// The session, as the page has it.
    pub page: Page,
    /// What takes back the last that was done with clusters.
    pub undo: Option<Deed>,
    /// Notes that were cut, and not pasted yet.
    pub cut: Vec<Cut>,
    /// What was put back out of the bin last.
    pub put_back: Vec<(String, String)>,
    /// What they had written in notes when they heard that words there are theirs to keep: what came after those their page has in
    /// its open field.
    pub written_on: BTreeSet<Mark>,
    /// Words of theirs that they may never have been told of: whoever was to tell them was killed.
    pub untold: BTreeSet<Mark>,
}

impl Person {
    pub fn new(identity: Identity, manners: Manners, client: ClientId) -> Self {
        let options = Options {
            client_id: ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        Self {
            identity,
            manners,
            doc: Doc::with_options(options),
            presence_clock: 0,
            presence: BTreeMap::new(),
            beside: BTreeSet::new(),
            sent: Vec::new(),
            safe: BTreeSet::new(),
            own: BTreeMap::new(),
            synced: false,
            denied: 0,
            saving: true,
            page: Page::default(),
            undo: None,
            cut: Vec::new(),
            put_back: Vec::new(),
            written_on: BTreeSet::new(),
            untold: BTreeSet::new(),
        }
    }

    /// What a client says first on a new socket, as y-websocket does.
    pub fn greet(&mut self) -> Vec<Bytes> {
        self.sent.clear();
        self.synced = false;
        let vector = self.doc.transact().state_vector().encode_v1();
        let step_1 = frame::sync_step_1(&vector).into();
        self.tell_writer().into_iter().chain([step_1]).chain(self.point(0)).collect()
    }

    pub fn client(&self) -> ClientId {
        self.doc.client_id().get()
    }

    /// All that this person has.
    pub fn whole(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// Takes in an update; returns what was new in it.
    pub fn take_in(&mut self, update: &[u8]) -> Vec<u8> {
        let before = self.doc.transact().state_vector();
        self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
        self.doc.transact().encode_state_as_update_v1(&before)
    }

    /// A frame of a change went out, or would have.
    pub fn count_change(&mut self, marks: BTreeSet<Mark>) {
        self.sent.push(Sent { marks });
    }

    /// Shows where this person points.
    pub fn point(&mut self, x: u64) -> Option<Bytes> {
        self.presence_clock += 1;
        let state = format!(r#"{{"cursor":[{x},0]}}"#);
        let client = self.presence_client();
        let entry = Entry { client, clock: self.presence_clock, state: Some(&state) };
        self.manners.shows.then(|| presence_frame(entry))
    }

    /// Reads a message; returns the answers.
    pub fn hear(&mut self, message: &[u8]) -> Vec<Bytes> {
        let mut reader = Reader::new(message);
        let mut answers = Vec::new();
        while !reader.is_empty() {
            match reader.varint().unwrap() {
                0 => answers.extend(self.hear_board(&mut reader)),
                1 => answers.extend(self.hear_presence(reader.buffer().unwrap())),
                2 => {
                    self.denied += 1;
                    return answers;
                }
                16 => match serde_json::from_str(reader.text().unwrap()).unwrap() {
                    ServerMessage::Saved { frames, .. } => self.hear_saved(frames),
                    ServerMessage::Saving { working } => self.saving = working,
                    ServerMessage::Hello(hello) => self.saving = hello.saving,
                    message => {
                        if let ServerMessage::KeptAside { texts, of } = &message {
                            self.hear_of_words(texts, of);
                        }
                        let again = self.page.hear(&message, self.identity);
                        again.iter().for_each(|_| self.count_command(true));
                        answers.extend(again);
                    }
                },
                _ => return answers,
            }
        }
        answers
    }

    fn hear_board(&mut self, reader: &mut Reader<'_>) -> Option<Bytes> {
        let kind = reader.varint().unwrap();
        let payload = reader.buffer().unwrap();
        if kind == 0 {
            let vector = StateVector::decode_v1(payload).unwrap();
            let diff = self.doc.transact().encode_state_as_update_v1(&vector);
            self.sent.push(Sent { marks: self.marks() });
            return Some(frame::sync_step_2(&diff).into());
        }
        let update = Update::decode_v1(payload).unwrap();
        self.doc.transact_mut().apply_update(update).unwrap();
        self.synced |= kind == 1;
        None
    }

    /// A command went out; commands count towards what is saved, and their answers say more.
    pub fn count_command(&mut self, sent: bool) {
        if sent {
            self.sent.push(Sent { marks: BTreeSet::new() });
        }
    }

    fn hear_saved(&mut self, frames: u32) {
        let frames = usize::try_from(frames).unwrap();
        assert!(frames <= self.sent.len(), "told «saved» of frames that were never sent");
        for sent in &self.sent[..frames] {
            self.safe.extend(sent.marks.iter().cloned());
        }
    }

    /// Writes something at random.
    pub fn write(&mut self, random: &mut Random, number: u64) -> Option<Done> {
        let notes = self.note_ids();
        let some = (!notes.is_empty()).then(|| random.pick(&notes).clone());
        let mut mark = None;
        let (mut makes, mut removes, mut moves) = (Vec::new(), Vec::new(), None);
        let mut txn = self.doc.transact_mut();
        match (random.below(10), some) {
            (0, Some(note)) => {
                let text = note_of(&mut txn, &note)
                    .and_then(|map| map.get(&txn, "text")?.cast::<TextRef>().ok())
                    .map(|text| text.get_string(&txn));
                txn.get_or_insert_map("notes").remove(&mut txn, &note);
                removes.push((note, text.as_deref().map(signed_part).unwrap_or_default()));
            }
            (1..=3, Some(note)) => {
                let map = note_of(&mut txn, &note)?;
                let at = place(random.byte(), number);
                map.insert(&mut txn, "at", at.to_vec());
                map.insert(&mut txn, "z", i64::try_from(number).unwrap());
                moves = Some((note, at));
            }
            (4..=6, Some(note)) => {
                let map = note_of(&mut txn, &note)?;
                let text: TextRef = map.get(&txn, "text")?.cast().ok()?;
                let word = format!(" w{number}🧺 ");
                // Between words, so that no word is torn.
                let length = text.get_string(&txn).encode_utf16().count();
                let at = if random.one_in(2) { 0 } else { u32::try_from(length).unwrap() };
                text.insert(&mut txn, at, &word);
                mark = Some((word.trim().to_owned(), note));
            }
            _ => {
                let id = format!("n{number}");
                let notes = txn.get_or_insert_map("notes");
                let note = notes.insert(&mut txn, id.as_str(), MapPrelim::default());
                note.insert(&mut txn, "text", TextPrelim::new(format!("text of {id}")));
                note.insert(&mut txn, "at", place(random.byte(), number).to_vec());
                makes.push(id.clone());
                mark = Some((id.clone(), id));
            }
        }
        let update = txn.encode_update_v1();
        drop(txn);
        self.sent.push(Sent { marks: mark.iter().map(|(mark, _)| mark.clone()).collect() });
        self.own.extend(mark);
        Some(Done { makes, removes, moves, ..Done::of(frame::sync_update(&update).into()) })
    }

    /// Reads the document.
    pub fn read<T>(&self, read: impl FnOnce(&Transaction<'_>) -> T) -> T {
        read(&self.doc.transact())
    }

    /// Changes the document in one transaction; returns its frame. The marks are what it writes, and
    /// what each goes with.
    pub fn change(
        &mut self,
        marks: BTreeMap<Mark, String>,
        change: impl FnOnce(&mut TransactionMut<'_>),
    ) -> Bytes {
        let mut txn = self.doc.transact_mut();
        change(&mut txn);
        let update = txn.encode_update_v1();
        drop(txn);
        self.sent.push(Sent { marks: marks.keys().cloned().collect() });
        self.own.extend(marks);
        frame::sync_update(&update).into()
    }

    /// Forgets the socket: what is written from now on is not sent.
    pub fn lose_socket(&mut self) {
        self.sent.clear();
        self.synced = false;
        self.presence.clear();
    }

    /// The board as this person sees it.
    pub fn board(&self) -> Vec<(String, String)> {
        board_of(&self.doc)
    }

    pub fn note_ids(&self) -> Vec<String> {
        let txn = self.doc.transact();
        let mut ids: Vec<String> = match txn.get_map("notes") {
            Some(notes) => notes.keys(&txn).map(str::to_owned).collect(),
            None => Vec::new(),
        };
        // yrs lists them in no order.
        ids.sort();
        ids
    }

    /// Everything told apart that this person sees.
    pub fn marks(&self) -> BTreeSet<Mark> {
        marks_of(&self.board())
    }
}

pub fn note_of(txn: &mut TransactionMut<'_>, id: &str) -> Option<MapRef> {
    let notes = txn.get_or_insert_map("notes");
    notes.get(txn, id)?.cast().ok()
}

/// What stands on a board, in order: notes with all that they say, and clusters.
fn board_of(doc: &Doc) -> Vec<(String, String)> {
    let txn = doc.transact();
    let members = memberships(&txn);
    let notes = txn.get_map("notes");
    let mut all: Vec<_> = notes
        .iter()
        .flat_map(|notes| notes.iter(&txn))
        .filter_map(|(id, note)| {
            let note: MapRef = note.cast().ok()?;
            let text: TextRef = note.get(&txn, "text")?.cast().ok()?;
            // Its place may be missing for a moment, while people bring back what power loss took.
            let field = |key| note.get(&txn, key).map(|value| value.to_string(&txn));
            let (at, z) = (field("at"), field("z"));
            let cluster = members.get(id).cloned().flatten();
            let text = text.get_string(&txn);
            Some((id.to_owned(), format!("{text} at {at:?} {z:?} in {cluster:?}")))
        })
        .chain(clusters(&txn).into_iter().map(|id| (id, "a cluster".to_owned())))
        .chain(sections(&txn))
        .collect();
    all.sort();
    all
}

fn sections(txn: &Transaction<'_>) -> Vec<(String, String)> {
    let Some(sections) = txn.get_map("sections") else { return Vec::new() };
    let shown = |(id, _): (&str, _)| (id.to_owned(), format!("{:?}", read(txn, "sections", id)));
    sections.iter(txn).map(shown).collect()
}

/// What stands on an encoded board.
pub fn board_shown(board: &[u8]) -> Vec<(String, String)> {
    board_of(&document(board))
}

/// The document of an encoded board.
pub fn document(board: &[u8]) -> Doc {
    let doc = Doc::new();
    doc.transact_mut().apply_update(Update::decode_v1(board).unwrap()).unwrap();
    doc
}

/// Everything that can be told apart on a board: the ids of notes and clusters, and the words added
/// to notes. A word goes with its note.
pub fn marks_of(board: &[(String, String)]) -> BTreeSet<Mark> {
    board
        .iter()
        .flat_map(|(id, text)| {
            let words = text.split_whitespace().filter(|word| word.ends_with('🧺'));
            words.map(str::to_owned).chain([id.clone()]).collect::<Vec<_>>()
        })
        .collect()
}
