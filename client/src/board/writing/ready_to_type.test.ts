import { expect, test } from 'vitest';
import { typingGoesTo } from './ready_to_type';

const notes = (...ids: string[]): ReadonlySet<string> => new Set(ids);

test('typing writes in the one note or cluster that is selected', () => {
  expect(typingGoesTo({ notes: notes('a'), cluster: null, focused: 'a' })).toBe('a');
  expect(typingGoesTo({ notes: notes('a'), cluster: null, focused: null })).toBe('a');
  expect(typingGoesTo({ notes: notes(), cluster: 'c', focused: 'c' })).toBe('c');
});

test('typing writes nowhere while nothing or more than one is selected', () => {
  expect(typingGoesTo({ notes: notes(), cluster: null, focused: 'a' })).toBeNull();
  expect(typingGoesTo({ notes: notes('a', 'b'), cluster: null, focused: 'a' })).toBeNull();
});

test('typing does not write in what is selected while the keyboard is at something else', () => {
  expect(typingGoesTo({ notes: notes('a'), cluster: null, focused: 'b' })).toBeNull();
  expect(typingGoesTo({ notes: notes(), cluster: 'c', focused: 'a' })).toBeNull();
});
