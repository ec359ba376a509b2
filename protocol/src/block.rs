//! The blocks of an update, walked one by one: where each stands and how long it is.
//!
//! Source: Yjs 13.6 `Item.js` (`readItem`, `Item.write`), `GC.js`, `Skip.js`.

use crate::content::{Content, Kind, content};
use crate::ids::{ClientId, Clock};
use crate::not_held::NotHeld;
use crate::varint::{Malformed, Reader, advanced};
pub use crate::words::Words;

/// One unit of content on a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    /// Whose.
    pub client: ClientId,
    /// Which of theirs.
    pub clock: Clock,
}

/// One block: a run of content by one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Whose.
    pub client: ClientId,
    /// Its first clock.
    pub clock: Clock,
    /// How many clocks it takes; at least one.
    pub length: Clock,
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub kind: Kind,
    /// Its letters, of one that has some.
    pub text: Option<Words>,
    /// What it says, of one that is a single value which is a word.
    pub word: Option<Words>,
    /// About how many bytes it takes in yrs' memory.
    pub memory: usize,
}

/// What yrs 0.28.1 takes for a block beside its content, bytes, as measured: an item with its place
/// in the list of its client's and with what finds it; an entry's key, and its place in a table; a block
/// that was collected.
const ITEM_BYTES: usize = 200;
const KEY_BYTES: usize = 100;
const COLLECTED_BYTES: usize = 48;

impl Block {
    /// Its first clock, with whose it is.
    #[must_use]
    pub const fn id(&self) -> Id {
        Id { client: self.client, clock: self.clock }
    }

    /// What it was written after and before, where the one follows on the other in one run of clocks.
    #[must_use]
    pub fn cuts_a_run(&self) -> Option<(Id, Id)> {
        match self.place {
            Place::Beside { left: Some(left), right: Some(right) }
                if right.client == left.client && right.clock == left.clock.saturating_add(1) =>
            {
                Some((left, right))
            }
            _ => None,
        }
    }

    /// The clock after its last.
    #[must_use]
    pub const fn end(&self) -> Clock {
        // Checked when it was read.
        self.clock.saturating_add(self.length)
    }
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: it stands for blocks that the update leaves out.
    Skip,
    /// Nowhere any more: it was garbage-collected.
    Collected,
    /// In a type at the board's root.
    Root {
        /// That type's name.
        name: Words,
        /// The key, as in a map; none in a sequence.
        key: Option<Words>,
    },
    /// In a type that itself is on the board.
    Under {
        /// That type.
        parent: Id,
        /// Whether under a key.
        keyed: bool,
    },
    /// Where its neighbours stand. An update does not say whether that is under a key.
    Beside {
        /// What it was written after.
        left: Option<Id>,
        /// What it was written before.
        right: Option<Id>,
    },
}

pub(crate) const COLLECTED: u8 = 0;
const SKIP: u8 = 10;

const HAS_LEFT: u8 = 0x80;
pub(crate) const HAS_RIGHT: u8 = 0x40;
const HAS_KEY: u8 = 0x20;
pub(crate) const CONTENT_MASK: u8 = 0x1f;

/// Where a piece of an update begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the update's first byte, which counts its clients.
    Update,
    /// Before a block: of this client, at this clock, with so many blocks of that client to come. None to come: at
    /// the next client's first byte.
    Block {
        /// Whose.
        client: ClientId,
        /// The block's first clock.
        clock: Clock,
        /// How many blocks of the client are left, in this piece and those after it.
        left: u64,
    },
    /// At what it deletes, or within.
    Deletions,
}

/// A walk over the blocks of an update.
#[derive(Debug, Clone)]
pub(crate) struct BlockWalk<'a> {
    pub(crate) reader: Reader<'a>,
    clients_left: usize,
    blocks_left: usize,
    client: Option<ClientId>,
    clock: Clock,
    /// Of the block walked last: why a board does not hold it, and how many bytes were left where its
    /// content begins.
    not_held: Option<NotHeld>,
    pub(crate) content_left: usize,
    /// How many bytes were left where it begins.
    pub(crate) block_left: usize,
}

