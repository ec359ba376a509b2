// What is told when a phase begins, and to whoever comes in the middle of it, in English: the source that the other languages follow key by key.

const told = {
  began: '{title}. {instructions}',
  late_arrive: 'We are just arriving.',
  lateDo_arrive: 'Say hello to the others.',
  late_pack: 'Everyone is packing their basket.',
  lateDo_pack: 'Write down your own ideas, too.',
  late_lay: 'The notes are being laid on the blanket.',
  lateDo_lay: 'Have a look.',
  late_taste: 'We are reading each other’s notes.',
  lateDo_taste: 'Read, and react to what speaks to you.',
  late_cluster: 'We are grouping the notes.',
  lateDo_cluster: 'Bring together what belongs together.',
  late_vote: {
    one: 'A vote is going on. You have {count} vote.',
    other: 'A vote is going on. You have {count} votes.',
  },
  late_voteWatching: 'A vote is going on.',
  late_voteOver: 'The vote is over. You see the results on the board.',
  late_take: 'We are choosing what to take along.',
  lateDo_take: 'Write down what you promise.',
  late_harvest: 'The harvest is in. You can read it now.',
  newNotes: { one: '{count} new note since you were here.', other: '{count} new notes since you were here.' },
  newComments: {
    one: '{count} new comment since you were here.',
    other: '{count} new comments since you were here.',
  },
};

export const toldTexts = { told };

declare module '../../i18n/texts' {
  type Told = typeof toldTexts;
  interface Texts extends Told {}
}
