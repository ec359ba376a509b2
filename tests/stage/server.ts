// A real picnic server as its own process: started, killed and started again on one folder and port.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Plan } from '../../client/src/protocol/session.ts';

/** Longest that a server may take to listen. */
const START_MS_MAX = 20_000;

export interface Room {
  room: string;
  title: string;
  links: { facilitate: string; join: string; view: string };
  tokens: { facilitate: string; join: string; view: string };
}

export class Server {
  private child: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'picnic-test-'));

  /** Where it listens, with a slash at the end. */
  url = '';

  private constructor(
    private readonly args: string[],
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start(
    args: string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Server> {
    const server = new Server(args, environment);
    await server.launch('127.0.0.1:0');
    return server;
  }

  /** For WebSocket clients: the address that a room's name is added to. */
  get syncUrl(): string {
    return `${this.url.replace(/^http/, 'ws')}sync`;
  }

  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  async makeRoom(
    body: { title?: string; language?: string; plan?: Plan; model?: string; import?: object } = {},
  ): Promise<Room> {
    const response = await fetch(new URL('api/rooms', this.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Room;
  }

  async killNine(): Promise<void> {
    await this.end('SIGKILL');
  }

  async startAgain(): Promise<void> {
    await this.launch(new URL(this.url).host);
  }

  async stop(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  private async launch(listen: string): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a');
    const data = join(this.folder, 'data');
    const child = spawn(binary(), ['serve', '--listen', listen, '--data', data, ...this.args], {
      stdio: ['ignore', 'pipe', log],
      env: { ...process.env, ...this.environment },
    });
    this.child = child;
    this.url = await new Promise<string>((done, fail) => {
      const failed = () => fail(new Error(`the server does not listen; its log:\n${this.log}`));
      const timer = setTimeout(failed, START_MS_MAX);
      child.once('error', fail);
      child.once('exit', failed);
      if (child.stdout)
        createInterface({ input: child.stdout }).on('line', (line) => {
          const url = /^picnic listens on (http:\S+)/.exec(line)?.[1];
          if (!url) return;
          clearTimeout(timer);
          done(url);
        });
    });
  }
}

function binary(): string {
  const path =
    process.env.PICNIC_BIN ??
    resolve(import.meta.dirname, process.env.CARGO_TARGET_DIR ?? '../../target', 'debug/picnic');
  if (!existsSync(path)) throw new Error(`${path} is missing: run "make test-build" first`);
  return path;
}
