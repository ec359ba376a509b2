// The texts of the tools behind one button in English: the source that the other languages follow key by key.

const more = {
  tools: 'More tools',
};

export const moreTexts = { more };

declare module '../../../i18n/texts' {
  type MoreTexts = typeof moreTexts;
  interface Texts extends MoreTexts {}
}
