// The shape that the harvest's texts have in every language.

import type { Translated, Values } from '../../i18n/phrase';
import type { harvest as en } from './en';

export type HarvestTexts = Translated<typeof en>;

/** Says a text in the room's language. */
export type Say = (key: keyof HarvestTexts, values?: Values) => string;
