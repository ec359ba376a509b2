// Sizes, lines and locks of notes in Swedish.

import type { ShapeTexts } from './texts';

export const shapeTexts: ShapeTexts = {
  shape: {
    size: 'Storlek',
    size_s: 'liten',
    size_m: 'mellan',
    size_l: 'stor',
    larger: 'Större',
    smaller: 'Mindre',
    resized: { one: '{count} lapps storlek: {size}', other: '{count} lappars storlek: {size}' },
    lock: 'Lås',
    unlock: 'Lås upp',
    locked: { one: 'Lappen är låst', other: '{count} lappar är låsta' },
    unlocked: { one: 'Lappen är upplåst', other: '{count} lappar är upplåsta' },
    line: 'Lägg i linje',
    left: 'Vänsterkanter',
    centre: 'Mitten i sidled',
    right: 'Högerkanter',
    top: 'Överkanter',
    middle: 'Mitten i höjdled',
    bottom: 'Underkanter',
    across: 'Jämna mellanrum i sidled',
    down: 'Jämna mellanrum i höjdled',
    alignedNow: { one: '{count} lapp ligger i linje', other: '{count} lappar ligger i linje' },
    distributedNow: { one: '{count} lapp ligger jämnt', other: '{count} lappar ligger jämnt' },
    openLink: 'Öppna länken: {address}',
  },
};
