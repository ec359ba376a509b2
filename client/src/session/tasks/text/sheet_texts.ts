// The texts of what the first look at a task does not need come with the tasks.

import { textsIn } from '../../../i18n';

export const SHEET_TEXTS = textsIn(import.meta.glob<object>('./sheet.*.ts', { import: 'sheetTexts' }));
