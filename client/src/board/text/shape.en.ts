// Sizes, lines and locks of notes in English: the source that the other languages follow key by key.

const shape = {
  size: 'Size',
  size_s: 'small',
  size_m: 'medium',
  size_l: 'large',
  larger: 'Larger',
  smaller: 'Smaller',
  resized: { one: '{count} note is now {size}', other: '{count} notes are now {size}' },
  lock: 'Lock',
  unlock: 'Unlock',
  locked: { one: 'Note locked', other: '{count} notes locked' },
  unlocked: { one: 'Note unlocked', other: '{count} notes unlocked' },
  line: 'Put in line',
  left: 'Left edges',
  centre: 'Centres',
  right: 'Right edges',
  top: 'Top edges',
  middle: 'Middles',
  bottom: 'Bottom edges',
  across: 'Even spaces across',
  down: 'Even spaces down',
  alignedNow: { one: '{count} note lies in line', other: '{count} notes lie in line' },
  distributedNow: { one: '{count} note lies evenly', other: '{count} notes lie evenly' },
  openLink: 'Open link: {address}',
};

export const shapeTexts = { shape };

declare module '../../i18n/texts' {
  type Shape = typeof shapeTexts;
  interface Texts extends Shape {}
}
