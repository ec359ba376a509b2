// English: the source that the other languages follow key by key.

import { clusters } from '../board/text/clusters.en';
import { board } from '../board/text/en';
import { things } from '../people/text/en';
import { facilitation } from '../session/facilitate/text/en';
import { aroundTasks } from '../session/tasks/text/en';
import { session } from '../session/text/en';

const app = {
  untitled: 'Room without a title',
  name: 'picnic',
  close: 'Close',
  undo: 'Undo',
  settings: 'Settings',
  language: 'Language',
  languageFailed:
    'The texts in {language} did not come, so the language stays as it was. Check your connection and choose it again.',
  theme: 'Colours',
  themeSystem: 'Like my device',
  themeLight: 'Light',
  themeDark: 'Dark',
  keys: 'Keys',
  letterKeys: 'Single letters work on the board',
  dismiss: 'Close the message',
  licences: 'Licences and source code',
};

const title = {
  label: 'Title of the room',
  placeholder: 'Give the room a title',
  tooLong: 'A title can have {max} characters at most, and this one has {count}. Please shorten it.',
  unsaved: 'Only you see this yet.',
  save: 'Save',
  keepOld: 'Keep the old one',
  keepOldNamed: 'Keep the old one: {title}',
  halfWritten: 'Not saved yet. Press Enter here to save it.',
  overtaken:
    'Meanwhile somebody gave the room the title “{title}”. Yours is not saved: press Enter in it to use it instead, or Esc to leave theirs.',
  earlier:
    'The room has the title “{title}”. What stands in the field was begun earlier and is not saved: press Enter in it to use it instead, or Esc to leave the title as it is.',
  left: 'Meanwhile somebody gave the room the title “{title}”. It stays: if the room is to have none, empty the field again.',
};

const room = {
  newerBoard: 'A newer version of picnic made this board. You can look at it here, and not change it.',
  history: 'History',
  menu: 'Menu',
  takenAway: 'something was taken away',
  harvest: 'Harvest',
  opening: 'Opening the room…',
  skipToBoard: 'Skip to the board',
  toHome: 'To the front page',
  board: 'Board',
  noCookies:
    'This browser keeps no cookies here, so only this tab is let in. To come back you need the link that you were given, or one under “Share”: the address above lets nobody in.',
  damaged:
    'Some of what was saved in this room could not be read. What is missing comes back from any page that still shows it.',
  linksMadeAnew: 'The room’s links could not be read from the disk; new ones were made. Share them again.',
  full: 'The room has as many people in it as it can take. This page keeps trying.',
  wordsNotKept:
    'This browser has no room for more. What you have not sent is only in this tab: send or copy it before you close it.',
  noRight: 'That is not yours to change now. It is as it was.',
  keptAside:
    'What you wrote came after the board was closed for it. It is kept among your unfinished texts: copy it, or send it when you may.',
  contentRefused:
    'The board cannot hold something in your last change, and the others do not get it; the rest is kept. Copy your words, load the page again, and write anew what is missing.',
  tooManyNotes:
    'The board has as many notes as it can hold, so the new one was taken away. Delete some and try again.',
};

const saved = {
  saved: 'Saved',
  saving: 'Saving…',
  opening: 'Opening…',
  offline: 'Offline: kept here and sent later',
  offlineBetween: 'Offline: a sign-in page or proxy answers. Kept here and sent later',
  offlineCrowded: 'Offline: picnic is open in too many tabs. Close one of them, and this one goes on',
  offlineViewing: 'Offline: the board may be out of date',
  offlineNotKept: 'Offline: kept only in this tab until it is sent. Leave this page open',
  stopped: 'Not sent: the server does not understand this page. Kept here. Load the page again',
  stoppedNotKept:
    'Not sent: the server does not understand this page. Copy your words before you load it again',
  serverCannotSave: 'Not saved: the server cannot save right now. Leave this page open',
  tooLarge: 'Not saved: a change is too large to send. Undo it and take it in smaller parts',
  full: 'Not saved: the board is full. Delete something you no longer need',
  refused: 'Not saved: the room did not take a change. Load the page again',
  locked: 'Not saved: the board is locked. Kept here, and sent once it is open again',
  viewing: 'You are watching',
  back: 'Back online. Everything is saved.',
  backNotAll: 'Back online. Something of yours came too late and was left out; the rest is saved.',
};

