import { expect, test } from 'vitest';
import { AGAIN_MS, after, keptIn } from './knock';

const AINO = { name: 'Aino', mark: 'drawn by her page' };

test('whoever knocks waits, also while the server is silent, until they are let in, turned away or told that the door is closed', () => {
  expect(after(AINO, { ok: true, value: 'waiting' }, 0)).toEqual({
    at: 'waiting',
    name: 'Aino',
    silent: false,
  });
  for (const wrong of ['unreachable', 'between', 'busy', 'failed'] as const) {
    expect(after(AINO, { ok: false, wrong }, 0)).toEqual({ at: 'waiting', name: 'Aino', silent: true });
  }
  expect(after(AINO, { ok: true, value: 'letIn' }, 0)).toBeNull();
  for (const wrong of ['joiningClosed', 'notFound'] as const)
    expect(after(AINO, { ok: false, wrong }, 0)).toBeNull();
});

test('whoever was turned away is told from when on they may knock again, which a page loaded anew does not put off', () => {
  const turnedAway = { ok: true, value: 'turnedAway' } as const;
  const told = after(AINO, turnedAway, 5_000);
  expect(told).toEqual({ at: 'turnedAway', name: 'Aino', againAtMs: 5_000 + AGAIN_MS });
  expect(after({ ...AINO, againAtMs: 5_000 + AGAIN_MS }, turnedAway, 40_000)).toEqual(told);
});

test('what a page kept of a knock is read back, and nothing else is', () => {
  expect(keptIn(JSON.stringify({ ...AINO, againAtMs: 7 }))).toEqual({ ...AINO, againAtMs: 7 });
  for (const none of [null, 'Aino', '"Aino"', '{"name":"Aino"}']) expect(keptIn(none)).toBeNull();
});
