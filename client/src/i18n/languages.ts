// The languages picnic speaks, and which of them a browser wants.

import type { Language } from '../protocol/session';

/** Every language, with the name its speakers give it. */
export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'fi', name: 'Suomi' },
  { code: 'sv', name: 'Svenska' },
  { code: 'en', name: 'English' },
];

/** How a language's readers here write dates: English without the American order. */
export function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
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
  return 'en';
}
