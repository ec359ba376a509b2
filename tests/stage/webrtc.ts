// The real y-webrtc in real browsers: the signalling server that it ships, and a page of another site that runs it.

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JSHandle, Page } from '@playwright/test';
import { build } from 'vite';
import type { Somebody } from './webrtc_page.ts';

/** By itself it listens on every address, and on a port that has to be free. */
const ON_LOOPBACK = `
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function () {
    return listen.call(this, 0, '127.0.0.1', () => console.log('port ' + this.address().port));
  };`;

export class Webrtc {
  private constructor(
    private readonly signalling: ChildProcess,
    private readonly signallingUrl: string,
    private readonly http: HttpServer,
  ) {}

  static async start(): Promise<Webrtc> {
    const script = await bundle();
    const http = createServer((asked, answer) => {
      if (asked.url === '/page.js') {
        answer.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      } else
        answer
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Another site</title>');
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    const [signalling, port] = await startSignalling();
    return new Webrtc(signalling, `ws://127.0.0.1:${port}`, http);
  }

  /** Of the page, for the server to allow. */
  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Somebody who looks for others of this room by WebRTC. */
  async enter(page: Page, room: string, onePresence: boolean): Promise<JSHandle<Somebody>> {
    await page.goto(this.origin);
    return await page.evaluateHandle(
      async ({ script, room, signalling, onePresence }) => {
        const { Somebody }: typeof import('./webrtc_page.ts') = await import(script);
        return new Somebody(room, signalling, onePresence);
      },
      { script: '/page.js', room, signalling: this.signallingUrl, onePresence },
    );
  }

  async stop(): Promise<void> {
    this.http.close();
    this.http.closeAllConnections();
    const { exitCode, signalCode } = this.signalling;
    if (exitCode !== null || signalCode !== null) return;
    const gone = new Promise((done) => this.signalling.once('exit', done));
    this.signalling.kill();
    await gone;
  }
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: resolve(import.meta.dirname, 'webrtc_page.ts'), formats: ['es'], fileName: 'page' },
    },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [script] = outputs;
  if (outputs.length !== 1 || script?.type !== 'chunk') throw new Error('the page is not one script');
  return script.code;
}

async function startSignalling(): Promise<[ChildProcess, number]> {
  const script = fileURLToPath(new URL('../bin/server.js', import.meta.resolve('y-webrtc')));
  const preload = `data:text/javascript,${encodeURIComponent(ON_LOOPBACK)}`;
  const child = spawn(process.execPath, ['--import', preload, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the signalling server ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^port (\d+)$/.exec(line)?.[1];
      if (port) done(Number(port));
    });
  });
  return [child, port];
}
