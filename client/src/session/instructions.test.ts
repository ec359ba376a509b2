import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { t } from '../i18n';
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

const LAID = 'The baskets are emptied. Take a calm look.';

test('no model promises that nobody is named: a room may name people all the same', () => {
  expect(TOLD.length).toBeGreaterThan(60);
  for (const text of TOLD) expect(text).not.toMatch(PROMISE);
});

test('where people are named, and in every other phase, a text stands as it was written', () => {
  expect(instructionsOf({ kind: 'lay', instructions: { en: LAID } }, false)).toBe(LAID);
  expect(instructionsOf({ kind: 'pack', instructions: { en: LAID } }, true)).toBe(LAID);
  expect(instructionsOf({ kind: 'lay', instructions: {} }, true)).toBe('');
});

test('where notes are laid of which nobody hears whose they are, it says so', () => {
  expect(instructionsOf({ kind: 'lay', instructions: { en: LAID } }, true)).toBe(
    `${LAID}\n\n${t('session.layNameless')}`,
  );
});
