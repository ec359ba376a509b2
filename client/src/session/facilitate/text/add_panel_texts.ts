// The texts of the facilitator's panel come with it: nobody else reads them.

import { addTexts } from '../../../i18n';
import { panel as en } from './panel.en';
import { panel as fi } from './panel.fi';
import { panel as sv } from './panel.sv';

addTexts({ en, fi, sv });
