import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { t } from '../i18n';
import type { OpenVote } from '../protocol/session';
import { instructionsOf } from './instructions';

const MODELS = new URL('../../../server/models/', import.meta.url);
const PROMISE =
  /ilman nimiä|nimettöm|kuka kirjoitti|utan namn|anonym|vem som har skrivit|without names|who wrote/i;

/** All texts of a model that tell what to do. */
function told(model: string): string[] {
  const text = readFileSync(new URL(model, MODELS), 'utf8').replaceAll('\\\n', '');
  return text
    .split('[phases.instructions]')
    .slice(1)
    .flatMap((part) => [...part.matchAll(/^(?:fi|sv|en) = (?:"""([\s\S]*?)"""|"(.*)")$/gm)].slice(0, 3))
    .map(([, long, short]) => (long ?? short ?? '').trim());
}

const TOLD = readdirSync(MODELS)
  .filter((name) => name.endsWith('.toml'))
  .flatMap(told);

/** What a model tells in its votes. */
function toldInVotes(model: string): string[] {
  const text = readFileSync(new URL(model, MODELS), 'utf8');
  return text
    .split('[[phases]]')
    .filter((phase) => phase.includes('kind = "vote"'))
    .map((phase) => phase.split('[phases.instructions]')[1] ?? '');
}

const VOTES = readdirSync(MODELS)
  .filter((name) => name.endsWith('.toml'))
  .flatMap(toldInVotes);

/** What a model tells where baskets are emptied. */
const LAYING = readdirSync(MODELS)
  .filter((name) => name.endsWith('.toml'))
  .flatMap((model) => readFileSync(new URL(model, MODELS), 'utf8').split('[[phases]]'))
  .filter((phase) => phase.includes('kind = "lay"'))
  .map((phase) => phase.split('[phases.instructions]')[1] ?? '');

/** How many votes there are, how many one thing may get, and that they go to clusters. */
const COUNTED =
  /(?:two|three|four|five|six|several|kaksi|kolme|neljä|viisi|kuusi|useam|två|tre|fyra|fem|sex|flera)\S* (?:votes?|röst|ään)|same one|samalle|samma grupp|cluster|ryhmille|ryhmiä|grupper/i;

const LAID = 'The baskets are emptied. Take a calm look.';
const LAY = { id: 'lay', kind: 'lay' } as const;
const [NAMED, NAMELESS] = [false, true].map((anonymous) => ({ anonymous, vote: null }));

test('no model promises that nobody is named: a room may name people all the same', () => {
  expect(TOLD.length).toBeGreaterThan(60);
  for (const text of TOLD) expect(text).not.toMatch(PROMISE);
});

test('where people are named, and in every other phase, a text stands as it was written', () => {
  expect(instructionsOf({ ...LAY, instructions: { en: LAID } }, NAMED)).toBe(LAID);
  expect(instructionsOf({ ...LAY, kind: 'pack', instructions: { en: LAID } }, NAMELESS)).toBe(LAID);
  expect(instructionsOf({ ...LAY, instructions: {} }, NAMELESS)).toBe('');
});

test('where notes are laid of which nobody hears whose they are, it says so', () => {
  const told = `${LAID}\n\n${t('session.layNameless')}`;
  expect(instructionsOf({ ...LAY, instructions: { en: LAID } }, NAMELESS)).toBe(told);
  // Before it is known whether people are named, nobody is said to be.
  expect(instructionsOf({ ...LAY, instructions: { en: LAID } }, undefined)).toBe(told);
});

test('no model says how baskets are emptied, and where they are in turn the page does', () => {
  expect(LAYING.length).toBeGreaterThan(4);
  for (const text of LAYING) {
    expect(text).not.toMatch(/at once|shuffl|in turn|samtidigt|blandad|i tur|yhtä aikaa|sekaisin|vuoro/i);
  }
  const rounds = { ...LAY, reveal: 'rounds', instructions: { en: LAID } } as const;
  expect(instructionsOf(rounds, NAMED)).toBe(`${LAID}\n\n${t('session.layRounds')}`);
  expect(instructionsOf({ ...rounds, reveal: 'together' }, NAMED)).toBe(LAID);
  // A turn would tell whose a note is: then all is laid at once.
  expect(instructionsOf(rounds, NAMELESS)).toBe(`${LAID}\n\n${t('session.layNameless')}`);
});

test('no model counts votes or says what is on the ballot: a small board has one vote, and notes alone', () => {
  expect(VOTES.length).toBeGreaterThan(4);
  for (const text of VOTES) expect(text).not.toMatch(COUNTED);
});

test('that one thing may get several votes is told where it may', () => {
  const phase = { id: 'vote', kind: 'vote', instructions: { en: 'Give your votes.' } } as const;
  const vote = { round: 1, phase: 'vote', on: 'clusters', budget: 3, perItemMax: 2 } as const;
  const inVote = (open: OpenVote | null) => instructionsOf(phase, { anonymous: true, vote: open });
  expect(inVote(vote)).toBe(`Give your votes.\n\n${t('session.voteSeveral')}`);
  for (const open of [null, { ...vote, perItemMax: 1 }, { ...vote, phase: 'another' }]) {
    expect(inVote(open)).toBe('Give your votes.');
  }
});
