// What is said of notes that wait for a facilitator's nod, and of votes that move, in English: the source that the other languages follow key by key.

const offering = {
  offerHow:
    'What you send here waits for the facilitator. Nobody else sees it before it is let onto the board.',
  offerComposerHint: 'One idea a note. Enter sends it.',
  send: 'Send',
  sendNamed: 'Send: {text}',
  sent: 'Sent. It waits for the facilitator.',
  waits: 'Waits for the facilitator',
  handedBack: 'Came back from the facilitator. Change it and send it again, or keep it to yourself.',
  handedBackTold: 'The facilitator handed a note back to you.',
  isIn: { one: 'Your note is on the board now.', other: '{count} of your notes are on the board now.' },
  look: 'Look',
  mergedHere:
    'You were in the room twice. A facilitator made the two one: what you laid and said on your other page is yours here. Votes from there count only if you give none here.',
  offered: 'Your notes',
  votesBack: {
    one: 'Your {count} vote on “{item}” came back to you: it was taken away.',
    other: 'Your {count} votes on “{item}” came back to you: it was taken away.',
  },
  votesCountAgain: {
    one: '“{item}” is back, and your {count} vote counts again.',
    other: '“{item}” is back, and your {count} votes count again.',
  },
};

/** People who come, pack, and see what was packed. */
const gathering = {
  arriveToBoard: 'Show the board',
  arriveToAnswers: 'Show the answers',
  you: 'you',
  revealed: '{notes} {people}',
  revealedBy: { one: 'from {count} person', other: 'from {count} people' },
  inBaskets: 'are in the baskets now, {people}',
  byPeople: { one: 'from {count} person', other: 'from {count} people' },
};

export const sheetTexts = { offering, gathering };

declare module '../../../i18n/texts' {
  type Sheet = typeof sheetTexts;
  interface Texts extends Sheet {}
}
