// The session's texts in Finnish.

import type { SessionTexts } from './texts';

export const session: SessionTexts = {
  lateRefusal: 'Jokin ilman yhteyttä tekemäsi tuli perille liian myöhään ja jäi pois.',
  lateRefusalOfText: 'Ilman yhteyttä kirjoittamaasi ei voinut enää lisätä: ”{text}”',
  copyText: 'Kopioi teksti',
};
