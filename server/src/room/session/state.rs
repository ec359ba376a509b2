//! The state of a session, as plain values; `apply` folds events into it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use picnic_protocol::ids::{
    CommandId, CommentId, CommitmentId, DraftId, ElementId, ParticipantId, Role,
};
use picnic_protocol::session::command::{Commitment, Draft, Reaction};
use picnic_protocol::session::naming::as_read;
use picnic_protocol::session::plan::{Phase, PhaseId, PhaseKind, Plan, Reveal, VoteOn};
use picnic_protocol::session::rights::{Right, Rights};
use picnic_protocol::session::view::{Brought, Timer, VoteResult};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::room::session::bin::Bin;

/// One session. Kept in a room's snapshots, so its fields are a disk format.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Session {
    /// The phases in order.
    pub plan: Vec<Phase>,
    /// The one that runs.
    pub current: Option<PhaseId>,
    /// Its clock.
    pub timer: Timer,
    /// Whether who wrote what stays unknown.
    pub anonymous: bool,
    /// Whether participants may not change the board.
    pub locked: bool,
    /// Whether the room is archived: nobody changes anything in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// When the room was taken away, ms since 1970; none while it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_away_ms: Option<u64>,
    /// Whether newcomers are not let in.
    pub joining_closed: bool,
    /// Whether newcomers knock, where they are let in at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub knocking: bool,
    /// Everybody who was ever here by a pass, and those without a device.
    pub roster: BTreeMap<ParticipantId, Member>,
    /// Private drafts.
    pub baskets: BTreeMap<ParticipantId, Vec<Draft>>,
    /// Bytes of all their texts.
    pub draft_bytes: usize,
    /// Tags of drafts that lie on the board, so that one sent late is not laid again.
    pub laid: BTreeSet<u64>,
    /// In an open session, whose notes were laid.
    pub writers: BTreeSet<ParticipantId>,
    /// Those who are done with the phase.
    pub ready: BTreeSet<ParticipantId>,
    /// The check-in.
    pub check_in: CheckIn,
    /// Turns, in phases that have them.
    pub turns: Option<Turns>,
    /// Who reacted to which note, and how.
    pub reactions: BTreeMap<ElementId, BTreeMap<Reaction, BTreeSet<ParticipantId>>>,
    /// How many reactions that are.
    pub reaction_count: usize,
    /// Comments, oldest first.
    pub comments: Vec<Spoken>,
    /// The vote that is open.
    pub vote: Option<Vote>,
    /// What came of those that are closed.
    pub results: Vec<VoteResult>,
    /// Votes opened so far.
    pub rounds: u32,
    /// Commitments, oldest first.
    pub commitments: Vec<Promised>,
    /// The note shown to all.
    pub spotlight: Option<ElementId>,
    /// Whose view all follow.
    pub leader: Option<ParticipantId>,
    /// The last «bring everyone here».
    pub brought: Option<Brought>,
    /// How the time went: every stay in a phase, oldest first.
    #[serde(rename = "visits")]
    pub stays: Vec<Stay>,
    /// What was taken away from the board.
    #[serde(skip_serializing_if = "Bin::is_unused")]
    pub bin: Bin,
    /// Drafts that wait for a facilitator's nod, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<(ParticipantId, DraftId)>,
    /// Tags of the last commands that were done.
    pub done: VecDeque<u64>,
}

/// Somebody of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The name they gave.
    pub name: String,
    /// Which of those of that name they are; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namesake: Option<u32>,
    /// What the link they came by lets them do.
    pub came_as: Role,
    /// What they were handed instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Role>,
    /// Who acts for them, when they have no device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<ParticipantId>,
    /// Whether they want to speak.
    #[serde(default)]
    pub hand: bool,
    /// Whether they were put out.
    #[serde(default)]
    pub removed: bool,
    /// As which generation of the join link they count, when they knocked and were let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub let_in: Option<u32>,
    /// Who they turned out to be. They are kept for their name, which what they wrote bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<ParticipantId>,
}

impl Member {
    /// The name by which others tell them from everybody else.
    #[must_use]
    pub fn told_name(&self) -> String {
        match self.namesake {
            Some(number) if !self.name.is_empty() => format!("{} {number}", self.name),
            _ => self.name.clone(),
        }
    }

    /// What they may do.
    #[must_use]
    pub fn role(&self) -> Role {
        self.granted.unwrap_or(self.came_as)
    }

