//! The contents of a block, walked: the part of the structural check (rule 6) that knows what Yjs
//! puts on a board.
//!
//! Source: Yjs 13.6 `structs/Content*.js`, lib0 `encoding.js` (`writeAny`), yrs 0.28.1 `block.rs`.

use crate::ids::Clock;
use crate::json::check_value;
use crate::varint::{Malformed, Reader};

/// Deepest nesting of arrays and objects inside one value. Boards use two levels.
pub const NESTING_MAX: usize = 8;

/// What a block holds, as far as others can tell that stand in it or beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something that was deleted, perhaps a type.
    Deleted,
    /// A type, in which other blocks may stand.
    Type,
    /// A document inside the document.
    Document,
    /// A value.
    Value,
}

/// What yrs 0.28.1 takes in memory for content beside its item, bytes, as measured.
const TYPE_BYTES: usize = 240;
const DOCUMENT_BYTES: usize = 1_500;
const VALUE_BYTES: usize = 24;
const ALLOCATION_BYTES: usize = 24;
const TABLE_BYTES: usize = 200;
const ENTRY_BYTES: usize = 90;

/// What a byte of a JSON text may become.
const JSON_TIMES: usize = 48;

/// A block's content: its kind, its length in clocks, and about what it takes in yrs' memory.
pub(crate) fn content(
    reader: &mut Reader<'_>,
    kind: u8,
) -> Result<(Kind, Clock, usize), Malformed> {
    match kind {
        1 => Ok((Kind::Deleted, reader.clock()?, 0)),
        7 => nested_type(reader).map(|()| (Kind::Type, 1, TYPE_BYTES)),
        // A document: its id and options.
        9 => {
            reader.text()?;
            let options = any(reader, 0)?;
            Ok((Kind::Document, 1, options.saturating_add(DOCUMENT_BYTES)))
        }
        _ => value(reader, kind).map(|(length, memory)| (Kind::Value, length, memory)),
    }
}

fn value(reader: &mut Reader<'_>, kind: u8) -> Result<(Clock, usize), Malformed> {
    let of_json = |text: &str| text.len().saturating_mul(JSON_TIMES);
    match kind {
        // JSON texts (2) are of Yjs 12 and older; yrs reads one more of them than there are.
        // Binary.
        3 => reader.buffer().map(|bytes| (1, allocated(bytes.len()))),
        // Text, whose length is in UTF-16 units.
        4 => {
            let text = reader.text()?;
            Ok((length(text.encode_utf16().count())?, allocated(text.len())))
        }
        // Embed.
        5 => {
            let text = reader.text()?;
            check_value(text).map(|()| (1, of_json(text)))
        }
        // Format: a key and a JSON value.
        6 => {
            let key = allocated(reader.text()?.len());
            let text = reader.text()?;
            check_value(text).map(|()| (1, key.saturating_add(of_json(text))))
        }
        // Any values.
        8 => {
            let count = reader.count(1)?;
            let mut memory = ALLOCATION_BYTES;
            for _ in 0..count {
                memory = memory.saturating_add(any(reader, 0)?);
            }
            Ok((length(count)?, memory))
        }
        _ => Err(Malformed::UnknownKind),
    }
}

/// Bytes on their own.
const fn allocated(bytes: usize) -> usize {
    bytes.saturating_add(ALLOCATION_BYTES)
}

/// Array, map, text, XML element, fragment and text. Weak links (7) are not for boards, and of an
/// XML hook (5) yrs does not read the name, so that it reads other blocks than there are.
fn nested_type(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    // One byte, as yrs reads it: a longer spelling would make it read other blocks than we do.
    match reader.byte()? {
        0 | 1 | 2 | 4 | 6 => Ok(()),
        // An element carries a name.
        3 => reader.text().map(|_| ()),
        _ => Err(Malformed::UnknownKind),
    }
}

fn length(count: usize) -> Result<Clock, Malformed> {
    Clock::try_from(count).map_err(|_| Malformed::NumberOutOfRange)
}

/// One lib0 `any` value, at `depth` levels of nesting; returns about what it takes in memory.
fn any(reader: &mut Reader<'_>, depth: usize) -> Result<usize, Malformed> {
    let beside = match reader.byte()? {
        // undefined, null, false, true.
        127 | 126 | 121 | 120 => 0,
        125 => reader.skip_signed().map(|()| 0)?,
        124 => reader.bytes(4).map(|_| 0)?,
        // A float and a big integer.
        123 | 122 => reader.bytes(8).map(|_| 0)?,
        119 => allocated(reader.text()?.len()),
        118 => {
            let depth = deeper(depth)?;
            let mut memory = TABLE_BYTES;
            for _ in 0..reader.count(2)? {
                let key = allocated(reader.text()?.len());
                memory = memory.saturating_add(key).saturating_add(ENTRY_BYTES);
                memory = memory.saturating_add(any(reader, depth)?);
            }
            memory
        }
        117 => {
            let depth = deeper(depth)?;
            let mut memory = ALLOCATION_BYTES;
            for _ in 0..reader.count(1)? {
                memory = memory.saturating_add(any(reader, depth)?);
            }
            memory
        }
        116 => allocated(reader.buffer()?.len()),
        _ => return Err(Malformed::UnknownKind),
    };
    Ok(beside.saturating_add(VALUE_BYTES))
}

pub(crate) fn deeper(depth: usize) -> Result<usize, Malformed> {
    if depth < NESTING_MAX { Ok(depth.saturating_add(1)) } else { Err(Malformed::NestedTooDeep) }
}
