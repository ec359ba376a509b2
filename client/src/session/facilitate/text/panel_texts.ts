// The texts of the facilitator's panel come with it: nobody else reads them.

import { textsIn } from '../../../i18n';

export const PANEL_TEXTS = textsIn(import.meta.glob<object>('./panel.*.ts', { import: 'panel' }));
