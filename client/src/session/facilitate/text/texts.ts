// The shape that these texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { facilitation } from './en';
import type { panel } from './panel.en';

export type FacilitationTexts = {
  [Subject in keyof typeof facilitation]: Translated<(typeof facilitation)[Subject]>;
};

export type PanelTexts = {
  [Subject in keyof typeof panel]: Translated<(typeof panel)[Subject]>;
};
