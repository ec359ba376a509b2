// Generated from protocol/src/session/. Do not edit.

export const SUBPROTOCOL = 'picnic.v1';
export const LINK_WITHDRAWN = 'this link was withdrawn';
export const NAME_CHARS_MAX = 80;
export const TITLE_CHARS_MAX = 200;
export const NOTE_CHARS_MAX = 2000;
export const DRAFTS_IN_COMMAND_MAX = 100;
export const DRAFTS_IN_BASKET_MAX = 200;
export const ANSWER_CHARS_MAX = 300;
export const COMMENT_CHARS_MAX = 1000;
export const COMMITMENT_CHARS_MAX = 500;
export const CLOSE_REMOVED = 4001;
export const CLOSE_JOINING_CLOSED = 4002;
export const CLOSE_KNOCK = 4003;
export const CLOSE_MERGED = 4004;
export const CLOSE_TAKEN_AWAY = 4005;
export const PUT_OUT = 'a facilitator put you out of the room';
export const DOOR_CLOSED = 'nobody new can join now; ask whoever runs the room';
export const KNOCK_FIRST = 'newcomers knock; open the link to this room in a browser';
export const MERGED_WITH_ANOTHER = 'a facilitator put you together with another entry of yours';
export const TAKEN_AWAY = 'a facilitator took this room away; for a while facilitators can bring it back';

/**
 * An answer to the check-in question.
 */
export type Answer = { 
/**
 * Whose; none in an anonymous session, whose answers come in no order.
 */
by: ParticipantId | null, 
/**
 * What they answered.
 */
text: string, };

/**
 * Somebody's votes.
 */
export type Ballot = { 
/**
 * Of which ballot.
 */
round: number, 
/**
 * Items and how many votes each has, none with 0.
 */
votes: Array<[ElementId, number]>, 
/**
 * Votes left.
 */
left: number, 
/**
 * Somebody turned out to be them while the vote was open: what that one gave, if anything, counts until they give votes themselves.
 */
elsewhere?: boolean, };

/**
 * A part of the board, in board units, that every screen fits into itself as it can.
 */
export type BoardView = { 
/**
 * Its middle.
 */
center: [number, number], 
/**
 * Its width and height.
 */
size: [number, number], };

/**
 * A «bring everyone here».
 */
export type Brought = { 
/**
 * Counts them from 1: a page moves when it sees a new one.
 */
number: number, 
/**
 * Who did.
 */
by: ParticipantId, 
/**
 * Where to.
 */
view: BoardView, };

/**
 * From a client to the server.
 */
export type ClientMessage = { "type": "name", 
/**
 * At most [`NAME_CHARS_MAX`] characters.
 */
name: string, } | { "type": "writes", 
/**
 * Any id of 53 bits.
 */
client: number, } | { "type": "time" } | { "type": "command", 
/**
 * Drawn at random for this command.
 */
id: CommandId, 
/**
 * The proxy for whom it is sent; none for oneself.
 */
as?: ParticipantId, 
/**
 * It was asked for while the sender saw that nobody learns who wrote what: where names are shown when it comes, what
 * has their name on it is refused.
 */
unnamed?: boolean, 
/**
 * What.
 */
command: Command, };

/**
 * One of the eight colours of notes, clusters and sections.
 */
export type Color = "yellow" | "orange" | "pink" | "purple" | "blue" | "teal" | "green" | "white";

/**
 * What a person asks of the session.
 *
 * Commands say what shall be, not by how much, wherever they can, and what they make carries an
 * id that the sender drew: the same command twice leaves the same session.
 */
