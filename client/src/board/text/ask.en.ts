// What is asked before something goes that others miss, in English: the source that the other languages follow key by key.

const takeAway = {
  ofOthers: {
    one: 'Take away {count} note that others wrote?',
    other: 'Take away {count} notes that others wrote?',
  },
  voted: {
    one: 'Take away what stands in the open vote?',
    other: 'Take away {count} that stand in the open vote?',
  },
  votedToo: {
    one: '{count} of them stands in the vote that is open.',
    other: '{count} of them stand in the vote that is open.',
  },
  votesBack: 'Votes on what goes come back to those who gave them, and count again once it is put back.',
  votes: { one: '{count} vote stands on them.', other: '{count} votes stand on them.' },
  bin: 'What you take away waits in the bin, where a facilitator can put it back.',
  yes: 'Take away',
  no: 'Leave it there',
};

export const askTexts = { takeAway };

declare module '../../i18n/texts' {
  type Ask = typeof askTexts;
  interface Texts extends Ask {}
}
