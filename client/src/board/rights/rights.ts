// What a person may do on the board, by the rights that hold now. Pure. The server holds everybody to the same, whoever writes:
// protocol/corpus/rights/ has the examples that both are tested with.

import type { ElementId, ParticipantId, Phase, PhaseId, Right, Rights, Role } from '../../protocol/session';
import { NOTE_SIDE } from '../document/measures';
import { holds, type Point, type Rect } from '../document/point';

/** Who asks, and what holds now. */
export interface Standing {
  readonly role: Role;
  readonly rights: Rights;
  /** Whether that is this person, also where they came under two entries that were made one. */
  isMe(who: ParticipantId): boolean;
  /** Whether the room knows somebody of that name in documents: what else stands in `by` names nobody. */
  isOfRoom(who: ParticipantId): boolean;
  /** The board is locked as a whole: what is being written waits until it is open again. */
  readonly locked: boolean;
  /** Whether this page wrote under that client id. */
  wroteUnder(client: number): boolean;
  /** What is left to do where one only looks; null for nothing. */
  readonly done: DoneThere | null;
  /** The section that the phase is about, where a new note goes; null for anywhere. */
  readonly area: PhaseId | null;
  /** What stands in the vote that is open. */
  readonly voted: ReadonlySet<ElementId>;
}

/** What can be done with a thing on the board. */
export type Deed =
  /** It is made. */
  | 'add'
  /** Its words and its colour. */
  | 'change'
  /** Where it lies, above what, and whether it is folded. */
  | 'move'
  /** Which cluster, and which note, it is in or under. */
  | 'regroup'
  | 'remove';

/** Why something may not be done: by the role, by the right that holds there, for the vote, or for a lock. */
export type WhyNot = 'viewer' | Exclude<Right, 'all'> | 'vote' | 'locked';

/** Something on the board, as far as rights go by it. */
export interface Thing {
  /** Made by this person. */
  readonly own: boolean;
  /** What holds where it lies, and where it goes. */
  readonly where: readonly Right[];
  /** It stands in the vote that is open, or what stands there is made another by this. */
  readonly voted: boolean;
  /** It is itself what people give their votes to. */
  readonly isItem?: boolean;
}

/**
 * Whose something is: theirs whom it names in `by`; where it names nobody, theirs who made it first. So who puts back what
 * somebody else made, or takes its deletion back, writes it anew and does not own it, and whoever made it still does.
 */
export function isMine(
  { by, madeUnder }: { readonly by: string | null; readonly madeUnder: number | undefined },
  { isMe, isOfRoom, wroteUnder }: Pick<Standing, 'isMe' | 'isOfRoom' | 'wroteUnder'>,
): boolean {
  if (by !== null && (isMe(by) || isOfRoom(by))) return isMe(by);
  return madeUnder !== undefined && wroteUnder(madeUnder);
}

/** Null where it may be done. */
export function whyNot(role: Role, deed: Deed, thing: Thing): WhyNot | null {
  if (role === 'facilitator') return null;
  if (role === 'viewer') return 'viewer';
  for (const right of thing.where) {
    const why = whyNotBy(right, deed, thing.own);
    if (why !== null) return why;
  }
  if (thing.isItem === true && deed === 'change') return 'vote';
  return thing.voted && TAKEN_FROM_VOTES.has(deed) ? 'vote' : null;
}

/** People give votes to what they read: it is there, and says that, until the vote is over, with all that is in it. */
const TAKEN_FROM_VOTES: ReadonlySet<Deed> = new Set(['add', 'regroup', 'remove']);

function whyNotBy(right: Right, deed: Deed, own: boolean): WhyNot | null {
  switch (right) {
    case 'all':
      return null;
    case 'own':
      return own || deed === 'add' ? null : 'own';
    case 'add':
      return deed === 'add' || (own && deed === 'change') ? null : 'add';
    case 'approve':
    case 'look':
      return right;
  }
}

/** What decides where a note with its corner here lies: its middle, if it were a square. So nobody needs to measure its text. */
export function middleOfNote({ x, y }: Point, side = NOTE_SIDE): Point {
  return { x: x + side / 2, y: y + side / 2 };
}

/** The right that holds at a point: that of the first section that it lies in, from above to below and from left to right. */
export function rightAt(
  rights: Rights,
  sections: readonly (Rect & { readonly id: string })[],
  point: Point,
): Right {
  if (rights.sections === undefined) return rights.board;
  const section = sections.find((one) => holds(one, point));
  return section === undefined ? rights.board : sectionRight(rights, section.id);
}

/** The right that holds in a section. */
export function sectionRight(rights: Rights, section: string): Right {
  return rights.sections?.[section] ?? rights.board;
}

/** The right that holds in a section, where that is another than elsewhere for this person; null where it is not. */
export function otherRightIn(
  { role, rights }: Pick<Standing, 'role' | 'rights'>,
  section: string,
): Right | null {
  const right = sectionRight(rights, section);
  return role !== 'participant' || right === rights.board ? null : right;
}

/** What is done in a phase also where nobody writes on the board: who only looks there does that. */
export type DoneThere = 'answer' | 'comment' | 'react' | 'vote';

/** A right, and what is left to do where one only looks. */
export type RightInPhase = Right | `look_${DoneThere}`;

export function doneIn(phase: Phase | null | undefined): DoneThere | null {
  if (phase?.kind === 'vote') return 'vote';
  if (phase?.kind === 'arrive') return phase.question === null ? null : 'answer';
  if (phase?.kind !== 'taste') return null;
  return phase.comments ? 'comment' : 'react';
}

export function rightIn(phase: Phase | undefined, right: Right): RightInPhase {
  return rightWhere(doneIn(phase), right);
}

/** The same where it is known what is done in the phase. */
export function rightWhere(done: DoneThere | null, right: Right): RightInPhase {
  return right === 'look' && done !== null ? `look_${done}` : right;
}

/** All the rights that hold somewhere. */
export function rightsIn({ board, sections }: Rights): Right[] {
  return [board, ...Object.values(sections ?? {})];
}

/** Whether there is anything on the board that this person may do; where notes are offered, they write all the same. */
export function mayDoAnything(role: Role, rights: Rights): boolean {
  if (role !== 'participant') return role === 'facilitator';
  return rightsIn(rights).some((right) => right !== 'look');
}

/** Whether new notes wait for a facilitator's nod somewhere, for this person. */
export function isToOffer(role: Role, rights: Rights): boolean {
  return role === 'participant' && rightsIn(rights).includes('approve');
}

/** Why sections and the room's title stay as they are: they are everybody's, and part the places that rights differ by. */
export function whyNotForAll(role: Role, rights: Rights): WhyNot | null {
  if (role !== 'participant') return role === 'facilitator' ? null : 'viewer';
  return rightsIn(rights).find((right) => right !== 'all') ?? null;
}

/** Whether this person may give the room another title. */
export function mayEntitleRoom(role: Role, rights: Rights): boolean {
  return whyNotForAll(role, rights) === null;
}
