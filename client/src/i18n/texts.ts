// What texts there are, as types.

/** All texts in English, by subject and key. Each file of English texts that is fetched declares its subjects into this. */
// biome-ignore lint/suspicious/noEmptyInterface: what is above this folder fills it.
export interface Texts {}

/** `subject.key`, such as `home.question`. */
export type TextKey = {
  [Subject in keyof Texts & string]: `${Subject}.${keyof Texts[Subject] & string}`;
}[keyof Texts & string];