export type Command = { "do": "putDrafts", 
/**
 * At most [`DRAFTS_IN_COMMAND_MAX`].
 */
drafts: Array<Draft>, } | { "do": "moveDraft", 
/**
 * Which.
 */
draft: DraftId, 
/**
 * Before which other; none for the end.
 */
before: DraftId | null, } | { "do": "dropDrafts", 
/**
 * Which.
 */
drafts: Array<DraftId>, } | { "do": "lay", 
/**
 * Which; held ones too.
 */
drafts: Array<DraftId>, } | { "do": "offer", 
/**
 * Which; held ones too.
 */
drafts: Array<DraftId>, } | { "do": "answer", 
/**
 * At most [`ANSWER_CHARS_MAX`] characters.
 */
text: string, } | { "do": "ready", 
/**
 * Whether.
 */
ready: boolean, } | { "do": "raiseHand", 
/**
 * Whether.
 */
raised: boolean, } | { "do": "react", 
/**
 * Which note.
 */
note: ElementId, 
/**
 * How.
 */
reaction: Reaction, 
/**
 * False to take it back.
 */
on: boolean, } | { "do": "comment", 
/**
 * Drawn at random by the writer's page.
 */
comment: CommentId, 
/**
 * Which note.
 */
note: ElementId, 
/**
 * At most [`COMMENT_CHARS_MAX`] characters.
 */
text: string, } | { "do": "dropComment", 
/**
 * Which.
 */
comment: CommentId, 
/**
 * What its id was made of, where nobody knows whose it is.
 */
key?: CommentKey, } | { "do": "vote", 
/**
 * Which ballot, counted from 1: a vote for an earlier one is refused, not misplaced.
 */
round: number, 
/**
 * A note or cluster that stands for election.
 */
item: ElementId, 
/**
 * How many; 0 takes them back.
 */
count: number, } | { "do": "putCommitment", 
/**
 * The whole of it.
 */
commitment: Commitment, } | { "do": "dropCommitment", 
/**
 * Which.
 */
commitment: CommitmentId, } | { "do": "nextTurn", 
/**
 * Whose turn it is as far as the sender knows: pressed twice, it counts once.
 */
from: ParticipantId, } | { "do": "goTo", 
/**
 * Where the session is as far as the sender knows: pressed twice, it counts once.
 */
from: PhaseId | null, 
/**
 * Where to; none for no phase at all.
 */
to: PhaseId | null, } | { "do": "pauseTimer", } | { "do": "resumeTimer", } | { "do": "extendTimer", 
/**
 * At most [`EXTEND_SECONDS_MAX`].
 */
seconds: number, } | { "do": "addPhase", 
/**
 * Its id is new.
 */
phase: Phase, 
/**
 * Before which other; none for the end.
 */
before: PhaseId | null, } | { "do": "changePhase", 
/**
 * The whole of it.
 */
phase: Phase, } | { "do": "movePhase", 
/**
 * Which.
 */
phase: PhaseId, 
/**
 * Before which other; none for the end.
 */
before: PhaseId | null, } | { "do": "removePhase", 
/**
 * Which.
 */
phase: PhaseId, } | { "do": "setAnonymous", 
/**
 * Whether.
 */
anonymous: boolean, } | { "do": "closeVote", 
/**
 * Which ballot.
 */
round: number, } | { "do": "openVote", 
/**
 * The items, such as the top ones of the last; none for all on the board.
 */
among: Array<ElementId> | null, 
/**
 * Votes a person; none for what was planned for all items, or a default from the number of some.
 */
budget: number | null, 
/**
 * Most votes a person an item; none likewise.
 */
perItemMax: number | null, } | { "do": "setLocked", 
/**
 * Whether.
 */
locked: boolean, } | { "do": "setDoor", 
/**
 * From now on.
 */
door: DoorState, } | { "do": "letIn", 
/**
 * Whom.
 */
participant: ParticipantId, } | { "do": "turnAway", 
/**
 * Whom.
 */
participant: ParticipantId, } | { "do": "mergePeople", 
/**
 * Who goes.
 */
from: ParticipantId, 
/**
 * Who stays.
 */
into: ParticipantId, } | { "do": "setJoiningClosed", 
/**
 * Whether.
 */
closed: boolean, } | { "do": "spotlight", 
/**
 * Which note.
 */
note: ElementId | null, } | { "do": "bring", 
/**
 * Which.
 */
view: BoardView, } | { "do": "lead", 
/**
 * Whether.
 */
on: boolean, } | { "do": "grant", 
/**
 * To whom.
 */
to: ParticipantId, 
/**
 * Which.
 */
role: Role, } | { "do": "remove", 
/**
 * Whom; a proxy goes with their basket and votes.
 */
participant: ParticipantId, } | { "do": "readmit", 
/**
 * Whom.
 */
participant: ParticipantId, } | { "do": "putProxy", 
/**
 * Drawn at random by the facilitator's page.
 */
participant: ParticipantId, 
/**
 * Their name.
 */
name: string, } | { "do": "approve", 
/**
 * Which.
 */
drafts: Array<DraftId>, } | { "do": "handBack", 
/**
 * Which.
 */
drafts: Array<DraftId>, } | { "do": "tellPutBack", 
/**
 * How many elements.
 */
count: number, 
/**
 * The moment to which the board was put back, ms since 1970; none where it was out of the bin.
 */
atMs: number | null, } | { "do": "eraseFromBin", 
/**
 * Which; those that are gone already are no error.
 */
items: number[], };

