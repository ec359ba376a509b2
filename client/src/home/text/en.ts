// The texts of the front page in English: the source that the other languages follow key by key.

export const home = {
  what: 'A workshop on one blanket: you write in peace, then read, group and choose together.',
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
  forgotten: '{title} is off the list. The room itself is still there.',
  rooms: 'Your rooms',
  roomsHere: 'This list is only in this browser.',
  role_facilitator: 'facilitator',
  role_participant: 'participant',
  role_viewer: 'viewer',
  today: 'today at {time}',
  archived: 'archived',
  takenAwayUntil: 'taken away, can be brought back until {date}',
  menuOf: 'What to do with {title}',
  open: 'Open',
  forgetWay: 'Take off this list',
  bringBack: 'Bring back',
  broughtBack: '{title} is back.',
  notBroughtBack: 'The room could not be brought back. Try again in a moment.',
  spokenCode: 'Code',
  spokenExample: 'three words',
  comeIn: 'Come in',
  noSuchCode: 'No room opens by this code. It may be over: ask for it again, or for the link.',
  tooManyCodes: 'There were too many wrong codes. Wait a moment, or come by the link.',
  codeFailed: 'The code could not be checked. Check your connection and try again.',
};

declare module '../../i18n/texts' {
  interface Texts {
    home: typeof home;
  }
}
