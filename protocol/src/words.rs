//! Words in an update, found again without a copy of them.

use crate::varint::{Malformed, Reader};

/// Words in an update, found again by [`CheckedUpdate::words`](crate::update::CheckedUpdate::words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// How many bytes of the update are left after them.
    left: usize,
    /// How many bytes they are.
    length: usize,
}

impl Words {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let words = reader.text()?;
        Ok(Self::just_read(reader, words))
    }

    /// These words, which were read just now.
    pub(crate) const fn just_read(reader: &Reader<'_>, words: &str) -> Self {
        Self { left: reader.left(), length: words.len() }
    }

    /// These words of the update in which they were found.
    pub(crate) fn of(self, update: &[u8]) -> Option<&str> {
        let end = update.len().checked_sub(self.left)?;
        std::str::from_utf8(update.get(end.checked_sub(self.length)?..end)?).ok()
    }
}
