import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHalfWritten, type HalfWrittenStore } from '../half_written/half_written';
import { type WordsInStorage, wordsInStorage } from '../half_written/in_storage';
import type { HalfWritten, Purpose } from '../half_written/words';
import { storageInMemory } from '../storage_in_memory';
import { keepFromBoard, keepLate, type LateWords, type ToldBefore, toldBefore } from './late_words';
import { KEPT_ASIDE_MS } from './limits';
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
/** What nobody was told of yet, where the server has all of it. */
const FRESH: ToldBefore = { known: () => () => false, remember() {} };
const keep = (store: HalfWrittenStore, words: readonly LateWords[], told = FRESH) =>
  keepLate(store, words, told, { whole: ({ text }) => text, areaOf: () => '' });

afterEach(() => vi.unstubAllGlobals());

test('what came too late for the board is kept once, however often it is said', () => {
  const store = pages()('page');
  expect(keep(store, [apple, { of: 'b', text: ' ' }])).toBe(true);
  expect(keep(store, [apple, pear])).toBe(true);
  expect(keep(store, [apple, { ...pear, text: 'a pear\n' }])).toBe(false);
  expect(kept(store)).toEqual([
    ['late', 'a', 'an apple'],
    ['late', 'p', 'a pear'],
  ]);
});

test('a note that lay in an area is kept with that', () => {
  const store = pages()('page');
  const areaOf = (element: string) => (element === 'a' ? 'ideas' : '');
  keepLate(store, [apple, pear], FRESH, { whole: ({ text }) => text, areaOf });
  expect(store.unseen().map(({ words }) => words)).toEqual([
    { text: 'an apple', section: 'ideas' },
    { text: 'a pear' },
  ]);
});

test('what is told is what the page has of it, once, also where the server has no letter of it', () => {
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
  const told = toldBefore('room', ME, () => 0);
  let written = '';
  const whole = ({ text }: { text: string }) => (text.length > written.length ? text : written);
  const none = { of: 'a', text: '' };
  const store = pages()('page');
  expect(keepLate(store, [none], told, { whole, areaOf: () => '' })).toBe(false);
  written = 'an apple';
  expect(keepLate(store, [none], told, { whole, areaOf: () => '' })).toBe(true);
  expect(kept(store)).toEqual([['late', 'a', 'an apple']]);
  written = 'a pear';
  expect(keepLate(store, [{ of: 'p', text: 'a' }], told, { whole, areaOf: () => '' })).toBe(true);
  for (const { id } of store.unseen()) store.discard(id);
  written = '';
  expect(keepLate(store, [{ of: 'p', text: 'a' }, none], told, { whole, areaOf: () => '' })).toBe(false);
  expect(kept(store)).toEqual([]);
});

describe('many notes that came too late in one message', () => {
  const many = Array.from({ length: 80 }, (_, at) => ({ of: `n${at}`, text: `note ${at}` }));
  const lines = many.map(({ text }) => text).join('\n');
  const draft: Purpose = { kind: 'draft', who: ME, of: '' };
  /** A page of this browser. */
  const page = (id: string) =>
    createHalfWritten({
      me: ME,
      storage: wordsInStorage('room', ME, id),
      nowMs: () => ++ids,
      newId: () => `id${++ids}`,
    });

  test('are kept in one, push out nothing that was kept before, and are all there after a reload', () => {
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('localStorage', storageInMemory(new Map()));
    const before = page('before');
    before.write(draft, { text: 'half a tho' }, '');
    expect(
      keep(
        before,
        many,
        toldBefore('room', ME, () => 0),
      ),
    ).toBe(true);
    const after = page('after');
    const texts = () => after.unseen().map(({ words }) => words.text);
    expect(texts()).toEqual(['half a tho', lines]);
    expect(
      keep(
        after,
        many,
        toldBefore('room', ME, () => 0),
      ),
    ).toBe(false);
    expect(keep(after, many)).toBe(false);
    expect(texts()).toEqual(['half a tho', lines]);
  });

  test('are told anew as long as the browser has not kept them', () => {
    const stored = new Map<string, string>();
    vi.stubGlobal('addEventListener', () => {});
    const full = { ...storageInMemory(stored), length: 0 };
    full.setItem = (key, value) => {
      if (key.startsWith('picnic.half.')) throw new Error('full');
      stored.set(key, value);
    };
    vi.stubGlobal('localStorage', full);
    expect(
      keep(
        page('before'),
        many,
        toldBefore('room', ME, () => 0),
      ),
    ).toBe(true);
    vi.stubGlobal('localStorage', storageInMemory(stored));
    const after = page('after');
    expect(
      keep(
        after,
        many,
        toldBefore('room', ME, () => 0),
      ),
    ).toBe(true);
    expect(after.unseen().map(({ words }) => words.text)).toEqual([lines]);
  });
});

