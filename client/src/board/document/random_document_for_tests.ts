// Documents drawn from a seed: fields of all kinds, written by several clients at once that hear of each other now and then.

import * as Y from 'yjs';

/** Numbers from 0 to 1 (mulberry32, public domain, by Tommy Ettinger). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const IDS = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'h',
  '__proto__',
  'constructor',
  '',
  ' ',
  '🧺',
  '\uff5e',
  'ä',
  'A',
];
const COLORS: unknown[] = ['yellow', 'blue', 'white', 'mauve', 'constructor', '', 5, null, true];

/** What is drawn from one seed, number after number. */
interface Draw {
  /** A number from 0, below `end`. */
  below(end: number): number;
  one<T>(list: readonly T[]): T;
}

function drawFrom(seed: number): Draw {
  const number = numbersFrom(seed);
  const below = (end: number) => Math.floor(number() * end);
  return { below, one: <T>(list: readonly T[]) => list[below(list.length)] as T };
}

/** Draws a value for a field. */
type Value = () => unknown;

/** The document of a seed, as sync step 2 carries it. */
export function randomDocument(seed: number): Uint8Array {
  const draw = drawFrom(seed);
  const { below, one } = draw;
  const doc = (client: number) => Object.assign(new Y.Doc(), { clientID: client });
  const first = doc(1 + below(1_000));
  const second = doc(2_000 + below(2 ** 31));
  const docs = [first, second, doc(2 ** 32 - 1 - below(1_000))];
  const words = wordsDrawn(draw);
  const fields = fieldsDrawn(draw, words);

  for (let step = 20 + below(120); step > 0; step -= 1) {
    if (below(12) === 0) {
      const [from, to] = [one(docs), one(docs)];
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
    } else write(draw, one(docs), fields);
  }
  if (below(3) === 0) first.getMap('meta').set('title', words());
  if (below(6) === 0) second.getMap('meta').set('schema', one<unknown>([1, 2, '2', 1n, 5n, null]));
  for (const other of docs) if (other !== first) Y.applyUpdate(first, Y.encodeStateAsUpdate(other));
  return Y.encodeStateAsUpdate(first);
}

/** Words, mostly as a board holds them. */
function wordsDrawn({ below, one }: Draw): Value {
  const text = (words: readonly (string | object)[]) => {
    const written = new Y.Text();
    written.applyDelta(
      words.map((insert) => ({ insert, ...(below(8) ? {} : { attributes: { bold: true } }) })),
    );
    return written;
  };
  // Heights follow from lines alone where every line is one letter.
  const lines = () => Array.from({ length: below(24) }, () => one(['x', '', 'ä', ' '])).join('\n');
  return () =>
    one<() => unknown>([
      () => text([lines()]),
      () => lines(),
      () => text(['a', { image: 'x' }, 'b']),
      () => text(['\ufeff ', '\u2028\u0085', '\u00a0x']),
      () => new Y.XmlText('x'),
      () => new Y.Map(),
      () => array(['x']),
      () => null,
      () => below(9),
      () => new Uint8Array([below(256)]),
    ])();
}

function array(values: unknown[]): Y.Array<number> {
  return Y.Array.from(values as number[]);
}

/** Where something lies, mostly as a board holds it. */
function placeDrawn({ below, one }: Draw): Value {
  const coordinate = (): unknown =>
    one<() => unknown>([
      () => below(1_200) - 300,
      () => (below(8_000) - 4_000) / 8,
      () => 96 * below(12),
      () => 0,
      () => -0,
      // Of few binary places, so that every reader of JSON reads it alike.
      () => below(1_000_000) / 1_024,
      () => 1e9,
      () => Number.NaN,
      () => Number.NEGATIVE_INFINITY,
      () => BigInt(below(100)),
      () => '1',
      () => null,
    ])();
  return () =>
    one<() => unknown>([
      () => [coordinate(), coordinate()],
      () => [coordinate(), coordinate()],
      () => array([coordinate(), coordinate()].map((value) => (typeof value === 'bigint' ? 3 : value))),
      () => [coordinate()],
      () => array([]),
      () => 'x',
      () => ({ 0: 1, 1: 2 }),
    ])();
}

/** The fields of all things on a board, by the map that holds them. */
function fieldsDrawn(draw: Draw, words: Value): Record<string, Record<string, Value>> {
  const { below, one } = draw;
  const place = placeDrawn(draw);
  const name = () => one<unknown>([...IDS, null, 5, true]);
  return {
    notes: {
      text: words,
      at: place,
      z: () => one<unknown>([below(9), -below(9), 1.5, -0.5, 1e300, '3', null, 7n]),
      color: () => one(COLORS),
      cluster: name,
      under: name,
      made: () => one<unknown>([0, -1, 1e18, 'now', Date.UTC(2026, 0)]),
    },
    clusters: {
      title: words,
      at: place,
      color: () => one(COLORS),
      folded: () => one<unknown>([true, false, 'true', 1, null]),
    },
    sections: {
      title: words,
      at: place,
      size: () => one<() => unknown>([place, () => [100 + below(900), 100 + below(900)]])(),
      color: () => one(COLORS),
    },
  };
}

/** Changes one field, makes a thing anew, or takes it away. */
function write({ below, one }: Draw, into: Y.Doc, all: Record<string, Record<string, Value>>): void {
  const [root, fields] = one(Object.entries(all));
  const map = into.getMap<unknown>(root);
  const id = one(IDS);
  const entry = map.get(id);
  if (below(20) === 0) map.delete(id);
  else if (below(25) === 0) map.set(id, one<unknown>([null, 'x', { text: 'x' }, [1]]));
  else if (!(entry instanceof Y.Map) || below(12) === 0) {
    const made = new Y.Map();
    map.set(id, made);
    for (const [field, value] of Object.entries(fields)) if (below(5)) made.set(field, value());
  } else {
    const [field, value] = one(Object.entries(fields));
    const had = entry.get(field);
    if (had instanceof Y.Text && !(had instanceof Y.XmlText) && below(2)) {
      if (had.length > 1 && below(2)) had.delete(below(had.length - 1), 1);
      else had.insert(below(had.length + 1), one(['\n', '\nx']));
    } else if (below(6) === 0) entry.delete(field);
    else entry.set(field, value());
  }
}
