// The texts of clusters in Finnish.

import type { ClusterTexts } from './texts';

export const clusters: ClusterTexts = {
  cluster: 'ryhmä',
  named: '{title}, {notes}',
  notes: { one: '{count} lappu', other: '{count} lappua' },
  within: 'ryhmässä {title}',
  untitled: 'Nimetön ryhmä',
  placeholder: 'Anna nimi',
  title: 'Ryhmän nimi',
  collapsed: 'pinottu',
  tooLong: 'Nimeen mahtuu {max} merkkiä. Äsken lisätty ei mahtunut, joten se jätettiin pois.',
  held: '{name} siirtää sitä juuri nyt.',

  bar: 'Ryhmä {title}',
  rename: 'Muuta nimeä',
  collapse: 'Pinoa',
  open: 'Avaa',
  tidy: 'Siisti',
  group: 'Ryhmittele',
  split: 'Erota omaksi ryhmäksi',
  leave: 'Ota pois ryhmästä',
  dissolve: 'Pura ryhmä',
  moveTo: 'Siirrä ryhmään…',
  mergeInto: 'Yhdistä ryhmään…',
  arrangeAll: 'Järjestä kaikki ryhmät',

  choose: 'Siirrä ryhmään',
  chooseMerge: 'Yhdistä ryhmään',
  find: 'Etsi ryhmä',
  choiceNew: 'Uusi ryhmä',
  choiceNone: 'Ei ryhmää',
  choicesNone: 'Minkään ryhmän nimessä ei ole sitä',

  made: 'Kahdesta lapusta tuli uusi ryhmä',
  madeEmpty: 'Uusi ryhmä, vielä ilman lappuja',
  grouped: { one: '{count} lapusta tuli ryhmä', other: '{count} lapusta tuli ryhmä' },
  groupedAlready: 'Nämä laput ovat jo ryhmä',
  joined: { one: 'Lappu on nyt ryhmässä {title}', other: '{count} lappua on nyt ryhmässä {title}' },
  left: { one: 'Lappu ei ole enää ryhmässä', other: '{count} lappua ei ole enää ryhmässä' },
  merged: 'Yhdistetty ryhmään {title}',
  moved: 'Ryhmä siirretty',
  selected: 'Ryhmä valittu',
  dissolved: 'Ryhmä {title} on purettu. Sen laput ovat paikoillaan.',
  collapsedNow: 'Ryhmä {title} on pinottu',
  openedNow: 'Ryhmä {title} on avattu',
  tidied: 'Ryhmä {title} on siistitty',
  painted: 'Ryhmän {title} väri on nyt {color}',
  arranged: { one: 'Yksi ryhmä järjestetty', other: '{count} ryhmää järjestetty' },

  keys: 'Ryhmät',
};
