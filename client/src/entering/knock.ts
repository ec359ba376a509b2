// Knocking at a room: who has no secret, or is new where newcomers knock, says a name and waits to be let in. The place is kept by
// the pass that the first knock brought; that somebody waits is kept in this browser, so that a page loaded anew goes on waiting.

import { createSignal, onCleanup } from 'solid-js';
import type { RoomId } from '../protocol/session';
import { randomId } from '../random_id';
import { parsed, readStored, store, unstore } from '../storage';
import { type Answer, answerIn, hasTexts, posting, type Told, type Wrong } from './api';
import { isSilence } from './let_in';
import { askRoom, HEADER as PASS_HEADER, receivePass } from './pass';

/** How often whoever waits asks whether they are let in. */
const ASK_MS = 3_000;
/** The same while the server is silent or full. */
const ASK_MS_SILENT = 6_000;

/** Whoever was turned away may knock again after this, as `limits.rs` has it, counted from when their page hears of it. */
export const AGAIN_MS = 60_000;
/** Random bytes of a mark. */
const MARK_BYTES = 16;

/** What this page knocks with, by room. */
const knocks = new Map<RoomId, string>();

/** What becomes of somebody who knocks. */
export type KnockState = Told['Knocked']['state'];

/** Knocks at a room, or asks whether who knocked before is let in; `again` after having been turned away. */
async function knockAt(room: RoomId, { name, mark }: Kept, again: boolean): Promise<Answer<KnockState>> {
  const base = new URL('.', document.baseURI).pathname;
  const body = posting({ name, again, mark, pass: true, base } satisfies Told['AtTheDoorSent']);
  // Without it each question would be a stranger's where the browser keeps no cookies.
  const pass = knocks.get(room);
  const headers = { ...body.headers, ...(pass === undefined ? {} : { [PASS_HEADER]: pass }) };
  const asked = askRoom(room, `api/rooms/${room}/knock`, { ...body, headers });
  const answer = await answerIn(asked, isKnocked);
  if (!answer.ok) return answer;
  if (answer.value.pass !== undefined) {
    knocks.set(room, answer.value.pass);
    receivePass(room, answer.value.pass);
  }
  return { ok: true, value: answer.value.state };
}

function isKept(value: unknown): value is Kept {
  if (!hasTexts(value, 'name', 'mark')) return false;
  return !('againAtMs' in value) || typeof value.againAtMs === 'number';
}

function isKnocked(value: unknown): value is Told['Knocked'] {
  return hasTexts(value, 'state');
}

/** Where somebody stands before the door. */
export type AtDoor =
  | { readonly at: 'outside' }
  /** `silent`: the server does not answer now; the place is kept. */
  | { readonly at: 'waiting'; readonly name: string; readonly silent: boolean }
  /** From `againAtMs` on they may knock again, by this browser's clock. */
  | { readonly at: 'turnedAway'; readonly name: string; readonly againAtMs: number };

/** What is kept of it in this browser, for a page that is loaded anew. */
export interface Kept {
  readonly name: string;
  /** Tells the server who knocks before it has given a pass. */
  readonly mark: string;
  /** When somebody who was turned away may knock again. */
  readonly againAtMs?: number;
}

function keptAs(room: RoomId): string {
  return `picnic.knock.${room}`;
}

/** What was kept; null where nobody knocked. */
export function keptIn(stored: string | null): Kept | null {
  const kept = parsed(stored);
  return isKept(kept) ? kept : null;
}

/** Where an answer leaves whoever waits under a name; `null` where they are let in or the door is closed to them. */
export function after({ name, againAtMs }: Kept, answer: Answer<KnockState>, nowMs: number): AtDoor | null {
  if (!answer.ok) return isSilence(answer.wrong) ? { at: 'waiting', name, silent: true } : null;
  switch (answer.value) {
    case 'waiting':
      return { at: 'waiting', name, silent: false };
    case 'turnedAway':
      return { at: 'turnedAway', name, againAtMs: againAtMs ?? nowMs + AGAIN_MS };
    case 'letIn':
      return null;
    default:
      // A newer server may know more.
      answer.value satisfies never;
      return { at: 'waiting', name, silent: false };
  }
}

export interface KnockingEdge {
  /** They are let in. */
  onIn(): void;
  /** The room takes nobody new, or is not there. */
  onWrong(wrong: Wrong): void;
}

export function createKnocking(room: RoomId, edge: KnockingEdge) {
  const [state, setState] = createSignal<AtDoor>({ at: 'outside' });
  let next: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let kept = keptIn(readStored(keptAs(room)));

  function leave(): void {
    turn += 1;
    clearTimeout(next);
    kept = null;
    unstore(keptAs(room));
    setState({ at: 'outside' });
  }

  async function ask(knocker: Kept, again: boolean): Promise<void> {
    clearTimeout(next);
    turn += 1;
    const mine = turn;
    const answer = await knockAt(room, knocker, again);
    if (mine !== turn) return;
    const now = after(knocker, answer, Date.now());
    if (now === null) {
      leave();
      if (answer.ok) edge.onIn();
      else edge.onWrong(answer.wrong);
      return;
    }
    setState(now);
    if (now.at === 'turnedAway') keep({ ...knocker, againAtMs: now.againAtMs });
    if (now.at !== 'waiting') return;
    // Who waits anew, as after the server forgot them, is not told of a minute that began before.
    if (kept?.againAtMs !== undefined && !now.silent) keep({ name: knocker.name, mark: knocker.mark });
    next = setTimeout(() => void ask(kept ?? knocker, false), now.silent ? ASK_MS_SILENT : ASK_MS);
  }

  function keep(now: Kept): Kept {
    kept = now;
    store(keptAs(room), JSON.stringify(now));
    return now;
  }

  function wait(knocker: Kept, again: boolean): void {
    setState({ at: 'waiting', name: knocker.name, silent: false });
    void ask(knocker, again);
  }

  /** The same one who knocked before, whatever they call themselves now. */
  function knock(name: string, again = false): void {
    const mark = kept?.mark ?? randomId(MARK_BYTES);
    wait(keep({ name, mark }), again);
  }

  /** A page that slept, or whose network came back, asks at once. */
  function wake(): void {
    const isWaiting = state().at === 'waiting' && document.visibilityState === 'visible';
    if (isWaiting && kept !== null) void ask(kept, false);
  }

  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  onCleanup(() => {
    turn += 1;
    clearTimeout(next);
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
  });

  return {
    state,
    knock,
    leave,
    /** Goes on waiting where this browser did before. */
    resume(): void {
      if (kept === null || state().at !== 'outside') return;
      if (kept.againAtMs === undefined) wait(kept, false);
      else void ask(kept, false);
    },
  };
}

export type Knocking = ReturnType<typeof createKnocking>;
