//! The board: a room's Yjs document, changed only by batches that become one record each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::ManuallyDrop;

use bytes::Bytes;
use picnic_protocol::block::{Block, Id, Place};
use picnic_protocol::frame;
use picnic_protocol::ids::{ClientId, Clock, ParticipantId};
use picnic_protocol::not_held::NotHeld;
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::Section;
use picnic_protocol::update::{CheckedUpdate, Run, check_update};
use picnic_protocol::varint::SAFE_INTEGER_MAX;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    ClientID, Doc, IdSet, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut,
    Update, WriteTxn, diff_updates_v1,
};

use crate::document::content::{BoardContent, title_of, writers_of};
use crate::document::element::Element;
use crate::document::roots::{CONNECTORS, NOTES, STROKES};
use crate::document::write::begin;
use crate::limits::{BOARD_MESSAGE_BYTES, BOARD_PART_BYTES, FIRM_ROUNDS_MAX, NESTED_TYPES_MAX};
use crate::room::cut_letters::Standing;
use crate::room::deleting::deletions_alone;
use crate::room::effort::apply;
use crate::room::entry_count::EntryCount;
use crate::room::on_board::lay_sections;
use crate::room::session::random::Random;
use crate::room::shapes::Shapes;
use crate::room::unfit::{with_few_documents, without_unfit};

/// The client id under which the server itself writes while it folds a room's first records (rule 3),
/// the largest that there is. Notes that it lays later have ids of their own.
pub const SERVER_CLIENT: ClientId = SAFE_INTEGER_MAX;

/// A client id under which the server lays notes, once: one that is `free`.
pub(super) fn server_client(random: &mut Random, free: impl Fn(ClientId) -> bool) -> ClientId {
    loop {
        let client = random.number() & SAFE_INTEGER_MAX;
        if client > 0 && free(client) {
            return client;
        }
    }
}

/// The document could not take bytes that a record or a snapshot holds.
#[derive(Debug, thiserror::Error)]
#[error("the board's bytes do not apply: {0}")]
pub struct DoesNotApply(String);

/// What the board says of an update before it takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// All it refers to is on the board, or in the batch before it. The update to be applied: cut
    /// where it goes on in the middle of one of its blocks.
    Firm(CheckedUpdate<Box<[u8]>>, Omitted),
    /// Something it stands on is missing; its sender has it.
    Missing(CheckedUpdate<Box<[u8]>>),
    /// Its blocks stand where no Yjs client puts them.
    Misshapen,
}

/// What of an update is not on the board, though what came of it has its clocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Omitted {
    /// Why something deleted stands in the place of some of it.
    pub not_held: Option<NotHeld>,
    /// What stood on something collected, and is collected, too: runs by client, in order.
    pub stranded: Vec<Run>,
}

/// What is done in a transaction with each change of a batch, and after them.
pub(super) trait Applying<C> {
    /// Takes a change in.
    fn take_in(&mut self, txn: &mut TransactionMut<'_>, shapes: &Shapes, change: C) -> TakenIn;

    /// Lays what comes after all of them; whether it wrote anything.
    fn lay(&mut self, txn: &mut TransactionMut<'_>) -> bool;
}

/// What became of a change in a transaction.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TakenIn {
    /// Whether all of it is there.
    pub(super) whole: bool,
    /// Whether the server itself wrote beside it.
    pub(super) wrote: bool,
}

/// Changes that anybody may make, and nothing after them.
struct AsTheyAre;

impl Applying<&CheckedUpdate<Box<[u8]>>> for AsTheyAre {
    fn take_in(
        &mut self,
        txn: &mut TransactionMut<'_>,
        _: &Shapes,
        update: &CheckedUpdate<Box<[u8]>>,
    ) -> TakenIn {
        TakenIn { whole: apply(txn, update.bytes()), wrote: false }
    }

