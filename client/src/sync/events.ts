// A connection without a WebSocket: messages come down as server-sent events and go up by posts, a few of which may be
// on their way at once. The server puts them in order and takes each once, so a post whose answer is lost is sent again.

import { type Reply, replyIn } from '../http/answer';
import type { Hearer, Open } from './carrier';
import { EventReader, type ServerEvent } from './event_reader';

/** Posts on their way at once: waiting for each answer would double the time on a slow network. */
const POSTS_MAX = 3;
/** A post is about so large at most, unless one message alone is larger. */
const POST_BYTES = 64 * 1024;
/** Browsers let 64 KiB in all outlive a page. */
const KEPT_ALIVE_BYTES = 16 * 1024;
/** Messages in one post. */
const POST_MESSAGES_MAX = 256;
/** An answer to a post that has not come by then will not: the post is sent again. */
const ANSWER_MS_MAX = 20_000;
/** First wait before a post is sent again; it doubles. */
const AGAIN_MS = 300;
/** Times that a post is sent, until the connection counts as broken. */
const POSTS_TRIED_MAX = 5;
/** How long a busy server's word is kept to, when it says how long to wait before a post is sent again. */
const LATER_MS_MAX = 10_000;
/** How long what was sent may still go out when the line is left. */
const LEAVING_MS_MAX = 5_000;
/** Bytes before each message: its length. */
const LENGTH_BYTES = 4;

const CLOSE_ABNORMAL = 1006;
const CLOSE_LATER = 1013;

export const openEvents: Open = (address, pass, hearer) => {
  const line = new EventLine(address, hearer);
  void line.listen(pass);
  return line;
};

class EventLine {
  /** What the server calls this connection; none while it is not open. */
  #name: string | undefined;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  /** The number of the next message. */
  #next = 0;
  #posts = 0;
  #isPumping = false;
  /** Nobody hears of it any more; it ends when what was sent has gone out. */
  #isLeft = false;
  readonly #end = new AbortController();

  constructor(
    private readonly address: string,
    private readonly hearer: Hearer,
  ) {}

  send(message: Uint8Array<ArrayBuffer>): boolean {
    if (this.#name === undefined || this.#isLeft || this.#isOver) return false;
    this.#waiting.push(message);
    // What is sent in one go goes out in one post.
    if (!this.#isPumping) {
      this.#isPumping = true;
      queueMicrotask(() => {
        this.#isPumping = false;
        this.#pump();
      });
    }
    return true;
  }

  drop(): void {
    // What was sent goes out still, as it would by a socket: the server takes no posts of a stream that has ended.
    this.#isLeft = true;
    this.#pump();
    setTimeout(() => this.#end.abort(), LEAVING_MS_MAX);
  }

  /** Hears events until the stream ends. */
  async listen(pass: string | undefined): Promise<void> {
    try {
      const response = await fetch(`${this.address}/events`, {
        headers: { accept: 'text/event-stream', ...(pass !== undefined && { 'picnic-pass': pass }) },
        cache: 'no-store',
        redirect: 'manual',
        signal: this.#end.signal,
      });
      const reply = await replyIn(response);
      if (!isStream(reply)) return this.#close(isLater(reply) ? CLOSE_LATER : CLOSE_ABNORMAL, '');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      const events = new EventReader();
      for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read()) {
        for (const event of events.read(piece.value)) this.#hear(event);
      }
    } catch {
      // Broken off, or left.
    }
    this.#close(CLOSE_ABNORMAL, '');
  }

  get #isOver(): boolean {
    return this.#end.signal.aborted;
  }

  #hear({ name, data }: ServerEvent): void {
    if (this.#isOver || this.#isLeft) return;
    switch (name) {
      case 'open':
        this.#name = data;
        this.#tell(() => this.hearer.opened());
        break;
      case 'ask':
        this.#tell(() => this.hearer.heard(undefined));
        this.send(new Uint8Array());
        break;
      case 'close': {
        const { code, reason } = closingIn(data);
        this.#close(code, reason);
        break;
      }
      default: {
        const message = bytesIn(data);
        this.#tell(() => this.hearer.heard(message));
      }
    }
  }

