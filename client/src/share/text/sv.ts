// The links to invite people with, in Swedish.

import type { LinksTexts } from './texts';

export const links: LinksTexts = {
  join: 'Länk för deltagare',
  joinHint_open: 'Alla som har den här länken kan skriva på tavlan. Inget konto behövs.',
  joinHint_knock: 'Nya som har den här länken knackar på, och en ledare släpper in dem.',
  joinHint_closed: 'Ingen ny kommer in med den här länken just nu. De som är inne stannar kvar.',
  joinAnew: 'Länken är ny, och QR-koden också: de tidigare släpper inte in någon ny.',
  qr: 'Deltagarnas länk som QR-kod',
  qrLarger: 'Visa QR-koden stor',
  qrSmaller: 'Visa QR-koden liten',
  qrHint: 'Rikta telefonens kamera hit',
  view: 'Länk för åskådare',
  viewHint: 'Åskådare ser allt men ändrar ingenting.',
  facilitate: 'Länk för ledare',
  facilitateHint:
    'Ge den bara till dem som leder workshopen med dig: med den kan de göra allt som du kan. Spara den också själv, så kan du fortsätta på en annan enhet.',
  copy: 'Kopiera',
  copyNamed: 'Kopiera: {link}',
  copied: 'Kopierat',
  copyFailed: 'Länken kunde inte kopieras. Den är markerad nu: kopiera den med Ctrl+C.',
  send: 'Skicka…',
  kept: {
    one: 'Det här rummet finns kvar tills ingen har varit här på {count} dag.',
    other: 'Det här rummet finns kvar tills ingen har varit här på {count} dagar.',
  },
  keptEmptyHours: {
    one: 'Ingen har skrivit något här ännu: rummet tas bort när ingen har varit här på {count} timme.',
    other: 'Ingen har skrivit något här ännu: rummet tas bort när ingen har varit här på {count} timmar.',
  },
  keptEmptyDays: {
    one: 'Ingen har skrivit något här ännu: rummet tas bort när ingen har varit här på {count} dag.',
    other: 'Ingen har skrivit något här ännu: rummet tas bort när ingen har varit här på {count} dagar.',
  },
  staysLonger: 'När någon har skrivit blir det kvar längre.',
  staysForGood: 'När någon har skrivit blir det kvar för gott.',
  codeName: 'Kod',
  codeHint: 'En kod på tre ord kan sägas högt. Den skrivs på startsidan.',
  codeOn: 'Gör en kod',
  codeOff: 'Avsluta koden',
  codeEnds: 'Slutar med fasen, eller kl. {time}.',
  codeFailed: 'Koden kunde inte ändras just nu. Försök igen om en stund.',
};
