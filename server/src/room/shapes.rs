//! The shape of what stands on a board: whether under a key, how deep, whether it can hold others.
//!
//! An update does not say where a block stands that was written beside others, so the structural
//! check cannot know. yrs 0.28.1 believes what no Yjs client writes: a block between an entry of a
//! map and an element of a sequence leaves freed memory in the document, and types nested
//! thousands deep overflow the stack when they are deleted. So updates are held against the board's
//! shapes before yrs sees them.

mod entries;
mod steps;

use std::collections::{HashMap, HashSet};

use picnic_protocol::block::{Block, ClientBlocks, Id, Place};
use picnic_protocol::content::Kind;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::{CheckedUpdate, Run};

use crate::limits::{ALIKE_BITS, CLIENTS_ALIKE_MAX, NESTED_TYPES_MAX};
use crate::room::stranding::Stranded;
use entries::Entries;
pub use entries::Entry;
pub use steps::Item;
use steps::{Shape, Steps};

/// The update is no Yjs client's: its blocks stand where none would put them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("blocks stand where no Yjs client puts them")]
pub struct Misshapen;

/// Blocks of an update in whose place others are to stand.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unfit {
    /// They stand deeper than [`NESTED_TYPES_MAX`]: something deleted.
    pub too_deep: HashSet<Id>,
    /// They stand beside or in what was collected. Every Yjs client collects them, also where yrs would find their place
    /// by the other neighbour: collected ones.
    pub stranded: Stranded,
}

/// The shapes of everything on a board.
#[derive(Debug, Default)]
pub struct Shapes {
    clients: HashMap<ClientId, Steps>,
    /// How many of them share the last bits of their ids.
    alike: HashMap<ClientId, u16>,
    entries: Entries,
}

impl Shapes {
    /// Takes in an update of which `heads` tells how much is on the board already: for each
    /// client, the clock from which its blocks are new.
    ///
    /// Blocks that cannot stand as they are are returned.
    ///
    /// # Errors
    /// [`Misshapen`]; nothing was taken in then.
    pub fn learn<B: AsRef<[u8]>>(
        &mut self,
        update: &CheckedUpdate<B>,
        heads: impl Fn(&Self, ClientId) -> Clock,
    ) -> Result<Unfit, Misshapen> {
        let mut entries = std::mem::take(&mut self.entries);
        let known = entries.count();
        let mut study = Study::new(self, update, &mut entries, heads);
        let studied = study.run().and_then(|()| study.refuse_values_that_hide(&update.deletions()));
        let unfit = std::mem::take(&mut study.unfit);
        let learned: Vec<_> = study
            .coming
            .into_iter()
            .map(|coming| (coming.blocks.client(), coming.head, coming.new))
            .collect();
        if studied.is_err() {
            entries.forget_after(known);
        }
        self.entries = entries;
        studied?;
        for (client, head, new) in learned {
            let steps = self.clients.entry(client).or_insert_with(|| {
                *self.alike.entry(last_bits(client)).or_default() += 1;
                Steps::default()
            });
            steps.truncate(head);
            if steps.end() < head {
                steps.push(steps.end(), head, Shape::Collected);
            }
            for (start, end, shape) in new.within(0, Clock::MAX) {
                steps.push(start, end, shape);
            }
        }
        Ok(unfit)
    }

    /// Whether `newcomers` would make too many clients whose ids end in the same bits: chosen, not
    /// drawn, to make yrs' tables slow.
    pub fn are_too_alike(&self, newcomers: impl Iterator<Item = ClientId>) -> bool {
        let mut counts = HashMap::new();
        newcomers.filter(|client| !self.clients.contains_key(client)).any(|client| {
            let bits = last_bits(client);
            let count =
                counts.entry(bits).or_insert_with(|| self.alike.get(&bits).copied().unwrap_or(0));
            *count += 1;
            *count > CLIENTS_ALIKE_MAX
        })
    }

    /// Up to which clock `client`'s blocks are known.
    pub fn head(&self, client: ClientId) -> Clock {
        self.clients.get(&client).map_or(0, |steps| steps.end())
    }

    /// Whether this stands under a key; none where it stands nowhere.
    pub fn is_keyed(&self, id: Id) -> Option<bool> {
        self.item(id).map(|item| item.keyed)
    }

    /// Where the blocks of a run stand; none of those that stand nowhere.
    pub fn stands(&self, run: Run) -> impl Iterator<Item = (Run, Item)> {
        let steps = self.clients.get(&run.client).into_iter();
        let shapes = steps.flat_map(move |steps| steps.within(run.start, run.end));
        shapes.filter_map(move |(start, end, shape)| match shape {
            Shape::Item(item) => Some((Run { client: run.client, start, end }, item)),
            Shape::Collected => None,
        })
    }

