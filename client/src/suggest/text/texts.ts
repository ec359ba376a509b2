// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { suggest } from './en';

export type SuggestTexts = Translated<typeof suggest>;
