// Taking back one's own changes, and nobody else's.

import * as Y from 'yjs';
import { OWN } from './edits';
import { refillEmptied, type Step } from './emptied_fields';
import { aboutIn, lyingIn } from './maps';

/** Keys pressed closer together than this are taken back together. */
const TYPING_PAUSE_MS = 600;

/** Undo over all that a person can change on the board. */
export function undoOf(doc: Y.Doc): Y.UndoManager {
  // Under which client ids this page wrote: it goes on under another one now and then.
  const mine = new Set<number>();
  doc.on('beforeTransaction', () => mine.add(doc.clientID));
  return new FieldKeepingUndo([...lyingIn(doc), aboutIn(doc)], {
    trackedOrigins: new Set([OWN]),
    captureTimeout: TYPING_PAUSE_MS,
    deleteFilter: (item) => !holdsWordsOfOthers(item, mine),
  });
}

/**
 * Yjs takes a step back by deleting what it wrote, and brings back what stood there before unless somebody else wrote there too: then the
 * field would stand empty. Here it is filled within the same change, so nobody sees it empty, and the way back leads over it.
 */
class FieldKeepingUndo extends Y.UndoManager {
  override undo(): Step | null {
    return this.keepingFields('undoing', () => super.undo());
  }

  override redo(): Step | null {
    return this.keepingFields('redoing', () => super.redo());
  }

  private keepingFields(going: 'undoing' | 'redoing', pop: () => Step | null): Step | null {
    try {
      return this.doc.transact((transaction) => {
        const popped = pop();
        // Until the change is over: by this it is known as one that leads back.
        this[going] = true;
        if (popped !== null) refillEmptied(lyingIn(this.doc), aboutIn(this.doc), transaction, popped);
        return popped;
      }, this);
    } finally {
      this[going] = false;
    }
  }
}

/**
 * True for a note in which somebody else has typed, its text, and what it was made with: taking back its making would
 * take their words. What was changed later is not the first of its key, or not in a note made here, and is taken back.
 */
function holdsWordsOfOthers(item: Y.Item, mine: ReadonlySet<number>): boolean {
  if (item.content instanceof Y.ContentType) {
    const made: unknown = item.content.type;
    if (made instanceof Y.Text) return hasForeignWords(made, mine);
    if (made instanceof Y.Map) return entryHasForeignWords(made, mine);
  }
  const isFirstOfItsKey = item.parentSub !== null && item.left === null;
  const { parent } = item;
  if (!isFirstOfItsKey || !(parent instanceof Y.Map)) return false;
  const madeBy = parent._item?.id.client;
  return madeBy !== undefined && mine.has(madeBy) && entryHasForeignWords(parent, mine);
}

function entryHasForeignWords(entry: Y.Map<unknown>, mine: ReadonlySet<number>): boolean {
  for (const value of entry.values())
    if (value instanceof Y.Text && hasForeignWords(value, mine)) return true;
  return false;
}

function hasForeignWords(text: Y.Text, mine: ReadonlySet<number>): boolean {
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.countable && !mine.has(item.id.client)) return true;
  }
  return false;
}
