// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { suggestions } from './en';

export type SuggestionsTexts = Translated<typeof suggestions>;
