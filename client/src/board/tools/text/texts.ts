// The shape that the texts of the tools behind one button have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { moreTexts } from './en';

export type MoreTexts = { [Subject in keyof typeof moreTexts]: Translated<(typeof moreTexts)[Subject]> };
