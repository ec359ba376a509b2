import { expect, test } from 'vitest';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { begun, outcome, typed, waitsUnsaved } from './title_writing';

test('a title takes the place of the one in whose place it was begun', () => {
  expect(outcome(begun(null, 'Lunch', null), ' Summer  party', 'Lunch')).toEqual({
    do: 'save',
    title: 'Summer party',
  });
  expect(outcome(begun(null, 'Lunch', null), '', 'Lunch')).toEqual({ do: 'save', title: '' });
});

test('it takes the place of no later one unasked, and of that one once it was told of', () => {
  const writing = begun(null, 'Lunch', null);
  const asked = outcome(writing, 'Summer party', 'Dinner');
  expect(asked).toEqual({ do: 'ask', why: 'overtaken', writing: { base: 'Dinner' } });
  if (asked.do !== 'ask') return;
  expect(outcome(asked.writing, 'Summer party', 'Dinner')).toMatchObject({ do: 'save' });
  expect(outcome(asked.writing, 'Summer party', 'Supper')).toMatchObject({ do: 'ask' });
  expect(outcome(writing, 'Dinner', 'Dinner')).toMatchObject({ do: 'save' });
});

test('where the room has no title, none is undone', () => {
  expect(outcome({ base: 'Lunch' }, 'Summer party', '')).toMatchObject({ do: 'save' });
  expect(outcome({ base: undefined }, 'Summer party', '')).toMatchObject({ do: 'save' });
});

test('words of an earlier page, which did not say in whose place, are asked about as such', () => {
  const writing = begun(null, 'Dinner', {});
  expect(outcome(writing, 'Summer party', 'Dinner')).toMatchObject({ do: 'ask', why: 'earlier' });
  expect(begun(null, 'Dinner', { base: 'Lunch' })).toEqual({ base: 'Lunch' });
  expect(begun({ base: 'Tea' }, 'Dinner', { base: 'Lunch' })).toEqual({ base: 'Tea' });
});

test('an emptied field leaves the title that came meanwhile', () => {
  expect(outcome({ base: 'Lunch' }, ' ', 'Dinner')).toEqual({ do: 'leave' });
});

test('what is too long is refused before anything else is asked', () => {
  const text = 'å'.repeat(TITLE_CHARS_MAX + 1);
  expect(outcome({ base: 'Lunch' }, text, 'Dinner')).toEqual({ do: 'refuse', chars: TITLE_CHARS_MAX + 1 });
});

test('what is typed back is nobody’s, and nothing is no words to keep', () => {
  expect(typed('Lunch', 'Lunch')).toBe('same');
  expect(typed('', '')).toBe('same');
  expect(typed(' ', 'Lunch')).toBe('nothing');
  expect(typed('Lunc', 'Lunch')).toBe('words');
});

test('words that wait are told apart from the room’s title until they are saved, and what is being typed is not', () => {
  expect(waitsUnsaved('How we w', 'Lunch', false)).toBe(true);
  expect(waitsUnsaved('How we w', '', false)).toBe(true);
  expect(waitsUnsaved('How we w', 'Lunch', true)).toBe(false);
  expect(waitsUnsaved('Lunch', 'Lunch', false)).toBe(false);
  expect(waitsUnsaved(undefined, 'Lunch', false)).toBe(false);
});
