//! What texts said before somebody began to delete in them: who empties one letter by letter takes away all of it.

use std::collections::BTreeMap;

use picnic_protocol::ids::ParticipantId;

use crate::limits::{EMPTIED_BYTES_MAX, EMPTIED_TEXTS_MAX, EMPTIED_TOGETHER_MS};
use crate::room::Now;
use crate::room::touching::Place;

/// A text that somebody made shorter.
#[derive(Debug)]
pub(super) struct Shortened {
    pub(super) who: ParticipantId,
    pub(super) place: Place,
    /// What it said before.
    pub(super) said: String,
}

/// Texts in which people delete now, whoever they are: one cuts what another takes away. In memory alone.
#[derive(Debug, Default)]
pub(super) struct Emptying {
    texts: BTreeMap<Place, Said>,
    bytes: usize,
}

#[derive(Debug)]
struct Said {
    words: String,
    until_ms: u64,
}

impl Emptying {
    /// Remembers what a text said: the longest since they began, for others may write in it meanwhile.
    pub(super) fn shorten(&mut self, shortened: Shortened, now: Now) {
        let Shortened { place, said, .. } = shortened;
        let until_ms = now.monotonic_ms.saturating_add(EMPTIED_TOGETHER_MS);
        let known = self.texts.get(&place).map_or(0, |before| before.words.len());
        if let Some(before) = self.texts.get_mut(&place) {
            before.until_ms = until_ms;
            if said.len() <= known {
                return;
            }
        } else if self.texts.len() >= EMPTIED_TEXTS_MAX {
            return;
        }
        let bytes = self.bytes - known + said.len();
        if bytes <= EMPTIED_BYTES_MAX {
            self.bytes = bytes;
            self.texts.insert(place, Said { words: said, until_ms });
        }
    }

    /// What a text said before somebody began to delete in it, which is taken away now.
    pub(super) fn take(&mut self, place: &Place) -> Option<String> {
        let said = self.texts.remove(place)?.words;
        self.bytes -= said.len();
        Some(said)
    }

    /// How many bytes they take.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Lets those go in which nobody deleted for a while.
    pub(super) fn forget(&mut self, now: Now) {
        let Self { texts, bytes } = self;
        texts.retain(|_, said| {
            let stays = now.monotonic_ms < said.until_ms;
            *bytes -= if stays { 0 } else { said.words.len() };
            stays
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: ParticipantId = ParticipantId::from_bytes([1; 16]);

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: 0 }
    }

    fn shortened(key: &str, said: &str) -> Shortened {
        Shortened { who: ANN, place: place(key), said: said.to_owned() }
    }

    fn place(key: &str) -> Place {
        ("notes", key.to_owned())
    }

    #[test]
    fn the_longest_that_a_text_said_since_somebody_began_is_remembered_for_a_while() {
        let mut emptying = Emptying::default();
        for said in ["ab", "abc", "a"] {
            emptying.shorten(shortened("n", said), at(0));
        }
        assert_eq!(emptying.bytes(), 3);
        assert_eq!(emptying.take(&place("n")).as_deref(), Some("abc"));
        assert_eq!((emptying.take(&place("n")), emptying.bytes()), (None, 0));
        emptying.shorten(shortened("n", "abc"), at(0));
        emptying.forget(at(EMPTIED_TOGETHER_MS));
        assert_eq!((emptying.take(&place("n")), emptying.bytes()), (None, 0));
    }

    #[test]
    fn however_much_somebody_deletes_in_it_takes_no_more_than_there_is_for_it() {
        let mut emptying = Emptying::default();
        for number in 0..2 * EMPTIED_TEXTS_MAX {
            emptying.shorten(shortened(&number.to_string(), "ab"), at(0));
        }
        assert_eq!(emptying.bytes(), 2 * EMPTIED_TEXTS_MAX);
        emptying.shorten(shortened("0", &"a".repeat(EMPTIED_BYTES_MAX)), at(0));
        assert_eq!(emptying.take(&place("0")).as_deref(), Some("ab"));
    }
}
