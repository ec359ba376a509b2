import { describe, expect, test } from 'vitest';
import type { Command } from '../protocol/session';
import { wordsRefused } from './refused_words';
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
