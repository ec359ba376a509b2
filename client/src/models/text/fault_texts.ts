// The texts of what is wrong with a file come with what shows them.

import { textsIn } from '../../i18n';

export const FAULT_TEXTS = textsIn(import.meta.glob<object>('./faults.*.ts'));
