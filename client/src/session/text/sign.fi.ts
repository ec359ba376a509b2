// What participants are told of their rights, in Finnish.

import type { SignTexts } from './texts';

const rights: SignTexts['rights'] = {
  now_own: 'Nyt jokainen muuttaa vain omia lappujaan.',
  now_add: 'Nyt vain lisätään lappuja.',
  now_approve: 'Uudet laput odottavat vetäjää.',
  now_look: 'Nyt vain katsellaan.',
  inAreas: '”{areas}”: {what}.',
  in_all: 'kaikki',
  in_own: 'vain omat laput',
  in_add: 'vain uudet laput',
  in_approve: 'laput vetäjälle',
  in_look: 'vain katselu',
};

export const signTexts: SignTexts = { rights };
