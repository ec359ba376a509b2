//! Places on the roster: who comes takes one, and who did nothing leaves theirs when it is needed.

use std::collections::BTreeSet;

use picnic_protocol::ids::{ParticipantId, Role};

use crate::limits::{ROSTER_LEAVES_AT_ONCE, ROSTER_MAX};
use crate::room::session::Session;
use crate::room::session::decide::{Decision, Scene};
use crate::room::session::door_seen::DoorSeen;
use crate::room::session::event::Event;
use crate::room::session::state::{Member, Turns};

impl Session {
    /// Whether somebody with a pass who comes changes the roster, or would if it had a place.
    #[must_use]
    pub fn is_news(&self, who: ParticipantId, role: Role) -> bool {
        let changes =
            self.member(who).is_none_or(|member| member.came_as != role && member.merged.is_none());
        role >= Role::Participant && changes
    }

    /// Somebody with a pass comes.
    #[must_use]
    pub fn enter(&self, who: ParticipantId, role: Role, scene: &Scene<'_>) -> Decision {
        if !self.is_news(who, role) {
            return Decision::default();
        }
        let Some(mut events) = self.place_for(who, scene) else { return Decision::default() };
        events.push(Event::Joined { who, role });
        events.into()
    }

    /// What makes a place for `who`, where that is needed; none where everybody did something or is here.
    pub(super) fn place_for(&self, who: ParticipantId, scene: &Scene<'_>) -> Option<Vec<Event>> {
        if self.roster.len() < ROSTER_MAX || self.member(who).is_some() {
            return Some(Vec::new());
        }
        let idle = self.idle(scene.door, |member| member.name.is_empty());
        // A name is said again by whoever comes again.
        let idle = if idle.is_empty() { self.idle(scene.door, |_| true) } else { idle };
        (!idle.is_empty()).then(|| vec![Event::Left { who: idle }])
    }

    /// Those who did nothing, are not here and leave first.
    fn idle(
        &self,
        door: &dyn DoorSeen,
        leaves_first: impl Fn(&Member) -> bool,
    ) -> Vec<ParticipantId> {
        let did_something = self.who_did_something();
        let stays = door.who_stays();
        let idle = self.roster.iter().filter(|(who, member)| {
            let is_plain = member.granted.is_none()
                && member.keeper.is_none()
                && !member.hand
                && !member.removed
                && member.merged.is_none()
                && member.came_as < Role::Facilitator;
            is_plain && leaves_first(member) && !did_something.contains(who) && !stays.contains(who)
        });
        idle.map(|(who, _)| *who).take(ROSTER_LEAVES_AT_ONCE).collect()
    }

    fn who_did_something(&self) -> BTreeSet<ParticipantId> {
        let kept = self.roster.values();
        let reactions = self.reactions.values().flat_map(|kinds| kinds.values().flatten());
        let mut did: BTreeSet<_> = reactions.copied().collect();
        did.extend(kept.flat_map(|member| [member.keeper, member.merged]).flatten());
        did.extend(
            self.baskets.iter().filter(|(_, drafts)| !drafts.is_empty()).map(|(who, _)| who),
        );
        did.extend(self.vote.iter().flat_map(|vote| vote.ballots.keys()));
        did.extend(self.comments.iter().filter_map(|comment| comment.by));
        did.extend(self.commitments.iter().map(|promised| promised.by));
        did.extend(self.check_in.answers.keys().chain(&self.check_in.gave));
        did.extend(self.writers.iter().chain(&self.ready));
        did.extend(self.turns.as_ref().and_then(Turns::who));
        did.extend(self.leader.iter().chain(self.brought.as_ref().map(|brought| &brought.by)));
        did
    }
}
