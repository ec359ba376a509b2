// What is asked before something goes that others miss, in Finnish.

import type { AskTexts } from './texts';

const takeAway: AskTexts['takeAway'] = {
  ofOthers: {
    one: 'Poistetaanko {count} muiden kirjoittama lappu?',
    other: 'Poistetaanko {count} muiden kirjoittamaa lappua?',
  },
  voted: {
    one: 'Poistetaanko se, josta äänestetään parhaillaan?',
    other: 'Poistetaanko {count}, joista äänestetään parhaillaan?',
  },
  votedToo: {
    one: 'Niistä {count} on mukana avoimessa äänestyksessä.',
    other: 'Niistä {count} on mukana avoimessa äänestyksessä.',
  },
  votesBack:
    'Poistettavan saamat äänet palautuvat antajilleen ja lasketaan taas, kun se palautetaan taululle.',
  votes: { one: 'Niillä on {count} ääni.', other: 'Niillä on {count} ääntä.' },
  bin: 'Poistettu odottaa roskakorissa, josta vetäjä voi palauttaa sen.',
  yes: 'Poista',
  no: 'Jätä paikalleen',
};

export const askTexts: AskTexts = { takeAway };