/**
 * One command, so that it counts once however often it is sent. Drawn by its sender.
 */
export type CommandId = string;

/**
 * A comment on a note.
 */
export type Comment = { 
/**
 * Its id.
 */
id: CommentId, 
/**
 * The note.
 */
note: ElementId, 
/**
 * What it says.
 */
text: string, 
/**
 * Whose; none in an anonymous session.
 */
by: ParticipantId | null, };

/**
 * One comment on a note. Drawn by its writer's page; made of a [`CommentKey`] it can be taken
 * away by whoever has that, though nobody knows whose it is.
 */
export type CommentId = string;

/**
 * What a comment's id was made of: the id is the first 16 bytes of this one's SHA-256. Drawn by
 * its writer's page, and kept there. Whoever has it may take the comment away, so it does not
 * show itself.
 */
export type CommentKey = string;

/**
 * What somebody promises to take along.
 */
export type Commitment = { 
/**
 * Drawn at random by the maker's page.
 */
id: CommitmentId, 
/**
 * What is promised.
 */
what: string, 
/**
 * By whom, in their own words; may be empty.
 */
who: string, 
/**
 * By when.
 */
byWhen: Day | null, 
/**
 * The note or cluster it is for.
 */
target: ElementId | null, };

/**
 * One commitment. Drawn by its maker's page.
 */
export type CommitmentId = string;

/**
 * A day as people write it to a machine: `2027-01-31`.
 */
export type Day = string;

/**
 * What becomes of newcomers who come by the join link. Facilitators and viewers come in by theirs all the same.
 */
export type DoorState = "open" | "knock" | "closed";

/**
 * A private note in a basket, as its writer has it.
 */
export type Draft = { 
/**
 * Drawn at random by the writer's page; not the id of the note it becomes.
 */
id: DraftId, 
/**
 * At most [`NOTE_CHARS_MAX`](crate::session::NOTE_CHARS_MAX) characters.
 */
text: string, 
/**
 * The note's colour.
 */
color: Color, 
/**
 * The section it shall lie in; none for free space.
 */
section: PhaseId | null, 
/**
 * Kept back when baskets are emptied.
 */
held: boolean, 
/**
 * It waits for a facilitator's nod. Said by the server alone.
 */
offered?: boolean, };

/**
 * One draft in a basket. Drawn by its writer's page; the note it becomes has another id.
 */
export type DraftId = string;

/**
 * The key of a note or a cluster in the board's document, which any client may have drawn.
 */
export type ElementId = string;

/**
 * Kinds of trouble on the session plane.
 */
export type ErrorCode = "viewersCannotEdit" | "boardLocked" | "archived" | "noRight" | "clientIdTaken" | "incomplete" | "nameTooLong" | "boardFull" | "tooManyNotes" | "roomFull" | "tooLarge" | "contentRefused" | "unknownMessage";

