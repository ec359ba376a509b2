import { describe, expect, test } from 'vitest';
import { isLaidForAll, isReveal, newNotesIn } from './new_notes';
import { journeyOf, phase, stateOf, WHOLE } from './session_for_tests';

const PACKING = stateOf(WHOLE);
const LAYING = stateOf({
  ...WHOLE,
  plan: [phase('lay', { kind: 'lay', reveal: 'together', turnSeconds: null })],
  journey: journeyOf({ current: 'lay', startedMs: 1 }),
});
const SOMEBODY = { role: 'participant', offline: false, packedBefore: undefined } as const;

describe('a new note', () => {
  test('is for the basket while people pack, and for the board at all other times', () => {
    expect(newNotesIn({ ...SOMEBODY, state: PACKING })).toBe('basket');
    expect(newNotesIn({ ...SOMEBODY, state: LAYING })).toBe('board');
    expect(newNotesIn({ ...SOMEBODY, state: PACKING, role: 'viewer' })).toBe('board');
  });

  test('is for the basket where notes wait for a nod, but for those who nod', () => {
    const state = stateOf({ ...WHOLE, journey: journeyOf({ current: null, rights: { board: 'approve' } }) });
    expect(newNotesIn({ ...SOMEBODY, state })).toBe('basket');
    expect(newNotesIn({ ...SOMEBODY, state, role: 'facilitator' })).toBe('board');
    expect(newNotesIn({ ...SOMEBODY, state, role: 'viewer' })).toBe('board');
  });

  test('waits while nobody has told whether people pack, whatever was so before', () => {
    for (const packedBefore of [undefined, true, false]) {
      expect(newNotesIn({ ...SOMEBODY, state: null, packedBefore })).toBe('unknown');
    }
  });

  test('goes onto the board without a network where nobody packed when the room was last heard of, and waits else', () => {
    const away = { ...SOMEBODY, state: null, offline: true };
    expect(newNotesIn({ ...away, packedBefore: false })).toBe('board');
    expect(newNotesIn({ ...away, packedBefore: true })).toBe('unknown');
    expect(newNotesIn(away)).toBe('unknown');
  });
});

test('what is laid is for all to look at, but for a note that waited for a nod', () => {
  const rights = { board: 'all', sections: { stands: 'approve' } } as const;
  const offering = stateOf({ ...WHOLE, journey: journeyOf({ current: null, rights }) });
  const laying = { ...LAYING, journey: { ...LAYING.journey, rights } };
  expect([null, PACKING, LAYING, laying, offering].map(isLaidForAll)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});

test('what is laid together is a reveal, and what is laid in turns is none unless nobody has a turn', () => {
  const rounds = (anonymous: boolean) =>
    stateOf({
      ...WHOLE,
      plan: [phase('lay', { kind: 'lay', reveal: 'rounds', turnSeconds: null })],
      journey: journeyOf({ current: 'lay', startedMs: 1, anonymous }),
    });
  expect([null, PACKING, LAYING, rounds(false), rounds(true)].map(isReveal)).toEqual([
    false,
    false,
    true,
    false,
    true,
  ]);
});
