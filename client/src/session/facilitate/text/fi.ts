// What facilitators read, in Finnish.

import type { FacilitationTexts } from './texts';

const facilitate: FacilitationTexts['facilitate'] = {
  bar: 'Vetäjälle',
  start: 'Aloita: {phase}',
  result: 'Tulos',
  next: 'Seuraavaksi: {phase}',
  last: 'Tämä on viimeinen vaihe',
  back: 'Takaisin: {phase}',
  pause: 'Pysäytä aika',
  resume: 'Jatka aikaa',
  minuteMore: 'Minuutti lisää',
  went: 'Nyt: {phase}',
  cameBack: 'Palattiin vaiheeseen {phase}. Sen aika alkaa alusta.',
  minuteAdded: 'Aikaa lisättiin minuutti',
  paused: 'Aika on pysäytetty',
  resumed: 'Aika kulkee taas',

  revealAsk: {
    one: 'Ainoa levitettäväksi pakattu lappu tulee viltille kaikkien nähtäväksi. Sitä ei voi kumota.',
    other:
      'Kaikki {count} levitettäväksi pakattua lappua tulevat viltille kaikkien nähtäväksi. Sitä ei voi kumota.',
  },
  revealYes: 'Levitä korit',
  closingAsk: 'Äänestys päättyy ja kaikki näkevät tuloksen. Sitä ei voi kumota. Valmiina on {done}/{people}.',
  closingAlone:
    'Vain yksi on äänestänyt. Jos päätät äänestyksen nyt, tulos on yksin hänen, ja jokainen, joka tietää kuka äänesti, tietää myös miten. Päätetäänkö silti?',
  revealAlone: 'Ne ovat kaikki yhdeltä ihmiseltä, joten muut voivat tietää, kenen ne ovat.',
  closingYes: 'Päätä äänestys',
  notYet: 'Ei vielä',

  turn: 'Vuorossa {name}',
  turnOf: '{place}/{of}',
  turnNext: 'Seuraava vuoro',
  turnsOver: 'Kaikki vuorot on pidetty',
  turnTimeUp: 'aika on täynnä',

  forAll: 'Mihin kaikki katsovat',
  bring: 'Tuo kaikki tähän näkymään',
  bringDone: 'Kaikki tuotiin tähän',
  lead: 'Kaikki seuraavat näkymääni',
  spotlight: 'Nosta esiin',
  spotlightEnd: 'Lopeta esittely',
  spotlit: 'Kaikille esillä: {text}',
  spotlitEmpty: 'Lappu on kaikille esillä',
  leading: 'Kaikki seuraavat näkymääsi',
  leadingEnd: 'Lopeta',
  following: '{name} näyttää taulua, ja näkymäsi kulkee mukana',
  followingEnd: 'Lopeta seuraaminen',
  notFollowing: '{name} näyttää taulua',
  followAgain: 'Seuraa mukana',
  brought: '{name} toi kaikki tähän',
  broughtBack: 'Takaisin',
  broughtWhileBusy: '{name} pyytää kaikkia katsomaan samaa kohtaa',
  broughtGo: 'Siirry sinne',

  panel: 'Työpaja',
  workshop: 'Työpaja',
  panelOpen: 'Ohjelma, osallistujat ja äänestys',
  panelTabs: 'Mitä näytetään',
  tabPlan: 'Ohjelma',
  tabPeople: 'Osallistujat',
  tabVote: 'Äänestys',
  hands: { one: '{count} käsi pystyssä', other: '{count} kättä pystyssä' },
};

const notDone: FacilitationTexts['notDone'] = {
  notAllowed: 'Vain vetäjä voi tehdä sen.',
  notKnown: 'Sivu ei enää tunne sinua. Lataa se uudelleen.',
  notNow: 'Se ei onnistu tässä vaiheessa.',
  notYourTurn: 'Nyt on jonkun toisen vuoro.',
  stale: 'Joku ehti ensin: piknik on jo edennyt.',
  notThere: 'Sitä ei enää ole.',
  taken: 'Se on jo olemassa.',
  overBudget: 'Ääniä on liikaa.',
  tooLong: 'Teksti on liian pitkä. Lyhennä vähän.',
  tooMany: 'Enempää ei mahdu.',
  empty: 'Kirjoita ensin jotain.',
  alreadyLaid: 'Lappu on jo taululla. Muuta sitä siellä.',
  notYourProxy: 'Joku toinen toimii nyt hänen puolestaan.',
  lastFacilitator: 'Jonkun on oltava vetäjä. Tee ensin joku toinen vetäjäksi.',
  namesShown: 'Nimet näkyvät nyt, ja tämä lähetettiin ilman nimeä.',
  archived: 'Huone on arkistoitu, joten mikään siinä ei muutu.',
  promised: 'Osallistujat ovat kirjoittaneet luottaen siihen, ettei kirjoittaja selviä. Se lupaus pidetään.',
  unknown: 'Palvelin on tätä sivua vanhempi eikä osaa tätä vielä. Kerro sen ylläpitäjälle.',
};

export const facilitation: FacilitationTexts = { facilitate, notDone };
