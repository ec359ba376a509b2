//! What a person asks of the session: commands, and the limits that hold for their content
//! whoever sends them.

use serde::{Deserialize, Serialize};

use crate::ids::{CommentId, CommentKey, CommitmentId, DraftId, ElementId, ParticipantId, Role};
use crate::session::naming::{is_blank, visible};
use crate::session::plan::{Phase, PhaseId};
use crate::session::{NAME_CHARS_MAX, NOTE_CHARS_MAX};

pub use crate::session::content::{
    BoardView, Color, Commitment, Day, DoorState, Draft, InvalidDay, Reaction,
};
pub use crate::session::refusal::{Refusal, RefusalCode};

/// Most drafts in one command: a pasted page.
pub const DRAFTS_IN_COMMAND_MAX: usize = 100;

/// Most drafts in one person's basket.
pub const DRAFTS_IN_BASKET_MAX: usize = 200;

/// Most items of the bin in one command: as many as a board has notes.
pub const ERASED_IN_COMMAND_MAX: usize = 20_000;

/// Longest answer to the check-in question, in characters: a line.
pub const ANSWER_CHARS_MAX: usize = 300;

/// Longest comment, in characters.
pub const COMMENT_CHARS_MAX: usize = 1_000;

/// Longest field of a commitment, in characters.
pub const COMMITMENT_CHARS_MAX: usize = 500;

/// Longest time by which a timer is extended at once, seconds: a day.
pub const EXTEND_SECONDS_MAX: u32 = 24 * 60 * 60;

/// What a person asks of the session.
///
/// Commands say what shall be, not by how much, wherever they can, and what they make carries an
/// id that the sender drew: the same command twice leaves the same session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "types", ts(export_to = "session.ts"))]
pub enum Command {
    // ---- everyone who takes part -----------------------------------------------------------
    /// Puts drafts into my basket, or changes those that are there. New ones go to its end.
    /// Taken at any time, but held back while nobody packs: what comes after the reveal waits in
    /// the basket.
    PutDrafts {
        /// At most [`DRAFTS_IN_COMMAND_MAX`].
        drafts: Vec<Draft>,
    },
    /// Moves a draft within my basket.
    MoveDraft {
        /// Which.
        draft: DraftId,
        /// Before which other; none for the end.
        #[serde(default)]
        before: Option<DraftId>,
    },
    /// Throws drafts away. Those that are gone already are no error.
    DropDrafts {
        /// Which.
        drafts: Vec<DraftId>,
    },
    /// Lays drafts of my basket on the board myself: one in my turn while baskets are emptied in
    /// rounds, otherwise whatever came after the reveal.
    Lay {
        /// Which; held ones too.
        drafts: Vec<DraftId>,
    },
    /// Offers drafts of my basket to be let onto the board, where a facilitator nods first.
    Offer {
        /// Which; held ones too.
        drafts: Vec<DraftId>,
    },
    /// My answer to the check-in question; empty takes it away.
    Answer {
        /// At most [`ANSWER_CHARS_MAX`] characters.
        text: String,
    },
    /// I am done with this phase, or not yet after all.
    Ready {
        /// Whether.
        ready: bool,
    },
    /// I want to say something, or not any more.
    RaiseHand {
        /// Whether.
        raised: bool,
    },
    /// Reacts to a note, or takes that back.
    React {
        /// Which note.
        note: ElementId,
        /// How.
        reaction: Reaction,
        /// False to take it back.
        on: bool,
    },
    /// Comments on a note.
    Comment {
        /// Drawn at random by the writer's page.
        comment: CommentId,
        /// Which note.
        note: ElementId,
        /// At most [`COMMENT_CHARS_MAX`] characters.
        text: String,
    },
    /// Takes a comment away: one's own, known as such or shown by its key, and any for a facilitator.
    DropComment {
        /// Which.
        comment: CommentId,
        /// What its id was made of, where nobody knows whose it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        key: Option<CommentKey>,
    },
    /// So many of my votes for this item, in place of those it had from me.
    Vote {
        /// Which ballot, counted from 1: a vote for an earlier one is refused, not misplaced.
        round: u32,
        /// A note or cluster that stands for election.
        item: ElementId,
        /// How many; 0 takes them back.
        count: u16,
    },
    /// Makes a commitment, or changes one that I made (a facilitator: any).
    PutCommitment {
        /// The whole of it.
        commitment: Commitment,
    },
    /// Takes a commitment away.
    DropCommitment {
        /// Which.
        commitment: CommitmentId,
    },
    /// Ends a turn: one's own, or for a facilitator anyone's.
    NextTurn {
        /// Whose turn it is as far as the sender knows: pressed twice, it counts once.
        from: ParticipantId,
    },

