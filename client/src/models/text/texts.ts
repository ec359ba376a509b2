// The shape that the models' texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { models as en } from './en';
import type { faults } from './faults.en';

export type ModelTexts = Translated<typeof en>;

export type FaultTexts = Translated<typeof faults>;
