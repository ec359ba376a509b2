// What facilitators read, in Swedish.

import type { FacilitationTexts } from './texts';

const facilitate: FacilitationTexts['facilitate'] = {
  bar: 'För ledaren',
  start: 'Börja: {phase}',
  result: 'Resultat',
  next: 'Härnäst: {phase}',
  last: 'Det här är den sista fasen',
  back: 'Tillbaka: {phase}',
  pause: 'Stanna tiden',
  resume: 'Låt tiden gå igen',
  minuteMore: 'En minut till',
  went: 'Nu: {phase}',
  cameBack: 'Tillbaka i {phase}. Tiden börjar om från början.',
  minuteAdded: 'En minut lades till',
  paused: 'Tiden står stilla',
  resumed: 'Tiden går igen',

  revealAsk: {
    one: 'Den enda lappen som är packad för att dukas upp kommer på filten så att alla ser den. Det går inte att ångra.',
    other:
      'Alla {count} lappar som är packade för att dukas upp kommer på filten så att alla ser dem. Det går inte att ångra.',
  },
  revealYes: 'Duka upp',
  closingAsk:
    'Omröstningen avslutas och alla ser resultatet. Det går inte att ångra. Klara: {done} av {people}.',
  closingAlone:
    'Bara en person har röstat. Om du avslutar omröstningen nu är resultatet bara den personens, och alla som vet vem som röstade vet också hur. Ska den avslutas ändå?',
  revealAlone: 'Alla kommer från en person, så de andra kan veta vems de är.',
  closingYes: 'Avsluta omröstningen',
  notYet: 'Inte ännu',

  turn: 'Nu är det {name}',
  turnOf: '{place} av {of}',
  turnNext: 'Nästa tur',
  turnsOver: 'Alla har haft sin tur',
  turnTimeUp: 'tiden är slut',

  forAll: 'Vart alla tittar',
  bring: 'Ta alla hit till min vy',
  bringDone: 'Alla togs hit',
  lead: 'Alla följer min vy',
  spotlight: 'Lyft fram',
  spotlightEnd: 'Sluta visa',
  spotlit: 'Visas för alla: {text}',
  spotlitEmpty: 'En lapp visas för alla',
  leading: 'Alla följer din vy',
  leadingEnd: 'Sluta',
  following: '{name} visar tavlan och din vy följer med',
  followingEnd: 'Sluta följa',
  notFollowing: '{name} visar tavlan',
  followAgain: 'Följ med',
  brought: '{name} tog alla hit',
  broughtBack: 'Tillbaka',
  broughtWhileBusy: '{name} ber alla titta på samma ställe',
  broughtGo: 'Gå dit',

  panel: 'Workshop',
  workshop: 'Workshop',
  panelOpen: 'Program, deltagare och omröstning',
  panelTabs: 'Vad som visas',
  tabPlan: 'Program',
  tabPeople: 'Deltagare',
  tabVote: 'Omröstning',
  hands: { one: '{count} hand uppe', other: '{count} händer uppe' },
};

const notDone: FacilitationTexts['notDone'] = {
  notAllowed: 'Bara en ledare kan göra det.',
  notKnown: 'Sidan känner inte igen dig längre. Ladda om den.',
  notNow: 'Det går inte i den här fasen.',
  notYourTurn: 'Det är någon annans tur.',
  stale: 'Någon hann före: picknicken har redan gått vidare.',
  notThere: 'Det finns inte längre.',
  taken: 'Den finns redan.',
  overBudget: 'Det är fler röster än vad som ryms.',
  tooLong: 'Texten är för lång. Förkorta den lite.',
  tooMany: 'Det finns redan så många som ryms.',
  empty: 'Skriv något först.',
  alreadyLaid: 'Lappen ligger redan på tavlan. Ändra den där.',
  notYourProxy: 'Någon annan handlar nu för personen.',
  lastFacilitator: 'Någon måste vara ledare. Gör först någon annan till ledare.',
  namesShown: 'Namnen visas nu, och det här skickades utan namn.',
  archived: 'Rummet är arkiverat, så inget i det ändras.',
  promised: 'Deltagarna har skrivit i tillit till att ingen får veta vem som skrev. Det löftet hålls.',
  unknown: 'Servern är äldre än den här sidan och kan inte det här än. Säg till den som sköter den.',
};

export const facilitation: FacilitationTexts = { facilitate, notDone };
