import { expect, test } from 'vitest';
import type { Phase } from '../protocol/session';
import { phase, stateOf, voting, WHOLE } from './session_for_tests';
import { type Comer, type Telling, toldInPhase, toldOnReturn } from './told';

const MINUTE = 60_000;
const pack: Phase = { ...phase('pack'), instructions: { en: 'Write **notes**.\n\nOne thought each.' } };
const look = { phase: 'pack', atMs: 0, notes: 3, comments: 0 };
const now = (ms: number, notes = 3) => ({ state: stateOf(WHOLE), notes, ms });
const here: Comer = { look, hasRead: true, takesPart: true, votesLeft: null, wasHere: true };

const words = ({ told }: Telling) => told.sentences.map((sentence) => sentence());

test('a phase that begins shows its instructions once and is said with their first words', () => {
  const telling = toldInPhase(pack, now(2_000), { ...here, look: null, hasRead: false });
  expect([telling.told.open, words(telling), telling.spoken]).toEqual([true, [], 'told.began']);
  expect(toldInPhase(pack, now(2_000), here)).toMatchObject({
    told: { open: false },
    spoken: 'told.began',
  });
  expect(toldInPhase({ ...pack, instructions: {} }, now(2_000), { ...here, hasRead: false }).told.open).toBe(
    false,
  );
});

test('whoever watches is told its name, and whoever opens the page as it begins nothing', () => {
  expect(toldInPhase(pack, now(2_000), { ...here, takesPart: false }).spoken).toBe('pack');
  expect(toldInPhase(pack, now(2_000), { ...here, wasHere: false }).spoken).toBeNull();
});

test('whoever comes in the middle is told what is going on, and what to do if they take part', () => {
  const late = { ...here, look: null, wasHere: false };
  const telling = toldInPhase(pack, now(MINUTE), late);
  expect([telling.told.open, words(telling)]).toEqual([true, ['told.late_pack told.lateDo_pack']]);
  expect(telling.spoken).toBe('told.late_pack told.lateDo_pack');
  expect(words(toldInPhase(pack, now(MINUTE), { ...late, takesPart: false }))).toEqual(['told.late_pack']);
});

test('in a vote that is how many votes they have, that they watch, or that it is over', () => {
  const vote: Phase = { ...pack, kind: 'vote', on: 'notes', budget: null, perItemMax: null };
  const open = { ...now(MINUTE), state: stateOf(WHOLE, voting(5)) };
  const late = { ...here, look: null, votesLeft: 5 };
  expect(words(toldInPhase(vote, open, late))).toEqual(['told.late_vote']);
  expect(words(toldInPhase(vote, open, { ...late, takesPart: false }))).toEqual(['told.late_voteWatching']);
  expect(words(toldInPhase(vote, now(MINUTE), late))).toEqual(['told.late_voteOver']);
});

test('whoever comes back is told what is new, and nothing when nothing is', () => {
  const telling = toldOnReturn(pack, now(60 * MINUTE, 8), look);
  expect([telling && words(telling), telling?.told.open]).toEqual([['told.newNotes'], true]);
  expect(toldOnReturn(pack, now(60 * MINUTE), look)).toBeNull();
  expect(toldOnReturn(pack, now(60 * MINUTE), null)).toBeNull();
  const again = toldInPhase(pack, now(60 * MINUTE, 8), here);
  expect([words(again), again.spoken]).toEqual([['told.newNotes'], 'told.newNotes']);
});
