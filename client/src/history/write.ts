// Writes what is to be put back into the board's document: one change, which one undo takes away.

import * as Y from 'yjs';
import { writeBoardTitle } from '../board/document/about';
import { OWN } from '../board/document/edits';
import { patchBetween } from '../board/document/text_patch';
import type { PuttingBack } from './plan';

/** Fields that several people may write in at once. */
const SHARED_WORDS: ReadonlySet<string> = new Set(['text', 'title']);

/** Undo takes back what is written under the page's own origin. */
export function putBack(doc: Y.Doc, plan: PuttingBack, origin: string | null = OWN): void {
  doc.transact(() => {
    for (const { root, id } of plan.remove) doc.getMap(root).delete(id);
    for (const { root, id, fields } of plan.make) {
      const map = doc.getMap(root);
      // Somebody else may have put it back since.
      if (map.has(id)) continue;
      const entry = new Y.Map<unknown>();
      for (const [field, value] of fields) entry.set(field, shared(field, value));
      map.set(id, entry);
    }
    for (const { root, id, field, value } of plan.change) {
      const entry: unknown = doc.getMap(root).get(id);
      if (entry instanceof Y.Map) writeField(entry, field, value);
    }
    if (plan.title !== null) writeBoardTitle(doc, plan.title);
  }, origin);
}

function writeField(entry: Y.Map<unknown>, field: string, value: unknown): void {
  const there: unknown = entry.get(field);
  if (!SHARED_WORDS.has(field) || !(there instanceof Y.Text) || there instanceof Y.XmlText) {
    entry.set(field, shared(field, value));
    return;
  }
  const patch = patchBetween(there.toString(), typeof value === 'string' ? value : '');
  if (patch === null) return;
  there.delete(patch.at, patch.remove);
  there.insert(patch.at, patch.insert);
}

function shared(field: string, value: unknown): unknown {
  return SHARED_WORDS.has(field) && typeof value === 'string' ? new Y.Text(value) : value;
}
