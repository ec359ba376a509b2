import { expect, test } from 'vitest';
import { randomFrom } from '../document/board_for_tests';
import { holds, type Rect } from '../document/point';
import { headOf, pathOf, routeBetween } from './route';

const square = (x: number, y: number): Rect => ({ x, y, width: 192, height: 192 });

// The same as in harvest/picture/arrow.rs.
test('a connector is straight between what faces each other, and curved between what does not', () => {
  const beside = routeBetween(square(0, 0), square(400, 40));
  expect(beside).toMatchObject({ from: { x: 196, y: 116 }, to: { x: 396, y: 116 }, out: { y: 116 } });
  const below = routeBetween(square(0, 0), square(300, 600));
  expect(below).toMatchObject({ from: { x: 168, y: 196 }, to: { x: 324, y: 596 }, out: { x: 168 } });
  expect(routeBetween(square(0, 0), square(10, 10))).toBeNull();
});

test('its head points where it ends', () => {
  const route = routeBetween(square(0, 0), square(-400, 0));
  expect(route && headOf(route)).toEqual([
    { x: -188, y: 89 },
    { x: -204, y: 96 },
    { x: -188, y: 103 },
  ]);
});

test('wherever two notes lie, it leads from the edge of the one to the edge of the other and lies on neither', () => {
  let routes = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = randomFrom(seed);
    const rect = (): Rect => ({
      x: random(1500) - 700,
      y: random(1500) - 700,
      width: 40 + random(400),
      height: 40 + random(400),
    });
    const [a, b] = [rect(), rect()];
    const route = routeBetween(a, b);
    if (route === null) continue;
    routes += 1;
    const near = ({ x, y, width, height }: Rect): Rect => ({
      x: x - 4.5,
      y: y - 4.5,
      width: width + 9,
      height: height + 9,
    });
    expect([holds(near(a), route.from), holds(near(b), route.to)]).toEqual([true, true]);
    const path = pathOf(route);
    for (let point = 0; point < path.length; point += 2) {
      const at = { x: path[point] ?? 0, y: path[point + 1] ?? 0 };
      expect([holds(a, at), holds(b, at)]).toEqual([false, false]);
    }
  }
  expect(routes).toBeGreaterThan(200);
});
