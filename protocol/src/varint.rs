//! lib0's variable-length integers and strings, read with every length checked against the bytes
//! that are left.
//!
//! Source: lib0 `encoding.js` and `decoding.js`.

use crate::ids::{ClientId, Clock};
use crate::not_held::NotHeld;

/// Largest integer JavaScript holds exactly: 2⁵³ − 1.
pub const SAFE_INTEGER_MAX: u64 = (1 << 53) - 1;

/// Largest clock: yrs subtracts clocks as signed 32-bit integers. Nobody types that much.
pub const CLOCK_MAX: Clock = Clock::MAX >> 1;

/// Why bytes from outside were refused. None of these says what the bytes held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The bytes ended in the middle of a value, or a length reaches past their end.
    #[error("it ends in the middle of a value")]
    Truncated,
    /// Bytes follow after the value's end.
    #[error("bytes follow after its end")]
    TrailingBytes,
    /// An integer is larger than its field may be.
    #[error("a number is out of range")]
    NumberOutOfRange,
    /// A string is not UTF-8.
    #[error("a text is not UTF-8")]
    NotUtf8,
    /// A tag names nothing that is known.
    #[error("it holds an unknown kind of content")]
    UnknownKind,
    /// Values are nested deeper than anybody writes them.
    #[error("values are nested too deep")]
    NestedTooDeep,
    /// A block or a delete range covers nothing.
    #[error("a block has no length")]
    EmptyBlock,
    /// One client's blocks appear twice.
    #[error("a client appears twice")]
    RepeatedClient,
    /// A client's deletions overlap or are not in order.
    #[error("deletions are out of order")]
    OutOfOrder,
    /// It holds what a board does not.
    #[error("it holds {0}")]
    NotHeld(NotHeld),
    /// A JSON text is not JSON.
    #[error("a JSON text is malformed")]
    NotJson,
    /// A text is longer than its limit.
    #[error("a text is longer than allowed")]
    TextTooLong,
}

/// The clock after a block or a deletion of `length` at `clock`.
pub(crate) fn advanced(clock: Clock, length: Clock) -> Result<Clock, Malformed> {
    if length == 0 {
        return Err(Malformed::EmptyBlock);
    }
    let end = clock.checked_add(length).ok_or(Malformed::NumberOutOfRange)?;
    if end <= CLOCK_MAX { Ok(end) } else { Err(Malformed::NumberOutOfRange) }
}

/// A cursor over bytes from outside. Reads never pass the end and never allocate.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A cursor at the start of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.rest.len()
    }

    /// Whether everything was read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Checks that everything was read.
    ///
    /// # Errors
    /// [`Malformed::TrailingBytes`].
    pub const fn finish(&self) -> Result<(), Malformed> {
        if self.is_empty() { Ok(()) } else { Err(Malformed::TrailingBytes) }
    }

    /// The next byte.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer are left.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (head, rest) = self.rest.split_at_checked(count).ok_or(Malformed::Truncated)?;
        self.rest = rest;
        Ok(head)
    }

    /// An unsigned integer up to `u64::MAX`.
    ///
    /// # Errors
    /// [`Malformed::Truncated`], or [`Malformed::NumberOutOfRange`] past 64 bits.
    pub fn varint(&mut self) -> Result<u64, Malformed> {
        let mut value: u64 = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                return Err(Malformed::NumberOutOfRange);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed::NumberOutOfRange)
    }

    /// A Yjs clock or length: at most [`CLOCK_MAX`].
    ///
    /// # Errors
    /// As [`varint`](Self::varint).
    pub fn clock(&mut self) -> Result<Clock, Malformed> {
        let clock = Clock::try_from(self.varint()?).map_err(|_| Malformed::NumberOutOfRange)?;
        if clock <= CLOCK_MAX { Ok(clock) } else { Err(Malformed::NumberOutOfRange) }
    }

    /// A Yjs client id: at most 53 bits.
    ///
    /// # Errors
    /// As [`varint`](Self::varint).
    pub fn client(&mut self) -> Result<ClientId, Malformed> {
        let id = self.varint()?;
        if id <= SAFE_INTEGER_MAX { Ok(id) } else { Err(Malformed::NumberOutOfRange) }
    }

    /// How many items follow, each at least `bytes_each` bytes long: never more than the bytes
    /// left can hold, so that it is safe to reserve room for.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when the bytes left cannot hold so many.
    pub fn count(&mut self, bytes_each: usize) -> Result<usize, Malformed> {
        let count = usize::try_from(self.varint()?).map_err(|_| Malformed::Truncated)?;
        if count.checked_mul(bytes_each).is_some_and(|least| least <= self.left()) {
            Ok(count)
        } else {
            Err(Malformed::Truncated)
        }
    }

    /// A length-prefixed run of bytes.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn buffer(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.count(1)?;
        self.bytes(length)
    }

    /// A length-prefixed UTF-8 text.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] or [`Malformed::NotUtf8`].
    pub fn text(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.buffer()?).map_err(|_| Malformed::NotUtf8)
    }

    /// Passes a signed integer that JavaScript can hold: lib0 throws on a larger one.
    ///
    /// # Errors
    /// [`Malformed::Truncated`], or [`Malformed::NumberOutOfRange`] past [`SAFE_INTEGER_MAX`].
    pub fn skip_signed(&mut self) -> Result<(), Malformed> {
        // The first byte holds a sign and 6 bits, the following 7 each.
        let mut byte = self.byte()?;
        let mut value = u64::from(byte & 0x3f);
        for shift in (6..SAFE_INTEGER_MAX.count_ones()).step_by(7) {
            if byte & 0x80 == 0 {
                break;
            }
            byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
        }
        let ended = byte & 0x80 == 0;
        if ended && value <= SAFE_INTEGER_MAX { Ok(()) } else { Err(Malformed::NumberOutOfRange) }
    }
}

/// Appends `value` as an unsigned integer.
pub fn write_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or(0));
}

/// Appends `bytes` with their length before them.
pub fn write_buffer(out: &mut Vec<u8>, bytes: &[u8]) {
    write_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Bytes that [`write_varint`] appends for `value`.
#[must_use]
pub const fn varint_length(value: u64) -> usize {
    // Seven bits a byte, and a byte for zero.
    let bits = 64_u32.saturating_sub(value.leading_zeros());
    if bits == 0 { 1 } else { bits.div_ceil(7) as usize }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_integer_reads_back_as_written(value: u64) {
            let mut out = Vec::new();
            write_varint(&mut out, value);
            prop_assert_eq!(out.len(), varint_length(value));
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.varint(), Ok(value));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn no_bytes_make_a_reader_pass_its_end(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while !reader.is_empty() {
                if reader.buffer().is_err() {
                    break;
                }
            }
        }
    }

    #[test]
    fn a_length_past_the_end_is_refused_before_it_is_used() {
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0x7f]).count(1), Err(Malformed::Truncated));
    }

    #[test]
    fn an_integer_over_64_bits_is_refused() {
        assert_eq!(Reader::new(&[0xff; 11]).varint(), Err(Malformed::NumberOutOfRange));
    }
}
