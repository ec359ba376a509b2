// The strokes and connectors of the document, kept in step with it; who listens hears which ones changed.

import type * as Y from 'yjs';
import { changedIn, connectorsIn, makerIn, strokesIn } from '../document/maps';
import { type Connector, readConnector } from './connector';
import { readStroke, type Stroke } from './stroke';

type Events = Y.YEvent<Y.AbstractType<unknown>>[];

/** What of a map can be shown, by its keys. */
class Shown<Thing> {
  private readonly byId = new Map<string, Thing>();

  constructor(
    private readonly map: Y.Map<unknown>,
    private readonly read: (id: string, entry: unknown) => Thing | null,
    private readonly changed: (ids: ReadonlySet<string>) => void,
  ) {
    for (const id of map.keys()) this.take(id);
    map.observeDeep(this.heard);
  }

  get(id: string): Thing | undefined {
    return this.byId.get(id);
  }

  all(): IterableIterator<Thing> {
    return this.byId.values();
  }

  get count(): number {
    return this.byId.size;
  }

  /** The client id under which it was made first. */
  makerOf(id: string): number | undefined {
    return makerIn(this.map, id);
  }

  close(): void {
    this.map.unobserveDeep(this.heard);
  }

  private readonly heard = (events: Events) => {
    const ids = changedIn(events);
    for (const id of ids) this.take(id);
    this.changed(ids);
  };

  private take(id: string): void {
    const thing = this.read(id, this.map.get(id));
    if (thing === null) this.byId.delete(id);
    else this.byId.set(id, thing);
  }
}

export class Drawn {
  readonly strokes: Shown<Stroke>;
  readonly connectors: Shown<Connector>;
  private readonly listeners = new Set<(ids: ReadonlySet<string>) => void>();

  constructor(doc: Y.Doc) {
    const tell = (ids: ReadonlySet<string>) => {
      for (const listener of this.listeners) listener(ids);
    };
    this.strokes = new Shown(strokesIn(doc), readStroke, tell);
    this.connectors = new Shown(connectorsIn(doc), readConnector, tell);
  }

  /** Hears of strokes and connectors that came, changed or went, until the returned function is called. */
  listen(listener: (ids: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.listeners.clear();
    this.strokes.close();
    this.connectors.close();
  }
}
