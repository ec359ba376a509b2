// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { life } from './en';

export type LifeTexts = Translated<typeof life>;
