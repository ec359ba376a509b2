// One entry of a dictionary, and how values and plurals fill it in.

import type { Language } from '../protocol/session';

/** A text, or one text for each plural form the language has. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** The shape that a subject's texts have in every language: every key of the English ones, a text where that is one. */
export type Translated<Texts> = {
  [Key in keyof Texts]: Texts[Key] extends string ? string : Phrase;
};

/** What stands for `{name}` in a phrase. `count` also picks the plural form. */
// biome-ignore lint/plugin: the names are those in our own phrases.
export type Values = Readonly<Record<string, string | number>>;

const pluralRules = new Map<Language, Intl.PluralRules>();
const numberFormats = new Map<Language, Intl.NumberFormat>();

/** The phrase as text. A value that is missing leaves its `{name}` standing, so that tests see it. */
export function phraseText(phrase: Phrase, language: Language, values: Values = {}): string {
  const text = typeof phrase === 'string' ? phrase : (phrase[pluralForm(language, values)] ?? phrase.other);
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? numberText(language, value) : value;
  });
}

function pluralForm(language: Language, values: Values): Intl.LDMLPluralRule {
  if (typeof values.count !== 'number') return 'other';
  let rules = pluralRules.get(language);
  if (rules === undefined) {
    rules = new Intl.PluralRules(language);
    pluralRules.set(language, rules);
  }
  return rules.select(values.count);
}

function numberText(language: Language, value: number): string {
  let format = numberFormats.get(language);
  if (format === undefined) {
    format = new Intl.NumberFormat(language);
    numberFormats.set(language, format);
  }
  return format.format(value);
}
