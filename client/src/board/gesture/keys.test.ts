import { expect, test } from 'vitest';
import { commandFor, type Key, type Situation } from './keys';

const key = (name: string, held: Partial<Key> = {}): Key => ({
  key: name,
  shift: false,
  control: false,
  alt: false,
  ...held,
});
const situation = (over: Partial<Situation> = {}): Situation => ({
  onItem: true,
  anySelected: false,
  editable: true,
  ...over,
});

test('arrows walk while nothing is selected, and move what is selected', () => {
  expect(commandFor(key('ArrowLeft'), situation())).toEqual({ do: 'walk', direction: 'left' });
  const selected = situation({ anySelected: true });
  expect(commandFor(key('ArrowLeft'), selected)).toEqual({ do: 'nudge', dx: -8, dy: 0 });
  expect(commandFor(key('ArrowDown', { shift: true }), selected)).toEqual({ do: 'nudge', dx: 0, dy: 48 });
  expect(commandFor(key('ArrowDown', { alt: true }), selected)).toEqual({ do: 'walk', direction: 'down' });
});

test('Tab is never taken, so that nobody is caught on the board', () => {
  expect(commandFor(key('Tab'), situation())).toBeNull();
  expect(commandFor(key('Tab', { shift: true }), situation({ anySelected: true }))).toBeNull();
});

test("the browser's own zoom and search stay the browser's", () => {
  for (const name of ['+', '-', '0', 'f', 'n', 'r']) {
    expect(commandFor(key(name, { control: true }), situation())).toBeNull();
  }
});

test('those who only read can walk, select and look, and change nothing', () => {
  const reading = situation({ anySelected: true, editable: false });
  expect(commandFor(key('ArrowUp'), reading)).toEqual({ do: 'walk', direction: 'up' });
  expect(commandFor(key(' '), reading)).toEqual({ do: 'toggle' });
  expect(commandFor(key('f'), reading)).toEqual({ do: 'fitAll' });
  for (const change of ['n', 'Enter', 'Delete', '1', 'b', 'g', 'm', 'c', 't'])
    expect(commandFor(key(change), reading)).toBeNull();
  for (const change of ['z', 'y', 'd']) {
    expect(commandFor(key(change, { control: true }), reading)).toBeNull();
  }
});

test('eight digits are eight colours', () => {
  expect(commandFor(key('1'), situation())).toEqual({ do: 'paint', color: 'yellow' });
  expect(commandFor(key('8'), situation())).toEqual({ do: 'paint', color: 'white' });
  expect(commandFor(key('9'), situation())).toBeNull();
});

test('G groups and Shift+G ungroups, T tidies one cluster and Shift+T all of them', () => {
  const shift = { shift: true };
  expect(commandFor(key('g'), situation())).toEqual({ do: 'group' });
  expect(commandFor(key('G', shift), situation())).toEqual({ do: 'ungroup' });
  expect(commandFor(key('t'), situation())).toEqual({ do: 'tidy' });
  expect(commandFor(key('T', shift), situation())).toEqual({ do: 'arrangeAll' });
  expect(commandFor(key('c'), situation())).toEqual({ do: 'fold' });
  expect(commandFor(key('m'), situation())).toEqual({ do: 'moveTo' });
});
