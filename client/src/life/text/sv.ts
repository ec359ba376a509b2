// What is said of a room as a whole, in Swedish.

import type { LifeTexts } from './texts';

export const life: LifeTexts = {
  way_copy: 'Kopiera rummet…',
  way_links: 'Gör nya länkar…',
  way_archive: 'Arkivera…',
  way_takeAway: 'Ta bort rummet…',
  heading_copy: 'Kopiera rummet',
  heading_links: 'Gör nya länkar',
  heading_archive: 'Arkivera rummet',
  heading_takeAway: 'Ska rummet tas bort?',
  failed: 'Det gick inte just nu. Kontrollera anslutningen och försök igen.',
  noRoomMade: 'Det går inte att öppna nya rum här nu. Fråga den som sköter tjänsten.',
  copyWhat: 'Kopian är ett eget rum med nya länkar. Personer, korgar, röster och namn stannar här.',
  copyTitle: 'Kopians rubrik',
  copyOf: '{title} (kopia)',
  roomCode: 'Kod för att öppna rum',
  copyStructure: 'Kopiera faser och områden',
  copyContents: 'Kopiera med lapparna',
  archiveWhat:
    'Ett arkiverat rum kan fortfarande läsas, och skörden kan tas med. Ingen ändrar något i det, inte heller ledarna.',
  archiveEnds: 'Du kan öppna rummet igen när som helst.',
  archive: 'Arkivera rummet',
  isArchived: 'Rummet är arkiverat. Du kan läsa det, men inget ändras.',
  endArchive: 'Öppna igen',
  linksWhat:
    'De som kom med den gamla länken är ute tills de har den nya. Dela den med dem som ska fortsätta.',
  link_join: 'Länk för deltagare',
  link_view: 'Länk för åskådare',
  link_facilitate: 'Länk för ledare',
  renew: 'Gör ny',
  renewSurely: 'Stäng den gamla länken',
  linkIsNew: 'Den nya finns under Dela.',
  notYourLink: 'Du är ledare tills vidare. Fråga någon som kom med ledarnas länk.',
  takeAwayWhat: 'Alla är ute genast, och ingen kan öppna rummet längre.',
  takeAwayBack: 'Ledarna kan ta tillbaka rummet en tid framåt. Sedan är allt borta för gott.',
  harvestFirst: 'Spara skörden först',
  takeAway: 'Ta bort rummet',
  keepIt: 'Behåll rummet',
  takenAway: 'Rummet är borttaget. Du kan ta tillbaka det till och med {date}.',
  notYourRoom: 'Du är ledare tills vidare. Fråga någon som kom med ledarnas länk.',
};
