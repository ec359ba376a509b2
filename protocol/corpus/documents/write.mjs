// Writes this folder's documents: boards as no page of picnic writes them, made by a real Yjs client, each with what is
// shown of it. The page's readers and the server's are held to the same answers.
//
//     node protocol/corpus/documents/write.mjs
//
// A file is `{ board, shown }`: the document as sync step 2 carries it, in base64, and what of it is there for people.
// `at` and `size` are numbers, texts and titles are as they are read; `under` in `shown` lists what lies hidden under what. Where
// they are told, `order` is what is read one after another, `areas` which notes lie in which section, and `heights` how tall notes
// are; those follow from their lines alone, whatever the font.
// Client ids are fixed and nothing is random, so that a new run gives the same files.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as Y from 'yjs';

const folder = dirname(fileURLToPath(import.meta.url));

const NOTE = {
  text: '',
  at: [0, 0],
  z: 0,
  color: 'yellow',
  size: 'm',
  locked: false,
  cluster: null,
  under: null,
};
const CLUSTER = { title: '', at: [0, 0], color: 'white', folded: false };
const SECTION = { title: '', at: [0, 0], size: [192, 192], color: 'white' };

/** A board under the pen: what is written, and beside it what is to be shown. */
function pen() {
  const doc = new Y.Doc();
  doc.clientID = 4_242;
  const shown = { title: null, newer: false, notes: [], clusters: [], sections: [], under: [] };
  const put = (map, list, usual) => (id, fields, seen) => {
    const entry = new Y.Map();
    doc.getMap(map).set(id, entry);
    for (const [field, value] of Object.entries(fields)) entry.set(field, value);
    if (seen !== null) shown[list].push({ ...usual, id, ...seen });
  };
  return {
    doc,
    shown,
    note: put('notes', 'notes', NOTE),
    cluster: put('clusters', 'clusters', CLUSTER),
    section: put('sections', 'sections', SECTION),
  };
}

const text = (...parts) => {
  const written = new Y.Text();
  written.applyDelta(parts.map((part) => (typeof part === 'string' ? { insert: part } : part)));
  return written;
};

const array = (...values) => {
  const written = new Y.Array();
  written.push(values);
  return written;
};

const map = (entries) => {
  const written = new Y.Map();
  for (const [key, value] of Object.entries(entries)) written.set(key, value);
  return written;
};

const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'x'.repeat(10_240),
  '🧺👩🏽‍🚀',
  '\u202Eabc\u200F',
  'a\nb\r\n\tc',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE notes; --",
  '=HYPERLINK("http://x")',
  '../../etc/passwd',
  ' ',
  '0',
];

