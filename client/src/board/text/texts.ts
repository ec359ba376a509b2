// The shape that the board's texts have in every language.

import type { Phrase } from '../../i18n/phrase';
import type { board as en } from './en';

export type BoardTexts = {
  [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Phrase;
};