    fn lay(&mut self, _: &mut TransactionMut<'_>) -> bool {
        false
    }
}

/// A room's document, and what is known of it without asking yrs.
pub struct Board {
    doc: Doc,
    /// Under which client id the server writes in it; none before it has to.
    pen: Option<ClientId>,
    /// Per client, the clock up to which the document, with the batch that waits, is complete.
    heads: HashMap<ClientId, Clock>,
    /// Where everything stands, with the batch that waits.
    shapes: Shapes,
    /// The whole board as frames that end with a sync step 2, made when first asked for after a change.
    whole: Option<Vec<Bytes>>,
    notes: EntryCount,
    /// Strokes and connectors.
    drawn: [EntryCount; 2],
    /// About how many bytes it takes in memory: what was brought since it was last told apart from what
    /// yrs joined or let go since.
    memory: usize,
    /// What the last transaction brought and was taken away again.
    surplus: Surplus,
}

/// How many entries were too many, and were taken away with what brought them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Surplus {
    /// Notes.
    pub(super) notes: usize,
    /// Strokes and connectors.
    pub(super) drawn: usize,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            doc: doc_of(SERVER_CLIENT),
            pen: None,
            heads: HashMap::new(),
            shapes: Shapes::default(),
            whole: None,
            notes: EntryCount::new(NOTES, usize::MAX),
            drawn: [EntryCount::new(STROKES, usize::MAX), EntryCount::new(CONNECTORS, usize::MAX)],
            memory: 0,
            surplus: Surplus::default(),
        }
    }
}

/// A document with nothing in it, in which the server would write under this id.
fn doc_of(client: ClientId) -> Doc {
    Doc::with_options(Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        // A record is encoded before yrs would tidy formats up; nobody would hear of that.
        cleanup_formatting: false,
        ..Options::default()
    })
}

/// Whether everything that a block refers to is before the `ends`.
fn stands_firm(block: &Block, ends: &HashMap<ClientId, Clock>) -> bool {
    let end = |client| ends.get(&client).copied().unwrap_or(0);
    let there = |id: Id| id.clock < end(id.client);
    block.clock <= end(block.client)
        && match block.place {
            Place::Skip => block.end() <= end(block.client),
            Place::Collected | Place::Root { .. } => true,
            Place::Under { parent, .. } => there(parent),
            Place::Beside { left, right } => left.is_none_or(there) && right.is_none_or(there),
        }
}

impl Board {
    /// An empty one in which the server writes under this client id, if any.
    pub(super) fn writing_under(pen: Option<ClientId>) -> Self {
        Self { doc: doc_of(pen.unwrap_or(SERVER_CLIENT)), pen, ..Self::default() }
    }

    /// Checks an update against the board and the batch before it, and counts it in when firm.
    pub fn admit(&mut self, update: CheckedUpdate<Box<[u8]>>) -> Admission {
        let (update, mut not_held) = match with_few_documents(update) {
            Ok(update) => update,
            Err(_) => return Admission::Misshapen,
        };
        let outline = update.outline();
        let writers = outline.runs.iter().map(|run| run.client);
        if self.shapes.are_too_alike(writers) {
            return Admission::Misshapen;
        }
        let mut brought: HashMap<ClientId, Clock> = HashMap::new();
        let mut overlaps = false;
        for run in &outline.runs {
            let head = brought.get(&run.client).copied().unwrap_or_else(|| self.head(run.client));
            if run.start > head {
                return Admission::Missing(update);
            }
            overlaps |= run.start < head && head < run.end;
            brought.insert(run.client, head.max(run.end));
        }
        let there = |client| brought.get(&client).copied().unwrap_or_else(|| self.head(client));
        if outline.needs.iter().any(|(client, clock)| *clock > there(*client)) {
            return Admission::Missing(update);
        }
        // What is there already may stand elsewhere than the update says.
        let update = if overlaps { self.cut(&update) } else { Some(update) };
        let Some(update) = update else { return Admission::Misshapen };
        let heads = &self.heads;
        let head = |_: &Shapes, client| heads.get(&client).copied().unwrap_or(0);
        let Ok(unfit) = self.shapes.learn(&update, head) else { return Admission::Misshapen };
        let Ok((update, stranded)) = without_unfit(update, &unfit) else {
            return Admission::Misshapen;
        };
        if !unfit.too_deep.is_empty() {
            not_held = Some(NotHeld::DeepType(NESTED_TYPES_MAX));
        }
        self.memory = self.memory.saturating_add(update.outline().memory);
        for (client, end) in brought {
            let head = self.heads.entry(client).or_default();
            let blocks = end.saturating_sub(*head) as usize;
            self.notes.expect(blocks);
            self.drawn.iter_mut().for_each(|drawn| drawn.expect(blocks));
            *head = end;
        }
        Admission::Firm(update, Omitted { not_held, stranded })
    }

