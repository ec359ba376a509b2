// Sizes, lines and locks of notes in Finnish.

import type { ShapeTexts } from './texts';

export const shapeTexts: ShapeTexts = {
  shape: {
    size: 'Koko',
    size_s: 'pieni',
    size_m: 'keskikokoinen',
    size_l: 'suuri',
    larger: 'Suuremmaksi',
    smaller: 'Pienemmäksi',
    resized: { one: '{count} lapun koko: {size}', other: '{count} lapun koko: {size}' },
    lock: 'Lukitse',
    unlock: 'Avaa lukitus',
    locked: { one: 'Lappu lukittu', other: '{count} lappua lukittu' },
    unlocked: { one: 'Lapun lukitus avattu', other: '{count} lapun lukitus avattu' },
    line: 'Aseta riviin',
    left: 'Vasemmat reunat',
    centre: 'Keskikohdat vaakasuunnassa',
    right: 'Oikeat reunat',
    top: 'Yläreunat',
    middle: 'Keskikohdat pystysuunnassa',
    bottom: 'Alareunat',
    across: 'Tasavälein vierekkäin',
    down: 'Tasavälein alekkain',
    alignedNow: { one: '{count} lappu on rivissä', other: '{count} lappua on rivissä' },
    distributedNow: { one: '{count} lappu on tasavälein', other: '{count} lappua on tasavälein' },
    openLink: 'Avaa linkki: {address}',
  },
};