impl<'a> BlockWalk<'a> {
    pub(crate) fn new(update: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(update);
        // A client's blocks hold at least a block count, an id and a clock.
        let clients_left = reader.count(3)?;
        Ok(Self {
            reader,
            clients_left,
            blocks_left: 0,
            client: None,
            clock: 0,
            not_held: None,
            content_left: 0,
            block_left: 0,
        })
    }

    /// A walk over so many blocks of one client, which begin here.
    pub(crate) fn within(reader: Reader<'a>, client: ClientId, clock: Clock, left: u64) -> Self {
        let blocks_left = usize::try_from(left).unwrap_or(usize::MAX);
        Self {
            reader,
            clients_left: 0,
            blocks_left,
            client: Some(client),
            clock,
            not_held: None,
            content_left: 0,
            block_left: 0,
        }
    }

    /// Whether no byte is left.
    pub(crate) const fn is_at_the_end(&self) -> bool {
        self.reader.is_empty()
    }

    /// Where the walk stands in `update`, for whoever goes on from there.
    pub(crate) fn place(&self, update: &[u8]) -> (Start, usize) {
        let (client, left) = (self.client.unwrap_or(0), self.blocks_left as u64);
        let start = Start::Block { client, clock: self.clock, left };
        (start, update.len().saturating_sub(self.reader.left()))
    }

    /// What follows after the last block.
    pub(crate) fn into_rest(self) -> Reader<'a> {
        self.reader
    }

    /// `(blocks:count client clock block*)*`
    pub(crate) fn next_block(&mut self) -> Result<Option<Block>, Malformed> {
        if self.blocks_left == 0 {
            if self.next_client()?.is_none() {
                return Ok(None);
            }
            if self.blocks_left == 0 {
                return Err(Malformed::EmptyBlock);
            }
        }
        match self.next_of_client()? {
            Some(block) if block.length == 0 => Err(Malformed::EmptyBlock),
            block => Ok(block),
        }
    }

    /// The next block of this client, which may be one of no length; none when there is no other.
    pub(crate) fn next_of_client(&mut self) -> Result<Option<Block>, Malformed> {
        let (Some(client), Some(left)) = (self.client, self.blocks_left.checked_sub(1)) else {
            return Ok(None);
        };
        self.blocks_left = left;
        let block = self.read_block(client)?;
        if block.length > 0 {
            self.clock = advanced(block.clock, block.length)?;
        }
        Ok(Some(block))
    }

    /// The clock of the next block.
    pub(crate) const fn clock(&self) -> Clock {
        self.clock
    }

    /// The block walked last, as it stands in `update`.
    pub(crate) fn last_block<'u>(&self, update: &'u [u8]) -> &'u [u8] {
        let at = |left: usize| update.len().saturating_sub(left);
        update.get(at(self.block_left)..at(self.reader.left())).unwrap_or_default()
    }

    /// What the block walked last begins with, and where that says it stands, as both are in `update`.
    pub(crate) fn info_and_place<'u>(&self, update: &'u [u8]) -> (u8, &'u [u8]) {
        let at = |left: usize| update.len().saturating_sub(left);
        let head = update.get(at(self.block_left)..at(self.content_left)).unwrap_or_default();
        head.split_first().map_or((0, head), |(info, place)| (*info, place))
    }

    /// Why a board does not hold the block walked last.
    pub(crate) const fn not_held(&self) -> Option<NotHeld> {
        self.not_held
    }

    fn read_block(&mut self, client: ClientId) -> Result<Block, Malformed> {
        let (reader, clock) = (&mut self.reader, self.clock);
        self.not_held = None;
        self.block_left = reader.left();
        let info = reader.byte()?;
        let gap = |length, place, memory| {
            let kind = Kind::Deleted;
            Block { client, clock, length, place, kind, text: None, word: None, memory }
        };
        match info {
            COLLECTED => return Ok(gap(reader.clock()?, Place::Collected, COLLECTED_BYTES)),
            SKIP => return Ok(gap(reader.clock()?, Place::Skip, 0)),
            _ => {}
        }
        let place = read_place(reader, info)?;
        self.content_left = reader.left();
        let Content { kind, length, text, word, memory, not_held } =
            content(reader, info & CONTENT_MASK)?;
        self.not_held = not_held;
        let is_keyed =
            matches!(place, Place::Root { key: Some(_), .. } | Place::Under { keyed: true, .. });
        let beside = ITEM_BYTES.saturating_add(if is_keyed { KEY_BYTES } else { 0 });
        let memory = memory.saturating_add(beside);
        Ok(Block { client, clock, length, place, kind, text, word, memory })
    }

    pub(crate) fn next_client(&mut self) -> Result<Option<ClientId>, Malformed> {
        let Some(left) = self.clients_left.checked_sub(1) else { return Ok(None) };
        self.clients_left = left;
        self.blocks_left = self.reader.count(2)?;
        let client = self.reader.client()?;
        if self.client == Some(client) {
            return Err(Malformed::RepeatedClient);
        }
        self.client = Some(client);
        self.clock = self.reader.clock()?;
        Ok(Some(client))
    }

    /// The walk from here to the end of this client's blocks.
    pub(crate) fn of_client(&self) -> Self {
        Self { clients_left: 0, ..self.clone() }
    }
}

