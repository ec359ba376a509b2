import { expect, test } from 'vitest';
import { sheetPlace } from './sheet_place';

const PHONE = { height: 844, seenTop: 0, seenHeight: 844, isLying: false, barBottom: 120, toldBottom: 0 };

test('a full sheet leaves the bar above it, a half one also the board', () => {
  expect(sheetPlace(PHONE, true)).toEqual({ top: 120, bottom: 0, isOverBar: false, fillsHeight: true });
  // As high as what is in it, and no higher than that.
  expect(sheetPlace(PHONE, false)).toEqual({ top: 464, bottom: 0, isOverBar: false, fillsHeight: false });
});

test('at the side of a phone that lies it takes all the height that a keyboard leaves', () => {
  const lying = { ...PHONE, height: 390, seenHeight: 390, isLying: true };
  for (const isFull of [true, false]) {
    expect(sheetPlace(lying, isFull)).toEqual({ top: 0, bottom: 0, isOverBar: false, fillsHeight: true });
    expect(sheetPlace({ ...lying, seenTop: 20, seenHeight: 190 }, isFull)).toMatchObject({
      top: 20,
      bottom: 180,
    });
  }
});

test('what is typed stays above the keyboard, in all that is left of the screen', () => {
  const typing = { ...PHONE, seenTop: 40, seenHeight: 460 };
  for (const isFull of [true, false])
    expect(sheetPlace(typing, isFull)).toEqual({ top: 40, bottom: 344, isOverBar: true, fillsHeight: true });
});

test('in a low window it keeps below the bar while that leaves it room, and else lies over it', () => {
  const low = { isLying: false, height: 360, seenTop: 0, seenHeight: 360, barBottom: 160, toldBottom: 0 };
  for (const isFull of [true, false])
    expect(sheetPlace(low, isFull)).toMatchObject({ top: isFull ? 160 : 198, isOverBar: false });
  const lowest = { isLying: false, height: 256, seenTop: 0, seenHeight: 256, barBottom: 190, toldBottom: 0 };
  for (const isFull of [true, false])
    expect(sheetPlace(lowest, isFull)).toMatchObject({ top: 96, bottom: 0, isOverBar: true });
});

test('what is told in passing lies over the bar, and never over what is typed or pressed in the sheet', () => {
  expect(sheetPlace({ ...PHONE, toldBottom: 80 }, true)).toMatchObject({ top: 120, isOverBar: false });
  expect(sheetPlace({ ...PHONE, toldBottom: 200 }, true)).toMatchObject({ top: 200, isOverBar: false });
  const typing = { ...PHONE, seenHeight: 460, toldBottom: 84 };
  expect(sheetPlace(typing, true)).toMatchObject({ top: 84, bottom: 384, isOverBar: true });
  // The field and its button are seen whatever is told.
  expect(sheetPlace({ ...typing, toldBottom: 400 }, true).top).toBe(300);
});
