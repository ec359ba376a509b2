import { expect, test } from 'vitest';
import { asHtml, asText, readClipboard } from './clipboard';
import type { Note } from './note';

const KEY = 'k1WIrX9dZGpBBtRBxD2LNA';
const note = (text: string, x: number, y: number, id = text): Note => ({
  id,
  text,
  x,
  y,
  width: 192,
  height: 192,
  z: 0,
  color: 'teal',
  size: 'm' as const,
  locked: false,
  cluster: null,
  by: null,
  under: null,
  fontPx: 18,
});
const MAX = 2_000;

test('copied notes come back with text, colour and the places they had to each other', () => {
  const html = asHtml([note('b "quoted" <b>', 310, 100), note('a\nb & 🧺', 100, 100, KEY)]);
  expect(readClipboard(html, '', MAX)).toEqual({
    kind: 'notes',
    notes: [
      { id: KEY, text: 'a\nb & 🧺', x: 0, y: 0, color: 'teal', size: 'm' },
      { id: 'b "quoted" <b>', text: 'b "quoted" <b>', x: 210, y: 0, color: 'teal', size: 'm' },
    ],
  });
});

test('other programs get plain text, and HTML in which nothing can run', () => {
  const evil = note('<img src=x onerror=alert(1)>', 0, 0);
  expect(asHtml([evil])).not.toContain('<img');
  expect(asText([note('two', 300, 0), note('one', 0, 0)])).toBe('one\ntwo');
});

test('every line of a text is a note, without empty ones and bullets', () => {
  expect(readClipboard('<p>x</p>', ' one \r\n\n- two\n2. three\n2 four', MAX)).toEqual({
    kind: 'lines',
    texts: ['one', 'two', 'three', '2 four'],
  });
  expect(readClipboard('', ' \n ', MAX)).toEqual({ kind: 'nothing' });
});

test('too much is refused as a whole', () => {
  expect(readClipboard('', `ok\n${'x'.repeat(MAX + 1)}`, MAX).kind).toBe('tooLong');
  expect(readClipboard('', '🧺'.repeat(MAX), MAX).kind).toBe('lines');
  expect(readClipboard('', 'x\n'.repeat(501), MAX).kind).toBe('tooMany');
});

test('senseless notes on a clipboard are left out', () => {
  const html = (value: unknown) => `<div data-picnic-notes="${encodeURIComponent(JSON.stringify(value))}">`;
  expect(
    readClipboard(
      html([1, null, {}, { id: '__proto__', text: 'ok', at: [null, 'x'], color: 'mauve', size: 'xl' }]),
      '',
      MAX,
    ),
  ).toEqual({
    kind: 'notes',
    notes: [{ id: '__proto__', text: 'ok', x: 0, y: 0, color: null, size: 'm' }],
  });
  expect(readClipboard('<div data-picnic-notes="%E0%A4%A">', 'line', MAX).kind).toBe('lines');
});
