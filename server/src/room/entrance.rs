//! By which links people come in, who comes back by one that is no more, and which links are to be made anew.
//!
//! Whom the session keeps out, whatever link they have, [`super::session::door`] says.

use picnic_protocol::ids::Role;
use picnic_protocol::session::Tokens;

use crate::room::Join;
use crate::room::kept_door::{KeptDoor, Returning};
use crate::room::links::Links;
use crate::room::session::Session;
use crate::room::session::event::Event;

/// A room's links, and what became of earlier ones.
pub(super) struct Entrance {
    links: Links,
    /// Who comes back by the pass of an earlier link.
    returning: Option<Returning>,
    /// Whether facilitators are told that the links are new.
    links_are_new: bool,
    /// The links that are to be made anew, one in each record.
    to_rotate: Vec<Role>,
}

impl Entrance {
    pub(super) fn new(links: Links, returning: Option<Returning>) -> Self {
        let links_are_new = returning.as_ref().is_some_and(|returning| returning.untold);
        Self { links, returning, links_are_new, to_rotate: Vec::new() }
    }

    pub(super) const fn links(&self) -> &Links {
        &self.links
    }

    pub(super) const fn returning(&self) -> Option<&Returning> {
        self.returning.as_ref()
    }

    /// The links that somebody may pass on who is of `role` and came by the link of another.
    pub(super) fn tokens(&self, role: Role, by_link: Role) -> Tokens {
        self.links.tokens(role, by_link)
    }

    /// Whether the link that let a socket in still does: it was not made anew since, or only for somebody else who was put
    /// out, and whoever has the pass is known.
    pub(super) fn is_open_to(&self, join: &Join, session: &Session) -> bool {
        // Whoever was put out is told that, by whatever link they come.
        let is_known = || join.lasting && session.member(join.participant).is_some();
        self.links.lets_in(join.role, join.generation, is_known)
    }

    /// Links that the session made anew with what it decided.
    pub(super) fn follow(&mut self, events: &[Event]) {
        for event in events {
            if let Event::LinkRenewed { role, generation } = event {
                self.links.renew(*role, *generation);
            }
        }
    }

    /// Whether somebody of `role` is told that the links are new.
    pub(super) fn is_news_to(&self, role: Role) -> bool {
        role == Role::Facilitator && self.links_are_new
    }

    /// Somebody of `role` was told what there is to tell: once a facilitator has heard it, the next opening need not say it.
    pub(super) fn mark_told(&mut self, role: Role) {
        if self.is_news_to(role)
            && let Some(returning) = &mut self.returning
        {
            returning.untold = false;
        }
    }

    /// A link is to be made anew, in a record of its own.
    pub(super) fn rotate_later(&mut self, role: Role) {
        self.to_rotate.push(role);
    }

    /// Whether some link is to be made anew.
    pub(super) fn has_work(&self) -> bool {
        !self.to_rotate.is_empty()
    }

    /// Makes one link anew of those that are to be: which, and how often it was by now.
    pub(super) fn rotate(&mut self) -> Option<(Role, u32)> {
        let role = self.to_rotate.pop()?;
        let generation = self.links.generation(role).saturating_add(1);
        self.links.rotate(role, generation);
        if let Some(returning) = &mut self.returning {
            returning.end(role);
        }
        Some((role, generation))
    }

    /// The room's door, for its log.
    pub(super) fn kept_door(&self, session: &Session) -> KeptDoor {
        KeptDoor::of(&self.links, session, self.returning.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use picnic_protocol::ids::{ParticipantId, RoomId};

    use super::*;
    use crate::room::ConnectionId;
    use crate::room::links::ServerKey;

    const ANN: ParticipantId = ParticipantId::from_bytes([1; 16]);

    fn entrance(returning: Option<Returning>) -> Entrance {
        let links = Links::new(ServerKey::from_bytes([3; 32]), RoomId::from_bytes([4; 16]));
        Entrance::new(links, returning)
    }

    const fn by_link(role: Role, generation: u32) -> Join {
        let (connection, participant) = (ConnectionId(1), ANN);
        Join { connection, participant, lasting: true, role, generation, session: true }
    }

    fn returning() -> Returning {
        Returning {
            generations: [(Role::Participant, 0), (Role::Facilitator, 0)].into(),
            people: [(ANN, Role::Participant)].into(),
            untold: true,
        }
    }

    #[test]
    fn each_link_is_made_anew_once_for_each_time_it_was_asked() {
        let mut entrance = entrance(None);
        assert!(!entrance.has_work() && entrance.rotate().is_none());
        for role in [Role::Participant, Role::Viewer, Role::Participant] {
            entrance.rotate_later(role);
        }
        assert!(
            entrance.is_open_to(&by_link(Role::Participant, 0), &Session::default()),
            "not before it is recorded"
        );
        let mut made = Vec::new();
        while entrance.has_work() {
            made.extend(entrance.rotate());
        }
        made.sort_unstable();
        assert_eq!(made, [(Role::Viewer, 1), (Role::Participant, 1), (Role::Participant, 2)]);
        assert!(!entrance.is_open_to(&by_link(Role::Participant, 0), &Session::default()));
        assert!(entrance.is_open_to(&by_link(Role::Participant, 2), &Session::default()));
        assert!(
            entrance.is_open_to(&by_link(Role::Facilitator, 0), &Session::default()),
            "no other is"
        );
    }

    #[test]
    fn who_comes_back_by_an_earlier_link_does_until_that_is_made_anew() {
        let mut entrance = entrance(Some(returning()));
        let as_participant =
            |entrance: &Entrance| entrance.returning()?.role_of(ANN, Role::Participant, 0);
        entrance.rotate_later(Role::Facilitator);
        entrance.rotate();
        assert_eq!(as_participant(&entrance), Some(Role::Participant));
        entrance.rotate_later(Role::Participant);
        entrance.rotate();
        assert_eq!(as_participant(&entrance), None);
    }

    #[test]
    fn the_first_facilitator_hears_for_the_next_opening_that_links_are_new_and_all_hear_in_this() {
        let mut entrance = entrance(Some(returning()));
        let is_untold = |entrance: &Entrance| entrance.returning().unwrap().untold;
        assert!(!entrance.is_news_to(Role::Participant) && entrance.is_news_to(Role::Facilitator));
        entrance.mark_told(Role::Participant);
        assert!(is_untold(&entrance));
        entrance.mark_told(Role::Facilitator);
        assert!(!is_untold(&entrance) && entrance.is_news_to(Role::Facilitator));
    }
}
