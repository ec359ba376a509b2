//! The structural check of Yjs updates and state vectors (rule 6): a bounded walk over untrusted
//! bytes before yrs sees them, which also notes what the update brings and what it stands on.
//!
//! The walk is O(bytes) but for sorting the clients it found. It follows the v1 encoding as Yjs 13.6
//! writes it (`UpdateEncoder.js`, `Item.js`, `DeleteSet.js`) and refuses what no Yjs client writes:
//! unknown content, counts that the bytes left cannot hold. What carries nothing, such as a block of no length, is left out of
//! it first; what Yjs clients do write and a board does not hold ([`NotHeld`]) is replaced by something deleted. yrs 0.28.1 overflows its stack,
//! reserves hundreds of megabytes, reads other blocks than the walk saw, or panics on such bytes.

use crate::block::{Block, BlockWalk, COLLECTED, ClientBlocks, Id, Place, Words, blocks_by_client};
use crate::content::Kind;
use crate::ids::{ClientId, Clock};
use crate::mended::mended;
use crate::not_held::NotHeld;
use crate::rewriting::{
    largest, with_collected, with_deleted, with_right_neighbours, write_blocks_by_client,
};
use crate::varint::{Malformed, Reader, advanced, write_varint};

/// A run of one client's blocks: clocks `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Whose blocks.
    pub client: ClientId,
    /// The first clock.
    pub start: Clock,
    /// The clock after the last.
    pub end: Clock,
}

/// What an update brings and what it stands on, found while checking it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Runs of blocks, in the order they stand. A run ends where the update skips.
    pub runs: Vec<Run>,
    /// Per client, the clock up to which blocks must be there before this update can be applied:
    /// those it refers to or deletes, its own included.
    pub needs: Vec<(ClientId, Clock)>,
    /// Whether the update deletes anything.
    pub deletes: bool,
    /// Whether a block was written between two neighbours of one run.
    pub within_runs: bool,
    /// How many documents inside the document it brings.
    pub documents: usize,
    /// About how many bytes it will take in yrs' memory, when all of it is new.
    pub memory: usize,
}

impl Outline {
    /// Whether the update neither adds nor deletes: Yjs sends `[0, 0]` when it has nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.runs.is_empty() && !self.deletes
    }

    fn add(&mut self, block: &Block) {
        match block.place {
            Place::Skip => return,
            Place::Collected | Place::Root { .. } => {}
            Place::Under { parent, .. } => self.need(parent.client, parent.clock),
            Place::Beside { left, right } => {
                for id in [left, right].into_iter().flatten() {
                    self.need(id.client, id.clock);
                }
            }
        }
        self.within_runs |= block.cuts_a_run().is_some();
        if block.kind == Kind::Document {
            self.documents = self.documents.saturating_add(1);
        }
        match self.runs.last_mut() {
            Some(run) if run.client == block.client && run.end == block.clock => {
                run.end = block.end();
            }
            _ => self.runs.push(Run { client: block.client, start: block.clock, end: block.end() }),
        }
    }

    fn need(&mut self, client: ClientId, clock: Clock) {
        let end = clock.saturating_add(1);
        // References mostly repeat the client before them; `settle` sees to the rest.
        match self.needs.last_mut() {
            Some((known, most)) if *known == client => *most = end.max(*most),
            _ => self.needs.push((client, end)),
        }
    }

    /// Leaves one need a client, the farthest. Sorted once, for a hostile update may name a
    /// different client in every block.
    fn settle(&mut self) {
        self.needs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        self.needs.dedup_by_key(|(client, _)| *client);
    }
}

/// An update whose structure was checked. Only [`check_update`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedUpdate<B> {
    bytes: B,
    outline: Outline,
}

impl<B: AsRef<[u8]>> CheckedUpdate<B> {
    /// The bytes, for yrs.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// What it brings and what it stands on.
    #[must_use]
    pub const fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Its blocks, client by client, to be walked once more.
    #[must_use]
    pub fn blocks_by_client(&self) -> Vec<ClientBlocks<'_>> {
        blocks_by_client(self.bytes())
    }

    /// Words that one of its blocks names.
    #[must_use]
    pub fn words(&self, words: Words) -> &str {
        // They were read as UTF-8 when it was checked.
        words.of(self.bytes()).unwrap_or_default()
    }

    /// What it deletes, walked once more: runs of clocks, client by client, in order.
    #[must_use]
    pub fn deletions(&self) -> Vec<Run> {
        let mut outline = Outline::default();
        let mut runs = Vec::new();
        let Ok(mut walk) = BlockWalk::new(self.bytes()) else { return runs };
        while let Ok(Some(_)) = walk.next_block() {}
        let mut reader = walk.into_rest();
        // It was walked once to its end, so nothing is malformed.
        for _ in 0..reader.count(4).unwrap_or(0) {
            if deletions(&mut reader, &mut outline, |run| runs.push(run)).is_err() {
                break;
            }
        }
        runs
    }
}

