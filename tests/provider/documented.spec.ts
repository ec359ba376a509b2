// Promise: what docs/yjs-clients.md shows works as it stands there, and its limits are the server's.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../stage/fixtures.ts';
import { environment, PYTHON, pycrdtIsThere } from '../stage/foreign_pycrdt.ts';
import type { Room, Server } from '../stage/server.ts';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');
const PAGE = read('docs/yjs-clients.md');
const WORK = resolve(import.meta.dirname, '../results/documented');
/** The server of the examples. */
const EXAMPLE = 'wss://picnic.example.fi/sync';
/** A program of its own takes long to start on a busy machine. */
const START = { timeout: 40_000 };

/** All blocks of a language, as one program for this server. */
function program(language: string, server: Server): string {
  const blocks = [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))];
  expect(blocks.length).toBeGreaterThan(0);
  return blocks
    .map(([, block]) => block)
    .join('\n')
    .replaceAll(EXAMPLE, server.syncUrl);
}

/** Runs it until the test has seen enough; fails when it fails before. */
async function runs(
  command: string,
  file: string,
  source: string,
  room: Room,
  seen: () => Promise<void>,
): Promise<void> {
  mkdirSync(WORK, { recursive: true });
  const path = resolve(WORK, file);
  writeFileSync(path, source);
  const child = spawn(command, [path, room.room, room.tokens.join], { env: environment() });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  try {
    const failed = ended.then((code) => {
      if (code) throw new Error(`${file} ended with ${code}: ${said}`);
    });
    await Promise.race([seen(), failed.then(seen)]);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** What the page leaves to its reader: where the room's id and token come from, and a WebSocket for Node. */
const AROUND = `
import { WebSocket } from 'ws';
globalThis.WebSocket ??= WebSocket;
const [room, token] = process.argv.slice(2);
`;

test('the examples for Yjs 13 lay a note', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  await runs(process.execPath, 'yjs13.mjs', AROUND + program('ts', server), room, async () => {
    await expect.poll(() => peer.texts(), START).toEqual(['bread']);
    expect(Object.values(peer.notes())[0]?.at).toEqual([120, 80]);
  });
});

test('the example for Yjs 14 lays a note', async ({ server, peers }) => {
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  await runs(process.execPath, 'yjs14.mjs', AROUND + program('js', server), room, async () => {
    await expect.poll(() => peer.texts(), START).toEqual(['olives']);
  });
});

test('the example in Python lays a note', async ({ server, peers }) => {
  test.skip(!pycrdtIsThere(), 'pycrdt is not there');
  const room = await server.makeRoom();
  const peer = await peers.join(server, room);
  const source = `${program('python', server)}\nimport asyncio, sys\nasyncio.run(join(*sys.argv[1:]))\n`;
  await runs(PYTHON, 'example.py', source, room, async () => {
    await expect.poll(() => peer.texts(), START).toEqual(['cheese']);
  });
});

/** A limit of the server as its source has it. */
function limit(name: string, file = 'server/src/limits.rs'): number {
  const value = read(file).match(
    new RegExp(`^pub const ${name}: \\w+ = ([\\d_]+)(?: (<<|\\*) ([\\d_]+))?;`, 'm'),
  );
  if (!value) throw new Error(`${name} is not in ${file}`);
  const [first, operator, second] = [value[1], value[2], value[3]].map((part) => part?.replaceAll('_', ''));
  const number = Number(first);
  if (operator === '<<') return number * 2 ** Number(second);
  return operator === '*' ? number * Number(second) : number;
}

test('the limits that it tells are those of the server', () => {
  const mebibytes = (bytes: number) => `${bytes / 2 ** 20} MiB`;
  const kibibytes = (bytes: number) => `${bytes / 2 ** 10} KiB`;
  const content = 'protocol/src/not_held.rs';
  const rows: [string, string[]][] = [
    ['a change, or all', [mebibytes(limit('ROOM_BYTES_MAX'))]],
    ['a message that is no change', [kibibytes(limit('FRAME_BYTES_MAX'))]],
    [
      'a board',
      [mebibytes(limit('ROOM_BYTES_MAX')), `${limit('ROOM_NOTES_MAX').toLocaleString('en')} notes`],
    ],
    [
      'pace',
      [
        `${limit('SOCKET_FRAMES_PER_SECOND')} frames`,
        mebibytes(limit('SOCKET_BYTES_PER_SECOND')),
        `${{ 8: 'eight' }[limit('SOCKET_BURST_SECONDS')]} seconds`,
        { 30: 'half a minute' }[limit('SOCKET_INSISTS_SECONDS')] ?? 'another time',
      ],
    ],
    ['arrays and objects', [`| ${limit('NESTING_MAX', content)} |`]],
    ['types inside each other', [`| ${limit('NESTED_TYPES_MAX')} |`]],
    ['documents inside the document', [`| ${limit('DOCUMENTS_IN_CHANGE_MAX')} |`]],
    [
      'one presence',
      [
        kibibytes(limit('STATE_BYTES_MAX', 'protocol/src/awareness.rs')),
        `nested ${limit('NESTING_MAX', content)} deep`,
      ],
    ],
  ];
  for (const [what, said] of rows) {
    const row = PAGE.split('\n').find((line) => line.startsWith(`| ${what}`));
    for (const text of said) expect(row, what).toContain(text);
  }
});

test('the colours that it names are those of the page', async () => {
  const { NOTE_COLORS } = await import('../../client/src/board/document/note.ts');
  expect(PAGE).toContain(`\`color\` is one of ${NOTE_COLORS.map((color) => `\`${color}\``).join(', ')};`);
});