    /// Where a block stands; none where it stands nowhere.
    pub fn item(&self, id: Id) -> Option<Item> {
        match self.at(id) {
            Shape::Item(item) => Some(item),
            Shape::Collected => None,
        }
    }

    /// The map that an entry is in, and its key there.
    pub fn name_of(&self, entry: Entry) -> Option<(&'static str, &str)> {
        self.entries.name(entry)
    }

    fn at(&self, id: Id) -> Shape {
        let known = self.clients.get(&id.client).and_then(|steps| steps.at(id.clock));
        known.unwrap_or(Shape::Collected)
    }
}

const fn last_bits(client: ClientId) -> ClientId {
    client & ((1 << ALIKE_BITS) - 1)
}

/// One client's blocks that come with an update.
struct Coming<'a> {
    blocks: ClientBlocks<'a>,
    /// The next one, while it waits for another client's.
    waiting: Option<Block>,
    /// The clock from which they are new.
    head: Clock,
    new: Steps,
    /// Whether blocks that others wait for are being looked at.
    under_way: bool,
}

/// Finds the shapes of an update's blocks, each after those it refers to.
struct Study<'a, 'k, B> {
    known: &'k Shapes,
    update: &'a CheckedUpdate<B>,
    entries: &'k mut Entries,
    coming: Vec<Coming<'a>>,
    index: HashMap<ClientId, usize>,
    /// Runs of several values under one key.
    values: Vec<Run>,
    unfit: Unfit,
}

/// Whether something stands under a key, how deep, and in which entry.
type Between = (bool, u8, Option<Entry>);

/// Why a block's shape is not known.
enum Unknown {
    /// First another's must be.
    Needs(Id),
    Misshapen,
}

impl<'a, 'k, B: AsRef<[u8]>> Study<'a, 'k, B> {
    fn new(
        known: &'k Shapes,
        update: &'a CheckedUpdate<B>,
        entries: &'k mut Entries,
        heads: impl Fn(&Shapes, ClientId) -> Clock,
    ) -> Self {
        let sections = update.blocks_by_client();
        let index = sections.iter().enumerate().map(|(at, section)| (section.client(), at));
        let index = index.collect();
        let coming = sections.into_iter().map(|blocks| {
            let head = heads(known, blocks.client());
            let new = Steps::from(head);
            Coming { blocks, waiting: None, head, new, under_way: false }
        });
        let coming = coming.collect();
        let (values, unfit) = (Vec::new(), Unfit::default());
        Self { known, update, entries, coming, index, values, unfit }
    }

    fn run(&mut self) -> Result<(), Misshapen> {
        for first in 0..self.coming.len() {
            // Each with the clock up to which the one before it needs it.
            let mut stack = vec![(first, Clock::MAX)];
            while let Some((section, until)) = stack.last().copied() {
                self.coming[section].under_way = true;
                let Some(needed) = self.advance(section, until)? else {
                    self.coming[section].under_way = false;
                    stack.pop();
                    continue;
                };
                let other = *self.index.get(&needed.client).ok_or(Misshapen)?;
                // They stand on each other in a circle.
                if self.coming[other].under_way {
                    return Err(Misshapen);
                }
                stack.push((other, needed.clock.saturating_add(1)));
            }
        }
        Ok(())
    }

    /// Goes on in a section up to a clock; returns what it needs first, if anything.
    fn advance(&mut self, section: usize, until: Clock) -> Result<Option<Id>, Misshapen> {
        while self.coming[section].new.end() < until {
            let coming = &mut self.coming[section];
            let Some(block) = coming.waiting.take().or_else(|| coming.blocks.next()) else { break };
            let start = block.clock.max(coming.head);
            if block.end() <= coming.head || block.place == Place::Skip {
                continue;
            }
            match self.shape_of(&block) {
                Ok(shape) => {
                    self.coming[section].new.push(start, block.end(), shape);
                    if shape.is_keyed() && block.length > 1 && block.kind == Kind::Value {
                        self.values.push(Run { client: block.client, start, end: block.end() });
                    }
                }
                Err(Unknown::Needs(id)) => {
                    self.coming[section].waiting = Some(block);
                    return Ok(Some(id));
                }
                Err(Unknown::Misshapen) => return Err(Misshapen),
            }
        }
        Ok(None)
    }

