// What one's own commands that are on their way will have done, shown at once. Always worked out anew from what the
// server told and what waits, so that a refused one takes its effect away by itself.

import type { Command, ElementId, ParticipantId, Reaction } from '../protocol/session';
import { ballotIn, EMPTY_OWN, put, putLists, withAnswer, without } from './fold';
import type { OwnState, SessionState } from './session';

/** A command that the server has not answered. */
export interface Asked {
  readonly as?: ParticipantId | undefined;
  readonly command: Command;
}

/** The session with what waits done, as far as one may know what comes of it. */
export function predict(told: SessionState, asked: readonly Asked[], me: ParticipantId): SessionState {
  return asked.reduce((state, { as, command }) => predictOne(state, command, as ?? me), told);
}

function predictOne(state: SessionState, command: Command, who: ParticipantId): SessionState {
  const own = state.own.get(who) ?? EMPTY_OWN;
  const withOwn = (parts: Partial<OwnState>): SessionState => ({
    ...state,
    own: new Map(state.own).set(who, { ...own, ...parts }),
  });
  switch (command.do) {
    case 'putDrafts':
      return withOwn({ drafts: put(own.drafts, command.drafts, ({ id }) => id) });
    case 'moveDraft':
      return withOwn({ drafts: moved(own.drafts, command.draft, command.before) });
    case 'dropDrafts':
    case 'lay':
      return withOwn({ drafts: without(own.drafts, command.drafts) });
    case 'offer': {
      const { drafts } = command;
      const offered = own.drafts.filter(({ id }) => drafts.includes(id));
      return withOwn({
        drafts: put(
          own.drafts,
          offered.map((draft) => ({ ...draft, offered: true })),
          ({ id }) => id,
        ),
      });
    }
    case 'approve':
    case 'handBack':
      return { ...state, offers: state.offers.filter(({ draft }) => !command.drafts.includes(draft.id)) };
    case 'ready':
      return withOwn({ ready: command.ready });
    case 'answer': {
      const text = command.text.trim();
      const after = withOwn({ answer: text });
      // Where nobody knows whose an answer is, the list cannot say which one is ours: the server tells it.
      if (state.journey.anonymous) return after;
      return { ...after, answers: withAnswer(state.answers, { by: who, text }) };
    }
    case 'raiseHand': {
      const people = state.people.map((person) =>
        person.id === who ? { ...person, hand: command.raised } : person,
      );
      return { ...state, people };
    }
    case 'react':
      return predictReaction(state, withOwn, own, command);
    case 'vote':
      return predictVote(state, withOwn, own, command);
    case 'comment': {
      if (state.comments.some(({ id }) => id === command.comment)) return state;
      const { comment: id, note, text } = command;
      const by = state.journey.anonymous ? null : who;
      const after = by === null ? state : withOwn({ comments: [...own.comments, id] });
      return { ...after, comments: [...state.comments, { id, note, text, by }] };
    }
    case 'dropComment': {
      const comments = own.comments.filter((id) => id !== command.comment);
      return { ...withOwn({ comments }), comments: without(state.comments, [command.comment]) };
    }
    case 'putCommitment': {
      const { commitment } = command;
      const isNew = !state.commitments.some(({ id }) => id === commitment.id);
      const after = isNew ? withOwn({ commitments: [...own.commitments, commitment.id] }) : state;
      return { ...after, commitments: put(state.commitments, [commitment], ({ id }) => id) };
    }
    case 'dropCommitment': {
      const commitments = own.commitments.filter((id) => id !== command.commitment);
      const left = without(state.commitments, [command.commitment]);
      return { ...withOwn({ commitments }), commitments: left };
    }
    // What these do, the server alone can know.
    case 'addPhase':
    case 'bring':
    case 'changePhase':
    case 'closeVote':
    case 'eraseFromBin':
    case 'extendTimer':
    case 'goTo':
    case 'grant':
    case 'lead':
    case 'letIn':
    case 'mergePeople':
    case 'movePhase':
    case 'nextTurn':
    case 'openVote':
    case 'pauseTimer':
    case 'putProxy':
    case 'readmit':
    case 'remove':
    case 'removePhase':
    case 'resumeTimer':
    case 'setAnonymous':
    case 'setDoor':
    case 'setJoiningClosed':
    case 'setLocked':
    case 'spotlight':
    case 'tellPutBack':
    case 'turnAway':
      return state;
    default:
      // The compiler finds here a command of which nobody said what it does. One that another version of the page kept predicts nothing.
      command satisfies never;
      return state;
  }
}

function moved(drafts: OwnState['drafts'], id: string, before: string | null): OwnState['drafts'] {
  const draft = drafts.find((there) => there.id === id);
  if (draft === undefined || before === id) return drafts;
  const rest = drafts.filter((there) => there.id !== id);
  const at = rest.findIndex((there) => there.id === before);
  return at < 0 ? [...rest, draft] : [...rest.slice(0, at), draft, ...rest.slice(at)];
}

function predictReaction(
  state: SessionState,
  withOwn: (parts: Partial<OwnState>) => SessionState,
  own: OwnState,
  { note, reaction, on }: Extract<Command, { do: 'react' }>,
): SessionState {
  const ours = own.reactions.get(note) ?? [];
  if (ours.includes(reaction) === on) return state;
  const after = on ? [...ours, reaction] : ours.filter((kind) => kind !== reaction);
  return {
    ...withOwn({ reactions: putLists(own.reactions, [[note, after]]) }),
    reactions: putLists(state.reactions, [
      [note, counted(state.reactions.get(note) ?? [], reaction, on ? 1 : -1)],
    ]),
  };
}

function counted(
  counts: readonly (readonly [Reaction, number])[],
  reaction: Reaction,
  by: number,
): readonly (readonly [Reaction, number])[] {
  const isThere = counts.some(([kind]) => kind === reaction);
  const all: readonly (readonly [Reaction, number])[] = isThere ? counts : [...counts, [reaction, 0]];
  return all
    .map(([kind, count]) => [kind, kind === reaction ? count + by : count] as const)
    .filter(([, count]) => count > 0);
}

/** What the budget does not allow the server will refuse: it is not shown. */
function predictVote(
  state: SessionState,
  withOwn: (parts: Partial<OwnState>) => SessionState,
  own: OwnState,
  { round, item, count }: Extract<Command, { do: 'vote' }>,
): SessionState {
  const { vote, current } = state.journey;
  if (vote === null || vote.round !== round || vote.phase !== current) return state;
  if (!state.items.includes(item)) return state;
  const { votes } = ballotIn(vote, own.ballot);
  const spent = votes.reduce((sum, [id, votes_]) => (id === item ? sum : sum + votes_), 0);
  if (count > vote.perItemMax || spent + count > vote.budget) return state;
  const isThere = votes.some(([id]) => id === item);
  const after = isThere
    ? votes.map(([id, before]): [ElementId, number] => [id, id === item ? count : before])
    : [...votes, [item, count] as [ElementId, number]];
  const left = vote.budget - spent - count;
  return withOwn({ ballot: { round, votes: after.filter(([, given]) => given > 0), left } });
}
