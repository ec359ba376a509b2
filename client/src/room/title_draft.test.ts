import { createRoot, createSignal } from 'solid-js';
import { expect, test } from 'vitest';
import type { Purpose, Words } from '../half_written/words';
import { TITLE_CHARS_MAX } from '../protocol/session';
import { createTitleDraft } from './title_draft';

const TITLE: Purpose = { kind: 'title', who: 'eva', of: '' };

/** A room called Lunch; `kept` is what an earlier page left in the field. */
function titling(kept: Words | null = null) {
  return createRoot(() => {
    const [words, setWords] = createSignal(kept);
    const [title, setTitle] = createSignal('Lunch');
    const [editable, setEditable] = createSignal(true);
    const given: string[] = [];
    const room = {
      title,
      editable,
      retitle(next: string) {
        given.push(next);
        setTitle(next);
      },
    };
    const store = {
      of: () => words(),
      write: (_: Purpose, next: Words) => void setWords(() => next),
      clear: () => void setWords(null),
    };
    const draft = createTitleDraft(room, store, TITLE);
    const field = { value: draft.shown() };
    const types = (text: string) => {
      field.value = text;
      draft.type(text);
    };
    return { draft, field, types, words, given, setTitle, setEditable };
  });
}

test('what is typed is kept until the field is left, and is the room’s title then', () => {
  const { draft, field, types, words, given } = titling();
  draft.enter();
  types('Summer  party');
  expect([words(), draft.isWaiting(), draft.isBegun()]).toEqual([
    { title: 'Summer  party', base: 'Lunch' },
    false,
    true,
  ]);
  expect(draft.leave(field)).toEqual({ do: 'save', title: 'Summer party' });
  expect([given, field.value, words(), draft.isBegun()]).toEqual([
    ['Summer party'],
    'Summer party',
    null,
    false,
  ]);
});

test('whoever only looks in changes nothing, and what an earlier page left is saved when asked for alone', () => {
  const { draft, field, given } = titling({ title: 'Summer party', base: 'Lunch' });
  expect([field.value, draft.isWaiting()]).toEqual(['Summer party', true]);
  draft.enter();
  expect([draft.leave(field), given]).toEqual([null, []]);
  draft.save(field);
  expect([given, draft.isWaiting()]).toEqual([['Summer party'], false]);
});

test('what waits goes on waiting in sight while it is written on', () => {
  const { draft, types } = titling({ title: 'Summer p', base: 'Lunch' });
  draft.enter();
  types('Summer part');
  expect(draft.isWaiting()).toBe(true);
});

test('a title that came meanwhile is told of before it is undone, and the words are kept as long', () => {
  const { draft, field, types, words, given, setTitle } = titling();
  draft.enter();
  types('Summer party');
  setTitle('Dinner');
  expect(draft.leave(field)).toMatchObject({ do: 'ask', why: 'overtaken' });
  expect([words(), draft.isWaiting(), given]).toEqual([{ title: 'Summer party', base: 'Dinner' }, true, []]);
  draft.save(field);
  expect(given).toEqual(['Summer party']);
});

test('an emptied field leaves the title that came meanwhile', () => {
  const { draft, field, types, words, setTitle } = titling();
  draft.enter();
  types('');
  expect([words(), draft.isBegun()]).toEqual([null, true]);
  setTitle('Dinner');
  expect([draft.leave(field), field.value]).toEqual([{ do: 'leave' }, 'Dinner']);
});

test('what is typed back is forgotten, and the field follows the room', () => {
  const { draft, types, words, setTitle } = titling();
  draft.enter();
  types('Lunc');
  types('Lunch');
  setTitle('Dinner');
  expect([words(), draft.isBegun(), draft.shown()]).toEqual([null, false, 'Dinner']);
});

test('a board that is locked under the writer lets the words wait', () => {
  const { draft, field, types, words, given, setEditable } = titling();
  draft.enter();
  types('Summer party');
  setEditable(false);
  expect([draft.leave(field), words()?.title, given]).toEqual([null, 'Summer party', []]);
});

test('what cannot be a title is said to be none until it is put back', () => {
  const { draft, field, types, words } = titling();
  draft.enter();
  types('å'.repeat(TITLE_CHARS_MAX + 1));
  expect([draft.leave(field)?.do, draft.invalid()]).toEqual(['refuse', true]);
  draft.putBack(field);
  expect([field.value, draft.invalid(), words(), draft.leave(field)]).toEqual(['Lunch', false, null, null]);
});
