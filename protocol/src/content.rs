//! The contents of a block, walked: the part of the structural check (rule 6) that knows what Yjs
//! puts on a board.
//!
//! Source: Yjs 13.6 `structs/Content*.js`, lib0 `encoding.js` (`writeAny`), yrs 0.28.1 `block.rs`.

use crate::ids::Clock;
use crate::json::check_value;
use crate::not_held::{NESTING_MAX, NotHeld};
use crate::varint::{Malformed, Reader};
use crate::words::Words;

/// Deepest nesting that is walked at all: JavaScript recurses less deep itself.
const WALKED_NESTING_MAX: usize = 16_000;

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

/// A block's content, walked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Content {
    pub(crate) kind: Kind,
    /// In clocks.
    pub(crate) length: Clock,
    /// Its letters.
    pub(crate) text: Option<Words>,
    /// What it says, of a single value that is a word.
    pub(crate) word: Option<Words>,
    /// About what it takes in yrs' memory.
    pub(crate) memory: usize,
    /// Why a board does not hold it.
    pub(crate) not_held: Option<NotHeld>,
}

pub(crate) fn content(reader: &mut Reader<'_>, kind: u8) -> Result<Content, Malformed> {
    let mut letters = None;
    let word = if kind == 8 { single_word(reader.clone()) } else { None };
    let (kind, length, memory, not_held) = match kind {
        1 => (Kind::Deleted, reader.clock()?, 0, None),
        7 => (Kind::Type, 1, TYPE_BYTES, nested_type(reader)?),
        // A document: its id and options.
        9 => {
            reader.text()?;
            let (options, not_held) = any(reader)?;
            (Kind::Document, 1, options.saturating_add(DOCUMENT_BYTES), not_held)
        }
        // Text, whose length is in UTF-16 units.
        4 => {
            let text = reader.text()?;
            letters = Some(Words::just_read(reader, text));
            (Kind::Value, length(text.encode_utf16().count())?, allocated(text.len()), None)
        }
        _ => {
            let (length, memory, not_held) = value(reader, kind)?;
            (Kind::Value, length, memory, not_held)
        }
    };
    Ok(Content { kind, length, text: letters, word, memory, not_held })
}

/// What values say that are about to be read, if there is one, and it is a word.
fn single_word(mut ahead: Reader<'_>) -> Option<Words> {
    let is_one = ahead.count(1) == Ok(1) && ahead.byte() == Ok(119);
    if is_one { Words::read(&mut ahead).ok() } else { None }
}

fn value(reader: &mut Reader<'_>, kind: u8) -> Result<(Clock, usize, Option<NotHeld>), Malformed> {
    let of_json = |text: &str| text.len().saturating_mul(JSON_TIMES);
    match kind {
        2 => {
            let count = reader.count(1)?;
            for _ in 0..count {
                reader.text()?;
            }
            Ok((length(count)?, 0, Some(NotHeld::OldJson)))
        }
        // Binary.
        3 => reader.buffer().map(|bytes| (1, allocated(bytes.len()), None)),
        // Embed.
        5 => {
            let text = reader.text()?;
            Ok((1, of_json(text), check_value(text)))
        }
        // Format: a key and a JSON value.
        6 => {
            let key = allocated(reader.text()?.len());
            let text = reader.text()?;
            Ok((1, key.saturating_add(of_json(text)), check_value(text)))
        }
        // Any values.
        8 => {
            let count = reader.count(1)?;
            let (mut memory, mut not_held) = (ALLOCATION_BYTES, None);
            for _ in 0..count {
                let (bytes, why) = any(reader)?;
                memory = memory.saturating_add(bytes);
                not_held = not_held.or(why);
            }
            Ok((length(count)?, memory, not_held))
        }
        _ => Err(Malformed::UnknownKind),
    }
}

/// Bytes on their own.
const fn allocated(bytes: usize) -> usize {
    bytes.saturating_add(ALLOCATION_BYTES)
}

/// Array, map, text, XML element, fragment, hook and text. Weak links (7) are not for boards.
fn nested_type(reader: &mut Reader<'_>) -> Result<Option<NotHeld>, Malformed> {
    // One byte, as yrs reads it: a longer spelling would make it read other blocks than we do.
    match reader.byte()? {
        0 | 1 | 2 | 4 | 6 => Ok(None),
        // An element carries a name.
        3 => reader.text().map(|_| None),
        5 => reader.text().map(|_| Some(NotHeld::XmlHook)),
        _ => Err(Malformed::UnknownKind),
    }
}

fn length(count: usize) -> Result<Clock, Malformed> {
    Clock::try_from(count).map_err(|_| Malformed::NumberOutOfRange)
}

/// One lib0 `any` value, walked without recursion; returns about what it takes in memory.
fn any(reader: &mut Reader<'_>) -> Result<(usize, Option<NotHeld>), Malformed> {
    // What is still to come of each array or object around, and whether it has keys.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut deepest, mut memory) = (0, 0_usize);
    loop {
        let beside = match reader.byte()? {
            // undefined, null, false, true.
            127 | 126 | 121 | 120 => 0,
            125 => reader.skip_signed().map(|()| 0)?,
            124 => reader.bytes(4).map(|_| 0)?,
            // A float and a big integer.
            123 | 122 => reader.bytes(8).map(|_| 0)?,
            119 => allocated(reader.text()?.len()),
            118 => {
                open.push((reader.count(2)?, true));
                TABLE_BYTES
            }
            117 => {
                open.push((reader.count(1)?, false));
                ALLOCATION_BYTES
            }
            116 => allocated(reader.buffer()?.len()),
            _ => return Err(Malformed::UnknownKind),
        };
        memory = memory.saturating_add(beside).saturating_add(VALUE_BYTES);
        deepest = deepest.max(open.len());
        if deepest > WALKED_NESTING_MAX {
            return Err(Malformed::NestedTooDeep);
        }
        loop {
            let Some((left, keyed)) = open.last_mut() else {
                return Ok((memory, (deepest > NESTING_MAX).then_some(NotHeld::DeepValue)));
            };
            if let Some(rest) = left.checked_sub(1) {
                *left = rest;
                if *keyed {
                    let key = allocated(reader.text()?.len());
                    memory = memory.saturating_add(key).saturating_add(ENTRY_BYTES);
                }
                break;
            }
            open.pop();
        }
    }
}
