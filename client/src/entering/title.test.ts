import { expect, test } from 'vitest';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { titleVerdict } from './title';

test('a title stands on one line', () => {
  expect(titleVerdict('  How we\n welcome  newcomers ')).toEqual({
    ok: true,
    title: 'How we welcome newcomers',
  });
});

test('a title may be empty', () => {
  expect(titleVerdict(' \n')).toEqual({ ok: true, title: '' });
});

test('a title at the limit is taken and one over it is refused whole', () => {
  expect(titleVerdict('å'.repeat(TITLE_CHARS_MAX))).toMatchObject({ ok: true });
  expect(titleVerdict('å'.repeat(TITLE_CHARS_MAX + 1))).toEqual({ ok: false, chars: TITLE_CHARS_MAX + 1 });
});

test('characters outside the basic plane count as one', () => {
  expect(titleVerdict('🧺'.repeat(TITLE_CHARS_MAX))).toMatchObject({ ok: true });
});
