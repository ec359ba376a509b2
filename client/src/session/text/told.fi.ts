// What is told when a phase begins, and to whoever comes in the middle of it, in Finnish.

import type { ToldTexts } from './texts';

const told: ToldTexts['told'] = {
  began: '{title}. {instructions}',
  late_arrive: 'Olemme juuri saapumassa.',
  lateDo_arrive: 'Tervehdi muita.',
  late_pack: 'Kaikki pakkaavat juuri koriaan.',
  lateDo_pack: 'Kirjoita sinäkin omat ajatuksesi.',
  late_lay: 'Lappuja levitetään viltille.',
  lateDo_lay: 'Katso, mitä kaikkea siellä on.',
  late_taste: 'Luemme toistemme lappuja.',
  lateDo_taste: 'Lue ja reagoi siihen, mikä puhuttelee.',
  late_cluster: 'Lappuja ryhmitellään.',
  lateDo_cluster: 'Siirrä yhteen ne, jotka kuuluvat yhteen.',
  late_vote: {
    one: 'Äänestys on käynnissä. Sinulla on {count} ääni.',
    other: 'Äänestys on käynnissä. Sinulla on {count} ääntä.',
  },
  late_voteWatching: 'Äänestys on käynnissä.',
  late_voteOver: 'Äänestys on päättynyt. Tulokset näkyvät taululla.',
  late_take: 'Valitsemme, mitä otamme mukaamme.',
  lateDo_take: 'Kirjoita oma lupauksesi.',
  late_harvest: 'Sato on koossa. Voit lukea sen nyt.',
  newNotes: {
    one: 'Sillä välin on tullut {count} uusi lappu.',
    other: 'Sillä välin on tullut {count} uutta lappua.',
  },
  newComments: {
    one: 'Sillä välin on tullut {count} uusi kommentti.',
    other: 'Sillä välin on tullut {count} uutta kommenttia.',
  },
};

export const toldTexts: ToldTexts = { told };
