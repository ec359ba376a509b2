// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { home } from './en';

export type HomeTexts = Translated<typeof home>;
