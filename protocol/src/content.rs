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

/// A block's content; returns its kind and its length in clocks.
pub(crate) fn content(reader: &mut Reader<'_>, kind: u8) -> Result<(Kind, Clock), Malformed> {
    match kind {
        1 => Ok((Kind::Deleted, reader.clock()?)),
        7 => nested_type(reader).map(|()| (Kind::Type, 1)),
        // A document: its id and options.
        9 => {
            reader.text()?;
            any(reader, 0).map(|()| (Kind::Document, 1))
        }
        _ => Ok((Kind::Value, value(reader, kind)?)),
    }
}

fn value(reader: &mut Reader<'_>, kind: u8) -> Result<Clock, Malformed> {
    match kind {
        // JSON texts (2) are of Yjs 12 and older; yrs reads one more of them than there are.
        // Binary.
        3 => reader.buffer().map(|_| 1),
        // Text, whose length is in UTF-16 units.
        4 => length(reader.text()?.encode_utf16().count()),
        // Embed.
        5 => check_value(reader.text()?).map(|()| 1),
        // Format: a key and a JSON value.
        6 => {
            reader.text()?;
            check_value(reader.text()?).map(|()| 1)
        }
        // Any values.
        8 => {
            let count = reader.count(1)?;
            for _ in 0..count {
                any(reader, 0)?;
            }
            length(count)
        }
        _ => Err(Malformed::UnknownKind),
    }
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

pub(crate) fn deeper(depth: usize) -> Result<usize, Malformed> {
    if depth < NESTING_MAX { Ok(depth.saturating_add(1)) } else { Err(Malformed::NestedTooDeep) }
}
