//! A large update in parts, each of which stands on those before it: so that a room that takes it
//! has time for others in between.

use std::collections::HashMap;

use crate::block::{ClientBlocks, Place, blocks_by_client};
use crate::firm_order::firm_runs;
use crate::ids::{ClientId, Clock};
use crate::rewriting::end_of_blocks;
use crate::update::{CheckedUpdate, Run, check_update, deleted};
use crate::varint::{Malformed, Reader, write_varint};

/// One client's blocks, of which those before `next` are in parts already.
struct Line<'a> {
    blocks: ClientBlocks<'a>,
    /// Where the part that is made begins: its clock, and the bytes left from there on.
    first: (Clock, usize),
    /// How many blocks are in that part.
    taken: u64,
}

impl Line<'_> {
    /// Takes the next block into the part that is made, and says how many bytes it has; none when there is none
    /// that begins before `end`.
    fn take(&mut self, end: Clock) -> Option<usize> {
        let (clock, left) = self.blocks.place();
        if clock >= end {
            return None;
        }
        self.blocks.next()?;
        self.taken = self.taken.saturating_add(1);
        Some(left.saturating_sub(self.blocks.place().1))
    }

    /// Whether its next block is in nothing that came before it, or there is none: what came is whole.
    fn is_between_elements(&self) -> bool {
        let next = self.blocks.clone().next();
        next.is_none_or(|block| !matches!(block.place, Place::Under { .. } | Place::Beside { .. }))
    }
}

/// The update in parts of about `bytes_each`: whole blocks, so that one that is larger is a part by
/// itself, and elements of the board are not cut, for each part is judged alone, unless that makes it twice as large. What it deletes comes last.
///
/// # Errors
/// None that a checked update would bring about.
pub fn in_parts(
    update: CheckedUpdate<Box<[u8]>>,
    bytes_each: usize,
) -> Result<Vec<CheckedUpdate<Box<[u8]>>>, Malformed> {
    if update.bytes().len() <= bytes_each { Ok(vec![update]) } else { cut(&update, bytes_each) }
}

/// The same of one that stays as it is.
pub(crate) fn cut<B: AsRef<[u8]>>(
    update: &CheckedUpdate<B>,
    bytes_each: usize,
) -> Result<Vec<CheckedUpdate<Box<[u8]>>>, Malformed> {
    let bytes = update.bytes();
    let lines = blocks_by_client(bytes).into_iter();
    let mut lines: Vec<_> =
        lines.map(|blocks| Line { first: blocks.place(), blocks, taken: 0 }).collect();
    let places: HashMap<ClientId, usize> =
        lines.iter().enumerate().map(|(place, line)| (line.blocks.client(), place)).collect();
    let mut parts = Vec::new();
    let mut touched: Vec<usize> = Vec::new();
    let mut size = 0_usize;
    for (client, end) in firm_runs(update) {
        let Some(place) = places.get(&client).copied() else { continue };
        while let Some(line) = lines.get_mut(place) {
            let is_new = line.taken == 0;
            let Some(grown) = line.take(end) else { break };
            if is_new {
                touched.push(place);
            }
            size = size.saturating_add(grown);
            let is_full = size >= bytes_each
                && (size >= bytes_each.saturating_mul(2) || line.is_between_elements());
            // Many clients in one part make it slow to look through them.
            if is_full || touched.len() == CLIENTS_IN_PART_MAX {
                parts.push(part(bytes, &mut lines, &mut touched, &[0])?);
                size = 0;
            }
        }
    }
    let deletions = bytes.get(end_of_blocks(bytes)?..).unwrap_or(&[0]);
    for deletions in deletions_in_parts(deletions, bytes_each)? {
        if deletions != [0] || !touched.is_empty() {
            parts.push(part(bytes, &mut lines, &mut touched, &deletions)?);
        }
    }
    Ok(parts)
}

/// Clients in one part.
const CLIENTS_IN_PART_MAX: usize = 256;

