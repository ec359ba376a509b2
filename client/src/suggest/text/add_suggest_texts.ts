// The texts of cluster suggestions come with what shows them.

import { addTexts } from '../../i18n';
import { suggest as en } from './en';
import { suggest as fi } from './fi';
import { suggest as sv } from './sv';

addTexts({ en: { suggest: en }, fi: { suggest: fi }, sv: { suggest: sv } });
