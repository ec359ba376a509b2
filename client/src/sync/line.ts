// The thin edge between a room's document and its socket: carries frames, keeps the one timer, decides nothing.

import { batch } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { ClientMessage, ServerMessage } from '../protocol/session';
import type { Carrier } from './carrier';
import {
  type Access,
  CLOSE_UNREADABLE,
  type Connection,
  deadline,
  type Effect,
  type Happening,
  RESTING,
  step,
} from './connection';
import { KEPT } from './keep';
import {
  afterCatchingUp,
  afterClosing,
  afterDenial,
  afterFrame,
  afterKeeping,
  afterSaved,
  NOTHING_TO_SAVE,
  type Saving,
} from './saving';
import { isEmptyUpdate, splitUpdate } from './split';
import { afterLive, afterVain, goneByEvents, SOCKETS, type Way, type Ways, wayAt } from './way';
import { byEvents, rememberWay } from './way_kept';
import { openEventsLater, openSocket } from './ways_to_open';
import {
  awarenessFrame,
  changeFrame,
  FRAMING_BYTES_MAX,
  queryAwarenessFrame,
  readMessage,
  type ServerFrame,
  sessionFrame,
  stateVectorFrame,
} from './wire';

/** Frames may be this large until the server says otherwise. */
const FRAME_BYTES_ASSUMED = 256 * 1024;
/** Presence goes out at most this often; between, the last state wins. */
const PRESENCE_INTERVAL_MS = 40;
/** So many answers of somebody else in a row are no accident, and a person is told. */
const STRANGERS_MIN = 2;
/** A line that stood for so long stands well: what its server could not read before is not what it sends now. */
const STANDING_MS_MIN = 60_000;
/** Close code of a connection that told nothing. */
const CLOSE_ABNORMAL = 1006;

/** What became of a carrier. */
interface Went {
  readonly by: Way;
  opened: boolean;
  heard: boolean;
  /** It was dropped because nothing came. */
  timedOut: boolean;
}

export interface LineOptions {
  /** The room's address for whatever carries frames. */
  url: string;
  /** What the tab has to bring to be let in, where no cookie does it. */
  pass(): string | undefined;
  doc: Y.Doc;
  awareness: Awareness;
  /** The name to give the server whenever a socket opens. */
  name(): string;
  /** Asks over HTTP whether we are still let in. */
  checkAccess(): Promise<Access>;
  /** Something else answers in the server's place, time after time; or no more. */
  onBetween(isBetween: boolean): void;
  /** Other tabs of the browser hold all the connections there are; or no more. */
  onCrowded(isCrowded: boolean): void;
  onConnection(connection: Connection): void;
  onSaving(saving: Saving): void;
  onSession(message: ServerMessage): void;
}

/** A room's line to its server. */
export class Line {
  #connection: Connection = RESTING;
  #saving: Saving = NOTHING_TO_SAVE;
  #carrier: Carrier | undefined;
  #ways: Ways = byEvents() ? goneByEvents(performance.now()) : SOCKETS;
  /** The way that the carrier went, whether it opened, and whether anything came. */
  #went: Went = { by: 'socket', opened: false, heard: false, timedOut: false };
  /** Answers in a row that were not the server's. */
  #strangers = 0;
  /** Something that a change builds on has not come, and was asked for. */
  #askedForMissing = false;
  /** The server has been sent all that it lacked; from then on each change goes out as it is made. */
  #caughtUp = false;
  #frameBytesMax = FRAME_BYTES_ASSUMED;
  /** How often the server could not read what this page sent, since a connection last stood well. */
  #unreadable = 0;
  /** Since when this connection is live. */
  #liveSince: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #presenceTimer: ReturnType<typeof setTimeout> | undefined;
  #presenceSentAt = 0;
  /** The id under which the document writes, as the server was told on this socket. */
  #toldWriter: number | undefined;
  readonly #options: LineOptions;

