// The texts of the front page in Finnish.

import type { HomeTexts } from './texts';

export const home: HomeTexts = {
  what: 'Työpaja yhdellä viltillä: kirjoitatte rauhassa, luette, ryhmittelette ja valitsette yhdessä.',
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
  forgotten: '{title} ei ole enää luettelossa. Itse huone on tallella.',
  rooms: 'Huoneesi',
  roomsHere: 'Luettelo on vain tässä selaimessa.',
  role_facilitator: 'vetäjä',
  role_participant: 'osallistuja',
  role_viewer: 'seuraaja',
  today: 'tänään klo {time}',
  archived: 'arkistoitu',
  takenAwayUntil: 'viety pois, palautettavissa {date} asti',
  menuOf: 'Mitä tehdään: {title}',
  open: 'Avaa',
  forgetWay: 'Poista luettelosta',
  bringBack: 'Palauta',
  broughtBack: '{title} on taas käytössä.',
  notBroughtBack: 'Huonetta ei saatu palautettua. Yritä hetken päästä uudelleen.',
  spokenCode: 'Koodi',
  spokenExample: 'kolme sanaa',
  comeIn: 'Tule sisään',
  noSuchCode:
    'Tällä koodilla ei pääse mihinkään huoneeseen. Se voi olla vanhentunut: kysy uutta tai linkkiä.',
  tooManyCodes: 'Vääriä koodeja on ollut liikaa. Odota hetki tai tule linkillä.',
  codeFailed: 'Koodia ei voitu tarkistaa. Tarkista yhteys ja yritä uudelleen.',
};
