// Piirtäminen taululle suomeksi.

import type { DrawingTexts } from './texts';

const drawing: DrawingTexts['drawing'] = {
  pen: 'Kynä',
  eraser: 'Pyyhekumi',
  connector: 'Yhdistä',
  laser: 'Laserosoitin',
  list: 'Piirrokset ja yhdysviivat',
  penColor: 'Kynän väri',
  penWidth: 'Kynän paksuus',
  thin: 'Ohut',
  medium: 'Keskipaksu',
  thick: 'Paksu',
  putAway: 'Laita pois',
  penHint: 'Piirrä. Näppäimillä: nuolet liikuttavat, Enter laskee ja nostaa kynän',
  eraserHint: 'Vedä sen yli, minkä haluat pois',
  connectorHint: 'Vedä lapusta toiseen',
  laserHint: 'Paina ja osoita: kaikki näkevät sen sekunnin ajan',
  connectHint: 'Aloita lapusta tai ryhmästä',
  drawn: 'Piirretty',
  erased: { one: 'Pyyhitty', other: '{count} pyyhitty' },
  connected: 'Yhdistetty: {from} → {to}',
  connectTo: 'Yhdistä…',
  connectChoose: 'Mihin ”{from}” yhdistetään?',
  find: 'Etsi lappua tai ryhmää',
  found: { one: '{count} löytyi', other: '{count} löytyi' },
  none: 'Ei mitään, mihin yhdistää',
  cluster: 'ryhmä',
  strokeBy: 'Piirros, tekijä {name}',
  stroke: 'Piirros',
  strokeOf: '{drawing}, {color}',
  arrow: '{from} → {to}',
  empty: 'Vielä ei ole piirretty eikä yhdistetty mitään.',
  show: 'Näytä {what}',
  delete: 'Poista {what}',
  deleted: 'Poistettu',
  more: { one: 'ja {count} muu', other: 'ja {count} muuta' },
};

export const drawingTexts: DrawingTexts = { drawing };
