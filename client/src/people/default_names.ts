// A friendly name for whoever gave none: something from a picnic, the same for everyone who looks.

import { fnv1a } from '../fnv';
import { textIn } from '../i18n';
import type { Language, ParticipantId } from '../protocol/session';

/** Each a text `things.*`. Their order stays, for it says who is called what. */
const THINGS = [
  'blueberry',
  'strawberry',
  'raspberry',
  'lingonberry',
  'cloudberry',
  'gooseberry',
  'redcurrant',
  'cherry',
  'plum',
  'pear',
  'apple',
  'peach',
  'apricot',
  'grape',
  'orange',
  'lemon',
  'melon',
  'banana',
  'rhubarb',
  'carrot',
  'tomato',
  'cucumber',
  'radish',
  'peaPod',
  'basil',
  'dill',
  'chives',
  'mint',
  'elderflower',
  'clover',
  'daisy',
  'cornflower',
  'bluebell',
  'birch',
  'rowan',
  'ladybird',
  'butterfly',
  'bumblebee',
  'swallow',
  'hedgehog',
  'cinnamonBun',
  'pancake',
  'waffle',
  'ryeBread',
  'crispbread',
  'pretzel',
  'lemonade',
  'thermos',
] as const;

/** The default name of a participant, in a language whose texts are here. */
export function defaultName(participant: ParticipantId, language: Language): string {
  const thing = THINGS[fnv1a(participant) % THINGS.length];
  return thing === undefined ? participant : textIn(language, `things.${thing}`);
}
