// What participants are told of their rights, in Finnish.

import type { SignTexts } from './texts';

const rights: SignTexts['rights'] = {
  now_own: 'Nyt jokainen muuttaa vain omia lappujaan.',
  now_add: 'Nyt vain lisätään lappuja.',
  now_approve: 'Uudet laput odottavat vetäjää.',
  now_look: 'Nyt vain katsellaan.',
  now_look_answer: 'Nyt vain vastataan.',
  now_look_comment: 'Nyt vain kommentoidaan.',
  now_look_react: 'Nyt vain reagoidaan lappuihin.',
  now_look_vote: 'Nyt vain äänestetään.',
  inAreas: '”{areas}”: {what}.',
  in_all: 'kaikki',
  in_own: 'vain omat laput',
  in_add: 'vain uudet laput',
  in_approve: 'laput vetäjälle',
  in_look: 'vain katselu',
  in_look_answer: 'vain vastaukset',
  in_look_comment: 'vain kommentit',
  in_look_react: 'vain reaktiot',
  in_look_vote: 'vain äänet',
};

export const signTexts: SignTexts = { rights };
