// The board of the room around, for what stands beside it.

import { type Accessor, createContext, useContext } from 'solid-js';
import type { Surface } from './surface';

export const BoardContext = createContext<Accessor<Surface | undefined>>();

/** The board at work; nothing until it is in the page. Throws where there is no room around. */
export function useBoard(): Accessor<Surface | undefined> {
  const board = useContext(BoardContext);
  if (board === undefined) throw new Error('no board around');
  return board;
}
