// The shape that the session's texts have in every language.

import type { Translated } from '../../i18n/phrase';
import type { session } from './en';

export type SessionTexts = Translated<typeof session>;
