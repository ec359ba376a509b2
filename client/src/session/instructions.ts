// What to do in a phase, as it holds in the room: the models that come with picnic promise that nobody is named, and a room may name
// people all the same. Pure.

import type { Phase } from '../protocol/session';
import { wordsOf } from './words';

/**
 * What those models say of it, and what is left of that where people are named. Rooms that were made before keep these words, so a model
 * that says it otherwise one day leaves them here.
 */
const PROMISES: readonly (readonly [promise: string, left: string])[] = [
  [' Kukaan ei näe, kuka kirjoitti mitäkin.', ''],
  [' Ingen ser vem som har skrivit vad.', ''],
  [' Nobody sees who wrote what.', ''],
  ['Laput tulevat alueilleen sekaisin ja ilman nimiä.', 'Laput tulevat alueilleen sekaisin.'],
  [
    'Lapparna kommer till sina områden i blandad ordning och utan namn.',
    'Lapparna kommer till sina områden i blandad ordning.',
  ],
  ['The notes come to their areas shuffled and without names.', 'The notes come to their areas shuffled.'],
  ['Havainnot levitetään viltille yhtä aikaa ja ilman nimiä.', 'Havainnot levitetään viltille yhtä aikaa.'],
  ['Iakttagelserna dukas upp samtidigt och utan namn.', 'Iakttagelserna dukas upp samtidigt.'],
  [
    'The observations are laid out all at once and without names.',
    'The observations are laid out all at once.',
  ],
];

/** A phase's instructions in the page's language. But for the models' promises, what a facilitator wrote stands as it is. */
export function instructionsOf(phase: Pick<Phase, 'instructions'>, anonymous: boolean): string {
  const words = wordsOf(phase.instructions);
  return anonymous
    ? words
    : PROMISES.reduce((text, [promise, left]) => text.replaceAll(promise, left), words);
}
