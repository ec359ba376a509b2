// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { things } from './en';

export type ThingTexts = Translated<typeof things>;
