// Promise: where a document has y-webrtc beside y-websocket, whoever relays what somebody else wrote owns nothing of it,
// and its author is not shut out when they come themselves.

import { expect, type JSHandle, type Page } from '@playwright/test';
import { test as base } from '../stage/fixtures.ts';
import { listenForDenials, type Peer } from '../stage/provider.ts';
import { type Room, Server } from '../stage/server.ts';
import { Webrtc } from '../stage/webrtc.ts';
import type { Somebody } from '../stage/webrtc_page.ts';

interface Way {
  name: string;
  onePresence: boolean;
  silent: boolean;
}

const WAYS: readonly Way[] = [
  { name: 'each provider with a presence of its own', onePresence: false, silent: false },
  { name: 'one presence for both providers', onePresence: true, silent: false },
  // The first presence and the first words that it sends are somebody else's.
  { name: 'a relay that shows no presence and writes nothing', onePresence: true, silent: true },
];

const ROUNDS = 20;

/** Somebody in a browser of their own. */
interface Here {
  page: Page;
  is: JSHandle<Somebody>;
  id: number;
  /** What y-websocket was refused. */
  denials: string[];
}

/** A room, somebody who sees what arrives in it, and whoever comes by WebRTC. */
class Stage {
  readonly faults: string[] = [];
  private shown = 0;

  constructor(
    readonly server: Server,
    readonly room: Room,
    readonly witness: Peer,
    private readonly webrtc: Webrtc,
    private readonly newPage: () => Promise<Page>,
    private readonly way: Way,
  ) {}

  async enter(): Promise<Here> {
    const page = await this.newPage();
    const denials: string[] = [];
    page.on('console', (message) => {
      if (message.text().startsWith('Permission denied')) denials.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    const is = await this.webrtc.enter(page, this.room.room, this.way.onePresence);
    // Else two who come at once would call each other at once.
    await expect.poll(() => is.evaluate((one) => one.isFindable()), 'findable').toBe(true);
    return { page, is, id: await is.evaluate((one) => one.id), denials };
  }

  /** From now on in the room by y-websocket, too. */
  async join({ is }: Here): Promise<void> {
    const { syncUrl } = this.server;
    await is.evaluate((one, [url, token]) => one.join(url, token), [syncUrl, this.room.tokens.join] as const);
    await expect.poll(() => is.evaluate((one) => one.isSynced()), 'synced').toBe(true);
  }

  /** Somebody in the room, and somebody else who reaches it by way of the first alone. */
  async relayAndAuthor(): Promise<[Here, Here]> {
    const [relay, author] = [await this.enter(), await this.enter()];
    await relay.is.evaluate(
      (one, silent) => one.present(silent ? null : { cursor: [0, 1] }),
      this.way.silent,
    );
    await this.join(relay);
    await this.areLinked(relay, author);
    await author.is.evaluate((one) => one.present({ cursor: [0, 2] }));
    // What it shows as its own is the author's.
    if (this.way.silent) await expect.poll(() => this.stamp(author)).toBeDefined();
    return [relay, author];
  }

  /** They are connected by WebRTC, and by nothing else that tabs have. */
  async areLinked(...all: Here[]): Promise<void> {
    for (const { is } of all) {
      await expect
        .poll(() => is.evaluate((one) => one.ways()), { message: 'connected by WebRTC', timeout: 30_000 })
        .toEqual({ webrtc: 1, broadcast: 0 });
    }
  }

  /** Whose presence under this id is, as the server says. */
  stamp({ id }: Here): string | undefined {
    return this.witness.provider.awareness.getStates().get(id)?.user?.id;
  }

  /** Its presence is its own, and nobody's who showed it before. */
  async ownsItsPresence(author: Here, ...others: (string | undefined)[]): Promise<void> {
    const cursor = [++this.shown, 0];
    await author.is.evaluate((one, cursor) => one.present({ cursor }), cursor);
    const { awareness } = this.witness.provider;
    await expect.poll(() => awareness.getStates().get(author.id)).toMatchObject({ cursor });
    await expect
      .poll(() => [undefined, ...others].includes(this.stamp(author)), 'the stamp is the author’s')
      .toBe(false);
  }

  /** Everybody sees these texts, each once, and whoever comes now as well. */
  async allRead(texts: Record<string, string>, newcomer: () => Promise<Peer>, ...all: Here[]): Promise<void> {
    await expect.poll(() => read(this.witness), 'the witness').toEqual(texts);
    for (const { is } of all) {
      await expect.poll(() => is.evaluate((one) => one.texts()), 'a page').toEqual(texts);
    }
    expect(read(await newcomer())).toEqual(texts);
  }
}

function read(peer: Peer): Record<string, string> {
  return Object.fromEntries(Object.entries(peer.notes()).map(([id, { text }]) => [id, text]));
}

interface ForTest {
  stage: (way: Way) => Promise<Stage>;
}

const test = base.extend<ForTest, { webrtc: Webrtc }>({
  // Also on a machine that has no other network.
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({
        ...launchOptions,
        args: [...(launchOptions.args ?? []), '--allow-loopback-in-peer-connection'],
      });
    },
    { scope: 'worker' },
  ],

  webrtc: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture asks for from here.
    async ({}, use) => {
      const webrtc = await Webrtc.start();
      await use(webrtc);
      await webrtc.stop();
    },
    { scope: 'worker' },
  ],

