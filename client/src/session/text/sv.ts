// The session's texts in Swedish.

import type { SessionTexts } from './texts';

export const session: SessionTexts = {
  bar: 'Vad vi gör nu',
  notStarted: 'Vi börjar snart',
  between: 'Ingenting pågår just nu',

  kind_arrive: 'Ankomst',
  kind_pack: 'Packa korgen',
  kind_lay: 'Duka upp',
  kind_taste: 'Smaka',
  kind_cluster: 'Gruppera',
  kind_vote: 'Rösta',
  kind_take: 'Ta med dig',
  kind_harvest: 'Skörd',

  journey: 'Hela picknicken',
  journeyAt: 'Hela picknicken: fas {step} av {steps}',
  journeyOf: { one: 'Hela picknicken: {count} fas', other: 'Hela picknicken: {count} faser' },
  done: 'klart',
  now: 'nu',
  coming: 'kommer',
  minutes: '{count} min',
  noLimit: 'ingen tidsgräns',

  newPhase: 'Nytt',
  forOthers: 'Till dem som deltar:',
  instructions: 'Vad vi gör',
  understood: 'Okej',

  clock: 'Klocka',
  timer: 'Tid kvar',
  timerOver: 'Över tiden',
  timerPaused: 'Klockan är stoppad',
  paused: 'paus',
  timeIsUp: 'Tiden är ute',
  warnMinute: 'En minut kvar.',
  warnTenSeconds: 'Tio sekunder kvar.',
  warnOver: 'Tiden är ute.',
  mute: 'Stäng av klockans ljud',
  unmute: 'Sätt på klockans ljud',
  untilToday: 'till kl. {time} i dag',
  untilDay: 'till {day} kl. {time}',
  untilDate: 'till den {date} kl. {time}',
  untilDay0: 'söndag',
  untilDay1: 'måndag',
  untilDay2: 'tisdag',
  untilDay3: 'onsdag',
  untilDay4: 'torsdag',
  untilDay5: 'fredag',
  untilDay6: 'lördag',

  ready: 'Jag är klar',
  readyCount: '{ready}/{people} klara',
  raiseHand: 'Räck upp handen',
  lowerHand: 'Ta ner handen',
  handIsUp: 'Din hand är uppe. Ledaren ser den.',
  handIsDown: 'Din hand är nere.',

  locked: 'Tavlan är låst. Nu kan bara ledaren ändra den.',
  named:
    'Från och med nu visas namn: alla ser vem som skriver vad. Det som har skickats tidigare förblir utan namn.',
  layNameless: 'Ingen ser vem som har skrivit vad.',
  layRounds: 'Var och en lägger upp en lapp i sin tur.',
  voteSeveral: 'Du kan ge flera röster till en och samma.',
  nameless: 'Från och med nu får ingen veta vem som skriver vad.',
  role_facilitator:
    'Du är ledare nu. Det du kan göra finns högst upp, under ”Program, deltagare och omröstning”.',
  role_participant: 'Du är deltagare nu.',
  role_viewer: 'Du är åskådare nu: du ser allt men ändrar ingenting.',
  notTaken: 'Det gick inte just nu. Försök igen.',
  lateVote: 'Din röst kom för sent och räknas inte. Det som kom fram före den räknas.',
  lateReaction: 'Din reaktion kom för sent och räknas inte.',
  lateRefusal: 'Något du gjorde utan anslutning kom fram för sent och togs inte med.',
  lateRefusalOfText:
    'Det du skrev utan anslutning gick inte längre att lägga till. Det finns bland dina ofärdiga texter: ”{text}”',
};
