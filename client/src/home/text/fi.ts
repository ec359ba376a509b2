// The texts of the front page in Finnish.

import type { HomeTexts } from './texts';

export const home: HomeTexts = {
  question: 'Mistä piknikillä puhutaan?',
  example: 'Esimerkiksi: miten otamme uudet vastaan',
  make: 'Avaa huone',
  making: 'Avataan…',
  failed: 'Huoneen avaaminen ei onnistunut. Tarkista yhteys ja yritä uudelleen.',
  busy: 'Huoneita on avattu juuri nyt liian monta. Odota hetki ja yritä uudelleen.',
  between: 'Picnicin sijasta vastasi jokin muu: ehkä verkon kirjautumissivu tai välityspalvelin.',
  misled:
    'Tämän picnicin asetuksissa on vikaa: palvelimeen päädytään toisella osoitteella kuin tähän sivuun. Kerro siitä palvelun ylläpitäjälle.',
  code: 'Huoneiden avaamisen koodi',
  codeNeeded: 'Tässä picnicissä huoneen voi avata koodilla. Kysy sitä palvelun ylläpitäjältä.',
  codeWrong: 'Koodi ei ole oikea. Tarkista se ja yritä uudelleen.',
  nobodyMakes: 'Tässä picnicissä ei voi avata uusia huoneita. Entiset huoneet toimivat omilla linkeillään.',
  diskFull:
    'Uusille huoneille ei ole täällä nyt tilaa. Tule myöhemmin uudelleen tai kerro siitä ylläpitäjälle.',
  rooms: 'Huoneesi tässä selaimessa',
  forget: 'Poista luettelosta: {title}',
  justNow: 'juuri äsken',
  forgotten: '{title} ei ole enää luettelossa. Itse huone on tallella.',
};
