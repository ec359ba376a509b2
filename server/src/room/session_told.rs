//! What of the session all are told: the whole of it, encoded once for all who come, and how far people are.

use bytes::Bytes;
use picnic_protocol::frame;
use picnic_protocol::session::ServerMessage;
use picnic_protocol::session::view::SessionView;

use crate::room::Now;
use crate::room::for_viewers::{Named, view_without_names};
use crate::room::progress::ProgressTold;
use crate::room::session::Session;

/// What all were told, and what they are to be told next.
#[derive(Debug, Default)]
pub(super) struct SessionTold {
    /// The whole session as all may see it, made when first asked for after a change.
    whole: Option<Bytes>,
    /// The same as viewers may see it, with the names that it has.
    whole_for_viewers: Option<(Named, Bytes)>,
    /// Those whose names all viewers were told; none before the first came.
    named: Option<Named>,
    progress: ProgressTold,
}

impl SessionTold {
    /// The session changed.
    pub(super) fn forget_whole(&mut self) {
        self.whole = None;
        self.whole_for_viewers = None;
    }

    /// Of those whose names viewers are told now, those whose they were not told yet.
    pub(super) fn newly_named(&mut self, named: &Named) -> Named {
        let told = self.named.replace(named.clone()).unwrap_or_default();
        named.difference(&told).copied().collect()
    }

    /// Whether people are further by what is shown, or not.
    pub(super) const fn touch_progress(&mut self, changed: bool) {
        self.progress.touch(changed);
    }

    /// The whole session as all may see it, for a newcomer.
    pub(super) fn whole(&mut self, session: &Session) -> Bytes {
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let frame = view(self.show_whole(session));
        self.whole = Some(frame.clone());
        frame
    }

    /// The same for a newcomer who only looks.
    pub(super) fn whole_for_viewers(&mut self, session: &Session, named: &Named) -> Bytes {
        // Whoever came before was not told of those who are new in it.
        self.named.get_or_insert_with(|| named.clone()).retain(|who| named.contains(who));
        if let Some((with, whole)) = &self.whole_for_viewers
            && with == named
        {
            return whole.clone();
        }
        let frame = view(view_without_names(self.show_whole(session), named));
        self.whole_for_viewers = Some((named.clone(), frame.clone()));
        frame
    }

    /// The whole session, with how far people are, which is told with it.
    fn show_whole(&mut self, session: &Session) -> SessionView {
        let whole = session.shared_whole();
        if let Some(progress) = &whole.progress {
            self.progress.shown(progress);
        }
        whole
    }

    /// When people are next told how far they are; never while nothing changed.
    pub(super) fn next_progress_ms(&self) -> Option<u64> {
        self.progress.next_ms()
    }

    /// Whether they are told now.
    pub(super) fn begin_progress(&mut self, now: Now) -> bool {
        self.progress.begin(now)
    }

    /// What they are told: of each person only what they were not told already.
    pub(super) fn progress(&mut self, session: &Session) -> Bytes {
        let progress = Some(self.progress.news_of(session.progress()));
        view(SessionView { progress, ..SessionView::default() })
    }
}

/// The frame of a part of the session.
pub(super) fn view(view: SessionView) -> Bytes {
    frame::session(&ServerMessage::Session(Box::new(view))).into()
}

#[cfg(test)]
mod tests {
    use picnic_protocol::ids::ParticipantId;

    use super::*;

    #[test]
    fn the_whole_session_is_encoded_once_for_all_who_come_until_it_changes() {
        let (mut told, mut session) = (SessionTold::default(), Session::default());
        let before = told.whole(&session);
        session.locked = true;
        assert_eq!(told.whole(&session).as_ptr(), before.as_ptr(), "the same bytes, shared");
        told.forget_whole();
        assert_ne!(told.whole(&session), before);
    }

    #[test]
    fn a_viewer_who_comes_later_hides_from_no_other_who_is_named_since() {
        let (mut told, session) = (SessionTold::default(), Session::default());
        let [aino, bertil] = [1, 2].map(|byte| ParticipantId::from_bytes([byte; 16]));
        told.whole_for_viewers(&session, &Named::from([aino]));
        told.whole_for_viewers(&session, &Named::from([aino, bertil]));
        assert_eq!(told.newly_named(&Named::from([aino, bertil])), Named::from([bertil]));
    }
}