/// The blocks of one client in a checked update, in the order of their clocks.
#[derive(Debug, Clone)]
pub struct ClientBlocks<'a> {
    client: ClientId,
    walk: BlockWalk<'a>,
}

impl ClientBlocks<'_> {
    /// Whose blocks.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// The clock of its next block, and how many bytes of the update are left from there on.
    pub(crate) const fn place(&self) -> (Clock, usize) {
        (self.walk.clock, self.walk.reader.left())
    }
}

impl<'a> ClientBlocks<'a> {
    /// The walk over its blocks.
    pub(crate) fn into_walk(self) -> BlockWalk<'a> {
        self.walk
    }
}

impl Iterator for ClientBlocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        // It was walked once to its end, so nothing is malformed.
        self.walk.next_block().ok()?
    }
}

/// The blocks of an update, client by client, that was walked once.
pub(crate) fn blocks_by_client(update: &[u8]) -> Vec<ClientBlocks<'_>> {
    let mut found = Vec::new();
    let Ok(mut walk) = BlockWalk::new(update) else { return found };
    while let Ok(Some(client)) = walk.next_client() {
        found.push(ClientBlocks { client, walk: walk.of_client() });
        while walk.blocks_left > 0 {
            if walk.next_block().is_err() {
                return found;
            }
        }
    }
    found
}

fn read_place(reader: &mut Reader<'_>, info: u8) -> Result<Place, Malformed> {
    let mut neighbour = |flag| (info & flag != 0).then(|| id(reader)).transpose();
    let (left, right) = (neighbour(HAS_LEFT)?, neighbour(HAS_RIGHT)?);
    if left.is_some() || right.is_some() {
        return Ok(Place::Beside { left, right });
    }
    let keyed = info & HAS_KEY != 0;
    match reader.varint()? {
        1 => {
            let name = Words::read(reader)?;
            let key = keyed.then(|| Words::read(reader)).transpose()?;
            Ok(Place::Root { name, key })
        }
        0 => {
            let parent = id(reader)?;
            if keyed {
                reader.text()?;
            }
            Ok(Place::Under { parent, keyed })
        }
        _ => Err(Malformed::UnknownKind),
    }
}

fn id(reader: &mut Reader<'_>) -> Result<Id, Malformed> {
    Ok(Id { client: reader.client()?, clock: reader.clock()? })
}
