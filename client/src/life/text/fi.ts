// What is said of a room as a whole, in Finnish.

import type { LifeTexts } from './texts';

export const life: LifeTexts = {
  way_copy: 'Kopioi huone…',
  way_links: 'Uusi linkit…',
  way_archive: 'Arkistoi…',
  way_takeAway: 'Vie huone pois…',
  heading_copy: 'Kopioi huone',
  heading_links: 'Uusi linkit',
  heading_archive: 'Arkistoi huone',
  heading_takeAway: 'Viedäänkö huone pois?',
  failed: 'Se ei onnistunut juuri nyt. Tarkista yhteys ja yritä uudelleen.',
  noRoomMade: 'Uusia huoneita ei voi nyt avata täällä. Kysy palvelun ylläpitäjältä.',
  copyWhat: 'Kopio on oma huoneensa, jolla on uudet linkit. Ihmiset, korit, äänet ja nimet jäävät tänne.',
  copyTitle: 'Kopion otsikko',
  copyOf: '{title} (kopio)',
  roomCode: 'Koodi huoneiden avaamiseen',
  copyStructure: 'Kopioi vaiheet ja alueet',
  copyContents: 'Kopioi lappuineen',
  archiveWhat:
    'Arkistoitua huonetta voi edelleen lukea, ja sadon voi ottaa mukaan. Kukaan ei voi muuttaa siinä mitään, eivät vetäjätkään.',
  archiveEnds: 'Voit avata huoneen taas milloin vain.',
  archive: 'Arkistoi huone',
  isArchived: 'Huone on arkistoitu. Voit lukea sitä, mutta mikään ei muutu.',
  endArchive: 'Avaa taas',
  linksWhat:
    'Vanhalla linkillä tulleet jäävät ulos, kunnes saavat uuden linkin. Jaa se niille, joiden on tarkoitus jatkaa.',
  link_join: 'Linkki osallistujille',
  link_view: 'Linkki seuraajille',
  link_facilitate: 'Linkki vetäjille',
  renew: 'Uusi',
  renewSurely: 'Sulje vanha linkki',
  linkIsNew: 'Uusi linkki löytyy kohdasta Jaa.',
  notYourLink: 'Olet vetäjänä toistaiseksi. Pyydä joltakulta, joka tuli vetäjien linkillä.',
  takeAwayWhat: 'Kaikki joutuvat heti ulos, eikä kukaan pääse enää huoneeseen.',
  takeAwayBack: 'Vetäjät voivat palauttaa huoneen jonkin aikaa. Sen jälkeen kaikki on poissa lopullisesti.',
  harvestFirst: 'Ota ensin sato talteen',
  takeAway: 'Vie huone pois',
  keepIt: 'Pidä huone',
  takenAway: 'Huone on viety pois. Voit palauttaa sen {date} asti.',
  notYourRoom: 'Olet vetäjänä toistaiseksi. Pyydä joltakulta, joka tuli vetäjien linkillä.',
};
