// Promise: what is written stays, whatever the browser does with its own storage; and the corner never says more than is so.

import { expect, type Page } from '@playwright/test';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';
import { Person, waveNameAway } from '../stage/person.ts';

const OFFLINE_NOT_KEPT = 'Offline: kept only in this tab until it is sent. Leave this page open';

/** Does something to the browser's store before the page's scripts run. */
async function spoil(page: Page, how: () => void): Promise<Page> {
  await page.addInitScript(how);
  return page;
}

/** What the browser's store of the one room holds: a letter that was typed is on its way there for a moment. */
async function storedTexts(page: Page): Promise<string[]> {
  const rows = await page.evaluate(async () => {
    const answerOf = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [{ name = '' } = {}] = await indexedDB.databases();
    const database = await answerOf(indexedDB.open(name));
    const rows = await answerOf(database.transaction('updates').objectStore('updates').getAll());
    database.close();
    return rows.map((row: Uint8Array) => [...row]);
  });
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, Uint8Array.from(row));
  const notes = [...doc.getMap<Y.Map<unknown>>('notes').values()];
  return notes.map((note) => String(note.get('text'))).sort();
}

/** Another tab of the same browser. */
async function anotherTab(person: Person, link: string): Promise<Person> {
  const page = await person.page.context().newPage();
  await waveNameAway(page);
  await page.goto(link);
  return await Person.at(page);
}

/** Deletes all that the browser keeps of rooms. Resolves once it is gone. */
async function deleteStores(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    for (const name of names) {
      await new Promise((resolve, reject) => {
        const gone = indexedDB.deleteDatabase(name);
        gone.onsuccess = resolve;
        gone.onerror = reject;
      });
    }
    return names.length;
  });
}

test('a store that is deleted under an open page costs no word', async ({ server, people, peers }) => {
  const room = await server.makeRoom();
  const witness = await peers.join(server, room);
  const person = await people.enter(room.links.join);
  const faults: string[] = [];
  person.page.on('pageerror', (error) => faults.push(error.message));
  await person.write('before');
  await person.reads('saved');
  expect(await deleteStores(person.page)).toBe(1);
  await person.write('after');
  await expect.poll(() => witness.texts()).toEqual(['after', 'before']);
  await person.reads('saved');

  // It is kept again, by itself: also what is written without a connection.
  await person.page.context().setOffline(true);
  await person.reads('offline');
  await person.write('away');
  await person.reads('offline');
  await expect.poll(() => storedTexts(person.page)).toEqual(['after', 'away', 'before']);
  await person.page.close();
  const again = await person.page.context().newPage();
  await again.context().setOffline(false);
  await waveNameAway(again);
  await Person.enter(again, room.links.join);
  await expect.poll(() => witness.texts()).toEqual(['after', 'away', 'before']);
  expect(faults).toEqual([]);
});

for (const channels of [true, false]) {
  test(`what a closed tab wrote offline its neighbour sends, ${channels ? 'with' : 'without'} channels between tabs`, async ({
    server,
    people,
    peers,
  }) => {
    const room = await server.makeRoom();
    const witness = await peers.join(server, room);
    const page = await people.page();
    if (!channels) {
      await page.context().addInitScript(() => {
        Reflect.deleteProperty(globalThis, 'BroadcastChannel');
      });
    }
    const stays = await people.enter(room.links.join, undefined, page);
    const leaves = await anotherTab(stays, room.links.join);
    await stays.reads('saved');
    await stays.page.context().setOffline(true);
    await stays.reads('offline');
    await leaves.reads('offline');
    await leaves.write('from the tab that is closed');
    await expect.poll(() => storedTexts(leaves.page)).toEqual(['from the tab that is closed']);
    if (channels) await expect.poll(() => stays.texts()).toEqual(['from the tab that is closed']);
    await leaves.page.close();
    await stays.page.context().setOffline(false);
    await expect.poll(() => witness.texts()).toEqual(['from the tab that is closed']);
    await stays.reads('saved');
  });
}

const REFUSALS: readonly [string, () => void][] = [
  [
    'throws when it is looked at',
    () =>
      Object.defineProperty(globalThis, 'indexedDB', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      }),
  ],
  ['is not there', () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined })],
  [
    'never answers',
    () => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    },
  ],
  [
    'is full',
    () => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    },
  ],
  [
    'closes at once',
    () => {
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      };
    },
  ],
];

for (const [what, how] of REFUSALS) {
  test(`a page opens and works where the browser’s store ${what}, and says what is not kept`, async ({
    server,
    people,
    peers,
  }) => {
    const room = await server.makeRoom();
    const witness = await peers.join(server, room);
    const page = await spoil(await people.page(), how);
    const person = await people.enter(room.links.join, undefined, page);
    await person.write('here');
    await expect.poll(() => witness.texts()).toEqual(['here']);
    await person.reads('saved');
    await page.context().setOffline(true);
    await expect(page.locator('.saved-state')).toHaveText(OFFLINE_NOT_KEPT);
    await person.write('away');
    await expect(page.locator('.saved-state')).toHaveText(OFFLINE_NOT_KEPT);
    await page.context().setOffline(false);
    await expect.poll(() => witness.texts()).toEqual(['away', 'here']);
    await person.reads('saved');
  });
}

test('a stored update that is broken costs itself alone', async ({ server, people }) => {
  const room = await server.makeRoom();
  const person = await people.enter(room.links.join);
  await person.write('sound');
  await person.reads('saved');
  await person.page.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases();
    const opening = indexedDB.open(name);
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const transaction = opening.result.transaction('updates', 'readwrite');
    const store = transaction.objectStore('updates');
    for (const row of [new Uint8Array([9, 9, 9, 255, 255]), 'no update', null, { 0: 1 }]) store.add(row);
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    opening.result.close();
  });
  await person.page.reload();
  await person.boardIsThere();
  await expect.poll(() => person.texts()).toEqual(['sound']);
  await person.write('and on');
  await person.reads('saved');
  await person.page.reload();
  await person.boardIsThere();
  await expect.poll(() => person.texts()).toEqual(['and on', 'sound']);
});
