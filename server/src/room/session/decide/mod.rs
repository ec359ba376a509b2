//! What a command brings about, or why it is refused. Changes nothing.

mod basket;
mod bin;
mod journey;
mod keeping;
mod people;
mod places;
mod plan;
mod reveal;
mod vote;
mod words;

use picnic_protocol::ids::{ParticipantId, Role};
use picnic_protocol::session::command::{Command, DoorState, Refusal, RefusalCode};
use picnic_protocol::session::naming::visible;
use picnic_protocol::session::view::Timer;

use crate::room::session::Session;
use crate::room::session::board_seen::{BoardSeen, NewNote};
use crate::room::session::door_seen::DoorSeen;
use crate::room::session::event::Event;
use crate::room::session::placing::Placing;
use crate::room::session::random::Random;
pub use keeping::RoomKeeping;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub who: ParticipantId,
    /// What they may do.
    pub role: Role,
    /// Whether they are known by a pass.
    pub lasting: bool,
}

/// What is around a decision.
pub struct Scene<'a> {
    /// The time, ms since 1970.
    pub now_ms: u64,
    /// Where randomness comes from; what is drawn goes into events and notes.
    pub random: &'a mut Random,
    /// The board.
    pub board: &'a dyn BoardSeen,
    /// The door, and who stands before it.
    pub door: &'a dyn DoorSeen,
    /// Places for notes; none until some are laid. What is laid comes onto the board when all is
    /// decided, so this alone knows what came before.
    pub placing: Option<Placing>,
}

/// What comes of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Steps for the session, in order; none when all is as it was asked to be.
    pub events: Vec<Event>,
    /// Notes for the board.
    pub notes: Vec<NewNote>,
    /// Who knocks in vain.
    pub turned_away: Option<ParticipantId>,
}

impl From<Event> for Decision {
    fn from(event: Event) -> Self {
        Self { events: vec![event], ..Self::default() }
    }
}

impl From<Vec<Event>> for Decision {
    fn from(events: Vec<Event>) -> Self {
        Self { events, ..Self::default() }
    }
}

impl Decision {
    /// The event when `changes`, else nothing.
    fn when(changes: bool, event: Event) -> Self {
        if changes { event.into() } else { Self::default() }
    }
}

pub(super) type Decided = Result<Decision, Refusal>;

const ONLY_LOOKS: Refusal = Refusal::new(
    RefusalCode::NotKnown,
    "the view link lets you look only; to take part, ask a facilitator for the link to join",
);
const NO_PASS: Refusal = Refusal::new(
    RefusalCode::NotKnown,
    "the room does not know you, for you came without a pass; open its link in a browser, or enter with it first",
);
const PUT_OUT: Refusal = Refusal::new(
    RefusalCode::NotKnown,
    "a facilitator put you out of the room; ask them to let you in again",
);
const SOMEBODY_ELSE: Refusal = Refusal::new(
    RefusalCode::NotKnown,
    "a facilitator put you together with another entry of yours; go on as that one",
);
const NOT_IN_YET: Refusal = Refusal::new(
    RefusalCode::NotKnown,
    "the room does not know you yet, or has as many people as it takes; open its link again",
);
const NOT_ALLOWED: Refusal = Refusal::new(RefusalCode::NotAllowed, "only facilitators may do this");
const NOT_YOUR_PROXY: Refusal =
    Refusal::new(RefusalCode::NotYourProxy, "the sender does not act for this person");
const ARCHIVED: Refusal = Refusal::new(
    RefusalCode::Archived,
    "the room is archived: it can be read, and nothing in it changes until a facilitator ends that",
);
const NOT_NOW: Refusal = Refusal::new(RefusalCode::NotNow, "not in this phase");
const NOT_YOUR_TURN: Refusal = Refusal::new(RefusalCode::NotYourTurn, "it is somebody else's turn");
const STALE: Refusal =
    Refusal::new(RefusalCode::Stale, "the session has moved on since the sender looked");
const NOT_THERE: Refusal = Refusal::new(RefusalCode::NotThere, "there is no such thing");
const TAKEN: Refusal = Refusal::new(RefusalCode::Taken, "the id is in use already");
const TOO_MANY: Refusal = Refusal::new(RefusalCode::TooMany, "there are as many as there may be");

