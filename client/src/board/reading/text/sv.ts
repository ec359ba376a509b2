// The texts of reading a cluster note by note, in Swedish.

import type { ReadingTexts } from './texts';

export const reading: ReadingTexts = {
  place: '{count} av {of}',
  previous: 'Föregående',
  next: 'Nästa',
};
