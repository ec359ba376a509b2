// What runs in a browser of its own for `webrtc.ts`: a document with the real y-webrtc, and the real y-websocket beside it
// once it is told so.

import { Awareness } from 'y-protocols/awareness';
import { WebrtcProvider } from 'y-webrtc';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export class Somebody {
  readonly doc = new Y.Doc();
  /** Of both providers, or else y-webrtc's alone. */
  private readonly awareness = new Awareness(this.doc);
  private readonly link: WebrtcProvider;
  private socket: WebsocketProvider | undefined;

  constructor(
    private readonly room: string,
    signaling: string,
    private readonly onePresence: boolean,
  ) {
    this.link = new WebrtcProvider(room, this.doc, {
      signaling: [signaling],
      awareness: this.awareness,
      // Nobody is asked which address this is.
      peerOpts: { config: { iceServers: [] } },
    });
  }

  get id(): number {
    return this.doc.clientID;
  }

  /** From now on by y-websocket too. */
  join(url: string, token: string): void {
    this.socket = new WebsocketProvider(url, this.room, this.doc, {
      params: { token },
      maxBackoffTime: 300,
      ...(this.onePresence && { awareness: this.awareness }),
    });
  }

  /** The line to the server breaks and comes back by itself, as with a lost network. */
  breakSocket(): void {
    this.socket?.ws?.close();
  }

  isSynced(): boolean {
    return this.socket?.synced ?? false;
  }

  /** Whether others can find it. */
  isFindable(): boolean {
    return this.link.room !== null && this.link.signalingConns.every(({ connected }) => connected);
  }

  /** How many others it is connected to by WebRTC, and by BroadcastChannel. */
  ways(): { webrtc: number; broadcast: number } {
    const { webrtcConns, bcConns } = this.link.room ?? {};
    // What it says of having synced with each is false of those who come after it was alone.
    const links = [...(webrtcConns?.values() ?? [])].filter(({ connected }) => connected);
    return { webrtc: links.length, broadcast: bcConns?.size ?? 0 };
  }

  /** Shows presence, or none. */
  present(state: Record<string, unknown> | null): void {
    this.awareness.setLocalState(state);
    this.socket?.awareness.setLocalState(state);
  }

  private get all(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap('notes');
  }

  add(id: string, text: string): void {
    this.doc.transact(() => {
      const note = new Y.Map<unknown>();
      note.set('text', new Y.Text(text));
      note.set('at', [0, 0]);
      note.set('z', 0);
      note.set('color', 'yellow');
      note.set('made', Date.now());
      this.all.set(id, note);
    });
  }

  write(id: string, text: string): void {
    const note = this.all.get(id)?.get('text');
    if (!(note instanceof Y.Text)) throw new Error(`there is no note ${id}`);
    note.insert(0, text);
  }

  texts(): Record<string, string> {
    return Object.fromEntries([...this.all].map(([id, note]) => [id, String(note.get('text'))]));
  }
}
