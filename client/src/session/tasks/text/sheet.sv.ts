// What is said of notes that wait for a facilitator's nod, and of votes that move, in Swedish.

import type { SheetTexts } from './texts';

const offering: SheetTexts['offering'] = {
  offerHow: 'Det du skickar väntar på ledaren. Ingen annan ser det förrän det släpps in på tavlan.',
  offerComposerHint: 'En tanke per lapp. Enter skickar.',
  send: 'Skicka',
  sendNamed: 'Skicka: {text}',
  sent: 'Skickat. Lappen väntar på ledaren.',
  waits: 'Väntar på ledaren',
  handedBack: 'Ledaren lämnade tillbaka den. Ändra den och skicka igen, eller behåll den för dig själv.',
  handedBackTold: 'Ledaren lämnade tillbaka en lapp till dig.',
  isIn: { one: 'Din lapp ligger på tavlan nu.', other: '{count} av dina lappar ligger på tavlan nu.' },
  look: 'Titta',
  mergedHere:
    'Du var i rummet två gånger. En ledare gjorde de två till en: det du har lagt ut och sagt på den andra sidan är ditt här. Röster därifrån räknas bara om du inte ger några här.',
  offered: 'Dina lappar',
  votesBack: {
    one: '”{item}” togs bort, och din röst kom tillbaka till dig.',
    other: '”{item}” togs bort, och dina {count} röster kom tillbaka till dig.',
  },
  votesCountAgain: {
    one: '”{item}” är tillbaka, och din röst räknas igen.',
    other: '”{item}” är tillbaka, och dina {count} röster räknas igen.',
  },
};

/** People who come, pack, and see what was packed. */
const gathering: SheetTexts['gathering'] = {
  arriveToBoard: 'Visa tavlan',
  arriveToAnswers: 'Visa svaren',
  you: 'du',
  revealed: '{notes} {people}',
  revealedBy: { one: 'från {count} person', other: 'från {count} personer' },
  inBaskets: 'ligger nu i korgarna, {people}',
  byPeople: { one: 'från {count} person', other: 'från {count} personer' },
};

export const sheetTexts: SheetTexts = { offering, gathering };