/**
 * What a client needs to know when its socket opens.
 */
export type Hello = { 
/**
 * Who this socket speaks for.
 */
participant: ParticipantId, 
/**
 * What they may do.
 */
role: Role, 
/**
 * The room.
 */
room: RoomId, 
/**
 * The room's title; may be empty. The board's `meta.title` follows it live.
 */
title: string, 
/**
 * The language the room was made in.
 */
language: Language, 
/**
 * Secrets of the links this person may pass on: those of their own role and below.
 */
tokens: Tokens, 
/**
 * Everyone here now, this participant included.
 */
participants: Array<Participant>, 
/**
 * The room's log up to here is on disk.
 */
saved: LogPosition, 
/**
 * False while the room cannot be saved.
 */
saving: boolean, 
/**
 * True when a part of what was stored could not be read, for thirty days from when that was found last. The board
 * holds all the rest; what someone's page still has comes back from there.
 */
damaged: boolean, 
/**
 * True, for facilitators, when what was stored of the room's links could not be read and new ones were made: those given
 * away before open nothing.
 */
linksMadeAnew: boolean, 
/**
 * The server's clock, ms since 1970, for showing the same seconds everywhere.
 */
nowMs: number, 
/**
 * The version of the web client that this server hands out; absent where it hands out none. A page
 * of another version is out of date.
 */
page?: string, 
/**
 * What the server holds to.
 */
limits: Limits, 
/**
 * The form of the board's maps. The board has it in `meta.schema` too, where anyone who edits can
 * write.
 */
schema: number, 
/**
 * Client ids under which the server itself laid notes.
 */
laidUnder: number[], };

/**
 * What came of a vote for one item.
 */
export type ItemResult = { 
/**
 * The note or cluster.
 */
item: ElementId, 
/**
 * Its votes.
 */
votes: number, 
/**
 * Its rank from 1; items with equally many votes share theirs.
 */
rank: number, };

/**
 * Where the session is, and what holds for all.
 */
export type Journey = { 
/**
 * The phase that runs; none before the first and after the last.
 */
current: PhaseId | null, 
/**
 * When it began, ms since 1970.
 */
startedMs: number | null, 
/**
 * The clock.
 */
timer: Timer, 
/**
 * Whether who wrote what stays unknown.
 */
anonymous: boolean, 
/**
 * Whether participants may not change the board.
 */
locked: boolean, 
/**
 * Whether the room is archived: nobody changes anything, facilitators neither.
 */
archived: boolean, 
/**
 * What participants may do on it now: by the phase that runs, and by that.
 */
rights: Rights, 
/**
 * Whether newcomers are not let in as participants.
 */
joiningClosed: boolean, 
/**
 * What becomes of newcomers.
 */
door: DoorState, 
/**
 * Whether baskets were emptied in this phase or before it: drafts that come later can be
 * laid by their writers.
 */
laid: boolean, 
/**
 * The note shown to all.
 */
spotlight: ElementId | null, 
/**
 * Whose turn it is, where there are turns.
 */
turn: Turn | null, 
/**
 * The vote that is open.
 */
vote: OpenVote | null, 
/**
 * Whose view everyone's follows; their presence says where it is.
 */
leader: ParticipantId | null, 
/**
 * The last «bring everyone here».
 */
brought: Brought | null, };

/**
 * How long what a room holds is kept; for good where nothing is said.
 */
export type KeptFor = { 
/**
 * Versions of the board, days.
 */
versionsDays: number | null, 
/**
 * What was deleted and lies in the bin, days.
 */
binDays: number | null, 
/**
 * The room itself while nobody is there, days.
 */
roomDays: number | null, 
/**
 * The same while nobody ever wrote anything in it but their name, hours; nothing is said once somebody did.
 */
emptyRoomHours: number | null, 
/**
 * A room that was taken away, days: until then a facilitator can bring it back.
 */
takenAwayDays: number, };

