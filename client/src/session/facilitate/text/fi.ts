// What facilitators read, in Finnish.

import type { FacilitationTexts } from './texts';

const facilitate: FacilitationTexts['facilitate'] = {
  went: 'Nyt: {phase}',
  cameBack: 'Palattiin vaiheeseen {phase}. Sen aika alkaa alusta.',
  notYet: 'Ei vielä',
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
