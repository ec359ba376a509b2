import { describe, expect, test } from 'vitest';
import type { Phase } from '../protocol/session';
import { newSinceLastLook, newsForLatecomer } from './latecomers';
import { ME, phase, stateOf, voting, WHOLE } from './session_for_tests';

const MINUTE = 60_000;
const pack = phase('pack');
const look = { phase: 'pack', atMs: 0, notes: 3, comments: 1 };

describe('somebody who comes late', () => {
  test('is told what is going on', () => {
    expect(newsForLatecomer(stateOf(WHOLE), pack, null, null, MINUTE)).toEqual({ kind: 'pack' });
    expect(newsForLatecomer(stateOf(WHOLE), pack, null, { ...look, phase: 'arrive' }, MINUTE)).toEqual({
      kind: 'pack',
    });
  });

  test('is told how many votes they have, and that a vote is over', () => {
    const vote: Phase = { ...pack, kind: 'vote', on: 'notes', budget: null, perItemMax: null };
    const open = stateOf(WHOLE, voting(5), { own: [{ who: ME, order: [] }] });
    expect(newsForLatecomer(open, vote, 5, null, MINUTE)).toEqual({ kind: 'vote', open: true, left: 5 });
    expect(newsForLatecomer(stateOf(WHOLE), vote, null, null, MINUTE)).toMatchObject({ open: false });
  });

  test('is told nothing who was here, or comes as it begins', () => {
    expect(newsForLatecomer(stateOf(WHOLE), pack, null, look, MINUTE)).toBeUndefined();
    expect(newsForLatecomer(stateOf(WHOLE), pack, null, null, 5_000)).toBeUndefined();
  });
});

describe('somebody who comes back', () => {
  const now = { notes: 8, comments: 1, ms: 60 * MINUTE };

  test('to a phase of days is told how much is new', () => {
    expect(newSinceLastLook(pack, look, now)).toEqual({ notes: 5, comments: 0 });
  });

  test('is told nothing after a moment, in a short phase, in another phase, or when nothing is new', () => {
    expect(newSinceLastLook(pack, look, { ...now, ms: MINUTE })).toBeUndefined();
    expect(newSinceLastLook({ ...pack, length: { minutes: 90 } }, look, now)).toBeUndefined();
    expect(newSinceLastLook(phase('other'), look, now)).toBeUndefined();
    expect(newSinceLastLook(pack, look, { ...now, notes: 2 })).toBeUndefined();
    expect(newSinceLastLook(pack, null, now)).toBeUndefined();
  });
});
