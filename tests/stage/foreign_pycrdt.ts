// A client made of pycrdt, in a Python process of its own.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Foreign, Seen } from './foreign_client.ts';
import type { Room, Server } from './server.ts';

export const PYTHON = process.env.PYTHON ?? 'python3';

/** Where `make pycrdt` puts its packages. */
const PACKAGES = resolve(import.meta.dirname, '../../target/pycrdt');

let known: boolean | undefined;

/** Whether Python is there with what it needs; where `PICNIC_PYCRDT_REQUIRED` is set, it must be. */
export function pycrdtIsThere(): boolean {
  known ??= spawnSync(PYTHON, ['-c', 'import pycrdt, websockets'], { env: environment() }).status === 0;
  if (!known && process.env.PICNIC_PYCRDT_REQUIRED) {
    throw new Error('pycrdt is missing: run "make pycrdt"');
  }
  return known;
}

/** With its packages on Python's path. */
export function environment(): NodeJS.ProcessEnv {
  return existsSync(PACKAGES) ? { ...process.env, PYTHONPATH: PACKAGES } : process.env;
}

/** What such a client was told, and whether its socket is open. */
interface Heard {
  denials: string[];
  connected: boolean;
}

export class PycrdtClient implements Foreign {
  private readonly waiting: ((line: string) => void)[] = [];
  private ended: string | undefined;
  id = 0;

  private constructor(private readonly child: ChildProcess) {
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => this.waiting.shift()?.(line));
    }
    child.once('exit', (code) => {
      this.ended = `it ended with ${code}`;
      for (const answer of this.waiting.splice(0)) answer(JSON.stringify({ failed: this.ended }));
    });
  }

  static async join(server: Server, room: Room): Promise<PycrdtClient> {
    const url = `${server.syncUrl}/${room.room}?token=${room.tokens.join}`;
    const script = resolve(import.meta.dirname, 'pycrdt_client.py');
    const child = spawn(PYTHON, [script, url], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: environment(),
    });
    const client = new PycrdtClient(child);
    client.id = await client.answer<number>();
    return client;
  }

  private async answer<T>(): Promise<T> {
    const line = await new Promise<string>((heard) => {
      if (this.ended) heard(JSON.stringify({ failed: this.ended }));
      else this.waiting.push(heard);
    });
    const answer = JSON.parse(line) as { is: T } | { failed: string };
    if ('failed' in answer) throw new Error(`pycrdt: ${answer.failed}`);
    return answer.is;
  }

  private async tell<T>(name: string, ...words: unknown[]): Promise<T> {
    this.child.stdin?.write(`${JSON.stringify([name, ...words])}\n`);
    return await this.answer<T>();
  }

  async add(id: string, text: string): Promise<void> {
    await this.tell('add', id, text);
  }

  async write(id: string, index: number, text: string, formats?: Record<string, unknown>): Promise<void> {
    await this.tell('write', id, index, text, formats);
  }

  async embed(id: string, index: number, value: object): Promise<void> {
    await this.tell('embed', id, index, value);
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.tell('set', key, value);
  }

  /** Writes things inside each other, or many of them, that a page never writes. */
  async pile(what: 'elements' | 'maps' | 'documents', count: number): Promise<void> {
    await this.tell(what, count);
  }

  async undo(): Promise<void> {
    await this.tell('undo');
  }

  async present(state: Record<string, unknown>): Promise<void> {
    await this.tell('present', state);
  }

  async presence(): Promise<Record<number, unknown>> {
    return await this.tell('presence');
  }

  async disconnect(): Promise<void> {
    await this.tell('disconnect');
  }

  async connect(): Promise<void> {
    await this.tell('connect');
  }

  async see(): Promise<Seen> {
    return await this.tell('see');
  }

  async heard(): Promise<Heard> {
    return await this.tell('heard');
  }

  async leave(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.stdin?.end(`${JSON.stringify(['leave'])}\n`);
    await gone;
  }
}
