import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { storageInMemory } from '../storage_in_memory';
import { createHalfWritten } from './half_written';
import { wordsInStorage } from './in_storage';
import { HALF_WRITTEN_CHARS_MAX, HALF_WRITTEN_MAX } from './limits';
import type { Purpose } from './words';

const DRAFT: Purpose = { kind: 'draft', who: 'aino', of: '' };
const COMMENT: Purpose = { kind: 'comment', who: 'aino', of: 'note' };

let stored: Map<string, string>;
interface Change {
  key: string | null;
  oldValue?: string | null;
  newValue?: string | null;
}

let listeners: Set<(event: Change) => void>;

beforeEach(() => {
  stored = new Map();
  listeners = new Set();
  vi.stubGlobal('localStorage', storageInMemory(stored));
  vi.stubGlobal('addEventListener', (_: string, hear: (event: Change) => void) => listeners.add(hear));
  vi.stubGlobal('removeEventListener', (_: string, hear: (event: Change) => void) => listeners.delete(hear));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

let count = 0;

/** A page of somebody in a room. */
function page(who = 'aino', room = 'room') {
  count += 1;
  return createHalfWritten({
    me: who,
    storage: wordsInStorage(room, who, `page-${count}`),
    nowMs: () => ++count,
    newId: () => `id-${++count}`,
  });
}

/** What other tabs hear of a change, as the browser tells them. */
function othersHear(): void {
  for (const hear of listeners) hear({ key: null });
}

/** The same, with each tab hearing of one change of the storage before the next: it is another process. */
function stepByStep(deed: () => void): void {
  const step = (change: (key: string, value?: string) => unknown) => (key: string, value?: string) => {
    inTab(() => change(key, value));
    return true;
  };
  const { setItem, removeItem } = localStorage;
  vi.stubGlobal('localStorage', {
    ...localStorage,
    get length() {
      return stored.size;
    },
    setItem: step((key, value) => setItem(key, value ?? '')),
    removeItem: step((key) => removeItem(key)),
  });
  deed();
}

/** Does something in one tab, of which all hear what it did to the browser's storage. */
function inTab(deed: () => void): void {
  const before = new Map(stored);
  deed();
  for (const key of new Set([...before.keys(), ...stored.keys()])) {
    const change = { key, oldValue: before.get(key) ?? null, newValue: stored.get(key) ?? null };
    if (change.oldValue !== change.newValue) for (const hear of listeners) hear(change);
  }
}

describe('half-written words', () => {
  test('outlive their page', () => {
    page().write(DRAFT, { text: 'half a tho' }, '');
    expect(page().of(DRAFT)).toEqual({ text: 'half a tho' });
  });

  test('are never shown to another person of the same browser, nor in another room', () => {
    page().write(DRAFT, { text: 'half a tho' }, '');
    for (const other of [page('matti'), page('aino', 'elsewhere')]) {
      expect([other.of(DRAFT), other.unseen()]).toEqual([null, []]);
    }
  });

  test('leave the browser once they are sent, emptied or thrown away', () => {
    const here = page();
    here.write(DRAFT, { text: 'one' }, '');
    here.clear(DRAFT);
    expect([...stored.values()]).toEqual([]);
    here.write(DRAFT, { text: 'two' }, '');
    here.discard(here.unseen()[0]?.id ?? '');
    expect([...stored.values()]).toEqual([]);
  });

  test('of a page that was closed leave the browser as well, once they were written on and sent', () => {
    page().write(DRAFT, { text: 'half' }, '');
    const here = page();
    here.write(DRAFT, { text: 'half a thought' }, '');
    here.clear(DRAFT);
    expect([[...stored.values()], here.of(DRAFT)]).toEqual([[], null]);
  });

  test('of a page that was closed leave the browser when they are sent as they were', () => {
    page().write(DRAFT, { text: 'half' }, '');
    page().clear(DRAFT);
    expect([...stored.values()]).toEqual([]);
  });

  test('thrown away can be had back', () => {
    const here = page();
    here.write(DRAFT, { text: 'one' }, '');
    const back = here.discard(here.unseen()[0]?.id ?? '');
    expect(here.of(DRAFT)).toBeNull();
    back();
    expect([here.of(DRAFT), page().of(DRAFT)]).toEqual([{ text: 'one' }, { text: 'one' }]);
  });

  test('are told of where no field shows them', () => {
    const here = page();
    here.write(DRAFT, { text: 'one' }, '');
    here.write(COMMENT, { text: 'two' }, 'apple');
    const hide = here.show(COMMENT);
    expect(here.unseen().map(({ words }) => words.text)).toEqual(['one']);
    hide();
    expect(here.unseen().map(({ about }) => about)).toEqual(['', 'apple']);
  });

  test('that were refused come back into their field, and beside it where something else is written by now', () => {
    const here = page();
    here.show(DRAFT);
    here.putBack(DRAFT, { text: 'refused' }, '');
    expect([here.of(DRAFT), here.unseen()]).toEqual([{ text: 'refused' }, []]);
    here.write(DRAFT, { text: 'the next' }, '');
    here.putBack(DRAFT, { text: 'refused' }, '');
    expect(here.of(DRAFT)).toEqual({ text: 'the next' });
    expect(here.unseen().map(({ words }) => words.text)).toEqual(['refused']);
    here.clear(DRAFT);
    expect(here.unseen().map(({ words }) => words.text)).toEqual(['refused']);
  });

  test('of two tabs do not overwrite each other', () => {
    const one = page();
    const other = page();
    one.write(DRAFT, { text: 'in the one' }, '');
    othersHear();
    other.write(COMMENT, { text: 'a comment' }, 'apple');
    one.write(DRAFT, { text: 'in the one, and on' }, '');
    othersHear();
    expect([other.of(DRAFT), one.of(COMMENT)]).toEqual([
      { text: 'in the one, and on' },
      { text: 'a comment' },
    ]);
    // Written on in the other tab, they are its own; the first keeps what it holds.
    other.write(DRAFT, { text: 'taken over' }, '');
    othersHear();
    expect(one.of(DRAFT)).toEqual({ text: 'in the one, and on' });
    one.clear(DRAFT);
    expect(page().of(DRAFT)).toEqual({ text: 'taken over' });
  });

  test('sent, written on or thrown away in one tab do not come back from the other', () => {
    const one = page();
    one.write(DRAFT, { text: 'half' }, '');
    one.write(COMMENT, { text: 'a comment' }, 'apple');
    const other = page();
    inTab(() => other.clear(DRAFT));
    expect([one.of(DRAFT), one.of(COMMENT)]).toEqual([null, { text: 'a comment' }]);
    inTab(() => other.write(COMMENT, { text: 'a comment, and on' }, 'apple'));
    inTab(() => other.clear(COMMENT));
    inTab(() => one.write(DRAFT, { text: 'new' }, ''));
    expect([one.of(COMMENT), page().of(COMMENT)]).toEqual([null, null]);
    // A room that is taken off the list in another tab takes no words from under their writer.
    inTab(() => {
      for (const [key] of stored) stored.set(key, 'null');
    });
    inTab(() => stored.clear());
    expect(one.of(DRAFT)).toEqual({ text: 'new' });
    // What the browser had no room for was never there to be taken away.
    one.write(COMMENT, { text: 'x'.repeat(HALF_WRITTEN_CHARS_MAX + 1) }, 'apple');
    inTab(() => other.clear(DRAFT));
    expect(one.of(COMMENT)?.text).toHaveLength(HALF_WRITTEN_CHARS_MAX + 1);
  });

  test('are in the list of each tab at every moment while they are written on in one after the other', () => {
    const [one, other] = [page(), page()];
    inTab(() => one.write(COMMENT, { text: 'a' }, ''));
    const id = one.unseen()[0]?.id ?? '';
    const seen: string[] = [];
    listeners.add(() =>
      seen.push(
        ...[one, other].map((at) =>
          at
            .unseen()
            .map(({ words }) => words.text)
            .join(),
        ),
      ),
    );
    stepByStep(() => other.rewrite(id, { text: 'ab' }));
    stepByStep(() => one.rewrite(id, { text: 'abc' }));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain('');
    expect([one.unseen(), other.unseen()].map((all) => all.map((half) => half.words.text))).toEqual([
      ['abc'],
      ['abc'],
    ]);
  });

  test('of another tab are not in a field whose own were just sent, until it stands anew', () => {
    const other = page();
    other.write(DRAFT, { text: 'in the other' }, '');
    const here = page();
    let hide = here.show(DRAFT);
    here.putBack(DRAFT, { text: 'refused' }, '');
    here.write(DRAFT, { text: 'here' }, '');
    other.write(DRAFT, { text: 'in the other, and on' }, '');
    othersHear();
    here.clear(DRAFT);
    expect(here.of(DRAFT)).toBeNull();
    expect(here.unseen().map(({ words }) => words.text)).toContain('in the other, and on');
    hide();
    hide = here.show(DRAFT);
    expect(here.of(DRAFT)).toEqual({ text: 'in the other, and on' });
    hide();
  });

  test('last as long as the page where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', undefined);
    const here = page();
    here.write(DRAFT, { text: 'half a tho' }, '');
    expect([here.of(DRAFT), page().of(DRAFT)]).toEqual([{ text: 'half a tho' }, null]);
  });

  test('are not lost when the browser is full, and it is known that they are in this page alone', () => {
    const here = page();
    here.write(DRAFT, { text: 'half' }, '');
    here.write(COMMENT, { text: 'of a comment' }, '');
    let isFull = true;
    vi.stubGlobal('localStorage', {
      ...localStorage,
      length: stored.size,
      setItem(key: string, value: string) {
        if (isFull) throw new DOMException('full', 'QuotaExceededError');
        stored.set(key, value);
      },
    });
    here.write(DRAFT, { text: 'half a thought' }, '');
    expect([here.of(DRAFT), here.of(COMMENT), here.isKept()]).toEqual([
      { text: 'half a thought' },
      { text: 'of a comment' },
      false,
    ]);
    const next = page();
    expect([next.of(DRAFT), next.of(COMMENT)]).toEqual([{ text: 'half' }, { text: 'of a comment' }]);
    isFull = false;
    here.write(DRAFT, { text: 'half a thought more' }, '');
    expect([here.isKept(), page().of(DRAFT)]).toEqual([true, { text: 'half a thought more' }]);
  });

  test('are not lost when there are more than are kept', () => {
    const here = page();
    for (let note = 0; note <= HALF_WRITTEN_MAX; note += 1) {
      here.write({ ...COMMENT, of: `note-${note}` }, { text: 'x' }, '');
    }
    expect([here.unseen().length, here.isKept()]).toEqual([HALF_WRITTEN_MAX + 1, false]);
  });

  test('are bounded in the browser, and what is too long lasts as long as the page', () => {
    const here = page();
    here.write(COMMENT, { text: 'short' }, '');
    here.write(DRAFT, { text: 'x'.repeat(HALF_WRITTEN_CHARS_MAX + 1) }, '');
    expect(here.of(DRAFT)?.text).toHaveLength(HALF_WRITTEN_CHARS_MAX + 1);
    const next = page();
    expect([next.of(DRAFT), next.of(COMMENT)]).toEqual([null, { text: 'short' }]);
    for (let note = 0; note <= HALF_WRITTEN_MAX; note += 1) {
      here.write({ ...COMMENT, of: `note-${note}` }, { text: 'x' }, '');
    }
    expect(page().unseen()).toHaveLength(HALF_WRITTEN_MAX);
  });

  test('that somebody else wrote into the browser’s storage are left out unless they look like ours', () => {
    stored.set('picnic.half.room.aino.odd', '[null,{"id":1},{"kind":"__proto__"}]');
    stored.set('picnic.half.room.aino.odder', '{"a":');
    expect(page().unseen()).toEqual([]);
  });
});
