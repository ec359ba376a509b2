// The people of the room around a component.

import { createContext, useContext } from 'solid-js';
import type { People } from './people';

export const PeopleContext = createContext<People>();

/** Throws where there is no room around. */
export function usePeople(): People {
  const people = useContext(PeopleContext);
  if (people === undefined) throw new Error('no people around');
  return people;
}