    /// Whether they take part.
    #[must_use]
    pub fn takes_part(&self) -> bool {
        !self.removed && self.merged.is_none() && self.role() >= Role::Participant
    }
}

/// The check-in question's answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CheckIn {
    /// The phase that asked.
    pub phase: Option<PhaseId>,
    /// Answers by person.
    pub answers: BTreeMap<ParticipantId, String>,
    /// Answers that are nobody's any more, in the order of their words.
    pub sealed: Vec<String>,
    /// Who gave those: that they did, not what.
    pub gave: BTreeSet<ParticipantId>,
}

/// People's turns, one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Turns {
    /// In which order.
    pub order: Vec<ParticipantId>,
    /// Whose it is; none when all are over.
    pub at: Option<u32>,
    /// How many are over.
    pub done: u32,
    /// When this one's time is up.
    pub deadline_ms: Option<u64>,
}

impl Turns {
    /// Whose turn it is.
    #[must_use]
    pub fn who(&self) -> Option<ParticipantId> {
        self.order.get(usize::try_from(self.at?).ok()?).copied()
    }

    /// Takes a place out of the order; whose turn it is stays.
    pub(super) fn take_out(&mut self, place: usize) {
        self.order.remove(place);
        let at = self.at.and_then(|at| usize::try_from(at).ok());
        self.at = at.map(|at| at - usize::from(place < at)).and_then(|at| at.try_into().ok());
    }
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// Its id.
    pub id: CommentId,
    /// On which note.
    pub note: ElementId,
    /// What it says.
    pub text: String,
    /// Whose; none in an anonymous session, and then it is known nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ParticipantId>,
}

/// A commitment and who may change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised {
    /// Who made it.
    pub by: ParticipantId,
    /// What it says.
    pub commitment: Commitment,
}

/// An open vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vote {
    /// Counts the session's votes from 1.
    pub round: u32,
    /// The phase it belongs to.
    pub phase: PhaseId,
    /// What is voted on.
    pub on: VoteOn,
    /// The items.
    pub items: Vec<ElementId>,
    /// Those of them that are not on the board now: what they were given is kept aside, and counts again when they are back.
    #[serde(default)]
    pub gone: BTreeSet<ElementId>,
    /// Votes a person has.
    pub budget: u16,
    /// Most votes a person an item.
    pub per_item_max: u16,
    /// Who gave what how many.
    #[serde(default)]
    pub ballots: BTreeMap<ParticipantId, BTreeMap<ElementId, u16>>,
    /// Those who gave none, and for whom one counts until they do that somebody may have given who turned out to be them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub elsewhere: BTreeSet<ParticipantId>,
}

/// Whether `voter` is `whose`, or turned out to be them.
fn counts_as(
    voter: ParticipantId,
    whose: ParticipantId,
    roster: &BTreeMap<ParticipantId, Member>,
) -> bool {
    voter == whose || roster.get(&voter).is_some_and(|member| member.merged == Some(whose))
}

impl Vote {
    /// What `who` has given to items that are on the board.
    pub fn counted(&self, who: ParticipantId) -> impl Iterator<Item = (&ElementId, u16)> {
        let given = self.ballots.get(&who).into_iter().flatten();
        given.map(|(item, votes)| (item, *votes)).filter(|(item, _)| !self.gone.contains(*item))
    }

    /// Votes that `who` has given.
    #[must_use]
    pub fn spent(&self, who: ParticipantId) -> u16 {
        self.counted(who).fold(0, |sum: u16, (_, votes)| sum.saturating_add(votes))
    }

    /// Takes away what was given by `who`, and by those who turned out to be them.
    pub fn take_ballots_of(
        &mut self,
        who: ParticipantId,
        roster: &BTreeMap<ParticipantId, Member>,
    ) {
        self.ballots.retain(|voter, _| !counts_as(*voter, who, roster));
        self.elsewhere.remove(&who);
    }

    /// Whether `who` gave something, or somebody who turned out to be them.
    #[must_use]
    pub fn has_ballot_of(
        &self,
        who: ParticipantId,
        roster: &BTreeMap<ParticipantId, Member>,
    ) -> bool {
        self.ballots.keys().any(|voter| counts_as(*voter, who, roster))
    }

    /// How many people have given any.
    #[must_use]
    pub fn voters(&self) -> usize {
        self.ballots.keys().filter(|who| self.spent(**who) > 0).count()
    }
}

