// What texts there are, as types: the page's own, and what parts of it that are loaded later add, each beside its texts.

import type { en } from './en';
import type { Translated } from './phrase';

/** English is the source: the other languages must have every key of it, in the same shape. */
export type Dictionary = { [Subject in keyof typeof en]: Translated<(typeof en)[Subject]> };

type PageTexts = typeof en;

/** All texts in English, by subject and key. A part that is loaded later declares its subjects into this. */
export interface Texts extends PageTexts {}

/** `subject.key`, such as `home.question`. */
export type TextKey = {
  [Subject in keyof Texts & string]: `${Subject}.${keyof Texts[Subject] & string}`;
}[keyof Texts & string];
