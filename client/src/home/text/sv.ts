// The texts of the front page in Swedish.

import type { HomeTexts } from './texts';

export const home: HomeTexts = {
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
  rooms: 'Dina rum i den här webbläsaren',
  forget: 'Ta bort från listan: {title}',
  justNow: 'alldeles nyss',
  forgotten: '{title} är borta från listan. Själva rummet finns kvar.',
};
