// What is said before the door, in Swedish.

import type { KnockTexts } from './texts';

export const knock: KnockTexts = {
  otherWay: 'Eller knacka på: den som leder rummet kan släppa in dig.',
  name: 'Ditt namn',
  knock: 'Knacka',
  again: 'Knacka igen',
  againIn: {
    one: 'Du kan knacka igen om {count} sekund.',
    other: 'Du kan knacka igen om {count} sekunder.',
  },
  mayAgain: 'Nu kan du knacka igen.',
  leave: 'Jag väntar inte längre',
  waits: 'Du knackar som {name}…',
  silent: 'Det finns ingen anslutning just nu. Din plats är kvar, {name}.',
  waitingHeading: 'Du står vid dörren',
  waitingWhat: 'Den som leder rummet ser att du knackar.',
  waitingDo: 'Sidan öppnas av sig själv när du släpps in. Du kan lägga undan telefonen: din plats är kvar.',
  turnedAwayHeading: 'Du släpptes inte in',
  turnedAwayWhat: 'Den som leder rummet släppte inte in dig just nu.',
  turnedAwayDo: 'Om det var ett misstag kan du säga till och knacka igen.',
  outsideHeading: 'Knacka på för att komma in',
  outsideWhat: 'Den som leder rummet släpper in nya en i taget.',
  outsideDo: 'Säg vem du är och knacka. Sidan öppnas så snart du släpps in.',
  takenAwayHeading: 'Rummet är borttaget',
  takenAwayWhat: 'En ledare tog bort rummet med allt som fanns där.',
  takenAwayDo: 'Ledarna kan ta tillbaka det en tid framåt. Säg till dem om du behöver något därifrån.',
  takenAwayUntil: 'Du kan ta tillbaka rummet till och med {date}. Sedan är det borta för gott.',
  bringBack: 'Ta tillbaka rummet',
  notBroughtBack: 'Rummet gick inte att ta tillbaka. Försök igen om en stund.',
};