    /// The update with what was written within a letter where its writer has it. `is_all_of` says under which ids it has all that
    /// its sender has.
    pub fn mend_cut_letters(
        &self,
        update: CheckedUpdate<Box<[u8]>>,
        is_all_of: impl Fn(ClientId) -> bool,
    ) -> CheckedUpdate<Box<[u8]>> {
        let head = |client| self.head(client);
        let standing = Standing { txn: &self.doc.transact(), shapes: &self.shapes, head: &head };
        standing.mend(update, is_all_of)
    }

    /// What an update goes on from and the board, with the batch that waits, lacks: a run a client.
    pub fn gaps(&self, update: &CheckedUpdate<Box<[u8]>>) -> Vec<Run> {
        let mut brought: HashMap<ClientId, Clock> = HashMap::new();
        let mut gaps = Vec::new();
        for run in &update.outline().runs {
            let head = brought.get(&run.client).copied();
            let start = head.unwrap_or_else(|| self.head(run.client));
            if run.start > start && head.is_none() {
                gaps.push(Run { client: run.client, start, end: run.start });
            }
            brought.insert(run.client, run.end.max(start));
        }
        for (client, end) in &update.outline().needs {
            let start = self.head(*client);
            if *end > start && !brought.contains_key(client) {
                gaps.push(Run { client: *client, start, end: *end });
            }
        }
        gaps
    }

    /// What of what an update deletes goes though some of its blocks are not taken.
    pub(super) fn deletions_alone(&self, update: &CheckedUpdate<Box<[u8]>>) -> Vec<Run> {
        deletions_alone(update, &self.shapes, |client| self.head(client))
    }