  constructor(options: LineOptions) {
    this.#options = options;
    options.doc.on('update', this.#onUpdate);
    options.awareness.on('update', this.#onPresence);
  }

  start(): void {
    addEventListener('online', this.#onOnline);
    addEventListener('offline', this.#onOffline);
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#happen({ type: 'start' });
  }

  /** Opens again after the server would not have us. */
  comeBack(): void {
    this.#happen({ type: 'letIn' });
  }

  /** Closes cleanly, saying goodbye; `start` opens again. */
  rest(): void {
    removeEventListener('online', this.#onOnline);
    removeEventListener('offline', this.#onOffline);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#sendPresence();
    this.#happen({ type: 'leave' });
  }

  /** Closes for good. */
  destroy(): void {
    this.rest();
    this.#options.doc.off('update', this.#onUpdate);
    this.#options.awareness.off('update', this.#onPresence);
  }

  /** Sends a session message if there is a socket; the caller says it again when the next one opens. */
  say(message: ClientMessage): void {
    this.#send(sessionFrame(message));
  }

  /** From now on the document writes under a new id: its own is somebody else's, or would tell whose it is. */
  writeAsAnother(): void {
    this.#drawWriter();
    this.#tellWriter();
  }

  #drawWriter(): void {
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn !== undefined) this.#options.doc.clientID = drawn;
  }

  /** Sends a command. The number of its frame on this socket; undefined when there is no socket. */
  command(message: Extract<ClientMessage, { type: 'command' }>): number | undefined {
    if (!this.#send(sessionFrame(message))) return undefined;
    this.#setSaving(afterFrame(this.#saving, false));
    return this.#saving.sent;
  }

  readonly #onOnline = () => this.#happen({ type: 'online' });
  readonly #onOffline = () => this.#happen({ type: 'offline' });
  readonly #onVisibility = () => {
    if (document.visibilityState !== 'visible') return;
    if (navigator.onLine) this.#happen({ type: 'online' });
    this.#happen({ type: 'woke' });
  };

  #happen(happening: Happening): void {
    const before = this.#connection;
    const { connection, effects } = step(before, happening, performance.now(), Math.random);
    this.#connection = connection;
    for (const effect of effects) this.#do(effect);
    clearTimeout(this.#timer);
    const due = deadline(this.#connection);
    if (due !== undefined) {
      this.#timer = setTimeout(() => this.#happen({ type: 'tick' }), Math.max(0, due - performance.now()));
    }
    if (before.at !== connection.at) this.#options.onConnection(connection);
  }

  #do(effect: Effect): void {
    switch (effect) {
      case 'open':
        this.#open();
        break;
      case 'drop':
        this.#drop();
        break;
      case 'ask':
        this.#send(queryAwarenessFrame());
        break;
      case 'checkAccess':
        this.#options.checkAccess().then((access) => this.#hearOfAccess(access));
    }
  }

  #hearOfAccess(access: Access): void {
    this.#setStrangers(access.is === 'between' ? this.#strangers + 1 : 0);
    if (access.is === 'out') this.#happen({ type: 'turnedAway', why: access.why });
    if (access.is === 'in') this.#wentInVain();
  }

  /** The server answers, and the last carrier carried nothing. */
  #wentInVain(): void {
    const { by, heard, opened, timedOut } = this.#went;
    if (heard || this.#connection.at !== 'waiting') return;
    const now = performance.now();
    this.#ways = afterVain(this.#ways, by, opened || timedOut, now);
    const way = wayAt(this.#ways, now);
    rememberWay(way);
    if (way === 'events' && by === 'socket') this.#happen({ type: 'otherWay' });
  }

  #setStrangers(strangers: number): void {
    const wasBetween = this.#strangers >= STRANGERS_MIN;
    this.#strangers = strangers;
    const isBetween = strangers >= STRANGERS_MIN;
    if (isBetween !== wasBetween) this.#options.onBetween(isBetween);
  }

  #open(): void {
    const by = wayAt(this.#ways, performance.now());
    const went: Went = { by, opened: false, heard: false, timedOut: false };
    this.#went = went;
    const open = by === 'socket' ? openSocket : openEventsLater;
    this.#carrier = open(this.#options.url, this.#options.pass(), {
      opened: () => {
        went.opened = true;
        this.#options.onCrowded(false);
        this.#happen({ type: 'opened' });
        this.#greet();
      },
      heard: (message) => {
        went.heard = true;
        this.#happen({ type: 'heard' });
        if (message === undefined) return;
        this.#hearAll(readMessage(message));
      },
      crowded: () => {
        // It was not in vain: the way is right, and there is no place on it.
        went.heard = true;
        this.#options.onCrowded(true);
      },
      closed: (code, reason) => {
        this.#forgetCarrier(code);
        if (code === CLOSE_UNREADABLE) this.#unreadable += 1;
        this.#happen({ type: 'closed', code, reason, again: this.#unreadable > 1 });
      },
    });
  }

  #drop(): void {
    const carrier = this.#carrier;
    if (carrier === undefined) return;
    this.#went.timedOut = true;
    carrier.drop();
    this.#forgetCarrier(CLOSE_ABNORMAL);
  }

