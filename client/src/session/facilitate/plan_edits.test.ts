import { expect, test } from 'vitest';
import type { Command, Phase } from '../../protocol/session';
import { phase } from '../session_for_tests';
import * as edits from './plan_edits';

const PLAN = ['a', 'b', 'c', 'd'].map((id) => phase(id, { kind: 'pack' }));

/** The plan after a command, as the server would have it. */
function applied(plan: readonly Phase[], command: Command | null): Phase[] {
  const insert = (into: readonly Phase[], one: Phase, before: string | null) => {
    const at = into.findIndex(({ id }) => id === before);
    return at === -1 ? [...into, one] : [...into.slice(0, at), one, ...into.slice(at)];
  };
  switch (command?.do) {
    case 'movePhase': {
      const moved = plan.find(({ id }) => id === command.phase);
      const others = plan.filter(({ id }) => id !== command.phase);
      return moved === undefined ? [...plan] : insert(others, moved, command.before);
    }
    case 'removePhase':
      return plan.filter(({ id }) => id !== command.phase);
    case 'addPhase':
      return insert(plan, command.phase, command.before);
    case 'changePhase':
      return plan.map((one) => (one.id === command.phase.id ? command.phase : one));
    default:
      return [...plan];
  }
}

test('a phase changed by somebody else is told from one that is as it was, in whatever order its fields come', () => {
  const was = phase('a', { kind: 'pack' });
  const reordered = Object.fromEntries(Object.entries(was).reverse()) as unknown as Phase;
  expect(edits.isChangedSince(JSON.stringify(was), reordered)).toBe(false);
  expect(edits.isChangedSince(JSON.stringify(was), { ...was, title: { en: 'Another' } })).toBe(true);
  for (const base of [undefined, '', '{"a":']) expect(edits.isChangedSince(base, was)).toBe(true);
});

test('a phase goes to the place it is put, and undo puts it back', () => {
  for (const { id } of PLAN) {
    for (let place = -2; place <= 6; place += 1) {
      const to = Math.max(0, Math.min(3, place));
      const edit = edits.moveTo(PLAN, id, place);
      const after = applied(PLAN, edit?.command ?? null);
      expect(after.findIndex((one) => one.id === id)).toBe(to);
      expect(applied(after, edit?.back ?? null)).toEqual(PLAN);
    }
  }
});

test('what is removed, added or changed is taken back whole', () => {
  for (const { id } of PLAN) {
    const edit = edits.removal(PLAN, id);
    expect(applied(applied(PLAN, edit?.command ?? null), edit?.back ?? null)).toEqual(PLAN);
  }
  const added = edits.addition(PLAN, phase('new', { kind: 'take' }));
  expect(applied(applied(PLAN, added.command), added.back)).toEqual(PLAN);
  const [first] = PLAN;
  if (first === undefined) throw new Error('no first phase');
  const changed = edits.change(first, { ...first, title: { en: 'Other' } });
  expect(applied(applied(PLAN, changed?.command ?? null), changed?.back ?? null)).toEqual(PLAN);
  expect(edits.change(first, { ...first })).toBeNull();
});

test('a new phase comes before the harvest that ends the plan', () => {
  const plan = [...PLAN, phase('end', { kind: 'harvest' })];
  const { command } = edits.addition(plan, phase('new', { kind: 'take' }));
  expect(applied(plan, command).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'new', 'end']);
});

test('a text changes in one language and stays as it was in the others', () => {
  const texts = { fi: 'Pakkaa kori', sv: 'Packa korgen' };
  expect(edits.withText(texts, 'fi', 'Pakkaa')).toEqual({ fi: 'Pakkaa', sv: 'Packa korgen' });
  expect(edits.withText(texts, 'en', 'Pack')).toEqual({ ...texts, en: 'Pack' });
  expect(edits.withText(texts, 'sv', '')).toEqual({ fi: 'Pakkaa kori' });
});

test('a new phase has an id of its own', () => {
  const plan = [phase('vote', { kind: 'pack' }), phase('vote-2', { kind: 'pack' })];
  expect(edits.freeId(plan, 'vote')).toBe('vote-3');
  expect(edits.freeId(plan, 'take')).toBe('take');
});

test('numbers are whole, at least 1 and within the limit', () => {
  const read = ['5', ' 12 ', '0', '-3', '2.5', '', 'ten', '1441'].map((typed) =>
    edits.wholeNumber(typed, edits.PHASE_MINUTES_MAX),
  );
  expect(read).toEqual([5, 12, null, null, null, null, null, null]);
});

test('a moment goes through the field for it unchanged, to the minute', () => {
  const at = new Date(2027, 0, 31, 12, 5).getTime();
  expect(edits.localTime(at)).toBe('2027-01-31T12:05');
  expect(edits.readLocalTime(edits.localTime(at))).toBe(at);
  expect(edits.readLocalTime('')).toBeNull();
});

test('rights that let everything be done are none, and those of a section come and go', () => {
  const [taste] = PLAN;
  if (taste === undefined) throw new Error('no phase');
  const own = edits.withRights(taste, { board: 'own' });
  expect(own.rights).toEqual({ board: 'own' });
  const stands = edits.withSection(own.rights ?? { board: 'all' }, 'stands', 'all');
  expect(edits.withRights(own, stands).rights).toEqual({ board: 'own', sections: { stands: 'all' } });
  expect(edits.withRights(own, edits.withSection(stands, 'stands', null)).rights).toEqual({ board: 'own' });
  const back = edits.withRights(own, { board: 'all' });
  expect(edits.change(taste, back)).toBeNull();
  // What is half edited is kept also where it says nothing of rights and the phase does.
  expect(edits.halfEdited(JSON.stringify(back), own)).toEqual(back);
});

test('a phase is about an area, or about none', () => {
  const about = edits.withArea(phase('pack'), 'ideas');
  expect(about.area).toBe('ideas');
  expect('area' in edits.withArea(about, null)).toBe(false);
});
