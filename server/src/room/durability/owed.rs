//! Answers to commands that were done while the log fails: a command is answered when a snapshot has it.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::CommandId;

use crate::limits::ANSWERS_OWED_MAX;
use crate::room::ConnectionId;

/// What one socket waits to hear of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::room) struct Owed {
    pub(in crate::room) done: BTreeSet<CommandId>,
    /// More was done than is remembered.
    pub(in crate::room) more: bool,
}

/// The commands that were done and not appended, by the sockets they came from.
#[derive(Debug, Default)]
pub(super) struct AnswersOwed(BTreeMap<ConnectionId, Owed>);

impl AnswersOwed {
    pub(super) fn add(&mut self, to: ConnectionId, id: CommandId) {
        let owed = self.0.entry(to).or_default();
        if owed.done.len() < ANSWERS_OWED_MAX {
            owed.done.insert(id);
        } else {
            owed.more |= !owed.done.contains(&id);
        }
    }

    /// A socket that is gone hears nothing; its page sends again on the next.
    pub(super) fn leave(&mut self, connection: ConnectionId) {
        self.0.remove(&connection);
    }

    /// All that is owed, which is owed no more then.
    pub(super) fn take(&mut self) -> BTreeMap<ConnectionId, Owed> {
        std::mem::take(&mut self.0)
    }
}
