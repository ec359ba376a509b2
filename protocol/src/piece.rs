//! An update cut into pieces that can each be read by itself, and that together are its bytes.
//!
//! A piece is a stretch of the update's own bytes between two blocks. What stands before it, it must be
//! told ([`Start`]): in the middle of whose blocks it begins.

use crate::block::{BlockWalk, Start};
use crate::ids::{ClientId, Clock};
use crate::varint::{Malformed, Reader, write_varint};

/// Cuts an update: where each piece begins, and its first byte. Each ends with the block that makes it reach
/// `bytes_max`, or before.
///
/// # Errors
/// When it is no update.
pub fn cut(update: &[u8], bytes_max: usize) -> Result<Vec<(Start, usize)>, Malformed> {
    let mut walk = BlockWalk::new(update)?;
    let mut pieces = vec![(Start::Update, 0)];
    let (mut first, mut before) = (0, walk.place(update));
    while walk.next_block()?.is_some() {
        let after = walk.place(update);
        if after.1.saturating_sub(first) > bytes_max && before.1 > first {
            pieces.push(before);
            first = before.1;
        }
        before = after;
    }
    let at = update.len().saturating_sub(walk.into_rest().left());
    for from in (at..update.len()).step_by(bytes_max.max(1)) {
        pieces.push((Start::Deletions, from));
    }
    Ok(pieces)
}

/// The blocks in a piece, as an update that deletes nothing.
///
/// # Errors
/// When it is none that [`cut`] made.
pub fn as_update(start: Start, piece: &[u8]) -> Result<Vec<u8>, Malformed> {
    let (mut written, mut count) = (Vec::new(), 0_u64);
    let (mut reader, mut at) = (Reader::new(piece), None);
    match start {
        Start::Deletions => return Ok(vec![0, 0]),
        Start::Update => {
            reader.varint()?;
        }
        Start::Block { client, clock, left } => at = Some((client, clock, left)),
    }
    while !reader.is_empty() {
        let (client, clock, left) = match at.take().filter(|(_, _, left)| *left > 0) {
            Some(at) => at,
            None => {
                let left = reader.varint()?;
                (reader.client()?, reader.clock()?, left)
            }
        };
        let mut walk = BlockWalk::within(reader.clone(), client, clock, left);
        let mut taken = 0_u64;
        while taken < left && !walk.is_at_the_end() && walk.next_block()?.is_some() {
            taken = taken.saturating_add(1);
        }
        let rest = walk.into_rest();
        let bytes = reader.bytes(reader.left().saturating_sub(rest.left()))?;
        if taken > 0 {
            write_varint(&mut written, taken);
            write_varint(&mut written, client);
            write_varint(&mut written, u64::from(clock));
            written.extend_from_slice(bytes);
            count = count.saturating_add(1);
        }
        reader = rest;
    }
    let mut update = Vec::with_capacity(written.len().saturating_add(6));
    write_varint(&mut update, count);
    update.append(&mut written);
    write_varint(&mut update, 0);
    Ok(update)
}

/// An update that says of these runs only that they are there no more.
#[must_use]
pub fn collected(runs: &[(ClientId, Clock, Clock)]) -> Vec<u8> {
    let mut update = Vec::new();
    write_varint(&mut update, runs.len() as u64);
    for (client, start, end) in runs {
        for value in [1, *client, u64::from(*start), 0, u64::from(end.saturating_sub(*start))] {
            write_varint(&mut update, value);
        }
    }
    write_varint(&mut update, 0);
    update
}

/// An update that deletes these runs, which stand in order, and adds nothing.
#[must_use]
pub fn deleting(runs: &[(ClientId, Vec<(Clock, Clock)>)]) -> Vec<u8> {
    let mut update = vec![0];
    write_varint(&mut update, runs.len() as u64);
    for (client, runs) in runs {
        write_varint(&mut update, *client);
        write_varint(&mut update, runs.len() as u64);
        for (start, end) in runs {
            write_varint(&mut update, u64::from(*start));
            write_varint(&mut update, u64::from(end.saturating_sub(*start)));
        }
    }
    update
}
