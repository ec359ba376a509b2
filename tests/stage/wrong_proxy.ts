// A proxy between a browser and a real server, which does to requests what proxies do when they are wrong.

import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Something that the proxy answers by itself. */
export interface OwnAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** How the proxy does wrong; nothing left out means that it passes everything on as it is. */
export interface Wrong {
  /** Answers these requests itself. */
  answer?(path: string): OwnAnswer | undefined;
  /** What becomes of upgrades: refused with a status, or taken by the proxy itself, which then says nothing. */
  upgrade?: number | 'swallowed';
  /** A path that it takes away before it passes a request on. */
  strip?: string;
  /** Keeps cookies from the browser, as one that blocks them does. */
  dropsCookies?: boolean;
  /** The `Host` that it tells the server in place of the browser's. */
  host?: string;
}

export class WrongProxy {
  /** Read anew for each request. */
  wrong: Wrong;
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly http: HttpServer,
    private readonly behind: URL,
    wrong: Wrong,
  ) {
    this.wrong = wrong;
    http.on('connection', (socket) => {
      this.open.add(socket);
      socket.on('close', () => this.open.delete(socket));
    });
    http.on('request', (asked, answer) => this.pass(asked, answer));
    http.on('upgrade', (asked, socket, head) => this.upgrade(asked, socket, head));
  }

  static async before(server: { url: string }, wrong: Wrong = {}): Promise<WrongProxy> {
    const http = createServer();
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return new WrongProxy(http, new URL(server.url), wrong);
  }

  /** Where it listens, with a slash at the end; what it strips is in it. */
  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}${this.wrong.strip ?? ''}/`;
  }

  /** A link of the server's, by way of the proxy. */
  link(of: string): string {
    const { pathname, hash } = new URL(of);
    return new URL(`.${pathname}${hash}`, this.url).href;
  }

  /** Ends every connection that goes through it. */
  cut(): void {
    for (const socket of this.open) socket.destroy();
  }

  stop(): void {
    this.http.close();
    this.cut();
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const own = this.wrong.answer?.(asked.url ?? '/');
    if (own !== undefined) {
      asked.resume();
      answer.writeHead(own.status, own.headers).end(own.body);
      return;
    }
    const passed = request(this.onward(asked), (received) => {
      const headers = pairs(received.rawHeaders).filter(
        ([name]) => !this.wrong.dropsCookies || name.toLowerCase() !== 'set-cookie',
      );
      answer.writeHead(received.statusCode ?? 502, headers.flat());
      received.pipe(answer);
    });
    passed.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  }

  private upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { upgrade } = this.wrong;
    if (typeof upgrade === 'number') {
      socket.end(`HTTP/1.1 ${upgrade} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const passed = request(this.onward(asked));
    passed.on('error', () => socket.destroy());
    passed.on('response', (refused) => {
      socket.end(`HTTP/1.1 ${refused.statusCode} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      refused.resume();
    });
    passed.on('upgrade', (agreed, onward, first) => {
      onward.on('error', () => socket.destroy());
      const lines = pairs(agreed.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
      if (upgrade === 'swallowed') {
        socket.resume();
        onward.resume();
      } else {
        onward.write(head);
        socket.write(first);
        onward.pipe(socket).pipe(onward);
      }
      socket.on('end', () => socket.destroy());
      socket.on('close', () => onward.destroy());
      onward.on('close', () => socket.destroy());
    });
    passed.end();
  }

  private onward(asked: IncomingMessage): RequestOptions {
    const { strip, host } = this.wrong;
    const path = asked.url ?? '/';
    const stripped = strip !== undefined && path.startsWith(`${strip}/`) ? path.slice(strip.length) : path;
    return {
      host: this.behind.hostname,
      port: this.behind.port,
      method: asked.method,
      path: stripped,
      headers: { ...asked.headers, ...(host !== undefined && { host }) },
    };
  }
}

function pairs(raw: string[]): [string, string][] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as [string, string]] : []));
}
