// What is told when a phase begins, and to whoever comes in the middle of it, in Swedish.

import type { ToldTexts } from './texts';

const told: ToldTexts['told'] = {
  began: '{title}. {instructions}',
  late_arrive: 'Vi håller på att samlas.',
  lateDo_arrive: 'Hälsa på de andra.',
  late_pack: 'Alla packar sin korg.',
  lateDo_pack: 'Skriv ner dina egna idéer, du också.',
  late_lay: 'Lapparna dukas upp på filten.',
  lateDo_lay: 'Ta en titt.',
  late_taste: 'Vi läser varandras lappar.',
  lateDo_taste: 'Läs och reagera på det som talar till dig.',
  late_cluster: 'Vi grupperar lapparna.',
  lateDo_cluster: 'För ihop det som hör ihop.',
  late_vote: {
    one: 'En omröstning pågår. Du har {count} röst.',
    other: 'En omröstning pågår. Du har {count} röster.',
  },
  late_voteWatching: 'En omröstning pågår.',
  late_voteOver: 'Omröstningen är över. Resultaten syns på tavlan.',
  late_take: 'Vi väljer vad vi tar med oss.',
  lateDo_take: 'Skriv ner ditt löfte.',
  late_harvest: 'Skörden är bärgad. Du kan läsa den nu.',
  newNotes: {
    one: '{count} ny lapp sedan du var här.',
    other: '{count} nya lappar sedan du var här.',
  },
  newComments: {
    one: '{count} ny kommentar sedan du var här.',
    other: '{count} nya kommentarer sedan du var här.',
  },
};

export const toldTexts: ToldTexts = { told };
