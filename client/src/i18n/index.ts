// Every text a person sees: looked up by key in the language they chose, reactive to the choice. Each part of the page has its
// texts in a file a language, and only the files of languages that are shown are fetched.

import { createRoot, createSignal } from 'solid-js';
import type { Language } from '../protocol/session';
import { came, lookWhy, patiently } from '../stale/stale';
import { readStored, store } from '../storage';
import { browserLanguage, inEachLanguage, isLanguage, LANGUAGES } from './languages';
import { type Phrase, phraseText, type Values } from './phrase';
import type { TextKey } from './texts';

export type { TextKey } from './texts';

/** How the texts of a part of the page are fetched: subjects, each with its phrases by key. */
export type PartTexts = Readonly<Record<Language, () => Promise<object>>>;

/** The files of a part's texts, each by its path. */
type Files = { readonly [path: string]: () => Promise<object> };

/** The texts of a part of the page whose files are called by their language: `fi.ts`, `panel.fi.ts`. */
export function textsIn(files: Files): PartTexts {
  return inEachLanguage((language) => {
    const isIn = (path: string) => path.endsWith(`/${language}.ts`) || path.endsWith(`.${language}.ts`);
    const [, load] = Object.entries(files).find(([path]) => isIn(path)) ?? [];
    return load ?? (() => Promise.reject(new Error(`no texts in ${language}`)));
  });
}

const phrases = inEachLanguage(() => new Map<string, Phrase>());
/** The parts that are shown: a language is chosen once it is here for all of them. */
const parts = new Set<PartTexts>();
const here = new Set<() => Promise<object>>();

/** The texts that are there before anything is shown; none before the page begins. */
let pageTexts: PartTexts | undefined;

/** Fetches the page's own texts in its language, before anything is shown. */
export function fetchPageTexts(texts: PartTexts): Promise<void> {
  pageTexts = texts;
  return addTexts(texts);
}

/** Fetches the texts of a part of the page in the page's language, until they come. */
export async function addTexts(part: PartTexts): Promise<void> {
  parts.add(part);
  for (let which: Language | undefined; which !== language(); ) {
    which = language();
    const now = which;
    await patiently(() => fetchTexts(part, now), part[now])();
  }
}

/** A part of the page that has texts of its own: both are there before it is shown. */
export function withTexts<Part>(texts: PartTexts, load: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    const [part] = await Promise.all([load(), addTexts(texts)]);
    return part;
  };
}

/** Fetches a part's texts in a language, unless they are here. */
export async function fetchTexts(part: PartTexts, which: Language): Promise<void> {
  const load = part[which];
  if (here.has(load)) return;
  for (const [subject, entries] of Object.entries(await load()) as [string, object][]) {
    for (const [key, phrase] of Object.entries(entries) as [string, Phrase][])
      phrases[which].set(`${subject}.${key}`, phrase);
  }
  here.add(load);
  came(load);
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

/** The language chosen last: a slower one that was chosen before does not come after it. */
let chosen = language();

/** Changes the page's language once its texts are here, and remembers it in this browser; false when they did not come. */
export async function setLanguage(next: Language): Promise<boolean> {
  chosen = next;
  try {
    // A part that is added meanwhile has its turn too.
    for (const part of parts) await fetchTexts(part, next);
  } catch {
    void lookWhy();
    return chosen !== next;
  }
  if (chosen !== next) return true;
  writeLanguage(next);
  if (typeof document !== 'undefined') document.documentElement.lang = next;
  store(STORED_AS, next);
  return true;
}

/** The text for a key in the current language; `{name}` stands for `values.name`, `values.count` picks the plural. */
export function t(key: TextKey, values?: Values): string {
  return textIn(language(), key, values);
}

/** The text for a key in a given language, whose texts were fetched. */
export function textIn(which: Language, key: TextKey, values?: Values): string {
  return phraseText(phrases[which].get(key) ?? key, which, values);
}

/** One of the page's own texts in every language, but for those that cannot be fetched now. */
export async function textInEach(key: TextKey): Promise<Partial<Record<Language, string>>> {
  const texts: Partial<Record<Language, string>> = {};
  const each = LANGUAGES.map(async ({ code }) => {
    if (pageTexts !== undefined) await fetchTexts(pageTexts, code);
    texts[code] = textIn(code, key);
  });
  await Promise.allSettled(each);
  return texts;
}
