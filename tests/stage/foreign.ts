// Clients of a board that picnic did not write: what a test tells each of them, whatever it is made of.

import { SyncedText, syncedStore } from '@syncedstore/core';
import { createYjsProvider } from '@y-sweet/client';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { WebsocketProvider as WebsocketProvider1 } from 'y-websocket-1';
import { WebsocketProvider as WebsocketProvider2 } from 'y-websocket-2';
import * as Y from 'yjs';
import type { Foreign, Seen } from './foreign_client.ts';
import { type Provider, ProviderClient, until } from './foreign_provider.ts';
import { PycrdtClient, pycrdtIsThere } from './foreign_pycrdt.ts';
import { Yjs14Client } from './foreign_yjs14.ts';
import type { Room, Server } from './server.ts';

export interface Kind {
  name: string;
  isThere(): boolean;
  join(server: Server, room: Room, doc?: Y.Doc): Promise<Foreign>;
}

/** A client id as pycrdt, yrs and Yjs 14 draw them: of 53 bits, beyond those of Yjs 13. */
export function longId(): number {
  return 2 ** 52 + Math.floor(Math.random() * 2 ** 52);
}

/** A client of Yjs 13, by any provider. */
class Yjs13Client extends ProviderClient<Y.Doc> implements Foreign {
  readonly undoing = new Y.UndoManager([this.notes, this.doc.getMap('more')], { captureTimeout: 0 });

  private get notes(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap('notes');
  }

  private text(id: string): Y.Text {
    const text = this.notes.get(id)?.get('text');
    if (!(text instanceof Y.Text)) throw new Error(`there is no note ${id}`);
    return text;
  }

  async add(id: string, text: string): Promise<void> {
    this.doc.transact(() => {
      const note = new Y.Map<unknown>();
      note.set('text', new Y.Text(text));
      note.set('at', [120, 80]);
      note.set('z', 0);
      note.set('color', 'yellow');
      note.set('made', Date.now());
      this.notes.set(id, note);
    });
  }

  async write(id: string, index: number, text: string, formats?: Record<string, unknown>): Promise<void> {
    this.text(id).insert(index, text, formats);
  }

  async embed(id: string, index: number, value: object): Promise<void> {
    this.text(id).insertEmbed(index, value);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.doc.getMap('more').set(key, value);
  }

  async see(): Promise<Seen> {
    const notes: Seen['notes'] = {};
    for (const [id, note] of this.notes) {
      const at = note.get('at');
      notes[id] = {
        text: this.text(id).toDelta(),
        at: at instanceof Y.Array ? at.toArray() : at,
      };
    }
    return { notes, more: this.doc.getMap('more').toJSON() };
  }
}

/** The same, written through SyncedStore, which makes Y.Array of arrays. */
class SyncedStoreClient extends Yjs13Client {
  private readonly store;

  constructor(doc: Y.Doc, provider: Provider) {
    super(doc, provider);
    this.store = syncedStore({ notes: {} as Record<string, Record<string, unknown>>, more: {} }, doc);
  }

  override async add(id: string, text: string): Promise<void> {
    this.doc.transact(() => {
      this.store.notes[id] = {
        text: new SyncedText(text),
        at: [120, 80],
        z: 0,
        color: 'yellow',
        made: Date.now(),
      };
    });
  }
}

type Websocket = typeof WebsocketProvider | typeof WebsocketProvider1 | typeof WebsocketProvider2;

/** Opens a document over the y-websocket protocol. */
function open(Client: Websocket, server: Server, room: Room, doc: Y.Doc): Provider {
  return new Client(server.syncUrl, room.room, doc, {
    params: { token: room.tokens.join },
    // Clients of one process would else pass changes to each other past the server.
    disableBc: true,
    // Each version has it typed in another way.
    WebSocketPolyfill: WebSocket as never,
    maxBackoffTime: 300,
  });
}

function yWebsocket(version: string, Client: Websocket, As = Yjs13Client): Kind {
  return {
    name: version,
    isThere: () => true,
    async join(server, room, doc = new Y.Doc()) {
      doc.clientID = longId();
      const client = new As(doc, open(Client, server, room, doc));
      await until('joining', () => client.provider.synced);
      return client;
    },
  };
}

/** A line that can be cut. y-sweet's provider comes back by itself whatever it is told, so that only this keeps it away. */
class Line {
  private readonly open = new Set<WebSocket>();
  private isCut = false;

  /** The sockets that go over it. */
  socket(): typeof WebSocket {
    const line = this;
    return class extends WebSocket {
      constructor(url: string | URL) {
        // Nobody listens on that port.
        super(line.isCut ? 'ws://127.0.0.1:1' : url);
        line.open.add(this);
        this.addEventListener('close', () => line.open.delete(this));
      }
    };
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.open) socket.terminate();
  }

  mend(): void {
    this.isCut = false;
  }

  /** Nobody hears of its end. */
  end(): void {
    for (const socket of this.open) socket.onclose = null;
    this.cut();
  }
}

const ySweet: Kind = {
  name: 'y-sweet 0.9',
  isThere: () => true,
  async join(server, room, doc = new Y.Doc()) {
    doc.clientID = longId();
    const { room: docId, tokens } = room;
    const token = { url: server.syncUrl, baseUrl: server.syncUrl, docId, token: tokens.join };
    const line = new Line();
    const provider = createYjsProvider(doc, docId, async () => token, {
      WebSocketPolyfill: line.socket(),
      showDebuggerLink: false,
    });
    const client = new Yjs13Client(doc, {
      awareness: provider.awareness,
      get synced() {
        return provider.status === 'connected';
      },
      connect: () => line.mend(),
      disconnect: () => line.cut(),
      destroy: () => {
        line.end();
        provider.destroy();
      },
    });
    await until('joining', () => client.provider.synced);
    return client;
  },
};

export const KINDS: readonly Kind[] = [
  yWebsocket('y-websocket 1.5', WebsocketProvider1),
  yWebsocket('y-websocket 2.1', WebsocketProvider2),
  yWebsocket('y-websocket 3.1', WebsocketProvider),
  yWebsocket('SyncedStore', WebsocketProvider, SyncedStoreClient),
  ySweet,
  { name: 'Yjs 14', isThere: () => true, join: Yjs14Client.join },
  { name: 'pycrdt', isThere: pycrdtIsThere, join: PycrdtClient.join },
];
