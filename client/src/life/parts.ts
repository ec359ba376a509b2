// What is done with a room as a whole, with its texts: loaded where somebody may do it.

import { lazy } from 'solid-js';
import { withTexts } from '../i18n';
import { patiently } from '../stale/stale';
import { LIFE_TEXTS } from './text/life_texts';

export const LifeWays = lazy(
  withTexts(
    LIFE_TEXTS,
    patiently(() => import('./LifeWays')),
  ),
);

export const LifeDialog = lazy(
  withTexts(
    LIFE_TEXTS,
    patiently(() => import('./LifeDialog')),
  ),
);

export const ArchivedSign = lazy(
  withTexts(
    LIFE_TEXTS,
    patiently(() => import('./ArchivedSign')),
  ),
);