/**
 * Somebody who knocks.
 */
export type Knocker = { 
/**
 * Who they will be in this room.
 */
id: ParticipantId, 
/**
 * The name they gave.
 */
name: string, 
/**
 * Since when, ms since 1970.
 */
sinceMs: number, };

/**
 * A language that picnic speaks.
 */
export type Language = "fi" | "sv" | "en";

/**
 * Limits that a client can respect before the server refuses.
 */
export type Limits = { 
/**
 * Largest frame that the page sends, in bytes: what is larger it sends in parts. A change may be as
 * large as a board, any other message as large as this; what is larger is skipped and told.
 */
frameBytes: number, 
/**
 * Longest text of a note, in characters.
 */
noteChars: number, 
/**
 * Longest title, in characters.
 */
titleChars: number, 
/**
 * Longest name, in characters.
 */
nameChars: number, 
/**
 * How long what a room holds is kept.
 */
kept: KeptFor, };

/**
 * Where a record stands in its room's log: 1 for the first, 0 for before it.
 */
export type LogPosition = number;

/**
 * How often a note was reacted to.
 */
export type NoteReactions = { 
/**
 * The note.
 */
note: ElementId, 
/**
 * Kinds and how often, none with 0.
 */
counts: Array<[Reaction, number]>, };

/**
 * A note that waits for a facilitator's nod.
 */
export type Offer = { 
/**
 * The draft it is.
 */
draft: Draft, 
/**
 * Whose; none in an anonymous session.
 */
by: ParticipantId | null, };

/**
 * A ballot that is open.
 */
export type OpenVote = { 
/**
 * Counts the session's ballots from 1.
 */
round: number, 
/**
 * The phase it belongs to. While another runs, it rests, and votes are refused.
 */
phase: PhaseId, 
/**
 * What is voted on.
 */
on: VoteOn, 
/**
 * Votes a person has.
 */
budget: number, 
/**
 * Most votes a person may give one item.
 */
perItemMax: number, };

/**
 * What is a viewer's own, or a proxy's for whom they act. Nobody else is sent it.
 */
export type Own = { 
/**
 * Whose.
 */
who: ParticipantId, 
/**
 * Drafts that are new or changed.
 */
drafts?: Array<Draft>, 
/**
 * All drafts of the basket in order, when drafts came, went or moved: what is not listed is
 * no more there.
 */
order?: Array<DraftId>, 
/**
 * Whether they said that they are done with this phase.
 */
ready?: boolean, 
/**
 * Their answer to the check-in question; empty when none.
 */
answer?: string, 
/**
 * Their votes in the ballot that is open, all of them.
 */
ballot?: Ballot, 
/**
 * Their reactions to the notes listed, all of each note's.
 */
reactions?: Array<OwnReactions>, 
/**
 * The commitments they may change, all of them.
 */
commitments?: Array<CommitmentId>, 
/**
 * The comments they may take away, all of them; none in an anonymous session.
 */
comments?: Array<CommentId>, };

/**
 * Somebody's reactions to a note.
 */
export type OwnReactions = { 
/**
 * The note.
 */
note: ElementId, 
/**
 * All of theirs to it.
 */
reactions: Array<Reaction>, };

/**
 * One person who is here.
 */
export type Participant = { 
/**
 * The server's id for them in this room.
 */
id: ParticipantId, 
/**
 * The name they gave; empty when they gave none, and the page shows a default.
 */
name: string, 
/**
 * What they may do.
 */
role: Role, };

/**
 * One person in one room, as the server knows them; not a name.
 */
export type ParticipantId = string;

/**
 * One person of the session, here or not.
 */
export type Person = { 
/**
 * The server's id for them in this room.
 */
id: ParticipantId, 
/**
 * The name they gave; may be empty.
 */
name: string, 
/**
 * What they may do.
 */
role: Role, 
/**
 * Who acts for them, when they are here without a device. Once it is somebody else, what a
 * page knows of theirs is void.
 */
keeper: ParticipantId | null, 
/**
 * Whether they want to say something.
 */
hand: boolean, 
/**
 * Whether they were put out.
 */
removed: boolean, 
/**
 * Who they turned out to be. They are told of for what still bears their name.
 */
merged?: ParticipantId, };

