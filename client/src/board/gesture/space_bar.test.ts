import { expect, test } from 'vitest';
import type { Command } from './keys';
import { SpaceBar } from './space_bar';

const SPACE: Command = { do: 'writeSpace' };
const TOGGLE: Command = { do: 'toggle' };

function bar() {
  const done: Command['do'][] = [];
  const held: boolean[] = [];
  const space = new SpaceBar(
    (command) => done.push(command.do),
    (on) => held.push(on),
  );
  return { space, done, held };
}

test('a tap does what the key says, once it is let go', () => {
  const { space, done, held } = bar();
  space.down(TOGGLE);
  expect([space.isHeld(), done]).toEqual([true, []]);
  space.up(true);
  expect([space.isHeld(), done, held]).toEqual([false, ['toggle'], [true, false]]);
});

test('whoever moves the board with it does nothing else by it', () => {
  const { space, done } = bar();
  space.down(TOGGLE);
  space.beforePress();
  space.up(true);
  expect(done).toEqual([]);
});

test('let go elsewhere it does nothing', () => {
  const { space, done } = bar();
  space.down(TOGGLE);
  space.up(false);
  expect(done).toEqual([]);
});

test('quick fingers get their space before the next letter, and only one', () => {
  const { space, done } = bar();
  space.down(SPACE);
  space.beforeKey();
  space.beforeKey();
  space.up(true);
  expect(done).toEqual(['writeSpace']);
});

test('the next key waits for no other meaning of the space bar', () => {
  const { space, done } = bar();
  space.down(TOGGLE);
  space.beforeKey();
  expect(done).toEqual([]);
  space.up(true);
  expect(done).toEqual(['toggle']);
});