  /** A fault of who hears is no fault of the stream: it is reported, as by a socket, and the stream goes on. */
  #tell(say: () => void): void {
    try {
      say();
    } catch (fault) {
      reportError(fault);
    }
  }

  #close(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#end.abort();
    if (!this.#isLeft) this.#tell(() => this.hearer.closed(code, reason));
  }

  #pump(): void {
    while (this.#posts < POSTS_MAX && this.#waiting.length > 0 && !this.#isOver) {
      const messages = this.#waiting.splice(0, countForOne(this.#waiting));
      const first = this.#next;
      this.#next += messages.length;
      this.#posts += 1;
      void this.#post(first, bodyOf(messages)).then((outcome) => {
        this.#posts -= 1;
        if (outcome === 'taken') this.#pump();
        else this.#close(outcome === 'later' ? CLOSE_LATER : CLOSE_ABNORMAL, '');
      });
    }
    if (this.#isLeft && this.#posts === 0) this.#end.abort();
  }

  /** Posts until the server has taken it, or says that it will not be taken, or time after time that it has no room. */
  async #post(first: number, body: Uint8Array<ArrayBuffer>): Promise<'taken' | 'refused' | 'later'> {
    let outcome: 'refused' | 'later' = 'refused';
    for (let tried = 1; tried <= POSTS_TRIED_MAX && !this.#isOver; tried += 1) {
      const reply = await this.#postOnce(first, body);
      if (reply.from === 'server' && reply.ok) return 'taken';
      outcome = isLater(reply) ? 'later' : 'refused';
      if (reply.from === 'server' && outcome === 'refused') break;
      if (tried === POSTS_TRIED_MAX) break;
      const wait = Math.max(AGAIN_MS * 2 ** (tried - 1), Math.min(askedToWaitMs(reply), LATER_MS_MAX));
      await new Promise((done) => setTimeout(done, wait));
    }
    return outcome;
  }

  async #postOnce(first: number, body: Uint8Array<ArrayBuffer>): Promise<Reply> {
    try {
      const response = await fetch(`${this.address}/frames`, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          'picnic-line': this.#name ?? '',
          'picnic-first': `${first}`,
        },
        body,
        redirect: 'manual',
        // A page that is left must not take back what is on its way.
        keepalive: body.length <= KEPT_ALIVE_BYTES,
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      return await replyIn(response);
    } catch {
      return { from: 'nobody' };
    }
  }
}

function isStream(reply: Reply): boolean {
  if (reply.from !== 'server' || !reply.ok) return false;
  return reply.response.headers.get('content-type')?.startsWith('text/event-stream') === true;
}

/** The server is there, and has no room for it now. */
function isLater(reply: Reply): boolean {
  return reply.from === 'server' && !reply.ok && [429, 503].includes(reply.refused.status);
}

/** How long the server asks to wait, if it says so. */
function askedToWaitMs(reply: Reply): number {
  return reply.from === 'server' && !reply.ok ? (reply.refused.waitMs ?? 0) : 0;
}

/** How many of the first messages go into one post. */
function countForOne(messages: readonly Uint8Array[]): number {
  let bytes = 0;
  const beyond = messages.findIndex((message, index) => {
    bytes += message.length;
    return index > 0 && (bytes > POST_BYTES || index >= POST_MESSAGES_MAX);
  });
  return beyond < 0 ? messages.length : beyond;
}

/** Messages, each behind its length. */
function bodyOf(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(messages.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  const view = new DataView(body.buffer);
  let at = 0;
  for (const message of messages) {
    view.setUint32(at, message.length);
    body.set(message, at + LENGTH_BYTES);
    at += LENGTH_BYTES + message.length;
  }
  return body;
}

/** Why the server ends it; nothing is known where it does not say so. */
function closingIn(data: string): { code: number; reason: string } {
  const told: unknown = JSON.parse(data);
  const { code, reason } = (typeof told === 'object' ? told : null) as { code?: unknown; reason?: unknown };
  return {
    code: typeof code === 'number' ? code : CLOSE_ABNORMAL,
    reason: typeof reason === 'string' ? reason : '',
  };
}

function bytesIn(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
