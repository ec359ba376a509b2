//! One tick of a session: everything that was asked for is decided in order, each on what the one
//! before it left, and folded at once.

use std::collections::BTreeSet;

use picnic_protocol::ids::{CommandId, ParticipantId, Role};
use picnic_protocol::session::command::{Command, Refusal, RefusalCode};

use crate::room::ConnectionId;
use crate::room::session::Session;
use crate::room::session::bin::BinItem;
use crate::room::session::board_seen::NewNote;
use crate::room::session::decide::{Asker, Decision, RoomKeeping, Scene};
use crate::room::session::event::Event;
use crate::room::session::state::command_tag;
use crate::room::session::touched::Touched;

const NAMES_SHOWN: Refusal = Refusal::new(
    RefusalCode::NamesShown,
    "this was sent when nobody was to learn who wrote it, and names are shown now",
);

/// Something for a session to decide at the next tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Somebody with a pass came.
    Enter {
        /// Who.
        who: ParticipantId,
        /// What their link lets them do.
        role: Role,
    },
    /// They go by a name.
    Name {
        /// Who.
        who: ParticipantId,
        /// What.
        name: String,
    },
    /// A command.
    Command {
        /// Where it came from, and where its answer goes.
        from: ConnectionId,
        /// Who sent it; their role is looked up when it is decided.
        who: ParticipantId,
        /// What their link lets them do.
        by_link: Role,
        /// Whether they are known by a pass.
        lasting: bool,
        /// What is asked.
        asked: Asked,
    },
    /// Somebody took these away from the board.
    BinWhatWent(Vec<BinItem>),
    /// Something was in the bin for longer than that is kept.
    BinWhatIsOld {
        /// What was there before this goes, ms since 1970.
        since_ms: u64,
    },
    /// What was erased, by these numbers, is in no version any more.
    LeaveVersions(Vec<u64>),
    /// These came to be on the board, or may have a title now: by their map, and their key there.
    BinWhatCameBack(BTreeSet<(&'static str, String)>),
    /// A facilitator said what becomes of the room.
    Keeping(RoomKeeping),
    /// The phase's time may be up.
    TimePasses,
    /// People's clock was set, by so many ms.
    ClockMoves {
        /// Forward, or back.
        by_ms: i64,
    },
}

impl Wish {
    /// Whether notes out of baskets may come onto the board by it.
    #[must_use]
    pub fn may_lay(&self) -> bool {
        match self {
            Self::TimePasses => true,
            Self::Command { asked, .. } => matches!(
                *asked.command,
                Command::GoTo { .. }
                    | Command::Lay { .. }
                    | Command::Approve { .. }
                    | Command::MergePeople { .. }
            ),
            _ => false,
        }
    }
}

/// A command as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: CommandId,
    /// For whom it was sent.
    pub proxy: Option<ParticipantId>,
    /// It was asked for while nobody was to learn who wrote what.
    pub unnamed: bool,
    /// What.
    pub command: Box<Command>,
}

/// An answer to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Where it came from.
    pub to: ConnectionId,
    /// Its id.
    pub id: CommandId,
    /// Done, or why not.
    pub result: Result<(), Refusal>,
}

/// What a tick brought about.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Steps, in order.
    pub events: Vec<Event>,
    /// Tags of the commands that brought them about.
    pub done: Vec<u64>,
    /// Notes to lay.
    pub notes: Vec<NewNote>,
    /// Answers to commands.
    pub answers: Vec<Answered>,
    /// Who knocks in vain.
    pub turned_away: Vec<ParticipantId>,
    /// What changed.
    pub touched: Touched,
}

impl Outcome {
    /// Whether anything is to be logged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    fn take(&mut self, session: &mut Session, decision: Decision) {
        for event in &decision.events {
            session.apply(event, &mut self.touched);
        }
        self.events.extend(decision.events);
        self.notes.extend(decision.notes);
        self.turned_away.extend(decision.turned_away);
    }
}

impl Session {
    /// Decides what was wished, in order. `board_changed` when people's changes went before.
    pub fn decide_all(
        &mut self,
        wishes: Vec<Wish>,
        board_changed: bool,
        scene: &mut Scene<'_>,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        if board_changed && self.vote.is_some() {
            let decision = self.board_changes(scene.board);
            outcome.take(self, decision);
        }
        for wish in wishes {
            let decision = match wish {
                Wish::Enter { who, role } => self.enter(who, role, scene),
                Wish::Name { who, name } => self.name(who, &name),
                Wish::BinWhatWent(items) => self.bin_what_went(items),
                Wish::BinWhatIsOld { since_ms } => self.bin_what_is_old(since_ms),
                Wish::LeaveVersions(items) => self.leave_versions(items),
                Wish::BinWhatCameBack(made) => self.bin_what_came_back(&made, scene.board),
                Wish::Keeping(keeping) => self.keep(keeping, scene.now_ms),
                Wish::TimePasses => self.time_passes(scene),
                Wish::ClockMoves { by_ms } => self.moved_by(by_ms),
                Wish::Command { from, who, by_link, lasting, asked } => {
                    let asker = Asker { who, role: self.role(who, by_link), lasting };
                    let result = self.command(asker, &asked, scene, &mut outcome);
                    outcome.answers.push(Answered { to: from, id: asked.id, result });
                    continue;
                }
            };
            outcome.take(self, decision);
        }
        outcome
    }

    fn command(
        &mut self,
        asker: Asker,
        asked: &Asked,
        scene: &mut Scene<'_>,
        outcome: &mut Outcome,
    ) -> Result<(), Refusal> {
        let tag = command_tag(asker.who, asked.id);
        if self.has_done(tag) {
            return Ok(());
        }
        if asked.unnamed && !self.anonymous && asked.command.names_its_writer() {
            return Err(NAMES_SHOWN);
        }
        let decision = self.decide(asker, asked.proxy, &asked.command, scene)?;
        if !decision.events.is_empty() {
            self.remember_done(&[tag]);
            outcome.done.push(tag);
        }
        outcome.take(self, decision);
        Ok(())
    }
}