const people = {
  here: { one: '{count} person here', other: '{count} people here' },
  follow: 'Follow {name}',
  you: '{name} (you)',
  facilitator: 'Facilitator',
  participant: 'Participant',
  viewer: 'Viewer',
};

const name = {
  question: 'What name should others see?',
  hint: 'You may leave it empty. Then you are {name}.',
  label: 'Your name',
  done: 'Done',
  skip: 'Skip',
  tooLong: 'A name can have {max} characters at most, and this one has {count}. Please shorten it.',
};

const share = {
  open: 'Share',
  heading: 'Invite people',
};

const stale = {
  newVersion: 'There is a new version of picnic.',
  partMissing: 'A part of this page could not be loaded.',
  notUnderstood: 'This page and the server do not understand each other.',
  reload: 'Reload',
};

const broken = {
  heading: 'Something on this page broke',
  what: 'What was saved is safe. What was not sent yet is kept in this browser, if it keeps anything.',
  do: 'Load the page again. If that does not help, tell whoever runs this server.',
};

const wrong = {
  notFoundHeading: 'There is no room here',
  notFoundWhat: 'The link may have been cut short on its way, or the room has been removed.',
  notFoundDo: 'Ask whoever invited you for the link again, or open a room of your own.',
  forbiddenHeading: 'This room needs its whole link',
  forbiddenWhat: 'The end of the link is missing or no longer opens this room.',
  forbiddenDo:
    'Open the link just as it was sent, or point your camera at its QR code. If that does not help, ask for a new link.',
  cookiesHeading: 'This browser keeps no cookies',
  cookiesWhat: 'Without them it cannot remember that you were let into this room.',
  cookiesDo: 'Open the room by its whole link again, or allow cookies for this site.',
  revokedHeading: 'Your link to this room has been withdrawn',
  revokedWhat: 'Whoever runs the room has changed its links. All that you saved is still in the room.',
  revokedDo: 'Ask the facilitator for a new link.',
  removedHeading: 'You have been taken out of this room',
  removedWhat: 'A facilitator took you out. What you laid on the board is still there.',
  removedDo:
    'If that was a slip, ask the facilitator to let you in again. This page then opens the room by itself, and what you were writing is kept.',
  mergedHeading: 'You are in the room already',
  mergedWhat:
    'You were in the room twice, so a facilitator made the two one. What you laid and said is there, and what you packed here is laid with the other baskets or on the board already. What you held back nobody sees.',
  mergedDo:
    'Go on where you are in still: in another tab, or on another device. To come in from here as somebody else, open the room’s link again.',
  joiningClosedHeading: 'The door is closed',
  joiningClosedWhat: 'Whoever runs the room has closed it to newcomers for now.',
  joiningClosedDo: 'Ask the facilitator to open it. This page then opens the room by itself.',
  unreachableHeading: 'The room does not answer',
  unreachableWhat: 'Your connection may be down, or the server is starting again. Nothing has been lost.',
  unreachableDo: 'This page keeps trying, and opens the room as soon as it can.',
  busyHeading: 'picnic is full just now',
  busyWhat: 'So many are here at once that the server has no room. Nothing has been lost.',
  busyDo: 'This page tries again by itself, and opens the room when there is space.',
  betweenHeading: 'Something stands in between',
  betweenWhat:
    'Something else answered in picnic’s place: perhaps the network’s sign-in page, or a proxy. Nothing has been lost.',
  betweenDo:
    'Open another site in a new tab to see whether the network wants you to sign in. This page keeps trying, and opens the room as soon as it can.',
  misledHeading: 'This picnic is set up wrongly',
  misledWhat: 'Its server is reached under another address than this page’s. Nothing has been lost.',
  misledDo:
    'Tell whoever looks after this picnic: the proxy in front of it must pass on the path and the Host header unchanged.',
  failedHeading: 'The room could not be opened',
  failedWhat: 'Something is wrong on the server. Nothing you have written is lost.',
  failedDo: 'Wait a moment and try again. If it goes on, tell whoever looks after this picnic.',
  tryAgain: 'Try again',
  stillSo: 'Tried again: nothing has changed yet.',
};

export const texts = {
  app,
  title,
  room,
  saved,
  people,
  name,
  share,
  wrong,
  stale,
  broken,
  board,
  clusters,
  session,
  aroundTasks,
  ...facilitation,
  things,
};

declare module '../i18n/texts' {
  type Page = typeof texts;
  interface Texts extends Page {}
}
