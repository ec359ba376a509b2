import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { storageInMemory } from '../storage_in_memory';
import { isMadeAnew } from './made_anew';

beforeEach(() => {
  vi.stubGlobal('localStorage', storageInMemory(new Map()));
});

afterEach(() => vi.unstubAllGlobals());

test('a link is new once it is another than the one that this browser had first, in each room by itself', () => {
  expect([isMadeAnew('room', 'one'), isMadeAnew('room', 'one')]).toEqual([false, false]);
  expect([isMadeAnew('room', 'other'), isMadeAnew('room', 'third')]).toEqual([true, true]);
  expect(isMadeAnew('elsewhere', 'other')).toBe(false);
});

test('where the browser keeps nothing no link is taken for a new one', () => {
  vi.unstubAllGlobals();
  expect([isMadeAnew('room', 'one'), isMadeAnew('room', 'other')]).toEqual([false, false]);
});
