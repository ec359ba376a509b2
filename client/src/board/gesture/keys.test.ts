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
  typing: false,
  letters: true,
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
  expect(commandFor(key('f'), { ...reading, anySelected: false })).toEqual({ do: 'fitAll' });
  // Which makes none, and says why.
  expect(commandFor(key('n'), { ...reading, anySelected: false })).toEqual({ do: 'new' });
  expect(commandFor(key('Enter'), { ...reading, onItem: true })).toEqual({ do: 'open' });
  for (const change of ['F2', 'Delete', '1']) {
    expect(commandFor(key(change), { ...reading, anySelected: false, onItem: true })).toBeNull();
  }
  expect(commandFor(key('n'), { ...reading, typing: true })).toBeNull();
  for (const change of ['z', 'y', 'd', 'g', 'm', 'Enter']) {
    expect(commandFor(key(change, { control: true }), reading)).toBeNull();
  }
});

test('what is typed while one note or cluster is selected is written in it, whatever it is elsewhere', () => {
  const selected = situation({ anySelected: true, typing: true });
  for (const typed of ['n', 'L', 'g', '1', '+', '?', 'ä', 'я', '漢', '🙂']) {
    expect(commandFor(key(typed), selected)).toEqual({ do: 'write' });
  }
  expect(commandFor(key(' '), selected)).toEqual({ do: 'writeSpace' });
  expect(commandFor(key(' ', { control: true }), selected)).toEqual({ do: 'toggle' });
  // What the input method has taken, and what begins an accent, reaches the field that waits.
  for (const taken of ['Process', 'Dead', 'Shift']) expect(commandFor(key(taken), selected)).toBeNull();
  expect(commandFor(key('Backspace'), selected)).toEqual({ do: 'delete' });
  expect(commandFor(key('g', { control: true }), selected)).toEqual({ do: 'group' });
});

test('while several are selected letters are neither commands nor written anywhere', () => {
  const several = situation({ anySelected: true });
  for (const typed of ['n', 'l', 'g', 'b', 'c', 'm', 't', 'T', '1', '+', '?']) {
    expect(commandFor(key(typed), several)).toBeNull();
  }
});

test('who switches single letters off is left alone by all of them, and keeps the rest', () => {
  const off = situation({ letters: false });
  for (const typed of ['n', 'v', 'l', 'f', 'T', '1', '+', '-', '0', '?']) {
    expect(commandFor(key(typed, { shift: typed === 'T' }), off)).toBeNull();
  }
  expect(commandFor(key('Enter'), off)).toEqual({ do: 'edit' });
  expect(commandFor(key('a', { control: true }), off)).toEqual({ do: 'selectAll' });
  expect(commandFor(key('a'), situation({ letters: false, typing: true }))).toEqual({ do: 'write' });
});

test('digits are the colours of new notes while nothing is selected', () => {
  expect(commandFor(key('1'), situation())).toEqual({ do: 'color', color: 'yellow' });
  expect(commandFor(key('8'), situation())).toEqual({ do: 'color', color: 'white' });
  expect(commandFor(key('9'), situation())).toBeNull();
});

test('what is done to a selection is a chord or in the menu', () => {
  const selected = situation({ anySelected: true });
  const control = { control: true };
  const both = { control: true, shift: true };
  expect(commandFor(key('g', control), selected)).toEqual({ do: 'group' });
  expect(commandFor(key('G', both), selected)).toEqual({ do: 'ungroup' });
  expect(commandFor(key('d', control), selected)).toEqual({ do: 'duplicate' });
  expect(commandFor(key('m', control), selected)).toEqual({ do: 'moveTo' });
  expect(commandFor(key('Enter', control), selected)).toEqual({ do: 'fold' });
  expect(commandFor(key('ArrowUp', both), selected)).toEqual({ do: 'raise' });
  expect(commandFor(key('ContextMenu'), selected)).toEqual({ do: 'menu' });
  expect(commandFor(key('F10', { shift: true }), selected)).toEqual({ do: 'menu' });
  expect(commandFor(key('F10'), selected)).toBeNull();
});
