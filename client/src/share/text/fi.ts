// The links to invite people with, in Finnish.

import type { LinksTexts } from './texts';

export const links: LinksTexts = {
  join: 'Linkki osallistujille',
  joinHint_open: 'Kaikki, joilla on tämä linkki, voivat kirjoittaa taululle. Tunnuksia ei tarvita.',
  joinHint_knock: 'Uudet tulijat koputtavat tällä linkillä, ja vetäjä päästää heidät sisään.',
  joinHint_closed: 'Tällä linkillä ei juuri nyt pääse sisään ketään uutta. Sisällä olevat pysyvät sisällä.',
  joinAnew: 'Tämä linkki ja sen QR-koodi ovat uudet: aiemmilla ei pääse sisään ketään uutta.',
  qr: 'Osallistujien linkki QR-koodina',
  qrLarger: 'Näytä QR-koodi suurena',
  qrSmaller: 'Näytä QR-koodi pienenä',
  qrHint: 'Osoita tätä puhelimen kameralla',
  view: 'Linkki seuraajille',
  viewHint: 'Seuraajat näkevät kaiken mutta eivät muuta mitään.',
  facilitate: 'Linkki vetäjille',
  facilitateHint:
    'Anna tämä vain niille, jotka vetävät työpajaa kanssasi: sillä voi tehdä kaiken, mitä sinäkin voit. Pane se talteen myös itsellesi, niin voit jatkaa toisella laitteella.',
  copy: 'Kopioi',
  copyNamed: 'Kopioi: {link}',
  copied: 'Kopioitu',
  copyFailed: 'Linkin kopiointi ei onnistunut. Se on nyt valittuna: kopioi se näppäimillä Ctrl+C.',
  send: 'Lähetä…',
  kept: {
    one: 'Tämä huone säilyy, kunnes kukaan ei ole käynyt täällä {count} päivään.',
    other: 'Tämä huone säilyy, kunnes kukaan ei ole käynyt täällä {count} päivään.',
  },
  keptEmptyHours: {
    one: 'Kukaan ei ole vielä kirjoittanut tänne mitään: huone poistetaan, kun kukaan ei ole käynyt täällä {count} tuntiin.',
    other:
      'Kukaan ei ole vielä kirjoittanut tänne mitään: huone poistetaan, kun kukaan ei ole käynyt täällä {count} tuntiin.',
  },
  keptEmptyDays: {
    one: 'Kukaan ei ole vielä kirjoittanut tänne mitään: huone poistetaan, kun kukaan ei ole käynyt täällä {count} päivään.',
    other:
      'Kukaan ei ole vielä kirjoittanut tänne mitään: huone poistetaan, kun kukaan ei ole käynyt täällä {count} päivään.',
  },
  staysLonger: 'Kun joku on kirjoittanut, huone säilyy pidempään.',
  staysForGood: 'Kun joku on kirjoittanut, huone säilyy pysyvästi.',
  codeName: 'Koodi',
  codeHint: 'Kolmen sanan koodin voi sanoa ääneen. Se kirjoitetaan etusivulle.',
  codeOn: 'Tee koodi',
  codeOff: 'Lopeta koodi',
  codeEnds: 'Päättyy vaiheen mukana tai klo {time}.',
  codeFailed: 'Koodia ei voitu juuri nyt muuttaa. Yritä hetken päästä uudelleen.',
};
