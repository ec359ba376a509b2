// What the server tells of the session, part by part, folded into what the page knows of it.

import type {
  Answer,
  Ballot,
  Draft,
  ElementId,
  Journey,
  OpenVote,
  Own,
  ParticipantId,
  SessionView,
} from '../protocol/session';
import { isInside, type OwnState, type SessionState } from './session';

/** What the server has told so far. */
export interface Known {
  readonly state: SessionState;
  /** Whose own things are of an earlier telling: a whole view tells them after what is for all. */
  readonly stale: ReadonlySet<ParticipantId>;
}

export const EMPTY_OWN: OwnState = {
  drafts: [],
  ready: false,
  answer: '',
  ballot: null,
  reactions: new Map(),
  commitments: [],
  comments: [],
};

const NO_JOURNEY: Journey = {
  current: null,
  startedMs: null,
  timer: { state: 'stopped' },
  anonymous: false,
  locked: false,
  archived: false,
  rights: { board: 'all' },
  joiningClosed: false,
  door: 'open',
  laid: false,
  spotlight: null,
  turn: null,
  vote: null,
  leader: null,
  brought: null,
};

export const NOTHING_TOLD: SessionState = {
  plan: [],
  journey: NO_JOURNEY,
  items: [],
  progress: { people: 0, packed: 0, packers: 0, ready: 0, voters: 0, answered: 0 },
  each: null,
  people: [],
  own: new Map(),
  answers: [],
  reactions: new Map(),
  comments: [],
  results: [],
  commitments: [],
  offers: [],
  bin: null,
};

/** Folds one view. What it leaves out has not changed; null while nothing whole was told. */
export function fold(before: Known | null, view: SessionView, me: ParticipantId): Known | null {
  if (before === null && view.whole !== true) return null;
  const known: Known =
    view.whole === true || before === null
      ? { state: { ...NOTHING_TOLD, own: before?.state.own ?? new Map() }, stale: ownersOf(before) }
      : before;
  const { own, stale } = foldOwn(known, view, me);
  const { state } = known;
  const folded: SessionState = {
    plan: view.plan ?? state.plan,
    journey: view.journey ?? state.journey,
    items: view.items ?? state.items,
    ...foldProgress(state, view),
    people: without(
      put(state.people, view.people, ({ id }) => id),
      view.peopleGone,
    ),
    own,
    answers: foldAnswers(view.answers ?? state.answers, view.answered),
    reactions: putLists(
      state.reactions,
      (view.reactions ?? []).map(({ note, counts }) => [note, counts] as const),
    ),
    comments: without(
      put(state.comments, view.comments, ({ id }) => id),
      view.commentsGone,
    ),
    results: view.results ?? state.results,
    commitments: without(
      put(state.commitments, view.commitments, ({ id }) => id),
      view.commitmentsGone,
    ),
    offers: view.offers ?? state.offers,
    bin: view.bin ?? state.bin,
  };
  return { state: { ...folded, own: withBallots(own, folded.journey) }, stale };
}

function ownersOf(known: Known | null): ReadonlySet<ParticipantId> {
  return new Set(known?.state.own.keys());
}

function foldProgress(state: SessionState, view: SessionView): Pick<SessionState, 'progress' | 'each'> {
  if (view.progress === undefined) return { progress: state.progress, each: state.each };
  const { each, ...progress } = view.progress;
  if (each === undefined) return { progress, each: null };
  if (each.length === 0 && state.each !== null) return { progress, each: state.each };
  const told = new Map(state.each);
  for (const person of each) told.set(person.who, person);
  return { progress, each: told };
}

function foldOwn(known: Known, view: SessionView, me: ParticipantId) {
  const own = new Map(known.state.own);
  const stale = new Set(known.stale);
  // Who has another keeper than before is told anew by them; what we knew is void.
  const keepers = new Map(known.state.people.map(({ id, keeper }) => [id, keeper]));
  for (const person of view.people ?? []) {
    if (person.id === me || !own.has(person.id)) continue;
    const voided = person.keeper !== me || (keepers.has(person.id) && keepers.get(person.id) !== me);
    if (voided || !isInside(person)) {
      own.delete(person.id);
      stale.delete(person.id);
    }
  }
  for (const parts of view.own ?? []) {
    own.set(parts.who, foldOwnParts(stale.delete(parts.who) ? undefined : own.get(parts.who), parts));
  }
  return { own, stale };
}

