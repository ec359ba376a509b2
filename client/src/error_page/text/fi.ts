// What is said before the door, in Finnish.

import type { KnockTexts } from './texts';

export const knock: KnockTexts = {
  otherWay: 'Tai koputa: huoneen vetäjä voi päästää sinut sisään.',
  name: 'Nimesi',
  knock: 'Koputa',
  again: 'Koputa uudelleen',
  againIn: {
    one: 'Voit koputtaa uudelleen {count} sekunnin päästä.',
    other: 'Voit koputtaa uudelleen {count} sekunnin päästä.',
  },
  mayAgain: 'Voit nyt koputtaa uudelleen.',
  leave: 'En odota enää',
  waits: 'Koputat nimellä {name}…',
  silent: 'Yhteyttä ei juuri nyt ole. Paikkasi säilyy, {name}.',
  waitingHeading: 'Olet oven takana',
  waitingWhat: 'Huoneen vetäjä näkee, että koputat.',
  waitingDo:
    'Sivu avautuu itsestään, kun sinut päästetään sisään. Voit laittaa puhelimen syrjään: paikkasi säilyy.',
  turnedAwayHeading: 'Sinua ei päästetty sisään',
  turnedAwayWhat: 'Huoneen vetäjä ei päästänyt sinua sisään juuri nyt.',
  turnedAwayDo: 'Jos se oli vahinko, kerro vetäjälle ja koputa uudelleen.',
  outsideHeading: 'Koputa, niin pääset sisään',
  outsideWhat: 'Huoneen vetäjä päästää uudet tulijat sisään yksitellen.',
  outsideDo: 'Kerro kuka olet ja koputa. Sivu avautuu heti, kun sinut päästetään sisään.',
  takenAwayHeading: 'Tämä huone on viety pois',
  takenAwayWhat: 'Vetäjä vei huoneen pois kaikkineen.',
  takenAwayDo: 'Vetäjät voivat vielä jonkin aikaa palauttaa sen. Jos tarvitset sieltä jotain, kerro heille.',
  takenAwayUntil: 'Voit palauttaa huoneen {date} asti. Sen jälkeen se on poissa lopullisesti.',
  bringBack: 'Palauta huone',
  notBroughtBack: 'Huonetta ei saatu palautettua. Yritä hetken päästä uudelleen.',
};
