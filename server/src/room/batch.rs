//! What waits for the next flush: everything that one record is made of (rule 2).

use std::collections::BTreeSet;

use picnic_protocol::ids::{ClientId, ParticipantId, Role};
use picnic_protocol::update::CheckedUpdate;

use crate::limits::WISHES_MAX;
use crate::room::ConnectionId;
use crate::room::session::outcome::Wish;

/// Whose a change is, as it was when it came: they may be gone when it is flushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) connection: ConnectionId,
    pub(super) who: ParticipantId,
    /// Whether they are known by a pass.
    pub(super) lasting: bool,
    /// What their link lets them do.
    pub(super) by_link: Role,
    /// What they write under, as far as that is known.
    pub(super) writes_under: Option<ClientId>,
}

/// What waits for the next flush.
#[derive(Debug, Default)]
pub(super) struct Batch {
    gathered: Batched,
    bytes: usize,
    /// Whether it is among the wishes that a phase's time is up.
    time_waits: bool,
}

/// What is flushed.
#[derive(Debug, Default)]
pub(super) struct Batched {
    pub(super) changes: Vec<(Author, CheckedUpdate<Box<[u8]>>)>,
    /// Those who wait to hear that what they sent is saved.
    pub(super) authors: BTreeSet<ConnectionId>,
    pub(super) claims: Vec<(ClientId, ParticipantId)>,
    /// What the session is to decide, after the changes.
    pub(super) wishes: Vec<Wish>,
    /// Something else was taken than was sent: its author hears of it as all others do.
    tells_authors: bool,
}

impl Batched {
    /// Who alone has it already; none where something else was taken than they sent.
    pub(super) fn sole_author(&self) -> Option<ConnectionId> {
        let is_sole = self.authors.len() == 1 && !self.tells_authors;
        self.authors.first().copied().filter(|_| is_sole)
    }
}

impl Batch {
    /// How many bytes its changes have.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether the board has everything that was admitted: somebody may wait for a word all the same.
    pub(super) fn has_no_changes(&self) -> bool {
        self.gathered.changes.is_empty()
    }

    /// The changes that wait.
    pub(super) fn changes(&self) -> &[(Author, CheckedUpdate<Box<[u8]>>)] {
        &self.gathered.changes
    }

    /// Whether something waits for a flush.
    pub(super) fn has_work(&self) -> bool {
        !self.gathered.authors.is_empty() || !self.gathered.wishes.is_empty()
    }

    /// Takes a change of somebody, who waits to hear that it is saved, whether it changes anything or not.
    pub(super) fn change(&mut self, from: Author, update: CheckedUpdate<Box<[u8]>>) {
        self.add_author(from.connection);
        self.bytes += update.bytes().len();
        if !update.outline().is_empty() {
            self.gathered.changes.push((from, update));
        }
    }

    /// Somebody waits to hear that what they sent is saved.
    pub(super) fn add_author(&mut self, author: ConnectionId) {
        self.gathered.authors.insert(author);
    }

    /// Something else was taken than was sent.
    pub(super) const fn tell_authors(&mut self) {
        self.gathered.tells_authors = true;
    }

    /// Whose a client id is, for the log.
    pub(super) fn claim(&mut self, client: ClientId, owner: ParticipantId) {
        self.gathered.claims.push((client, owner));
    }

    /// Takes something for the session to decide; false when too much waits already.
    pub(super) fn wish(&mut self, wish: Wish) -> bool {
        let fits = self.gathered.wishes.len() < WISHES_MAX;
        if fits {
            self.gathered.wishes.push(wish);
        }
        fits
    }

    /// The same before all that waits: it says by which clock the rest is decided.
    pub(super) fn wish_before_all(&mut self, wish: Wish) {
        self.gathered.wishes.insert(0, wish);
    }

    /// A phase's time is up, which is decided once. Where too much waits, it is said again.
    pub(super) fn let_time_pass(&mut self) {
        if !self.time_waits {
            self.time_waits = self.wish(Wish::TimePasses);
        }
    }

    /// All of it, to be flushed; nothing waits then.
    pub(super) fn take(&mut self) -> Batched {
        std::mem::take(self).gathered
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::update::check_update;

    use super::*;

    const ONE: ConnectionId = ConnectionId(1);
    const OTHER: ConnectionId = ConnectionId(2);

    /// Client 1 writes «a» in the root text `t`.
    const CHANGE: &[u8] = &[1, 1, 1, 0, 4, 1, 1, b't', 1, b'a', 0];
    const NOTHING: &[u8] = &[0, 0];

    const fn author(connection: ConnectionId) -> Author {
        let who = ParticipantId::from_bytes([1; 16]);
        let by_link = Role::Participant;
        Author { connection, who, lasting: true, by_link, writes_under: None }
    }

    fn batch_of(changes: &[(ConnectionId, &[u8])]) -> Batch {
        let mut batch = Batch::default();
        for (from, update) in changes {
            batch.change(author(*from), check_update(Box::from(*update)).unwrap());
        }
        batch
    }

    #[test]
    fn who_sent_what_changes_nothing_waits_for_a_word_too() {
        let mut batch = batch_of(&[(ONE, NOTHING)]);
        assert!(batch.has_no_changes() && batch.has_work());
        let batched = batch.take();
        assert_eq!((batched.sole_author(), batched.changes.len()), (Some(ONE), 0));
        assert!(!batch.has_work());
    }

    #[test]
    fn who_alone_sent_all_of_it_has_it_unless_something_else_was_taken() {
        assert_eq!(batch_of(&[(ONE, CHANGE), (ONE, NOTHING)]).take().sole_author(), Some(ONE));
        assert_eq!(batch_of(&[(ONE, CHANGE), (OTHER, NOTHING)]).take().sole_author(), None);
        let mut replaced = batch_of(&[(ONE, CHANGE)]);
        replaced.tell_authors();
        assert_eq!(replaced.take().sole_author(), None);
        // That was of this flush.
        replaced.add_author(ONE);
        assert_eq!(replaced.take().sole_author(), Some(ONE));
    }

    #[test]
    fn bytes_count_until_the_flush() {
        let mut batch = batch_of(&[(ONE, CHANGE), (OTHER, CHANGE)]);
        assert_eq!(batch.bytes(), 2 * CHANGE.len());
        assert_eq!(batch.take().changes.len(), 2);
        assert_eq!(batch.bytes(), 0);
    }

    #[test]
    fn that_time_is_up_is_decided_once_a_flush_and_said_again_where_too_much_waits() {
        let mut batch = Batch::default();
        for _ in 0..WISHES_MAX {
            assert!(batch.wish(Wish::ClockMoves { by_ms: 1 }));
        }
        assert!(!batch.wish(Wish::ClockMoves { by_ms: 1 }));
        batch.let_time_pass();
        assert!(!batch.take().wishes.contains(&Wish::TimePasses));
        batch.let_time_pass();
        batch.let_time_pass();
        batch.wish_before_all(Wish::ClockMoves { by_ms: 2 });
        assert_eq!(batch.take().wishes, [Wish::ClockMoves { by_ms: 2 }, Wish::TimePasses]);
        batch.let_time_pass();
        assert!(batch.has_work());
    }
}
