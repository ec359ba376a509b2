// What is said before the door, in English: the source that the other languages follow key by key.

export const knock = {
  otherWay: 'Or knock: whoever runs the room can let you in.',
  name: 'Your name',
  knock: 'Knock',
  again: 'Knock again',
  againIn: {
    one: 'You can knock again in {count} second.',
    other: 'You can knock again in {count} seconds.',
  },
  mayAgain: 'You can knock again now.',
  leave: 'Don’t wait any longer',
  waits: 'Knocking as {name}…',
  silent: 'There is no connection just now. Your place is kept, {name}.',
  waitingHeading: 'You are at the door',
  waitingWhat: 'Whoever runs the room sees that you are knocking.',
  waitingDo:
    'The page opens by itself when they let you in. You can put your phone away: your place is kept.',
  turnedAwayHeading: 'You were not let in',
  turnedAwayWhat: 'Whoever runs the room did not let you in just now.',
  turnedAwayDo: 'If that was a slip, tell them, and knock again.',
  outsideHeading: 'Knock to come in',
  outsideWhat: 'Whoever runs the room lets newcomers in one by one.',
  outsideDo: 'Say who you are and knock. The page opens as soon as they let you in.',
  takenAwayHeading: 'This room was taken away',
  takenAwayWhat: 'A facilitator took it away, with all that is in it.',
  takenAwayDo: 'Facilitators can bring it back for a while. If you need something from it, tell them.',
  takenAwayUntil: 'You can bring it back until {date}. After that it is gone for good.',
  bringBack: 'Bring the room back',
  notBroughtBack: 'The room could not be brought back. Try again in a moment.',
};

declare module '../../i18n/texts' {
  interface Texts {
    knock: typeof knock;
  }
}
