// The texts of workshop models in Finnish.

import type { ModelTexts } from './texts';

export const models: ModelTexts = {
  legend: 'Miten työskentelette?',
  loading: 'Haetaan työpajamalleja…',
  unavailable: 'Työpajamalleja ei saatu haettua. Voit silti avata huoneen.',
  phases: { one: '{count} vaihe', other: '{count} vaihetta' },
  noPhases: 'Ei vaiheita',
  areas: { one: '{count} alue', other: '{count} aluetta' },
  minutes: '{count} min',
  anonymous: 'Kukaan ei näe, kuka kirjoitti mitäkin.',
  import: 'Tiedostosta',
  importHint: 'Sato tai malli. Voit myös pudottaa sen tähän.',
  imported: 'Tiedostosta',
  checking: 'Luetaan tiedostoa…',
  cannotCheck: 'Tiedostoa ei saatu tarkistettua. Tarkista yhteys ja yritä uudelleen.',
  tooLargeFile: 'Tiedosto on liian suuri työpajamalliksi.',
  notText: 'Tiedosto ei ole tekstiä, jota tässä voisi lukea. Tallenna se UTF-8-muodossa ja yritä uudelleen.',
  notAModel: '{file} ei ole vielä työpajamalli. Korjaa tämä ja valitse tiedosto uudelleen:',
};
