// The texts of the tasks come with them.

import { textsIn } from '../../../i18n';

export const SHEET_TEXTS = textsIn(import.meta.glob<object>('./sheet.*.ts', { import: 'sheetTexts' }));
