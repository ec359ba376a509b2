// The real, unmodified y-websocket provider under Node, and the board as it reads and writes it.

import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface Note {
  text: string;
  at: [number, number];
}

/** What y-websocket prints of refusals from now on, until `heard.stop` is called. */
export function listenForDenials(): { said: string[]; stop: () => void } {
  const said: string[] = [];
  const warn = console.warn;
  console.warn = (...words: unknown[]) => {
    const text = words.join(' ');
    if (text.startsWith('Permission denied')) said.push(text);
    else warn(...words);
  };
  return {
    said,
    stop: () => {
      console.warn = warn;
    },
  };
}

/** One Yjs client of a room. */
export class Peer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;

  constructor(server: { syncUrl: string }, room: string, token: string, doc = new Y.Doc()) {
    this.doc = doc;
    this.provider = new WebsocketProvider(server.syncUrl, room, this.doc, {
      params: { token },
      // Peers of one process would else pass changes to each other past the server.
      disableBc: true,
      WebSocketPolyfill: WebSocket,
      maxBackoffTime: 300,
    });
  }

  private get all(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap('notes');
  }

  /** Resolves at the server's answer to sync step 1. */
  async synced(): Promise<this> {
    if (!this.provider.synced) {
      await new Promise<void>((done) => {
        const check = (synced: boolean) => {
          if (!synced) return;
          this.provider.off('sync', check);
          done();
        };
        this.provider.on('sync', check);
      });
    }
    return this;
  }

  notes(): Record<string, Note> {
    const read = ([id, note]: [string, Y.Map<unknown>]): [string, Note] => [
      id,
      { text: String(note.get('text')), at: note.get('at') as [number, number] },
    ];
    return Object.fromEntries([...this.all.entries()].map(read));
  }

  texts(): string[] {
    return Object.values(this.notes())
      .map((note) => note.text)
      .sort();
  }

  add(id: string, text: string, at: [number, number] = [0, 0], color = 'yellow'): void {
    this.doc.transact(() => {
      const note = new Y.Map<unknown>();
      note.set('text', new Y.Text(text));
      note.set('at', at);
      note.set('z', 0);
      note.set('color', color);
      note.set('made', Date.now());
      this.all.set(id, note);
    });
  }

  /** Makes a cluster and puts these notes in it. */
  cluster(id: string, title: string, notes: readonly string[], color = 'blue'): void {
    this.doc.transact(() => {
      const cluster = new Y.Map<unknown>();
      cluster.set('title', new Y.Text(title));
      cluster.set('at', [0, 0]);
      cluster.set('color', color);
      this.doc.getMap('clusters').set(id, cluster);
      for (const note of notes) this.all.get(note)?.set('cluster', id);
    });
  }

  /** The titles of the clusters that are there, by id. */
  titles(): Record<string, string> {
    const clusters: Y.Map<Y.Map<unknown>> = this.doc.getMap('clusters');
    return Object.fromEntries([...clusters.entries()].map(([id, entry]) => [id, String(entry.get('title'))]));
  }

  /** The cluster of every note that is in one which is there. */
  membership(): Record<string, string> {
    const clusters = this.doc.getMap('clusters');
    const read = ([id, note]: [string, Y.Map<unknown>]): [string, string][] => {
      const cluster = note.get('cluster');
      return typeof cluster === 'string' && clusters.has(cluster) ? [[id, cluster]] : [];
    };
    return Object.fromEntries([...this.all.entries()].flatMap(read));
  }

  write(id: string, index: number, text: string): void {
    const note = this.all.get(id)?.get('text');
    if (!(note instanceof Y.Text)) throw new Error(`there is no note ${id}`);
    note.insert(Math.min(index, note.length), text);
  }

  move(id: string, at: [number, number]): void {
    const note = this.all.get(id);
    if (!note) throw new Error(`there is no note ${id}`);
    note.set('at', at);
  }

  /** The socket breaks as with a lost network; the provider comes back by itself. */
  breakSocket(): void {
    const socket = this.provider.ws;
    if (socket instanceof WebSocket) socket.terminate();
  }

  leave(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
