// Att rita på tavlan, på svenska.

import type { DrawingTexts } from './texts';

const drawing: DrawingTexts['drawing'] = {
  pen: 'Penna',
  eraser: 'Suddgummi',
  connector: 'Koppla ihop',
  laser: 'Laserpekare',
  list: 'Teckningar och kopplingar',
  penColor: 'Pennans färg',
  penWidth: 'Pennans bredd',
  thin: 'Tunn',
  medium: 'Mellan',
  thick: 'Tjock',
  putAway: 'Lägg undan',
  penHint: 'Rita. Med tangenter: pilarna flyttar, Enter sätter ner och lyfter pennan',
  eraserHint: 'Dra över det som ska bort',
  connectorHint: 'Dra från en lapp till en annan',
  laserHint: 'Tryck och peka: alla ser det i en sekund',
  connectHint: 'Börja på en lapp eller en grupp',
  drawn: 'Ritat',
  erased: { one: 'Bortsuddat', other: '{count} bortsuddade' },
  connected: 'Ihopkopplat: {from} → {to}',
  connectTo: 'Koppla till…',
  connectChoose: 'Koppla ”{from}” till',
  find: 'Hitta en lapp eller en grupp',
  found: { one: '{count} hittades', other: '{count} hittades' },
  none: 'Det finns inget att koppla till',
  cluster: 'grupp',
  strokeBy: 'Teckning av {name}',
  stroke: 'Teckning',
  strokeOf: '{drawing}, {color}',
  arrow: '{from} → {to}',
  empty: 'Ännu är inget ritat eller ihopkopplat.',
  show: 'Visa {what}',
  delete: 'Ta bort {what}',
  deleted: 'Borttaget',
  more: { one: 'och {count} till', other: 'och {count} till' },
};

export const drawingTexts: DrawingTexts = { drawing };
