//! Whose words a socket brings, as far as it has shown (rule 7).

use std::collections::BTreeMap;

use picnic_protocol::ids::{ClientId, Clock, ParticipantId, Role};
use picnic_protocol::update::Run;

use crate::limits::{STRANDED_MS, UNANSWERED_MS, VERDICT_MS};
use crate::room::{Join, Now};

/// What a socket writes under, what it would like to, and what it was asked to show.
#[derive(Debug)]
pub(super) struct WriterState {
    /// For whom it writes, whether they have a pass, and what the link lets them do that they came by.
    pub(super) who: ParticipantId,
    pub(super) lasting: bool,
    pub(super) by_link: Role,
    /// The client id that it writes under.
    pub(super) own: Option<Own>,
    /// Whether anything came of it under that id.
    pub(super) wrote: bool,
    /// The first that its presence named, which others have to be taken for echoes.
    pub(super) named: Option<ClientId>,
    /// An id that its presence names and somebody else writes under, and that presence's clock.
    pub(super) wanted_id: Option<(ClientId, u32)>,
    /// The id that it lost by saying nothing for too long.
    pub(super) lost_id: Option<PassedId>,
    /// The id that it named and that somebody else got before it wrote there, and how much the board had of it then.
    pub(super) superseded_id: Option<(ClientId, Clock)>,
    /// The id that was free for it when somebody else lost it so.
    pub(super) gained_id: Option<PassedId>,
    /// How many sync steps 1 it was sent, and how many of those it answered, as far as is known: fewer where one got
    /// lost, more where it said unasked what it has.
    pub(super) questions: u64,
    pub(super) answers: u64,
    /// Up to where what it said it has goes, under its own id.
    pub(super) own_end: Option<(ClientId, Clock)>,
    /// Whether it wrote under several without naming any: it hands on what others write.
    pub(super) relays: bool,
    /// Whether it was asked to show that the presence it holds is its own.
    pub(super) disputed: bool,
    /// When it was last asked to show that it is there, and its id its own.
    pub(super) proof_asked_ms: Option<u64>,
    /// When that was last asked on behalf of somebody who takes the id if nobody answers.
    pub(super) challenged_ms: Option<u64>,
    /// Blocks of it that were left to those under whose ids they are.
    pub(super) left_to_writers: BTreeMap<ClientId, LeftToWriter>,
}

impl WriterState {
    /// Of a socket that has just come: it is asked at once for what it has.
    pub(super) fn of_a_newcomer(join: &Join) -> Self {
        Self {
            who: join.participant,
            lasting: join.lasting,
            by_link: join.role,
            own: None,
            wrote: false,
            named: None,
            wanted_id: None,
            lost_id: None,
            superseded_id: None,
            gained_id: None,
            questions: 1,
            answers: 0,
            own_end: None,
            relays: false,
            disputed: false,
            proof_asked_ms: None,
            challenged_ms: None,
            left_to_writers: BTreeMap::new(),
        }
    }

    /// A change of it holds these: what is under its own id it has, whether that can be taken now or not.
    pub(super) fn hear_what_it_holds(&mut self, runs: &[Run]) {
        let Some(Own { client, .. }) = self.own else { return };
        let own = runs.iter().filter(|run| run.client == client).map(|run| run.end);
        let before = self.own_end.filter(|(held, _)| *held == client).map(|(_, end)| end);
        self.own_end = own.chain(before).max().map(|end| (client, end));
    }
}

/// The id that a socket writes under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) client: ClientId,
    pub(super) shown_by: ShownBy,
}

/// How a socket showed which id is its own; what comes later outranks what comes before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ShownBy {
    /// It wrote under it, having said nothing. Whoever writes under a second id relays, and owns none.
    Writing,
    /// Its presence names it.
    Presence,
    /// It told so in the session plane, where it may tell another.
    Telling,
}

/// An id that one socket lost, by saying nothing, to whoever wants it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PassedId {
    pub(super) own: Own,
    /// How much the board had of it then.
    pub(super) head: Clock,
    /// Until when it may go back.
    pub(super) until_ms: u64,
}

/// Blocks under somebody else's id that a socket holds, and that were left to their writer.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeftToWriter {
    /// Up to where they go.
    pub(super) end: Clock,
    /// Since when their writer has to say whether they are its.
    pub(super) since_ms: u64,
    /// How much the board had of that id when it was last looked at.
    pub(super) head: Clock,
    /// As which question their writer was asked for them since, whether it answered that, and whether it has them: then
    /// they come from it, though they may stand on what is not here yet.
    pub(super) asked: Option<u64>,
    pub(super) answered: bool,
    pub(super) comes: bool,
    /// When the socket was told that they are not taken, if it was, and whether what it wrote beside them waits no more.
    pub(super) told_ms: Option<u64>,
    pub(super) given_up: bool,
}

impl LeftToWriter {
    pub(super) const fn new(now: Now, end: Clock, head: Clock) -> Self {
        let since_ms = now.monotonic_ms;
        Self {
            end,
            since_ms,
            head,
            asked: None,
            answered: false,
            comes: false,
            told_ms: None,
            given_up: false,
        }
    }

    /// When what stands on them waits no more; never while they come.
    pub(super) fn given_up_ms(&self) -> Option<u64> {
        let told_ms = self.told_ms.filter(|_| !self.given_up && !self.comes)?;
        Some(told_ms.saturating_add(STRANDED_MS))
    }

    /// Some of them came, or there are more of them than were told: what stands on the others waits anew.
    pub(super) fn wait_anew(&mut self, now: Now) {
        self.told_ms = self.told_ms.map(|_| now.monotonic_ms);
        self.given_up = false;
    }

    /// When its bringer is told that they are not taken, if nothing comes before; never where their writer has them. A line
    /// that answers nothing is closed before, and they are asked for. Where nobody may find out whether the writer is here,
    /// what it says counts for nothing; nor does anybody say anything where nobody `answers`.
    pub(super) const fn verdict_ms(&self, hides: bool, answers: bool) -> Option<u64> {
        if hides || !answers {
            return Some(self.since_ms.saturating_add(VERDICT_MS));
        }
        match (self.comes, self.answered) {
            (true, _) => None,
            (false, true) => Some(self.since_ms),
            (false, false) => Some(self.since_ms.saturating_add(UNANSWERED_MS)),
        }
    }
}
