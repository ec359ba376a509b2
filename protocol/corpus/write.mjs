// Writes this folder's frames: what real Yjs clients put on the wire, every kind of content once.
//
//     node protocol/corpus/write.mjs
//
// `*.update` are updates as they were sent, in order; `*.board` whole documents as sync step 2
// carries them; `*.vector` state vectors; `*.presence` awareness updates. Client ids are fixed and
// nothing is random, so that a new run gives the same files.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';

const folder = dirname(fileURLToPath(import.meta.url));

function write(name, bytes) {
  writeFileSync(join(folder, name), bytes);
}

/** A document whose every update is kept. */
function recorded(clientID, options = {}) {
  const doc = new Y.Doc(options);
  doc.clientID = clientID;
  const updates = [];
  doc.on('update', (update) => updates.push(update));
  return { doc, updates };
}

function save(name, { doc, updates }) {
  updates.forEach((update, index) => {
    write(`${name}-${String(index + 1).padStart(2, '0')}.update`, update);
  });
  write(`${name}.board`, Y.encodeStateAsUpdate(doc));
  write(`${name}.vector`, Y.encodeStateVector(doc));
}

function note(doc, id, text, at) {
  doc.transact(() => {
    const map = new Y.Map();
    const content = new Y.Text();
    content.insert(0, text);
    map.set('text', content);
    map.set('at', at);
    map.set('z', 1);
    map.set('color', 'sun');
    map.set('cluster', null);
    map.set('by', 'AAECAwQFBgcICQoLDA0ODw');
    map.set('made', 1_790_000_000_000);
    doc.getMap('notes').set(id, map);
  });
}

const notes = {
  board() {
    const room = recorded(0xb0a7d);
    const { doc } = room;
    doc.getMap('meta').set('title', 'Kesäretki 🧺');
    note(doc, 'one', 'Hyvää päivää', [10.5, -20]);
    note(doc, 'two', '', [0, 0]);
    doc.getMap('notes').get('one').set('at', [12, 34.25]);
    doc.getMap('notes').get('one').set('at', [13, 35.25]);
    doc.getMap('notes').delete('two');
    const cluster = new Y.Map();
    doc.getMap('clusters').set('c', cluster);
    cluster.set('title', new Y.Text('Ryhmä'));
    cluster.set('at', [1, 2]);
    doc.getMap('notes').get('one').set('cluster', 'c');
    const stroke = new Y.Map();
    doc.getMap('strokes').set('s', stroke);
    stroke.set('path', [0, 0, 1.5, 2.25, 3, 1e9, -1e-9]);
    stroke.set('width', 3);
    return room;
  },

  text() {
    const room = recorded(101);
    const text = room.doc.getText('text');
    text.insert(0, 'first second third');
    text.insert(6, 'and 👩🏽‍🚀 ');
    text.delete(2, 5);
    // The middle of a surrogate pair.
    text.insert(text.toString().indexOf('👩') + 1, 'x');
    text.format(0, 4, { bold: true });
    text.format(2, 6, { bold: null, italic: true, link: { href: 'https://example.org', n: [1] } });
    text.insert(1, 'plain', {});
    text.insertEmbed(3, { image: 'cat.png', size: [1, 2] });
    text.insertEmbed(0, new Y.Map([['nested', 1]]));
    text.applyDelta([{ retain: 2 }, { delete: 3 }, { insert: 'Δ', attributes: { a: 1.5 } }]);
    text.delete(0, text.length);
    text.insert(0, '\u0000\uFFFD\uFEFF');
    return room;
  },

  values() {
    const room = recorded(102);
    const map = room.doc.getMap('values');
    const values = {
      undefined: undefined,
      null: null,
      yes: true,
      no: false,
      small: 0,
      negative: -1,
      negativeZero: -0,
      int: 2 ** 31 - 1,
      large: 2 ** 53 - 1,
      larger: -(2 ** 60),
      float32: 0.5,
      float64: 0.1,
      infinite: Infinity,
      nan: NaN,
      big: 123456789012345678901n % (1n << 62n),
      text: 'päivää 🧺',
      empty: '',
      bytes: new Uint8Array([0, 1, 255]),
      array: [1, 'two', [3, [4, [5]]], {}],
      object: { a: 1, b: { c: { d: { e: [] } } } },
      deep: [[[[[[[[1]]]]]]]],
    };
    for (const [key, value] of Object.entries(values)) map.set(key, value);
    const array = room.doc.getArray('array');
    const listed = (value) => value !== undefined && typeof value !== 'bigint';
    array.push(Object.values(values).filter(listed));
    array.insert(3, [new Uint8Array([9, 9])]);
    array.insert(2, ['a', 'b']);
    array.delete(1, 4);
    array.unshift([new Y.Array(), new Y.Map(), new Y.Text('t')]);
    array.get(0).push([new Y.Array()]);
    array.get(0).get(0).push([1, 2, 3]);
    return room;
  },

  xml() {
    const room = recorded(103);
    const fragment = room.doc.getXmlFragment('xml');
    const element = new Y.XmlElement('p');
    fragment.insert(0, [element, new Y.XmlText('loose')]);
    element.setAttribute('class', 'a');
    element.setAttribute('class', 'b');
    const text = new Y.XmlText('inside');
    element.insert(0, [text, new Y.XmlElement('br')]);
    text.format(0, 2, { b: {} });
    element.removeAttribute('class');
    fragment.delete(1, 1);
    return room;
  },

  undo() {
    const room = recorded(104);
    const list = room.doc.getMap('notes');
    const undo = new Y.UndoManager(list, { captureTimeout: 0 });
    note(room.doc, 'n', 'undone', [1, 2]);
    list.get('n').get('text').insert(3, '!!');
    list.get('n').set('at', [3, 4]);
    undo.undo();
    undo.undo();
    undo.redo();
    list.delete('n');
    undo.undo();
    undo.undo();
    return room;
  },

  kept() {
    const room = recorded(105, { gc: false });
    const array = room.doc.getArray('array');
    array.push([1, 2, 3, new Y.Map([['a', 1]])]);
    array.delete(1, 3);
    room.doc.getText('text').insert(0, 'deleted and kept');
    room.doc.getText('text').delete(2, 4);
    return room;
  },

  collected() {
    const room = recorded(106);
    note(room.doc, 'a', 'gone', [0, 0]);
    note(room.doc, 'b', 'gone too', [0, 0]);
    room.doc.getMap('notes').delete('a');
    room.doc.getMap('notes').delete('b');
    note(room.doc, 'a', 'back', [0, 0]);
    return room;
  },

  subdocuments() {
    const room = recorded(107);
    const map = room.doc.getMap('documents');
    map.set('plain', new Y.Doc({ guid: '1b671a64-40d5-491e-99b0-da01ff1f3341' }));
    map.set('named', new Y.Doc({ guid: 'not a uuid', autoLoad: true, meta: { a: [1] } }));
    map.set('raw', new Y.Doc({ guid: '', gc: false, collectionid: 'c' }));
    map.delete('plain');
    return room;
  },
};

