// The texts of clusters in Swedish.

import type { ClusterTexts } from './texts';

export const clusters: ClusterTexts = {
  cluster: 'grupp',
  named: '{title}, {notes}',
  notes: { one: '{count} lapp', other: '{count} lappar' },
  within: 'i {title}',
  untitled: 'Grupp utan namn',
  placeholder: 'Ge ett namn',
  title: 'Gruppens namn',
  collapsed: 'hopsamlad',
  tooLong: 'Ett namn rymmer {max} tecken. Det du just lade till fick inte plats och togs inte med.',
  held: '{name} flyttar den just nu.',

  bar: 'Gruppen {title}',
  rename: 'Byt namn',
  collapse: 'Samla i en hög',
  open: 'Öppna',
  tidy: 'Ordna lapparna',
  group: 'Gruppera',
  split: 'Dela av till en egen grupp',
  leave: 'Ta ut ur gruppen',
  dissolve: 'Lös upp gruppen',
  moveTo: 'Flytta till en grupp…',
  mergeInto: 'Slå ihop med en grupp…',
  arrangeAll: 'Ordna alla grupper',

  choose: 'Flytta till en grupp',
  chooseMerge: 'Slå ihop med en grupp',
  find: 'Hitta en grupp',
  choiceNew: 'Ny grupp',
  choiceNone: 'Ingen grupp',
  choicesNone: 'Ingen grupp har det i sitt namn',

  made: 'Ny grupp av två lappar',
  madeEmpty: 'Ny grupp, ännu utan lappar',
  grouped: { one: '{count} lapp är nu en grupp', other: '{count} lappar är nu en grupp' },
  groupedAlready: 'De här lapparna är redan en grupp',
  joined: { one: 'Lappen är nu i {title}', other: '{count} lappar är nu i {title}' },
  left: { one: 'Lappen är inte längre i gruppen', other: '{count} lappar är inte längre i gruppen' },
  merged: 'Ihopslagen med {title}',
  moved: 'Grupp flyttad',
  selected: 'Grupp vald',
  dissolved: '{title} är upplöst. Lapparna ligger kvar.',
  collapsedNow: '{title} är samlad i en hög',
  openedNow: '{title} är öppen',
  tidied: '{title} är ordnad',
  painted: '{title} har nu färgen {color}',
  arranged: { one: 'En grupp ordnad', other: '{count} grupper ordnade' },

  keys: 'Grupper',
};
