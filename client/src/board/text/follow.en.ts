// Going along with somebody's view, in English: the source that the other languages follow key by key.

const follow = {
  you: 'You follow {name}',
  stop: 'Stop',
};

export const followTexts = { follow };

declare module '../../i18n/texts' {
  type Follow = typeof followTexts;
  interface Texts extends Follow {}
}
