// What foreign clients have in common that go by a provider, of whichever Yjs.

/** What providers of Yjs 13 and 14 have in common. */
export interface Provider {
  awareness: {
    setLocalState(state: Record<string, unknown>): void;
    getStates(): Map<number, Record<string, unknown>>;
  };
  synced: boolean;
  connect(): void;
  disconnect(): void;
  destroy(): void;
}

/** Resolves when it holds. */
export async function until(what: string, holds: () => boolean, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what} takes too long`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** A document on a provider, whatever is written in it. */
export abstract class ProviderClient<D extends { clientID: number; destroy(): void }> {
  readonly id: number;
  abstract readonly undoing: { undo(): unknown };
  readonly doc: D;
  readonly provider: Provider;

  constructor(doc: D, provider: Provider) {
    this.doc = doc;
    this.provider = provider;
    this.id = doc.clientID;
  }

  async undo(): Promise<void> {
    this.undoing.undo();
  }

  async present(state: Record<string, unknown>): Promise<void> {
    this.provider.awareness.setLocalState(state);
  }

  async presence(): Promise<Record<number, unknown>> {
    return Object.fromEntries(this.provider.awareness.getStates());
  }

  async disconnect(): Promise<void> {
    this.provider.disconnect();
  }

  async connect(): Promise<void> {
    this.provider.connect();
    await until('coming back', () => this.provider.synced);
  }

  async leave(): Promise<void> {
    this.provider.destroy();
    this.doc.destroy();
  }
}
