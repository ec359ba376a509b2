import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rememberRoom } from '../entering/known_rooms';
import type { SessionState } from '../session/session';
import { stateOf, WHOLE } from '../session/session_for_tests';
import { storageInMemory } from '../storage_in_memory';
import type { OpenRoom } from './open_room';
import { lastHere, rememberWhileOpen } from './remembered';

const HOUR_MS = 3_600_000;
/** This device's clock is an hour ahead of the server's. */
const SERVER_MS = 1_800_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now: SERVER_MS + HOUR_MS, toFake: ['Date'] });
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible', title: '' }));
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Comes into a room and leaves it; `hears` when the server says what is in it. */
function visit(id: string, hears = true): OpenRoom {
  const [state, setState] = createSignal<SessionState | null>(null);
  const room = {
    id,
    me: 'me',
    title: () => 'Lunch',
    role: () => 'participant',
    ownRole: () => 'participant',
    archived: () => false,
    session: { state, nowMs: () => (state() === null ? Date.now() : SERVER_MS) },
  } as unknown as OpenRoom;
  createRoot((leave) => {
    rememberWhileOpen(room, undefined);
    if (hears) setState(stateOf(WHOLE));
    dispatchLeaving();
    leave();
  });
  return room;
}

function dispatchLeaving(): void {
  Object.assign(document, { visibilityState: 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}

test('when one was last here is remembered by the server’s clock, which the history goes by', () => {
  expect(lastHere(visit('clock'))).toBe(SERVER_MS);
});

test('whoever comes and goes before the server says anything has seen nothing since', () => {
  const known = { id: 'brief', title: '', participant: 'me', role: 'participant', when: 5 } as const;
  rememberRoom({ ...known, seenMs: 7 });
  expect(lastHere(visit('brief', false))).toBe(7);
  // What an earlier page stored has its device's time alone.
  rememberRoom({ ...known, id: 'earlier' });
  expect(lastHere({ id: 'earlier' } as OpenRoom)).toBe(5);
});
