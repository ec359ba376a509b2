import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { ClientMessage, ServerMessage } from '../protocol/session';
import {
  type Access,
  BACKOFF_MS_FIRST,
  BACKOFF_MS_MAX,
  type Connection,
  FIRST_WORD_MS_MAX,
} from './connection';
import { Line } from './line';
import { hasUnsaved, NOTHING_TO_SAVE, type Saving } from './saving';
import { awarenessFrame, changeFrame, stateVectorFrame } from './wire';

/** The server's end of one socket, played by the test. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  sent: Uint8Array[] = [];

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeSocket.all.push(this);
  }

  static last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  open(): this {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
    return this;
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame);
  }

  close(): void {
    this.readyState = 3;
  }

  break(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  say(frame: Uint8Array<ArrayBuffer>): this {
    this.onmessage?.({ data: frame.buffer });
    return this;
  }

  session(message: ServerMessage): this {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 16);
    encoding.writeVarString(encoder, JSON.stringify(message));
    return this.say(new Uint8Array(encoding.toUint8Array(encoder)));
  }

  /** What was sent since the last look, by kind; changes are applied to `doc`. */
  take(doc = new Y.Doc()): string[] {
    return this.sent.splice(0).map((frame) => {
      const decoder = decoding.createDecoder(frame);
      const plane = decoding.readVarUint(decoder);
      if (plane === 1) return 'presence';
      if (plane === 3) return 'ask';
      if (plane === 16) return (JSON.parse(decoding.readVarString(decoder)) as ClientMessage).type;
      const kind = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (kind === 0) return 'step 1';
      Y.applyUpdate(doc, payload);
      return kind === 1 ? 'step 2' : 'update';
    });
  }
}

function makeLine(access: Access = { is: 'unknown' }) {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const seen: { saving: Saving; connection: Connection['at']; between: boolean; asked: number } = {
    saving: NOTHING_TO_SAVE,
    between: false,
    asked: 0,
    connection: 'resting',
  };
  const line = new Line({
    url: 'http://picnic/sync/room',
    pass: () => undefined,
    doc,
    awareness,
    name: () => 'Aino',
    checkAccess: async () => {
      seen.asked += 1;
      return access;
    },
    onBetween: (isBetween) => {
      seen.between = isBetween;
    },
    onCrowded: () => {},
    onConnection: ({ at }) => {
      seen.connection = at;
    },
    onSaving: (saving) => {
      seen.saving = saving;
    },
    onSession: () => {},
  });
  return { line, doc, awareness, seen, write: (text: string) => doc.getMap('notes').set(text, text) };
}

