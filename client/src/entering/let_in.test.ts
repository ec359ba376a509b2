import { describe, expect, test } from 'vitest';
import type { Answer, Entry, Wrong } from './api';
import { accessOf, isSilence, letIn, retryAfterMs, whoWasHere } from './let_in';

const ROOM = 'AbCdEfGhIjKlMnOpQrSt-_';
const entry: Entry = {
  room: ROOM,
  title: 'Lunch',
  language: 'fi',
  role: 'participant',
  participant: 'me',
  tokens: {},
};
const known = { id: ROOM, title: 'Lunch, kept', when: 1, role: 'facilitator', participant: 'me' } as const;

/** A server that answers by what is shown to it, and remembers being asked. */
function server(answers: { secret: Wrong | 'in'; cookie: Wrong | 'in' }) {
  const asked: ('secret' | 'cookie')[] = [];
  const ask = async (_room: string, secret: string | undefined): Promise<Answer<Entry>> => {
    const by = secret === undefined ? 'cookie' : 'secret';
    asked.push(by);
    const answer = answers[by];
    return answer === 'in' ? { ok: true, value: entry } : { ok: false, wrong: answer };
  };
  return { ask, asked };
}

describe('a person', () => {
  test('is let in by the secret of their link', async () => {
    const { ask, asked } = server({ secret: 'in', cookie: 'forbidden' });
    expect(await letIn(ROOM, 'secret', undefined, ask)).toMatchObject({ in: true, sure: true });
    expect(asked).toEqual(['secret']);
  });

  test('is let in by the cookie of the last time', async () => {
    const { ask } = server({ secret: 'forbidden', cookie: 'in' });
    expect(await letIn(ROOM, undefined, undefined, ask)).toMatchObject({
      in: true,
      sure: true,
      entry: { room: ROOM, title: 'Lunch', participant: 'me', role: 'participant' },
    });
  });

  test('with an old link is let in by the cookie of the last time', async () => {
    const { ask, asked } = server({ secret: 'forbidden', cookie: 'in' });
    expect(await letIn(ROOM, 'old', undefined, ask)).toMatchObject({ in: true });
    expect(asked).toEqual(['secret', 'cookie']);
  });

  test('with neither is not let in', async () => {
    const { ask } = server({ secret: 'forbidden', cookie: 'forbidden' });
    expect(await letIn(ROOM, 'wrong', known, ask)).toEqual({ in: false, wrong: 'forbidden' });
    expect(await letIn(ROOM, undefined, known, ask)).toEqual({ in: false, wrong: 'forbidden' });
  });

  test('goes on with what this browser kept while the server is silent', async () => {
    const { ask } = server({ secret: 'unreachable', cookie: 'unreachable' });
    expect(await letIn(ROOM, undefined, known, ask)).toMatchObject({
      in: true,
      sure: false,
      entry: { title: 'Lunch, kept', role: 'facilitator' },
    });
    expect(await letIn(ROOM, undefined, undefined, ask)).toEqual({ in: false, wrong: 'unreachable' });
  });

  test('goes on with what this browser kept while something else answers in the server’s place', async () => {
    for (const wrong of ['between', 'misled'] as const) {
      const { ask } = server({ secret: wrong, cookie: wrong });
      expect(await letIn(ROOM, undefined, known, ask)).toMatchObject({ in: true, sure: false });
      expect(await letIn(ROOM, 'secret', known, ask)).toEqual({ in: false, wrong });
    }
  });

  test('goes on with what this browser kept while the server is busy or has failed', async () => {
    for (const wrong of ['busy', 'failed'] as const) {
      const { ask } = server({ secret: wrong, cookie: wrong });
      expect(await letIn(ROOM, undefined, known, ask)).toMatchObject({ in: true, sure: false });
      expect(isSilence(wrong)).toBe(true);
    }
  });

  test('who is in is put out by the server’s own refusal alone', () => {
    const refusals: Wrong[] = ['notFound', 'forbidden', 'removed', 'joiningClosed'];
    for (const why of refusals) expect(accessOf(why)).toEqual({ is: 'out', why });
    const others: Wrong[] = ['unreachable', 'between', 'misled', 'busy', 'failed'];
    for (const wrong of others) expect(accessOf(wrong).is).not.toBe('out');
  });

  test('whoever may be let in by somebody in the room asks again by themselves, and who may not does not', () => {
    for (const wrong of ['removed', 'joiningClosed', 'unreachable', 'busy'] as const) {
      expect(retryAfterMs(wrong), wrong).toBeGreaterThan(0);
    }
    for (const wrong of ['notFound', 'forbidden', 'revoked', 'cookies'] as const) {
      expect(retryAfterMs(wrong), wrong).toBeNull();
    }
  });

  test('with a link waits for a silent server, which alone knows whom the link makes of them', async () => {
    const { ask } = server({ secret: 'unreachable', cookie: 'unreachable' });
    expect(await letIn(ROOM, 'secret', known, ask)).toEqual({ in: false, wrong: 'unreachable' });
  });
});

test('words kept here are at hand for whoever was last in the room, and for nobody whom a link may make somebody else', () => {
  expect(whoWasHere('removed', undefined, known)).toBe('me');
  expect(whoWasHere('forbidden', undefined, known)).toBe('me');
  expect(whoWasHere('removed', 'secret', known)).toBe('me');
  expect(whoWasHere('joiningClosed', 'secret', known)).toBeUndefined();
  expect(whoWasHere('removed', undefined, undefined)).toBeUndefined();
});
