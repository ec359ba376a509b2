//! Words that their writer had no right to write, kept until they have surely heard of them: a line may drop between the two.

use std::collections::BTreeMap;

use picnic_protocol::ids::ParticipantId;

use crate::limits::{
    KEPT_ASIDE_BYTES_MAX, KEPT_ASIDE_MS, KEPT_ASIDE_ROOM_BYTES_MAX, KEPT_ASIDE_TEXTS_MAX,
};
use crate::room::Now;

/// Words by their writers, those who are known by a pass. In memory alone.
#[derive(Debug, Default)]
pub(super) struct KeptAside {
    people: BTreeMap<ParticipantId, Kept>,
    /// All that they take: asked for with every input.
    bytes: usize,
}

/// What somebody wrote in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordsAside {
    /// Its key.
    pub(super) of: String,
    pub(super) text: String,
}

impl WordsAside {
    /// How many bytes they take.
    const fn bytes(&self) -> usize {
        size_of::<Self>() + self.of.len() + self.text.len()
    }
}

#[derive(Debug, Default)]
struct Kept {
    words: Vec<WordsAside>,
    bytes: usize,
    until_ms: u64,
}

impl Kept {
    const fn is_over(&self, now: Now) -> bool {
        now.monotonic_ms >= self.until_ms
    }
}

impl KeptAside {
    /// Keeps words that were told to their writer just now, or could not be told, as far as there is room for them.
    pub(super) fn keep(&mut self, who: ParticipantId, words: &[WordsAside], now: Now) {
        self.forget(now);
        let kept = self.people.entry(who).or_default();
        kept.until_ms = now.monotonic_ms.saturating_add(KEPT_ASIDE_MS);
        for one in words {
            let bytes = one.bytes();
            let has_space = kept.words.len() < KEPT_ASIDE_TEXTS_MAX
                && kept.bytes.saturating_add(bytes) <= KEPT_ASIDE_BYTES_MAX
                && self.bytes.saturating_add(bytes) <= KEPT_ASIDE_ROOM_BYTES_MAX;
            if has_space && !kept.words.contains(one) {
                self.bytes += bytes;
                kept.bytes += bytes;
                kept.words.push(one.clone());
            }
        }
    }

    /// The words of somebody who comes back; their page knows those that it heard of before.
    pub(super) fn of(&self, who: ParticipantId, now: Now) -> &[WordsAside] {
        let kept = self.people.get(&who).filter(|kept| !kept.is_over(now));
        kept.map_or(&[], |kept| &kept.words)
    }

    /// How many bytes all of them take.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Lets those go whose time is over.
    pub(super) fn forget(&mut self, now: Now) {
        let Self { people, bytes } = self;
        people.retain(|_, kept| {
            let is_over = kept.is_over(now);
            *bytes -= if is_over { kept.bytes } else { 0 };
            !is_over
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: ParticipantId = ParticipantId::from_bytes([1; 16]);

    #[test]
    fn words_are_said_again_for_a_while_and_each_once() {
        let at = |monotonic_ms| Now { monotonic_ms, unix_ms: 0 };
        let mut kept = KeptAside::default();
        let [a, b] =
            ["a", "b"].map(|text| WordsAside { of: "n".to_owned(), text: text.to_owned() });
        kept.keep(ANN, std::slice::from_ref(&a), at(0));
        kept.keep(ANN, &[a.clone(), b.clone()], at(5));
        assert_eq!(kept.of(ANN, at(10)), [a, b]);
        assert!(kept.of(ParticipantId::from_bytes([2; 16]), at(10)).is_empty());
        assert!(kept.of(ANN, at(5 + KEPT_ASIDE_MS)).is_empty());
    }

    #[test]
    fn however_many_people_write_they_take_no_more_than_a_room_has_for_them() {
        let now = |monotonic_ms| Now { monotonic_ms, unix_ms: 0 };
        let mut kept = KeptAside::default();
        let text = "a".repeat(KEPT_ASIDE_BYTES_MAX / 2);
        for person in 0..=u8::MAX {
            let words = [WordsAside { of: "n".to_owned(), text: text.clone() }];
            kept.keep(ParticipantId::from_bytes([person; 16]), &words, now(0));
        }
        let most = KEPT_ASIDE_ROOM_BYTES_MAX;
        assert!((most - KEPT_ASIDE_BYTES_MAX..=most).contains(&kept.bytes()));
        kept.forget(now(KEPT_ASIDE_MS));
        assert_eq!(kept.bytes(), 0);
    }
}