    fn shape_of(&mut self, block: &Block) -> Result<Shape, Unknown> {
        let holds = matches!(block.kind, Kind::Type | Kind::Deleted);
        let (keyed, depth, entry) = match block.place {
            Place::Skip | Place::Collected => return Ok(Shape::Collected),
            Place::Root { name, key } => {
                let name = self.update.words(name);
                let entry = key.and_then(|key| self.entries.number(name, self.update.words(key)));
                (key.is_some(), 1, entry)
            }
            Place::Under { parent, keyed } => match self.at(parent, block)? {
                Shape::Collected => return Ok(self.strand(block)),
                Shape::Item(Item { holds: false, .. }) => return Err(Unknown::Misshapen),
                Shape::Item(Item { depth, entry, .. }) => (keyed, depth.saturating_add(1), entry),
            },
            Place::Beside { left, right } => {
                let left = left.map(|id| self.at(id, block)).transpose()?;
                let right = right.map(|id| self.at(id, block)).transpose()?;
                match beside(left, right)? {
                    Some(place) => place,
                    None => return Ok(self.strand(block)),
                }
            }
        };
        if depth > NESTED_TYPES_MAX {
            if block.kind != Kind::Deleted {
                self.unfit.too_deep.insert(block.id());
            }
            // What stands in it is too deep as well.
            return Ok(Shape::Item(Item { keyed, depth: NESTED_TYPES_MAX, holds: true, entry }));
        }
        Ok(Shape::Item(Item { keyed, depth, holds, entry }))
    }

    fn strand(&mut self, block: &Block) -> Shape {
        self.unfit.stranded.add(block);
        Shape::Collected
    }

    fn at(&self, id: Id, from: &Block) -> Result<Shape, Unknown> {
        let coming = self.index.get(&id.client).map(|at| &self.coming[*at]);
        match coming.filter(|coming| id.clock >= coming.head) {
            // A block cannot stand on what its own client wrote later.
            Some(_) if id.client == from.client && id.clock >= from.clock => {
                Err(Unknown::Misshapen)
            }
            Some(coming) => coming.new.at(id.clock).ok_or(Unknown::Needs(id)),
            None => Ok(self.known.at(id)),
        }
    }

    /// Several values under one key are there only where all were replaced and an undo keeps
    /// them. Alive, yrs would delete all but the last or none, according to how they came.
    fn refuse_values_that_hide(&self, deleted: &[Run]) -> Result<(), Misshapen> {
        let hidden = |run: &Run| {
            deleted.iter().any(|deleted| {
                deleted.client == run.client && deleted.start <= run.start && run.end <= deleted.end
            })
        };
        if self.values.iter().all(hidden) { Ok(()) } else { Err(Misshapen) }
    }
}

