import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, jsonIn, replyIn } from './answer';

/** A response as something on the way gives it. */
function response(status: number, type: string, body: string): Response {
  return new Response(status === 204 ? null : body, { status, headers: { 'content-type': type } });
}

const own = (members: object) => JSON.stringify({ type: 'about:blank', server: 'picnic/0.1.0', ...members });

describe('a page believes', () => {
  test('a refusal in its server’s own words', async () => {
    const reply = await replyIn(
      response(403, 'application/problem+json', own({ status: 403, code: 'removed' })),
    );
    expect(reply).toMatchObject({ from: 'server', ok: false, refused: { status: 403, code: 'removed' } });
  });

  test('no status of something in between', async () => {
    const html = '<!doctype html><title>Sign in</title>';
    for (const [status, type, body] of [
      [200, 'text/html', html],
      [200, 'text/html; charset=utf-8', html],
      [401, 'text/html', html],
      [403, 'text/html', html],
      [404, 'text/plain', 'not found'],
      [404, 'application/json', '{"code":"unknownRoom"}'],
      [404, 'application/problem+json', '{"status":404,"code":"unknownRoom"}'],
      [403, 'application/problem+json', '{"server":"nginx","code":"removed"}'],
      [403, 'application/problem+json', own({ code: 'removed' }).slice(0, -10)],
      [403, 'application/problem+json', ''],
      [407, 'text/html', ''],
      [410, '', ''],
      [500, 'text/html', html],
    ] as const) {
      expect(await replyIn(response(status, type, body)), `${status} ${type}`).toEqual({ from: 'between' });
    }
  });

  test('that the server does not answer when a proxy says so', async () => {
    for (const status of [502, 503, 504]) {
      expect(await replyIn(response(status, 'text/html', '<p>Bad gateway'))).toEqual({ from: 'nobody' });
    }
    const full = own({ status: 503 });
    expect(await replyIn(response(503, 'application/problem+json', full))).toMatchObject({ from: 'server' });
  });

  test('an answer that is whole', async () => {
    expect(await jsonIn(response(200, 'application/json', '{"room":"r"}'))).toEqual({ room: 'r' });
    for (const body of ['{"room":"r', '', '"r"', 'null']) {
      expect(await jsonIn(response(200, 'application/json', body)), body).toBeUndefined();
    }
    expect(await jsonIn(response(200, 'text/plain', '{"room":"r"}'))).toBeUndefined();
  });
});

describe('on its way', () => {
  beforeEach(() => vi.stubGlobal('document', { baseURI: 'https://example.org/picnic/' }));
  afterEach(() => vi.unstubAllGlobals());

  test('a request that is sent elsewhere was answered by somebody else', async () => {
    const asked = vi.fn(async (_: URL, init: RequestInit) => {
      expect(init.redirect).toBe('manual');
      // As a browser shows a redirect that it does not follow.
      return { ok: false, status: 0, type: 'opaqueredirect', headers: new Headers() } as Response;
    });
    vi.stubGlobal('fetch', asked);
    expect(await ask('api/rooms', {})).toEqual({ from: 'between' });
    expect(asked.mock.calls[0]?.[0].href).toBe('https://example.org/picnic/api/rooms');
  });

  test('a connection that breaks is nobody’s answer', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('network error');
    });
    expect(await ask('api/rooms', {})).toEqual({ from: 'nobody' });
  });
});
