//! Who was asked to show that they are there, and how long they have for it (rule 7).

use std::collections::BTreeSet;

use crate::limits::PROOF_MS;
use crate::room::{ConnectionId, Now};

/// Sockets that lose what they write under if they say nothing.
#[derive(Debug, Default)]
pub(super) struct Proofs {
    /// Each once, with when it is taken for silent.
    asked: Vec<(u64, ConnectionId)>,
    /// Sockets of which nothing is read now: what they answer waits, and they are not silent.
    unread: BTreeSet<ConnectionId>,
}

impl Proofs {
    /// Whether nobody has anything to show.
    pub(super) const fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// A socket is asked. Who was asked before has no longer for it.
    pub(super) fn ask(&mut self, now: Now, id: ConnectionId) {
        if !self.asked.iter().any(|(_, asked)| *asked == id) {
            self.asked.push((now.monotonic_ms.saturating_add(PROOF_MS), id));
        }
    }

    /// A socket showed that it is there.
    pub(super) fn shown_by(&mut self, id: ConnectionId) {
        self.asked.retain(|(_, asked)| *asked != id);
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, id: ConnectionId) {
        self.shown_by(id);
        self.unread.remove(&id);
    }

    /// Nothing is read of a socket for a while.
    pub(super) fn hear_nothing_of(&mut self, id: ConnectionId) {
        self.unread.insert(id);
    }

    /// It is read again, and has as long to answer as ever.
    pub(super) fn hear_again_of(&mut self, now: Now, id: ConnectionId) {
        self.unread.remove(&id);
        for (due, asked) in &mut self.asked {
            if *asked == id {
                *due = now.monotonic_ms.saturating_add(PROOF_MS);
            }
        }
    }

    /// When the next that is read is taken for silent.
    pub(super) fn next_ms(&self) -> Option<u64> {
        let read = self.asked.iter().filter(|(_, asked)| !self.unread.contains(asked));
        read.map(|(due, _)| *due).min()
    }

    /// Those who said nothing for too long, each told once.
    pub(super) fn take_silent(&mut self, now: Now) -> Vec<ConnectionId> {
        let is_silent = |(due, asked): &mut (u64, ConnectionId)| {
            now.monotonic_ms >= *due && !self.unread.contains(asked)
        };
        self.asked.extract_if(.., is_silent).map(|(_, id)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: ConnectionId = ConnectionId(1);
    const OTHER: ConnectionId = ConnectionId(2);

    const fn at(monotonic_ms: u64) -> Now {
        Now { monotonic_ms, unix_ms: 0 }
    }

    #[test]
    fn who_says_nothing_in_time_is_silent_once() {
        let mut proofs = Proofs::default();
        proofs.ask(at(0), ONE);
        proofs.ask(at(5), OTHER);
        // Asking again gives no more time.
        proofs.ask(at(9), ONE);
        assert_eq!(proofs.next_ms(), Some(PROOF_MS));
        assert_eq!(proofs.take_silent(at(PROOF_MS - 1)), []);
        assert_eq!(proofs.take_silent(at(PROOF_MS)), [ONE]);
        assert_eq!(proofs.take_silent(at(PROOF_MS)), []);
        proofs.shown_by(OTHER);
        assert!(proofs.is_empty() && proofs.next_ms().is_none());
    }

    #[test]
    fn of_whom_nothing_is_read_is_not_silent_and_has_all_the_time_again_after() {
        let mut proofs = Proofs::default();
        proofs.ask(at(0), ONE);
        proofs.hear_nothing_of(ONE);
        assert_eq!((proofs.next_ms(), proofs.take_silent(at(PROOF_MS))), (None, vec![]));
        proofs.hear_again_of(at(PROOF_MS), ONE);
        assert_eq!(proofs.next_ms(), Some(2 * PROOF_MS));
        assert_eq!(proofs.take_silent(at(2 * PROOF_MS)), [ONE]);
    }

    #[test]
    fn a_socket_that_is_gone_leaves_nothing() {
        let mut proofs = Proofs::default();
        proofs.ask(at(0), ONE);
        proofs.hear_nothing_of(ONE);
        proofs.leave(ONE);
        assert!(proofs.is_empty());
        // Should its number ever come again.
        proofs.ask(at(0), ONE);
        assert_eq!(proofs.next_ms(), Some(PROOF_MS));
    }
}
