// A library's board of notes that people sorted.

import { readFileSync } from 'node:fs';
import type { Peer } from './provider.ts';

export const KIRJASTO = readFileSync(new URL('../boards/fi-kirjasto.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

/** Lays notes of these texts in rows of seven, in four colours; their ids are n00, n01 and so on. */
export function layOut(peer: Peer, texts: readonly string[] = KIRJASTO): void {
  const colors = ['yellow', 'blue', 'pink', 'green'];
  for (const [index, text] of texts.entries()) {
    const at: [number, number] = [(index % 7) * 230, Math.floor(index / 7) * 240];
    peer.add(`n${String(index).padStart(2, '0')}`, text, at, colors[index % colors.length]);
  }
}
