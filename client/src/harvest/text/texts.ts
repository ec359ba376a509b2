// The shape that the harvest's texts have in every language.

import type { Phrase, Values } from '../../i18n/phrase';
import type { harvest as en } from './en';

export type HarvestTexts = {
  [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Phrase;
};

/** Says a text in the room's language. */
export type Say = (key: keyof HarvestTexts, values?: Values) => string;