    // ---- facilitators ----------------------------------------------------------------------
    /// Goes to a phase: starts the first, goes on, goes back, ends the last.
    GoTo {
        /// Where the session is as far as the sender knows: pressed twice, it counts once.
        from: Option<PhaseId>,
        /// Where to; none for no phase at all.
        to: Option<PhaseId>,
    },
    /// Stops the clock, keeping what is left.
    PauseTimer {},
    /// Lets the clock go on.
    ResumeTimer {},
    /// Adds time; where no clock runs, starts one of that length.
    ExtendTimer {
        /// At most [`EXTEND_SECONDS_MAX`].
        seconds: u32,
    },
    /// Adds a phase to the plan.
    AddPhase {
        /// Its id is new.
        phase: Phase,
        /// Before which other; none for the end.
        #[serde(default)]
        before: Option<PhaseId>,
    },
    /// Changes a phase, all but its place; of the one that runs, not its kind.
    ChangePhase {
        /// The whole of it.
        phase: Phase,
    },
    /// Moves a phase.
    MovePhase {
        /// Which.
        phase: PhaseId,
        /// Before which other; none for the end.
        #[serde(default)]
        before: Option<PhaseId>,
    },
    /// Takes a phase out of the plan; not the one that runs.
    RemovePhase {
        /// Which.
        phase: PhaseId,
    },
    /// Whether who wrote what stays unknown. Taken back only while nobody has packed anything:
    /// a promise is kept.
    SetAnonymous {
        /// Whether.
        anonymous: bool,
    },
    /// Closes a vote and shows what came of it.
    CloseVote {
        /// Which ballot.
        round: u32,
    },
    /// Opens another ballot in the vote phase that runs.
    OpenVote {
        /// The items, such as the top ones of the last; none for all on the board.
        #[serde(default)]
        among: Option<Vec<ElementId>>,
        /// Votes a person; none for what was planned for all items, or a default from the number of some.
        #[serde(default)]
        budget: Option<u16>,
        /// Most votes a person an item; none likewise.
        #[serde(default)]
        per_item_max: Option<u16>,
    },
    /// Whether participants may change the board.
    SetLocked {
        /// Whether.
        locked: bool,
    },
    /// What becomes of newcomers.
    SetDoor {
        /// From now on.
        door: DoorState,
    },
    /// Lets somebody in who knocks.
    LetIn {
        /// Whom.
        participant: ParticipantId,
    },
    /// Turns somebody away who knocks; they may knock again.
    TurnAway {
        /// Whom.
        participant: ParticipantId,
    },
    /// Two entries turn out to be one person: what the one has is the other's, of two ballots only the other's stays, and
    /// nobody comes in as the one any more.
    MergePeople {
        /// Who goes.
        from: ParticipantId,
        /// Who stays.
        into: ParticipantId,
    },
    /// Whether newcomers are let in as participants; what pages say that know of two states of the door only.
    SetJoiningClosed {
        /// Whether.
        closed: bool,
    },
    /// Shows one note to everyone; none to end it.
    Spotlight {
        /// Which note.
        note: Option<ElementId>,
    },
    /// Brings everyone to a part of the board.
    Bring {
        /// Which.
        view: BoardView,
    },
    /// Everyone's view follows mine, as my presence shows it, or no more.
    Lead {
        /// Whether.
        on: bool,
    },
    /// Hands a role on, or takes it back.
    Grant {
        /// To whom.
        to: ParticipantId,
        /// Which.
        role: Role,
    },
    /// Puts somebody out of the room, to stay out.
    Remove {
        /// Whom; a proxy goes with their basket and votes.
        participant: ParticipantId,
    },
    /// Lets somebody in again who was put out.
    Readmit {
        /// Whom.
        participant: ParticipantId,
    },
    /// Adds somebody who is here without a device, or renames them; whoever did so last packs,
    /// answers and votes for them.
    PutProxy {
        /// Drawn at random by the facilitator's page.
        participant: ParticipantId,
        /// Their name.
        name: String,
    },
    /// Lets notes onto the board that were offered.
    Approve {
        /// Which.
        drafts: Vec<DraftId>,
    },
    /// Hands back to their writers what they offered.
    HandBack {
        /// Which.
        drafts: Vec<DraftId>,
    },
    /// Says to all what I put back: as my page wrote it on the board.
    TellPutBack {
        /// How many elements.
        count: u32,
        /// The moment to which the board was put back, ms since 1970; none where it was out of the bin.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(type = "number | null"))]
        at_ms: Option<u64>,
    },
    /// Takes items out of the bin, and out of the versions, for good.
    EraseFromBin {
        /// Which; those that are gone already are no error.
        #[cfg_attr(feature = "types", ts(type = "number[]"))]
        items: Vec<u64>,
    },
}