impl<B: AsRef<[u8]>> CheckedUpdate<B> {
    /// The part of it that adds no more than `ends` says for each client, in whole blocks, and
    /// deletes nothing: what replaces the deleted may be in the other part.
    ///
    /// # Errors
    /// None that a checked update would bring about.
    pub fn part(
        &self,
        ends: impl Fn(ClientId) -> Clock,
    ) -> Result<CheckedUpdate<Box<[u8]>>, Malformed> {
        let mut out = Vec::with_capacity(self.bytes().len());
        write_blocks_by_client(self.bytes(), ends, &mut out);
        write_varint(&mut out, 0);
        check_update(out.into_boxed_slice())
    }
}

/// An update with collected blocks in the place of these runs, of which each client has one.
///
/// # Errors
/// When a client has several, or a run is empty.
pub fn collected(runs: &[Run]) -> Result<CheckedUpdate<Box<[u8]>>, Malformed> {
    let mut out = Vec::new();
    write_varint(&mut out, runs.len() as u64);
    for run in runs {
        write_varint(&mut out, 1);
        write_varint(&mut out, run.client);
        write_varint(&mut out, u64::from(run.start));
        write_varint(&mut out, u64::from(COLLECTED));
        write_varint(&mut out, u64::from(run.end.saturating_sub(run.start)));
    }
    write_varint(&mut out, 0);
    check_update(out.into_boxed_slice())
}

/// An update that deletes these runs, those of each client together and in order.
#[must_use]
pub fn deleted(runs: &[Run]) -> Vec<u8> {
    let mut out = vec![0];
    let clients = || runs.chunk_by(|one, next| one.client == next.client);
    write_varint(&mut out, clients().count() as u64);
    for of_client in clients() {
        let Some(first) = of_client.first() else { continue };
        write_varint(&mut out, first.client);
        write_varint(&mut out, of_client.len() as u64);
        for run in of_client {
            write_varint(&mut out, u64::from(run.start));
            write_varint(&mut out, u64::from(run.end.saturating_sub(run.start)));
        }
    }
    out
}

impl CheckedUpdate<Box<[u8]>> {
    /// The same that deletes these runs in place of those that it deletes: those of each client together and in order.
    ///
    /// # Errors
    /// None that a checked update would bring about.
    pub fn with_deletions(&self, runs: &[Run]) -> Result<Self, Malformed> {
        let mut out = Vec::with_capacity(self.bytes().len());
        write_blocks_by_client(self.bytes(), |_| Clock::MAX, &mut out);
        // Without the count of clients, of whom none brings a block.
        out.extend_from_slice(deleted(runs).get(1..).unwrap_or(&[0]));
        check_update(out.into_boxed_slice())
    }

    /// The same with something deleted in the place of some blocks.
    ///
    /// # Errors
    /// None that a checked update would bring about.
    pub fn without(&self, is_left_out: impl Fn(&Block) -> bool) -> Result<Self, Malformed> {
        check_update(with_deleted(self.bytes(), is_left_out)?)
    }

    /// The same with other neighbours to the right of some blocks that have one to their left; none where `right_of` says so.
    ///
    /// # Errors
    /// None that a checked update would bring about.
    pub fn with_right_neighbours(
        &self,
        right_of: impl Fn(&Block) -> Option<Option<Id>>,
    ) -> Result<Self, Malformed> {
        check_update(with_right_neighbours(self.bytes(), right_of)?)
    }

    /// The same with something deleted in the place of its largest blocks, so that it has no more than `most` bytes; none when
    /// that takes too many small ones.
    ///
    /// # Errors
    /// None that a checked update would bring about.
    pub fn no_larger_than(&self, most: usize) -> Result<Option<Self>, Malformed> {
        let Some(left_out) = largest(self.bytes(), most) else { return Ok(None) };
        self.without(|block| left_out.contains(&block.id())).map(Some)
    }

