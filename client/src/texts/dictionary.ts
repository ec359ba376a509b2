// The shape that the page's own texts have in every language.

import type { Translated } from '../i18n/phrase';
import type { texts } from './en';

/** English is the source: the other languages must have every key of it, in the same shape. */
export type Dictionary = { [Subject in keyof typeof texts]: Translated<(typeof texts)[Subject]> };
