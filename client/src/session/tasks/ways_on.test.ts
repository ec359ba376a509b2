import { describe, expect, test } from 'vitest';
import type { HalfWritten } from '../../half_written/words';
import { NOTE_CHARS_MAX, type Rights, type Role } from '../../protocol/session';
import { draft, journeyOf, ME, person, phase, stateOf, WHOLE } from '../session_for_tests';
import { type At, fieldsOf, textOf, wayOn, withWord, wordIn } from './ways_on';
import { listedFor, ofWhom } from './whose';

const half = (some: Partial<HalfWritten>): HalfWritten => ({
  id: 'half',
  kind: 'draft',
  who: ME,
  of: '',
  words: { text: 'half a tho', color: 'blue', section: '' },
  about: '',
  aside: false,
  atMs: 1,
  ...some,
});

const at = (some: Partial<At> = {}): At => ({
  role: 'participant',
  state: stateOf(WHOLE),
  who: ME,
  hasNote: () => true,
  textOf: () => null,
  mayChange: () => true,
  mayAdd: () => true,
  areas: () => [{ id: 'ideas' }, { id: 'stands' }],
  newId: () => 'new',
  ...some,
});

describe('words whose field is gone', () => {
  test('of a note go into the basket in any phase, as a new note or in place of what that one said', () => {
    expect(wayOn(half({}), at())).toEqual({
      to: 'basket',
      draft: { id: 'new', text: 'half a tho', color: 'blue', section: null, held: false },
    });
    const state = stateOf(WHOLE, { own: [{ who: ME, drafts: [draft('a', 'before')], order: ['a'] }] });
    expect(wayOn(half({ of: 'a' }), at({ state }))).toMatchObject({
      to: 'basket',
      draft: { id: 'a', text: 'half a tho' },
    });
  });

  test('can only be read and copied by a viewer, by others than their writer, and where they do not fit', () => {
    const long = half({ words: { text: 'x'.repeat(NOTE_CHARS_MAX + 1) } });
    expect([
      wayOn(half({}), at({ role: 'viewer' })),
      wayOn(half({ who: 'proxy' }), at()),
      wayOn(long, at()),
      wayOn(half({ kind: 'answer' }), at()),
    ]).toEqual([null, null, null, null]);
  });

  test('of a comment lead back to their note while it is there and comments are open', () => {
    const taste = stateOf(WHOLE, {
      plan: [phase('taste', { kind: 'taste', comments: true })],
      journey: journeyOf({ current: 'taste', startedMs: 1 }),
    });
    const comment = half({ kind: 'comment', of: 'n', words: { text: 'nice' } });
    expect([
      wayOn(comment, at({ state: taste })),
      wayOn(comment, at({ state: taste, hasNote: () => false })),
      wayOn(comment, at()),
    ]).toEqual([{ to: 'note', note: 'n' }, null, null]);
  });

  test('that came too late for the board go onto it once that may be, and into the basket where notes go there first', () => {
    const late = half({ kind: 'late', words: { text: 'an apple' } });
    const tasting = stateOf(WHOLE, {
      plan: [phase('taste', { kind: 'taste', comments: true })],
      journey: journeyOf({ current: 'taste', startedMs: 1 }),
    });
    const offering = stateOf(WHOLE, {
      plan: [phase('taste', { kind: 'taste', comments: true })],
      journey: journeyOf({ current: 'taste', startedMs: 1, rights: { board: 'approve' } }),
    });
    expect([
      wayOn(late, at({ state: tasting })),
      wayOn(late, at({ state: tasting, mayAdd: () => false })),
      wayOn(late, at({ state: offering, mayAdd: () => false }))?.to,
      wayOn(late, at())?.to,
      wayOn(late, at({ role: 'viewer' })),
    ]).toEqual([{ to: 'blanket', text: 'an apple', area: null }, null, 'basket', 'basket', null]);
    expect(textOf(late)).toBe('an apple');
    expect(fieldsOf(late)).toEqual(['text']);
  });

  test('that came too late for the board go where they were written, or into the area that the phase is about', () => {
    const stands = { board: 'look', sections: { stands: 'own' } } as const;
    const offered = { board: 'look', sections: { stands: 'approve' } } as const;
    const taste = (rights: Rights) =>
      stateOf(WHOLE, {
        plan: [phase('taste', { kind: 'taste', comments: true })],
        journey: journeyOf({ current: 'taste', startedMs: 1, rights }),
      });
    const late = half({ kind: 'late', words: { text: 'an apple' } });
    const ofIdeas = half({ kind: 'late', words: { text: 'an apple', section: 'ideas' } });
    const inIdeasAlone = (area: string | null) => area === 'ideas';
    expect([
      wayOn(late, at({ state: taste(stands) })),
      wayOn(ofIdeas, at({ state: taste({ board: 'all' }), mayAdd: inIdeasAlone })),
      wayOn(late, at({ state: taste({ board: 'all' }), mayAdd: inIdeasAlone })),
    ]).toEqual([
      { to: 'blanket', text: 'an apple', area: 'stands' },
      { to: 'blanket', text: 'an apple', area: 'ideas' },
      null,
    ]);
    for (const [one, rights, section] of [
      [late, offered, 'stands'],
      [ofIdeas, offered, 'stands'],
      [ofIdeas, { board: 'approve' }, 'ideas'],
    ] as const) {
      const way = wayOn(one, at({ state: taste(rights), mayAdd: () => false }));
      expect(way).toMatchObject({ to: 'basket', draft: { section } });
    }
  });

  test('of something on the board go back there while it is there and may be written in, and undo nothing of others', () => {
    const note = half({ kind: 'note', of: 'n', words: { text: 'an apple, which nobody likes' } });
    const now = (text: string, some: Partial<At> = {}) => wayOn(note, at({ textOf: () => text, ...some }));
    expect(now('an apple, which no')).toEqual({ to: 'board', element: 'n', words: 'body likes' });
    expect(now('a pear')).toEqual({ to: 'board', element: 'n', words: '\nan apple, which nobody likes' });
    expect([
      now('x'.repeat(NOTE_CHARS_MAX)),
      now('', { mayChange: () => false }),
      now('', { role: 'viewer' }),
    ]).toEqual([null, null, null]);
    const title = half({ kind: 'clusterTitle', of: 'c', words: { title: 'Fruit' } });
    expect(wayOn(title, at({ textOf: () => 'Food' }))).toEqual({
      to: 'board',
      element: 'c',
      words: ' Fruit',
    });
  });

  test('of a note that is gone become a note again where one may be made', () => {
    const gone = half({ kind: 'note', of: 'n', words: { text: 'an apple' } });
    const tasting = stateOf(WHOLE, {
      plan: [phase('taste', { kind: 'taste', comments: true })],
      journey: journeyOf({ current: 'taste', startedMs: 1 }),
    });
    expect([
      wayOn(gone, at({ state: tasting })),
      wayOn(gone, at({ state: tasting, mayAdd: () => false })),
      wayOn(half({ kind: 'clusterTitle', of: 'c', words: { title: 'Fruit' } }), at({ state: tasting })),
    ]).toEqual([{ to: 'blanket', text: 'an apple', area: null }, null, null]);
  });

  test('of a commitment go onto the list while commitments are taken', () => {
    const promise = half({ kind: 'promise', words: { what: 'Bake', who: 'Aino', byWhen: '', target: '' } });
    const harvest = stateOf(WHOLE, {
      plan: [phase('harvest', { kind: 'harvest' })],
      journey: journeyOf({ current: 'harvest', startedMs: 1 }),
    });
    expect(wayOn(promise, at({ state: harvest }))).toEqual({
      to: 'promises',
      commitment: { id: 'new', what: 'Bake', who: 'Aino', byWhen: null, target: null },
    });
    expect(wayOn(promise, at())).toBeNull();
    expect(textOf({ ...promise, words: { ...promise.words, byWhen: '2027-01-31' } })).toBe(
      'Bake\n2027-01-31',
    );
  });

  test('of a commitment of which only the name was written show the name', () => {
    expect(textOf(half({ kind: 'promise', words: { what: '', who: 'Aino', byWhen: '' } }))).toBe('Aino');
  });

  test('of a phase are all that was changed in any language, its question too', () => {
    const base = phase('arrive', { kind: 'arrive', question: { en: 'How?', fi: 'Miten?' }, inTurn: false });
    const now = {
      ...base,
      title: { en: 'arrive', sv: 'Ankomst' },
      instructions: { fi: 'Tervetuloa', en: 'Welcome' },
      question: { en: 'How?', fi: 'Mitä kuuluu?' },
    };
    const words = { title: 'arrive', instructions: 'Welcome', phase: JSON.stringify(now) };
    const lines = (some: object) =>
      textOf(half({ kind: 'phase', words: { ...words, ...some } }))
        .split('\n')
        .sort();
    expect(lines({ base: JSON.stringify(base) })).toEqual([
      'Ankomst',
      'Mitä kuuluu?',
      'Tervetuloa',
      'Welcome',
    ]);
    expect(lines({})).toEqual(['Ankomst', 'How?', 'Mitä kuuluu?', 'Tervetuloa', 'Welcome', 'arrive']);
    for (const odd of ['', '{"title":', '{"title":{"en":4},"question":null}', '7']) {
      expect(lines({ phase: odd })).toEqual(['Welcome', 'arrive']);
    }
  });

  test('are shown to their writer, not beside what one does for somebody else', () => {
    const all = [
      half({ id: 'mine' }),
      half({ id: 'theirs', who: 'proxy' }),
      half({ id: 'gone', who: 'former' }),
    ];
    const ids = (who: string) => ofWhom(all, who, ME, ['proxy']).map(({ id }) => id);
    expect([ids(ME), ids('proxy')]).toEqual([['mine', 'gone'], ['theirs']]);
  });

  test('of whom one acts for no more are counted where they are listed, also while the sheet is put away', () => {
    const all = [
      half({ id: 'mine' }),
      half({ id: 'theirs', who: 'proxy' }),
      half({ id: 'gone', who: 'former' }),
      half({ id: 'panel', kind: 'phase' }),
      half({ id: 'numbers', kind: 'round' }),
    ];
    const state = stateOf({ ...WHOLE, people: [person(ME), person('proxy', { keeper: ME })] });
    const ids = (who: string, role: Role) =>
      listedFor({ me: ME, role: () => role }, state, who, all).map(({ id }) => id);
    expect([ids(ME, 'facilitator'), ids('proxy', 'facilitator')]).toEqual([['mine', 'gone'], ['theirs']]);
    // Who facilitates no more acts for nobody: all of it is theirs to find.
    expect(ids(ME, 'participant')).toEqual(['mine', 'theirs', 'gone', 'panel']);
  });
});

describe('a change of a phase that is gone', () => {
  const before = { ...phase('pack'), title: { en: 'Pack', fi: 'Pakkaa' } };
  const now = { ...before, title: { en: 'Pack your b', fi: 'Pakkaa' }, instructions: { sv: 'Skriv' } };
  const change = half({
    kind: 'phase',
    of: 'pack',
    words: { phase: JSON.stringify(now), base: JSON.stringify(before) },
  });

  test('has a field for every text that was changed', () => {
    expect(fieldsOf(change)).toEqual(['title en', 'instructions sv']);
    expect(fieldsOf(change).map((field) => wordIn(change, field))).toEqual(['Pack your b', 'Skriv']);
  });

  test('is written on there, and is the change that the phase had when it comes back', () => {
    const words = withWord(change, 'title en', 'Pack your basket');
    expect(textOf({ ...change, words })).toBe('Pack your basket\nSkriv');
    expect(JSON.parse(words.phase ?? '')).toEqual({
      ...now,
      title: { en: 'Pack your basket', fi: 'Pakkaa' },
    });
    expect(words.base).toBe(change.words.base);
  });
});
