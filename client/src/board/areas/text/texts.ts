// The shape that these texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { areas } from './en';

export type AreasTexts = Translated<typeof areas>;
