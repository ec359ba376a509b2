//! Words that were not taken, kept until their writer has surely heard of them: a line may drop between the two, or somebody else
//! brought them.

use std::collections::BTreeMap;

use picnic_protocol::ids::{ClientId, ParticipantId};

use crate::limits::{
    KEPT_ASIDE_BYTES_MAX, KEPT_ASIDE_MS, KEPT_ASIDE_ROOM_BYTES_MAX, KEPT_ASIDE_TEXTS_MAX,
};
use crate::room::Now;

/// Words by their writers. In memory alone.
#[derive(Debug, Default)]
pub(super) struct KeptAside {
    by_writer: BTreeMap<Writer, Kept>,
    /// All that they take: asked for with every input.
    bytes: usize,
}

/// Who wrote words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Writer {
    /// Somebody who is known by a pass.
    Person(ParticipantId),
    /// Whoever writes under this id: nobody is named, or power took whose it is, too.
    Under(ClientId),
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
    /// Who said first that they write under the id that these were written under.
    given_to: Option<ParticipantId>,
}

impl Kept {
    const fn is_over(&self, now: Now) -> bool {
        now.monotonic_ms >= self.until_ms
    }
}

impl KeptAside {
    /// Keeps words that were told to their writer just now, or could not be told, as far as there is room for them.
    pub(super) fn keep(&mut self, who: ParticipantId, words: &[WordsAside], now: Now) {
        self.keep_within(
            Writer::Person(who),
            words,
            (KEPT_ASIDE_TEXTS_MAX, KEPT_ASIDE_BYTES_MAX, KEPT_ASIDE_ROOM_BYTES_MAX),
            now,
        );
    }

    /// The same of words that somebody else brought: they take half of what there is, for nobody can tell whether who brings them made
    /// them up.
    pub(super) fn keep_of_relayed(&mut self, writer: Writer, words: &[WordsAside], now: Now) {
        self.keep_within(
            writer,
            words,
            (KEPT_ASIDE_TEXTS_MAX / 2, KEPT_ASIDE_BYTES_MAX / 2, KEPT_ASIDE_ROOM_BYTES_MAX / 2),
            now,
        );
    }

    /// No more than so many texts and bytes of this writer, and so many bytes of all.
    fn keep_within(
        &mut self,
        writer: Writer,
        words: &[WordsAside],
        (texts_max, bytes_max, room_bytes_max): (usize, usize, usize),
        now: Now,
    ) {
        self.forget(now);
        let mut before = self.by_writer.remove(&writer);
        for one in words {
            let kept = before.get_or_insert_default();
            kept.until_ms = now.monotonic_ms.saturating_add(KEPT_ASIDE_MS);
            let bytes = one.bytes();
            let has_space = kept.words.len() < texts_max
                && kept.bytes.saturating_add(bytes) <= bytes_max
                && self.bytes.saturating_add(bytes) <= room_bytes_max;
            if has_space && !kept.words.contains(one) {
                self.bytes += bytes;
                kept.bytes += bytes;
                kept.words.push(one.clone());
            }
        }
        if let Some(kept) = before.filter(|kept| !kept.words.is_empty()) {
            self.by_writer.insert(writer, kept);
        }
    }

    /// Whether words are short enough to be kept for somebody who did not bring them themselves.
    pub(super) const fn could_keep(words: &WordsAside) -> bool {
        words.bytes() <= KEPT_ASIDE_BYTES_MAX / 2
    }

    /// The words of somebody who comes back; their page knows those that it heard of before.
    pub(super) fn of(&self, writer: Writer, now: Now) -> &[WordsAside] {
        let kept = self.by_writer.get(&writer).filter(|kept| !kept.is_over(now));
        kept.map_or(&[], |kept| &kept.words)
    }

    /// The words written under an id, for whoever says first that it is theirs.
    pub(super) fn give_to(
        &mut self,
        client: ClientId,
        who: ParticipantId,
        now: Now,
    ) -> &[WordsAside] {
        let kept = self.by_writer.get_mut(&Writer::Under(client)).filter(|kept| !kept.is_over(now));
        let Some(kept) = kept else { return &[] };
        if *kept.given_to.get_or_insert(who) == who { &kept.words } else { &[] }
    }

    /// How many bytes all of them take.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Lets those go whose time is over.
    pub(super) fn forget(&mut self, now: Now) {
        let Self { by_writer, bytes } = self;
        by_writer.retain(|_, kept| {
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
    const BEN: ParticipantId = ParticipantId::from_bytes([2; 16]);

    #[test]
    fn words_are_said_again_for_a_while_and_each_once() {
        let at = |monotonic_ms| Now { monotonic_ms, unix_ms: 0 };
        let mut kept = KeptAside::default();
        let [a, b] =
            ["a", "b"].map(|text| WordsAside { of: "n".to_owned(), text: text.to_owned() });
        kept.keep(ANN, std::slice::from_ref(&a), at(0));
        kept.keep(ANN, &[a.clone(), b.clone()], at(5));
        assert_eq!(kept.of(Writer::Person(ANN), at(10)), [a.clone(), b]);
        assert!(kept.of(Writer::Person(BEN), at(10)).is_empty());
        assert!(kept.of(Writer::Person(ANN), at(5 + KEPT_ASIDE_MS)).is_empty());
        kept.keep_of_relayed(Writer::Under(7), std::slice::from_ref(&a), at(0));
        assert_eq!(kept.of(Writer::Under(7), at(10)), [a]);
    }

    #[test]
    fn words_that_others_bring_leave_room_for_those_that_people_bring_themselves() {
        let now = Now { monotonic_ms: 0, unix_ms: 0 };
        let mut kept = KeptAside::default();
        let text = "a".repeat(KEPT_ASIDE_BYTES_MAX / 3);
        for under in 0..1_000 {
            let words = [WordsAside { of: "n".to_owned(), text: text.clone() }];
            kept.keep_of_relayed(Writer::Under(under), &words, now);
            kept.keep_of_relayed(Writer::Person(ANN), &words, now);
        }
        assert!(kept.bytes() <= KEPT_ASIDE_ROOM_BYTES_MAX / 2);
        let words = [WordsAside { of: "n".to_owned(), text: "mine".to_owned() }];
        kept.keep(ANN, &words, now);
        assert!(kept.of(Writer::Person(ANN), now).contains(&words[0]));
    }

    #[test]
    fn of_words_that_are_too_long_nothing_is_kept_not_even_whose_they_were() {
        let now = Now { monotonic_ms: 0, unix_ms: 0 };
        let mut kept = KeptAside::default();
        let words = WordsAside { of: "n".to_owned(), text: "a".repeat(KEPT_ASIDE_BYTES_MAX) };
        assert!(!KeptAside::could_keep(&words));
        for under in 0..100 {
            kept.keep_of_relayed(Writer::Under(under), std::slice::from_ref(&words), now);
        }
        assert!(kept.by_writer.is_empty());
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
