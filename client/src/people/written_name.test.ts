import { expect, test } from 'vitest';
import { messages } from '../messages/messages';
import { NAME_CHARS_MAX } from '../protocol/session';
import { nameOrRefuse } from './written_name';

test('a name stands on one line, and is none where only hidden characters are written', () => {
  expect(nameOrRefuse('  Aino\tMaria \u202e')).toBe('Aino Maria');
  for (const hidden of ['', '  ', '\u200b', '\u202e\u2066\u3164']) expect(nameOrRefuse(hidden)).toBe('');
});

test('a name over the limit is refused whole with a word, its characters counted and not their parts', () => {
  expect(nameOrRefuse('🧺'.repeat(NAME_CHARS_MAX))).toBe('🧺'.repeat(NAME_CHARS_MAX));
  expect(messages()).toEqual([]);
  expect(nameOrRefuse('å'.repeat(NAME_CHARS_MAX + 1))).toBeNull();
  expect(messages()).toHaveLength(1);
});
