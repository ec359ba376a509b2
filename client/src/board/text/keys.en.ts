// The texts of the list of keys and gestures in English: the source that the other languages follow key by key.

const keys = {
  title: 'Keys and gestures',
  close: 'Close',
  headingMake: 'Make and write',
  headingFind: 'Find your way',
  headingArrange: 'Arrange',
  headingLetters: 'While nothing is chosen',
  headingLettersOff: 'While nothing is chosen (off in the settings)',
  new: 'New note',
  newHere: 'New note here',
  doubleClick: 'Double-click',
  next: 'While writing: next note beside it',
  typing: 'Typing',
  type: 'Writes in the chosen note, or the chosen cluster’s title',
  edit: 'Write in the note',
  stop: 'Stop writing; choose nothing',
  walk: 'To the next note that way',
  read: 'Next, previous note',
  ends: 'First, last note',
  select: 'Choose the note, or leave it out',
  all: 'Choose all',
  nudge: 'Move what is chosen (with Shift further)',
  color: 'Colour of new notes',
  menu: 'What can be done',
  rightClick: 'Right click',
  duplicate: 'Duplicate',
  front: 'Bring to front',
  resize: 'Larger, smaller',
  lock: 'Lock, unlock',
  align: 'Line up: left, centre, right, top, middle, bottom',
  evenly: 'Even spaces across, down',
  openLink: 'Open the link in the note',
  delete: 'Delete',
  clipboard: 'Copy, cut, paste',
  undo: 'Undo, redo',
  zoom: 'Zoom in, out, full size',
  fit: 'Fit all',
  pan: 'Move the board',
  messages: 'To the newest message, from anywhere, and back',
  drag: 'drag',
  space: 'Space',
  arrows: 'Arrows',
  group: 'Group what is chosen; else a new title to gather notes under',
  ungroup: 'Take out of the cluster; take a chosen cluster apart',
  move: 'Move to a cluster, or merge',
  collapse: 'Collapse or open',
  arrange: 'Arrange all',
  drop: 'Drop on a note',
  dropMeaning: 'Make a cluster of the two',
};

export const keyTexts = { keys };

declare module '../../i18n/texts' {
  type Keys = typeof keyTexts;
  interface Texts extends Keys {}
}
