// The languages picnic speaks, and which of them a browser wants.

import type { Language } from '../protocol/session';

/** How a language is called and written. */
interface Spoken {
  /** The name its speakers give it. */
  readonly name: string;
  /** How its readers here write dates: English without the American order. */
  readonly locale: string;
  /** The month beside the day of a date: «6.12.» or «6 december». */
  readonly month: 'numeric' | 'long';
  /** «9.05» with one digit, «09.05» with two. */
  readonly hourDigits: 1 | 2;
  /** What stands between hours and minutes. */
  readonly timeMark: '.' | ':';
}

/** Every language, as people choose among them. */
const SPOKEN: Readonly<Record<Language, Spoken>> = {
  fi: { name: 'Suomi', locale: 'fi', month: 'numeric', hourDigits: 1, timeMark: '.' },
  sv: { name: 'Svenska', locale: 'sv', month: 'long', hourDigits: 2, timeMark: '.' },
  en: { name: 'English', locale: 'en-GB', month: 'long', hourDigits: 2, timeMark: ':' },
};

/** The language of whoever speaks none of these, and of texts that are in none that is read. */
const DEFAULT: Language = 'en';

/** Every language, with the name its speakers give it. */
export const LANGUAGES: readonly ({ code: Language } & Spoken)[] = Object.entries(SPOKEN).map(
  ([code, spoken]) => ({ code: code as Language, ...spoken }),
);

/** What a text is looked for in when it is not in the language that is read. */
export const OTHERWISE: readonly Language[] = [DEFAULT, ...LANGUAGES.map(({ code }) => code)];

/** How a language is called and written. */
export function spoken(language: Language): Spoken {
  return SPOKEN[language];
}

/** Something for each language. */
export function inEachLanguage<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map(({ code }) => [code, make(code)])) as Record<Language, T>;
}

/** True for a language that picnic speaks. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some(({ code }) => code === value);
}

/** The first of the browser's languages that picnic speaks, else English. */
export function browserLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const code = tag.toLowerCase().split('-')[0];
    if (isLanguage(code)) return code;
  }
  return DEFAULT;
}
