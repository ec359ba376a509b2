// The shape that the tasks' texts have in every language.

import type { Phrase } from '../../../i18n/phrase';
import type { tasks } from './en';

export type TaskTexts = {
  [Key in keyof typeof tasks]: (typeof tasks)[Key] extends string ? string : Phrase;
};
