// The session's texts in Swedish.

import type { SessionTexts } from './texts';

export const session: SessionTexts = {
  lateRefusal: 'Något du gjorde utan anslutning kom fram för sent och togs inte med.',
  lateRefusalOfText: 'Det du skrev utan anslutning gick inte längre att lägga till: ”{text}”',
  copyText: 'Kopiera texten',
};
