// Says a text of the harvest's page. They come with the page, so that nobody else loads them.

import { language } from '../../i18n';
import { phraseText, type Values } from '../../i18n/phrase';
import type { Language } from '../../protocol/session';
import { harvest as en } from './en';
import { harvest as fi } from './fi';
import { harvest as sv } from './sv';
import type { HarvestTexts } from './texts';

export const TEXTS: Record<Language, HarvestTexts> = { fi, sv, en };

export type HarvestKey = keyof HarvestTexts;

/** A text in the reader's own language. */
export function say(key: HarvestKey, values?: Values): string {
  return sayIn(language(), key, values);
}

/** A text in this language, such as the room's. */
export function sayIn(which: Language, key: HarvestKey, values?: Values): string {
  return phraseText(TEXTS[which][key], which, values);
}
