// Going along with somebody's view, in Swedish.

import type { FollowTexts } from './texts';

export const followTexts: FollowTexts = {
  follow: {
    you: 'Du följer {name}',
    stop: 'Sluta',
  },
};
