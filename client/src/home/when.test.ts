import { expect, test } from 'vitest';
import { whenIn } from './when';

const NOON = new Date(2026, 10, 12, 12, 0).getTime();
const at = (hours: number, minutes: number) => new Date(2026, 10, 12, hours, minutes).getTime();

test('the same day has the time as its language writes it', () => {
  expect(whenIn(at(9, 5), NOON, 'fi')).toEqual({ time: '9.05' });
  expect(whenIn(at(9, 5), NOON, 'sv')).toEqual({ time: '09.05' });
  expect(whenIn(at(9, 5), NOON, 'en')).toEqual({ time: '09:05' });
});

test('another day has its weekday, and the day before the month in every language', () => {
  const later = new Date(2026, 10, 14, 0, 1).getTime();
  expect(whenIn(NOON, later, 'fi')).toEqual({ date: 'to 12.11.2026' });
  expect(whenIn(NOON, later, 'sv')).toEqual({ date: 'tors 12.11.2026' });
  expect(whenIn(NOON, later, 'en')).toEqual({ date: 'Thu 12.11.2026' });
});