    /// The same with collected blocks, which stand nowhere, in the place of some.
    ///
    /// # Errors
    /// None that a checked update would bring about.
    pub fn collecting(&self, is_left_out: impl Fn(&Block) -> bool) -> Result<Self, Malformed> {
        check_update(with_collected(self.bytes(), is_left_out)?)
    }
}

/// A state vector whose structure was checked. Only [`check_state_vector`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedStateVector {
    entries: Vec<(ClientId, Clock)>,
}

impl CheckedStateVector {
    /// Per client, how many of its blocks the sender has.
    #[must_use]
    pub fn entries(&self) -> &[(ClientId, Clock)] {
        &self.entries
    }
}

/// Walks an update.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check_update<B: AsRef<[u8]>>(bytes: B) -> Result<CheckedUpdate<B>, Malformed> {
    let mut walk = BlockWalk::new(bytes.as_ref())?;
    let mut outline = Outline::default();
    let mut clients = Vec::new();
    let mut not_held = None;
    while let Some(block) = walk.next_block()? {
        not_held = not_held.or(walk.not_held());
        if clients.last() != Some(&block.client) {
            clients.push(block.client);
        }
        outline.add(&block);
        outline.memory = outline.memory.saturating_add(block.memory);
    }
    refuse_repeats(&mut clients)?;
    clients.clear();
    let mut reader = walk.into_rest();
    // A client's deletions are at least an id and a count.
    for _ in 0..reader.count(2)? {
        clients.push(deletions(&mut reader, &mut outline, |_| ())?);
    }
    refuse_repeats(&mut clients)?;
    reader.finish()?;
    outline.settle();
    match not_held {
        None => Ok(CheckedUpdate { bytes, outline }),
        Some(not_held) => Err(Malformed::NotHeld(not_held)),
    }
}

/// An update, and what of it a board does not hold, in whose place something deleted stands.
pub type Replaced = (CheckedUpdate<Box<[u8]>>, Option<NotHeld>);

/// Walks an update, and puts something deleted in the place of what a board does not hold; says what that was. What of
/// it carries nothing is left out.
///
/// # Errors
/// The first thing that is wrong with it besides.
pub fn check_and_replace(bytes: &[u8]) -> Result<Replaced, Malformed> {
    match replace(bytes) {
        Err(Malformed::EmptyBlock | Malformed::OutOfOrder) => replace(&mended(bytes)?),
        replaced => replaced,
    }
}

fn replace(bytes: &[u8]) -> Result<Replaced, Malformed> {
    match check_update(Box::from(bytes)) {
        Ok(checked) => Ok((checked, None)),
        Err(Malformed::NotHeld(not_held)) => {
            Ok((check_update(with_deleted(bytes, |_| false)?)?, Some(not_held)))
        }
        Err(malformed) => Err(malformed),
    }
}

/// Walks a state vector.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check_state_vector(bytes: &[u8]) -> Result<CheckedStateVector, Malformed> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(2)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        entries.push((reader.client()?, reader.clock()?));
    }
    reader.finish()?;
    let mut clients: Vec<_> = entries.iter().map(|(client, _)| *client).collect();
    refuse_repeats(&mut clients)?;
    Ok(CheckedStateVector { entries })
}

fn refuse_repeats(clients: &mut [ClientId]) -> Result<(), Malformed> {
    clients.sort_unstable();
    if clients.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Malformed::RepeatedClient);
    }
    Ok(())
}

/// `client count (clock length)*`
fn deletions(
    reader: &mut Reader<'_>,
    outline: &mut Outline,
    mut found: impl FnMut(Run),
) -> Result<ClientId, Malformed> {
    let client = reader.client()?;
    let mut last_end = 0;
    let count = reader.count(2)?;
    if count == 0 {
        return Err(Malformed::EmptyBlock);
    }
    for _ in 0..count {
        let start = reader.clock()?;
        let end = advanced(start, reader.clock()?)?;
        // Yjs sorts and merges them, and yrs takes that for granted.
        if start < last_end {
            return Err(Malformed::OutOfOrder);
        }
        last_end = end;
        found(Run { client, start, end });
        outline.need(client, end.saturating_sub(1));
        outline.deletes = true;
    }
    Ok(client)
}