fn part(
    bytes: &[u8],
    lines: &mut [Line<'_>],
    touched: &mut Vec<usize>,
    deletions: &[u8],
) -> Result<CheckedUpdate<Box<[u8]>>, Malformed> {
    let mut out = Vec::new();
    write_varint(&mut out, touched.len() as u64);
    for place in touched.drain(..) {
        let Some(line) = lines.get_mut(place) else { continue };
        let (clock, left) = line.first;
        write_varint(&mut out, line.taken);
        write_varint(&mut out, line.blocks.client());
        write_varint(&mut out, u64::from(clock));
        let at = |left: usize| bytes.len().saturating_sub(left);
        let blocks = at(left)..at(line.blocks.place().1);
        out.extend_from_slice(bytes.get(blocks).unwrap_or_default());
        (line.first, line.taken) = (line.blocks.place(), 0);
    }
    out.extend_from_slice(deletions);
    check_update(out.into_boxed_slice())
}

/// What an update deletes in pieces of about `bytes_each`: each range takes yrs a while.
fn deletions_in_parts(deletions: &[u8], bytes_each: usize) -> Result<Vec<Vec<u8>>, Malformed> {
    if deletions.len() <= bytes_each {
        return Ok(vec![deletions.to_vec()]);
    }
    let mut reader = Reader::new(deletions);
    let (mut pieces, mut runs) = (Vec::new(), Vec::new());
    let mut left = reader.left();
    for _ in 0..reader.count(4)? {
        let client = reader.client()?;
        for _ in 0..reader.count(2)? {
            let (start, length) = (reader.clock()?, reader.clock()?);
            runs.push(Run { client, start, end: start.saturating_add(length) });
            if left.saturating_sub(reader.left()) >= bytes_each {
                pieces.push(deletions_of(&std::mem::take(&mut runs)));
                left = reader.left();
            }
        }
    }
    pieces.push(deletions_of(&runs));
    Ok(pieces)
}

/// The deletions of an update that deletes these.
fn deletions_of(runs: &[Run]) -> Vec<u8> {
    // After its blocks, of which it has none.
    deleted(runs).split_off(1)
}

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails"
)]
mod tests {
    use super::*;

    /// Client 1 writes `count` letters, each a block before the last; client 2 after its first.
    fn letters(count: u64) -> CheckedUpdate<Box<[u8]>> {
        let mut update = vec![2, 1, 2, 0, 0x84, 1, 0, 1, b'x'];
        write_varint(&mut update, count);
        update.extend_from_slice(&[1, 0, 4, 1, 1, b't', 1, b'a']);
        for clock in 1..count {
            update.push(0x44);
            update.push(1);
            write_varint(&mut update, clock - 1);
            update.extend_from_slice(&[1, b'b']);
        }
        update.extend_from_slice(&[1, 1, 1, 3, 2]);
        check_update(update.into_boxed_slice()).unwrap()
    }

    #[test]
    fn the_parts_are_the_whole_and_each_stands_on_those_before() {
        let whole = letters(500);
        let deletions = whole.deletions();
        let parts = in_parts(whole.clone(), 150).unwrap();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.bytes().len() < 340));
        let mut heads: HashMap<ClientId, Clock> = HashMap::new();
        for (number, part) in parts.iter().enumerate() {
            for run in &part.outline().runs {
                let head = heads.entry(run.client).or_default();
                assert_eq!(*head, run.start);
                *head = run.end;
            }
            for (client, clock) in &part.outline().needs {
                assert!(heads.get(client).is_some_and(|head| head >= clock));
            }
            let is_last = number == parts.len() - 1;
            assert_eq!(part.deletions(), if is_last { deletions.clone() } else { Vec::new() });
        }
        assert_eq!((heads[&1], heads[&2]), (500, 1));
    }

    #[test]
    fn no_element_is_cut_in_two() {
        // Each a map under a key of its own, with nine values in it.
        let mut update = vec![1];
        write_varint(&mut update, 40 * 10);
        update.extend_from_slice(&[1, 0]);
        for element in 0..40 {
            update.extend_from_slice(&[0x27, 1, 1, b'm', 1, b'0' + element, 1]);
            for value in 0..9 {
                update.extend_from_slice(&[0x28, 0, 1]);
                write_varint(&mut update, u64::from(element) * 10);
                update.extend_from_slice(&[1, b'a' + value, 1, 125, 5]);
            }
        }
        update.push(0);
        let whole = check_update(update.into_boxed_slice()).unwrap();
        let parts = in_parts(whole, 300).unwrap();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.bytes().len() < 420));
        for part in parts {
            assert!(part.outline().runs.iter().all(|run| run.start % 10 == 0 && run.end % 10 == 0));
        }
    }

    #[test]
    fn a_small_one_is_one_part() {
        let whole = letters(5);
        assert_eq!(in_parts(whole.clone(), 300), Ok(vec![whole]));
    }

    #[test]
    fn what_it_deletes_comes_in_parts_too() {
        let mut update = vec![1, 1, 1, 0, 0x04, 1, 1, b't'];
        write_varint(&mut update, 2_000);
        update.extend_from_slice(&[b'a'; 2_000]);
        let mut runs = Vec::new();
        update.push(2);
        for client in [1, 9] {
            update.push(client);
            write_varint(&mut update, 500);
            for n in 0..500_u32 {
                write_varint(&mut update, u64::from(3 * n));
                update.push(1);
                runs.push(Run { client: client.into(), start: 3 * n, end: 3 * n + 1 });
            }
        }
        let update = check_update(update.into_boxed_slice()).unwrap();
        let parts = in_parts(update.clone(), 300).unwrap();
        let deleting: Vec<_> = parts.iter().filter(|part| !part.deletions().is_empty()).collect();
        assert!(deleting.len() >= 8, "{}", deleting.len());
        assert!(deleting.iter().all(|part| part.bytes().len() < 340));
        let all: Vec<_> = deleting.iter().flat_map(|part| part.deletions()).collect();
        assert_eq!(all, runs);
        assert_eq!(all, update.deletions());
    }
}
