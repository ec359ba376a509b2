// The texts of the front page in English: the source that the other languages follow key by key.

export const home = {
  question: 'What is the picnic about?',
  example: 'For example: how we welcome newcomers',
  make: 'Open a room',
  making: 'Opening…',
  failed: 'The room could not be opened. Check your connection and try again.',
  busy: 'Too many rooms were opened just now. Wait a moment and try again.',
  between: 'Something else answered in picnic’s place: perhaps the network’s sign-in page, or a proxy.',
  misled:
    'This picnic is set up wrongly: its server is reached under another address than this page’s. Tell whoever looks after it.',
  code: 'Code for opening rooms',
  codeNeeded: 'This picnic opens rooms for those who know its code. Ask whoever looks after it.',
  codeWrong: 'That is not the code. Check it and try again.',
  nobodyMakes: 'No new rooms can be opened on this picnic. Rooms that are there go on, by their own links.',
  diskFull: 'There is no space left here for new rooms. Come later, or tell whoever looks after this server.',
  rooms: 'Your rooms in this browser',
  forget: 'Take {title} off this list',
  justNow: 'just now',
  forgotten: '{title} is off the list. The room itself is still there.',
};

declare module '../../i18n/texts' {
  interface Texts {
    home: typeof home;
  }
}
