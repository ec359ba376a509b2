//! What clients of a later version send: refused with a word, never a closed socket (rule 13).

use picnic_protocol::frame;
use picnic_protocol::ids::CommandId;
use picnic_protocol::session::command::RefusalCode;
use picnic_protocol::session::refusal::Refusal;
use picnic_protocol::session::{ErrorCode, ServerMessage};

use crate::room::session::outcome::Answered;
use crate::room::{ConnectionId, Effect, Room};

const UNKNOWN: Refusal =
    Refusal::new(RefusalCode::Unknown, "this server does not know such a command in this form");

impl Room {
    /// Refuses a command that this version cannot read. It counts as one, for its page counts it.
    pub(super) fn unknown_command(
        &mut self,
        from: ConnectionId,
        id: CommandId,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        connection.count_change();
        self.batch.add_author(from);
        self.answer(&[Answered { to: from, id, result: Err(UNKNOWN) }], effects);
    }

    /// Says once that something was skipped. Nothing of the board was refused, so a page is told
    /// on the session plane alone.
    pub(super) fn unknown_message(&mut self, from: ConnectionId, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        if std::mem::replace(&mut connection.told.unknown, true) {
            return;
        }
        let message = "a message of a kind that this server does not know was skipped";
        let frame = if connection.join.session {
            let code = ErrorCode::UnknownMessage;
            frame::session(&ServerMessage::Error { code, message: message.to_owned() })
        } else {
            frame::permission_denied(message)
        };
        effects.push(Effect::Send { to: from, frame: frame.into() });
    }
}
