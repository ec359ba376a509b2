// The shape that the tasks' texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { tasks } from './en';
import type { sheetTexts } from './sheet.en';

export type TaskTexts = Translated<typeof tasks>;

export type SheetTexts = {
  [Subject in keyof typeof sheetTexts]: Translated<(typeof sheetTexts)[Subject]>;
};
