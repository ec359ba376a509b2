// What a test asks for by name: a server, one of its own to kill, Yjs peers, people in browsers.

import { type BrowserContextOptions, test as base, type Page } from '@playwright/test';
import { Person } from './person.ts';
import { Peer } from './provider.ts';
import { type Room, Server } from './server.ts';

type Verb = keyof Room['tokens'];

export interface Peers {
  /** A Yjs client that has joined and seen the board. */
  join(server: Server, room: Room, verb?: Verb): Promise<Peer>;
}

export interface People {
  /** A person with a browser of their own who opens a room's link and sees the board. */
  enter(link: string, name?: string, page?: Page): Promise<Person>;
  /** A page of a browser that has never been here. */
  page(options?: BrowserContextOptions): Promise<Page>;
}

interface ForTest {
  ownServer: Server;
  peers: Peers;
  people: People;
}

interface ForWorker {
  server: Server;
}

export const test = base.extend<ForTest, ForWorker>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture asks for from here.
    async ({}, use) => {
      // Every test makes rooms on it, from one address.
      const server = await Server.start(['--no-limits']);
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  ownServer: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  peers: async ({}, use) => {
    const joined: Peer[] = [];
    await use({
      async join(server, room, verb = 'join') {
        const peer = new Peer(server, room.room, room.tokens[verb]);
        joined.push(peer);
        return await peer.synced();
      },
    });
    for (const peer of joined) peer.leave();
  },

  people: async ({ browser }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    const page = async (options?: BrowserContextOptions) => {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      contexts.push(context);
      return await context.newPage();
    };
    await use({
      page,
      async enter(link, name, opened) {
        return await Person.enter(opened ?? (await page()), link, name);
      },
    });
    for (const context of contexts) await context.close();
  },
});
