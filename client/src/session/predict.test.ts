import { describe, expect, test } from 'vitest';
import type { Command, SessionView } from '../protocol/session';
import { predict } from './predict';
import { draft, ME, person, stateOf, voting, WHOLE } from './session_for_tests';

const mine: SessionView = { own: [{ who: ME, drafts: [draft('x'), draft('y')], order: ['x', 'y'] }] };

function shown(views: readonly SessionView[], ...commands: readonly Command[]) {
  return predict(
    stateOf(WHOLE, mine, ...views),
    commands.map((command) => ({ command })),
    ME,
  );
}

describe('one’s own commands on their way', () => {
  test('put, move and drop drafts at once', () => {
    const drafts = shown(
      [],
      { do: 'putDrafts', drafts: [draft('z'), draft('x', 'better')] },
      { do: 'moveDraft', draft: 'z', before: 'x' },
      { do: 'dropDrafts', drafts: ['y'] },
    ).own.get(ME)?.drafts;
    expect(drafts?.map(({ text }) => text)).toEqual(['z', 'better']);
  });

  test('move a draft to the end', () => {
    const drafts = shown([], { do: 'moveDraft', draft: 'x', before: null }).own.get(ME)?.drafts;
    expect(drafts?.map(({ id }) => id)).toEqual(['y', 'x']);
  });

  test('act for the proxy that they name, and only for them', () => {
    const state = predict(
      stateOf(WHOLE, mine, { people: [person('proxy', { keeper: ME })] }),
      [{ as: 'proxy', command: { do: 'putDrafts', drafts: [draft('theirs')] } }],
      ME,
    );
    expect(state.own.get('proxy')?.drafts.map(({ id }) => id)).toEqual(['theirs']);
    expect(state.own.get(ME)?.drafts).toHaveLength(2);
  });

  test('keep to the budget of a vote', () => {
    const vote = (item: string, count: number): Command => ({ do: 'vote', round: 1, item, count });
    const open = [voting(5, 3)];
    expect(shown(open, vote('a', 3), vote('b', 2)).own.get(ME)?.ballot).toEqual({
      round: 1,
      votes: [
        ['a', 3],
        ['b', 2],
      ],
      left: 0,
    });
    expect(shown(open, vote('a', 3), vote('b', 3)).own.get(ME)?.ballot?.left).toBe(2);
    expect(shown(open, vote('a', 4)).own.get(ME)?.ballot?.left).toBe(5);
    expect(shown(open, vote('a', 3), vote('a', 0)).own.get(ME)?.ballot).toMatchObject({ votes: [], left: 5 });
    expect(shown(open, { do: 'vote', round: 2, item: 'a', count: 1 }).own.get(ME)?.ballot?.left).toBe(5);
    const elsewhere = [
      voting(5, 3),
      { own: [{ who: ME, ballot: { round: 1, votes: [], left: 5, elsewhere: true } }] },
    ] as SessionView[];
    expect(shown(elsewhere).own.get(ME)?.ballot?.elsewhere).toBe(true);
    expect(shown(elsewhere, vote('a', 1)).own.get(ME)?.ballot?.elsewhere).toBeUndefined();
    expect(shown(open, vote('gone', 1)).own.get(ME)?.ballot?.left).toBe(5);
  });

  test('count a reaction once, also when the server has it already', () => {
    const heart = (on: boolean): Command => ({ do: 'react', note: 'n', reaction: 'heart', on });
    const counts: SessionView = { reactions: [{ note: 'n', counts: [['heart', 2]] }] };
    expect(shown([counts], heart(true)).reactions.get('n')).toEqual([['heart', 3]]);
    expect(shown([counts], heart(true), heart(true)).reactions.get('n')).toEqual([['heart', 3]]);
    const told: SessionView = {
      ...counts,
      own: [{ who: ME, reactions: [{ note: 'n', reactions: ['heart'] }] }],
    };
    expect(shown([told], heart(true)).reactions.get('n')).toEqual([['heart', 2]]);
    expect(shown([told], heart(false)).reactions.get('n')).toEqual([['heart', 1]]);
    expect(shown([told], heart(false)).own.get(ME)?.reactions.get('n')).toBeUndefined();
  });

  test('answer in one’s own name, and where that stays unknown only for oneself', () => {
    const answer: Command = { do: 'answer', text: ' well ' };
    expect(shown([], answer).answers).toEqual([{ by: ME, text: 'well' }]);
    expect(shown([], answer, { do: 'answer', text: '' }).answers).toEqual([]);
    const journey = { ...stateOf(WHOLE).journey, anonymous: true };
    const state = shown([{ journey }], answer);
    expect([state.answers, state.own.get(ME)?.answer]).toEqual([[], 'well']);
  });

  test('comment, promise, raise a hand and get ready', () => {
    const commitment = { id: 'p', what: 'bread', who: '', byWhen: null, target: null };
    const state = shown(
      [],
      { do: 'comment', comment: 'c', note: 'n', text: 'yes' },
      { do: 'putCommitment', commitment },
      { do: 'raiseHand', raised: true },
      { do: 'ready', ready: true },
    );
    expect(state.comments).toEqual([{ id: 'c', note: 'n', text: 'yes', by: ME }]);
    expect(state.own.get(ME)).toMatchObject({ comments: ['c'], commitments: ['p'], ready: true });
    expect(state.people.find(({ id }) => id === ME)?.hand).toBe(true);
    const twice = shown(
      [{ comments: state.comments as SessionView['comments'], commitments: [commitment] }],
      { do: 'comment', comment: 'c', note: 'n', text: 'yes' },
      { do: 'putCommitment', commitment: { ...commitment, what: 'more bread' } },
    );
    expect(twice.comments).toHaveLength(1);
    expect(twice.commitments.map(({ what }) => what)).toEqual(['more bread']);
  });

  test('offer a note, and nod at those that wait', () => {
    const offered = shown([], { do: 'offer', drafts: ['x'] }).own.get(ME)?.drafts;
    expect(offered?.map(({ id, offered: waits }) => [id, waits])).toEqual([
      ['x', true],
      ['y', undefined],
    ]);
    const offers = ['a', 'b', 'c'].map((id) => ({ draft: draft(id), by: 'aino' }));
    const left = shown(
      [{ offers }],
      { do: 'approve', drafts: ['a'] },
      { do: 'handBack', drafts: ['c'] },
    ).offers;
    expect(left.map(({ draft: { id } }) => id)).toEqual(['b']);
  });

  test('leave alone what only the server can know', () => {
    expect(shown([], { do: 'goTo', from: 'pack', to: null })).toEqual(stateOf(WHOLE, mine));
  });
});

test.each(['__proto__', 'constructor', 'hasOwnProperty'])(
  'a note called %s is reacted to like any other',
  (note) => {
    const heart: Command = { do: 'react', note, reaction: 'heart', on: true };
    const state = shown([], heart);
    expect([...state.reactions]).toEqual([[note, [['heart', 1]]]]);
    expect(state.own.get(ME)?.reactions.get(note)).toEqual(['heart']);
    const told = shown([{ reactions: [{ note, counts: [['heart', 2]] }] }], heart);
    expect(told.reactions.get(note)).toEqual([['heart', 3]]);
  },
);