/**
 * How far one person is.
 */
export type PersonProgress = { 
/**
 * Who.
 */
who: ParticipantId, 
/**
 * Drafts in their basket that are not held back.
 */
packed: number, 
/**
 * Whether they said that they are done with this phase.
 */
ready: boolean, };

/**
 * One phase of a plan.
 */
export type Phase = { 
/**
 * Tells it from the plan's others.
 */
id: PhaseId, 
/**
 * Its title.
 */
title: Texts, 
/**
 * What to do now, in Markdown.
 */
instructions: Texts, 
/**
 * How long it lasts.
 */
length: PhaseLength, 
/**
 * Whether the next phase starts by itself when this one's time is up.
 */
movesOn: boolean, 
/**
 * What participants may do on the board; none for everything.
 */
rights?: Rights, 
/**
 * The section that the phase is about: what is written in it lands there, unless its writer chose another. None for anywhere.
 */
area?: PhaseId, } & ({ "kind": "arrive", 
/**
 * The check-in question; none for names alone.
 */
question: Texts | null, 
/**
 * Whether people answer in turn, each turn shown, or all at once.
 */
inTurn: boolean, } | { "kind": "pack", } | { "kind": "lay", 
/**
 * How.
 */
reveal: Reveal, 
/**
 * In a walk-through or in rounds: seconds for each person's turn; none for no limit.
 */
turnSeconds: number | null, } | { "kind": "taste", 
/**
 * Whether people may comment on notes.
 */
comments: boolean, } | { "kind": "cluster", } | { "kind": "vote", 
/**
 * What is voted on.
 */
on: VoteOn, 
/**
 * Votes a person has, at most [`VOTES_MAX`]; none for a default from the number of items.
 */
budget: number | null, 
/**
 * Most votes a person may give one item; none for a default from the budget.
 */
perItemMax: number | null, } | { "kind": "take", } | { "kind": "harvest", });

/**
 * A phase in its plan; unique there, kept when phases are reordered.
 */
export type PhaseId = string;

/**
 * How long a phase lasts. Only the facilitator, or `moves_on`, ends it.
 */
export type PhaseLength = "open" | { "minutes": number } | { "until": { 
/**
 * Ms since 1970.
 */
unixMs: number, } };

/**
 * What a session starts with: its phases, its board's sections, and whether it is anonymous.
 */
export type Plan = { 
/**
 * Whether who wrote what stays unknown.
 */
anonymous: boolean, 
/**
 * In order; none for an open board.
 */
phases: Array<Phase>, 
/**
 * Laid on the board when the room is made.
 */
sections: Array<Section>, };

/**
 * How far people are.
 */
export type Progress = { 
/**
 * People who take part, proxies included.
 */
people: number, 
/**
 * Drafts in all baskets that are not held back.
 */
packed: number, 
/**
 * People who have packed at least one.
 */
packers: number, 
/**
 * People who said that they are done with this phase; in a vote also those who have no
 * votes left.
 */
ready: number, 
/**
 * People who have voted at all.
 */
voters: number, 
/**
 * People who have answered the check-in question.
 */
answered: number, 
/**
 * The same person by person, where that may be known: absent in an anonymous session, and
 * during a vote, and then void. Those who are new or changed since progress was last told;
 * all of them in a whole view.
 */
each?: Array<PersonProgress>, };

/**
 * How a person may react to a note. One of each kind a person a note.
 */
export type Reaction = "heart" | "agree" | "spark" | "question";

/**
 * Why a command was refused. Nothing of it was done.
 */
export type RefusalCode = "notAllowed" | "notKnown" | "archived" | "notNow" | "notYourTurn" | "stale" | "notThere" | "taken" | "overBudget" | "tooLong" | "tooMany" | "empty" | "alreadyLaid" | "notYourProxy" | "lastFacilitator" | "promised" | "namesShown" | "unknown";