    /// The part of an update that stands firm when blocks of some clients, for which `is_others`
    /// holds, are left to those who own them.
    pub fn firm_part(
        &self,
        update: &CheckedUpdate<Box<[u8]>>,
        is_others: impl Fn(ClientId) -> bool,
    ) -> Option<CheckedUpdate<Box<[u8]>>> {
        let mut ends = self.heads.clone();
        let mut left = update.blocks_by_client();
        left.retain(|section| !is_others(section.client()));
        let mut left: Vec<_> = left.into_iter().map(Iterator::peekable).collect();
        for _ in 0..FIRM_ROUNDS_MAX {
            let mut moved = false;
            for blocks in &mut left {
                while let Some(block) = blocks.next_if(|block| stands_firm(block, &ends)) {
                    let end = ends.entry(block.client).or_default();
                    *end = block.end().max(*end);
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        update.part(|client| ends.get(&client).copied().unwrap_or(0)).ok()
    }

    /// The update without what is on the board; its first blocks then stand beside that.
    fn cut(&self, update: &CheckedUpdate<Box<[u8]>>) -> Option<CheckedUpdate<Box<[u8]>>> {
        let there: StateVector =
            self.heads.iter().map(|(client, clock)| (ClientID::new(*client), *clock)).collect();
        let rest = diff_updates_v1(update.bytes(), &there.encode_v1()).ok()?;
        check_update(rest.into_boxed_slice()).ok()
    }

    /// The clients of whom blocks are there.
    pub fn clients(&self) -> BTreeSet<ClientId> {
        self.clocks().into_iter().map(|(client, _)| client).collect()
    }

    /// Of how many clients blocks are there.
    pub fn client_ids(&self) -> usize {
        self.heads.len()
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
        self.apply_by(batch, &mut AsTheyAre)
    }

    /// The same, with what the server itself writes in the same transaction.
    pub(super) fn apply_by<C>(
        &mut self,
        batch: impl Iterator<Item = C>,
        applying: &mut impl Applying<C>,
    ) -> Option<Vec<u8>> {
        // A panic must not commit what it left half done: the room is folded anew from its log.
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        let before = self.notes.before(&txn);
        let drawn_before = self.drawn.each_mut().map(|drawn| drawn.before(&txn));
        let (mut all_applied, mut wrote) = (true, false);
        for change in batch {
            let taken = applying.take_in(&mut txn, &self.shapes, change);
            all_applied &= taken.whole;
            wrote |= taken.wrote;
        }
        // Only of a hostile update, whose blocks stand on each other in a circle or which took too
        // long, something is left over.
        if txn.has_missing_updates() {
            txn.prune_pending();
            all_applied = false;
        }
        let drawn = self.drawn.iter_mut().zip(drawn_before);
        let drawn = drawn.map(|(drawn, before)| drawn.trim(&mut txn, before)).sum();
        self.surplus = Surplus { notes: self.notes.trim(&mut txn, before), drawn };
        // After that, so that none of what people packed is taken away for want of room.
        wrote |= applying.lay(&mut txn);
        let changed = txn.has_changes().then(|| txn.encode_update_v1());
        drop(ManuallyDrop::into_inner(txn));
        if let Some(written) = changed.as_deref().filter(|_| wrote) {
            self.learn_written(written);
        }
        if wrote || !all_applied {
            self.recount();
        }
        if changed.is_some() {
            self.whole = None;
        }
        changed
    }

    /// What lies where.
    pub(super) const fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    /// The client id under which the server writes in the document itself, once it may.
    pub(super) const fn pen(&self) -> Option<ClientId> {
        self.pen
    }

    /// Lets the server write in the document itself under a client id that nobody wrote under before: one that was
    /// used before power was lost would mean two things. The document is made anew, from its own bytes.
    pub(super) fn write_under(&mut self, pen: ClientId) {
        let encoded = self.encode();
        let doc = doc_of(pen);
        let loaded = Update::decode_v1(&encoded)
            .is_ok_and(|update| doc.transact_mut().apply_update(update).is_ok());
        debug_assert!(loaded, "what a document was encoded to loads");
        if loaded {
            (self.doc, self.pen, self.whole) = (doc, Some(pen), None);
        }
    }

    /// Takes no more notes than these, nor strokes, nor connectors.
    pub(super) fn hold_to(&mut self, notes_max: usize, drawn_max: usize) {
        self.notes.max = notes_max;
        self.drawn.iter_mut().for_each(|drawn| drawn.max = drawn_max);
    }

    /// What the last batch brought that was too many, and was taken away with it.
    pub(super) const fn surplus(&self) -> Surplus {
        self.surplus
    }

    /// Folds a record, or loads a snapshot's document.
    ///
    /// # Errors
    /// When the bytes are none that a board wrote.
    pub fn fold(&mut self, update: &[u8]) -> Result<(), DoesNotApply> {
        let checked = check_update(update).map_err(|error| DoesNotApply(error.to_string()))?;
        // What earlier versions left beside something collected stays as it is.
        let unfit = self.shapes.learn(&checked, Shapes::head);
        if !unfit.map_err(|error| DoesNotApply(error.to_string()))?.too_deep.is_empty() {
            return Err(DoesNotApply("types are nested too deep".to_owned()));
        }
        let update = Update::decode_v1(update).map_err(|error| DoesNotApply(error.to_string()))?;
        self.doc
            .transact_mut()
            .apply_update(update)
            .map_err(|error| DoesNotApply(error.to_string()))?;
        self.memory = self.memory.saturating_add(checked.outline().memory);
        self.whole = None;
        Ok(())
    }

    /// The same where something before it may be lost: nothing of it, if it stands on that. The board is counted.
    pub(super) fn fold_if_firm(&mut self, update: Vec<u8>) -> Result<(), DoesNotApply> {
        let checked = check_update(update.into_boxed_slice())
            .map_err(|error| DoesNotApply(error.to_string()))?;
        let Admission::Firm(update, _) = self.admit(checked) else {
            return Err(DoesNotApply("what they stand on is lost".to_owned()));
        };
        self.apply(std::iter::once(&update));
        Ok(())
    }

    /// About how many bytes it takes in memory, with the whole of it encoded while that is kept.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.memory.saturating_add(self.whole.iter().flatten().map(Bytes::len).sum())
    }

    /// Tells anew what it takes, from the board as it is now encoded: what was typed letter by letter
    /// is one block there, and what was deleted is little.
    pub(super) fn measure_memory(&mut self, encoded: &[u8]) {
        if let Ok(checked) = check_update(encoded) {
            self.memory = checked.outline().memory;
        }
    }

    /// Takes the document of a board with the same content, with nothing admitted that is not
    /// applied.
    pub(super) fn replace(&mut self, other: Self) {
        (self.doc, self.pen) = (other.doc, other.pen);
        self.shapes = other.shapes;
        self.memory = other.memory;
        self.whole = None;
    }

    /// Takes the heads from the document: after folding, before admitting.
    pub fn recount(&mut self) {
        let vector = self.doc.transact().state_vector();
        self.heads = vector.iter().map(|(client, clock)| (client.get(), *clock)).collect();
        self.notes.forget();
        self.drawn.iter_mut().for_each(EntryCount::forget);
    }

    /// Writes the board's first content: its title, its schema, and its plan's sections.
    pub fn found(&mut self, title: &str, language: Language, sections: &[Section]) {
        self.edit(|txn| {
            begin(txn, title);
            if !sections.is_empty() {
                lay_sections(txn, sections, language);
            }
        });
    }

    /// Lets the server write under its own client id, in one transaction, and returns what that
    /// changed, encoded (rule 3: only while folding, or for what will be a room's first records).
    pub fn edit(&mut self, write: impl FnOnce(&mut TransactionMut<'_>)) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        write(&mut txn);
        let written = txn.encode_update_v1();
        drop(txn);
        self.learn_written(&written);
        self.whole = None;
        written
    }

    /// What the server wrote itself, through yrs, which writes no other than a Yjs client.
    fn learn_written(&mut self, written: &[u8]) {
        if let Ok(written) = check_update(written) {
            let _ = self.shapes.learn(&written, Shapes::head);
            self.memory = self.memory.saturating_add(written.outline().memory);
        }
    }

    /// The title as the board shows it; none when nobody left a text there.
    pub fn title(&self) -> Option<String> {
        title_of(&self.doc.transact())
    }

    /// Everything on it as it is shown, and whose each note is, as far as it says so.
    pub(super) fn content(&self) -> (BoardContent, BTreeMap<String, ParticipantId>) {
        let txn = self.doc.transact();
        (BoardContent::of(&txn), writers_of(&txn))
    }

    /// The block by which the element was made that stands under `key` of the map `root`.
    pub(super) fn origin(&self, root: &str, key: &str) -> Option<Id> {
        Element::origin(&self.doc.transact(), root, key)
    }

    /// The blocks that are deleted, or were collected. Costs as much as there are.
    pub(super) fn deleted(&self) -> IdSet {
        self.doc.transact().snapshot().delete_set
    }

    /// The element that stands under `key` of the map `root`.
    pub(super) fn element(&self, root: &str, key: &str) -> Option<Element> {
        Element::read(&self.doc.transact(), root, key)
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

    /// The whole board encoded, out of the frame that joiners share where it is one.
    pub fn whole(&self) -> Bytes {
        let payload = match self.whole.as_deref() {
            Some([frame]) => frame::sync_payload(frame).map(|payload| frame.slice_ref(payload)),
            _ => None,
        };
        payload.unwrap_or_else(|| Bytes::from(self.encode()))
    }

    /// Frames with what a holder of `vector` lacks, of which the last is a sync step 2. The whole board's are made once
    /// a revision and shared.
    pub fn step_2(&mut self, vector: &[(ClientId, Clock)]) -> Vec<Bytes> {
        if vector.is_empty() {
            if let Some(whole) = &self.whole {
                return whole.clone();
            }
            let whole = frames_of(&self.encode());
            self.whole = Some(whole.clone());
            return whole;
        }
        // Of clients that the board does not know nobody lacks anything, and their ids might be
        // chosen to make yrs' tables slow.
        let vector: StateVector = vector
            .iter()
            .filter(|(client, _)| self.heads.contains_key(client))
            .map(|(client, clock)| (ClientID::new(*client), *clock))
            .collect();
        frames_of(&self.doc.transact().encode_state_as_update_v1(&vector))
    }
}

fn frames_of(update: &[u8]) -> Vec<Bytes> {
    let frames = frame::sync_step_2_in_parts(update, BOARD_MESSAGE_BYTES, BOARD_PART_BYTES);
    frames.into_iter().map(Bytes::from).collect()
}
