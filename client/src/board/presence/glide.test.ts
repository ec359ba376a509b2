import { expect, test } from 'vitest';
import { Glide } from './glide';

test('a glide goes evenly to each sample and rests there', () => {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  glide.aim({ x: 100, y: 0 }, 1_000);
  const half = glide.at(1_090).x;
  expect(half).toBeGreaterThan(30);
  expect(half).toBeLessThan(70);
  expect(glide.at(1_500)).toEqual({ x: 100, y: 0 });
  expect(glide.rests(1_500)).toBe(true);
});

test('a new sample goes on from where it was, without a jump', () => {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  glide.aim({ x: 100, y: 0 }, 50);
  const before = glide.at(75);
  glide.aim({ x: 100, y: 80 }, 75);
  expect(glide.at(75)).toEqual(before);
});

test('the same sample again does not slow it down', () => {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  glide.aim({ x: 100, y: 0 }, 50);
  const alone = glide.at(90).x;
  glide.aim({ x: 100, y: 0 }, 80);
  expect(glide.at(90).x).toBe(alone);
});
