import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askRoom, follow, inheritPass, passFor, receivePass } from './pass';

const NOT_IN = { server: 'picnic/0.1.0', status: 403, code: 'noSecret' };

/** The passes that came with requests, to a server that lets nobody in without the right one. */
let brought: (string | undefined)[] = [];
const rooms = Array.from({ length: 9 }, (_, number) => `${number}`.padEnd(22, 'r'));
const newRoom = () => rooms.pop() ?? '';

beforeEach(() => {
  brought = [];
  const history = {
    state: null as unknown,
    replaceState(state: unknown) {
      history.state = state;
    },
  };
  vi.stubGlobal('history', history);
  vi.stubGlobal('location', { hash: '', href: 'https://example.org/r' });
  vi.stubGlobal('navigator', { cookieEnabled: true });
  vi.stubGlobal('document', { baseURI: 'https://example.org/' });
  vi.stubGlobal('fetch', async (_: URL, { headers = {} }: { headers?: Record<string, string> }) => {
    const pass = headers['picnic-pass'];
    brought.push(pass);
    if (pass?.startsWith('good')) return Response.json({});
    const type = { 'content-type': 'application/problem+json' };
    return new Response(JSON.stringify(NOT_IN), { status: 403, headers: type });
  });
});

afterEach(() => vi.unstubAllGlobals());

const isIn = async (room: string) => {
  const reply = await askRoom(room, 'api', {});
  return reply.from === 'server' && reply.ok;
};

test('a pass is brought once it turns out that its cookie is not there', async () => {
  const room = newRoom();
  receivePass(room, 'good');
  expect(passFor(room)).toBeUndefined();
  expect(await isIn(room)).toBe(true);
  expect(await isIn(room)).toBe(true);
  expect(brought).toEqual([undefined, 'good', 'good']);
});

test('two requests that find that out at once are both let in', async () => {
  const room = newRoom();
  receivePass(room, 'good');
  expect(await Promise.all([isIn(room), isIn(room), isIn(room)])).toEqual([true, true, true]);
});

test('a pass that is worth nothing any more is a refusal', async () => {
  const room = newRoom();
  receivePass(room, 'withdrawn');
  expect(await isIn(room)).toBe(false);
  expect(passFor(room)).toBeUndefined();
});

test('a pass opens its own room, also for the next page of the tab, and no other', async () => {
  vi.stubGlobal('navigator', { cookieEnabled: false });
  const [room, other] = [newRoom(), newRoom()];
  receivePass(room, 'good');
  expect([await isIn(room), await isIn(other)]).toEqual([true, false]);
  expect(history.state).toEqual({ room, pass: 'good' });
  inheritPass(other);
  expect(passFor(other)).toBeUndefined();
});

test('a link has nobody act under the pass of whoever made it', () => {
  const room = newRoom();
  vi.stubGlobal('location', { hash: '#pass=mine', href: 'https://example.org/r#pass=mine' });
  inheritPass(room);
  expect(passFor(room)).toBeUndefined();
});

/** A click on a link to another page of a room; whether it was taken from the browser. */
function click(room: string, more: object = {}): boolean {
  let isTaken = false;
  const event = { button: 0, preventDefault: () => (isTaken = true), ...more };
  follow({ ...event, currentTarget: { href: 'https://example.org/r/harvest' } } as never, room);
  return isTaken;
}

test('a tab that brings a pass keeps it on the way to another page of the room, and no address tells it', () => {
  const gone: unknown[] = [];
  vi.stubGlobal('PopStateEvent', Event);
  vi.stubGlobal('dispatchEvent', () => true);
  vi.stubGlobal('navigator', { cookieEnabled: false });
  vi.stubGlobal('history', { ...history, pushState: (...all: unknown[]) => gone.push(all) });
  const [room, other] = [newRoom(), newRoom()];
  receivePass(room, 'good');
  expect([click(room), click(other), click(room, { ctrlKey: true }), click(room, { button: 1 })]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(gone).toEqual([[{ room, pass: 'good' }, '', 'https://example.org/r/harvest']]);
});
