// Every text a person sees: looked up by key in the language they chose, reactive to the choice.

import { createRoot, createSignal } from 'solid-js';
import type { Language } from '../protocol/session';
import type { panel } from '../session/facilitate/text/panel.en';
import { readStored, store } from '../storage';
import type { suggest } from '../suggest/text/en';
import { en } from './en';
import { fi } from './fi';
import { browserLanguage, isLanguage } from './languages';
import { type Phrase, phraseText, type Translated, type Values } from './phrase';
import { sv } from './sv';

/** English is the source: the other languages must have every key of it, in the same shape. */
export type Dictionary = { [Subject in keyof typeof en]: Translated<(typeof en)[Subject]> };

/** With those that come with a part of the page that is loaded later. */
type AllTexts = typeof en & typeof panel & { suggest: typeof suggest };

/** `subject.key`, such as `home.question`. */
export type TextKey = {
  [Subject in keyof AllTexts & string]: `${Subject}.${keyof AllTexts[Subject] & string}`;
}[keyof AllTexts & string];

const dictionaries: Record<Language, Dictionary> = { fi, sv, en };

const phrases = Object.fromEntries(
  Object.entries(dictionaries).map(([language, dictionary]) => [language, flatten(dictionary)]),
) as Record<Language, Map<string, Phrase>>;

/** Adds texts that come with a part of the page, before anything of it is shown. */
export function addTexts(texts: Record<Language, object>): void {
  for (const which of ['en', 'fi', 'sv'] as const) {
    for (const [key, phrase] of flatten(texts[which])) phrases[which].set(key, phrase);
  }
}

function flatten(dictionary: object): Map<string, Phrase> {
  const flat = new Map<string, Phrase>();
  for (const [subject, entries] of Object.entries(dictionary) as [string, object][]) {
    for (const [key, phrase] of Object.entries(entries) as [string, Phrase][])
      flat.set(`${subject}.${key}`, phrase);
  }
  return flat;
}

const STORED_AS = 'picnic.language';

const [language, writeLanguage] = createRoot(() => createSignal<Language>(firstLanguage()));
if (typeof document !== 'undefined') document.documentElement.lang = language();

function firstLanguage(): Language {
  if (typeof navigator === 'undefined') return 'en';
  const stored = readStored(STORED_AS);
  return isLanguage(stored) ? stored : browserLanguage(navigator.languages);
}

export { language };

/** Changes the page's language and remembers it in this browser. */
export function setLanguage(next: Language): void {
  writeLanguage(next);
  if (typeof document !== 'undefined') document.documentElement.lang = next;
  store(STORED_AS, next);
}

/** The text for a key in the current language; `{name}` stands for `values.name`, `values.count` picks the plural. */
export function t(key: TextKey, values?: Values): string {
  return textIn(language(), key, values);
}

/** The text for a key in a given language. */
export function textIn(which: Language, key: TextKey, values?: Values): string {
  return phraseText(phrases[which].get(key) ?? key, which, values);
}
