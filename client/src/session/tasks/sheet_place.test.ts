import { expect, test } from 'vitest';
import { firstPlace, foldsBeside, larger, placeLetGo } from './sheet_place';

test('by itself it never takes more than a third of a phone, and beside the board it is open', () => {
  expect(firstPlace('full', true)).toBe('peek');
  expect(firstPlace('half', true)).toBe('peek');
  expect(firstPlace('closed', true)).toBe('tab');
  expect(firstPlace('closed', false)).toBe('half');
});

test('a press makes it half, then whole', () => {
  expect(larger('tab')).toBe('half');
  expect(larger('peek')).toBe('half');
  expect(larger('half')).toBe('whole');
  expect(larger('whole')).toBe('whole');
});

test('let go, it lies at the nearest of its places; thrown, at the next', () => {
  expect(placeLetGo(0.1, 0)).toBe('tab');
  expect(placeLetGo(0.45, 0)).toBe('half');
  expect(placeLetGo(0.9, 0)).toBe('whole');
  expect(placeLetGo(0.1, 1)).toBe('half');
  expect(placeLetGo(0.6, 1)).toBe('whole');
  expect(placeLetGo(0.9, -1)).toBe('half');
  expect(placeLetGo(0.5, -1)).toBe('tab');
});

test('the task folds where both would leave too little of the board', () => {
  expect(foldsBeside(1280, 304, 336)).toBe(true);
  expect(foldsBeside(1440, 304, 336)).toBe(false);
});
