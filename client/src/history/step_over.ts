// When what was put back can be taken back no more by the message that says so: something else was done since, or it is gone again.

import * as Y from 'yjs';
import { OWN } from '../board/document/edits';
import type { PuttingBack } from './plan';

/** Calls `over` once, after the step in which this was put back is over. */
export function whenStepOver(doc: Y.Doc, plan: PuttingBack, over: () => void): void {
  const heard = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return;
    const { origin } = transaction as { origin: unknown };
    // Undo, by whichever way, is the undo manager's own.
    if (origin !== OWN && !(origin instanceof Y.UndoManager) && !isGone(doc, plan)) return;
    doc.off('afterTransaction', heard);
    over();
  };
  doc.on('afterTransaction', heard);
}

/** All that came back was taken away by others, and nothing else was put back. */
function isGone(doc: Y.Doc, { make, change, remove, title }: PuttingBack): boolean {
  const madeAlone = change.length === 0 && remove.length === 0 && title === null;
  return madeAlone && make.every(({ root, id }) => !doc.getMap(root).has(id));
}
