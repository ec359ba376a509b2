// Answers for the server's bin and history, for what of the page is tested by itself: as docs/session.md says that they look.

import type { Page, WebSocketRoute } from '@playwright/test';
import * as encoding from 'lib0/encoding';
import type { BinItem, Frame } from '../../client/src/history/answers.ts';
import type { ServerMessage } from '../../client/src/protocol/session.ts';

/** The kind of a frame of the session plane. */
const SESSION = 16;

export interface AnsweredPast {
  items: BinItem[];
  frames: Frame[];
  /** Puts a message of the server on the page's socket. */
  say(message: ServerMessage): void;
}

/** From now on the page is answered so; what is changed in it is answered next. */
export async function answerPast(page: Page): Promise<AnsweredPast> {
  let socket: WebSocketRoute | undefined;
  const past: AnsweredPast = {
    items: [],
    frames: [],
    say(message) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, SESSION);
      encoding.writeVarString(encoder, JSON.stringify(message));
      socket?.send(Buffer.from(encoding.toUint8Array(encoder)));
    },
  };
  await page.routeWebSocket(/\/sync\//, (route) => {
    route.connectToServer();
    socket = route;
  });
  await page.route(/\/api\/rooms\/[^/]+\/bin$/, (route) => route.fulfill({ json: { items: past.items } }));
  await page.route(/\/api\/rooms\/[^/]+\/history(\?.*)?$/, (route) =>
    route.fulfill({ json: { frames: past.frames, keptDays: null } }),
  );
  return past;
}

/** A note in the bin, `gone 7`; `batch` where it went with others. */
export function binItem(id: number, batch = id): BinItem {
  const text = `gone ${id}`;
  return {
    id,
    root: 'notes',
    key: `gone${id}`,
    whole: true,
    fields: { text, at: [id * 230, 900], z: id, color: 'pink', cluster: null, by: null, made: 0 },
    atMs: Date.now() - id * 1_000,
    batch,
  };
}

const COLORS = ['yellow', 'blue', 'pink', 'green', 'orange', 'purple', 'teal', 'white'];

/** A workshop of an hour, a frame each three minutes: notes come, then they are put into clusters. */
export function filmOf(texts: readonly string[], people: readonly string[], endMs: number): Frame[] {
  const phases = [
    'arrive',
    'pack',
    'pack',
    'pack',
    'pack',
    'pack',
    'lay',
    'lay',
    'taste',
    'taste',
    'taste',
    'taste',
  ];
  const frames: Frame[] = [];
  const count = 20;
  for (let index = 0; index < count; index += 1) {
    const phase = phases[index] ?? 'cluster';
    const atMs = endMs - (count - 1 - index) * 3 * 60_000;
    const by = people.slice(index % 2, 1 + (index % 3));
    const frame: Frame = {
      atMs,
      fromMs: atMs - 3 * 60_000,
      phase,
      people: by,
      ...(index === 0 && { title: 'Onboarding' }),
    };
    if (index > 0 && index < 12) frames.push({ ...frame, notes: notesAt(texts, index, 11) });
    else if (index >= 12) frames.push({ ...frame, ...clusteredAt(texts, index - 12) });
    else frames.push(frame);
  }
  return frames;
}

function placed(index: number): [number, number] {
  return [(index % 8) * 230, Math.floor(index / 8) * 240];
}

function note(texts: readonly string[], index: number, at: [number, number], cluster: string | null) {
  const color = COLORS[index % COLORS.length];
  return { text: texts[index] ?? '', at, z: index, color, cluster, by: null, made: 0 };
}

const idOf = (index: number) => `n${String(index).padStart(2, '0')}`;

function notesAt(texts: readonly string[], step: number, steps: number) {
  const from = Math.floor((texts.length * (step - 1)) / steps);
  const to = Math.floor((texts.length * step) / steps);
  const entries = Array.from({ length: to - from }, (_, each) => {
    const index = from + each;
    return [idOf(index), note(texts, index, placed(index), null)] as const;
  });
  return Object.fromEntries(entries);
}

/** Four notes into a cluster that lies below all others. */
function clusteredAt(texts: readonly string[], step: number) {
  const id = `c${step}`;
  const [left, top] = [(step % 4) * 560, -700 - Math.floor(step / 4) * 640];
  const entries = [0, 1, 2, 3].map((each) => {
    const index = step * 4 + each;
    const at: [number, number] = [left + (each % 2) * 220, top + Math.floor(each / 2) * 220];
    return [idOf(index), note(texts, index, at, id)] as const;
  });
  return {
    clusters: {
      [id]: {
        title: `Theme ${step + 1}`,
        at: [left, top],
        color: COLORS[step % COLORS.length],
        folded: false,
      },
    },
    notes: Object.fromEntries(entries),
  };
}
