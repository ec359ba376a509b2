// The texts of cluster suggestions in English.

export const suggestions = {
  choose: 'Nothing changes on the board until you accept.',
  find: 'Find clusters',
  findMeaning: 'Notes that have something in common, and a title for them.',
  sort: 'Sort into my clusters',
  sortMeaning: 'You name the clusters, the other notes find their place.',
  ways: 'How to cluster',

  asking: 'Reading the notes…',
  basisWords: 'Suggested by the words that notes share.',
  basisModel: 'Suggested by words and what they mean.',
  ready: {
    one: '{count} cluster suggested. Nothing has changed yet.',
    other: '{count} clusters suggested. Nothing has changed yet.',
  },
  none: 'No clusters were found here. There may be too few notes with anything in common.',
  noneLeft: 'Every note is in a cluster already.',
  noTitles: 'Write a title for each cluster you see. The notes find their place under them.',
  newTitle: 'Title of a new cluster',
  addTitle: 'Add',
  amount: 'How many clusters',
  fewer: 'Fewer',
  more: 'More',
  amountIs: { one: '{count} cluster', other: '{count} clusters' },

  suggested: 'Suggestion {title}',
  title: 'Title of the cluster',
  untitled: 'Untitled cluster',
  notes: { one: '{count} note', other: '{count} notes' },
  comingNone: 'nothing to add',
  sureOf: { one: '{count} sure', other: '{count} sure' },
  showNotes: 'Notes',
  why: 'Why together?',
  whyWord: { one: '«{word}» in {count} note', other: '«{word}» in {count} notes' },
  whyMeaning: 'They share no words; what they mean is alike.',
  whyMiddle: 'In the middle: «{text}»',
  accept: 'Accept',
  acceptCluster: 'Accept {title}',
  reject: 'Reject',
  rejectCluster: 'Reject {title}',
  acceptAll: 'Accept all',
  acceptSure: 'Accept the sure ones',

  sure: 'sure',
  perhaps: 'perhaps',
  hardly: 'unsure',
  byHand: 'moved by you',
  emptyNote: 'empty note',
  move: 'Move «{text}»',
  moveTo: 'Move to',
  leaveAlone: 'Leave alone',
  alone: { one: '{count} note is left alone', other: '{count} notes are left alone' },
  aloneMeaning: 'They fit nowhere clearly. They stay where they are.',

  alikeHeading: 'Nearly the same',
  alike: { one: '{count} note', other: '{count} notes say nearly the same: «{text}»' },
  layUnder: 'Pile up',
  layUnderOf: 'Pile up «{text}»',

  accepted: {
    one: '{count} note is in a cluster now',
    other: '{count} notes are in clusters now',
  },
  rejected: 'Suggestion {title} is gone. Its notes are left alone.',
  moved: 'Moved to {title}',
  movedAlone: 'Left alone',

  unreachable: 'The server does not answer. The board is as it was. Try again.',
  busy: 'Other suggestions are being worked out. Try again in a moment.',
  tooMany: 'There are too many notes for suggestions. Cluster some by hand first.',
  forbidden: 'Only the facilitator asks for suggestions.',
  failed: 'The suggestions did not work out. The board is as it was.',
  tryAgain: 'Try again',

  showAll: 'Show to everyone',
  showAllMeaning: 'Only you see this now.',
  showAllOn: 'Everyone sees this now. They cannot change it.',
  showAllTooLarge: 'There are too many notes to show this to everyone.',
  shownBy: 'Suggestion only: {name} shows which clusters the notes could make. The board has not changed.',
  shownHide: 'Hide',
  shownHidden: '{name} shows suggested clusters',
  shownAgain: 'Show',
  shownClusters: 'Suggested clusters',
  shownCluster: '{title}, {notes}',
};

declare module '../../i18n/texts' {
  interface Texts {
    suggestions: typeof suggestions;
  }
}
