import { expect, test } from 'vitest';
import { rightsSentence } from './rights_words';

const TITLES: Readonly<Record<string, string>> = { stands: 'Stands', wall: 'Wall', nameless: '' };
const titleOf = (section: string) => TITLES[section] ?? null;

test('nothing is said where everything may be done everywhere', () => {
  expect(rightsSentence({ board: 'all' }, titleOf)).toBe('');
  expect(rightsSentence({ board: 'all', sections: { stands: 'all' } }, titleOf)).toBe('');
});

test('one sentence says what holds, and areas are named where they differ, those that are alike together', () => {
  expect(rightsSentence({ board: 'look' }, titleOf)).toBe('rights.now_look');
  const differing = {
    board: 'look',
    sections: { stands: 'own', wall: 'own', gone: 'add', nameless: 'add' },
  } as const;
  expect(rightsSentence(differing, titleOf)).toBe('rights.now_look rights.inAreas');
  expect(rightsSentence({ board: 'all', sections: { stands: 'look', wall: 'add' } }, titleOf)).toBe(
    'rights.inAreas rights.inAreas',
  );
});
