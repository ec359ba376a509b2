// What is asked before something goes that others miss, in Swedish.

import type { AskTexts } from './texts';

const takeAway: AskTexts['takeAway'] = {
  ofOthers: {
    one: 'Ta bort {count} lapp som andra skrivit?',
    other: 'Ta bort {count} lappar som andra skrivit?',
  },
  voted: {
    one: 'Ta bort det som omröstningen gäller just nu?',
    other: 'Ta bort {count} som omröstningen gäller just nu?',
  },
  votedToo: {
    one: '{count} av dem är med i omröstningen som pågår.',
    other: '{count} av dem är med i omröstningen som pågår.',
  },
  votesBack:
    'Röster på det som tas bort går tillbaka till dem som gav dem, och räknas igen när det återställs.',
  votes: { one: '{count} röst står på dem.', other: '{count} röster står på dem.' },
  bin: 'Det du tar bort väntar i papperskorgen, och en ledare kan återställa det.',
  yes: 'Ta bort',
  no: 'Låt vara',
};

export const askTexts: AskTexts = { takeAway };
