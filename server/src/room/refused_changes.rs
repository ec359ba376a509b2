//! Changes that are never taken: their sender is told once, and what they write next has footing all the
//! same.
//!
//! A change says which of its writer's blocks it goes on from, so that one that never comes would keep out
//! all that follow. So its writer's replica hears that it is deleted, and is asked for what is left of it: its place.
//! If that cannot be taken either, the board takes collected blocks under the same clocks in its place: every replica
//! agrees, and what is written beside it goes the same way.

use picnic_protocol::awareness::STATE_BYTES_MAX;
use picnic_protocol::frame::{self, NotTaken};
use picnic_protocol::ids::ClientId;
use picnic_protocol::not_held::{NESTING_MAX, NotHeld};
use picnic_protocol::session::{ErrorCode, ServerMessage};
use picnic_protocol::update::{CheckedUpdate, Run, collected, deleted};

use crate::room::board::Admission;
use crate::room::fullness::tell;
use crate::room::owning::TAKEN;
use crate::room::refusals::ToDelete;
use crate::room::{ConnectionId, Effect, Room};

/// Why blocks that do not fit are not taken, for a developer.
const MISFIT: &str = "it does not fit what the board has where it stands";

/// What was refused without a word, for a developer.
const ANOTHER: &str = "one more change was not taken, for the same reason";

/// Why what somebody wrote is taken away, for a developer.
const STRANDED: &str =
    "what was written beside or in something that is not on the board was taken away";

impl Room {
    /// A socket sent a change that is not taken for good.
    pub(super) fn not_taken(
        &mut self,
        from: ConnectionId,
        why: NotTaken,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        let reason = why.to_string();
        if matches!(why, NotTaken::MessageTooLarge(_)) {
            // Nothing of the board: a page that is told of a refused change would take it for unsaved.
            let frame = if connection.join.session {
                let code = ErrorCode::TooLarge;
                frame::session(&ServerMessage::Error { code, message: reason })
            } else {
                frame::permission_denied(&reason)
            };
            effects.push(Effect::Send { to: from, frame: frame.into() });
            return;
        }
        connection.count_change();
        let code = match why {
            NotTaken::Unknown => ErrorCode::ContentRefused,
            NotTaken::TooLarge(_) | NotTaken::MessageTooLarge(_) => ErrorCode::TooLarge,
        };
        self.refuse_for_good(from, true, code, &reason, effects);
    }

    /// What a socket sent is not taken for good: it is told once, and not asked for what it would send again.
    pub(super) fn never_take(
        &mut self,
        from: ConnectionId,
        code: ErrorCode,
        reason: &str,
        effects: &mut Vec<Effect>,
    ) {
        self.refuse_for_good(from, false, code, reason, effects);
    }

    /// The same, told `again` where it may be another change.
    fn refuse_for_good(
        &mut self,
        from: ConnectionId,
        again: bool,
        code: ErrorCode,
        reason: &str,
        effects: &mut Vec<Effect>,
    ) {
        let may_be_answer = self.writers.owes_answer(from);
        let Some(connection) = self.connections.get_mut(from) else { return };
        let never = connection.missing.never_take(again, may_be_answer);
        if never.is_told {
            tell(from, connection.join.session, code, reason, effects);
        }
        self.fill(from, &never.gaps, effects);
    }

    /// Blocks stand where no Yjs client puts them, or make a board that cannot be held. What they stand on may be
    /// forged, in the place of what their writer wrote, and whoever brings them may be handing on: so it costs the
    /// edit alone, and who writes under an id that others wrote under hears that it is not theirs alone.
    pub(super) fn refuse_misshapen(
        &mut self,
        from: ConnectionId,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        let (code, reason) = if self.writers.shares_its_id(from, writes_under) {
            (ErrorCode::ClientIdTaken, TAKEN)
        } else {
            (ErrorCode::ContentRefused, MISFIT)
        };
        self.leave_part_out(from);
        self.never_take(from, code, reason, effects);
    }

    /// A part of a change is replaced by something deleted, as its sender hears too; they are told why.
    pub(super) fn tell_of_replaced(
        &mut self,
        from: ConnectionId,
        what: NotHeld,
        effects: &mut Vec<Effect>,
    ) {
        self.batch.tell_authors();
        let Some(connection) = self.connections.get(from) else { return };
        if connection.missing.more_comes() {
            // With the last part.
            return;
        }
        let reason =
            format!("a board does not hold {what}; it was taken away, and the rest was kept");
        tell(from, connection.join.session, ErrorCode::ContentRefused, &reason, effects);
    }

