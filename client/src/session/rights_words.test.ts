import { expect, test } from 'vitest';
import { rightIn } from '../board/rights/rights';
import { rightsSentence } from './rights_words';
import { phase } from './session_for_tests';

const TITLES: Readonly<Record<string, string>> = { stands: 'Stands', wall: 'Wall', nameless: '' };
const titleOf = (section: string) => TITLES[section] ?? null;

test('nothing is said where everything may be done everywhere', () => {
  expect(rightsSentence({ board: 'all' }, titleOf, undefined)).toBe('');
  expect(rightsSentence({ board: 'all', sections: { stands: 'all' } }, titleOf, undefined)).toBe('');
});

test('one sentence says what holds, and areas are named where they differ, those that are alike together', () => {
  expect(rightsSentence({ board: 'look' }, titleOf, undefined)).toBe('rights.now_look');
  const differing = {
    board: 'look',
    sections: { stands: 'own', wall: 'own', gone: 'add', nameless: 'add' },
  } as const;
  expect(rightsSentence(differing, titleOf, undefined)).toBe('rights.now_look rights.inAreas');
  expect(
    rightsSentence({ board: 'all', sections: { stands: 'look', wall: 'add' } }, titleOf, undefined),
  ).toBe('rights.inAreas rights.inAreas');
});

test('who only looks where a question is answered, or notes are commented, liked or voted on, may do that alone', () => {
  const asks = phase('arrive', { kind: 'arrive', question: { en: 'How are you?' }, inTurn: false });
  const names = phase('arrive', { kind: 'arrive', question: null, inTurn: false });
  const comments = phase('taste', { kind: 'taste', comments: true });
  const reacts = phase('taste', { kind: 'taste', comments: false });
  const vote = phase('vote', { kind: 'vote', on: 'notes', budget: 3, perItemMax: 1 });
  const cluster = phase('cluster', { kind: 'cluster' });
  expect([asks, comments, reacts, vote, names, cluster, undefined].map((of) => rightIn(of, 'look'))).toEqual([
    'look_answer',
    'look_comment',
    'look_react',
    'look_vote',
    'look',
    'look',
    'look',
  ]);
  expect(rightIn(comments, 'own')).toBe('own');
  expect(rightsSentence({ board: 'look', sections: { stands: 'own' } }, titleOf, comments)).toBe(
    'rights.now_look_comment rights.inAreas',
  );
});
