// The shape that these texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { reading } from './en';

export type ReadingTexts = Translated<typeof reading>;
