//! Whether a folded room is as it was made: nobody wrote anything there but their name.

use crate::document::content::BoardContent;
use crate::room::board::SERVER_CLIENT;
use crate::room::restore::Restored;
use crate::room::session::Session;

impl Restored {
    /// Whether nothing of anybody's is in it. Where that cannot be told, something is.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.is_board_untouched() && self.is_session_untouched() && !self.is_damaged()
    }

    /// The server alone wrote on the board, and none of what people wrote or an import brought.
    fn is_board_untouched(&self) -> bool {
        if self.board.clients().iter().any(|client| *client != SERVER_CLIENT) {
            return false;
        }
        let (board, _) = self.board.content();
        let BoardContent { notes, clusters, strokes, connectors, .. } = &board;
        let is_drawn = !strokes.is_empty() || !connectors.is_empty();
        notes.is_empty() && clusters.is_empty() && !is_drawn
    }

    /// The session is as it began, but for who came and how they are called. A field that is added counts by itself.
    fn is_session_untouched(&self) -> bool {
        let session = &self.session;
        let begun = Session {
            plan: session.plan.clone(),
            anonymous: session.anonymous,
            roster: session.roster.clone(),
            done: session.done.clone(),
            ..Session::default()
        };
        // After a snapshot nothing tells with what it began.
        let is_as_planned = self.first_plan.as_ref().is_none_or(|(phases, anonymous)| {
            *phases == session.plan && *anonymous == session.anonymous
        });
        *session == begun && is_as_planned
    }

    /// What is lost may have been somebody's.
    const fn is_damaged(&self) -> bool {
        self.damage.is_new() || self.damage.found_ms().is_some()
    }
}