  stage: async ({ webrtc, peers, people }, use) => {
    const server = await Server.start(['--no-limits', '--origin', webrtc.origin]);
    const denials = listenForDenials();
    // Pages that may hear the microphone tell each other their addresses as they are, not by names in multicast DNS.
    const newPage = () => people.page({ permissions: ['microphone'] });
    await use(async (way) => {
      const room = await server.makeRoom();
      return new Stage(server, room, await peers.join(server, room), webrtc, newPage, way);
    });
    denials.stop();
    expect(denials.said).toEqual([]);
    await server.stop();
  },
});

for (const way of WAYS) {
  test.describe(way.name, () => {
    test('who relays owns nothing, and the author comes in', async ({ stage: set, peers }) => {
      const stage = await set(way);
      const { witness } = stage;
      const [relay, author] = await stage.relayAndAuthor();
      const texts: Record<string, string> = { a: 'by way of another', w: 'of the witness' };
      await author.is.evaluate((one) => one.add('a', 'by way of another'));
      await expect.poll(() => read(witness)).toEqual({ a: 'by way of another' });
      witness.add('w', 'of the witness');
      await expect.poll(() => author.is.evaluate((one) => one.texts())).toEqual(texts);
      if (!way.silent) {
        texts.b = 'of one who relays';
        await relay.is.evaluate((one) => one.add('b', 'of one who relays'));
        await expect.poll(() => author.is.evaluate((one) => one.texts())).toEqual(texts);
        await expect.poll(() => read(witness)).toEqual(texts);
      }
      const before = [stage.stamp(relay), stage.stamp(author)];

      // Now both ways at once, and everyone writes.
      await stage.join(author);
      for (let round = 0; round < ROUNDS; round++) {
        await Promise.all([
          author.is.evaluate((one, round) => {
            one.add(`a${round}`, `author ${round}`);
            one.write('a', '!');
            if (round === 10) one.breakSocket();
          }, round),
          relay.is.evaluate(
            (one, [round, silent]) => {
              if (!silent) {
                one.add(`b${round}`, `relay ${round}`);
                one.write('w', '?');
              }
              if (round === 15) one.breakSocket();
            },
            [round, way.silent] as const,
          ),
        ]);
        texts[`a${round}`] = `author ${round}`;
        if (!way.silent) texts[`b${round}`] = `relay ${round}`;
      }
      texts.a = `${'!'.repeat(ROUNDS)}by way of another`;
      if (!way.silent) texts.w = `${'?'.repeat(ROUNDS)}of the witness`;
      await stage.allRead(texts, () => peers.join(stage.server, stage.room), author, relay);
      await stage.ownsItsPresence(author, ...before, stage.stamp(relay));
      await stage.areLinked(author, relay);
      const own = stage.stamp(author);

      // Without the other, too.
      await relay.page.close();
      await author.is.evaluate((one) => {
        one.add('last', 'on my own');
        one.write('a', '.');
      });
      texts.last = 'on my own';
      texts.a = `.${texts.a}`;
      await stage.allRead(texts, () => peers.join(stage.server, stage.room), author);
      await stage.ownsItsPresence(author, ...before);
      expect(stage.stamp(author)).toBe(own);
      expect(author.denials).toEqual([]);
      expect(relay.denials).toEqual([]);
      expect(stage.faults).toEqual([]);
    });

    test('a relay that is gone before the author comes leaves them what is theirs', async ({
      stage: set,
      peers,
    }) => {
      const stage = await set(way);
      const { witness } = stage;
      const [relay, author] = await stage.relayAndAuthor();
      const texts: Record<string, string> = { a: 'by way of another' };
      await author.is.evaluate((one) => one.add('a', 'by way of another'));
      await expect.poll(() => read(witness)).toEqual(texts);
      const before = [stage.stamp(relay), stage.stamp(author)];
      await relay.page.goto('about:blank');
      await expect
        .poll(() => author.is.evaluate((one) => one.ways()), { message: 'alone', timeout: 30_000 })
        .toEqual({ webrtc: 0, broadcast: 0 });
      await author.is.evaluate((one) => {
        one.add('alone', 'told nobody yet');
        one.write('a', '!');
      });
      expect(read(witness)).toEqual(texts);

      await stage.join(author);
      await author.is.evaluate((one) => one.add('here', 'in the room'));
      Object.assign(texts, { a: '!by way of another', alone: 'told nobody yet', here: 'in the room' });
      await stage.allRead(texts, () => peers.join(stage.server, stage.room), author);
      await stage.ownsItsPresence(author, ...before);
      expect(author.denials).toEqual([]);

      // The other comes back, and has all of it by both ways.
      const again = await stage.enter();
      await stage.areLinked(again, author);
      await stage.join(again);
      await author.is.evaluate((one) => one.write('a', '!'));
      await again.is.evaluate((one) => one.add('again', 'back again'));
      Object.assign(texts, { a: '!!by way of another', again: 'back again' });
      await stage.allRead(texts, () => peers.join(stage.server, stage.room), author, again);
      await stage.ownsItsPresence(author, ...before, stage.stamp(again));
      expect(stage.faults).toEqual([]);
    });
  });
}
