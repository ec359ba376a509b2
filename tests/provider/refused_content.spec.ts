// Promise: what a board does not hold costs that edit only: it is told, taken away for everyone, and what is written
// after it, or beside it, arrives.

import { expect } from '@playwright/test';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';
import { PycrdtClient, pycrdtIsThere } from '../stage/foreign_pycrdt.ts';
import { listenForDenials, type Peer } from '../stage/provider.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};

const elements = (depth: number): Y.XmlElement => {
  const outermost = new Y.XmlElement('p');
  let element = outermost;
  for (let level = 1; level < depth; level++) {
    const inner = new Y.XmlElement('p');
    element.insert(0, [inner]);
    element = inner;
  }
  return outermost;
};

/** The same document in every respect, as Yjs reads it. */
async function agree(one: Peer, other: Peer): Promise<void> {
  const read = (peer: Peer) =>
    JSON.stringify([
      peer.doc.getMap('notes').toJSON(),
      peer.doc.getText('text').toDelta(),
      peer.doc.getXmlFragment('xml').toString(),
      peer.doc.getMap('more').toJSON(),
    ]);
  await expect.poll(() => read(one)).toBe(read(other));
}

test('what yrs can hold is taken: deep values, deep documents, many documents in one change', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  const other = await peers.join(server, room);
  const denials = listenForDenials();
  writer.doc.getMap('more').set('deep', nested(90));
  writer.doc.getXmlFragment('xml').insert(0, [elements(100)]);
  writer.doc.transact(() => {
    for (let number = 0; number < 40; number++) writer.doc.getMap('docs').set(`${number}`, new Y.Doc());
  });
  writer.add('later', 'after them');
  await expect.poll(() => other.notes()).toHaveProperty('later');
  expect(other.doc.getMap('docs').size).toBe(40);
  expect(JSON.stringify(other.doc.getMap('more').get('deep'))).toBe(JSON.stringify(nested(90)));
  await agree(writer, other);
  denials.stop();
  expect(denials.said).toEqual([]);
});

test('what it cannot hold is told and taken away, and the same client writes on', async ({
  server,
  peers,
}) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  const other = await peers.join(server, room);
  const text = writer.doc.getText('text');
  const refused: [string, () => void][] = [
    ['a deep value', () => writer.doc.getMap('more').set('deep', nested(150))],
    ['half a surrogate pair in a format', () => text.insert(0, 'bold', { b: '\ud83d' })],
    ['half a surrogate pair in an embed', () => text.insertEmbed(2, { image: '\ud83d' })],
    ['a number past 64 bits', () => text.insert(0, 'large', { b: 2 ** 63 })],
    [
      'a hook',
      () => writer.doc.getXmlFragment('xml').insert(0, [new Y.XmlHook('hook') as unknown as Y.XmlElement]),
    ],
    ['types too deep', () => writer.doc.getXmlFragment('xml').insert(0, [elements(230)])],
    [
      'too many documents',
      () =>
        writer.doc.transact(() => {
          for (let number = 0; number < 300; number++)
            writer.doc.getMap('docs').set(`${number}`, new Y.Doc());
        }),
    ],
  ];
  for (const [what, write] of refused) {
    const denials = listenForDenials();
    write();
    text.insert(text.length, 'after ');
    writer.add(what, 'written after it');
    await expect.poll(() => other.notes(), what).toHaveProperty([what]);
    await agree(writer, other);
    denials.stop();
    expect(denials.said.length, what).toBe(1);
    expect(writer.provider.wsconnected, what).toBe(true);
  }
  expect(other.doc.getText('text').toString()).toContain('after after ');
  const late = await peers.join(server, room);
  await agree(late, other);
});

test('presence that nobody can be shown is left out, and the socket stays', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const writer = await peers.join(server, room);
  const other = await peers.join(server, room);
  const denials = listenForDenials();
  for (const state of [{ large: 'x'.repeat(40_000) }, { deep: nested(150) }]) {
    writer.provider.awareness.setLocalState(state);
  }
  writer.add('after', 'written after it');
  await expect.poll(() => other.notes()).toHaveProperty('after');
  writer.provider.awareness.setLocalState({ cursor: [1, 2] });
  const seen = () => other.provider.awareness.getStates().get(writer.doc.clientID);
  await expect.poll(seen).toMatchObject({ cursor: [1, 2] });
  denials.stop();
  expect(denials.said).toHaveLength(1);
});

