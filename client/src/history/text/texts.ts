// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { history } from './en';

export type HistoryTexts = Translated<typeof history>;
