// The texts of areas that are made by hand, in Finnish.

import type { AreasTexts } from './texts';

export const areas: AreasTexts = {
  area: 'Alue {title}',
  untitled: 'ilman nimeä',
  title: 'Alueen nimi',
  keys: 'Nuolinäppäimet siirtävät sitä, Alt ja nuolet muuttavat kokoa. Enter antaa nimen, Delete poistaa, Page Down ja Page Up siirtyvät seuraavaan ja edelliseen.',
  size: 'Muuta kokoa vetämällä',
  remove: 'Poista alue',
  made: 'Uusi alue. Anna sille nimi.',
  moved: 'Alue {title} on siirretty',
  sized: 'Alueen {title} koko on nyt {width} × {height}',
  painted: 'Alueen {title} väri on nyt {color}',
  removed: 'Alue {title} on poistettu. Se, mitä siinä oli, on paikoillaan.',
  tooMany: 'Taululle mahtuu {max} aluetta.',
};
