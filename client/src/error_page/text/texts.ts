// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { knock } from './en';

export type KnockTexts = Translated<typeof knock>;