/**
 * How baskets are emptied.
 */
export type Reveal = "together" | "rounds" | "walkThrough";

/**
 * What participants may do where it holds. Facilitators may do everything, viewers nothing.
 */
export type Right = "all" | "own" | "add" | "approve" | "look";

/**
 * Rights on the board, and those of sections where they differ.
 */
export type Rights = { 
/**
 * On the board, outside the sections named below.
 */
board: Right, 
/**
 * In sections, by their key on the board.
 */
sections?: { [key in PhaseId]: Right }, };

/**
 * What a person may do in a room. Ordered: a later role may do all that an earlier one may.
 */
export type Role = "viewer" | "participant" | "facilitator";

/**
 * One workshop: the last part of its link.
 */
export type RoomId = string;

/**
 * A titled area that a model lays on the board.
 */
export type Section = { 
/**
 * Its key in the board's `sections`, formed like a phase's id.
 */
id: PhaseId, 
/**
 * Its title.
 */
title: Texts, 
/**
 * Its upper left corner on the board, in board units.
 */
at: [number, number], 
/**
 * Its width and height, in board units.
 */
size: [number, number], 
/**
 * One of the eight colours of notes, by its English name.
 */
color: string, };

/**
 * From the server to one client.
 */
export type ServerMessage = { "type": "hello" } & Hello | { "type": "participants", 
/**
 * People who are here and are new, or whose name or role changed.
 */
here: Array<Participant>, 
/**
 * People who have no socket left.
 */
left: Array<ParticipantId>, } | { "type": "saved", 
/**
 * How many of this socket's frames that can change something (sync step 2, update, and
 * command, each counted once, from 1) are dealt with, and what they changed is on disk.
 */
frames: number, 
/**
 * The room's log up to here is on disk.
 */
position: LogPosition, } | { "type": "saving", 
/**
 * True when saving works.
 */
working: boolean, } | { "type": "session" } & SessionView | { "type": "laid", 
/**
 * Which.
 */
client: number, } | { "type": "done", 
/**
 * Which.
 */
id: CommandId, } | { "type": "refused", 
/**
 * Which.
 */
id: CommandId, 
/**
 * Why, for the page, which says its own.
 */
code: RefusalCode, 
/**
 * One sentence in English for a developer.
 */
message: string, } | { "type": "takenAway", 
/**
 * Which of the bin's items: all that have this number.
 */
batch: number, 
/**
 * How many they are.
 */
count: number, 
/**
 * Who; none where nobody learns who did what.
 */
by: ParticipantId | null, } | { "type": "putBack", 
/**
 * How many elements.
 */
count: number, 
/**
 * Who.
 */
by: ParticipantId, 
/**
 * The moment to which the board was put back, ms since 1970; none where it was out of the bin.
 */
atMs: number | null, } | { "type": "keptAside", 
/**
 * Texts of notes and titles; empty where an element was taken back before its first letter came.
 */
texts: Array<string>, 
/**
 * The keys of the elements that they were written in, in the same order: its page knows what was written on there meanwhile.
 */
of: Array<string>, } | { "type": "votesMoved", 
/**
 * What they were given to.
 */
item: ElementId, 
/**
 * How many of them count again; none where they came back.
 */
counted: number | null, } | { "type": "kept", 
/**
 * From now on.
 */
kept: KeptFor, } | { "type": "time", 
/**
 * The server's clock, ms since 1970.
 */
nowMs: number, } | { "type": "role", 
/**
 * From now on.
 */
role: Role, 
/**
 * Secrets of the links you may pass on now.
 */
tokens: Tokens, } | { "type": "knocking", 
/**
 * Whom a facilitator may let in or turn away.
 */
waiting: Array<Knocker>, } | { "type": "error", 
/**
 * What kind of thing went wrong.
 */
code: ErrorCode, 
/**
 * One sentence in English for a developer; the page says its own.
 */
message: string, };

