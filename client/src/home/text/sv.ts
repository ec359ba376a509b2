// The texts of the front page in Swedish.

import type { HomeTexts } from './texts';

export const home: HomeTexts = {
  what: 'En workshop på en filt: ni skriver i lugn och ro, läser, grupperar och väljer tillsammans.',
  question: 'Vad ska picknicken handla om?',
  example: 'Till exempel: hur vi tar emot nya',
  make: 'Öppna ett rum',
  making: 'Öppnar…',
  failed: 'Det gick inte att öppna rummet. Kontrollera anslutningen och försök igen.',
  busy: 'För många rum har öppnats just nu. Vänta en stund och försök igen.',
  between: 'Något annat svarade i stället för picnic: kanske nätverkets inloggningssida eller en proxy.',
  misled:
    'Den här picnicen är felinställd: servern nås på en annan adress än den här sidan. Berätta det för den som sköter tjänsten.',
  code: 'Kod för att öppna rum',
  codeNeeded: 'I den här picnicen öppnas rum med en kod. Fråga den som sköter tjänsten.',
  codeWrong: 'Koden stämmer inte. Kontrollera den och försök igen.',
  nobodyMakes: 'I den här picnicen kan inga nya rum öppnas. De rum som finns fungerar med sina egna länkar.',
  diskFull:
    'Det finns inte plats för nya rum här just nu. Kom tillbaka senare, eller berätta det för den som sköter tjänsten.',
  forgotten: '{title} är borta från listan. Själva rummet finns kvar.',
  rooms: 'Dina rum',
  roomsHere: 'Listan finns bara i den här webbläsaren.',
  role_facilitator: 'ledare',
  role_participant: 'deltagare',
  role_viewer: 'åskådare',
  today: 'i dag kl. {time}',
  archived: 'arkiverat',
  takenAwayUntil: 'borttaget, kan tas tillbaka till och med {date}',
  menuOf: 'Vad ska göras med {title}',
  open: 'Öppna',
  forgetWay: 'Ta bort från listan',
  bringBack: 'Ta tillbaka',
  broughtBack: '{title} är tillbaka.',
  notBroughtBack: 'Rummet gick inte att ta tillbaka. Försök igen om en stund.',
  spokenCode: 'Kod',
  spokenExample: 'tre ord',
  comeIn: 'Kom in',
  noSuchCode: 'Den här koden öppnar inget rum. Den kan ha gått ut: fråga efter en ny, eller efter länken.',
  tooManyCodes: 'Det har varit för många fel koder. Vänta en stund, eller kom med länken.',
  codeFailed: 'Koden kunde inte kontrolleras. Kontrollera anslutningen och försök igen.',
};
