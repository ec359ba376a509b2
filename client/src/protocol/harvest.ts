// Generated from server/src/harvest/. Do not edit.

import type { Color, Language, Phase } from "./session";

/**
 * A cluster and its notes.
 */
export type Cluster = { 
/**
 * Its key on the board.
 */
id: string, 
/**
 * Its title; empty while nobody has named it.
 */
title: string, 
/**
 * Where it is while it has no notes.
 */
at: [number, number], 
/**
 * Its colour.
 */
color: Color, 
/**
 * Collapsed into a stack.
 */
folded: boolean, 
/**
 * What the last vote on it gave; none where it stood in none.
 */
result: Standing | null, 
/**
 * Its notes, in the order they are read.
 */
notes: Array<Note>, };

/**
 * A comment on a note.
 */
export type Comment = { 
/**
 * What it says.
 */
text: string, 
/**
 * The name of who said it; none in an anonymous session.
 */
by: string | null, };

/**
 * What somebody promised.
 */
export type Commitment = { 
/**
 * What is done.
 */
what: string, 
/**
 * Who does it; may be empty.
 */
who: string, 
/**
 * By when, as `2027-01-31`.
 */
byWhen: string | null, 
/**
 * The id of the cluster or note it is for.
 */
target: string | null, };

/**
 * A line that leads from one note or cluster to another, and follows both.
 */
export type Connector = { 
/**
 * Its key.
 */
id: string, 
/**
 * The key of the note, else of the cluster, that it leads from.
 */
from: string, 
/**
 * Likewise that it leads to.
 */
to: string, };

/**
 * What a room's people gathered.
 */
export type Harvest = { 
/**
 * [`FORMAT`].
 */
format: string, 
/**
 * [`VERSION`].
 */
version: number, 
/**
 * The room's title; may be empty.
 */
title: string, 
/**
 * The room's language.
 */
language: Language, 
/**
 * When the room was made, ms since 1970.
 */
madeMs: number, 
/**
 * When the session ended, ms since 1970.
 */
finishedMs: number | null, 
/**
 * How many people took part; none where nobody counted.
 */
people: number | null, 
/**
 * Whether who wrote what stayed unknown.
 */
anonymous: boolean, 
/**
 * The board's areas, from left to right and from the top.
 */
sections: Array<Section>, 
/**
 * Clusters with their notes, most votes first, and then in the order of the board.
 */
clusters: Array<Cluster>, 
/**
 * Notes in no cluster, most votes first, and then in the order of the board.
 */
lone: Array<Note>, 
/**
 * What was drawn with a pen.
 */
strokes: Array<Stroke>, 
/**
 * What leads from one note or cluster to another: both are in the harvest.
 */
connectors?: Array<Connector>, 
/**
 * The votes that were closed, in their order.
 */
votes: Array<Vote>, 
/**
 * What people promised to take home.
 */
commitments: Array<Commitment>, 
/**
 * How the time went.
 */
phases: Array<PhaseTime>, };

/**
 * A note and what people said of it.
 */
export type Note = { 
/**
 * Its key on the board.
 */
id: string, 
/**
 * Its text.
 */
text: string, 
/**
 * Its upper left corner.
 */
at: [number, number], 
/**
 * Higher lies over lower.
 */
z: number, 
/**
 * Its colour.
 */
color: Color, 
/**
 * How large it is; the middle size goes without saying.
 */
size?: NoteSize, 
/**
 * Held where and as it is.
 */
locked?: boolean, 
/**
 * When it was made, ms since 1970; 0 where nobody noted it.
 */
madeMs: number, 
/**
 * How many notes it stands for, itself included: those that say the same were stacked on it.
 */
stack: number, 
/**
 * Those others, which have none under them.
 */
under: Array<Note>, 
/**
 * What the last vote on it gave; none where it stood in none.
 */
result: Standing | null, 
/**
 * How often it was reacted to, kind by kind.
 */
reactions: Array<ReactionCount>, 
/**
 * What was said of it.
 */
comments: Array<Comment>, };

/**
 * How large a note is; what a document says else is the middle one.
 */
export type NoteSize = "s" | "m" | "l";

/**
 * How the time of a phase went.
 */
export type PhaseTime = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its kind, as a plan names it.
 */
kind: string, 
/**
 * How long it was meant to last; none when it was open.
 */
plannedMinutes: number | null, 
/**
 * How long it lasted, all its runs together; none when it never ran.
 */
actualSeconds: number | null, 
/**
 * The phase as the plan has it, for a room that is made of this; none in files of earlier versions.
 */
phase: Phase | null, };

/**
 * How often a note was reacted to in one way.
 */
export type ReactionCount = { 
/**
 * The kind, by its name in the session.
 */
kind: string, 
/**
 * How often.
 */
count: number, };

/**
 * An area of the board and what lies in it.
 */
export type Section = { 
/**
 * Its key on the board.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its upper left corner.
 */
at: [number, number], 
/**
 * Its width and height.
 */
size: [number, number], 
/**
 * Its colour.
 */
color: Color, 
/**
 * Ids of the notes whose middle lies in it, in the order they are read.
 */
notes: Array<string>, };

/**
 * How an item stands in a vote.
 */
export type Standing = { 
/**
 * Its votes.
 */
votes: number, 
/**
 * Its rank from 1; as many votes, the same rank.
 */
rank: number, };

/**
 * A line drawn with a pen.
 */
export type Stroke = { 
/**
 * Its key.
 */
id: string, 
/**
 * Its points, x and y in turn.
 */
path: Array<number>, 
/**
 * Its colour's name; a name unknown here is drawn in the colour of text.
 */
color: string, 
/**
 * Its width.
 */
width: number, 
/**
 * How hard the pen was pressed at each point, from 0 to 1; empty where no pen told it.
 */
pressure?: Array<number>, };

/**
 * A vote that was closed.
 */
export type Vote = { 
/**
 * The title of the phase it was held in.
 */
title: string, 
/**
 * Votes a person had.
 */
budget: number, 
/**
 * How many people voted.
 */
voters: number, 
/**
 * Everything that stood in it and is still there, most votes first.
 */
items: Array<VoteItem>, };

/**
 * What a vote gave one item.
 */
export type VoteItem = { 
/**
 * The id of a cluster or note.
 */
id: string, 
/**
 * Its votes.
 */
votes: number, 
/**
 * Its rank from 1; as many votes, the same rank.
 */
rank: number, };