/// Whether a block between two others stands under a key, how deep, and in which entry; none when one of them is gone.
fn beside(left: Option<Shape>, right: Option<Shape>) -> Result<Option<Between>, Unknown> {
    let (left, right) = match (left, right) {
        (Some(Shape::Collected), _) | (_, Some(Shape::Collected)) => return Ok(None),
        neighbours => neighbours,
    };
    let item = |shape| match shape {
        Some(Shape::Item(Item { keyed, depth, entry, .. })) => Some((keyed, depth, entry)),
        _ => None,
    };
    match (item(left), item(right)) {
        // Entries of a map have nothing to their right when they are written.
        (_, Some((true, _, _))) | (Some((true, _, _)), Some(_)) => Err(Unknown::Misshapen),
        // It stands where its left neighbour does.
        (Some((_, one, entry)), Some((_, other, _))) => Ok(Some((false, one.max(other), entry))),
        (place, None) | (None, place) => Ok(place),
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::update::check_update;
    use picnic_protocol::varint::write_varint;

    use super::*;

    fn learn(shapes: &mut Shapes, update: &[u8]) -> Result<(), Misshapen> {
        shapes.learn(&check_update(update).unwrap(), Shapes::head).map(|unfit| {
            assert_eq!(unfit, Unfit::default());
        })
    }

    /// Client 1 writes «ab» into the text `t`, and 5 under `k` of the map `m`.
    const BOARD: &[u8] =
        &[1, 2, 1, 0, 4, 1, 1, b't', 2, b'a', b'b', 0x28, 1, 1, b'm', 1, b'k', 1, 125, 5, 0];

    fn board() -> Shapes {
        let mut shapes = Shapes::default();
        learn(&mut shapes, BOARD).unwrap();
        shapes
    }

    /// Client 2 writes under `k` of the map `notes`, and then what stands on its own later block.
    #[test]
    fn a_refused_update_leaves_no_keys_behind() {
        let mut shapes = Shapes::default();
        let refused = [
            &[1, 2, 2, 0, 0x28, 1, 5][..],
            b"notes",
            &[1, b'k', 1, 125, 5, 4, 0, 2, 9, 1, b'x', 0],
        ];
        assert_eq!(learn(&mut shapes, &refused.concat()), Err(Misshapen));
        assert_eq!(shapes.entries.count(), 0);
    }

    #[test]
    fn nothing_stands_between_an_element_and_an_entry() {
        let between = [1, 1, 2, 0, 0xc4, 1, 0, 1, 2, 1, b'x', 0];
        assert_eq!(learn(&mut board(), &between), Err(Misshapen));
        let between_elements = [1, 1, 2, 0, 0xc4, 1, 0, 1, 1, 1, b'x', 0];
        assert_eq!(learn(&mut board(), &between_elements), Ok(()));
    }

    #[test]
    fn a_value_holds_nothing() {
        let inside = |clock| [1, 1, 2, 0, 4, 0, 1, clock, 1, b'x', 0];
        assert_eq!(learn(&mut board(), &inside(0)), Err(Misshapen));
    }

    #[test]
    fn several_values_under_one_key_live_nowhere() {
        let two_values =
            |deleted: &[u8]| [&[1, 1, 2, 0, 0x88, 1, 2, 2, 126, 126], deleted].concat();
        assert_eq!(learn(&mut board(), &two_values(&[0])), Err(Misshapen));
        assert_eq!(learn(&mut board(), &two_values(&[1, 2, 1, 0, 2])), Ok(()));
    }

    #[test]
    fn types_nest_so_deep_and_no_deeper() {
        let nest = |levels: u64| {
            let mut update = vec![1];
            write_varint(&mut update, levels);
            update.extend_from_slice(&[1, 0, 7, 1, 1, b'a', 0]);
            for level in 1..levels {
                update.extend_from_slice(&[7, 0, 1]);
                write_varint(&mut update, level - 1);
                update.push(0);
            }
            update.push(0);
            update
        };
        let most = u64::from(NESTED_TYPES_MAX);
        assert_eq!(learn(&mut Shapes::default(), &nest(most)), Ok(()));
        let deep = |levels| {
            let update = check_update(nest(levels)).unwrap();
            let deep = Shapes::default().learn(&update, Shapes::head).unwrap().too_deep;
            deep.into_iter().map(|id| id.clock).collect::<std::collections::BTreeSet<_>>()
        };
        let most = u32::from(NESTED_TYPES_MAX);
        assert_eq!(deep(u64::from(most) + 3), (most..most + 3).collect());
    }

    #[test]
    fn what_stands_beside_or_in_what_was_collected_is_collected_as_yjs_does() {
        let mut shapes = board();
        // 2 has something collected, and then writes beside it and the text's first letter, and after that.
        let gone = [1, 1, 2, 0, 0, 1, 0];
        assert_eq!(learn(&mut shapes, &gone), Ok(()));
        let beside = [1, 2, 2, 1, 0xc4, 2, 0, 1, 0, 1, b'x', 0x84, 2, 1, 1, b'y', 0];
        let stranded = |shapes: &mut Shapes, update: &[u8]| {
            let update = check_update(update).unwrap();
            let unfit = shapes.learn(&update, Shapes::head).unwrap();
            unfit.stranded.runs(|_| Clock::MAX)
        };
        let run = |start, end| vec![Run { client: 2, start, end }];
        assert_eq!(stranded(&mut shapes, &beside), run(1, 3));
        // In it, and between two letters that are there.
        let in_it = [1, 2, 2, 3, 4, 0, 2, 0, 1, b'z', 0xc4, 1, 0, 1, 1, 1, b'w', 0];
        assert_eq!(stranded(&mut shapes, &in_it), run(3, 4));
    }

    #[test]
    fn clients_may_stand_on_each_other_in_turn_and_not_in_a_circle() {
        // 2 after 1's first, 1's second after 2's.
        let in_turn = [
            2, 1, 2, 0, 0x84, 1, 0, 1, b'x', 2, 1, 0, 4, 1, 1, b't', 1, b'a', 0x84, 2, 0, 1, b'b',
            0,
        ];
        assert_eq!(learn(&mut Shapes::default(), &in_turn), Ok(()));
        let circle = [2, 1, 2, 0, 0x84, 1, 0, 1, b'x', 1, 1, 0, 0x84, 2, 0, 1, b'a', 0];
        assert_eq!(learn(&mut Shapes::default(), &circle), Err(Misshapen));
    }
}
