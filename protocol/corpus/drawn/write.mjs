// Writes boards.json: strokes and connectors as any program may write them, with what is shown of each. A colour that names none of
// the eight is the empty word, unless it is `#rrggbb`.
//
//     node protocol/corpus/drawn/write.mjs

import { writeFileSync } from 'node:fs';
import * as Y from 'yjs';

const doc = new Y.Doc();
doc.clientID = 4242;
const entry = (root, id, fields) => doc.getMap(root).set(id, new Y.Map(Object.entries(fields)));

const pairs = [
  [1, 2, 0.5],
  [3, 4],
  ['x', 5, 6],
];
const strokes = {
  plain: { path: [0, 0, 10.5, -3], color: 'blue', width: 6, by: 'somebody' },
  pressed: { path: [0, 0, 1, 1], pressure: [0.25, 7], color: 'pink', width: 3 },
  'pressed once': { path: [0, 0, 1, 1], pressure: [0.25] },
  pairs: { path: pairs },
  'too far': { path: [1e9, -1e9], width: 1_000, color: '#b3261e' },
  odd: { path: [1, 'two', null, 3, 4], width: 'wide', color: 7 },
  none: {},
  'a word': { path: 'M0 0' },
  'one number': { path: [1] },
};
for (const [id, fields] of Object.entries(strokes)) entry('strokes', id, fields);
entry('strokes', '', { path: [1, 2] });
entry('strokes', '__proto__', { path: [1, 2] });
doc.getMap('strokes').set('value', [1, 2]);
const connectors = {
  plain: { from: 'a', to: 'b', by: 'somebody' },
  'to nothing': { from: 'a' },
  'to itself': { from: 'a', to: 'a' },
  empty: { from: '', to: 'b' },
  odd: { from: 1, to: ['b'] },
  dangling: { from: 'a', to: 'nowhere' },
};
for (const [id, fields] of Object.entries(connectors)) entry('connectors', id, fields);
entry('connectors', '', { from: 'a', to: 'b' });
doc.getMap('connectors').set('value', 'a → b');

const shown = {
  strokes: [
    { id: 'plain', path: [0, 0, 10.5, -3], pressure: [], color: 'blue', width: 6 },
    { id: 'pressed', path: [0, 0, 1, 1], pressure: [0.25, 1], color: 'pink', width: 3 },
    { id: 'pressed once', path: [0, 0, 1, 1], pressure: [], color: '', width: 3 },
    { id: 'pairs', path: [1, 2, 3, 4, 5, 6], pressure: [], color: '', width: 3 },
    { id: 'too far', path: [100_000, -100_000], pressure: [], color: '#b3261e', width: 64 },
    { id: 'odd', path: [1, 3], pressure: [], color: '', width: 3 },
    { id: '__proto__', path: [1, 2], pressure: [], color: '', width: 3 },
  ],
  connectors: [
    { id: 'plain', from: 'a', to: 'b' },
    { id: 'dangling', from: 'a', to: 'nowhere' },
  ],
};
const board = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
writeFileSync(new URL('boards.json', import.meta.url), `${JSON.stringify({ board, shown }, null, 2)}\n`);
