import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClientMessage, Command, Hello, ServerMessage } from '../protocol/session';
import { storageInMemory } from '../storage_in_memory';
import { createSession, type SessionEnd } from './create_session';
import { draft, ME, WHOLE } from './session_for_tests';

type Sent = Extract<ClientMessage, { type: 'command' }>;

/** A page: its session, and what it put on its socket. */
function page(me = ME) {
  const sent: Sent[] = [];
  const late: string[] = [];
  const refused: Command[] = [];
  const seen = { online: true, kept: true, asked: 0 };
  let frames = 0;
  const end = createSession({
    room: 'room',
    me,
    role: () => 'participant',
    live: () => seen.online,
    carry(message) {
      if (!seen.online) return undefined;
      sent.push(message);
      frames += 1;
      return frames;
    },
    askTime: () => {
      seen.asked += 1;
    },
    onKept: (working) => {
      seen.kept = working;
    },
    onRefused: (command) => refused.push(command),
    onLateRefusal: (code) => late.push(code),
  });
  return { ...end, sent, late, refused, seen, frames: () => frames };
}

const KEPT = { versionsDays: 30, binDays: 14, roomDays: null, emptyRoomHours: 72, takenAwayDays: 14 };

const hello = (participant = ME, nowMs = Date.now()): ServerMessage =>
  ({ type: 'hello', participant, nowMs, limits: { kept: KEPT } }) as { type: 'hello' } & Hello;
const whole: ServerMessage = { type: 'session', ...WHOLE };
const put = (id: string): Command => ({ do: 'putDrafts', drafts: [draft(id)] });
const textsOf = ({ session }: SessionEnd) =>
  session
    .state()
    ?.own.get(ME)
    ?.drafts.map(({ text }) => text);

beforeEach(() => {
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the session of a page', () => {
  test('shows a draft at once, and resolves when the server did it', async () => {
    const here = page();
    here.hear(hello());
    here.hear(whole);
    const answer = here.session.send(put('a'));
    expect([textsOf(here), here.session.waiting()]).toEqual([['a'], 1]);
    here.hear({ type: 'done', id: here.sent[0]?.id ?? '' });
    expect([await answer, here.session.waiting()]).toEqual([null, 0]);
  });

  test('takes a refused draft away and says why', async () => {
    const here = page();
    here.hear(whole);
    const answer = here.session.send(put('a'));
    here.hear({ type: 'refused', id: here.sent[0]?.id ?? '', code: 'tooMany', message: '' });
    expect([await answer, textsOf(here)]).toEqual(['tooMany', undefined]);
  });

  test('sends what was written without a connection from the next page, until it is on disk', () => {
    const away = page();
    away.hear(whole);
    away.lose();
    away.seen.online = false;
    away.session.send(put('a'));
    away.session.send(put('b'));
    expect(away.sent).toEqual([]);

    const back = page();
    expect(back.session.waiting()).toBe(2);
    back.hear(whole);
    expect(back.sent.map(({ command }) => command)).toEqual([put('a'), put('b')]);
    expect(textsOf(back)).toEqual(['a', 'b']);
    for (const { id } of back.sent) back.hear({ type: 'done', id });
    expect(page().session.waiting()).toBe(2);
    back.hear({ type: 'saved', frames: 2, position: 1 });
    expect(page().session.waiting()).toBe(0);
  });

  test('sends nothing of one person’s as another', () => {
    const away = page();
    away.session.send(put('a'));
    const other = page('aino');
    other.hear(hello('aino'));
    other.hear(whole);
    expect(other.sent).toEqual([]);
    const mistaken = page();
    mistaken.hear(hello('aino'));
    mistaken.hear(whole);
    expect([mistaken.sent, mistaken.session.waiting()]).toEqual([[], 1]);
  });

  test('says when something of an earlier page was refused', () => {
    page().session.send(put('a'));
    const back = page();
    back.hear(whole);
    back.hear({ type: 'refused', id: back.sent[0]?.id ?? '', code: 'alreadyLaid', message: '' });
    expect([back.late, page().session.waiting()]).toEqual([['alreadyLaid'], 0]);
  });

  test('says when this browser does not keep what waits', () => {
    vi.stubGlobal('localStorage', undefined);
    const here = page();
    here.session.send(put('a'));
    expect(here.seen.kept).toBe(false);
  });

  test('says so until the last that was not kept is on disk, whatever is kept after it', () => {
    const here = page();
    here.hear(whole);
    const full = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
      throw new Error('the browser is full');
    });
    here.session.send(put('a'));
    full.mockRestore();
    here.session.send(put('b'));
    expect(here.seen.kept).toBe(false);
    for (const { id } of here.sent) here.hear({ type: 'done', id });
    here.hear({ type: 'saved', frames: 1, position: 1 });
    expect(here.seen.kept).toBe(true);
  });

  test('resolves everyone who asked when several became one command', async () => {
    const here = page();
    const both = [
      here.session.send({ do: 'ready', ready: true }),
      here.session.send({ do: 'ready', ready: false }),
    ];
    here.hear(whole);
    expect(here.sent).toHaveLength(1);
    here.hear({ type: 'done', id: here.sent[0]?.id ?? '' });
    expect(await Promise.all(both)).toEqual([null, null]);
  });

  test('shows the server’s clock', () => {
    const here = page();
    here.hear(hello(ME, Date.now() + 60_000));
    expect(Math.abs(here.session.nowMs() - Date.now() - 60_000)).toBeLessThan(50);
  });

  test('hands on what was refused, once what was shown of it is taken back', () => {
    const here = page();
    here.hear(hello());
    here.hear(whole);
    void here.session.send(put('a'));
    here.hear({ type: 'refused', id: here.sent[0]?.id ?? '', code: 'tooMany', message: '' });
    expect([here.refused, textsOf(here) ?? []]).toEqual([[put('a')], []]);
  });

  test('keeps what did not change the same object', () => {
    const here = page();
    here.hear(whole);
    const before = here.session.state();
    here.hear(whole);
    expect(here.session.state()).toBe(before);
    here.hear({ type: 'session', comments: [{ id: 'c', note: 'n', text: 'x', by: null }] });
    expect(here.session.state()?.plan).toBe(before?.plan);
  });
});

test('how long the room is kept is what the server says in its hello, and once somebody wrote', () => {
  const here = page();
  expect(here.session.kept()).toBeNull();
  here.hear(hello());
  expect(here.session.kept()).toEqual(KEPT);
  here.hear({ type: 'kept', kept: { ...KEPT, emptyRoomHours: null } });
  expect(here.session.kept()?.emptyRoomHours).toBeNull();
});

test('a page whose own clock is set keeps the server’s time, and asks for it once', () => {
  const here = page();
  here.hear(hello(ME, 50_000));
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_200_000);
  expect(here.session.nowMs()).toBeGreaterThanOrEqual(50_000);
  expect(here.session.nowMs()).toBeLessThan(52_000);
  expect(here.seen.asked).toBe(1);
  here.hear({ type: 'time', nowMs: 900_000 });
  expect(here.session.nowMs()).toBeGreaterThanOrEqual(900_000);
  expect(here.seen.asked).toBe(1);
  clock.mockRestore();
});
