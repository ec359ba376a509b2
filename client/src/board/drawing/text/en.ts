// The texts of drawing on the board in English: the source that the other languages follow key by key.

const drawing = {
  pen: 'Pen',
  eraser: 'Eraser',
  connector: 'Connect',
  laser: 'Laser pointer',
  list: 'Drawings and connectors',
  penColor: 'Colour of the pen',
  penWidth: 'Width of the pen',
  thin: 'Thin',
  medium: 'Medium',
  thick: 'Thick',
  putAway: 'Put it away',
  penHint: 'Draw. By keyboard: arrows move, Enter puts the pen down and lifts it',
  eraserHint: 'Draw over what is to go',
  connectorHint: 'Draw from one note to another',
  laserHint: 'Press and point: everyone sees it for a second',
  connectHint: 'Begin on a note or a cluster',
  drawn: 'Drawn',
  erased: { one: 'Erased', other: '{count} erased' },
  connected: 'Connected: {from} → {to}',
  connectTo: 'Connect to…',
  connectChoose: 'Connect “{from}” to',
  find: 'Find a note or a cluster',
  found: { one: '{count} found', other: '{count} found' },
  none: 'Nothing to connect to',
  cluster: 'cluster',
  strokeBy: 'Drawing by {name}',
  stroke: 'Drawing',
  strokeOf: '{drawing}, {color}',
  arrow: '{from} → {to}',
  empty: 'Nothing is drawn or connected yet.',
  show: 'Show {what}',
  delete: 'Delete {what}',
  deleted: 'Deleted',
  more: { one: 'and {count} more', other: 'and {count} more' },
};

export const drawingTexts = { drawing };

declare module '../../../i18n/texts' {
  type DrawingTexts = typeof drawingTexts;
  interface Texts extends DrawingTexts {}
}
