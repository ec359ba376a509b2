// A foreign Yjs client as a test drives it, whatever library it is made with.

/** A run of text, or something embedded, with its formats, as Quill writes them. */
export type Run = { insert: unknown; attributes?: Record<string, unknown> };

/** What a client sees. */
export interface Seen {
  notes: Record<string, { text: Run[]; at: unknown }>;
  /** Values beside the board. */
  more: Record<string, unknown>;
}

/** A client as a test drives it. Some live in another process, so that each word is waited for. */
export interface Foreign {
  /** Its client id. */
  readonly id: number;
  add(id: string, text: string): Promise<void>;
  write(id: string, index: number, text: string, formats?: Record<string, unknown>): Promise<void>;
  embed(id: string, index: number, value: object): Promise<void>;
  /** Sets a value beside the board. */
  set(key: string, value: unknown): Promise<void>;
  /** Takes back what it did last. */
  undo(): Promise<void>;
  present(state: Record<string, unknown>): Promise<void>;
  /** Whose presence it sees. */
  presence(): Promise<Record<number, unknown>>;
  disconnect(): Promise<void>;
  connect(): Promise<void>;
  see(): Promise<Seen>;
  leave(): Promise<void>;
}
