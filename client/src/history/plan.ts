// What to write so that something is on the board again, as a value. What comes out of the bin leaves what is there as it is, but that
// its words go back into a note that was emptied, or over those of another that stands in its place; a moment goes over all it is to.

import type { ElementId } from '../protocol/session';
import { type BinItem, isRoot, ROOTS, type Root } from './answers';
import { centredIn } from './area';
import { type Elements, type Fields, fieldsOf, type Moment, same } from './moment';

export interface Made {
  readonly root: Root;
  readonly id: ElementId;
  readonly fields: Fields;
}

export interface Changed {
  readonly root: Root;
  readonly id: ElementId;
  readonly field: string;
  readonly value: unknown;
}

export interface PuttingBack {
  readonly make: readonly Made[];
  readonly change: readonly Changed[];
  readonly remove: readonly { readonly root: Root; readonly id: ElementId }[];
  /** The room's title; null where it stays. */
  readonly title: string | null;
}

/** How much of a moment is put back. */
export type Scope =
  | { readonly of: 'all' }
  /** What lies in one section, then or now. */
  | { readonly of: 'section'; readonly id: ElementId }
  /** These notes and clusters, and nothing goes for them. */
  | { readonly of: 'chosen'; readonly ids: ReadonlySet<ElementId> };

/** How many elements it changes. */
export function countIn({ make, change, remove, title }: PuttingBack): number {
  const changed = new Set(change.map(({ root, id }) => `${root} ${id}`));
  return make.length + changed.size + remove.length + Number(title !== null);
}

/** Whether there is nothing to put back of a moment: so much of the board is as it was then. */
export function isAsThen(present: Moment, moment: Moment, scope: Scope): boolean {
  return countIn(planOfMoment(present, moment, scope)) === 0;
}

/** Puts back what lies in the bin. The notes that were in a cluster when it went are in it again where they are free now. */
export function planOfBin(present: Moment, items: readonly BinItem[]): PuttingBack {
  const make = new Map<string, Made>();
  const members = new Map<ElementId, readonly ElementId[]>();
  const change: Changed[] = [];
  let title: string | null = null;
  // Newest first: what was taken away twice comes back as it was last.
  for (const { root, key, whole, fields, members: its = [] } of items) {
    if (!isRoot(root)) {
      if (root === 'meta' && key === 'title' && present.title === '') title ??= wordsIn(fields.title);
    } else if (whole || root === 'notes') {
      const name = `${root} ${key}`;
      if (make.has(name)) continue;
      const there = present[root].get(key);
      if (there !== undefined) {
        const words = wordsIn(fields.text);
        const went = fieldsOf(fields);
        const lacks = words !== wordsIn(there.get('text')) && lacksItsWords(there, went, whole);
        if (root === 'notes' && lacks) change.push({ root, id: key, field: 'text', value: words });
        continue;
      }
      make.set(name, { root, id: key, fields: fieldsOf(fields) });
      if (root === 'clusters') members.set(key, its);
    } else if (present[root].has(key) && wordsIn(present[root].get(key)?.get('title')) === '') {
      change.push({ root, id: key, field: 'title', value: wordsIn(fields.title) });
    }
  }
  for (const [cluster, its] of members) {
    for (const member of its) {
      const there = present.notes.get(member);
      // It may have gone later, out of a cluster that had been taken apart by then, and come back with it.
      const made = make.get(`notes ${member}`);
      if (there !== undefined && isFree(there, present))
        change.push({ root: 'notes', id: member, field: 'cluster', value: cluster });
      else if (made !== undefined && isFree(made.fields, present))
        make.set(`notes ${member}`, { ...made, fields: new Map([...made.fields, ['cluster', cluster]]) });
    }
  }
  return { make: [...make.values()], change: firstOfEach(change), remove: [], title: title || null };
}

/** Whether a note's words were taken out, though others may stand there since, or another note was put in its place: what came back was
 * made when it was. */