const documents = {
  /** Keys of all kinds, for notes, clusters and sections at once: each note lies in the cluster and in the section of its name. */
  names() {
    const { note, cluster, section, ...board } = pen();
    ODD_NAMES.forEach((name, index) => {
      const at = [index * 20, index * 900];
      // No taller than others, whatever the font: where it lies follows from that.
      const words = name.slice(0, 40);
      note(name, { text: text(words), at, cluster: name }, { text: words, at, cluster: name });
      cluster(
        name,
        { title: `cluster ${index}`, color: 'blue' },
        { title: `cluster ${index}`, color: 'blue' },
      );
      section(
        name,
        { title: `section ${index}`, at: [0, index * 900], size: [800, 800] },
        {
          title: `section ${index}`,
          at: [0, index * 900],
          size: [800, 800],
        },
      );
    });
    // The empty key names nothing.
    note('', { text: text('nobody') }, null);
    cluster('', { title: 'nothing', folded: true }, null);
    section('', { size: [500, 500] }, null);
    note('free', { text: text('free'), cluster: '', under: '' }, { text: 'free' });
    // UTF-8 has no half of a pair: what was half a character in JavaScript is written as U+FFFD.
    note('half \ud83d', { text: text('half') }, null);
    board.shown.notes.push({ ...NOTE, id: 'half \ufffd', text: 'half' });
    const [first, ...rest] = ODD_NAMES;
    board.shown.areas = [[first, [first, 'free', 'half \ufffd']], ...rest.map((name) => [name, [name]])];
    board.shown.order = [
      `cluster ${first}`,
      'note free',
      'note half \ufffd',
      ...rest.map((name) => `cluster ${name}`),
    ];
    return board;
  },

  /** Fields that are not there, that nobody knows, and of types that nobody writes. */
  fields() {
    const { note, cluster, section, ...board } = pen();
    note('bare', {}, {});
    note(
      'foreign',
      { emoji: '🧺', nested: map({ text: 'no' }), __proto__x: 1, text: text('mine') },
      { text: 'mine' },
    );
    for (const [name, value, seen] of [
      ['string', () => 'plain words', 'plain words'],
      ['number', () => 7, ''],
      ['true', () => true, ''],
      ['null', () => null, ''],
      ['list', () => ['a', 'b'], ''],
      ['object', () => ({ toString: 'x' }), ''],
      ['bytes', () => new Uint8Array([104, 105]), ''],
      ['map', () => map({ text: 'deep' }), ''],
      ['array', () => array('a', 'b'), ''],
      ['xml', () => new Y.XmlText('words in XML'), ''],
      ['element', () => new Y.XmlElement('p'), ''],
      ['document', () => new Y.Doc({ guid: 'a-document' }), ''],
    ]) {
      note(`text ${name}`, { text: value() }, { text: seen });
      cluster(`title ${name}`, { title: value() }, { title: seen });
      section(`title ${name}`, { title: value(), size: [200, 300] }, { title: seen, size: [200, 300] });
    }
    for (const [name, value, seen] of [
      ['plain', () => [1, 2], [1, 2]],
      ['array', () => array(3, 4), [3, 4]],
      ['array of odd', () => array('3', map({})), [0, 0]],
      ['long array', () => array(5, 6, 7, 8), [5, 6]],
      ['short', () => [9], [9, 0]],
      ['short array', () => array(9), [9, 0]],
      ['empty', () => [], [0, 0]],
      ['words', () => '1,2', [0, 0]],
      ['words in it', () => ['1', '2'], [0, 0]],
      ['object', () => ({ x: 1, y: 2, 0: 3, 1: 4 }), [0, 0]],
      ['map', () => map({ 0: 1, 1: 2 }), [0, 0]],
      ['NaN', () => [Number.NaN, 1], [0, 1]],
      ['endless', () => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], [0, 0]],
      ['bigints', () => [12n, -34n], [12, -34]],
      ['bigint too long', () => [9007199254740993n, 1n], [0, 1]],
      ['nested', () => [[1], [2]], [0, 0]],
      ['null', () => [null, undefined], [0, 0]],
      ['parts', () => [0.5, -0.25], [0.5, -0.25]],
      ['huge', () => [1e300, -1e300], [100_000, -100_000]],
      ['bytes', () => new Uint8Array([1, 2]), [0, 0]],
    ]) {
      note(`at ${name}`, { at: value() }, { at: seen });
      cluster(`at ${name}`, { at: value() }, { at: seen });
    }
    for (const [name, value, seen] of [
      ['words', '5', 0],
      ['half', 1.5, 2],
      ['minus half', -1.5, -1],
      ['huge', 1e300, 1_000_000_000],
      ['low', -1e300, -1_000_000_000],
      ['NaN', Number.NaN, 0],
      ['bigint', 7n, 7],
      ['array', array(1), 0],
    ]) {
      note(`z ${name}`, { z: value }, { z: seen });
    }
    for (const [name, value] of [
      ['unknown', () => 'mauve'],
      ['inherited', () => 'constructor'],
      ['script', () => '"><script>'],
      ['number', () => 3],
      ['text', () => text('blue')],
      ['upper', () => 'Blue'],
    ]) {
      note(`color ${name}`, { color: value() }, {});
      cluster(`color ${name}`, { color: value() }, {});
    }
    note('cluster number', { cluster: 5, by: {}, under: true, made: 'today' }, {});
    note('cluster text', { cluster: text('title map'), under: array('bare') }, {});
    cluster('folded', { folded: true }, { folded: true });
    cluster('folded so to say', { folded: 'true' }, {});
    cluster('folded once', { folded: 1 }, {});
    for (const [name, value, seen] of [
      ['array', array(300, 400), [300, 400]],
      ['one', [1, 1], [1, 1]],
      ['huge', [1e9, 1e9], [100_000, 100_000]],
      ['none', null, null],
      ['flat', [0, 10], null],
      ['backwards', [-200, 200], null],
      ['words', ['300', '400'], null],
      ['endless', [Number.POSITIVE_INFINITY, 10], null],
    ]) {
      section(`size ${name}`, { size: value, at: [7, 7] }, seen === null ? null : { size: seen, at: [7, 7] });
    }
    return board;
  },

  /** Words with more than words in them, and more of them than are shown. */
  texts() {
    const { doc, note, cluster, ...board } = pen();
    note(
      'embeds',
      { text: text('a', { insert: { image: 'x' } }, { insert: { constructor: 1 } }, 'b') },
      { text: 'ab' },
    );
    note(
      'formats',
      {
        text: text({ insert: 'bold', attributes: { bold: true } }, ' plain ', {
          insert: 'odd',
          attributes: { constructor: { toString: 1 } },
        }),
      },
      { text: 'bold plain odd' },
    );
    note('nested', { text: text('a', { insert: map({ x: 1 }) }, 'b') }, { text: 'ab' });
    note('long', { text: text('ä'.repeat(4_000), 'more') }, { text: `${'ä'.repeat(4_000)}…` });
    note('just so long', { text: text('ä'.repeat(4_000)) }, { text: 'ä'.repeat(4_000) });
    note('long emoji', { text: text('🧺'.repeat(4_001)) }, { text: `${'🧺'.repeat(4_000)}…` });
    note('many lines', { text: text('\n'.repeat(3_000)) }, { text: '\n'.repeat(3_000) });
    note(
      'marks',
      { text: text('\u202Eright\u200F \u0000\u0007\uFEFF \u2028 end') },
      { text: '\u202Eright\u200F \u0000\u0007\uFEFF \u2028 end' },
    );
    note(
      'markup',
      { text: text('</script><svg onload=alert(1)>]]>&amp;') },
      { text: '</script><svg onload=alert(1)>]]>&amp;' },
    );
    note('half a pair', { text: text('🧺 basket') }, { text: '\ufffd basket' });
    doc.getMap('notes').get('half a pair').get('text').delete(0, 1);
    note('changed', { text: text('one two three') }, { text: 'one three' });
    doc.getMap('notes').get('changed').get('text').delete(4, 4);
    cluster(
      'lines',
      { title: text(' one\n\n two\t\u00a0three\u0085four\u2028five ') },
      { title: 'one two three four five' },
    );
    cluster('byte order', { title: text('\ufeffone\ufefftwo') }, { title: '\ufeffone\ufefftwo' });
    cluster('long', { title: text('🧺'.repeat(301)) }, { title: `${'🧺'.repeat(300)}…` });
    cluster('long lines', { title: text('a \n'.repeat(300)) }, { title: `${'a '.repeat(150)}…` });
    cluster('embeds', { title: text('a', { insert: { image: 'x' } }, 'b') }, { title: 'ab' });
    doc.getMap('meta').set('title', text('A title\n', { insert: 'by', attributes: { b: 1 } }, ' hand'));
    board.shown.title = 'A title by hand';
    return { doc, ...board };
  },

  /** What lies under a note's key, and is no note. */
  entries() {
    const { doc, note, cluster, ...board } = pen();
    for (const map of ['notes', 'clusters', 'sections']) {
      const entries = doc.getMap(map);
      entries.set('text', new Y.Text('no note'));
      entries.set('array', array({ text: 'no note' }));
      entries.set('element', new Y.XmlElement('div'));
      entries.set('xml text', new Y.XmlText('no note'));
      entries.set('fragment', new Y.XmlFragment());
      entries.set('object', { text: 'no note', at: [0, 0], size: [500, 500] });
      entries.set('list', [1, 2]);
      entries.set('string', 'no note');
      entries.set('number', 5);
      entries.set('null', null);
      entries.set('true', true);
      entries.set('bytes', new Uint8Array([1]));
      entries.set('document', new Y.Doc({ guid: `${map}-document` }));
      entries.set('gone', new Y.Map());
      entries.delete('gone');
      entries.set('was a map', new Y.Map());
      entries.set('was a map', 'now a word');
    }
    note('again', { text: text('before') }, null);
    note('again', { text: text('after') }, { text: 'after' });
    cluster('c', { title: 'one' }, { title: 'one' });
    doc.getMap('meta').set('title', 7);
    return { doc, ...board };
  },

  /** Roots that are lists beside being maps, and roots that nobody asked for. */
  roots() {
    const { doc, note, cluster, ...board } = pen();
    const listed = new Y.Doc();
    listed.clientID = 4_243;
    for (const root of ['notes', 'sections', 'strokes'])
      listed.getArray(root).push(['a', { text: 'no note' }, map({ text: 'x' })]);
    for (const root of ['clusters', 'meta']) listed.getText(root).insert(0, 'words where a map is expected');
    listed.getXmlFragment('prosemirror').push([new Y.XmlElement('p')]);
    listed.getText('').insert(0, 'a root without a name');
    listed.getMap('__proto__').set('constructor', 1);
    listed.getText('quill').insert(0, 'another program’s text');
    note('beside', { text: text('beside a list') }, { text: 'beside a list' });
    cluster('c', { title: 'beside a text' }, { title: 'beside a text' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(listed));
    return { doc, ...board };
  },

  /** Notes under notes in all ways, clusters in themselves, and a note and a cluster of one name. */
  circles() {
    const { note, cluster, ...board } = pen();
    note('top', { text: 'top' }, { text: 'top' });
    note('one', { under: 'top' }, { under: 'top' });
    note('two', { under: 'top', cluster: 'c' }, { under: 'top', cluster: 'c' });
    note('third', { under: 'one' }, { under: 'one' });
    note('self', { under: 'self' }, { under: 'self' });
    note('ping', { under: 'pong' }, { under: 'pong' });
    note('pong', { under: 'ping' }, { under: 'ping' });
    note('a', { under: 'b' }, { under: 'b' });
    note('b', { under: 'c' }, { under: 'c' });
    note('c', { under: 'a', cluster: 'c' }, { under: 'a', cluster: 'c' });
    note('under nothing', { under: 'gone' }, { under: 'gone' });
    note('under a cluster', { under: 'd' }, { under: 'd' });
    note('__proto__', { under: 'constructor' }, { under: 'constructor' });
    note('constructor', { under: 'valueOf' }, { under: 'valueOf' });
    note('covered by odd', { under: '__proto__' }, { under: '__proto__' });
    // A note that names itself, or something that is not there, lies free: others may lie under it.
    note('on self', { under: 'self' }, { under: 'self' });
    note('on under nothing', { under: 'under nothing' }, { under: 'under nothing' });
    cluster('c', { title: 'c', cluster: 'c', under: 'c' }, { title: 'c' });
    cluster('d', { title: 'd', cluster: 'e', folded: true }, { title: 'd', folded: true });
    cluster('e', { title: 'e', cluster: 'd' }, { title: 'e' });
    note(
      'd',
      { text: 'a note named as a cluster', cluster: 'd' },
      { text: 'a note named as a cluster', cluster: 'd' },
    );
    board.shown.under = [
      ['top', ['one', 'two']],
      ['self', ['on self']],
      ['under nothing', ['on under nothing']],
      ['constructor', ['__proto__']],
      ['d', ['under a cluster']],
    ];
    // All lie in one place: cloths begin above their notes, and the rest is read by its ids.
    board.shown.order = [
      'cluster c',
      'cluster d',
      'note a',
      'note b',
      'note constructor',
      'note covered by odd',
      'cluster e',
      'note ping',
      'note pong',
      'note self',
      'note third',
      'note top',
      'note under nothing',
    ];
    return board;
  },

  /** More sections than are shown; in each row the second lies over half of the first. */
  sections() {
    const { note, section, ...board } = pen();
    for (let index = 0; index < 60; index += 1) {
      const fields = {
        title: `${index}`,
        at: [index % 2 ? 400 : 0, Math.floor(index / 2) * 900],
        size: [800, 800],
      };
      section(`s${String(index).padStart(2, '0')}`, fields, index < 40 ? fields : null);
    }
    const put = (id, at) => note(id, { at }, { at });
    put('in the first', [0, 0]);
    put('in both', [500, 0]);
    put('in the second', [900, 0]);
    put('in neither', [0, 750]);
    put('in both of the last', [500, 19 * 900]);
    put('in one not shown', [0, 20 * 900]);
    // What lies in two is in the first of them as they lie.
    board.shown.areas = [
      ['s00', ['in the first', 'in both']],
      ['s01', ['in the second']],
      ['s38', ['in both of the last']],
    ];
    return board;
  },

  /** Notes that are taller than others, areas that overlap, and rows that lean. */
  places() {
    const { note, cluster, section, ...board } = pen();
    const put = (id, fields) => note(id, fields, { ...fields, text: fields.text?.toString() ?? '' });
    const lines = (count) => Array.from({ length: count }, (_, line) => `${line}`).join('\n');
    const worded = (id, words, fields) =>
      note(id, { text: text(words), ...fields }, { text: words, ...fields });
    const area = (id, at, size) => section(id, { title: id, at, size }, { title: id, at, size });
    area('A', [0, 0], [800, 600]);
    area('B', [0, 600], [800, 600]);
    area('over both', [400, 300], [400, 600]);
    area('one point', [3_000, 3_000], [1, 1]);
    // With its corner in one area and its middle in the next.
    worded('tall', lines(30), { at: [100, 450] });
    worded('short', 'short', { at: [100, 450] });
    worded('ten lines', lines(10), { at: [2_000, 0] });
    worded('eleven lines', lines(11), { at: [2_000, 300] });
    worded('empty lines', '\n'.repeat(20), { at: [2_000, 600] });
    put('in two', { at: [500, 400] });
    put('on an edge', { at: [704, 0] });
    put('on the other edge', { at: [-96, 0] });
    put('just out', { at: [-97, 0] });
    put('in a point', { at: [2_904, 2_904] });
    // A row that leans by nine units is read from the left; what is half a note lower is another row.
    put('right', { at: [5_400, 5_000] });
    put('middle', { at: [5_200, 5_005] });
    put('left', { at: [5_000, 5_009] });
    put('next row', { at: [5_000, 5_096] });
    // In one place, by their ids in UTF-16, where a pair comes before the last of the single units.
    for (const id of ['b', 'a', 'B', '\uff5e', '🧺', 'ä']) put(id, { at: [6_000, 6_000] });
    // A cluster is read where the corner of its cloth is, and with all its notes.
    cluster('far', { at: [0, 0] }, {});
    put('of far', { at: [7_020, 7_056], cluster: 'far' });
    put('also of far', { at: [7_500, 9_000], cluster: 'far' });
    put('before far', { at: [6_999, 7_000] });
    put('after far', { at: [7_001, 7_000] });
    cluster('empty', { at: [8_000, 7_000] }, { at: [8_000, 7_000] });
    cluster('stack', { at: [1, 1], folded: true }, { at: [1, 1], folded: true });
    put('of stack', { at: [9_020, 7_056], cluster: 'stack' });
    put('under', { at: [-5_000, -5_000], under: 'of stack' });
    put('of none', { at: [-300, -300], cluster: 'nowhere' });
    board.shown.under = [['of stack', ['under']]];
    const heights = {
      tall: 734,
      'ten lines': 266,
      'eleven lines': 290,
      'empty lines': 524,
    };
    const inSight = board.shown.notes.filter(({ under }) => under === null);
    board.shown.heights = Object.fromEntries(inSight.map(({ id }) => [id, heights[id] ?? 192]));
    board.shown.areas = [
      ['A', ['short', 'in two', 'on the other edge']],
      ['B', ['tall']],
      ['one point', ['in a point']],
    ];
    board.shown.order = [
      'note of none',
      'note just out',
      'note on the other edge',
      'note on an edge',
      'note ten lines',
      'note eleven lines',
      'note short',
      'note tall',
      'note in two',
      'note empty lines',
      'note in a point',
      'note left',
      'note middle',
      'note right',
      'note next row',
      'note B',
      'note a',
      'note b',
      'note ä',
      'note 🧺',
      'note \uff5e',
      'note before far',
      'cluster far',
      'note after far',
      'cluster empty',
      'cluster stack',
    ];
    return board;
  },

  /** The three sizes, and what is none of them; locks, and what is none. A larger note is the same seen larger, whole units high. */
  sizes() {
    const board = pen();
    const { note } = board;
    const lines = Array.from({ length: 10 }, (_, index) => index).join('\n');
    board.shown.heights = {};
    const high = (id, height, fields, seen) => {
      board.shown.heights[id] = height;
      note(id, fields, seen);
    };
    high('small', 144, { size: 's' }, { size: 's' });
    high('middle', 192, { size: 'm' }, {});
    high('large', 288, { size: 'l' }, { size: 'l' });
    high('small lines', 200, { text: text(lines), size: 's' }, { text: lines, size: 's' });
    high('large lines', 399, { text: text(lines), size: 'l' }, { text: lines, size: 'l' });
    for (const [index, size] of ['S', 'xl', '', 3, true, null, [400, 400], text('l')].entries()) {
      high(`size ${index}`, 192, { size }, {});
    }
    high('locked', 192, { locked: true }, { locked: true });
    for (const [index, locked] of [false, 'true', 1, null, [true], text('true')].entries()) {
      high(`lock ${index}`, 192, { locked }, {});
    }
    // Their middles: of a small one 72 from its corner, of a large one 144.
    board.section('S', { size: [100, 100], at: [5000, 0] }, { size: [100, 100], at: [5000, 0] });
    high('small in', 144, { at: [4930, 0], size: 's' }, { at: [4930, 0], size: 's' });
    high('middle in', 192, { at: [5001, 0] }, { at: [5001, 0] });
    high('large out', 288, { at: [4930, 0], size: 'l' }, { at: [4930, 0], size: 'l' });
    board.shown.areas = [['S', ['small in', 'middle in']]];
    return board;
  },

  /** A title that is a book. */
  long_title() {
    const board = pen();
    board.doc.getMap('meta').set('title', 'ä '.repeat(50_000));
    board.shown.title = `${'ä '.repeat(150)}…`;
    return board;
  },

  /** Titles with characters that show nothing, or turn the text around them. */
  hidden_characters() {
    const board = pen();
    board.doc.getMap('meta').set('title', 'The\u202e room\u0000\u2066s\u2069 title\u0085in two');
    board.shown.title = 'The rooms title in two';
    board.cluster('turned', { title: text('nrut\u202edna\u200f back') }, { title: 'nrutdna back' });
    board.cluster('nothing', { title: '\u202e \u200b\u3164\u200d' }, { title: '' });
    board.cluster(
      'faces',
      { title: 'farmers \u{1f469}\u200d\u{1f33e}' },
      { title: 'farmers \u{1f469}\u200d\u{1f33e}' },
    );
    board.section('s', { title: 'a\u0007b\u2028c', size: [192, 192] }, { title: 'ab c' });
    return board;
  },

  /** A board of a later version. */
  newer() {
    const { doc, note, ...board } = pen();
    doc.getMap('meta').set('schema', 2);
    doc.getMap('meta').set('title', 'From the future');
    note('n', { text: text('a note'), hologram: true }, { text: 'a note' });
    board.shown.title = 'From the future';
    board.shown.newer = true;
    return { doc, ...board };
  },
};

for (const file of readdirSync(folder)) if (file.endsWith('.json')) rmSync(join(folder, file));
for (const [name, make] of Object.entries(documents)) {
  const { doc, shown } = make();
  // As they lie.
  shown.sections.sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0] || (a.id < b.id ? -1 : 1));
  const board = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ board, shown })}\n`);
}
