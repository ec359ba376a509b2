// Työkalut yhden napin takana, suomeksi.

import type { MoreTexts } from './texts';

const more: MoreTexts['more'] = {
  tools: 'Lisää työkaluja',
};

export const moreTexts: MoreTexts = { more };
