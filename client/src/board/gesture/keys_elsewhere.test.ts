import { expect, test } from 'vitest';
import { type Chord, elsewhere, type Place } from './keys_elsewhere';

const control = (key: string, held: Partial<Chord> = {}): Chord => ({
  key,
  code: `Key${key.toUpperCase()}`,
  isComposing: false,
  keyCode: 0,
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('from a panel what was done on the board is taken back, and done again', () => {
  expect(elsewhere(control('z'), 'beside')).toBe('undo');
  expect(elsewhere(control('Z', { shiftKey: true }), 'beside')).toBe('redo');
  expect(elsewhere(control('y'), 'beside')).toBe('redo');
  expect(elsewhere(control('z', { ctrlKey: false, metaKey: true }), 'beside')).toBe('undo');
});

test('what somebody writes is their own, also where its field just went, and nothing is taken back under a dialog', () => {
  const places: Place[] = ['own', 'nowhere', 'over'];
  expect(places.map((place) => elsewhere(control('z'), place))).toEqual([null, null, null]);
  expect(elsewhere(control('z', { ctrlKey: false }), 'beside')).toBeNull();
  expect(elsewhere(control('z', { altKey: true }), 'beside')).toBeNull();
  expect(elsewhere(control('c'), 'beside')).toBeNull();
});

test('all that is chosen are the notes of the board, and never the words of the page', () => {
  const places: Place[] = ['own', 'nowhere', 'over', 'beside'];
  expect(places.map((place) => elsewhere(control('a'), place))).toEqual([
    null,
    'nothing',
    'nothing',
    'selectAll',
  ]);
});
