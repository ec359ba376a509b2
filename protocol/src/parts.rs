//! A large update in parts, each of which stands on those before it: so that a room that takes it
//! has time for others in between.

use std::collections::HashMap;
use std::ops::Range;

use crate::block::sections_with_ends;
use crate::firm_order::firm_order;
use crate::ids::{ClientId, Clock};
use crate::update::{CheckedUpdate, check_update};
use crate::varint::{Malformed, write_varint};

/// One client's blocks: where each ends.
struct Line {
    client: ClientId,
    first_clock: Clock,
    first_byte: usize,
    /// The clock after each block, and the byte.
    ends: Vec<(Clock, usize)>,
    /// How many of them are in parts already, and how many in the part that is made.
    done: usize,
    taken: usize,
}

impl Line {
    fn start_of(&self, block: usize) -> (Clock, usize) {
        match block.checked_sub(1).and_then(|before| self.ends.get(before)) {
            Some(end) => *end,
            None => (self.first_clock, self.first_byte),
        }
    }

    /// The bytes of the blocks of the part that is made.
    fn range(&self) -> Range<usize> {
        self.start_of(self.done).1..self.start_of(self.taken).1
    }
}

/// The update in parts of about `bytes_each`: whole blocks, so that one that is larger is a part by
/// itself. What it deletes is in the last.
///
/// # Errors
/// None that a checked update would bring about.
pub fn in_parts(
    update: CheckedUpdate<Box<[u8]>>,
    bytes_each: usize,
) -> Result<Vec<CheckedUpdate<Box<[u8]>>>, Malformed> {
    if update.bytes().len() <= bytes_each {
        return Ok(vec![update]);
    }
    let bytes = update.bytes();
    let (sections, rest) = sections_with_ends(bytes)?;
    let mut lines: Vec<_> = sections
        .into_iter()
        .map(|(client, first_clock, first_byte, ends)| Line {
            client,
            first_clock,
            first_byte,
            ends,
            done: 0,
            taken: 0,
        })
        .collect();
    let places: HashMap<_, _> =
        lines.iter().enumerate().map(|(place, line)| (line.client, place)).collect();
    let mut parts = Vec::new();
    let mut touched: Vec<usize> = Vec::new();
    let mut size = 0_usize;
    for (client, end) in firm_order(&update) {
        let Some(place) = places.get(&client).copied() else { continue };
        let Some(line) = lines.get_mut(place) else { continue };
        let before = line.start_of(line.taken).1;
        while line.ends.get(line.taken).is_some_and(|(clock, _)| *clock <= end) {
            line.taken = line.taken.saturating_add(1);
        }
        let grown = line.start_of(line.taken).1.saturating_sub(before);
        if !touched.contains(&place) {
            touched.push(place);
        }
        size = size.saturating_add(grown);
        // Many clients in one part make it slow to look through them.
        if size >= bytes_each || touched.len() == CLIENTS_IN_PART_MAX {
            parts.push(part(bytes, &mut lines, &mut touched, &[0])?);
            size = 0;
        }
    }
    let deletions = bytes.get(rest..).unwrap_or(&[0]);
    if deletions != [0] || !touched.is_empty() {
        parts.push(part(bytes, &mut lines, &mut touched, deletions)?);
    }
    Ok(parts)
}

/// Clients in one part.
const CLIENTS_IN_PART_MAX: usize = 256;

fn part(
    bytes: &[u8],
    lines: &mut [Line],
    touched: &mut Vec<usize>,
    deletions: &[u8],
) -> Result<CheckedUpdate<Box<[u8]>>, Malformed> {
    let mut out = Vec::new();
    write_varint(&mut out, touched.len() as u64);
    for place in touched.drain(..) {
        let Some(line) = lines.get_mut(place) else { continue };
        write_varint(&mut out, line.taken.saturating_sub(line.done) as u64);
        write_varint(&mut out, line.client);
        write_varint(&mut out, u64::from(line.start_of(line.done).0));
        out.extend_from_slice(bytes.get(line.range()).unwrap_or_default());
        line.done = line.taken;
    }
    out.extend_from_slice(deletions);
    check_update(out.into_boxed_slice())
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
        let parts = in_parts(whole.clone(), 300).unwrap();
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
    fn a_small_one_is_one_part() {
        let whole = letters(5);
        assert_eq!(in_parts(whole.clone(), 300), Ok(vec![whole]));
    }
}
