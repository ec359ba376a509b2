//! What people say: answers, reactions, comments, commitments.

use picnic_protocol::ids::{CommentId, CommentKey, CommitmentId, ElementId, ParticipantId};
use picnic_protocol::session::command::{Commitment, Reaction};
use picnic_protocol::session::naming::is_blank;
use picnic_protocol::session::plan::PhaseKind;

use sha2::{Digest as _, Sha256};

use crate::limits::{COMMENTS_MAX, COMMENTS_PER_NOTE_MAX, COMMITMENTS_MAX, REACTIONS_MAX};
use crate::room::session::Session;
use crate::room::session::board_seen::BoardSeen;
use crate::room::session::decide::{
    Decided, Decision, NOT_ALLOWED, NOT_NOW, NOT_THERE, NOT_YOUR_TURN, TAKEN, TOO_MANY,
};
use crate::room::session::event::Event;
use crate::room::session::state::is_commitment;

impl Session {
    pub(super) fn answer(&self, who: ParticipantId, text: &str) -> Decided {
        if !matches!(self.kind(), Some(PhaseKind::Arrive { question: Some(_), .. }))
            || self.check_in.gave.contains(&who)
        {
            return Err(NOT_NOW);
        }
        let before = self.check_in.answers.get(&who).map_or("", String::as_str);
        if let Some(turns) = &self.turns
            && before.is_empty()
            && turns.who().is_some_and(|whose| whose != who)
        {
            // Who had their turn may answer late.
            let place = turns.order.iter().position(|other| *other == who);
            let at = turns.at.and_then(|at| usize::try_from(at).ok());
            if place > at {
                return Err(NOT_YOUR_TURN);
            }
        }
        let text = if is_blank(text) { "" } else { text.trim() };
        Ok(Decision::when(text != before, Event::Answered { who, text: text.to_owned() }))
    }

    pub(super) fn react(
        &self,
        who: ParticipantId,
        note: &ElementId,
        reaction: Reaction,
        on: bool,
        board: &dyn BoardSeen,
    ) -> Decided {
        if !matches!(self.kind(), Some(PhaseKind::Taste { .. })) {
            return Err(NOT_NOW);
        }
        if !board.has_note(note) {
            return Err(NOT_THERE);
        }
        let people = self.reactions.get(note).and_then(|kinds| kinds.get(&reaction));
        let before = people.is_some_and(|people| people.contains(&who));
        if on && !before && self.reaction_count >= REACTIONS_MAX {
            return Err(TOO_MANY);
        }
        let event = Event::Reacted { who, note: note.clone(), reaction, on };
        Ok(Decision::when(on != before, event))
    }

    pub(super) fn comment(
        &self,
        who: ParticipantId,
        comment: CommentId,
        note: &ElementId,
        text: &str,
        board: &dyn BoardSeen,
    ) -> Decided {
        if !matches!(self.kind(), Some(PhaseKind::Taste { comments: true })) {
            return Err(NOT_NOW);
        }
        if let Some(there) = self.comments.iter().find(|there| there.id == comment) {
            let same = there.note == *note && there.text == text;
            return if same { Ok(Decision::default()) } else { Err(TAKEN) };
        }
        if !board.has_note(note) {
            return Err(NOT_THERE);
        }
        let on_note = self.comments.iter().filter(|there| there.note == *note).count();
        if self.comments.len() >= COMMENTS_MAX || on_note >= COMMENTS_PER_NOTE_MAX {
            return Err(TOO_MANY);
        }
        let by = (!self.anonymous).then_some(who);
        let (note, text) = (note.clone(), text.to_owned());
        Ok(Event::Commented { comment, note, text, by }.into())
    }

    pub(super) fn remove_comment(
        &self,
        who: ParticipantId,
        is_facilitator: bool,
        comment: CommentId,
        key: Option<CommentKey>,
    ) -> Decided {
        let is_shown = key.is_some_and(|key| is_made_of(comment, key));
        match self.comments.iter().find(|there| there.id == comment) {
            Some(there) if there.by == Some(who) || is_facilitator || is_shown => {
                Ok(Event::CommentDropped { comment }.into())
            }
            Some(_) => Err(NOT_ALLOWED),
            None => Ok(Decision::default()),
        }
    }

    pub(super) fn commit(
        &self,
        who: ParticipantId,
        is_facilitator: bool,
        commitment: &Commitment,
    ) -> Decided {
        if !matches!(self.kind(), Some(PhaseKind::Take {} | PhaseKind::Harvest {})) {
            return Err(NOT_NOW);
        }
        let there = self.commitments.iter().find(|promised| is_commitment(commitment.id)(promised));
        match there {
            Some(promised) if promised.by != who && !is_facilitator => return Err(NOT_ALLOWED),
            None if self.commitments.len() >= COMMITMENTS_MAX => return Err(TOO_MANY),
            _ => {}
        }
        let changes = there.is_none_or(|promised| promised.commitment != *commitment);
        let event = Event::CommitmentPut { by: who, commitment: commitment.clone() };
        Ok(Decision::when(changes, event))
    }

    pub(super) fn remove_commitment(
        &self,
        who: ParticipantId,
        is_facilitator: bool,
        commitment: CommitmentId,
    ) -> Decided {
        match self.commitments.iter().find(|promised| is_commitment(commitment)(promised)) {
            Some(promised) if promised.by == who || is_facilitator => {
                Ok(Event::CommitmentDropped { commitment }.into())
            }
            Some(_) => Err(NOT_ALLOWED),
            None => Ok(Decision::default()),
        }
    }
}

/// Whether a comment's id was made of this key: so whoever wrote it without a name can take it back, and
/// nobody learns who they are.
fn is_made_of(comment: CommentId, key: CommentKey) -> bool {
    Sha256::digest(key.as_bytes()).starts_with(comment.as_bytes())
}
