//! The structural check of Yjs updates and state vectors (rule 6): a bounded walk over untrusted
//! bytes before yrs sees them, which also notes what the update brings and what it stands on.
//!
//! The walk is O(bytes). It follows the v1 encoding as Yjs 13.6 writes it (`UpdateEncoder.js`,
//! `Item.js`, `DeleteSet.js`) and refuses what no Yjs client writes: unknown content, blocks of no
//! length, counts that the bytes left cannot hold, values nested deeper than [`NESTING_MAX`].
//! yrs 0.28.1 overflows its stack, reserves hundreds of megabytes or panics on such bytes.

use crate::ids::{ClientId, Clock};
use crate::varint::{Malformed, Reader};

/// Deepest nesting of arrays and objects inside one value. Boards use two levels.
pub const NESTING_MAX: usize = 8;

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
}

impl Outline {
    /// Whether the update neither adds nor deletes: Yjs sends `[0, 0]` when it has nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.runs.is_empty() && !self.deletes
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
    let mut reader = Reader::new(bytes.as_ref());
    let mut outline = Outline::default();
    let mut clients = Vec::new();
    // A client's section holds at least a block count, an id, a clock and a block of two bytes.
    for _ in 0..reader.count(5)? {
        clients.push(client_section(&mut reader, &mut outline)?);
    }
    refuse_repeats(&mut clients)?;
    clients.clear();
    // A client's deletions are at least an id, a count, a clock and a length.
    for _ in 0..reader.count(4)? {
        clients.push(deletions(&mut reader, &mut outline)?);
    }
    refuse_repeats(&mut clients)?;
    reader.finish()?;
    outline.settle();
    Ok(CheckedUpdate { bytes, outline })
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

/// `blocks:count client clock block*`
fn client_section(reader: &mut Reader<'_>, outline: &mut Outline) -> Result<ClientId, Malformed> {
    let blocks = reader.count(2)?;
    if blocks == 0 {
        return Err(Malformed::EmptyBlock);
    }
    let client = reader.client()?;
    let mut clock = reader.clock()?;
    let mut start = clock;
    for _ in 0..blocks {
        let (kind, length) = block(reader, outline)?;
        if length == 0 {
            return Err(Malformed::EmptyBlock);
        }
        let end = clock.checked_add(length).ok_or(Malformed::NumberOutOfRange)?;
        if kind == Kind::Skip {
            push_run(outline, Run { client, start, end: clock });
            start = end;
        }
        clock = end;
    }
    push_run(outline, Run { client, start, end: clock });
    Ok(client)
}

fn push_run(outline: &mut Outline, run: Run) {
    if run.start < run.end {
        outline.runs.push(run);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Skip,
    Content,
}

const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_PARENT_KEY: u8 = 0x20;
const CONTENT_MASK: u8 = 0x1f;

/// One block; returns its kind and its length in clocks.
fn block(reader: &mut Reader<'_>, outline: &mut Outline) -> Result<(Kind, Clock), Malformed> {
    let info = reader.byte()?;
    match info {
        0 => return Ok((Kind::Content, reader.clock()?)),
        10 => return Ok((Kind::Skip, reader.clock()?)),
        _ => {}
    }
    if info & HAS_ORIGIN != 0 {
        reference(reader, outline)?;
    }
    if info & HAS_RIGHT_ORIGIN != 0 {
        reference(reader, outline)?;
    }
    if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) == 0 {
        match reader.varint()? {
            1 => {
                reader.text()?;
            }
            0 => reference(reader, outline)?,
            _ => return Err(Malformed::UnknownKind),
        }
        if info & HAS_PARENT_KEY != 0 {
            reader.text()?;
        }
    }
    Ok((Kind::Content, content(reader, info & CONTENT_MASK)?))
}

fn reference(reader: &mut Reader<'_>, outline: &mut Outline) -> Result<(), Malformed> {
    let client = reader.client()?;
    let clock = reader.clock()?;
    outline.need(client, clock);
    Ok(())
}

/// A block's content; returns its length in clocks.
fn content(reader: &mut Reader<'_>, kind: u8) -> Result<Clock, Malformed> {
    match kind {
        // Deleted.
        1 => reader.clock(),
        // JSON texts.
        2 => {
            let count = reader.count(1)?;
            for _ in 0..count {
                json(reader.text()?)?;
            }
            length(count)
        }
        // Binary.
        3 => reader.buffer().map(|_| 1),
        // Text, whose length is in UTF-16 units.
        4 => length(reader.text()?.encode_utf16().count()),
        // Embed.
        5 => json(reader.text()?).map(|()| 1),
        // Format: a key and a JSON value.
        6 => {
            reader.text()?;
            json(reader.text()?).map(|()| 1)
        }
        // A nested type; elements and hooks carry a name. Weak links (7) are not for boards.
        7 => {
            match reader.varint()? {
                0 | 1 | 2 | 4 | 6 => {}
                3 | 5 => {
                    reader.text()?;
                }
                _ => return Err(Malformed::UnknownKind),
            }
            Ok(1)
        }
        // Any values.
        8 => {
            let count = reader.count(1)?;
            for _ in 0..count {
                any(reader, 0)?;
            }
            length(count)
        }
        // A document inside the document: its id and options.
        9 => {
            reader.text()?;
            any(reader, 0).map(|()| 1)
        }
        _ => Err(Malformed::UnknownKind),
    }
}

fn length(count: usize) -> Result<Clock, Malformed> {
    Clock::try_from(count).map_err(|_| Malformed::NumberOutOfRange)
}

/// One lib0 `any` value, at `depth` levels of nesting.
fn any(reader: &mut Reader<'_>, depth: usize) -> Result<(), Malformed> {
    match reader.byte()? {
        // undefined, null, false, true.
        127 | 126 | 121 | 120 => Ok(()),
        125 => reader.skip_signed(),
        124 => reader.bytes(4).map(|_| ()),
        // A float and a big integer.
        123 | 122 => reader.bytes(8).map(|_| ()),
        119 => reader.text().map(|_| ()),
        118 => {
            let depth = deeper(depth)?;
            for _ in 0..reader.count(2)? {
                reader.text()?;
                any(reader, depth)?;
            }
            Ok(())
        }
        117 => {
            let depth = deeper(depth)?;
            for _ in 0..reader.count(1)? {
                any(reader, depth)?;
            }
            Ok(())
        }
        116 => reader.buffer().map(|_| ()),
        _ => Err(Malformed::UnknownKind),
    }
}

fn deeper(depth: usize) -> Result<usize, Malformed> {
    if depth < NESTING_MAX { Ok(depth.saturating_add(1)) } else { Err(Malformed::NestedTooDeep) }
}

/// A JSON text: its nesting is bounded here, its grammar by the parser that reads it later.
/// Yjs writes the word `undefined` for a missing value.
pub(crate) fn json(text: &str) -> Result<(), Malformed> {
    let mut depth = 0;
    let mut in_string = false;
    let mut escaped = false;
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => depth = deeper(depth)?,
            b']' | b'}' => depth = depth.checked_sub(1).ok_or(Malformed::NotJson)?,
            _ => {}
        }
    }
    if depth == 0 && !in_string { Ok(()) } else { Err(Malformed::NotJson) }
}

/// `client count (clock length)*`
fn deletions(reader: &mut Reader<'_>, outline: &mut Outline) -> Result<ClientId, Malformed> {
    let client = reader.client()?;
    for _ in 0..reader.count(2)? {
        let start = reader.clock()?;
        let length = reader.clock()?;
        let end = start.checked_add(length).ok_or(Malformed::NumberOutOfRange)?;
        if length == 0 {
            return Err(Malformed::EmptyBlock);
        }
        outline.need(client, end.saturating_sub(1));
        outline.deletes = true;
    }
    Ok(client)
}