test('pycrdt: what a board holds is taken, and what it does not costs that edit only', async ({
  server,
  peers,
}) => {
  test.skip(!pycrdtIsThere(), 'pycrdt is not there');
  const room = await server.makeRoom();
  const other = await peers.join(server, room);
  const writer = await PycrdtClient.join(server, room);
  const edits: [string, () => Promise<void>, boolean][] = [
    ['a value nine deep', () => writer.set('nine', nested(9)), true],
    ['a value ninety deep', () => writer.set('ninety', nested(90)), true],
    ['40 elements inside each other', () => writer.pile('elements', 40), true],
    ['33 maps inside each other', () => writer.pile('maps', 33), true],
    ['17 documents', () => writer.pile('documents', 17), true],
    ['numbers at the edges', () => writer.set('numbers', [2 ** 53, -(2 ** 53), 1e300]), true],
    ['a value too deep', () => writer.set('deep', nested(150)), false],
    ['elements too deep', () => writer.pile('elements', 230), false],
    ['maps too deep', () => writer.pile('maps', 230), false],
    ['too many documents', () => writer.pile('documents', 300), false],
    ['presence too large', () => writer.present({ large: 'x'.repeat(40_000) }), false],
  ];
  try {
    for (const [what, write, isTaken] of edits) {
      const before = (await writer.heard()).denials.length;
      await write();
      await writer.add(what, 'written after it');
      await expect.poll(() => other.notes(), what).toHaveProperty([what]);
      const told = async () => (await writer.heard()).denials.length - before;
      await expect.poll(told, what).toBe(isTaken ? 0 : 1);
      // What was taken away is taken away from its writer too.
      const more = async () => JSON.stringify(byName((await writer.see()).more));
      await expect.poll(more, what).toBe(JSON.stringify(byName(other.doc.getMap('more').toJSON())));
      expect((await writer.heard()).connected, what).toBe(true);
    }
    await writer.present({ cursor: [1, 2] });
    const seen = () => other.provider.awareness.getStates().get(writer.id);
    await expect.poll(seen).toMatchObject({ cursor: [1, 2] });
    const late = await peers.join(server, room);
    await agree(late, other);
  } finally {
    await writer.leave();
  }
});

test('pycrdt: words within a letter, where it counts bytes, stand where it has them', async ({
  server,
  peers,
}) => {
  test.skip(!pycrdtIsThere(), 'pycrdt is not there');
  const room = await server.makeRoom();
  const other = await peers.join(server, room);
  const another = await peers.join(server, room);
  other.add('n', 'ääkk');
  await expect.poll(() => another.notes()).toHaveProperty('n');
  const words = (another.doc.getMap('notes').get('n') as Y.Map<Y.Text>).get('text') as Y.Text;
  words.insert(4, 'zzz');
  const writer = await PycrdtClient.join(server, room);
  const reads = async () => JSON.stringify((await writer.see()).notes);
  try {
    await expect.poll(reads).toContain('ääkkzzz');
    await writer.write('n', 1, 'X');
    const text = (id: string) => (other.notes()[id] as { text?: string } | undefined)?.text;
    await expect.poll(() => text('n')).toBe('ääkkXzzz');
    await writer.add('own', 'hyvää');
    await writer.write('own', 4, 'Y');
    await writer.disconnect();
    await writer.write('own', 4, 'Z');
    await writer.connect();
    await expect.poll(() => text('own')).toMatch(/^hyvää.*Z/);
    expect(await reads()).toContain(text('own'));
    await writer.add('later', 'written after it');
    await expect.poll(() => other.notes()).toHaveProperty('later');
    expect((await writer.heard()).denials).toEqual([]);
    const late = await peers.join(server, room);
    await agree(late, other);
  } finally {
    await writer.leave();
  }
});

function byName(values: Record<string, unknown>): [string, unknown][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