const TOO_LONG: Refusal = Refusal::new(RefusalCode::TooLong, "a text is longer than its limit");
const TOO_MANY: Refusal = Refusal::new(RefusalCode::TooMany, "there are too many in one command");
const EMPTY: Refusal = Refusal::new(RefusalCode::Empty, "a text or list must not be empty");

impl Command {
    /// Checks what holds for a command whoever sends it and whatever the session is.
    ///
    /// # Errors
    /// What does not hold.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::PutDrafts { drafts } => {
                count(drafts.len(), DRAFTS_IN_COMMAND_MAX)?;
                drafts.iter().try_for_each(|draft| written(&draft.text, NOTE_CHARS_MAX))
            }
            Self::DropDrafts { drafts } | Self::Lay { drafts } | Self::Offer { drafts } => {
                count(drafts.len(), DRAFTS_IN_BASKET_MAX)
            }
            Self::Answer { text } => fits(text, ANSWER_CHARS_MAX),
            Self::Comment { text, .. } => written(text, COMMENT_CHARS_MAX),
            Self::PutCommitment { commitment } => {
                written(&commitment.what, COMMITMENT_CHARS_MAX)?;
                fits(&commitment.who, COMMITMENT_CHARS_MAX)
            }
            Self::ExtendTimer { seconds } => {
                if *seconds == 0 {
                    return Err(EMPTY);
                }
                if *seconds > EXTEND_SECONDS_MAX { Err(TOO_LONG) } else { Ok(()) }
            }
            Self::AddPhase { phase, .. } | Self::ChangePhase { phase } => phase.check(),
            Self::PutProxy { name, .. } => written(&visible(name), NAME_CHARS_MAX),
            Self::Approve { drafts } | Self::HandBack { drafts } => {
                count(drafts.len(), DRAFTS_IN_BASKET_MAX)
            }
            Self::EraseFromBin { items } => count(items.len(), ERASED_IN_COMMAND_MAX),
            _ => Ok(()),
        }
    }

    /// Whether it is about something of the sender's own, so that it can be sent for a proxy.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        matches!(
            self,
            Self::PutDrafts { .. }
                | Self::MoveDraft { .. }
                | Self::DropDrafts { .. }
                | Self::Lay { .. }
                | Self::Offer { .. }
                | Self::Answer { .. }
                | Self::Ready { .. }
                | Self::RaiseHand { .. }
                | Self::React { .. }
                | Self::Comment { .. }
                | Self::Vote { .. }
                | Self::PutCommitment { .. }
        )
    }

    /// Whether what comes of it has its writer's name on it, where names are shown.
    #[must_use]
    pub const fn names_its_writer(&self) -> bool {
        matches!(
            self,
            Self::PutDrafts { .. }
                | Self::Lay { .. }
                | Self::Offer { .. }
                | Self::Answer { .. }
                | Self::Comment { .. }
                | Self::PutCommitment { .. }
        )
    }

    /// Whether it says who comes in, and changes nothing of what the room holds.
    #[must_use]
    pub const fn is_about_the_door(&self) -> bool {
        matches!(
            self,
            Self::SetDoor { .. }
                | Self::SetJoiningClosed { .. }
                | Self::LetIn { .. }
                | Self::TurnAway { .. }
                | Self::Remove { .. }
                | Self::Readmit { .. }
        )
    }

    /// Whether only a facilitator may send it.
    #[must_use]
    pub const fn is_for_facilitators(&self) -> bool {
        !self.is_own()
            && !matches!(
                self,
                Self::DropComment { .. } | Self::DropCommitment { .. } | Self::NextTurn { .. }
            )
    }
}

