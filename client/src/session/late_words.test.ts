import { afterEach, expect, test, vi } from 'vitest';
import { createHalfWritten, type HalfWrittenStore } from '../half_written/half_written';
import type { WordsInStorage } from '../half_written/in_storage';
import type { HalfWritten } from '../half_written/words';
import { storageInMemory } from '../storage_in_memory';
import { firstTold, keepFromBoard, keepLate, toldBefore } from './late_words';
import { ME } from './session_for_tests';

let ids = 0;

/** Pages of one person, which keep words in one place. */
function pages(): (page: string) => HalfWrittenStore {
  const kept = new Map<string, readonly HalfWritten[]>();
  const storageOf = (page: string): WordsInStorage => ({
    others: () => new Map([...kept].filter(([of]) => of !== page)),
    save: (own) => kept.set(page, own).has(page),
    saveOf: (of, left) => kept.set(of, left),
    listen: () => () => {},
  });
  return (page) =>
    createHalfWritten({ me: ME, storage: storageOf(page), nowMs: () => ++ids, newId: () => `id${++ids}` });
}

const apple = { of: 'a', text: 'an apple' };
const pear = { of: 'p', text: 'a pear' };
const kept = (store: HalfWrittenStore) => store.unseen().map(({ kind, of, words }) => [kind, of, words.text]);

afterEach(() => vi.unstubAllGlobals());

test('what came too late for the board is kept once, however often it is said', () => {
  const store = pages()('page');
  expect(keepLate(store, [apple, { of: 'b', text: ' ' }])).toBe(true);
  expect(keepLate(store, [apple, pear])).toBe(true);
  expect(keepLate(store, [apple, { ...pear, text: 'a pear\n' }])).toBe(false);
  expect(kept(store)).toEqual([
    ['late', 'a', 'an apple'],
    ['late', 'p', 'a pear'],
  ]);
});

test('what is told is what the page has of it, once, also where the server has no letter of it', () => {
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
  const told = toldBefore('room', ME);
  let written = '';
  const whole = ({ text }: { text: string }) => (text.length > written.length ? text : written);
  const none = { of: 'a', text: '' };
  expect(firstTold([none], told, whole)).toEqual([]);
  written = 'an apple';
  expect(firstTold([none, { of: 'p', text: 'an' }], told, whole)).toEqual([
    apple,
    { of: 'p', text: 'an apple' },
  ]);
  written = '';
  expect(firstTold([none, { of: 'p', text: 'an' }], told, whole)).toEqual([]);
});

test('another note that begins with the same word is kept beside it', () => {
  const store = pages()('page');
  keepLate(store, [apple, { of: 'b', text: 'an' }]);
  expect(kept(store)).toHaveLength(2);
});

test('it is kept once where its writer is still writing it, with what was written on', () => {
  const store = pages()('page');
  keepLate(store, [{ of: 'a', text: 'an a' }, pear]);
  keepFromBoard(store, { kind: 'note', who: ME, of: 'a' }, { text: 'an apple' });
  expect(keepLate(store, [{ of: 'a', text: 'an app' }])).toBe(false);
  expect(kept(store)).toEqual([
    ['late', 'p', 'a pear'],
    ['note', 'a', 'an apple'],
  ]);
});

test('what another page of the same person keeps already is not kept here as well', () => {
  const open = pages();
  keepLate(open('before the reload'), [apple]);
  const after = open('after it');
  expect(keepLate(after, [apple])).toBe(false);
  expect(kept(after)).toEqual([['late', 'a', 'an apple']]);
});

test('what its writer threw away, or laid on the board, is not told anew after a reload; the same words in another note are', () => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', storageInMemory(stored));
  expect(toldBefore('room', ME).isFirst(apple)).toBe(true);
  const reloaded = toldBefore('room', ME);
  expect([reloaded.isFirst(apple), reloaded.isFirst({ ...apple, of: 'b' })]).toEqual([false, true]);
  expect(toldBefore('elsewhere', ME).isFirst(apple)).toBe(true);
  expect([...stored.values()].join()).not.toContain('apple');
  // Where the browser keeps nothing it is told each time: better twice than never.
  vi.unstubAllGlobals();
  expect([reloaded.isFirst(apple), reloaded.isFirst(apple)]).toEqual([true, true]);
});
