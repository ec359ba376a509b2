// The shape that the tasks' texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { tasks } from './en';

export type TaskTexts = Translated<typeof tasks>;