/// A stay in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stay {
    /// Which.
    pub phase: PhaseId,
    /// From, ms since 1970.
    pub started_ms: u64,
    /// To; none while it runs.
    pub ended_ms: Option<u64>,
}

impl Session {
    /// A session that has not begun.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self { plan: plan.phases, anonymous: plan.anonymous, ..Self::default() }
    }

    /// The phase with this id, and its place.
    #[must_use]
    pub fn find(&self, id: &PhaseId) -> Option<(usize, &Phase)> {
        self.plan.iter().enumerate().find(|(_, phase)| phase.id == *id)
    }

    /// The phase that runs.
    #[must_use]
    pub fn running(&self) -> Option<&Phase> {
        self.find(self.current.as_ref()?).map(|(_, phase)| phase)
    }

    /// What people do now.
    #[must_use]
    pub fn kind(&self) -> Option<&PhaseKind> {
        self.running().map(|phase| &phase.kind)
    }

    /// The phase after the one that runs; the first before any runs.
    #[must_use]
    pub fn following(&self) -> Option<&Phase> {
        match &self.current {
            None => self.plan.first(),
            Some(current) => self.plan.get(self.find(current)?.0.checked_add(1)?),
        }
    }

    /// When the phase's time is up and the next one starts by itself, ms since 1970; none when none will.
    #[must_use]
    pub fn moves_on_at_ms(&self) -> Option<u64> {
        let Timer::Running { deadline_ms } = self.timer else { return None };
        let moves = self.running()?.moves_on && self.following().is_some();
        moves.then_some(deadline_ms)
    }

    /// Whether what the next phase shows would be one person's, where nobody may know who wrote what: the
    /// one ballot of the open vote, or the one basket that is laid. Only a facilitator who knows that goes on.
    #[must_use]
    pub fn would_tell_of_one(&self) -> bool {
        let one_ballot = || self.vote.as_ref().is_some_and(|vote| vote.voters() == 1);
        let lays =
            || self.following().is_some_and(|phase| matches!(phase.kind, PhaseKind::Lay { .. }));
        let packers = || self.packed_by_each().values().filter(|packed| **packed > 0).count();
        self.anonymous && (one_ballot() || lays() && packers() == 1)
    }

    /// What participants may do on the board now.
    #[must_use]
    pub fn rights(&self) -> Rights {
        if self.locked || self.archived {
            Rights::everywhere(Right::Look)
        } else {
            self.rights_in_phase()
        }
    }

    /// The same but for the lock, which lets what is written wait.
    #[must_use]
    pub fn rights_in_phase(&self) -> Rights {
        self.running().and_then(|phase| phase.rights.clone()).unwrap_or_default()
    }

    /// Whether participants may not do everything on the board, the lock aside.
    #[must_use]
    pub fn binds_participants(&self) -> bool {
        let rights = self.running().and_then(|phase| phase.rights.as_ref());
        rights.is_some_and(|rights| !rights.are_all()) || self.vote.is_some()
    }

    /// Whether baskets have been emptied since people last packed, so that what comes now may be
    /// laid by its writer.
    #[must_use]
    pub fn is_laid(&self) -> bool {
        self.current.as_ref().is_some_and(|current| self.is_laid_in(current))
    }

    /// The same of a phase that may run.
    #[must_use]
    pub fn is_laid_in(&self, phase: &PhaseId) -> bool {
        let Some((index, _)) = self.find(phase) else { return false };
        let kinds = self.plan.iter().take(index + 1).rev().map(|phase| &phase.kind);
        let mut turning = kinds.filter_map(|kind| match kind {
            PhaseKind::Lay { .. } => Some(true),
            PhaseKind::Pack {} => Some(false),
            _ => None,
        });
        turning.next().unwrap_or(false)
    }

    /// Whether each lays one in turn now. An anonymous session lays together: a turn would tell
    /// whose a note is.
    #[must_use]
    pub fn lays_in_rounds(&self) -> bool {
        !self.anonymous
            && matches!(self.kind(), Some(PhaseKind::Lay { reveal: Reveal::Rounds, .. }))
    }

    /// Whether what is written now is written to be laid: while people pack, and in rounds until the
    /// last has laid.
    #[must_use]
    pub fn packs(&self) -> bool {
        matches!(self.kind(), Some(PhaseKind::Pack {}))
            || (self.lays_in_rounds()
                && self.turns.as_ref().is_some_and(|turns| turns.who().is_some()))
    }

    /// What is known of `who`.
    #[must_use]
    pub fn member(&self, who: ParticipantId) -> Option<&Member> {
        self.roster.get(&who)
    }

    /// Which of those of a name somebody is who takes it now; none for the first.
    #[must_use]
    pub fn namesake(&self, who: ParticipantId, name: &str) -> Option<u32> {
        let others = self.roster.iter().filter(|(other, _)| **other != who && self.knows(**other));
        let taken: BTreeSet<_> = others.map(|(_, member)| as_read(&member.told_name())).collect();
        let is_free = |name: &str| !taken.contains(&as_read(name));
        if name.is_empty() || is_free(name) {
            return None;
        }
        (2..).find(|number| is_free(&format!("{name} {number}")))
    }

    /// What `who` may do: what they were handed, else what their link says.
    #[must_use]
    pub fn role(&self, who: ParticipantId, by_link: Role) -> Role {
        self.member(who).and_then(|member| member.granted).unwrap_or(by_link)
    }

    /// Whether `who` may do everything on the board, whatever holds for others.
    #[must_use]
    pub fn may_all(&self, who: ParticipantId, by_link: Role) -> bool {
        self.role(who, by_link) == Role::Facilitator
    }

    /// Whom `who` counts as: themselves, or whom they turned out to be.
    #[must_use]
    pub fn counts_as(&self, who: ParticipantId) -> ParticipantId {
        self.member(who).and_then(|member| member.merged).unwrap_or(who)
    }

    /// Whether `who` was put out.
    #[must_use]
    pub fn is_removed(&self, who: ParticipantId) -> bool {
        self.member(who).is_some_and(|member| member.removed)
    }

    /// Everybody who takes part, with their ids.
    pub fn people(&self) -> impl Iterator<Item = (ParticipantId, &Member)> {
        self.roster
            .iter()
            .filter(|(_, member)| member.takes_part())
            .map(|(id, member)| (*id, member))
    }

    /// Whose baskets are laid when all are, each with the one who laid it then: that is another where a facilitator said that two are one.
    pub fn packing(&self) -> impl Iterator<Item = (ParticipantId, ParticipantId)> {
        self.baskets.keys().filter_map(|who| {
            let whose = self.counts_as(*who);
            self.member(whose).is_some_and(Member::takes_part).then_some((*who, whose))
        })
    }

    /// Whether there is anything in any basket.
    #[must_use]
    pub fn has_packed(&self) -> bool {
        self.baskets.values().any(|basket| !basket.is_empty())
    }

    /// How many drafts each has that are laid when all are.
    #[must_use]
    pub fn packed_by_each(&self) -> BTreeMap<ParticipantId, usize> {
        let mut packed = BTreeMap::new();
        for (who, whose) in self.packing() {
            *packed.entry(whose).or_default() += self.packed(who);
        }
        packed
    }

    /// Drafts of `who` that are not held back.
    #[must_use]
    pub fn packed(&self, who: ParticipantId) -> usize {
        self.basket(who).iter().filter(|draft| !draft.held).count()
    }

    /// The drafts of `who`.
    #[must_use]
    pub fn basket(&self, who: ParticipantId) -> &[Draft] {
        self.baskets.get(&who).map_or(&[], Vec::as_slice)
    }

    /// Whether `who` did this command already.
    #[must_use]
    pub fn has_done(&self, tag: u64) -> bool {
        self.done.contains(&tag)
    }

    /// Whether a snapshot holds what is secret now.
    #[must_use]
    pub fn holds_secrets(&self) -> bool {
        self.baskets.values().any(|basket| !basket.is_empty())
            || self.vote.as_ref().is_some_and(|vote| !vote.ballots.is_empty())
            || !self.check_in.answers.is_empty()
    }
}

/// Tells a command of a person from all others, and tells nothing of either: who does not know
/// its 128 random bits cannot find the person.
#[must_use]
pub fn command_tag(who: ParticipantId, id: CommandId) -> u64 {
    tag(b"command", who, id.as_bytes())
}

/// The same for a draft.
#[must_use]
pub fn draft_tag(who: ParticipantId, id: DraftId) -> u64 {
    tag(b"draft", who, id.as_bytes())
}

fn tag(of: &[u8], who: ParticipantId, id: &[u8]) -> u64 {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(of)
        .chain_update(who.as_bytes())
        .chain_update(id)
        .finalize()
        .into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// Whether it is this one, in [`Session::commitments`].
pub fn is_commitment(id: CommitmentId) -> impl Fn(&Promised) -> bool {
    move |promised| promised.commitment.id == id
}
