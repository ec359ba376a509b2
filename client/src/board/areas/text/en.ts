// The texts of areas that are made by hand, in English, the source of the others.

export const areas = {
  area: 'Area {title}',
  untitled: 'without a name',
  title: 'Name of the area',
  keys: 'Arrow keys move it, with Alt they size it. Enter names it, Delete takes it away, Page Down and Page Up go to the next and the one before.',
  size: 'Drag to change the size',
  remove: 'Take the area away',
  made: 'New area. Give it a name.',
  moved: 'Area {title} moved',
  sized: 'Area {title} is {width} by {height}',
  painted: 'Area {title} is now {color}',
  removed: 'Area {title} is taken away. What lay in it stays.',
  tooMany: 'A board has room for {max} areas.',
};

declare module '../../../i18n/texts' {
  interface Texts {
    areas: typeof areas;
  }
}
