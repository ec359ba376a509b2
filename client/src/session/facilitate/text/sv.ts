// What facilitators read, in Swedish.

import type { FacilitationTexts } from './texts';

const facilitate: FacilitationTexts['facilitate'] = {
  went: 'Nu: {phase}',
  cameBack: 'Tillbaka i {phase}. Tiden börjar om från början.',
  notYet: 'Inte ännu',
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
