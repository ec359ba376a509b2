// The shape that the tasks' texts have in every language.

import type { Translated } from '../../../i18n/phrase';
import type { aroundTasks } from './en';
import type { sheetTexts } from './sheet.en';

export type AroundTasksTexts = Translated<typeof aroundTasks>;

export type SheetTexts = {
  [Subject in keyof typeof sheetTexts]: Translated<(typeof sheetTexts)[Subject]>;
};
