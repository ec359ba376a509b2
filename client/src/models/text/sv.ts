// The texts of workshop models in Swedish.

import type { ModelTexts } from './texts';

export const models: ModelTexts = {
  legend: 'Hur vill ni arbeta?',
  loading: 'Hämtar workshopmodeller…',
  unavailable: 'Workshopmodellerna kunde inte hämtas. Du kan öppna ett rum ändå.',
  phases: { one: '{count} fas', other: '{count} faser' },
  noPhases: 'Inga faser',
  areas: { one: '{count} område', other: '{count} områden' },
  minutes: '{count} min',
  anonymous: 'Ingen ser vem som har skrivit vad.',
  import: 'Från en fil',
  importHint: 'En skörd eller en modell. Du kan också släppa den här.',
  imported: 'Från en fil',
  checking: 'Läser filen…',
  cannotCheck: 'Filen kunde inte kontrolleras. Kontrollera anslutningen och försök igen.',
  tooLargeFile: 'Filen är för stor för att vara en workshopmodell.',
  notText: 'Filen är inte text som kan läsas här. Spara den som UTF-8 och försök igen.',
  notAModel: '{file} är inte en workshopmodell ännu. Rätta det här och välj filen igen:',
};
