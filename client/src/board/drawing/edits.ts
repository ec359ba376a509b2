// Every change that drawing makes to the board's document. Each is one transaction, and one step to undo.

import * as Y from 'yjs';
import { OWN } from '../document/edits';
import { connectorsIn, strokesIn } from '../document/maps';
import type { Ink } from './stroke';

/** Lays a stroke; `by` is whose it is, null where that stays unknown. */
export function addStroke(doc: Y.Doc, id: string, ink: Ink, by: string | null): void {
  doc.transact(() => {
    const entry = new Y.Map<unknown>();
    entry.set('path', [...ink.path]);
    if (ink.pressure !== null) entry.set('pressure', [...ink.pressure]);
    entry.set('color', ink.color);
    entry.set('width', ink.width);
    entry.set('by', by);
    strokesIn(doc).set(id, entry);
  }, OWN);
}

/** Leads from one note or cluster to another. */
export function addConnector(
  doc: Y.Doc,
  id: string,
  { from, to }: { readonly from: string; readonly to: string },
  by: string | null,
): void {
  doc.transact(() => {
    const entry = new Y.Map<unknown>();
    entry.set('from', from);
    entry.set('to', to);
    entry.set('by', by);
    connectorsIn(doc).set(id, entry);
  }, OWN);
}

/** Takes strokes and connectors away. */
export function removeDrawn(doc: Y.Doc, strokes: Iterable<string>, connectors: Iterable<string>): void {
  doc.transact(() => {
    for (const id of strokes) strokesIn(doc).delete(id);
    for (const id of connectors) connectorsIn(doc).delete(id);
  }, OWN);
}
