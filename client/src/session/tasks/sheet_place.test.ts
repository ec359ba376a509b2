import { expect, test } from 'vitest';
import { sheetPlace } from './sheet_place';

const PHONE = { height: 844, seenTop: 0, seenHeight: 844, barBottom: 120 };

test('a full sheet leaves the bar above it, a half one also the board', () => {
  expect(sheetPlace(PHONE, true)).toEqual({ top: 120, bottom: 0, isTyping: false });
  expect(sheetPlace(PHONE, false)).toEqual({ top: 380, bottom: 0, isTyping: false });
});

test('what is typed stays above the keyboard, in all that is left of the screen', () => {
  const typing = { ...PHONE, seenTop: 40, seenHeight: 460 };
  for (const isFull of [true, false])
    expect(sheetPlace(typing, isFull)).toEqual({ top: 40, bottom: 344, isTyping: true });
});

test('a low window never has the sheet over the bar or outside', () => {
  expect(sheetPlace({ height: 300, seenTop: 0, seenHeight: 300, barBottom: 160 }, false)).toEqual({
    top: 160,
    bottom: 0,
    isTyping: false,
  });
});
