import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { testBoard } from '../board/document/board_for_tests';
import { OWN } from '../board/document/edits';
import { undoOf } from '../board/document/undo';
import { presentIn } from './moment';
import { planOfMoment } from './plan';
import { whenStepOver } from './step_over';
import { putBack } from './write';

/** Two notes are put back that were on the board once. */
function putBackTwo() {
  const { doc, note } = testBoard();
  for (const id of ['n1', 'n2']) note(id, 10, 20);
  const moment = presentIn(doc);
  doc.transact(() => ['n1', 'n2'].map((id) => doc.getMap('notes').delete(id)), 'others');
  const undo = undoOf(doc);
  const plan = planOfMoment(presentIn(doc), moment, { of: 'all' });
  putBack(doc, plan);
  undo.stopCapturing();
  let overs = 0;
  whenStepOver(doc, plan, () => {
    overs += 1;
  });
  return { doc, undo, overs: () => overs };
}

const move = (doc: Y.Doc, origin: unknown) =>
  doc.transact(() => doc.getMap<Y.Map<unknown>>('notes').get('n1')?.set('at', [500, 0]), origin);

test('what was put back is taken back by its message until it was undone otherwise, or something else was done', () => {
  const undone = putBackTwo();
  expect(undone.overs()).toBe(0);
  undone.undo.undo();
  expect(undone.overs()).toBe(1);
  const goneOn = putBackTwo();
  move(goneOn.doc, OWN);
  move(goneOn.doc, OWN);
  expect(goneOn.overs()).toBe(1);
});

test('what others do leaves the way back open, until all that came is gone again', () => {
  const { doc, overs } = putBackTwo();
  move(doc, 'others');
  doc.transact(() => doc.getMap('notes').delete('n1'), 'others');
  expect(overs()).toBe(0);
  doc.transact(() => doc.getMap('notes').delete('n2'), 'others');
  expect(overs()).toBe(1);
});
