import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { storageInMemory } from '../storage_in_memory';
import { commentKeys, commentOf } from './comment_keys';

beforeEach(() => vi.stubGlobal('localStorage', storageInMemory(new Map())));
afterEach(() => vi.unstubAllGlobals());

test('an id is made of its key as the server makes it', () => {
  // As in `session_words.rs`.
  expect(commentOf(new TextEncoder().encode("picnic's own key"))).toBe('_Onet_tms6El_2N6_HBxPg');
});

test('the key of a comment is kept for whoever wrote it, and for nobody else', async () => {
  const comment = commentKeys('room', 'eva').draw();
  const key = commentKeys('room', 'eva').of(comment);
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(key).not.toBe(comment);
  expect(commentKeys('room', 'otto').of(comment)).toBeUndefined();
  expect(commentKeys('other', 'eva').of(comment)).toBeUndefined();
  // On a later page, too.
  vi.resetModules();
  const later = await import('./comment_keys');
  expect(later.commentKeys('room', 'eva').of(comment)).toBe(key);
  expect(later.commentKeys('room', 'otto').of(comment)).toBeUndefined();
  expect(later.commentKeys('other', 'eva').of(comment)).toBeUndefined();
});

test('a browser that keeps nothing has the key for as long as the page', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new Error('full');
    },
  });
  const keys = commentKeys('room', 'eva');
  expect(keys.of(keys.draw())).toMatch(/^[\w-]{22}$/);
});
