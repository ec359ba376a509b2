//! Updates written anew from the blocks of others: with some of them deleted, collected, beside another neighbour or left out.

use std::collections::HashSet;

use crate::block::{
    Block, BlockWalk, COLLECTED, CONTENT_MASK, HAS_RIGHT, Id, Place, blocks_by_client,
};
use crate::content::Kind;
use crate::ids::{ClientId, Clock};
use crate::not_held::NotHeld;
use crate::varint::{Malformed, write_varint};

/// What was deleted.
const DELETED: u8 = 1;

/// A block is large that takes more than such a part of what is allowed.
const LARGE_BLOCKS_MAX: usize = 64;

/// Bytes of a length, at most.
const LENGTH_BYTES_MAX: usize = 5;

/// The update with the blocks for which `is_left_out` holds, and those that no board holds, as deleted ones: at
/// their places, of their lengths.
pub(crate) fn with_deleted(
    update: &[u8],
    is_left_out: impl Fn(&Block) -> bool,
) -> Result<Box<[u8]>, Malformed> {
    with_replaced(
        update,
        |block, not_held| not_held.is_some() || is_left_out(block),
        |info, place, out| {
            out.push(info & !CONTENT_MASK | DELETED);
            out.extend_from_slice(place);
        },
    )
}

/// The largest blocks of an update, without which it has no more than `most` bytes; none when it takes too many small ones.
pub(crate) fn largest(update: &[u8], most: usize) -> Option<HashSet<Id>> {
    let mut sizes = Vec::new();
    let mut walk = BlockWalk::new(update).ok()?;
    while let Some(block) = walk.next_block().ok()? {
        let stands = !matches!(block.place, Place::Skip | Place::Collected);
        let content = walk.content_left.saturating_sub(walk.reader.left());
        if stands && block.kind != Kind::Deleted && content >= most / LARGE_BLOCKS_MAX {
            sizes.push((content, block.id()));
        }
    }
    sizes.sort_unstable_by_key(|(content, id)| (std::cmp::Reverse(*content), id.client, id.clock));
    let mut over = update.len().saturating_sub(most);
    let mut found = HashSet::new();
    for (content, id) in sizes {
        if over == 0 {
            break;
        }
        // What stands in its place says how long it is.
        over = over.saturating_sub(content.saturating_sub(LENGTH_BYTES_MAX));
        found.insert(id);
    }
    (over == 0).then_some(found)
}

/// The update with collected blocks, which stand nowhere, for those for which `is_left_out` holds.
pub(crate) fn with_collected(
    update: &[u8],
    is_left_out: impl Fn(&Block) -> bool,
) -> Result<Box<[u8]>, Malformed> {
    with_replaced(update, |block, _| is_left_out(block), |_, _, out| out.push(COLLECTED))
}

/// The update with blocks of the same lengths in the place of some that stand somewhere. `write` begins each, up to its
/// length, from the info and the place of the one before.
fn with_replaced(
    update: &[u8],
    is_replaced: impl Fn(&Block, Option<NotHeld>) -> bool,
    write: impl Fn(u8, &[u8], &mut Vec<u8>),
) -> Result<Box<[u8]>, Malformed> {
    rewritten(update, |block, walk, out| {
        let stands = !matches!(block.place, Place::Skip | Place::Collected);
        if !stands || !is_replaced(block, walk.not_held()) {
            return None;
        }
        let (info, place) = walk.info_and_place(update);
        write(info, place, out);
        write_varint(out, u64::from(block.length));
        Some(walk.reader.left())
    })
}

/// The update with other neighbours to the right of the blocks beside others for which `right_of` says one, or none.
pub(crate) fn with_right_neighbours(
    update: &[u8],
    right_of: impl Fn(&Block) -> Option<Option<Id>>,
) -> Result<Box<[u8]>, Malformed> {
    rewritten(update, |block, walk, out| {
        let Place::Beside { left: Some(left), .. } = block.place else { return None };
        let right = right_of(block)?;
        let info = walk.info_and_place(update).0 & !HAS_RIGHT;
        out.push(if right.is_some() { info | HAS_RIGHT } else { info });
        for id in [Some(left), right].into_iter().flatten() {
            write_varint(out, id.client);
            write_varint(out, u64::from(id.clock));
        }
        Some(walk.content_left)
    })
}

/// The update with something else in the place of some blocks, from their beginning up to where so much of it is left as `write`
/// says; where it says nothing it has written nothing.
fn rewritten(
    update: &[u8],
    write: impl Fn(&Block, &BlockWalk<'_>, &mut Vec<u8>) -> Option<usize>,
) -> Result<Box<[u8]>, Malformed> {
    let mut out = Vec::with_capacity(update.len());
    let mut walk = BlockWalk::new(update)?;
    let at = |left: usize| update.len().saturating_sub(left);
    let (mut copied, mut written) = (0, Vec::new());
    while let Some(block) = walk.next_block()? {
        if let Some(left) = write(&block, &walk, &mut written) {
            out.extend_from_slice(update.get(copied..at(walk.block_left)).unwrap_or_default());
            out.append(&mut written);
            copied = at(left);
        }
    }
    out.extend_from_slice(update.get(copied..).unwrap_or_default());
    Ok(out.into_boxed_slice())
}

/// Where an update's deletions begin, bytes from its front.
pub(crate) fn end_of_blocks(update: &[u8]) -> Result<usize, Malformed> {
    let mut walk = BlockWalk::new(update)?;
    while walk.next_block()?.is_some() {}
    Ok(update.len().saturating_sub(walk.reader.left()))
}

/// Appends the blocks of an update that was walked once, client by client, each up to the last whole block that
/// ends where `ends` says for its client, or before.
pub(crate) fn write_blocks_by_client(
    update: &[u8],
    ends: impl Fn(ClientId) -> Clock,
    out: &mut Vec<u8>,
) {
    let mut kept = Vec::new();
    for blocks in blocks_by_client(update) {
        let (client, mut walk) = (blocks.client(), blocks.into_walk());
        let (first, start) = (walk.clock(), walk.reader.clone());
        let (mut count, mut left) = (0_u64, start.left());
        let end = ends(client);
        while let Ok(Some(block)) = walk.next_block() {
            if block.end() > end {
                break;
            }
            count = count.saturating_add(1);
            left = walk.reader.left();
        }
        if count > 0 {
            kept.push((count, client, first, start, left));
        }
    }
    write_varint(out, kept.len() as u64);
    for (count, client, first, mut start, left) in kept {
        write_varint(out, count);
        write_varint(out, client);
        write_varint(out, u64::from(first));
        out.extend_from_slice(start.bytes(start.left().saturating_sub(left)).unwrap_or_default());
    }
}