for (const file of readdirSync(folder)) {
  if (/\.(update|board|vector|presence)$/.test(file)) rmSync(join(folder, file));
}
for (const [name, make] of Object.entries(notes)) save(name, make());

/** Two people at once, merged and diffed: sections of several clients, skips, foreign deletions. */
{
  const one = recorded(1);
  const two = recorded(0xffff_ffff);
  const exchange = () => {
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc, Y.encodeStateVector(one.doc)));
    Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(two.doc)));
  };
  one.doc.getText('text').insert(0, 'shared words');
  exchange();
  one.doc.getText('text').insert(3, 'ONE');
  two.doc.getText('text').insert(3, 'TWO');
  one.doc.getText('text').format(0, 6, { b: true });
  two.doc.getText('text').delete(0, 5);
  note(one.doc, 'n', "one's", [1, 1]);
  note(two.doc, 'n', "two's", [2, 2]);
  exchange();
  two.doc.getMap('notes').get('n').set('z', 9);
  exchange();
  write('two.board', Y.encodeStateAsUpdate(one.doc));
  write('two.vector', Y.encodeStateVector(one.doc));
  write('two-merged.update', Y.mergeUpdates(two.updates.slice(1)));
  const first = two.updates[0];
  const last = two.updates[two.updates.length - 1];
  write('two-skips.update', Y.mergeUpdates([first, last]));
  write('two-diff.update', Y.diffUpdate(Y.encodeStateAsUpdate(one.doc), new Uint8Array([1, 1, 5])));
  write('nothing.update', Y.encodeStateAsUpdate(new Y.Doc()));
  write('nothing.vector', Y.encodeStateVector(new Y.Doc()));
}

/** Presence as y-websocket and the picnic client send it. */
{
  const doc = new Y.Doc();
  doc.clientID = 108;
  const presence = new Awareness(doc);
  presence.setLocalState({
    user: { name: 'Aino 🧺', color: '#ffcc00' },
    cursor: [1.5, -2],
    selection: ['one', 'two'],
    drag: { notes: { one: [3, 4] } },
    editing: null,
  });
  write('one.presence', encodeAwarenessUpdate(presence, [108]));
  presence.setLocalStateField('cursor', null);
  presence.states.set(7, { user: {} });
  presence.meta.set(7, { clock: 4, lastUpdated: 0 });
  write('two.presence', encodeAwarenessUpdate(presence, [108, 7]));
  presence.setLocalState({});
  write('empty.presence', encodeAwarenessUpdate(presence, [108]));
  removeAwarenessStates(presence, [108], 'test');
  write('gone.presence', encodeAwarenessUpdate(presence, [108]));
  write('nobody.presence', encodeAwarenessUpdate(presence, []));
  presence.destroy();
}