function foldOwnParts(before: OwnState = EMPTY_OWN, parts: Own): OwnState {
  return {
    drafts: foldDrafts(before.drafts, parts),
    ready: parts.ready ?? before.ready,
    answer: parts.answer ?? before.answer,
    ballot: parts.ballot ?? before.ballot,
    reactions: putLists(
      before.reactions,
      (parts.reactions ?? []).map(({ note, reactions }) => [note, reactions] as const),
    ),
    commitments: parts.commitments ?? before.commitments,
    comments: parts.comments ?? before.comments,
  };
}

function foldDrafts(before: readonly Draft[], { drafts, order }: Own): readonly Draft[] {
  const all = put(before, drafts, ({ id }) => id);
  if (order === undefined) return all;
  const there = new Map(all.map((draft) => [draft.id, draft]));
  return order.flatMap((id) => there.get(id) ?? []);
}

/** Answers that came take the place of the same person's; nobody's stand in the order of their words, not in which they came. */
function foldAnswers(before: readonly Answer[], came: readonly Answer[] = []): readonly Answer[] {
  let answers = before;
  for (const answer of came) answers = withAnswer(answers, answer);
  return answers;
}

/** Answers with one more, or one that takes the place of the same person's; an empty one is none. */
export function withAnswer(answers: readonly Answer[], answer: Answer): readonly Answer[] {
  const { by, text } = answer;
  if (by === null) return text === '' ? answers : [...answers, answer].sort(byWords);
  if (text === '') return answers.filter((there) => there.by !== by);
  if (!answers.some((there) => there.by === by)) return [...answers, answer];
  return answers.map((there) => (there.by === by ? answer : there));
}

function byWords(one: Answer, other: Answer): number {
  return one.text < other.text ? -1 : Number(one.text > other.text);
}

/** A ballot is of the vote that is open: none without one, and empty until the server tells of votes in it. */
function withBallots(own: SessionState['own'], { vote }: Journey): SessionState['own'] {
  const entries = [...own].map(([who, theirs]) => {
    const ballot = vote === null ? null : ballotIn(vote, theirs.ballot);
    return [who, ballot === theirs.ballot ? theirs : { ...theirs, ballot }] as const;
  });
  return new Map(entries);
}

/** A ballot for the open vote: the voter's own, unless that was filled in for an earlier one. */
export function ballotIn(vote: OpenVote, ballot: Ballot | null): Ballot {
  if (ballot !== null && ballot.round === vote.round) return ballot;
  return { round: vote.round, votes: [], left: vote.budget };
}

/** A list with items put into the places of those they replace, the new ones at its end. */
export function put<Item>(
  before: readonly Item[],
  changed: readonly Item[] | undefined,
  idOf: (item: Item) => string,
): readonly Item[] {
  if (changed === undefined || changed.length === 0) return before;
  const byId = new Map(before.map((item) => [idOf(item), item]));
  for (const item of changed) byId.set(idOf(item), item);
  return [...byId.values()];
}

/** Lists by element, with some of them put anew; an empty one is taken away. */
export function putLists<Value>(
  before: ReadonlyMap<ElementId, readonly Value[]>,
  changed: readonly (readonly [ElementId, readonly Value[]])[],
): ReadonlyMap<ElementId, readonly Value[]> {
  if (changed.length === 0) return before;
  const after = new Map(before);
  for (const [element, list] of changed) {
    if (list.length === 0) after.delete(element);
    else after.set(element, list);
  }
  return after;
}

/** A list without the items of these ids. */
export function without<Item extends { readonly id: string }>(
  before: readonly Item[],
  gone: readonly string[] | undefined,
): readonly Item[] {
  if (gone === undefined || gone.length === 0) return before;
  const ids = new Set(gone);
  return before.filter(({ id }) => !ids.has(id));
}
