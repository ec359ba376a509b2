// The shape that these texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { links } from './en';

export type LinksTexts = Translated<typeof links>;
