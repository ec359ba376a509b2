// Knocking at a room: who has no secret, or is new where newcomers knock, says a name and waits to be let in. The place is kept by
// the pass that the first knock brought; that somebody waits is kept in this browser, so that a page loaded anew goes on waiting.

import { createSignal, onCleanup } from 'solid-js';
import type { RoomId } from '../protocol/session';
import { readStored, store, unstore } from '../storage';
import { type Answer, answerIn, hasTexts, posting, type Told, type Wrong } from './api';
import { isSilence } from './let_in';
import { askRoom, HEADER as PASS_HEADER, receivePass } from './pass';

/** How often whoever waits asks whether they are let in. */
const ASK_MS = 3_000;
/** The same while the server is silent or full. */
const ASK_MS_SILENT = 6_000;

/** What this page knocks with, by room. */
const knocks = new Map<RoomId, string>();

/** What becomes of somebody who knocks. */
export type KnockState = Told['Knocked']['state'];

/** Knocks at a room, or asks whether who knocked before is let in; `again` after having been turned away. */
async function knockAt(room: RoomId, name: string, again: boolean): Promise<Answer<KnockState>> {
  const base = new URL('.', document.baseURI).pathname;
  const body = posting({ name, again, pass: true, base } satisfies Told['AtTheDoorSent']);
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

function isKnocked(value: unknown): value is Told['Knocked'] {
  return hasTexts(value, 'state');
}

/** Where somebody stands before the door. */
export type AtDoor =
  | { readonly at: 'outside' }
  /** `silent`: the server does not answer now; the place is kept. */
  | { readonly at: 'waiting'; readonly name: string; readonly silent: boolean }
  | { readonly at: 'turnedAway'; readonly name: string };

/** What is kept of it in this browser. */
function keptAs(room: RoomId): string {
  return `picnic.knock.${room}`;
}

/** Where an answer leaves whoever waits under a name; `null` where they are let in or the door is closed to them. */
export function after(name: string, answer: Answer<KnockState>): AtDoor | null {
  if (!answer.ok) return isSilence(answer.wrong) ? { at: 'waiting', name, silent: true } : null;
  switch (answer.value) {
    case 'waiting':
      return { at: 'waiting', name, silent: false };
    case 'turnedAway':
      return { at: 'turnedAway', name };
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

  function leave(): void {
    turn += 1;
    clearTimeout(next);
    unstore(keptAs(room));
    setState({ at: 'outside' });
  }

  async function ask(name: string, again: boolean): Promise<void> {
    clearTimeout(next);
    turn += 1;
    const mine = turn;
    const answer = await knockAt(room, name, again);
    if (mine !== turn) return;
    const now = after(name, answer);
    if (now === null) {
      leave();
      if (answer.ok) edge.onIn();
      else edge.onWrong(answer.wrong);
      return;
    }
    setState(now);
    if (now.at !== 'waiting') return;
    next = setTimeout(() => void ask(name, false), now.silent ? ASK_MS_SILENT : ASK_MS);
  }

  function knock(name: string, again = false): void {
    store(keptAs(room), name);
    setState({ at: 'waiting', name, silent: false });
    void ask(name, again);
  }

  /** A page that slept, or whose network came back, asks at once. */
  function wake(): void {
    const now = state();
    if (now.at === 'waiting' && document.visibilityState === 'visible') void ask(now.name, false);
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
      const name = readStored(keptAs(room));
      if (name !== null && state().at === 'outside') knock(name);
    },
  };
}

export type Knocking = ReturnType<typeof createKnocking>;
