// A client of Yjs 14, which is still a release candidate, with the provider made for it.

import { WebsocketProvider } from '@y/websocket';
import * as Y from '@y/y';
import { WebSocket } from 'ws';
import type { Foreign, Run, Seen } from './foreign_client.ts';
import { ProviderClient, until } from './foreign_provider.ts';
import type { Room, Server } from './server.ts';

/** What Yjs 13 reads as a map, and as text. Yjs 14 would write both as XML fragments. */
const MAP = 1;
const TEXT = 2;

function typed(reference: number): Y.Type {
  return Object.assign(new Y.Type(), { _legacyTypeRef: reference });
}

export class Yjs14Client extends ProviderClient<Y.Doc> implements Foreign {
  readonly undoing = new Y.UndoManager([this.notes, this.more], { captureTimeout: 0 });

  static async join(server: Server, room: Room): Promise<Foreign> {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(server.syncUrl, room.room, doc, {
      params: { token: room.tokens.join },
      disableBc: true,
      WebSocketPolyfill: WebSocket as never,
      maxBackoffTime: 300,
    });
    const client = new Yjs14Client(doc, provider);
    await until('joining', () => provider.synced);
    return client;
  }

  private get notes(): Y.Type {
    return this.doc.get('notes');
  }

  private get more(): Y.Type {
    return this.doc.get('more');
  }

  private text(id: string): Y.Type {
    return attribute(attribute(this.notes, id), 'text') as Y.Type;
  }

  async add(id: string, text: string): Promise<void> {
    this.doc.transact(() => {
      const note = typed(MAP);
      const words = typed(TEXT);
      words.insert(0, text);
      set(note, 'text', words);
      set(note, 'at', [120, 80]);
      set(note, 'z', 0);
      set(note, 'color', 'yellow');
      set(note, 'made', Date.now());
      set(this.notes, id, note);
    });
  }

  async write(id: string, index: number, text: string, formats?: Record<string, unknown>): Promise<void> {
    this.text(id).insert(index, text, formats);
  }

  async embed(id: string, index: number, value: object): Promise<void> {
    this.text(id).insert(index, [value] as never);
  }

  async set(key: string, value: unknown): Promise<void> {
    set(this.more, key, value);
  }

  async see(): Promise<Seen> {
    const notes: Seen['notes'] = {};
    for (const [id, note] of Object.entries(this.notes.getAttrs())) {
      const at = attribute(note, 'at');
      notes[id] = { text: runs(this.text(id)), at: at instanceof Y.Type ? at.toArray() : at };
    }
    return { notes, more: { ...this.more.getAttrs() } };
  }
}

// Its types want the shape of every type beforehand.
function set(type: Y.Type, key: string, value: unknown): void {
  type.setAttr(key as never, value as never);
}

function attribute(type: unknown, key: string): unknown {
  return (type as Y.Type).getAttr(key as never);
}

/** Text as Quill writes it. */
function runs(text: Y.Type): Run[] {
  const { children = [] } = text.toDelta().toJSON() as {
    children?: { insert: unknown; format?: Record<string, unknown> }[];
  };
  return children.flatMap(({ insert, format }) => {
    const attributes = format && { attributes: format };
    return Array.isArray(insert)
      ? insert.map((embedded) => ({ insert: embedded, ...attributes }))
      : [{ insert, ...attributes }];
  });
}
