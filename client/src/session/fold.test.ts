import { describe, expect, test } from 'vitest';
import { fold } from './fold';
import { draft, ME, person, phase, stateOf, told, voting, WHOLE } from './session_for_tests';

const myDrafts = { own: [{ who: ME, drafts: [draft('x'), draft('y')], order: ['x', 'y'], ready: true }] };

describe('the session that a page knows', () => {
  test('is nothing until it was told whole', () => {
    expect(fold(null, myDrafts, ME)).toBeNull();
  });

  test('keeps what a view does not tell of', () => {
    const state = stateOf(WHOLE, myDrafts, { plan: [phase('new')] });
    expect(state.plan.map(({ id }) => id)).toEqual(['new']);
    expect(state.own.get(ME)?.drafts.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(state.people).toHaveLength(2);
  });

  test('takes drafts that changed into their places and follows the order that is told', () => {
    const state = stateOf(
      WHOLE,
      myDrafts,
      { own: [{ who: ME, drafts: [draft('x', 'better')] }] },
      { own: [{ who: ME, drafts: [draft('z')], order: ['z', 'x'] }] },
    );
    expect(state.own.get(ME)?.drafts.map(({ text }) => text)).toEqual(['z', 'better']);
  });

  test('told whole again forgets all that is not told, one’s own only when that is told, too', () => {
    const reacted = {
      comments: [{ id: 'c', note: 'n', text: 'hm', by: null }],
      own: [{ who: ME, reactions: [{ note: 'n', reactions: ['heart' as const] }] }],
    };
    const again = stateOf(WHOLE, myDrafts, reacted, WHOLE);
    expect(again.comments).toEqual([]);
    expect(again.own.get(ME)?.drafts).toHaveLength(2);
    const own = stateOf(WHOLE, myDrafts, reacted, WHOLE, { own: [{ who: ME, order: [] }] });
    expect(own.own.get(ME)).toMatchObject({ drafts: [], reactions: new Map(), ready: false });
  });

  test('counts only changes person by person, and forgets them where they may not be known', () => {
    const counts = { people: 2, packed: 1, packers: 1, ready: 0, voters: 0, answered: 0 };
    const one = { progress: { ...counts, each: [{ who: 'aino', packed: 1, ready: false }] } };
    const other = { progress: { ...counts, each: [{ who: ME, packed: 3, ready: true }] } };
    const state = stateOf(WHOLE, one, other);
    expect([...(state.each?.keys() ?? [])].sort()).toEqual(['aino', ME]);
    expect(stateOf(WHOLE, one, { progress: counts }).each).toBeNull();
    expect(stateOf(WHOLE, one, { progress: counts }).progress.packed).toBe(1);
  });

  test('puts an answer in place of the same person’s, and takes an empty one away', () => {
    const answered = (by: string | null, text: string) => ({ answered: [{ by, text }] });
    const state = stateOf(WHOLE, answered('aino', 'well'), answered(ME, 'tired'), answered('aino', 'fine'));
    expect(state.answers).toEqual([
      { by: 'aino', text: 'fine' },
      { by: ME, text: 'tired' },
    ]);
    expect(stateOf(WHOLE, answered('aino', 'well'), answered('aino', '')).answers).toEqual([]);
  });

  test('puts nobody’s answer beside the others, in no order that tells when it came', () => {
    const answered = (text: string) => ({ answered: [{ by: null, text }] });
    const state = stateOf(WHOLE, answered('two'), answered('one'));
    expect(state.answers.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  test('has the notes that wait as they were told last', () => {
    const offers = [{ draft: draft('a'), by: 'aino' }];
    expect(stateOf(WHOLE).offers).toEqual([]);
    expect(stateOf(WHOLE, { offers }, { plan: [] }).offers).toEqual(offers);
    expect(stateOf(WHOLE, { offers }, { offers: [] }).offers).toEqual([]);
  });

  test('takes away what is gone', () => {
    const comment = { id: 'c', note: 'n', text: 'hm', by: null };
    const commitment = { id: 'p', what: 'bread', who: '', byWhen: null, target: null };
    const state = stateOf(
      WHOLE,
      { comments: [comment], commitments: [commitment], reactions: [{ note: 'n', counts: [['heart', 2]] }] },
      { commentsGone: ['c'], commitmentsGone: ['p'], reactions: [{ note: 'n', counts: [] }] },
    );
    expect([state.comments, state.commitments, state.reactions]).toEqual([[], [], new Map()]);
  });

  test('forgets what is a proxy’s when somebody else acts for them, and starts anew when it comes back', () => {
    const proxy = (keeper: string) => ({ people: [person('proxy', { keeper })] });
    const theirs = { own: [{ who: 'proxy', drafts: [draft('d')], order: ['d'] }] };
    expect(stateOf(WHOLE, proxy(ME), theirs).own.get('proxy')?.drafts).toHaveLength(1);
    expect(stateOf(WHOLE, proxy(ME), theirs, proxy('aino')).own.get('proxy')).toBeUndefined();
    const back = stateOf(WHOLE, proxy(ME), theirs, proxy('aino'), proxy(ME), {
      own: [{ who: 'proxy', ready: true }],
    });
    expect(back.own.get('proxy')).toMatchObject({ drafts: [], ready: true });
  });

  test('has a ballot while a vote is open, empty at first, and none after', () => {
    const mine = { own: [{ who: ME, order: [] }] };
    const open = told(WHOLE, mine, voting(5));
    expect(open.state.own.get(ME)?.ballot).toEqual({ round: 1, votes: [], left: 5 });
    const votes = [['a', 2]] as [string, number][];
    const voted = fold(open, { own: [{ who: ME, ballot: { round: 1, votes, left: 3 } }] }, ME);
    expect(voted?.state.own.get(ME)?.ballot?.left).toBe(3);
    expect(fold(voted, voting(4, 3, 2), ME)?.state.own.get(ME)?.ballot).toEqual({
      round: 2,
      votes: [],
      left: 4,
    });
    expect(fold(voted, { journey: WHOLE.journey }, ME)?.state.own.get(ME)?.ballot).toBeNull();
  });
});
