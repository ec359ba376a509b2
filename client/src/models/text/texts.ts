// The shape that the models' texts have in every language.

import type { Phrase } from '../../i18n/phrase';
import type { models as en } from './en';

export type ModelTexts = {
  [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Phrase;
};
