import { expect, test } from 'vitest';
import { areSeatsSmall, blanketOn, seatsAround, withinBlanket } from './seats';

const STAGE = { x: 48, y: 56, width: 1232, height: 664 };

test('people sit around all four sides, as far from each other', () => {
  const blanket = { x: 0, y: 0, width: 1000, height: 500 };
  const seats = seatsAround(12, blanket);
  const on = (side: string) => seats.filter((seat) => seat.side === side).length;
  expect([on('top'), on('right'), on('bottom'), on('left')]).toEqual([4, 2, 4, 2]);
  expect(seats[0]).toEqual({ x: 125, y: 0, side: 'top' });
  expect(new Set(seats.map(({ x, y }) => `${x} ${y}`)).size).toBe(12);
  expect(seatsAround(0, blanket)).toEqual([]);
});

test('the blanket lies within the stage, and notes within the blanket', () => {
  for (const isSmall of [false, true]) {
    const blanket = blanketOn(STAGE, isSmall);
    if (blanket === null) throw new Error('there is room for one');
    const notes = withinBlanket(blanket);
    expect(blanket.x).toBeGreaterThan(STAGE.x);
    expect(blanket.y + blanket.height).toBeLessThan(STAGE.y + STAGE.height);
    expect(notes.width).toBeLessThan(blanket.width);
  }
  expect(blanketOn({ ...STAGE, height: 200 }, true)).toBeNull();
});

test('many people, and people on a phone, have small seats', () => {
  expect([areSeatsSmall(12, STAGE), areSeatsSmall(17, STAGE)]).toEqual([false, true]);
  expect(areSeatsSmall(3, { x: 0, y: 52, width: 390, height: 700 })).toBe(true);
});
