import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetRoom, rememberRoom } from '../entering/known_rooms';
import { storageInMemory } from '../storage_in_memory';
import { forgetWholly, recall, sweep } from './forgotten';

const HERE = 'AbCdEfGhIjKlMnOpQrSt-_';
const THERE = 'AbCdEfGhIjKlMnOpQrSt-x';

let stored: Map<string, string>;
let boards: Set<string>;

const room = (id: string) => ({ id, title: id, when: 1, participant: 'me', role: 'participant' }) as const;

beforeEach(() => {
  stored = new Map();
  boards = new Set([`picnic.${HERE}.me`, `picnic.${THERE}.me`]);
  vi.stubGlobal('localStorage', storageInMemory(stored));
  vi.stubGlobal('indexedDB', {
    databases: async () => [...boards].map((name) => ({ name })),
    deleteDatabase: (name: string) => boards.delete(name),
  });
  for (const id of [HERE, THERE]) {
    rememberRoom(room(id));
    for (const kind of ['half', 'waiting', 'look', 'read', 'look-at'])
      stored.set(`picnic.${kind}.${id}.me`, '[]');
  }
  stored.set('picnic.name', 'Aino');
});

afterEach(() => vi.unstubAllGlobals());

const left = () => [...stored.keys()].filter((key) => key.includes(HERE));

test('of a room that is forgotten nothing stays in the browser, and of another all', async () => {
  forgetRoom(HERE);
  forgetWholly(HERE);
  expect(left()).toHaveLength(5);
  await sweep();
  expect([left(), [...boards]]).toEqual([[], [`picnic.${THERE}.me`]]);
  expect([...stored.keys()].filter((key) => key.includes(THERE))).toHaveLength(5);
  expect([stored.get('picnic.name'), stored.has('picnic.forgotten')]).toEqual(['Aino', false]);
});

test('a room that is put back, or that somebody went into again, keeps what is kept of it', async () => {
  forgetWholly(HERE);
  recall(HERE);
  await sweep();
  forgetRoom(HERE);
  forgetWholly(HERE);
  rememberRoom(room(HERE));
  await sweep();
  expect([left().length, boards.size, stored.has('picnic.forgotten')]).toEqual([5, 2, false]);
});
