import { expect, test } from 'vitest';
import type { Phase } from '../../protocol/session';
import { phase } from '../session_for_tests';
import { answersTold, areAnswersTheStage } from './arrive_stage';

const ARRIVE: Phase = { ...phase('a'), kind: 'arrive', question: { en: 'How are you?' }, inTurn: false };
const ANSWERS = [{ by: 'ann', text: 'Well' }];

test('answers take the stage unasked where nothing lies on the board, and where one asks', () => {
  expect(areAnswersTheStage(ARRIVE, ANSWERS, 0, 'unasked')).toBe(true);
  expect(areAnswersTheStage(ARRIVE, ANSWERS, 3, 'unasked')).toBe(false);
  expect(areAnswersTheStage(ARRIVE, ANSWERS, 3, 'stage')).toBe(true);
  expect(areAnswersTheStage(ARRIVE, ANSWERS, 0, 'board')).toBe(false);
});

test('there is no stage before anybody answered, without a question, or in another phase', () => {
  expect(areAnswersTheStage(ARRIVE, [{ by: 'ann', text: '' }], 0, 'stage')).toBe(false);
  expect(areAnswersTheStage({ ...ARRIVE, question: null }, ANSWERS, 0, 'stage')).toBe(false);
  expect(areAnswersTheStage({ ...phase('p'), kind: 'pack' }, ANSWERS, 0, 'stage')).toBe(false);
  expect(areAnswersTheStage(null, ANSWERS, 0, 'stage')).toBe(false);
});

test('an answer that is nobody\u2019s is told without a name, and each stands for itself', () => {
  const told = answersTold([
    { by: null, text: 'Well' },
    { by: null, text: 'Well' },
    { by: null, text: '' },
  ]);
  expect(told.map(({ by }) => by)).toEqual([null, null]);
  expect(new Set(told.map(({ key }) => key)).size).toBe(2);
});