function lacksItsWords(there: Fields, went: Fields, whole: boolean): boolean {
  const made = went.get('made');
  return !whole || (made !== undefined && !same(there.get('made'), made));
}

function isFree(note: Fields, { clusters, notes }: Moment): boolean {
  return !has(clusters, note.get('cluster')) && !has(notes, note.get('under'));
}

function has(elements: Elements, id: unknown): boolean {
  return typeof id === 'string' && elements.has(id);
}

/** Puts the board back to a moment, or part of it. */
export function planOfMoment(present: Moment, moment: Moment, scope: Scope): PuttingBack {
  const wanted = wantedIn(present, moment, scope);
  const make: Made[] = [];
  const change: Changed[] = [];
  const remove: { root: Root; id: ElementId }[] = [];
  for (const root of ROOTS) {
    for (const id of wanted[root]) {
      const then = moment[root].get(id);
      const now = present[root].get(id);
      if (then === undefined) {
        if (now !== undefined && scope.of !== 'chosen') remove.push({ root, id });
      } else if (now === undefined) make.push({ root, id, fields: then });
      else change.push(...changesBetween(root, id, now, then));
    }
  }
  const title = scope.of === 'all' && moment.title !== present.title ? moment.title : null;
  return { make, change, remove, title };
}

function changesBetween(root: Root, id: ElementId, now: Fields, then: Fields): Changed[] {
  if (now === then) return [];
  const fields = new Set([...now.keys(), ...then.keys()]);
  return [...fields].flatMap((field) => {
    const value = then.get(field) ?? null;
    return same(now.get(field), value) ? [] : [{ root, id, field, value }];
  });
}

type Wanted = Readonly<Record<Root, ReadonlySet<ElementId>>>;

/** Which elements of the moment or of the present are to be as they were. */
function wantedIn(present: Moment, moment: Moment, scope: Scope): Wanted {
  const everything = (root: Root) => new Set([...moment[root].keys(), ...present[root].keys()]);
  if (scope.of === 'all') {
    return {
      notes: everything('notes'),
      clusters: everything('clusters'),
      sections: everything('sections'),
      strokes: everything('strokes'),
      connectors: everything('connectors'),
    };
  }
  const isIn =
    scope.of === 'section' ? lyingIn(scope.id, present, moment) : (id: string) => scope.ids.has(id);
  const chosen = new Set(
    [...everything('notes')].filter((id) => isIn(id) || isIn(clusterOf(moment, id) ?? '')),
  );
  const clusters = new Set<ElementId>();
  for (const id of everything('clusters')) if (isIn(id)) clusters.add(id);
  // A note that was in a cluster needs it: one that is gone is there again.
  for (const id of chosen) {
    const cluster = clusterOf(moment, id);
    if (cluster !== null && moment.clusters.has(cluster) && !present.clusters.has(cluster))
      clusters.add(cluster);
  }
  const sections = new Set(scope.of === 'section' ? [scope.id] : []);
  return { notes: chosen, clusters, sections, strokes: new Set(), connectors: new Set() };
}

function clusterOf(moment: Moment, note: ElementId): ElementId | null {
  const cluster = moment.notes.get(note)?.get('cluster');
  return typeof cluster === 'string' ? cluster : null;
}

/** What lies in a section, by where the section and the elements are now, or were at the moment. */
function lyingIn(section: ElementId, present: Moment, moment: Moment): (id: ElementId) => boolean {
  return (id) =>
    [present, moment].some((board) => {
      const place = board.notes.get(id)?.get('at') ?? board.clusters.get(id)?.get('at');
      const area = board.sections.get(section);
      return area !== undefined && place !== undefined && centredIn(area, place, board.notes.has(id));
    });
}

function wordsIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function firstOfEach(changes: readonly Changed[]): Changed[] {
  const seen = new Map<string, Changed>();
  for (const one of changes) {
    const name = `${one.root} ${one.id} ${one.field}`;
    if (!seen.has(name)) seen.set(name, one);
  }
  return [...seen.values()];
}
