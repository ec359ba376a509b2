// Verktygen bakom en knapp, på svenska.

import type { MoreTexts } from './texts';

const more: MoreTexts['more'] = {
  tools: 'Fler verktyg',
};

export const moreTexts: MoreTexts = { more };
