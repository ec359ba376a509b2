//! An update without what carries nothing: blocks and deletions of no length.
//!
//! yrs cuts a text within a letter of several bytes where it is told to count in bytes, as pycrdt does, and leaves a block
//! of no length behind, of which Yjs 13 reads other texts than yrs. It takes no clock, so everything else stands
//! without it as it stood.

use crate::block::BlockWalk;
use crate::ids::Clock;
use crate::varint::{Malformed, Reader, write_varint};

/// The update without blocks and deletions of no length, and with each client's deletions in order.
///
/// # Errors
/// The first thing that is wrong with it besides.
pub(crate) fn mended(update: &[u8]) -> Result<Box<[u8]>, Malformed> {
    let mut out = Vec::with_capacity(update.len());
    let mut walk = BlockWalk::new(update)?;
    let mut count = 0_u64;
    while walk.next_client()?.is_some() {
        count = count.saturating_add(u64::from(blocks_of(&mut walk)? > 0));
    }
    write_varint(&mut out, count);
    walk = BlockWalk::new(update)?;
    while let Some(client) = walk.next_client()? {
        let blocks = blocks_of(&mut walk.of_client())?;
        if blocks > 0 {
            write_varint(&mut out, blocks);
            write_varint(&mut out, client);
            write_varint(&mut out, u64::from(walk.clock()));
        }
        while let Some(block) = walk.next_of_client()? {
            if block.length > 0 {
                out.extend_from_slice(walk.last_block(update));
            }
        }
    }
    write_deletions(&mut walk.into_rest(), &mut out)?;
    Ok(out.into_boxed_slice())
}

/// How many blocks of a client have a length.
fn blocks_of(of_client: &mut BlockWalk<'_>) -> Result<u64, Malformed> {
    let mut count = 0_u64;
    while let Some(block) = of_client.next_of_client()? {
        count = count.saturating_add(u64::from(block.length > 0));
    }
    Ok(count)
}

fn write_deletions(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<(), Malformed> {
    let (mut clients, mut all) = (0_u64, Vec::new());
    for _ in 0..reader.count(2)? {
        let client = reader.client()?;
        let mut ranges: Vec<(Clock, Clock)> = Vec::new();
        for _ in 0..reader.count(2)? {
            let (start, length) = (reader.clock()?, reader.clock()?);
            if length > 0 {
                ranges.push((start, start.saturating_add(length)));
            }
        }
        if !ranges.is_empty() {
            clients = clients.saturating_add(1);
            write_varint(&mut all, client);
            write_ranges(ranges, &mut all);
        }
    }
    write_varint(out, clients);
    out.extend_from_slice(&all);
    // What follows is for the check to see.
    out.extend_from_slice(reader.bytes(reader.left())?);
    Ok(())
}

/// Ranges of clocks in order, none reaching into the next.
fn write_ranges(mut ranges: Vec<(Clock, Clock)>, out: &mut Vec<u8>) {
    ranges.sort_unstable();
    ranges.dedup_by(|(start, end), (_, last)| {
        let touches = *start <= *last;
        if touches {
            *last = (*last).max(*end);
        }
        touches
    });
    write_varint(out, ranges.len() as u64);
    for (start, end) in ranges {
        write_varint(out, u64::from(start));
        write_varint(out, u64::from(end.saturating_sub(start)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Client 1 writes «ab» in the text `t`.
    const AB: &[u8] = &[4, 1, 1, b't', 2, b'a', b'b'];
    /// Beside its second letter.
    const EMPTY: &[u8] = &[0x84, 1, 1, 0];

    fn update(blocks: &[&[u8]], deletions: &[u8]) -> Vec<u8> {
        let count = u8::try_from(blocks.len()).unwrap();
        [&[1, count, 1, 0], &blocks.concat()[..], deletions].concat()
    }

    #[test]
    fn what_has_no_length_is_left_out_wherever_it_stands() {
        let whole = update(&[AB, &[0x84, 1, 1, 1, b'c']], &[0]);
        for blocks in [
            &[AB, EMPTY, &[0x84, 1, 1, 1, b'c']][..],
            &[&[4, 1, 1, b't', 0], AB, &[0, 0], &[0x84, 1, 1, 1, b'c'], &[10, 0]],
            &[AB, &[0x81, 1, 1, 0], &[0x88, 1, 1, 0], &[0x84, 1, 1, 1, b'c']],
        ] {
            assert_eq!(*mended(&update(blocks, &[0])).unwrap(), whole[..], "{blocks:?}");
        }
        // A client of whose blocks nothing is left, and one that never had any.
        let empty = [&[3, 1, 2, 0][..], EMPTY, &[0, 3, 0], whole.get(1..).unwrap()].concat();
        assert_eq!(*mended(&empty).unwrap(), whole[..]);
        assert_eq!(*mended(&[1, 0, 3, 0, 0]).unwrap(), [0, 0]);
    }

    #[test]
    fn deletions_are_in_order_and_have_a_length() {
        let deletions = [3, 1, 4, 5, 1, 0, 2, 1, 1, 3, 0, 7, 1, 0, 0, 8, 1, 1, 1];
        let in_order = [2, 1, 2, 0, 2, 5, 1, 8, 1, 1, 1];
        let mended = mended(&update(&[AB], &deletions)).unwrap();
        assert_eq!(*mended, update(&[AB], &in_order)[..]);
    }
}
