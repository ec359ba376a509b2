// The shape that these texts have in every language.

import type { Phrase } from '../../i18n/phrase';
import type { suggest } from './en';

export type SuggestTexts = {
  [Key in keyof typeof suggest]: (typeof suggest)[Key] extends string ? string : Phrase;
};
