// Going along with somebody's view, in Finnish.

import type { FollowTexts } from './texts';

export const followTexts: FollowTexts = {
  follow: {
    you: 'Seuraat: {name}',
    stop: 'Lopeta',
  },
};
