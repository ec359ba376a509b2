// The shape that the session's texts have in every language.

import type { Phrase } from '../../i18n/phrase';
import type { session } from './en';

export type SessionTexts = {
  [Key in keyof typeof session]: (typeof session)[Key] extends string ? string : Phrase;
};
