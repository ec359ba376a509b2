import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { isEmptyUpdate, splitUpdate } from './split';

function boardOf(notes: number, doc = new Y.Doc()): Y.Doc {
  for (let index = 0; index < notes; index += 1) {
    const note = new Y.Map<unknown>();
    note.set('text', new Y.Text(`note ${index} of ${doc.clientID}, ${'x'.repeat(index % 90)}`));
    note.set('at', [index, index * 2]);
    doc.getMap('notes').set(`${doc.clientID}-${index}`, note);
  }
  return doc;
}

/** Applies the parts one by one, each needing nothing that is yet to come. */
function receive(parts: readonly Uint8Array[], into = new Y.Doc()): Y.Doc {
  for (const part of parts) {
    Y.applyUpdate(into, part);
    expect(into.store.pendingStructs).toBeNull();
    expect(into.store.pendingDs).toBeNull();
  }
  return into;
}

describe('a large update', () => {
  test('that fits is sent as it is', () => {
    const update = Y.encodeStateAsUpdate(boardOf(3));
    expect(splitUpdate(update, 10_000)).toEqual({ parts: [update], tooLarge: false });
  });

  test('is cut into parts that fit and add up to the same board', () => {
    const doc = boardOf(400);
    const { parts, tooLarge } = splitUpdate(Y.encodeStateAsUpdate(doc), 4_096);
    expect(tooLarge).toBe(false);
    expect(parts.length).toBeGreaterThan(5);
    expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(4_096);
    expect(receive(parts).getMap('notes').toJSON()).toEqual(doc.getMap('notes').toJSON());
  });

  test('of several clients keeps to the order in which they built on one another', () => {
    const mine = boardOf(60);
    const theirs = new Y.Doc();
    for (let round = 0; round < 20; round += 1) {
      Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
      for (const note of theirs.getMap<Y.Map<unknown>>('notes').values()) {
        (note.get('text') as Y.Text).insert(round, 'from them ');
      }
      Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
      boardOf(2, mine);
    }
    const { parts } = splitUpdate(Y.encodeStateAsUpdate(mine), 2_048);
    expect(parts.length).toBeGreaterThan(10);
    expect(receive(parts).getMap('notes').toJSON()).toEqual(mine.getMap('notes').toJSON());
  });

  test('since a state vector builds on what the server already has', () => {
    const doc = boardOf(100);
    const server = receive([Y.encodeStateAsUpdate(doc)]);
    boardOf(300, doc);
    doc.getMap('notes').delete(`${doc.clientID}-7`);
    const { parts } = splitUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), 4_096);
    expect(receive(parts, server).getMap('notes').toJSON()).toEqual(doc.getMap('notes').toJSON());
  });

  test('brings its deletions along, also when there are many', () => {
    const doc = boardOf(500);
    const server = receive([Y.encodeStateAsUpdate(doc)]);
    for (let index = 0; index < 500; index += 2) doc.getMap('notes').delete(`${doc.clientID}-${index}`);
    const { parts } = splitUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), 600);
    expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(600);
    expect(receive(parts, server).getMap('notes').toJSON()).toEqual(doc.getMap('notes').toJSON());
  });

  test('with something in it that no frame can hold says so, and sends what came before', () => {
    const doc = boardOf(10);
    doc.getMap('meta').set('title', 'x'.repeat(5_000));
    const { parts, tooLarge } = splitUpdate(Y.encodeStateAsUpdate(doc), 2_048);
    expect(tooLarge).toBe(true);
    expect(receive(parts).getMap('notes').size).toBe(10);
  });
});

test('an update without structs and deletions is empty', () => {
  const doc = boardOf(1);
  expect(isEmptyUpdate(Y.encodeStateAsUpdate(doc))).toBe(false);
  expect(isEmptyUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)))).toBe(true);
});
