// A friendly name for whoever gave none: something from a picnic, the same for everyone who looks.

import { fnv1a } from '../fnv';
import type { Language, ParticipantId } from '../protocol/session';

/** One thing in each language, written as a name. */
const THINGS: readonly Record<Language, string>[] = [
  { en: 'Blueberry', fi: 'Mustikka', sv: 'Blåbär' },
  { en: 'Strawberry', fi: 'Mansikka', sv: 'Jordgubbe' },
  { en: 'Raspberry', fi: 'Vadelma', sv: 'Hallon' },
  { en: 'Lingonberry', fi: 'Puolukka', sv: 'Lingon' },
  { en: 'Cloudberry', fi: 'Lakka', sv: 'Hjortron' },
  { en: 'Gooseberry', fi: 'Karviainen', sv: 'Krusbär' },
  { en: 'Redcurrant', fi: 'Punaherukka', sv: 'Röda vinbär' },
  { en: 'Cherry', fi: 'Kirsikka', sv: 'Körsbär' },
  { en: 'Plum', fi: 'Luumu', sv: 'Plommon' },
  { en: 'Pear', fi: 'Päärynä', sv: 'Päron' },
  { en: 'Apple', fi: 'Omena', sv: 'Äpple' },
  { en: 'Peach', fi: 'Persikka', sv: 'Persika' },
  { en: 'Apricot', fi: 'Aprikoosi', sv: 'Aprikos' },
  { en: 'Grape', fi: 'Viinirypäle', sv: 'Vindruva' },
  { en: 'Orange', fi: 'Appelsiini', sv: 'Apelsin' },
  { en: 'Lemon', fi: 'Sitruuna', sv: 'Citron' },
  { en: 'Melon', fi: 'Meloni', sv: 'Melon' },
  { en: 'Banana', fi: 'Banaani', sv: 'Banan' },
  { en: 'Rhubarb', fi: 'Raparperi', sv: 'Rabarber' },
  { en: 'Carrot', fi: 'Porkkana', sv: 'Morot' },
  { en: 'Tomato', fi: 'Tomaatti', sv: 'Tomat' },
  { en: 'Cucumber', fi: 'Kurkku', sv: 'Gurka' },
  { en: 'Radish', fi: 'Retiisi', sv: 'Rädisa' },
  { en: 'Pea pod', fi: 'Herneenpalko', sv: 'Ärtskida' },
  { en: 'Basil', fi: 'Basilika', sv: 'Basilika' },
  { en: 'Dill', fi: 'Tilli', sv: 'Dill' },
  { en: 'Chives', fi: 'Ruohosipuli', sv: 'Gräslök' },
  { en: 'Mint', fi: 'Minttu', sv: 'Mynta' },
  { en: 'Elderflower', fi: 'Seljankukka', sv: 'Fläderblom' },
  { en: 'Clover', fi: 'Apila', sv: 'Klöver' },
  { en: 'Daisy', fi: 'Päivänkakkara', sv: 'Prästkrage' },
  { en: 'Cornflower', fi: 'Ruiskukka', sv: 'Blåklint' },
  { en: 'Bluebell', fi: 'Kissankello', sv: 'Blåklocka' },
  { en: 'Birch', fi: 'Koivu', sv: 'Björk' },
  { en: 'Rowan', fi: 'Pihlaja', sv: 'Rönn' },
  { en: 'Ladybird', fi: 'Leppäkerttu', sv: 'Nyckelpiga' },
  { en: 'Butterfly', fi: 'Perhonen', sv: 'Fjäril' },
  { en: 'Bumblebee', fi: 'Kimalainen', sv: 'Humla' },
  { en: 'Swallow', fi: 'Pääskynen', sv: 'Svala' },
  { en: 'Hedgehog', fi: 'Siili', sv: 'Igelkott' },
  { en: 'Cinnamon bun', fi: 'Korvapuusti', sv: 'Kanelbulle' },
  { en: 'Pancake', fi: 'Lettu', sv: 'Pannkaka' },
  { en: 'Waffle', fi: 'Vohveli', sv: 'Våffla' },
  { en: 'Rye bread', fi: 'Ruisleipä', sv: 'Rågbröd' },
  { en: 'Crispbread', fi: 'Näkkileipä', sv: 'Knäckebröd' },
  { en: 'Pretzel', fi: 'Rinkeli', sv: 'Kringla' },
  { en: 'Lemonade', fi: 'Limonadi', sv: 'Lemonad' },
  { en: 'Thermos', fi: 'Termospullo', sv: 'Termos' },
];

/** The default name of a participant, in a language. */
export function defaultName(participant: ParticipantId, language: Language): string {
  const thing = THINGS[fnv1a(participant) % THINGS.length];
  return thing === undefined ? participant : thing[language];
}
