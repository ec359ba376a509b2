//! The board: a room's Yjs document, changed only by batches that become one record each.

use std::collections::HashMap;
use std::mem::ManuallyDrop;

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::{CheckedUpdate, Outline};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    ClientID, Doc, Map, OffsetKind, Options, ReadTxn, StateVector, Transact, Update, WriteTxn,
};

use crate::room::note_count::NoteCount;

/// The client id under which the server itself writes (rule 3). No participant may use it; Yjs
/// draws its ids from 32 bits, so none will want to.
pub const SERVER_CLIENT: ClientId = picnic_protocol::varint::SAFE_INTEGER_MAX;

/// The version of the board's schema, written to `meta.schema` when a room is made.
const SCHEMA: u32 = 1;

/// The document could not take bytes that a record or a snapshot holds.
#[derive(Debug, thiserror::Error)]
#[error("the board's bytes do not apply: {0}")]
pub struct DoesNotApply(String);

/// Whether an update's foundations are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footing {
    /// All it refers to is on the board, or in the batch before it.
    Firm,
    /// Something it stands on is missing; its sender has it.
    Missing,
}

/// A room's document, and what is known of it without asking yrs.
pub struct Board {
    doc: Doc,
    /// Per client, the clock up to which the document, with the batch that waits, is complete.
    heads: HashMap<ClientId, Clock>,
    /// The whole board as a sync step 2 frame, made when first asked for after a change.
    whole: Option<Bytes>,
    notes: NoteCount,
    /// Notes that the last transaction brought and that were taken away again.
    surplus: usize,
}

impl Default for Board {
    fn default() -> Self {
        let options = Options {
            client_id: ClientID::new(SERVER_CLIENT),
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        Self {
            doc: Doc::with_options(options),
            heads: HashMap::new(),
            whole: None,
            notes: NoteCount::default(),
            surplus: 0,
        }
    }
}

impl Board {
    /// Checks an update against the board and the batch before it, and counts it in when firm.
    pub fn admit(&mut self, outline: &Outline) -> Footing {
        let mut brought: HashMap<ClientId, Clock> = HashMap::new();
        for run in &outline.runs {
            let head = brought.get(&run.client).copied().unwrap_or_else(|| self.head(run.client));
            if run.start > head {
                return Footing::Missing;
            }
            brought.insert(run.client, head.max(run.end));
        }
        let there = |client| brought.get(&client).copied().unwrap_or_else(|| self.head(client));
        if outline.needs.iter().any(|(client, clock)| *clock > there(*client)) {
            return Footing::Missing;
        }
        for (client, end) in brought {
            let head = self.heads.entry(client).or_default();
            self.notes.expect(end.saturating_sub(*head) as usize);
            *head = end;
        }
        Footing::Firm
    }

    /// The clock up to which `client`'s blocks are there.
    pub fn head(&self, client: ClientId) -> Clock {
        self.heads.get(&client).copied().unwrap_or(0)
    }

    /// Applies a batch in one transaction and returns what it changed, encoded: the record and
    /// the frame's payload (rule 2). None when it changed nothing.
    pub fn apply<'a>(
        &mut self,
        batch: impl Iterator<Item = &'a CheckedUpdate<Box<[u8]>>>,
    ) -> Option<Vec<u8>> {
        // A panic must not commit what it left half done: the room is folded anew from its log.
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        let before = self.notes.before(&txn);
        let mut all_applied = true;
        for update in batch {
            // What yrs refuses it does not apply; what it applied is in the transaction.
            let applied = Update::decode_v1(update.bytes())
                .is_ok_and(|update| txn.apply_update(update).is_ok());
            all_applied &= applied;
        }
        // Only a hostile update, whose blocks stand on each other in a circle, is left over.
        if txn.has_missing_updates() {
            txn.prune_pending();
            all_applied = false;
        }
        self.surplus = self.notes.trim(&mut txn, before);
        let changed = txn.has_changes().then(|| txn.encode_update_v1());
        drop(ManuallyDrop::into_inner(txn));
        if !all_applied {
            self.recount();
        }
        if changed.is_some() {
            self.whole = None;
        }
        changed
    }

    /// Takes no more notes than these.
    pub(super) const fn hold_to(&mut self, notes_max: usize) {
        self.notes.max = notes_max;
    }

    /// How many notes the last batch brought that were too many, and were taken away with it.
    pub(super) const fn surplus(&self) -> usize {
        self.surplus
    }

    /// Whether yrs can read the update at all.
    pub fn can_read(update: &CheckedUpdate<Box<[u8]>>) -> bool {
        Update::decode_v1(update.bytes()).is_ok()
    }

    /// Folds a record, or loads a snapshot's document.
    ///
    /// # Errors
    /// When yrs does not take the bytes.
    pub fn fold(&mut self, update: &[u8]) -> Result<(), DoesNotApply> {
        let update = Update::decode_v1(update).map_err(|error| DoesNotApply(error.to_string()))?;
        self.doc
            .transact_mut()
            .apply_update(update)
            .map_err(|error| DoesNotApply(error.to_string()))?;
        self.whole = None;
        Ok(())
    }

    /// Takes the document of a board with the same content, with nothing admitted that is not
    /// applied.
    pub(super) fn replace(&mut self, other: Self) {
        self.doc = other.doc;
        self.whole = None;
    }

    /// Takes the heads from the document: after folding, before admitting.
    pub fn recount(&mut self) {
        let vector = self.doc.transact().state_vector();
        self.heads = vector.iter().map(|(client, clock)| (client.get(), *clock)).collect();
        self.notes.forget();
    }

    /// Writes the board's first content: its title and its schema.
    pub fn found(&mut self, title: &str) {
        let mut txn = self.doc.transact_mut();
        let meta = txn.get_or_insert_map("meta");
        meta.insert(&mut txn, "title", title);
        meta.insert(&mut txn, "schema", SCHEMA);
        drop(txn);
        self.whole = None;
    }

    /// The title as it stands on the board; none when nobody left a text there.
    pub fn title(&self) -> Option<String> {
        let txn = self.doc.transact();
        let meta = txn.get_map("meta")?;
        match meta.get(&txn, "title")? {
            yrs::Out::Any(yrs::Any::String(title)) => Some(title.to_string()),
            yrs::Out::YText(text) => Some(yrs::GetString::get_string(&text, &txn)),
            _ => None,
        }
    }

    /// The state vector, encoded.
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// The state vector's entries: what a connection has that got everything so far.
    pub fn clocks(&self) -> Vec<(ClientId, Clock)> {
        let vector = self.doc.transact().state_vector();
        vector.iter().map(|(client, clock)| (client.get(), *clock)).collect()
    }

    /// The whole board, encoded.
    pub fn encode(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// A sync step 2 frame with what a holder of `vector` lacks. The whole board's is made once
    /// a revision and shared.
    pub fn step_2(&mut self, vector: &[(ClientId, Clock)]) -> Bytes {
        if vector.is_empty() {
            if let Some(whole) = &self.whole {
                return whole.clone();
            }
            let whole = Bytes::from(frame::sync_step_2(&self.encode()));
            self.whole = Some(whole.clone());
            return whole;
        }
        let vector: StateVector =
            vector.iter().map(|(client, clock)| (ClientID::new(*client), *clock)).collect();
        frame::sync_step_2(&self.doc.transact().encode_state_as_update_v1(&vector)).into()
    }
}