/**
 * Parts of the session. What is absent (or an empty list) has not changed.
 */
export type SessionView = { 
/**
 * True for all there is: forget what was there before, and send commands that were not
 * answered again, for their answers may be lost.
 */
whole?: boolean, 
/**
 * The plan's phases in order.
 */
plan?: Array<Phase>, 
/**
 * Where we are, and what holds for all.
 */
journey?: Journey, 
/**
 * The items of the vote that is open, in the order of the board; empty when none is.
 */
items?: Array<ElementId>, 
/**
 * How far people are, as far as that may be known. At most a few a second.
 */
progress?: Progress, 
/**
 * The people whose entry is new or changed.
 */
people?: Array<Person>, 
/**
 * People who are of the room no more: they did nothing, and their places were needed.
 */
peopleGone?: Array<ParticipantId>, 
/**
 * The viewer's own things, and those of each proxy for whom they act.
 */
own?: Array<Own>, 
/**
 * All answers to the check-in question, when they are not as before in some other way than
 * that answers came.
 */
answers?: Array<Answer>, 
/**
 * Answers that came: in place of the same person's, or, where nobody knows whose they are,
 * beside the others. An empty one takes its person's away.
 */
answered?: Array<Answer>, 
/**
 * Notes whose reactions changed.
 */
reactions?: Array<NoteReactions>, 
/**
 * Comments that are new or changed, in the order in which they were made.
 */
comments?: Array<Comment>, 
/**
 * Comments that were taken away.
 */
commentsGone?: Array<CommentId>, 
/**
 * What came of every vote that is closed, oldest first.
 */
results?: Array<VoteResult>, 
/**
 * Commitments that are new or changed.
 */
commitments?: Array<Commitment>, 
/**
 * Commitments that were taken away.
 */
commitmentsGone?: Array<CommitmentId>, 
/**
 * How many items the bin has.
 */
bin?: number, 
/**
 * The notes that wait for a facilitator's nod, oldest first: all of them, to facilitators alone.
 */
offers?: Array<Offer>, };

/**
 * A text in the languages it was written in; at least one.
 */
export type Texts = { 
/**
 * In Finnish.
 */
fi?: string, 
/**
 * In Swedish.
 */
sv?: string, 
/**
 * In English.
 */
en?: string, };

/**
 * The clock of a phase. Deadlines are the server's time; `hello` says how late it is there.
 */
export type Timer = { "state": "stopped" } | { "state": "running", 
/**
 * Its end, ms since 1970.
 */
deadlineMs: number, } | { "state": "paused", 
/**
 * What is left of it, ms; 0 when its end had passed.
 */
leftMs: number, };

/**
 * Secrets of a room's links. A field is absent where the receiver may not pass that link on.
 */
export type Tokens = { 
/**
 * Makes a facilitator.
 */
facilitate?: string, 
/**
 * Makes a participant.
 */
join?: string, 
/**
 * Makes a viewer.
 */
view?: string, };

/**
 * Whose turn it is.
 */
export type Turn = { 
/**
 * Who; none when the last turn is over.
 */
who: ParticipantId | null, 
/**
 * Turns that are over.
 */
done: number, 
/**
 * All turns there will be, as far as is known.
 */
of: number, 
/**
 * When this one's time is up, ms since 1970; it is only shown.
 */
deadlineMs: number | null, };

/**
 * What is voted on.
 */
export type VoteOn = "clusters" | "notes";

/**
 * What came of a vote.
 */
export type VoteResult = { 
/**
 * Which ballot.
 */
round: number, 
/**
 * The phase it was held in.
 */
phase: PhaseId, 
/**
 * What was voted on.
 */
on: VoteOn, 
/**
 * Votes a person had.
 */
budget: number, 
/**
 * How many people voted.
 */
voters: number, 
/**
 * Every item, most votes first.
 */
items: Array<ItemResult>, };
