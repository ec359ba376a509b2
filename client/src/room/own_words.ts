// What this page wrote last in each note and title, also before it was loaded anew: where the room takes it back, the page knows all
// of it, and the server perhaps only its first letters, or that something was begun.

import * as Y from 'yjs';
import { changedIn, clustersIn, makerIn, notesIn, sectionsIn } from '../board/document/maps';
import { readPlace, readWords } from '../board/document/note';
import { readSections, sectionAt } from '../board/document/sections';
import { middleOfNote } from '../board/rights/rights';
import type { OwnWords } from '../session/late_words';
import { KEPT } from '../sync/keep';
import type { OwnIds } from './own_ids';

/** Elements that are remembered, the latest: what is taken back was written a moment ago. */
const REMEMBERED_MAX = 200;

export function followOwnWords(doc: Y.Doc, ids: OwnIds): OwnWords {
  const maps = [notesIn(doc), clustersIn(doc), sectionsIn(doc)];
  const last = new Map<string, string>();
  /** What this tab had made when the browser kept it: no more than a board has. It is read now, as the room may soon take it away. */
  const kept = new Map<string, string>();
  /** All that the browser kept: another tab of the same person may have made it. */
  const loaded = new Set<string>();
  const areas = new Map<string, string>();

  function rememberArea(key: string): void {
    const note = notesIn(doc).get(key);
    if (!(note instanceof Y.Map)) return;
    const [x, y] = readPlace(note.get('at'));
    const area = sectionAt(readSections(doc), middleOfNote({ x, y }));
    areas.set(key, area?.id ?? '');
  }

  function hearWritten(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void {
    for (const { path, target } of events) {
      const [key] = path;
      if (typeof key !== 'string' || !(target instanceof Y.Text)) continue;
      last.delete(key);
      last.set(key, target.toString());
      rememberArea(key);
      for (const oldest of last.keys()) {
        if (last.size <= REMEMBERED_MAX) break;
        last.delete(oldest);
        areas.delete(oldest);
      }
    }
  }

  for (const map of maps) {
    map.observeDeep((events, { local, origin }) => {
      if (local) hearWritten(events);
      if (origin !== KEPT) return;
      for (const key of changedIn(events)) {
        loaded.add(key);
        const maker = makerIn(map, key);
        if (maker !== undefined && ids.has(maker) && map.has(key)) {
          kept.set(key, wordsIn(map, key));
          rememberArea(key);
        }
      }
    });
  }

  return {
    whole({ of, text }) {
      const own = last.get(of);
      // Another page of the same person may have written there since.
      if (own !== undefined) return own.length >= text.length ? own : text;
      const before = kept.get(of);
      if (before !== undefined) return before.startsWith(text) ? before : text;
      // Of a new element alone the server says that nothing was written in it: what was kept of it is this person's.
      return text.trim() === '' && loaded.has(of) ? onBoard(maps, of) : text;
    },
    areaOf: (element) => areas.get(element) ?? '',
  };
}

function onBoard(maps: readonly Y.Map<unknown>[], key: string): string {
  const map = maps.find((one) => one.has(key));
  return map === undefined ? '' : wordsIn(map, key);
}

function wordsIn(map: Y.Map<unknown>, key: string): string {
  const element = map.get(key);
  return element instanceof Y.Map ? readWords(element.get('text') ?? element.get('title')) : '';
}
