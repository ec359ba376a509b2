//! Answers to commands that were done while the log fails: a command is answered when a snapshot has it.

use std::collections::{BTreeMap, BTreeSet};

use picnic_protocol::ids::CommandId;

use crate::limits::ANSWERS_OWED_MAX;
use crate::room::session::outcome::Answered;
use crate::room::{ConnectionId, Effect, Room};

/// What one socket waits to hear of.
#[derive(Debug, Default)]
struct Owed {
    done: BTreeSet<CommandId>,
    /// More was done than is remembered.
    more: bool,
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
}

impl Room {
    /// Saving works again, with everything that was done meanwhile. A socket for which not all of it is
    /// remembered gets the session whole, at which its page sends again what was not answered.
    pub(super) fn answer_what_is_owed(&mut self, effects: &mut Vec<Effect>) {
        let AnswersOwed(owed) = std::mem::take(&mut self.answers_owed);
        for (to, Owed { done, more }) in owed {
            let answers: Vec<_> =
                done.into_iter().map(|id| Answered { to, id, result: Ok(()) }).collect();
            self.answer(&answers, effects);
            if more {
                self.views_wanted.push(to);
            }
        }
    }
}
