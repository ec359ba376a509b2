import { describe, expect, test } from 'vitest';
import { createHalfWritten } from '../half_written/half_written';
import type { WordsInStorage } from '../half_written/in_storage';
import type { HalfWritten } from '../half_written/words';
import type { Command } from '../protocol/session';
import { keepFromBoard, keepLate, wordsRefused } from './refused_words';
import { draft, journeyOf, ME, phase, stateOf, WHOLE } from './session_for_tests';

const of = (command: Command, who = ME, state = stateOf(WHOLE)) =>
  wordsRefused(command, who, state).map(({ purpose, words }) => [
    purpose.kind,
    purpose.who,
    purpose.of,
    words.text ?? words.what,
  ]);

describe('the words of a refused command', () => {
  test('go back to the field of a new note, or of the one in the basket that they were to change', () => {
    const state = stateOf(WHOLE, { own: [{ who: ME, drafts: [draft('a', 'before')], order: ['a'] }] });
    const drafts = [draft('a', 'after'), draft('b', 'new')];
    expect(of({ do: 'putDrafts', drafts }, ME, state)).toEqual([
      ['draft', ME, 'a', 'after'],
      ['draft', ME, '', 'new'],
    ]);
    // Only its colour was to change: no word of it is lost.
    const painted = { ...draft('a', 'before'), color: 'blue' as const };
    expect(of({ do: 'putDrafts', drafts: [painted] }, ME, state)).toEqual([]);
  });

  test('of many lines pasted at once come back in one, so that they push out nothing else that is half-written', () => {
    const drafts = Array.from({ length: 100 }, (_, line) => draft(`d${line}`, `line ${line}`));
    const back = of({ do: 'putDrafts', drafts });
    expect(back).toEqual([['draft', ME, '', drafts.map(({ text }) => text).join('\n')]]);
  });

  test('are of whom one acted for', () => {
    expect(of({ do: 'putDrafts', drafts: [draft('a')] }, 'proxy')).toEqual([['draft', 'proxy', '', 'a']]);
  });

  test('of a comment, an answer and a commitment are kept with what they were meant for', () => {
    const question = phase('arrive', { kind: 'arrive', question: { en: 'How?' }, inTurn: false });
    const over = stateOf(WHOLE, {
      plan: [question, phase('pack')],
      journey: journeyOf({ current: 'pack', startedMs: 1 }),
    });
    const commitment = { id: 'p', what: 'Bake', who: 'Aino', byWhen: null, target: null };
    expect([
      ...of({ do: 'comment', comment: 'c', note: 'n', text: 'nice' }),
      ...of({ do: 'answer', text: 'well' }, ME, over),
      ...of({ do: 'putCommitment', commitment }),
    ]).toEqual([
      ['comment', ME, 'n', 'nice'],
      ['answer', ME, 'arrive', 'well'],
      ['promise', ME, '', 'Bake'],
    ]);
  });

  test('are none where nothing was written', () => {
    expect(of({ do: 'ready', ready: true })).toEqual([]);
    expect(of({ do: 'answer', text: '' })).toEqual([]);
  });
});

test('what came too late for the board is kept once, however often it is said', () => {
  const store = createHalfWritten({
    me: ME,
    storage: { others: () => new Map(), save: () => true, saveOf: () => {}, listen: () => () => {} },
    nowMs: () => 1,
    newId: () => `id${++ids}`,
  });
  expect(keepLate(store, ['an apple', ' '])).toBe(true);
  expect(keepLate(store, ['an apple', 'a pear'])).toBe(true);
  expect(keepLate(store, ['an apple', 'a pear\n'])).toBe(false);
  expect(store.unseen().map(({ kind, who, words }) => [kind, who, words.text])).toEqual([
    ['late', ME, 'an apple'],
    ['late', ME, 'a pear'],
  ]);
});

test('what came too late is kept once where its writer is still writing it, with what was written on', () => {
  const store = createHalfWritten({
    me: ME,
    storage: { others: () => new Map(), save: () => true, saveOf: () => {}, listen: () => () => {} },
    nowMs: () => 1,
    newId: () => `id${++ids}`,
  });
  keepLate(store, ['an a', 'a pear']);
  keepFromBoard(store, { kind: 'note', who: ME, of: 'n' }, { text: 'an apple' });
  expect(keepLate(store, ['an app'])).toBe(false);
  expect(store.unseen().map(({ kind, words }) => [kind, words.text])).toEqual([
    ['late', 'a pear'],
    ['note', 'an apple'],
  ]);
});

test('what another page of the same person keeps already is not kept here as well', () => {
  const pages = new Map<string, readonly HalfWritten[]>();
  const storageOf = (page: string): WordsInStorage => ({
    others: () => new Map([...pages].filter(([of]) => of !== page)),
    save: (own) => pages.set(page, own).has(page),
    saveOf: (of, left) => pages.set(of, left),
    listen: () => () => {},
  });
  const open = (page: string) =>
    createHalfWritten({ me: ME, storage: storageOf(page), nowMs: () => 1, newId: () => `id${++ids}` });
  keepLate(open('before the reload'), ['an apple']);
  const after = open('after it');
  expect(keepLate(after, ['an apple'])).toBe(false);
  expect(after.unseen().map(({ words }) => words.text)).toEqual(['an apple']);
});

let ids = 0;
