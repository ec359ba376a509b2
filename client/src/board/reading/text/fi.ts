// The texts of reading a cluster note by note, in Finnish.

import type { ReadingTexts } from './texts';

export const reading: ReadingTexts = {
  place: '{count} / {of}',
  previous: 'Edellinen',
  next: 'Seuraava',
};
