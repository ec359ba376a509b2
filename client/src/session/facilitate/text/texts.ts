// The shape that these texts have in every language.

import type { Phrase } from '../../../i18n/phrase';
import type { facilitation } from './en';

export type FacilitationTexts = {
  [Subject in keyof typeof facilitation]: {
    [Key in keyof (typeof facilitation)[Subject]]: (typeof facilitation)[Subject][Key] extends string
      ? string
      : Phrase;
  };
};
