import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Carrier } from './carrier';
import { openEvents } from './events';

/** A message that fills a post by itself. */
const WHOLE_POST = new Uint8Array(64 * 1024);

/** The server's end of one connection, played by the test. */
class FakeServer {
  readonly closed: number[] = [];
  readonly heard: number[] = [];
  /** What the page does with a message. */
  hear = (message: Uint8Array | undefined) => void this.heard.push(message?.[0] ?? -1);
  /** What answers the posts that were not answered yet, the first one first. */
  readonly posts: ((response: Response) => void)[] = [];
  /** Whether the stream of events is still read. */
  isHeard = true;
  line!: Carrier;
  #tell!: (text: string) => void;

  async open(): Promise<this> {
    vi.stubGlobal('fetch', (address: string, { signal }: RequestInit) => {
      if (address.endsWith('/frames')) return new Promise<Response>((answer) => this.posts.push(answer));
      const body = new ReadableStream({
        start: (stream) => {
          this.#tell = (text) => stream.enqueue(new TextEncoder().encode(text));
          signal?.addEventListener('abort', () => {
            this.isHeard = false;
            stream.error(signal.reason);
          });
        },
      });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    });
    const opened = new Promise<void>((resolve) => {
      this.line = openEvents('http://picnic/sync/room', undefined, {
        opened: resolve,
        heard: (message) => this.hear(message),
        crowded: () => {},
        closed: (code) => this.closed.push(code),
      });
    });
    await vi.waitFor(() => this.#tell('event:open\ndata:name\n\n'));
    await opened;
    return this;
  }

  tell(text: string): void {
    this.#tell(text);
  }

  /** Answers the post that waits longest, once there is one. */
  async answer(status: number, headers: Record<string, string> = {}): Promise<void> {
    await vi.waitFor(() => expect(this.posts.length).toBeGreaterThan(0));
    const problem = JSON.stringify({ server: 'picnic/1' });
    const type = { 'content-type': 'application/problem+json' };
    this.posts.shift()?.(
      status === 204
        ? new Response(null, { status })
        : new Response(problem, { status, headers: { ...type, ...headers } }),
    );
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a line by events', () => {
  test('that is left sends all that was sent before it ends', async () => {
    const server = await new FakeServer().open();
    for (let message = 0; message < 5; message += 1) server.line.send(WHOLE_POST);
    server.line.drop();
    expect(server.line.send(WHOLE_POST)).toBe(false);
    for (let post = 0; post < 5; post += 1) {
      expect(server.isHeard).toBe(true);
      await server.answer(204);
    }
    await vi.waitFor(() => expect(server.isHeard).toBe(false));
    expect([server.posts.length, server.closed]).toEqual([0, []]);
  });

  test('that is left does not wait for a server that does not answer', async () => {
    const server = await new FakeServer().open();
    server.line.send(WHOLE_POST);
    server.line.drop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([server.isHeard, server.closed]).toEqual([false, []]);
  });

  test('that is left with nothing to send ends at once', async () => {
    const server = await new FakeServer().open();
    server.line.drop();
    expect(server.isHeard).toBe(false);
  });

  test('goes on when the page fails at a message, which is reported', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const server = await new FakeServer().open();
    server.hear = () => {
      throw new Error('a fault of the page');
    };
    server.tell(`data:${btoa('\x01')}\n\n`);
    await vi.waitFor(() => expect(reported).toHaveBeenCalledOnce());
    server.hear = (message) => void server.heard.push(message?.[0] ?? -1);
    server.tell(`data:${btoa('\x02')}\n\n`);
    await vi.waitFor(() => expect(server.heard).toEqual([2]));
    expect(server.closed).toEqual([]);
  });

  test('is broken by what is no message, and by an end that says nothing', async () => {
    for (const odd of [
      'data:not base64!\n\n',
      'event:close\ndata:null\n\n',
      'event:close\ndata:{"code":"x"}\n\n',
    ]) {
      const server = await new FakeServer().open();
      server.tell(odd);
      await vi.waitFor(() => expect(server.closed).toEqual([1006]));
    }
  });

  test('waits as long as a busy server asks before it posts again', async () => {
    const server = await new FakeServer().open();
    server.line.send(WHOLE_POST);
    await server.answer(429, { 'retry-after': '7' });
    await vi.advanceTimersByTimeAsync(6_900);
    expect(server.posts).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(server.posts).toHaveLength(1);
    await server.answer(204);
    expect(server.closed).toEqual([]);
  });

  test('comes later when the server has no room time after time, and is broken when it will not take a post', async () => {
    const busy = await new FakeServer().open();
    busy.line.send(WHOLE_POST);
    for (let tried = 0; tried < 5; tried += 1) {
      await busy.answer(429);
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(busy.closed).toEqual([1013]);

    const over = await new FakeServer().open();
    over.line.send(WHOLE_POST);
    await over.answer(410);
    await vi.waitFor(() => expect(over.closed).toEqual([1006]));
  });
});
