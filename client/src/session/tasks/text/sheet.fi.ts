// What is said of notes that wait for a facilitator's nod, and of votes that move, in Finnish.

import type { SheetTexts } from './texts';

const offering: SheetTexts['offering'] = {
  offerHow: 'Se, minkä lähetät, odottaa vetäjää. Muut eivät näe sitä, ennen kuin se pääsee taululle.',
  offerComposerHint: 'Yksi ajatus lapulle. Enter lähettää.',
  send: 'Lähetä',
  sendNamed: 'Lähetä: {text}',
  sent: 'Lähetetty. Lappu odottaa vetäjää.',
  waits: 'Odottaa vetäjää',
  handedBack: 'Vetäjä antoi tämän takaisin. Voit muuttaa sitä ja lähettää uudelleen tai pitää sen itselläsi.',
  handedBackTold: 'Vetäjä antoi lapun takaisin sinulle.',
  isIn: { one: 'Lappusi on nyt taululla.', other: '{count} lappuasi on nyt taululla.' },
  look: 'Katso',
  mergedHere:
    'Olit huoneessa kahdesti. Vetäjä yhdisti nämä kaksi yhdeksi: se, minkä levitit ja sanoit toisella sivulla, on nyt sinun täällä. Siellä antamasi äänet lasketaan vain, jos et anna ääniä täällä.',
  offered: 'Omat lappusi',
  votesBack: {
    one: '”{item}” otettiin pois, ja {count} äänesi palasi sinulle.',
    other: '”{item}” otettiin pois, ja {count} ääntäsi palasi sinulle.',
  },
  votesCountAgain: {
    one: '”{item}” on taas taululla, ja {count} äänesi lasketaan taas.',
    other: '”{item}” on taas taululla, ja {count} ääntäsi lasketaan taas.',
  },
};

/** People who come, pack, and see what was packed. */
const gathering: SheetTexts['gathering'] = {
  arriveToBoard: 'Näytä taulu',
  arriveToAnswers: 'Näytä vastaukset',
  you: 'sinä',
  revealed: '{notes} {people}',
  revealedBy: { one: '{count} ihmiseltä', other: '{count} ihmiseltä' },
  inBaskets: 'on nyt koreissa, {people}',
  byPeople: { one: '{count} ihmisellä', other: '{count} ihmisellä' },
};

export const sheetTexts: SheetTexts = { offering, gathering };