test('what the server says again letter by letter is kept as far as it was written', () => {
  const store = pages()('page');
  const letters = [...'an apple'].map((_, at, all) => ({ of: 'a', text: all.slice(0, at + 1).join('') }));
  expect(keep(store, [...letters, pear, apple])).toBe(true);
  expect(kept(store)).toEqual([
    ['late', 'a', 'an apple'],
    ['late', 'p', 'a pear'],
  ]);
});

test('another note that begins with the same word is kept beside it', () => {
  const store = pages()('page');
  keep(store, [apple, { of: 'b', text: 'an' }]);
  expect(kept(store)).toHaveLength(2);
});

test('it is kept once where its writer is still writing it, with what was written on', () => {
  const store = pages()('page');
  keep(store, [{ of: 'a', text: 'an a' }, pear]);
  keepFromBoard(store, { kind: 'note', who: ME, of: 'a' }, { text: 'an apple' });
  expect(keep(store, [{ of: 'a', text: 'an app' }])).toBe(false);
  expect(kept(store)).toEqual([
    ['late', 'p', 'a pear'],
    ['note', 'a', 'an apple'],
  ]);
});

test('what another page of the same person keeps already is not kept here as well', () => {
  const open = pages();
  keep(open('before the reload'), [apple]);
  const after = open('after it');
  expect(keep(after, [apple])).toBe(false);
  expect(kept(after)).toEqual([['late', 'a', 'an apple']]);
});

test('what its writer threw away, or laid on the board, is not told anew after a reload; the same words in another note are', () => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', storageInMemory(stored));
  const told = (room = 'room') => toldBefore(room, ME, () => 0);
  told().remember([apple]);
  expect([told().known()(apple), told().known()({ ...apple, of: 'b' })]).toEqual([true, false]);
  expect(told('elsewhere').known()(apple)).toBe(false);
  expect([...stored.values()].join()).not.toContain('apple');
  // Where the browser keeps nothing it is told each time: better twice than never.
  vi.unstubAllGlobals();
  told().remember([apple]);
  expect(told().known()(apple)).toBe(false);
});

test('the same words that come too late again, once the server says those of before no more, are told anew', () => {
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
  let now = 1_000;
  const told = toldBefore('room', ME, () => now);
  told.remember([apple]);
  // The server keeps all words of somebody from their last on.
  now += KEPT_ASIDE_MS - 1;
  told.remember([pear]);
  now += KEPT_ASIDE_MS - 1;
  expect([told.known()(apple), told.known()(pear)]).toEqual([true, true]);
  now += 1;
  expect([told.known()(apple), told.known()(pear)]).toEqual([false, false]);
  told.remember([pear]);
  expect([told.known()(apple), told.known()(pear)]).toEqual([false, true]);
  // The clock was put back.
  now -= KEPT_ASIDE_MS;
  expect(told.known()(pear)).toBe(false);
});

test('nothing new said leaves the marks at their age', () => {
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
  let now = 0;
  const told = toldBefore('room', ME, () => now);
  told.remember([apple]);
  now = KEPT_ASIDE_MS - 1;
  told.remember([]);
  now = KEPT_ASIDE_MS;
  expect(told.known()(apple)).toBe(false);
});
