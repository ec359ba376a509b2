// The texts of areas that are made by hand, in Swedish.

import type { AreasTexts } from './texts';

export const areas: AreasTexts = {
  area: 'Område {title}',
  untitled: 'utan namn',
  title: 'Områdets namn',
  keys: 'Piltangenterna flyttar det, med Alt ändrar de storleken. Enter ger det namn, Delete tar bort det, Page Down och Page Up går till nästa och förra.',
  size: 'Dra för att ändra storleken',
  remove: 'Ta bort området',
  made: 'Nytt område. Ge det ett namn.',
  moved: 'Området {title} är flyttat',
  sized: 'Området {title} är nu {width} × {height}',
  painted: 'Området {title} är nu {color}',
  removed: 'Området {title} är borttaget. Det som låg där är kvar.',
  tooMany: 'En tavla rymmer {max} områden.',
};
