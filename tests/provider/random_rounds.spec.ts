// Promise: whatever unmodified y-websocket clients write arrives, however their lines drop, lag and come back, and the server dies.
// A round is a burst of notes and undo by everyone; it is over when all have the same. `PICNIC_ROUNDS=2000` for more, `PICNIC_SEED` to replay.

import { expect } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { test } from '../stage/fixtures.ts';
import { listenForDenials } from '../stage/provider.ts';
import { type Room, Server } from '../stage/server.ts';

const ROUNDS = Number(process.env.PICNIC_ROUNDS ?? 100);
const SEED = Number(process.env.PICNIC_SEED ?? Math.floor(Math.random() * 2 ** 31));
const PEOPLE = 5;
const NOTES_MAX = 60;
/** In many rounds lines are slower than a phone's; in a hundred, quick enough to be over soon. */
const SLOW_MS_MAX = ROUNDS > 100 ? 600 : 150;
const KILL_EVERY = 25;
/** Longer than a dead line keeps an id, shorter than the room takes to compare: nothing is to need that. */
const ROUND_MS_MAX = 15_000;

/** Numbers that look random, the same ones for the same seed. */
class Random {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }
}

/** A socket on which what comes in is late, in order; what is under way when it breaks is lost. */
function sockets(lateMs: () => number): typeof WebSocket {
  return class extends WebSocket {
    readonly #late = lateMs();

    // biome-ignore lint/suspicious/noExplicitAny: as `ws` types it.
    override set onmessage(hear: any) {
      super.onmessage =
        hear === null || this.#late === 0
          ? hear
          : (event) =>
              setTimeout(() => {
                if (this.readyState === WebSocket.OPEN) hear(event);
              }, this.#late);
    }
  };
}

/** Somebody with a document, a provider and an undo of their own. */
class Somebody {
  readonly doc = new Y.Doc();
  readonly undo = new Y.UndoManager(this.doc.getMap('notes'), { captureTimeout: 0 });
  readonly provider: WebsocketProvider;

  constructor(
    server: Server,
    room: Room,
    private readonly random: Random,
    hasTabBeside: boolean,
  ) {
    this.provider = new WebsocketProvider(server.syncUrl, room.room, this.doc, {
      params: { token: room.tokens.join },
      disableBc: !hasTabBeside,
      WebSocketPolyfill: sockets(() => (random.oneIn(4) ? random.below(SLOW_MS_MAX) : 0)),
      maxBackoffTime: 150,
    });
    // One who shows no presence, and repeats only what others show.
    if (random.oneIn(6)) this.provider.awareness.setLocalState(null);
  }

  private get notes(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap('notes');
  }

  act(mark: string): void {
    const ids = [...this.notes.keys()].sort();
    const id = ids[this.random.below(Math.max(1, ids.length))];
    const note = id === undefined ? undefined : this.notes.get(id);
    const what = this.random.below(10);
    if (what < 2) this.undo.undo();
    else if (what < 3) this.undo.redo();
    else if (id !== undefined && (what < 4 || ids.length > NOTES_MAX)) this.notes.delete(id);
    else if (note !== undefined && what < 7) {
      const text = note.get('text');
      if (text instanceof Y.Text) text.insert(0, `${mark} `);
      note.set('at', [this.random.below(100), 0]);
    } else {
      this.doc.transact(() => {
        const made = new Y.Map<unknown>();
        made.set('text', new Y.Text(mark));
        made.set('at', [0, 0]);
        this.notes.set(mark, made);
      });
    }
    if (this.provider.awareness.getLocalState() !== null) {
      this.provider.awareness.setLocalStateField('cursor', [this.random.below(100), 0]);
    }
  }

  drop(): void {
    const socket = this.provider.ws;
    if (socket instanceof WebSocket) socket.terminate();
  }

  /** All that is on their board, and how much of everyone's they have: what is taken away from all of them counts as well. */
  state(): string {
    const notes = [...this.notes.entries()].map(([id, note]) => [
      id,
      String(note.get('text')),
      note.get('at'),
    ]);
    const has = [...Y.decodeStateVector(Y.encodeStateVector(this.doc))];
    return JSON.stringify([
      notes.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      has.sort(([a], [b]) => a - b),
    ]);
  }

  leave(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

test('whatever is written arrives, through drops, kills and slow lines', async () => {
  test.setTimeout(60_000 + ROUNDS * 2_000);
  console.log(`random rounds: PICNIC_SEED=${SEED} PICNIC_ROUNDS=${ROUNDS}`);
  const random = new Random(SEED);
  const server = await Server.start(['--no-limits']);
  const room = await server.makeRoom();
  // Two are tabs of one browser, which pass changes and presence on to each other.
  const join = (index: number) => new Somebody(server, room, random, index < 2);
  const people = Array.from({ length: PEOPLE }, (_, index) => join(index));
  const states = () => new Set(people.map((somebody) => somebody.state()));
  const denials = listenForDenials();
  let drops = 0;
  let kills = 0;
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let burst = 0; burst < 8; burst += 1) {
        people.forEach((somebody, index) => {
          if (!random.oneIn(3)) somebody.act(`${round}-${burst}-${index}`);
          if (random.oneIn(6)) {
            drops += 1;
            somebody.drop();
          }
        });
        await new Promise((done) => setTimeout(done, random.below(12)));
      }
      if (round % KILL_EVERY === KILL_EVERY - 1) {
        kills += 1;
        await server.killNine();
        for (const somebody of people) somebody.act(`${round}-off`);
        await server.startAgain();
      }
      await expect
        .poll(() => states().size, {
          message: `seed ${SEED}, round ${round}: all have the same`,
          intervals: [5, 10, 20, 50],
          timeout: ROUND_MS_MAX,
        })
        .toBe(1);
      // Somebody goes for good, and somebody new sees what the server has.
      if (random.oneIn(4)) {
        const index = random.below(PEOPLE);
        people[index]?.leave();
        people[index] = join(index);
        await expect
          .poll(() => states().size, {
            message: `seed ${SEED}, round ${round}: a newcomer`,
            timeout: ROUND_MS_MAX,
          })
          .toBe(1);
      }
    }
    const metrics = await (await fetch(`${server.url}metrics`)).text();
    expect(metrics).toContain('picnic_healed_total 0');
    // Whoever writes in what others delete just then may be told so, where their id was another's for a while.
    expect(denials.said.filter((said) => !said.includes('in something that is not on the board'))).toEqual(
      [],
    );
    console.log(`random rounds: ${drops} drops, ${kills} kills, nothing lost`);
  } finally {
    denials.stop();
    for (const somebody of people) somebody.leave();
    await server.stop();
  }
});