    /// What a sender wrote beside or in what is not on the board is collected, as every Yjs client does with it: their own
    /// replica hears that it is deleted, and they are told if it stood on what was not taken of them or of others.
    pub(super) fn tell_of_stranded(
        &self,
        from: ConnectionId,
        stranded: &[Run],
        is_news: bool,
        effects: &mut Vec<Effect>,
    ) {
        let Some(connection) = self.connections.get(from) else { return };
        if stranded.is_empty() {
            return;
        }
        effects
            .push(Effect::Send { to: from, frame: frame::sync_update(&deleted(stranded)).into() });
        if is_news {
            tell(from, connection.join.session, ErrorCode::ContentRefused, STRANDED, effects);
        }
    }

    /// Says once that something was skipped, which a client of a later version sends (rule 13). Nothing of the board was refused, so a page is told
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

    /// Presence was left out that nobody can be shown: told once.
    pub(super) fn tell_of_presence(&mut self, from: ConnectionId, effects: &mut Vec<Effect>) {
        let Some(connection) = self.connections.get_mut(from) else { return };
        if std::mem::replace(&mut connection.told.presence, true) {
            return;
        }
        let message = format!(
            "presence is shown up to {STATE_BYTES_MAX} bytes of JSON, nested {NESTING_MAX} levels"
        );
        let frame = if connection.join.session {
            frame::session(&ServerMessage::Error { code: ErrorCode::TooLarge, message })
        } else {
            frame::permission_denied(&message)
        };
        effects.push(Effect::Send { to: from, frame: frame.into() });
    }

    /// An update goes on from a change that is never taken, where its sender may write: their replica is told to delete
    /// that. What is deleted keeps its place and takes next to nothing, so what is written beside it has footing; the update,
    /// which is set aside, comes with it.
    pub(super) fn ask_for_rest(
        &mut self,
        from: ConnectionId,
        update: &CheckedUpdate<Box<[u8]>>,
        writes_under: &[ClientId],
        effects: &mut Vec<Effect>,
    ) {
        if self.connections.get(from).is_none_or(|connection| !connection.missing.has_refusals()) {
            return;
        }
        // Of what never came nothing told which id they write under: this is the first that does.
        let is_first = self.is_first(writes_under);
        let (writers, around) = self.writers();
        writers.learn_from_writing(from, writes_under, is_first, &around);
        let gaps = self.board.gaps(update);
        // Its own alone: in a gap of somebody else's their words may be still to come.
        if gaps.is_empty() || !gaps.iter().all(|gap| self.writers.may_fill(gap.client, from)) {
            return;
        }
        let Some(connection) = self.connections.get_mut(from) else { return };
        let ToDelete { gaps, is_untold } = connection.missing.ask_for_rest(&gaps);
        if gaps.is_empty() {
            return;
        }
        if is_untold {
            tell(from, connection.join.session, ErrorCode::ContentRefused, ANOTHER, effects);
        }
        effects.push(Effect::Send { to: from, frame: frame::sync_update(&deleted(&gaps)).into() });
    }

    /// Puts collected blocks in the place of what is never taken of a socket, also not what is left of it once deleted: it
    /// keeps what it deletes.
    fn fill(&mut self, from: ConnectionId, gaps: &[Run], effects: &mut Vec<Effect>) {
        let lacks = gaps.iter().map(|gap| {
            let start = gap.start.max(self.board.head(gap.client));
            Run { start, ..*gap }
        });
        let mut lacks: Vec<_> = lacks.filter(|gap| gap.start < gap.end).collect();
        lacks.sort_unstable_by_key(|gap| (gap.client, gap.start));
        let Some(first) = lacks.first().copied() else { return };
        let head = self.board.head(first.client);
        // What came before it comes only together with it: it goes the same way.
        let filled = Run { start: head, ..first };
        lacks.remove(0);
        let Ok(footing) = collected(&[filled]) else { return };
        let Admission::Firm(footing, _) = self.board.admit(footing) else { return };
        if let Some(author) = self.author(from) {
            self.batch.change(author, footing);
        }
        let Some(connection) = self.connections.get_mut(from) else { return };
        connection.missing.mark_footing();
        if !lacks.is_empty() {
            connection.missing.ask_for_rest_again(lacks);
        }
        effects
            .push(Effect::Send { to: from, frame: frame::sync_update(&deleted(&[filled])).into() });
        if head < first.start {
            tell(from, connection.join.session, ErrorCode::ContentRefused, STRANDED, effects);
        }
        // What it has besides is due again.
        self.set_aside(self.seen, from, std::iter::empty());
    }
}