fn count(length: usize, most: usize) -> Result<(), Refusal> {
    match length {
        0 => Err(EMPTY),
        length if length > most => Err(TOO_MANY),
        _ => Ok(()),
    }
}

fn fits(text: &str, chars_max: usize) -> Result<(), Refusal> {
    if text.chars().count() > chars_max { Err(TOO_LONG) } else { Ok(()) }
}

fn written(text: &str, chars_max: usize) -> Result<(), Refusal> {
    if is_blank(text) { Err(EMPTY) } else { fits(text, chars_max) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        let id = DraftId::from_bytes([1; 16]);
        Draft {
            id,
            text: text.to_owned(),
            color: Color::Yellow,
            section: None,
            held: false,
            offered: false,
        }
    }

    fn code(command: &Command) -> Option<RefusalCode> {
        command.check().err().map(|refusal| refusal.code)
    }

    #[test]
    fn texts_and_lists_have_limits() {
        let put = |drafts| Command::PutDrafts { drafts };
        assert_eq!(code(&put(vec![draft("an idea")])), None);
        assert_eq!(code(&put(vec![draft(" ")])), Some(RefusalCode::Empty));
        assert_eq!(code(&put(Vec::new())), Some(RefusalCode::Empty));
        let long = "ä".repeat(NOTE_CHARS_MAX);
        assert_eq!(code(&put(vec![draft(&long)])), None);
        assert_eq!(code(&put(vec![draft(&(long + "ö"))])), Some(RefusalCode::TooLong));
        let many = vec![draft("x"); DRAFTS_IN_COMMAND_MAX + 1];
        assert_eq!(code(&put(many)), Some(RefusalCode::TooMany));
    }

    const ID: &str = "AAAAAAAAAAAAAAAAAAAAAA";
    const PHASE: &str = r#"{"id":"p","kind":"pack","title":{}}"#;

    /// Every command, in the fewest words.
    fn every_command() -> Vec<Command> {
        let commands = [
            r#"{"do":"putDrafts","drafts":[]}"#,
            r#"{"do":"moveDraft","draft":"ID"}"#,
            r#"{"do":"dropDrafts","drafts":[]}"#,
            r#"{"do":"lay","drafts":[]}"#,
            r#"{"do":"offer","drafts":[]}"#,
            r#"{"do":"answer","text":""}"#,
            r#"{"do":"ready","ready":true}"#,
            r#"{"do":"raiseHand","raised":true}"#,
            r#"{"do":"react","note":"n","reaction":"heart","on":true}"#,
            r#"{"do":"comment","comment":"ID","note":"n","text":""}"#,
            r#"{"do":"dropComment","comment":"ID"}"#,
            r#"{"do":"vote","round":1,"item":"n","count":1}"#,
            r#"{"do":"putCommitment","commitment":{"id":"ID","what":""}}"#,
            r#"{"do":"dropCommitment","commitment":"ID"}"#,
            r#"{"do":"nextTurn","from":"ID"}"#,
            r#"{"do":"goTo","from":null,"to":null}"#,
            r#"{"do":"pauseTimer"}"#,
            r#"{"do":"resumeTimer"}"#,
            r#"{"do":"extendTimer","seconds":60}"#,
            r#"{"do":"addPhase","phase":PHASE}"#,
            r#"{"do":"changePhase","phase":PHASE}"#,
            r#"{"do":"movePhase","phase":"p"}"#,
            r#"{"do":"removePhase","phase":"p"}"#,
            r#"{"do":"setAnonymous","anonymous":true}"#,
            r#"{"do":"closeVote","round":1}"#,
            r#"{"do":"openVote"}"#,
            r#"{"do":"setLocked","locked":true}"#,
            r#"{"do":"setDoor","door":"knock"}"#,
            r#"{"do":"letIn","participant":"ID"}"#,
            r#"{"do":"turnAway","participant":"ID"}"#,
            r#"{"do":"mergePeople","from":"ID","into":"ID"}"#,
            r#"{"do":"setJoiningClosed","closed":true}"#,
            r#"{"do":"spotlight","note":null}"#,
            r#"{"do":"bring","view":{"center":[0,0],"size":[1,1]}}"#,
            r#"{"do":"lead","on":true}"#,
            r#"{"do":"grant","to":"ID","role":"viewer"}"#,
            r#"{"do":"remove","participant":"ID"}"#,
            r#"{"do":"readmit","participant":"ID"}"#,
            r#"{"do":"putProxy","participant":"ID","name":""}"#,
            r#"{"do":"approve","drafts":[]}"#,
            r#"{"do":"handBack","drafts":[]}"#,
            r#"{"do":"tellPutBack","count":1}"#,
            r#"{"do":"eraseFromBin","items":[]}"#,
        ];
        let read = |json: &str| {
            let json = json.replace("PHASE", PHASE).replace("\"ID\"", &format!("\"{ID}\""));
            serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
        };
        commands.map(read).to_vec()
    }

    /// Their names, of those for which something holds.
    fn named(holds: impl Fn(&Command) -> bool) -> Vec<String> {
        let commands = every_command().into_iter().filter(holds);
        let name = |command| {
            let json = serde_json::to_value(command).unwrap();
            json.get("do").and_then(|name| name.as_str()).map(str::to_owned)
        };
        commands.filter_map(name).collect()
    }

    #[test]
    fn what_would_have_its_writers_name_on_it_is_known() {
        // What is not among these is done with names shown though it was asked for while nobody was to learn whose it is.
        let names = named(Command::names_its_writer);
        assert_eq!(names, ["putDrafts", "lay", "offer", "answer", "comment", "putCommitment"]);
    }

    #[test]
    fn each_command_is_ones_own_or_for_facilitators_or_for_both() {
        let own = [
            "putDrafts",
            "moveDraft",
            "dropDrafts",
            "lay",
            "offer",
            "answer",
            "ready",
            "raiseHand",
            "react",
            "comment",
            "vote",
            "putCommitment",
        ];
        assert_eq!(named(Command::is_own), own);
        let for_all = named(|command| !command.is_own() && !command.is_for_facilitators());
        assert_eq!(for_all, ["dropComment", "dropCommitment", "nextTurn"]);
    }

    #[test]
    fn a_command_reads_as_a_page_writes_it() {
        let json = r#"{"do":"goTo","from":null,"to":"pack"}"#;
        let command: Command = serde_json::from_str(json).unwrap();
        assert_eq!(command, Command::GoTo { from: None, to: Some("pack".parse().unwrap()) });
        assert!(command.is_for_facilitators());
    }
}