/** Lets a line become live with a server that holds `server`. */
function goLive(socket: FakeSocket, server: Y.Doc): void {
  socket.open();
  socket.say(stateVectorFrame(Y.encodeStateVector(server)));
  socket.say(changeFrame(Y.encodeStateAsUpdate(server), true));
  socket.take(server);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  FakeSocket.all = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a line', () => {
  test('says what it has, who it is and where it points when its socket opens', () => {
    const { line } = makeLine();
    line.start();
    const socket = FakeSocket.last().open();
    expect([socket.url, socket.protocol]).toEqual(['ws://picnic/sync/room', 'picnic.v1']);
    expect(socket.take().sort()).toEqual(['name', 'presence', 'step 1', 'writes']);
  });

  test('says that something in between answers once it did twice, and goes on trying', async () => {
    const { line, seen } = makeLine({ is: 'between' });
    line.start();
    for (const between of [false, true]) {
      FakeSocket.last().break();
      await vi.advanceTimersByTimeAsync(0);
      expect(seen.between).toBe(between);
      await vi.advanceTimersByTimeAsync(2 * BACKOFF_MS_FIRST);
    }
    expect([seen.asked, FakeSocket.all.length]).toEqual([2, 3]);
    goLive(FakeSocket.last(), new Y.Doc());
    expect([seen.between, seen.connection]).toEqual([false, 'live']);
  });

  describe('goes by events', () => {
    /** The addresses that are fetched from now on, each of which answers nothing. */
    function fetched(): string[] {
      const addresses: string[] = [];
      vi.stubGlobal('fetch', (address: string) => {
        addresses.push(address);
        return new Promise(() => {});
      });
      return addresses;
    }

    test('when sockets are refused and the server answers otherwise', async () => {
      const addresses = fetched();
      const { line } = makeLine({ is: 'in' });
      line.start();
      for (let socket = 0; socket < 2; socket += 1) {
        expect(addresses).toEqual([]);
        FakeSocket.last().break();
        await vi.advanceTimersByTimeAsync(2 * BACKOFF_MS_FIRST);
      }
      await vi.dynamicImportSettled();
      expect([FakeSocket.all.length, addresses]).toEqual([2, ['http://picnic/sync/room/events']]);
    });

    test('when a socket opens and nothing comes', async () => {
      const addresses = fetched();
      const { line } = makeLine({ is: 'in' });
      line.start();
      FakeSocket.last().open();
      await vi.advanceTimersByTimeAsync(FIRST_WORD_MS_MAX);
      await vi.dynamicImportSettled();
      expect([FakeSocket.all.length, addresses]).toEqual([1, ['http://picnic/sync/room/events']]);
    });

    test('not while the server does not answer either', async () => {
      const addresses = fetched();
      const { line } = makeLine({ is: 'unknown' });
      line.start();
      for (let socket = 0; socket < 4; socket += 1) {
        FakeSocket.last().break();
        await vi.advanceTimersByTimeAsync(BACKOFF_MS_FIRST * 2 ** socket);
      }
      await vi.dynamicImportSettled();
      expect(addresses).toEqual([]);
    });
  });

  test('is turned away by the server’s own word', async () => {
    const { line, seen } = makeLine({ is: 'out', why: 'removed' });
    line.start();
    FakeSocket.last().break();
    await vi.advanceTimersByTimeAsync(BACKOFF_MS_MAX);
    expect([seen.connection, FakeSocket.all.length]).toEqual(['refused', 1]);
  });

  describe('that the server could not read', () => {
    const CLOSE_UNREADABLE = 1007;
    async function closeUnread(live: boolean): Promise<void> {
      if (live) goLive(FakeSocket.last(), new Y.Doc());
      FakeSocket.last().break(CLOSE_UNREADABLE);
      await vi.advanceTimersByTimeAsync(2 * BACKOFF_MS_FIRST);
    }

    test('twice stops, also when it was live for a moment between', async () => {
      const { line, seen } = makeLine();
      line.start();
      await closeUnread(true);
      await closeUnread(true);
      expect([seen.connection, FakeSocket.all.length]).toEqual(['stopped', 2]);
    });

    test('twice with a good while between goes on', async () => {
      const { line, seen } = makeLine();
      line.start();
      await closeUnread(true);
      goLive(FakeSocket.last(), new Y.Doc());
      await vi.advanceTimersByTimeAsync(10_000);
      FakeSocket.last().say(new Uint8Array());
      await vi.advanceTimersByTimeAsync(25_000);
      FakeSocket.last().say(new Uint8Array());
      await vi.advanceTimersByTimeAsync(25_000);
      FakeSocket.last().break();
      await vi.advanceTimersByTimeAsync(2 * BACKOFF_MS_FIRST);
      await closeUnread(true);
      expect(seen.connection).not.toBe('stopped');
      await closeUnread(true);
      expect(seen.connection).toBe('stopped');
    });
  });

  test('sends changes made before the server asked as one answer, and later ones as they are made', () => {
    const { line, write } = makeLine();
    write('before');
    line.start();
    const socket = FakeSocket.last().open();
    write('while opening');
    socket.take();
    const server = new Y.Doc();
    socket.say(stateVectorFrame(Y.encodeStateVector(server)));
    expect(socket.take(server)).toEqual(['step 2']);
    write('after');
    expect(socket.take(server)).toEqual(['update']);
    expect(server.getMap('notes').size).toBe(3);
  });

  test('is saved when the server has counted every frame', () => {
    const { line, write, seen } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    goLive(socket, new Y.Doc());
    write('one');
    write('two');
    expect(hasUnsaved(seen.saving)).toBe(true);
    socket.session({ type: 'saved', frames: 2, position: 1 });
    expect(hasUnsaved(seen.saving)).toBe(true);
    socket.session({ type: 'saved', frames: 3, position: 2 });
    expect(hasUnsaved(seen.saving)).toBe(false);
  });

  test('counts a command as a frame of its own, and none where there is no socket', () => {
    const { line, write, seen } = makeLine();
    const command = { type: 'command', id: 'c', command: { do: 'ready', ready: true } } as const;
    expect(line.command(command)).toBeUndefined();
    line.start();
    const socket = FakeSocket.last();
    goLive(socket, new Y.Doc());
    write('one');
    expect(line.command(command)).toBe(3);
    expect(socket.take()).toEqual(['update', 'command']);
    socket.session({ type: 'saved', frames: 2, position: 1 });
    expect(hasUnsaved(seen.saving)).toBe(true);
    socket.session({ type: 'saved', frames: 3, position: 2 });
    expect(hasUnsaved(seen.saving)).toBe(false);
  });

  test('does not send back what the server sent', () => {
    const { line, doc } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    const server = new Y.Doc();
    goLive(socket, server);
    server.getMap('notes').set('theirs', 1);
    socket.say(changeFrame(Y.encodeStateAsUpdate(server), false));
    expect(doc.getMap('notes').get('theirs')).toBe(1);
    expect(socket.take()).toEqual([]);
  });

  test('sends what was not acknowledged again after a break', async () => {
    const { line, write, seen } = makeLine();
    line.start();
    const server = new Y.Doc();
    goLive(FakeSocket.last(), server);
    const stale = new Y.Doc();
    Y.applyUpdate(stale, Y.encodeStateAsUpdate(server));
    write('lost on the way');
    FakeSocket.last().break();
    write('while away');
    expect([seen.connection, hasUnsaved(seen.saving)]).toEqual(['waiting', true]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(FakeSocket.all).toHaveLength(2);
    goLive(FakeSocket.last(), stale);
    expect([...stale.getMap('notes').keys()].sort()).toEqual(['lost on the way', 'while away']);
    expect(hasUnsaved(seen.saving)).toBe(true);
    FakeSocket.last().session({ type: 'saved', frames: 1, position: 1 });
    expect([seen.connection, hasUnsaved(seen.saving)]).toEqual(['live', false]);
  });

  test('asks for what a change builds on when that did not come, once', () => {
    const { line } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    const server = new Y.Doc();
    goLive(socket, server);
    server.getText('t').insert(0, 'missed');
    for (const text of [' and', ' more']) {
      const before = Y.encodeStateVector(server);
      server.getText('t').insert(server.getText('t').length, text);
      socket.say(changeFrame(Y.encodeStateAsUpdate(server, before), false));
    }
    expect(socket.take()).toEqual(['step 1']);
  });

  test('sends presence at most every 40 ms, the last state winning', () => {
    const { line, awareness } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    goLive(socket, new Y.Doc());
    for (let x = 0; x < 25; x += 1) {
      awareness.setLocalStateField('cursor', [x, 0]);
      vi.advanceTimersByTime(4);
    }
    expect(socket.take().length).toBeLessThanOrEqual(3);
    vi.advanceTimersByTime(40);
    expect(socket.take().length).toBeLessThanOrEqual(1);
  });

  test('forgets the others’ presence when it breaks, and takes the same state again when it is back', async () => {
    const { line, awareness } = makeLine();
    const theirs = new Uint8Array([1, 7, 5, ...new TextEncoder().encode('\u0007{"x":1}')]);
    line.start();
    goLive(FakeSocket.last(), new Y.Doc());
    FakeSocket.last().say(awarenessFrame(theirs));
    expect(awareness.getStates().get(7)).toEqual({ x: 1 });
    FakeSocket.last().break();
    expect(awareness.getStates().has(7)).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    goLive(FakeSocket.last(), new Y.Doc());
    FakeSocket.last().say(awarenessFrame(theirs));
    expect(awareness.getStates().get(7)).toEqual({ x: 1 });
  });

  test('says goodbye when the page is left', () => {
    const { line, awareness } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    goLive(socket, new Y.Doc());
    awareness.setLocalState(null);
    line.rest();
    expect(socket.take()).toContain('presence');
    expect(socket.readyState).toBe(3);
  });

  test('shows its presence at once when it hears that it is gone', () => {
    const { line, awareness } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    goLive(socket, new Y.Doc());
    const clock = awareness.meta.get(awareness.clientID)?.clock ?? 0;
    const gone = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, awareness.clientID);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, 'null');
    });
    socket.say(awarenessFrame(gone));
    expect(socket.take()).toEqual(['presence']);
    expect(awareness.getLocalState()).not.toBeNull();
  });

  test('writes under an id that nobody knows once nobody hears it', async () => {
    const { line, doc, write } = makeLine();
    const server = new Y.Doc();
    line.start();
    goLive(FakeSocket.last(), server);
    const first = doc.clientID;
    write('heard');
    FakeSocket.last().take(server);
    FakeSocket.last().break();
    expect(doc.clientID).not.toBe(first);
    write('not heard');
    // Somebody goes on under the id that they saw.
    const forger = new Y.Doc();
    Y.applyUpdate(forger, Y.encodeStateAsUpdate(server));
    forger.clientID = first;
    forger.getMap('notes').set('forged', 'forged');
    Y.applyUpdate(server, Y.encodeStateAsUpdate(forger));
    await vi.advanceTimersByTimeAsync(2_000);
    goLive(FakeSocket.last(), server);
    expect([...server.getMap('notes').keys()].sort()).toEqual(['forged', 'heard', 'not heard']);
  });

  test('first words that nobody hears stand under an id that nobody knows, though the page named one before', async () => {
    const { line, doc, write } = makeLine();
    line.start();
    const server = new Y.Doc();
    goLive(FakeSocket.last(), server);
    const named = doc.clientID;
    FakeSocket.last().break();
    expect(doc.clientID).not.toBe(named);
    write('mine');
    const forger = new Y.Doc();
    forger.clientID = named;
    forger.getMap('notes').set('forged', 'forged');
    Y.applyUpdate(server, Y.encodeStateAsUpdate(forger));
    await vi.advanceTimersByTimeAsync(2_000);
    goLive(FakeSocket.last(), server);
    expect([...server.getMap('notes').keys()].sort()).toEqual(['forged', 'mine']);
  });

  test('writes under another id when its own is taken, and says so before it writes', () => {
    const { line, doc, write } = makeLine();
    line.start();
    const socket = FakeSocket.last();
    goLive(socket, new Y.Doc());
    const before = doc.clientID;
    line.writeAsAnother();
    expect(doc.clientID).not.toBe(before);
    write('later');
    expect(socket.take()).toEqual(['writes', 'update']);
  });

  test('says under which id it writes before any word that it is sent under, also where Yjs took another since the greeting', () => {
    const { line, doc, write } = makeLine();
    line.start();
    const socket = FakeSocket.last().open();
    const greeting = socket.take();
    expect(greeting.indexOf('writes')).toBeLessThan(greeting.indexOf('presence'));
    doc.clientID += 1;
    write('first words');
    socket.say(stateVectorFrame(Y.encodeStateVector(new Y.Doc())));
    expect(socket.take()).toEqual(['writes', 'step 2']);
  });
});
