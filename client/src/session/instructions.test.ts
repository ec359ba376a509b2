import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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

test('no model promises that nobody is named where people are named', () => {
  expect(TOLD.length).toBeGreaterThan(60);
  for (const text of TOLD) expect(instructionsOf({ instructions: { en: text } }, false)).not.toMatch(PROMISE);
});

test('where nobody is named, and where it promises nothing, a text stands as it was written', () => {
  for (const text of TOLD) {
    expect(instructionsOf({ instructions: { en: text } }, true)).toBe(text);
    if (!PROMISE.test(text)) expect(instructionsOf({ instructions: { en: text } }, false)).toBe(text);
  }
  const own = 'Write. Nobody sees who wrote what, says Helmi.';
  expect(instructionsOf({ instructions: { en: own } }, false)).toBe(own);
});

test('what is left of a promise is whole sentences', () => {
  const laid = 'The baskets are emptied. Nobody sees who wrote what. Take a calm look.';
  expect(instructionsOf({ instructions: { en: laid } }, false)).toBe(
    'The baskets are emptied. Take a calm look.',
  );
});
