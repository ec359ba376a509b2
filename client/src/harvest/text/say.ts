// Says a text of the harvest's page, in the reader's own language or in the room's.

import { t, textIn } from '../../i18n';
import type { Values } from '../../i18n/phrase';
import type { Language } from '../../protocol/session';
import type { HarvestTexts } from './texts';

export type HarvestKey = keyof HarvestTexts;

/** A text in the reader's own language. */
export function say(key: HarvestKey, values?: Values): string {
  return t(`harvest.${key}`, values);
}

/** A text in this language, such as the room's. */
export function sayIn(which: Language, key: HarvestKey, values?: Values): string {
  return textIn(which, `harvest.${key}`, values);
}