  #forgetCarrier(code: number): void {
    const { awareness, doc } = this.#options;
    this.#carrier = undefined;
    this.#caughtUp = false;
    this.#askedForMissing = false;
    const isKnown = this.#toldWriter !== undefined || doc.store.clients.has(doc.clientID);
    this.#toldWriter = undefined;
    if (this.#liveSince !== undefined && performance.now() - this.#liveSince >= STANDING_MS_MIN) {
      this.#unreadable = 0;
    }
    this.#liveSince = undefined;
    // What is written while nobody hears it stands under an id that nobody knows, so that nothing that others send can
    // take its place: not under one that was named, either, though nothing was written there yet.
    if (isKnown) this.#drawWriter();
    this.#setSaving(afterClosing(this.#saving, code));
    const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
    removeAwarenessStates(awareness, others, this);
    // Forget their clocks, too: their next state may be the one we had, and would be taken for old.
    for (const client of others) awareness.meta.delete(client);
  }

  #greet(): void {
    const { awareness, doc, name } = this.#options;
    this.#tellWriter();
    this.#send(stateVectorFrame(Y.encodeStateVector(doc)));
    this.say({ type: 'name', name: name() });
    // Setting it again raises its clock: the server has told everyone that the last one is gone.
    awareness.setLocalState(awareness.getLocalState());
    this.#sendPresence();
  }

  /**
   * What the server tells of the session in one message is shown at once: never a part of it. The board is shown change by change:
   * what it takes away from under somebody has its successor on the page before the next.
   */
  #hearAll(frames: readonly ServerFrame[]): void {
    const ofSession: ServerFrame[] = [];
    const hearTogether = () =>
      batch(() => {
        for (const frame of ofSession.splice(0)) this.#hear(frame);
      });
    for (const frame of frames) {
      if (frame.kind === 'session') {
        ofSession.push(frame);
        continue;
      }
      hearTogether();
      this.#hear(frame);
    }
    hearTogether();
  }

  #hear(frame: ServerFrame): void {
    const { doc } = this.#options;
    switch (frame.kind) {
      case 'stateVector':
        this.#catchUp(frame.stateVector);
        break;
      case 'change':
        Y.applyUpdate(doc, frame.update, this);
        this.#askForMissing(frame.whole);
        if (frame.whole) {
          this.#setStrangers(0);
          this.#liveSince ??= performance.now();
          this.#ways = afterLive(this.#ways, this.#went.by);
          rememberWay(this.#ways.way);
          this.#happen({ type: 'synced' });
        }
        break;
      case 'awareness':
        this.#hearPresence(frame.update);
        break;
      case 'queryAwareness':
        this.#sendPresence();
        break;
      case 'denied':
        this.#setSaving(afterDenial(this.#saving));
        break;
      case 'session':
        this.#hearSession(frame.message);
        break;
    }
  }

  #tellWriter(): void {
    const { clientID } = this.#options.doc;
    if (clientID === this.#toldWriter) return;
    this.say({ type: 'writes', client: clientID });
    this.#toldWriter = clientID;
  }

  #hearPresence(update: Uint8Array): void {
    const { awareness } = this.#options;
    const clock = awareness.meta.get(awareness.clientID)?.clock;
    applyAwarenessUpdate(awareness, update, this);
    // Told that we are gone, we are not (y-protocols): the server asks to be told anew.
    if (awareness.meta.get(awareness.clientID)?.clock !== clock) this.#sendPresence();
  }

  #askForMissing(whole: boolean): void {
    const { doc } = this.#options;
    if (whole) this.#askedForMissing = false;
    else if (doc.store.pendingStructs !== null && !this.#askedForMissing) {
      this.#askedForMissing = true;
      this.#send(stateVectorFrame(Y.encodeStateVector(doc)));
    }
  }

  #hearSession(message: ServerMessage): void {
    if (message.type === 'hello') {
      this.#frameBytesMax = message.limits.frameBytes;
      this.#setSaving({ ...this.#saving, working: message.saving });
    } else if (message.type === 'saved') {
      this.#setSaving(afterSaved(this.#saving, message.frames));
    } else if (message.type === 'saving') {
      this.#setSaving({ ...this.#saving, working: message.working });
    } else if (message.type === 'error' && message.code === 'boardFull') {
      this.#setSaving({ ...this.#saving, full: true });
    }
    this.#options.onSession(message);
  }

  #catchUp(stateVector: Uint8Array): void {
    // Yjs may have taken another id since the greeting, and something may be written under that.
    this.#tellWriter();
    const { tooLarge } = this.#sendChange(Y.encodeStateAsUpdate(this.#options.doc, stateVector), true);
    this.#caughtUp = true;
    this.#setSaving(afterCatchingUp(this.#saving, tooLarge));
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return;
    // Yjs takes another id when it meets its own in what others wrote.
    if (this.#caughtUp) this.#tellWriter();
    if (!this.#caughtUp) {
      this.#setSaving(afterKeeping(this.#saving));
      return;
    }
    // What comes out of the browser's store is handed on: another tab, or an earlier page, wrote it.
    const { tooLarge } = this.#sendChange(update, origin === KEPT);
    if (tooLarge) this.#setSaving({ ...this.#saving, unsent: true, tooLarge: true });
  };

  #sendChange(update: Uint8Array, whole: boolean): { tooLarge: boolean } {
    const { parts, tooLarge } = splitUpdate(update, this.#frameBytesMax - FRAMING_BYTES_MAX);
    parts.forEach((part, index) => {
      this.#send(changeFrame(part, whole && index === parts.length - 1));
      this.#setSaving(afterFrame(this.#saving, isEmptyUpdate(part)));
    });
    return { tooLarge };
  }

  readonly #onPresence = (_changes: unknown, origin: unknown) => {
    if (origin !== 'local' || this.#presenceTimer !== undefined) return;
    const wait = this.#presenceSentAt + PRESENCE_INTERVAL_MS - performance.now();
    if (wait <= 0) this.#sendPresence();
    else this.#presenceTimer = setTimeout(() => this.#sendPresence(), wait);
  };

  #sendPresence(): void {
    const { awareness } = this.#options;
    clearTimeout(this.#presenceTimer);
    this.#presenceTimer = undefined;
    this.#presenceSentAt = performance.now();
    this.#send(awarenessFrame(encodeAwarenessUpdate(awareness, [awareness.clientID])));
  }

  #send(frame: Uint8Array<ArrayBuffer>): boolean {
    return this.#carrier?.send(frame) ?? false;
  }

  #setSaving(saving: Saving): void {
    if (saving === this.#saving) return;
    this.#saving = saving;
    this.#options.onSaving(saving);
  }
}
