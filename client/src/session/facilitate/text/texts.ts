// The shape that these texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { facilitation } from './en';

export type FacilitationTexts = {
  [Subject in keyof typeof facilitation]: Translated<(typeof facilitation)[Subject]>;
};