impl Session {
    /// Decides a command of `asker`, sent for `proxy` where one is named.
    ///
    /// # Errors
    /// Why nothing of it is done.
    pub fn decide(
        &self,
        asker: Asker,
        proxy: Option<ParticipantId>,
        command: &Command,
        scene: &mut Scene<'_>,
    ) -> Decided {
        command.check()?;
        let who = self.authorize(asker, proxy, command)?;
        if self.archived && !command.is_about_the_door() {
            return Err(ARCHIVED);
        }
        let is_facilitator = asker.role == Role::Facilitator;
        match command {
            Command::PutDrafts { drafts } => self.put_drafts(who, drafts),
            Command::MoveDraft { draft, before } => self.move_draft(who, *draft, *before),
            Command::DropDrafts { drafts } => Ok(self.drop_drafts(who, drafts)),
            Command::Lay { drafts } => self.lay_own(who, drafts, scene),
            Command::Answer { text } => self.answer(who, text),
            Command::Ready { ready } => self.set_ready(who, *ready),
            Command::RaiseHand { raised } => Ok(self.raise_hand(who, *raised)),
            Command::React { note, reaction, on } => {
                self.react(who, note, *reaction, *on, scene.board)
            }
            Command::Comment { comment, note, text } => {
                self.comment(who, *comment, note, text, scene.board)
            }
            Command::DropComment { comment, key } => {
                self.remove_comment(who, is_facilitator, *comment, *key)
            }
            Command::Vote { round, item, count } => self.cast(who, *round, item, *count),
            Command::PutCommitment { commitment } => self.commit(who, is_facilitator, commitment),
            Command::DropCommitment { commitment } => {
                self.remove_commitment(who, is_facilitator, *commitment)
            }
            Command::NextTurn { from } => self.next_turn(who, is_facilitator, *from, scene.now_ms),
            Command::GoTo { from, to } => self.go_to(from.as_ref(), to.as_ref(), scene),
            Command::PauseTimer {} => Ok(self.pause(scene.now_ms)),
            Command::ResumeTimer {} => Ok(self.resume(scene.now_ms)),
            Command::ExtendTimer { seconds } => Ok(self.extend(*seconds, scene.now_ms)),
            Command::AddPhase { phase, before } => self.add_phase(phase, before.as_ref()),
            Command::ChangePhase { phase } => self.change_phase(phase),
            Command::MovePhase { phase, before } => self.move_phase(phase, before.as_ref()),
            Command::RemovePhase { phase } => self.remove_phase(phase),
            Command::SetAnonymous { anonymous } => self.set_anonymous(*anonymous),
            Command::CloseVote { round } => self.close_vote(*round),
            Command::OpenVote { among, budget, per_item_max } => {
                self.open_vote(among.as_deref(), *budget, *per_item_max, scene.board)
            }
            Command::SetLocked { locked } => {
                Ok(Decision::when(*locked != self.locked, Event::LockedSet { locked: *locked }))
            }
            Command::SetDoor { door } => Ok(self.set_door_to(*door)),
            Command::SetJoiningClosed { closed: true } => Ok(self.set_door_to(DoorState::Closed)),
            // What such a page saw as not closed may be that newcomers knock: that stays.
            Command::SetJoiningClosed { closed: false } if !self.joining_closed => {
                Ok(Decision::default())
            }
            Command::SetJoiningClosed { closed: false } => Ok(self.set_door_to(DoorState::Open)),
            Command::LetIn { participant } => self.let_in(*participant, scene),
            Command::TurnAway { participant } => Self::turn_away(*participant, scene),
            Command::MergePeople { from, into } => self.merge_people(who, *from, *into, scene),
            Command::Spotlight { note } => self.spotlight(note.as_ref(), scene.board),
            Command::Bring { view } => Ok(Event::Brought { by: who, view: *view }.into()),
            Command::Lead { on } => Ok(self.lead(who, *on)),
            Command::Grant { to, role } => self.grant(who, *to, *role),
            Command::Remove { participant } => self.remove(who, *participant, scene),
            Command::Readmit { participant } => self.readmit(*participant),
            Command::PutProxy { participant, name } => {
                self.put_proxy(who, *participant, &visible(name), scene)
            }
            Command::Offer { drafts } => self.offer(who, drafts),
            Command::Approve { drafts } => self.approve(drafts, scene),
            Command::HandBack { drafts } => self.hand_back(drafts),
            Command::TellPutBack { count, at_ms } => Ok(Self::tell_put_back(who, *count, *at_ms)),
            Command::EraseFromBin { items } => Ok(self.erase(items)),
        }
    }

    /// Whose things a command is about, when its sender may send it.
    fn authorize(
        &self,
        asker: Asker,
        proxy: Option<ParticipantId>,
        command: &Command,
    ) -> Result<ParticipantId, Refusal> {
        if asker.role < Role::Participant {
            return Err(ONLY_LOOKS);
        }
        if !asker.lasting {
            return Err(NO_PASS);
        }
        match self.member(asker.who) {
            None => return Err(NOT_IN_YET),
            Some(member) if member.removed => return Err(PUT_OUT),
            Some(member) if member.merged.is_some() => return Err(SOMEBODY_ELSE),
            Some(_) => {}
        }
        if command.is_for_facilitators() && asker.role < Role::Facilitator {
            return Err(NOT_ALLOWED);
        }
        let Some(proxy) = proxy else { return Ok(asker.who) };
        let kept = self.member(proxy).is_some_and(|member| {
            member.keeper == Some(asker.who) && self.knows(proxy) && asker.role == Role::Facilitator
        });
        if kept && command.is_own() { Ok(proxy) } else { Err(NOT_YOUR_PROXY) }
    }

    /// Somebody with a pass goes by a name.
    #[must_use]
    pub fn name(&self, who: ParticipantId, name: &str) -> Decision {
        let changes = self.member(who).is_some_and(|member| member.name != name);
        Decision::when(changes, Event::Named { who, name: name.to_owned() })
    }

    /// The phase's time may be up.
    #[must_use]
    pub fn time_passes(&self, scene: &mut Scene<'_>) -> Decision {
        match (self.moves_on_at_ms(), self.following()) {
            (Some(at_ms), Some(next)) if scene.now_ms >= at_ms => {
                if self.would_tell_of_one() {
                    // It waits for a facilitator: the next ballot or draft, just begun, does not start it.
                    return Event::TimerSet { timer: Timer::Paused { left_ms: 0 } }.into();
                }
                self.move_to_phase(Some(next), scene)
            }
            _ => Decision::default(),
        }
    }

    /// The board changed: items of the open vote may have gone, or be there again.
    #[must_use]
    pub fn board_changes(&self, board: &dyn BoardSeen) -> Decision {
        let Some(vote) = &self.vote else { return Decision::default() };
        let stood = vote.items.iter().filter(|item| !vote.gone.contains(*item));
        let gone: Vec<_> = stood.filter(|item| !board.has_element(item)).cloned().collect();
        let back: Vec<_> =
            vote.gone.iter().filter(|item| board.has_element(item)).cloned().collect();
        let changes = !gone.is_empty() || !back.is_empty();
        Decision::when(changes, Event::ItemsChanged { gone, back })
    }
}
